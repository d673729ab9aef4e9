/* What a kiosk forgets, and what it must not; power cuts in the midst of it are in test_store_crash.c. */
#include "store_fixture.h"

#include "store/forget.h"

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

static void age(int days)
{
    clock_advance(&at.clock, INT64_C(86400) * 1000 * days);
}

static int64_t forget_old(void)
{
    int64_t count = -1;
    struct err err = {0};
    assert_true(store_forget_old(at.store, FORGET_AFTER_DAYS, &count, &err));
    assert_true(store_finish_forgetting(at.store, &err));
    return count;
}

/* Lines of both files, whatever their stream. */
static void assert_lines(int count)
{
    struct store_health health;
    struct err err;
    char *data = NULL;
    size_t n = 0;
    int lines = 0;
    assert_true(store_read_health(at.store, &health, &err));
    assert_int_equal(health.records, count);
    fixture_read(&at, "journal.hzb", &data, &n);
    for (const char *c = data; (c = strchr(c, '\n')) != NULL; c++)
        lines++;
    assert_int_equal(lines, count);
    free(data);
}

static void old_pledges_go_only_when_a_receipt_covers_them_and_the_clock_is_known(void **state)
{
    (void)state;
    struct err err = {0};
    for (int i = 0; i < 5; i++)
        fixture_add(&at, i % 2 == 0);
    age(31);
    store_set_time_source(at.store, TIME_OPERATOR);
    assert_int_equal(forget_old(), 0); /* no receipt */
    assert_true(store_mark_received(at.store, 'p', 1, 3, 0, &err));
    age(29);
    assert_int_equal(forget_old(), 0); /* too young */
    age(2);
    store_set_time_source(at.store, TIME_SAVED);
    assert_int_equal(forget_old(), 0); /* nobody knows what time it is */
    store_set_time_source(at.store, TIME_RTC);
    at.clock.fake_wall_s -= INT64_C(2) * 1000000000;
    assert_int_equal(forget_old(), 0); /* it cannot be so early */
    at.clock.fake_wall_s += INT64_C(2) * 1000000000;
    assert_int_equal(forget_old(), 3);
    assert_lines(3); /* two pledges, and the line that says that three are gone */
    assert_int_equal(forget_old(), 0);
    assert_int_equal(fixture_counts(&at).pledges, 5); /* they count on */
    assert_int_equal(fixture_counts(&at).with_details, 3);
    assert_int_equal(fixture_counts(&at).not_exported, 2);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    assert_int_equal(fixture_add(&at, true).seq, 6);
    assert_int_equal(fixture_counts(&at).pledges, 6);
}

/* A receipt's own time is the least that its lines' age is reckoned from, however early the kiosk's clock was. */
static void a_clock_that_was_slow_makes_nothing_older(void **state)
{
    (void)state;
    struct err err = {0};
    int64_t now_s = at.clock.fake_wall_s;
    fixture_add(&at, true);
    at.clock.fake_wall_s = now_s - INT64_C(86400) * 365;
    assert_true(store_mark_received(at.store, 'p', 1, 1, now_s, &err));
    at.clock.fake_wall_s = now_s;
    store_set_time_source(at.store, TIME_OPERATOR);
    assert_int_equal(forget_old(), 0);
    age(31);
    assert_int_equal(forget_old(), 1);
}

static void an_idle_hour_forgets_but_not_during_an_event(void **state)
{
    (void)state;
    struct err err = {0};
    fixture_add(&at, true);
    assert_true(store_mark_received(at.store, 'p', 1, 1, 0, &err));
    store_set_time_source(at.store, TIME_OPERATOR);
    assert_true(store_set(at.store, STORE_KEEP_DAYS, "7", &err));
    assert_true(store_begin_session(at.store, "open-day", &err));
    age(8);
    store_idle(at.store);
    assert_lines(1);
    assert_true(store_begin_session(at.store, "", &err));
    store_idle(at.store);
    assert_lines(1); /* the line that says so */
    assert_int_equal(fixture_counts(&at).pledges, 1);
    assert_int_equal(fixture_counts(&at).not_exported, 0);
}

static void an_erased_record_is_nowhere_and_the_chain_goes_on(void **state)
{
    (void)state;
    char id[VAULT_RECORD_ID_MAX] = "", *data = NULL;
    size_t n = 0;
    bool was_there = false;
    struct err err = {0};
    struct line_facts facts;
    fixture_add(&at, true);
    fixture_read(&at, "journal.hzb", &data, &n);
    assert_true(vault_verify_line(at.vault, data, (size_t)(strchr(data, '\n') - data), &facts, &err));
    free(data);
    memcpy(id, facts.record_id, sizeof id);
    assert_true(store_erase(at.store, "00000000-0000-4000-8000-000000000000", &was_there, &err));
    assert_false(was_there);
    assert_true(store_erase(at.store, id, &was_there, &err));
    assert_true(was_there);
    assert_true(store_finish_forgetting(at.store, &err));
    assert_true(store_erase(at.store, id, &was_there, &err));
    assert_false(was_there); /* twice is once */
    assert_lines(1);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    assert_int_equal(fixture_add(&at, true).seq, 2); /* not 1 again */
    assert_int_equal(fixture_counts(&at).pledges, 2);

    struct fixture lost = fixture_cut(&at); /* either file alone knows as much */
    char path[FILE_PATH_MAX];
    fixture_open(&lost);
    fixture_close(&lost);
    fixture_read(&lost, "kiosk.db", &data, &n);
    memset(data + 100, 0, n - 100);
    fixture_write(&lost, "kiosk.db", data, n);
    free(data);
    unlink(file_join(path, lost.folder, "kiosk.db-wal"));
    fixture_open(&lost);
    assert_int_equal(fixture_counts(&lost).pledges, 2);
    assert_int_equal(fixture_add(&lost, true).seq, 3);
    fixture_finish(&lost);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(old_pledges_go_only_when_a_receipt_covers_them_and_the_clock_is_known),
        WITH_STORE(a_clock_that_was_slow_makes_nothing_older),
        WITH_STORE(an_idle_hour_forgets_but_not_during_an_event),
        WITH_STORE(an_erased_record_is_nowhere_and_the_chain_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
