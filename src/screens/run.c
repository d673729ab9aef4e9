/* The live loop. Each event is one undrawn pass, so that no tap is lost however slowly frames come; then at most one
 * frame is drawn, and only when something changed or moves. */
#include "screens/run.h"

#include "gfx/output.h"
#include "screens/app.h"
#include "screens/watchdog.h"

/* Milliseconds that may be slept. */
static int sleep_ms(const struct app *app, const struct watchdog *dog)
{
    const int64_t longest_ms = 60 * 1000; /* then look at the clock again */
    int64_t next_ms = app_next_ms(app), dog_ms = watchdog_next_ms(dog);
    if (app->needs_frame)
        return 0;
    int64_t left = (next_ms < dog_ms ? next_ms : dog_ms) - clock_mono_ms(&app->clock);
    return left < 0 ? 0 : left > longest_ms ? (int)longest_ms : (int)left;
}

/* Motion is drawn at 60 frames a second, not as fast as the machine can. */
static void draw(struct app *app)
{
    enum { FRAME_MS = 16 };
    int64_t began_ms = clock_mono_ms(&app->clock);
    app_draw(app);
    if (app->ui.wake_ms < began_ms + FRAME_MS)
        app->ui.wake_ms = began_ms + FRAME_MS;
}

static bool take_events(struct app *app, const struct watchdog *dog)
{
    struct event event;
    for (int wait_ms = sleep_ms(app, dog); output_poll(app->output, wait_ms, &event); wait_ms = 0) {
        if (event.type == EVENT_QUIT)
            return false;
        if (event.type != EVENT_WOKEN)
            app_event(app, &event);
    }
    return true;
}

void run_live(struct app *app)
{
    struct watchdog dog;
    watchdog_start(&dog);
    app->needs_frame = true;
    do {
        app_tick(app);
        if (app->needs_frame)
            draw(app);
        watchdog_tick(&dog, app);
    } while (take_events(app, &dog) && !app->is_leaving);
    watchdog_stop(&dog, app);
}
