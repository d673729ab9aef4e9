/* A place on the internet that keeps records: PostgreSQL, or what speaks its protocol (postgres.c); another kind is
 * another table of functions. A record is kept when the target answered with its hash, never when it merely did not
 * complain. Targets see sealed lines only. */
#ifndef HAMAWAZ_SYNC_TARGET_H
#define HAMAWAZ_SYNC_TARGET_H

#include "store/chapter.h"

enum { TARGET_NAME_MAX = 200, TARGET_BATCH_MAX = 1000 };

/* A copy of a chapter_row that outlives its statement. */
struct target_row {
    struct line_facts facts;
    uint8_t sha256[VAULT_HASH_BYTES];
    char *line;
    size_t n;
};

enum target_answer {
    TARGET_MISSING,  /* the target does not have it */
    TARGET_STORED,   /* it has just this */
    TARGET_CONFLICT, /* it has another record under this id */
    TARGET_REJECTED, /* it breaks a rule of the target's */
};

/* What a failure means for the next try. */
enum target_trouble {
    TARGET_RETRY, /* the line or the server is down or slow: the same again later */
    TARGET_STOP,  /* a person must act: certificate, role, date */
    TARGET_ROW,   /* one of the rows is refused: alone it would be TARGET_REJECTED */
};

struct target;

struct target_kind {
    const char *prefix;                                                         /* of its address: "postgresql://" */
    bool (*open)(const char *address, struct target **target, struct err *err); /* looks only: no connection yet */
    void (*close)(struct target *target);                                       /* accepts NULL */
    /* Sends what is missing there and asks for what is there now; answers[i] of rows[i], which stand by record id. */
    bool (*store)(struct target *target, const struct target_row *rows, size_t count, enum target_answer *answers,
                  enum target_trouble *trouble, struct err *err);
    /* Asks only. */
    bool (*ask)(struct target *target, const struct target_row *rows, size_t count, enum target_answer *answers,
                enum target_trouble *trouble, struct err *err);
    /* Tells it that records are to be forgotten. */
    bool (*erase)(struct target *target, const char *chapter, const char *const *record_ids, size_t count,
                  enum target_trouble *trouble, struct err *err);
};

/* The first member of every target. */
struct target {
    const struct target_kind *kind;
    char name[TARGET_NAME_MAX]; /* without secrets: the outbox's name for it */
};

extern const struct target_kind target_postgres;

/* Chooses the kind by the address. ERR_USAGE. */
MUST_CHECK bool target_open(const char *address, struct target **target, struct err *err);
void target_close(struct target *target); /* accepts NULL */

struct push_report {
    int64_t stored, conflicts, rejected, retries;
    int64_t missing; /* of a sweep: rows the target had lost, sent again by the push that follows */
    int64_t confirmed;
};

/* Told now and then; false stops. `pause_ms` > 0: waiting so long before the next try. */
typedef bool push_progress(int64_t done, int pause_ms, void *arg);

struct push {
    struct chapter *chapter;
    const char *chapter_name;
    struct target *target;
    int64_t now_s;
    int most_tries; /* of one batch, in a row */
    push_progress *progress;
    void *arg;
};

/* Sends every record that counts and is not stored there yet, then the erasures. May be cut anywhere and begun again.
 */
MUST_CHECK bool push_all(const struct push *push, struct push_report *report, struct err *err);

/* Asks again for all that was stored; what is gone is marked for the next push. */
MUST_CHECK bool push_sweep(const struct push *push, struct push_report *report, struct err *err);

#endif
