/* Sentences with a place to fill, and dates in words. */
#ifndef HAMAWAZ_SCREENS_PHRASES_H
#define HAMAWAZ_SCREENS_PHRASES_H

#include <stddef.h>

#include "base/clock.h"

struct app;

/* Copies `sentence` with every `{mark}` replaced by `value`; cut at a letter's edge when `out` is too small. */
void phrase_fill(char *out, size_t room, const char *sentence, const char *mark, const char *value);

/* "23 February 2027" in the language on screen. */
void phrase_day(char *out, size_t room, struct day day);

/* The day details are deleted: today plus the campaign's retention; in days when the clock cannot be true. */
void phrase_deletion(const struct app *app, char *out, size_t room);

#endif
