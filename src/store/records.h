/* Lines in the database: insert if absent, take back, count, look again at the newest. Callers hold the transaction. */
#ifndef HAMAWAZ_STORE_RECORDS_H
#define HAMAWAZ_STORE_RECORDS_H

#include "base/err.h"
#include "store/db.h"
#include "store/store.h"
#include "vault/vault.h"

struct stream_state {
    int64_t seq;                    /* of the newest line, 0: none */
    uint8_t head[VAULT_HASH_BYTES]; /* its SHA-256; zeros: none */
    int64_t records, details, acked;
    int64_t gone, gone_details; /* of these, so many are forgotten: */
    int64_t gone_up_to;         /* all up to this number, and the rows of `erased`; */
    int64_t gone_seq;           /* the newest of them was this line */
    uint8_t gone_head[VAULT_HASH_BYTES];
};
MUST_CHECK bool records_state(struct db *db, char stream, struct stream_state *state, struct err *err);

/* Lines of all streams together; and of how many of them all only the number is left. */
MUST_CHECK bool records_held(struct db *db, int64_t *held, struct err *err);
MUST_CHECK bool records_gone(struct db *db, int64_t *gone, struct err *err);

/* Inserts a line that was verified or just made, unless its id is there or forgotten; keeps totals and head. With a
 * line that says what is forgotten, that goes. */
MUST_CHECK bool records_insert(struct db *db, const struct line_facts *facts, const char *line, size_t n, bool *is_new,
                               struct err *err);

/* Is it forgotten? */
MUST_CHECK bool records_is_gone(struct db *db, const struct line_facts *facts, bool *is_gone, struct err *err);

/* Takes a line out again, with its part in totals and head; fine when it is not there. */
MUST_CHECK bool records_remove(struct db *db, const struct line_facts *facts, struct err *err);

/* Is exactly this line there? */
MUST_CHECK bool records_have(struct db *db, const struct line_facts *facts, const char *line, size_t n, bool *is_there,
                             struct err *err);

/* Verifies the newest `count` lines of a stream and that its head is the newest one's. ERR_DAMAGED, ERR_FOREIGN. */
MUST_CHECK bool records_verify_newest(struct db *db, const struct vault *vault, char stream, int count,
                                      struct err *err);

/* How long the journal is once this transaction is committed; and: so long, and it has just the lines that rec has. */
MUST_CHECK bool records_set_journal_bytes(struct db *db, int64_t bytes, struct err *err);
MUST_CHECK bool records_journal_is_new(struct db *db, int64_t bytes, struct err *err);

/* As store_each_line. */
MUST_CHECK bool records_each(struct db *db, store_visit *visit, void *arg, struct err *err);

#endif
