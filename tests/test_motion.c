/* How slides move: where things are at given times, and that all of it is a cut when motion is reduced. */
#include "model/schedule.h"
#include "motion.h"

/* Two lines and a carried phrase, alone on a page. */
struct sentence {
    int64_t since_ms;
};
static const struct box sentence_box = {60, 60, 1000, 500};

static const struct ui_text *sentence_how(const struct ui *ui, const struct sentence *sentence)
{
    static struct ui_text how;
    how = *UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .carry = "second", .carry_color = THEME_CARRY,
                   .comes_in_turn = true, .age_ms = ui->now_ms - sentence->since_ms);
    return &how;
}

static void sentence_draw(struct kiosk *kiosk, const struct sentence *sentence, int64_t ms)
{
    struct ui *ui = &kiosk->app->ui;
    gfx_begin(kiosk->app->gfx, of(kiosk, THEME_GROUND));
    ui_begin_pass(ui, NULL, ms);
    ui_text(ui, sentence_box, sentence_how(ui, sentence), "First line\nsecond");
    ui_end_pass(ui);
    gfx_end(kiosk->app->gfx);
}

static struct box sentence_line(struct kiosk *kiosk, const struct sentence *sentence, size_t line)
{
    struct ui *ui = &kiosk->app->ui;
    struct box box = ui_text_line(ui, sentence_box, sentence_how(ui, sentence), "First line\nsecond", line);
    return box_inset(box, -ui_u(ui, 3), 0); /* with the way that it comes */
}

/* The first column of a box that is not ground. */
static int left_of(const struct kiosk *kiosk, struct box box)
{
    for (int x = box.x; x < box.x + box.w; x++)
        if (ink_of(kiosk, (struct box){x, box.y, 1, box.h}) > 60)
            return x;
    return -1;
}

static void lines_come_in_turn_and_the_carried_word_is_last(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    struct sentence sentence = {.since_ms = 1000};
    sentence_draw(&kiosk, &sentence, 5000);
    struct box first = sentence_line(&kiosk, &sentence, 0), second = sentence_line(&kiosk, &sentence, 1);
    double whole_first = ink_of(&kiosk, first);
    int first_left = left_of(&kiosk, first), carried = count_of(&kiosk, second, of(&kiosk, THEME_CARRY));
    assert_true(carried > 200);
    assert_true(kiosk.app->ui.wake_ms == INT64_MAX); /* all is there */

    sentence_draw(&kiosk, &sentence, 1000);
    assert_about(ink_of(&kiosk, first), 0, 1);
    assert_true(kiosk.app->ui.wake_ms <= 1016);
    sentence_draw(&kiosk, &sentence, 1100); /* the second waits */
    assert_about(ink_of(&kiosk, first) / whole_first, motion_out(100, 280), 0.06);
    assert_about(first_left - left_of(&kiosk, first), (1 - motion_out(100, 280)) * ui_u(&kiosk.app->ui, 2), 3);
    assert_about(ink_of(&kiosk, second), 0, 1);
    sentence_draw(&kiosk, &sentence, 1180); /* both are on their way */
    assert_true(ink_of(&kiosk, first) < whole_first * 0.99);
    assert_true(ink_of(&kiosk, second) > 1000);
    sentence_draw(&kiosk, &sentence, 1400); /* both stand, and nothing is carried yet */
    assert_about(ink_of(&kiosk, first) / whole_first, 1, 0.01);
    assert_int_equal(count_of(&kiosk, second, of(&kiosk, THEME_CARRY)), 0);
    assert_true(count_of(&kiosk, second, of(&kiosk, THEME_TEXT)) > 200);
    sentence_draw(&kiosk, &sentence, 1400 + 140);
    float part = motion_out(140, 280);
    struct color between = color_mix(of(&kiosk, THEME_TEXT), of(&kiosk, THEME_CARRY), part);
    assert_true(count_of(&kiosk, second, between) > 200);
    sentence_draw(&kiosk, &sentence, 1400 + 280);
    assert_int_equal(count_of(&kiosk, second, of(&kiosk, THEME_CARRY)), carried);
    kiosk_close(&kiosk);
}

static void reduced_lines_are_there_at_once(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, true);
    app_set_lang(kiosk.app, LANG_EN);
    struct sentence sentence = {.since_ms = 1000};
    sentence_draw(&kiosk, &sentence, 9000);
    struct box both = {0, 0, W, 600};
    double whole = ink_of(&kiosk, both);
    sentence_draw(&kiosk, &sentence, 1000);
    assert_about(ink_of(&kiosk, both), whole, 1);
    assert_true(kiosk.app->ui.wake_ms == INT64_MAX);
    kiosk_close(&kiosk);
}

static void slides_cross_fade(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    settle(&kiosk);
    int x = 0, y = 0; /* a place of the first slide's words */
    while (!is_like(at(&kiosk, x, y), of(&kiosk, THEME_CARRY)))
        if (++x == W) {
            x = 0;
            y++;
        }
    struct color before = at(&kiosk, x, y), ground = of(&kiosk, THEME_GROUND);
    int64_t since = show(&kiosk, SLIDE_COUNT);
    assert_true(is_like(at(&kiosk, x, y), before));
    draw_at(&kiosk, since + 200);
    struct color between = at(&kiosk, x, y);
    draw_at(&kiosk, since + 700);
    struct color after = at(&kiosk, x, y);
    assert_true(is_like(between, color_mix(before, after, motion_out(200, 700))));
    assert_true(difference(before, after) > 60 || is_like(after, ground));
    kiosk_close(&kiosk);
}

/* Where the line of the proportion is: the lowest row whose end is the resting colour and whose start is the accent. */
static struct box proportion_box(const struct kiosk *kiosk)
{
    int margin = bar_margin(kiosk->app);
    for (int y = 0; y < H; y++)
        if (is_like(at(kiosk, margin + 2, y), of(kiosk, THEME_ACCENT)) &&
            is_like(at(kiosk, W - margin - 3, y), of(kiosk, THEME_REST)))
            return (struct box){margin, y + 1, W - 2 * margin, 1};
    fail_msg("no line of a proportion");
    return (struct box){0};
}

static void a_figure_counts_up_and_its_line_grows_with_it(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    int64_t since = show(&kiosk, SLIDE_FIGURE) + 350;
    draw_at(&kiosk, since + 900);
    struct box line = proportion_box(&kiosk), unit = {W * 55 / 100, 20, W * 12 / 100, line.y - 40};
    int whole = count_of(&kiosk, line, of(&kiosk, THEME_ACCENT));
    double whole_unit = ink_of(&kiosk, unit);
    draw_at(&kiosk, since + 450);
    assert_about(count_of(&kiosk, line, of(&kiosk, THEME_ACCENT)), motion_out(450, 900) * (float)whole, 2);
    for (int ms = 420; ms < 900; ms += 40) { /* digits change, what follows them stands still */
        draw_at(&kiosk, since + ms);
        assert_about(ink_of(&kiosk, unit), whole_unit, 1);
    }
    kiosk_close(&kiosk);

    begin(&kiosk, LANG_EN, true);
    show(&kiosk, SLIDE_FIGURE);
    assert_int_equal(count_of(&kiosk, line, of(&kiosk, THEME_ACCENT)), whole);
    kiosk_close(&kiosk);
}

static void a_ring_opens_into_the_diamond(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    int64_t since = show(&kiosk, SLIDE_MYTH);
    const struct pack *pack = kiosk.app->pack;
    size_t i = 0;
    while (pack->slides[i].kind != SLIDE_MYTH)
        i++;
    int64_t hold = schedule_myth_ms(&pack->slides[i], 100);
    assert_true(hold >= 3000);
    struct box page = bar_page(kiosk.app);
    int x = bar_margin(kiosk.app) + page.h / 4, y = page.h / 2; /* on the diamond, beside the ring and its words */
    draw_at(&kiosk, since + hold - 1);
    struct color before = at(&kiosk, x, y), card = of(&kiosk, THEME_CARD);
    assert_false(is_like(before, card));
    draw_at(&kiosk, since + hold + 350);
    assert_true(is_like(at(&kiosk, x, y), color_mix(before, card, 0.5f)));
    draw_at(&kiosk, since + hold + 700);
    assert_true(is_like(at(&kiosk, x, y), card));
    assert_int_equal(let_pass(&kiosk, 1000), 0);
    kiosk_close(&kiosk);

    begin(&kiosk, LANG_EN, true);
    since = show(&kiosk, SLIDE_MYTH);
    draw_at(&kiosk, since + hold - 1);
    assert_true(is_like(at(&kiosk, x, y), before));
    draw_at(&kiosk, since + hold);
    assert_true(is_like(at(&kiosk, x, y), card));
    kiosk_close(&kiosk);
}

/* The middle of all pixels of that colour in the box. */
static struct box middle_of(const struct kiosk *kiosk, struct box box, enum theme_color color)
{
    int64_t x = 0, y = 0, n = 0;
    for (int i = 0; i < box.w * box.h; i++) {
        int px = box.x + i % box.w, py = box.y + i / box.w;
        if (!is_like(at(kiosk, px, py), of(kiosk, color)))
            continue;
        x += px, y += py, n++;
    }
    assert_true(n > 20);
    return (struct box){(int)(x / n), (int)(y / n), 1, 1};
}

static void the_newest_star_lights_and_its_crosses_follow(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk, LANG_EN, false);
    kiosk.app->counts.session_pledges = 9;
    struct box wall = {W * 45 / 100, 0, W * 55 / 100, H - 120};
    int64_t since = show(&kiosk, SLIDE_COUNT) + 700;
    draw_at(&kiosk, since);
    struct box last = middle_of(&kiosk, wall, THEME_ACCENT);
    int bonds = count_of(&kiosk, wall, of(&kiosk, THEME_BOND));
    draw_at(&kiosk, since + 800);
    struct box newest = middle_of(&kiosk, wall, THEME_ACCENT);
    assert_true(abs(newest.x - last.x) + abs(newest.y - last.y) > 20);
    int all_bonds = count_of(&kiosk, wall, of(&kiosk, THEME_BOND));
    assert_true(all_bonds > bonds + 50); /* the ninth of nine completes a cross */
    struct color glaze = at(&kiosk, last.x, last.y), accent = of(&kiosk, THEME_ACCENT);
    assert_false(is_like(glaze, accent));

    draw_at(&kiosk, since);
    struct color dark = at(&kiosk, newest.x, newest.y);
    draw_at(&kiosk, since + 300);
    float part = motion_out(300, 600);
    assert_true(is_like(at(&kiosk, newest.x, newest.y), color_mix(dark, accent, part)));
    assert_true(is_like(at(&kiosk, last.x, last.y), color_mix(accent, glaze, part)));
    draw_at(&kiosk, since + 600); /* the star is lit, the crosses are on their way */
    assert_true(is_like(at(&kiosk, newest.x, newest.y), accent));
    assert_int_equal(count_of(&kiosk, wall, of(&kiosk, THEME_ACCENT)) > 0, 1);
    draw_at(&kiosk, since + 200);
    assert_int_equal(count_of(&kiosk, wall, of(&kiosk, THEME_BOND)), bonds);
    draw_at(&kiosk, since + 800);
    assert_int_equal(count_of(&kiosk, wall, of(&kiosk, THEME_BOND)), all_bonds);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_in_turn_and_the_carried_word_is_last),
        cmocka_unit_test(reduced_lines_are_there_at_once),
        cmocka_unit_test(slides_cross_fade),
        cmocka_unit_test(a_figure_counts_up_and_its_line_grows_with_it),
        cmocka_unit_test(a_ring_opens_into_the_diamond),
        cmocka_unit_test(the_newest_star_lights_and_its_crosses_follow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
