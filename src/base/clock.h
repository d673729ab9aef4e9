/* Time, never trusted: `mono` for every duration and time-out, `wall` only to show and to stamp. A test holds the clock
 * itself. A Pi has no clock battery, so the wall clock may start anywhere and jump. Any thread for the real clock. */
#ifndef HAMAWAZ_BASE_CLOCK_H
#define HAMAWAZ_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
    bool is_fake;
    int64_t fake_mono_ms;
    int64_t fake_wall_s;
    int64_t offset_s; /* what someone who knows the time has put the wall clock right by */
};

/* Milliseconds of CLOCK_BOOTTIME (goes on in suspend), or the fake. */
int64_t clock_mono_ms(const struct clock *clock);

/* Seconds since 1970-01-01 UTC, or the fake, plus offset_s. */
int64_t clock_wall_s(const struct clock *clock);

/* Moves a fake clock on, both faces. CHECKs that it is fake. */
void clock_advance(struct clock *clock, int64_t ms);

/* False when the wall time cannot be true: before this program was built, or 40 years after. */
bool clock_is_plausible(int64_t wall_s);

/* A calendar day in Pakistan (UTC+5, no daylight saving). */
struct day {
    int year, month, day; /* month 1..12, day 1..31 */
};
struct day clock_day(int64_t wall_s);

/* Day number since 1970-01-01 (proleptic Gregorian; H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
int64_t clock_day_number(struct day day);

#endif
