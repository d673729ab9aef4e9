/* From items to rows. Break opportunities come from libunibreak (UAX #14); rows are filled greedily, or balanced. The
 * idea of balancing: with as few rows as greedy filling needs, choose the breaks whose rows have the least sum of
 * squared widths, which are the evenest; a row that ends a phrase may be a little off. That also leaves no short last
 * word where it can be avoided. Invariant: rows cover all items in order, and only a single item may be wider than the
 * width. */
#include <linebreak.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/paragraph.h"

enum { BALANCE_STOPS = 96, BALANCE_ROWS = 12, PREFIX_MOST = 4 };

/* What a phrase's end is worth, of a mean row squared: rows of 1.35 and 0.65 are still preferred to a torn phrase. */
static const float PHRASE_WORTH = 0.25f;

/* A short prefix ("non-") stays with its word. */
static bool ends_prefix(const utf32_t *cps, size_t i)
{
    size_t letters = 0;
    while (letters < i && cps[i - letters - 1] > ' ')
        letters++;
    return cps[i] == '-' && letters > 0 && letters <= PREFIX_MOST;
}

void units_find_breaks(struct units *units, bool is_rtl)
{
    size_t n = units->count;
    utf32_t *cps = mem_array(n, sizeof *cps);
    char *breaks = mem_array(n, 1);
    for (size_t i = 0; i < n; i++)
        cps[i] = units->at[i].cp;
    if (n > 0)
        set_linebreaks_utf32(cps, n, is_rtl ? "ur" : "en", breaks);
    for (size_t i = 0; i < n; i++) {
        bool is_end = cps[i] == '\n' || i + 1 == n;
        bool may = breaks[i] == LINEBREAK_ALLOWBREAK && !units->at[i].is_glued && !ends_prefix(cps, i);
        units->at[i].brk = cps[i] == '\n' && i + 1 < n ? BREAK_MUST : may && !is_end ? BREAK_MAY : BREAK_NONE;
    }
    wipe_free(cps, n * sizeof *cps);
    free(breaks);
}

static size_t content_end(const struct paragraph *p, size_t from, size_t to)
{
    while (to > from && p->items[to - 1].is_space)
        to--;
    return to;
}

float items_width(const struct paragraph *p, size_t from, size_t to)
{
    float width = 0;
    to = content_end(p, from, to);
    for (size_t i = from; i < to; i++)
        width += p->items[i].advance;
    return width;
}

static struct row row_of(const struct paragraph *p, size_t from, size_t to)
{
    return (struct row){(uint32_t)from, (uint32_t)content_end(p, from, to), (uint32_t)to};
}

static void add_row(struct paragraph *p, size_t from, size_t to)
{
    p->rows[p->para.line_count++] = row_of(p, from, to);
}

/* Rows for the items from..to, as full as `width` allows; 0 makes one row. */
static void fill(struct paragraph *p, size_t from, size_t to, float width)
{
    size_t begin = from, stop = from;
    float sum = 0;
    for (size_t i = from; i < to; i++) {
        const struct item *item = &p->items[i];
        if (width > 0 && !item->is_space && sum + item->advance > width && i > begin) {
            p->is_torn |= stop == begin;
            stop = stop == begin ? i : stop;
            add_row(p, begin, stop);
            begin = i = stop;
            sum = 0;
        }
        sum += p->items[i].advance;
        if (p->items[i].brk != BREAK_NONE)
            stop = i + 1;
    }
    add_row(p, begin, to);
}

/* Places where a row may end, and the measures a row between two of them has. */
struct stops {
    size_t count;
    size_t item[BALANCE_STOPS];    /* a row may end before this item */
    float start[BALANCE_STOPS];    /* advance of everything before it */
    float content[BALANCE_STOPS];  /* the same without the spaces just before it */
    bool is_phrase[BALANCE_STOPS]; /* a comma or full stop stands before it */
};

static bool ends_phrase(const struct paragraph *p, size_t from, size_t to)
{
    to = content_end(p, from, to);
    if (to == from)
        return false;
    static const uint32_t SIGNS[] = {',', '.', ':', ';', '!', '?', 0x060C, 0x061B, 0x061F, 0x06D4};
    uint32_t cp = p->units.at[p->items[to - 1].to - 1].cp;
    for (size_t i = 0; i < COUNT_OF(SIGNS); i++)
        if (SIGNS[i] == cp)
            return true;
    return false;
}

static bool find_stops(const struct paragraph *p, size_t from, size_t to, struct stops *stops)
{
    float sum = 0, content = 0;
    *stops = (struct stops){.count = 1, .item = {from}};
    for (size_t i = from; i < to; i++) {
        const struct item *item = &p->items[i];
        sum += item->advance;
        content = item->is_space ? content : sum;
        if (item->brk == BREAK_NONE && i + 1 < to)
            continue;
        if (stops->count == BALANCE_STOPS)
            return false;
        size_t k = stops->count++;
        stops->item[k] = i + 1;
        stops->start[k] = sum;
        stops->content[k] = content;
        stops->is_phrase[k] = ends_phrase(p, from, i + 1);
    }
    return true;
}

/* best[r][k]: the least cost of r rows that end at stop k; came[r][k]: where the last of them begins. */
struct choice {
    float best[BALANCE_ROWS + 1][BALANCE_STOPS];
    uint8_t came[BALANCE_ROWS + 1][BALANCE_STOPS];
};

static void choose(const struct stops *stops, size_t rows, float width, struct choice *choice)
{
    float mean = stops->content[stops->count - 1] / (float)rows;
    for (size_t k = 0; k < stops->count; k++)
        choice->best[0][k] = k == 0 ? 0 : INFINITY;
    for (size_t r = 1; r <= rows; r++) {
        for (size_t k = 0; k < stops->count; k++) {
            choice->best[r][k] = INFINITY;
            for (size_t j = 0; j < k; j++) {
                float w = stops->content[k] - stops->start[j];
                float cost = choice->best[r - 1][j] + w * w;
                cost -= stops->is_phrase[k] && k + 1 < stops->count ? PHRASE_WORTH * mean * mean : 0;
                if (w > width || cost >= choice->best[r][k])
                    continue;
                choice->best[r][k] = cost;
                choice->came[r][k] = (uint8_t)j;
            }
        }
    }
}

/* Breaks the rows first..line_count-1 anew into as many rows of even width, when they are few enough. */
static void balance(struct paragraph *p, size_t first, float width)
{
    size_t rows = p->para.line_count - first;
    size_t from = p->rows[first].from, to = p->rows[p->para.line_count - 1].to;
    struct stops stops;
    if (rows < 2 || rows > BALANCE_ROWS || !find_stops(p, from, to, &stops))
        return;
    struct choice choice;
    choose(&stops, rows, width, &choice);
    size_t k = stops.count - 1;
    if (isinf(choice.best[rows][k]))
        return;
    for (size_t r = rows; r > 0; r--) {
        size_t j = choice.came[r][k];
        p->rows[first + r - 1] = row_of(p, stops.item[j], stops.item[k]);
        k = j;
    }
}

void lines_break(struct paragraph *p, float width, bool is_balanced)
{
    free(p->rows);
    p->rows = mem_array(p->item_count + 1, sizeof *p->rows);
    p->para.line_count = 0;
    for (size_t from = 0, to; from < p->item_count || from == 0; from = to) {
        for (to = from; to < p->item_count && (to == from || p->items[to - 1].brk != BREAK_MUST);)
            to++;
        size_t first = p->para.line_count;
        fill(p, from, to, width);
        if (is_balanced && width > 0)
            balance(p, first, width);
        if (to == 0)
            return;
    }
}

/* The last item of the row from `from` that leaves `width` unfilled by at least `spare`, at a word's end. */
static size_t last_that_fits(const struct paragraph *p, size_t from, float width, float spare)
{
    size_t stop = from;
    for (size_t i = from; i < p->item_count; i++) {
        if (p->items[i].brk == BREAK_NONE && i + 1 < p->item_count)
            continue;
        if (width > 0 && items_width(p, from, i + 1) + spare > width)
            break;
        stop = i + 1;
        if (p->items[i].brk == BREAK_MUST)
            break;
    }
    return content_end(p, from, stop);
}

/* Nastaliq has no U+2026; three Urdu full stops are what Urdu print uses. */
static void append_ellipsis(struct paragraph *p, struct text *text)
{
    static const uint32_t DOTS[] = {0x06D4, 0x06D4, 0x06D4}, ELLIPSIS[] = {0x2026};
    uint8_t arabic = p->style.face == TEXT_NASKH ? FONT_NASKH : FONT_NASTALIQ;
    if (p->is_base_rtl)
        item_append_sign(p, text, DOTS, COUNT_OF(DOTS), font_weighted(arabic, p->style.is_bold));
    else
        item_append_sign(p, text, ELLIPSIS, COUNT_OF(ELLIPSIS), font_weighted(FONT_LATIN, p->style.is_bold));
}

void lines_cut(struct paragraph *p, struct text *text, float width)
{
    size_t most = (size_t)p->style.max_lines;
    if (p->style.max_lines <= 0 || p->para.line_count <= most)
        return;
    size_t count = p->item_count;
    append_ellipsis(p, text);
    struct item sign = p->items[count];
    p->item_count = count;
    struct row *row = &p->rows[most - 1];
    size_t to = last_that_fits(p, row->from, width, sign.advance);
    p->items[to] = sign;
    p->item_count = to + 1;
    *row = row_of(p, row->from, to + 1);
    p->para.line_count = most;
    p->para.is_cut = true;
}
