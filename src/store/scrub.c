/* A walk over the lines in the order of their key, which reads the index and the table; and one over the journal. Each
 * line must carry a signature that holds. The quiz pool has none: its table is checked as a whole, once a round. */
#include "store/scrub.h"

#include <string.h>

#include "store/inside.h"

enum { LINES_A_STEP = 32 };

static bool verify_row(struct rows *rows, const struct vault *vault, struct scrub *scrub, struct err *err)
{
    struct line_facts facts;
    size_t n = 0, id_n = 0, stream_n = 0;
    const char *stream = rows_text(rows, 0, &stream_n), *id = rows_text(rows, 2, &id_n), *line = rows_text(rows, 3, &n);
    if (!vault_verify_line(vault, line, n, &facts, err))
        return false;
    if (facts.stream != stream[0] || facts.seq != rows_int(rows, 1) || strcmp(facts.record_id, id) != 0)
        return err_set(err, ERR_DAMAGED, "kiosk.db: rec", "The database of pledges is damaged.");
    scrub->stream = facts.stream;
    scrub->seq = facts.seq;
    memcpy(scrub->record_id, facts.record_id, sizeof scrub->record_id);
    return true;
}

bool scrub_database(struct store *store, struct err *err)
{
    struct scrub *scrub = &store->scrub;
    struct rows rows = {0};
    bool is_there = false;
    size_t stream_n = scrub->stream != '\0';
    db_forget(&store->db);
    bool is_good = rows_open(&store->db,
                             "SELECT stream, seq, record_id, line FROM rec WHERE (stream, seq, record_id) > (?, ?, ?)"
                             " ORDER BY stream, seq, record_id LIMIT ?",
                             VALUES(TEXT(&scrub->stream, stream_n), INT(scrub->seq), WORD(scrub->record_id),
                                    INT(LINES_A_STEP)),
                             &rows, err) &&
                   rows_step(&store->db, &rows, &is_there, err);
    int seen = 0;
    for (; is_good && is_there; seen++)
        is_good = verify_row(&rows, store->vault, scrub, err) && rows_step(&store->db, &rows, &is_there, err);
    rows_close(&rows);
    if (!is_good || seen == LINES_A_STEP)
        return is_good;
    scrub->stream = '\0';
    return db_quick_check(&store->db, "quiz_pool", err);
}

struct look {
    struct store *store;
    int seen;
    bool is_good;
};

static bool look_at_line(const struct journal_line *line, void *arg)
{
    struct look *look = arg;
    struct line_facts facts;
    struct err err;
    look->is_good = line->is_ended && vault_verify_line(look->store->vault, line->text, line->n, &facts, &err);
    look->store->scrub.journal_at = line->offset + (int64_t)line->n + 1;
    return look->is_good && ++look->seen < LINES_A_STEP;
}

bool scrub_journal(struct store *store, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct look look = {.store = store, .is_good = true};
    file_join(path, store->folder, JOURNAL_NAME);
    if (store->scrub.journal_at >= store->journal.length)
        store->scrub.journal_at = 0;
    if (!journal_walk(path, store->scrub.journal_at, look_at_line, &look, err))
        return false;
    return look.is_good || err_set(err, ERR_DAMAGED, JOURNAL_NAME, "The second copy of the pledges is damaged.");
}
