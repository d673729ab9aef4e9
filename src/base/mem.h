/* Heap memory with one abort point: these functions never return NULL.
 * Out of memory ends the program here (the supervisor starts it again); input can never bring that about, because
 * everything read from outside is capped before it is allocated. Any thread. */
#ifndef HAMAWAZ_BASE_MEM_H
#define HAMAWAZ_BASE_MEM_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* `size` zeroed bytes; free() ends them. */
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));

/* `count` zeroed elements of `size` bytes; aborts when the product overflows. */
void *mem_array(size_t count, size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));

/* Grows or shrinks to `count` elements; what is added is NOT zeroed. `old` may be NULL. */
void *mem_resize(void *old, size_t count, size_t size) __attribute__((returns_nonnull, warn_unused_result));

/* A copy of `n` bytes of `text` with a NUL after them; free() ends it. */
char *mem_string(const char *text, size_t n) __attribute__((malloc, returns_nonnull, warn_unused_result));

/* For a main: from now on pieces of 256 KiB and more are the system's again as soon as they are freed. The C library
 * would raise that limit to the first picture's size, keep all later ones on its heap and tear that: 95 MiB after 30
 * slides of which 45 were in use. */
void mem_give_back_early(void);

/* Aborts with file and line: for broken invariants only, never for input, files, SQL or content. */
_Noreturn void check_failed(const char *what, const char *file, int line);
#define CHECK(is_true) ((is_true) ? (void)0 : check_failed(#is_true, __FILE__, __LINE__))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
