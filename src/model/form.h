/* What may stand in a pledge's fields. Pure functions on bytes. Input may be anything, megabytes of it: one pass,
 * fixed memory, working copies wiped. `out` is zero-filled to its end, is "" when there is a fault, and may be `in`.
 *
 * Cleaning: valid UTF-8 only, NFC (utf8proc); controls, private use, bidi controls, unassigned and invisible characters
 * out, but ZWNJ and ZWJ stay inside a word; every run of white space to one space, ends trimmed; at most 3 combining
 * marks (counted decomposed) and one joiner a base, none without a base; at most 80 grapheme clusters and 320 bytes,
 * cut between clusters. Arabic kaf, yeh and heh become Urdu's, unless a letter of the text is one that only Pashto or
 * Sindhi writes: there they are at home. */
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

/* FORM_OK or FORM_EMPTY. Idempotent. */
enum form_fault form_clean_text(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* While typing: as form_clean_text, but a space or joiner at the end stays, for what comes next. */
void form_clean_typing(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* To E.164. Pakistan: mobiles 03xx xxxxxxx, exactly 11 digits; landlines 0[2-9]x..., 9 to 11 digits; also after +92,
 * 0092 or 92, with or without the 0 in between. Other countries after + or 00, 8 to 15 digits (ITU-T E.164). Urdu and
 * Arabic digits are read; spaces, dots, dashes, slashes, brackets and what cannot be seen are dropped. */
enum form_fault form_phone(const char *in, size_t n, char out[FORM_PHONE_MAX]);

/* An address as people have them, a practical part of RFC 5321: ASCII, at most 254 bytes, one @; before it a dot-string
 * of 1..64; after it at least two labels of letters, digits and inner -, the last not all digits. White space at the
 * ends is dropped, the domain is lower-cased. */
enum form_fault form_email(const char *in, size_t n, char out[FORM_TEXT_MAX]);

/* Grapheme clusters (UAX 29) in clean text. */
size_t form_graphemes(const char *text, size_t n);

/* Bytes that backspace at `at` takes: the code point before it, and the invisible controls before that. */
size_t form_backspace(const char *text, size_t at);

#endif
