/* base64url without padding (RFC 4648, 5), strict: every string of bytes has exactly one spelling. libsodium's decoder
 * refuses spare bits in the last letter, but (1.0.18) takes bytes above 0x7f for letters: a flipped high bit in a
 * signature could pass. Therefore the alphabet is checked here first. */
#include <stdlib.h>

#include "base/mem.h"
#include "vault/inside.h"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

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

bool base64_read(const char *coded, size_t n, void *bytes, size_t room, size_t *got)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_letter(coded[i]))
            return false;
    }
    return sodium_base642bin(bytes, room, coded, n, NULL, got, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

bool base64_read_exactly(const char *coded, size_t n, void *bytes, size_t expected)
{
    size_t got = 0;
    return base64_read(coded, n, bytes, expected, &got) && got == expected;
}
