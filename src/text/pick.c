/* Which font draws which code point. The idea: Arabic script comes from the paragraph's Arabic face, Latin and every
 * ASCII digit from Inter, and a sign that both have from the script it stands in, known by its level. Fonts are picked
 * before shaping; a mark stays with its letter. Invariant: afterwards every unit has a font. */
#include "text/paragraph.h"

/* Which font is asked first, by the direction a sign stands in (an Arabic letter counts as right to left anyway). */
static const uint8_t ORDER[2][2][4] = {
    {{FONT_LATIN, FONT_NASTALIQ, FONT_NASKH, FONT_SYMBOLS}, {FONT_NASTALIQ, FONT_NASKH, FONT_LATIN, FONT_SYMBOLS}},
    {{FONT_LATIN, FONT_NASKH, FONT_NASTALIQ, FONT_SYMBOLS}, {FONT_NASKH, FONT_LATIN, FONT_NASTALIQ, FONT_SYMBOLS}},
};

/* Letters that no font has are shown as a box, so that a name is not silently shortened; emoji and the like go. */
static bool deserves_box(uint32_t cp)
{
    hb_unicode_general_category_t kind = cp_category(cp);
    return kind >= HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER &&
           kind <= HB_UNICODE_GENERAL_CATEGORY_OPEN_PUNCTUATION && !cp_is_mark(cp);
}

static uint8_t font_for(const struct paragraph *p, const struct fonts *fonts, const struct unit *unit)
{
    bool is_rtl = cp_is_arabic(unit->cp) || unit->level % 2 == 1;
    const uint8_t *order = ORDER[p->style.face == TEXT_NASKH][is_rtl];
    for (size_t i = 0; i < 4; i++) {
        uint8_t font = font_weighted(order[i], p->style.is_bold);
        if (font_has(fonts, font, unit->cp))
            return font;
    }
    if (cp_is_space(unit->cp))
        return font_weighted(order[0], p->style.is_bold);
    return deserves_box(unit->cp) ? font_weighted(FONT_LATIN, p->style.is_bold) : FONT_NONE;
}

static bool is_joining(const struct unit *unit)
{
    if (unit->is_mark)
        return true;
    return cp_is_arabic(unit->cp) && cp_category(unit->cp) == HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER;
}

static bool covers(const struct fonts *fonts, uint8_t font, const struct unit *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!cp_is_joiner(word[i].cp) && !font_has(fonts, font, word[i].cp))
            return false;
    return true;
}

/* A word with one letter that only the other Arabic font has is set in that font whole: two fonts do not join. */
static void unify_word(struct unit *word, size_t n, const struct fonts *fonts)
{
    unsigned tried = 0;
    for (size_t k = 0; k < n; k++) {
        uint8_t font = word[k].font;
        if (tried & 1u << font)
            continue;
        tried |= 1u << font;
        if (!covers(fonts, font, word, n))
            continue;
        for (size_t i = 0; i < n; i++)
            word[i].font = font;
        return;
    }
}

static void unify_words(struct units *units, const struct fonts *fonts)
{
    for (size_t i = 0, to; i < units->count; i = to + 1) {
        for (to = i; to < units->count && is_joining(&units->at[to]);)
            to++;
        if (to > i)
            unify_word(&units->at[i], to - i, fonts);
    }
}

void units_pick_fonts(struct paragraph *p, const struct fonts *fonts)
{
    struct units *units = &p->units;
    size_t kept = 0;
    for (size_t i = 0; i < units->count; i++) {
        struct unit unit = units->at[i];
        if (kept > 0 && unit.is_mark)
            unit.font = units->at[kept - 1].font;
        else
            unit.font = font_for(p, fonts, &unit);
        bool is_shown = unit.font != FONT_NONE && (font_has(fonts, unit.font, unit.cp) || cp_is_joiner(unit.cp));
        if (!is_shown && !cp_is_space(unit.cp) && p->para.missing == 0)
            p->para.missing = unit.cp;
        if (unit.font != FONT_NONE && (is_shown || !unit.is_mark))
            units->at[kept++] = unit;
    }
    units_shorten(units, kept);
    unify_words(units, fonts);
}
