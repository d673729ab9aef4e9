/* The widgets' context: what a press is, where focus goes, how a screen mirrors, and type that fits its box. */
#include "stage.h"

#include <math.h>

#include "base/mem.h"

/* A screen of five buttons: a b c in a row, d below b, e not possible. Counts presses. */
struct five {
    int pressed[5];
    bool is_missing[5], is_moved;
    struct ui_control control[5];
};
static const char *const ids[5] = {"five.a", "five.b", "five.c", "five.d", "five.e"};
static const struct box boxes[5] = {
    {100, 100, 200, 100}, {340, 100, 200, 100}, {580, 100, 200, 100}, {340, 240, 200, 100}, {100, 240, 200, 100}};

static void five_frame(struct ui *ui, void *state)
{
    struct five *five = state;
    for (size_t i = 0; i < COUNT_OF(boxes); i++) {
        if (five->is_missing[i])
            continue;
        five->control[i] = ui_control(ui, ids[i], boxes[i], ids[i] + 5, i != 4);
        five->pressed[i] += five->control[i].is_pressed;
    }
}

static void five_open(struct stage *stage, struct five *five, enum lang lang)
{
    stage_open(stage, 1280, 800, lang);
    *five = (struct five){0};
    stage->frame = five_frame;
    stage->state = five;
    stage_draw(stage);
}

static void a_press_is_a_down_and_an_up_inside(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    stage_down(&stage, "five.b");
    assert_true(five.control[1].is_held);
    assert_int_equal(five.pressed[1], 0);
    stage_wait(&stage, 30);
    assert_true(five.control[1].is_held);
    assert_int_equal(five.control[1].held_ms, 30);
    stage_up(&stage);
    assert_int_equal(five.pressed[1], 1);
    assert_false(five.control[1].is_held);
    assert_int_equal(five.pressed[0] + five.pressed[2] + five.pressed[3], 0);
    stage_close(&stage);
}

static void a_finger_may_tremble_but_not_stray(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    stage_down(&stage, "five.b");
    stage_pointer(&stage, EVENT_MOVE, 350, 100 - 20); /* 3u are 24 pixels here */
    assert_true(five.control[1].is_held);
    stage_pointer(&stage, EVENT_UP, 350, 100 - 20);
    assert_int_equal(five.pressed[1], 1);

    stage_down(&stage, "five.b");
    stage_pointer(&stage, EVENT_MOVE, 350, 100 - 30);
    assert_false(five.control[1].is_held);
    stage_pointer(&stage, EVENT_MOVE, 350, 120);
    stage_pointer(&stage, EVENT_UP, 350, 120);
    assert_int_equal(five.pressed[1], 1);
    stage_close(&stage);
}

static void a_press_can_be_lost(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    /* cancelled */
    stage_down(&stage, "five.a");
    stage_event(&stage, &(struct event){.type = EVENT_CANCEL});
    assert_false(five.control[0].is_held);
    stage_pointer(&stage, EVENT_UP, 150, 150);
    /* begun beside it */
    stage_pointer(&stage, EVENT_DOWN, 90, 90);
    stage_pointer(&stage, EVENT_UP, 150, 150);
    /* begun on the screen before */
    stage_down(&stage, "five.a");
    ui_enter(&stage.ui, stage.now_ms);
    stage_pointer(&stage, EVENT_UP, 150, 150);
    /* its control went away and came back */
    stage_draw(&stage);
    stage_down(&stage, "five.a");
    five.is_missing[0] = true;
    stage_draw(&stage);
    five.is_missing[0] = false;
    stage_pointer(&stage, EVENT_UP, 150, 150);
    /* not possible now */
    stage_tap(&stage, "five.e");
    for (size_t i = 0; i < COUNT_OF(ids); i++)
        assert_int_equal(five.pressed[i], 0);
    stage_close(&stage);
}

static void what_lies_on_top_is_pressed(void **state)
{
    (void)state;
    struct ui_control under, over;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    for (int i = 0; i < 2; i++) {
        gfx_mute(stage.gfx);
        ui_begin_pass(&stage.ui, &(struct event){.type = i ? EVENT_UP : EVENT_DOWN, .x = 50, .y = 50}, 0);
        under = ui_control(&stage.ui, "under", (struct box){0, 0, 200, 200}, "", true);
        over = ui_control(&stage.ui, "over", (struct box){20, 20, 60, 60}, "", true);
        ui_end_pass(&stage.ui);
    }
    assert_false(under.is_pressed);
    assert_true(over.is_pressed);
    stage_close(&stage);
}

static void tab_goes_in_order_and_past_what_is_not_possible(void **state)
{
    (void)state;
    static const char *const order[] = {"five.a", "five.b", "five.c", "five.d", "five.a"};
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        stage_key(&stage, KEY_TAB);
        assert_string_equal(stage.ui.focus, order[i]);
    }
    stage_event(&stage, &(struct event){.type = EVENT_KEY, .key = KEY_TAB, .shift = true});
    assert_string_equal(stage.ui.focus, "five.d");
    assert_true(stage.ui.has_focus_shown);
    stage_draw(&stage);
    assert_true(five.control[3].is_focused);
    stage_pointer(&stage, EVENT_DOWN, 5, 5);
    assert_false(five.control[3].is_focused);
    stage_close(&stage);
}

static void arrows_go_where_they_point(void **state)
{
    (void)state;
    static const struct {
        enum lang lang;
        enum key_name key;
        const char *from, *to;
    } cases[] = {
        {LANG_EN, KEY_RIGHT, "five.a", "five.b"}, {LANG_EN, KEY_LEFT, "five.a", "five.a"},
        {LANG_EN, KEY_DOWN, "five.b", "five.d"},  {LANG_EN, KEY_UP, "five.d", "five.b"},
        {LANG_EN, KEY_LEFT, "five.c", "five.b"},  {LANG_EN, KEY_DOWN, "five.c", "five.d"},
        {LANG_UR, KEY_LEFT, "five.a", "five.b"},  {LANG_UR, KEY_RIGHT, "five.c", "five.b"},
        {LANG_UR, KEY_DOWN, "five.b", "five.d"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        struct five five;
        five_open(&stage, &five, cases[i].lang);
        str_copy(stage.ui.focus, sizeof stage.ui.focus, cases[i].from);
        stage_key(&stage, cases[i].key);
        assert_string_equal(stage.ui.focus, cases[i].to);
        stage_close(&stage);
    }
}

static void enter_presses_only_what_is_seen_to_be_chosen(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    stage_tap(&stage, "five.a");
    assert_int_equal(five.pressed[0], 1);
    stage_key(&stage, KEY_ENTER); /* shows where the focus is */
    assert_int_equal(five.pressed[0], 1);
    stage_key(&stage, KEY_ENTER);
    stage_key(&stage, KEY_SPACE);
    assert_int_equal(five.pressed[0], 3);
    stage_event(&stage, &(struct event){.type = EVENT_KEY, .key = KEY_ENTER, .is_repeat = true});
    assert_int_equal(five.pressed[0], 3);
    stage_close(&stage);
}

static void focus_goes_with_what_had_it(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    stage_key(&stage, KEY_TAB);
    stage_key(&stage, KEY_TAB);
    five.is_missing[0] = true; /* another's place in the order changes nothing */
    stage_draw(&stage);
    assert_true(five.control[1].is_focused);
    five.is_missing[1] = true;
    stage_draw(&stage);
    assert_string_equal(stage.ui.focus, "");
    stage_close(&stage);
}

static void targets_are_found_by_id_and_label(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_UR);
    const struct ui_target *b = ui_find(&stage.ui, "five.b");
    assert_non_null(b);
    assert_ptr_equal(ui_find(&stage.ui, "b"), b);
    assert_int_equal(b->box.x, 1280 - 340 - 200);
    assert_true(b->is_enabled);
    assert_false(ui_find(&stage.ui, "e")->is_enabled);
    assert_null(ui_find(&stage.ui, "five.f"));
    ui_enter(&stage.ui, stage.now_ms);
    assert_null(ui_find(&stage.ui, "five.b"));
    stage_close(&stage);
}

static void a_box_mirrors_in_urdu_unless_physical(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_UR);
    struct box box = {100, 10, 200, 20};
    assert_int_equal(ui_place(&stage.ui, box).x, 980);
    ui_physical(&stage.ui, true);
    assert_int_equal(ui_place(&stage.ui, box).x, 100);
    ui_physical(&stage.ui, false);
    stage_look(&stage, LANG_EN, 0);
    assert_int_equal(ui_place(&stage.ui, box).x, 100);
    stage_close(&stage);
}

static void units_follow_the_short_side(void **state)
{
    (void)state;
    static const struct {
        int w, h;
        float u, t;
    } cases[] = {{800, 480, 4.8f, 6.48f}, {1024, 600, 6, 7.68f}, {1280, 800, 8, 9.31f}, {1080, 1920, 10.8f, 10.8f},
                 {3840, 2160, 21.6f, 21.6f}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct stage stage;
        stage_open(&stage, cases[i].w, cases[i].h, LANG_EN);
        assert_true(fabsf(stage.ui.u - cases[i].u) < 0.01f);
        assert_true(fabsf(stage.ui.t - cases[i].t) < 0.01f);
        assert_int_equal(ui_is_portrait(&stage.ui), cases[i].h > cases[i].w);
        assert_int_equal(ui_is_small(&stage.ui), cases[i].h <= 600);
        ui_set_look(&stage.ui, theme_fallback(), LANG_EN, 2, true);
        assert_true(fabsf(stage.ui.t - cases[i].t * (cases[i].h <= 600 ? 1.15f : 1.3f)) < 0.01f);
        assert_true(ui_is_small(&stage.ui));
        stage_close(&stage);
    }
}

static void moves_ask_for_frames_until_they_end(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    struct ui *ui = &stage.ui;
    assert_true(ui_move(ui, 0, 280) >= 1); /* reduced motion: a cut */
    assert_true(ui->wake_ms == INT64_MAX);
    ui->is_motion_reduced = false;
    assert_true(ui_move(ui, 100, 280) <= 0);
    assert_true(ui->wake_ms == ui->entered_ms + 100);
    ui_begin_pass(ui, NULL, ui->entered_ms + 240);
    float part = ui_move(ui, 100, 280);
    assert_true(part > 0.5f && part < 1);
    assert_true(ui->wake_ms <= ui->now_ms + 20);
    ui_begin_pass(ui, NULL, ui->entered_ms + 380);
    assert_true(ui_move(ui, 100, 280) >= 1);
    assert_true(ui->wake_ms == INT64_MAX);
    stage_close(&stage);
}

static void eased_values_follow(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    struct ui *ui = &stage.ui;
    ui->is_motion_reduced = false;
    ui_begin_pass(ui, NULL, 1000);
    assert_true(fabsf(ui_eased(ui, "x", 5, 100) - 5) < 0.01f); /* new: already there */
    float first = ui_eased(ui, "x", 7, 100);
    assert_true(first > 5.2f && first < 6.2f); /* what answers a touch is seen at once */
    ui_begin_pass(ui, NULL, 1050);
    float half = ui_eased(ui, "x", 7, 100);
    assert_true(half > 6 && half < 7);
    ui_begin_pass(ui, NULL, 1100);
    assert_true(fabsf(ui_eased(ui, "x", 7, 100) - 7) < 0.01f);
    stage_draw(&stage); /* used in this frame for the last time */
    stage_draw(&stage); /* and forgotten in one that does not ask */
    ui_begin_pass(ui, NULL, 1200);
    assert_true(fabsf(ui_eased(ui, "x", 1, 100) - 1) < 0.01f);
    stage_close(&stage);
}

static bool is_button_pressed;
static void button_frame(struct ui *ui, void *state)
{
    const struct ui_button *how = state;
    is_button_pressed |= ui_button(ui, "b", (struct box){100, 100, 300, 100}, how, "Go");
}

static bool same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void a_touch_shows_in_the_same_frame(void **state)
{
    (void)state;
    struct stage stage;
    struct ui_button next = {.kind = BUTTON_NEXT};
    stage_open(&stage, 1280, 800, LANG_EN);
    stage.frame = button_frame;
    stage.state = &next;
    is_button_pressed = false;
    stage_draw(&stage);
    struct color accent = ui_color(&stage.ui, THEME_ACCENT);
    assert_true(same_color(gfx_pixel(stage.gfx, 130, 150), accent));
    stage_down(&stage, "b");
    stage_draw(&stage);
    assert_false(same_color(gfx_pixel(stage.gfx, 130, 150), accent));
    assert_true(same_color(gfx_pixel(stage.gfx, 250, 101), ui_color(&stage.ui, THEME_GROUND))); /* a little lower */
    stage_up(&stage);
    assert_true(is_button_pressed);
    next.is_disabled = true;
    stage_tap(&stage, "b");
    assert_true(same_color(gfx_pixel(stage.gfx, 130, 150), ui_color(&stage.ui, THEME_GROUND)));
    stage_close(&stage);
}

static void a_touch_is_seen_in_every_theme(void **state)
{
    (void)state;
    static const char *const themes[] = {"assets/themes/deodar.theme", "assets/themes/paper.theme",
                                         "assets/themes/high.theme"};
    struct stage stage;
    struct ui_button plain = {.kind = BUTTON_PLAIN};
    stage_open(&stage, 1280, 800, LANG_EN);
    stage.frame = button_frame;
    stage.state = &plain;
    for (size_t i = 0; i < COUNT_OF(themes); i++) {
        struct theme theme;
        assert_true(theme_load(themes[i], &theme, NULL));
        ui_set_look(&stage.ui, &theme, LANG_EN, 0, true);
        stage_draw(&stage);
        struct color rest = gfx_pixel(stage.gfx, 130, 150);
        stage_down(&stage, "b");
        stage_draw(&stage);
        assert_true(theme_contrast(rest, gfx_pixel(stage.gfx, 130, 150)) >= 3);
        stage_up(&stage);
    }
    stage_close(&stage);
}

static bool is_given;
static void tick_frame(struct ui *ui, void *state)
{
    ui_tick(ui, "t", *(struct box *)state, 0, "ہم ہر شخص کی رضامندی کا احترام کریں گے۔", &is_given);
}

static void a_tick_is_its_whole_row(void **state)
{
    (void)state;
    struct stage stage;
    struct box row = {100, 100, 900, 110};
    stage_open(&stage, 1280, 800, LANG_UR);
    stage.frame = tick_frame;
    stage.state = &row;
    is_given = false;
    stage_draw(&stage);
    stage_pointer(&stage, EVENT_DOWN, 1280 - 990, 200);
    stage_pointer(&stage, EVENT_UP, 1280 - 990, 200);
    assert_true(is_given);
    stage_tap(&stage, "t");
    assert_false(is_given);
    stage_close(&stage);
}

static const char long_urdu[] = "ریپ کی زیادہ تر رپورٹیں جھوٹی ہوتی ہیں اور بدلے کے لیے درج کروائی جاتی ہیں۔";

static void text_that_grows_fits_its_box(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_UR);
    struct ui *ui = &stage.ui;
    const struct ui_text *how = UI_TEXT(ROLE_QUIZ, THEME_INK);
    struct box roomy = ui_text_size(ui, 1100, 500, how, long_urdu);
    struct box tight = ui_text_size(ui, 1100, 200, how, long_urdu);
    assert_in_range(roomy.h, tight.h + 1, 500);
    assert_in_range(roomy.w, 1, 1100);
    assert_in_range(tight.h, 1, 200);
    /* one that does not grow grows with the visitor's text size alone */
    struct box body = ui_text_size(ui, 600, 0, UI_TEXT(ROLE_BODY, THEME_INK), long_urdu);
    assert_int_equal(ui_text_size(ui, 600, 900, UI_TEXT(ROLE_BODY, THEME_INK), long_urdu).h, body.h);
    stage_look(&stage, LANG_UR, 2);
    assert_true(ui_text_size(ui, 600, 0, UI_TEXT(ROLE_BODY, THEME_INK), long_urdu).h > body.h * 12 / 10);
    stage_close(&stage);
}

static void a_label_keeps_to_its_button(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_UR);
    struct ui *ui = &stage.ui;
    const struct ui_text *how = UI_TEXT(ROLE_BUTTON, THEME_TEXT, .anchor = ANCHOR_MIDDLE);
    int free_w = ui_label_width(ui, 400, how, "جاری رکھیں");
    assert_true(ui_label_width(ui, 40, how, "جاری رکھیں") < free_w); /* ink too tall: smaller */
    gfx_begin(stage.gfx, ui_color(ui, THEME_GROUND));
    ui_begin_pass(ui, NULL, 0);
    assert_in_range(ui_label(ui, (struct box){0, 0, free_w / 2, 400}, how, "جاری رکھیں"), 1, free_w / 2);
    gfx_end(stage.gfx);
    assert_true(ui_button_width(ui, 93, &(struct ui_button){0}, "ہ") == ui_t(ui, 20));
    stage_close(&stage);
}

static void a_muted_pass_draws_nothing(void **state)
{
    (void)state;
    struct stage stage;
    struct ui_button next = {.kind = BUTTON_NEXT};
    stage_open(&stage, 800, 480, LANG_EN);
    stage.frame = button_frame;
    stage.state = &next;
    gfx_begin(stage.gfx, ui_color(&stage.ui, THEME_GROUND));
    gfx_end(stage.gfx);
    stage_event(&stage, &(struct event){.type = EVENT_MOVE});
    assert_true(same_color(gfx_pixel(stage.gfx, 130, 150), ui_color(&stage.ui, THEME_GROUND)));
    stage_close(&stage);
}

static void too_many_targets_do_no_harm(void **state)
{
    (void)state;
    struct stage stage;
    struct five five;
    five_open(&stage, &five, LANG_EN);
    gfx_mute(stage.gfx);
    ui_begin_pass(&stage.ui, NULL, 0);
    for (int i = 0; i < UI_TARGETS_MAX + 20; i++)
        ui_control(&stage.ui, "a name that is far too long for an id of the registry", boxes[0], NULL, true);
    ui_end_pass(&stage.ui);
    assert_int_equal(stage.ui.last_target_count, UI_TARGETS_MAX);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_press_is_a_down_and_an_up_inside),
        cmocka_unit_test(a_finger_may_tremble_but_not_stray),
        cmocka_unit_test(a_press_can_be_lost),
        cmocka_unit_test(what_lies_on_top_is_pressed),
        cmocka_unit_test(tab_goes_in_order_and_past_what_is_not_possible),
        cmocka_unit_test(arrows_go_where_they_point),
        cmocka_unit_test(enter_presses_only_what_is_seen_to_be_chosen),
        cmocka_unit_test(focus_goes_with_what_had_it),
        cmocka_unit_test(targets_are_found_by_id_and_label),
        cmocka_unit_test(a_box_mirrors_in_urdu_unless_physical),
        cmocka_unit_test(units_follow_the_short_side),
        cmocka_unit_test(moves_ask_for_frames_until_they_end),
        cmocka_unit_test(eased_values_follow),
        cmocka_unit_test(a_touch_shows_in_the_same_frame),
        cmocka_unit_test(a_touch_is_seen_in_every_theme),
        cmocka_unit_test(a_tick_is_its_whole_row),
        cmocka_unit_test(text_that_grows_fits_its_box),
        cmocka_unit_test(a_label_keeps_to_its_button),
        cmocka_unit_test(a_muted_pass_draws_nothing),
        cmocka_unit_test(too_many_targets_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
