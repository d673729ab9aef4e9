/* The pages of an event: the running one (event.c), and what is asked before one opens (event_form.c). */
#ifndef HAMAWAZ_SCREENS_EVENT_VIEW_H
#define HAMAWAZ_SCREENS_EVENT_VIEW_H

#include "store/event.h"
#include "ui/keyboard.h"

struct app;

enum { VENUES_MOST = 4 };

struct event_view {
    enum { EVENT_MAIN, EVENT_DATE, EVENT_VENUE, EVENT_DETAILS, EVENT_PEOPLE, EVENT_CLOSING } phase;
    struct store_event now;
    int64_t looked_ms; /* when the store was asked; the screen came again since: once more */
    int64_t answers;   /* in the room quizzes of the running event */
    bool has_past;
    bool has_anchor;                           /* the date was confirmed since the machine was started */
    int64_t jumped_s;                          /* by how much the wall clock has left it since */
    char venues[VENUES_MOST][EVENT_VENUE_MAX]; /* the last ones, without repeats */
    int venue_count;
    int64_t offset_s; /* by which the date shown differs from the clock's */
    char venue[EVENT_VENUE_MAX];
    struct field field;
    struct keyboard_view keyboard;
    enum event_kind kind;
    int people;
    char typed[8]; /* the number of people as it is typed */
    struct err err;
};

/* What both files share: to another phase; to one with a field; what is done at a phase's end; what went wrong, or is
 * doubtful, in words. */
void event_go(struct app *app, struct event_view *view, int phase);
void event_begin_typing(struct app *app, struct event_view *view, int phase);
void event_confirm_date(struct app *app, struct event_view *view);
void event_open(struct app *app, struct event_view *view);
void event_trouble_draw(struct app *app, const struct event_view *view, struct box box);
const char *event_kind_label(enum event_kind kind);

/* The phases before an event is open: `page` for the content, `row` for the buttons at its foot. */
void event_date_frame(struct app *app, struct event_view *view, struct box page, struct box row);
void event_venue_frame(struct app *app, struct event_view *view, struct box page, struct box row);
void event_details_frame(struct app *app, struct event_view *view, struct box page, struct box row);
void event_people_frame(struct app *app, struct event_view *view, struct box page, struct box row);

#endif
