/* Many small allocations that all end together: the content pack, a paragraph. Not shared between threads. */
#ifndef HAMAWAZ_BASE_ARENA_H
#define HAMAWAZ_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *first; /* newest block; NULL when empty */
    size_t used_bytes;         /* asked for by callers, all blocks together */
};

/* A zeroed struct arena is a valid empty arena; arena_init does just that. */
void arena_init(struct arena *arena);

/* Frees every block; the arena is empty again and may be used on. */
void arena_finish(struct arena *arena);

/* `size` zeroed bytes aligned for any type, valid until arena_finish. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull, warn_unused_result));

/* Copy of `n` bytes of `text` with a NUL after them. */
char *arena_string(struct arena *arena, const char *text, size_t n) __attribute__((returns_nonnull));

#endif
