/* The copy of the last good pack. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "content/keep.h"
#include "scratch.h"

static char root[512], pack[FILE_PATH_MAX], kept[FILE_PATH_MAX];

static void put(const char *name, const char *text)
{
    char path[FILE_PATH_MAX];
    struct err err;
    assert_true(file_write_atomic(file_join(path, pack, name), text, strlen(text), 0600, &err));
}

static void assert_kept(const char *name, const char *text)
{
    char path[FILE_PATH_MAX], folder[FILE_PATH_MAX], *data;
    size_t n;
    struct err err;
    assert_true(pack_kept(kept, folder));
    assert_true(file_read(file_join(path, folder, name), 1000, &data, &n, &err));
    assert_string_equal(data, text);
    free(data);
}

static int begin(void **state)
{
    struct err err;
    char folder[FILE_PATH_MAX];
    scratch_make(root);
    file_join(pack, root, "pack");
    file_join(kept, root, "kept");
    (void)state;
    if (!file_make_folder(file_join(folder, pack, "slides"), &err))
        return 1;
    put("campaign.yaml", "one");
    put("slides/010.yaml", "first");
    return 0;
}

static int end(void **state)
{
    (void)state;
    scratch_remove(root);
    return 0;
}

static void copies_every_part(void **state)
{
    (void)state;
    struct err err;
    char folder[FILE_PATH_MAX];
    assert_false(pack_kept(kept, folder));
    assert_true(pack_keep(pack, kept, &err));
    assert_kept("campaign.yaml", "one");
    assert_kept("slides/010.yaml", "first");
}

static void replaces_the_copy_when_the_pack_changed(void **state)
{
    (void)state;
    struct err err;
    char gone[FILE_PATH_MAX];
    assert_true(pack_keep(pack, kept, &err));
    put("campaign.yaml", "another");
    unlink(file_join(gone, pack, "slides/010.yaml"));
    assert_true(pack_keep(pack, kept, &err));
    assert_kept("campaign.yaml", "another");
    assert_false(file_exists(file_join(gone, kept, "slides/010.yaml")));
}

static void leaves_a_copy_that_is_the_same(void **state)
{
    (void)state;
    struct err err;
    char path[FILE_PATH_MAX];
    struct stat before, after;
    assert_true(pack_keep(pack, kept, &err));
    assert_int_equal(stat(file_join(path, kept, "campaign.yaml"), &before), 0);
    assert_true(pack_keep(pack, kept, &err));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
}

static void finds_the_old_copy_after_a_cut_between_the_renames(void **state)
{
    (void)state;
    struct err err;
    char old[FILE_PATH_MAX];
    assert_true(pack_keep(pack, kept, &err));
    file_join(old, root, "kept.old");
    assert_int_equal(rename(kept, old), 0);
    assert_kept("campaign.yaml", "one");
    put("campaign.yaml", "another");
    assert_true(pack_keep(pack, kept, &err));
    assert_kept("campaign.yaml", "another");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(copies_every_part, begin, end),
        cmocka_unit_test_setup_teardown(replaces_the_copy_when_the_pack_changed, begin, end),
        cmocka_unit_test_setup_teardown(leaves_a_copy_that_is_the_same, begin, end),
        cmocka_unit_test_setup_teardown(finds_the_old_copy_after_a_cut_between_the_renames, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
