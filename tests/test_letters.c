/* Letters that may stand in a pack, and the list of those that the fonts have. */
#include "scratch.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "content/letters.h"

static void urdu_and_its_joiners_are_allowed(void **state)
{
    (void)state;
    static const uint32_t letters[] = {'A',    '\n',   0xA0,   0x200C, 0x200D, 0x200E,
                                       0x200F, 0x061C, 0x06CC, 0xFDFA, 0x1F600};
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        assert_true(letter_is_allowed(letters[i]));
}

static void signs_that_hide_or_turn_text_are_not(void **state)
{
    (void)state;
    static const uint32_t letters[] = {0,      '\t',   0x1B,   0x7F,   0x9B,   0x2028,  0x202A,  0x202E,
                                       0x2066, 0x2069, 0xE000, 0xFEFF, 0xFFFE, 0x1FFFF, 0xE0041, 0x10FFFF};
    for (size_t i = 0; i < COUNT_OF(letters); i++)
        assert_false(letter_is_allowed(letters[i]));
}

static bool read_coverage(const char *text, struct coverage *coverage, struct err *err)
{
    char folder[512], path[FILE_PATH_MAX];
    file_join(path, scratch_make(folder), "coverage");
    assert_true(file_write_atomic(path, text, strlen(text), 0600, err));
    bool is_read = coverage_read(coverage, path, err);
    scratch_remove(folder);
    return is_read;
}

static void a_letter_outside_all_ranges_is_missing(void **state)
{
    (void)state;
    struct coverage coverage;
    struct err err;
    assert_true(read_coverage("0020-007E\n0600-06FF\n", &coverage, &err));

    assert_int_equal(coverage_missing(&coverage, "yes ہاں"), 0);
    assert_int_equal(coverage_missing(&coverage, "~\x20"), 0);
    assert_int_equal(coverage_missing(&coverage, "caf\xC3\xA9"), 0xE9);
    coverage_finish(&coverage);
}

static void marks_that_are_obeyed_need_no_font(void **state)
{
    (void)state;
    struct coverage coverage;
    struct err err;
    assert_true(read_coverage("0061-0061\n", &coverage, &err));

    assert_int_equal(coverage_missing(&coverage, "a\xE2\x80\x8C"
                                                 "a\n\xE2\x80\x8F"),
                     0);
    coverage_finish(&coverage);
}

static void an_empty_coverage_knows_nothing(void **state)
{
    (void)state;
    assert_int_equal(coverage_missing(&(struct coverage){0}, "\xF0\x9F\x98\x80"), 0);
}

static void a_damaged_list_is_refused(void **state)
{
    (void)state;
    static const char *const damaged[] = {"0020\n",      "0020-007E", "007E-0020\n",           "0020-007E 00A0\n",
                                          "hello-you\n", "\n",        "0100-0200\n00A0-00FF\n"};
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        struct coverage coverage;
        struct err err = {0};
        assert_false(read_coverage(damaged[i], &coverage, &err));
        assert_int_equal(err.code, ERR_DAMAGED);
        assert_null(coverage.at);
    }
}

static void words_stand_between_white_space(void **state)
{
    (void)state;
    assert_int_equal(letters_words(""), 0);
    assert_int_equal(letters_words("  \n "), 0);
    assert_int_equal(letters_words(" one two\nthree  "), 3);
    assert_int_equal(letters_words("خاموشی رضامندی نہیں۔"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urdu_and_its_joiners_are_allowed),
        cmocka_unit_test(signs_that_hide_or_turn_text_are_not),
        cmocka_unit_test(a_letter_outside_all_ranges_is_missing),
        cmocka_unit_test(marks_that_are_obeyed_need_no_font),
        cmocka_unit_test(an_empty_coverage_knows_nothing),
        cmocka_unit_test(a_damaged_list_is_refused),
        cmocka_unit_test(words_stand_between_white_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
