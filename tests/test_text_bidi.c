/* Which way text runs, without fonts: cleaning of what comes in, isolation of Latin and number tokens in Urdu, levels,
 * and where lines may end. Isolates are shown as <...>, and a place inside a token that no line may tear as '_'. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/paragraph.h"

static struct units units_of(const char *utf8)
{
    return units_clean(utf8, strlen(utf8));
}

/* Writes the code points, isolates as < and >. */
static void show(const struct units *units, struct str *out)
{
    str_clear(out);
    for (size_t i = 0; i < units->count; i++) {
        uint32_t cp = units->at[i].cp;
        str_add_code_point(out, cp == 0x2066 ? '<' : cp == 0x2069 ? '>' : cp);
    }
}

static void assert_isolated(const char *utf8, const char *expected)
{
    struct str shown = {0};
    struct units units = units_of(utf8);
    units_isolate(&units, true);
    show(&units, &shown);
    assert_string_equal(str_get(&shown), expected);
    units_isolate(&units, true);
    show(&units, &shown);
    assert_string_equal(str_get(&shown), expected);
    units_finish(&units);
    str_finish(&shown);
}

static void numbers_with_their_signs_are_one_token(void **state)
{
    (void)state;
    assert_isolated("قیمت 25% کم", "قیمت <25%> کم");
    assert_isolated("سال 2016-17 میں", "سال <2016-17> میں");
    assert_isolated("فون 0800-70806 پر", "فون <0800-70806> پر");
    assert_isolated("فون +92 51 920 3456 پر", "فون <+92 51 920 3456> پر");
    assert_isolated("فون 0300 1234567 پر", "فون <0300 1234567> پر");
    assert_isolated("درجہ −3.5 °C ہے", "درجہ <−3.5 °C> ہے");
    assert_isolated("موبائل ۰۳۰۰-۱۲۳۴۵۶۷", "موبائل <۰۳۰۰-۱۲۳۴۵۶۷>");
    assert_isolated("(15)", "(<15>)");
    assert_isolated("50+ لوگ", "<50+> لوگ");
}

static void latin_takes_its_number_along(void **state)
{
    (void)state;
    assert_isolated("صبح 10:30 AM سے", "صبح <10:30 AM> سے");
    assert_isolated("Rs. 1,250.50 رہ", "<Rs. 1,250.50> رہ");
    assert_isolated("ماخذ: Lisak et al., 2010؛", "ماخذ: <Lisak et al., 2010>؛");
    assert_isolated("[فائل 12-B/2024]", "[فائل <12-B/2024>]");
    assert_isolated("حجم 5 m³ ہے", "حجم <5 m³> ہے");
    assert_isolated("info@example.pk پر", "<info@example.pk> پر");
    assert_isolated("دفتر Blue Area، شہر", "دفتر <Blue Area>، شہر");
    assert_isolated("PDHS 2012-13۔", "<PDHS 2012-13>۔");
}

static void lists_stay_apart(void **state)
{
    (void)state;
    assert_isolated("نتائج 1, 2, 3 اور", "نتائج <1>, <2>, <3> اور");
    assert_isolated("3 4", "<3> <4>");
    assert_isolated("2 سے 10", "<2> سے <10>");
    assert_isolated("کو-5", "کو-<5>");
    assert_isolated("25.", "<25>.");
}

static void explicit_isolates_are_respected(void **state)
{
    (void)state;
    struct units units = units_of("\u2067ABC 12\u2069 اور 12 \u202aX 3\u202c");
    size_t before = units.count;
    units_isolate(&units, true);
    assert_int_equal(units.count, before + 2);
    units_finish(&units);
}

static void english_keeps_telephone_numbers_whole_and_nothing_else(void **state)
{
    (void)state;
    struct units units = units_of("about 13 in 0300 1234567");
    size_t before = units.count;
    units_isolate(&units, false);
    assert_int_equal(units.count, before);
    for (size_t i = 0; i < units.count; i++)
        assert_int_equal(units.at[i].is_glued, i == 15 || i == 16);
    units_finish(&units);
}

/* The levels of the code points, controls left out. */
static void assert_levels(const char *utf8, bool is_rtl, const char *expected)
{
    struct str shown = {0};
    struct units units = units_of(utf8);
    if (units_direction(&units, is_rtl))
        units_isolate(&units, true);
    units_resolve_levels(&units, units_direction(&units, is_rtl));
    for (size_t i = 0; i < units.count; i++)
        str_addf(&shown, "%d", units.at[i].level);
    assert_string_equal(str_get(&shown), expected);
    units_finish(&units);
    str_finish(&shown);
}

static void levels_follow_the_language(void **state)
{
    (void)state;
    assert_levels("کل 25% ہے", true, "111222111");
    assert_levels("say اردو now", false, "000011110000");
    assert_levels("(15)", true, "1221");
    assert_levels("15", false, "00");
}

static void a_text_of_the_other_script_runs_its_own_way(void **state)
{
    (void)state;
    assert_levels("Ali.", true, "0000");
    assert_levels("علی۔", false, "1111");
    assert_levels("Ali علی.", true, "22211111");
}

static void damage_and_controls_vanish(void **state)
{
    (void)state;
    static const char hostile[] = "a\0b\xFF\xC0\x80\x01\u00AD\uFEFFc\uFE0F\r\nd\te";
    struct str shown = {0};
    struct units units = units_clean(hostile, sizeof hostile - 1);
    show(&units, &shown);
    assert_string_equal(str_get(&shown), "abc\nd e");
    assert_int_equal(units.at[1].byte, 2);
    units_finish(&units);
    str_finish(&shown);
}

static void marks_are_composed_and_capped(void **state)
{
    (void)state;
    struct str many = {0}, shown = {0};
    str_add(&many, "ب");
    for (int i = 0; i < 1000; i++)
        str_add(&many, "\u064E");
    struct units units = units_of(str_get(&many));
    assert_int_equal(units.count, 4);
    units_finish(&units);

    units = units_of("\u0627\u0653 \u06C1\u0654 e\u0301 \u06CC\u0654");
    show(&units, &shown);
    assert_string_equal(str_get(&shown), "\u0622 \u06C2 \u00E9 \u06CC\u0654");
    units_finish(&units);
    str_finish(&many);
    str_finish(&shown);
}

static void arabic_digits_become_urdu_ones(void **state)
{
    (void)state;
    struct str shown = {0};
    struct units units = units_of("\u0660\u0669 \u06F5 7");
    show(&units, &shown);
    assert_string_equal(str_get(&shown), "\u06F0\u06F9 \u06F5 7");
    units_finish(&units);
    str_finish(&shown);
}

static void length_is_capped(void **state)
{
    (void)state;
    size_t n = 100000;
    char *text = mem_alloc(n);
    memset(text, 'x', n);
    struct units units = units_clean(text, n);
    assert_int_equal(units.count, UNITS_MAX);
    assert_true(units.is_cut);
    units_finish(&units);
    free(text);
}

/* Where lines may end is shown as '|', where they must as '!'. */
static void assert_breaks(const char *utf8, const char *expected)
{
    struct str shown = {0};
    struct units units = units_of(utf8);
    units_isolate(&units, true);
    units_resolve_levels(&units, true);
    units_find_breaks(&units, true);
    for (size_t i = 0; i < units.count; i++) {
        if (units.at[i].cp != '\n')
            str_add_code_point(&shown, units.at[i].cp);
        if (units.at[i].brk != BREAK_NONE)
            str_add(&shown, units.at[i].brk == BREAK_MAY ? "|" : "!");
    }
    assert_string_equal(str_get(&shown), expected);
    units_finish(&units);
    str_finish(&shown);
}

static void numbers_are_not_torn(void **state)
{
    (void)state;
    assert_breaks("فون +92 51 920 3456 پر", "فون |+92 51 920 3456 |پر");
    assert_breaks("صبح 10:30 AM سے", "صبح |10:30 AM |سے");
    assert_breaks("12-B/2024 اور", "12-B/2024 |اور");
    assert_breaks("دفتر Blue Area ہے", "دفتر |Blue |Area |ہے");
    assert_breaks("ایک\u00A0دو تین", "ایک\u00A0دو |تین");
    assert_breaks("ایک\nدو", "ایک!دو");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_their_signs_are_one_token),
        cmocka_unit_test(latin_takes_its_number_along),
        cmocka_unit_test(lists_stay_apart),
        cmocka_unit_test(explicit_isolates_are_respected),
        cmocka_unit_test(english_keeps_telephone_numbers_whole_and_nothing_else),
        cmocka_unit_test(levels_follow_the_language),
        cmocka_unit_test(a_text_of_the_other_script_runs_its_own_way),
        cmocka_unit_test(damage_and_controls_vanish),
        cmocka_unit_test(marks_are_composed_and_capped),
        cmocka_unit_test(arabic_digits_become_urdu_ones),
        cmocka_unit_test(length_is_capped),
        cmocka_unit_test(numbers_are_not_torn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
