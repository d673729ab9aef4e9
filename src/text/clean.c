/* From bytes to code points that the rest can trust. The idea: everything hostile or invisible ends here, so no later
 * stage meets a NUL, a stray control, or a letter under a thousand marks. Invariant: unit bytes never fall, and no unit
 * has more than three marks after it. */
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/cache.h"
#include "text/unit.h"

enum { MARKS_MAX = 3 };

hb_unicode_general_category_t cp_category(uint32_t cp)
{
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);
}

bool cp_is_mark(uint32_t cp)
{
    hb_unicode_general_category_t kind = cp_category(cp);
    return kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           cp_is_joiner(cp);
}

bool cp_is_space(uint32_t cp)
{
    return cp == '\n' || cp == 0x200B || cp_category(cp) == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR;
}

bool cp_is_joiner(uint32_t cp)
{
    return cp_category(cp) == HB_UNICODE_GENERAL_CATEGORY_FORMAT && !cp_is_bidi_control(cp) && !cp_is_space(cp);
}

bool cp_is_bidi_control(uint32_t cp)
{
    return cp == 0x200E || cp == 0x200F || cp == 0x061C || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

bool cp_is_arabic(uint32_t cp)
{
    return (cp >= 0x0600 && cp <= 0x06FF) || (cp >= 0x0750 && cp <= 0x077F) || (cp >= 0x0870 && cp <= 0x08FF) ||
           (cp >= 0xFB50 && cp <= 0xFDFF) || (cp >= 0xFE70 && cp <= 0xFEFC);
}

static bool is_line_end(uint32_t cp)
{
    return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* No shape of its own and no say in the shape of others. ZWNJ, ZWJ, WJ and the bidi controls do have one. */
static bool is_shapeless(uint32_t cp)
{
    return cp_category(cp) == HB_UNICODE_GENERAL_CATEGORY_CONTROL || cp == UTF8_BAD || cp == 0x00AD || cp == 0xFEFF ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || cp >= 0xE0000 || (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

static uint32_t simplified(uint32_t cp)
{
    if (cp >= 0x0660 && cp <= 0x0669)
        return cp - 0x0660 + 0x06F0;
    if (is_line_end(cp))
        return '\n';
    return cp == '\t' ? ' ' : cp;
}

static bool composes(struct unit *letter, uint32_t mark)
{
    hb_codepoint_t one;
    if (letter->is_mark || !hb_unicode_compose(hb_unicode_funcs_get_default(), letter->cp, mark, &one))
        return false;
    letter->cp = one;
    return true;
}

static bool has_marks_enough(const struct units *units)
{
    if (units->count < MARKS_MAX)
        return false;
    for (size_t i = units->count - MARKS_MAX; i < units->count; i++)
        if (!units->at[i].is_mark)
            return false;
    return true;
}

static void clean_one(struct units *units, uint32_t cp, uint32_t byte)
{
    cp = simplified(cp);
    if (is_shapeless(cp) && cp != '\n')
        return;
    bool is_mark = cp_is_mark(cp);
    if (is_mark && units->count > 0 && (composes(&units->at[units->count - 1], cp) || has_marks_enough(units)))
        return;
    units->at[units->count++] = (struct unit){.cp = cp, .byte = byte, .is_mark = is_mark};
}

struct units units_clean(const char *utf8, size_t n)
{
    struct units units = {.at = mem_array((n < UNITS_MAX ? n : UNITS_MAX) + 1, sizeof(struct unit))};
    size_t at = 0;
    while (at < n && units.count < UNITS_MAX) {
        uint32_t byte = (uint32_t)at;
        uint32_t cp = utf8_next(utf8, n, &at);
        if (cp == '\r' && at < n && utf8[at] == '\n')
            continue;
        clean_one(&units, cp, byte);
    }
    units.is_cut = at < n;
    return units;
}

void units_shorten(struct units *units, size_t count)
{
    explicit_bzero(&units->at[count], (units->count - count) * sizeof *units->at);
    units->count = count;
}

void units_finish(struct units *units)
{
    wipe_free(units->at, units->count * sizeof *units->at);
    *units = (struct units){0};
}
