/* An arena is a list of zeroed blocks, each handed out from its start. What does not fit the newest block starts a new
 * one; what is large gets a block to itself behind the newest, so that the newest goes on being filled.
 * Invariant: a block's bytes from `used` on have never been handed out and are still zero. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
#define LARGE_BYTES (BLOCK_BYTES / 4)

struct arena_block {
    struct arena_block *next;
    size_t used, room;
    alignas(max_align_t) char bytes[];
};

static size_t round_up(size_t size)
{
    CHECK(size <= SIZE_MAX / 2);
    return (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

static struct arena_block *block_new(size_t room)
{
    struct arena_block *block = mem_alloc(sizeof *block + room);
    block->room = room;
    return block;
}

static struct arena_block *block_for(struct arena *arena, size_t size)
{
    struct arena_block *first = arena->first;
    if (first != NULL && first->room - first->used >= size)
        return first;

    struct arena_block *block = block_new(size > LARGE_BYTES ? size : BLOCK_BYTES);
    if (size > LARGE_BYTES && first != NULL) {
        block->next = first->next;
        first->next = block;
    } else {
        block->next = first;
        arena->first = block;
    }
    return block;
}

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_finish(struct arena *arena)
{
    struct arena_block *block = arena->first;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena_init(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t step = round_up(size > 0 ? size : 1);
    struct arena_block *block = block_for(arena, step);
    void *memory = block->bytes + block->used;
    block->used += step;
    arena->used_bytes += size;
    return memory;
}

char *arena_string(struct arena *arena, const char *text, size_t n)
{
    CHECK(n < SIZE_MAX);
    char *copy = arena_alloc(arena, n + 1);
    if (n > 0)
        memcpy(copy, text, n);
    return copy;
}
