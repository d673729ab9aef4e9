/* How screens move and answer: doors, answers, ticks, thanks; a touch acts at any instant, and nothing is drawn when
 * nothing moves. */
#include "motion.h"

static const char *const door_ids[] = {"home.quiz", "home.pledge", "home.help"};

static void doors_come_sixty_apart(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    settle(&kiosk);
    tap(&kiosk, "attract.touch");
    int64_t since = now_ms(&kiosk);
    for (int i = 0; i < 3; i++) {
        struct box box = target_of(&kiosk, door_ids[i])->box;
        int x = box.x + 8, y = box.y + box.h / 2; /* paper beside its drawing */
        struct color card = of(&kiosk, THEME_CARD), ground = of(&kiosk, THEME_GROUND);
        draw_at(&kiosk, since + 60 * i);
        assert_true(is_like(at(&kiosk, x, y), ground));
        assert_false(target_of(&kiosk, door_ids[i])->is_enabled); /* nobody taps what is not there */
        draw_at(&kiosk, since + 60 * i + 140);
        assert_true(is_like(at(&kiosk, x, y), color_mix(ground, card, motion_out(140, 280))));
        assert_true(target_of(&kiosk, door_ids[i])->is_enabled);
        draw_at(&kiosk, since + 60 * i + 280);
        assert_true(is_like(at(&kiosk, x, y), card));
    }
    kiosk_close(&kiosk);

    begin(&kiosk, LANG_EN, true);
    tap(&kiosk, "attract.touch");
    int frames = (int)kiosk.app->frames;
    for (int i = 0; i < 3; i++)
        assert_true(target_of(&kiosk, door_ids[i])->is_enabled);
    assert_int_equal(let_pass(&kiosk, 2000), 0);
    assert_int_equal(kiosk.app->frames, frames);
    kiosk_close(&kiosk);
}

static void to_statement(struct kiosk *kiosk)
{
    settle(kiosk);
    tap(kiosk, "attract.touch");
    settle(kiosk);
    tap(kiosk, "home.quiz");
    settle(kiosk);
    tap(kiosk, "quiz.start");
    settle(kiosk);
}

static void an_answer_is_seen_at_once_and_gives_way_to_the_reason(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    to_statement(&kiosk);
    struct box answer = target_of(&kiosk, "quiz.myth")->box;
    int rim = ui_u(&kiosk.app->ui, 0.5f), x = answer.x + rim - 1, y = answer.y + answer.h / 2;
    assert_false(is_like(at(&kiosk, x, y), of(&kiosk, THEME_SKY))); /* a thin rim */
    pointer(&kiosk, EVENT_DOWN, "quiz.myth");
    app_draw(kiosk.app); /* no time has passed */
    assert_true(is_like(at(&kiosk, x, y), of(&kiosk, THEME_SKY)));
    pointer(&kiosk, EVENT_UP, "quiz.myth");
    int64_t since = now_ms(&kiosk);
    draw_at(&kiosk, since + 239);
    assert_true(is_like(at(&kiosk, x, y), of(&kiosk, THEME_SKY))); /* acknowledged */
    assert_null(ui_find(&kiosk.app->ui, "quiz.next"));
    int foot_x = answer.x + answer.w / 2, foot_y = answer.y + answer.h - 6; /* below the reason's card */
    struct box page = bar_content(kiosk.app), paper = {page.x + 8, answer.y - 80, 20, 20};
    struct color chosen = at(&kiosk, foot_x, foot_y), ground = of(&kiosk, THEME_GROUND);
    draw_at(&kiosk, since + 240 + 160);
    assert_true(is_like(at(&kiosk, foot_x, foot_y), color_mix(chosen, ground, 0.5f)));
    assert_int_equal(count_of(&kiosk, paper, of(&kiosk, THEME_CARD)), 400); /* the card stays */
    assert_true(target_of(&kiosk, "quiz.next")->is_enabled);
    draw_at(&kiosk, since + 240 + 320);
    assert_int_equal(let_pass(&kiosk, 2000), 0);

    tap(&kiosk, "quiz.next"); /* and a tap while the reason comes is not lost */
    settle(&kiosk);
    tap(&kiosk, "quiz.fact");
    draw_at(&kiosk, now_ms(&kiosk) + 300);
    tap(&kiosk, "quiz.next");
    assert_non_null(ui_find(&kiosk.app->ui, "quiz.skip"));
    kiosk_close(&kiosk);
}

static void to_pledge(struct kiosk *kiosk)
{
    begin_with(kiosk, LANG_EN, false, true);
    tap(kiosk, "attract.touch");
    settle(kiosk);
    tap(kiosk, "home.pledge");
    settle(kiosk);
}

static void a_tick_fills_in_160_ms(void **state)
{
    (void)state;
    struct kiosk kiosk;
    to_pledge(&kiosk);
    struct box row = target_of(&kiosk, "commitment.consent")->box;
    struct box star = {row.x, row.y, row.w / 8, row.h};
    pointer(&kiosk, EVENT_DOWN, "commitment.consent");
    pointer(&kiosk, EVENT_UP, "commitment.consent");
    int64_t since = now_ms(&kiosk);
    draw_at(&kiosk, since);
    int ink = count_of(&kiosk, star, of(&kiosk, THEME_INK));
    draw_at(&kiosk, since + 80); /* it began a frame before the touch was drawn */
    struct color half = color_mix(of(&kiosk, THEME_CARD), of(&kiosk, THEME_INK), motion_out(80 + 16, 160));
    assert_true(count_of(&kiosk, star, half) > 100);
    draw_at(&kiosk, since + 160);
    assert_true(count_of(&kiosk, star, of(&kiosk, THEME_INK)) > ink + 100);
    assert_int_equal(let_pass(&kiosk, 1000), 0);
    kiosk_close(&kiosk);
}

static void thanks_come_after_the_star(void **state)
{
    (void)state;
    struct kiosk kiosk;
    to_pledge(&kiosk);
    struct app *app = kiosk.app;
    tap(&kiosk, "commitment.consent");
    while (!ui_find(&app->ui, "pledge.plain"))
        tap(&kiosk, "pledge.next");
    tap(&kiosk, "pledge.plain");
    worker_wait(app->worker);
    app_tick(app);
    int64_t since = now_ms(&kiosk);
    struct box page = bar_page(app), words = {bar_margin(app), 20, page.w * 48 / 100, page.h - 40};
    struct box wall = {page.w * 53 / 100, 0, page.w * 47 / 100, page.h};
    draw_at(&kiosk, since);
    assert_int_equal(count_of(&kiosk, wall, of(&kiosk, THEME_ACCENT)), 0);
    draw_at(&kiosk, since + 599);
    assert_true(count_of(&kiosk, wall, of(&kiosk, THEME_ACCENT)) > 500); /* the visitor's star */
    assert_about(ink_of(&kiosk, words), 0, 1);
    tap(&kiosk, "thanks.finish"); /* a second tap of two must not end it unseen */
    draw_at(&kiosk, since + 750);
    double half = ink_of(&kiosk, words);
    draw_at(&kiosk, since + 900);
    double whole = ink_of(&kiosk, words);
    assert_true(half > 1000 && half < whole);
    struct box count = {words.x + words.w * 6 / 10, words.y, words.w * 4 / 10, 100};
    double zero = ink_of(&kiosk, count);
    draw_at(&kiosk, since + 911); /* the count steps once */
    assert_true(fabs(ink_of(&kiosk, count) - zero) > 500);
    assert_int_equal(let_pass(&kiosk, 3000), 0);
    tap(&kiosk, "thanks.finish");
    assert_true(is_on(&kiosk, &screen_attract));
    kiosk_close(&kiosk);
}

/* A slide half faded, doors half come, an answer half given way: a touch acts on what is there. */
static void a_touch_acts_at_any_instant(void **state)
{
    (void)state;
    for (int ms = 0; ms <= 900; ms += 150) {
        struct kiosk kiosk;
        begin(&kiosk, LANG_UR, false);
        int64_t since = show(&kiosk, SLIDE_STATEMENT);
        draw_at(&kiosk, since + ms);
        tap(&kiosk, "attract.touch");
        assert_true(is_on(&kiosk, &screen_home));
        draw_at(&kiosk, now_ms(&kiosk) + 10 + ms / 10);
        tap(&kiosk, "home.quiz");
        assert_true(is_on(&kiosk, &screen_quiz));
        draw_at(&kiosk, now_ms(&kiosk) + ms / 20);
        tap(&kiosk, "quiz.start");
        tap(&kiosk, "quiz.skip");
        tap(&kiosk, "bar.help");
        assert_true(is_on(&kiosk, &screen_help));
        kiosk_close(&kiosk);
    }
}

static void nothing_is_drawn_when_nothing_moves(void **state)
{
    (void)state;
    static const char *const taps[] = {"attract.touch", "home.quiz", "quiz.start", "quiz.myth", "bar.help",
                                       "bar.lang",      "bar.text",  NULL};
    for (int is_reduced = 0; is_reduced < 2; is_reduced++) {
        struct kiosk kiosk;
        begin(&kiosk, LANG_EN, is_reduced);
        for (size_t i = 0;; i++) {
            settle(&kiosk);
            assert_int_equal(let_pass(&kiosk, 3000), 0);
            if (!taps[i])
                break;
            tap(&kiosk, taps[i]);
        }
        kiosk_close(&kiosk);
    }
}

/* What comes next is made at rest, a little at a time, and not in a frame. */
static void the_next_slide_is_made_ahead(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_UR, false);
    settle(&kiosk);
    assert_true(kiosk.app->ready_due_ms == INT64_MAX);
    gfx_set_budget(kiosk.app->gfx, 1);
    for (int slides = 0; slides < 4; slides++) {
        app_event(kiosk.app, &(struct event){.type = EVENT_KEY, .key = KEY_PAGE_DOWN});
        app_draw(kiosk.app);
        assert_true(gfx_is_whole(kiosk.app->gfx));
        settle(&kiosk);
        settle(&kiosk);
    }
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doors_come_sixty_apart),
        cmocka_unit_test(an_answer_is_seen_at_once_and_gives_way_to_the_reason),
        cmocka_unit_test(a_tick_fills_in_160_ms),
        cmocka_unit_test(thanks_come_after_the_star),
        cmocka_unit_test(a_touch_acts_at_any_instant),
        cmocka_unit_test(nothing_is_drawn_when_nothing_moves),
        cmocka_unit_test(the_next_slide_is_made_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
