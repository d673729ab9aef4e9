/* The signed lines that kiosk and chapter exchange beside records. Each is written by one side and read by the other;
 * the formats are tables in messages.c. Any thread. */
#ifndef HAMAWAZ_SYNC_MESSAGES_H
#define HAMAWAZ_SYNC_MESSAGES_H

#include "vault/keys.h"

enum { LABEL_MAX = 64, EVENTS_MAX = 16, KEEP_DAYS_MOST = 3650, RUNS_MAX = 8 };

/* A kiosk asks to be enrolled. */
struct enrol_request {
    struct verifier by;
    uint8_t hardware[VAULT_HASH_BYTES];
};
void enrol_request_write(const struct vault *vault, const uint8_t hardware[VAULT_HASH_BYTES], struct str *line);
MUST_CHECK bool enrol_request_read(const char *line, size_t n, struct enrol_request *request, struct err *err);

/* The chapter's configuration of one kiosk. */
struct config {
    struct verifier by; /* who signed; read only */
    int64_t version;    /* of this kiosk's configuration; only a higher one replaces it */
    char chapter[VAULT_NAME_MAX];
    char label[LABEL_MAX];              /* the kiosk's name among people: "Lahore 2" */
    uint8_t kiosk_key[VAULT_KEY_BYTES]; /* which kiosk, */
    uint8_t hardware[VAULT_HASH_BYTES]; /* and on which machine */
    struct recipient to[VAULT_RECIPIENTS_MAX];
    size_t to_count;
    uint8_t sign_key[VAULT_KEY_BYTES]; /* whose receipts and configurations count from now on */
    char event[EVENTS_MAX][32];
    size_t event_count;
    char pin_hash[PIN_HASH_MAX]; /* of the staff's PIN; "": the kiosk keeps the one it has */
    int64_t keep_days;           /* a pledge stays so long after its receipt; 0: as the kiosk is made */
    bool is_revoked;       /* for the chapter's own laptops: records above trusted_up_to are doubtful */
    int64_t trusted_up_to; /* of the pledges */
    bool keeps_forks;      /* for them, too: a copied card's records all count */
    int64_t issued_s;
};
void config_write(const struct keys *keys, size_t epoch, const struct config *config, struct str *line);
MUST_CHECK bool config_read(const char *line, size_t n, struct config *config, struct err *err);

/* "Lines 1 to up_to are held here, and the last of them is this one; and behind a gap these, each run ending in that
 * line." */
struct receipt {
    struct verifier by; /* read only */
    char kiosk[VAULT_KIOSK_ID_MAX];
    char stream;
    int64_t up_to; /* 0: not even the first */
    uint8_t head[VAULT_HASH_BYTES];
    struct receipt_run {
        int64_t from, to;
        uint8_t head[VAULT_HASH_BYTES];
    } extra[RUNS_MAX];
    size_t extra_count;
    int64_t issued_s;
};
void receipt_write(const struct keys *keys, size_t epoch, const struct receipt *receipt, struct str *line);
MUST_CHECK bool receipt_read(const char *line, size_t n, struct receipt *receipt, struct err *err);

/* "This record is to be forgotten." */
struct erasure {
    struct verifier by; /* read only */
    char record_id[VAULT_RECORD_ID_MAX];
    char reason[16]; /* "withdrawn", "expired", "asked" */
    int64_t issued_s;
};
void erasure_write(const struct keys *keys, size_t epoch, const struct erasure *erasure, struct str *line);
MUST_CHECK bool erasure_read(const char *line, size_t n, struct erasure *erasure, struct err *err);

#endif
