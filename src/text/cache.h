/* One least-recently-used cache for everything text keeps: shapes, words, paragraphs. Intrusive: an entry is a member
 * of the thing kept, which frees itself in `end`. */
#ifndef HAMAWAZ_TEXT_CACHE_H
#define HAMAWAZ_TEXT_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entry {
    void (*end)(struct entry *entry, void *owner); /* frees what contains the entry; the key is not its business */
    struct entry *chain, *older, *newer;
    void *key;
    size_t key_bytes, bytes;
    uint64_t frame; /* used last */
    uint32_t hash;
    bool is_private;
};

struct cache {
    struct entry **buckets;
    size_t bucket_count, count, bytes;
    struct entry *newest, *oldest;
    uint64_t frame;
    void *owner; /* handed to `end` */
};

/* A zeroed struct cache with its owner set is a valid empty cache. */
void cache_finish(struct cache *cache);

/* The entry of exactly these key bytes, now the most recently used; NULL when there is none. */
struct entry *cache_find(struct cache *cache, const void *key, size_t key_bytes);

/* Takes over an entry whose `end` and `is_private` are set; copies the key. `bytes`: memory it stands for, key not
 * counted. The key must not be there yet. */
void cache_add(struct cache *cache, struct entry *entry, const void *key, size_t key_bytes, size_t bytes);

void cache_drop(struct cache *cache, struct entry *entry);

/* Drops the least recently used until at most `budget` bytes are left or all that is left was used in this frame, and
 * begins the next frame. */
void cache_end_frame(struct cache *cache, size_t budget);

/* Drops every private entry; keys are overwritten before they are freed. */
void cache_drop_private(struct cache *cache);

/* Overwrites `bytes` of heap memory, then frees it; NULL is fine. */
void wipe_free(void *memory, size_t bytes);

#endif
