/* The keyboard on the glass and the physical one: words in both languages by taps and by scancodes, second letters,
 * repeats, pages, and that the two never type one press twice. */
#include "stage.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/keyboard.h"

struct desk {
    char memory[64];
    struct field field;
    struct keyboard_view view;
    struct box keys;
    int done, back;
};

static void desk_frame(struct ui *ui, void *state)
{
    struct desk *desk = state;
    const struct ui_button plain = {.kind = BUTTON_PLAIN};
    desk->back += ui_button(ui, "back", (struct box){20, 20, 200, 90}, &plain, "Back");
    field_draw(ui, "name", (struct box){20, 120, 1240, 100}, &desk->field, "");
    desk->done += keyboard_run(ui, desk->keys, &desk->view, &desk->field, NULL, "Continue");
}

static void desk_open(struct stage *stage, struct desk *desk, enum field_kind kind, enum lang lang)
{
    stage_open(stage, 1280, 800, lang);
    *desk = (struct desk){.keys = {20, 300, 1240, 480}};
    desk->field = (struct field){.text = desk->memory, .room = sizeof desk->memory, .kind = kind};
    keyboard_start(&desk->view, kind, lang);
    stage->frame = desk_frame;
    stage->state = desk;
    stage_draw(stage);
}

/* Taps the key of each code point. */
static void tap_letters(struct stage *stage, const char *letters)
{
    size_t n = strlen(letters);
    for (size_t at = 0; at < n;) {
        char id[16];
        size_t from = at;
        utf8_next(letters, n, &at);
        snprintf(id, sizeof id, "key.%.*s", (int)(at - from), letters + from);
        stage_tap(stage, id);
    }
}

static void hold(struct stage *stage, const char *id, int ms)
{
    stage_draw(stage);
    stage_down(stage, id);
    stage_wait(stage, ms);
}

static void a_word_is_typed_by_taps(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    tap_letters(&stage, "بلال");
    stage_tap(&stage, "key.space");
    tap_letters(&stage, "ان");
    assert_string_equal(desk.field.text, "بلال ان");
    stage_tap(&stage, "key.english");
    tap_letters(&stage, "ok");
    assert_string_equal(desk.field.text, "بلال انok");
    stage_close(&stage);
}

static void every_key_of_every_page_has_its_own_name(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    for (size_t k = 0; k < keyboard_count; k++) {
        desk.view.keyboard = keyboards[k];
        stage_draw(&stage);
        for (size_t i = 0; i < stage.ui.last_target_count; i++)
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(stage.ui.last_target[i].id, stage.ui.last_target[j].id);
    }
    stage_close(&stage);
}

static void keys_fill_the_box_and_do_not_overlap(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    for (size_t k = 0; k < keyboard_count; k++) {
        desk.view.keyboard = keyboards[k];
        stage_draw(&stage);
        const struct ui_target *target = stage.ui.last_target;
        for (size_t i = 2; i < stage.ui.last_target_count; i++) {
            struct box box = target[i].box;
            assert_true(box.x >= 20 && box.x + box.w <= 1260 && box.y >= 300 && box.y + box.h <= 780);
            for (size_t j = 2; j < i; j++)
                assert_false(box_overlaps(box, target[j].box));
        }
    }
    stage_close(&stage);
}

static void letters_keep_their_places_in_both_languages(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    assert_true(ui_find(&stage.ui, "key.ق")->box.x < ui_find(&stage.ui, "key.پ")->box.x);
    assert_true(ui_find(&stage.ui, "key.done")->box.x < ui_find(&stage.ui, "key.digits")->box.x);
    stage_tap(&stage, "key.english"); /* the bottom row mirrors with the interface, whatever is typed */
    assert_true(ui_find(&stage.ui, "key.q")->box.x < ui_find(&stage.ui, "key.p")->box.x);
    assert_true(ui_find(&stage.ui, "key.done")->box.x < ui_find(&stage.ui, "key.digits")->box.x);
    stage_look(&stage, LANG_EN, 0);
    stage_draw(&stage);
    assert_true(ui_find(&stage.ui, "key.done")->box.x > ui_find(&stage.ui, "key.digits")->box.x);
    stage_close(&stage);
}

static void second_letters_come_by_holding_and_by_shift(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    hold(&stage, "key.ک", 200);
    assert_true(stage.ui.wake_ms == stage.now_ms + 180); /* the key must show its second letter in time */
    stage_wait(&stage, 200);
    stage_up(&stage);
    assert_string_equal(desk.field.text, "خ");
    hold(&stage, "key.ل", 900); /* has none */
    stage_up(&stage);
    stage_tap(&stage, "key.shift");
    tap_letters(&stage, "اا"); /* shift is for one letter */
    assert_string_equal(desk.field.text, "خلآا");
    stage_tap(&stage, "key.english");
    stage_tap(&stage, "key.shift");
    tap_letters(&stage, "q");
    hold(&stage, "key.q", 400);
    stage_up(&stage);
    assert_string_equal(desk.field.text, "خلآاQ1");
    stage_close(&stage);
}

static void held_backspace_repeats(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    tap_letters(&stage, "abcdefgh");
    stage_tap(&stage, "key.backspace");
    assert_string_equal(desk.field.text, "abcdefg");
    hold(&stage, "key.backspace", 440);
    assert_string_equal(desk.field.text, "abcdefg");
    assert_true(stage.ui.wake_ms == stage.now_ms + 10);
    stage_wait(&stage, 10);
    stage_wait(&stage, 70);
    stage_wait(&stage, 70);
    assert_string_equal(desk.field.text, "abcd");
    stage_up(&stage);
    assert_string_equal(desk.field.text, "abcd");
    stage_close(&stage);
}

enum { SCAN_A = 4, SCAN_B = 5, SCAN_K = 14, SCAN_L = 15 };

static void urdu_is_typed_by_scancode(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    stage_scancode(&stage, SCAN_B, false, "b"); /* a desktop in Latin */
    stage_scancode(&stage, SCAN_L, false, NULL); /* a console that sends no text */
    stage_scancode(&stage, SCAN_A, false, "a");
    stage_key(&stage, KEY_SPACE);
    stage_scancode(&stage, SCAN_K, true, "K");
    assert_string_equal(desk.field.text, "بلا خ");
    stage_event(&stage, &(struct event){.type = EVENT_KEY, .scancode = SCAN_B, .ctrl = true});
    assert_string_equal(desk.field.text, "بلا خ");
    stage_close(&stage);
}

static void a_desktop_in_urdu_is_not_typed_twice(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    stage_scancode(&stage, SCAN_B, false, "ب");
    stage_scancode(&stage, SCAN_K, false, "گ"); /* its layout is not ours: what it says is meant */
    assert_string_equal(desk.field.text, "بگ");
    struct event text = {.type = EVENT_TEXT, .text = "پا"}; /* an input method, without a key of its own */
    stage_event(&stage, &text);
    assert_string_equal(desk.field.text, "بگپا");
    stage_close(&stage);
}

static void latin_is_typed_by_text(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    stage_scancode(&stage, SCAN_A, true, "A");
    stage_key(&stage, KEY_SPACE);
    stage_event(&stage, &(struct event){.type = EVENT_TEXT, .text = " "}); /* of the same press */
    stage_scancode(&stage, SCAN_B, false, "b");
    assert_string_equal(desk.field.text, "A b");
    stage_key(&stage, KEY_LEFT);
    stage_key(&stage, KEY_BACKSPACE);
    stage_key(&stage, KEY_HOME);
    stage_key(&stage, KEY_DELETE);
    assert_string_equal(desk.field.text, "b");
    stage_close(&stage);
}

static void arrows_follow_the_eye(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    tap_letters(&stage, "ab");
    stage_key(&stage, KEY_LEFT);
    assert_int_equal(desk.field.caret, 1);
    field_clear(&desk.field);
    field_insert(&desk.field, "بل", NULL);
    stage_key(&stage, KEY_RIGHT);
    assert_int_equal(desk.field.caret, 2);
    stage_key(&stage, KEY_END);
    assert_int_equal(desk.field.caret, 4);
    stage_close(&stage);
}

static void enter_is_done_unless_something_else_is_chosen(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    stage_key(&stage, KEY_ENTER);
    assert_int_equal(desk.done, 1);
    stage_tap(&stage, "key.done");
    assert_int_equal(desk.done, 2);
    stage_draw(&stage);
    str_copy(stage.ui.focus, sizeof stage.ui.focus, "back");
    stage.ui.has_focus_shown = true;
    stage_key(&stage, KEY_SPACE);
    stage_event(&stage, &(struct event){.type = EVENT_TEXT, .text = " "});
    stage_key(&stage, KEY_ENTER);
    assert_int_equal(desk.back, 2);
    assert_int_equal(desk.done, 2);
    assert_string_equal(desk.field.text, "");
    stage_event(&stage, &(struct event){.type = EVENT_TEXT, .text = "x"}); /* typing goes on all the same */
    assert_string_equal(stage.ui.focus, "name");
    stage_key(&stage, KEY_ENTER);
    assert_int_equal(desk.done, 3);
    stage_close(&stage);
}

static void keys_are_reached_by_arrows(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_EN);
    str_copy(stage.ui.focus, sizeof stage.ui.focus, "key.t");
    stage.ui.has_focus_shown = true;
    stage_key(&stage, KEY_RIGHT);
    assert_string_equal(stage.ui.focus, "key.y");
    stage_key(&stage, KEY_ENTER);
    stage_key(&stage, KEY_RIGHT);
    stage_key(&stage, KEY_SPACE);
    assert_string_equal(desk.field.text, "yu");
    stage_key(&stage, KEY_DOWN);
    stage_key(&stage, KEY_DOWN);
    stage_key(&stage, KEY_DOWN);
    assert_string_equal(stage.ui.focus, "key.space");
    stage_close(&stage);
}

static void a_pin_takes_digits_alone(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_PIN, LANG_UR);
    tap_letters(&stage, "12");
    assert_false(ui_find(&stage.ui, "key.+")->is_enabled);
    stage_tap(&stage, "key.+");
    stage_event(&stage, &(struct event){.type = EVENT_TEXT, .text = "x"});
    stage_event(&stage, &(struct event){.type = EVENT_TEXT, .text = "3"});
    stage_key(&stage, KEY_SPACE);
    assert_string_equal(desk.field.text, "123");
    stage_close(&stage);
}

static void pages_lead_back_to_their_letters(void **state)
{
    (void)state;
    struct stage stage;
    struct desk desk;
    desk_open(&stage, &desk, FIELD_TEXT, LANG_UR);
    stage_tap(&stage, "key.alphabet");
    assert_ptr_equal(desk.view.keyboard, &keyboard_urdu_alphabet);
    stage_tap(&stage, "key.digits");
    stage_tap(&stage, "key.marks");
    stage_tap(&stage, "key.letters");
    assert_ptr_equal(desk.view.keyboard, &keyboard_urdu_alphabet);
    stage_close(&stage);
    desk_open(&stage, &desk, FIELD_EMAIL, LANG_UR);
    stage_tap(&stage, "key.digits");
    assert_false(ui_find(&stage.ui, "key.urdu")->is_enabled);
    stage_tap(&stage, "key.letters");
    assert_ptr_equal(desk.view.keyboard, &keyboard_email);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_typed_by_taps),
        cmocka_unit_test(every_key_of_every_page_has_its_own_name),
        cmocka_unit_test(keys_fill_the_box_and_do_not_overlap),
        cmocka_unit_test(letters_keep_their_places_in_both_languages),
        cmocka_unit_test(second_letters_come_by_holding_and_by_shift),
        cmocka_unit_test(held_backspace_repeats),
        cmocka_unit_test(urdu_is_typed_by_scancode),
        cmocka_unit_test(a_desktop_in_urdu_is_not_typed_twice),
        cmocka_unit_test(latin_is_typed_by_text),
        cmocka_unit_test(arrows_follow_the_eye),
        cmocka_unit_test(enter_is_done_unless_something_else_is_chosen),
        cmocka_unit_test(keys_are_reached_by_arrows),
        cmocka_unit_test(a_pin_takes_digits_alone),
        cmocka_unit_test(pages_lead_back_to_their_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
