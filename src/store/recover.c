/* From what lies in the folder to an open store. Three ways lead there:
 *
 *   create     nothing is there and nothing ever was
 *   reconcile  the database is good; whatever line one file has and the other lacks is brought over. When the journal
 *              is as long as the newest commit says and ends in that line, nothing else is read: a start takes the same
 *              time at any size
 *   salvage    the database is damaged; a new one is built from every line, of either file, whose signature holds, and
 *              the old files are moved aside unread by anybody else
 *
 * A line that stands in only one file may be one that nobody was thanked for (the power went between the two): it is
 * kept. The opposite mistake could lose a pledge. */
#include <unistd.h>

#include "base/mem.h"
#include "store/inside.h"
#include "store/schema.h"

enum { VERIFIED_LINES = 50 };

/* What every pledge needs, and as small at a million records as at none; the rest is for scrub.c. */
static const char *const small_tables[] = {"meta", "stream", "setting"};

/* Builds an empty database under its provisional name. */
static bool build_new(const struct store *store, struct db *db, struct err *err)
{
    char path[FILE_PATH_MAX];
    file_join(path, store->folder, NEW_DATABASE_NAME);
    /* SQLite would make it readable by everybody; an empty file is a database to it, and the log takes its mode. */
    if (!file_write_atomic(path, "", 0, 0600, err) || !db_open(path, true, db, err))
        return false;
    if (schema_create(db, vault_kiosk_id(store->vault), err))
        return true;
    db_close(db, false);
    return false;
}

static bool create(struct store *store, struct err *err)
{
    struct db fresh;
    if (!build_new(store, &fresh, err))
        return false;
    bool is_flushed = db_checkpoint(&fresh, err);
    db_close(&fresh, is_flushed);
    store->health.recovery = STORE_CREATED;
    return is_flushed && files_adopt(store->folder, err);
}

/* The journal's lines, or the damaged database's, on their way into a database. */
struct collect {
    const struct vault *vault;
    struct db *into;
    struct err *err;
    int64_t valid;       /* lines signed by this kiosk */
    int64_t inserted;    /* of which so many were new */
    int64_t gone;        /* and so many more are forgotten and were left out */
    int64_t committed;   /* journal: its length at the newest commit */
    int64_t good_end;    /* where its last whole and valid line ends */
    bool has_bad_end;    /* the last line is not that one */
    bool has_bad_inside; /* a line before the last is bad that was committed */
    bool has_failed;     /* *err says why */
};

static bool collect_line(struct collect *to, const char *line, size_t n)
{
    struct line_facts facts;
    struct err why;
    bool is_new = false, is_gone = false;
    if (!vault_verify_line(to->vault, line, n, &facts, &why)) {
        to->has_failed = why.code == ERR_FOREIGN && !err_set(to->err, why.code, why.where, "%s", why.text);
        return false;
    }
    to->has_failed = !records_insert(to->into, &facts, line, n, &is_new, to->err) ||
                     (!is_new && !records_is_gone(to->into, &facts, &is_gone, to->err));
    to->valid += !is_gone;
    to->gone += is_gone;
    to->inserted += is_new;
    return true;
}

static bool collect_journal_line(const struct journal_line *line, void *arg)
{
    struct collect *to = arg;
    bool is_valid = collect_line(to, line->text, line->n);
    to->has_bad_inside = to->has_bad_inside || (to->has_bad_end && to->good_end < to->committed);
    to->has_bad_end = false;
    if (is_valid && line->is_ended) {
        to->good_end = line->offset + (int64_t)line->n + 1;
    } else {
        to->has_bad_end = true;
        to->valid -= is_valid; /* whole but for its LF: kept in the database, cut off here and written anew */
    }
    return !to->has_failed;
}

static bool collect_journal(struct collect *to, const struct store *store)
{
    char path[FILE_PATH_MAX];
    file_join(path, store->folder, JOURNAL_NAME);
    return journal_walk(path, 0, collect_journal_line, to, to->err) && !to->has_failed;
}

/* Rows in one direction until the damage stops it; false when it did. */
static bool collect_rows(struct collect *to, struct db *old, const char *sql)
{
    struct rows rows = {0};
    struct err damaged;
    bool is_there = false;
    size_t n = 0;
    bool is_good = rows_open(old, sql, NO_VALUES, &rows, &damaged) && rows_step(old, &rows, &is_there, &damaged);
    while (is_good && is_there && !to->has_failed) {
        const char *line = rows_text(&rows, 0, &n);
        collect_line(to, line, n);
        is_good = rows_step(old, &rows, &is_there, &damaged);
    }
    rows_close(&rows);
    return is_good;
}

/* A table without signatures, as far as it can be read. */
static void copy_table(struct db *into, struct db *old, const char *select, const char *insert, size_t columns)
{
    struct rows rows = {0};
    struct err damaged;
    struct value values[12];
    bool is_there = false;
    CHECK(columns <= COUNT_OF(values));
    bool is_good = rows_open(old, select, NO_VALUES, &rows, &damaged) && rows_step(old, &rows, &is_there, &damaged);
    while (is_good && is_there) {
        for (size_t i = 0; i < columns; i++) {
            values[i] = (struct value){.kind = VALUE_TEXT};
            values[i].at = rows_text(&rows, (int)i, &values[i].n);
        }
        is_good = db_run(into, insert, (struct values){values, columns}, &damaged) &&
                  rows_step(old, &rows, &is_there, &damaged);
    }
    rows_close(&rows);
}

/* A stream's numbers go from 1 without gaps, so that what is missing can be counted. */
struct totals {
    int64_t numbers, held;
    int64_t gone; /* forgotten on purpose */
};

static bool read_totals(struct db *db, struct totals *totals, struct err *err)
{
    return db_number(db, "SELECT sum(seq) FROM stream", NO_VALUES, 0, &totals->numbers, err) &&
           records_held(db, &totals->held, err) && records_gone(db, &totals->gone, err);
}

/* Lines missing now that were not missing before. */
static int64_t count_lost(const struct totals *before, const struct totals *now)
{
    int64_t numbers = before->numbers > now->numbers ? before->numbers : now->numbers;
    int64_t missed = before->numbers - before->held - before->gone, missing = numbers - now->held - now->gone;
    missed = missed > 0 ? missed : 0;
    return missing > missed ? missing - missed : 0;
}

/* Lines, and what else a new database would forget: settings (the PIN's hash and tries among them), the quiz pool,
 * events. */
static bool collect_old(struct collect *to, const struct store *store, struct totals *totals)
{
    char path[FILE_PATH_MAX];
    struct db old;
    struct err damaged;
    if (!db_open(file_join(path, store->folder, DATABASE_NAME), false, &old, &damaged))
        return true; /* nothing can be read there: the journal has to do */
    if (!collect_rows(to, &old, "SELECT line FROM rec ORDER BY rowid"))
        (void)collect_rows(to, &old, "SELECT line FROM rec ORDER BY rowid DESC");
    copy_table(to->into, &old, "SELECT name, value FROM setting",
               "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING", 2);
    copy_table(to->into, &old, "SELECT record_id, event, answers FROM quiz_pool",
               "INSERT INTO quiz_pool VALUES (?, ?, ?) ON CONFLICT DO NOTHING", 3);
    copy_table(to->into, &old, "SELECT * FROM event ORDER BY rowid",
               "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", 12);
    copy_table(to->into, &old, "SELECT * FROM room_run ORDER BY rowid",
               "INSERT INTO room_run VALUES (?, ?, ?) ON CONFLICT DO NOTHING", 3);
    if (!read_totals(&old, totals, &damaged))
        *totals = (struct totals){0};
    db_close(&old, false);
    static const char count[] = "UPDATE stream SET records = (SELECT count(*) FROM quiz_pool)"
                                " + (SELECT count(*) FROM rec WHERE stream = 'q') WHERE name = 'q'";
    return !to->has_failed && db_script(to->into, count, to->err);
}

static bool add_line(const char *line, size_t n, void *arg, struct err *err)
{
    return journal_add(arg, line, n, err);
}

/* Writes the journal anew from the database, under its provisional name. */
static bool build_journal(const struct store *store, struct db *from, int64_t *length, struct err *err)
{
    struct journal fresh;
    bool is_built = journal_build(store->folder, NEW_JOURNAL_NAME, &fresh, err) &&
                    records_each(from, add_line, &fresh, err) && journal_flush(&fresh, err);
    *length = fresh.length;
    journal_close(&fresh);
    return is_built;
}

static bool fill_from_old(struct store *store, struct db *fresh, struct err *err)
{
    struct collect rows = {.vault = store->vault, .into = fresh, .err = err}, lines = rows;
    struct totals old = {0}, now = {0};
    int64_t length = 0;
    if (!(db_script(fresh, "BEGIN", err) && collect_old(&rows, store, &old) &&
          (!files_have(store->folder, JOURNAL_NAME) || collect_journal(&lines, store)) &&
          read_totals(fresh, &now, err) && build_journal(store, fresh, &length, err) &&
          records_journal_is_new(fresh, length, err) && db_script(fresh, "COMMIT", err)))
        return false;
    store->health.carried_over = now.held;
    store->health.lost_lines = count_lost(&old, &now);
    return db_checkpoint(fresh, err);
}

/* Leaves a good database and journal under their own names and the damaged ones in a folder of their own. */
static bool salvage(struct store *store, struct err *err)
{
    struct db fresh;
    db_close(&store->db, false);
    if (!build_new(store, &fresh, err))
        return false;
    bool is_filled = fill_from_old(store, &fresh, err);
    db_close(&fresh, is_filled);
    store->health.recovery = STORE_SET_ASIDE;
    return is_filled && files_set_aside(store->folder, store->health.set_aside, err);
}

static bool check_small_tables(struct db *db, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(small_tables); i++)
        if (!db_quick_check(db, small_tables[i], err))
            return false;
    return true;
}

/* A log that a cut ended may end in the midst of a block. The next commit would be written into that block, and a
 * second cut could spoil what the first left: so it is begun anew. A full disk may wait for that. */
static bool begin_log_anew(struct db *db, struct err *err)
{
    struct err why = {0};
    if (db_checkpoint(db, &why) || why.code == ERR_FULL)
        return true;
    return err_set(err, why.code, why.where, "%s", why.text);
}

/* Only an older database is written to before its lines were looked at: the look needs the newest tables. */
static bool bring_up(struct db *db, struct err *err)
{
    int64_t version = 0;
    return db_number(db, "PRAGMA user_version", NO_VALUES, 0, &version, err) &&
           (version == schema_newest() || (begin_log_anew(db, err) && schema_migrate(db, err)));
}

static bool open_database(struct store *store, struct err *err)
{
    char path[FILE_PATH_MAX];
    const char *kiosk = vault_kiosk_id(store->vault);
    return db_open(file_join(path, store->folder, DATABASE_NAME), false, &store->db, err) &&
           schema_check(&store->db, kiosk, err) && check_small_tables(&store->db, err) && bring_up(&store->db, err) &&
           records_verify_newest(&store->db, store->vault, 'p', VERIFIED_LINES, err) &&
           records_verify_newest(&store->db, store->vault, 'a', VERIFIED_LINES, err) && begin_log_anew(&store->db, err);
}

/* How long the newest commit left the journal; and whether it holds what is forgotten. */
static bool read_committed(struct db *db, int64_t *length, int64_t *is_stale, struct err *err)
{
    return db_number(db, "SELECT value FROM meta WHERE name = 'journal_bytes'", NO_VALUES, -1, length, err) &&
           db_number(db, "SELECT value FROM meta WHERE name = 'journal_stale'", NO_VALUES, 0, is_stale, err);
}

/* What the journal's end holds, for the quick look. */
struct tail {
    const struct vault *vault;
    struct db *db;
    bool is_known; /* its last line is one of the database's */
};

static bool look_at_tail(const struct journal_line *line, void *arg)
{
    struct tail *tail = arg;
    struct line_facts facts;
    struct err err;
    tail->is_known = false;
    if (line->is_ended && vault_verify_line(tail->vault, line->text, line->n, &facts, &err) &&
        !records_have(tail->db, &facts, line->text, line->n, &tail->is_known, &err))
        tail->is_known = false;
    return true;
}

/* Is the journal as long as the newest commit left it, and is its last line known? */
static bool journal_is_as_expected(struct store *store, bool *is_so, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct tail tail = {.vault = store->vault, .db = &store->db};
    int64_t expected = 0, held = 0, is_stale = 0, length = store->journal.length;
    file_join(path, store->folder, JOURNAL_NAME);
    if (!read_committed(&store->db, &expected, &is_stale, err) || !records_held(&store->db, &held, err) ||
        !journal_walk(path, length > VAULT_LINE_MAX ? length - VAULT_LINE_MAX : 0, look_at_tail, &tail, err))
        return false;
    *is_so = length == expected && is_stale == 0 && (length == 0 ? held == 0 : tail.is_known);
    return true;
}

/* Cuts a torn end off the journal, keeping its bytes in a file of their own. */
static bool cut_torn_end(struct store *store, int64_t at, struct err *err)
{
    char path[FILE_PATH_MAX], torn[VAULT_LINE_MAX];
    ssize_t n = pread(store->journal.fd, torn, (size_t)(store->journal.length - at), at);
    return file_write_atomic(file_join(path, store->folder, TORN_NAME), torn, n > 0 ? (size_t)n : 0, 0600, err) &&
           journal_cut(&store->journal, at, err);
}

/* The database now holds every line; the journal lacks some or has damaged ones in its middle. */
static bool renew_journal(struct store *store, bool is_damaged, struct err *err)
{
    int64_t length = 0;
    if (!build_journal(store, &store->db, &length, err))
        return false;
    journal_close(&store->journal);
    store->scrub.journal_at = 0;
    if (is_damaged)
        store->health.recovery = STORE_SET_ASIDE;
    return (is_damaged ? files_set_aside(store->folder, store->health.set_aside, err)
                       : files_replace_journal(store->folder, err)) &&
           journal_open(store->folder, &store->journal, err);
}

static bool reconcile(struct store *store, struct err *err)
{
    struct totals before = {0}, now = {0};
    struct collect lines = {.vault = store->vault, .into = &store->db, .err = err};
    int64_t is_stale = 0, ignored;
    if (!(read_committed(&store->db, &lines.committed, &ignored, err) &&
          db_script(&store->db, "BEGIN IMMEDIATE", err) && read_totals(&store->db, &before, err) &&
          collect_journal(&lines, store) && db_script(&store->db, "COMMIT", err) &&
          read_totals(&store->db, &now, err) && read_committed(&store->db, &ignored, &is_stale, err)))
        return false;
    if (store->health.recovery == STORE_CLEAN)
        store->health.recovery = STORE_RECONCILED;
    store->health.carried_over += lines.inserted + (now.held > lines.valid ? now.held - lines.valid : 0);
    store->health.lost_lines += count_lost(&before, &now);
    /* A bad end is what an append that was cut left. Anything else is damage. */
    bool is_damaged = lines.has_bad_inside || store->journal.length - lines.good_end > VAULT_LINE_MAX;
    if (lines.has_bad_end && !is_damaged && !cut_torn_end(store, lines.good_end, err))
        return false;
    if ((is_damaged || is_stale + lines.gone > 0 || lines.valid != now.held) && !renew_journal(store, is_damaged, err))
        return false;
    return records_journal_is_new(&store->db, store->journal.length, err);
}

/* With the database open: the journal, and both alike. */
static bool match_journal(struct store *store, struct err *err)
{
    bool is_expected = false;
    return journal_is_as_expected(store, &is_expected, err) && (is_expected || reconcile(store, err));
}

static bool open_or_salvage(struct store *store, enum files_found found, struct err *err)
{
    struct err why = {.code = ERR_DAMAGED};
    if (found == FILES_STORE && open_database(store, &why))
        return true;
    if (why.code != ERR_DAMAGED)
        return err_set(err, why.code, why.where, "%s", why.text);
    return salvage(store, err) && open_database(store, err);
}

bool recover_open(struct store *store, struct err *err)
{
    enum files_found found = FILES_NONE;
    const char *kiosk = vault_kiosk_id(store->vault);
    if (!files_tidy(store->folder, store->health.set_aside, err) ||
        !files_examine(store->folder, kiosk, schema_newest(), &found, err))
        return false;
    if (store->health.set_aside[0] != '\0')
        store->health.recovery = STORE_SET_ASIDE;
    if (found == FILES_NONE) {
        if (!create(store, err))
            return false;
        found = FILES_STORE;
    }
    return open_or_salvage(store, found, err) && files_mark_made(store->folder, kiosk, err) &&
           journal_open(store->folder, &store->journal, err) && match_journal(store, err);
}

bool recover_repair(struct store *store, enum store_part part, struct err *err)
{
    if (part == PART_DATABASE && !(salvage(store, err) && open_database(store, err)))
        return false;
    journal_close(&store->journal);
    return journal_open(store->folder, &store->journal, err) && reconcile(store, err);
}

bool recover_drop_forgotten(struct store *store, struct err *err)
{
    return renew_journal(store, false, err) && records_journal_is_new(&store->db, store->journal.length, err);
}

/* The record that must not stay; its line, if it came so far, is the journal's last. */
static bool take_out_unsaved(struct store *store, struct err *err)
{
    const struct unsaved *gone = &store->unsaved;
    if (!gone->is_there)
        return true;
    return (store->journal.length <= gone->journal_length || journal_cut(&store->journal, gone->journal_length, err)) &&
           db_script(&store->db, "BEGIN IMMEDIATE", err) && records_remove(&store->db, &gone->facts, err) &&
           records_set_journal_bytes(&store->db, gone->journal_length, err) && db_script(&store->db, "COMMIT", err);
}

/* The checkpoint matters: after a failed flush the kernel may believe pages to be on the disk that are not, and SQLite
 * would append to a log with a hole in it. It writes everything again, elsewhere, and starts the log afresh. */
bool recover_renew(struct store *store, struct err *err)
{
    char finished[SET_ASIDE_MAX];
    db_close(&store->db, false);
    journal_close(&store->journal);
    if (!(files_tidy(store->folder, finished, err) && open_database(store, err) && db_checkpoint(&store->db, err) &&
          journal_open(store->folder, &store->journal, err) && take_out_unsaved(store, err) &&
          match_journal(store, err)))
        return false;
    store->unsaved.is_there = false;
    return true;
}
