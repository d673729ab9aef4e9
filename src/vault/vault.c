/* The vault as an object, and its small services. It lives in locked memory for its signing key and for the scratch in
 * which boxes are filled. */
#include "vault/vault.h"

#include <string.h>

#include "vault/inside.h"
#include "vault/locked.h"

_Static_assert(VAULT_HASH_BYTES == crypto_hash_sha256_BYTES, "SHA-256");

bool vault_open(const char *folder, bool may_create, struct vault **vault, struct err *err)
{
    struct vault *made = locked_alloc(sizeof *made);
    if (!keyfile_load(folder, may_create, made, err)) {
        locked_free(made);
        return false;
    }
    *vault = made;
    return true;
}

void vault_close(struct vault *vault)
{
    locked_free(vault);
}

const char *vault_kiosk_id(const struct vault *vault)
{
    return vault->self.id;
}

bool vault_is_demonstration(const struct vault *vault)
{
    return vault->is_demonstration;
}

void vault_hash(const void *data, size_t n, uint8_t out[VAULT_HASH_BYTES])
{
    crypto_hash_sha256(out, data, n);
}

uint64_t vault_random(void)
{
    uint64_t number;
    randombytes_buf(&number, sizeof number);
    return number;
}
