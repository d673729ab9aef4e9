/* The vault's keys: made once, refused when damaged, enrolled; the staff PIN; the hash. */
#include "scratch.h"

#include <sodium.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/pin.h"
#include "vault/locked.h"
#include "vault/vault.h"

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

/* Both key files, as an enrolled kiosk has them. */
static void enrol(void)
{
    struct recipient chapter = {.id = "lhr-2026a"};
    uint8_t secret[32];
    struct vault *vault = NULL;
    struct err err;
    crypto_box_keypair(chapter.public_key, secret);
    assert_true(vault_enrol(folder, "lhr", &chapter, 1, &err));
    assert_true(vault_open(folder, true, &vault, &err));
    assert_false(vault_is_demonstration(vault));
    vault_close(vault);
}

static void keys_are_made_once_and_only_when_allowed(void **state)
{
    (void)state;
    struct vault *vault = NULL;
    struct err err;
    char path[FILE_PATH_MAX], kiosk[VAULT_KIOSK_ID_MAX];
    assert_false(vault_open(folder, false, &vault, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_false(file_exists(file_join(path, folder, "kiosk.key")));

    assert_true(vault_open(folder, true, &vault, &err));
    assert_true(vault_is_demonstration(vault));
    strcpy(kiosk, vault_kiosk_id(vault));
    vault_close(vault);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);

    assert_true(vault_open(folder, true, &vault, &err));
    assert_string_equal(vault_kiosk_id(vault), kiosk);
    vault_close(vault);

    /* A kiosk robbed of its recipients must not fall back to demonstration by itself. */
    assert_int_equal(unlink(file_join(path, folder, "recipients")), 0);
    assert_false(vault_open(folder, true, &vault, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_false(file_exists(path));
}

static void every_damaged_byte_of_a_key_file_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"kiosk.key", "recipients"};
    enrol();
    for (size_t f = 0; f < COUNT_OF(names); f++) {
        char path[FILE_PATH_MAX], *data = NULL;
        size_t n = 0;
        struct vault *vault = NULL;
        struct err err;
        assert_true(file_read(file_join(path, folder, names[f]), 4096, &data, &n, &err));
        for (size_t i = 0; i < 2 * n; i++) {
            size_t cut = i < n ? n : i - n;
            data[i % n] ^= i < n ? 1 : 0;
            int fd = open(path, O_WRONLY | O_TRUNC);
            assert_int_equal(write(fd, data, cut), cut);
            close(fd);
            assert_false(vault_open(folder, true, &vault, &err));
            assert_true(err.code == ERR_DAMAGED || err.code == ERR_FOREIGN);
            data[i % n] ^= i < n ? 1 : 0;
        }
        assert_true(file_write_atomic(path, data, n, 0600, &err));
        assert_true(vault_open(folder, false, &vault, &err));
        vault_close(vault);
        free(data);
    }
}

static void an_enrolment_needs_names_and_keys(void **state)
{
    (void)state;
    struct recipient good = {.id = "lhr-2026a"}, bad = {.id = "lhr 2026"};
    struct err err;
    assert_false(vault_enrol(folder, "lhr", &bad, 1, &err));
    assert_false(vault_enrol(folder, "Lahore\n", &good, 1, &err));
    assert_false(vault_enrol(folder, "lhr", &good, 0, &err));
    assert_int_equal(err.code, ERR_INVALID);
}

static void a_pin_matches_itself_alone(void **state)
{
    (void)state;
    char pin[PIN_TEXT_MAX], hash[PIN_HASH_MAX], wrong[PIN_TEXT_MAX];
    struct err err;
    assert_true(vault_pin_make(pin, hash, &err));
    assert_int_equal(strspn(pin, "0123456789"), PIN_DIGITS);
    assert_null(strstr(hash, pin));
    assert_true(vault_pin_matches(hash, pin));
    strcpy(wrong, pin);
    wrong[7] = wrong[7] == '0' ? '1' : '0';
    assert_false(vault_pin_matches(hash, wrong));
    assert_false(vault_pin_matches(hash, ""));
    assert_false(vault_pin_matches("", pin));
    hash[40] ^= 1;
    assert_false(vault_pin_matches(hash, pin));
}

/* FIPS 180-2, B.1 */
static void the_hash_is_sha_256(void **state)
{
    (void)state;
    uint8_t hash[VAULT_HASH_BYTES];
    char hex[65];
    vault_hash("abc", 3, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_not_equal(vault_random(), vault_random());
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(keys_are_made_once_and_only_when_allowed),
        WITH_FOLDER(every_damaged_byte_of_a_key_file_is_refused),
        WITH_FOLDER(an_enrolment_needs_names_and_keys),
        WITH_FOLDER(a_pin_matches_itself_alone),
        WITH_FOLDER(the_hash_is_sha_256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
