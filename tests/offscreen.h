/* For tests of drawing: an output that nobody sees, and colours compared with the blender's tolerance. */
#ifndef HAMAWAZ_TESTS_OFFSCREEN_H
#define HAMAWAZ_TESTS_OFFSCREEN_H

#include "scratch.h"

#include "gfx/gfx.h"
#include "gfx/output.h"

struct offscreen {
    struct output *output;
    struct gfx *gfx;
};

static inline struct offscreen offscreen_open(int width, int height)
{
    struct err err = {0};
    struct offscreen screen = {NULL, NULL};
    struct output_options options = {.is_offscreen = true, .width = width, .height = height};
    if (!output_open(&options, &screen.output, &err))
        fail_msg("%s", err.text);
    screen.gfx = gfx_new(screen.output);
    return screen;
}

static inline void offscreen_close(struct offscreen *screen)
{
    gfx_free(screen->gfx);
    output_close(screen->output);
}

/* SDL's blenders are off by up to two of 255, differently on different machines. */
static inline bool is_near(struct color a, struct color b)
{
    return abs(a.r - b.r) <= 3 && abs(a.g - b.g) <= 3 && abs(a.b - b.b) <= 3;
}

#define assert_pixel(gfx, x, y, color) assert_true(is_near(gfx_pixel((gfx), (x), (y)), (color)))

#endif
