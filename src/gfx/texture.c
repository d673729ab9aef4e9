/* Textures: pixels that are drawn again and again. Accelerated, they are the device's; in software ours: without clear
 * edges, and what is white all over (every word, most shapes) as its alpha alone. Invariant: one that is freed while a
 * frame is written down lives until that is painted. */
#include <string.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

/* Words are masks, and a word may be a visitor's: masks are wiped. */
static void lose_pixels(struct gfx_texture *texture)
{
    if (texture->sdl)
        SDL_DestroyTexture(texture->sdl);
    if (texture->mask)
        explicit_bzero(texture->mask, gfx_texture_bytes(texture));
    free(texture->mask);
    free(texture->argb);
    texture->sdl = NULL;
    texture->mask = NULL;
    texture->argb = NULL;
}

void textures_lose(struct gfx *gfx)
{
    for (struct gfx_texture *texture = gfx->textures; texture; texture = texture->next)
        lose_pixels(texture);
}

static struct gfx_texture *texture_alloc(struct gfx *gfx, int w, int h, bool is_opaque)
{
    CHECK(w >= 1 && h >= 1 && w <= 8192 && h <= 8192);
    struct gfx_texture *texture = mem_alloc(sizeof *texture);
    *texture = (struct gfx_texture){
        .id = ++gfx->last_id, .w = w, .h = h, .is_opaque = is_opaque, .ink = {0, 0, w, h}, .next = gfx->textures};
    if (gfx->textures)
        gfx->textures->before = texture;
    gfx->textures = texture;
    return texture;
}

/* What of the pixels is not clear; and is all of that white? */
static struct box find_ink(const uint32_t *argb, int w, int h, size_t pitch, bool *is_white)
{
    int left = w, right = 0, top = h, bottom = 0;
    *is_white = true;
    for (int y = 0; y < h; y++) {
        const uint32_t *row = argb + (size_t)y * pitch;
        int from = 0, to = w;
        while (from < w && row[from] >> 24 == 0)
            from++;
        while (to > from && row[to - 1] >> 24 == 0)
            to--;
        for (int x = from; *is_white && x < to; x++)
            *is_white = row[x] >> 24 == 0 || (row[x] & 0xFFFFFF) == 0xFFFFFF;
        if (from == w)
            continue;
        left = from < left ? from : left;
        right = to > right ? to : right;
        top = y < top ? y : top;
        bottom = y + 1;
    }
    return right > 0 ? (struct box){left, top, right - left, bottom - top} : (struct box){0};
}

/* The ink of `argb` as a mask, or, when it has colours, at `colors`, which may be `argb`. */
static void keep_ink(struct gfx_texture *texture, const uint32_t *argb, size_t pitch, bool is_mask, uint32_t *colors)
{
    size_t w = (size_t)texture->ink.w, h = (size_t)texture->ink.h;
    texture->mask = is_mask ? mem_array(w, h) : NULL;
    texture->argb = is_mask ? NULL : colors;
    for (size_t y = 0; y < h; y++) {
        const uint32_t *row = argb + ((size_t)texture->ink.y + y) * pitch + texture->ink.x;
        for (size_t x = 0; is_mask && x < w; x++)
            texture->mask[y * w + x] = (uint8_t)(row[x] >> 24);
        if (!is_mask)
            memmove(colors + y * w, row, w * sizeof *row);
    }
}

static void keep_pixels(struct gfx_texture *texture, const uint32_t *argb, size_t pitch)
{
    bool is_mask = false;
    if (!texture->is_opaque)
        texture->ink = find_ink(argb, texture->w, texture->h, pitch, &is_mask);
    uint32_t *colors = is_mask ? NULL : mem_array(gfx_texture_bytes(texture), 1);
    keep_ink(texture, argb, pitch, is_mask, colors);
}

/* In place: fresh memory of that size is the dearest part of making a texture. */
static void take_pixels(struct gfx_texture *texture, uint32_t *argb)
{
    bool is_mask;
    texture->ink = find_ink(argb, texture->w, texture->h, (size_t)texture->w, &is_mask);
    keep_ink(texture, argb, (size_t)texture->w, is_mask, argb);
    if (is_mask)
        free(argb);
    else
        texture->argb = mem_resize(argb, gfx_texture_bytes(texture), 1);
}

struct gfx_texture *gfx_texture_new(struct gfx *gfx, const uint32_t *argb, int w, int h, size_t pitch, bool is_opaque)
{
    struct gfx_texture *texture = texture_alloc(gfx, w, h, is_opaque);
    if (!gfx->renderer) {
        keep_pixels(texture, argb, pitch / sizeof *argb);
        return texture;
    }
    texture->sdl = SDL_CreateTexture(gfx->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, w, h);
    if (texture->sdl)
        SDL_UpdateTexture(texture->sdl, NULL, argb, (int)pitch);
    return texture;
}

struct gfx_texture *gfx_texture_take(struct gfx *gfx, uint32_t *argb, int w, int h, bool is_opaque)
{
    if (gfx->renderer) {
        struct gfx_texture *copy = gfx_texture_new(gfx, argb, w, h, (size_t)w * sizeof *argb, is_opaque);
        free(argb);
        return copy;
    }
    struct gfx_texture *texture = texture_alloc(gfx, w, h, is_opaque);
    if (is_opaque)
        texture->argb = argb;
    else
        take_pixels(texture, argb);
    return texture;
}

struct gfx_texture *gfx_mask_new(struct gfx *gfx, const uint8_t *alpha, int w, int h)
{
    size_t count = (size_t)w * (size_t)h;
    if (!gfx->renderer) {
        struct gfx_texture *texture = texture_alloc(gfx, w, h, false);
        texture->mask = memcpy(mem_alloc(count), alpha, count);
        return texture;
    }
    uint32_t *argb = mem_array(count, sizeof *argb);
    for (size_t i = 0; i < count; i++)
        argb[i] = (uint32_t)alpha[i] << 24 | 0xFFFFFF;
    struct gfx_texture *texture = gfx_texture_new(gfx, argb, w, h, (size_t)w * sizeof *argb, false);
    explicit_bzero(argb, count * sizeof *argb); /* a word may be a visitor's */
    free(argb);
    return texture;
}

void gfx_texture_free(struct gfx *gfx, struct gfx_texture *texture)
{
    if (!texture)
        return;
    if (texture->next)
        texture->next->before = texture->before;
    if (texture->before)
        texture->before->next = texture->next;
    else
        gfx->textures = texture->next;
    texture->next = gfx->dropped;
    gfx->dropped = texture;
    if (gfx->strips.count == 0)
        textures_drop(gfx);
}

void textures_drop(struct gfx *gfx)
{
    for (struct gfx_texture *texture = gfx->dropped, *next; texture; texture = next) {
        next = texture->next;
        lose_pixels(texture);
        free(texture);
    }
    gfx->dropped = NULL;
}

int gfx_texture_width(const struct gfx_texture *texture)
{
    return texture->w;
}

int gfx_texture_height(const struct gfx_texture *texture)
{
    return texture->h;
}

uint8_t gfx_texture_alpha(const struct gfx_texture *texture, int x, int y)
{
    struct box ink = texture->ink;
    if (!box_holds(ink, x, y))
        return 0;
    size_t at = (size_t)(y - ink.y) * (size_t)ink.w + (size_t)(x - ink.x);
    if (texture->mask)
        return texture->mask[at];
    return texture->argb ? (uint8_t)(texture->argb[at] >> 24) : 0;
}

size_t gfx_texture_bytes(const struct gfx_texture *texture)
{
    return (size_t)texture->ink.w * (size_t)texture->ink.h * (texture->mask ? 1 : sizeof(uint32_t));
}
