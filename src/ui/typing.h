/* What is typed into the field in use, from keys on the glass or the physical ones. For keyboard.c alone. */
#ifndef HAMAWAZ_UI_TYPING_H
#define HAMAWAZ_UI_TYPING_H

#include "ui/keyboard.h"

struct typing { /* keyboard_run's arguments, on its stack */
    struct ui *ui;
    struct keyboard_view *view;
    struct field *field;
    field_clean *clean;
};

/* False for what a PIN cannot hold. */
bool typing_allows(const struct field *field, const char *text);

/* Types `text` at the caret; true when the field became longer. */
bool typing_put(struct typing *typing, const char *text);

/* The field changed or its caret moved: the caret shows at once, in a field that may be drawn already. */
void typing_touched(struct typing *typing);

/* Takes this pass's event of the physical keyboard. Letters always go to the field and take the focus there; keys that
 * can also press or move do so only while nothing else is shown to be chosen. True: done. */
bool typing_event(struct typing *typing);

#endif
