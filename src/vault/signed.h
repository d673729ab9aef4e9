/* Reading what others signed: a kiosk's records on the lead's laptop, and the lines about records that both sides
 * exchange. All are JWS compact like a record (RFC 7515, RFC 8037); the header's `typ` says what a line is, so that
 * none can be taken for another. Any thread. */
#ifndef HAMAWAZ_VAULT_SIGNED_H
#define HAMAWAZ_VAULT_SIGNED_H

#include <jansson.h>

#include "vault/vault.h"

enum signed_type {
    SIGNED_RECORD,  /* "hz1" */
    SIGNED_HEAD,    /* "hzh", a bundle's first line */
    SIGNED_TAIL,    /* "hzt", its last */
    SIGNED_ENROL,   /* "hze", a kiosk asks to be enrolled */
    SIGNED_CONFIG,  /* "hzc", the chapter's answer */
    SIGNED_RECEIPT, /* "hzr" */
    SIGNED_ERASE,   /* "hzx", records that are to be forgotten */
    SIGNED_COUNT
};

enum { SIGNED_HEADER_MAX = 128 };

/* Whose lines are read: a public key, its id (as `kid` and kiosk id), and the header its records begin with. */
struct verifier {
    char id[VAULT_KIOSK_ID_MAX];
    uint8_t public_key[VAULT_KEY_BYTES];
    char record_header[SIGNED_HEADER_MAX];
};
void verifier_init(struct verifier *by, const uint8_t public_key[VAULT_KEY_BYTES]);

/* Signs with the kiosk's key; replaces `line`. The payload's reference is taken. CHECKs that the line is short enough.
 */
void signed_by_kiosk(const struct vault *vault, enum signed_type type, json_t *payload, struct str *line);

/* Verifies; the new *payload (an object) is the caller's to decref. ERR_DAMAGED. */
MUST_CHECK bool signed_read(const struct verifier *by, enum signed_type type, const char *line, size_t n,
                            json_t **payload, struct err *err);

/* The same for a line whose payload brings its own public key as "pub": it proves no more than that its writer has that
 * key, whose id is by->id. */
MUST_CHECK bool signed_read_own(enum signed_type type, const char *line, size_t n, struct verifier *by,
                                json_t **payload, struct err *err);

/* What a line claims to be, before anything is verified. False: not one of ours. */
MUST_CHECK bool signed_peek(const char *line, size_t n, enum signed_type *type, char id[VAULT_KIOSK_ID_MAX]);

/* As vault_verify_line, of any kiosk's record. ERR_DAMAGED; ERR_FOREIGN: another key's. */
MUST_CHECK bool signed_read_record(const struct verifier *by, const char *line, size_t n, struct line_facts *facts,
                                   struct err *err);

/* Bytes as base64url text in JSON; and back, wanting just n bytes. */
json_t *signed_bytes(const void *bytes, size_t n);
MUST_CHECK bool signed_take_bytes(const json_t *object, const char *name, void *bytes, size_t n);

/* A text member, or "". */
const char *signed_text(const json_t *object, const char *name);

/* SHA-256 of what comes in pieces. hasher_now leaves the hasher as it is. */
struct hasher {
    uint64_t state[16]; /* libsodium's, opaque */
};
void hasher_init(struct hasher *hasher);
void hasher_add(struct hasher *hasher, const void *data, size_t n);
void hasher_now(const struct hasher *hasher, uint8_t out[VAULT_HASH_BYTES]);

/* A fresh UUID version 4. */
void vault_uuid(char out[VAULT_RECORD_ID_MAX]);

/* A chapter's or key's name: 1 to 31 letters a-z, digits, dots, dashes: fit for a file name. */
bool vault_is_name(const char *text);

/* A key's first 64 bits as four words to read aloud: "lusab-babad-gutih-tugad" (D. Wilkerson, "proquints", 2009). */
enum { FINGERPRINT_MAX = 24 };
void fingerprint_words(const uint8_t public_key[VAULT_KEY_BYTES], char out[FINGERPRINT_MAX]);

#endif
