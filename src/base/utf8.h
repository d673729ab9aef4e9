/* UTF-8 (RFC 3629) in and out. Any thread; no state. */
#ifndef HAMAWAZ_BASE_UTF8_H
#define HAMAWAZ_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD 0xFFFDu

/* Reads one code point at `text[*at]`, advances *at by its bytes. Overlong forms, surrogates, values past U+10FFFF and
 * truncated sequences give UTF8_BAD and advance by one byte. Needs *at < n. */
uint32_t utf8_next(const char *text, size_t n, size_t *at);

/* Writes 1 to 4 bytes, no NUL; returns how many. A surrogate or too large value is written as U+FFFD. */
size_t utf8_put(char out[4], uint32_t code_point);

bool utf8_is_valid(const char *text, size_t n);
size_t utf8_count(const char *text, size_t n); /* code points */

/* Byte offset of the code point before `at` (0 when at == 0). */
size_t utf8_before(const char *text, size_t at);

/* Largest offset <= at that is the edge of a code point. */
size_t utf8_edge(const char *text, size_t n, size_t at);

#endif
