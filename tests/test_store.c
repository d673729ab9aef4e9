/* The store as staff and visitors meet it: counts, restarts, cuts, secrecy, a full and a read-only disk. Damage is in
 * test_store_recovery.c, faults of the disk in test_store_faults.c, kill -9 in test_store_kill.c. */
#include "store_fixture.h"

#include <ftw.h>
#include <sys/mount.h>

static struct fixture at;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&at);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_finish(&at);
    return 0;
}

static void the_first_start_makes_a_store_and_the_second_finds_it(void **state)
{
    (void)state;
    struct stat status;
    char path[FILE_PATH_MAX];
    assert_false(store_is_expected(at.folder));
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CREATED);
    assert_true(store_is_expected(at.folder));
    assert_holds(&at, 0);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    static const char *const names[] = {"kiosk.db", "kiosk.db-wal", "journal.hzb", "store.made"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(stat(file_join(path, at.folder, names[i]), &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
}

static void pledges_are_counted_and_outlive_a_restart(void **state)
{
    (void)state;
    struct err err;
    fixture_open(&at);
    assert_int_equal(fixture_add(&at, false).count, 1);
    assert_true(store_begin_session(at.store, "lhr-open-day", &err));
    struct store_receipt receipt = fixture_add(&at, true);
    assert_int_equal(receipt.count, 1);
    assert_int_equal(receipt.seq, 2);
    assert_int_equal(strlen(receipt.code), 9);
    assert_string_not_equal(fixture_add(&at, false).code, receipt.code);

    for (int i = 0; i < 2; i++) {
        struct store_counts counts = fixture_counts(&at);
        assert_int_equal(counts.pledges, 3);
        assert_int_equal(counts.session_pledges, 2);
        assert_int_equal(counts.with_details, 1);
        assert_int_equal(counts.not_exported, 3);
        assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    }
    assert_int_equal(fixture_add(&at, false).count, 3); /* the session goes on */
    assert_true(store_begin_session(at.store, "", &err));
    assert_int_equal(fixture_counts(&at).session_pledges, 4);
    assert_false(store_begin_session(at.store, "a b", &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_holds(&at, 4);

    assert_true(store_mark_received(at.store, 'p', 1, 3, 0, &err));
    assert_true(store_mark_received(at.store, 'p', 1, 2, 0, &err));
    assert_int_equal(fixture_counts(&at).not_exported, 1);
}

static void a_refused_pledge_leaves_no_trace(void **state)
{
    (void)state;
    struct pledge pledge = fixture_pledge(true);
    struct store_receipt receipt;
    struct err err;
    fixture_open(&at);
    pledge.is_under_18 = true;
    assert_false(store_add_pledge(at.store, &pledge, &receipt, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_int_equal(receipt.code[0], 0);
    assert_holds(&at, 0);
}

static void quizzes_are_counted_without_time_or_order(void **state)
{
    (void)state;
    struct quiz_answers answers = {.deck = "myths", .count = 2, .at = {{"clothes", 1}, {"stranger", 3}}};
    struct err err;
    fixture_open(&at);
    assert_true(store_add_quiz(at.store, &answers, &err));
    assert_true(store_add_quiz(at.store, &answers, &err));
    strcpy(answers.at[0].id, "a\"b");
    assert_false(store_add_quiz(at.store, &answers, &err));
    assert_int_equal(err.code, ERR_INVALID);
    fixture_reopen(&at);
    assert_int_equal(fixture_counts(&at).quizzes, 2);
    assert_holds(&at, 0); /* and nothing of it is in the journal */
}

static void public_records_have_their_own_stream(void **state)
{
    (void)state;
    struct store_health health;
    struct err err;
    fixture_open(&at);
    store_set_time_source(at.store, TIME_OPERATOR);
    assert_true(store_add_public(at.store, "event", "{\"open\":true}", &err));
    fixture_add(&at, false);
    assert_true(store_add_public(at.store, "event", NULL, &err));
    assert_false(store_add_public(at.store, "event", "no json", &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_true(store_read_health(at.store, &health, &err));
    assert_int_equal(health.records, 3);
    assert_holds(&at, 1);
}

static void settings_and_pin_tries_last(void **state)
{
    (void)state;
    char value[256], longest[257];
    struct pin_tries tries = {.failures = 3, .wait_ms = 14001}, loaded;
    struct err err;
    memset(longest, 'x', 256);
    longest[256] = '\0';
    fixture_open(&at);
    assert_true(store_get(at.store, "language", value, &err));
    assert_string_equal(value, "");
    assert_true(store_set(at.store, "language", "en", &err));
    assert_true(store_set(at.store, "language", "ur", &err));
    assert_false(store_set(at.store, "language", longest, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_true(store_set(at.store, "longest", longest + 1, &err));
    assert_true(store_save_pin_tries(at.store, &tries, &err));
    fixture_reopen(&at);
    assert_true(store_get(at.store, "language", value, &err));
    assert_string_equal(value, "ur");
    assert_true(store_get(at.store, "longest", value, &err));
    assert_string_equal(value, longest + 1);
    assert_true(store_load_pin_tries(at.store, &loaded, &err));
    assert_int_equal(loaded.failures, 3);
    assert_int_equal(loaded.wait_ms, 15000); /* rounded up: a pulled plug gains nothing */
    assert_int_equal(loaded.seen_ms, at.clock.fake_mono_ms);
}

static void a_cut_after_any_pledge_loses_none(void **state)
{
    (void)state;
    fixture_open(&at);
    for (int count = 0; count <= 5; count++) {
        struct fixture cut = fixture_cut(&at);
        assert_int_equal(fixture_reopen(&cut).recovery, STORE_CLEAN);
        assert_holds(&cut, count);
        fixture_add(&cut, true);
        assert_holds(&cut, count + 1);
        fixture_finish(&cut);
        fixture_add(&at, count % 2);
        if (count == 3)
            fixture_reopen(&at);
    }
}

static int64_t size_of(const char *name)
{
    char path[FILE_PATH_MAX];
    return file_size(file_join(path, at.folder, name));
}

/* A file that does not grow needs no word of the file system to be flushed. */
static void idle_time_makes_room_so_that_pledges_change_no_length(void **state)
{
    (void)state;
    fixture_open(&at);
    fixture_add(&at, true);
    store_idle(at.store);
    int64_t database = size_of("kiosk.db"), log = size_of("kiosk.db-wal"), journal = size_of("journal.hzb");
    for (int i = 0; i < 18; i++)
        fixture_add(&at, true);
    assert_int_equal(size_of("kiosk.db-wal"), log);
    assert_int_equal(size_of("journal.hzb"), journal);
    store_idle(at.store); /* now the log was worth writing back, */
    assert_true(size_of("kiosk.db") > database);
    for (int i = 0; i < 72; i++) {
        fixture_add(&at, true);
        if (i % 18 == 17)
            store_idle(at.store);
    }
    assert_int_equal(size_of("kiosk.db-wal"), log); /* and begins anew each time */
    assert_true(size_of("journal.hzb") < 91 * 6000 + 128 * 1024);
    assert_holds(&at, 91);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
}

static const char *const canaries[] = {"CANARY", "canary@", "923009876543"};
static char withdrawal_code[WITHDRAW_CODE_MAX];
static int canaries_found;

static int look_for_canaries(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)place;
    char *data = NULL;
    size_t n = 0;
    struct err err;
    if (kind != FTW_F)
        return 0;
    assert_true(file_read(path, 1 << 24, &data, &n, &err));
    for (size_t i = 0; i < COUNT_OF(canaries); i++)
        canaries_found += memmem(data, n, canaries[i], strlen(canaries[i])) != NULL;
    canaries_found += withdrawal_code[0] && memmem(data, n, withdrawal_code, strlen(withdrawal_code)) != NULL;
    free(data);
    return 0;
}

static void nothing_that_was_typed_is_in_any_file(void **state)
{
    (void)state;
    fixture_open(&at);
    for (int i = 0; i < 5; i++)
        strcpy(withdrawal_code, fixture_add(&at, true).code);
    canaries_found = 0;
    assert_int_equal(nftw(at.folder, look_for_canaries, 8, FTW_PHYS), 0); /* open: with the log */
    fixture_close(&at);
    assert_int_equal(nftw(at.folder, look_for_canaries, 8, FTW_PHYS), 0);
    assert_int_equal(canaries_found, 0);

    fixture_write(&at, "leak", "xxCANARYxx", 10); /* the search itself can find */
    assert_int_equal(nftw(at.folder, look_for_canaries, 8, FTW_PHYS), 0);
    assert_int_equal(canaries_found, 1);
}

/* A file system of our own over the fixture's folder, with its keys; false (and a word) where mount is not allowed. */
static bool mount_small(const char *size)
{
    struct fixture keys = fixture_cut(&at);
    char options[64];
    snprintf(options, sizeof options, "size=%s", size);
    bool is_mounted = mount("tmpfs", at.folder, "tmpfs", 0, options) == 0;
    if (is_mounted) {
        fixture_copy(&keys, &at, "kiosk.key");
        fixture_copy(&keys, &at, "recipients");
    }
    fixture_finish(&keys);
    return is_mounted;
}

static void unmount(void)
{
    fixture_close(&at);
    assert_int_equal(umount(at.folder), 0);
}

static void a_full_disk_is_refused_before_it_hurts(void **state)
{
    (void)state;
    struct pledge pledge = fixture_pledge(true);
    struct store_receipt receipt;
    struct err err = {0};
    int thanked = 0;
    if (!mount_small("9m")) {
        print_message("no mount here: skipped\n");
        skip();
    }
    fixture_open(&at);
    while (store_add_pledge(at.store, &pledge, &receipt, &err) && thanked < 400)
        thanked++;
    assert_int_equal(err.code, ERR_FULL);
    assert_true(thanked > 10 && thanked < 400);
    assert_holds(&at, thanked);
    assert_true(store_set(at.store, "pin", "still writable", &err));
    store_idle(at.store);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    assert_holds(&at, thanked);
    unmount();
}

static void a_read_only_disk_is_told_as_such(void **state)
{
    (void)state;
    struct err err = {0};
    if (!mount_small("32m")) {
        print_message("no mount here: skipped\n");
        skip();
    }
    fixture_open(&at);
    fixture_add(&at, true);
    fixture_close(&at);
    assert_int_equal(mount(NULL, at.folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    assert_false(store_open(at.folder, at.vault, &at.clock, &at.store, &err));
    assert_int_equal(err.code, ERR_READ_ONLY);
    assert_int_equal(mount(NULL, at.folder, NULL, MS_REMOUNT, NULL), 0);
    fixture_open(&at);
    assert_holds(&at, 1);
    unmount();
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(the_first_start_makes_a_store_and_the_second_finds_it),
        WITH_FOLDER(pledges_are_counted_and_outlive_a_restart),
        WITH_FOLDER(a_refused_pledge_leaves_no_trace),
        WITH_FOLDER(quizzes_are_counted_without_time_or_order),
        WITH_FOLDER(public_records_have_their_own_stream),
        WITH_FOLDER(settings_and_pin_tries_last),
        WITH_FOLDER(a_cut_after_any_pledge_loses_none),
        WITH_FOLDER(idle_time_makes_room_so_that_pledges_change_no_length),
        WITH_FOLDER(nothing_that_was_typed_is_in_any_file),
        WITH_FOLDER(a_full_disk_is_refused_before_it_hurts),
        WITH_FOLDER(a_read_only_disk_is_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
