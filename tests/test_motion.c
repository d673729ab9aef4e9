/* Motion by a clock in the test's hand: where things are at given times, that a touch acts at any instant, that all of
 * it is a cut when motion is reduced, and that nothing is drawn when nothing moves. By what is on the picture. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "gfx/motion.h"
#include "kiosk.h"
#include "model/schedule.h"
#include "screens/attract.h"
#include "screens/bar.h"

enum { W = 1280, H = 720 };

/* Picks of the picture. */
static int difference(struct color a, struct color b)
{
    return abs(a.r - b.r) + abs(a.g - b.g) + abs(a.b - b.b);
}

static bool is_like(struct color a, struct color b)
{
    return difference(a, b) <= 12;
}

static struct color at(const struct kiosk *kiosk, int x, int y)
{
    return gfx_pixel(kiosk->app->gfx, x, y);
}

static struct color of(const struct kiosk *kiosk, enum theme_color color)
{
    return ui_color(&kiosk->app->ui, color);
}

/* How many pixels of a box are like the colour. */
static int count_of(const struct kiosk *kiosk, struct box box, struct color color)
{
    int count = 0;
    for (int i = 0; i < box.w * box.h; i++)
        count += is_like(at(kiosk, box.x + i % box.w, box.y + i / box.w), color);
    return count;
}

/* How far the picture of a box is from the ground: 0 where nothing is drawn; a half where it has half faded in. */
static double ink_of(const struct kiosk *kiosk, struct box box)
{
    struct color ground = of(kiosk, THEME_GROUND);
    double sum = 0;
    for (int i = 0; i < box.w * box.h; i++)
        sum += difference(at(kiosk, box.x + i % box.w, box.y + i / box.w), ground);
    return sum;
}

#define assert_about(value, expected, off) assert_true(fabs((double)(value) - (double)(expected)) <= (double)(off))

/* The kiosk and its time. */
static void begin_with(struct kiosk *kiosk, enum lang lang, bool is_reduced, bool has_store)
{
    kiosk_open(kiosk, (struct output_options){.width = W, .height = H}, has_store, 1);
    kiosk->settings.is_motion_reduced = is_reduced;
    kiosk->app->first_lang = lang;
    app_set_lang(kiosk->app, lang);
    app_draw(kiosk->app);
}

static void begin(struct kiosk *kiosk, enum lang lang, bool is_reduced)
{
    begin_with(kiosk, lang, is_reduced, false);
}

static int64_t now_ms(const struct kiosk *kiosk)
{
    return kiosk->app->clock.fake_mono_ms;
}

/* The picture at that time. */
static void draw_at(struct kiosk *kiosk, int64_t ms)
{
    kiosk->app->clock.fake_mono_ms = ms;
    app_draw(kiosk->app);
}

/* Lets time pass as the live loop does; returns the frames drawn. */
static int let_pass(struct kiosk *kiosk, int64_t ms)
{
    struct app *app = kiosk->app;
    uint64_t frames = app->frames;
    for (int64_t end_ms = now_ms(kiosk) + ms;;) {
        app_tick(app);
        if (app->needs_frame)
            app_draw(app);
        int64_t left_ms = end_ms - now_ms(kiosk);
        if (left_ms <= 0)
            return (int)(app->frames - frames);
        clock_advance(&app->clock, left_ms < 16 ? left_ms : 16);
    }
}

static void settle(struct kiosk *kiosk)
{
    let_pass(kiosk, 2500);
    worker_wait(kiosk->app->worker);
    let_pass(kiosk, 1000);
}

static const struct ui_target *target_of(const struct kiosk *kiosk, const char *id)
{
    const struct ui_target *target = ui_find(&kiosk->app->ui, id);
    if (!target)
        fail_msg("%s is not on the screen", id);
    return target;
}

static void pointer(struct kiosk *kiosk, enum event_type type, const char *id)
{
    struct box box = target_of(kiosk, id)->box;
    app_event(kiosk->app, &(struct event){.type = type, .x = box.x + box.w / 2, .y = box.y + box.h / 2});
}

static void tap(struct kiosk *kiosk, const char *id)
{
    pointer(kiosk, EVENT_DOWN, id);
    pointer(kiosk, EVENT_UP, id);
    app_draw(kiosk->app);
}

static bool is_on(const struct kiosk *kiosk, const struct screen *screen)
{
    return app_screen(kiosk->app) == screen;
}

/* The first slide of that kind, come at this moment; returns the moment. */
static int64_t show(struct kiosk *kiosk, enum slide_kind kind)
{
    const struct pack *pack = kiosk->app->pack;
    size_t i = 0;
    while (pack->slides[i].kind != kind || (kind == SLIDE_STATEMENT && i == 0))
        i++;
    settle(kiosk);
    assert_true(attract_show(kiosk->app, i));
    enum lang lang = kiosk->app->lang;
    app_draw(kiosk->app);
    assert_int_equal(kiosk->app->lang, lang);
    return now_ms(kiosk);
}

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
    draw_at(&kiosk, since + 350);
    struct color half = at(&kiosk, x, y);
    draw_at(&kiosk, since + 700);
    struct color after = at(&kiosk, x, y);
    assert_true(is_like(half, color_mix(before, after, 0.5f)));
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
    int64_t since = show(&kiosk, SLIDE_FIGURE) + 300;
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
    int x = bar_margin(kiosk.app) + page.h / 4, y = page.h / 2; /* on the diamond's tip, beside the ring */
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
    int foot_x = answer.x + answer.w / 2, foot_y = answer.y + answer.h - 6; /* of the answer, below the reason's card */
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
    draw_at(&kiosk, since + 80);
    struct color half = color_mix(of(&kiosk, THEME_CARD), of(&kiosk, THEME_INK), motion_out(80, 160));
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
        cmocka_unit_test(lines_come_in_turn_and_the_carried_word_is_last),
        cmocka_unit_test(reduced_lines_are_there_at_once),
        cmocka_unit_test(slides_cross_fade),
        cmocka_unit_test(a_figure_counts_up_and_its_line_grows_with_it),
        cmocka_unit_test(a_ring_opens_into_the_diamond),
        cmocka_unit_test(the_newest_star_lights_and_its_crosses_follow),
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
