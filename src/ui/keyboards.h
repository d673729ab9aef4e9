/* The on-screen keyboards as constant tables, and the physical keyboard read through the same tables. No SDL, no state;
 * any thread.
 *
 * Letter rows are written as they stand on the glass, left to right: they keep their QWERTY places and never mirror.
 * Bottom rows are written in reading order and do mirror. Every row is KEYBOARD_WIDTH half keys wide with its insets.
 * Urdu letters are precomposed (NFC), and only Urdu's own kaf, yeh and heh. */
#ifndef HAMAWAZ_UI_KEYBOARDS_H
#define HAMAWAZ_UI_KEYBOARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"

enum { KEYBOARD_WIDTH = 20 };

enum key_action {
    KEY_ACTION_LETTER,
    KEY_ACTION_SPACE,
    KEY_ACTION_BACKSPACE,
    KEY_ACTION_SHIFT,
    KEY_ACTION_DONE,
    KEY_ACTION_TO_ENGLISH,
    KEY_ACTION_TO_URDU,          /* letters in phonetic places */
    KEY_ACTION_TO_URDU_ALPHABET, /* letters in the order of the alphabet */
    KEY_ACTION_TO_LETTERS,       /* back from a page of signs */
    KEY_ACTION_TO_DIGITS,        /* digits and punctuation of the language */
    KEY_ACTION_TO_MARKS,         /* Urdu vowel marks and honorifics */
};

struct key {
    const char *letter;  /* what it types; " " for the space key; NULL: types nothing */
    const char *shifted; /* what it types with shift; NULL: the same as without */
    const char *second;  /* shown small in its corner, typed by holding it; NULL: none */
    const char *label;   /* drawn instead of the letter; never translated. NULL: the letter, or for SPACE, DONE, SHIFT
                          * and BACKSPACE a word or an icon of the caller's */
    enum key_action action;
    uint8_t width;       /* half keys */
    uint8_t scancode;    /* USB HID usage of the key that stands here on a physical US keyboard (SDL's too); 0: none */
};

struct keyboard_row {
    const struct key *keys;
    size_t count;
    uint8_t inset;    /* half keys left empty at each end */
    bool is_mirrored; /* laid out from the reading start of the interface's language, else from the left */
};

struct keyboard {
    const char *name;
    enum lang lang; /* of what it types and of its labels, whatever the interface's language */
    const struct keyboard_row *rows;
    size_t row_count;
};

extern const struct keyboard keyboard_english, keyboard_english_signs;
extern const struct keyboard keyboard_urdu, keyboard_urdu_alphabet, keyboard_urdu_signs, keyboard_urdu_marks;
extern const struct keyboard keyboard_phone; /* digits and + */
extern const struct keyboard keyboard_email; /* lower case, with @ and the commonest endings */

extern const struct keyboard *const keyboards[]; /* all of them */
extern const size_t keyboard_count;

/* The page a TO_ action leads to. `letters` is the letters page in use (English, Urdu, alphabet, email), which the
 * caller keeps while a page of signs is shown. Other actions: `letters`. */
const struct keyboard *keyboard_after(const struct keyboard *letters, enum key_action action);

/* True for pages of letters: those to keep for keyboard_after. */
bool keyboard_has_letters(const struct keyboard *keyboard);

/* What a physical key types while `keyboard` is shown, by the letters and signs of its language whichever page is on
 * the glass: "ق" for the key Q while an Urdu page is shown. NULL: nothing. */
const char *keyboard_letter_for_scancode(const struct keyboard *keyboard, uint8_t scancode, bool shift);

#endif
