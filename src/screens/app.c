/* The stack of screens and what all of them share: language, idle time, the countdown, the end of a visit.
 *
 * Invariant: stack[0] is attract from app_start to app_stop, and state[i] is the locked state of stack[i]. */
#include "screens/app.h"

#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "gfx/output.h"
#include "screens/countdown.h"
#include "screens/projector.h"
#include "screens/room.h"
#include "vault/locked.h"

const struct screen *app_screen(const struct app *app)
{
    return app->stack[app->depth - 1];
}

struct day app_today(const struct app *app)
{
    int64_t wall_s = clock_wall_s(&app->clock);
    return clock_is_plausible(wall_s) ? clock_day(wall_s) : (struct day){0, 0, 0};
}

bool app_is_demonstration(const struct app *app)
{
    return !app->vault || vault_is_demonstration(app->vault);
}

static void look_again(struct app *app)
{
    lang_select(app->lang);
    ui_set_look(&app->ui, &app->ui.theme, app->lang, app->text_size, app->is_motion_reduced);
    app->needs_frame = true;
}

void app_set_lang(struct app *app, enum lang lang)
{
    app->lang = lang;
    look_again(app);
}

void app_set_text_size(struct app *app, int text_size)
{
    app->text_size = text_size;
    look_again(app);
}

void app_set_motion_reduced(struct app *app, bool is_motion_reduced)
{
    app->is_motion_reduced = is_motion_reduced;
    look_again(app);
}

int app_quiet_ms(const struct app *app)
{
    enum { SLOW_TIMES = 3 };
    return app_screen(app)->idle_ms * (app->is_slow ? SLOW_TIMES : 1);
}

/* How a visit begins, whatever the last visitor asked for. */
static void begin_plainly(struct app *app)
{
    app->lang = app->first_lang;
    app->text_size = app->settings->text_size;
    app->is_slow = app->settings->is_slow;
    app->is_motion_reduced = app->settings->is_motion_reduced;
    look_again(app);
}

static void ask(struct app *app, enum app_request request, const struct screen *screen)
{
    app->request = request;
    app->requested = screen;
}

void app_push(struct app *app, const struct screen *screen)
{
    ask(app, REQUEST_PUSH, screen);
}

void app_replace(struct app *app, const struct screen *screen)
{
    ask(app, REQUEST_REPLACE, screen);
}

void app_pop(struct app *app)
{
    ask(app, REQUEST_POP, NULL);
}

void app_clear(struct app *app)
{
    ask(app, REQUEST_CLEAR, NULL);
}

void app_quick_exit(struct app *app)
{
    app->wants_neutral = true;
    app_clear(app);
}

static void screen_enter(struct app *app, const struct screen *screen)
{
    CHECK(app->depth < APP_STACK_MAX);
    app->stack[app->depth] = screen;
    app->state[app->depth] = locked_alloc(screen->state_size);
    app->depth++;
    if (screen->enter)
        screen->enter(app, app->state[app->depth - 1]);
}

static void screen_leave(struct app *app)
{
    CHECK(app->depth > 0);
    const struct screen *screen = app_screen(app);
    if (screen->leave)
        screen->leave(app, app->state[app->depth - 1]);
    locked_free(app->state[app->depth - 1]);
    app->depth--;
}

/* Visits are counted where they begin, at home: whoever only asks for help is not. */
struct visit {
    struct app *app;
    struct store *store;
    bool is_ok;
};

static void visit_run(void *arg)
{
    struct visit *visit = arg;
    struct err ignored; /* a visit that cannot be counted goes on */
    visit->is_ok = store_count_visit(visit->store, &ignored);
}

static void visit_done(void *arg)
{
    struct visit *visit = arg;
    visit->app->event.visits += visit->is_ok;
    free(visit);
}

static void count_visit(struct app *app)
{
    if (!app->store || !app->event.id[0])
        return;
    struct visit *visit = mem_alloc(sizeof *visit);
    visit->app = app;
    visit->store = app->store;
    worker_post(app->worker, visit_run, visit_done, visit);
}

/* A screen that is already open is come back to, never stacked twice. */
static void settle_push(struct app *app, const struct screen *screen)
{
    for (int i = 0; i < app->depth; i++)
        if (app->stack[i] == screen) {
            while (app->depth > i + 1)
                screen_leave(app);
            return;
        }
    if (app->depth == 1 && screen == &screen_home)
        count_visit(app);
    screen_enter(app, screen);
}

void app_forget(struct app *app)
{
    text_forget_private(app->text);
    output_forget(app->output);
}

static void end_visit(struct app *app)
{
    while (app->depth > 1)
        screen_leave(app);
    app_forget(app);
    app->is_staff = false;
    begin_plainly(app);
    screen_leave(app);
    screen_enter(app, &screen_attract);
}

static void settle(struct app *app)
{
    enum app_request request = app->request;
    app->request = REQUEST_NONE;
    switch (request) {
    case REQUEST_NONE:
        return;
    case REQUEST_PUSH:
        settle_push(app, app->requested);
        break;
    case REQUEST_REPLACE:
        if (app->depth > 1)
            screen_leave(app);
        settle_push(app, app->requested);
        break;
    case REQUEST_POP:
        if (app->depth > 2)
            screen_leave(app);
        else
            end_visit(app);
        break;
    case REQUEST_CLEAR:
        end_visit(app);
        break;
    }
    projector_adopt(app);
    ui_enter(&app->ui, clock_mono_ms(&app->clock));
    idle_touch(&app->idle, clock_mono_ms(&app->clock));
    app->needs_frame = true;
}

static bool is_sign_of_life(const struct event *event)
{
    return event->type == EVENT_DOWN || event->type == EVENT_KEY || event->type == EVENT_TEXT ||
           event->type == EVENT_UP || event->type == EVENT_WHEEL;
}

static enum idle_state idle_now(const struct app *app)
{
    return idle_state(&app->idle, clock_mono_ms(&app->clock), app_quiet_ms(app));
}

static void pass(struct app *app, const struct event *event)
{
    ui_begin_pass(&app->ui, event, clock_mono_ms(&app->clock));
    if (idle_now(app) == IDLE_COUNTDOWN)
        countdown_frame(app);
    else
        app_screen(app)->frame(app, app->state[app->depth - 1]);
    ui_end_pass(&app->ui);
}

void app_event(struct app *app, const struct event *event)
{
    app->needs_frame = true;
    if (event->type == EVENT_RESIZED) {
        gfx_reset(app->gfx); /* only now has the picture its new size */
        look_again(app);
        return;
    }
    if (event->type == EVENT_DISPLAYS) {
        projector_adopt(app);
        return;
    }
    bool was_countdown = idle_now(app) == IDLE_COUNTDOWN;
    gfx_mute(app->gfx);
    pass(app, event);
    settle(app);
    if (is_sign_of_life(event) && !was_countdown)
        idle_touch(&app->idle, clock_mono_ms(&app->clock));
}

/* Real milliseconds, whatever clock the app goes by. */
static double stopwatch_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

void app_draw_ahead(struct app *app, const struct screen *screen)
{
    void *state = mem_alloc(screen->state_size);
    screen->frame(app, state);
    free(state);
}

/* What may come next is made while nothing moves, a little at a time: no touch waits for long. The pass leaves nothing
 * behind but textures. */
static void get_ready(struct app *app)
{
    enum { BUDGET_US = 4000, AGAIN_MS = 20 };
    struct ui kept = app->ui;
    bool needed_frame = app->needs_frame;
    gfx_begin_ahead(app->gfx, BUDGET_US);
    app_screen(app)->get_ready(app, app->state[app->depth - 1]);
    gfx_end(app->gfx);
    app->ui = kept;
    app->needs_frame = needed_frame;
    app->ready_due_ms = gfx_is_whole(app->gfx) ? INT64_MAX : clock_mono_ms(&app->clock) + AGAIN_MS;
}

void app_draw(struct app *app)
{
    enum { REST_MS = 400 };
    double began_ms = stopwatch_ms();
    app->needs_frame = false;
    gfx_begin(app->gfx, ui_color(&app->ui, THEME_GROUND));
    pass(app, NULL);
    gfx_end(app->gfx);
    text_end_frame(app->text);
    projector_draw(app);
    app->frames++;
    int64_t now_ms = clock_mono_ms(&app->clock);
    app->idle_due_ms = idle_next_ms(&app->idle, now_ms, app_quiet_ms(app));
    app->ready_due_ms = app_screen(app)->get_ready ? now_ms + REST_MS : INT64_MAX;
    double ended_ms = stopwatch_ms();
    if (app->measure)
        fprintf(app->measure, "%.3f %s %.3f\n", ended_ms - began_ms, app_screen(app)->name, ended_ms);
    settle(app);
    if (!gfx_is_whole(app->gfx))
        app->needs_frame = true;
}

static int64_t frame_due_ms(const struct app *app)
{
    return app->ui.wake_ms < app->idle_due_ms ? app->ui.wake_ms : app->idle_due_ms;
}

void app_tick(struct app *app)
{
    int64_t now_ms = clock_mono_ms(&app->clock);
    if (worker_poll(app->worker) > 0)
        app->needs_frame = true;
    pin_tick(&app->tries, now_ms);
    if (idle_now(app) == IDLE_OVER) {
        log_event(LOG_IDLE_WIPE, app->depth, 0);
        app_clear(app);
        settle(app);
    }
    if (now_ms >= frame_due_ms(app))
        app->needs_frame = true;
    else if (now_ms >= app->ready_due_ms && !app->needs_frame)
        get_ready(app);
}

int64_t app_next_ms(const struct app *app)
{
    int64_t due_ms = frame_due_ms(app);
    return due_ms < app->ready_due_ms ? due_ms : app->ready_due_ms;
}

struct store *app_store(struct app *app)
{
    worker_wait(app->worker);
    return app->store;
}

void app_start(struct app *app)
{
    begin_plainly(app);
    screen_enter(app, &screen_attract);
    room_resume(app);
    if (app->room)
        screen_enter(app, &screen_room);
    projector_adopt(app);
    ui_enter(&app->ui, clock_mono_ms(&app->clock));
    idle_touch(&app->idle, clock_mono_ms(&app->clock));
}

void app_stop(struct app *app)
{
    while (app->depth > 0)
        screen_leave(app);
    projector_let_go(app);
    room_let_go(app);
    app_forget(app);
}
