/* The kiosk's records on disk: kiosk.db (SQLite) and journal.hzb, the same lines twice. "Thank you" may be said when
 * store_add_pledge has returned true: COMMIT returned and the journal line is flushed.
 *
 * At open both are reconciled. Trouble sets the files aside untouched and opens a new store, unless the store is
 * foreign or was expected and is missing: nothing is created over that. After a failed write the files are opened anew;
 * until that succeeds every call fails with the disk's error. One thread at a time (the worker, after start-up). */
#ifndef HAMAWAZ_STORE_STORE_H
#define HAMAWAZ_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "model/pin.h"
#include "model/record.h"
#include "vault/vault.h"

struct store;

enum { STORE_EVENT_MAX = 32 };                  /* an event's id: letters, digits, . _ - */
enum { STORE_RESERVE_BYTES = 8 * 1024 * 1024 }; /* with less free space no pledge is taken: checkpoints need room */
enum store_recovery {
    STORE_CLEAN,
    STORE_CREATED,    /* first run */
    STORE_RECONCILED, /* one of the two files lacked lines that the other had */
    STORE_SET_ASIDE,  /* damaged: files kept under set-aside-N/, readable lines carried over */
};

struct store_health {
    enum store_recovery recovery;
    int64_t records;      /* lines held, all streams */
    int64_t carried_over; /* by STORE_RECONCILED and STORE_SET_ASIDE */
    int64_t lost_lines;   /* in damaged files, that no signature covers in either of them */
    int64_t free_bytes;   /* of the file system */
    int64_t database_bytes, journal_bytes;
    char set_aside[64]; /* folder name, or "" */
};

/* Is, or was, a store in `folder`? Then its keys must be there too: vault_open with !store_is_expected(folder). */
bool store_is_expected(const char *folder);

/* Opens or creates the store in `folder` (which exists). The vault outlives it. ERR_MISSING (keys are there but the
 * database is not), ERR_FOREIGN, ERR_DAMAGED, ERR_READ_ONLY, ERR_FULL, ERR_IO. */
MUST_CHECK bool store_open(const char *folder, struct vault *vault, const struct clock *clock, struct store **store,
                           struct err *err);

void store_close(struct store *store); /* checkpoints first; accepts NULL */

struct store_receipt {
    char code[WITHDRAW_CODE_MAX]; /* withdrawal code to show once */
    int64_t count;                /* pledges of this session (since store_begin_session), with this one */
    int64_t seq;
};

/* Seals, signs, appends to the journal, commits, flushing both. On failure nothing is kept: it may be tried again (only
 * a cut between failure and repair of the files may leave the unthanked record there). The caller wipes `pledge`. */
MUST_CHECK bool store_add_pledge(struct store *store, const struct pledge *pledge, struct store_receipt *receipt,
                                 struct err *err);

/* A public record in the audit stream: "event", "room", "anchor", "audit". `public_json` as for vault_plain_line. */
MUST_CHECK bool store_add_public(struct store *store, const char *kind, const char *public_json, struct err *err);

/* Into the quiz pool: no time, no order, no sequence until export. ERR_INVALID: an id not of letters, digits, . _ - */
MUST_CHECK bool store_add_quiz(struct store *store, const struct quiz_answers *answers, struct err *err);

/* The event that records belong to from now on, kept over a restart; "" ends it. The session's count begins at 0. */
MUST_CHECK bool store_begin_session(struct store *store, const char *event, struct err *err);

/* How the wall time is known, for records to come; TIME_SAVED until told. An impossible date is TIME_NONE anyway. */
void store_set_time_source(struct store *store, enum time_source source);

/* Every line by stream and number, until a visitor returns false. */
typedef bool store_visit(const char *line, size_t n, void *arg, struct err *err);
MUST_CHECK bool store_each_line(struct store *store, store_visit *visit, void *arg, struct err *err);

/* A verified receipt, of `since_s` or later, covers the lines from `from` to `to`. */
MUST_CHECK bool store_mark_received(struct store *store, char stream, int64_t from, int64_t to, int64_t since_s,
                                    struct err *err);

struct store_counts {
    int64_t pledges;         /* all */
    int64_t session_pledges; /* of the running event, else of all */
    int64_t with_details;
    int64_t quizzes;      /* finished */
    int64_t not_exported; /* pledges that no receipt covers yet */
};
MUST_CHECK bool store_counts(struct store *store, struct store_counts *counts, struct err *err);
MUST_CHECK bool store_read_health(struct store *store, struct store_health *health, struct err *err);

/* How many days a pledge stays after its receipt; a setting of the chapter's. */
#define STORE_KEEP_DAYS "keep-days"

/* Settings that outlive a start: `value` at most 255 bytes; store_get answers "" when absent. */
MUST_CHECK bool store_set(struct store *store, const char *key, const char *value, struct err *err);
MUST_CHECK bool store_get(struct store *store, const char *key, char value[256], struct err *err);

/* PIN attempts, persisted before the PIN is compared; they are saved on a full disk, too. */
MUST_CHECK bool store_save_pin_tries(struct store *store, const struct pin_tries *tries, struct err *err);
MUST_CHECK bool store_load_pin_tries(struct store *store, struct pin_tries *tries, struct err *err);

/* When nothing happens: writes the log back if it is worth it, makes room for pledges to come, verifies some lines. */
void store_idle(struct store *store);

#endif
