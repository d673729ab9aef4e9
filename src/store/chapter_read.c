/* chapter.db, read. Everything streams in an order that the contents decide, never the order of arrival. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/chapter_inside.h"
#include "vault/signed.h"

enum { BRANCHES_MAX = 16 };

static void take(struct rows *rows, int column, char *to, size_t room)
{
    size_t n;
    (void)str_copy(to, room, rows_text(rows, column, &n));
}

void chapter_read_row(struct rows *rows, struct chapter_row *row)
{
    size_t n;
    struct line_facts *facts = &row->facts;
    take(rows, 0, facts->record_id, sizeof facts->record_id);
    take(rows, 1, facts->kiosk, sizeof facts->kiosk);
    facts->stream = rows_text(rows, 2, &n)[0];
    facts->seq = rows_int(rows, 3);
    take(rows, 4, facts->kind, sizeof facts->kind);
    take(rows, 5, facts->chapter, sizeof facts->chapter);
    take(rows, 6, facts->event, sizeof facts->event);
    take(rows, 7, facts->form, sizeof facts->form);
    facts->wall_s = rows_int(rows, 8);
    facts->source = (enum time_source)rows_int(rows, 9);
    facts->has_details = rows_int(rows, 10) != 0;
    row->line = rows_text(rows, 11, &row->n);
    row->sha256 = (const uint8_t *)rows_text(rows, 12, &n);
}

bool chapter_each_row(struct chapter *chapter, const char *sql, struct values values, chapter_visit *visit, void *arg,
                      struct err *err)
{
    struct rows rows = {0};
    struct chapter_row row = {0};
    bool is_there = false;
    bool is_good = rows_open(&chapter->db, sql, values, &rows, err) && rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there) {
        chapter_read_row(&rows, &row);
        is_good = visit(&row, arg, err) && rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool chapter_each(struct chapter *chapter, chapter_visit *visit, void *arg, struct err *err)
{
    return chapter_each_row(chapter, "SELECT" ROW_COLUMNS "FROM" COUNTED "ORDER BY r.record_id", NO_VALUES, visit, arg,
                            err);
}

bool chapter_each_person(struct chapter *chapter, const char *event, chapter_visit *visit, void *arg, struct err *err)
{
    const char *of = event != NULL ? event : "";
    return chapter_each_row(
        chapter,
        "SELECT" ROW_COLUMNS "FROM" COUNTED
        "AND r.kind = 'pledge' AND r.details = 1 AND (?1 = '' OR r.event = ?1) ORDER BY r.record_id",
        VALUES(WORD(of)), visit, arg, err);
}

bool chapter_each_outgoing(struct chapter *chapter, const char *target, enum outbox_state state, const char *after_id,
                           int64_t most, chapter_visit *visit, void *arg, struct err *err)
{
    return chapter_each_row(chapter,
                            "SELECT" ROW_COLUMNS "FROM" COUNTED
                            "AND r.record_id > ?3 AND coalesce((SELECT o.state FROM outbox o WHERE o.target = ?1"
                            " AND o.record_id = r.record_id), 0) = ?2 ORDER BY r.record_id LIMIT ?4",
                            VALUES(WORD(target), INT(state), WORD(after_id), INT(most)), visit, arg, err);
}

bool chapter_find_kiosk(struct chapter *chapter, const char *id, uint8_t public_key[VAULT_KEY_BYTES], bool *is_there,
                        struct err *err)
{
    struct rows rows = {0};
    size_t n = 0;
    bool is_read =
        rows_open(&chapter->db, "SELECT public_key FROM kiosk WHERE kiosk = ?", VALUES(WORD(id)), &rows, err) &&
        rows_step(&chapter->db, &rows, is_there, err);
    if (is_read && *is_there) {
        const char *key = rows_text(&rows, 0, &n);
        *is_there = n == VAULT_KEY_BYTES;
        if (*is_there)
            memcpy(public_key, key, n);
    }
    rows_close(&rows);
    return is_read;
}

bool chapter_each_kiosk(struct chapter *chapter, chapter_kiosk_visit *visit, void *arg, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n;
    bool is_good =
        rows_open(&chapter->db, "SELECT kiosk, label, version, up_to, revoked, config, forks FROM kiosk ORDER BY kiosk",
                  NO_VALUES, &rows, err) &&
        rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there) {
        struct chapter_kiosk kiosk = {.version = rows_int(&rows, 2),
                                      .trusted_up_to = rows_int(&rows, 3),
                                      .is_revoked = rows_int(&rows, 4) != 0,
                                      .keeps_forks = rows_int(&rows, 6) != 0};
        take(&rows, 0, kiosk.id, sizeof kiosk.id);
        take(&rows, 1, kiosk.label, sizeof kiosk.label);
        const char *config = rows_text(&rows, 5, &n);
        is_good = visit(&kiosk, config, n, arg, err) && rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool chapter_each_erasure(struct chapter *chapter,
                          bool (*visit)(const char *line, size_t n, void *arg, struct err *err), void *arg,
                          struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n;
    bool is_good = rows_open(&chapter->db, "SELECT line FROM erased ORDER BY record_id", NO_VALUES, &rows, err) &&
                   rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there) {
        const char *line = rows_text(&rows, 0, &n);
        is_good = visit(line, n, arg, err) && rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

/* The walk along one stream. At each number stand the hashes of the lines there that join on to number 1. */
struct walk {
    int64_t seq; /* of `joined`; what comes next is compared with the number before it in `before` */
    size_t before_count, joined_count;
    uint8_t before[BRANCHES_MAX][VAULT_HASH_BYTES], joined[BRANCHES_MAX][VAULT_HASH_BYTES];
    int64_t wanted_seq;
    const uint8_t *wanted;
    bool has_wanted;
    int64_t single_up_to; /* the longest beginning without a fork */
    uint8_t single[VAULT_HASH_BYTES];
};

static bool holds(uint8_t hashes[BRANCHES_MAX][VAULT_HASH_BYTES], size_t count, const uint8_t *hash)
{
    for (size_t i = 0; i < count; i++) {
        if (memcmp(hashes[i], hash, VAULT_HASH_BYTES) == 0)
            return true;
    }
    return false;
}

/* All lines of walk->seq were seen. */
static void end_number(struct walk *walk)
{
    if (walk->joined_count == 1 && walk->single_up_to == walk->seq - 1) {
        walk->single_up_to = walk->seq;
        memcpy(walk->single, walk->joined[0], VAULT_HASH_BYTES);
    }
    memcpy(walk->before, walk->joined, sizeof walk->before);
    walk->before_count = walk->joined_count;
    walk->joined_count = 0;
    walk->seq++;
}

/* False: there is a gap before `seq`, and nothing joins on any more. */
static bool step(struct walk *walk, int64_t seq, const uint8_t *hash, const uint8_t *prev)
{
    if (seq > walk->seq)
        end_number(walk);
    if (seq != walk->seq || walk->before_count == 0)
        return false;
    if (!holds(walk->before, walk->before_count, prev) || walk->joined_count == BRANCHES_MAX)
        return true;
    memcpy(walk->joined[walk->joined_count++], hash, VAULT_HASH_BYTES);
    walk->has_wanted =
        walk->has_wanted || (seq == walk->wanted_seq && memcmp(hash, walk->wanted, VAULT_HASH_BYTES) == 0);
    return true;
}

bool chapter_reach(struct chapter *chapter, const char *kiosk, char stream, int64_t seq,
                   const uint8_t hash[VAULT_HASH_BYTES], int64_t *up_to, uint8_t head[VAULT_HASH_BYTES],
                   struct err *err)
{
    struct walk walk = {.seq = 1, .before_count = 1, .wanted_seq = seq, .wanted = hash}; /* before 1 stand zeros */
    struct rows rows = {0};
    bool is_there = false, is_joined = true;
    bool is_good =
        rows_open(&chapter->db, "SELECT seq, sha256, prev FROM record WHERE kiosk = ? AND stream = ? ORDER BY seq",
                  VALUES(WORD(kiosk), TEXT(&stream, 1)), &rows, err) &&
        rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there && is_joined) {
        size_t n, m;
        const uint8_t *own = (const uint8_t *)rows_text(&rows, 1, &n), *prev = (const uint8_t *)rows_text(&rows, 2, &m);
        is_joined = n == VAULT_HASH_BYTES && m == VAULT_HASH_BYTES && step(&walk, rows_int(&rows, 0), own, prev);
        is_good = rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    end_number(&walk);
    *up_to = walk.has_wanted ? seq : walk.single_up_to;
    memcpy(head, walk.has_wanted ? hash : walk.single, VAULT_HASH_BYTES);
    return is_good;
}

/* Adds a line to the runs; false: nothing behind it is certain. */
static bool add_to_runs(struct chapter_run *runs, size_t most, size_t *count, int64_t seq, const uint8_t *hash,
                        const uint8_t *prev)
{
    struct chapter_run *last = *count > 0 ? &runs[*count - 1] : NULL;
    bool joins = last != NULL && seq == last->to + 1;
    if ((joins && memcmp(prev, last->head, VAULT_HASH_BYTES) != 0) || (!joins && *count == most))
        return false;
    if (!joins) {
        last = &runs[(*count)++];
        last->from = seq;
    }
    last->to = seq;
    memcpy(last->head, hash, VAULT_HASH_BYTES);
    return true;
}

bool chapter_runs(struct chapter *chapter, const char *kiosk, char stream, int64_t after, struct chapter_run *runs,
                  size_t most, size_t *count, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false, goes_on = true;
    *count = 0;
    bool is_good =
        rows_open(&chapter->db,
                  "SELECT seq, sha256, prev FROM record r WHERE kiosk = ?1 AND stream = ?2 AND seq > ?3 AND NOT"
                  " EXISTS (SELECT 1 FROM fork f WHERE f.kiosk = r.kiosk AND f.stream = r.stream AND"
                  " f.seq <= r.seq) ORDER BY seq",
                  VALUES(WORD(kiosk), TEXT(&stream, 1), INT(after)), &rows, err) &&
        rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there && goes_on) {
        size_t n, m;
        const uint8_t *own = (const uint8_t *)rows_text(&rows, 1, &n), *prev = (const uint8_t *)rows_text(&rows, 2, &m);
        goes_on = n == VAULT_HASH_BYTES && m == VAULT_HASH_BYTES &&
                  add_to_runs(runs, most, count, rows_int(&rows, 0), own, prev);
        is_good = rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool chapter_count(struct chapter *chapter, struct chapter_counts *counts, struct err *err)
{
    const struct {
        const char *sql;
        int64_t *to;
    } queries[] = {
        {"SELECT count(*) FROM kiosk", &counts->kiosks},
        {"SELECT count(*) FROM" COUNTED, &counts->records},
        {"SELECT count(*) FROM" COUNTED "AND r.kind = 'pledge'", &counts->pledges},
        {"SELECT count(*) FROM" COUNTED "AND r.kind = 'pledge' AND r.details = 1", &counts->details},
        {"SELECT count(*) FROM" COUNTED "AND r.stream = 'q'", &counts->quizzes},
        {"SELECT count(*) FROM record WHERE demo = 1", &counts->demonstration},
        {"SELECT count(*) FROM record WHERE kiosk NOT IN (SELECT kiosk FROM kiosk)", &counts->foreign},
        {"SELECT count(*) FROM record WHERE conflict = 1", &counts->conflicts},
        {"SELECT count(*) FROM erased", &counts->erased},
        {"SELECT count(*) FROM record r JOIN kiosk k ON k.kiosk = r.kiosk WHERE k.revoked = 1 AND r.seq > k.up_to",
         &counts->revoked},
        {"SELECT count(*) FROM fork f WHERE f.kiosk NOT IN (SELECT kiosk FROM kiosk WHERE forks = 1)", &counts->forks},
        {"SELECT count(*) FROM record r JOIN fork f ON f.kiosk = r.kiosk AND f.stream = r.stream AND r.seq >= f.seq"
         " WHERE r.kiosk NOT IN (SELECT kiosk FROM kiosk WHERE forks = 1)",
         &counts->forked},
        {"SELECT coalesce(sum(most - numbers), 0) FROM (SELECT max(seq) AS most, count(DISTINCT seq) AS numbers"
         " FROM record GROUP BY kiosk, stream)",
         &counts->gaps},
    };
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        if (!db_number(&chapter->db, queries[i].sql, NO_VALUES, 0, queries[i].to, err))
            return false;
    }
    return true;
}

bool chapter_each_group(struct chapter *chapter, chapter_group_visit *visit, void *arg, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    bool is_good =
        rows_open(&chapter->db,
                  "SELECT r.event, r.kiosk, k.label, count(*), sum(r.details), min(r.wall), max(r.wall) FROM" COUNTED
                  "AND r.kind = 'pledge' GROUP BY r.event, r.kiosk ORDER BY r.event, r.kiosk",
                  NO_VALUES, &rows, err) &&
        rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there) {
        char event[32], kiosk[VAULT_KIOSK_ID_MAX], label[64];
        take(&rows, 0, event, sizeof event);
        take(&rows, 1, kiosk, sizeof kiosk);
        take(&rows, 2, label, sizeof label);
        struct chapter_group group = {
            event, kiosk, label, rows_int(&rows, 3), rows_int(&rows, 4), rows_int(&rows, 5), rows_int(&rows, 6)};
        is_good = visit(&group, arg, err) && rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

bool chapter_digest(struct chapter *chapter, uint8_t digest[VAULT_HASH_BYTES], struct err *err)
{
    static const char *const tables[] = {
        "SELECT record_id || hex(sha256) || conflict || (line IS NULL) FROM record ORDER BY record_id, sha256",
        "SELECT kiosk || hex(sha256) FROM kiosk ORDER BY kiosk",
        "SELECT record_id FROM erased ORDER BY record_id",
        "SELECT kiosk || stream || seq FROM fork ORDER BY kiosk, stream",
    };
    struct hasher hasher;
    bool is_good = true;
    hasher_init(&hasher);
    for (size_t i = 0; is_good && i < COUNT_OF(tables); i++) {
        struct rows rows = {0};
        bool is_there = false;
        size_t n;
        is_good =
            rows_open(&chapter->db, tables[i], NO_VALUES, &rows, err) && rows_step(&chapter->db, &rows, &is_there, err);
        while (is_good && is_there) {
            const char *text = rows_text(&rows, 0, &n);
            hasher_add(&hasher, text, n + 1); /* with its NUL, which keeps neighbours apart */
            is_good = rows_step(&chapter->db, &rows, &is_there, err);
        }
        rows_close(&rows);
    }
    hasher_now(&hasher, digest);
    return is_good;
}

bool chapter_count_outbox(struct chapter *chapter, const char *target, int64_t of[OUTBOX_REJECTED + 1], struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    memset(of, 0, (OUTBOX_REJECTED + 1) * sizeof *of);
    bool is_good = rows_open(&chapter->db,
                             "SELECT coalesce((SELECT o.state FROM outbox o WHERE o.target = ? AND o.record_id ="
                             " r.record_id), 0) AS state, count(*) FROM" COUNTED "GROUP BY state",
                             VALUES(WORD(target)), &rows, err) &&
                   rows_step(&chapter->db, &rows, &is_there, err);
    while (is_good && is_there) {
        int64_t state = rows_int(&rows, 0);
        if (state >= 0 && state <= OUTBOX_REJECTED)
            of[state] = rows_int(&rows, 1);
        is_good = rows_step(&chapter->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}
