/* Which way each code point runs. The Unicode Bidirectional Algorithm (UAX #9, FriBidi) does the work, but European
 * digits after Arabic letters become "Arabic numbers" under it, so that 25%, 10:30 AM or +92 51 920 3456 come out in
 * pieces and the wrong way round. So before it runs, every Latin or number token of right-to-left text is put between
 * LRI and PDI, as a careful author would have done. Invariant: tokens inside explicit embeddings are left alone. */
#include <fribidi.h>
#include <string.h>

#include "base/mem.h"
#include "text/cache.h"
#include "text/unit.h"

enum { LRI = 0x2066, PDI = 0x2069, GLUE_MAX = 24 };

/* A stretch of code points without space that runs left to right, such as "12-B/2024" or "25%". */
struct piece {
    size_t from, to;
    size_t digits;
    bool has_letter;
    uint32_t first;
};

static FriBidiCharType type_of(uint32_t cp)
{
    return fribidi_get_bidi_type(cp);
}

static bool is_core(const struct unit *unit)
{
    FriBidiCharType type = type_of(unit->cp);
    return (type == FRIBIDI_TYPE_LTR || type == FRIBIDI_TYPE_EN) && !cp_is_bidi_control(unit->cp);
}

static bool is_one_of(uint32_t cp, const uint32_t *set)
{
    while (*set != 0 && *set != cp)
        set++;
    return *set == cp && cp != 0;
}

/* Signs that cling to numbers and addresses; by number: dashes, quote, dots, decimal signs, degree, times, currencies.
 */
/* clang-format off */
static const uint32_t INNER[] = {'+', '-', '.', '/', ',', ':', '@', '#', '%', '_', '&', '\'', '=', '?', '~', '*',
                                 0x2013, 0x2212, 0x2019, 0x00B7, 0x066B, 0x066C, 0x00B0, 0x00D7, 0};
/* clang-format on */
static const uint32_t BEFORE[] = {'+', '-', '#', '@', '$', '~', 0x2212, 0x20A8, 0x20AC, 0x00A3, 0x00B0, 0};
static const uint32_t AFTER[] = {'%', '+', 0x00B0, 0x2030, 0};
static const uint32_t OPENING[] = {'(', '[', '{', '"', '\'', 0x00AB, 0x201C, 0x2018, 0};
static const uint32_t FULL_STOPS[] = {'.', ',', 0};

static bool is_inner(const struct units *units, size_t i)
{
    return is_one_of(units->at[i].cp, INNER);
}

/* A sign opens a token only where nothing stands before it: the hyphen of "کو-5" belongs to the Urdu word. */
static bool may_open(const struct units *units, size_t i)
{
    if (i == 0 || cp_is_space(units->at[i - 1].cp) || cp_is_bidi_control(units->at[i - 1].cp))
        return true;
    return is_one_of(units->at[i - 1].cp, OPENING);
}

static size_t core_end(const struct units *units, size_t i, struct piece *piece)
{
    for (; i < units->count && (is_core(&units->at[i]) || units->at[i].is_mark); i++) {
        FriBidiCharType type = type_of(units->at[i].cp);
        piece->has_letter |= type == FRIBIDI_TYPE_LTR;
        piece->digits += type == FRIBIDI_TYPE_EN;
    }
    return i;
}

/* Finds [signs] core (1 to 3 inner signs, core)* [signs] beginning at `i`. */
static bool find_piece(const struct units *units, size_t i, struct piece *piece)
{
    *piece = (struct piece){.from = i, .first = i < units->count ? units->at[i].cp : 0};
    if (may_open(units, i))
        while (i < units->count && is_one_of(units->at[i].cp, BEFORE))
            i++;
    if (i >= units->count || !is_core(&units->at[i]))
        return false;
    for (;;) {
        piece->to = i = core_end(units, i, piece);
        size_t signs = 0;
        while (signs < 3 && i + signs < units->count && is_inner(units, i + signs))
            signs++;
        if (signs == 0 || i + signs >= units->count || !is_core(&units->at[i + signs]))
            break;
        i += signs;
    }
    while (piece->to < units->count && is_one_of(units->at[piece->to].cp, AFTER))
        piece->to++;
    return true;
}

static bool is_telephone_start(const struct piece *piece)
{
    return piece->first == '+' || ((piece->first == '0' || piece->first == 0x06F0) && piece->digits >= 3);
}

/* The next piece of the same token: over one space, or over "., " after a Latin word ("Lisak et al., 2010"). "1, 2, 3"
 * is a list of the surrounding language and stays three tokens. */
static bool find_next(const struct units *units, const struct piece *first, const struct piece *last, bool is_rtl,
                      struct piece *next)
{
    size_t i = last->to;
    while (is_rtl && last->has_letter && i < units->count && i < last->to + 2 && is_one_of(units->at[i].cp, FULL_STOPS))
        i++;
    if (i + 1 >= units->count || (units->at[i].cp != ' ' && units->at[i].cp != 0xA0))
        return false;
    if (!find_piece(units, i + 1, next))
        return false;
    if (!next->has_letter && !last->has_letter)
        return is_telephone_start(first) && next->first != '+';
    return is_rtl;
}

static void glue(struct units *units, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        units->at[i].is_glued = true;
}

/* Glues the pieces of the token that begins at `from`, and their spaces where a digit is near; returns its end. */
static size_t take_token(struct units *units, const struct piece *first, bool is_rtl)
{
    struct piece last = *first, next;
    for (;;) {
        if (is_rtl && last.to - last.from <= GLUE_MAX)
            glue(units, last.from, last.to - 1);
        if (!find_next(units, first, &last, is_rtl, &next))
            return last.to;
        if (last.digits > 0 || next.digits > 0)
            glue(units, last.to - 1, next.from);
        last = next;
    }
}

static int depth_step(uint32_t cp)
{
    if ((cp >= 0x2066 && cp <= 0x2068) || cp == 0x202A || cp == 0x202B || cp == 0x202D || cp == 0x202E)
        return 1;
    return cp == PDI || cp == 0x202C ? -1 : 0;
}

void units_isolate(struct units *units, bool is_rtl)
{
    struct units out = {.at = mem_array(units->count * 3 + 1, sizeof *out.at), .is_cut = units->is_cut};
    int depth = 0;
    for (size_t i = 0; i < units->count;) {
        struct piece piece;
        const struct unit *unit = &units->at[i];
        depth += depth_step(unit->cp);
        depth = depth < 0 ? 0 : depth;
        size_t to = depth == 0 && find_piece(units, i, &piece) ? take_token(units, &piece, is_rtl) : 0;
        if (to == 0) {
            out.at[out.count++] = *unit;
            i++;
            continue;
        }
        if (is_rtl)
            out.at[out.count++] = (struct unit){.cp = LRI, .byte = unit->byte};
        memcpy(&out.at[out.count], unit, (to - i) * sizeof *unit);
        out.count += to - i;
        i = to;
        if (is_rtl)
            out.at[out.count++] = (struct unit){.cp = PDI, .byte = units->at[to - 1].byte};
    }
    units_finish(units);
    *units = out;
}

bool units_direction(const struct units *units, bool is_rtl)
{
    bool has_rtl = false, has_ltr = false;
    for (size_t i = 0; i < units->count; i++) {
        FriBidiCharType type = type_of(units->at[i].cp);
        has_rtl |= type == FRIBIDI_TYPE_RTL || type == FRIBIDI_TYPE_AL;
        has_ltr |= type == FRIBIDI_TYPE_LTR;
    }
    return has_rtl == has_ltr ? is_rtl : has_rtl;
}

/* They have no shape, and a line may not end about them where it could not without them. */
static void drop_controls(struct units *units)
{
    size_t kept = 0;
    for (size_t i = 0; i < units->count; i++)
        if (!cp_is_bidi_control(units->at[i].cp))
            units->at[kept++] = units->at[i];
    units_shorten(units, kept);
}

void units_resolve_levels(struct units *units, bool is_rtl)
{
    size_t n = units->count;
    FriBidiChar *cps = mem_array(n, sizeof *cps);
    FriBidiCharType *types = mem_array(n, sizeof *types);
    FriBidiBracketType *brackets = mem_array(n, sizeof *brackets);
    FriBidiLevel *levels = mem_array(n, sizeof *levels);
    for (size_t i = 0; i < n; i++)
        cps[i] = units->at[i].cp;
    FriBidiParType base = is_rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(cps, (FriBidiStrIndex)n, types);
    fribidi_get_bracket_types(cps, (FriBidiStrIndex)n, types, brackets);
    /* 0 means out of memory inside FriBidi: then everything runs the base way. */
    bool is_done = fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)n, &base, levels) != 0;
    for (size_t i = 0; i < n; i++)
        units->at[i].level = is_done ? (uint8_t)levels[i] : is_rtl;
    wipe_free(cps, n * sizeof *cps);
    free(types);
    free(brackets);
    free(levels);
    drop_controls(units);
}
