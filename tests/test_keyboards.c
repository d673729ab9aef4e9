/* The keyboard tables: every letter can be reached, is one of Urdu's own, and stands where hands know it. */
#include "scratch.h"

#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/keyboards.h"

static const char *const urdu_letters[] = {
    "آ", "ا", "ب", "پ", "ت", "ٹ", "ث", "ج", "چ", "ح", "خ", "د", "ڈ", "ذ", "ر", "ڑ", "ز", "ژ", "س", "ش", "ص", "ض",
    "ط", "ظ", "ع", "غ", "ف", "ق", "ک", "گ", "ل", "م", "ن", "ں", "و", "ہ", "ھ", "ء", "ی", "ے", "ؤ", "ئ", "ۃ",
};

/* Calls `each` for every key of every keyboard. */
static void for_each_key(void (*each)(const struct keyboard *keyboard, const struct key *key))
{
    for (size_t i = 0; i < keyboard_count; i++)
        for (size_t r = 0; r < keyboards[i]->row_count; r++)
            for (size_t k = 0; k < keyboards[i]->rows[r].count; k++)
                each(keyboards[i], &keyboards[i]->rows[r].keys[k]);
}

static bool is_same(const char *a, const char *b)
{
    return a && strcmp(a, b) == 0;
}

/* By tapping or holding; `shift` adds what needs the shift key. */
static bool can_type(const struct keyboard *keyboard, const char *letter, bool shift)
{
    for (size_t r = 0; r < keyboard->row_count; r++)
        for (size_t k = 0; k < keyboard->rows[r].count; k++) {
            const struct key *key = &keyboard->rows[r].keys[k];
            if (is_same(key->letter, letter) || is_same(key->second, letter) ||
                (shift && is_same(key->shifted, letter)))
                return true;
        }
    return false;
}

static int count_actions(const struct keyboard *keyboard, enum key_action action)
{
    int count = 0;
    for (size_t r = 0; r < keyboard->row_count; r++)
        for (size_t k = 0; k < keyboard->rows[r].count; k++)
            count += keyboard->rows[r].keys[k].action == action;
    return count;
}

static void every_row_fills_the_width(void **state)
{
    (void)state;
    for (size_t i = 0; i < keyboard_count; i++)
        for (size_t r = 0; r < keyboards[i]->row_count; r++) {
            const struct keyboard_row *row = &keyboards[i]->rows[r];
            int width = 2 * row->inset;
            for (size_t k = 0; k < row->count; k++) {
                assert_true(row->keys[k].width >= 2);
                width += row->keys[k].width;
            }
            assert_int_equal(width, KEYBOARD_WIDTH);
            assert_int_equal(row->is_mirrored, r + 1 == keyboards[i]->row_count);
        }
}

static void no_letter_has_two_keys_on_a_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < keyboard_count; i++) {
        const char *seen[64];
        size_t count = 0;
        for (size_t r = 0; r < keyboards[i]->row_count; r++)
            for (size_t k = 0; k < keyboards[i]->rows[r].count; k++) {
                const char *letter = keyboards[i]->rows[r].keys[k].letter;
                for (size_t before = 0; letter && before < count; before++)
                    assert_string_not_equal(letter, seen[before]);
                if (letter)
                    seen[count++] = letter;
            }
    }
}

static void both_urdu_pages_reach_every_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(urdu_letters); i++) {
        assert_true(can_type(&keyboard_urdu, urdu_letters[i], false));
        assert_true(can_type(&keyboard_urdu_alphabet, urdu_letters[i], false));
    }
}

static void the_alphabet_reads_from_the_right_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < 40; i++) {
        const struct keyboard_row *row = &keyboard_urdu_alphabet.rows[i / 10];
        assert_string_equal(row->keys[9 - i % 10].letter, urdu_letters[i]);
    }
}

static void check_text(const char *text)
{
    if (!text)
        return;
    assert_true(utf8_is_valid(text, strlen(text)));
    utf8proc_uint8_t *nfc = utf8proc_NFC((const utf8proc_uint8_t *)text);
    assert_string_equal((const char *)nfc, text);
    free(nfc);
    const char *const foreign[] = {"ك", "ي", "ى", "ه", "٠", "٥"};
    for (size_t i = 0; i < COUNT_OF(foreign); i++)
        assert_null(strstr(text, foreign[i]));
}

static void check_key(const struct keyboard *keyboard, const struct key *key)
{
    (void)keyboard;
    check_text(key->letter);
    check_text(key->shifted);
    check_text(key->second);
    bool types = key->action == KEY_ACTION_LETTER || key->action == KEY_ACTION_SPACE;
    assert_int_equal(key->letter != NULL, types);
    assert_true(types || (!key->shifted && !key->second));
    /* What cannot be drawn alone has a label: marks, the joiner, and the names of other pages. */
    bool is_page = key->action >= KEY_ACTION_TO_ENGLISH;
    size_t at = 0;
    uint32_t code = key->letter ? utf8_next(key->letter, strlen(key->letter), &at) : 0;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    bool is_bare = code && (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_CF);
    assert_int_equal(key->label != NULL, is_page || is_bare);
}

static void texts_are_composed_and_urdu(void **state)
{
    (void)state;
    for_each_key(check_key);
}

static void check_scancode(const struct keyboard *keyboard, const struct key *key)
{
    bool is_letters = keyboard == &keyboard_english || keyboard == &keyboard_urdu;
    if (!is_letters || !key->letter)
        return;
    assert_int_not_equal(key->scancode, 0);
    assert_string_equal(keyboard_letter_for_scancode(keyboard, key->scancode, false), key->letter);
    assert_string_equal(keyboard_letter_for_scancode(keyboard, key->scancode, true),
                        key->shifted ? key->shifted : key->letter);
}

static void scancodes_give_the_letters_back(void **state)
{
    (void)state;
    for_each_key(check_scancode);
}

static void qwerty_places_are_kept(void **state)
{
    (void)state;
    static const uint8_t scancodes[] = { /* q..p, a..l, z..m */
        0x14, 0x1A, 0x08, 0x15, 0x17, 0x1C, 0x18, 0x0C, 0x12, 0x13, 0x04, 0x16, 0x07, 0x09, 0x0A, 0x0B, 0x0D, 0x0E,
        0x0F, 0x1D, 0x1B, 0x06, 0x19, 0x05, 0x11, 0x10,
    };
    static const char *const latin = "qwertyuiopasdfghjklzxcvbnm";
    static const char *const urdu = "قوعرتےءیہپاسدفگحجکلزشچطبنم";
    for (size_t i = 0, at = 0; i < COUNT_OF(scancodes); i++) {
        const char *letter = keyboard_letter_for_scancode(&keyboard_urdu, scancodes[i], false);
        assert_memory_equal(letter, urdu + at, strlen(letter));
        assert_int_equal(*keyboard_letter_for_scancode(&keyboard_english, scancodes[i], false), latin[i]);
        at += strlen(letter);
    }
}

static void a_physical_keyboard_types_signs_whichever_page_is_shown(void **state)
{
    (void)state;
    static const struct keyboard *const urdu_pages[] = {&keyboard_urdu, &keyboard_urdu_alphabet, &keyboard_urdu_signs,
                                                        &keyboard_urdu_marks};
    for (size_t i = 0; i < COUNT_OF(urdu_pages); i++) {
        assert_string_equal(keyboard_letter_for_scancode(urdu_pages[i], 0x04, true), "آ");
        assert_string_equal(keyboard_letter_for_scancode(urdu_pages[i], 0x37, false), "۔");
        assert_string_equal(keyboard_letter_for_scancode(urdu_pages[i], 0x38, true), "؟");
        assert_string_equal(keyboard_letter_for_scancode(urdu_pages[i], 0x27, false), "0");
        assert_string_equal(keyboard_letter_for_scancode(urdu_pages[i], 0x2C, false), " ");
    }
    assert_string_equal(keyboard_letter_for_scancode(&keyboard_email, 0x1F, true), "@");
    assert_string_equal(keyboard_letter_for_scancode(&keyboard_phone, 0x1E, false), "1");
    assert_null(keyboard_letter_for_scancode(&keyboard_urdu, 0, false));
    assert_null(keyboard_letter_for_scancode(&keyboard_urdu, 0x28, false)); /* Enter types nothing */
    assert_null(keyboard_letter_for_scancode(&keyboard_urdu, 0x3A, false)); /* nor does F1 */
}

static void every_page_can_be_left_and_mended(void **state)
{
    (void)state;
    for (size_t i = 0; i < keyboard_count; i++) {
        const struct keyboard *page = keyboards[i];
        assert_int_equal(count_actions(page, KEY_ACTION_DONE), 1);
        assert_int_equal(count_actions(page, KEY_ACTION_BACKSPACE), 1);
        assert_int_equal(count_actions(page, KEY_ACTION_SPACE), page != &keyboard_email);
        bool is_signs = !keyboard_has_letters(page) && page != &keyboard_phone;
        assert_int_equal(count_actions(page, KEY_ACTION_TO_LETTERS), is_signs);
    }
}

static void the_pages_lead_to_each_other(void **state)
{
    (void)state;
    assert_ptr_equal(keyboard_after(&keyboard_english, KEY_ACTION_TO_URDU), &keyboard_urdu);
    assert_ptr_equal(keyboard_after(&keyboard_urdu, KEY_ACTION_TO_ENGLISH), &keyboard_english);
    assert_ptr_equal(keyboard_after(&keyboard_urdu, KEY_ACTION_TO_URDU_ALPHABET), &keyboard_urdu_alphabet);
    assert_ptr_equal(keyboard_after(&keyboard_urdu_alphabet, KEY_ACTION_TO_DIGITS), &keyboard_urdu_signs);
    assert_ptr_equal(keyboard_after(&keyboard_urdu_alphabet, KEY_ACTION_TO_MARKS), &keyboard_urdu_marks);
    assert_ptr_equal(keyboard_after(&keyboard_email, KEY_ACTION_TO_DIGITS), &keyboard_english_signs);
    /* Back from the signs to the letters one came from, the alphabet too. */
    assert_ptr_equal(keyboard_after(&keyboard_urdu_alphabet, KEY_ACTION_TO_LETTERS), &keyboard_urdu_alphabet);
    assert_ptr_equal(keyboard_after(&keyboard_email, KEY_ACTION_TO_LETTERS), &keyboard_email);
    assert_ptr_equal(keyboard_after(&keyboard_urdu, KEY_ACTION_SHIFT), &keyboard_urdu);
}

static void each_field_can_be_filled(void **state)
{
    (void)state;
    for (const char *c = "abcdefghijklmnopqrstuvwxyz0123456789@.-_+"; *c; c++)
        assert_true(can_type(&keyboard_email, (const char[]){*c, '\0'}, false));
    for (const char *c = "0123456789+"; *c; c++)
        assert_true(can_type(&keyboard_phone, (const char[]){*c, '\0'}, false));
    for (const char *c = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.,?"; *c; c++)
        assert_true(can_type(&keyboard_english, (const char[]){*c, '\0'}, true));
    const char *const marks[] = {"َ", "ِ", "ُ", "ّ", "ْ", "ٰ", "ً", "ٔ", "\u200C", "ؒ", "ؓ", "ﷺ"};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        assert_true(can_type(&keyboard_urdu_marks, marks[i], false));
    const char *const signs[] = {"؟", "؛", "٪", "،", "۔", "۰", "۹", "0", "9"};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        assert_true(can_type(&keyboard_urdu_signs, signs[i], false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_fills_the_width),
        cmocka_unit_test(no_letter_has_two_keys_on_a_page),
        cmocka_unit_test(both_urdu_pages_reach_every_letter),
        cmocka_unit_test(the_alphabet_reads_from_the_right_in_order),
        cmocka_unit_test(texts_are_composed_and_urdu),
        cmocka_unit_test(scancodes_give_the_letters_back),
        cmocka_unit_test(qwerty_places_are_kept),
        cmocka_unit_test(a_physical_keyboard_types_signs_whichever_page_is_shown),
        cmocka_unit_test(every_page_can_be_left_and_mended),
        cmocka_unit_test(the_pages_lead_to_each_other),
        cmocka_unit_test(each_field_can_be_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
