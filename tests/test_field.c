/* Fields: editing by letters, marks and clusters in both scripts, cleaning, wiping, and what is drawn of them. */
#include "stage.h"

#include "base/mem.h"
#include "ui/field.h"

#define ZWNJ "\u200C"
#define ZABAR "\u064E"
#define SHAD "\u0651"

static char memory[64];

static struct field field_of(const char *text)
{
    memset(memory, 0, sizeof memory);
    str_copy(memory, sizeof memory, text);
    return (struct field){.text = memory, .room = sizeof memory, .caret = (uint32_t)strlen(text)};
}

static void letters_go_in_at_the_caret(void **state)
{
    (void)state;
    struct field field = field_of("");
    field_insert(&field, "ب", NULL);
    field_insert(&field, "ل", NULL);
    field_move(&field, -1);
    field_insert(&field, "ا", NULL);
    assert_string_equal(field.text, "بال");
    assert_int_equal(field.caret, strlen("با"));
}

static void what_does_not_fit_stays_out(void **state)
{
    (void)state;
    struct field field = field_of("abcdef");
    field.room = 8;
    field_insert(&field, "ق", NULL); /* two bytes: one too many */
    assert_string_equal(field.text, "abcdef");
    assert_int_equal(field.caret, 6);
    field_insert(&field, "g", NULL);
    assert_string_equal(field.text, "abcdefg");
    char flood[FIELD_ROOM_MAX * 2];
    memset(flood, 'x', sizeof flood - 1);
    flood[sizeof flood - 1] = '\0';
    field_insert(&field, flood, NULL);
    assert_string_equal(field.text, "abcdefg");
}

/* Like the form's: no double spaces, none at the start, at most six bytes. */
static void clean_six(const char *in, size_t n, char *out)
{
    size_t length = 0;
    memset(out, 0, FIELD_ROOM_MAX);
    for (size_t i = 0; i < n && length < 6; i++)
        if (in[i] != ' ' || (length > 0 && out[length - 1] != ' '))
            out[length++] = in[i];
}

static void cleaning_keeps_the_caret_in_place(void **state)
{
    (void)state;
    struct field field = field_of("ab d");
    field.caret = 2;
    field_insert(&field, " ", clean_six); /* one of two spaces goes, the caret stays before the other */
    assert_string_equal(field.text, "ab d");
    assert_int_equal(field.caret, 2);
    field_insert(&field, "cc", clean_six);
    assert_string_equal(field.text, "abcc d");
    assert_int_equal(field.caret, 4);
    field_insert(&field, "x", clean_six); /* full: nothing may fall off the end instead */
    assert_string_equal(field.text, "abcc d");
    assert_int_equal(field.caret, 4);
}

static void backspace_takes_a_mark_before_its_letter(void **state)
{
    (void)state;
    struct field field = field_of("بَ" SHAD);
    field_backspace(&field);
    assert_string_equal(field.text, "ب" ZABAR);
    field_backspace(&field);
    assert_string_equal(field.text, "ب");
    field_backspace(&field);
    field_backspace(&field);
    assert_string_equal(field.text, "");
}

static void backspace_takes_what_is_invisible_along(void **state)
{
    (void)state;
    struct field field = field_of("می" ZWNJ "ر");
    field_backspace(&field);
    assert_string_equal(field.text, "می");
    field_insert(&field, ZWNJ, NULL);
    field_backspace(&field); /* just typed by mistake: it alone */
    assert_string_equal(field.text, "می");
}

static void the_caret_moves_and_deletes_by_cluster(void **state)
{
    (void)state;
    struct field field = field_of("مُح" ZWNJ "مّدe\u0301x");
    static const size_t stops[] = {0, 4, 9, 13, 15, 18, 19};
    field.caret = 0;
    for (size_t i = 0; i < COUNT_OF(stops); i++, field_move(&field, 1))
        assert_int_equal(field.caret, stops[i]);
    field_move(&field, 5);
    assert_int_equal(field.caret, 19);
    for (size_t i = COUNT_OF(stops); i > 0; i--, field_move(&field, -1))
        assert_int_equal(field.caret, stops[i - 1]);
    field_put_caret(&field, 8);
    assert_int_equal(field.caret, 4);
    field_delete(&field);
    assert_string_equal(field.text, "مُمّدe\u0301x");
    field_put_caret(&field, 1000);
    field_delete(&field);
    assert_string_equal(field.text, "مُمّدe\u0301x");
}

static void nothing_of_what_was_taken_out_is_left(void **state)
{
    (void)state;
    struct field field = field_of("بلال احمد");
    field.caret = (uint32_t)strlen("بلال ");
    field_delete(&field);
    field_backspace(&field);
    field_move(&field, 9);
    while (field.caret > 0)
        field_backspace(&field);
    for (size_t i = 0; i < sizeof memory; i++)
        assert_int_equal(memory[i], 0);
    field = field_of("Bilal");
    field_clear(&field);
    for (size_t i = 0; i < sizeof memory; i++)
        assert_int_equal(memory[i], 0);
    assert_int_equal(field.caret, 0);
}

static void direction_is_of_the_first_letter(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum field_kind kind;
        enum lang lang;
        bool is_rtl;
    } cases[] = {
        {"بلال", FIELD_TEXT, LANG_EN, true},   {"Bilal", FIELD_TEXT, LANG_UR, false},
        {"", FIELD_TEXT, LANG_UR, true},       {"", FIELD_TEXT, LANG_EN, false},
        {"12 بلال", FIELD_TEXT, LANG_EN, true}, {"۱۲ (a", FIELD_TEXT, LANG_UR, false},
        {"۱۲", FIELD_TEXT, LANG_UR, true},     {"", FIELD_PHONE, LANG_UR, false},
        {"ب@x.pk", FIELD_EMAIL, LANG_UR, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct field field = field_of(cases[i].text);
        field.kind = cases[i].kind;
        assert_int_equal(field_is_rtl(&field, cases[i].lang), cases[i].is_rtl);
    }
}

static void field_frame(struct ui *ui, void *state)
{
    field_draw(ui, "f", (struct box){100, 100, 600, 100}, state, "Type here");
}

static void two_frame(struct ui *ui, void *state)
{
    field_draw(ui, "f", (struct box){100, 100, 600, 100}, state, "");
    field_draw(ui, "g", (struct box){100, 300, 600, 100}, state, "");
}

/* Leftmost and rightmost column of ink inside the field, -1 when there is none. */
static void ink_columns(struct stage *stage, int *first, int *last)
{
    *first = *last = -1;
    for (int x = 110; x < 690; x++)
        for (int y = 110; y < 190; y++)
            if (gfx_pixel(stage->gfx, x, y).r < 100) {
                *last = x;
                *first = *first < 0 ? x : *first;
                break;
            }
}

static void open_field(struct stage *stage, struct field *field, enum lang lang)
{
    stage_open(stage, 800, 480, lang);
    stage->frame = field_frame;
    stage->state = field;
    stage_draw(stage);
}

static void words_stand_at_the_side_of_their_script(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("بلال");
    int first, last;
    open_field(&stage, &field, LANG_EN);
    ink_columns(&stage, &first, &last);
    assert_true(first > 500);
    field = field_of("Bilal");
    stage_look(&stage, LANG_UR, 0);
    stage_draw(&stage);
    ink_columns(&stage, &first, &last);
    assert_in_range(last, 110, 300);
    stage_close(&stage);
}

static void a_tap_puts_the_caret(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("بلال");
    open_field(&stage, &field, LANG_UR);
    stage_pointer(&stage, EVENT_DOWN, 690, 150); /* right of the first letter */
    stage_up(&stage);
    assert_int_equal(field.caret, 0);
    stage_pointer(&stage, EVENT_DOWN, 120, 150); /* far past the last */
    stage_up(&stage);
    assert_int_equal(field.caret, strlen(field.text));
    stage_close(&stage);
}

static void long_words_scroll_to_the_caret(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww..................");
    int first, last;
    open_field(&stage, &field, LANG_EN);
    ink_columns(&stage, &first, &last); /* the caret is the last ink; nothing is beyond the padding */
    assert_in_range(last, 670, 690);
    for (int x = 610; x < 660; x++)
        assert_true(gfx_pixel(stage.gfx, x, 150).r > 200); /* dots have nothing at half height */
    field.caret = 0;
    stage_draw(&stage);
    ink_columns(&stage, &first, &last);
    assert_in_range(first, 110, 122);
    stage_close(&stage);
}

static void a_pin_is_stars_and_never_laid_out(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("");
    field.kind = FIELD_PIN;
    open_field(&stage, &field, LANG_EN);
    size_t before = text_cached_bytes(stage.text);
    field = field_of("1234");
    field.kind = FIELD_PIN;
    stage_draw(&stage);
    assert_true(text_cached_bytes(stage.text) <= before);
    assert_true(gfx_pixel(stage.gfx, 400 + 21, 150).r < 100); /* the third of four */
    stage_close(&stage);
}

static void the_caret_blinks_unless_motion_is_reduced(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("");
    open_field(&stage, &field, LANG_EN);
    assert_true(stage.ui.wake_ms == INT64_MAX);
    stage.ui.is_motion_reduced = false;
    stage.ui.typed_ms = stage.now_ms;
    stage_draw(&stage);
    assert_true(stage.ui.wake_ms == stage.now_ms + 530);
    stage_close(&stage);
}

static void what_was_typed_is_in_no_target(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("Bilal");
    open_field(&stage, &field, LANG_EN);
    assert_string_equal(ui_find(&stage.ui, "f")->label, "Type here");
    stage_close(&stage);
}

static void one_field_is_in_use(void **state)
{
    (void)state;
    struct stage stage;
    struct field field = field_of("");
    stage_open(&stage, 800, 480, LANG_EN);
    stage.frame = two_frame;
    stage.state = &field;
    stage_draw(&stage);
    assert_string_equal(stage.ui.typing, "f");
    stage_tap(&stage, "g");
    assert_string_equal(stage.ui.typing, "g");
    stage.frame = field_frame; /* g is gone, what is there takes over in the same pass */
    stage_draw(&stage);
    stage_draw(&stage);
    assert_string_equal(stage.ui.typing, "f");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_go_in_at_the_caret),
        cmocka_unit_test(what_does_not_fit_stays_out),
        cmocka_unit_test(cleaning_keeps_the_caret_in_place),
        cmocka_unit_test(backspace_takes_a_mark_before_its_letter),
        cmocka_unit_test(backspace_takes_what_is_invisible_along),
        cmocka_unit_test(the_caret_moves_and_deletes_by_cluster),
        cmocka_unit_test(nothing_of_what_was_taken_out_is_left),
        cmocka_unit_test(direction_is_of_the_first_letter),
        cmocka_unit_test(words_stand_at_the_side_of_their_script),
        cmocka_unit_test(a_tap_puts_the_caret),
        cmocka_unit_test(long_words_scroll_to_the_caret),
        cmocka_unit_test(a_pin_is_stars_and_never_laid_out),
        cmocka_unit_test(the_caret_blinks_unless_motion_is_reduced),
        cmocka_unit_test(what_was_typed_is_in_no_target),
        cmocka_unit_test(one_field_is_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
