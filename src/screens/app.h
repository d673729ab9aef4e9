/* The kiosk as a whole: one context, made by kiosk.c, seen by screens/ alone; and the stack of screens.
 *
 * A screen is a constant table of functions with private state (after tmux's window modes). Its state lies in locked
 * memory, is zeroed before `enter` and wiped after `leave`, so that no form outlives its visit. Moving to another
 * screen during a frame is a request, settled when the pass is over. Attract is always at the bottom of the stack. */
#ifndef HAMAWAZ_SCREENS_APP_H
#define HAMAWAZ_SCREENS_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "base/worker.h"
#include "content/pack.h"
#include "model/idle.h"
#include "model/pin.h"
#include "screens/conf.h"
#include "screens/settings.h"
#include "store/event.h"
#include "store/store.h"
#include "ui/ui.h"
#include "vault/vault.h"

struct app;
struct output;

struct screen {
    const char *name;
    size_t state_size;
    int idle_ms;      /* quiet time before the countdown; 0: the screen never times out */
    bool has_exit;    /* quick exit in the bar */
    bool has_projector; /* takes the second display */
    bool keeps_going; /* leave by the countdown without one: nothing typed is lost (thanks, help) */
    void (*enter)(struct app *app, void *state); /* may be NULL */
    void (*frame)(struct app *app, void *state);
    void (*leave)(struct app *app, void *state); /* may be NULL; the state is wiped after it */
    void (*get_ready)(struct app *app, void *state); /* may be NULL; draws what may come next (gfx_begin_ahead) */
};

extern const struct screen screen_attract, screen_home, screen_quiz, screen_pledge, screen_help, screen_pin,
    screen_staff, screen_comfort, screen_conf, screen_event, screen_stick,
    screen_room_setup, screen_room, screen_room_results;

enum { APP_STACK_MAX = 16 }; /* more than there are screens, and none is stacked twice */

enum app_request { REQUEST_NONE, REQUEST_PUSH, REQUEST_POP, REQUEST_REPLACE, REQUEST_CLEAR };

struct app {
    const struct settings *settings;
    struct conf conf;
    struct clock clock;
    struct output *output;
    struct gfx *gfx;
    struct text *text;
    struct ui ui;
    struct worker *worker;
    char share[FILE_PATH_MAX]; /* folder of fonts, themes, locale, campaign */

    struct pack *pack;
    size_t pack_fault_count; /* of the pack that was asked for; 0: it is the one shown */
    char first_fault[128];   /* file:line of the first, for staff */

    struct vault *vault;        /* NULL when pledges are closed */
    struct store *store;        /* the worker's after start: others ask app_store; NULL: pledges are closed */
    struct err store_err;       /* why pledges are closed; code ERR_NONE: they are open */
    struct store_counts counts; /* as the last job left them */
    struct store_health health;
    struct store_event event;   /* that is running; id "": none */
    struct room_session *room;  /* the room quiz in progress, on screen or not; NULL: none */
    struct projector *projector; /* the second display; NULL: none */
    struct pin_tries tries;
    char pin_hash[256];

    enum lang lang, first_lang;  /* on screen now; of a visit that begins */
    int text_size;
    bool is_slow;           /* screens wait three times as long before they close */
    bool is_motion_reduced;
    bool wants_neutral; /* quick exit: attract begins with a slide that gives nothing away */
    bool is_staff;      /* the PIN was given; ends with the staff screen */
    bool is_leaving;    /* staff asked to leave: the loop ends */
    struct idle idle;
    int64_t idle_due_ms;         /* when the countdown, or its next second, is to be drawn */
    int64_t ready_due_ms;        /* when what comes next is to be made ready; INT64_MAX: it is */
    uint64_t seed; /* draws; fixed in scripts */

    const struct screen *stack[APP_STACK_MAX];
    void *state[APP_STACK_MAX];
    int depth;
    enum app_request request;
    const struct screen *requested;
    bool needs_frame;
    uint64_t frames; /* drawn since the start */
    FILE *measure;   /* where each frame leaves its milliseconds, screen and when it was shown; NULL: nowhere */
};

/* Requests, settled after the pass. `clear` ends the visit: everything above attract is left and wiped, language and
 * text size go back to the start's. */
void app_push(struct app *app, const struct screen *screen);
void app_replace(struct app *app, const struct screen *screen);
void app_pop(struct app *app);
void app_clear(struct app *app);
void app_quick_exit(struct app *app);

/* Wipes what is left of typed words in caches and queues; the end of a visit does it too. */
void app_forget(struct app *app);

void app_set_lang(struct app *app, enum lang lang);
void app_set_text_size(struct app *app, int text_size);
void app_set_motion_reduced(struct app *app, bool is_motion_reduced);

/* One input event through the screen on top, undrawn; and one drawn frame. */
void app_event(struct app *app, const struct event *event);
void app_draw(struct app *app);

/* Time-outs and finished jobs: call before each frame. Sets needs_frame. */
void app_tick(struct app *app);

/* For get_ready: draws a screen that may come next as it looks at first. Its zeroed state must do without `enter`. */
void app_draw_ahead(struct app *app, const struct screen *screen);

/* When app_tick or app_draw has something to do next (monotonic ms; INT64_MAX: never). */
int64_t app_next_ms(const struct app *app);

void app_start(struct app *app); /* attract comes */
void app_stop(struct app *app);  /* every screen is left and wiped */

/* The store, for the main thread: waits until the worker has let go of it, and it is the caller's until the next job is
 * posted. NULL when pledges are closed. */
struct store *app_store(struct app *app);

const struct screen *app_screen(const struct app *app); /* on top */
int app_quiet_ms(const struct app *app);                /* before its countdown; 0: never */
struct day app_today(const struct app *app);            /* year 0 when the clock cannot be true */
bool app_is_demonstration(const struct app *app);

#endif
