/* The inside of a struct para, for the files of text/ and its tests. The pipeline stands in paragraph.c. */
#ifndef HAMAWAZ_TEXT_PARAGRAPH_H
#define HAMAWAZ_TEXT_PARAGRAPH_H

#include "text/shape.h"
#include "text/text.h"
#include "text/unit.h"
#include "text/watch.h"

/* Pixels an em: what is asked for is brought into these limits. */
#define PX_LEAST 4.0f
#define PX_MOST 1000.0f

struct text {
    struct fonts fonts;
    struct gfx *gfx;
    struct cache cache; /* shapes, words, paragraphs */
    struct text_watch *watch; /* NULL: nobody */
    size_t budget_bytes;
    char versions[128];
};

/* Units of one font and level between two places where something may change: a word, a space, a sign. */
struct item {
    uint32_t from, to; /* units */
    uint8_t level, font;
    bool is_space;     /* has no ink; hangs over the end of a line */
    uint8_t brk;       /* enum unit_break after it */
    uint16_t size;     /* raster pixels an em: twice the drawn size */
    float em;          /* pixels */
    float x, advance;  /* from the paragraph's left; pixels */
    uint32_t edge;     /* its first in paragraph->edges: to - from + 1 of them */
    float spread;      /* em of the paragraph's px added to a space */
    const struct shaped *shape; /* while laying out only; NULL for a space */
};

/* Items of a line in logical order; those from content_to on are spaces hanging over its end. */
struct row {
    uint32_t from, content_to, to;
};

struct paragraph {
    struct para para;
    struct entry entry;
    struct text_style style;
    struct units units;
    struct item *items;
    size_t item_count;
    struct row *rows; /* as many as para.line_count */
    struct text_line *lines;
    float *edges; /* pixels from an item's start in its own direction */
    size_t edge_count;
    bool is_base_rtl; /* direction of the lines; para.is_rtl is the side they begin at */
    bool is_torn;     /* a word or a glued token had to be broken */
};

static inline const struct paragraph *paragraph_of(const struct para *para)
{
    return (const struct paragraph *)(const void *)para; /* its first member */
}

/* Latin letters moved apart or together: such an item is drawn letter by letter. */
static inline bool item_is_tracked(const struct paragraph *p, const struct item *item)
{
    return p->style.tracking != 0 && !font_is_arabic(item->font);
}

/* Raster pixels an em for a drawn em: twice, in whole ones. */
static inline uint16_t size_for(float em)
{
    return (uint16_t)(2 * em + 0.5f);
}

/* pick.c: a font for each unit; drops those that no font can show. */
void units_pick_fonts(struct paragraph *p, const struct fonts *fonts);

/* items.c */
void items_make(struct paragraph *p, struct text *text);                     /* items with shapes, no sizes yet */
void items_measure(struct paragraph *p, const struct fonts *fonts, float px); /* advances at para.px = px */
void items_tear(struct paragraph *p, struct text *text, float most);         /* those wider than `most`; 0: no limit */
void item_append_sign(struct paragraph *p, struct text *text, const uint32_t *cps, size_t n, uint8_t font);
void run_of(const struct paragraph *p, const struct item *item, uint32_t from, uint32_t to, struct run *run);

/* caret.c: pixels from the paragraph's left to the caret edge before `unit` (item->from .. item->to) */
float item_x_at(const struct paragraph *p, const struct item *item, uint32_t unit);

/* lines.c */
void units_find_breaks(struct units *units, bool is_rtl);
void lines_break(struct paragraph *p, float width, bool is_balanced);   /* rows; width 0: at '\n' only */
void lines_cut(struct paragraph *p, struct text *text, float width);    /* to style.max_lines, with an ellipsis */
float items_width(const struct paragraph *p, size_t from, size_t to);   /* without the spaces at its end */

/* draw.c: the one way of a word to the picture. */
void word_put(struct text *text, const struct text_drawn *drawn);

/* place.c: x of items, lines and the ink of all; the source has `byte_count` bytes. */
void lines_place(struct paragraph *p, float width, uint32_t byte_count);

#endif
