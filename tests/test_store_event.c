/* Events in the store: one at a time, every record carries it, a room quiz outlives a power cut; and the attack: can
 * anybody who holds the files tell whose answers stand beside whose pledge? */
#include "store_fixture.h"

#include <sodium.h>
#include <sqlite3.h>
#include <sys/mount.h>

#include "base/str.h"
#include "store/event.h"

static struct fixture at;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&at);
    fixture_open(&at);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_finish(&at);
    return 0;
}

static struct store_event open_event(const char *venue)
{
    struct store_event event;
    struct err err = {0};
    if (!store_open_event(at.store, venue, EVENT_PRESS_CLUB, 40, &event, &err))
        print_error("%s\n", err.text);
    assert_int_equal(err.code, ERR_NONE);
    return event;
}

static struct store_event event_now(void)
{
    struct store_event event;
    struct err err;
    assert_true(store_event_now(at.store, &event, &err));
    return event;
}

static void add_quiz(const char *id)
{
    struct quiz_answers answers = {.deck = "myths", .count = 1};
    struct err err;
    (void)str_copy(answers.at[0].id, sizeof answers.at[0].id, id);
    answers.at[0].answer = 1;
    assert_true(store_add_quiz(at.store, &answers, &err));
}

static void an_event_has_a_funnel_of_counts(void **state)
{
    (void)state;
    struct err err;
    fixture_add(&at, true); /* before it */
    add_quiz("before");
    assert_true(store_count_visit(at.store, &err));
    struct store_event event = open_event("پریس کلب \"Lahore\" \\ \t");
    assert_int_equal(strncmp(event.id, event.day, 10), 0);
    for (int i = 0; i < 3; i++)
        assert_true(store_count_visit(at.store, &err));
    add_quiz("one");
    add_quiz("two");
    fixture_add(&at, false);
    for (int i = 0; i < 2; i++) {
        event = event_now();
        assert_int_equal(event.visits, 3);
        assert_int_equal(event.quizzes, 2);
        assert_int_equal(event.pledges, 1);
        assert_int_equal(event.people, 40);
        assert_int_equal(event.kind, EVENT_PRESS_CLUB);
        assert_string_equal(event.venue, "پریس کلب \"Lahore\" \\ \t");
        assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    }
    assert_true(store_close_event(at.store, &err));
    fixture_add(&at, true); /* after it */
    assert_string_equal(event_now().id, "");
    assert_holds(&at, 3);
}

static bool take_first(const struct store_event *event, void *arg, struct err *err)
{
    (void)err;
    *(struct store_event *)arg = *event;
    return false;
}

static void a_closed_event_keeps_its_counts(void **state)
{
    (void)state;
    struct store_event event;
    struct err err = {0};
    open_event("one");
    fixture_add(&at, false);
    assert_true(store_close_event(at.store, &err));
    fixture_add(&at, false);
    assert_false(store_each_event(at.store, take_first, &event, &err));
    assert_int_equal(event.pledges, 1);
    assert_int_not_equal(event.closed_s, 0);
}

static void what_makes_no_sense_is_refused_in_words(void **state)
{
    (void)state;
    struct store_event event;
    struct err err = {0};
    char long_name[200];
    memset(long_name, 'v', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    assert_false(store_close_event(at.store, &err)); /* none is open */
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.text, "No event is open.");
    assert_false(store_open_event(at.store, "", EVENT_NGO, 40, &event, &err));
    assert_false(store_open_event(at.store, long_name, EVENT_NGO, 40, &event, &err));
    assert_false(store_open_event(at.store, "\xff", EVENT_NGO, 40, &event, &err));
    assert_false(store_open_event(at.store, "v", EVENT_NGO, -1, &event, &err));
    assert_false(store_open_event(at.store, "v", EVENT_NGO, 1000000000, &event, &err));
    open_event("one");
    assert_false(store_open_event(at.store, "two", EVENT_NGO, 40, &event, &err));
    assert_string_equal(err.text, "An event is open already: close it first.");
    assert_string_equal(event_now().venue, "one");
}

/* The payload of a line, as text. */
static void read_payload(const char *line, size_t n, char *text, size_t room)
{
    const char *from = memchr(line, '.', n), *end = memrchr(line, '.', n);
    size_t got = 0;
    assert_int_equal(sodium_base642bin((unsigned char *)text, room - 1, from + 1, (size_t)(end - from - 1), NULL, &got,
                                       NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     0);
    text[got] = '\0';
}

static bool look_for_event(const char *line, size_t n, void *arg, struct err *err)
{
    char payload[VAULT_LINE_MAX], wanted[64];
    (void)err;
    read_payload(line, n, payload, sizeof payload);
    snprintf(wanted, sizeof wanted, "\"ev\":\"%s\"", (const char *)arg);
    assert_non_null(strstr(payload, wanted));
    return true;
}

static void every_record_carries_its_event(void **state)
{
    (void)state;
    struct err err;
    struct store_event event = open_event("one");
    fixture_add(&at, true);
    assert_true(store_confirm_clock(at.store, at.clock.fake_wall_s, &err));
    assert_true(store_add_public(at.store, "room", "{\"item\":\"clothes\"}", &err));
    assert_true(store_close_event(at.store, &err));
    assert_true(store_each_line(at.store, look_for_event, event.id, &err));
}

static void a_room_quiz_outlives_a_power_cut(void **state)
{
    (void)state;
    char id[ROOM_RUN_ID_MAX], found[ROOM_RUN_ID_MAX];
    struct str text = {0};
    struct err err;
    open_event("one");
    store_new_room_id(id);
    assert_true(store_save_room(at.store, id, "room/1 first\n", &err));
    assert_true(store_save_room(at.store, id, "room/1 second\n", &err));
    struct fixture cut = fixture_cut(&at);
    fixture_open(&cut);
    assert_true(store_last_room(cut.store, found, &text, &err));
    assert_string_equal(found, id);
    assert_string_equal(str_get(&text), "room/1 second\n");
    fixture_finish(&cut);

    store_new_room_id(id); /* a second quiz of the same event */
    assert_true(store_save_room(at.store, id, "room/1 third\n", &err));
    assert_true(store_last_room(at.store, found, &text, &err));
    assert_string_equal(found, id);
    assert_true(store_close_event(at.store, &err));
    assert_true(store_last_room(at.store, found, &text, &err)); /* of a running event only */
    assert_string_equal(found, "");
    str_finish(&text);
}

static void events_are_carried_over_from_a_damaged_database(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], id[ROOM_RUN_ID_MAX];
    struct str text = {0};
    struct err err;
    struct store_event event = open_event("one");
    assert_true(store_count_visit(at.store, &err));
    assert_true(store_save_room(at.store, "r1", "room/1 kept\n", &err));
    fixture_add(&at, false);
    fixture_close(&at);
    sqlite3 *db = NULL; /* a number that does not agree with the lines: the whole database is set aside */
    assert_int_equal(sqlite3_open(file_join(path, at.folder, "kiosk.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE stream SET seq = 99 WHERE name = 'p'", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_SET_ASIDE);
    assert_string_equal(event_now().id, event.id);
    assert_int_equal(event_now().visits, 1);
    assert_int_equal(event_now().pledges, 1);
    assert_true(store_last_room(at.store, id, &text, &err));
    assert_string_equal(str_get(&text), "room/1 kept\n");
    str_finish(&text);
}

static void a_database_of_the_first_version_is_brought_up(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    fixture_add(&at, false);
    fixture_close(&at);
    assert_int_equal(sqlite3_open(file_join(path, at.folder, "kiosk.db"), &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "DROP TABLE event; DROP TABLE room_run; DROP TABLE clock_anchor; DROP TABLE erased;"
                     "ALTER TABLE stream DROP COLUMN gone; ALTER TABLE stream DROP COLUMN gone_details;"
                     "ALTER TABLE stream DROP COLUMN gone_up_to; ALTER TABLE stream DROP COLUMN gone_seq;"
                     "ALTER TABLE stream DROP COLUMN gone_head; DELETE FROM meta WHERE name = 'journal_stale';"
                     "PRAGMA user_version = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    open_event("one");
    assert_holds(&at, 1);
}

static void a_confirmed_clock_is_kept_for_this_boot(void **state)
{
    (void)state;
    struct err err = {0};
    bool has_anchor;
    int64_t offset_s, right_s = at.clock.fake_wall_s + 86400;
    assert_true(store_clock_offset(at.store, &has_anchor, &offset_s, &err));
    assert_false(has_anchor);
    assert_false(store_confirm_clock(at.store, 0, &err)); /* 1970 */
    assert_int_equal(err.code, ERR_INVALID);
    assert_true(store_confirm_clock(at.store, right_s, &err));
    at.clock.fake_mono_ms += 5000;
    at.clock.fake_wall_s -= 1000; /* it jumps */
    assert_true(store_clock_offset(at.store, &has_anchor, &offset_s, &err));
    assert_true(has_anchor);
    assert_int_equal(at.clock.fake_wall_s + offset_s, right_s + 5);
    at.clock.fake_mono_ms = 1; /* another boot begins earlier than the anchor: it says nothing */
    assert_true(store_clock_offset(at.store, &has_anchor, &offset_s, &err));
    assert_false(has_anchor);
}

static void a_room_quiz_is_saved_on_a_full_disk(void **state)
{
    (void)state;
    char options[32] = "size=9m,mode=0700";
    struct fixture full = {.clock = at.clock};
    struct pledge pledge = fixture_pledge(false);
    struct store_receipt receipt;
    struct store_event event;
    struct err err = {0};
    scratch_make(full.folder);
    if (mount("tmpfs", full.folder, "tmpfs", 0, options) != 0) {
        scratch_remove(full.folder);
        print_message("no mount here: skipped\n");
        skip();
    }
    assert_true(vault_open(full.folder, true, &full.vault, &err));
    fixture_open(&full);
    assert_true(store_open_event(full.store, "one", EVENT_NGO, 0, &event, &err));
    for (int i = 0; i < 400 && store_add_pledge(full.store, &pledge, &receipt, &err); i++)
        ;
    assert_int_equal(err.code, ERR_FULL);
    assert_true(store_save_room(full.store, "r1", "room/1 kept\n", &err));
    assert_false(store_close_event(full.store, &err)); /* its record would be a new line: told, and still open */
    assert_int_equal(err.code, ERR_FULL);
    assert_true(store_event_now(full.store, &event, &err));
    assert_string_not_equal(event.id, "");
    store_close(full.store);
    vault_close(full.vault);
    assert_int_equal(umount(full.folder), 0);
    scratch_remove(full.folder);
}

enum { VISITORS = 40 };

/* Where each visitor's mark stands in the file: rank[i] is visitor i's place among all. False: some mark is missing. */
static bool rank_marks(const char *data, size_t n, int rank[VISITORS])
{
    size_t place[VISITORS];
    for (int i = 0; i < VISITORS; i++) {
        char mark[24];
        snprintf(mark, sizeof mark, "visitor-%02d", i);
        const char *found = n > 0 ? memmem(data, n, mark, strlen(mark)) : NULL;
        if (!found)
            return false;
        place[i] = (size_t)(found - data);
    }
    for (int i = 0; i < VISITORS; i++) {
        rank[i] = 0;
        for (int j = 0; j < VISITORS; j++)
            rank[i] += place[j] < place[i];
    }
    return true;
}

/* Spearman's rank correlation with the order in which they pledged; 0 says nothing, 1 and -1 say everything. */
static double tells(const int rank[VISITORS])
{
    double sum = 0, n = VISITORS;
    for (int i = 0; i < VISITORS; i++)
        sum += (rank[i] - i) * (rank[i] - i);
    double rho = 1 - 6 * sum / (n * (n * n - 1));
    return rho < 0 ? -rho : rho;
}

static double attack_file(const struct fixture *on, const char *name)
{
    char *data = NULL;
    size_t n = 0;
    int rank[VISITORS];
    if (!fixture_has(on, name))
        return 0;
    fixture_read(on, name, &data, &n);
    double told = rank_marks(data, n, rank) ? tells(rank) : 0;
    free(data);
    return told;
}

/* Each visitor takes the quiz, then pledges: the order of the pledges is known to whoever holds their records. Chance
 * gives 0.7 once in a hundred thousand times. */
static void answers_and_pledges_cannot_be_matched(void **state)
{
    (void)state;
    static const char *const files[] = {"kiosk.db", "kiosk.db-wal", "journal.hzb"};
    open_event("one");
    for (int i = 0; i < VISITORS; i++) {
        char mark[24];
        snprintf(mark, sizeof mark, "visitor-%02d", i);
        add_quiz(mark);
        char *data = NULL; /* the log, taken at any moment, must not hold the newest answers beside the newest pledge */
        size_t n = 0;
        fixture_read(&at, "kiosk.db-wal", &data, &n);
        assert_true(n == 0 || !memmem(data, n, "visitor-", 8));
        free(data);
        fixture_add(&at, true);
        fixture_read(&at, "kiosk.db-wal", &data, &n);
        assert_false(memmem(data, n, "visitor-", 8));
        free(data);
    }
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < COUNT_OF(files); i++)
            assert_true(attack_file(&at, files[i]) < 0.7);
        fixture_close(&at); /* and once more after a clean end */
        for (size_t i = 0; i < COUNT_OF(files); i++)
            assert_true(attack_file(&at, files[i]) < 0.7);
        fixture_open(&at);
    }
}

/* The control: rows under random keys, put in as they come. The same attack reads their order off the page. */
static void the_attack_works_on_a_pool_that_is_not_dealt(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], sql[256];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file_join(path, at.folder, "naive.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE pool (id TEXT PRIMARY KEY, a TEXT) WITHOUT ROWID", 0, 0, 0), 0);
    for (int i = 0; i < VISITORS; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO pool VALUES (hex(randomblob(16)), '[[\"visitor-%02d\",1]]')", i);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    sqlite3_close(db);
    assert_true(attack_file(&at, "naive.db") > 0.9);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(an_event_has_a_funnel_of_counts),
        WITH_STORE(a_closed_event_keeps_its_counts),
        WITH_STORE(what_makes_no_sense_is_refused_in_words),
        WITH_STORE(every_record_carries_its_event),
        WITH_STORE(a_room_quiz_outlives_a_power_cut),
        WITH_STORE(events_are_carried_over_from_a_damaged_database),
        WITH_STORE(a_database_of_the_first_version_is_brought_up),
        WITH_STORE(a_confirmed_clock_is_kept_for_this_boot),
        WITH_STORE(a_room_quiz_is_saved_on_a_full_disk),
        WITH_STORE(answers_and_pledges_cannot_be_matched),
        WITH_STORE(the_attack_works_on_a_pool_that_is_not_dealt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
