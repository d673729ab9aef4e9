/* Textures kept by key, the last used first, within a budget of bytes: rasterised shapes, corners, the lattice's
 * fields. A list is enough: a screen uses some dozens of entries, and those in use stand in front. */
#include <string.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

enum { BUDGET_LEAST = 16 * 1024 * 1024, BUDGET_PICTURES = 2 };

struct cache_entry {
    struct gfx_key key;
    struct gfx_texture *texture;
    struct cache_entry *older;
};

static bool same_key(const struct gfx_key *a, const struct gfx_key *b)
{
    return a->kind == b->kind && memcmp(a->parts, b->parts, sizeof a->parts) == 0;
}

static size_t budget(const struct gfx *gfx)
{
    size_t picture = (size_t)gfx->bounds.w * (size_t)gfx->bounds.h * 4;
    return picture * BUDGET_PICTURES > BUDGET_LEAST ? picture * BUDGET_PICTURES : BUDGET_LEAST;
}

struct gfx_texture *gfx_cache_find(struct gfx *gfx, const struct gfx_key *key)
{
    struct cache_entry **at = &gfx->newest;
    while (*at && !same_key(&(*at)->key, key))
        at = &(*at)->older;
    struct cache_entry *found = *at;
    if (!found)
        return NULL;
    *at = found->older;
    found->older = gfx->newest;
    gfx->newest = found;
    return found->texture;
}

static void drop(struct gfx *gfx, struct cache_entry *entry)
{
    gfx->cached_bytes -= gfx_texture_bytes(entry->texture);
    gfx_texture_free(gfx, entry->texture);
    free(entry);
}

/* Drops the oldest until the budget holds, but never the newest: it is about to be drawn. */
static void trim(struct gfx *gfx)
{
    while (gfx->cached_bytes > budget(gfx) && gfx->newest->older) {
        struct cache_entry **last = &gfx->newest->older;
        while ((*last)->older)
            last = &(*last)->older;
        drop(gfx, *last);
        *last = NULL;
    }
}

struct gfx_texture *gfx_cache_keep(struct gfx *gfx, const struct gfx_key *key, struct canvas *canvas)
{
    struct cache_entry *entry = mem_alloc(sizeof *entry);
    entry->key = *key;
    entry->texture = gfx_texture_take(gfx, canvas->argb, canvas->w, canvas->h, false);
    canvas->argb = NULL;
    canvas_finish(canvas);
    entry->older = gfx->newest;
    gfx->newest = entry;
    gfx->cached_bytes += gfx_texture_bytes(entry->texture);
    trim(gfx);
    return entry->texture;
}

void gfx_cache_clear(struct gfx *gfx)
{
    while (gfx->newest) {
        struct cache_entry *entry = gfx->newest;
        gfx->newest = entry->older;
        drop(gfx, entry);
    }
}

size_t gfx_cached_bytes(const struct gfx *gfx)
{
    return gfx->cached_bytes;
}
