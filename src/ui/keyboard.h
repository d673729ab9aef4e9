/* The on-screen keyboard under a field, and the physical one beside it: both go through the tables of keyboards.h. */
#ifndef HAMAWAZ_UI_KEYBOARD_H
#define HAMAWAZ_UI_KEYBOARD_H

#include "ui/field.h"
#include "ui/keyboards.h"
#include "ui/ui.h"

struct keyboard_view {
    const struct keyboard *keyboard; /* what is shown now */
    bool is_shifted;
};

/* The keyboard that suits the field's kind and the language. */
void keyboard_start(struct keyboard_view *view, enum field_kind kind, enum lang lang);

/* Draws the keys in `box`, edits `field` by touch and by the physical keyboard (Urdu by scancode). `clean` as in
 * field_insert. True when "done" was pressed (or Enter). `done_label` is its word. */
bool keyboard_run(struct ui *ui, struct box box, struct keyboard_view *view, struct field *field,
                  void (*clean)(const char *in, size_t n, char *out), const char *done_label);

#endif
