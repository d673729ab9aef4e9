/* Painting late. A frame at 1920x1080 is 8 MB, more than the caches hold, so drawing it thing by thing sends every
 * pixel through memory several times; a strip of it stays where it is. Invariant: shown[i][c] is the number of all
 * strokes that cell c of strip i of the paper was painted with, from the ground up, or 0. */
#include "gfx/strips.h"

#include <string.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

static const size_t NOT_ENDED = SIZE_MAX; /* sheet.to */

void strips_finish(struct strips *strips)
{
    free(strips->strokes);
    free(strips->sheet_pixels);
    *strips = (struct strips){0};
}

static void end_frame(struct strips *strips)
{
    strips->count = strips->painted = 0;
    strips->sheet = (struct sheet){0};
}

void strips_forget(struct strips *strips)
{
    end_frame(strips);
    free(strips->sheet_pixels); /* it is as wide as the paper */
    strips->sheet_pixels = NULL;
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

void strips_sheet_begin(struct strips *strips, uint8_t alpha)
{
    CHECK(strips->sheet.to == 0);
    strips->sheet = (struct sheet){strips->count, NOT_ENDED, alpha};
}

void strips_sheet_end(struct strips *strips)
{
    CHECK(strips->sheet.to == NOT_ENDED && strips->count > strips->sheet.from);
    strips->sheet.to = strips->count;
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

static int cell_count(struct box bounds)
{
    return (bounds.w + CELL_COLUMNS - 1) / CELL_COLUMNS;
}

/* ---- painting ---- */

static void paint_part(struct paper paper, struct box to, const struct stroke *stroke, struct box part)
{
    const struct gfx_texture *texture = stroke->texture;
    if (!texture) {
        paint_fill(paper, to, stroke->color);
        return;
    }
    size_t pitch = (size_t)texture->ink.w;
    size_t from = stroke->from + (size_t)(part.y - stroke->to.y) * pitch + (size_t)(part.x - stroke->to.x);
    if (texture->mask)
        paint_mask(paper, to, texture->mask + from, pitch, stroke->color);
    else if (texture->argb && texture->is_opaque)
        paint_opaque(paper, to, texture->argb + from, pitch, stroke->color.a);
    else if (texture->argb)
        paint_argb(paper, to, texture->argb + from, pitch, stroke->color);
}

/* Nothing below it shows in the box. */
static bool covers(const struct stroke *stroke, struct box box)
{
    bool is_opaque = !stroke->texture || (stroke->texture->argb && stroke->texture->is_opaque);
    struct box part = box_shared(stroke->to, box);
    return is_opaque && stroke->color.a == 255 && part.w == box.w && part.h == box.h;
}

/* Paints the strokes from..to of a box; its top left stands at x, y of the paper. */
static void paint_strokes(const struct strips *strips, size_t from, size_t to, struct box box, struct paper paper,
                          int x, int y)
{
    size_t first = to;
    while (first > from && !covers(&strips->strokes[first - 1], box))
        first--;
    first -= first > from; /* the covering one itself */
    for (size_t k = first; k < to; k++) {
        struct box part = box_shared(strips->strokes[k].to, box);
        struct box there = {x + part.x - box.x, y + part.y - box.y, part.w, part.h};
        if (part.w > 0 && part.h > 0)
            paint_part(paper, there, &strips->strokes[k], part);
    }
}

static void paint_sheet(struct strips *strips, struct box box, struct paper paper)
{
    struct paper own = {strips->sheet_pixels, paper.pitch};
    if (!own.pixels)
        own.pixels = strips->sheet_pixels = mem_array(paper.pitch * STRIP_ROWS, sizeof *own.pixels);
    paint_strokes(strips, strips->sheet.from, strips->sheet.to, box, own, 0, 0);
    paint_opaque(paper, box, own.pixels, own.pitch, strips->sheet.alpha);
}

/* What is not on the paper yet, in a box of one strip. */
static void paint_box(struct strips *strips, struct box box, bool has_sheet, struct paper paper)
{
    const struct sheet *sheet = &strips->sheet;
    size_t from = strips->painted;
    if (sheet->to > 0 && from <= sheet->from) {
        paint_strokes(strips, from, sheet->from, box, paper, box.x, box.y);
        if (has_sheet)
            paint_sheet(strips, box, paper);
        from = sheet->to;
    }
    paint_strokes(strips, from < strips->count ? from : strips->count, strips->count, box, paper, box.x, box.y);
}

void strips_paint(struct strips *strips, struct paper paper, struct box bounds)
{
    bool has_sheet = strips->sheet.to > 0 && strips->sheet.to != NOT_ENDED;
    for (int i = 0; i < strip_count(bounds); i++)
        paint_box(strips, strip_box(bounds, i), has_sheet, paper);
    strips->painted = strips->sheet.to == NOT_ENDED ? strips->sheet.from : strips->count;
}

/* ---- comparing ---- */

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

/* One strip's cells: what is written down for each, and whether the sheet shows in it. */
struct cells {
    uint64_t number[CELLS_MAX];
    bool has_sheet[CELLS_MAX];
};

static void number_strokes(const struct strips *strips, size_t from, size_t to, struct box strip, uint64_t *numbers)
{
    for (size_t k = from; k < to; k++) {
        const struct stroke *stroke = &strips->strokes[k];
        if (stroke->to.y >= strip.y + strip.h || stroke->to.y + stroke->to.h <= strip.y)
            continue;
        uint64_t number = number_of(stroke);
        for (int c = stroke->to.x / CELL_COLUMNS; c <= (stroke->to.x + stroke->to.w - 1) / CELL_COLUMNS; c++)
            numbers[c] = mixed(numbers[c], number);
    }
}

static void number_cells(const struct strips *strips, struct box strip, struct cells *cells)
{
    const struct sheet *sheet = &strips->sheet;
    uint64_t sheets[CELLS_MAX];
    for (int c = 0; c < cell_count(strip); c++)
        cells->number[c] = sheets[c] = 1;
    number_strokes(strips, 0, sheet->from, strip, cells->number);
    number_strokes(strips, sheet->from, sheet->to, strip, sheets);
    for (int c = 0; c < cell_count(strip); c++) {
        cells->has_sheet[c] = sheet->to > 0 && sheets[c] != cells->number[c];
        if (cells->has_sheet[c])
            cells->number[c] = mixed(cells->number[c], mixed(sheets[c], sheet->alpha));
    }
    number_strokes(strips, sheet->to, strips->count, strip, cells->number);
}

/* Paints the cells of a strip that differ from what they show, neighbours of a kind at once. Returns what holds them
 * all; w 0: none. */
static struct box paint_cells(struct strips *strips, const struct cells *cells, uint64_t *shown, struct box strip,
                              struct paper paper)
{
    struct box changed = {0};
    int count = cell_count(strip);
    for (int c = 0, next; c < count; c = next) {
        bool is_changed = cells->number[c] != shown[c];
        for (next = c; next < count && (cells->number[next] != shown[next]) == is_changed &&
                       cells->has_sheet[next] == cells->has_sheet[c];)
            next++;
        struct box cell = {c * CELL_COLUMNS, strip.y, (next - c) * CELL_COLUMNS, strip.h};
        cell = box_shared(cell, strip);
        if (is_changed || strips->painted > 0)
            paint_box(strips, cell, cells->has_sheet[c], paper);
        int left = changed.w > 0 ? changed.x : cell.x;
        if (is_changed)
            changed = (struct box){left, strip.y, cell.x + cell.w - left, strip.h};
    }
    memcpy(shown, cells->number, (size_t)count * sizeof *shown);
    return changed;
}

int strips_end(struct strips *strips, struct paper paper, struct box bounds, struct box changed[STRIPS_MAX])
{
    int count = 0;
    CHECK(strips->sheet.to != NOT_ENDED);
    for (int i = 0; i < strip_count(bounds); i++) {
        struct cells cells;
        struct box strip = strip_box(bounds, i);
        number_cells(strips, strip, &cells);
        struct box box = paint_cells(strips, &cells, strips->shown[i], strip, paper);
        struct box *last = count > 0 ? &changed[count - 1] : NULL;
        if (last && box.w > 0 && last->y + last->h == box.y && last->x == box.x && last->w == box.w)
            last->h += box.h;
        else if (box.w > 0)
            changed[count++] = box;
    }
    end_frame(strips);
    return count;
}
