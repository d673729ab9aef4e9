/* The chapter's keys: under a passphrase, on paper, rotated. */
#include "sync_fixture.h"

static void keys_open_with_their_passphrase_only(void **state)
{
    (void)state;
    char folder[512], path[FILE_PATH_MAX], *data;
    size_t n;
    struct err err = {0};
    struct keys *keys = keys_new(false, "lhr", "lhr-2026a"), *opened = NULL;
    struct keys_public public;
    file_join(path, scratch_make(folder), "keys");
    sync_check(keys_write(keys, path, "correct horse", QUICK_COST, &err), &err);
    sync_check(keys_read_public(path, &public, &err), &err);
    assert_memory_equal(public.epoch[0].box, keys_public(keys)->epoch[0].box, VAULT_KEY_BYTES);
    assert_false(keys_unlock(path, "wrong horse", &opened, &err));
    assert_int_equal(err.code, ERR_INVALID);
    sync_check(keys_unlock(path, "correct horse", &opened, &err), &err);
    char one[RECOVERY_MAX], two[RECOVERY_MAX];
    keys_recovery(keys, one);
    keys_recovery(opened, two);
    assert_string_equal(one, two);
    keys_free(opened);

    sync_check(file_read(path, 4096, &data, &n, &err), &err); /* every flipped bit is found before it can mislead */
    for (size_t bit = 0; bit < n * 8; bit++) {
        data[bit / 8] ^= (char)(1 << bit % 8);
        int fd = open(path, O_WRONLY | O_TRUNC);
        assert_int_equal(write(fd, data, n), n);
        close(fd);
        assert_false(keys_read_public(path, &public, &err));
        data[bit / 8] ^= (char)(1 << bit % 8);
    }
    free(data);
    keys_free(keys);
    scratch_remove(folder);
}

static void a_recovery_sheet_brings_the_keys_back(void **state)
{
    (void)state;
    char sheet[RECOVERY_MAX];
    struct err err = {0};
    struct keys *keys = keys_new(false, "lhr", "lhr-2026a"), *again = NULL;
    keys_recovery(keys, sheet);
    sync_check(keys_restore(false, "lhr", "lhr-2026a", sheet, &again, &err), &err);
    assert_memory_equal(keys_public(keys)->epoch[0].sign, keys_public(again)->epoch[0].sign, VAULT_KEY_BYTES);
    keys_free(again);
    for (size_t i = 0; i < strlen(sheet); i++) { /* any one wrong letter is noticed */
        char right = sheet[i];
        if (right == '-')
            continue;
        sheet[i] = right == 'A' ? 'B' : 'A';
        assert_false(keys_restore(false, "lhr", "lhr-2026a", sheet, &again, &err));
        sheet[i] = right;
    }
    keys_free(keys);
}

int main(void)
{
    struct err err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_open_with_their_passphrase_only),
        cmocka_unit_test(a_recovery_sheet_brings_the_keys_back),
    };
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
