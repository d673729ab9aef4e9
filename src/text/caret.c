/* Carets: from bytes to places and back. The idea: an item knows its caret edges in its own direction, so both
 * questions are a walk over the items; only letters are stops, since nobody wants to stand between a letter and its
 * mark. Invariant: the answer of text_hit is a byte at which a letter begins, or the end of the text. */
#include <math.h>

#include "text/paragraph.h"

/* Caret above and below the baseline, in em of the paragraph's own script. */
static const float ABOVE_NASTALIQ = 1.1f, BELOW_NASTALIQ = 0.5f;
static const float ABOVE_NASKH = 0.85f, BELOW_NASKH = 0.35f;
static const float ABOVE_LATIN = 0.95f, BELOW_LATIN = 0.25f;
static const float ROW_BORDER = 0.3f; /* of the way from a baseline to the next */

float item_x_at(const struct paragraph *p, const struct item *item, uint32_t unit)
{
    float edge = p->edges[item->edge + unit - item->from];
    return item->level % 2 ? item->x + item->advance - edge : item->x + edge;
}

static size_t row_of_item(const struct paragraph *p, uint32_t i)
{
    size_t k = 0;
    while (k + 1 < p->para.line_count && i >= p->rows[k].to)
        k++;
    return k;
}

static struct text_caret caret_at(const struct paragraph *p, size_t row, float x, bool is_rtl)
{
    bool is_nastaliq = p->style.face == TEXT_NASTALIQ;
    float above = !p->para.is_rtl ? ABOVE_LATIN : is_nastaliq ? ABOVE_NASTALIQ : ABOVE_NASKH;
    float below = !p->para.is_rtl ? BELOW_LATIN : is_nastaliq ? BELOW_NASTALIQ : BELOW_NASKH;
    float baseline = p->lines[row].baseline, px = p->para.px;
    return (struct text_caret){x, baseline - above * px, baseline + below * px, is_rtl};
}

/* The item that holds unit `unit`; item_count when there is none. */
static uint32_t item_of_unit(const struct paragraph *p, uint32_t unit)
{
    uint32_t i = 0;
    while (i < p->item_count && p->items[i].to <= unit)
        i++;
    return i;
}

struct text_caret text_caret(const struct para *para, uint32_t at, bool is_before)
{
    const struct paragraph *p = paragraph_of(para);
    if (p->item_count == 0)
        return caret_at(p, 0, p->lines[0].left + (p->para.is_rtl ? p->lines[0].width : 0), p->para.is_rtl);
    uint32_t end = p->items[p->item_count - 1].to, unit = 0;
    while (unit < end && p->units.at[unit].byte < at)
        unit++;
    bool is_after = unit == end || (is_before && unit > 0);
    uint32_t i = item_of_unit(p, is_after ? unit - 1 : unit);
    const struct item *item = &p->items[i];
    unit = unit < item->from ? item->from : unit; /* what the ellipsis stands for has no item */
    return caret_at(p, row_of_item(p, i), item_x_at(p, item, unit), item->level % 2);
}

/* Ink stands mostly above its baseline, so the border of two rows is nearer to the upper one's. */
static size_t row_at(const struct paragraph *p, float y)
{
    size_t k = 0;
    while (k + 1 < p->para.line_count &&
           y >= p->lines[k].baseline + ROW_BORDER * (p->lines[k + 1].baseline - p->lines[k].baseline))
        k++;
    return k;
}

static uint32_t byte_of(const struct paragraph *p, uint32_t unit)
{
    if (unit < p->items[p->item_count - 1].to)
        return p->units.at[unit].byte;
    return p->lines[p->para.line_count - 1].to;
}

uint32_t text_hit(const struct para *para, float x, float y)
{
    const struct paragraph *p = paragraph_of(para);
    if (p->item_count == 0)
        return 0;
    const struct row *row = &p->rows[row_at(p, y)];
    uint32_t best = p->items[row->from].from;
    float nearest = INFINITY;
    for (uint32_t i = row->from; i < row->to; i++) {
        const struct item *item = &p->items[i];
        for (uint32_t unit = item->from; unit <= item->to; unit++) {
            if (unit < item->to && p->units.at[unit].is_mark)
                continue;
            float distance = fabsf(item_x_at(p, item, unit) - x);
            if (distance < nearest) {
                nearest = distance;
                best = unit;
            }
        }
    }
    return byte_of(p, best);
}
