/* The room quiz on screen: the session that outlives a screen, and the views of it that the files room*.c share. */
#ifndef HAMAWAZ_SCREENS_ROOM_H
#define HAMAWAZ_SCREENS_ROOM_H

#include "model/room.h"
#include "store/event.h"
#include "ui/ui.h"

struct app;

/* A room quiz in progress. While a save is on its way another waits for it; a failed one is tried again with the next
 * change, so that nothing but the disk's room is ever missing. */
struct room_session {
    struct room_run run;
    char id[ROOM_RUN_ID_MAX];
    bool is_recorded[ROOM_ITEMS_MAX][ROOM_ROUNDS]; /* the count as it stands is a record */
    bool is_saving, is_dirty;
    struct err save_err; /* of the last save; ERR_NONE: it is on the disk */
};

/* Begins a quiz of the running event; takes up the one that was cut off (app_start); lets go of it. */
void room_begin(struct app *app, const struct room_set *set, bool votes_twice);
void room_resume(struct app *app);
void room_let_go(struct app *app);

/* Applies and saves. The words for a reply are room_reply_words; "" for ROOM_DONE. */
enum room_reply room_do(struct app *app, const struct room_event *event);
const char *room_reply_words(const struct app *app, enum room_reply reply);

/* What the room sees: nothing but the card. `ui` is the kiosk's or the projector's; it is drawn in the run's own
 * languages, whatever the kiosk's. */
void room_view_draw(const struct app *app, struct ui *ui, const struct room_run *run, struct box page);

/* How large a part of the screen's height the capitals of a statement are on its card (Urdu by its Latin equal). */
float room_statement_part(struct ui *ui, const struct quiz_item *item, enum room_langs langs);

/* What the trainer is about to do, typed or shown; the state of screen_room. */
struct room_desk {
    enum { DESK_CARD, DESK_KEYS, DESK_GO } page;
    bool has_notes; /* one display: the trainer's view covers the room's */
    bool is_big;    /* large buttons instead of notes */
    bool has_pad;   /* one display: buttons below the card */
    enum verdict side;
    char typed[12]; /* digits of a count, or of a statement to go to */
    bool is_leaving;
    enum room_reply reply;
};

/* The trainer's view (room_trainer.c) and the buttons alone, in `box`. What was pressed happens at once. */
void room_trainer_frame(struct app *app, struct room_desk *desk, struct box page);
void room_pad_frame(struct app *app, struct room_desk *desk, struct box box);
void room_digits_run(struct app *app, struct room_desk *desk, struct box box); /* and a tick that takes them */
void room_keys_frame(struct app *app, struct room_desk *desk, struct box page);
void room_go_frame(struct app *app, struct room_desk *desk, struct box page);

/* What the trainer does, by key or by touch (room.c). Digits that were typed count when the card is turned. */
void room_act_on(struct app *app, struct room_desk *desk, enum room_act act);
void room_add(struct app *app, struct room_desk *desk, enum verdict side, int number);
void room_type(struct app *app, struct room_desk *desk, char digit);
void room_enter_typed(struct app *app, struct room_desk *desk);
void room_go_to(struct app *app, struct room_desk *desk, int card);

#endif
