/* UTF-8: every letter there and back, every kind of damage refused, and stepping that agrees with reading. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static void every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        if (code_point == 0xD800)
            code_point = 0xE000;
        char bytes[4];
        size_t at = 0, n = utf8_put(bytes, code_point);
        assert_int_equal(utf8_next(bytes, n, &at), code_point);
        assert_int_equal(at, n);
        assert_true(utf8_is_valid(bytes, n));
        assert_int_equal(utf8_before(bytes, n), 0);
    }
}

static void lengths_change_where_the_standard_says(void **state)
{
    (void)state;
    static const struct {
        uint32_t code_point;
        const char *bytes;
    } cases[] = {
        {0x7F, "\x7F"},           {0x80, "\xC2\x80"},           {0x7FF, "\xDF\xBF"},
        {0x800, "\xE0\xA0\x80"},  {0xFFFF, "\xEF\xBF\xBF"},     {0x10000, "\xF0\x90\x80\x80"},
        {0xD800, "\xEF\xBF\xBD"}, {0x110000, "\xEF\xBF\xBD"},   {0x10FFFF, "\xF4\x8F\xBF\xBF"},
        {0xDFFF, "\xEF\xBF\xBD"}, {0xFFFFFFFF, "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char bytes[5] = {0};
        assert_int_equal(utf8_put(bytes, cases[i].code_point), strlen(cases[i].bytes));
        assert_string_equal(bytes, cases[i].bytes);
    }
}

static const char *const damaged[] = {
    "\x80",             /* a continuation alone */
    "\xBF",
    "\xC0\x80",         /* overlong NUL */
    "\xC1\xBF",         /* overlong in two */
    "\xE0\x80\x80",     /* overlong in three */
    "\xE0\x9F\xBF",
    "\xF0\x80\x80\x80", /* overlong in four */
    "\xF0\x8F\xBF\xBF",
    "\xED\xA0\x80",     /* surrogates */
    "\xED\xBF\xBF",
    "\xF4\x90\x80\x80", /* past U+10FFFF */
    "\xF5\x80\x80\x80", /* bytes that start nothing */
    "\xF8\x88\x80\x80\x80",
    "\xFE",
    "\xFF",
    "\xC3",             /* cut short */
    "\xE2\x82",
    "\xF0\x9F\x98",
    "\xC3(",            /* a letter where a continuation is due */
    "\xE2(\xA1",
    "\xE2\x82(",
    "\xF0\x9F\x98(",
    "\xEF\xBF",         /* U+FFFD cut short */
};

static void damage_advances_by_one_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        size_t n = strlen(damaged[i]), at = 0;
        assert_false(utf8_is_valid(damaged[i], n));
        assert_int_equal(utf8_next(damaged[i], n, &at), UTF8_BAD);
        assert_int_equal(at, 1);
        for (size_t count = 1; at < n; count++) {
            uint32_t code_point = utf8_next(damaged[i], n, &at);
            assert_true(code_point == UTF8_BAD || code_point == '(');
            assert_int_equal(at, count + 1);
        }
        assert_int_equal(utf8_count(damaged[i], n), n);
    }
}

static void a_replacement_letter_written_out_is_valid(void **state)
{
    (void)state;
    size_t at = 0;
    assert_true(utf8_is_valid("\xEF\xBF\xBD", 3));
    assert_int_equal(utf8_next("\xEF\xBF\xBD", 3, &at), UTF8_BAD);
    assert_int_equal(at, 3);
}

/* Given any mixture of letters and damage, the edges found by stepping back and by utf8_edge are those of reading. */
static void assert_edges_agree(const char *text, size_t n)
{
    for (size_t at = 0, start; at < n;) {
        start = at;
        utf8_next(text, n, &at);
        assert_int_equal(utf8_before(text, at), start);
        for (size_t inside = start; inside < at; inside++)
            assert_int_equal(utf8_edge(text, n, inside), start);
    }
    assert_int_equal(utf8_edge(text, n, n), n);
    assert_int_equal(utf8_edge(text, n, n + 9), n);
    assert_int_equal(utf8_before(text, 0), 0);
}

static void stepping_agrees_with_reading(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        char text[64];
        snprintf(text, sizeof text, "a%sیہ%s\xF0\x9F\x98\x80%s\xE2\x82\xAC", damaged[i], damaged[i], damaged[i]);
        assert_edges_agree(text, strlen(text));
    }
}

static void count_is_in_letters(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("خواتین ab", strlen("خواتین ab")), 9);
    assert_true(utf8_is_valid("", 0));
    assert_true(utf8_is_valid("a\0b", 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(lengths_change_where_the_standard_says),
        cmocka_unit_test(damage_advances_by_one_byte),
        cmocka_unit_test(a_replacement_letter_written_out_is_valid),
        cmocka_unit_test(stepping_agrees_with_reading),
        cmocka_unit_test(count_is_in_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
