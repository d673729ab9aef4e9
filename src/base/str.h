/* A growable byte string, always NUL-terminated. Not for what a visitor typed: that lives in vault/locked.h. */
#ifndef HAMAWAZ_BASE_STR_H
#define HAMAWAZ_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
    char *at;      /* NULL until something is appended: use str_get to read */
    size_t length; /* bytes, without the NUL */
    size_t room;
};

/* A zeroed struct str is a valid empty string. */
void str_finish(struct str *str);
void str_clear(struct str *str); /* length 0, keeps the room */
void str_append(struct str *str, const char *text, size_t n);
void str_add(struct str *str, const char *text);
void str_addf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_add_code_point(struct str *str, unsigned code_point);

/* The text, never NULL; valid until the next append. */
const char *str_get(const struct str *str);

/* Copies with a NUL, cutting at a code point's edge; returns false when cut. `room` includes the NUL. */
bool str_copy(char *to, size_t room, const char *from);

bool str_equal(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *text, const char *prefix);
bool str_ends(const char *text, const char *suffix);

/* Levenshtein distance in bytes, for "did you mean": both at most 64 bytes, else 64. */
unsigned str_distance(const char *a, const char *b);

#endif
