/* Starts after something went wrong: one file behind the other, torn, damaged, missing, or somebody else's. No start
 * may lose a pledge, and none may write over what is not ours. */
#include "store_fixture.h"

#include <sqlite3.h>

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

/* Cut between the two files, or one of them lost its newest lines to a lying card. */
static void whatever_one_file_lacks_comes_from_the_other(void **state)
{
    (void)state;
    struct store_health health;
    fixture_open(&at);
    fixture_add(&at, true);
    struct fixture old = fixture_cut(&at);
    fixture_add(&at, true);
    fixture_add(&at, false);

    struct fixture cut = fixture_cut(&at);
    fixture_copy(&old, &cut, "journal.hzb");
    health = fixture_reopen(&cut);
    assert_int_equal(health.recovery, STORE_RECONCILED);
    assert_int_equal(health.carried_over, 2);
    assert_holds(&cut, 3);
    assert_int_equal(fixture_reopen(&cut).recovery, STORE_CLEAN);
    fixture_finish(&cut);

    cut = fixture_cut(&at);
    fixture_copy(&old, &cut, "kiosk.db");
    fixture_copy(&old, &cut, "kiosk.db-wal");
    health = fixture_reopen(&cut);
    assert_int_equal(health.recovery, STORE_RECONCILED);
    assert_int_equal(health.carried_over, 2);
    assert_holds(&cut, 3);
    assert_int_equal(fixture_counts(&cut).with_details, 2);
    assert_int_equal(fixture_reopen(&cut).recovery, STORE_CLEAN);
    fixture_finish(&cut);

    cut = fixture_cut(&at);
    char path[FILE_PATH_MAX];
    unlink(file_join(path, cut.folder, "journal.hzb"));
    assert_int_equal(fixture_reopen(&cut).recovery, STORE_RECONCILED);
    assert_holds(&cut, 3);
    fixture_finish(&cut);
    fixture_finish(&old);
}

static void a_journal_torn_at_any_byte_is_made_whole(void **state)
{
    (void)state;
    struct err err;
    char *data = NULL;
    size_t n = 0, first = 0;
    fixture_open(&at);
    fixture_add(&at, true);
    assert_true(store_add_public(at.store, "event", NULL, &err)); /* a short line: every byte can be tried */
    fixture_close(&at);
    fixture_read(&at, "journal.hzb", &data, &n);
    first = (size_t)(strchr(data, '\n') - data) + 1;
    for (size_t cut = first; cut < n; cut++) {
        fixture_write(&at, "journal.hzb", data, cut);
        struct store_health health = fixture_reopen(&at);
        assert_int_equal(health.recovery, STORE_RECONCILED);
        assert_int_equal(health.lost_lines, 0);
        assert_int_equal(health.journal_bytes, n);
        assert_int_equal(fixture_has(&at, "journal.torn"), cut > first);
        fixture_close(&at);
    }
    fixture_open(&at);
    assert_holds(&at, 1);

    /* A torn end whose line is nowhere else was never thanked for: it goes, and is kept aside. */
    fixture_close(&at);
    fixture_write(&at, "journal.hzb", data, n);
    char path[FILE_PATH_MAX];
    int fd = open(file_join(path, at.folder, "journal.hzb"), O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, data, 100), 100);
    close(fd);
    fixture_open(&at);
    assert_holds(&at, 1);
    assert_int_equal(file_size(file_join(path, at.folder, "journal.torn")), 100);
    free(data);
}

/* SHA-256 over names and contents of everything in the folder. */
static void fingerprint(const struct fixture *of, uint8_t out[VAULT_HASH_BYTES])
{
    char **names = NULL, *data = NULL;
    size_t count = 0, n = 0;
    struct str all = {0};
    struct err err;
    assert_true(file_list(of->folder, &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        fixture_read(of, names[i], &data, &n);
        str_add(&all, names[i]);
        str_append(&all, data, n);
        free(data);
    }
    vault_hash(all.at, all.length, out);
    file_list_free(names, count);
    str_finish(&all);
}

static void assert_refused_untouched(struct fixture *of, enum err_code code)
{
    uint8_t before[VAULT_HASH_BYTES], after[VAULT_HASH_BYTES];
    struct err err = {0};
    fingerprint(of, before);
    assert_false(store_open(of->folder, of->vault, &of->clock, &of->store, &err));
    assert_int_equal(err.code, code);
    assert_true(err.text[0] != '\0');
    of->store = NULL;
    fingerprint(of, after);
    assert_memory_equal(before, after, sizeof before);
}

static void a_missing_store_is_never_replaced_by_an_empty_one(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    fixture_open(&at);
    fixture_add(&at, true);
    fixture_close(&at);
    unlink(file_join(path, at.folder, "kiosk.db"));
    assert_refused_untouched(&at, ERR_MISSING);
    unlink(file_join(path, at.folder, "store.made")); /* the journal alone says it as well */
    assert_refused_untouched(&at, ERR_MISSING);
}

static void a_foreign_store_is_left_alone(void **state)
{
    (void)state;
    struct fixture other;
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;

    /* Not a database at all, where none was ever made. */
    fixture_write(&at, "kiosk.db", "my shopping list", 16);
    assert_refused_untouched(&at, ERR_FOREIGN);

    /* Another application's. */
    unlink(file_join(path, at.folder, "kiosk.db"));
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x); PRAGMA application_id = 42", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_refused_untouched(&at, ERR_FOREIGN);
    unlink(path);

    /* Another kiosk's: with its marker, and without. */
    fixture_init(&other);
    fixture_open(&other);
    fixture_add(&other, true);
    fixture_close(&other);
    fixture_copy(&other, &at, "kiosk.db");
    fixture_copy(&other, &at, "journal.hzb");
    fixture_copy(&other, &at, "store.made");
    assert_refused_untouched(&at, ERR_FOREIGN);
    unlink(file_join(path, at.folder, "store.made"));
    struct err err;
    assert_false(store_open(at.folder, at.vault, &at.clock, &at.store, &err));
    assert_int_equal(err.code, ERR_FOREIGN);
    assert_false(fixture_has(&at, "store.made"));
    fixture_finish(&other);
}

static void lines_of_another_kiosk_in_the_journal_are_foreign(void **state)
{
    (void)state;
    struct fixture other;
    fixture_init(&other);
    fixture_open(&other);
    fixture_add(&other, true);
    fixture_open(&at);
    fixture_close(&at);
    fixture_copy(&other, &at, "journal.hzb");
    struct err err;
    assert_false(store_open(at.folder, at.vault, &at.clock, &at.store, &err));
    assert_int_equal(err.code, ERR_FOREIGN);
    fixture_finish(&other);
}

static void change_database(const char *sql)
{
    char path[FILE_PATH_MAX];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file_join(path, at.folder, "kiosk.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_newer_store_is_left_alone(void **state)
{
    (void)state;
    fixture_open(&at);
    fixture_close(&at);
    change_database("PRAGMA user_version = 1000");
    assert_refused_untouched(&at, ERR_FOREIGN);
}

static void a_store_in_use_is_not_opened_twice(void **state)
{
    (void)state;
    struct store *second = NULL;
    struct err err;
    fixture_open(&at);
    assert_false(store_open(at.folder, at.vault, &at.clock, &second, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    fixture_add(&at, true);
    assert_holds(&at, 1);
}

/* Fills a store with what must survive damage, and closes it. */
static void fill(int pledges)
{
    struct quiz_answers answers = {.deck = "myths", .count = 1, .at = {{"clothes", 1}}};
    struct err err;
    fixture_open(&at);
    assert_true(store_set(at.store, "pin", "hash", &err));
    assert_true(store_begin_session(at.store, "lhr", &err));
    assert_true(store_add_quiz(at.store, &answers, &err));
    for (int i = 0; i < pledges; i++)
        fixture_add(&at, i % 3 == 0);
    fixture_close(&at);
}

static void assert_salvaged(int pledges, const char *database, size_t n)
{
    char path[FILE_PATH_MAX], inside[FILE_PATH_MAX], *aside = NULL;
    size_t aside_n = 0;
    struct err err;
    struct store_health health = fixture_reopen(&at);
    assert_int_equal(health.recovery, STORE_SET_ASIDE);
    assert_int_equal(health.carried_over, pledges);
    assert_int_equal(health.lost_lines, 0);
    file_join(path, at.folder, health.set_aside);
    assert_true(file_read(file_join(inside, path, "kiosk.db"), 1 << 24, &aside, &aside_n, &err));
    assert_int_equal(aside_n, n);
    assert_memory_equal(aside, database, n);
    free(aside);
    assert_holds(&at, pledges);
    assert_int_equal(fixture_counts(&at).with_details, (pledges + 2) / 3);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    fixture_add(&at, false);
    assert_holds(&at, pledges + 1);
    fixture_close(&at);
}

static void a_damaged_database_is_set_aside_and_its_pledges_are_carried_over(void **state)
{
    (void)state;
    enum { PLEDGES = 12 };
    char *good = NULL, value[256], *journal = NULL;
    size_t n = 0, journal_n = 0;
    struct err err;
    fill(PLEDGES);
    fixture_read(&at, "kiosk.db", &good, &n);
    fixture_read(&at, "journal.hzb", &journal, &journal_n);
    char *bad = mem_alloc(n);
    for (int kind = 0; kind < 4; kind++) {
        size_t bad_n = kind == 2 ? n / 2 : kind == 3 ? 0 : n;
        memcpy(bad, good, n);
        if (kind == 0)
            memset(bad + n / 4096 / 2 * 4096, 0xa5, 4096); /* a page in the middle */
        if (kind == 1)
            memset(bad, 0, 100); /* the header */
        fixture_write(&at, "kiosk.db", bad, bad_n);
        fixture_write(&at, "journal.hzb", journal, journal_n);
        assert_salvaged(PLEDGES, bad, bad_n);
        fixture_open(&at);
        assert_true(store_get(at.store, "pin", value, &err));
        if (kind == 0) { /* what had no second copy was read from the rest */
            assert_string_equal(value, "hash");
            assert_int_equal(fixture_counts(&at).quizzes, 1);
            assert_int_equal(fixture_counts(&at).session_pledges, PLEDGES + 1);
        }
        fixture_close(&at);
    }
    free(journal);
    free(good);
    free(bad);
}

static void a_doctored_row_or_total_is_noticed(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE rec SET line = replace(line, 'A', 'B') WHERE seq = 2",
        "UPDATE stream SET head = zeroblob(32) WHERE name = 'p'",
        "UPDATE stream SET seq = 1 WHERE name = 'p'",
        "DELETE FROM rec WHERE seq = 3",
        "DELETE FROM meta WHERE name = 'kiosk'",
        "DROP TABLE stream",
        "PRAGMA journal_mode = DELETE",
    };
    fill(3);
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        change_database(changes[i]);
        assert_int_equal(fixture_reopen(&at).recovery, STORE_SET_ASIDE);
        assert_holds(&at, 3);
        fixture_close(&at);
    }
}

static void no_flipped_byte_costs_a_pledge(void **state)
{
    (void)state;
    enum { PLEDGES = 6, FLIPS = 60 };
    char *data = NULL;
    size_t n = 0;
    fill(PLEDGES);
    struct fixture good = fixture_cut(&at);
    fixture_read(&good, "kiosk.db", &data, &n);
    for (size_t i = 0; i < FLIPS; i++) {
        /* Past the 100 bytes of the header: a flip there may also say "another program's", which is refused. */
        size_t where = 100 + (n - 100) / FLIPS * i;
        data[where] ^= 0x10;
        fixture_write(&at, "kiosk.db", data, n);
        fixture_copy(&good, &at, "journal.hzb");
        fixture_open(&at);
        if (fixture_held(&at).pledges != PLEDGES)
            fail_msg("byte %zu", where);
        fixture_close(&at);
        data[where] ^= 0x10;
    }
    free(data);
    fixture_finish(&good);
}

static void a_line_damaged_in_the_journal_comes_from_the_database(void **state)
{
    (void)state;
    char *journal = NULL;
    size_t n = 0;
    fill(4);
    fixture_read(&at, "journal.hzb", &journal, &n);
    journal[n / 2] ^= 1;
    fixture_write(&at, "journal.hzb", journal, n - 10); /* and a torn end, so that it is read at all */
    struct store_health health = fixture_reopen(&at);
    assert_int_equal(health.recovery, STORE_SET_ASIDE);
    assert_int_equal(health.lost_lines, 0);
    assert_holds(&at, 4);
    assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    free(journal);
}

/* Flips one byte of the oldest line in a file of the store, which is open. */
static void rot(const char *name)
{
    char *data = NULL, path[FILE_PATH_MAX];
    size_t n = 0;
    fixture_read(&at, name, &data, &n);
    char *line = memmem(data, n, "eyJhbGci", 8); /* how each begins: {"alg" */
    int fd = open(file_join(path, at.folder, name), O_WRONLY);
    assert_non_null(line);
    assert_int_equal(pwrite(fd, "#", 1, line - data + 200), 1);
    close(fd);
    free(data);
}

static void old_lines_that_rot_are_found_in_idle_time_and_come_from_the_other_file(void **state)
{
    (void)state;
    enum { PLEDGES = 60 }; /* more than a start looks at */
    struct store_health health;
    struct err err;
    fixture_open(&at);
    assert_true(store_add_public(at.store, "event", NULL, &err)); /* "a" stands before "p" */
    fixture_close(&at);
    fill(PLEDGES);
    static const char *const files[] = {"kiosk.db", "journal.hzb"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
        rot(files[i]);
        assert_true(store_read_health(at.store, &health, &err));
        for (int idle = 0; health.recovery == STORE_CLEAN && idle < 10; idle++) {
            store_idle(at.store);
            assert_true(store_read_health(at.store, &health, &err));
        }
        assert_int_equal(health.recovery, STORE_SET_ASIDE);
        assert_int_equal(health.lost_lines, 0);
        fixture_add(&at, true);
        assert_holds(&at, PLEDGES + 1 + (int)i);
        assert_int_equal(fixture_reopen(&at).recovery, STORE_CLEAN);
    }
}

static void what_neither_file_holds_is_counted_as_lost(void **state)
{
    (void)state;
    char *journal = NULL;
    size_t n = 0;
    fill(4);
    change_database("UPDATE rec SET line = replace(line, 'A', 'B') WHERE seq = 2");
    fixture_read(&at, "journal.hzb", &journal, &n);
    journal[n / 4 + 100] ^= 1; /* the second line here, too */
    fixture_write(&at, "journal.hzb", journal, n);
    struct store_health health = fixture_reopen(&at);
    assert_int_equal(health.recovery, STORE_SET_ASIDE);
    assert_int_equal(health.carried_over, 3);
    assert_int_equal(health.lost_lines, 1);
    assert_int_equal(fixture_add(&at, false).seq, 5);
    assert_int_equal(fixture_counts(&at).pledges, 4);
    free(journal);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(whatever_one_file_lacks_comes_from_the_other),
        WITH_FOLDER(a_journal_torn_at_any_byte_is_made_whole),
        WITH_FOLDER(a_missing_store_is_never_replaced_by_an_empty_one),
        WITH_FOLDER(a_foreign_store_is_left_alone),
        WITH_FOLDER(lines_of_another_kiosk_in_the_journal_are_foreign),
        WITH_FOLDER(a_newer_store_is_left_alone),
        WITH_FOLDER(a_store_in_use_is_not_opened_twice),
        WITH_FOLDER(a_damaged_database_is_set_aside_and_its_pledges_are_carried_over),
        WITH_FOLDER(a_doctored_row_or_total_is_noticed),
        WITH_FOLDER(no_flipped_byte_costs_a_pledge),
        WITH_FOLDER(a_line_damaged_in_the_journal_comes_from_the_database),
        WITH_FOLDER(old_lines_that_rot_are_found_in_idle_time_and_come_from_the_other_file),
        WITH_FOLDER(what_neither_file_holds_is_counted_as_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
