/* A picture in memory on which outlines are painted: how the lattice's fields and every cached shape are made. Straight
 * alpha, 0xAARRGGBB. Pure; any thread. */
#ifndef HAMAWAZ_GFX_CANVAS_H
#define HAMAWAZ_GFX_CANVAS_H

#include <stdint.h>

#include "gfx/gfx.h"
#include "gfx/raster.h"

struct canvas {
    int w, h;
    uint32_t *argb; /* rows without gaps */
};

/* w x h (1..8192) fully transparent pixels. */
void canvas_init(struct canvas *canvas, int w, int h);
void canvas_finish(struct canvas *canvas);

/* Paints the path over what is there. */
void canvas_paint(struct canvas *canvas, const struct path *path, struct color color);

/* Keeps only what the path covers: alpha times coverage. */
void canvas_keep(struct canvas *canvas, const struct path *path);

#endif
