/* The trainer's desk, in parts: room.c takes keys and decides who sees what, room_trainer.c arranges, room_notes.c is
 * the card, room_tools.c what is pressed, room_sheets.c what is looked up. All of it fits any display: what does not is
 * turned to, page by page, never shrunk below a caption. What is pressed happens at once. */
#ifndef HAMAWAZ_SCREENS_ROOM_DESK_H
#define HAMAWAZ_SCREENS_ROOM_DESK_H

#include "screens/room.h"

/* What the trainer is about to do, typed or shown; the state of screen_room. */
struct room_desk {
    enum room_page { DESK_CARD, DESK_TOOLS, DESK_KEYS, DESK_GO } page;
    bool has_notes; /* one display: the trainer's view covers the room's */
    bool is_big;    /* large buttons instead of notes */
    bool has_pad;   /* one display: buttons below the card */
    int leaf;       /* of a card or sheet that does not fit at once */
    enum verdict side;
    char typed[12]; /* digits of a count, or of a statement to go to */
    bool is_leaving;
    enum room_reply reply;
};

/* Views: the desk on the whole display; with one display the buttons below the card, of this height. */
void room_trainer_frame(struct app *app, struct room_desk *desk, struct box page);
void room_pad_frame(struct app *app, struct room_desk *desk, struct box box);
int room_pad_height(struct app *app, const struct room_desk *desk, int width);

/* A sheet over the whole display: all keys; the statements to go to. */
void room_keys_frame(struct app *app, struct room_desk *desk, struct box page);
void room_go_frame(struct app *app, struct room_desk *desk, struct box page);

/* Statement, answer, reason, source, prompt; with `next` the next statement, too. Turns its leaves at a touch. */
void room_notes_run(struct app *app, struct room_desk *desk, struct box box, const char *next);

/* The least height of what a trainer presses, and rows of it: both counts, the tools of this card beside them, all
 * others, digits. */
int room_touch(const struct ui *ui);
void room_votes_run(struct app *app, struct room_desk *desk, struct box box, int columns);
void room_beside_run(struct app *app, struct room_desk *desk, struct box box);
void room_tools_run(struct app *app, struct room_desk *desk, struct box box);
int room_tools_height(struct app *app, int width);
void room_digits_run(struct app *app, struct room_desk *desk, struct box box);
int room_digits_height(const struct ui *ui, int width);

const char *room_step_label(enum room_step step);

/* What the trainer does, by key or by touch. Digits that were typed count when the card is turned. */
void room_act_on(struct app *app, struct room_desk *desk, enum room_act act);
void room_add(struct app *app, struct room_desk *desk, enum verdict side, int number);
void room_type(struct app *app, struct room_desk *desk, char digit);
void room_untype(struct room_desk *desk); /* the last digit */
void room_enter_typed(struct app *app, struct room_desk *desk);
void room_go_to(struct app *app, struct room_desk *desk, int card);
void room_turn_desk(struct room_desk *desk, enum room_page page); /* there, or back from there */

#endif
