/* The on-screen keyboards, all constant.
 *
 * Urdu stands in the phonetic places of CRULP's layout, which most who type in Pakistan know; the alphabet page is for
 * those who never type and reads from the right. Second letters are typed by shift or by holding the key. A physical
 * keyboard goes through the same tables by scancode, because without a desktop SDL gets Latin text only. */
#include "ui/keyboards.h"

#include "base/mem.h"

/* USB HID usage tables, page 7 (keyboard). */
#define SCAN(letter) ((letter) - 'a' + 0x04)
#define SCAN_DIGIT(digit) ((digit) == 0 ? 0x27 : (digit)-1 + 0x1E)
enum {
    SCAN_ENTER = 0x28,
    SCAN_BACKSPACE = 0x2A,
    SCAN_SPACE = 0x2C,
    SCAN_MINUS = 0x2D,
    SCAN_EQUALS = 0x2E,
    SCAN_SEMICOLON = 0x33,
    SCAN_QUOTE = 0x34,
    SCAN_COMMA = 0x36,
    SCAN_PERIOD = 0x37,
    SCAN_SLASH = 0x38,
};

/* clang-format off */
#define ZWNJ "\u200C"
#define MARK_BASE "\u25CC" /* dotted circle: a mark needs something to stand on */

/* A letter key; what is `second` is also what shift types. */
#define LETTER(scan, width_, first_, second_)                                                                         \
    {.letter = (first_), .shifted = (second_), .second = (second_), .action = KEY_ACTION_LETTER, .width = (width_),   \
     .scancode = (scan)}
#define URDU(qwerty, first_, second_) LETTER(SCAN(qwerty), 2, first_, second_)
#define SIGN(scan, first_, second_) LETTER(scan, 2, first_, second_)
#define PLAIN(first_) LETTER(0, 2, first_, NULL)
#define DIGIT(digit, first_, second_) LETTER(SCAN_DIGIT(digit), 2, first_, second_)
#define PAD(digit) LETTER(SCAN_DIGIT(digit), 4, #digit, NULL)
#define MARK(mark) {.letter = (mark), .label = MARK_BASE mark, .action = KEY_ACTION_LETTER, .width = 2}
/* A Latin key: shift types the capital, holding it types `second`. */
#define LATIN(qwerty, first_, capital_, second_)                                                                      \
    {.letter = (first_), .shifted = (capital_), .second = (second_), .action = KEY_ACTION_LETTER, .width = 2,         \
     .scancode = SCAN(qwerty)}
#define LOWER(qwerty, first_, second_) LATIN(qwerty, first_, NULL, second_)

#define SPACE(width_) {.letter = " ", .action = KEY_ACTION_SPACE, .width = (width_), .scancode = SCAN_SPACE}
#define BACKSPACE(width_) {.action = KEY_ACTION_BACKSPACE, .width = (width_), .scancode = SCAN_BACKSPACE}
#define DONE(width_) {.action = KEY_ACTION_DONE, .width = (width_), .scancode = SCAN_ENTER}
#define SHIFT(width_) {.action = KEY_ACTION_SHIFT, .width = (width_)}
#define TO(where, width_, label_) {.label = (label_), .action = KEY_ACTION_TO_##where, .width = (width_)}

#define KEYS(...)                                                                                                     \
    .keys = (const struct key[]){__VA_ARGS__}, .count = COUNT_OF(((const struct key[]){__VA_ARGS__}))
#define ROW(inset_, ...) {KEYS(__VA_ARGS__), .inset = (inset_)}
#define BOTTOM_ROW(...) {KEYS(__VA_ARGS__), .is_mirrored = true}

#define ENGLISH_BOTTOM(first)                                                                                         \
    BOTTOM_ROW(first, TO(URDU, 3, "اردو"), SIGN(SCAN_COMMA, ",", "?"), SPACE(6), SIGN(SCAN_PERIOD, ".", NULL), DONE(5))
#define URDU_BOTTOM(first, third, ...)                                                                                \
    BOTTOM_ROW(first, TO(ENGLISH, 3, "English"), third, __VA_ARGS__, SIGN(SCAN_PERIOD, "۔", NULL), DONE(5))
#define URDU_COMMA SIGN(SCAN_COMMA, "،", "؟")

static const struct keyboard_row english[] = {
    ROW(0, LATIN('q', "q", "Q", "1"), LATIN('w', "w", "W", "2"), LATIN('e', "e", "E", "3"), LATIN('r', "r", "R", "4"),
        LATIN('t', "t", "T", "5"), LATIN('y', "y", "Y", "6"), LATIN('u', "u", "U", "7"), LATIN('i', "i", "I", "8"),
        LATIN('o', "o", "O", "9"), LATIN('p', "p", "P", "0")),
    ROW(1, LATIN('a', "a", "A", NULL), LATIN('s', "s", "S", NULL), LATIN('d', "d", "D", NULL),
        LATIN('f', "f", "F", NULL), LATIN('g', "g", "G", NULL), LATIN('h', "h", "H", NULL), LATIN('j', "j", "J", NULL),
        LATIN('k', "k", "K", NULL), LATIN('l', "l", "L", NULL)),
    ROW(0, SHIFT(3), LATIN('z', "z", "Z", NULL), LATIN('x', "x", "X", NULL), LATIN('c', "c", "C", NULL),
        LATIN('v', "v", "V", NULL), LATIN('b', "b", "B", NULL), LATIN('n', "n", "N", NULL), LATIN('m', "m", "M", NULL),
        BACKSPACE(3)),
    ENGLISH_BOTTOM(TO(DIGITS, 2, "123")),
};

static const struct keyboard_row english_signs[] = {
    ROW(0, DIGIT(1, "1", "!"), DIGIT(2, "2", "@"), DIGIT(3, "3", "#"), DIGIT(4, "4", "$"), DIGIT(5, "5", "%"),
        DIGIT(6, "6", "^"), DIGIT(7, "7", "&"), DIGIT(8, "8", "*"), DIGIT(9, "9", "("), DIGIT(0, "0", ")")),
    ROW(1, PLAIN("@"), PLAIN("#"), PLAIN("%"), PLAIN("&"), PLAIN("*"), PLAIN("("), PLAIN(")"), PLAIN("+"),
        SIGN(SCAN_EQUALS, "=", "+")),
    ROW(0, SHIFT(3), SIGN(SCAN_MINUS, "-", "_"), PLAIN("_"), SIGN(SCAN_SLASH, "/", "?"), SIGN(SCAN_SEMICOLON, ";", ":"),
        PLAIN(":"), SIGN(SCAN_QUOTE, "'", "\""), PLAIN("!"), BACKSPACE(3)),
    ENGLISH_BOTTOM(TO(LETTERS, 2, "ABC")),
};

static const struct keyboard_row urdu[] = {
    ROW(0, URDU('q', "ق", NULL), URDU('w', "و", "ؤ"), URDU('e', "ع", NULL), URDU('r', "ر", "ڑ"), URDU('t', "ت", "ٹ"),
        URDU('y', "ے", NULL), URDU('u', "ء", "ئ"), URDU('i', "ی", NULL), URDU('o', "ہ", "ۃ"), URDU('p', "پ", NULL)),
    ROW(1, URDU('a', "ا", "آ"), URDU('s', "س", "ص"), URDU('d', "د", "ڈ"), URDU('f', "ف", NULL), URDU('g', "گ", "غ"),
        URDU('h', "ح", "ھ"), URDU('j', "ج", "ض"), URDU('k', "ک", "خ"), URDU('l', "ل", NULL)),
    ROW(0, SHIFT(3), URDU('z', "ز", "ذ"), URDU('x', "ش", "ژ"), URDU('c', "چ", "ث"), URDU('v', "ط", "ظ"),
        URDU('b', "ب", NULL), URDU('n', "ن", "ں"), URDU('m', "م", NULL), BACKSPACE(3)),
    URDU_BOTTOM(TO(DIGITS, 2, "123"), TO(URDU_ALPHABET, 3, "ا ب پ"), URDU_COMMA, SPACE(3)),
};

/* Read from the right: alef to yeh, all forty letters, so there is no room for backspace but in the bottom row. */
static const struct keyboard_row urdu_alphabet[] = {
    ROW(0, PLAIN("ح"), PLAIN("چ"), PLAIN("ج"), PLAIN("ث"), PLAIN("ٹ"), PLAIN("ت"), PLAIN("پ"), PLAIN("ب"), PLAIN("ا"),
        PLAIN("آ")),
    ROW(0, PLAIN("ش"), PLAIN("س"), PLAIN("ژ"), PLAIN("ز"), PLAIN("ڑ"), PLAIN("ر"), PLAIN("ذ"), PLAIN("ڈ"), PLAIN("د"),
        PLAIN("خ")),
    ROW(0, PLAIN("گ"), PLAIN("ک"), PLAIN("ق"), PLAIN("ف"), PLAIN("غ"), PLAIN("ع"), PLAIN("ظ"), PLAIN("ط"), PLAIN("ض"),
        PLAIN("ص")),
    ROW(0, PLAIN("ے"), LETTER(0, 2, "ی", "ئ"), PLAIN("ء"), PLAIN("ھ"), LETTER(0, 2, "ہ", "ۃ"), LETTER(0, 2, "و", "ؤ"),
        PLAIN("ں"), PLAIN("ن"), PLAIN("م"), PLAIN("ل")),
    BOTTOM_ROW(TO(DIGITS, 2, "123"), TO(ENGLISH, 3, "English"), TO(URDU, 3, "ق و ع"), BACKSPACE(2), SPACE(3),
               SIGN(SCAN_PERIOD, "۔", "؟"), DONE(5)),
};

static const struct keyboard_row urdu_signs[] = {
    ROW(0, DIGIT(1, "1", "۱"), DIGIT(2, "2", "۲"), DIGIT(3, "3", "۳"), DIGIT(4, "4", "۴"), DIGIT(5, "5", "۵"),
        DIGIT(6, "6", "۶"), DIGIT(7, "7", "۷"), DIGIT(8, "8", "۸"), DIGIT(9, "9", "۹"), DIGIT(0, "0", "۰")),
    ROW(1, URDU_COMMA, PLAIN("!"), PLAIN("="), PLAIN(":"), PLAIN("("), PLAIN(")"), PLAIN("٪"), PLAIN("@"), PLAIN("+")),
    ROW(0, SHIFT(3), SIGN(SCAN_MINUS, "-", "_"), SIGN(SCAN_SLASH, "/", "؟"), SIGN(SCAN_SEMICOLON, "؛", ":"),
        SIGN(SCAN_QUOTE, "'", "\""), PLAIN("&"), PLAIN("#"), PLAIN("*"), BACKSPACE(3)),
    URDU_BOTTOM(TO(LETTERS, 3, "حروف"), TO(MARKS, 3, "اعراب"), SPACE(4)),
};

static const struct keyboard_row urdu_marks[] = {
    ROW(1, MARK("\u064E"), MARK("\u0650"), MARK("\u064F"), MARK("\u0651"), MARK("\u0652"), MARK("\u0670"),
        MARK("\u064B"), MARK("\u064D"), MARK("\u0654")),
    ROW(0, MARK("\u0612"), MARK("\u0613"), MARK("\u0610"), MARK("\u0611"), PLAIN("ﷺ"), PLAIN("ۂ"), PLAIN("ۓ"),
        {.letter = ZWNJ, .label = "نیم فاصلہ", .action = KEY_ACTION_LETTER, .width = 3}, BACKSPACE(3)),
    URDU_BOTTOM(TO(LETTERS, 3, "حروف"), TO(DIGITS, 2, "123"), URDU_COMMA, SPACE(3)),
};

/* Digits in three columns that stay in the middle whichever way the bottom row runs. */
static const struct keyboard_row phone[] = {
    ROW(0, LETTER(SCAN_EQUALS, 4, "+", NULL), PAD(1), PAD(2), PAD(3), BACKSPACE(4)),
    ROW(4, PAD(4), PAD(5), PAD(6)),
    ROW(4, PAD(7), PAD(8), PAD(9)),
    BOTTOM_ROW(SPACE(8), PAD(0), DONE(8)),
};

static const struct keyboard_row email[] = {
    ROW(0, LOWER('q', "q", "1"), LOWER('w', "w", "2"), LOWER('e', "e", "3"), LOWER('r', "r", "4"), LOWER('t', "t", "5"),
        LOWER('y', "y", "6"), LOWER('u', "u", "7"), LOWER('i', "i", "8"), LOWER('o', "o", "9"), LOWER('p', "p", "0")),
    ROW(1, LOWER('a', "a", NULL), LOWER('s', "s", NULL), LOWER('d', "d", NULL), LOWER('f', "f", NULL),
        LOWER('g', "g", NULL), LOWER('h', "h", NULL), LOWER('j', "j", NULL), LOWER('k', "k", NULL),
        LOWER('l', "l", NULL)),
    ROW(0, LETTER(0, 3, "_", "+"), LOWER('z', "z", NULL), LOWER('x', "x", NULL), LOWER('c', "c", NULL),
        LOWER('v', "v", NULL), LOWER('b', "b", NULL), LOWER('n', "n", NULL), LOWER('m', "m", NULL), BACKSPACE(3)),
    BOTTOM_ROW(TO(DIGITS, 2, "123"), SIGN(SCAN_MINUS, "-", NULL), PLAIN("@"), LETTER(0, 4, "@gmail.com", "@yahoo.com"),
               SIGN(SCAN_PERIOD, ".", NULL), LETTER(0, 3, ".com", ".pk"), DONE(5)),
};

#define KEYBOARD(name_, lang_, rows_) {.name = (name_), .lang = (lang_), .rows = (rows_), .row_count = COUNT_OF(rows_)}
/* clang-format on */

const struct keyboard keyboard_english = KEYBOARD("english", LANG_EN, english);
const struct keyboard keyboard_english_signs = KEYBOARD("english-signs", LANG_EN, english_signs);
const struct keyboard keyboard_urdu = KEYBOARD("urdu", LANG_UR, urdu);
const struct keyboard keyboard_urdu_alphabet = KEYBOARD("urdu-alphabet", LANG_UR, urdu_alphabet);
const struct keyboard keyboard_urdu_signs = KEYBOARD("urdu-signs", LANG_UR, urdu_signs);
const struct keyboard keyboard_urdu_marks = KEYBOARD("urdu-marks", LANG_UR, urdu_marks);
const struct keyboard keyboard_phone = KEYBOARD("phone", LANG_EN, phone);
const struct keyboard keyboard_email = KEYBOARD("email", LANG_EN, email);

const struct keyboard *const keyboards[] = {
    &keyboard_english,    &keyboard_english_signs, &keyboard_urdu,  &keyboard_urdu_alphabet,
    &keyboard_urdu_signs, &keyboard_urdu_marks,    &keyboard_phone, &keyboard_email,
};
const size_t keyboard_count = COUNT_OF(keyboards);

const struct keyboard *keyboard_after(const struct keyboard *letters, enum key_action action)
{
    switch (action) {
    case KEY_ACTION_TO_ENGLISH:
        return &keyboard_english;
    case KEY_ACTION_TO_URDU:
        return &keyboard_urdu;
    case KEY_ACTION_TO_URDU_ALPHABET:
        return &keyboard_urdu_alphabet;
    case KEY_ACTION_TO_DIGITS:
        return letters->lang == LANG_UR ? &keyboard_urdu_signs : &keyboard_english_signs;
    case KEY_ACTION_TO_MARKS:
        return &keyboard_urdu_marks;
    case KEY_ACTION_TO_LETTERS:
    case KEY_ACTION_LETTER:
    case KEY_ACTION_SPACE:
    case KEY_ACTION_BACKSPACE:
    case KEY_ACTION_SHIFT:
    case KEY_ACTION_DONE:
        break;
    }
    return letters;
}

bool keyboard_has_letters(const struct keyboard *keyboard)
{
    return keyboard == &keyboard_english || keyboard == &keyboard_urdu || keyboard == &keyboard_urdu_alphabet ||
           keyboard == &keyboard_email;
}

static const struct key *key_for_scancode(const struct keyboard *keyboard, uint8_t scancode)
{
    for (size_t r = 0; r < keyboard->row_count; r++) {
        const struct keyboard_row *row = &keyboard->rows[r];
        for (size_t k = 0; k < row->count; k++)
            if (row->keys[k].letter && row->keys[k].scancode == scancode)
                return &row->keys[k];
    }
    return NULL;
}

const char *keyboard_letter_for_scancode(const struct keyboard *keyboard, uint8_t scancode, bool shift)
{
    bool is_urdu = keyboard->lang == LANG_UR;
    const struct key *key = NULL;
    if (scancode != 0)
        key = key_for_scancode(is_urdu ? &keyboard_urdu : &keyboard_english, scancode);
    if (scancode != 0 && !key)
        key = key_for_scancode(is_urdu ? &keyboard_urdu_signs : &keyboard_english_signs, scancode);
    if (!key)
        return NULL;
    return shift && key->shifted ? key->shifted : key->letter;
}
