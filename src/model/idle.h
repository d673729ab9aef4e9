/* Nobody there: a quiet time, then a countdown that offers more time, then over. Pure; monotonic milliseconds. */
#ifndef HAMAWAZ_MODEL_IDLE_H
#define HAMAWAZ_MODEL_IDLE_H

#include <stdint.h>

enum { IDLE_COUNTDOWN_MS = 20 * 1000 }; /* WCAG 2.2.1: at least 20 s to say "more time" */

enum idle_state { IDLE_ACTIVE, IDLE_COUNTDOWN, IDLE_OVER };

struct idle {
    int64_t last_ms; /* last sign of life */
};

void idle_touch(struct idle *idle, int64_t now_ms);

/* `quiet_ms` 0: never idle. */
enum idle_state idle_state(const struct idle *idle, int64_t now_ms, int64_t quiet_ms);

/* Of the countdown, 20..0, rounded up. */
int idle_seconds_left(const struct idle *idle, int64_t now_ms, int64_t quiet_ms);

/* When the state or the shown second changes next (monotonic ms); INT64_MAX: never. */
int64_t idle_next_ms(const struct idle *idle, int64_t now_ms, int64_t quiet_ms);

#endif
