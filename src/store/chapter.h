/* The lead's merged store, chapter.db: every line that came from a kiosk, sealed as it came, and what is known about
 * kiosks, erasures and targets. What it holds is a set that only grows, keyed by record id and hash; an erasure takes a
 * line's text and keeps its hash. So the order in which sticks arrive does not matter, and two laptops that saw the
 * same sticks hold the same (chapter_digest). One thread; one program at a time. */
#ifndef HAMAWAZ_STORE_CHAPTER_H
#define HAMAWAZ_STORE_CHAPTER_H

#include "base/err.h"
#include "vault/vault.h"

struct chapter;

/* chapter.db in `folder`, which exists. ERR_MISSING, ERR_UNREADABLE (another hamawaz runs), ERR_FOREIGN, ERR_DAMAGED,
 * ERR_FULL, ERR_IO. */
MUST_CHECK bool chapter_open(const char *folder, bool may_create, struct chapter **chapter, struct err *err);
void chapter_close(struct chapter *chapter); /* accepts NULL */

/* What stands between both is kept whole or not at all. */
MUST_CHECK bool chapter_begin(struct chapter *chapter, struct err *err);
MUST_CHECK bool chapter_commit(struct chapter *chapter, struct err *err);
void chapter_rollback(struct chapter *chapter);

enum chapter_added {
    CHAPTER_NEW,
    CHAPTER_HELD,
    CHAPTER_CONFLICT, /* new, but another line claims the same id: neither is counted, a person must look */
};

/* A line that was verified; `sha256` receives its hash. */
MUST_CHECK bool chapter_add(struct chapter *chapter, const struct line_facts *facts, const char *line, size_t n,
                            enum chapter_added *how, uint8_t sha256[VAULT_HASH_BYTES], struct err *err);

/* What is known of a kiosk; `config` is the signed line that says so. */
struct chapter_kiosk {
    char id[VAULT_KIOSK_ID_MAX];
    char label[64];
    int64_t version, trusted_up_to;
    bool is_revoked, keeps_forks;
};

/* Keeps the higher version; of two of one version the greater hash, so that any order ends alike. */
MUST_CHECK bool chapter_put_kiosk(struct chapter *chapter, const struct chapter_kiosk *kiosk,
                                  const uint8_t public_key[VAULT_KEY_BYTES], const char *config, size_t n,
                                  struct err *err);
MUST_CHECK bool chapter_find_kiosk(struct chapter *chapter, const char *id, uint8_t public_key[VAULT_KEY_BYTES],
                                   bool *is_there, struct err *err);

/* Every enrolled kiosk by id, with its configuration line. False stops. */
typedef bool chapter_kiosk_visit(const struct chapter_kiosk *kiosk, const char *config, size_t n, void *arg,
                                 struct err *err);
MUST_CHECK bool chapter_each_kiosk(struct chapter *chapter, chapter_kiosk_visit *visit, void *arg, struct err *err);

/* Forgets a record's text for good, whether it came already or comes later. `line`: the signed erasure. */
MUST_CHECK bool chapter_erase(struct chapter *chapter, const char *record_id, const char *line, size_t n,
                              struct err *err);
MUST_CHECK bool chapter_each_erasure(struct chapter *chapter,
                                     bool (*visit)(const char *line, size_t n, void *arg, struct err *err), void *arg,
                                     struct err *err);

/* Up to where the line with this hash is joined to number 1 by an unbroken chain; else the longest chain that is not
 * forked. *up_to 0: not even number 1 is held. */
MUST_CHECK bool chapter_reach(struct chapter *chapter, const char *kiosk, char stream, int64_t seq,
                              const uint8_t hash[VAULT_HASH_BYTES], int64_t *up_to, uint8_t head[VAULT_HASH_BYTES],
                              struct err *err);

/* Runs of joined numbers behind `after`, each with its last line's hash; they end where a number was given twice. */
struct chapter_run {
    int64_t from, to;
    uint8_t head[VAULT_HASH_BYTES];
};
MUST_CHECK bool chapter_runs(struct chapter *chapter, const char *kiosk, char stream, int64_t after,
                             struct chapter_run *runs, size_t most, size_t *count, struct err *err);

/* Records that count: of an enrolled kiosk, not a demonstration's, not erased, not in conflict, not from after a theft,
 * not from where a stream forks on unless a person said that they count. */
struct chapter_row {
    struct line_facts
        facts; /* record_id, kiosk, stream, seq, kind, chapter, event, form, wall_s, source, has_details */
    const char *line;
    size_t n;
    const uint8_t *sha256;
};
typedef bool chapter_visit(const struct chapter_row *row, void *arg, struct err *err);

/* Those with personal details in a fixed order (by id); `event` NULL: of all events. */
MUST_CHECK bool chapter_each_person(struct chapter *chapter, const char *event, chapter_visit *visit, void *arg,
                                    struct err *err);
MUST_CHECK bool chapter_each(struct chapter *chapter, chapter_visit *visit, void *arg, struct err *err);

struct chapter_counts {
    int64_t kiosks, records, pledges, details, quizzes; /* records that count */
    int64_t demonstration, foreign, conflicts, erased, revoked;
    int64_t forks, forked; /* streams that are not one chain; records from there on that wait for a person to decide */
    int64_t gaps;          /* numbers missing before a higher one */
};
MUST_CHECK bool chapter_count(struct chapter *chapter, struct chapter_counts *counts, struct err *err);

/* Pledges by event and kiosk. */
struct chapter_group {
    const char *event, *kiosk, *label;
    int64_t pledges, details, first_s, last_s;
};
typedef bool chapter_group_visit(const struct chapter_group *group, void *arg, struct err *err);
MUST_CHECK bool chapter_each_group(struct chapter *chapter, chapter_group_visit *visit, void *arg, struct err *err);

/* SHA-256 over all that merging must agree on. */
MUST_CHECK bool chapter_digest(struct chapter *chapter, uint8_t digest[VAULT_HASH_BYTES], struct err *err);

/* The outbox: how far a record has come at a target. No row: not sent yet. */
enum outbox_state { OUTBOX_NEW, OUTBOX_STORED, OUTBOX_CONFIRMED, OUTBOX_CONFLICT, OUTBOX_REJECTED };
MUST_CHECK bool chapter_each_outgoing(struct chapter *chapter, const char *target, enum outbox_state state,
                                      const char *after_id, int64_t most, chapter_visit *visit, void *arg,
                                      struct err *err);
MUST_CHECK bool chapter_set_state(struct chapter *chapter, const char *target, const char *record_id,
                                  enum outbox_state state, int64_t now_s, struct err *err);
MUST_CHECK bool chapter_count_outbox(struct chapter *chapter, const char *target, int64_t of[OUTBOX_REJECTED + 1],
                                     struct err *err);

#endif
