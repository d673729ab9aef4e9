/* PIN attempts: 5 free tries, then 15 s doubling to 15 min, in powered-on time; 20 failures close the path until the
 * chapter's stick. The failure is counted and stored before the PIN is compared, so a pulled plug gains nothing.
 * Pure; monotonic milliseconds. A zeroed struct is a PIN that nobody has tried. */
#ifndef HAMAWAZ_MODEL_PIN_H
#define HAMAWAZ_MODEL_PIN_H

#include <stdbool.h>
#include <stdint.h>

enum { PIN_DIGITS = 8, PIN_FREE_TRIES = 5, PIN_TRIES_MAX = 20 };

struct pin_tries {
    int failures;    /* persisted */
    int64_t wait_ms; /* still to wait, counted down in powered-on time; persisted */
    int64_t seen_ms; /* monotonic time of the last tick; not persisted: who loads the others sets it to now */
};

/* Counts the wait down. A clock that stands still or goes back takes nothing off. */
void pin_tick(struct pin_tries *tries, int64_t now_ms);

bool pin_may_try(const struct pin_tries *tries);
bool pin_is_closed(const struct pin_tries *tries);
int pin_wait_seconds(const struct pin_tries *tries); /* rounded up */

/* A try is made: counts it as failed and sets the next wait. Store the result, then compare the PIN. */
void pin_count(struct pin_tries *tries, int64_t now_ms);

/* The PIN was right (or the chapter's stick was): all is forgiven. */
void pin_succeeded(struct pin_tries *tries);

#endif
