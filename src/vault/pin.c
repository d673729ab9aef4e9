/* The staff PIN. It opens menus and protects no data (nothing readable is there), so Argon2id at libsodium's
 * interactive cost is enough; the attempts are counted elsewhere (model/pin.h). */
#include "vault/vault.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "model/pin.h"
#include "vault/locked.h"

enum { SMALL_MEMORY = 16 * 1024 * 1024, SMALL_OPS = 8 };

_Static_assert(PIN_HASH_MAX >= crypto_pwhash_STRBYTES, "libsodium's string fits");
_Static_assert(PIN_TEXT_MAX == PIN_DIGITS + 1, "digits and NUL");

/* 11111111, 12345678, 97531975: what a guesser tries first. */
static bool is_obvious(const char *pin)
{
    int step = (pin[1] - pin[0] + 10) % 10;
    for (int i = 2; i < PIN_DIGITS; i++) {
        if ((pin[i] - pin[i - 1] + 10) % 10 != step)
            return false;
    }
    return true;
}

bool vault_pin_make(char pin[PIN_TEXT_MAX], char hash[PIN_HASH_MAX], struct err *err)
{
    do {
        snprintf(pin, PIN_TEXT_MAX, "%08u", (unsigned)randombytes_uniform(100 * 1000 * 1000));
    } while (is_obvious(pin));
    return vault_pin_hash(pin, hash, err);
}

bool vault_pin_hash(const char *pin, char hash[PIN_HASH_MAX], struct err *err)
{
    size_t n = strlen(pin);
    memset(hash, 0, PIN_HASH_MAX);
    /* The hash names its own costs, so one made with little memory is checked with little. */
    if (crypto_pwhash_str(hash, pin, n, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0 ||
        crypto_pwhash_str(hash, pin, n, SMALL_OPS, SMALL_MEMORY) == 0)
        return true;
    return err_set(err, ERR_UNAVAILABLE, "", "There is not enough memory to set the PIN: restart the kiosk.");
}

bool vault_pin_matches(const char *hash, const char *pin)
{
    return crypto_pwhash_str_verify(hash, pin, strlen(pin)) == 0;
}
