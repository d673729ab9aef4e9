/* What the pages behind the staff screen share: a title on the ground, paper below it, the way back, steppers. */
#ifndef HAMAWAZ_SCREENS_SHEET_H
#define HAMAWAZ_SCREENS_SHEET_H

#include <stdint.h>

#include "ui/ui.h"

struct app;

/* Draws title and paper; returns the room on the paper, and cuts a row of buttons from its foot. */
struct box sheet_begin(struct app *app, const char *title, struct box *row);

/* "Back" at the start of the row. */
bool sheet_back(struct app *app, struct box *row, const char *id);

/* A label, minus, the number, plus, held to repeat: by how much the number is to change now. `text` is how it shows. */
int sheet_stepper(struct app *app, const char *id, struct box box, const char *label, const char *text);

/* A label and its value on one line, a hairline below. */
void sheet_line(struct app *app, struct box box, const char *label, const char *value);

/* One of several that can be chosen; the chosen one is marked by its star. True: chosen now. */
bool sheet_choice(struct app *app, const char *id, struct box box, const char *label, bool is_chosen);

/* Draws the words, wrapped, no larger than the role has them and smaller where the box asks for it. */
void sheet_words(struct ui *ui, struct box box, const struct ui_text *how, const char *words);

#endif
