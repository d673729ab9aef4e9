/* The stick: bundles, enrolment, receipts, from both sides. */
#include "sync_fixture.h"

#include <sys/stat.h>

static struct keys *a_chapter(void)
{
    return keys_new(false, "lhr", "lhr-2026a");
}

/* A stick with one bundle of `count` pledges; the kiosk is closed. */
static void make_stick(char stick[512], struct keys *keys, int count)
{
    struct fixture kiosk;
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < count; i++)
        fixture_add(&kiosk, i % 2 == 0);
    sync_write(&kiosk, stick);
    fixture_finish(&kiosk);
}

static void what_leaves_the_kiosk_is_whole_and_can_be_opened(void **state)
{
    (void)state;
    char stick[512], path[FILE_PATH_MAX];
    struct keys *keys = a_chapter();
    make_stick(stick, keys, 3);
    struct told told = sync_read(sync_bundle(stick, "lhr", 0, path));
    assert_int_equal(told.of[BUNDLE_HEAD], 1);
    assert_int_equal(told.of[BUNDLE_RECORD], 3);
    assert_int_equal(told.of[BUNDLE_TAIL], 1);
    assert_int_equal(told.of[BUNDLE_DAMAGED] + told.of[BUNDLE_TORN] + told.of[BUNDLE_BAD_TAIL], 0);
    keys_free(keys);
    scratch_remove(stick);
}

static void a_demonstration_hands_out_no_records(void **state)
{
    (void)state;
    char stick[512], folder[FILE_PATH_MAX];
    struct fixture kiosk;
    struct stick_written written;
    struct err err = {0};
    fixture_init(&kiosk);
    fixture_open(&kiosk);
    fixture_add(&kiosk, true);
    scratch_make(stick);
    sync_check(sync_write_stick(stick, kiosk.store, kiosk.vault, sync_hardware, NULL, NULL, &written, &err), &err);
    assert_int_equal(written.bundles, 0);
    assert_false(file_exists(layout_folder(folder, stick, LAYOUT_OUT, NULL)));
    assert_true(file_exists(layout_folder(folder, stick, LAYOUT_ENROL, NULL)));
    fixture_finish(&kiosk);
    scratch_remove(stick);
}

/* Not flushed: it is done thousands of times. */
static void replace(const char *path, const void *data, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_int_equal(write(fd, data, n), n);
    close(fd);
}

/* What a changed bundle of `most` records gives: fewer of them, or it is not whole. */
static bool is_noticed(const char *path, int most)
{
    struct told told = sync_read(path);
    assert_true(told.of[BUNDLE_RECORD] <= most);
    return told.of[BUNDLE_RECORD] < most || told.of[BUNDLE_TAIL] != 1 || told.of[BUNDLE_DAMAGED] > 0;
}

static void flip(int fd, size_t bit)
{
    char byte;
    assert_int_equal(pread(fd, &byte, 1, (off_t)(bit / 8)), 1);
    byte ^= (char)(1 << bit % 8);
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)(bit / 8)), 1);
}

/* HAMAWAZ_TORTURE=1: every bit; else one in seven, which meets each place in a byte. */
static void every_flipped_bit_of_a_bundle_is_noticed(void **state)
{
    (void)state;
    char stick[512], path[FILE_PATH_MAX];
    size_t step = getenv("HAMAWAZ_TORTURE") != NULL ? 1 : 7;
    struct keys *keys = a_chapter();
    make_stick(stick, keys, 1);
    int fd = open(sync_bundle(stick, "lhr", 0, path), O_RDWR);
    size_t bits = (size_t)file_size(path) * 8;
    assert_false(is_noticed(path, 1)); /* the control */
    for (size_t bit = 0; bit < bits; bit += step) {
        flip(fd, bit);
        assert_true(is_noticed(path, 1));
        flip(fd, bit);
    }
    close(fd);
    keys_free(keys);
    scratch_remove(stick);
}

static void a_bundle_cut_at_any_byte_keeps_what_came_before(void **state)
{
    (void)state;
    char stick[512], path[FILE_PATH_MAX];
    struct keys *keys = a_chapter();
    make_stick(stick, keys, 2);
    sync_bundle(stick, "lhr", 0, path);
    off_t whole = file_size(path);
    int64_t longer = 2;
    for (off_t cut = whole - 1; cut >= 0; cut--) {
        assert_int_equal(truncate(path, cut), 0);
        struct told told = sync_read(path);
        assert_true(told.of[BUNDLE_RECORD] <= longer); /* never more than a longer file gave, and never nonsense */
        assert_int_equal(told.of[BUNDLE_TAIL], cut == whole - 1); /* only the last LF may be missing */
        assert_int_equal(told.of[BUNDLE_TORN], told.of[BUNDLE_HEAD] - told.of[BUNDLE_TAIL]);
        longer = told.of[BUNDLE_RECORD];
    }
    assert_int_equal(longer, 0);
    keys_free(keys);
    scratch_remove(stick);
}

static void lines_in_another_order_or_in_one_file_are_still_records(void **state)
{
    (void)state;
    char stick[512], path[FILE_PATH_MAX], *data;
    size_t n;
    struct err err = {0};
    struct keys *keys = a_chapter();
    make_stick(stick, keys, 2);
    sync_check(file_read(sync_bundle(stick, "lhr", 0, path), 1 << 20, &data, &n, &err), &err);
    const char *first = strchr(data, '\n') + 1, *second = strchr(first, '\n') + 1, *tail = strchr(second, '\n') + 1;
    struct str text = {0};
    str_append(&text, data, (size_t)(first - data)); /* reordered */
    str_append(&text, second, (size_t)(tail - second));
    str_append(&text, first, (size_t)(second - first));
    str_add(&text, tail);
    replace(path, text.at, text.length);
    struct told told = sync_read(path);
    assert_int_equal(told.of[BUNDLE_RECORD], 2);
    assert_int_equal(told.of[BUNDLE_BAD_TAIL], 1);

    str_clear(&text); /* twice behind each other, with rubbish between */
    str_addf(&text, "%sHello\n%s", data, data);
    replace(path, text.at, text.length);
    told = sync_read(path);
    assert_int_equal(told.of[BUNDLE_RECORD], 4);
    assert_int_equal(told.of[BUNDLE_TAIL], 2);
    assert_int_equal(told.of[BUNDLE_DAMAGED], 1);
    str_finish(&text);
    free(data);
    keys_free(keys);
    scratch_remove(stick);
}

static void what_is_no_ordinary_file_is_left_alone(void **state)
{
    (void)state;
    char folder[512], path[FILE_PATH_MAX], link_path[FILE_PATH_MAX];
    struct err err;
    struct told told = {0};
    scratch_make(folder);
    assert_int_equal(mkfifo(file_join(path, folder, "pipe.hzb"), 0600), 0);
    assert_false(bundle_read(path, told_visit, NULL, &told, NULL, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_int_equal(symlink("pipe.hzb", file_join(link_path, folder, "link.hzb")), 0);
    assert_false(bundle_read(link_path, told_visit, NULL, &told, NULL, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_false(bundle_read(folder, told_visit, NULL, &told, NULL, &err));
    int fd = open(file_join(path, folder, "sparse.hzb"), O_WRONLY | O_CREAT, 0600);
    assert_int_equal(ftruncate(fd, (off_t)1 << 40), 0);
    close(fd);
    assert_false(bundle_read(path, told_visit, NULL, &told, NULL, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_false(bundle_read("/dev/zero", told_visit, NULL, &told, NULL, &err));
    scratch_remove(folder);
}

static void a_line_longer_than_any_of_ours_is_one_damaged_line(void **state)
{
    (void)state;
    char folder[512], path[FILE_PATH_MAX];
    size_t n = 3 * 1024 * 1024;
    char *data = mem_alloc(n);
    memset(data, 'a', n);
    data[n - 2] = '\n';
    file_join(path, scratch_make(folder), "long.hzb");
    replace(path, data, n);
    struct told told = sync_read(path);
    assert_int_equal(told.of[BUNDLE_DAMAGED], 2); /* the long line, and the letter after it */
    memset(data, '\n', n);
    replace(path, data, n);
    told = sync_read(path);
    assert_int_equal(told.of[BUNDLE_DAMAGED], 10000); /* and then it stops */
    free(data);
    scratch_remove(folder);
}

static struct receipt receipt_of(struct fixture *kiosk, int64_t up_to)
{
    struct receipt receipt = {.stream = 'p', .up_to = up_to, .issued_s = 1893456000};
    struct held held = fixture_held(kiosk);
    str_copy(receipt.kiosk, sizeof receipt.kiosk, vault_kiosk_id(kiosk->vault));
    memcpy(receipt.head, held.head, sizeof receipt.head);
    return receipt;
}

static struct stick_receipts read_receipt(struct fixture *kiosk, const char *stick, const struct keys *keys,
                                          const struct receipt *receipt)
{
    struct str line = {0};
    struct stick_receipts receipts;
    struct err err = {0};
    receipt_write(keys, 0, receipt, &line);
    sync_put(stick, LAYOUT_RECEIPTS, "a.hzr", line.at, line.length);
    str_finish(&line);
    sync_check(sync_read_receipts(stick, kiosk->store, kiosk->vault, &receipts, &err), &err);
    return receipts;
}

static void only_the_chapters_receipt_for_these_very_lines_counts(void **state)
{
    (void)state;
    char stick[512];
    struct fixture kiosk;
    struct keys *keys = a_chapter(), *others = keys_new(false, "khi", "khi-2026a");
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < 3; i++)
        fixture_add(&kiosk, true);

    struct receipt good = receipt_of(&kiosk, 3), bad = good;
    assert_int_equal(read_receipt(&kiosk, stick, others, &good).accepted, 0); /* another chapter's */
    bad.head[0] ^= 1;                                                         /* other lines than these */
    assert_int_equal(read_receipt(&kiosk, stick, keys, &bad).refused, 1);
    bad = good;
    bad.up_to = 1000000; /* of the future */
    assert_int_equal(read_receipt(&kiosk, stick, keys, &bad).refused, 1);
    bad = good;
    str_copy(bad.kiosk, sizeof bad.kiosk, "00112233445566778899"); /* another kiosk's */
    assert_int_equal(read_receipt(&kiosk, stick, keys, &bad).accepted, 0);
    sync_put(stick, LAYOUT_RECEIPTS, "a.hzr", "not a line\n", 11);
    assert_int_equal(fixture_counts(&kiosk).not_exported, 3);

    assert_int_equal(read_receipt(&kiosk, stick, keys, &good).accepted, 1);
    assert_int_equal(fixture_counts(&kiosk).not_exported, 0);
    assert_int_equal(read_receipt(&kiosk, stick, keys, &good).accepted, 1); /* replayed: nothing changes */
    assert_int_equal(fixture_counts(&kiosk).not_exported, 0);
    fixture_finish(&kiosk);
    keys_free(keys);
    keys_free(others);
    scratch_remove(stick);
}

static void enrolment_binds_to_chapter_version_and_machine(void **state)
{
    (void)state;
    char stick[512];
    struct fixture kiosk;
    struct err err = {0};
    struct config config, read;
    uint8_t elsewhere[VAULT_HASH_BYTES] = {9};
    bool matches = false;
    struct keys *keys = a_chapter(), *others = keys_new(false, "khi", "khi-2026a");
    scratch_make(stick);
    sync_enrolled(&kiosk, keys, stick);
    assert_false(vault_is_demonstration(kiosk.vault));
    assert_string_equal(vault_chapter(kiosk.vault), "lhr");

    /* The same again, and an older one: nothing new. */
    assert_false(sync_read_config(stick, kiosk.store, kiosk.vault, sync_hardware, &read, &err));
    assert_int_equal(err.code, ERR_MISSING);
    /* Another chapter's, even if newer. */
    config = sync_config(&kiosk, others, 9);
    sync_put_config(stick, others, &config);
    assert_false(sync_read_config(stick, kiosk.store, kiosk.vault, sync_hardware, &read, &err));
    assert_int_equal(err.code, ERR_FOREIGN);
    /* A cloned card: the same kiosk on another machine. */
    sync_check(sync_hardware_matches(kiosk.store, sync_hardware, &matches, &err), &err);
    assert_true(matches);
    sync_check(sync_hardware_matches(kiosk.store, elsewhere, &matches, &err), &err);
    assert_false(matches);
    config = sync_config(&kiosk, keys, 2);
    sync_put_config(stick, keys, &config);
    assert_false(sync_read_config(stick, kiosk.store, kiosk.vault, elsewhere, &read, &err));
    sync_check(sync_read_config(stick, kiosk.store, kiosk.vault, sync_hardware, &read, &err), &err);
    fixture_finish(&kiosk);
    keys_free(keys);
    keys_free(others);
    scratch_remove(stick);
}

static void a_rotated_key_is_believed_through_the_old_one(void **state)
{
    (void)state;
    char stick[512];
    struct fixture kiosk;
    struct err err = {0};
    struct config config, read;
    struct keys *keys = a_chapter();
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    keys_rotate(keys, "lhr-2026b");
    config = sync_config(&kiosk, keys, 2);
    sync_put_config(stick, keys, &config);
    sync_check(sync_read_config(stick, kiosk.store, kiosk.vault, sync_hardware, &read, &err), &err);
    sync_check(sync_accept_config(kiosk.folder, kiosk.store, kiosk.vault, &read, &err), &err);
    assert_string_equal(read.to[0].id, "lhr-2026b");
    fixture_add(&kiosk, true);
    struct receipt receipt = receipt_of(&kiosk, 1);
    assert_int_equal(read_receipt(&kiosk, stick, keys, &receipt).accepted, 1); /* signed by the new key */
    fixture_finish(&kiosk);
    keys_free(keys);
    scratch_remove(stick);
}

static void quizzes_become_lines_only_when_they_leave(void **state)
{
    (void)state;
    char stick[512], path[FILE_PATH_MAX];
    struct fixture kiosk;
    struct err err = {0};
    struct quiz_answers answers = {.deck = "myths", .count = 1, .at = {{"clothes", 1}}};
    struct keys *keys = a_chapter();
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < 5; i++)
        sync_check(store_add_quiz(kiosk.store, &answers, &err), &err);
    int64_t count = -1;
    sync_check(store_count_unreceived(kiosk.store, 'q', &count, &err), &err);
    assert_int_equal(count, 0);
    sync_write(&kiosk, stick);
    struct told told = sync_read(sync_bundle(stick, "lhr", 0, path));
    assert_int_equal(told.of[BUNDLE_RECORD], 5);
    assert_int_equal(fixture_counts(&kiosk).quizzes, 5); /* as many as before */
    struct store_health health = fixture_reopen(&kiosk);
    assert_int_equal(health.recovery, STORE_CLEAN);
    sync_write(&kiosk, stick);
    assert_int_equal(fixture_counts(&kiosk).quizzes, 5);
    fixture_finish(&kiosk);
    keys_free(keys);
    scratch_remove(stick);
}

static bool stop_at_once(int64_t done, int64_t of, void *arg)
{
    (void)done, (void)of, (void)arg;
    return false;
}

static void stopping_or_a_bad_stick_leaves_no_bundle(void **state)
{
    (void)state;
    char stick[512], folder[FILE_PATH_MAX], **names;
    size_t count;
    struct fixture kiosk;
    struct stick_written written;
    struct err err = {0};
    struct keys *keys = a_chapter();
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < 70; i++)
        fixture_add(&kiosk, false);
    assert_false(sync_write_stick(stick, kiosk.store, kiosk.vault, sync_hardware, stop_at_once, NULL, &written, &err));
    assert_int_equal(err.code, ERR_INVALID);
    sync_check(file_list(layout_folder(folder, stick, LAYOUT_OUT, "lhr"), &names, &count, &err), &err);
    assert_int_equal(count, 0);
    file_list_free(names, count);
    assert_false(sync_write_stick("/nowhere", kiosk.store, kiosk.vault, sync_hardware, NULL, NULL, &written, &err));
    assert_int_equal(err.code, ERR_MISSING);
    sync_write(&kiosk, stick); /* and afterwards it can be done */
    fixture_finish(&kiosk);
    keys_free(keys);
    scratch_remove(stick);
}

static void a_fingerprint_is_four_words(void **state)
{
    (void)state;
    char words[FINGERPRINT_MAX], other[FINGERPRINT_MAX];
    uint8_t key[VAULT_KEY_BYTES] = {0};
    fingerprint_words(key, words);
    assert_int_equal(strlen(words), FINGERPRINT_MAX - 1);
    assert_string_equal(words, "kinom-lopot-zodof-rujul");
    key[31] = 1;
    fingerprint_words(key, other);
    assert_string_not_equal(words, other);
}

int main(void)
{
    struct err err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_leaves_the_kiosk_is_whole_and_can_be_opened),
        cmocka_unit_test(a_demonstration_hands_out_no_records),
        cmocka_unit_test(every_flipped_bit_of_a_bundle_is_noticed),
        cmocka_unit_test(a_bundle_cut_at_any_byte_keeps_what_came_before),
        cmocka_unit_test(lines_in_another_order_or_in_one_file_are_still_records),
        cmocka_unit_test(what_is_no_ordinary_file_is_left_alone),
        cmocka_unit_test(a_line_longer_than_any_of_ours_is_one_damaged_line),
        cmocka_unit_test(only_the_chapters_receipt_for_these_very_lines_counts),
        cmocka_unit_test(enrolment_binds_to_chapter_version_and_machine),
        cmocka_unit_test(a_rotated_key_is_believed_through_the_old_one),
        cmocka_unit_test(quizzes_become_lines_only_when_they_leave),
        cmocka_unit_test(stopping_or_a_bad_stick_leaves_no_bundle),
        cmocka_unit_test(a_fingerprint_is_four_words),
    };
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
