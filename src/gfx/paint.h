/* Software drawing: fills and blends straight on the rows of a picture in memory, 0x..RRGGBB (the top byte means
 * nothing). Pure; any thread.
 *
 * Why not SDL's software renderer: it has no fast path for a tint or a fade, which is all that text and shapes are
 * (measured at 1920x1080: four times the time, and four bytes a pixel for what is one). Blending is
 * dst + (src - dst) * a / 256 with a = 0..256: at most one level off the exact value, two where coverage is faded. */
#ifndef HAMAWAZ_GFX_PAINT_H
#define HAMAWAZ_GFX_PAINT_H

#include <stddef.h>
#include <stdint.h>

#include "gfx/box.h"
#include "gfx/gfx.h"

struct paper {
    uint32_t *pixels;
    size_t pitch; /* pixels from row to row */
};

/* `to` lies inside the paper in all of these; rows of the source are `pitch` elements apart and begin at its first
 * visible one. */
void paint_fill(struct paper paper, struct box to, struct color color);

/* Coverage 0..255 of one colour. */
void paint_mask(struct paper paper, struct box to, const uint8_t *mask, size_t pitch, struct color color);

/* Straight alpha 0xAARRGGBB, times `tint`. */
void paint_argb(struct paper paper, struct box to, const uint32_t *argb, size_t pitch, struct color tint);

/* Without alpha of its own, at `alpha`: 255 copies. */
void paint_opaque(struct paper paper, struct box to, const uint32_t *rgb, size_t pitch, uint8_t alpha);

#endif
