/* The inner loops. Two channels are blended at once in one 32-bit word: red and blue lie 16 bits apart, so a product
 * with 0..256 of one never reaches the other, and what it borrows is masked away. */
#include "gfx/paint.h"

#include <string.h>

static uint32_t weight(uint32_t alpha)
{
    return alpha + (alpha >> 7); /* 0..255 to 0..256 */
}

static uint32_t blend(uint32_t under, uint32_t over, uint32_t part)
{
    const uint32_t rb = 0xFF00FF, g = 0x00FF00;
    uint32_t red_blue = (under & rb) + ((((over & rb) - (under & rb)) * part) >> 8);
    uint32_t green = (under & g) + ((((over & g) - (under & g)) * part) >> 8);
    return (red_blue & rb) | (green & g);
}

static uint32_t packed(struct color color)
{
    return (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

static uint32_t *row_at(struct paper paper, struct box to, int y)
{
    return paper.pixels + (size_t)(to.y + y) * paper.pitch + to.x;
}

void paint_fill(struct paper paper, struct box to, struct color color)
{
    uint32_t over = packed(color), part = weight(color.a);
    for (int y = 0; y < to.h; y++) {
        uint32_t *row = row_at(paper, to, y);
        if (part == 256)
            for (int x = 0; x < to.w; x++)
                row[x] = over;
        else
            for (int x = 0; x < to.w; x++)
                row[x] = blend(row[x], over, part);
    }
}

/* Most of a word's box is empty: four empty pixels are passed over at once. */
static void mask_row(uint32_t *row, const uint8_t *mask, int w, uint32_t over, uint32_t part)
{
    for (int x = 0; x < w;) {
        uint32_t four = 1;
        if (w - x >= 4)
            memcpy(&four, mask + x, 4);
        if (four == 0) {
            x += 4;
            continue;
        }
        uint32_t cover = (mask[x] * part + 128) >> 8;
        row[x] = cover == 255 ? over : blend(row[x], over, weight(cover));
        x++;
    }
}

void paint_mask(struct paper paper, struct box to, const uint8_t *mask, size_t pitch, struct color color)
{
    uint32_t over = packed(color), part = weight(color.a);
    for (int y = 0; y < to.h; y++)
        mask_row(row_at(paper, to, y), mask + (size_t)y * pitch, to.w, over, part);
}

static uint32_t tinted(uint32_t argb, struct color tint)
{
    uint32_t r = (argb >> 16 & 0xFF) * weight(tint.r) >> 8, g = (argb >> 8 & 0xFF) * weight(tint.g) >> 8;
    return r << 16 | g << 8 | (argb & 0xFF) * weight(tint.b) >> 8;
}

void paint_argb(struct paper paper, struct box to, const uint32_t *argb, size_t pitch, struct color tint)
{
    bool is_plain = packed(tint) == 0xFFFFFF;
    uint32_t part = weight(tint.a);
    for (int y = 0; y < to.h; y++) {
        uint32_t *row = row_at(paper, to, y);
        const uint32_t *from = argb + (size_t)y * pitch;
        for (int x = 0; x < to.w; x++) {
            uint32_t cover = ((from[x] >> 24) * part + 128) >> 8;
            if (cover == 0)
                continue;
            uint32_t over = is_plain ? from[x] & 0xFFFFFF : tinted(from[x], tint);
            row[x] = cover == 255 ? over : blend(row[x], over, weight(cover));
        }
    }
}

void paint_opaque(struct paper paper, struct box to, const uint32_t *rgb, size_t pitch, uint8_t alpha)
{
    uint32_t part = weight(alpha);
    for (int y = 0; y < to.h; y++) {
        uint32_t *row = row_at(paper, to, y);
        const uint32_t *from = rgb + (size_t)y * pitch;
        if (alpha == 255)
            memcpy(row, from, (size_t)to.w * sizeof *row);
        else
            for (int x = 0; x < to.w; x++)
                row[x] = blend(row[x], from[x], part);
    }
}
