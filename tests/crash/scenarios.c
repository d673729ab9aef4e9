/* A store's life in a few acts. What an act is thanked for it promises, and the harness holds the store to it. */
#include "crash/scenarios.h"

#include "store/event.h"
#include "store/forget.h"
#include "store/inside.h"
#include "store/outgoing.h"

struct run *running;

void promise(void)
{
    struct run *run = running;
    assert_true(run->promises + 1 < PROMISES_MAX);
    run->promise[run->promises + 1] = run->promise[run->promises];
    crash_mark(++run->promises);
}

static void open_weakened(struct fixture *at)
{
    struct err err;
    fixture_open(at);
    if (running->scenario->pragma != NULL)
        assert_true(db_script(&at->store->db, running->scenario->pragma, &err));
}

static void pledge(struct fixture *at, int count)
{
    for (int i = 0; i < count; i++) {
        fixture_add(at, i % 2);
        running->promise[running->promises].pledges++;
        promise();
    }
}

static void notice(struct fixture *at)
{
    struct err err;
    assert_true(store_add_public(at->store, "event", NULL, &err));
    running->promise[running->promises].notices++;
    promise();
}

static void quiz(struct fixture *at)
{
    struct quiz_answers answers = {.deck = "myths", .count = 1, .at = {{"clothes", 1}}};
    struct err err;
    assert_true(store_add_quiz(at->store, &answers, &err));
    running->promise[running->promises].quizzes++;
    promise();
}

static void try_pin(struct fixture *at)
{
    struct err err;
    struct pin_tries tries = {.failures = ++running->promise[running->promises].tries};
    assert_true(store_save_pin_tries(at->store, &tries, &err));
    promise();
}

struct promise what_is_held(struct fixture *at)
{
    struct stream_state pledges, notices, quizzes;
    struct pin_tries tries;
    struct str votes = {0};
    struct err err;
    char id[ROOM_RUN_ID_MAX];
    assert_true(records_state(&at->store->db, 'p', &pledges, &err));
    assert_true(records_state(&at->store->db, 'a', &notices, &err));
    assert_true(records_state(&at->store->db, 'q', &quizzes, &err));
    assert_true(store_load_pin_tries(at->store, &tries, &err));
    assert_true(store_last_room(at->store, id, &votes, &err));
    struct promise held = {.pledges = (int)pledges.records,
                           .notices = (int)notices.records,
                           .quizzes = (int)quizzes.records,
                           .tries = tries.failures,
                           .votes = (int)strtol(str_get(&votes), NULL, 10)};
    str_finish(&votes);
    return held;
}

/* Once a start has found it, it must stay. */
static void promise_what_is_held(struct fixture *at)
{
    struct promise *promised = &running->promise[running->promises];
    *promised = what_is_held(at);
    promise();
}

static void first_run(struct fixture *at)
{
    struct err err;
    vault_close(at->vault);
    assert_true(vault_open(at->folder, true, &at->vault, &err));
    fixture_open(at);
    pledge(at, 1);
    store_idle(at->store);
    pledge(at, 1);
    fixture_close(at);
}

static void no_keys(struct fixture *at)
{
    char path[FILE_PATH_MAX];
    unlink(file_join(path, at->folder, "kiosk.key"));
    unlink(file_join(path, at->folder, "recipients"));
}

static void some_pledges(struct fixture *at)
{
    fixture_open(at);
    notice(at);
    pledge(at, 2);
    fixture_close(at);
}

/* A visitor or two, and the first idle moment with its room. */
static void an_hour(struct fixture *at)
{
    open_weakened(at);
    pledge(at, 1);
    store_idle(at->store);
    pledge(at, 2);
    quiz(at);
    try_pin(at);
    notice(at);
    try_pin(at);
    pledge(at, 1);
    fixture_close(at);
}

/* Enough for the log to be written back, and on from there. */
static void a_checkpoint(struct fixture *at)
{
    open_weakened(at);
    pledge(at, 17);
    store_idle(at->store);
    pledge(at, 2);
    store_idle(at->store);
    fixture_close(at);
}

static void a_receipt(struct fixture *at)
{
    struct err err;
    fixture_open(at);
    assert_true(store_mark_received(at->store, 'p', 1, 2, 0, &err));
    pledge(at, 1);
    assert_true(store_begin_session(at->store, "open-day", &err));
    pledge(at, 1);
    fixture_close(at);
}

/* The database as the first version of the program left it. */
static void first_version(struct fixture *at)
{
    struct err err;
    fixture_open(at);
    notice(at);
    pledge(at, 3);
    assert_true(db_script(&at->store->db,
                          "DROP TABLE event; DROP TABLE room_run; DROP TABLE clock_anchor; DROP TABLE erased;"
                          "ALTER TABLE stream DROP COLUMN gone; ALTER TABLE stream DROP COLUMN gone_details;"
                          "ALTER TABLE stream DROP COLUMN gone_up_to; ALTER TABLE stream DROP COLUMN gone_seq;"
                          "ALTER TABLE stream DROP COLUMN gone_head; DELETE FROM meta WHERE name = 'journal_stale';"
                          "PRAGMA user_version = 1",
                          &err));
    fixture_close(at);
}

/* Four pledges a chapter has had for a month, and two more. */
static void received(struct fixture *at)
{
    struct err err;
    fixture_open(at);
    notice(at);
    pledge(at, 6);
    assert_true(store_mark_received(at->store, 'p', 1, 4, 0, &err));
    clock_advance(&at->clock, INT64_C(31) * 24 * 60 * 60 * 1000);
    fixture_close(at);
}

/* From now on pledges `from` to `to` may be gone; and they must be. */
static void let_go(struct fixture *at, int from, int to)
{
    run_take_lines(running, at);
    promise();
    for (int i = from; i <= to; i++)
        running->go[1][i - 1].may = running->promises;
}

static void have_gone(int from, int to)
{
    running->promise[running->promises].notices++;
    promise();
    for (int i = from; i <= to; i++)
        running->go[1][i - 1].must = running->promises;
}

/* They go by age; then one by its id, and the newest of all, from which the chain must go on. */
static void a_forgetting(struct fixture *at)
{
    int64_t count = 0;
    bool was_there = false;
    struct err err;
    struct line_facts facts;
    fixture_open(at);
    store_set_time_source(at->store, TIME_OPERATOR);
    let_go(at, 1, 4);
    assert_true(store_forget_old(at->store, FORGET_AFTER_DAYS, &count, &err) && count == 4);
    assert_true(store_finish_forgetting(at->store, &err));
    have_gone(1, 4);
    pledge(at, 1);
    for (int seq = 5; seq <= 7; seq += 2) {
        let_go(at, seq, seq);
        const char *line = running->line[1][seq - 1];
        assert_true(vault_verify_line(at->vault, line, strlen(line), &facts, &err));
        assert_true(store_erase(at->store, facts.record_id, &was_there, &err) && was_there);
        assert_true(store_finish_forgetting(at->store, &err));
        have_gone(seq, seq);
    }
    pledge(at, 1);
    fixture_close(at);
}

static void some_quizzes(struct fixture *at)
{
    fixture_open(at);
    pledge(at, 1);
    quiz(at);
    quiz(at);
    quiz(at);
    fixture_close(at);
}

/* The pool becomes lines, and a receipt comes for them. */
static void an_export(struct fixture *at)
{
    struct err err;
    fixture_open(at);
    assert_true(store_seal_quizzes(at->store, &err));
    assert_true(store_mark_received(at->store, 'q', 1, 3, 0, &err));
    quiz(at);
    pledge(at, 1);
    fixture_close(at);
}

static void vote(struct fixture *at, const char *id)
{
    char state[16];
    struct err err;
    snprintf(state, sizeof state, "%d", ++running->promise[running->promises].votes);
    assert_true(store_save_room(at->store, id, state, &err));
    promise();
}

/* Opened, a room quiz with three votes, a pledge, closed: the last makes a record. */
static void an_event(struct fixture *at)
{
    struct store_event event;
    struct err err;
    char id[ROOM_RUN_ID_MAX];
    fixture_open(at);
    assert_true(store_open_event(at->store, "Hall", EVENT_NGO, 40, &event, &err));
    promise_what_is_held(at);
    store_new_room_id(id);
    for (int i = 0; i < 3; i++)
        vote(at, id);
    pledge(at, 1);
    vote(at, id);
    fixture_close(at);
}

static void a_start(struct fixture *at)
{
    fixture_open(at);
    promise_what_is_held(at);
    store_idle(at->store);
    pledge(at, 1);
    fixture_close(at);
}

static void database_behind(struct fixture *at)
{
    fixture_open(at);
    pledge(at, 1);
    struct fixture old = fixture_cut(at);
    pledge(at, 2);
    fixture_close(at);
    fixture_copy(&old, at, "kiosk.db");
    fixture_copy(&old, at, "kiosk.db-wal");
    fixture_finish(&old);
}

static void journal_behind(struct fixture *at)
{
    fixture_open(at);
    pledge(at, 1);
    struct fixture old = fixture_cut(at);
    pledge(at, 2);
    fixture_close(at);
    fixture_copy(&old, at, "journal.hzb");
    fixture_finish(&old);
}

static void overwrite(struct fixture *at, const char *name, int64_t where, const char *with, size_t n)
{
    char path[FILE_PATH_MAX];
    int fd = open(file_join(path, at->folder, name), O_WRONLY);
    assert_int_equal(pwrite(fd, with, n, where), n);
    close(fd);
}

static void database_damaged(struct fixture *at)
{
    static const char zeros[512];
    some_pledges(at);
    overwrite(at, "kiosk.db", 4096, zeros, sizeof zeros);
}

static void journal_damaged(struct fixture *at)
{
    char path[FILE_PATH_MAX];
    some_pledges(at);
    overwrite(at, "journal.hzb", 3000, "#", 1);
    assert_int_equal(truncate(file_join(path, at->folder, "journal.hzb"), 10000), 0);
}

/* A folder as a cut in another run left it, at a call and with damage of the seed's choice. */
static void after_a_cut(struct fixture *at)
{
    static const struct scenario before = {.name = "before", .prepare = some_pledges, .act = an_hour};
    struct run *run = running, *cut = mem_alloc(sizeof *cut);
    struct crash_image image = {0};
    struct err err;
    uint64_t chance = crash_seed(run->seed, 0);
    run_init(cut, &before, run->seed);
    crash_rewind(&cut->crash);
    int index = (int)(crash_random(&chance) % (uint64_t)cut->crash.count);
    for (int i = 0; i < cut->crash.count && (i <= index || !crash_has_pending(&cut->crash)); i++) {
        crash_step(&cut->crash, i);
        if (cut->crash.op[i].kind == CRASH_MARK)
            run->promise[0] = cut->promise[cut->crash.op[i].at - 1];
    }
    crash_make_image(&cut->crash, (enum damage)(crash_random(&chance) % CRASH_DAMAGES), chance, &image);
    crash_lay_out(&image, at->folder);
    crash_image_free(&image);
    run_finish(cut);
    free(cut);
    running = run;
    vault_close(at->vault);
    assert_true(vault_open(at->folder, false, &at->vault, &err));
}

const struct scenario scenarios[] = {
    {.name = "first run", .prepare = no_keys, .act = first_run, .percent = 6},
    {.name = "pledges", .prepare = some_pledges, .act = an_hour, .percent = 10},
    {.name = "checkpoint", .act = a_checkpoint, .percent = 7},
    {.name = "receipt, session", .prepare = some_pledges, .act = a_receipt, .percent = 4},
    {.name = "migration", .prepare = first_version, .act = a_start, .percent = 5},
    {.name = "export", .prepare = some_quizzes, .act = an_export, .percent = 6},
    {.name = "event", .prepare = some_pledges, .act = an_event, .percent = 5},
    {.name = "forgetting", .prepare = received, .act = a_forgetting, .percent = 5},
    {.name = "forgetting, database", .prepare = received, .act = a_forgetting, .alone = DATABASE_ALONE, .percent = 2},
    {.name = "forgetting, journal", .prepare = received, .act = a_forgetting, .alone = JOURNAL_ALONE, .percent = 3},
    {.name = "database behind", .prepare = database_behind, .act = a_start, .percent = 5},
    {.name = "journal behind", .prepare = journal_behind, .act = a_start, .percent = 5},
    {.name = "database damaged", .prepare = database_damaged, .act = a_start, .percent = 7},
    {.name = "journal damaged", .prepare = journal_damaged, .act = a_start, .percent = 6},
    {.name = "database alone", .prepare = some_pledges, .act = an_hour, .alone = DATABASE_ALONE, .percent = 6},
    {.name = "journal alone", .prepare = some_pledges, .act = an_hour, .alone = JOURNAL_ALONE, .percent = 6},
    {.name = NULL},
};

const struct scenario second_cut = {.name = "a second cut", .prepare = after_a_cut, .act = a_start};

const struct scenario scenario_controls[] = {
    {.name = "control: off", .prepare = some_pledges, .act = an_hour, .alone = DATABASE_ALONE,
     .pragma = "PRAGMA synchronous = OFF"},
    {.name = "control: normal", .prepare = some_pledges, .act = an_hour, .alone = DATABASE_ALONE,
     .pragma = "PRAGMA synchronous = NORMAL"},
    {.name = "control: journal", .prepare = some_pledges, .act = an_hour, .alone = JOURNAL_ALONE,
     .unflushed = "journal.hzb"},
    {.name = "control: neither", .prepare = some_pledges, .act = an_hour, .unflushed = ""},
    {.name = NULL},
};
