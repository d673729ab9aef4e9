/* HarfBuzz: advance, ink and caret edges of a run, in em. The idea: words of both Arabic fonts are measured alone,
 * since neither kerns across a space (measured on 15,000 words); so a word's shape is good in every paragraph and at
 * every size. Invariant: edges rise from 0 to the advance, whatever the glyphs do (Nastaliq tucks letters under each
 * other, so a cluster can have a negative advance). */
#include "text/shape.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/unit.h"

/* A cluster of less em than this is no caret step of its own. */
static const float NARROW = 0.05f;

void ink_add(struct ink *ink, struct ink more)
{
    ink->left = fminf(ink->left, more.left);
    ink->top = fminf(ink->top, more.top);
    ink->right = fmaxf(ink->right, more.right);
    ink->bottom = fmaxf(ink->bottom, more.bottom);
}

struct ink ink_placed(struct ink ink, float scale, float x, float y)
{
    if (ink_is_empty(ink))
        return INK_NONE;
    return (struct ink){x + ink.left * scale, y + ink.top * scale, x + ink.right * scale, y + ink.bottom * scale};
}

hb_buffer_t *shape_run(hb_font_t *hb, const struct run *run)
{
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf32(buffer, run->cps, run->count, 0, run->count);
    hb_buffer_set_direction(buffer, run->is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, font_is_arabic(run->font) ? HB_SCRIPT_ARABIC : HB_SCRIPT_LATIN);
    hb_shape(hb, buffer, NULL, 0);
    return buffer;
}

void shape_buffer_end(hb_buffer_t *buffer)
{
    unsigned n;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    explicit_bzero(infos, n * sizeof *infos);
    hb_buffer_destroy(buffer);
}

/* Advance and ink of all; what each cluster advances, by its first code point. */
static void measure(struct shaped *shape, const struct font *font, hb_buffer_t *buffer, float *by_cluster)
{
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    shape->ink = INK_NONE;
    float em = 1 / font->units_per_em;
    int pen = 0;
    for (unsigned i = 0; i < n; i++) {
        hb_glyph_extents_t box;
        if (hb_font_get_glyph_extents(font->hb, infos[i].codepoint, &box) && box.width != 0 && box.height != 0) {
            float left = (float)(pen + at[i].x_offset + box.x_bearing) * em;
            float top = (float)-(at[i].y_offset + box.y_bearing) * em;
            ink_add(&shape->ink, (struct ink){left, top, left + (float)box.width * em, top - (float)box.height * em});
        }
        shape->has_box |= infos[i].codepoint == 0;
        by_cluster[infos[i].cluster] += (float)at[i].x_advance * em;
        pen += at[i].x_advance;
    }
    shape->advance = (float)pen * em;
}

static void cut(struct shaped *shape, const struct font *font, hb_draw_funcs_t *tracer, hb_buffer_t *buffer)
{
    if (ink_is_empty(shape->ink))
        return;
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    shape->slices = slices_new(shape->ink.left, shape->ink.right);
    float em = 1 / font->units_per_em;
    int pen = 0;
    for (unsigned i = 0; i < n; i++) {
        float x = (float)(pen + at[i].x_offset) * em, y = (float)-at[i].y_offset * em;
        slices_add(&shape->slices, tracer, font->hb, infos[i].codepoint, x, y);
        pen += at[i].x_advance;
    }
}

/* A cluster of several letters (a ligature) is shared out evenly, and so is one with the hardly wide clusters after it
 * (the alef of lam-alef); a mark shares the edge after its letter. */
static void find_edges(struct shaped *shape, const struct run *run, const float *by_cluster)
{
    float raw = 0, edge = 0;
    for (size_t from = 0, to; from < run->count; from = to) {
        size_t letters = 0, passed = 0;
        for (to = from; to == from || (to < run->count && by_cluster[to] < NARROW); to++) {
            letters += !cp_is_mark(run->cps[to]);
            raw += by_cluster[to];
        }
        float next = fmaxf(edge, fminf(raw, shape->advance));
        for (size_t i = from; i < to; i++) {
            shape->edges[i] = letters ? edge + (next - edge) * (float)passed / (float)letters : edge;
            passed += !cp_is_mark(run->cps[i]);
        }
        edge = next;
    }
    shape->edges[run->count] = fmaxf(edge, shape->advance);
}

static struct shaped *shape_new(const struct fonts *fonts, const struct run *run)
{
    const struct font *font = &fonts->at[run->font];
    struct shaped *shape = mem_alloc(sizeof *shape + (run->count + 1u) * sizeof shape->edges[0]);
    shape->count = run->count;
    hb_buffer_t *buffer = shape_run(font->hb, run);
    float by_cluster[RUN_MAX] = {0};
    measure(shape, font, buffer, by_cluster);
    cut(shape, font, fonts->tracer, buffer);
    find_edges(shape, run, by_cluster);
    shape_buffer_end(buffer);
    return shape;
}

static size_t shape_bytes(const struct shaped *shape)
{
    return sizeof *shape + (shape->count + 1) * sizeof shape->edges[0] + shape->slices.count * sizeof(struct slice);
}

static void shape_end(struct entry *entry, void *owner)
{
    (void)owner;
    struct shaped *shape = (struct shaped *)entry;
    free(shape->slices.at);
    wipe_free(shape, offsetof(struct shaped, edges) + (shape->count + 1) * sizeof shape->edges[0]);
}

const struct shaped *shape_get(struct cache *cache, const struct fonts *fonts, const struct run *run)
{
    struct run key = *run;
    key.size = SIZE_OF_SHAPE;
    struct shaped *shape = (struct shaped *)cache_find(cache, &key, run_bytes(&key));
    if (shape != NULL)
        return shape;
    shape = shape_new(fonts, run);
    shape->entry.end = shape_end;
    shape->entry.is_private = run->is_private;
    cache_add(cache, &shape->entry, &key, run_bytes(&key), shape_bytes(shape));
    return shape;
}
