/* Forgetting: old pledges that the chapter holds, and records that the chapter lists as erased. Totals count them on.
 * As store.h otherwise. */
#ifndef HAMAWAZ_STORE_FORGET_H
#define HAMAWAZ_STORE_FORGET_H

#include "store/db.h"
#include "store/store.h"
#include "vault/forget.h"

enum { FORGET_AFTER_DAYS = 30 }; /* unless the chapter says otherwise */

/* Forgets pledges whose receipt came at least `days` ago, from the oldest on and no more than some hundred, when the
 * clock is one that can be believed. *count: how many. */
MUST_CHECK bool store_forget_old(struct store *store, int days, int64_t *count, struct err *err);

/* Forgets one record, at any age. *was_there: it was held until now. */
MUST_CHECK bool store_erase(struct store *store, const char *record_id, bool *was_there, struct err *err);

/* Rids both files of the forgotten lines' last bytes; after either, once. A start does so too, if it was cut. */
MUST_CHECK bool store_finish_forgetting(struct store *store, struct err *err);

/* For records_insert: what such a line means for the database, in the transaction that inserts it. */
MUST_CHECK bool forget_apply(struct db *db, const struct forget *forget, struct err *err);

#endif
