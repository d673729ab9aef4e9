/* A seed on paper: 256 bits and 24 bits of its SHA-256 as 56 letters of Crockford's base 32, in 14 groups of 4. Base 32
 * has no letters that look alike, and the hash's bits make a slip of the pen known before the wrong key is made of it.
 */
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

enum { LETTERS = RECOVERY_GROUPS * 4, SEED = crypto_sign_SEEDBYTES, PAPER_BYTES = LETTERS * 5 / 8 };

_Static_assert(PAPER_BYTES == SEED + 3, "seed and check fill the letters");

static void add_check(uint8_t paper[PAPER_BYTES])
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(paper, SEED, hash);
    memcpy(paper + SEED, hash, PAPER_BYTES - SEED);
}

/* The five bits of letter `i`, most significant first. */
static unsigned bits_at(const uint8_t *paper, size_t i)
{
    unsigned value = 0;
    for (size_t bit = i * 5; bit < i * 5 + 5; bit++)
        value = value << 1 | (paper[bit / 8] >> (7 - bit % 8) & 1u);
    return value;
}

void keys_recovery(const struct keys *keys, char out[RECOVERY_MAX])
{
    uint8_t paper[PAPER_BYTES];
    memcpy(paper, keys->seed[0], SEED);
    add_check(paper);
    for (size_t i = 0; i < LETTERS; i++) {
        *out++ = crockford_letter(bits_at(paper, i));
        if (i % 4 == 3)
            *out++ = i + 1 < LETTERS ? '-' : '\0';
    }
    locked_wipe(paper, sizeof paper);
}

static bool read_paper(const char *typed, uint8_t paper[PAPER_BYTES])
{
    size_t count = 0;
    memset(paper, 0, PAPER_BYTES);
    for (; *typed != '\0'; typed++) {
        if (*typed == '-' || *typed == ' ' || *typed == '\n')
            continue;
        int value = crockford_value(*typed);
        if (value < 0 || count == LETTERS)
            return false;
        for (size_t bit = 0; bit < 5; bit++)
            paper[(count * 5 + bit) / 8] |= (uint8_t)((value >> (4 - bit) & 1) << (7 - (count * 5 + bit) % 8));
        count++;
    }
    uint8_t expected[PAPER_BYTES];
    memcpy(expected, paper, SEED);
    add_check(expected);
    bool is_good = count == LETTERS && sodium_memcmp(expected, paper, PAPER_BYTES) == 0;
    locked_wipe(expected, sizeof expected);
    return is_good;
}

bool keys_restore(bool is_national, const char *name, const char *id, const char *typed, struct keys **keys,
                  struct err *err)
{
    uint8_t paper[PAPER_BYTES];
    bool is_good = read_paper(typed, paper);
    if (is_good) {
        *keys = locked_alloc(sizeof **keys);
        (*keys)->public.is_national = is_national;
        CHECK(vault_is_name(name) && str_copy((*keys)->public.name, VAULT_NAME_MAX, name));
        keys_add_epoch(*keys, id, paper);
    }
    locked_wipe(paper, sizeof paper);
    return is_good || err_set(err, ERR_INVALID, "", "These are not the 14 groups of a recovery sheet: look again.");
}
