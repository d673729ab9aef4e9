/* PIN attempts: 5 free tries, then 15 s doubling to 15 min, in powered-on time; 20 failures close the path until the
 * chapter's stick. The failure is counted and stored before the PIN is compared (records.md); so a pulled plug gains
 * nothing. Pure. */
#ifndef HAMAWAZ_MODEL_PIN_H
#define HAMAWAZ_MODEL_PIN_H

#include <stdbool.h>
#include <stdint.h>

enum { PIN_DIGITS = 8, PIN_FREE_TRIES = 5, PIN_TRIES_MAX = 20 };

struct pin_tries {
    int failures;      /* persisted */
    int64_t wait_ms;   /* still to wait, counted down in powered-on time; persisted rounded up */
    int64_t seen_ms;   /* monotonic time of the last tick */
};

void pin_tick(struct pin_tries *tries, int64_t now_ms);
bool pin_may_try(const struct pin_tries *tries);
bool pin_is_closed(const struct pin_tries *tries);
void pin_count(struct pin_tries *tries, int64_t now_ms);   /* before comparing */
void pin_succeeded(struct pin_tries *tries);
int pin_wait_seconds(const struct pin_tries *tries);

#endif
