/* chapter.db, written. The tables:
 *
 *   record   one row a line; key (record_id, sha256), so that two lines claiming one id are both kept and marked. line
 * is NULL once erased: id, hash and place in the chain stay. Not unique by number: a cloned card claims numbers twice
 *   kiosk    the newest signed configuration of each kiosk
 *   erased   record ids that are forgotten, each with the signed line that says so
 *   outbox   how far a record came at each target
 *   fork     the lowest number of a stream from which on it is not one chain: two lines claim it, or it does not join
 *            the line before. A set of lines has one such number, whatever the order in which they came */
#include "store/chapter.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/chapter_inside.h"

#define CHAPTER_NAME "chapter.db"

enum { CHAPTER_APPLICATION_ID = 0x485a4331, CHAPTER_VERSION = 2 }; /* "HZC1" */

static const char schema[] =
    "CREATE TABLE record (record_id TEXT NOT NULL, sha256 BLOB NOT NULL, kiosk TEXT NOT NULL, stream TEXT NOT NULL,"
    "  seq INTEGER NOT NULL, prev BLOB NOT NULL, kind TEXT NOT NULL, chapter TEXT NOT NULL, event TEXT NOT NULL,"
    "  form TEXT NOT NULL, wall INTEGER NOT NULL, src INTEGER NOT NULL, demo INTEGER NOT NULL,"
    "  details INTEGER NOT NULL, conflict INTEGER NOT NULL, line TEXT, PRIMARY KEY (record_id, sha256)) STRICT;"
    "CREATE INDEX record_chain ON record (kiosk, stream, seq);"
    "CREATE TABLE kiosk (kiosk TEXT PRIMARY KEY, public_key BLOB NOT NULL, label TEXT NOT NULL,"
    "  version INTEGER NOT NULL, revoked INTEGER NOT NULL, up_to INTEGER NOT NULL, forks INTEGER NOT NULL,"
    "  config TEXT NOT NULL, sha256 BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE fork (kiosk TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,"
    "  PRIMARY KEY (kiosk, stream)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE erased (record_id TEXT PRIMARY KEY, line TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE outbox (target TEXT NOT NULL, record_id TEXT NOT NULL, state INTEGER NOT NULL, at INTEGER NOT NULL,"
    "  PRIMARY KEY (target, record_id)) STRICT, WITHOUT ROWID;"
    "PRAGMA application_id = 1213874993; PRAGMA user_version = 2;";

_Static_assert(CHAPTER_APPLICATION_ID == 1213874993, "as in the schema");

static bool check_schema(struct db *db, struct err *err)
{
    int64_t application = 0, version = 0;
    if (!db_number(db, "PRAGMA application_id", NO_VALUES, 0, &application, err) ||
        !db_number(db, "PRAGMA user_version", NO_VALUES, 0, &version, err))
        return false;
    if (application == 0 && version == 0) /* new, or cut while it was made */
        return db_script(db, "BEGIN IMMEDIATE", err) && db_script(db, schema, err) && db_script(db, "COMMIT", err);
    if (application != CHAPTER_APPLICATION_ID)
        return err_set(err, ERR_FOREIGN, CHAPTER_NAME, "The file chapter.db is the database of another program.");
    if (version != CHAPTER_VERSION)
        return err_set(err, ERR_FOREIGN, CHAPTER_NAME,
                       "The file chapter.db was written by another version of this "
                       "program: use the newest.");
    return true;
}

/* Conflicts: an equal id and another hash; the line is dropped here already when it was erased elsewhere. */
static const char add_sql[] = "INSERT INTO record SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                              " EXISTS (SELECT 1 FROM record WHERE record_id = ?1 AND sha256 <> ?2),"
                              " CASE WHEN EXISTS (SELECT 1 FROM erased WHERE record_id = ?1) THEN NULL ELSE ?15 END"
                              " WHERE true ON CONFLICT DO NOTHING RETURNING conflict";
static const char twins_sql[] = "UPDATE record SET conflict = 1 WHERE record_id = ?";
/* Neighbours that do not fit: another line of the number, one before that is not `prev`, one behind that names another.
 * (Where one before does fit beside it, that number itself is given twice, and lower.) */
static const char fork_sql[] =
    "INSERT INTO fork SELECT ?1, ?2, min(max(seq, ?3)) FROM record WHERE kiosk = ?1 AND stream = ?2 AND"
    " seq BETWEEN ?3 - 1 AND ?3 + 1 AND CASE seq WHEN ?3 THEN sha256 <> ?4 WHEN ?3 - 1 THEN sha256 <> ?5"
    " ELSE prev <> ?4 END HAVING count(*) > 0"
    " ON CONFLICT (kiosk, stream) DO UPDATE SET seq = min(seq, excluded.seq)";
static const char state_sql[] = "INSERT INTO outbox VALUES (?, ?, ?, ?) ON CONFLICT (target, record_id) DO UPDATE"
                                " SET state = excluded.state, at = excluded.at";

static bool prepare(struct chapter *chapter, struct err *err)
{
    struct db *db = &chapter->db;
    return rows_open(db, add_sql, NO_VALUES, &chapter->add, err) &&
           rows_open(db, twins_sql, NO_VALUES, &chapter->twins, err) &&
           rows_open(db, fork_sql, NO_VALUES, &chapter->fork, err) &&
           rows_open(db, state_sql, NO_VALUES, &chapter->state, err);
}

bool chapter_open(const char *folder, bool may_create, struct chapter **chapter, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct chapter *made = mem_alloc(sizeof *made);
    file_join(path, folder, CHAPTER_NAME);
    if (!file_exists(path) && !may_create) {
        free(made);
        return err_set(err, ERR_MISSING, path, "There are no records yet: `hamawaz keygen`, `enrol`, `import`.");
    }
    bool is_new = file_size(path) <= 0; /* of no size: cut while it was made */
    if (db_open(path, is_new, &made->db, err) && check_schema(&made->db, err) && prepare(made, err)) {
        *chapter = made;
        return true;
    }
    chapter_close(made);
    return false;
}

void chapter_close(struct chapter *chapter)
{
    if (chapter == NULL)
        return;
    rows_close(&chapter->add);
    rows_close(&chapter->twins);
    rows_close(&chapter->fork);
    rows_close(&chapter->state);
    db_close(&chapter->db, true);
    free(chapter);
}

bool chapter_begin(struct chapter *chapter, struct err *err)
{
    return db_script(&chapter->db, "BEGIN IMMEDIATE", err);
}

/* A log that has grown is written back now: there is no idle moment later. */
bool chapter_commit(struct chapter *chapter, struct err *err)
{
    return db_script(&chapter->db, "COMMIT", err) && db_checkpoint(&chapter->db, err);
}

void chapter_rollback(struct chapter *chapter)
{
    if (!db_script(&chapter->db, "ROLLBACK", NULL))
        return; /* SQLite has rolled back already, as it does on a full disk */
}

/* Runs a prepared statement to its end; *answer is the first column of its first row, if there is one. */
static bool run(struct chapter *chapter, struct rows *rows, struct values values, int64_t *answer, struct err *err)
{
    bool is_there = false;
    bool is_run = rows_again(&chapter->db, rows, values, err) && rows_step(&chapter->db, rows, &is_there, err);
    if (is_run && is_there) {
        *answer = rows_int(rows, 0);
        is_run = rows_step(&chapter->db, rows, &is_there, err);
    }
    return is_run && rows_again(&chapter->db, rows, NO_VALUES, err); /* an open statement would hold COMMIT back */
}

bool chapter_add(struct chapter *chapter, const struct line_facts *facts, const char *line, size_t n,
                 enum chapter_added *how, uint8_t sha256[VAULT_HASH_BYTES], struct err *err)
{
    int64_t conflict = -1, none = 0;
    vault_hash(line, n, sha256);
    if (!run(chapter, &chapter->add,
             VALUES(WORD(facts->record_id), BLOB(sha256, VAULT_HASH_BYTES), WORD(facts->kiosk), TEXT(&facts->stream, 1),
                    INT(facts->seq), BLOB(facts->prev, VAULT_HASH_BYTES), WORD(facts->kind), WORD(facts->chapter),
                    WORD(facts->event), WORD(facts->form), INT(facts->wall_s), INT(facts->source),
                    INT(facts->is_demonstration), INT(facts->has_details && facts->has_box), TEXT(line, n)),
             &conflict, err))
        return false;
    *how = conflict < 0 ? CHAPTER_HELD : conflict > 0 ? CHAPTER_CONFLICT : CHAPTER_NEW;
    if (*how == CHAPTER_HELD)
        return true;
    return (*how == CHAPTER_NEW || run(chapter, &chapter->twins, VALUES(WORD(facts->record_id)), &none, err)) &&
           run(chapter, &chapter->fork,
               VALUES(WORD(facts->kiosk), TEXT(&facts->stream, 1), INT(facts->seq), BLOB(sha256, VAULT_HASH_BYTES),
                      BLOB(facts->prev, VAULT_HASH_BYTES)),
               &none, err);
}

bool chapter_put_kiosk(struct chapter *chapter, const struct chapter_kiosk *kiosk,
                       const uint8_t public_key[VAULT_KEY_BYTES], const char *config, size_t n, struct err *err)
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(config, n, hash);
    return db_run(&chapter->db,
                  "INSERT INTO kiosk VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kiosk) DO UPDATE SET"
                  " label = excluded.label, version = excluded.version, revoked = excluded.revoked,"
                  " up_to = excluded.up_to, forks = excluded.forks, config = excluded.config, sha256 = excluded.sha256"
                  " WHERE (excluded.version, excluded.sha256) > (version, sha256)",
                  VALUES(WORD(kiosk->id), BLOB(public_key, VAULT_KEY_BYTES), WORD(kiosk->label), INT(kiosk->version),
                         INT(kiosk->is_revoked), INT(kiosk->trusted_up_to), INT(kiosk->keeps_forks), TEXT(config, n),
                         BLOB(hash, sizeof hash)),
                  err);
}

bool chapter_erase(struct chapter *chapter, const char *record_id, const char *line, size_t n, struct err *err)
{
    return db_run(&chapter->db, "INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING",
                  VALUES(WORD(record_id), TEXT(line, n)), err) &&
           db_run(&chapter->db, "UPDATE record SET line = NULL WHERE record_id = ?", VALUES(WORD(record_id)), err);
}

bool chapter_set_state(struct chapter *chapter, const char *target, const char *record_id, enum outbox_state state,
                       int64_t now_s, struct err *err)
{
    int64_t none = 0;
    return run(chapter, &chapter->state, VALUES(WORD(target), WORD(record_id), INT(state), INT(now_s)), &none, err);
}
