/* Migrations are numbered by their place in the table below; user_version says how many a database has had. One that
 * was released is never edited: a change is a new one at the end. */
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/files.h"

static const char *const migrations[] = {
    /* 1: the records.
     *   rec      one row a line. The key has the record's id in it because two lines may claim one sequence number (a
     *            restored image): both are kept, and the chapter sees the fork. acked_at: the chapter's receipt came, s
     *   stream   p pledges, q quiz, a audit: its newest line's number and SHA-256, and the totals, so that counting
     *            takes the same time at a million records
     *   quiz_pool  finished quizzes. No rowid and a random key: the file keeps no order, and there is no time
     *   setting  name and value; meta: kiosk (whose database), journal_bytes (its length after the newest commit) */
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE stream (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, head BLOB NOT NULL, records INTEGER NOT NULL,"
    "  details INTEGER NOT NULL, acked INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE rec (stream TEXT NOT NULL, seq INTEGER NOT NULL, record_id TEXT NOT NULL, line TEXT NOT NULL,"
    "  acked_at INTEGER, PRIMARY KEY (stream, seq, record_id)) STRICT;"
    "CREATE TABLE quiz_pool (record_id TEXT PRIMARY KEY, event TEXT NOT NULL, answers TEXT NOT NULL)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO stream VALUES ('a', 0, zeroblob(32), 0, 0, 0), ('p', 0, zeroblob(32), 0, 0, 0),"
    "  ('q', 0, zeroblob(32), 0, 0, 0);"
    "INSERT INTO meta VALUES ('journal_bytes', 0);",

    /* 2: events, by counts alone.
     *   event    day: as the trainer confirmed it, 2026-11-25. closed_s 0: it is running. The totals of visits begun,
     *            pledges and quizzes are counted up by the event; `_from` is what the stream held when it opened
     *   room_run a room quiz: its state as text (model/room_text.c), rewritten with every vote
     *   clock_anchor  what the wall clock showed, and what a trainer said it was, by the boot's monotonic clock */
    "CREATE TABLE event (id TEXT PRIMARY KEY, venue TEXT NOT NULL, kind TEXT NOT NULL, people INTEGER NOT NULL,"
    "  day TEXT NOT NULL, opened_s INTEGER NOT NULL, closed_s INTEGER NOT NULL, visits INTEGER NOT NULL,"
    "  pledges_from INTEGER NOT NULL, pledges INTEGER NOT NULL, quizzes_from INTEGER NOT NULL,"
    "  quizzes INTEGER NOT NULL) STRICT;"
    "CREATE TABLE room_run (id TEXT PRIMARY KEY, event TEXT NOT NULL, state TEXT NOT NULL) STRICT;"
    "CREATE TABLE clock_anchor (boot TEXT NOT NULL, mono_ms INTEGER NOT NULL, wall_s INTEGER NOT NULL,"
    "  said_s INTEGER NOT NULL) STRICT;",

    /* 3: what is forgotten (store/forget.c).
     *   stream.gone...  how many rows the totals count that are no longer in rec, numbers up to which all are gone, and
     *                   the newest such line's number and SHA-256
     *   erased          single records; meta journal_stale: the journal has lines yet that rec has not */
    "ALTER TABLE stream ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE stream ADD COLUMN gone_details INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE stream ADD COLUMN gone_up_to INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE stream ADD COLUMN gone_seq INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE stream ADD COLUMN gone_head BLOB NOT NULL DEFAULT x'';"
    "CREATE TABLE erased (record_id TEXT PRIMARY KEY, stream TEXT NOT NULL, seq INTEGER NOT NULL,"
    "  sha256 BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('journal_stale', 0);",
};

int schema_newest(void)
{
    return (int)COUNT_OF(migrations);
}

static bool migrate_one(struct db *db, size_t index, struct err *err)
{
    char version[64];
    snprintf(version, sizeof version, "PRAGMA user_version = %zu", index + 1);
    return db_script(db, "BEGIN IMMEDIATE", err) && db_script(db, migrations[index], err) &&
           db_script(db, version, err) && db_script(db, "COMMIT", err);
}

bool schema_migrate(struct db *db, struct err *err)
{
    int64_t version = 0;
    if (!db_number(db, "PRAGMA user_version", NO_VALUES, 0, &version, err))
        return false;
    for (size_t i = (size_t)version; i < COUNT_OF(migrations); i++) {
        if (!migrate_one(db, i, err))
            return false;
    }
    return true;
}

bool schema_create(struct db *db, const char *kiosk, struct err *err)
{
    char application[64];
    snprintf(application, sizeof application, "PRAGMA application_id = %d", APPLICATION_ID);
    return db_script(db, application, err) && schema_migrate(db, err) &&
           db_run(db, "INSERT INTO meta VALUES ('kiosk', ?)", VALUES(WORD(kiosk)), err);
}

static bool check_kiosk(struct db *db, const char *kiosk, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n = 0;
    bool is_read = rows_open(db, "SELECT value FROM meta WHERE name = 'kiosk'", NO_VALUES, &rows, err) &&
                   rows_step(db, &rows, &is_there, err);
    bool is_ours = is_read && is_there && strcmp(rows_text(&rows, 0, &n), kiosk) == 0;
    rows_close(&rows);
    if (is_read && !is_there)
        return err_set(err, ERR_DAMAGED, DATABASE_NAME, "The database of pledges is damaged.");
    if (is_read && !is_ours)
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The database of pledges belongs to another kiosk.");
    return is_read;
}

bool schema_check(struct db *db, const char *kiosk, struct err *err)
{
    int64_t application = 0, version = 0;
    if (!db_number(db, "PRAGMA application_id", NO_VALUES, 0, &application, err) ||
        !db_number(db, "PRAGMA user_version", NO_VALUES, 0, &version, err))
        return false;
    if (application != APPLICATION_ID)
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The file kiosk.db is the database of another program.");
    if (version > schema_newest())
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The database was written by a newer version of this program.");
    if (version < 1)
        return err_set(err, ERR_DAMAGED, DATABASE_NAME, "The database of pledges is damaged.");
    return check_kiosk(db, kiosk, err);
}
