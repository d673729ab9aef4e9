/* PIN tries: five are free, then it takes longer and longer, and neither the plug nor the clock shortens it. */
#include "scratch.h"

#include "model/pin.h"

static void five_tries_are_free(void **state)
{
    (void)state;
    struct pin_tries tries = {0};
    for (int i = 0; i < PIN_FREE_TRIES; i++) {
        assert_true(pin_may_try(&tries));
        pin_count(&tries, 1000);
    }
    assert_false(pin_may_try(&tries));
    assert_int_equal(pin_wait_seconds(&tries), 15);
}

static void waits_double_up_to_a_quarter_of_an_hour(void **state)
{
    (void)state;
    static const int waits_s[PIN_TRIES_MAX] = {0,   0,   0,   0,   15,  30,  60,  120, 240, 480,
                                               900, 900, 900, 900, 900, 900, 900, 900, 900, 900};
    struct pin_tries tries = {0};
    int64_t now_ms = 5000;
    for (int i = 0; i < PIN_TRIES_MAX; i++) {
        assert_true(pin_may_try(&tries));
        pin_count(&tries, now_ms);
        assert_int_equal(pin_wait_seconds(&tries), waits_s[i]);
        now_ms += waits_s[i] * 1000 - 1;
        pin_tick(&tries, now_ms);
        assert_int_equal(pin_wait_seconds(&tries), waits_s[i] > 0); /* the last millisecond is still waited for */
        pin_tick(&tries, ++now_ms);
    }
    assert_true(pin_is_closed(&tries));
    assert_false(pin_may_try(&tries));
    pin_count(&tries, now_ms);
    assert_int_equal(tries.failures, PIN_TRIES_MAX);
}

static void success_forgets_all(void **state)
{
    (void)state;
    struct pin_tries tries = {.failures = PIN_TRIES_MAX, .wait_ms = 900000};
    pin_succeeded(&tries);
    assert_true(pin_may_try(&tries));
    assert_int_equal(tries.failures, 0);
    assert_int_equal(pin_wait_seconds(&tries), 0);
}

static void power_off_and_a_clock_set_back_do_not_help(void **state)
{
    (void)state;
    struct pin_tries tries = {.failures = 6, .wait_ms = 30000, .seen_ms = 500};
    /* Restarted: loaded again, long after that machine's start. */
    struct pin_tries loaded = {.failures = tries.failures, .wait_ms = tries.wait_ms, .seen_ms = 7000000};
    pin_tick(&loaded, 7000000);
    assert_int_equal(pin_wait_seconds(&loaded), 30);
    pin_tick(&loaded, 100); /* the clock begins anew */
    assert_int_equal(pin_wait_seconds(&loaded), 30);
    pin_tick(&loaded, 29100);
    assert_int_equal(pin_wait_seconds(&loaded), 1);
    pin_tick(&loaded, 30100);
    assert_true(pin_may_try(&loaded));
}

static void a_long_wait_never_goes_below_nothing(void **state)
{
    (void)state;
    struct pin_tries tries = {.failures = 5, .wait_ms = 15000};
    pin_tick(&tries, INT64_MAX / 2);
    assert_int_equal(tries.wait_ms, 0);
    assert_true(pin_may_try(&tries));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_tries_are_free),
        cmocka_unit_test(waits_double_up_to_a_quarter_of_an_hour),
        cmocka_unit_test(success_forgets_all),
        cmocka_unit_test(power_off_and_a_clock_set_back_do_not_help),
        cmocka_unit_test(a_long_wait_never_goes_below_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
