/* Runs as white textures: the only place that draws letters. */
#ifndef HAMAWAZ_TEXT_WORD_H
#define HAMAWAZ_TEXT_WORD_H

#include "gfx/gfx.h"
#include "text/shape.h"

/* A raster of a run, cropped to its glyphs: coverage 0..255, row after row. `left`, `top`: from the pen on the baseline
 * to the raster's top left, in drawn pixels. No ink: w = h = 0 and alpha NULL. */
struct raster {
    int left, top, w, h;
    uint8_t *alpha; /* ended by free() */
};
struct raster raster_run(struct fonts *fonts, const struct run *run);

/* A run's texture; NULL texture when it has no ink. */
struct word {
    struct entry entry;
    struct gfx_texture *texture;
    unsigned generation;
    int left, top;
};

/* The word of `run`, drawn now unless the cache has it; valid until the frame ends. NULL when it would have to be drawn
 * and the frame's budget is spent. */
const struct word *word_get(struct cache *cache, struct fonts *fonts, struct gfx *gfx, const struct run *run);

#endif
