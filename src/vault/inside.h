/* Shared by the files of vault/ only: the vault itself and its parts. */
#ifndef HAMAWAZ_VAULT_INSIDE_H
#define HAMAWAZ_VAULT_INSIDE_H

#include <jansson.h>
#include <sodium.h>

#include "vault/keys.h"
#include "vault/locked.h"
#include "vault/vault.h"

/* The sealed plaintext is always this long, whoever pledges, so that a line's length tells nothing. Four texts of 320
 * bytes whose 80 letters might all need an escape (1,600), six consents (234), everything else (under 300), and one
 * byte that padding needs. test_vault.c fills every field. */
enum { BOX_BYTES = 2304 };

/* What so many bytes need as base64url without padding, with the NUL. */
#define BASE64_ROOM(bytes) sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)

/* Lives in locked memory as a whole. */
struct vault {
    uint8_t secret_key[crypto_sign_SECRETKEYBYTES]; /* Ed25519, the kiosk's own */
    struct verifier self;
    char chapter[VAULT_NAME_MAX];
    bool is_demonstration;
    size_t recipient_count;
    struct recipient recipient[VAULT_RECIPIENTS_MAX];
    /* Scratch of one sealing; all zeros at every other time. */
    uint8_t box_key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
    char plain[BOX_BYTES];
};

/* Lives in locked memory as a whole. */
struct keys {
    struct keys_public public;
    uint8_t seed[KEYS_EPOCHS_MAX][crypto_sign_SEEDBYTES];
    struct verifier self[KEYS_EPOCHS_MAX];
    uint8_t sign_secret[KEYS_EPOCHS_MAX][crypto_sign_SECRETKEYBYTES];
    uint8_t box_secret[KEYS_EPOCHS_MAX][crypto_box_SECRETKEYBYTES];
    /* Scratch of one opening; all zeros at every other time. */
    uint8_t box_key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
    uint8_t plain[BOX_BYTES];
};

/* keys.c: the newest epoch, from its seed. */
void keys_add_epoch(struct keys *keys, const char *id, const uint8_t seed[crypto_sign_SEEDBYTES]);

/* keyfile.c: reads the two key files into `vault` (kiosk id and public key included), making them where allowed. */
MUST_CHECK bool keyfile_load(const char *folder, bool may_create, struct vault *vault, struct err *err);

/* checked.c: ends `text` (its NUL where it ends) with its check and writes it; the text between title and check, its
 * lines ended by LF. The caller wipes what is secret. */
enum { CHECKED_MAX = 2048 };
#define CHECKED_VERSION "1\n"
MUST_CHECK bool checked_write(const char *path, char text[CHECKED_MAX], unsigned mode, struct err *err);
MUST_CHECK bool checked_read(const char *path, const char *title, char text[CHECKED_MAX], struct err *err);

/* box.c: seals what `pledge` says and the code's hash to every recipient. The new object is the caller's to decref. */
MUST_CHECK bool box_seal(struct vault *vault, const char *record_id, int64_t seq, const struct pledge *pledge,
                         const char *code, json_t **box, struct err *err);

/* jws.c: signs; takes the payload, replaces `line`. Reads: the new payload, or NULL when it is not by's line with that
 * coded header. Is it another key's record, if header and payload agree on that? (A flipped bit makes only one of them
 * lie.) */
void jws_sign(const struct verifier *self, const uint8_t secret_key[crypto_sign_SECRETKEYBYTES], enum signed_type type,
              json_t *payload, struct str *line);
json_t *jws_read(const struct verifier *by, const char *header, const char *line, size_t n);
bool jws_is_foreign(const struct verifier *by, const char *line, size_t n);

/* payload.c: what a record says, its box apart. Ended by payload_finish. */
struct payload {
    json_t *members; /* without the box, where that has its usual form */
    char *text;
    const char *box; /* in text; NULL when there is none of that form */
    size_t box_n;
};
MUST_CHECK bool payload_read(const char *coded, size_t n, struct payload *payload);
void payload_finish(struct payload *payload);

/* A member of the box ("n", "c" or a key id of "to"), of just n bytes. */
MUST_CHECK bool payload_box_bytes(const struct payload *payload, const char *name, void *bytes, size_t n);

/* jws.c: a record's payload, verified under `by`, or (by NULL) of a line that was verified when it came. */
MUST_CHECK bool jws_read_record(const struct verifier *by, const char *line, size_t n, struct payload *payload);

/* base64.c: base64url without padding. `room` of base64_write is BASE64_ROOM(n). base64_json copies to the heap: public
 * bytes only. base64_read_exactly wants just `expected` bytes. */
void base64_write(const void *bytes, size_t n, char *out, size_t room);
void base64_add(struct str *to, const void *bytes, size_t n);
json_t *base64_json(const void *bytes, size_t n);
MUST_CHECK bool base64_read(const char *coded, size_t n, void *bytes, size_t room, size_t *got);
MUST_CHECK bool base64_read_exactly(const char *coded, size_t n, void *bytes, size_t expected);

#endif
