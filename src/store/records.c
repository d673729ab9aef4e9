/* A stream's row and its lines change together. Invariant, in every committed state: stream.records and stream.details
 * count the rows of rec and what is forgotten (`gone`), seq is the highest of both, head the SHA-256 of the first line
 * that came with it. */
#include "store/records.h"

#include <string.h>

#include "base/str.h"
#include "store/forget.h"

static void take_hash(struct rows *rows, int column, uint8_t hash[VAULT_HASH_BYTES], size_t *n)
{
    const char *at = rows_text(rows, column, n);
    memcpy(hash, at, *n < VAULT_HASH_BYTES ? *n : VAULT_HASH_BYTES);
}

bool records_state(struct db *db, char stream, struct stream_state *state, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n = 0;
    bool is_read = rows_open(db,
                             "SELECT seq, records, details, acked, head, gone, gone_details, gone_up_to, gone_seq,"
                             " gone_head FROM stream WHERE name = ?",
                             VALUES(TEXT(&stream, 1)), &rows, err) &&
                   rows_step(db, &rows, &is_there, err);
    if (is_read && is_there) {
        *state = (struct stream_state){.seq = rows_int(&rows, 0),
                                       .records = rows_int(&rows, 1),
                                       .details = rows_int(&rows, 2),
                                       .acked = rows_int(&rows, 3),
                                       .gone = rows_int(&rows, 5),
                                       .gone_details = rows_int(&rows, 6),
                                       .gone_up_to = rows_int(&rows, 7),
                                       .gone_seq = rows_int(&rows, 8)};
        take_hash(&rows, 9, state->gone_head, &n);
        take_hash(&rows, 4, state->head, &n);
    }
    rows_close(&rows);
    if (is_read && (!is_there || n != VAULT_HASH_BYTES))
        return err_set(err, ERR_DAMAGED, "kiosk.db: stream", "The database of pledges is damaged.");
    return is_read;
}

bool records_held(struct db *db, int64_t *held, struct err *err)
{
    /* The totals count a quiz from the pool on. */
    return db_number(db, "SELECT sum(records - gone) - (SELECT count(*) FROM quiz_pool) FROM stream", NO_VALUES, 0,
                     held, err);
}

bool records_gone(struct db *db, int64_t *gone, struct err *err)
{
    return db_number(db, "SELECT sum(gone) FROM stream", NO_VALUES, 0, gone, err);
}

bool records_is_gone(struct db *db, const struct line_facts *facts, bool *is_gone, struct err *err)
{
    int64_t found = 0;
    bool is_read = db_number(db,
                             "SELECT count(*) FROM stream WHERE name = ?1 AND (?2 <= gone_up_to OR ?3 IN"
                             " (SELECT record_id FROM erased))",
                             VALUES(TEXT(&facts->stream, 1), INT(facts->seq), WORD(facts->record_id)), 0, &found, err);
    *is_gone = found > 0;
    return is_read;
}

static bool forget_too(struct db *db, const char *line, size_t n, struct err *err)
{
    struct forget forget;
    return !vault_read_forget(line, n, &forget) || forget_apply(db, &forget, err);
}

bool records_insert(struct db *db, const struct line_facts *facts, const char *line, size_t n, bool *is_new,
                    struct err *err)
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(line, n, hash);
    if (!db_run(db,
                "INSERT INTO rec (stream, seq, record_id, line) SELECT ?1, ?2, ?3, ?4 FROM stream WHERE name = ?1"
                " AND ?2 > gone_up_to AND ?3 NOT IN (SELECT record_id FROM erased) ON CONFLICT DO NOTHING",
                VALUES(TEXT(&facts->stream, 1), INT(facts->seq), WORD(facts->record_id), TEXT(line, n)), err))
        return false;
    *is_new = db_changes(db) > 0;
    if (!*is_new)
        return true;
    return db_run(db,
                  "UPDATE stream SET records = records + 1, details = details + ?1, seq = max(seq, ?2),"
                  " head = CASE WHEN ?2 > seq THEN ?3 ELSE head END WHERE name = ?4",
                  VALUES(INT(facts->has_details), INT(facts->seq), BLOB(hash, sizeof hash), TEXT(&facts->stream, 1)),
                  err) &&
           (!str_equal(facts->kind, FORGET_KIND) || forget_too(db, line, n, err));
}

/* Number and hash of the newest line that is left, or that was forgotten after it. */
static bool read_newest(struct db *db, char stream, int64_t *seq, uint8_t hash[VAULT_HASH_BYTES], struct err *err)
{
    struct rows rows = {0};
    struct stream_state state;
    bool is_there = false;
    size_t n = 0;
    bool is_read = records_state(db, stream, &state, err) &&
                   rows_open(db, "SELECT seq, line FROM rec WHERE stream = ? ORDER BY seq DESC, rowid LIMIT 1",
                             VALUES(TEXT(&stream, 1)), &rows, err) &&
                   rows_step(db, &rows, &is_there, err);
    if (!is_read) {
        rows_close(&rows);
        return false;
    }
    *seq = state.gone_seq;
    memcpy(hash, state.gone_head, VAULT_HASH_BYTES);
    if (is_there && rows_int(&rows, 0) > *seq) {
        *seq = rows_int(&rows, 0);
        const char *line = rows_text(&rows, 1, &n);
        vault_hash(line, n, hash);
    }
    rows_close(&rows);
    return true;
}

bool records_remove(struct db *db, const struct line_facts *facts, struct err *err)
{
    int64_t seq;
    uint8_t hash[VAULT_HASH_BYTES];
    if (!db_run(db, "DELETE FROM rec WHERE stream = ? AND seq = ? AND record_id = ?",
                VALUES(TEXT(&facts->stream, 1), INT(facts->seq), WORD(facts->record_id)), err))
        return false;
    if (db_changes(db) == 0)
        return true;
    return read_newest(db, facts->stream, &seq, hash, err) &&
           db_run(db,
                  "UPDATE stream SET records = records - 1, details = details - ?, seq = ?, head = ? WHERE name = ?",
                  VALUES(INT(facts->has_details), INT(seq), BLOB(hash, sizeof hash), TEXT(&facts->stream, 1)), err);
}

bool records_have(struct db *db, const struct line_facts *facts, const char *line, size_t n, bool *is_there,
                  struct err *err)
{
    int64_t found = 0;
    bool is_read = db_number(db, "SELECT count(*) FROM rec WHERE stream = ? AND seq = ? AND record_id = ? AND line = ?",
                             VALUES(TEXT(&facts->stream, 1), INT(facts->seq), WORD(facts->record_id), TEXT(line, n)), 0,
                             &found, err);
    *is_there = is_read && found > 0;
    return is_read;
}

/* One row of records_verify_newest; *has_head becomes true at the line that the stream's row speaks of. */
static bool verify_row(struct rows *rows, const struct vault *vault, const struct stream_state *state, bool *has_head,
                       struct err *err)
{
    struct line_facts facts;
    uint8_t hash[VAULT_HASH_BYTES];
    size_t n = 0;
    const char *line = rows_text(rows, 1, &n);
    if (!vault_verify_line(vault, line, n, &facts, err))
        return false;
    vault_hash(line, n, hash);
    *has_head = *has_head || (facts.seq == state->seq && memcmp(hash, state->head, sizeof hash) == 0);
    if (facts.seq != rows_int(rows, 0) || facts.seq > state->seq)
        return err_set(err, ERR_DAMAGED, "kiosk.db: rec", "The database of pledges is damaged.");
    return true;
}

bool records_verify_newest(struct db *db, const struct vault *vault, char stream, int count, struct err *err)
{
    struct stream_state state;
    struct rows rows = {0};
    bool is_there = false, has_head = false;
    if (!records_state(db, stream, &state, err))
        return false;
    bool is_good = rows_open(db, "SELECT seq, line FROM rec WHERE stream = ? ORDER BY seq DESC LIMIT ?",
                             VALUES(TEXT(&stream, 1), INT(count)), &rows, err) &&
                   rows_step(db, &rows, &is_there, err);
    while (is_good && is_there)
        is_good = verify_row(&rows, vault, &state, &has_head, err) && rows_step(db, &rows, &is_there, err);
    rows_close(&rows);
    has_head = has_head || (state.seq > 0 && state.seq == state.gone_seq &&
                            memcmp(state.head, state.gone_head, sizeof state.head) == 0);
    if (is_good && has_head != (state.records > 0))
        return err_set(err, ERR_DAMAGED, "kiosk.db: stream", "The database of pledges is damaged.");
    return is_good;
}

bool records_set_journal_bytes(struct db *db, int64_t bytes, struct err *err)
{
    return db_run(db, "UPDATE meta SET value = ? WHERE name = 'journal_bytes'", VALUES(INT(bytes)), err);
}

bool records_journal_is_new(struct db *db, int64_t bytes, struct err *err)
{
    return db_run(db,
                  "UPDATE meta SET value = CASE name WHEN 'journal_bytes' THEN ? ELSE 0 END"
                  " WHERE name IN ('journal_bytes', 'journal_stale')",
                  VALUES(INT(bytes)), err);
}

bool records_each(struct db *db, store_visit *visit, void *arg, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n = 0;
    bool is_good = rows_open(db, "SELECT line FROM rec ORDER BY stream, seq, record_id", NO_VALUES, &rows, err) &&
                   rows_step(db, &rows, &is_there, err);
    while (is_good && is_there) {
        const char *line = rows_text(&rows, 0, &n);
        is_good = visit(line, n, arg, err) && rows_step(db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}
