/* Modes get a rank and the highest is taken; ranks are powers of two, so that each outweighs all below it. */
#include "gfx/bare/mode.h"

#include <stdbool.h>
#include <stdlib.h>

enum { FAST_PIXELS = 2560 * 1600 };

static int pixels(const drmModeModeInfo *mode)
{
    return mode->hdisplay * mode->vdisplay;
}

/* Televisions round their sizes: 1366x768 has the shape of 1920x1080. */
static bool has_shape(const drmModeModeInfo *a, const drmModeModeInfo *b)
{
    int across = a->hdisplay * b->vdisplay, down = a->vdisplay * b->hdisplay;
    return abs(across - down) <= across / 100;
}

static const drmModeModeInfo *preferred(const drmModeModeInfo *modes, int count)
{
    for (int i = 0; i < count; i++)
        if (modes[i].type & DRM_MODE_TYPE_PREFERRED)
            return &modes[i];
    return NULL;
}

static int rank(const drmModeModeInfo *mode, const drmModeModeInfo *like, int w, int h)
{
    enum { STEADY = 1, PREFERRED = 2, SHAPE = 4, FAST = 8, WHOLE = 16, WISHED = 32 };
    bool is_wished = mode->hdisplay == w && mode->vdisplay == h;
    bool is_fast = pixels(mode) <= FAST_PIXELS;
    return (is_wished ? WISHED : 0) | (mode->flags & DRM_MODE_FLAG_INTERLACE ? 0 : WHOLE) | (is_fast ? FAST : 0) |
           (like && has_shape(mode, like) ? SHAPE : 0) | (mode == like ? PREFERRED : 0) |
           (mode->vrefresh >= 50 && mode->vrefresh <= 61 ? STEADY : 0);
}

int mode_choose(const drmModeModeInfo *modes, int count, int w, int h)
{
    const drmModeModeInfo *like = preferred(modes, count);
    int best = -1, best_rank = -1;
    for (int i = 0; i < count; i++) {
        int this_rank = rank(&modes[i], like, w, h);
        bool is_larger = best >= 0 && this_rank == best_rank && pixels(&modes[i]) > pixels(&modes[best]);
        if (this_rank > best_rank || is_larger) {
            best = i;
            best_rank = this_rank;
        }
    }
    return best;
}
