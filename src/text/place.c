/* From rows to places: order of the items in a line (UAX #9, rule L2), their x, the baselines, the ink. The idea of the
 * heights: each row is centred about the ink of its script, not about font metrics (Noto Nastaliq's own line is 2.5 em,
 * loose and too low), and a row is pushed down only where black would really meet black above it. Invariant: baselines
 * are whole pixels, so that all words of a line share one. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/paragraph.h"

/* Baseline below a row's centre, in em of its script: median ink, x-height ink, capitals stand in the middle. */
static const float DROP_NASTALIQ = 0.29f, DROP_NASKH = 0.2f, DROP_LATIN = 0.36f;

/* Pitch of a row wholly in the script that is not the paragraph's own. */
static const float PITCH_NASTALIQ = 1.9f, PITCH_NASKH = 1.6f, PITCH_LATIN = 1.5f;

static const float INK_GAP = 0.06f; /* em between the inks of two rows */

enum { COLUMNS = 256 };

static uint8_t level_in_row(const struct paragraph *p, const struct row *row, size_t i)
{
    return i >= row->content_to ? p->is_base_rtl : p->items[i].level;
}

/* Rule L2: from the highest level down to the lowest odd one, reverse each stretch at that level or above. */
static void reorder(const struct paragraph *p, const struct row *row, uint32_t *order)
{
    uint32_t n = row->to - row->from;
    uint8_t highest = 0;
    for (uint32_t i = 0; i < n; i++) {
        order[i] = row->from + i;
        uint8_t level = level_in_row(p, row, order[i]);
        highest = level > highest ? level : highest;
    }
    for (uint8_t level = highest; level > 0; level--) {
        for (uint32_t from = 0, to; from < n; from = to + 1) {
            for (to = from; to < n && level_in_row(p, row, order[to]) >= level;)
                to++;
            for (uint32_t a = from, b = to; a + 1 < b; a++, b--) {
                uint32_t swapped = order[a];
                order[a] = order[b - 1];
                order[b - 1] = swapped;
            }
        }
    }
}

static float hanging_width(const struct paragraph *p, const struct row *row)
{
    float width = 0;
    for (uint32_t i = row->content_to; i < row->to; i++)
        width += p->items[i].advance;
    return width;
}

/* The spaces at the end of an unbroken line count: in a field the caret stands after them. */
static float row_width(const struct paragraph *p, const struct row *row, float width)
{
    return items_width(p, row->from, row->to) + (width > 0 ? 0 : hanging_width(p, row));
}

static float line_left(const struct paragraph *p, float spare)
{
    switch (p->style.align) {
    case TEXT_CENTER:
        return spare / 2;
    case TEXT_START:
        return p->para.is_rtl ? spare : 0;
    case TEXT_END:
        return p->para.is_rtl ? 0 : spare;
    }
    return 0;
}

static void place_across(struct paragraph *p, const struct row *row, struct text_line *line, bool is_broken,
                         uint32_t *order)
{
    reorder(p, row, order);
    float x = line->left - (p->is_base_rtl && is_broken ? hanging_width(p, row) : 0);
    for (uint32_t k = 0; k < row->to - row->from; k++) {
        p->items[order[k]].x = x;
        x += p->items[order[k]].advance;
    }
}

struct leading {
    float pitch, drop; /* pixels */
};

static struct leading leading_of(const struct paragraph *p, const struct row *row)
{
    bool is_nastaliq = p->style.face == TEXT_NASTALIQ;
    float px = p->para.px, pitch = p->style.pitch * px;
    float latin = font_em(FONT_LATIN, p->style.face, p->para.is_rtl, px);
    float arabic = font_em(is_nastaliq ? FONT_NASTALIQ : FONT_NASKH, p->style.face, p->para.is_rtl, px);
    bool has_arabic = false, has_latin = false;
    for (uint32_t i = row->from; i < row->content_to; i++) {
        has_arabic |= !p->items[i].is_space && font_is_arabic(p->items[i].font);
        has_latin |= !p->items[i].is_space && !font_is_arabic(p->items[i].font);
    }
    float arabic_drop = arabic * (is_nastaliq ? DROP_NASTALIQ : DROP_NASKH);
    if (p->para.is_rtl && has_latin && !has_arabic)
        return (struct leading){fminf(pitch, PITCH_LATIN * latin), DROP_LATIN * latin};
    if (!p->para.is_rtl && has_arabic && !has_latin)
        return (struct leading){fmaxf(pitch, (is_nastaliq ? PITCH_NASTALIQ : PITCH_NASKH) * arabic), arabic_drop};
    return (struct leading){pitch, p->para.is_rtl ? arabic_drop : DROP_LATIN * latin};
}

/* Highest and lowest black of a row in upright columns, from its baseline. */
struct profile {
    struct slice at[COLUMNS];
};

/* Columns from `left` on, `width` pixels each; ink reaches one column further at both sides, as a margin. */
struct columns {
    float left, width;
};

static void profile_add(struct profile *profile, struct columns columns, float left, float right, struct slice slice)
{
    int from = (int)floorf((left - columns.left) / columns.width) - 1;
    int to = (int)floorf((right - columns.left) / columns.width) + 1;
    for (int c = from < 0 ? 0 : from; c <= to && c < COLUMNS; c++) {
        profile->at[c].top = fminf(profile->at[c].top, slice.top);
        profile->at[c].bottom = fmaxf(profile->at[c].bottom, slice.bottom);
    }
}

static void profile_item(struct profile *profile, struct columns columns, const struct item *item)
{
    const struct slices *slices = &item->shape->slices;
    float width = SLICE_EM * item->em, x = item->x + slices->left * item->em;
    for (size_t i = 0; i < slices->count; i++, x += width) {
        struct slice slice = {slices->at[i].top * item->em, slices->at[i].bottom * item->em};
        if (slice.top <= slice.bottom)
            profile_add(profile, columns, x, x + width, slice);
    }
}

static void profile_row(const struct paragraph *p, const struct row *row, struct columns columns,
                        struct profile *profile)
{
    for (int c = 0; c < COLUMNS; c++)
        profile->at[c] = (struct slice){INFINITY, -INFINITY};
    for (uint32_t i = row->from; i < row->content_to; i++)
        if (p->items[i].shape != NULL)
            profile_item(profile, columns, &p->items[i]);
}

/* The least distance of two baselines at which no column of one meets the other. */
static float least_pitch(const struct profile *upper, const struct profile *lower, float gap)
{
    float least = 0;
    for (int c = 0; c < COLUMNS; c++)
        least = fmaxf(least, upper->at[c].bottom - lower->at[c].top + gap);
    return least;
}

static void place_down(struct paragraph *p)
{
    struct profile profiles[2];
    float em = font_em(FONT_NASTALIQ, p->style.face, p->para.is_rtl, p->para.px);
    struct columns columns = {p->para.ink_left, fmaxf(em / 16, (p->para.ink_right - p->para.ink_left) / (COLUMNS - 1))};
    float top = 0;
    for (size_t i = 0; i < p->para.line_count; i++) {
        struct leading leading = leading_of(p, &p->rows[i]);
        float baseline = top + leading.pitch / 2 + leading.drop;
        profile_row(p, &p->rows[i], columns, &profiles[i % 2]);
        if (i > 0)
            baseline = fmaxf(baseline, p->lines[i - 1].baseline +
                                           least_pitch(&profiles[(i - 1) % 2], &profiles[i % 2], INK_GAP * p->para.px));
        p->lines[i].baseline = roundf(baseline);
        top = p->lines[i].baseline + leading.pitch / 2 - leading.drop;
    }
    p->para.height = top;
}

static void find_ink(struct paragraph *p)
{
    struct ink all = INK_NONE;
    for (size_t k = 0; k < p->para.line_count; k++) {
        struct text_line *line = &p->lines[k];
        struct ink ink = INK_NONE;
        for (uint32_t i = p->rows[k].from; i < p->rows[k].content_to; i++)
            if (p->items[i].shape != NULL)
                ink_add(&ink, ink_placed(p->items[i].shape->ink, p->items[i].em, p->items[i].x, line->baseline));
        if (ink_is_empty(ink))
            ink = (struct ink){line->left, line->baseline, line->left, line->baseline};
        line->ink_left = ink.left;
        line->ink_top = ink.top;
        line->ink_right = ink.right;
        line->ink_bottom = ink.bottom;
        ink_add(&all, ink);
    }
    p->para.ink_left = all.left;
    p->para.ink_top = all.top;
    p->para.ink_right = all.right;
    p->para.ink_bottom = all.bottom;
}

static uint32_t row_start_byte(const struct paragraph *p, size_t k, uint32_t at_end)
{
    if (k >= p->para.line_count || p->rows[k].from >= p->item_count)
        return at_end;
    return p->units.at[p->items[p->rows[k].from].from].byte;
}

void lines_place(struct paragraph *p, float width, uint32_t byte_count)
{
    struct para *para = &p->para;
    free(p->lines);
    p->lines = mem_array(para->line_count, sizeof *p->lines);
    para->lines = p->lines;
    para->widest = 0;
    for (size_t k = 0; k < para->line_count; k++) {
        p->lines[k].width = row_width(p, &p->rows[k], width);
        para->widest = fmaxf(para->widest, p->lines[k].width);
        p->lines[k].from = k == 0 ? 0 : row_start_byte(p, k, byte_count);
        p->lines[k].to = row_start_byte(p, k + 1, byte_count);
    }
    para->width = width > 0 ? width : para->widest;
    uint32_t *order = mem_array(p->item_count, sizeof *order);
    for (size_t k = 0; k < para->line_count; k++) {
        p->lines[k].left = line_left(p, para->width - p->lines[k].width);
        place_across(p, &p->rows[k], &p->lines[k], width > 0, order);
    }
    free(order);
    find_ink(p); /* place_down needs to know how wide it is */
    place_down(p);
    find_ink(p);
}
