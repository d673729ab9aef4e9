/* Paragraphs on the picture. The idea: layout is done, so drawing is one look-up and one tinted copy a word; only words
 * never seen at this size are rastered. Latin with tracking is drawn letter by letter at its caret edges, which already
 * hold kerning and tracking. Invariant: pens are rounded to whole pixels, so a kept word looks the same everywhere. */
#include <math.h>

#include "gfx/motion.h"
#include "text/paragraph.h"
#include "text/word.h"

/* One draw of a paragraph: what text_draw was given. */
struct brush {
    struct text *text;
    const struct paragraph *p;
    float x, y;
    struct color color;
    const struct text_mark *mark;
    size_t line;
    bool is_begun; /* a word of the line was drawn */
};

void text_watch(struct text *text, struct text_watch *watch)
{
    text->watch = watch;
}

void word_put(struct text *text, const struct text_drawn *drawn)
{
    if (text->watch != NULL)
        text->watch->word(text->watch, drawn);
    gfx_draw(text->gfx, drawn->texture, drawn->x, drawn->y, drawn->color);
}

/* A part of an item drawn as one word: all of it, or a letter with its marks. */
static uint32_t part_end(const struct paragraph *p, const struct item *item, uint32_t from)
{
    if (!item_is_tracked(p, item))
        return item->to;
    uint32_t to = from + 1;
    while (to < item->to && p->units.at[to].is_mark)
        to++;
    return to;
}

static struct color color_at(const struct brush *brush, uint32_t unit)
{
    uint32_t byte = brush->p->units.at[unit].byte;
    const struct text_mark *mark = brush->mark;
    return mark != NULL && byte >= mark->from && byte < mark->to ? mark->color : brush->color;
}

static void draw_item(struct brush *brush, const struct item *item, float baseline, float shift, float alpha)
{
    const struct paragraph *p = brush->p;
    struct text *text = brush->text;
    for (uint32_t from = item->from, to; from < item->to; from = to) {
        to = part_end(p, item, from);
        struct run run;
        run_of(p, item, from, to, &run);
        const struct word *word = word_get(&text->cache, &text->fonts, text->gfx, &run);
        if (word == NULL || word->texture == NULL)
            continue;
        int pen = (int)lroundf(brush->x + shift + item_x_at(p, item, item->level % 2 ? to : from));
        int y = (int)lroundf(brush->y + baseline);
        word_put(text, &(struct text_drawn){
                           .texture = word->texture,
                           .x = pen + word->left,
                           .y = y + word->top,
                           .color = color_with_alpha(color_at(brush, from), alpha),
                           .para = &p->para,
                           .line = brush->line,
                           .px = p->para.px,
                           .is_first = !brush->is_begun,
                           .is_torn = p->is_torn,
                       });
        brush->is_begun = true;
    }
}

static void draw_line(struct brush *brush, size_t k, float shift, float alpha)
{
    brush->line = k;
    brush->is_begun = false;
    const struct row *row = &brush->p->rows[k];
    for (uint32_t i = row->from; i < row->content_to; i++)
        if (!brush->p->items[i].is_space)
            draw_item(brush, &brush->p->items[i], brush->p->lines[k].baseline, shift, alpha);
}

void text_draw(struct text *text, const struct para *para, float x, float y, struct color color,
               const struct text_mark *mark, const struct text_reveal *reveal)
{
    if (text->gfx == NULL || gfx_is_muted(text->gfx))
        return;
    struct brush brush = {.text = text, .p = paragraph_of(para), .x = x, .y = y, .color = color, .mark = mark};
    for (size_t k = 0; k < para->line_count; k++) {
        float part = reveal ? motion_out(reveal->age_ms - (int64_t)k * reveal->step_ms, reveal->line_ms) : 1;
        float shift = reveal ? (1 - part) * reveal->shift : 0;
        draw_line(&brush, k, para->is_rtl ? shift : -shift, part);
    }
}
