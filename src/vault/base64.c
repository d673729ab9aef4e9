/* base64url without padding (RFC 4648, 5), strict: every string of bytes has exactly one spelling. Written with
 * libsodium, read by ourselves: its decoder (1.0.18) takes bytes above 0x7f for letters, so a flipped high bit in a
 * signature could pass, and records, which are public, need not be read in constant time, at an eighth of the speed.
 * The few secrets that are read here come once, from the machine's own disk. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

void base64_write(const void *bytes, size_t n, char *out, size_t room)
{
    sodium_bin2base64(out, room, bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void base64_add(struct str *to, const void *bytes, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *coded = mem_alloc(room);
    base64_write(bytes, n, coded, room);
    str_add(to, coded);
    free(coded);
}

json_t *base64_json(const void *bytes, size_t n)
{
    struct str text = {0};
    base64_add(&text, bytes, n);
    json_t *string = json_string(text.at);
    str_finish(&text);
    return string;
}

/* Six bits a letter; OTHER is no letter. */
enum { OTHER = 0x80 };

static void make_values(uint8_t values[256])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    memset(values, OTHER, 256);
    for (uint8_t i = 0; i < 64; i++)
        values[(unsigned char)letters[i]] = i;
}

bool base64_read(const char *coded, size_t n, void *bytes, size_t room, size_t *got)
{
    uint8_t values[256], *out = bytes, seen = 0;
    size_t whole = n / 4, rest = n % 4, length = whole * 3 + (rest > 0 ? rest - 1 : 0);
    if (rest == 1 || length > room)
        return false;
    make_values(values);
    const unsigned char *in = (const unsigned char *)coded;
    for (size_t i = 0; i < whole; i++, in += 4, out += 3) {
        uint8_t a = values[in[0]], b = values[in[1]], c = values[in[2]], d = values[in[3]];
        seen |= a | b | c | d;
        out[0] = (uint8_t)(a << 2 | b >> 4);
        out[1] = (uint8_t)(b << 4 | c >> 2);
        out[2] = (uint8_t)(c << 6 | d);
    }
    if (rest > 0) {
        uint8_t a = values[in[0]], b = values[in[1]], c = rest == 3 ? values[in[2]] : 0;
        uint8_t spare = (uint8_t)(rest == 3 ? c & 3 : b & 15); /* must be zero, or there were two spellings */
        seen |= a | b | c | (spare != 0 ? OTHER : 0);
        out[0] = (uint8_t)(a << 2 | b >> 4);
        if (rest == 3)
            out[1] = (uint8_t)(b << 4 | c >> 2);
    }
    *got = length;
    return (seen & OTHER) == 0;
}

bool base64_read_exactly(const char *coded, size_t n, void *bytes, size_t expected)
{
    size_t got = 0;
    return base64_read(coded, n, bytes, expected, &got) && got == expected;
}
