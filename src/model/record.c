/* The small words of a record: how a time was come by, and the withdrawal code a visitor takes home.
 *
 * A code is 40 bits as eight letters of D. Crockford's base 32 (0-9 A-Z without I L O U, so that it can be read aloud
 * and copied by hand), the highest bits first. */
#include "model/record.h"

#include <ctype.h>
#include <string.h>

static const char code_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { CODE_GROUP = 4, CODE_LETTERS = 8 };

const char *time_source_name(enum time_source source)
{
    switch (source) {
    case TIME_NONE:
        return "none";
    case TIME_SAVED:
        return "saved";
    case TIME_SIGNED:
        return "signed";
    case TIME_OPERATOR:
        return "operator";
    case TIME_RTC:
        return "rtc";
    case TIME_NTP:
        return "ntp";
    }
    return "none";
}

char crockford_letter(unsigned value)
{
    return code_letters[value & 31];
}

int crockford_value(char typed)
{
    char letter = (char)toupper((unsigned char)typed);
    if (letter == 'O')
        return 0;
    if (letter == 'I' || letter == 'L')
        return 1;
    const char *at = letter != '\0' ? strchr(code_letters, letter) : NULL;
    return at != NULL ? (int)(at - code_letters) : -1;
}

static void put_letter(char out[WITHDRAW_CODE_MAX], int index, char letter)
{
    out[index < CODE_GROUP ? index : index + 1] = letter;
    out[CODE_GROUP] = '-';
}

void withdraw_code(const uint8_t random[5], char out[WITHDRAW_CODE_MAX])
{
    uint64_t bits = 0;
    for (int i = 0; i < 5; i++)
        bits = bits << 8 | random[i];
    memset(out, 0, WITHDRAW_CODE_MAX);
    for (int i = 0; i < CODE_LETTERS; i++)
        put_letter(out, i, crockford_letter((unsigned)(bits >> (5 * (CODE_LETTERS - 1 - i)))));
}

bool withdraw_code_read(const char *typed, char out[WITHDRAW_CODE_MAX])
{
    int count = 0;
    bool is_code = true;
    memset(out, 0, WITHDRAW_CODE_MAX);
    for (; *typed && is_code; typed++) {
        if (*typed == ' ' || *typed == '-')
            continue;
        int value = crockford_value(*typed);
        is_code = value >= 0 && count < CODE_LETTERS;
        if (is_code)
            put_letter(out, count++, crockford_letter((unsigned)value));
    }
    if (is_code && count == CODE_LETTERS)
        return true;
    memset(out, 0, WITHDRAW_CODE_MAX);
    return false;
}
