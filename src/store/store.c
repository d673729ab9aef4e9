/* The store as its users see it. A record is made, then kept by one transaction that encloses the journal's append:
 *
 *   BEGIN, INSERT and totals, append the line, flush the journal, COMMIT (which flushes the log), "thank you"
 *
 * So the database refuses what it would refuse before the journal is touched, and COMMIT is the last thing that can
 * fail. When something does, the record must not stay in either file, or a second try would count twice: the files are
 * closed, opened anew, and rid of it (recover_renew), before anything else is done with them. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/forget.h"
#include "store/inside.h"

enum {
    WAL_WORTH_PAGES = 100, /* rarer checkpoints survive a card that lies about flushing */
    WAL_MOST_PAGES = 1000,
    WAL_ROOM_BYTES = 640 * 1024, /* until the next idle moment: what is worth it, and a visit */
    SETTING_MAX = 255,
    FORGET_EVERY_MS = 60 * 60 * 1000,
};

static const char boot_id_path[] = "/proc/sys/kernel/random/boot_id";

bool store_is_expected(const char *folder)
{
    return files_have(folder, MADE_NAME) || files_have(folder, DATABASE_NAME) || files_have(folder, JOURNAL_NAME);
}

/* Files of /proc have no size, so file_read does not serve. Without it a random id does: it only has to differ. */
static void read_boot_id(char boot[40])
{
    FILE *file = fopen(boot_id_path, "re");
    if (file == NULL || fscanf(file, "%36[0-9a-f-]", boot) != 1)
        snprintf(boot, 40, "%016llx", (unsigned long long)vault_random());
    if (file != NULL)
        fclose(file);
}

static bool load_session(struct store *store, struct err *err)
{
    char event[256], from[256];
    if (!store_get(store, "event", event, err) || !store_get(store, "event-from", from, err))
        return false;
    (void)str_copy(store->event, sizeof store->event, event);
    store->event_from = strtoll(from, NULL, 10);
    return true;
}

bool store_open(const char *folder, struct vault *vault, const struct clock *clock, struct store **store,
                struct err *err)
{
    struct store *made = mem_alloc(sizeof *made);
    made->vault = vault;
    made->clock = clock;
    made->time_source = TIME_SAVED;
    made->folder_fd = made->journal.fd = -1;
    read_boot_id(made->boot);
    if (!str_copy(made->folder, sizeof made->folder, folder) || strlen(folder) > FILE_PATH_MAX / 2) {
        free(made);
        return err_set(err, ERR_UNREADABLE, "", "The path of the data folder is too long.");
    }
    struct err why = {0};
    if (!files_lock(folder, &made->folder_fd, &why) || !recover_open(made, &why) || !load_session(made, &why) ||
        !records_held(&made->db, &made->health.records, &why)) {
        made->is_in_doubt = true;
        store_close(made);
        log_event(LOG_STORE_REFUSED, why.code, 0);
        return err_set(err, why.code, why.where, "%s", why.text);
    }
    log_event(LOG_STORE_OPEN, made->health.records, made->health.recovery);
    *store = made;
    return true;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    db_close(&store->db, !store->is_in_doubt);
    journal_close(&store->journal);
    if (store->folder_fd >= 0)
        close(store->folder_fd);
    free(store);
}

bool store_ready(struct store *store, struct err *err)
{
    if (store->is_in_doubt)
        store->is_in_doubt = !recover_renew(store, err);
    return !store->is_in_doubt;
}

bool store_fail(struct store *store)
{
    store->is_in_doubt = !recover_renew(store, NULL);
    return false;
}

static bool write_setting(struct store *store, const char *key, const char *value, struct err *err)
{
    return db_run(&store->db,
                  "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  VALUES(WORD(key), WORD(value)), err);
}

bool store_begin(struct store *store, struct err *err)
{
    return store_ready(store, err) && db_script(&store->db, "BEGIN IMMEDIATE", err);
}

static bool set_number(struct store *store, const char *key, int64_t number, struct err *err)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)number);
    return write_setting(store, key, text, err);
}

static bool has_space(const struct store *store)
{
    int64_t free_bytes = file_free_bytes(store->folder);
    return free_bytes < 0 || free_bytes >= STORE_RESERVE_BYTES;
}

bool store_make_room(struct store *store, struct err *err)
{
    if (!has_space(store))
        return err_set(err, ERR_FULL, "", "The disk is full: nothing more can be saved until there is room.");
    if (store->db.log_pages >= WAL_MOST_PAGES && !db_checkpoint(&store->db, err))
        return store_fail(store);
    return true;
}

bool store_make_stamp(struct store *store, char stream, struct stamp *stamp, struct err *err)
{
    struct stream_state state;
    if (!records_state(&store->db, stream, &state, err))
        return false;
    *stamp = (struct stamp){.stream = stream,
                            .seq = state.seq + 1,
                            .event = store->event,
                            .wall_s = clock_wall_s(store->clock),
                            .mono_ms = clock_mono_ms(store->clock),
                            .source = store->time_source};
    if (!clock_is_plausible(stamp->wall_s))
        stamp->source = TIME_NONE;
    memcpy(stamp->prev, state.head, sizeof stamp->prev);
    memcpy(stamp->boot, store->boot, sizeof stamp->boot);
    return true;
}

/* Keeps a line that was just made: both files or none. */
static bool keep(struct store *store, const struct line_facts *facts, const struct str *line, struct err *err)
{
    struct db *db = &store->db;
    int64_t before = store->journal.length, after = before + (int64_t)line->length + 1;
    bool is_new = false;
    if (db_script(db, "BEGIN IMMEDIATE", err) && records_insert(db, facts, line->at, line->length, &is_new, err) &&
        records_set_journal_bytes(db, after, err) && journal_add(&store->journal, line->at, line->length, err) &&
        journal_flush(&store->journal, err) && db_script(db, "COMMIT", err))
        return true;
    store->unsaved = (struct unsaved){.is_there = true, .facts = *facts, .journal_length = before};
    return store_fail(store);
}

static struct line_facts facts_of(const struct stamp *stamp, const char *record_id, bool has_details)
{
    struct line_facts facts = {.stream = stamp->stream, .seq = stamp->seq, .has_details = has_details};
    memcpy(facts.record_id, record_id, sizeof facts.record_id);
    return facts;
}

static int64_t count_session(const struct store *store, int64_t pledges)
{
    return store->event[0] != '\0' && pledges >= store->event_from ? pledges - store->event_from : pledges;
}

static bool save_pledge(struct store *store, const struct pledge *pledge, struct store_receipt *receipt,
                        struct str *line, struct err *err)
{
    char record_id[VAULT_RECORD_ID_MAX] = "";
    struct stamp stamp;
    struct stream_state state;
    if (!store_make_stamp(store, 'p', &stamp, err) ||
        !vault_pledge_line(store->vault, &stamp, pledge, line, record_id, receipt->code, err))
        return false;
    struct line_facts facts = facts_of(&stamp, record_id, pledge->has_details);
    if (!keep(store, &facts, line, err))
        return false;
    receipt->seq = stamp.seq;
    /* It is saved: a count that cannot be read now must not look like a failure. */
    receipt->count = records_state(&store->db, 'p', &state, NULL) ? count_session(store, state.records) : stamp.seq;
    return true;
}

bool store_add_pledge(struct store *store, const struct pledge *pledge, struct store_receipt *receipt, struct err *err)
{
    struct str line = {0};
    struct clock real = {0};
    int64_t began_ms = clock_mono_ms(&real);
    struct err why = {0};
    memset(receipt, 0, sizeof *receipt);
    bool is_saved = store_ready(store, &why) && store_make_room(store, &why) &&
                    save_pledge(store, pledge, receipt, &line, &why);
    str_finish(&line);
    if (is_saved) {
        log_event(LOG_PLEDGE_SAVED, receipt->seq, clock_mono_ms(&real) - began_ms);
        return true;
    }
    log_event(LOG_PLEDGE_REFUSED, why.code, 0);
    memset(receipt, 0, sizeof *receipt);
    return err_set(err, why.code, why.where, "%s", why.text);
}

bool store_add_public(struct store *store, const char *kind, const char *public_json, struct err *err)
{
    char record_id[VAULT_RECORD_ID_MAX] = "";
    struct stamp stamp;
    struct str line = {0};
    bool is_made = store_ready(store, err) && store_make_room(store, err) &&
                   store_make_stamp(store, 'a', &stamp, err) &&
                   vault_plain_line(store->vault, &stamp, kind, public_json, &line, record_id, err);
    bool is_kept = false;
    if (is_made) {
        struct line_facts facts = facts_of(&stamp, record_id, false);
        is_kept = keep(store, &facts, &line, err);
    }
    str_finish(&line);
    return is_kept;
}

/* What may stand in JSON without escapes, and in a file name. */
static bool is_id(const char *text)
{
    return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0';
}

/* {"deck":"myths","answers":[["clothes",1],["stranger",2]]} */
static bool quiz_text(const struct quiz_answers *answers, struct str *text, struct err *err)
{
    bool is_good = is_id(answers->deck) && answers->count <= COUNT_OF(answers->at);
    str_addf(text, "{\"deck\":\"%s\",\"answers\":[", answers->deck);
    for (size_t i = 0; is_good && i < answers->count; i++) {
        is_good = is_id(answers->at[i].id);
        str_addf(text, "%s[\"%s\",%d]", i > 0 ? "," : "", answers->at[i].id, answers->at[i].answer);
    }
    str_add(text, "]}");
    return is_good || err_set(err, ERR_INVALID, "", "A quiz has an id that cannot be saved.");
}

/* The pool must not tell in which order quizzes came, or the tenth would be the tenth pledge's. Random keys alone do
 * not see to that: SQLite puts each new row before the last one in the page. So with every quiz the event's rows are
 * dealt anew, and the log, which holds one page after another as they were, is written back and emptied at once. A
 * row's key is the id of the record that it becomes when it travels. */
static bool save_quiz(struct store *store, const struct str *text, struct err *err)
{
    struct db *db = &store->db;
    struct values event = VALUES(WORD(store->event));
    char key[VAULT_RECORD_ID_MAX];
    vault_uuid(key);
    return store_begin(store, err) &&
           db_run(db, "CREATE TEMP TABLE dealt AS SELECT record_id, answers FROM quiz_pool WHERE event = ?", event,
                  err) &&
           db_run(db, "INSERT INTO dealt VALUES (?, ?)", VALUES(WORD(key), TEXT(text->at, text->length)), err) &&
           db_run(db, "DELETE FROM quiz_pool WHERE event = ?", event, err) &&
           db_run(db, "INSERT INTO quiz_pool SELECT record_id, ?, answers FROM dealt ORDER BY random()", event, err) &&
           db_script(db, "DROP TABLE dealt; UPDATE stream SET records = records + 1 WHERE name = 'q'", err) &&
           db_script(db, "COMMIT", err) && db_empty_log(db, err);
}

bool store_add_quiz(struct store *store, const struct quiz_answers *answers, struct err *err)
{
    struct str text = {0};
    bool is_saved = quiz_text(answers, &text, err) && store_ready(store, err) && store_make_room(store, err) &&
                    (save_quiz(store, &text, err) || store_fail(store));
    str_finish(&text);
    return is_saved;
}

bool store_begin_session(struct store *store, const char *event, struct err *err)
{
    struct stream_state pledges;
    if (strlen(event) >= STORE_EVENT_MAX || !is_id(event))
        return err_set(err, ERR_INVALID, "", "An event's id is at most 31 letters, digits, dots or dashes.");
    if (!store_ready(store, err) || !records_state(&store->db, 'p', &pledges, err))
        return false;
    if (!(store_begin(store, err) && write_setting(store, "event", event, err) &&
          set_number(store, "event-from", pledges.records, err) && db_script(&store->db, "COMMIT", err)))
        return store_fail(store);
    (void)str_copy(store->event, sizeof store->event, event);
    store->event_from = pledges.records;
    return true;
}

void store_set_time_source(struct store *store, enum time_source source)
{
    store->time_source = source;
}

bool store_each_line(struct store *store, store_visit *visit, void *arg, struct err *err)
{
    return store_ready(store, err) && records_each(&store->db, visit, arg, err);
}

bool store_mark_received(struct store *store, char stream, int64_t from, int64_t to, int64_t since_s, struct err *err)
{
    struct db *db = &store->db;
    int64_t now_s = clock_wall_s(store->clock);
    if (!store_begin(store, err) ||
        !db_run(db, "UPDATE rec SET acked_at = ? WHERE stream = ? AND seq BETWEEN ? AND ? AND acked_at IS NULL",
                VALUES(INT(now_s > since_s ? now_s : since_s), TEXT(&stream, 1), INT(from), INT(to)), err) ||
        !db_run(db, "UPDATE stream SET acked = acked + ? WHERE name = ?", VALUES(INT(db_changes(db)), TEXT(&stream, 1)),
                err) ||
        !db_script(db, "COMMIT", err))
        return store_fail(store);
    return true;
}

bool store_counts(struct store *store, struct store_counts *counts, struct err *err)
{
    struct stream_state pledges, quizzes;
    if (!store_ready(store, err) || !records_state(&store->db, 'p', &pledges, err) ||
        !records_state(&store->db, 'q', &quizzes, err))
        return false;
    *counts = (struct store_counts){
        .pledges = pledges.records,
        .session_pledges = count_session(store, pledges.records),
        .with_details = pledges.details,
        .quizzes = quizzes.records,
        .not_exported = pledges.records - pledges.acked,
    };
    return true;
}

bool store_read_health(struct store *store, struct store_health *health, struct err *err)
{
    char path[FILE_PATH_MAX];
    if (!store_ready(store, err) || !records_held(&store->db, &store->health.records, err))
        return false;
    *health = store->health;
    health->free_bytes = file_free_bytes(store->folder);
    health->database_bytes = file_size(file_join(path, store->folder, DATABASE_NAME));
    health->journal_bytes = store->journal.length;
    return true;
}

bool store_set(struct store *store, const char *key, const char *value, struct err *err)
{
    if (strlen(value) > SETTING_MAX)
        return err_set(err, ERR_INVALID, "", "A setting is too long to be saved.");
    return store_ready(store, err) && (write_setting(store, key, value, err) || store_fail(store));
}

bool store_get(struct store *store, const char *key, char value[SETTING_MAX + 1], struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n = 0;
    value[0] = '\0';
    bool is_read = store_ready(store, err) &&
                   rows_open(&store->db, "SELECT value FROM setting WHERE name = ?", VALUES(WORD(key)), &rows, err) &&
                   rows_step(&store->db, &rows, &is_there, err);
    if (is_read && is_there)
        (void)str_copy(value, SETTING_MAX + 1, rows_text(&rows, 0, &n));
    rows_close(&rows);
    return is_read;
}

bool store_save_pin_tries(struct store *store, const struct pin_tries *tries, struct err *err)
{
    int64_t whole_seconds_ms = (tries->wait_ms + 999) / 1000 * 1000;
    return (store_begin(store, err) && set_number(store, "pin-failures", tries->failures, err) &&
            set_number(store, "pin-wait-ms", whole_seconds_ms, err) && db_script(&store->db, "COMMIT", err)) ||
           store_fail(store);
}

bool store_load_pin_tries(struct store *store, struct pin_tries *tries, struct err *err)
{
    char failures[SETTING_MAX + 1], wait_ms[SETTING_MAX + 1];
    if (!store_get(store, "pin-failures", failures, err) || !store_get(store, "pin-wait-ms", wait_ms, err))
        return false;
    *tries = (struct pin_tries){.failures = (int)strtol(failures, NULL, 10),
                                .wait_ms = strtoll(wait_ms, NULL, 10),
                                .seen_ms = clock_mono_ms(store->clock)};
    return true;
}

/* Looks at some of what lies still. Damage is repaired at once, while the other file still has what it costs. */
static void scrub(struct store *store)
{
    struct err why = {0};
    enum store_part part = PART_DATABASE;
    if (scrub_database(store, &why)) {
        part = PART_JOURNAL;
        if (scrub_journal(store, &why))
            return;
    }
    store->is_in_doubt = why.code != ERR_DAMAGED || !recover_repair(store, part, NULL);
}

/* Once an hour, and not in the middle of an event. The chapter may have named another age. */
static void forget_now_and_then(struct store *store)
{
    char days[SETTING_MAX + 1];
    int64_t count = 0, now_ms = clock_mono_ms(store->clock);
    if (store->event[0] != '\0' || now_ms < store->forget_next_ms || !store_get(store, STORE_KEEP_DAYS, days, NULL))
        return;
    store->forget_next_ms = now_ms + FORGET_EVERY_MS;
    int after = days[0] != '\0' ? (int)strtol(days, NULL, 10) : FORGET_AFTER_DAYS;
    if (store_forget_old(store, after, &count, NULL) && store_finish_forgetting(store, NULL) && count > 0)
        log_event(LOG_FORGOTTEN, count, 0);
}

void store_idle(struct store *store)
{
    if (!store_ready(store, NULL))
        return;
    if ((store->db.log_pages >= WAL_WORTH_PAGES && !db_checkpoint(&store->db, NULL)) ||
        (has_space(store) && !(db_reserve_log(&store->db, WAL_ROOM_BYTES, NULL) &&
                               journal_make_room(&store->journal, NULL))))
        (void)store_fail(store);
    else
        scrub(store);
    forget_now_and_then(store);
}
