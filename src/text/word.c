/* Drawing a run with SDL2_ttf. The idea: at twice the size without hinting, then each 2 x 2 block averaged by us; that
 * is nearest to an exact raster at reading sizes, and advances stay those of the layout. SDL2_ttf does not say where in
 * its surface the pen stood, so the same glyphs are placed again with its own arithmetic (layout_of). Replacing
 * SDL2_ttf means replacing raster_run alone. Invariant: what is cached is white and cropped to the glyphs. */
#include "text/word.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Where in SDL2_ttf's surface the pen stood, and the part of it that has ink. */
struct layout {
    SDL_Point origin;
    SDL_Rect ink; /* w 0: none */
};

/* SDL2_ttf's surface begins at the least x and y any glyph's bitmap reaches, but not right of the pen or below the
 * ascender line (TTF_Render_Internal and TTF_Size_Internal of 2.20.1). */
static struct layout layout_of(const struct font *font, const struct run *run)
{
    hb_buffer_t *buffer = shape_run(font->hb_at_size, run);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    int x = 0, y = 0, least_x = 0, least_y = 0, ascent = TTF_FontAscent(font->ttf);
    SDL_Rect ink = {0, 0, 0, 0};
    for (unsigned i = 0; i < n; i++) {
        if (FT_Load_Glyph(font->face, infos[i].codepoint, FT_LOAD_NO_HINTING) != 0)
            continue;
        const FT_GlyphSlot glyph = font->face->glyph;
        int left = ((x + at[i].x_offset) >> 6) + glyph->bitmap_left;
        int top = ((y + ascent * 64 - at[i].y_offset) >> 6) - glyph->bitmap_top;
        SDL_Rect drawn = {left, top, (int)glyph->bitmap.width, (int)glyph->bitmap.rows};
        SDL_UnionRect(&ink, &drawn, &ink); /* one without size counts for nothing */
        least_x = left < least_x ? left : least_x;
        least_y = top < least_y ? top : least_y;
        x += at[i].x_advance;
        y += at[i].y_advance;
    }
    shape_buffer_end(buffer);
    ink.x -= least_x;
    ink.y -= least_y;
    return (struct layout){{-least_x, ascent - least_y}, ink};
}

/* NULL for a run without ink: SDL2_ttf calls that an error. */
static SDL_Surface *render(const struct font *font, const struct run *run)
{
    char utf8[RUN_MAX * 4 + 1];
    size_t n = 0;
    for (size_t i = 0; i < run->count; i++)
        n += utf8_put(utf8 + n, run->cps[i]);
    utf8[n] = 0;
    TTF_SetFontDirection(font->ttf, run->is_rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font->ttf, utf8, (SDL_Color){255, 255, 255, 255});
    if (run->is_private)
        explicit_bzero(utf8, sizeof utf8);
    return surface;
}

static const uint32_t *surface_row(const SDL_Surface *surface, int y)
{
    return (const uint32_t *)(const void *)((const char *)surface->pixels + (ptrdiff_t)y * surface->pitch);
}

static int half_down(int a)
{
    return a >= 0 ? a / 2 : (a - 1) / 2;
}

static void add_alpha(uint16_t *sums, const uint32_t *row, int n)
{
    for (int i = 0; i < n; i++)
        sums[i] = (uint16_t)(sums[i] + (row[i] >> 24));
}

static void average_pairs(uint8_t *alpha, const uint16_t *sums, int n)
{
    for (int i = 0; i < n; i++)
        alpha[i] = (uint8_t)((sums[2 * i] + sums[2 * i + 1] + 2) / 4);
}

/* Averages 2 x 2 blocks that are aligned to the origin, so that the pen stands on a pixel's edge. */
static void halve(struct raster *raster, const SDL_Surface *surface, SDL_Rect ink, SDL_Point origin)
{
    raster->left = half_down(ink.x - origin.x);
    raster->top = half_down(ink.y - origin.y);
    raster->w = half_down(ink.x + ink.w - 1 - origin.x) + 1 - raster->left;
    raster->h = half_down(ink.y + ink.h - 1 - origin.y) + 1 - raster->top;
    raster->alpha = mem_array((size_t)raster->w, (size_t)raster->h);
    size_t row_bytes = 2 * (size_t)raster->w * sizeof(uint16_t);
    uint16_t *sums = mem_alloc(row_bytes); /* of two rows */
    int shift_x = ink.x - origin.x - 2 * raster->left, shift_y = ink.y - origin.y - 2 * raster->top;
    for (int y = 0, row = -shift_y; y < raster->h; y++, row += 2) {
        memset(sums, 0, row_bytes);
        for (int k = row < 0 ? 0 : row; k < row + 2 && k < ink.h; k++)
            add_alpha(sums + shift_x, surface_row(surface, ink.y + k) + ink.x, ink.w);
        average_pairs(raster->alpha + (size_t)y * (size_t)raster->w, sums, raster->w);
    }
    wipe_free(sums, row_bytes);
}

struct raster raster_run(struct fonts *fonts, const struct run *run)
{
    struct raster raster = {0};
    const struct font *font = font_at_size(fonts, run->font, run->size);
    SDL_Surface *surface = render(font, run);
    if (surface == NULL)
        return raster;
    CHECK(surface->format->format == SDL_PIXELFORMAT_ARGB8888);
    struct layout layout = layout_of(font, run);
    if (SDL_IntersectRect(&layout.ink, &(SDL_Rect){0, 0, surface->w, surface->h}, &layout.ink))
        halve(&raster, surface, layout.ink, layout.origin);
    if (run->is_private)
        explicit_bzero(surface->pixels, (size_t)surface->h * (size_t)surface->pitch);
    SDL_FreeSurface(surface);
    return raster;
}

static void word_end(struct entry *entry, void *owner)
{
    struct word *word = (struct word *)entry;
    gfx_texture_free(owner, word->texture);
    free(word);
}

static struct word *word_new(struct fonts *fonts, struct gfx *gfx, const struct run *run)
{
    struct word *word = mem_alloc(sizeof *word);
    struct raster raster = raster_run(fonts, run);
    if (raster.alpha != NULL)
        word->texture = gfx_mask_new(gfx, raster.alpha, raster.w, raster.h);
    word->left = raster.left;
    word->top = raster.top;
    word->generation = gfx_generation(gfx);
    word->entry.end = word_end;
    word->entry.is_private = run->is_private;
    wipe_free(raster.alpha, (size_t)raster.w * (size_t)raster.h);
    return word;
}

/* The kept word; one whose texture was lost with the device is dropped. */
static struct word *find(struct cache *cache, struct gfx *gfx, const struct run *run)
{
    struct word *word = (struct word *)cache_find(cache, run, run_bytes(run));
    if (word == NULL || word->generation == gfx_generation(gfx))
        return word;
    cache_drop(cache, &word->entry);
    return NULL;
}

const struct word *word_get(struct cache *cache, struct fonts *fonts, struct gfx *gfx, const struct run *run)
{
    struct word *word = find(cache, gfx, run);
    if (word != NULL || !gfx_may_make(gfx))
        return word;
    word = word_new(fonts, gfx, run);
    cache_add(cache, &word->entry, run, run_bytes(run),
              sizeof *word + (word->texture ? gfx_texture_bytes(word->texture) : 0));
    return word;
}
