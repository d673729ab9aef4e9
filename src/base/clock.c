/* Two clocks and a calendar. The calendar is arithmetic on day numbers (H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms"), not libc's: no time zone files, no environment, the same answer on every machine. */
#include "base/clock.h"

#include <time.h>

#include "base/mem.h"

#define DAY_S 86400
#define PAKISTAN_S (5 * 3600)
#define PLAUSIBLE_YEARS 40

#ifndef HAMAWAZ_BUILT_DAY
#error "HAMAWAZ_BUILT_DAY is the day number of the newest commit; the Makefile gives it"
#endif

int64_t clock_mono_ms(const struct clock *clock)
{
    if (clock->is_fake)
        return clock->fake_mono_ms;
    struct timespec now;
    CHECK(clock_gettime(CLOCK_BOOTTIME, &now) == 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_wall_s(const struct clock *clock)
{
    if (clock->is_fake)
        return clock->fake_wall_s + clock->offset_s;
    struct timespec now;
    CHECK(clock_gettime(CLOCK_REALTIME, &now) == 0);
    return now.tv_sec + clock->offset_s;
}

void clock_advance(struct clock *clock, int64_t ms)
{
    CHECK(clock->is_fake && ms >= 0);
    /* Whole seconds passed on the monotonic face, so that many small steps move the wall face as one large one does. */
    clock->fake_wall_s += (clock->fake_mono_ms + ms) / 1000 - clock->fake_mono_ms / 1000;
    clock->fake_mono_ms += ms;
}

bool clock_is_plausible(int64_t wall_s)
{
    const int64_t built_s = HAMAWAZ_BUILT_DAY * (int64_t)DAY_S;
    return wall_s >= built_s && wall_s < built_s + PLAUSIBLE_YEARS * INT64_C(31556952); /* mean Gregorian year */
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Both ways count years from 1 March, so that the leap day is a year's last, in eras of 400 years = 146097 days. */
struct day clock_day(int64_t wall_s)
{
    int64_t days = floor_divide(wall_s + PAKISTAN_S, DAY_S) + 719468; /* since 0000-03-01 */
    int64_t era = floor_divide(days, 146097);
    int day_of_era = (int)(days - era * 146097);
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153; /* 0 is March */
    return (struct day){
        .year = (int)(era * 400) + year_of_era + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

int64_t clock_day_number(struct day day)
{
    int64_t year = (int64_t)day.year - (day.month <= 2);
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = day.month > 2 ? day.month - 3 : day.month + 9;
    int64_t day_of_year = (153 * month + 2) / 5 + day.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}
