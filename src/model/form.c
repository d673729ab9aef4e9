/* What a visitor typed, made safe to draw, to store and to compare.
 *
 * Text is read one code point at a time, decomposed, judged and laid into an array that is larger than any answer may
 * be; reading stops when it is full. Only then is it composed, cut and written. Judging decomposed code points makes
 * cleaning idempotent: cleaning what was cleaned meets the same code points in the same order and drops none. */
#include "model/form.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
    DECOMPOSED_MAX = 4, /* code points that one can decompose into (Unicode 15: U+1F82 and its like) */
    CODES_MAX = 512,    /* 320 bytes of NFC decompose into 480 at most: 2 bytes into 3, 3 bytes into 4 */
};

#define ZWNJ 0x200C
#define ZWJ 0x200D

struct codes {
    utf8proc_int32_t at[CODES_MAX];
    size_t count;
    int marks;       /* on the base being read */
    bool has_joiner; /* so has that base */
};

enum code_class { CODE_BASE, CODE_MARK, CODE_SPACE, CODE_JOINER, CODE_DROPPED };

static enum code_class class_of(utf8proc_int32_t code)
{
    static const uint8_t by_category[] = {
        [UTF8PROC_CATEGORY_MN] = CODE_MARK,    [UTF8PROC_CATEGORY_MC] = CODE_MARK,
        [UTF8PROC_CATEGORY_ME] = CODE_MARK,    [UTF8PROC_CATEGORY_ZS] = CODE_SPACE,
        [UTF8PROC_CATEGORY_ZL] = CODE_SPACE,   [UTF8PROC_CATEGORY_ZP] = CODE_SPACE,
        [UTF8PROC_CATEGORY_CN] = CODE_DROPPED, [UTF8PROC_CATEGORY_CC] = CODE_DROPPED,
        [UTF8PROC_CATEGORY_CF] = CODE_DROPPED, [UTF8PROC_CATEGORY_CS] = CODE_DROPPED,
        [UTF8PROC_CATEGORY_CO] = CODE_DROPPED,
    };
    if ((code >= '\t' && code <= '\r') || code == 0x85)
        return CODE_SPACE;
    if (code == ZWNJ || code == ZWJ)
        return CODE_JOINER;
    if (code == UTF8_BAD || utf8proc_get_property(code)->ignorable)
        return CODE_DROPPED;
    return (enum code_class)by_category[utf8proc_category(code)];
}

/* Canonical ordering of the newest mark among those before it (Unicode 3.11, D109); at most FORM_MARKS_MAX steps. */
static void order_mark(struct codes *codes)
{
    utf8proc_int32_t mark = codes->at[codes->count - 1];
    int order = utf8proc_get_property(mark)->combining_class;
    size_t to = codes->count - 1;
    for (; order && to > 0 && utf8proc_get_property(codes->at[to - 1])->combining_class > order; to--)
        codes->at[to] = codes->at[to - 1];
    codes->at[to] = mark;
}

/* Takes one decomposed code point, if it may stand after what is there. */
static void take_code(struct codes *codes, utf8proc_int32_t code)
{
    enum code_class class = class_of(code);
    utf8proc_int32_t last = codes->count ? codes->at[codes->count - 1] : ' ';
    if (class != CODE_BASE && last == ' ') /* nothing to stand on */
        return;
    switch (class) {
    case CODE_BASE:
        codes->marks = 0;
        codes->has_joiner = false;
        break;
    case CODE_MARK:
        if (codes->marks++ >= FORM_MARKS_MAX)
            return;
        break;
    case CODE_SPACE:
        code = ' ';
        codes->count -= class_of(last) == CODE_JOINER;
        break;
    case CODE_JOINER:
        if (codes->has_joiner)
            return;
        codes->has_joiner = true;
        break;
    case CODE_DROPPED:
        return;
    }
    codes->at[codes->count++] = code;
    if (class == CODE_MARK)
        order_mark(codes);
}

static void read_codes(struct codes *codes, const char *in, size_t n)
{
    for (size_t at = 0; at < n && codes->count + DECOMPOSED_MAX <= CODES_MAX;) {
        utf8proc_int32_t part[DECOMPOSED_MAX];
        utf8proc_int32_t code = (utf8proc_int32_t)utf8_next(in, n, &at);
        utf8proc_ssize_t count = utf8proc_decompose_char(code, part, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, NULL);
        CHECK(count <= DECOMPOSED_MAX);
        for (utf8proc_ssize_t i = 0; i < count; i++)
            take_code(codes, part[i]);
    }
}

/* To NFC, in place; the marks are in order already. */
static void compose(struct codes *codes)
{
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(codes->at, (utf8proc_ssize_t)codes->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    codes->count = count > 0 ? (size_t)count : 0;
}

/* Keeps the whole clusters that fit, and no space or joiner at the end. */
static void cut(struct codes *codes, bool is_typing)
{
    size_t kept = 0, bytes = 0, graphemes = 0;
    utf8proc_int32_t state = 0;
    for (size_t i = 1; i <= codes->count && graphemes < FORM_GRAPHEMES_MAX; i++) {
        char unused[4];
        bytes += utf8_put(unused, (uint32_t)codes->at[i - 1]);
        if (bytes >= FORM_TEXT_MAX)
            break;
        if (i < codes->count && !utf8proc_grapheme_break_stateful(codes->at[i - 1], codes->at[i], &state))
            continue;
        kept = i;
        graphemes++;
    }
    while (!is_typing && kept > 0 && (codes->at[kept - 1] == ' ' || class_of(codes->at[kept - 1]) == CODE_JOINER))
        kept--;
    codes->count = kept;
}

/* True for letters of the Pashto and Sindhi alphabets that Urdu does not have. */
static bool is_pashto_or_sindhi(utf8proc_int32_t code)
{
    static const uint16_t pashto_and_sindhi[] = {
        0x067C, 0x0681, 0x0685, 0x0689, 0x0693, 0x0696, 0x069A, 0x06AB, 0x06BC, 0x06CD, 0x06D0, /* Pashto */
        0x067A, 0x067B, 0x067D, 0x067F, 0x0680, 0x0683, 0x0684, 0x0687, 0x068A, 0x068C,         /* Sindhi */
        0x068D, 0x068F, 0x0699, 0x06A6, 0x06AA, 0x06B1, 0x06B3, 0x06BB, 0x06FD, 0x06FE,
    };
    for (size_t i = 0; i < COUNT_OF(pashto_and_sindhi); i++)
        if (code == pashto_and_sindhi[i])
            return true;
    return false;
}

/* An Arabic keyboard's kaf, yeh and heh look like Urdu's but are other code points: a search would miss the name. They
 * are changed after composing, because yeh is half of hamza-yeh; heh may compose with its marks once it is Urdu's. */
static void use_urdu_letters(struct codes *codes)
{
    for (size_t i = 0; i < codes->count; i++)
        if (is_pashto_or_sindhi(codes->at[i]))
            return;
    for (size_t i = 0; i < codes->count; i++) {
        if (codes->at[i] == 0x0643)
            codes->at[i] = 0x06A9;
        else if (codes->at[i] == 0x064A)
            codes->at[i] = 0x06CC;
        else if (codes->at[i] == 0x0647)
            codes->at[i] = 0x06C1;
    }
    compose(codes);
}

static void clean(const char *in, size_t n, bool is_typing, char out[FORM_TEXT_MAX])
{
    struct codes codes = {.count = 0};
    read_codes(&codes, in, n);
    compose(&codes);
    cut(&codes, is_typing);
    use_urdu_letters(&codes);
    memset(out, 0, FORM_TEXT_MAX);
    for (size_t i = 0, length = 0; i < codes.count; i++)
        length += utf8_put(out + length, (uint32_t)codes.at[i]);
    explicit_bzero(&codes, sizeof codes);
}

enum form_fault form_clean_text(const char *in, size_t n, char out[FORM_TEXT_MAX])
{
    clean(in, n, false, out);
    return out[0] ? FORM_OK : FORM_EMPTY;
}

void form_clean_typing(const char *in, size_t n, char out[FORM_TEXT_MAX])
{
    clean(in, n, true, out);
}

size_t form_graphemes(const char *text, size_t n)
{
    size_t at = 0, count = n > 0;
    utf8proc_int32_t state = 0;
    utf8proc_int32_t before = n > 0 ? (utf8proc_int32_t)utf8_next(text, n, &at) : 0;
    while (at < n) {
        utf8proc_int32_t code = (utf8proc_int32_t)utf8_next(text, n, &at);
        count += utf8proc_grapheme_break_stateful(before, code, &state);
        before = code;
    }
    return count;
}

static bool is_invisible(const char *text, size_t n, size_t at)
{
    return utf8proc_category((utf8proc_int32_t)utf8_next(text, n, &at)) == UTF8PROC_CATEGORY_CF;
}

size_t form_backspace(const char *text, size_t at)
{
    size_t to = utf8_before(text, at);
    while (to > 0 && is_invisible(text, to, utf8_before(text, to)))
        to = utf8_before(text, to);
    return at - to;
}
