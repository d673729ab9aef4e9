/* What goes leaves a line that says so (vault/forget.h), which is kept like any other: it enters database and journal
 * together, and within the transaction that inserts it the forgotten rows are deleted. So there is one instant at which
 * they are gone; a cut before it forgets nothing, and one behind it leaves at most old lines in the journal, which
 * `journal_stale` remembers: whoever meets them leaves them out and writes the journal anew.
 *
 * Nothing goes that no receipt covers, except when the chapter itself asks for it. */
#include "store/forget.h"

#include <string.h>

#include "base/str.h"
#include "store/inside.h"

enum { MOST_AT_ONCE = 500, DAY_S = 24 * 60 * 60 };

/* Rows that a forgetting covers. */
struct covered {
    int64_t records, details, acked;
    int64_t seq; /* of the last; its line's hash */
    uint8_t hash[VAULT_HASH_BYTES];
    char stream;
};

static void cover(struct covered *covered, struct rows *rows)
{
    size_t n = 0;
    const char *line = rows_text(rows, 2, &n);
    covered->records++;
    covered->details += vault_has_details(line, n);
    covered->acked += rows_int(rows, 3);
    covered->seq = rows_int(rows, 1);
    vault_hash(line, n, covered->hash);
    covered->stream = rows_text(rows, 0, &n)[0];
}

/* Numbers up to one, and one record. */
#define COVERED " FROM rec WHERE stream = ?1 AND (seq <= ?2 OR record_id = ?3) "
static const char covered_sql[] = "SELECT stream, seq, line, acked_at IS NOT NULL" COVERED "ORDER BY seq";

/* `sql` gives what covered_sql does. */
static bool find_covered(struct db *db, const char *sql, struct values values, struct covered *covered, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    *covered = (struct covered){0};
    bool is_good = rows_open(db, sql, values, &rows, err) && rows_step(db, &rows, &is_there, err);
    while (is_good && is_there) {
        cover(covered, &rows);
        is_good = rows_step(db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool forget_apply(struct db *db, const struct forget *forget, struct err *err)
{
    struct covered now;
    struct values which = VALUES(TEXT(&forget->stream, 1), INT(forget->up_to), WORD(forget->record_id));
    return find_covered(db, covered_sql, which, &now, err) && db_run(db, "DELETE" COVERED, which, err) &&
           db_run(db, "INSERT INTO erased SELECT ?, ?, ?, ? WHERE ?1 <> '' ON CONFLICT DO NOTHING",
                  VALUES(WORD(forget->record_id), TEXT(&forget->stream, 1), INT(forget->seq),
                         BLOB(forget->hash, VAULT_HASH_BYTES)),
                  err) &&
           /* Totals counted the rows already, unless they come from a store that is rebuilt without them. */
           db_run(db,
                  "UPDATE stream SET records = records + max(?2 - gone, 0) - ?4, details = details"
                  " + max(?3 - gone_details, 0) - ?5, acked = acked + max(?2 - gone, 0) - ?6, gone = max(gone, ?2),"
                  " gone_details = max(gone_details, ?3), gone_up_to = max(gone_up_to, ?7),"
                  " head = CASE WHEN ?8 > seq THEN ?9 ELSE head END, seq = max(seq, ?8),"
                  " gone_head = CASE WHEN ?8 > gone_seq THEN ?9 ELSE gone_head END, gone_seq = max(gone_seq, ?8)"
                  " WHERE name = ?1",
                  VALUES(TEXT(&forget->stream, 1), INT(forget->records), INT(forget->details), INT(now.records),
                         INT(now.details), INT(now.acked), INT(forget->up_to), INT(forget->seq),
                         BLOB(forget->hash, VAULT_HASH_BYTES)),
                  err) &&
           db_run(db, "UPDATE meta SET value = 1 WHERE name = 'journal_stale'", NO_VALUES, err);
}

/* As any record is kept, but it may stay when saving it failed half-way: it asks for nothing that was not wanted. */
static bool keep(struct store *store, const struct line_facts *facts, const struct str *line, struct err *err)
{
    struct db *db = &store->db;
    bool is_new = false;
    int64_t after = store->journal.length + (int64_t)line->length + 1;
    return (db_script(db, "BEGIN IMMEDIATE", err) && records_insert(db, facts, line->at, line->length, &is_new, err) &&
            records_set_journal_bytes(db, after, err) && journal_add(&store->journal, line->at, line->length, err) &&
            journal_flush(&store->journal, err) && db_script(db, "COMMIT", err)) ||
           store_fail(store);
}

static bool forget_covered(struct store *store, const struct covered *covered, int64_t up_to, const char *record_id,
                           struct err *err)
{
    struct stamp stamp;
    struct stream_state state;
    struct str line = {0};
    struct line_facts facts = {.stream = 'a', .kind = FORGET_KIND};
    if (!store_make_room(store, err) || !store_make_stamp(store, 'a', &stamp, err) ||
        !records_state(&store->db, covered->stream, &state, err))
        return false;
    struct forget forget = {.stream = covered->stream,
                            .up_to = up_to > state.gone_up_to ? up_to : state.gone_up_to,
                            .seq = covered->seq,
                            .records = state.gone + covered->records,
                            .details = state.gone_details + covered->details};
    memcpy(forget.hash, covered->hash, sizeof forget.hash);
    (void)str_copy(forget.record_id, sizeof forget.record_id, record_id);
    facts.seq = stamp.seq;
    bool is_kept = vault_forget_line(store->vault, &stamp, &forget, &line, facts.record_id, err) &&
                   keep(store, &facts, &line, err);
    str_finish(&line);
    return is_kept;
}

/* The highest number up to which all pledges may go. A number that was given twice stays, and all behind it: a receipt
 * speaks of one of the two. */
static bool find_old(struct store *store, int64_t before_s, int64_t *up_to, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false, is_twin = false;
    int64_t last = 0;
    *up_to = 0;
    bool is_good =
        rows_open(&store->db,
                  "SELECT seq, coalesce(acked_at, ?1) < ?1 FROM rec WHERE stream = 'p' ORDER BY seq LIMIT ?2",
                  VALUES(INT(before_s), INT(MOST_AT_ONCE + 1)), &rows, err) &&
        rows_step(&store->db, &rows, &is_there, err);
    for (int i = 0; is_good && is_there && !is_twin; i++) {
        int64_t seq = rows_int(&rows, 0);
        is_twin = seq == last;
        last = seq;
        if (!is_twin && (i == MOST_AT_ONCE || rows_int(&rows, 1) == 0))
            break;
        *up_to = is_twin ? seq - 1 : seq;
        is_good = rows_step(&store->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool store_forget_old(struct store *store, int days, int64_t *count, struct err *err)
{
    struct covered covered;
    int64_t up_to = 0, now_s = clock_wall_s(store->clock);
    *count = 0;
    if (store->time_source <= TIME_SAVED || !clock_is_plausible(now_s))
        return true;
    if (!store_ready(store, err) || !find_old(store, now_s - (int64_t)days * DAY_S, &up_to, err))
        return false;
    if (up_to == 0)
        return true;
    bool is_good = find_covered(&store->db, covered_sql, VALUES(WORD("p"), INT(up_to), WORD("")), &covered, err) &&
                   (covered.records == 0 || forget_covered(store, &covered, up_to, "", err));
    *count = is_good ? covered.records : 0;
    return is_good;
}

bool store_erase(struct store *store, const char *record_id, bool *was_there, struct err *err)
{
    struct covered covered;
    *was_there = false;
    if (!store_ready(store, err) ||
        !find_covered(&store->db,
                      "SELECT stream, seq, line, acked_at IS NOT NULL FROM rec WHERE rowid IN"
                      " (SELECT rowid FROM rec WHERE record_id = ?)",
                      VALUES(WORD(record_id)), &covered, err))
        return false;
    *was_there = covered.records > 0 && covered.stream != 'a';
    return !*was_there || forget_covered(store, &covered, 0, record_id, err);
}

bool store_finish_forgetting(struct store *store, struct err *err)
{
    int64_t is_stale = 0;
    if (!store_ready(store, err) ||
        !db_number(&store->db, "SELECT value FROM meta WHERE name = 'journal_stale'", NO_VALUES, 0, &is_stale, err))
        return false;
    return is_stale == 0 || (recover_drop_forgotten(store, err) && db_empty_log(&store->db, err)) || store_fail(store);
}
