/* Reading out what must still travel, and sealing the quiz pool.
 *
 * A quiz leaves the pool and enters rec and the journal in one transaction, as a pledge does. A cut between the
 * journal's flush and COMMIT leaves its line in the journal alone; the next start takes it up, and the pool's row,
 * whose key is the line's id, is then dropped here: no quiz counts twice. */
#include "store/outgoing.h"

#include <string.h>

#include "store/inside.h"

static bool each_of(struct db *db, const char *sql, struct values values, store_visit *visit, void *arg,
                    struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n = 0;
    bool is_good = rows_open(db, sql, values, &rows, err) && rows_step(db, &rows, &is_there, err);
    while (is_good && is_there) {
        const char *line = rows_text(&rows, 0, &n);
        is_good = visit(line, n, arg, err) && rows_step(db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool store_each_unreceived(struct store *store, char stream, store_visit *visit, void *arg, struct err *err)
{
    return store_ready(store, err) &&
           each_of(&store->db, "SELECT line FROM rec WHERE stream = ? AND acked_at IS NULL ORDER BY seq, record_id",
                   VALUES(TEXT(&stream, 1)), visit, arg, err);
}

bool store_count_unreceived(struct store *store, char stream, int64_t *count, struct err *err)
{
    return store_ready(store, err) &&
           db_number(&store->db, "SELECT count(*) FROM rec WHERE stream = ? AND acked_at IS NULL",
                     VALUES(TEXT(&stream, 1)), 0, count, err);
}

struct wanted {
    const uint8_t *hash;
    bool is_found;
};

static bool compare(const char *line, size_t n, void *arg, struct err *err)
{
    struct wanted *wanted = arg;
    uint8_t hash[VAULT_HASH_BYTES];
    (void)err;
    vault_hash(line, n, hash);
    wanted->is_found = wanted->is_found || memcmp(hash, wanted->hash, sizeof hash) == 0;
    return true;
}

bool store_has_line(struct store *store, char stream, int64_t seq, const uint8_t hash[VAULT_HASH_BYTES], bool *has,
                    struct err *err)
{
    struct wanted wanted = {hash, false};
    int64_t gone = 0;
    bool is_read = store_ready(store, err) &&
                   each_of(&store->db, "SELECT line FROM rec WHERE stream = ? AND seq = ?",
                           VALUES(TEXT(&stream, 1), INT(seq)), compare, &wanted, err) &&
                   db_number(&store->db,
                             "SELECT count(*) FROM stream WHERE name = ?1 AND (?2 BETWEEN 1 AND gone_up_to OR EXISTS"
                             " (SELECT 1 FROM erased WHERE stream = ?1 AND seq = ?2 AND sha256 = ?3))",
                             VALUES(TEXT(&stream, 1), INT(seq), BLOB(hash, VAULT_HASH_BYTES)), 0, &gone, err);
    *has = wanted.is_found || gone > 0;
    return is_read;
}

/* One row of the pool. */
struct quiz {
    char record_id[VAULT_RECORD_ID_MAX], event[STORE_EVENT_MAX];
    struct str answers;
};

static bool next_quiz(struct db *db, struct quiz *quiz, bool *is_there, struct err *err)
{
    struct rows rows = {0};
    size_t n = 0;
    bool is_read = rows_open(db, "SELECT record_id, event, answers FROM quiz_pool ORDER BY record_id LIMIT 1",
                             NO_VALUES, &rows, err) &&
                   rows_step(db, &rows, is_there, err);
    if (is_read && *is_there) {
        (void)str_copy(quiz->record_id, sizeof quiz->record_id, rows_text(&rows, 0, &n));
        (void)str_copy(quiz->event, sizeof quiz->event, rows_text(&rows, 1, &n));
        const char *answers = rows_text(&rows, 2, &n);
        str_clear(&quiz->answers);
        str_append(&quiz->answers, answers, n);
    }
    rows_close(&rows);
    return is_read;
}

/* Totals counted the quiz when it was played, and records_insert counts its line. */
static bool leave_pool(struct db *db, const char *record_id, struct err *err)
{
    return db_run(db, "DELETE FROM quiz_pool WHERE record_id = ?", VALUES(WORD(record_id)), err) &&
           db_script(db, "UPDATE stream SET records = records - 1 WHERE name = 'q'", err);
}

static bool keep(struct store *store, const struct line_facts *facts, const struct str *line, struct err *err)
{
    struct db *db = &store->db;
    int64_t before = store->journal.length, after = before + (int64_t)line->length + 1;
    bool is_new = false;
    if (db_script(db, "BEGIN IMMEDIATE", err) && records_insert(db, facts, line->at, line->length, &is_new, err) &&
        leave_pool(db, facts->record_id, err) && records_set_journal_bytes(db, after, err) &&
        journal_add(&store->journal, line->at, line->length, err) && journal_flush(&store->journal, err) &&
        db_script(db, "COMMIT", err))
        return true;
    store->unsaved = (struct unsaved){.is_there = true, .facts = *facts, .journal_length = before};
    return store_fail(store);
}

static bool seal(struct store *store, struct quiz *quiz, struct err *err)
{
    struct stamp stamp;
    struct str line = {0};
    bool is_kept = store_make_room(store, err) && store_make_stamp(store, 'q', &stamp, err);
    stamp.event = quiz->event;
    is_kept = is_kept && vault_plain_line(store->vault, &stamp, "quiz", quiz->answers.at, &line, quiz->record_id, err);
    if (is_kept) {
        struct line_facts facts = {.stream = 'q', .seq = stamp.seq};
        memcpy(facts.record_id, quiz->record_id, sizeof facts.record_id);
        is_kept = keep(store, &facts, &line, err);
    }
    str_finish(&line);
    return is_kept;
}

/* Rows whose line stands already. */
static bool drop_sealed(struct store *store, struct err *err)
{
    struct db *db = &store->db;
    return (db_script(db, "BEGIN IMMEDIATE", err) &&
            db_script(db,
                      "UPDATE stream SET records = records - (SELECT count(*) FROM quiz_pool WHERE record_id IN"
                      " (SELECT record_id FROM rec WHERE stream = 'q')) WHERE name = 'q';"
                      "DELETE FROM quiz_pool WHERE record_id IN (SELECT record_id FROM rec WHERE stream = 'q')",
                      err) &&
            db_script(db, "COMMIT", err)) ||
           store_fail(store);
}

bool store_seal_quizzes(struct store *store, struct err *err)
{
    struct quiz quiz = {0};
    bool is_there = true;
    bool is_good = store_ready(store, err) && drop_sealed(store, err);
    while (is_good && is_there) {
        is_good = next_quiz(&store->db, &quiz, &is_there, err);
        is_good = is_good && (!is_there || seal(store, &quiz, err));
    }
    str_finish(&quiz.answers);
    return is_good;
}
