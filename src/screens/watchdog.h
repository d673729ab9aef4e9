/* The service manager's watchdog: a kiosk that hangs is started anew. Main thread. */
#ifndef HAMAWAZ_SCREENS_WATCHDOG_H
#define HAMAWAZ_SCREENS_WATCHDOG_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct app;

struct watchdog {
    int64_t every_ms; /* half of what the manager allows; 0: nobody watches */
    int64_t next_ms;  /* when there is something to do, but for an answer */
    bool is_ready;    /* and the manager was told so */
    bool is_asked;    /* the worker was, since the last feeding */
    atomic_bool has_answered;
};

/* Reads NOTIFY_SOCKET and WATCHDOG_USEC (sd_notify(3), sd_watchdog_enabled(3)); without them all this does nothing. */
void watchdog_start(struct watchdog *dog);

/* Once a turn of the loop, after the frame. */
void watchdog_tick(struct watchdog *dog, struct app *app);

/* When watchdog_tick has something to do next, on app's clock; INT64_MAX: never. */
int64_t watchdog_next_ms(const struct watchdog *dog);

/* Before `dog` goes: waits for the worker if it was asked. */
void watchdog_stop(struct watchdog *dog, struct app *app);

#endif
