/* Keys, sealing and signing: what makes a record readable by the chapter alone and provable to be this kiosk's.
 *
 * A record is one line of JWS compact serialisation (RFC 7515, EdDSA of RFC 8037), see records in src/README.md. The
 * kiosk's folder holds its own Ed25519 key and the recipients' PUBLIC X25519 keys. In demonstration state (no chapter
 * enrolled) a throw-away recipient is made and its secret half is thrown away unwritten; records say "demo":true.
 * One vault may be used by one thread at a time. */
#ifndef HAMAWAZ_VAULT_VAULT_H
#define HAMAWAZ_VAULT_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "model/record.h"

enum {
    VAULT_HASH_BYTES = 32,
    VAULT_KEY_BYTES = 32,
    VAULT_KIOSK_ID_MAX = 24,
    VAULT_RECORD_ID_MAX = 37,
    VAULT_NAME_MAX = 32, /* of a chapter or key id, letters a-z 0-9 . _ - */
    VAULT_RECIPIENTS_MAX = 4,
    VAULT_LINE_MAX = 16 * 1024 /* longer ones are refused unread */
};

struct vault;

/* Opens the keys in `folder`, making them when `may_create` and none is there (written atomically, mode 0600).
 * ERR_MISSING, ERR_DAMAGED, ERR_FOREIGN, ERR_READ_ONLY, ERR_FULL, ERR_IO. */
MUST_CHECK bool vault_open(const char *folder, bool may_create, struct vault **vault, struct err *err);
void vault_close(struct vault *vault);

/* One who can open the boxes: a chapter's or the national office's X25519 public key. */
struct recipient {
    char id[VAULT_NAME_MAX]; /* with its epoch: "lhr-2026a" */
    uint8_t public_key[VAULT_KEY_BYTES];
};

/* Writes the recipients file of an enrolled kiosk; vault_open reads it. Who may enrol is for the caller to decide: the
 * file is guarded against damage, not against malice. */
MUST_CHECK bool vault_enrol(const char *folder, const char *chapter, const struct recipient *recipients, size_t count,
                            struct err *err);

/* After vault_enrol: takes up the new recipients. On failure the vault stays as it was. */
MUST_CHECK bool vault_reload(struct vault *vault, const char *folder, struct err *err);

const char *vault_kiosk_id(const struct vault *vault);
const uint8_t *vault_public_key(const struct vault *vault); /* VAULT_KEY_BYTES */
const char *vault_chapter(const struct vault *vault);       /* "demo" until enrolled */
bool vault_is_demonstration(const struct vault *vault);

/* Where and when a record is made. */
struct stamp {
    char stream;                    /* 'p' pledges, 'q' quiz, 'a' audit */
    int64_t seq;                    /* from 1, without gaps, a stream */
    uint8_t prev[VAULT_HASH_BYTES]; /* SHA-256 of the stream's previous line; zeros at seq 1 */
    int64_t wall_s, mono_ms;
    char boot[40]; /* boot id */
    enum time_source source;
    const char *event; /* event id or "" */
};

/* A pledge as a signed line. `record_id` and `code` receive the UUIDv4 and the withdrawal code. What was sealed is
 * wiped from every buffer of ours before this returns. The line has no LF. Every pledge has a box, and of one size.
 * ERR_INVALID: a text is not UTF-8 or too long, or personal details of someone under 18. */
MUST_CHECK bool vault_pledge_line(struct vault *vault, const struct stamp *stamp, const struct pledge *pledge,
                                  struct str *line, char record_id[VAULT_RECORD_ID_MAX], char code[WITHDRAW_CODE_MAX],
                                  struct err *err);

/* A record without personal data: `public_json` is an object whose members join the payload, or NULL. `record_id` is
 * made unless it holds one. */
MUST_CHECK bool vault_plain_line(struct vault *vault, const struct stamp *stamp, const char *kind,
                                 const char *public_json, struct str *line, char record_id[VAULT_RECORD_ID_MAX],
                                 struct err *err);

/* What a verified line says about itself. */
struct line_facts {
    char record_id[VAULT_RECORD_ID_MAX];
    char kiosk[VAULT_KIOSK_ID_MAX];
    char kind[16];
    char stream;
    int64_t seq;
    uint8_t prev[VAULT_HASH_BYTES];
    bool is_demonstration;
    bool has_box;
    bool has_details; /* what the public field "details" says */
    char chapter[VAULT_NAME_MAX], event[32], form[32];
    int64_t wall_s; /* the kiosk's opinion; `source` says how far to trust it */
    enum time_source source;
};

/* Signature, shape and kiosk id of a line of THIS kiosk. ERR_DAMAGED, ERR_FOREIGN. */
MUST_CHECK bool vault_verify_line(const struct vault *vault, const char *line, size_t n, struct line_facts *facts,
                                  struct err *err);

/* What the box keeps of a withdrawal code: SHA-256 of "hz1-withdraw|<record id>|<code>". */
void vault_withdraw_hash(const char *record_id, const char *code, uint8_t out[VAULT_HASH_BYTES]);
void vault_hash(const void *data, size_t n, uint8_t out[VAULT_HASH_BYTES]); /* SHA-256 */
uint64_t vault_random(void);                                                /* a seed for draws */

/* The staff PIN: 8 digits, Argon2id. vault_pin_make returns a fresh random PIN and its hash; slow (0.3 s): worker. */
enum { PIN_HASH_MAX = 128, PIN_TEXT_MAX = 9 };
MUST_CHECK bool vault_pin_make(char pin[PIN_TEXT_MAX], char hash[PIN_HASH_MAX], struct err *err);
MUST_CHECK bool vault_pin_hash(const char *pin, char hash[PIN_HASH_MAX], struct err *err);
bool vault_pin_matches(const char *hash, const char *pin);

#endif
