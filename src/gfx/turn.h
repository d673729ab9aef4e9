/* Copying a picture turned by quarter turns, for panels that hang on their side. Pure. */
#ifndef HAMAWAZ_GFX_TURN_H
#define HAMAWAZ_GFX_TURN_H

#include <stddef.h>
#include <stdint.h>

#include "gfx/box.h"

/* Copies w x h pixels, rows `from_stride` pixels apart, turned by 0, 90, 180 or 270 degrees clockwise. */
void turn_copy(const uint32_t *from, int w, int h, size_t from_stride, int degrees, uint32_t *to, size_t to_stride);

/* Where a box of a picture of w x h pixels lies when the picture is turned. */
struct box turn_box(struct box box, int w, int h, int degrees);

#endif
