/* The names in the store's folder, and every move of a whole file. Each step here may be cut by a power failure and is
 * then taken up again by the next start. */
#ifndef HAMAWAZ_STORE_FILES_H
#define HAMAWAZ_STORE_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define DATABASE_NAME     "kiosk.db"
#define WAL_NAME          "kiosk.db-wal"
#define JOURNAL_NAME      "journal.hzb"
#define NEW_DATABASE_NAME "kiosk.db.new" /* being built; takes its name when it is whole */
#define NEW_JOURNAL_NAME  "journal.hzb.new"
#define TORN_NAME         "journal.torn"      /* the last half-written end that was cut off the journal */
#define MADE_NAME         "store.made"        /* a store was made here: from now on a missing one is an error */
#define PENDING_NAME      "set-aside.pending" /* holds the folder name of a set-aside under way */

enum { APPLICATION_ID = 0x485a4b31 }; /* "HZK1" */
enum { SET_ASIDE_MAX = 64 };

/* Takes the folder for this process until the descriptor is closed. ERR_UNREADABLE: another program has it. */
MUST_CHECK bool files_lock(const char *folder, int *fd, struct err *err);

bool files_have(const char *folder, const char *name);

/* Ends what a cut left half done: a pending set-aside is finished (`finished` is its folder's name, else ""), and
 * half-built files are removed. */
MUST_CHECK bool files_tidy(const char *folder, char finished[SET_ASIDE_MAX], struct err *err);

enum files_found {
    FILES_NONE,    /* no store was ever made here */
    FILES_DAMAGED, /* ours by the marker, but not by its first bytes */
    FILES_STORE,   /* the header says: ours, of a version we know */
};

/* What stands in the folder, by looking only. ERR_MISSING: a store was made here and is gone. ERR_FOREIGN: the database
 * is another application's, another kiosk's or newer. */
MUST_CHECK bool files_examine(const char *folder, const char *kiosk, int newest_version, enum files_found *found,
                              struct err *err);

/* Gives the new database its name for the first time; and says that a store is here. */
MUST_CHECK bool files_adopt(const char *folder, struct err *err);
MUST_CHECK bool files_mark_made(const char *folder, const char *kiosk, struct err *err);

/* Moves the old database (with its log) and journal, whichever has a *.new beside it, into the next free set-aside-N,
 * and gives the new files their names. */
MUST_CHECK bool files_set_aside(const char *folder, char name[SET_ASIDE_MAX], struct err *err);

/* Gives the new journal its name; the old one holds nothing more. */
MUST_CHECK bool files_replace_journal(const char *folder, struct err *err);

#endif
