/* From units to items: where words begin and end, how wide they are. The idea: a word is what is shaped, cached and
 * coloured in one piece; so a sign after an Arabic word (، ۔ ؟) is an item of its own: it does not join, neither font
 * kerns it, and a coloured phrase can end before it. Invariant: items cover every unit once, in order, and none is
 * longer than RUN_MAX. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/paragraph.h"

/* Kaf and gaf lean over what follows them, so Nastaliq's narrow space gets a little more, and more beside Latin. */
static const float SPREAD_NASTALIQ = 0.05f, SPREAD_BESIDE_LATIN = 0.11f;
static const float ADVANCE_MOST = 4000; /* pixels of one item: bounds its raster */

void run_of(const struct paragraph *p, const struct item *item, uint32_t from, uint32_t to, struct run *run)
{
    run->size = item->size;
    run->count = (uint16_t)(to - from);
    run->font = item->font;
    run->is_rtl = item->level % 2;
    run->is_private = p->style.is_private;
    run->unused = 0;
    for (uint32_t i = from; i < to; i++)
        run->cps[i - from] = p->units.at[i].cp;
}

static bool is_sign(const struct unit *unit)
{
    hb_unicode_general_category_t kind = cp_category(unit->cp);
    return kind >= HB_UNICODE_GENERAL_CATEGORY_CONNECT_PUNCTUATION &&
           kind <= HB_UNICODE_GENERAL_CATEGORY_OPEN_PUNCTUATION && !unit->is_mark;
}

/* `unit` follows `before`, and the item they might share has `n` units so far. */
static bool begins_item(const struct unit *before, const struct unit *unit, size_t n)
{
    if (before->brk != BREAK_NONE || before->level != unit->level || before->font != unit->font)
        return true;
    if (cp_is_space(before->cp) || cp_is_space(unit->cp))
        return true;
    if (unit->is_mark)
        return n >= RUN_MAX;
    if (n + 4 > RUN_MAX)
        return true;
    return font_is_arabic(unit->font) && is_sign(before) != is_sign(unit);
}

static void shape_item(struct paragraph *p, struct text *text, struct item *item)
{
    if (item->is_space)
        return;
    struct run run;
    run_of(p, item, item->from, item->to, &run);
    item->shape = shape_get(&text->cache, &text->fonts, &run);
    if (item->shape->has_box && p->para.missing == 0)
        p->para.missing = p->units.at[item->from].cp;
}

/* A space between Urdu and Latin, whichever of the two stands first. */
static bool is_between_scripts(const struct paragraph *p, size_t i)
{
    if (i == 0 || i + 1 >= p->item_count || p->items[i - 1].is_space || p->items[i + 1].is_space)
        return false;
    return font_is_arabic(p->items[i - 1].font) != font_is_arabic(p->items[i + 1].font);
}

static float spread_of(const struct paragraph *p, size_t i)
{
    if (p->style.face != TEXT_NASTALIQ || !p->items[i].is_space)
        return 0;
    float spread = font_is_nastaliq(p->items[i].font) ? SPREAD_NASTALIQ : 0;
    return spread + (is_between_scripts(p, i) ? SPREAD_BESIDE_LATIN : 0);
}

void items_make(struct paragraph *p, struct text *text)
{
    const struct unit *at = p->units.at;
    p->items = mem_array(p->units.count + 1, sizeof *p->items);
    for (uint32_t from = 0, to; from < p->units.count; from = to) {
        for (to = from + 1; to < p->units.count && !begins_item(&at[to - 1], &at[to], to - from);)
            to++;
        struct item *item = &p->items[p->item_count++];
        *item = (struct item){.from = from, .to = to, .level = at[from].level, .font = at[from].font};
        item->is_space = cp_is_space(at[from].cp);
        item->brk = at[to - 1].brk;
        shape_item(p, text, item);
    }
    for (size_t i = 0; i < p->item_count; i++)
        p->items[i].spread = spread_of(p, i);
}

/* In em. '\n' and the zero-width space take no room; spaces that are narrow by name are half a space. */
static float space_advance(const struct fonts *fonts, enum font_id id, uint32_t cp)
{
    if (cp == '\n' || cp == 0x200B)
        return 0;
    const struct font *font = &fonts->at[id];
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font->hb, ' ', &glyph))
        return 0.25f;
    float advance = (float)hb_font_get_glyph_h_advance(font->hb, glyph) / font->units_per_em;
    return cp == 0x2009 || cp == 0x200A || cp == 0x202F ? advance / 2 : advance;
}

static size_t letters_in(const struct paragraph *p, const struct item *item)
{
    size_t letters = 0;
    for (uint32_t i = item->from; i < item->to; i++)
        letters += !p->units.at[i].is_mark;
    return letters;
}

static void measure_item(const struct paragraph *p, const struct fonts *fonts, struct item *item)
{
    float em = font_em(item->font, p->style.face, p->para.is_rtl, p->para.px);
    item->size = size_for(em);
    item->em = (float)item->size / 2;
    if (item->is_space) {
        item->advance = space_advance(fonts, item->font, p->units.at[item->from].cp) * item->em;
        item->advance += item->spread * font_em(FONT_NASTALIQ, p->style.face, p->para.is_rtl, p->para.px);
    } else {
        item->advance = item->shape->advance * item->em;
    }
    if (item_is_tracked(p, item))
        item->advance += p->style.tracking * item->em * (float)letters_in(p, item);
}

void items_measure(struct paragraph *p, const struct fonts *fonts, float px)
{
    p->para.px = px >= PX_LEAST ? fminf(px, PX_MOST) : PX_LEAST; /* a NaN is the least, too */
    for (size_t i = 0; i < p->item_count; i++)
        measure_item(p, fonts, &p->items[i]);
}

/* Cuts `item` into pieces of at most `most` pixels, a letter each at the least, and appends them to p->items. */
static void tear_item(struct paragraph *p, struct text *text, const struct item *item, float most)
{
    for (uint32_t from = item->from, to; from < item->to; from = to) {
        const float *edges = item->shape->edges;
        float start = edges[from - item->from];
        for (to = from + 1; to < item->to; to++) {
            float tracked = p->style.tracking * (float)(to + 1 - from);
            bool fits = (edges[to + 1 - item->from] - start + tracked) * item->em <= most;
            if (!fits && !p->units.at[to].is_mark)
                break;
        }
        struct item *piece = &p->items[p->item_count++];
        *piece = *item;
        piece->from = from;
        piece->to = to;
        piece->brk = to == item->to ? item->brk : BREAK_MAY;
        shape_item(p, text, piece);
        measure_item(p, &text->fonts, piece);
    }
}

void items_tear(struct paragraph *p, struct text *text, float most)
{
    most = most > 0 ? fminf(most, ADVANCE_MOST) : ADVANCE_MOST;
    bool is_torn = false;
    for (size_t i = 0; i < p->item_count; i++)
        is_torn |= p->items[i].advance > most && !p->items[i].is_space;
    if (!is_torn)
        return;
    p->is_torn = true;
    struct item *old = p->items;
    size_t old_count = p->item_count;
    p->items = mem_array(p->units.count + 1, sizeof *p->items);
    p->item_count = 0;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].advance > most && !old[i].is_space)
            tear_item(p, text, &old[i], most);
        else
            p->items[p->item_count++] = old[i];
    }
    free(old);
}

void item_append_sign(struct paragraph *p, struct text *text, const uint32_t *cps, size_t n, uint8_t font)
{
    struct units *units = &p->units;
    struct unit *grown = mem_array(units->count + n, sizeof *grown);
    memcpy(grown, units->at, units->count * sizeof *grown);
    wipe_free(units->at, units->count * sizeof *grown);
    units->at = grown;
    uint32_t from = (uint32_t)units->count;
    uint32_t byte = p->item_count > 0 ? grown[p->items[p->item_count - 1].to - 1].byte : 0;
    for (size_t i = 0; i < n; i++)
        grown[units->count++] = (struct unit){.cp = cps[i], .byte = byte, .level = p->is_base_rtl, .font = font};
    p->items = mem_resize(p->items, p->item_count + 1, sizeof *p->items);
    struct item *item = &p->items[p->item_count++];
    *item = (struct item){.from = from, .to = from + (uint32_t)n, .level = p->is_base_rtl, .font = font};
    shape_item(p, text, item);
    measure_item(p, &text->fonts, item);
}
