/* What the files of the room's view share: who draws on what, and words in the languages of the run. */
#ifndef HAMAWAZ_SCREENS_ROOM_VIEW_H
#define HAMAWAZ_SCREENS_ROOM_VIEW_H

#include "screens/room.h"

struct room_view {
    const struct app *app;
    struct ui *ui;
    const struct room_run *run;
};

/* How long the card has been on; for what moves on it. */
int64_t room_card_age_ms(const struct room_view *view);

/* A constant label (N_) in the languages of the run; NULL in the others. */
struct words room_label(const struct ui *ui, enum room_langs langs, const char *label);

/* Draws the words in each language of the run, Urdu above English, each from its own reading start. */
void room_say(const struct room_view *view, struct box box, const struct ui_text *how, const struct words *words);

/* The same on one line, each at its own reading start. */
void room_say_across(const struct room_view *view, struct box box, const struct ui_text *how,
                     const struct words *words);

/* A sign (NULL: none) and the words of each language after each other, in a row; CENTER or START. Returns its width. */
int room_say_in_row(const struct room_view *view, struct box box, const struct ui_text *how, const struct shape *sign,
                    const struct words *words);
int room_row_width(const struct room_view *view, int height, const struct ui_text *how, const struct shape *sign,
                   const struct words *words);
void room_say_side(const struct room_view *view, enum verdict side, struct box box, const struct ui_text *how);

const struct words *room_statement(const struct room_view *view, int item);

/* Charts of tiles (room_chart.c): one vote without its answer; how the room moved, with it. */
void room_counts_draw(const struct room_view *view, const struct room_card *card, struct box page);
void room_result_draw(const struct room_view *view, const struct room_card *card, struct box page);

#endif
