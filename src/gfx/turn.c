/* Turns block by block: reading along rows means writing along columns, and a block of 64 x 64 pixels keeps both
 * within the first-level cache. */
#include "gfx/turn.h"

#include <string.h>

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
    for (int y = 0; degrees == 0 && y < h; y++)
        memcpy(to + (size_t)y * to_stride, from + (size_t)y * from_stride, (size_t)w * sizeof *to);
    if (degrees == 0)
        return;
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

struct box turn_box(struct box box, int w, int h, int degrees)
{
    int below = h - box.y - box.h, after = w - box.x - box.w;
    if (degrees == 90)
        return (struct box){below, box.x, box.h, box.w};
    if (degrees == 180)
        return (struct box){after, below, box.w, box.h};
    if (degrees == 270)
        return (struct box){box.y, after, box.h, box.w};
    return box;
}
