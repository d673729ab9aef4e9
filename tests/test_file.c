/* Files: limits on what is read, all-or-nothing writes, folders and lists. */
#include "scratch.h"

#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/mem.h"

static char folder[512];

static int make_scratch(void **state)
{
    (void)state;
    scratch_make(folder);
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

static void put(const char *path, const char *text)
{
    struct err err;
    assert_true(file_write_atomic(path, text, strlen(text), 0600, &err));
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], *data = NULL;
    size_t n = 0;
    struct err err;
    file_join(path, folder, "record");
    assert_true(file_write_atomic(path, "a\0b", 3, 0640, &err));
    assert_true(file_read(path, 3, &data, &n, &err));
    assert_int_equal(n, 3);
    assert_memory_equal(data, "a\0b", 4);
    free(data);
    put(path, "");
    assert_true(file_read(path, 0, &data, &n, &err));
    assert_int_equal(n, 0);
    assert_string_equal(data, "");
    free(data);
}

static void refusals_name_their_cause(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], inside[FILE_PATH_MAX], pipe[FILE_PATH_MAX], *data = NULL;
    size_t n = 77;
    struct err err;
    put(file_join(path, folder, "four"), "1234");
    assert_false(file_read(path, 3, &data, &n, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_string_equal(err.where, path);
    assert_false(file_read(file_join(inside, path, "x"), 3, &data, &n, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_false(file_read(file_join(inside, folder, "none"), 3, &data, &n, NULL));
    assert_false(file_read(folder, 4096, &data, &n, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_int_equal(mkfifo(file_join(pipe, folder, "pipe"), 0600), 0);
    assert_false(file_read(pipe, 3, &data, &n, &err)); /* and does not wait for a writer */
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_null(data);
    assert_int_equal(n, 77);
}

static void a_write_replaces_whole_and_sets_its_mode(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], temporary[FILE_PATH_MAX];
    struct stat status;
    put(file_join(temporary, folder, "seal.tmp"), "left by a power cut, and longer than what follows");
    assert_int_equal(chmod(temporary, 0644), 0);
    put(file_join(path, folder, "seal"), "new");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(file_size(path), 3);
    assert_false(file_exists(temporary));
}

static void a_failed_write_leaves_the_old_and_no_remains(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], name[FILE_PATH_MAX], **names;
    size_t count;
    struct err err;
    /* Given a folder where the file should go: the write passes, the rename is refused. */
    assert_true(file_make_folder(file_join(path, folder, "taken"), &err));
    put(file_join(name, path, "kept"), "kept");
    assert_false(file_write_atomic(path, "x", 1, 0600, &err));
    assert_int_equal(file_size(name), 4);
    assert_true(file_list(folder, &names, &count, &err));
    assert_int_equal(count, 1);
    file_list_free(names, count);
    /* Given a link under the temporary name: it is not followed. */
    assert_int_equal(symlink("taken/kept", file_join(name, folder, "a.tmp")), 0);
    assert_false(file_write_atomic(file_join(path, folder, "a"), "x", 1, 0600, &err));
    assert_int_equal(file_size(file_join(name, folder, "taken/kept")), 4);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], temporary[FILE_PATH_MAX];
    struct err err;
    /* Given a limit on file size, which stops a write half-way as a full disk does. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    assert_int_equal(sigaction(SIGXFSZ, &ignore, NULL), 0);
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){.rlim_cur = 10, .rlim_max = before.rlim_max};
    put(file_join(path, folder, "count"), "old");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool is_written = file_write_atomic(path, "0123456789ABCDEF", 16, 0600, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(is_written);
    assert_int_equal(err.code, ERR_FULL);
    assert_int_equal(file_size(path), 3);
    assert_false(file_exists(file_join(temporary, folder, "count.tmp")));
}

static void folders_are_made_with_parents(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], file[FILE_PATH_MAX], below[FILE_PATH_MAX];
    struct err err;
    struct stat status;
    assert_true(file_make_folder(file_join(path, folder, "a//b/c/"), &err));
    assert_true(file_make_folder(path, &err));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    assert_true(file_is_folder(path));
    assert_int_equal(file_size(path), -1);
    assert_true(file_sync_folder(path, &err));
    assert_true(file_free_bytes(path) > 0);

    put(file_join(file, folder, "file"), "");
    assert_false(file_make_folder(file, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_false(file_make_folder(file_join(below, file, "x"), &err));
    assert_false(file_make_folder("", &err));
    assert_int_equal(file_free_bytes(file_join(below, folder, "none")), -1);
}

static void a_list_is_sorted_without_hidden_names(void **state)
{
    (void)state;
    static const char *const made[] = {"b", "a", ".hidden", "ی", "B", "10", "9"};
    static const char *const wanted[] = {"10", "9", "B", "a", "b", "ی"};
    char path[FILE_PATH_MAX], **names;
    size_t count;
    struct err err;
    for (size_t i = 0; i < COUNT_OF(made); i++)
        put(file_join(path, folder, made[i]), "");
    assert_true(file_list(folder, &names, &count, &err));
    assert_int_equal(count, COUNT_OF(wanted));
    for (size_t i = 0; i < count; i++)
        assert_string_equal(names[i], wanted[i]);
    file_list_free(names, count);
    assert_false(file_list(path, &names, &count, &err));
    assert_int_equal(err.code, ERR_MISSING);
}

static void paths_join_with_one_slash(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    struct err err;
    assert_string_equal(file_join(path, "a", "b"), "a/b");
    assert_string_equal(file_join(path, "/", "b"), "/b");
    assert_string_equal(file_join(path, "", "b"), "b");
    assert_true(file_program_folder(path, &err));
    assert_true(file_exists(file_join((char[FILE_PATH_MAX]){0}, path, "test_file")));
}

static void join_too_much(void)
{
    char path[FILE_PATH_MAX], name[FILE_PATH_MAX];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    file_join(path, "b", name);
}

static void a_path_too_long_aborts(void **state)
{
    (void)state;
    assert_true(scratch_aborts(join_too_much));
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(what_is_written_is_read),
        SCRATCH_TEST(refusals_name_their_cause),
        SCRATCH_TEST(a_write_replaces_whole_and_sets_its_mode),
        SCRATCH_TEST(a_failed_write_leaves_the_old_and_no_remains),
        SCRATCH_TEST(a_full_disk_is_told),
        SCRATCH_TEST(folders_are_made_with_parents),
        SCRATCH_TEST(a_list_is_sorted_without_hidden_names),
        cmocka_unit_test(paths_join_with_one_slash),
        cmocka_unit_test(a_path_too_long_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
