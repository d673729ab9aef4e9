/* Painting late. A frame at 1920x1080 is 8 MB, more than the caches hold, so drawing it thing by thing sends every
 * pixel through memory several times; a strip of it stays where it is. Invariant: shown[i] is the number of all strokes
 * that strip i of the paper was painted with, from the ground up, or 0. */
#include "gfx/strips.h"

#include <string.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

void strips_finish(struct strips *strips)
{
    free(strips->strokes);
    *strips = (struct strips){0};
}

void strips_forget(struct strips *strips)
{
    strips->count = strips->painted = 0;
    memset(strips->shown, 0, sizeof strips->shown);
}

void strips_begin(struct strips *strips)
{
    if (strips->count > 0) /* the last frame was never ended */
        strips_forget(strips);
}

void strips_add(struct strips *strips, const struct stroke *stroke)
{
    if (strips->count == strips->room) {
        strips->room = strips->room ? 2 * strips->room : 256;
        strips->strokes = mem_resize(strips->strokes, strips->room, sizeof *strips->strokes);
    }
    strips->strokes[strips->count++] = *stroke;
}

static struct box strip_box(struct box bounds, int i)
{
    struct box strip = {0, i * STRIP_ROWS, bounds.w, STRIP_ROWS};
    return box_shared(strip, bounds);
}

static int strip_count(struct box bounds)
{
    return (bounds.h + STRIP_ROWS - 1) / STRIP_ROWS;
}

/* A step of FNV-1a, a word at a time. */
static uint64_t mixed(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x100000001b3);
    return sum ^ sum >> 29;
}

static uint64_t number_of(const struct stroke *stroke)
{
    uint64_t words[sizeof *stroke / sizeof(uint64_t)], sum = UINT64_C(0xcbf29ce484222325);
    memcpy(words, stroke, sizeof words);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        sum = mixed(sum, words[i]);
    return sum;
}

/* The number of what is written down for each strip. */
static void number_strips(const struct strips *strips, struct box bounds, uint64_t numbers[STRIPS_MAX])
{
    for (int i = 0; i < strip_count(bounds); i++)
        numbers[i] = 1;
    for (size_t k = 0; k < strips->count; k++) {
        const struct stroke *stroke = &strips->strokes[k];
        uint64_t number = number_of(stroke);
        for (int i = stroke->to.y / STRIP_ROWS; i <= (stroke->to.y + stroke->to.h - 1) / STRIP_ROWS; i++)
            numbers[i] = mixed(numbers[i], number);
    }
}

static void paint_part(struct paper paper, const struct stroke *stroke, struct box strip)
{
    const struct gfx_texture *texture = stroke->texture;
    struct box to = box_shared(stroke->to, strip);
    if (to.h == 0)
        return;
    if (!texture) {
        paint_fill(paper, to, stroke->color);
        return;
    }
    size_t pitch = (size_t)texture->w, from = stroke->from + (size_t)(to.y - stroke->to.y) * pitch;
    if (texture->mask)
        paint_mask(paper, to, texture->mask + from, pitch, stroke->color);
    else if (texture->argb && texture->is_opaque)
        paint_opaque(paper, to, texture->argb + from, pitch, stroke->color.a);
    else if (texture->argb)
        paint_argb(paper, to, texture->argb + from, pitch, stroke->color);
}

/* Nothing below it shows in the strip. */
static bool covers(const struct stroke *stroke, struct box strip)
{
    bool is_opaque = !stroke->texture || (stroke->texture->argb && stroke->texture->is_opaque);
    struct box part = box_shared(stroke->to, strip);
    return is_opaque && stroke->color.a == 255 && part.w == strip.w && part.h == strip.h;
}

static void paint_strip(const struct strips *strips, struct paper paper, struct box strip)
{
    size_t first = strips->count;
    while (first > strips->painted && !covers(&strips->strokes[first - 1], strip))
        first--;
    first -= first > strips->painted; /* the covering one itself */
    for (size_t k = first; k < strips->count; k++)
        paint_part(paper, &strips->strokes[k], strip);
}

void strips_paint(struct strips *strips, struct paper paper, struct box bounds)
{
    for (int i = 0; i < strip_count(bounds); i++)
        paint_strip(strips, paper, strip_box(bounds, i));
    strips->painted = strips->count;
}

int strips_end(struct strips *strips, struct paper paper, struct box bounds, struct box changed[STRIPS_MAX])
{
    uint64_t numbers[STRIPS_MAX];
    bool is_begun = strips->painted > 0, was_changed = false;
    int count = 0;
    number_strips(strips, bounds, numbers);
    for (int i = 0; i < strip_count(bounds); i++) {
        struct box strip = strip_box(bounds, i);
        bool is_changed = numbers[i] != strips->shown[i];
        strips->shown[i] = numbers[i];
        if (is_changed || is_begun)
            paint_strip(strips, paper, strip);
        if (is_changed && was_changed)
            changed[count - 1].h += strip.h;
        else if (is_changed)
            changed[count++] = strip;
        was_changed = is_changed;
    }
    strips->count = strips->painted = 0;
    return count;
}
