/* The drawing context: frame, layers, clips, fills and textures. Everything drawn passes gfx_would_show once, which
 * moves it, fades it and leaves out what cannot be seen. Then there are two hands: SDL's renderer when it is
 * accelerated, else paint.c on the window's own pixels. */
#include "gfx/gfx.h"

#include <SDL_image.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

static uint8_t mix_channel(uint8_t a, uint8_t b, float part_of_b)
{
    return (uint8_t)((float)a + ((float)b - (float)a) * part_of_b + 0.5f);
}

static float clamp_part(float part)
{
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

struct color color_mix(struct color a, struct color b, float part_of_b)
{
    float part = clamp_part(part_of_b);
    return (struct color){mix_channel(a.r, b.r, part), mix_channel(a.g, b.g, part), mix_channel(a.b, b.b, part),
                          mix_channel(a.a, b.a, part)};
}

struct color color_with_alpha(struct color color, float alpha)
{
    color.a = mix_channel(0, color.a, clamp_part(alpha));
    return color;
}

static void take_renderer(struct gfx *gfx)
{
    gfx->renderer = output_renderer(gfx->output);
    gfx->paper = (struct paper){0};
    if (!output_pixels(gfx->output, &gfx->paper.pixels, &gfx->paper.pitch))
        CHECK(gfx->renderer);
    strips_forget(&gfx->strips);
    gfx->bounds = (struct box){0};
    output_size(gfx->output, &gfx->bounds.w, &gfx->bounds.h);
}

static void rewind_stacks(struct gfx *gfx)
{
    gfx->layer_depth = 0;
    gfx->clip_depth = 0;
    gfx->layers[0] = (struct gfx_layer){.alpha = 1};
    gfx->clips[0] = gfx->bounds;
}

struct gfx *gfx_new(struct output *output)
{
    struct gfx *gfx = mem_alloc(sizeof *gfx);
    gfx->output = output;
    take_renderer(gfx);
    rewind_stacks(gfx);
    return gfx;
}

void gfx_free(struct gfx *gfx)
{
    if (!gfx)
        return;
    strips_forget(&gfx->strips);
    textures_drop(gfx);
    gfx_cache_clear(gfx);
    while (gfx->textures)
        gfx_texture_free(gfx, gfx->textures);
    strips_finish(&gfx->strips);
    free(gfx);
}

struct box gfx_bounds(const struct gfx *gfx)
{
    return gfx->bounds;
}

void gfx_reset(struct gfx *gfx)
{
    strips_forget(&gfx->strips);
    textures_drop(gfx);
    gfx_cache_clear(gfx);
    textures_lose(gfx);
    if (output_is_stale(gfx->output))
        output_renew(gfx->output);
    take_renderer(gfx);
    rewind_stacks(gfx);
    gfx->generation++;
}

unsigned gfx_generation(const struct gfx *gfx)
{
    return gfx->generation;
}

static void apply_clip(struct gfx *gfx)
{
    struct box clip = gfx->clips[gfx->clip_depth];
    if (gfx->renderer && !gfx->is_muted)
        SDL_RenderSetClipRect(gfx->renderer, gfx->clip_depth ? &(SDL_Rect){clip.x, clip.y, clip.w, clip.h} : NULL);
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static void begin(struct gfx *gfx, int budget_us, bool is_ahead)
{
    if (output_is_stale(gfx->output))
        gfx_reset(gfx);
    gfx->is_muted = false;
    gfx->is_ahead = is_ahead;
    gfx->may_make_until_us = budget_us > 0 ? now_us() + budget_us : INT64_MAX;
    gfx->has_made = false;
    gfx->is_whole = true;
    rewind_stacks(gfx);
    apply_clip(gfx);
}

void gfx_set_budget(struct gfx *gfx, int us)
{
    gfx->budget_us = us;
}

bool gfx_may_make(struct gfx *gfx)
{
    bool may = !gfx->has_made || gfx->may_make_until_us == INT64_MAX || now_us() < gfx->may_make_until_us;
    gfx->has_made = true;
    gfx->is_whole = gfx->is_whole && may;
    return may;
}

bool gfx_is_whole(const struct gfx *gfx)
{
    return gfx->is_whole;
}

void gfx_begin_ahead(struct gfx *gfx, int budget_us)
{
    begin(gfx, budget_us, true);
}

void gfx_begin(struct gfx *gfx, struct color ground)
{
    begin(gfx, gfx->budget_us, false);
    strips_begin(&gfx->strips);
    textures_drop(gfx);
    ground.a = 255;
    gfx_fill(gfx, gfx->bounds, ground);
}

void gfx_mute(struct gfx *gfx)
{
    gfx->is_muted = true;
    rewind_stacks(gfx);
}

bool gfx_is_muted(const struct gfx *gfx)
{
    return gfx->is_muted;
}

static void present(struct gfx *gfx)
{
    struct box changed[STRIPS_MAX] = {gfx->bounds};
    int count = gfx->renderer ? 1 : strips_end(&gfx->strips, gfx->paper, gfx->bounds, changed);
    textures_drop(gfx);
    output_present(gfx->output, changed, count);
}

void gfx_end(struct gfx *gfx)
{
    if (gfx->is_ahead)
        gfx_mute(gfx);
    if (!gfx->is_muted)
        present(gfx);
    gfx->is_ahead = false;
}

void gfx_push(struct gfx *gfx, int dx, int dy, float alpha)
{
    CHECK(gfx->layer_depth < GFX_DEPTH);
    struct gfx_layer under = gfx->layers[gfx->layer_depth];
    gfx->layers[++gfx->layer_depth] =
        (struct gfx_layer){under.dx + dx, under.dy + dy, under.alpha * clamp_part(alpha)};
}

void gfx_pop(struct gfx *gfx)
{
    CHECK(gfx->layer_depth > 0);
    gfx->layer_depth--;
}

bool gfx_is_faded_out(const struct gfx *gfx)
{
    return gfx->layers[gfx->layer_depth].alpha <= 0;
}

static struct box moved(const struct gfx *gfx, struct box box)
{
    struct gfx_layer layer = gfx->layers[gfx->layer_depth];
    return (struct box){box.x + layer.dx, box.y + layer.dy, box.w, box.h};
}

void gfx_clip_push(struct gfx *gfx, struct box box)
{
    CHECK(gfx->clip_depth < GFX_DEPTH);
    struct box under = gfx->clips[gfx->clip_depth];
    gfx->clips[++gfx->clip_depth] = box_shared(under, moved(gfx, box));
    apply_clip(gfx);
}

void gfx_clip_pop(struct gfx *gfx)
{
    CHECK(gfx->clip_depth > 0);
    gfx->clip_depth--;
    apply_clip(gfx);
}

void gfx_sheet_begin(struct gfx *gfx, float alpha)
{
    CHECK(gfx->clip_depth == 0);
    gfx->sheet_alpha = mix_channel(0, 255, clamp_part(alpha));
    if (gfx->is_muted || gfx->is_ahead)
        return;
    if (!gfx->renderer) {
        strips_sheet_begin(&gfx->strips, gfx->sheet_alpha);
        return;
    }
    gfx->sheet = SDL_CreateTexture(gfx->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_TARGET, gfx->bounds.w,
                                   gfx->bounds.h);
    if (gfx->sheet) /* else it is seen as if alpha were 1 */
        SDL_SetRenderTarget(gfx->renderer, gfx->sheet);
}

void gfx_sheet_end(struct gfx *gfx)
{
    if (gfx->is_muted || gfx->is_ahead)
        return;
    if (!gfx->renderer)
        strips_sheet_end(&gfx->strips);
    if (!gfx->sheet)
        return;
    SDL_SetRenderTarget(gfx->renderer, NULL);
    SDL_SetTextureBlendMode(gfx->sheet, SDL_BLENDMODE_BLEND);
    SDL_SetTextureAlphaMod(gfx->sheet, gfx->sheet_alpha);
    SDL_RenderCopy(gfx->renderer, gfx->sheet, NULL, NULL);
    SDL_DestroyTexture(gfx->sheet);
    gfx->sheet = NULL;
}

struct gfx_landing gfx_landing(const struct gfx *gfx, struct box box)
{
    box = moved(gfx, box);
    struct box seen = box_shared(box, gfx->clips[gfx->clip_depth]);
    return (struct gfx_landing){box, seen, gfx->layers[gfx->layer_depth].alpha};
}

bool gfx_would_show(const struct gfx *gfx, struct box *box, uint8_t *alpha)
{
    *box = moved(gfx, *box);
    *alpha = mix_channel(0, *alpha, gfx->layers[gfx->layer_depth].alpha);
    struct box seen = box_shared(*box, gfx->clips[gfx->clip_depth]);
    return !gfx->is_muted && (gfx->is_ahead || (*alpha > 0 && seen.w > 0 && seen.h > 0));
}

/* `to` is where `part` of the texture, or a fill, would be without the clip. */
static void write_down(struct gfx *gfx, struct box to, const struct gfx_texture *texture, struct box part,
                       struct color color)
{
    struct stroke stroke = {.texture = texture, .to = box_shared(to, gfx->clips[gfx->clip_depth]), .color = color};
    if (texture) {
        struct box ink = texture->ink;
        ink.x += to.x - part.x;
        ink.y += to.y - part.y;
        stroke.to = box_shared(stroke.to, ink);
        stroke.id = texture->id;
        stroke.from = (uint32_t)((stroke.to.y - ink.y) * ink.w + stroke.to.x - ink.x);
    }
    if (stroke.to.w == 0 || stroke.to.h == 0)
        return;
    strips_add(&gfx->strips, &stroke);
}

void gfx_fill(struct gfx *gfx, struct box box, struct color color)
{
    if (gfx->is_ahead || !gfx_would_show(gfx, &box, &color.a))
        return;
    if (!gfx->renderer) {
        write_down(gfx, box, NULL, (struct box){0}, color);
        return;
    }
    SDL_SetRenderDrawBlendMode(gfx->renderer, color.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(gfx->renderer, color.r, color.g, color.b, color.a);
    SDL_RenderFillRect(gfx->renderer, &(SDL_Rect){box.x, box.y, box.w, box.h});
}

void gfx_draw(struct gfx *gfx, const struct gfx_texture *texture, int x, int y, struct color tint)
{
    if (texture)
        gfx_draw_part(gfx, texture, (struct box){0, 0, texture->w, texture->h}, x, y, tint);
}

void gfx_draw_part(struct gfx *gfx, const struct gfx_texture *texture, struct box part, int x, int y,
                   struct color tint)
{
    struct box to = {x, y, part.w, part.h};
    if (!texture || gfx->is_ahead || !gfx_would_show(gfx, &to, &tint.a))
        return;
    if (!gfx->renderer) {
        write_down(gfx, to, texture, part, tint);
        return;
    }
    if (!texture->sdl)
        return;
    bool is_copy = texture->is_opaque && tint.a == 255;
    SDL_SetTextureBlendMode(texture->sdl, is_copy ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetTextureColorMod(texture->sdl, tint.r, tint.g, tint.b);
    SDL_SetTextureAlphaMod(texture->sdl, tint.a);
    SDL_RenderCopy(gfx->renderer, texture->sdl, &(SDL_Rect){part.x, part.y, part.w, part.h},
                   &(SDL_Rect){to.x, to.y, to.w, to.h});
}

/* The paper has all that was drawn. */
static void finish_painting(struct gfx *gfx)
{
    if (!gfx->renderer && gfx->strips.count > 0)
        strips_paint(&gfx->strips, gfx->paper, gfx->bounds);
}

/* The picture drawn so far as a surface of SDL's, in `format`; NULL when there is no memory for it. */
static SDL_Surface *read_back(struct gfx *gfx, Uint32 format)
{
    int w = gfx->bounds.w, h = gfx->bounds.h, bits = SDL_BITSPERPIXEL(format);
    finish_painting(gfx);
    SDL_Surface *copy = SDL_CreateRGBSurfaceWithFormat(0, w, h, bits, format);
    if (copy && gfx->renderer)
        SDL_RenderReadPixels(gfx->renderer, NULL, format, copy->pixels, copy->pitch);
    else if (copy)
        SDL_ConvertPixels(w, h, SDL_PIXELFORMAT_RGB888, gfx->paper.pixels, (int)gfx->paper.pitch * 4, format,
                          copy->pixels, copy->pitch);
    return copy;
}

struct color gfx_pixel(struct gfx *gfx, int x, int y)
{
    uint32_t pixel = 0;
    finish_painting(gfx);
    if (gfx->renderer)
        SDL_RenderReadPixels(gfx->renderer, &(SDL_Rect){x, y, 1, 1}, SDL_PIXELFORMAT_ARGB8888, &pixel, 4);
    else
        pixel = gfx->paper.pixels[(size_t)y * gfx->paper.pitch + (size_t)x];
    return (struct color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
}

bool gfx_save_png(struct gfx *gfx, const char *path, struct err *err)
{
    SDL_Surface *picture = read_back(gfx, SDL_PIXELFORMAT_RGB24);
    bool is_saved = picture && IMG_SavePNG(picture, path) == 0;
    SDL_FreeSurface(picture);
    return is_saved || err_set(err, ERR_IO, path, "The picture could not be saved: %s.", SDL_GetError());
}
