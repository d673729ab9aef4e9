/* The mouse's arrow, drawn by ourselves: not every graphics driver can, and it has to be turned with the picture. */
#ifndef HAMAWAZ_GFX_BARE_ARROW_H
#define HAMAWAZ_GFX_BARE_ARROW_H

#include <stddef.h>
#include <stdint.h>

#include "gfx/box.h"

enum { ARROW_W = 12, ARROW_H = 18, ARROW_SCALE_MAX = 4 };

struct arrow {
    struct box at; /* of the picture; w 0: not there */
    int scale;
    uint32_t under[ARROW_W * ARROW_H * ARROW_SCALE_MAX * ARROW_SCALE_MAX];
};

/* Points at x, y of a picture of w x h pixels, which its size goes by. */
void arrow_place(struct arrow *arrow, int x, int y, int w, int h);

/* Draws it into the picture (rows `pitch` pixels apart) and keeps what was there; arrow_lift puts that back. */
void arrow_draw(struct arrow *arrow, uint32_t *pixels, size_t pitch);
void arrow_lift(const struct arrow *arrow, uint32_t *pixels, size_t pitch);

#endif
