/* The room quiz on screen: the session that outlives a screen, and what the room sees of it. The desk: room_desk.h. */
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

#endif
