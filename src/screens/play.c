/* Time passes only here, frame by frame as the loop would draw them; hands do what the display would report. */
#include "screens/play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

bool play_refuse(struct play *play, const char *what, const char *name)
{
    char where[160];
    snprintf(where, sizeof where, "%s:%d", play->path, play->line);
    return err_set(play->err, ERR_INVALID, where, "%s: %s (screen %s)", what, name, app_screen(play->app)->name);
}

void play_draw(struct app *app)
{
    app_tick(app);
    if (app->needs_frame)
        app_draw(app);
}

/* Frames come at least 40 ms apart: motion is passed through, not admired. */
void play_let_pass(struct app *app, int64_t ms)
{
    enum { STEP_MS = 40 };
    int64_t end_ms = clock_mono_ms(&app->clock) + ms;
    play_draw(app);
    for (int64_t now_ms; (now_ms = clock_mono_ms(&app->clock)) < end_ms;) {
        int64_t next_ms = app_next_ms(app);
        next_ms = next_ms < now_ms + STEP_MS ? now_ms + STEP_MS : next_ms;
        clock_advance(&app->clock, (next_ms < end_ms ? next_ms : end_ms) - now_ms);
        play_draw(app);
    }
}

void play_settle_all(struct app *app)
{
    enum { MOTION_MS = 1800 };
    worker_wait(app->worker);
    play_let_pass(app, MOTION_MS);
    worker_wait(app->worker);
    play_draw(app);
}

void play_send(struct app *app, struct event event)
{
    app_event(app, &event);
    clock_advance(&app->clock, 20);
    play_draw(app);
}

static bool put_down(struct play *play, const char *name)
{
    struct app *app = play->app;
    play_draw(app);
    const struct ui_target *target = ui_find(&app->ui, name);
    for (int i = 0; i < 20 && target && !target->is_enabled; i++) { /* it may be on its way */
        play_let_pass(app, 40);
        target = ui_find(&app->ui, name);
    }
    if (!target || !target->is_enabled)
        return play_refuse(play, target ? "cannot be tapped now" : "is not on the screen", name);
    play->finger = (struct event){
        .type = EVENT_DOWN, .x = target->box.x + target->box.w / 2, .y = target->box.y + target->box.h / 2};
    play_send(app, play->finger);
    return true;
}

static void lift(struct play *play)
{
    play->finger.type = EVENT_UP;
    play_send(play->app, play->finger);
}

static bool press(struct play *play, const char *name, int64_t held_ms)
{
    if (!put_down(play, name))
        return false;
    if (held_ms > 0)
        play_let_pass(play->app, held_ms);
    lift(play);
    return true;
}

bool play_press(struct play *play, char *rest)
{
    return put_down(play, rest);
}

bool play_lift(struct play *play, char *rest)
{
    (void)rest;
    lift(play);
    return true;
}

bool play_tap(struct play *play, char *rest)
{
    return press(play, rest, 0);
}

bool play_reach(struct play *play, char *rest)
{
    char *by = strrchr(rest, ' ');
    if (!by)
        return play_refuse(play, "reach needs two names", rest);
    *by++ = '\0';
    for (int pages = 0; pages < 16; pages++) {
        play_draw(play->app);
        if (ui_find(&play->app->ui, rest))
            return true;
        if (!ui_find(&play->app->ui, by))
            play_settle_all(play->app);
        else if (!press(play, by, 0))
            return false;
    }
    return play_refuse(play, "was not reached", rest);
}

bool play_hold(struct play *play, char *rest)
{
    char *ms = strrchr(rest, ' ');
    if (!ms)
        return play_refuse(play, "hold needs a name and milliseconds", rest);
    *ms++ = '\0';
    return press(play, rest, strtol(ms, NULL, 10));
}

bool play_key(struct play *play, char *rest)
{
    static const struct {
        const char *name;
        enum key_name key;
        uint16_t scancode;
    } keys[] = {
        {"tab", KEY_TAB, 43},
        {"enter", KEY_ENTER, 40},
        {"space", KEY_SPACE, 44},
        {"escape", KEY_ESCAPE, 41},
        {"backspace", KEY_BACKSPACE, 42},
        {"left", KEY_LEFT, 80},
        {"right", KEY_RIGHT, 79},
        {"up", KEY_UP, 82},
        {"down", KEY_DOWN, 81},
        {"pageup", KEY_PAGE_UP, 75},
        {"pagedown", KEY_PAGE_DOWN, 78},
        {"plus", KEY_OTHER, 46},
        {"minus", KEY_OTHER, 45},
        {"period", KEY_OTHER, 55},
        {"question", KEY_OTHER, 56},
    };
    struct event event = {.type = EVENT_KEY};
    char *more = NULL;
    const char *name = strtok_r(rest, " ", &more);
    for (size_t i = 0; name && i < COUNT_OF(keys); i++)
        if (str_equal(name, keys[i].name)) {
            event.key = keys[i].key;
            event.scancode = keys[i].scancode;
        }
    if (name && name[0] >= 'a' && name[0] <= 'z' && !name[1])
        event.scancode = (uint16_t)(4 + name[0] - 'a');
    if (name && name[0] >= '0' && name[0] <= '9' && !name[1])
        event.scancode = (uint16_t)(name[0] == '0' ? 39 : 30 + name[0] - '1');
    if (!event.scancode)
        return play_refuse(play, "no such key", name ? name : "");
    for (const char *mod; (mod = strtok_r(NULL, " ", &more));) {
        event.ctrl |= str_equal(mod, "ctrl");
        event.alt |= str_equal(mod, "alt");
        event.shift |= str_equal(mod, "shift");
    }
    play_send(play->app, event);
    return true;
}

bool play_type(struct play *play, char *rest)
{
    size_t n = strlen(rest);
    for (size_t at = 0; at < n;) {
        size_t from = at;
        utf8_next(rest, n, &at);
        struct event event = {.type = EVENT_TEXT};
        memcpy(event.text, rest + from, at - from);
        play_send(play->app, event);
    }
    return true;
}

bool play_wait(struct play *play, char *rest)
{
    play_let_pass(play->app, strtol(rest, NULL, 10));
    return true;
}

bool play_settle(struct play *play, char *rest)
{
    (void)rest;
    play_settle_all(play->app);
    return true;
}
