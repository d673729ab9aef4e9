/* The cache of shapes, words and paragraphs: a chained hash table over a list ordered by last use. All three kinds
 * share one list and one budget, so whatever has rested longest goes first, whichever kind it is. Invariant: every
 * entry is in exactly one chain and once in the list; cache->bytes is the sum over them. */
#include "text/cache.h"

#include <string.h>

#include "base/mem.h"

enum { BUCKETS_FIRST = 256 };

void wipe_free(void *memory, size_t bytes)
{
    if (memory != NULL)
        explicit_bzero(memory, bytes);
    free(memory);
}

/* FNV-1a, 32 bit. */
static uint32_t hash_of(const void *key, size_t n)
{
    const unsigned char *byte = key;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ byte[i]) * 16777619u;
    return hash;
}

static struct entry **bucket_of(const struct cache *cache, uint32_t hash)
{
    return &cache->buckets[hash & (cache->bucket_count - 1)];
}

static void unlist(struct cache *cache, struct entry *entry)
{
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
    *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
}

static void list_as_newest(struct cache *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
    entry->frame = cache->frame;
}

static void grow(struct cache *cache)
{
    struct entry **old = cache->buckets;
    size_t old_count = cache->bucket_count;
    cache->bucket_count = old_count ? old_count * 2 : BUCKETS_FIRST;
    cache->buckets = mem_array(cache->bucket_count, sizeof *cache->buckets);
    for (size_t i = 0; i < old_count; i++) {
        for (struct entry *entry = old[i], *next; entry != NULL; entry = next) {
            next = entry->chain;
            struct entry **bucket = bucket_of(cache, entry->hash);
            entry->chain = *bucket;
            *bucket = entry;
        }
    }
    free(old);
}

struct entry *cache_find(struct cache *cache, const void *key, size_t key_bytes)
{
    if (cache->count == 0)
        return NULL;
    uint32_t hash = hash_of(key, key_bytes);
    for (struct entry *entry = *bucket_of(cache, hash); entry != NULL; entry = entry->chain) {
        if (entry->hash != hash || entry->key_bytes != key_bytes || memcmp(entry->key, key, key_bytes) != 0)
            continue;
        unlist(cache, entry);
        list_as_newest(cache, entry);
        return entry;
    }
    return NULL;
}

void cache_add(struct cache *cache, struct entry *entry, const void *key, size_t key_bytes, size_t bytes)
{
    if (cache->count >= cache->bucket_count)
        grow(cache);
    entry->key = memcpy(mem_alloc(key_bytes), key, key_bytes);
    entry->key_bytes = key_bytes;
    entry->hash = hash_of(key, key_bytes);
    entry->bytes = bytes + key_bytes;
    struct entry **bucket = bucket_of(cache, entry->hash);
    entry->chain = *bucket;
    *bucket = entry;
    list_as_newest(cache, entry);
    cache->count++;
    cache->bytes += entry->bytes;
}

void cache_drop(struct cache *cache, struct entry *entry)
{
    struct entry **link = bucket_of(cache, entry->hash);
    while (*link != entry)
        link = &(*link)->chain;
    *link = entry->chain;
    unlist(cache, entry);
    cache->count--;
    cache->bytes -= entry->bytes;
    wipe_free(entry->key, entry->key_bytes);
    entry->end(entry, cache->owner);
}

void cache_end_frame(struct cache *cache, size_t budget)
{
    while (cache->bytes > budget && cache->oldest != NULL && cache->oldest->frame < cache->frame)
        cache_drop(cache, cache->oldest);
    cache->frame++;
}

void cache_drop_private(struct cache *cache)
{
    for (struct entry *entry = cache->oldest, *next; entry != NULL; entry = next) {
        next = entry->newer;
        if (entry->is_private)
            cache_drop(cache, entry);
    }
}

void cache_finish(struct cache *cache)
{
    while (cache->oldest != NULL)
        cache_drop(cache, cache->oldest);
    free(cache->buckets);
    cache->buckets = NULL;
    cache->bucket_count = 0;
}
