/* A text field on what a visitor types. The bytes live in the caller's locked memory; this module only edits and draws
 * them, always as private text. */
#ifndef HAMAWAZ_UI_FIELD_H
#define HAMAWAZ_UI_FIELD_H

#include "ui/ui.h"

enum field_kind { FIELD_TEXT, FIELD_PHONE, FIELD_EMAIL, FIELD_PIN };

enum { FIELD_ROOM_MAX = 512 };

struct field {
    char *text;          /* caller's locked memory, NUL-terminated UTF-8, zeros after it */
    size_t room;         /* bytes with the NUL, at most FIELD_ROOM_MAX */
    uint32_t caret;      /* byte offset, never inside a cluster */
    enum field_kind kind;
    bool is_refused;     /* drawn with the wrong-input edge and a sign */
};

/* What may stand in a field: writes the clean form of `n` bytes to `out`, NUL-terminated and no longer. `out` holds
 * FIELD_ROOM_MAX bytes. */
typedef void field_clean(const char *in, size_t n, char *out);

/* Puts `text` at the caret when the result fits, cleaned (`clean` NULL: as it is). Nothing changes when cleaning would
 * cut what stands after the caret. */
void field_insert(struct field *field, const char *text, field_clean *clean);

/* One code point back, so that a mark goes before its letter; what is invisible before it goes along. */
void field_backspace(struct field *field);
void field_delete(struct field *field); /* the cluster after the caret */
void field_move(struct field *field, int clusters);
void field_put_caret(struct field *field, uint32_t at); /* at the last cluster's edge not past byte `at` */
void field_clear(struct field *field); /* wipes */

/* By its first letter with a direction; an empty one by `lang`. Phone, e-mail and PIN run left to right. */
bool field_is_rtl(const struct field *field, enum lang lang);

/* Draws the field with its caret (it blinks unless motion is reduced), moves the caret to a tap. FIELD_PIN shows filled
 * stars. `placeholder` is shown while empty. A field that has just come takes the physical keyboard (ui->typing) unless
 * another in use stands before it; a tap takes it too. */
void field_draw(struct ui *ui, const char *id, struct box box, struct field *field, const char *placeholder);

#endif
