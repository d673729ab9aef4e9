/* Keys of a chapter or the national office, and their file (checked.c: title and check):
 *
 *   hamawaz-keys 1
 *   kind chapter                                  or national
 *   name lhr
 *   recovery national-2026a <43 base64url>        the national office's box key; may be absent
 *   epoch lhr-2026a <43 b64url> <43 b64url>       public box and signing key; newest first, 1 to 8
 *   argon2id 3 262144 <22 b64url>                 rounds, KiB, salt
 *   sealed <b64url>                               nonce and XChaCha20-Poly1305 of the seeds, 32 bytes an epoch
 *   check <22 b64url>
 *
 * All lines before `sealed` are its associated data, so none can be changed without the passphrase. The public part of
 * such a file, without the last two lines, is a card (`hamawaz-card 1`). */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "vault/inside.h"

#define KEYS_TITLE "hamawaz-keys "
#define CARD_TITLE "hamawaz-card "

enum {
    SEALED_MAX = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + KEYS_EPOCHS_MAX * crypto_sign_SEEDBYTES +
                 crypto_aead_xchacha20poly1305_ietf_ABYTES,
    OPS_MOST = 16,
    MEMORY_MOST_KIB = 1024 * 1024,
};

/* How a passphrase becomes a key. */
struct lock {
    unsigned ops, memory_kib;
    uint8_t salt[crypto_pwhash_SALTBYTES];
};

struct keys_cost keys_cost_full(void)
{
    return (struct keys_cost){crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE / 1024};
}

/* One seed, two independent keys (libsodium's crypto_kdf, which is BLAKE2b). */
static void derive(struct keys *keys, size_t i)
{
    uint8_t seed[crypto_sign_SEEDBYTES], public_key[VAULT_KEY_BYTES];
    crypto_kdf_derive_from_key(seed, sizeof seed, 1, "hz-sign.", keys->seed[i]);
    crypto_sign_seed_keypair(public_key, keys->sign_secret[i], seed);
    memcpy(keys->public.epoch[i].sign, public_key, sizeof public_key);
    verifier_init(&keys->self[i], public_key);
    crypto_kdf_derive_from_key(seed, sizeof seed, 1, "hz-box..", keys->seed[i]);
    crypto_box_seed_keypair(keys->public.epoch[i].box, keys->box_secret[i], seed);
    locked_wipe(seed, sizeof seed);
}

void keys_add_epoch(struct keys *keys, const char *id, const uint8_t seed[crypto_sign_SEEDBYTES])
{
    size_t kept = keys->public.count < KEYS_EPOCHS_MAX ? keys->public.count : KEYS_EPOCHS_MAX - 1;
    memmove(&keys->seed[1], &keys->seed[0], kept * sizeof keys->seed[0]);
    memmove(&keys->public.epoch[1], &keys->public.epoch[0], kept * sizeof keys->public.epoch[0]);
    memcpy(keys->seed[0], seed, sizeof keys->seed[0]);
    CHECK(vault_is_name(id) && str_copy(keys->public.epoch[0].id, VAULT_NAME_MAX, id));
    keys->public.count = kept + 1;
    for (size_t i = 0; i < keys->public.count; i++)
        derive(keys, i);
}

struct keys *keys_new(bool is_national, const char *name, const char *id)
{
    struct keys *keys = locked_alloc(sizeof *keys);
    keys->public.is_national = is_national;
    CHECK(vault_is_name(name) && str_copy(keys->public.name, VAULT_NAME_MAX, name));
    keys_rotate(keys, id);
    return keys;
}

void keys_free(struct keys *keys)
{
    locked_free(keys);
}

const struct keys_public *keys_public(const struct keys *keys)
{
    return &keys->public;
}

void keys_rotate(struct keys *keys, const char *id)
{
    uint8_t seed[crypto_sign_SEEDBYTES];
    randombytes_buf(seed, sizeof seed);
    keys_add_epoch(keys, id, seed);
    locked_wipe(seed, sizeof seed);
}

void keys_set_recovery(struct keys *keys, const struct recipient *recovery)
{
    keys->public.recovery = *recovery;
}

void keys_sign(const struct keys *keys, size_t epoch, enum signed_type type, json_t *payload, struct str *line)
{
    CHECK(epoch < keys->public.count);
    jws_sign(&keys->self[epoch], keys->sign_secret[epoch], type, payload, line);
}

static void write_public(const char *title, const struct keys_public *public, char text[CHECKED_MAX])
{
    char box[BASE64_ROOM(VAULT_KEY_BYTES)], sign[BASE64_ROOM(VAULT_KEY_BYTES)];
    int n = snprintf(text, CHECKED_MAX, "%s" CHECKED_VERSION "kind %s\nname %s\n", title,
                     public->is_national ? "national" : "chapter", public->name);
    if (public->recovery.id[0] != '\0') {
        base64_write(public->recovery.public_key, VAULT_KEY_BYTES, box, sizeof box);
        n += snprintf(text + n, CHECKED_MAX - (size_t)n, "recovery %s %s\n", public->recovery.id, box);
    }
    for (size_t i = 0; i < public->count; i++) {
        base64_write(public->epoch[i].box, VAULT_KEY_BYTES, box, sizeof box);
        base64_write(public->epoch[i].sign, VAULT_KEY_BYTES, sign, sizeof sign);
        n += snprintf(text + n, CHECKED_MAX - (size_t)n, "epoch %s %s %s\n", public->epoch[i].id, box, sign);
    }
}

static bool take_key(const char *coded, uint8_t key[VAULT_KEY_BYTES])
{
    return base64_read_exactly(coded, strlen(coded), key, VAULT_KEY_BYTES);
}

/* Reads lines of one kind while they last; *at moves behind them. */
static bool take_epochs(struct keys_public *public, const char **at)
{
    char box[BASE64_ROOM(VAULT_KEY_BYTES)], sign[BASE64_ROOM(VAULT_KEY_BYTES)];
    for (int used = 0; str_starts(*at, "epoch "); *at += used) {
        size_t i = public->count++;
        used = 0;
        if (i == KEYS_EPOCHS_MAX || sscanf(*at, "epoch %31s %43s %43s%n", public->epoch[i].id, box, sign, &used) != 3 ||
            (*at)[used++] != '\n' || !vault_is_name(public->epoch[i].id) || !take_key(box, public->epoch[i].box) ||
            !take_key(sign, public->epoch[i].sign))
            return false;
    }
    return public->count > 0;
}

static bool take_recovery(struct keys_public *public, const char **at)
{
    char coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    int used = 0;
    if (!str_starts(*at, "recovery "))
        return true;
    if (sscanf(*at, "recovery %31s %43s%n", public->recovery.id, coded, &used) != 2 || (*at)[used] != '\n' ||
        !vault_is_name(public->recovery.id) || !take_key(coded, public->recovery.public_key))
        return false;
    *at += used + 1;
    return true;
}

static bool take_public(const char *title, struct keys_public *public, const char **at)
{
    char kind[16];
    int used = 0;
    *public = (struct keys_public){0};
    *at += strlen(title) + strlen(CHECKED_VERSION);
    if (sscanf(*at, "kind %15s\nname %31s%n", kind, public->name, &used) != 2 || (*at)[used] != '\n' ||
        !vault_is_name(public->name))
        return false;
    *at += used + 1;
    public->is_national = str_equal(kind, "national");
    return (public->is_national || str_equal(kind, "chapter")) && take_recovery(public, at) && take_epochs(public, at);
}

static bool read_public(const char *path, const char *title, struct keys_public *public, struct err *err)
{
    char text[CHECKED_MAX];
    const char *at = text;
    return checked_read(path, title, text, err) &&
           (take_public(title, public, &at) || err_set(err, ERR_DAMAGED, path, "This key file is damaged."));
}

bool keys_read_public(const char *path, struct keys_public *public, struct err *err)
{
    return read_public(path, KEYS_TITLE, public, err);
}

bool keys_read_card(const char *path, struct keys_public *public, struct err *err)
{
    return read_public(path, CARD_TITLE, public, err);
}

bool keys_write_card(const struct keys_public *public, const char *path, struct err *err)
{
    char text[CHECKED_MAX];
    write_public(CARD_TITLE, public, text);
    return checked_write(path, text, 0644, err);
}

static bool make_key(const struct lock *lock, const char *passphrase, uint8_t *key, struct err *err)
{
    return crypto_pwhash(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, passphrase, strlen(passphrase), lock->salt,
                         lock->ops, (size_t)lock->memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0 ||
           err_set(err, ERR_UNAVAILABLE, "", "There is not enough memory for the passphrase: close other programs.");
}

static void add_sealed(const struct keys *keys, const uint8_t *key, char text[CHECKED_MAX])
{
    enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };
    uint8_t sealed[SEALED_MAX];
    char coded[BASE64_ROOM(SEALED_MAX)];
    unsigned long long n = 0;
    size_t about = strlen(text);
    randombytes_buf(sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, &n, keys->seed[0],
                                               keys->public.count * sizeof keys->seed[0], (const uint8_t *)text, about,
                                               NULL, sealed, key);
    base64_write(sealed, NONCE + (size_t)n, coded, sizeof coded);
    snprintf(text + about, CHECKED_MAX - about, "sealed %s\n", coded);
}

bool keys_write(const struct keys *keys, const char *path, const char *passphrase, struct keys_cost cost,
                struct err *err)
{
    char text[CHECKED_MAX], salt[BASE64_ROOM(crypto_pwhash_SALTBYTES)];
    struct lock lock = {.ops = cost.ops, .memory_kib = cost.memory_kib};
    uint8_t *key = locked_alloc(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    randombytes_buf(lock.salt, sizeof lock.salt);
    base64_write(lock.salt, sizeof lock.salt, salt, sizeof salt);
    write_public(KEYS_TITLE, &keys->public, text);
    size_t n = strlen(text);
    snprintf(text + n, sizeof text - n, "argon2id %u %u %s\n", lock.ops, lock.memory_kib, salt);
    bool is_written = make_key(&lock, passphrase, key, err);
    if (is_written) {
        add_sealed(keys, key, text);
        is_written = checked_write(path, text, 0600, err);
    }
    locked_free(key);
    return is_written;
}

/* Costs beyond any that we write would only hang the laptop. */
static bool take_lock(const char **at, struct lock *lock)
{
    char salt[BASE64_ROOM(crypto_pwhash_SALTBYTES)];
    int used = 0;
    if (sscanf(*at, "argon2id %u %u %22s%n", &lock->ops, &lock->memory_kib, salt, &used) != 3 || (*at)[used] != '\n' ||
        lock->ops < 1 || lock->ops > OPS_MOST || lock->memory_kib < 8 || lock->memory_kib > MEMORY_MOST_KIB ||
        !base64_read_exactly(salt, strlen(salt), lock->salt, sizeof lock->salt))
        return false;
    *at += used + 1;
    return true;
}

static bool unseal(struct keys *keys, const char *text, const char *at, const uint8_t *key)
{
    enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };
    uint8_t sealed[SEALED_MAX];
    size_t n = 0, seeds = keys->public.count * sizeof keys->seed[0];
    const char *coded = at + strlen("sealed ");
    return str_starts(at, "sealed ") && base64_read(coded, strcspn(coded, "\n"), sealed, sizeof sealed, &n) &&
           n == NONCE + seeds + crypto_aead_xchacha20poly1305_ietf_ABYTES &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(keys->seed[0], NULL, NULL, sealed + NONCE, n - NONCE,
                                                      (const uint8_t *)text, (size_t)(at - text), sealed, key) == 0;
}

static bool unlock(struct keys *keys, const char *path, const char *passphrase, uint8_t *key, struct err *err)
{
    char text[CHECKED_MAX];
    const char *at = text;
    struct lock lock;
    if (!checked_read(path, KEYS_TITLE, text, err))
        return false;
    if (!take_public(KEYS_TITLE, &keys->public, &at) || !take_lock(&at, &lock))
        return err_set(err, ERR_DAMAGED, path, "This key file is damaged.");
    if (!make_key(&lock, passphrase, key, err))
        return false;
    if (!unseal(keys, text, at, key))
        return err_set(err, ERR_INVALID, "", "The passphrase is wrong.");
    for (size_t i = 0; i < keys->public.count; i++)
        derive(keys, i);
    return true;
}

bool keys_unlock(const char *path, const char *passphrase, struct keys **keys, struct err *err)
{
    struct keys *made = locked_alloc(sizeof *made);
    uint8_t *key = locked_alloc(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    bool is_unlocked = unlock(made, path, passphrase, key, err);
    locked_free(key);
    if (!is_unlocked) {
        keys_free(made);
        return false;
    }
    *keys = made;
    return true;
}
