/* A software frame is written down first and painted when it is whole, strip by strip: each strip of rows from its
 * ground to its last word while it lies in the processor's cache, and none for which the last frame had the same
 * written down (the idea is that of lite's rencache). Main thread. */
#ifndef HAMAWAZ_GFX_STRIPS_H
#define HAMAWAZ_GFX_STRIPS_H

#include <stddef.h>
#include <stdint.h>

#include "gfx/paint.h"

struct gfx_texture;

enum { STRIP_ROWS = 32, STRIPS_MAX = 8192 / STRIP_ROWS };

/* One fill, or one part of a texture. Without padding: it is also what is compared. */
struct stroke {
    const struct gfx_texture *texture; /* NULL: a fill */
    uint64_t id;                       /* the texture's: its address may be another one's in the next frame */
    struct box to;                     /* what shows of it, on the paper */
    uint32_t from;                     /* the texture's pixel that stands at the top left of `to` */
    struct color color;
};

/* Zeroed, it is the state before the first frame. */
struct strips {
    struct stroke *strokes; /* of this frame, from below upwards */
    size_t count, room;
    size_t painted;               /* of them: already on the paper */
    uint64_t shown[STRIPS_MAX];   /* what each strip of the paper shows, as a number; 0: nobody knows */
};

void strips_finish(struct strips *strips);

/* A new frame: the first stroke has to cover all of the paper. */
void strips_begin(struct strips *strips);

/* The texture has to live until strips_end, or strips_paint before it. */
void strips_add(struct strips *strips, const struct stroke *stroke);

/* What is written down so far is painted now, because somebody reads the paper or a texture goes. */
void strips_paint(struct strips *strips, struct paper paper, struct box bounds);

/* The frame is whole: paints what differs from the last one. Returns how many boxes of `changed` that is. */
int strips_end(struct strips *strips, struct paper paper, struct box bounds, struct box changed[STRIPS_MAX]);

/* The paper is another one. */
void strips_forget(struct strips *strips);

#endif
