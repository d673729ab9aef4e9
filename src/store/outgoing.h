/* What leaves the kiosk: lines that no receipt covers yet, and quizzes, which become lines only now. As store.h
 * otherwise. */
#ifndef HAMAWAZ_STORE_OUTGOING_H
#define HAMAWAZ_STORE_OUTGOING_H

#include "store/store.h"

/* The lines of a stream that no receipt covers, by number; and how many they are. */
MUST_CHECK bool store_each_unreceived(struct store *store, char stream, store_visit *visit, void *arg, struct err *err);
MUST_CHECK bool store_count_unreceived(struct store *store, char stream, int64_t *count, struct err *err);

/* Is a line with this SHA-256 number `seq` of the stream? That is how a receipt proves itself. Of old lines that are
 * forgotten only the numbers are known. */
MUST_CHECK bool store_has_line(struct store *store, char stream, int64_t seq, const uint8_t hash[VAULT_HASH_BYTES],
                               bool *has, struct err *err);

/* Turns every finished quiz of the pool into a line of stream q, in the pool's order, which is random: only now are
 * they numbered, signed and chained. May be cut and called again. */
MUST_CHECK bool store_seal_quizzes(struct store *store, struct err *err);

#endif
