/* Runs: what is shaped and rastered in one piece, and the sizes HarfBuzz gives it. */
#ifndef HAMAWAZ_TEXT_SHAPE_H
#define HAMAWAZ_TEXT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/cache.h"
#include "text/font.h"
#include "text/slices.h"

enum { RUN_MAX = 64, SIZE_OF_SHAPE = 0 };

/* Code points of one font and direction. It is also the key of the cache, so it has no padding. */
struct run {
    uint16_t size; /* SIZE_OF_SHAPE: its shape; else its drawing, in raster pixels an em */
    uint16_t count;
    uint8_t font, is_rtl, is_private, unused;
    uint32_t cps[RUN_MAX];
};

static inline size_t run_bytes(const struct run *run)
{
    return offsetof(struct run, cps) + run->count * sizeof run->cps[0];
}

/* A rectangle of black, y down; empty when left > right. */
struct ink {
    float left, top, right, bottom;
};
static const struct ink INK_NONE = {1e9f, 1e9f, -1e9f, -1e9f};

void ink_add(struct ink *ink, struct ink more);
struct ink ink_placed(struct ink ink, float scale, float x, float y); /* scaled, then moved */
static inline bool ink_is_empty(struct ink ink)
{
    return ink.left > ink.right;
}

/* Measures in em, from the pen's start on the baseline at the left. */
struct shaped {
    struct entry entry;
    float advance;
    struct ink ink;
    struct slices slices;
    bool has_box;       /* a glyph that the font has not */
    size_t count;       /* code points */
    float edges[];      /* count + 1 distances from the run's start in its own direction, never falling */
};

/* The shape of `run` (run->size is ignored), from the cache or made now; valid until the frame ends. */
const struct shaped *shape_get(struct cache *cache, const struct fonts *fonts, const struct run *run);

/* Shapes into a new buffer exactly as SDL2_ttf does: direction and script set, no language, no context. */
hb_buffer_t *shape_run(hb_font_t *hb, const struct run *run);
void shape_buffer_end(hb_buffer_t *buffer); /* overwrites what it held */

#endif
