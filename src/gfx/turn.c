/* Turns block by block: reading along rows means writing along columns, and a block of 64 x 64 pixels keeps both
 * within the first-level cache. */
#include "gfx/turn.h"

enum { BLOCK = 64 };

/* Where pixel 0,0 goes, and the steps in the target for one pixel right and one row down. */
struct walk {
    ptrdiff_t start, right, down;
};

static struct walk plan(int w, int h, int degrees, ptrdiff_t stride)
{
    if (degrees == 90)
        return (struct walk){h - 1, stride, -1};
    if (degrees == 270)
        return (struct walk){(w - 1) * stride, -stride, 1};
    return (struct walk){(h - 1) * stride + w - 1, -1, -stride};
}

void turn_copy(const uint32_t *from, int w, int h, size_t from_stride, int degrees, uint32_t *to, size_t to_stride)
{
    struct walk walk = plan(w, h, degrees, (ptrdiff_t)to_stride);
    for (int top = 0; top < h; top += BLOCK)
        for (int left = 0; left < w; left += BLOCK)
            for (int y = top; y < h && y < top + BLOCK; y++) {
                const uint32_t *source = from + (size_t)y * from_stride;
                uint32_t *target = to + walk.start + y * walk.down + left * walk.right;
                for (int x = left; x < w && x < left + BLOCK; x++, target += walk.right)
                    *target = source[x];
            }
}
