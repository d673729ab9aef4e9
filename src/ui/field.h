/* A text field on what a visitor types. The bytes live in the caller's locked memory; this module only edits and draws
 * them, always as private text. */
#ifndef HAMAWAZ_UI_FIELD_H
#define HAMAWAZ_UI_FIELD_H

#include "ui/ui.h"

enum field_kind { FIELD_TEXT, FIELD_PHONE, FIELD_EMAIL, FIELD_PIN };

struct field {
    char *text;          /* caller's locked memory, NUL-terminated UTF-8 */
    size_t room;         /* bytes with the NUL */
    uint32_t caret;      /* byte offset */
    enum field_kind kind;
    bool is_refused;     /* drawn with the wrong-input edge */
};

/* Puts `text` at the caret when it fits (graphemes and bytes are the caller's rule: `clean`, may be NULL, is called on
 * the result and must not lengthen it). */
void field_insert(struct field *field, const char *text, void (*clean)(const char *in, size_t n, char *out));
void field_backspace(struct field *field);
void field_delete(struct field *field);
void field_move(struct field *field, int clusters);
void field_clear(struct field *field); /* wipes */

/* Draws the field with its caret (blinking stops when motion is reduced), moves the caret to a tap. FIELD_PIN shows
 * filled stars. `placeholder` is shown while empty. */
void field_draw(struct ui *ui, const char *id, struct box box, struct field *field, const char *placeholder);

#endif
