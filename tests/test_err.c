/* Errors: filled, cut, named. */
#include "scratch.h"

#include <errno.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"

static void set_fills_and_returns_false(void **state)
{
    (void)state;
    struct err err = {0};
    assert_false(err_set(&err, ERR_FULL, "a.yaml:3:title", "No space for %d slides.", 4));
    assert_int_equal(err.code, ERR_FULL);
    assert_string_equal(err.where, "a.yaml:3:title");
    assert_string_equal(err.text, "No space for 4 slides.");
    assert_false(err_set(&err, ERR_IO, NULL, "Next."));
    assert_string_equal(err.where, "");
    assert_false(err_set(NULL, ERR_IO, NULL, "Nobody asks."));
}

static void an_error_can_quote_itself(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ERR_IO, "here", "inner");
    err_set(&err, ERR_DAMAGED, err.where, "outer: %s", err.text);
    assert_string_equal(err.text, "outer: inner");
    assert_string_equal(err.where, "here");
}

static void long_texts_are_cut_between_letters(void **state)
{
    (void)state;
    char text[2000] = "x";
    for (size_t i = 1; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "ی", 3);
    struct err err;
    err_set(&err, ERR_IO, text, "%s", text);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_true(utf8_is_valid(err.text, strlen(err.text)));
    err_set(&err, ERR_IO, text + 1, "%s", text + 1);
    assert_int_equal(strlen(err.text), sizeof err.text - 2);
    assert_int_equal(strlen(err.where), sizeof err.where - 2);
    assert_true(utf8_is_valid(err.where, strlen(err.where)));
}

static void errno_values_have_their_code(void **state)
{
    (void)state;
    static const struct {
        int number;
        enum err_code code;
    } cases[] = {
        {0, ERR_NONE},          {ENOENT, ERR_MISSING}, {EACCES, ERR_UNREADABLE}, {EROFS, ERR_READ_ONLY},
        {ENOSPC, ERR_FULL},     {EDQUOT, ERR_FULL},    {EIO, ERR_IO},            {EINVAL, ERR_INVALID},
        {ENOTDIR, ERR_MISSING},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(err_from_errno(cases[i].number), cases[i].code);
}

static void every_code_has_its_own_name(void **state)
{
    (void)state;
    for (int a = ERR_NONE; a <= ERR_UNAVAILABLE; a++) {
        assert_non_null(err_name((enum err_code)a));
        for (int b = ERR_NONE; b < a; b++)
            assert_string_not_equal(err_name((enum err_code)a), err_name((enum err_code)b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_fills_and_returns_false),        cmocka_unit_test(an_error_can_quote_itself),
        cmocka_unit_test(long_texts_are_cut_between_letters), cmocka_unit_test(errno_values_have_their_code),
        cmocka_unit_test(every_code_has_its_own_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
