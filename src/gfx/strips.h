/* A software frame is written down first and painted when it is whole, strip by strip: each strip of rows from its
 * ground to its last word while it lies in the processor's cache, and in it only cells for which the last frame had
 * something else written down (the idea is that of lite's rencache). Main thread. */
#ifndef HAMAWAZ_GFX_STRIPS_H
#define HAMAWAZ_GFX_STRIPS_H

#include <stddef.h>
#include <stdint.h>

#include "gfx/paint.h"

struct gfx_texture;

enum { STRIP_ROWS = 32, STRIPS_MAX = 8192 / STRIP_ROWS, CELL_COLUMNS = 128, CELLS_MAX = 8192 / CELL_COLUMNS };

/* One fill, or one part of a texture. Without padding: it is also what is compared. */
struct stroke {
    const struct gfx_texture *texture; /* NULL: a fill */
    uint64_t id;                       /* the texture's: its address may be another one's in the next frame */
    struct box to;                     /* what shows of it, on the paper */
    uint32_t from;                     /* the texture's pixel that stands at the top left of `to` */
    struct color color;
};

/* Strokes from..to are a picture of their own, laid over those before them; 0, 0: there is none. */
struct sheet {
    size_t from, to;
    uint8_t alpha;
};

/* Zeroed, it is the state before the first frame. */
struct strips {
    struct stroke *strokes; /* of this frame, from below upwards */
    size_t count, room;
    size_t painted;         /* of them: already on the paper */
    struct sheet sheet;
    uint32_t *sheet_pixels; /* of one strip; NULL: there was never a sheet */
    uint64_t shown[STRIPS_MAX][CELLS_MAX]; /* what each cell of the paper shows, as a number; 0: nobody knows */
};

void strips_finish(struct strips *strips);

/* A new frame: the first stroke has to cover all of the paper. */
void strips_begin(struct strips *strips);

/* The texture has to live until strips_end. */
void strips_add(struct strips *strips, const struct stroke *stroke);

/* Strokes between the two are a sheet: one in a frame at most; the first of them has to cover all of the paper. Where
 * it has the same strokes as what lies below it, nothing changes however its alpha does. */
void strips_sheet_begin(struct strips *strips, uint8_t alpha);
void strips_sheet_end(struct strips *strips);

/* What is written down so far is painted now, because somebody reads the paper; but for a sheet that has not ended. */
void strips_paint(struct strips *strips, struct paper paper, struct box bounds);

/* The frame is whole: paints what differs from the last one. Returns how many boxes of `changed` hold all of that. */
int strips_end(struct strips *strips, struct paper paper, struct box bounds, struct box changed[STRIPS_MAX]);

/* The paper is another one. */
void strips_forget(struct strips *strips);

#endif
