/* Withdrawal codes: out, and back in however somebody typed them; the names of the time's sources. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "model/record.h"

static void codes_are_crockford_base_32(void **state)
{
    (void)state;
    static const struct {
        uint8_t random[5];
        const char *code;
    } cases[] = {
        {{0, 0, 0, 0, 0}, "0000-0000"},
        {{0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, "ZZZZ-ZZZZ"},
        {{0x00, 0x44, 0x32, 0x14, 0xC7}, "0123-4567"}, /* the values 0..7 */
        {{0x08, 0, 0, 0, 0x01}, "1000-0001"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char code[WITHDRAW_CODE_MAX];
        memset(code, 'x', sizeof code);
        withdraw_code(cases[i].random, code);
        assert_string_equal(code, cases[i].code);
        assert_int_equal(code[WITHDRAW_CODE_MAX - 1], 0);
    }
}

static void every_code_is_read_back(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int i = 0; i < 2000; i++) {
        uint8_t random[5];
        for (size_t k = 0; k < sizeof random; k++)
            random[k] = (uint8_t)((seed = seed * 1664525 + 1013904223) >> 24);
        char code[WITHDRAW_CODE_MAX], again[WITHDRAW_CODE_MAX];
        withdraw_code(random, code);
        assert_true(withdraw_code_read(code, again));
        assert_memory_equal(again, code, WITHDRAW_CODE_MAX);
        assert_null(strpbrk(code, "ILOU"));
    }
}

static void hands_may_be_careless(void **state)
{
    (void)state;
    static const char *const typed[] = {"7K4M-2Q9X", "7k4m2q9x", " 7K4M 2Q9X ", "7-K-4-M-2-Q-9-X", "--7k4m--2q9x--"};
    char code[WITHDRAW_CODE_MAX];
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        assert_true(withdraw_code_read(typed[i], code));
        assert_string_equal(code, "7K4M-2Q9X");
    }
    assert_true(withdraw_code_read("oO0i-Il1L", code));
    assert_string_equal(code, "0001-1111");
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "",          "-",         "7K4M-2Q9",     "7K4M-2Q9XX", "7K4M-2Q9X-7K4M-2Q9X-7K4M-2Q9X-7K4M-2Q9X",
        "7K4M-2Q9U", "7K4M_2Q9X", "7K4M-2Q9\xD9", "۷K4M-2Q9X"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        char code[WITHDRAW_CODE_MAX];
        assert_false(withdraw_code_read(typed[i], code));
        assert_string_equal(code, "");
    }
}

static void sources_have_the_names_in_the_record(void **state)
{
    (void)state;
    static const char *const names[] = {"none", "saved", "signed", "operator", "rtc", "ntp"};
    for (int i = TIME_NONE; i <= TIME_NTP; i++)
        assert_string_equal(time_source_name((enum time_source)i), names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_crockford_base_32),
        cmocka_unit_test(every_code_is_read_back),
        cmocka_unit_test(hands_may_be_careless),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(sources_have_the_names_in_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
