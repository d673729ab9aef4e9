/* Quiet time, countdown, over: what is said, and when to look again. */
#include "scratch.h"

#include "model/idle.h"

enum { QUIET_MS = 45000, START_MS = 1000000 };

static struct idle touched(void)
{
    struct idle idle;
    idle_touch(&idle, START_MS);
    return idle;
}

static void states_follow_the_clock(void **state)
{
    (void)state;
    static const struct {
        int64_t after_ms;
        enum idle_state state;
        int seconds;
    } cases[] = {
        {0, IDLE_ACTIVE, 20},          {44999, IDLE_ACTIVE, 20},     {45000, IDLE_COUNTDOWN, 20},
        {45001, IDLE_COUNTDOWN, 20},   {45999, IDLE_COUNTDOWN, 20},  {46000, IDLE_COUNTDOWN, 19},
        {64000, IDLE_COUNTDOWN, 1},    {64999, IDLE_COUNTDOWN, 1},   {65000, IDLE_OVER, 0},
        {100000000, IDLE_OVER, 0},     {-5000, IDLE_ACTIVE, 20},
    };
    struct idle idle = touched();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t now_ms = START_MS + cases[i].after_ms;
        assert_int_equal(idle_state(&idle, now_ms, QUIET_MS), cases[i].state);
        assert_int_equal(idle_seconds_left(&idle, now_ms, QUIET_MS), cases[i].seconds);
    }
}

static void a_touch_begins_anew(void **state)
{
    (void)state;
    struct idle idle = touched();
    idle_touch(&idle, START_MS + 64999);
    assert_int_equal(idle_state(&idle, START_MS + 65000, QUIET_MS), IDLE_ACTIVE);
    assert_int_equal(idle_next_ms(&idle, START_MS + 65000, QUIET_MS), START_MS + 64999 + QUIET_MS);
}

static void a_trainers_screen_is_never_idle(void **state)
{
    (void)state;
    struct idle idle = touched();
    assert_int_equal(idle_state(&idle, INT64_MAX, 0), IDLE_ACTIVE);
    assert_int_equal(idle_seconds_left(&idle, INT64_MAX, 0), 20);
    assert_int_equal(idle_next_ms(&idle, INT64_MAX, 0), INT64_MAX);
}

/* Sleeping until idle_next_ms misses nothing: what is shown differs after it and never before. */
static void waking_only_when_told_sees_every_change(void **state)
{
    (void)state;
    struct idle idle = touched();
    int64_t now_ms = START_MS, changes = 0;
    for (;;) {
        int64_t next_ms = idle_next_ms(&idle, now_ms, QUIET_MS);
        if (next_ms == INT64_MAX)
            break;
        assert_true(next_ms > now_ms);
        assert_int_equal(idle_state(&idle, next_ms - 1, QUIET_MS), idle_state(&idle, now_ms, QUIET_MS));
        assert_int_equal(idle_seconds_left(&idle, next_ms - 1, QUIET_MS), idle_seconds_left(&idle, now_ms, QUIET_MS));
        now_ms = next_ms;
        changes++;
    }
    assert_int_equal(idle_state(&idle, now_ms, QUIET_MS), IDLE_OVER);
    assert_int_equal(changes, 21); /* the countdown appears, 19 seconds pass, it is over */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_follow_the_clock),
        cmocka_unit_test(a_touch_begins_anew),
        cmocka_unit_test(a_trainers_screen_is_never_idle),
        cmocka_unit_test(waking_only_when_told_sees_every_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
