/* The keys of a chapter or of the national office: X25519 to open boxes, Ed25519 to sign, both from one 32-byte seed an
 * epoch. They stand in one file under a passphrase (Argon2id); what is public in it can be read without. Rotation adds
 * an epoch and keeps the old ones for reading. The seed can be written on paper and typed in again. */
#ifndef HAMAWAZ_VAULT_KEYS_H
#define HAMAWAZ_VAULT_KEYS_H

#include "vault/signed.h"

enum { KEYS_EPOCHS_MAX = 8 };

/* What may be shown to anybody. */
struct keys_public {
    bool is_national;
    char name[VAULT_NAME_MAX]; /* the chapter's: "lhr" */
    size_t count;
    struct {
        char id[VAULT_NAME_MAX]; /* "lhr-2026a" */
        uint8_t box[VAULT_KEY_BYTES], sign[VAULT_KEY_BYTES];
    } epoch[KEYS_EPOCHS_MAX];  /* newest first */
    struct recipient recovery; /* the national office's; id "" when there is none */
};

struct keys; /* unlocked; in locked memory */

/* What a wrong passphrase costs its guesser. A file names its own. */
struct keys_cost {
    unsigned ops, memory_kib;
};
struct keys_cost keys_cost_full(void); /* 256 MiB, 3 rounds: 0.7 s */

/* New keys with one epoch, not yet written. `name` passes vault_is_name; so does `id`. keys_free accepts NULL. */
struct keys *keys_new(bool is_national, const char *name, const char *id);
void keys_free(struct keys *keys);
const struct keys_public *keys_public(const struct keys *keys);

/* A new newest epoch; the oldest of nine is forgotten. */
void keys_rotate(struct keys *keys, const char *id);
void keys_set_recovery(struct keys *keys, const struct recipient *recovery);

/* The file, replaced atomically, mode 0600. Slow by design. ERR_UNAVAILABLE: not enough memory. */
MUST_CHECK bool keys_write(const struct keys *keys, const char *path, const char *passphrase, struct keys_cost cost,
                           struct err *err);
MUST_CHECK bool keys_read_public(const char *path, struct keys_public *public, struct err *err);
MUST_CHECK bool keys_unlock(const char *path, const char *passphrase, struct keys **keys, struct err *err);

/* A file that says only what is public: for the national office to hand to chapters. */
MUST_CHECK bool keys_write_card(const struct keys_public *public, const char *path, struct err *err);
MUST_CHECK bool keys_read_card(const char *path, struct keys_public *public, struct err *err);

/* The newest epoch's seed as 14 groups of 4 letters (Crockford base 32); the last group guards against slips.
 * Both ends are for locked memory. */
enum { RECOVERY_GROUPS = 14, RECOVERY_MAX = RECOVERY_GROUPS * 5 };
void keys_recovery(const struct keys *keys, char out[RECOVERY_MAX]);
MUST_CHECK bool keys_restore(bool is_national, const char *name, const char *id, const char *typed, struct keys **keys,
                             struct err *err);

/* Signs with epoch `epoch` (0: newest). As signed_by_kiosk otherwise. */
void keys_sign(const struct keys *keys, size_t epoch, enum signed_type type, json_t *payload, struct str *line);

/* What was sealed. Locked memory; wipe it when it was used. */
struct opened {
    struct person person;
    char chapter[32], form[32], lang[8];
    char agreed[PLEDGE_CONSENTS_MAX * 34]; /* purposes agreed to, with a space between */
    uint8_t code_hash[VAULT_HASH_BYTES];
};

/* Opens the box of a record that was verified when it came. ERR_FOREIGN: sealed to none of these keys. ERR_DAMAGED.
 * ERR_MISSING: it has no box. */
MUST_CHECK bool keys_open_box(struct keys *keys, const char *line, size_t n, struct opened *opened, struct err *err);

#endif
