/* Feeding the watchdog, on two proofs gathered anew each time: the worker, on which the store lives, has come to the
 * end of what it had to do and answered; and the display has taken a piece of the picture. The loop itself is the
 * third, for nobody else gets here. Whichever hangs, no food is given, and the manager starts the kiosk again. At
 * rest this costs a job of nothing and one pixel every ten seconds; nothing is drawn. */
#include "screens/watchdog.h"

#include <systemd/sd-daemon.h>

#include "gfx/output.h"
#include "screens/app.h"

enum { RETRY_MS = 1000 };

void watchdog_start(struct watchdog *dog)
{
    uint64_t allowed_us = 0;
    *dog = (struct watchdog){.next_ms = 0};
    if (sd_watchdog_enabled(0, &allowed_us) > 0)
        dog->every_ms = (int64_t)(allowed_us / 1000 / 2);
}

static void answer(void *arg)
{
    struct watchdog *dog = arg;
    atomic_store(&dog->has_answered, true);
}

static void ask(struct watchdog *dog, struct worker *worker)
{
    dog->is_asked = true;
    atomic_store(&dog->has_answered, false);
    worker_post(worker, answer, NULL, dog);
}

void watchdog_tick(struct watchdog *dog, struct app *app)
{
    int64_t now_ms = clock_mono_ms(&app->clock);
    bool is_answered = dog->is_asked && atomic_load(&dog->has_answered);
    if (!dog->is_ready)
        dog->is_ready = sd_notify(0, "READY=1") >= 0;
    if (dog->every_ms == 0 || (now_ms < dog->next_ms && !is_answered))
        return;
    dog->next_ms = now_ms + RETRY_MS;
    if (!dog->is_asked) {
        ask(dog, app->worker);
    } else if (is_answered && output_is_alive(app->output)) {
        sd_notify(0, "WATCHDOG=1");
        dog->is_asked = false;
        dog->next_ms = now_ms + dog->every_ms;
    }
}

int64_t watchdog_next_ms(const struct watchdog *dog)
{
    return dog->every_ms == 0 ? INT64_MAX : dog->next_ms;
}

void watchdog_stop(struct watchdog *dog, struct app *app)
{
    if (dog->is_asked)
        worker_wait(app->worker);
}
