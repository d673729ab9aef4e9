/* A paragraph from bytes to places, and the cache of them.
 *
 *   clean.c   bytes -> units: one code point each, hostile input ends here
 *   bidi.c    base direction; Latin and number tokens isolated; levels (FriBidi)
 *   pick.c    a font for each unit; what no font has goes
 *   lines.c   where lines may end (libunibreak)
 *   items.c   units -> items: words, spaces, signs, each with its shape (shape.c, HarfBuzz)
 *   lines.c   items -> rows, greedy or balanced; the ellipsis
 *   place.c   order in the line, x, baselines, ink
 *   word.c    items -> white textures (SDL2_ttf), when first drawn (draw.c)
 *
 * The first five steps know no size (shapes are in em), so text_fit repeats only the cheap rest. Invariant: a kept
 * paragraph owns all it points to; shapes are looked at only while laying out. */
#include "text/paragraph.h"

#include <math.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { SOURCE_MAX = UNITS_MAX * 4, KEY_OF_PARAGRAPH = 0xFFFF };

static const float FIT_STEP = 0.96f;

/* Everything a paragraph depends on; the text follows it. `fit` is zero but for text_fit. */
struct key {
    uint16_t kind; /* tells it from a run, whose first member is a size */
    uint8_t face, is_bold, is_private, align, is_balanced, lang;
    int32_t max_lines;
    float px, pitch, tracking, width;
    float fit_height, fit_least, fit_most;
};

static const char *text_behind(const struct key *key)
{
    return (const char *)(key + 1);
}

static struct paragraph *paragraph_of_entry(struct entry *entry)
{
    return (struct paragraph *)(void *)((char *)entry - offsetof(struct paragraph, entry));
}

static void paragraph_end(struct entry *entry, void *owner)
{
    (void)owner;
    struct paragraph *p = paragraph_of_entry(entry);
    units_finish(&p->units);
    wipe_free(p->items, p->item_count * sizeof *p->items);
    wipe_free(p->edges, p->edge_count * sizeof *p->edges);
    free(p->rows);
    free(p->lines);
    free(p);
}

/* The steps that know no size. */
static struct paragraph *paragraph_new(struct text *text, const struct key *key, size_t n)
{
    struct paragraph *p = mem_alloc(sizeof *p);
    p->entry.end = paragraph_end;
    p->entry.is_private = key->is_private;
    p->style = (struct text_style){
        .face = key->face,
        .is_bold = key->is_bold,
        .is_private = key->is_private,
        .pitch = key->pitch,
        .tracking = key->tracking,
        .align = key->align,
        .max_lines = key->max_lines,
        .is_balanced = key->is_balanced,
    };
    p->para.is_rtl = lang_is_rtl(key->lang);
    p->units = units_clean(text_behind(key), n);
    p->para.is_cut = p->units.is_cut;
    p->is_base_rtl = units_direction(&p->units, p->para.is_rtl);
    units_isolate(&p->units, p->is_base_rtl);
    units_resolve_levels(&p->units, p->is_base_rtl);
    units_pick_fonts(p, &text->fonts);
    units_find_breaks(&p->units, p->is_base_rtl);
    items_make(p, text);
    return p;
}

/* What is kept takes no more room than it fills. Copied here, for realloc may leave a visitor's letters behind. */
static void *fitted(void *roomy, size_t count, size_t size)
{
    void *kept = memcpy(mem_array(count, size), roomy, count * size);
    wipe_free(roomy, count * size);
    return kept;
}

/* Caret edges in pixels, and what is only for laying out let go. */
static void settle(struct paragraph *p)
{
    p->edge_count = p->units.count + p->item_count;
    p->edges = mem_array(p->edge_count, sizeof *p->edges);
    uint32_t next = 0;
    for (size_t i = 0; i < p->item_count; i++) {
        struct item *item = &p->items[i];
        item->edge = next;
        float tracked = 0, last = 0;
        for (uint32_t k = 0; k <= item->to - item->from; k++) {
            float edge = item->shape ? item->shape->edges[k] * item->em : k * item->advance;
            p->edges[next++] = last = fmaxf(last, edge + tracked);
            bool is_letter = k < item->to - item->from && !p->units.at[item->from + k].is_mark;
            if (item_is_tracked(p, item) && is_letter)
                tracked += p->style.tracking * item->em;
        }
        item->shape = NULL;
    }
    p->units.at = fitted(p->units.at, p->units.count, sizeof *p->units.at);
    p->items = fitted(p->items, p->item_count, sizeof *p->items);
}

static void arrange(struct paragraph *p, struct text *text, float px, float width, uint32_t n)
{
    items_measure(p, &text->fonts, px);
    items_tear(p, text, width);
    lines_break(p, width, false);
    bool is_too_long = p->style.max_lines > 0 && p->para.line_count > (size_t)p->style.max_lines;
    if (is_too_long)
        lines_cut(p, text, width);
    else if (p->style.is_balanced)
        lines_break(p, width, true);
    lines_place(p, width, n);
    settle(p);
}

static bool fits(struct paragraph *p, const struct text *text, const struct key *key, float px, bool is_balanced)
{
    items_measure(p, &text->fonts, px);
    for (size_t i = 0; i < p->item_count; i++)
        if (!p->items[i].is_space && p->items[i].advance > key->width)
            return false;
    p->is_torn = false;
    lines_break(p, key->width, is_balanced);
    if (p->is_torn || (key->max_lines > 0 && p->para.line_count > (size_t)key->max_lines))
        return false;
    lines_place(p, key->width, 0);
    const struct para *para = &p->para;
    return para->ink_bottom - para->ink_top <= key->fit_height && para->ink_right - para->ink_left <= key->width;
}

static float largest_that_fits(struct paragraph *p, const struct text *text, const struct key *key)
{
    for (float px = key->fit_most; px > key->fit_least; px *= FIT_STEP)
        if (fits(p, text, key, px, false) && (!key->is_balanced || fits(p, text, key, px, true)))
            return px;
    return key->fit_least;
}

static size_t bytes_of(const struct paragraph *p)
{
    return sizeof *p + p->units.count * sizeof *p->units.at + p->item_count * (sizeof *p->items + sizeof *p->rows) +
           p->edge_count * sizeof *p->edges + p->para.line_count * sizeof *p->lines;
}

static const struct para *make(struct text *text, const struct key *key, size_t n)
{
    struct paragraph *p = paragraph_new(text, key, n);
    float px = key->fit_height > 0 ? largest_that_fits(p, text, key) : key->px;
    p->is_torn = false;
    arrange(p, text, px, key->width, (uint32_t)n);
    if (p->para.missing != 0 && !key->is_private) /* a visitor's letters are never logged */
        log_event(LOG_LETTER_MISSING, p->para.missing, 0);
    cache_add(&text->cache, &p->entry, key, sizeof *key + n, bytes_of(p));
    return &p->para;
}

/* Finds or makes the paragraph of `key` with the text put behind it. */
static const struct para *get(struct text *text, struct key start, const char *utf8, size_t n)
{
    n = n > SOURCE_MAX ? utf8_edge(utf8, n, SOURCE_MAX) : n;
    size_t bytes = sizeof start + n;
    struct key *key = mem_alloc(bytes);
    *key = start;
    if (n > 0)
        memcpy(key + 1, utf8, n);
    struct entry *entry = cache_find(&text->cache, key, bytes);
    const struct para *para = entry == NULL ? make(text, key, n) : &paragraph_of_entry(entry)->para;
    wipe_free(key, bytes);
    return para;
}

static struct key key_of(const struct text_style *style, enum lang lang, float width)
{
    return (struct key){
        .kind = KEY_OF_PARAGRAPH,
        .face = (uint8_t)style->face,
        .is_bold = style->is_bold,
        .is_private = style->is_private,
        .align = (uint8_t)style->align,
        .is_balanced = style->is_balanced,
        .lang = (uint8_t)lang,
        .max_lines = style->max_lines,
        .pitch = style->pitch,
        .tracking = style->tracking,
        .width = width,
    };
}

const struct para *text_layout(struct text *text, const struct text_style *style, enum lang lang, const char *utf8,
                               size_t n, float width)
{
    struct key key = key_of(style, lang, width > 0 ? width : 0);
    key.px = style->px;
    return get(text, key, utf8, n);
}

const struct para *text_fit(struct text *text, const struct text_style *style, enum lang lang, const char *utf8,
                            size_t n, float w, float h, float px_least, float px_most)
{
    struct key key = key_of(style, lang, fmaxf(w, 1));
    key.fit_height = fmaxf(h, 1);
    key.fit_least = fmaxf(px_least, PX_LEAST);
    key.fit_most = fminf(px_most, PX_MOST);
    return get(text, key, utf8, n);
}
