/* How often a PIN may be tried. Every try counts as a failure until it has succeeded, so pulling the plug between the
 * count and the answer gains nothing; and waiting runs only in powered-on time, so neither does changing the clock. */
#include "model/pin.h"

enum { WAIT_FIRST_MS = 15 * 1000, WAIT_MOST_MS = 15 * 60 * 1000 };

static int64_t wait_after(int failures)
{
    int64_t wait_ms = failures < PIN_FREE_TRIES ? 0 : WAIT_FIRST_MS;
    for (int i = PIN_FREE_TRIES; i < failures && wait_ms < WAIT_MOST_MS; i++)
        wait_ms *= 2;
    return wait_ms < WAIT_MOST_MS ? wait_ms : WAIT_MOST_MS;
}

void pin_tick(struct pin_tries *tries, int64_t now_ms)
{
    int64_t passed_ms = now_ms - tries->seen_ms;
    tries->seen_ms = now_ms;
    if (passed_ms > 0)
        tries->wait_ms = tries->wait_ms > passed_ms ? tries->wait_ms - passed_ms : 0;
}

bool pin_may_try(const struct pin_tries *tries)
{
    return tries->wait_ms <= 0 && !pin_is_closed(tries);
}

bool pin_is_closed(const struct pin_tries *tries)
{
    return tries->failures >= PIN_TRIES_MAX;
}

void pin_count(struct pin_tries *tries, int64_t now_ms)
{
    if (!pin_is_closed(tries))
        tries->failures++;
    tries->wait_ms = wait_after(tries->failures);
    tries->seen_ms = now_ms;
}

void pin_succeeded(struct pin_tries *tries)
{
    tries->failures = 0;
    tries->wait_ms = 0;
}

int pin_wait_seconds(const struct pin_tries *tries)
{
    return (int)((tries->wait_ms + 999) / 1000);
}
