/* What may stand in a pledge's fields. Pure functions on bytes; input may be anything at all.
 *
 * Cleaning: valid UTF-8 only, NFC (utf8proc), control, private-use, bidi-control and unassigned characters out, runs of
 * space to one, ends trimmed, at most 3 combining marks a base, at most 80 grapheme clusters and 320 bytes. */
#ifndef HAMAWAZ_MODEL_FORM_H
#define HAMAWAZ_MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>

enum { FORM_TEXT_MAX = 321, FORM_PHONE_MAX = 20, FORM_GRAPHEMES_MAX = 80, FORM_MARKS_MAX = 3 };

enum form_fault {
    FORM_OK,
    FORM_EMPTY,        /* nothing left after cleaning */
    FORM_PHONE_SHORT,
    FORM_PHONE_LONG,
    FORM_PHONE_LETTERS,
    FORM_PHONE_UNKNOWN, /* right length, but no number of that kind exists here */
    FORM_EMAIL_SHAPE,
};

/* Cleans `n` bytes into `out` (NUL-terminated, zero-filled to FORM_TEXT_MAX). Idempotent. */
enum form_fault form_clean_text(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* While typing: as form_clean_text, but a trailing space stays. */
void form_clean_typing(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* To E.164: 03xx-xxxxxxx, +92 3xx, 0092 3xx, 92 3xx -> +923xxxxxxxxx; landlines 0xx -> +92xx; other countries only with
 * a leading +, 8 to 15 digits (ITU-T E.164). Urdu and Arabic digits are read; spaces, dots, dashes, brackets dropped. */
enum form_fault form_phone(const char *in, size_t n, char out[FORM_PHONE_MAX]);

/* One @, a local part of 1..64, a domain with a dot, letters digits and -. ; no spaces (a practical part of RFC 5321).
 * The domain is lower-cased. */
enum form_fault form_email(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* Grapheme clusters (UAX 29) in clean text. */
size_t form_graphemes(const char *text, size_t n);

/* Bytes that backspace at `at` takes: one code point, with an invisible control before it. */
size_t form_backspace(const char *text, size_t at);

#endif
