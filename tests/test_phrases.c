/* Sentences with a place to fill, and dates in words, in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "screens/app.h"
#include "screens/phrases.h"

static void fills_every_mark(void **state)
{
    (void)state;
    char out[64];
    phrase_fill(out, sizeof out, "until {date}; {date} is the day", "{date}", "today");
    assert_string_equal(out, "until today; today is the day");
    phrase_fill(out, sizeof out, "nothing to fill", "{date}", "today");
    assert_string_equal(out, "nothing to fill");
}

static void does_not_fill_what_it_filled(void **state)
{
    (void)state;
    char out[64];
    phrase_fill(out, sizeof out, "a {x} b", "{x}", "{x}{x}");
    assert_string_equal(out, "a {x}{x} b");
}

static void cuts_at_the_edge_of_a_letter(void **state)
{
    (void)state;
    char out[8];
    phrase_fill(out, sizeof out, "{name}", "{name}", "متاثرین");
    assert_true(strlen(out) < sizeof out);
    assert_true(utf8_is_valid(out, strlen(out)));
}

static void says_days_in_both_languages(void **state)
{
    (void)state;
    char out[96];
    lang_select(LANG_EN);
    phrase_day(out, sizeof out, (struct day){2027, 2, 23});
    assert_string_equal(out, "23 February 2027");
    lang_select(LANG_UR);
    phrase_day(out, sizeof out, (struct day){2027, 2, 23});
    assert_non_null(strstr(out, "فروری"));
    phrase_day(out, sizeof out, (struct day){0, 0, 0});
    assert_string_equal(out, "");
}

static void deletion_is_a_day_only_when_the_clock_can_be_true(void **state)
{
    (void)state;
    char out[96];
    struct pack pack = {.retention_days = 90};
    struct app app = {.pack = &pack, .clock = {.is_fake = true, .fake_wall_s = 1893456000}}; /* 1 January 2030 */
    lang_select(LANG_EN);
    phrase_deletion(&app, out, sizeof out);
    assert_string_equal(out, "1 April 2030");
    app.clock.fake_wall_s = 0;
    phrase_deletion(&app, out, sizeof out);
    assert_non_null(strstr(out, "90 days"));
}

static int choose_languages(void **state)
{
    (void)state;
    struct err err;
    return lang_init("build/share/locale", &err) ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_every_mark),
        cmocka_unit_test(does_not_fill_what_it_filled),
        cmocka_unit_test(cuts_at_the_edge_of_a_letter),
        cmocka_unit_test(says_days_in_both_languages),
        cmocka_unit_test(deletion_is_a_day_only_when_the_clock_can_be_true),
    };
    return cmocka_run_group_tests(tests, choose_languages, NULL);
}
