/* Resampling a picture once, well. Pure; any thread. */
#ifndef HAMAWAZ_GFX_SCALE_H
#define HAMAWAZ_GFX_SCALE_H

#include <stddef.h>
#include <stdint.h>

/* The part of the source that is shown, in its pixels; may begin and end inside a pixel. */
struct scale_part {
    double x, y, w, h;
};

/* Fills to_w x to_h pixels (0xAARRGGBB, straight alpha, rows without gaps) from `part` of a from_w x from_h picture
 * with rows `from_stride` pixels apart: area average along a side that shrinks, bilinear along one that grows. */
void scale_picture(const uint32_t *from, int from_w, int from_h, size_t from_stride, struct scale_part part,
                   uint32_t *to, int to_w, int to_h);

#endif
