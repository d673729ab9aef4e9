/* Looks again, a little at a time, at what lies still in both files: a card rots, and a start reads only the newest. */
#ifndef HAMAWAZ_STORE_SCRUB_H
#define HAMAWAZ_STORE_SCRUB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "vault/vault.h"

struct store;

/* Where the next look begins; zeroed: at the start of both. */
struct scrub {
    char stream; /* the row that was looked at last */
    int64_t seq;
    char record_id[VAULT_RECORD_ID_MAX];
    int64_t journal_at;
};

/* Verifies the next few lines of the database, then of the journal, and begins anew behind the last; about 5 ms.
 * ERR_DAMAGED: in the database. */
MUST_CHECK bool scrub_database(struct store *store, struct err *err);
MUST_CHECK bool scrub_journal(struct store *store, struct err *err);

#endif
