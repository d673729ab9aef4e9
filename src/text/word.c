/* Drawing a run with SDL2_ttf. The idea: at twice the size without hinting, then each 2 x 2 block averaged by us; that
 * is nearest to an exact raster at reading sizes, and advances stay those of the layout. SDL2_ttf does not say where in
 * its surface the pen stood, so the same glyphs are placed again with its own arithmetic (origin_of). Replacing
 * SDL2_ttf means replacing raster_run alone. Invariant: what is cached is white and cropped to the ink. */
#include "text/word.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* SDL2_ttf's surface begins at the least x and y any glyph's bitmap reaches, but not right of the pen or below the
 * ascender line (TTF_Render_Internal and TTF_Size_Internal of 2.20.1). */
static SDL_Point origin_of(const struct font *font, const struct run *run)
{
    hb_buffer_t *buffer = shape_run(font->hb_at_size, run);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    int x = 0, y = 0, least_x = 0, least_y = 0, ascent = TTF_FontAscent(font->ttf);
    for (unsigned i = 0; i < n; i++) {
        if (FT_Load_Glyph(font->face, infos[i].codepoint, FT_LOAD_NO_HINTING) != 0)
            continue;
        int left = ((x + at[i].x_offset) >> 6) + font->face->glyph->bitmap_left;
        int top = ((y + ascent * 64 - at[i].y_offset) >> 6) - font->face->glyph->bitmap_top;
        least_x = left < least_x ? left : least_x;
        least_y = top < least_y ? top : least_y;
        x += at[i].x_advance;
        y += at[i].y_advance;
    }
    shape_buffer_end(buffer);
    return (SDL_Point){-least_x, ascent - least_y};
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

/* The smallest rectangle that holds every pixel that is not clear; w 0 when there is none. */
static SDL_Rect ink_of(const SDL_Surface *surface)
{
    int left = surface->w, right = -1, top = surface->h, bottom = -1;
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = surface_row(surface, y);
        int from = 0, to = surface->w - 1;
        while (from <= to && row[from] >> 24 == 0)
            from++;
        while (to > from && row[to] >> 24 == 0)
            to--;
        if (from > to)
            continue;
        left = from < left ? from : left;
        right = to > right ? to : right;
        top = y < top ? y : top;
        bottom = y;
    }
    return right < 0 ? (SDL_Rect){0} : (SDL_Rect){left, top, right - left + 1, bottom - top + 1};
}

static int half_down(int a)
{
    return a >= 0 ? a / 2 : (a - 1) / 2;
}

/* Averages 2 x 2 blocks that are aligned to the origin, so that the pen stands on a pixel's edge. */
static void halve(struct raster *raster, const SDL_Surface *surface, SDL_Rect ink, SDL_Point origin)
{
    raster->left = half_down(ink.x - origin.x);
    raster->top = half_down(ink.y - origin.y);
    raster->w = half_down(ink.x + ink.w - 1 - origin.x) + 1 - raster->left;
    raster->h = half_down(ink.y + ink.h - 1 - origin.y) + 1 - raster->top;
    raster->argb = mem_array((size_t)raster->w * (size_t)raster->h, sizeof *raster->argb);
    int shift_x = origin.x + 2 * raster->left, shift_y = origin.y + 2 * raster->top;
    for (int y = ink.y; y < ink.y + ink.h; y++) {
        const uint32_t *from = surface_row(surface, y);
        uint32_t *sums = raster->argb + (size_t)((y - shift_y) / 2) * (size_t)raster->w;
        for (int x = ink.x; x < ink.x + ink.w; x++)
            sums[(x - shift_x) / 2] += from[x] >> 24;
    }
    for (size_t i = 0; i < (size_t)raster->w * (size_t)raster->h; i++)
        raster->argb[i] = (raster->argb[i] + 2) / 4 << 24 | 0xFFFFFF;
}

struct raster raster_run(struct fonts *fonts, const struct run *run)
{
    struct raster raster = {0};
    const struct font *font = font_at_size(fonts, run->font, run->size);
    SDL_Surface *surface = render(font, run);
    if (surface == NULL)
        return raster;
    CHECK(surface->format->format == SDL_PIXELFORMAT_ARGB8888);
    SDL_Rect ink = ink_of(surface);
    if (ink.w > 0)
        halve(&raster, surface, ink, origin_of(font, run));
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
    if (raster.argb != NULL)
        word->texture = gfx_texture_new(gfx, raster.argb, raster.w, raster.h, (size_t)raster.w * 4, false);
    word->left = raster.left;
    word->top = raster.top;
    word->generation = gfx_generation(gfx);
    word->entry.end = word_end;
    word->entry.is_private = run->is_private;
    wipe_free(raster.argb, (size_t)raster.w * (size_t)raster.h * sizeof *raster.argb);
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
