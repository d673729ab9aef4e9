/* SQLite as this program uses it. The settings stand in one table and are read back, because SQLite answers a pragma
 * that it does not know, or cannot obey, with silence. What each one is for:
 *
 *   WAL, synchronous FULL      COMMIT has returned: the transaction survives a power cut
 *   wal_autocheckpoint off     a checkpoint is the dangerous moment on a card that lies about flushing: rare ones are
 *                              made by hand (store_idle). None shortens the log: a commit that overwrites it in place
 *                              changes no length, and its flush need not wait for the file system's own journal
 *   no powersafe overwrite     a card that is cut off may spoil the whole block it was writing, not only the bytes:
 *                              what one commit has flushed to the log shares no block with the next
 *   locking EXCLUSIVE          a second program is refused; no shared memory file
 *   secure_delete              deleted rows are zeroed (flash keeps old pages: what matters is sealed anyway)
 *   trusted_schema, defensive, no triggers and views: a doctored file runs nothing
 *   cell_size_check, mmap off  damage is an error, not a crash */
#include "store/db.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { VALUE_MAX_BYTES = 1024 * 1024 };

struct setting {
    const char *set, *get; /* SQL; set NULL: it was decided when the file was made */
    const char *expected;
};

static const struct setting settings[] = {
    {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA locking_mode", "exclusive"}, /* before the first read */
    {NULL, "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", "0"},
    {"PRAGMA journal_size_limit = 4194304", "PRAGMA journal_size_limit", "4194304"},
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
    {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
};

struct switched {
    int option, value;
};

static const struct switched switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, /* closing a file that is in doubt must not write to it */
};

/* What cannot be read is as good as damaged: the next start salvages. What cannot be written is the disk's trouble. */
static enum err_code code_of(int result)
{
    if (result == SQLITE_IOERR_READ || result == SQLITE_IOERR_SHORT_READ || result == SQLITE_IOERR_CORRUPTFS)
        return ERR_DAMAGED;
    switch (result & 0xff) {
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_READONLY:
        return ERR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR: /* our SQL is right, so the tables are not ours */
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return ERR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ERR_UNREADABLE;
    case SQLITE_CANTOPEN:
        return ERR_MISSING;
    default:
        return ERR_IO;
    }
}

static const char *sentence_for(enum err_code code)
{
    if (code == ERR_FULL)
        return "The disk is full: nothing more can be saved until there is room.";
    if (code == ERR_READ_ONLY)
        return "The disk has become read-only: nothing can be saved.";
    if (code == ERR_DAMAGED)
        return "The database of pledges is damaged.";
    if (code == ERR_UNREADABLE)
        return "The database of pledges is in use by another program.";
    if (code == ERR_MISSING)
        return "The database of pledges cannot be opened.";
    return "The disk reports an error: the database of pledges cannot be used.";
}

static bool refused(struct db *db, int result, struct err *err)
{
    char where[96];
    enum err_code code = code_of(result);
    int number = db->handle != NULL ? sqlite3_system_errno(db->handle) : 0;
    if ((code == ERR_IO || code == ERR_MISSING) && err_from_errno(number) == ERR_FULL)
        code = ERR_FULL; /* a flush, too, may be the first to learn that the disk is full */
    snprintf(where, sizeof where, "%s: sqlite %d, errno %d", db->name, result, number);
    return err_set(err, code, where, "%s", sentence_for(code));
}

static bool apply_switches(struct db *db, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(switches); i++) {
        int now = -1;
        int result = sqlite3_db_config(db->handle, switches[i].option, switches[i].value, &now);
        if (result != SQLITE_OK || now != switches[i].value)
            return err_set(err, ERR_UNAVAILABLE, "sqlite", "The database library lacks a safety switch.");
    }
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, VALUE_MAX_BYTES);
    sqlite3_limit(db->handle, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    return true;
}

/* The path as a URI, for only with the name can be said, in time, that overwriting is not safe. Whatever might mean
 * something else there is escaped; a first slash too, lest a second one follow. */
static void write_uri(const char *path, struct str *uri)
{
    str_add(uri, "file:");
    for (const char *at = path; *at != '\0'; at++) {
        if (at > path && (isalnum((unsigned char)*at) || strchr("/._-", *at) != NULL))
            str_append(uri, at, 1);
        else
            str_addf(uri, "%%%02X", (unsigned char)*at);
    }
    str_add(uri, "?psow=0");
}

static bool distrusts_overwrites(struct db *db)
{
    int is_safe = -1; /* asks */
    int result = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &is_safe);
    return result == SQLITE_OK && is_safe == 0;
}

static bool apply_settings(struct db *db, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        struct rows rows = {0};
        bool is_there = false, is_set = false;
        size_t n;
        if (settings[i].set != NULL && !db_script(db, settings[i].set, err))
            return false;
        if (!rows_open(db, settings[i].get, NO_VALUES, &rows, err) || !rows_step(db, &rows, &is_there, err)) {
            rows_close(&rows);
            return false;
        }
        is_set = is_there && strcmp(rows_text(&rows, 0, &n), settings[i].expected) == 0;
        rows_close(&rows);
        if (!is_set)
            return err_set(err, ERR_DAMAGED, settings[i].get, "The database of pledges refuses a safety setting.");
    }
    return true;
}

static int note_log_pages(void *db, sqlite3 *handle, const char *name, int pages)
{
    (void)handle, (void)name;
    ((struct db *)db)->log_pages = pages;
    return SQLITE_OK;
}

static bool open_guarded(struct db *db, const char *path, bool may_create, struct err *err)
{
    /* Not SQLITE_OPEN_NOFOLLOW: it refuses a link in any part of the path, and /var/lib may hold one. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI;
    struct str uri = {0};
    write_uri(path, &uri);
    int result = sqlite3_open_v2(str_get(&uri), &db->handle, flags | (may_create ? SQLITE_OPEN_CREATE : 0), NULL);
    str_finish(&uri);
    if (result != SQLITE_OK)
        return refused(db, result, err);
    if (sqlite3_db_readonly(db->handle, "main") != 0) /* what SQLite falls back to without a word */
        return refused(db, SQLITE_READONLY, err);
    if (!apply_switches(db, err))
        return false;
    if (!distrusts_overwrites(db))
        return err_set(err, ERR_UNAVAILABLE, "sqlite", "The database library lacks a safety switch.");
    if (may_create && !db_script(db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL", err))
        return false;
    if (!apply_settings(db, err))
        return false;
    sqlite3_wal_hook(db->handle, note_log_pages, db); /* the last: PRAGMA wal_autocheckpoint takes the hook's place */
    return true;
}

bool db_open(const char *path, bool may_create, struct db *db, struct err *err)
{
    const char *slash = strrchr(path, '/');
    *db = (struct db){0};
    (void)str_copy(db->name, sizeof db->name, slash != NULL ? slash + 1 : path);
    if (open_guarded(db, path, may_create, err))
        return true;
    db_close(db, false);
    return false;
}

void db_close(struct db *db, bool is_good)
{
    if (db->handle == NULL)
        return;
    if (is_good)
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    CHECK(sqlite3_close(db->handle) == SQLITE_OK); /* else rows were left open */
    db->handle = NULL;
}

static int bind_one(sqlite3_stmt *statement, int index, const struct value *value)
{
    switch (value->kind) {
    case VALUE_INT:
        return sqlite3_bind_int64(statement, index, value->number);
    case VALUE_TEXT:
        return sqlite3_bind_text64(statement, index, value->at, value->n, SQLITE_STATIC, SQLITE_UTF8);
    case VALUE_BLOB:
        return sqlite3_bind_blob64(statement, index, value->at, value->n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static int bind_all(sqlite3_stmt *statement, struct values values)
{
    int result = SQLITE_OK;
    for (size_t i = 0; result == SQLITE_OK && i < values.count; i++)
        result = bind_one(statement, (int)i + 1, &values.at[i]);
    return result;
}

bool rows_open(struct db *db, const char *sql, struct values values, struct rows *rows, struct err *err)
{
    int result = sqlite3_prepare_v2(db->handle, sql, -1, &rows->statement, NULL);
    if (result == SQLITE_OK)
        result = bind_all(rows->statement, values);
    return result == SQLITE_OK || refused(db, result, err);
}

bool rows_again(struct db *db, struct rows *rows, struct values values, struct err *err)
{
    (void)sqlite3_reset(rows->statement); /* tells the last run's failure once more */
    int result = bind_all(rows->statement, values);
    return result == SQLITE_OK || refused(db, result, err);
}

bool rows_step(struct db *db, struct rows *rows, bool *is_there, struct err *err)
{
    int result = sqlite3_step(rows->statement);
    *is_there = result == SQLITE_ROW;
    return result == SQLITE_ROW || result == SQLITE_DONE || refused(db, result, err);
}

int64_t rows_int(struct rows *rows, int column)
{
    return sqlite3_column_int64(rows->statement, column);
}

const char *rows_text(struct rows *rows, int column, size_t *n)
{
    const unsigned char *text = sqlite3_column_text(rows->statement, column);
    *n = (size_t)sqlite3_column_bytes(rows->statement, column);
    return text != NULL ? (const char *)text : "";
}

void rows_close(struct rows *rows)
{
    sqlite3_finalize(rows->statement);
    rows->statement = NULL;
}

bool db_run(struct db *db, const char *sql, struct values values, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false, is_run = rows_open(db, sql, values, &rows, err);
    do {
        is_run = is_run && rows_step(db, &rows, &is_there, err);
    } while (is_run && is_there);
    rows_close(&rows);
    return is_run;
}

bool db_script(struct db *db, const char *sql, struct err *err)
{
    int result = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return result == SQLITE_OK || refused(db, result, err);
}

bool db_number(struct db *db, const char *sql, struct values values, int64_t fallback, int64_t *number, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    bool is_read = rows_open(db, sql, values, &rows, err) && rows_step(db, &rows, &is_there, err);
    if (is_read)
        *number = is_there ? rows_int(&rows, 0) : fallback;
    rows_close(&rows);
    return is_read;
}

bool db_quick_check(struct db *db, const char *table, struct err *err)
{
    char sql[64];
    struct rows rows = {0};
    bool is_there = false;
    size_t n;
    snprintf(sql, sizeof sql, "PRAGMA quick_check(%s)", table);
    bool is_read = rows_open(db, sql, NO_VALUES, &rows, err) && rows_step(db, &rows, &is_there, err);
    bool is_good = is_read && is_there && strcmp(rows_text(&rows, 0, &n), "ok") == 0;
    rows_close(&rows);
    return is_good || (is_read && refused(db, SQLITE_CORRUPT, err));
}

static bool checkpoint(struct db *db, int mode, struct err *err)
{
    int result = sqlite3_wal_checkpoint_v2(db->handle, "main", mode, NULL, NULL);
    if (result == SQLITE_OK)
        db->log_pages = 0;
    return result == SQLITE_OK || refused(db, result, err);
}

bool db_checkpoint(struct db *db, struct err *err)
{
    return checkpoint(db, SQLITE_CHECKPOINT_RESTART, err);
}

bool db_empty_log(struct db *db, struct err *err)
{
    return checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE, err);
}

/* Zeros behind the last frame are no frame: what reads the log stops there. */
bool db_reserve_log(struct db *db, int64_t bytes, struct err *err)
{
    static const char zeros[64 * 1024];
    sqlite3_file *log = NULL;
    sqlite3_int64 size = 0;
    int result = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (result == SQLITE_OK && log->pMethods == NULL)
        return true; /* not opened yet */
    if (result == SQLITE_OK)
        result = log->pMethods->xFileSize(log, &size);
    if (result == SQLITE_OK && size >= bytes)
        return true;
    for (; result == SQLITE_OK && size < bytes; size += (sqlite3_int64)sizeof zeros)
        result = log->pMethods->xWrite(log, zeros, sizeof zeros, size);
    if (result == SQLITE_OK)
        result = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    return result == SQLITE_OK || refused(db, result, err);
}

int db_changes(struct db *db)
{
    return sqlite3_changes(db->handle);
}

void db_forget(struct db *db)
{
    sqlite3_db_release_memory(db->handle);
}
