/* The inner loops. Two channels are blended at once in one 32-bit word: red and blue lie 16 bits apart, so a product
 * with 0..256 of one never reaches the other, and what it borrows is masked away. */
#include "gfx/paint.h"

#include <string.h>

/* As the processor's vectors have them; lanes are in the order of memory: blue, green, red, nothing. */
typedef uint8_t two_pixels __attribute__((vector_size(8)));
typedef uint16_t two_pixels_wide __attribute__((vector_size(16)));

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

/* One colour over `n` pixels. */
static void cover_row(uint32_t *row, int n, uint32_t over, uint32_t part)
{
    if (part == 256)
        for (int x = 0; x < n; x++)
            row[x] = over;
    else
        for (int x = 0; x < n; x++)
            row[x] = blend(row[x], over, part);
}

/* Other colours over `n` pixels. */
static void copy_row(uint32_t *row, const uint32_t *over, int n, uint32_t part)
{
    if (part == 256)
        memcpy(row, over, (size_t)n * sizeof *row);
    else
        for (int x = 0; x < n; x++)
            row[x] = blend(row[x], over[x], part);
}

void paint_fill(struct paper paper, struct box to, struct color color)
{
    for (int y = 0; y < to.h; y++)
        cover_row(row_at(paper, to, y), to.w, packed(color), weight(color.a));
}

/* The weight of `cover` at a tint's weight. */
static uint32_t faded(uint32_t cover, uint32_t part)
{
    return weight((cover * part + 128) >> 8);
}

/* Eight pixels of weights of their own, two at once, channels in 16 bits: an edge of a letter. */
static void mask_eight(uint32_t *row, const uint8_t *mask, two_pixels_wide over, uint32_t part)
{
    for (int x = 0; x < 8; x += 2) {
        uint16_t a = (uint16_t)faded(mask[x], part), b = (uint16_t)faded(mask[x + 1], part);
        two_pixels_wide weights = {a, a, a, a, b, b, b, b};
        two_pixels under;
        memcpy(&under, row + x, sizeof under);
        two_pixels_wide sum = __builtin_convertvector(under, two_pixels_wide) * (256 - weights) + over * weights;
        under = __builtin_convertvector(sum >> 8, two_pixels);
        memcpy(row + x, &under, sizeof under);
    }
}

/* Most of a mask is empty or full: eight such pixels go at once. */
static void mask_row(uint32_t *row, const uint8_t *mask, int w, uint32_t over, uint32_t part)
{
    uint16_t r = over >> 16 & 0xFF, g = over >> 8 & 0xFF, b = over & 0xFF;
    int x = 0;
    for (; x + 8 <= w; x += 8) {
        uint64_t eight;
        memcpy(&eight, mask + x, 8);
        if (eight == UINT64_MAX)
            cover_row(row + x, 8, over, faded(255, part));
        else if (eight != 0)
            mask_eight(row + x, mask + x, (two_pixels_wide){b, g, r, 0, b, g, r, 0}, part);
    }
    for (; x < w; x++)
        row[x] = blend(row[x], over, faded(mask[x], part));
}

void paint_mask(struct paper paper, struct box to, const uint8_t *mask, size_t pitch, struct color color)
{
    for (int y = 0; y < to.h; y++)
        mask_row(row_at(paper, to, y), mask + (size_t)y * pitch, to.w, packed(color), weight(color.a));
}

static uint32_t tinted(uint32_t argb, struct color tint)
{
    uint32_t r = (argb >> 16 & 0xFF) * weight(tint.r) >> 8, g = (argb >> 8 & 0xFF) * weight(tint.g) >> 8;
    return r << 16 | g << 8 | (argb & 0xFF) * weight(tint.b) >> 8;
}

static void argb_pixels(uint32_t *row, const uint32_t *argb, int n, struct color tint, uint32_t part)
{
    bool is_plain = packed(tint) == 0xFFFFFF;
    for (int x = 0; x < n; x++)
        if (argb[x] >> 24)
            row[x] = blend(row[x], is_plain ? argb[x] : tinted(argb[x], tint), faded(argb[x] >> 24, part));
}

/* As in a mask, four pixels that are all clear go at once, and so do four opaque ones in colours of their own. */
static void argb_row(uint32_t *row, const uint32_t *argb, int w, struct color tint, uint32_t part)
{
    bool is_plain = packed(tint) == 0xFFFFFF;
    int x = 0;
    for (; x + 4 <= w; x += 4) {
        const uint32_t *four = argb + x;
        if ((four[0] | four[1] | four[2] | four[3]) >> 24 == 0)
            continue;
        if (is_plain && (four[0] & four[1] & four[2] & four[3]) >> 24 == 255)
            copy_row(row + x, four, 4, faded(255, part));
        else
            argb_pixels(row + x, four, 4, tint, part);
    }
    argb_pixels(row + x, argb + x, w - x, tint, part);
}

void paint_argb(struct paper paper, struct box to, const uint32_t *argb, size_t pitch, struct color tint)
{
    for (int y = 0; y < to.h; y++)
        argb_row(row_at(paper, to, y), argb + (size_t)y * pitch, to.w, tint, weight(tint.a));
}

/* Two pictures that change into each other have most of their ground in common: what is the same stays as it is. */
static void mix_row(uint32_t *row, const uint32_t *over, int w, uint32_t part)
{
    enum { STRETCH = 32 };
    for (int x = 0, n; x < w; x += n) {
        n = part < 256 && w - x > STRETCH ? STRETCH : w - x;
        if (part == 256 || memcmp(row + x, over + x, (size_t)n * sizeof *row) != 0)
            copy_row(row + x, over + x, n, part);
    }
}

void paint_opaque(struct paper paper, struct box to, const uint32_t *rgb, size_t pitch, uint8_t alpha)
{
    for (int y = 0; y < to.h; y++)
        mix_row(row_at(paper, to, y), rgb + (size_t)y * pitch, to.w, weight(alpha));
}
