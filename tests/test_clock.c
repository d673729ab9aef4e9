/* Clock: the fake one moves as told, the calendar agrees with libc's, the impossible is not believed. */
#include "scratch.h"

#include <time.h>

#include "base/clock.h"
#include "base/mem.h"

#define DAY_S INT64_C(86400)

static void a_fake_moves_both_faces(void **state)
{
    (void)state;
    struct clock clock = {.is_fake = true, .fake_mono_ms = 500, .fake_wall_s = 1000};
    for (int i = 0; i < 100; i++)
        clock_advance(&clock, 25);
    assert_int_equal(clock_mono_ms(&clock), 3000);
    assert_int_equal(clock_wall_s(&clock), 1003);
    clock_advance(&clock, 86400000);
    assert_int_equal(clock_wall_s(&clock), 1003 + 86400);
}

static void advance_a_real_clock(void)
{
    struct clock clock = {0};
    clock_advance(&clock, 1);
}

static void the_real_clock_goes_by_itself(void **state)
{
    (void)state;
    const struct clock clock = {0};
    int64_t before = clock_mono_ms(&clock);
    nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
    assert_in_range(clock_mono_ms(&clock) - before, 2, 60000);
    assert_in_range(clock_wall_s(&clock) - time(NULL) + 1, 0, 2);
    assert_true(scratch_aborts(advance_a_real_clock));
}

/* Every ninth hour from 1890 to 2130, against gmtime of the moment five hours on. */
static void days_are_those_of_pakistan(void **state)
{
    (void)state;
    for (int64_t at = -80 * 365 * DAY_S; at < 160 * 365 * DAY_S; at += 9 * 3600 + 1) {
        time_t shifted = at + 5 * 3600;
        struct tm tm;
        gmtime_r(&shifted, &tm);
        struct day day = clock_day(at);
        assert_int_equal(day.year, tm.tm_year + 1900);
        assert_int_equal(day.month, tm.tm_mon + 1);
        assert_int_equal(day.day, tm.tm_mday);
        assert_int_equal(clock_day_number(day), (shifted - ((shifted % DAY_S) + DAY_S) % DAY_S) / DAY_S);
    }
}

static void a_day_begins_at_seven_in_the_evening_utc(void **state)
{
    (void)state;
    const int64_t evening = 1709233200; /* 2024-02-29 19:00:00 UTC */
    struct day before = clock_day(evening - 1), after = clock_day(evening);
    assert_int_equal(before.month * 100 + before.day, 229);
    assert_int_equal(after.month * 100 + after.day, 301);
}

static void day_numbers(void **state)
{
    (void)state;
    static const struct {
        struct day day;
        int64_t number;
    } cases[] = {
        {{1970, 1, 1}, 0},      {{1969, 12, 31}, -1},   {{2000, 2, 29}, 11016}, {{2000, 3, 1}, 11017},
        {{2024, 1, 1}, 19723},  {{1900, 3, 1}, -25508}, {{1, 1, 1}, -719162},   {{0, 3, 1}, -719468},
        {{-1, 3, 1}, -719834},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(clock_day_number(cases[i].day), cases[i].number);
}

static void before_this_program_was_built_is_impossible(void **state)
{
    (void)state;
    const int64_t built = HAMAWAZ_BUILT_DAY * DAY_S;
    assert_false(clock_is_plausible(0));
    assert_false(clock_is_plausible(built - 1));
    assert_true(clock_is_plausible(built));
    assert_true(clock_is_plausible(built + 39 * 366 * DAY_S));
    assert_false(clock_is_plausible(built + 41 * 365 * DAY_S));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fake_moves_both_faces),
        cmocka_unit_test(the_real_clock_goes_by_itself),
        cmocka_unit_test(days_are_those_of_pakistan),
        cmocka_unit_test(a_day_begins_at_seven_in_the_evening_utc),
        cmocka_unit_test(day_numbers),
        cmocka_unit_test(before_this_program_was_built_is_impossible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
