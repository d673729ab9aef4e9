/* Painting outlines into memory. Most pixels of an outline are wholly inside or outside it, so those take the short
 * way; the edges are composed "over" with straight alpha (Porter and Duff 1984). */
#include "gfx/canvas.h"

#include <string.h>

#include "base/mem.h"

void canvas_init(struct canvas *canvas, int w, int h)
{
    CHECK(w >= 1 && h >= 1 && w <= 8192 && h <= 8192);
    *canvas = (struct canvas){w, h, mem_array((size_t)w * (size_t)h, sizeof(uint32_t))};
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->argb);
    *canvas = (struct canvas){0};
}

static uint32_t mixed(uint32_t under, uint32_t over, uint32_t alpha, uint32_t rest, uint32_t sum, int shift)
{
    uint32_t channel = ((over >> shift & 0xff) * alpha + (under >> shift & 0xff) * rest + sum / 2) / sum;
    return channel << shift;
}

/* `alpha` 1..255 of the opaque colour `over`. */
static uint32_t composed(uint32_t under, uint32_t over, uint32_t alpha)
{
    uint32_t rest = ((under >> 24) * (255 - alpha) + 127) / 255;
    uint32_t sum = alpha + rest;
    return sum << 24 | mixed(under, over, alpha, rest, sum, 16) | mixed(under, over, alpha, rest, sum, 8) |
           mixed(under, over, alpha, rest, sum, 0);
}

struct brush {
    struct canvas *canvas;
    uint32_t rgb, alpha;
};

static void paint_pixel(const struct brush *brush, uint32_t *pixel, uint8_t cover)
{
    uint32_t alpha = (cover * brush->alpha + 127) / 255;
    if (alpha == 255)
        *pixel = 0xff000000u | brush->rgb;
    else if (alpha > 0)
        *pixel = composed(*pixel, brush->rgb, alpha);
}

static void paint_row(void *context, int x, int y, int n, const uint8_t *cover)
{
    const struct brush *brush = context;
    uint32_t *row = brush->canvas->argb + (size_t)y * (size_t)brush->canvas->w + (size_t)x;
    for (int i = 0, m; i < n; i += m) { /* as in paint.c, stretches of one kind go at once */
        uint64_t eight = 1;
        m = n - i < 8 ? n - i : 8;
        if (m == 8)
            memcpy(&eight, cover + i, 8);
        if (eight == UINT64_MAX && brush->alpha == 255)
            for (int k = i; k < i + 8; k++)
                row[k] = 0xff000000u | brush->rgb;
        else if (eight != 0)
            for (int k = i; k < i + m; k++)
                paint_pixel(brush, &row[k], cover[k]);
    }
}

void canvas_paint(struct canvas *canvas, const struct path *path, struct color color)
{
    struct brush brush = {canvas, (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b, color.a};
    path_scan(path, canvas->w, canvas->h, paint_row, &brush);
}

void canvas_keep(struct canvas *canvas, const struct path *path)
{
    size_t count = (size_t)canvas->w * (size_t)canvas->h;
    uint8_t *cover = mem_alloc(count);
    path_fill(path, canvas->w, canvas->h, cover);
    for (size_t i = 0; i < count; i++) {
        uint32_t alpha = ((canvas->argb[i] >> 24) * cover[i] + 127) / 255;
        canvas->argb[i] = alpha << 24 | (canvas->argb[i] & 0xffffff);
    }
    free(cover);
}
