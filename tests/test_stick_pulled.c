/* The stick is pulled out while the kiosk writes it: at any byte of a file, and at any call. */
#include "sync_fixture.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "crash/disk.h"

/* Whatever stands under a bundle's name is whole. */
static void assert_only_whole_bundles(const char *stick)
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX], **names;
    size_t count;
    struct err err = {0};
    if (!file_is_folder(layout_folder(folder, stick, LAYOUT_OUT, "lhr")))
        return;
    sync_check(file_list(folder, &names, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (strstr(names[i], ".tmp") != NULL)
            continue;
        struct told told = sync_read(file_join(path, folder, names[i]));
        assert_int_equal(told.of[BUNDLE_TAIL], 1);
        assert_int_equal(told.of[BUNDLE_TORN] + told.of[BUNDLE_DAMAGED] + told.of[BUNDLE_BAD_TAIL], 0);
    }
    file_list_free(names, count);
}

/* A file that cannot grow beyond `bytes`: the write that would stops in its middle. */
static void let_files_grow_to(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static bool can_write(struct fixture *kiosk, const char *stick)
{
    struct stick_written written;
    struct err err = {0};
    return sync_write_stick(stick, kiosk->store, kiosk->vault, sync_hardware, NULL, NULL, &written, &err);
}

static void a_stick_pulled_at_any_byte_has_no_half_bundle(void **state)
{
    (void)state;
    char stick[512];
    struct fixture kiosk;
    int failed = 0;
    struct keys *keys = keys_new(false, "lhr", "lhr-2026a");
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < 2; i++)
        fixture_add(&kiosk, true);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t byte = 1; byte < 20000; byte += 61) {
        let_files_grow_to(byte);
        failed += !can_write(&kiosk, stick);
        let_files_grow_to(RLIM_INFINITY);
        assert_only_whole_bundles(stick);
        assert_int_equal(fixture_counts(&kiosk).not_exported, 2);
    }
    assert_in_range(failed, 100, 250); /* some did, and at last none */
    assert_true(can_write(&kiosk, stick));
    fixture_finish(&kiosk);
    keys_free(keys);
    scratch_remove(stick);
}

static int calls_left;

/* After so many calls the stick is gone. */
static bool pull_out(const struct disk_call *call)
{
    (void)call;
    errno = EIO;
    return calls_left-- > 0;
}

static void a_stick_pulled_at_any_call_has_no_half_bundle(void **state)
{
    (void)state;
    char stick[512];
    struct fixture kiosk;
    int pulled = 0;
    bool is_written = false;
    struct keys *keys = keys_new(false, "lhr", "lhr-2026a");
    sync_enrolled(&kiosk, keys, scratch_make(stick));
    for (int i = 0; i < 2; i++)
        fixture_add(&kiosk, true);
    while (!is_written) {
        calls_left = pulled++;
        disk_before = pull_out;
        is_written = can_write(&kiosk, stick);
        disk_before = NULL;
        assert_only_whole_bundles(stick);
        assert_int_equal(fixture_counts(&kiosk).not_exported, 2);
    }
    assert_in_range(pulled, 20, 500);
    fixture_finish(&kiosk);
    keys_free(keys);
    scratch_remove(stick);
}

int main(void)
{
    struct err err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stick_pulled_at_any_byte_has_no_half_bundle),
        cmocka_unit_test(a_stick_pulled_at_any_call_has_no_half_bundle),
    };
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
