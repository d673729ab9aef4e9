/* Letters that may stand in a pack, and letters that the fonts have. Any thread. */
#ifndef HAMAWAZ_CONTENT_LETTERS_H
#define HAMAWAZ_CONTENT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* False for controls (line feed excepted), embedding, override and isolate marks, private use and non-characters.
 * Joiners and the plain direction marks (U+200C to U+200F, U+061C) are honest Urdu, Pashto and Sindhi. */
bool letter_is_allowed(uint32_t letter);

/* Is the text valid UTF-8 of such letters alone? */
bool letters_are_allowed(const char *text);

/* What the shipped fonts can draw: sorted ranges. A zeroed one is empty and knows nothing. */
struct coverage {
    struct letter_range {
        uint32_t first, last;
    } * at;
    size_t count;
};

/* Reads lines `XXXX-YYYY` in hexadecimal, in ascending order. ERR_MISSING, ERR_UNREADABLE, ERR_DAMAGED, ERR_IO. */
MUST_CHECK bool coverage_read(struct coverage *coverage, const char *path, struct err *err);
void coverage_finish(struct coverage *coverage);

/* The first visible letter of `text` that no font has; 0: none, or the coverage is empty. */
uint32_t coverage_missing(const struct coverage *coverage, const char *text);

/* Words between white space. */
size_t letters_words(const char *text);

#endif
