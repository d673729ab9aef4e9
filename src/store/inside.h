/* Shared by the files of store/ only: the open store. */
#ifndef HAMAWAZ_STORE_INSIDE_H
#define HAMAWAZ_STORE_INSIDE_H

#include "base/file.h"
#include "store/db.h"
#include "store/files.h"
#include "store/journal.h"
#include "store/records.h"
#include "store/scrub.h"
#include "store/store.h"
#include "vault/signed.h"

/* A record whose saving failed half-way, to be taken out again before anything else is saved. */
struct unsaved {
    bool is_there;
    struct line_facts facts;
    int64_t journal_length; /* before it */
};

struct store {
    char folder[FILE_PATH_MAX];
    int folder_fd; /* holds the lock */
    struct vault *vault;
    const struct clock *clock;
    struct db db;
    struct journal journal;
    bool is_in_doubt; /* a write failed: nothing is believed before store_renew */
    struct unsaved unsaved;
    struct scrub scrub;
    int64_t forget_next_ms; /* when to look again for pledges that may go */
    struct store_health health;
    enum time_source time_source;
    char boot[40];
    char event[STORE_EVENT_MAX];
    int64_t event_from; /* pledges held when the event began */
};

/* store.c: every public call begins with store_ready, every change with store_begin (BEGIN IMMEDIATE). When a write
 * fails, *err saying how, it ends with store_fail, which tries at once to come back so that the next call finds a sound
 * store; it returns false. */
MUST_CHECK bool store_ready(struct store *store, struct err *err);
MUST_CHECK bool store_begin(struct store *store, struct err *err);
bool store_fail(struct store *store);

/* store_make_room: for the record, and for writing the log back some day. store_make_stamp: of the next line. */
MUST_CHECK bool store_make_room(struct store *store, struct err *err);
MUST_CHECK bool store_make_stamp(struct store *store, char stream, struct stamp *stamp, struct err *err);

/* recover.c: opens the database and journal that stand in store->folder, making, setting aside and reconciling as
 * needed. What happened is in store->health. */
MUST_CHECK bool recover_open(struct store *store, struct err *err);

/* After a failed write: closes both files, opens them again, flushes what the log holds into the database, takes
 * store->unsaved out of both. True: the store is what it was before that write. */
MUST_CHECK bool recover_renew(struct store *store, struct err *err);

/* A part of the open store was found damaged: it is set aside and made anew from all that is readable in both. */
enum store_part { PART_DATABASE, PART_JOURNAL };
MUST_CHECK bool recover_repair(struct store *store, enum store_part part, struct err *err);

/* Writes the journal anew from the database's lines, when some of it is forgotten there. */
MUST_CHECK bool recover_drop_forgotten(struct store *store, struct err *err);

#endif
