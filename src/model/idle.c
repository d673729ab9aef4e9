/* When nobody is there any more. The whole state is one number, the last sign of life; all else follows from `now`. */
#include "model/idle.h"

/* Milliseconds until the screen is over; what is above IDLE_COUNTDOWN_MS is still quiet time. */
static int64_t ms_left(const struct idle *idle, int64_t now_ms, int64_t quiet_ms)
{
    return quiet_ms + IDLE_COUNTDOWN_MS - (now_ms - idle->last_ms);
}

static int64_t seconds_up(int64_t ms)
{
    return (ms + 999) / 1000;
}

void idle_touch(struct idle *idle, int64_t now_ms)
{
    idle->last_ms = now_ms;
}

enum idle_state idle_state(const struct idle *idle, int64_t now_ms, int64_t quiet_ms)
{
    int64_t left = ms_left(idle, now_ms, quiet_ms);
    if (quiet_ms <= 0 || left > IDLE_COUNTDOWN_MS)
        return IDLE_ACTIVE;
    return left > 0 ? IDLE_COUNTDOWN : IDLE_OVER;
}

int idle_seconds_left(const struct idle *idle, int64_t now_ms, int64_t quiet_ms)
{
    switch (idle_state(idle, now_ms, quiet_ms)) {
    case IDLE_ACTIVE:
        return IDLE_COUNTDOWN_MS / 1000;
    case IDLE_COUNTDOWN:
        return (int)seconds_up(ms_left(idle, now_ms, quiet_ms));
    case IDLE_OVER:
        return 0;
    }
    return 0;
}

int64_t idle_next_ms(const struct idle *idle, int64_t now_ms, int64_t quiet_ms)
{
    int64_t over_ms = idle->last_ms + quiet_ms + IDLE_COUNTDOWN_MS;
    switch (idle_state(idle, now_ms, quiet_ms)) {
    case IDLE_ACTIVE:
        return quiet_ms <= 0 ? INT64_MAX : over_ms - IDLE_COUNTDOWN_MS;
    case IDLE_COUNTDOWN:
        return over_ms - (seconds_up(over_ms - now_ms) - 1) * 1000;
    case IDLE_OVER:
        return INT64_MAX;
    }
    return INT64_MAX;
}
