/* UTF-8 by the table of RFC 3629, section 4. The idea: one decoder, `utf8_next`, decides what a letter is; everything
 * else asks it, so that counting, stepping back and cutting agree with reading, also in damaged text. */
#include "base/utf8.h"

#define LAST_CODE_POINT 0x10FFFFu
#define NO_LETTER UINT32_MAX /* unlike UTF8_BAD, which may stand in a text as a letter of its own */

static bool is_surrogate(uint32_t code_point)
{
    return code_point >= 0xD800 && code_point <= 0xDFFF;
}

/* Length that a first byte announces; 0 for a byte that can start nothing (continuation, C0, C1, F5..FF). */
static size_t announced_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

/* The letter of exactly `length` bytes at `text`; NO_LETTER when they are none. */
static uint32_t decode(const char *text, size_t length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};

    uint32_t code_point = (unsigned char)text[0] & first_bits[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xC0) != 0x80)
            return NO_LETTER;
        code_point = code_point << 6 | (byte & 0x3F);
    }
    bool is_scalar = code_point <= LAST_CODE_POINT && !is_surrogate(code_point);
    return is_scalar && code_point >= least[length] ? code_point : NO_LETTER;
}

/* Reads at text[at], at < n. Returns the bytes of the letter there, 0 when there is none. */
static size_t read_letter(const char *text, size_t n, size_t at, uint32_t *code_point)
{
    size_t length = announced_length((unsigned char)text[at]);
    uint32_t found = length == 0 || length > n - at ? NO_LETTER : decode(text + at, length);
    *code_point = found == NO_LETTER ? UTF8_BAD : found;
    return found == NO_LETTER ? 0 : length;
}

uint32_t utf8_next(const char *text, size_t n, size_t *at)
{
    uint32_t code_point;
    size_t length = read_letter(text, n, *at, &code_point);
    *at += length > 0 ? length : 1;
    return code_point;
}

size_t utf8_put(char out[4], uint32_t code_point)
{
    if (code_point > LAST_CODE_POINT || is_surrogate(code_point))
        code_point = UTF8_BAD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    static const unsigned char first_mark[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(first_mark[length] | code_point);
    return length;
}

bool utf8_is_valid(const char *text, size_t n)
{
    uint32_t ignored;
    for (size_t at = 0, length; at < n; at += length) {
        length = read_letter(text, n, at, &ignored);
        if (length == 0)
            return false;
    }
    return true;
}

size_t utf8_count(const char *text, size_t n)
{
    size_t count = 0;
    for (size_t at = 0; at < n; count++)
        utf8_next(text, n, &at);
    return count;
}

size_t utf8_before(const char *text, size_t at)
{
    uint32_t ignored;
    for (size_t length = 2; length <= 4 && length <= at; length++)
        if (read_letter(text, at, at - length, &ignored) == length)
            return at - length;
    return at > 0 ? at - 1 : 0;
}

size_t utf8_edge(const char *text, size_t n, size_t at)
{
    if (at >= n)
        return n;
    uint32_t ignored;
    for (size_t back = 1; back <= 3 && back <= at; back++)
        if (read_letter(text, n, at - back, &ignored) > back)
            return at - back;
    return at;
}
