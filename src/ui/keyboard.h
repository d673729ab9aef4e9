/* The on-screen keyboard under a field, and the physical one beside it: both go through the tables of keyboards.h. */
#ifndef HAMAWAZ_UI_KEYBOARD_H
#define HAMAWAZ_UI_KEYBOARD_H

#include "ui/field.h"
#include "ui/keyboards.h"
#include "ui/ui.h"

struct keyboard_view {
    const struct keyboard *keyboard; /* what is shown now */
    const struct keyboard *letters;  /* the page of letters to go back to from signs */
    bool is_shifted;                 /* for the next letter */
    bool is_guessed;                 /* the letter before the caret came from a scancode; EVENT_TEXT may know better */
};

/* The keyboard that suits the field's kind and the language. */
void keyboard_start(struct keyboard_view *view, enum field_kind kind, enum lang lang);

/* Draws the keys at the bottom of `box`, rows 10.2u high or as high as fits; edits `field` by touch and by the physical
 * keyboard. A held letter (380 ms) or shift gives its second. Physical: Latin comes as EVENT_TEXT; while an Urdu page
 * is shown, letters are made from scancodes, unless EVENT_TEXT brings Arabic script itself. Enter, the arrows and Space
 * go to the field unless the focus is shown on something else. True when "done" was pressed (or Enter); `done_label` is
 * its word. Keys are "key.<letter>", "key.shift", "key.backspace", "key.space", "key.done", "key.english", "key.urdu",
 * "key.alphabet", "key.digits", "key.letters", "key.marks". */
bool keyboard_run(struct ui *ui, struct box box, struct keyboard_view *view, struct field *field, field_clean *clean,
                  const char *done_label);

#endif
