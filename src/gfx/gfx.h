/* Drawing: flat fills, rounded boxes, shapes, textures; nothing that a software renderer cannot do at 60 frames a
 * second. Every shape is rasterised once by us with antialiasing (raster.h), kept as a white texture and tinted.
 * Coordinates are pixels from the top left, moved by the pushed layers; alpha is straight. Main thread only. */
#ifndef HAMAWAZ_GFX_GFX_H
#define HAMAWAZ_GFX_GFX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "gfx/box.h"

struct gfx;
struct gfx_texture;
struct output;
struct path;

struct color {
    uint8_t r, g, b, a;
};
static const struct color COLOR_WHITE = {255, 255, 255, 255};

struct color color_mix(struct color a, struct color b, float part_of_b); /* 0..1, in sRGB values */
struct color color_with_alpha(struct color color, float alpha);          /* multiplies a */

struct gfx *gfx_new(struct output *output);
void gfx_free(struct gfx *gfx);
struct box gfx_bounds(const struct gfx *gfx); /* the whole picture, at 0,0 */

/* A frame. gfx_mute: nothing is drawn until the next gfx_begin (a pass that only handles input). */
void gfx_begin(struct gfx *gfx, struct color ground);
void gfx_mute(struct gfx *gfx);
bool gfx_is_muted(const struct gfx *gfx);
void gfx_end(struct gfx *gfx); /* presents */

/* What was never drawn before (a word, a shape, a field of the lattice) is made first, which takes milliseconds. With a
 * budget, a frame begins to make things for so many microseconds after gfx_begin, and one thing at least; the others
 * are left out of it, gfx_is_whole is false, and the caller draws another frame at once. 0, as at first: no budget. */
void gfx_set_budget(struct gfx *gfx, int us);
bool gfx_is_whole(const struct gfx *gfx); /* of the frame begun last */

/* In place of gfx_begin: until gfx_end whatever is drawn is made, seen or not, within `budget_us`, and nothing is
 * painted. For what may come next, while nothing moves. */
void gfx_begin_ahead(struct gfx *gfx, int budget_us);
bool gfx_may_make(struct gfx *gfx); /* asked by whoever makes textures, before each; false: leave it out */

/* Moves and fades everything drawn until the pop; nests by adding and multiplying, at most 8 deep. */
void gfx_push(struct gfx *gfx, int dx, int dy, float alpha);
void gfx_pop(struct gfx *gfx);
bool gfx_is_faded_out(const struct gfx *gfx); /* nothing drawn now would show, in a pass that draws or not */

/* Clips to the part of `box` inside the clip already set; at most 8 deep. */
void gfx_clip_push(struct gfx *gfx, struct box box);
void gfx_clip_pop(struct gfx *gfx);

void gfx_fill(struct gfx *gfx, struct box box, struct color color);
void gfx_round(struct gfx *gfx, struct box box, int radius, struct color color);
void gfx_round_edge(struct gfx *gfx, struct box box, int radius, int width, struct color color); /* edge inside box */
/* What a filled rounded box, moved down by `drop`, shows below itself as it stands: its flat edge. Nothing of it lies
 * under the box, so that both fade as one. */
void gfx_round_foot(struct gfx *gfx, struct box box, int radius, int drop, struct color color);
void gfx_round_dashes(struct gfx *gfx, struct box box, int radius, int width, struct color color);

/* A shape is a constant: `build` writes its outline for a w x h pixel box. Cached by (shape, w, h). */
struct shape {
    const char *name;
    void (*build)(struct path *path, float w, float h);
    bool mirrors; /* drawn flipped when `is_mirrored` (arrows do, ticks do not) */
};
void gfx_shape(struct gfx *gfx, const struct shape *shape, struct box box, struct color color, bool is_mirrored);

/* Straight alpha, 0xAARRGGBB rows of `pitch` bytes, copied. Never NULL for sides of 1..8192. */
struct gfx_texture *gfx_texture_new(struct gfx *gfx, const uint32_t *argb, int w, int h, size_t pitch, bool is_opaque);
/* The same of w x h pixels on the heap, which are the texture's from now on. */
struct gfx_texture *gfx_texture_take(struct gfx *gfx, uint32_t *argb, int w, int h, bool is_opaque);
struct gfx_texture *gfx_mask_new(struct gfx *gfx, const uint8_t *alpha, int w, int h); /* white, w * h bytes, copied */
void gfx_texture_free(struct gfx *gfx, struct gfx_texture *texture); /* accepts NULL */
int gfx_texture_width(const struct gfx_texture *texture);
int gfx_texture_height(const struct gfx_texture *texture);
size_t gfx_texture_bytes(const struct gfx_texture *texture);

/* Draws the whole, or `part`, with its top left at x, y, one pixel to one pixel, times `tint`. NULL draws nothing. */
void gfx_draw(struct gfx *gfx, const struct gfx_texture *texture, int x, int y, struct color tint);
void gfx_draw_part(struct gfx *gfx, const struct gfx_texture *texture, struct box part, int x, int y,
                   struct color tint);

/* What is drawn between the two is a sheet laid over all before it: the outgoing half of a crossfade. Once a frame at
 * most, with no clip pushed; the first thing drawn has to cover the picture. Where a sheet is drawn with the very same
 * things as the picture below it, nothing is painted. */
void gfx_sheet_begin(struct gfx *gfx, float alpha);
void gfx_sheet_end(struct gfx *gfx);

/* A QR code (ISO/IEC 18004 through libqrencode, level M) as dark modules of `color` filling the box by whole pixels,
 * four modules of quiet zone included; the caller draws the light ground. False when the text is too long. */
bool gfx_qr(struct gfx *gfx, const char *text, struct box box, struct color color);

/* For layout tests. Where a box drawn now would land: moved by the layers; the part of it that the clip lets through
 * (w or h 0: none); how opaque the layers leave it. And how opaque a pixel of a texture is; 0 when accelerated. */
struct gfx_landing {
    struct box box, seen;
    float alpha;
};
struct gfx_landing gfx_landing(const struct gfx *gfx, struct box box);
uint8_t gfx_texture_alpha(const struct gfx_texture *texture, int x, int y);

/* Reads back one pixel / saves the drawn picture; for tests and the tour. */
struct color gfx_pixel(struct gfx *gfx, int x, int y);
MUST_CHECK bool gfx_save_png(struct gfx *gfx, const char *path, struct err *err);

/* Drops cached shapes and marks every texture lost (after EVENT_RESIZED or a lost device). Texture holders ask
 * gfx_generation: when it changed, their textures are gone and must be made again. */
void gfx_reset(struct gfx *gfx);
unsigned gfx_generation(const struct gfx *gfx);
size_t gfx_cached_bytes(const struct gfx *gfx);

#endif
