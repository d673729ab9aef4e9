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

bool vault_reload(struct vault *vault, const char *folder, struct err *err)
{
    struct vault *fresh = NULL;
    if (!vault_open(folder, false, &fresh, err))
        return false;
    if (!str_equal(fresh->self.id, vault->self.id)) {
        vault_close(fresh);
        return err_set(err, ERR_FOREIGN, folder, "The key of this kiosk was exchanged: restart the program.");
    }
    *vault = *fresh;
    vault_close(fresh);
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

const uint8_t *vault_public_key(const struct vault *vault)
{
    return vault->self.public_key;
}

const char *vault_chapter(const struct vault *vault)
{
    return vault->chapter;
}

bool vault_is_demonstration(const struct vault *vault)
{
    return vault->is_demonstration;
}

void vault_hash(const void *data, size_t n, uint8_t out[VAULT_HASH_BYTES])
{
    crypto_hash_sha256(out, data, n);
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct hasher), "libsodium's state fits");

void hasher_init(struct hasher *hasher)
{
    crypto_hash_sha256_init((crypto_hash_sha256_state *)hasher->state);
}

void hasher_add(struct hasher *hasher, const void *data, size_t n)
{
    crypto_hash_sha256_update((crypto_hash_sha256_state *)hasher->state, data, n);
}

void hasher_now(const struct hasher *hasher, uint8_t out[VAULT_HASH_BYTES])
{
    struct hasher copy = *hasher;
    crypto_hash_sha256_final((crypto_hash_sha256_state *)copy.state, out);
}

uint64_t vault_random(void)
{
    uint64_t number;
    randombytes_buf(&number, sizeof number);
    return number;
}
