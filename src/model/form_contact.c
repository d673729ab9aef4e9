/* Phone numbers and e-mail addresses: the other half of form.h. Each is read in one pass into a small buffer that is
 * wiped before returning. A number that is too long is still read to its end: a letter in it is the fault to name. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "model/form.h"

enum {
    NUMBER_ROOM = 24, /* digits kept: 15 with 0092 and the 0 in between, and to see that there are more */
    FOREIGN_LEAST = 8,
    FOREIGN_MOST = 15,
    MOBILE_DIGITS = 10, /* all these without the leading 0 */
    LANDLINE_LEAST = 8,
    LANDLINE_MOST = 10,
    EMAIL_MOST = 254, /* RFC 5321 4.5.3.1.3, without the angle brackets */
    LOCAL_MOST = 64,
    LABEL_MOST = 63,
};

struct number {
    char digits[NUMBER_ROOM];
    size_t count;
    bool has_plus, has_letters;
};

static int digit_of(uint32_t code)
{
    static const uint32_t zeros[] = {'0', 0x06F0, 0x0660}; /* ASCII, Urdu, Arabic */
    for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
        if (code >= zeros[i] && code <= zeros[i] + 9)
            return (int)(code - zeros[i]);
    return -1;
}

/* What people put between digits, and what they cannot see. */
static bool is_separator(uint32_t code)
{
    if (code < 0x80)
        return strchr(" \t\r\n.-/()", (int)code) != NULL;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_PD || category == UTF8PROC_CATEGORY_CF ||
           code == 0x06D4; /* the Urdu keyboard's full stop */
}

static void read_number(struct number *number, const char *in, size_t n)
{
    for (size_t at = 0; at < n;) {
        uint32_t code = utf8_next(in, n, &at);
        int digit = digit_of(code);
        if (digit >= 0 && number->count < NUMBER_ROOM - 1)
            number->digits[number->count++] = (char)('0' + digit);
        else if (code == '+' && number->count == 0 && !number->has_plus)
            number->has_plus = true;
        else if (digit < 0 && !is_separator(code))
            number->has_letters = true;
    }
}

static void put_number(char out[FORM_PHONE_MAX], const char *country, const char *digits, size_t n)
{
    size_t length = strlen(country);
    out[0] = '+';
    memcpy(out + 1, country, length);
    memcpy(out + 1 + length, digits, n);
}

static enum form_fault put_foreign(const char *digits, size_t n, char out[FORM_PHONE_MAX])
{
    if (n < FOREIGN_LEAST)
        return FORM_PHONE_SHORT;
    if (n > FOREIGN_MOST)
        return FORM_PHONE_LONG;
    if (digits[0] == '0') /* no country code begins with it */
        return FORM_PHONE_UNKNOWN;
    put_number(out, "", digits, n);
    return FORM_OK;
}

/* `digits` after +92 or the 0. Numbers here begin with 2 to 9; those with 3 are mobiles. */
static enum form_fault put_pakistani(const char *digits, size_t n, char out[FORM_PHONE_MAX])
{
    size_t least = digits[0] == '3' ? MOBILE_DIGITS : LANDLINE_LEAST;
    if (n < least)
        return FORM_PHONE_SHORT;
    if (n > LANDLINE_MOST)
        return FORM_PHONE_LONG;
    if (digits[0] < '2')
        return FORM_PHONE_UNKNOWN;
    put_number(out, "92", digits, n);
    return FORM_OK;
}

static enum form_fault put_e164(const struct number *number, char out[FORM_PHONE_MAX])
{
    const char *digits = number->digits;
    bool is_full = number->has_plus;
    if (number->has_letters)
        return FORM_PHONE_LETTERS;
    if (number->count == 0)
        return is_full ? FORM_PHONE_SHORT : FORM_EMPTY;
    if (!is_full && strncmp(digits, "00", 2) == 0) {
        is_full = true;
        digits += 2;
    }
    bool has_country = strncmp(digits, "92", 2) == 0;
    if (is_full && !has_country)
        return put_foreign(digits, strlen(digits), out);
    if (!has_country && digits[0] != '0') /* as dialled inside a town: nobody could call it back from elsewhere */
        return number->count > LANDLINE_MOST ? FORM_PHONE_UNKNOWN : FORM_PHONE_SHORT;
    digits += has_country ? 2 : 0;
    digits += digits[0] == '0' ? 1 : 0;
    return put_pakistani(digits, strlen(digits), out);
}

enum form_fault form_phone(const char *in, size_t n, char out[FORM_PHONE_MAX])
{
    struct number number = {.count = 0};
    read_number(&number, in, n);
    memset(out, 0, FORM_PHONE_MAX);
    enum form_fault fault = put_e164(&number, out);
    explicit_bzero(&number, sizeof number);
    return fault;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* RFC 5321's Dot-string: atoms with single dots between them. */
static bool local_is_right(const char *text, size_t n)
{
    if (n == 0 || n > LOCAL_MOST || text[0] == '.' || text[n - 1] == '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && text[i - 1] == '.')
            return false;
        if (!is_letter_or_digit(text[i]) && (text[i] == '\0' || !strchr(".!#$%&'*+-/=?^_`{|}~", text[i])))
            return false;
    }
    return true;
}

static bool label_is_right(const char *text, size_t n)
{
    if (n == 0 || n > LABEL_MOST || text[0] == '-' || text[n - 1] == '-')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_letter_or_digit(text[i]) && text[i] != '-')
            return false;
    return true;
}

static bool domain_is_right(const char *text, size_t n)
{
    size_t labels = 0, from = 0;
    bool has_letter = false; /* in the last label: 127.0.0.1 is no domain */
    for (size_t i = 0; i <= n; i++) {
        if (i < n && text[i] != '.') {
            has_letter |= text[i] > '9';
            continue;
        }
        if (!label_is_right(text + from, i - from))
            return false;
        labels++;
        from = i + 1;
        if (i < n)
            has_letter = false;
    }
    return labels >= 2 && has_letter;
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

enum form_fault form_email(const char *in, size_t n, char out[FORM_TEXT_MAX])
{
    char address[EMAIL_MOST];
    while (n > 0 && is_white(in[n - 1]))
        n--;
    for (; n > 0 && is_white(in[0]); in++)
        n--;
    size_t kept = n <= EMAIL_MOST ? n : 0;
    memcpy(address, in, kept); /* `out` may be `in` */
    memset(out, 0, FORM_TEXT_MAX);
    if (n == 0)
        return FORM_EMPTY;
    const char *sign = memchr(address, '@', kept);
    size_t local = sign ? (size_t)(sign - address) : 0;
    bool is_right = sign && local_is_right(address, local) && domain_is_right(sign + 1, kept - local - 1);
    for (size_t i = 0; is_right && i < kept; i++)
        out[i] = i > local ? (char)tolower((unsigned char)address[i]) : address[i];
    explicit_bzero(address, sizeof address);
    return is_right ? FORM_OK : FORM_EMAIL_SHAPE;
}
