/* The layout test of one frame: what was really drawn, judged by the rules of the look. The rules and their numbers
 * stand in inspect.c. For scripts (the command `inspect`); software drawing only. */
#ifndef HAMAWAZ_SCREENS_INSPECT_H
#define HAMAWAZ_SCREENS_INSPECT_H

#include <stddef.h>

#include "base/str.h"

struct app;
struct tape;
struct ui;

/* Draws the screen once more and judges it. Adds a sentence and '\n' for each finding; returns how many. */
size_t inspect_screen(struct app *app, struct str *findings);

/* The judge alone: texts from the tape, targets from the last pass of `ui`. */
size_t inspect_judge(const struct ui *ui, const struct tape *tape, struct str *findings);

#endif
