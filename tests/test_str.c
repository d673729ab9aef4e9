/* Growable strings and the few questions about fixed ones. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

static void an_untouched_string_reads_as_empty(void **state)
{
    (void)state;
    struct str str = {0};
    assert_string_equal(str_get(&str), "");
    str_clear(&str);
    str_finish(&str);
    str_finish(NULL);
}

static void appending_grows_and_terminates(void **state)
{
    (void)state;
    struct str str = {0};
    for (int i = 0; i < 1000; i++)
        str_addf(&str, "%03d,", i);
    assert_int_equal(str.length, 4000);
    assert_int_equal(strlen(str_get(&str)), 4000);
    assert_memory_equal(str_get(&str) + 3996, "999,", 5);

    size_t room = str.room;
    str_clear(&str);
    str_append(&str, "a\0b", 3);
    str_add(&str, "c");
    str_add_code_point(&str, 0x6CC);
    assert_int_equal(str.length, 6);
    assert_memory_equal(str_get(&str), "a\0bc\xDB\x8C", 7);
    assert_int_equal(str.room, room);
    str_finish(&str);
    assert_null(str.at);
}

static void copy_cuts_between_letters(void **state)
{
    (void)state;
    static const struct {
        size_t room;
        const char *from, *to;
        bool is_whole;
    } cases[] = {
        {8, "hamawaz", "hamawaz", true}, {7, "hamawaz", "hamawa", false}, {1, "h", "", false}, {1, "", "", true},
        {4, "یہ", "ی", false},           {3, "یہ", "ی", false},           {2, "یہ", "", false}, {5, "یہ", "یہ", true},
        {4, "\xF0\x9F\x98\x80", "", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char to[16] = "###############";
        assert_int_equal(str_copy(to, cases[i].room, cases[i].from), cases[i].is_whole);
        assert_string_equal(to, cases[i].to);
        assert_int_equal(to[cases[i].room], '#');
    }
}

static void comparisons(void **state)
{
    (void)state;
    assert_true(str_equal("a", "a"));
    assert_false(str_equal("a", "b"));
    assert_true(str_equal(NULL, NULL));
    assert_false(str_equal("", NULL));
    assert_false(str_equal(NULL, ""));
    assert_true(str_starts("slide.yaml", "slide"));
    assert_false(str_starts("sli", "slide"));
    assert_true(str_ends("slide.yaml", ".yaml"));
    assert_false(str_ends("yaml", ".yaml"));
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(str_distance("", ""), 0);
    assert_int_equal(str_distance("", "abc"), 3);
    assert_int_equal(str_distance("kitten", "sitting"), 3);
    assert_int_equal(str_distance("sitting", "kitten"), 3);
    assert_int_equal(str_distance("flaw", "lawn"), 2);

    char longest[66] = {0};
    memset(longest, 'a', 64);
    assert_int_equal(str_distance(longest, longest), 0);
    longest[64] = 'a';
    assert_int_equal(str_distance(longest, longest), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_string_reads_as_empty), cmocka_unit_test(appending_grows_and_terminates),
        cmocka_unit_test(copy_cuts_between_letters),          cmocka_unit_test(comparisons),
        cmocka_unit_test(distance_counts_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
