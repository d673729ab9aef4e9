/* What the files of gfx/ share: the context, and its cache of textures by key. Nobody outside gfx/ includes this. */
#ifndef HAMAWAZ_GFX_PRIVATE_H
#define HAMAWAZ_GFX_PRIVATE_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "gfx/canvas.h"
#include "gfx/gfx.h"
#include "gfx/output.h"
#include "gfx/paint.h"
#include "gfx/strips.h"

enum { GFX_DEPTH = 8, GFX_KEY_PARTS = 6 };

struct gfx_texture {
    SDL_Texture *sdl; /* accelerated; NULL: lost in a reset, or refused by the device; draws nothing then */
    uint32_t *argb;   /* software: the pixels; NULL: they are all white, and `mask` is their alpha, or lost */
    uint8_t *mask;
    uint64_t id;      /* no other texture of the context ever had it */
    int w, h;
    bool is_opaque;
    struct box ink;   /* software: the part that is kept, around it all is clear; w 0: all is */
    struct gfx_texture *next, *before; /* all textures of the context */
};

/* What a cached texture shows: `kind` is the address of a constant that says what the numbers mean. */
struct gfx_key {
    const void *kind;
    int64_t parts[GFX_KEY_PARTS];
};

struct cache_entry;

struct gfx_layer {
    int dx, dy;
    float alpha;
};

struct gfx {
    struct output *output;
    SDL_Renderer *renderer; /* accelerated; NULL in software */
    struct paper paper;     /* software */
    struct strips strips;   /* software: the frame being drawn */
    struct box bounds;
    bool is_muted, is_ahead;
    int budget_us;            /* of every frame */
    int64_t may_make_until_us; /* monotonic */
    bool has_made, is_whole;  /* in this frame: something was made; nothing was left out */
    struct gfx_layer layers[GFX_DEPTH + 1]; /* layers[0] moves nothing */
    struct box clips[GFX_DEPTH + 1];        /* clips[0] is the picture */
    int layer_depth, clip_depth;
    struct gfx_texture *textures;
    struct gfx_texture *dropped; /* freed, but the frame being drawn has them */
    uint64_t last_id; /* of a texture */
    SDL_Texture *sheet; /* accelerated: the one being drawn on */
    uint8_t sheet_alpha;
    unsigned generation;

    struct cache_entry *newest; /* cached textures, last used first */
    size_t cached_bytes;
};

/* The texture of that key, NULL when it has to be made. Valid until the next gfx_cache_keep or gfx_reset. */
struct gfx_texture *gfx_cache_find(struct gfx *gfx, const struct gfx_key *key);

/* Makes a texture of the canvas, ends the canvas and keeps the texture under the key; the longest unused go when the
 * budget is spent. */
struct gfx_texture *gfx_cache_keep(struct gfx *gfx, const struct gfx_key *key, struct canvas *canvas);

void gfx_cache_clear(struct gfx *gfx);

void textures_lose(struct gfx *gfx); /* all their pixels */
void textures_drop(struct gfx *gfx); /* those that nobody needs any more */

/* Whether a box would show at all: not muted, inside the clip, not wholly transparent; everything does when it is drawn
 * ahead. The box is moved by the layers; alpha (0..255) is multiplied by theirs. */
bool gfx_would_show(const struct gfx *gfx, struct box *box, uint8_t *alpha);

#endif
