/* Clocks that are wrong, jump or run for long: on every screen the date is set to anything, days are slept through, and
 * the milliseconds pass what 31 and 32 bits hold. A screen closes when its time is over, no sooner and no later, and a
 * pledge is kept whatever the date. */
#include "scratch.h"

#include <time.h>

#include "places.h"

enum { DAY_S = 86400, YEAR_S = 365 * DAY_S };

/* Seconds since 1970, and what the clock is moved by. */
static const int64_t dates[] = {0, 1, INT32_MAX, (int64_t)INT32_MAX + 1, UINT32_MAX, (int64_t)UINT32_MAX + 1};
static const int64_t jumps[] = {1, -1, 3600, -3600, DAY_S, -DAY_S, 30 * DAY_S, -30 * DAY_S, 10 * (int64_t)YEAR_S,
                                -10 * (int64_t)YEAR_S};
static const int64_t wraps[] = {INT64_C(1) << 31, INT64_C(1) << 32, INT64_C(1) << 33};

static void draw_until(struct app *app, int64_t at_ms)
{
    worker_wait(app->worker);
    clock_advance(&app->clock, at_ms - clock_mono_ms(&app->clock));
    app_tick(app);
    app_draw(app);
}

/* Everything else on the screen must stay as it is. */
static void jump_about(struct app *app)
{
    const struct screen *screen = app_screen(app);
    int depth = app->depth;
    int64_t begun_s = app->clock.fake_wall_s;
    for (size_t i = 0; i < COUNT_OF(dates) + COUNT_OF(jumps); i++) {
        app->clock.fake_wall_s = i < COUNT_OF(dates) ? dates[i] : begun_s + jumps[i - COUNT_OF(dates)];
        draw_until(app, clock_mono_ms(&app->clock) + 20);
        assert_ptr_equal(app_screen(app), screen);
        assert_int_equal(app->depth, depth);
    }
}

/* The screen that is open closes by itself on its millisecond. */
static void expect_closing(struct app *app)
{
    int64_t over_ms = app->idle.last_ms + app_quiet_ms(app) + IDLE_COUNTDOWN_MS;
    if (app->depth == 1 || app_quiet_ms(app) == 0)
        return;
    draw_until(app, over_ms - IDLE_COUNTDOWN_MS - 1);
    assert_null(ui_find(&app->ui, "idle.more"));
    draw_until(app, over_ms - IDLE_COUNTDOWN_MS);
    assert_non_null(ui_find(&app->ui, "idle.more"));
    jump_about(app);
    draw_until(app, over_ms - 1);
    assert_true(app->depth > 1);
    draw_until(app, over_ms);
    assert_int_equal(app->depth, 1);
}

static void no_date_opens_or_closes_a_screen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct kiosk kiosk;
        go(&kiosk, &ways[i]);
        jump_about(kiosk.app);
        expect_closing(kiosk.app);
        kiosk_close(&kiosk);
    }
}

/* The machine was asleep, or somebody counts days as seconds: who was here is gone, and it is seen at once. */
static void days_that_were_slept_through_end_a_visit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct kiosk kiosk;
        struct timespec began, ended;
        go(&kiosk, &ways[i]);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
        draw_until(kiosk.app, clock_mono_ms(&kiosk.app->clock) + (int64_t)60 * DAY_S * 1000);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
        assert_int_equal(kiosk.app->depth, 1);
        assert_true(ended.tv_sec - began.tv_sec < 2); /* nothing is made up for */
        kiosk_close(&kiosk);
    }
}

static void visits_pass_the_end_of_32_bits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(wraps); i++)
        for (int before_ms = 100; before_ms <= 50000; before_ms *= 5) { /* in the visit, in the quiet time, later */
            struct kiosk kiosk;
            go(&kiosk, &ways[0]);
            draw_until(kiosk.app, wraps[i] - before_ms);
            kiosk_follow(kiosk.app, TO_QUIZ "quiz.myth @2000");
            assert_string_equal(app_screen(kiosk.app)->name, "quiz");
            expect_closing(kiosk.app);
            assert_true(clock_mono_ms(&kiosk.app->clock) > wraps[i]);
            kiosk_close(&kiosk);
        }
}

static int64_t frames_in_a_minute(struct app *app)
{
    int64_t before = (int64_t)app->frames;
    kiosk_let_pass(app, 60 * 1000);
    return (int64_t)app->frames - before;
}

static void the_show_goes_on_whatever_the_date(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &ways[0]);
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        kiosk.app->clock.fake_wall_s = dates[i];
        assert_true(frames_in_a_minute(kiosk.app) >= 2);
    }
    kiosk_close(&kiosk);
}

static void pledges_are_kept_whatever_the_date(void **state)
{
    (void)state;
    struct kiosk kiosk;
    struct err err;
    struct store_health health;
    go(&kiosk, &ways[0]);
    struct app *app = kiosk.app;
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        app->clock.fake_wall_s = dates[i];
        kiosk_follow(app, TO_THANKS);
        assert_int_equal(app->counts.pledges, i + 1);
        kiosk_let_pass(app, 90 * 1000);
        assert_int_equal(app->depth, 1);
    }
    store_close(app->store);
    kiosk_must(store_open(kiosk.data, app->vault, &app->clock, &app->store, &err), &err);
    kiosk_must(store_counts(app->store, &app->counts, &err), &err);
    kiosk_must(store_read_health(app->store, &health, &err), &err);
    assert_int_equal(app->counts.pledges, COUNT_OF(dates));
    assert_int_equal(health.recovery, STORE_CLEAN);
    kiosk_close(&kiosk);
}

/* A room may be silent for as long as it needs. */
static void a_room_quiz_outlives_jumps_and_days(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &(struct way){"staff.event event.open event.date", AS_STAFF});
    struct app *app = kiosk.app;
    push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = "Hall"}});
    kiosk_take_events(app);
    kiosk_follow(app, "key.done event.open-now @500 event.room set.short setup.start @500");
    kiosk_follow(app, "room.touch room.next room.next");
    assert_string_equal(app_screen(app)->name, "room");
    jump_about(app);
    draw_until(app, clock_mono_ms(&app->clock) + (int64_t)60 * DAY_S * 1000);
    jump_about(app);
    kiosk_tap(app, "room.next");
    assert_string_equal(app_screen(app)->name, "room");
    kiosk_close(&kiosk);
}

/* The control: a clock that misses a second of quiet must be told from one that does not. */
static void a_second_too_much_is_seen(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &ways[1]);
    struct app *app = kiosk.app;
    int64_t over_ms = app->idle.last_ms + app_quiet_ms(app) + IDLE_COUNTDOWN_MS;
    app->idle.last_ms += 1000;
    draw_until(app, over_ms);
    assert_int_not_equal(app->depth, 1);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_date_opens_or_closes_a_screen),
        cmocka_unit_test(days_that_were_slept_through_end_a_visit),
        cmocka_unit_test(visits_pass_the_end_of_32_bits),
        cmocka_unit_test(the_show_goes_on_whatever_the_date),
        cmocka_unit_test(pledges_are_kept_whatever_the_date),
        cmocka_unit_test(a_room_quiz_outlives_jumps_and_days),
        cmocka_unit_test(a_second_too_much_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
