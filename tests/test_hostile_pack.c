/* The hostile packs of the fault model (tests/README.md has the table): refused in a moment with file and line, or
 * shown as what they are; never a crash, a hang or a mountain of memory. Pictures are in hostile-pack.check. */
#include "packs.h"

#include <time.h>

#include "base/lang.h"

enum { LOAD_MS_MAX = 1000 };

static int64_t now_ms(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return spent.tv_sec * 1000 + spent.tv_nsec / 1000000;
}

/* A good pack in which `name` says `text`: refused within the time, with a fault in `where` (a beginning). */
static void expect_refused(const char *name, const char *text, const char *where)
{
    char folder[512];
    struct fault_list faults;
    bool is_named = false;
    make_good_copy(folder);
    put(folder, name, text);
    int64_t began_ms = now_ms();
    assert_null(load(folder, &faults));
    assert_true(now_ms() - began_ms <= LOAD_MS_MAX);
    for (size_t i = 0; i < faults.count; i++)
        is_named |= str_starts(faults.at[i].where, where);
    if (!is_named)
        fail_msg("%s is not named; the first fault is %s", where, faults.at[0].where);
    fault_list_finish(&faults);
    scratch_remove(folder);
}

/* `head`, `part` as often as `times`, `tail`. */
static void expect_much_refused(const char *name, const char *head, const char *part, size_t times, const char *tail,
                                const char *where)
{
    struct str text = {0};
    str_add(&text, head);
    for (size_t i = 0; i < times; i++)
        str_add(&text, part);
    str_add(&text, tail);
    expect_refused(name, str_get(&text), where);
    str_finish(&text);
}

static void hostile_17_manifests_out_of_all_measure(void **state)
{
    (void)state;
    expect_refused("campaign.yaml", "", "campaign.yaml");
    expect_much_refused("campaign.yaml", "#", "x", (size_t)64 << 20, "\n", "campaign.yaml");
    expect_much_refused("campaign.yaml", "cities: [", "a, ", 1000000, "a]\n", "campaign.yaml");
    expect_much_refused("slides/900.yaml", "kind: ", "[", 10000, "\n", "slides/900.yaml:1");
    expect_much_refused("slides/900.yaml", "kind: count\n", "kind: count\n", 20000, "", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: count\nseconds: .nan\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: count\nseconds: 1e999\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: count\nweight: -1\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: count\nweight: 18446744073709551617\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "slides/900.yaml:1");
}

static void hostile_18_names_that_lead_elsewhere(void **state)
{
    (void)state;
    static const char *const names[] = {"../../etc/passwd.png", "/etc/passwd.png", "C:\\x.png",  "images/../../x.png",
                                        "images/x.png.",        "CON.png",         "images/\"x", "~/x.png",
                                        "file:///x.png",        "images//x.png",   "$HOME/x.png"};
    char text[1024], long_name[300];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(text, sizeof text, "kind: picture\nalt: {en: a, ur: a}\nimage: '%s'\n", names[i]);
        expect_refused("slides/900.yaml", text, "slides/900.yaml:3");
    }
    memset(long_name, 'x', 300);
    snprintf(text, sizeof text, "kind: picture\nalt: {en: a, ur: a}\nimage: %.300s.png\n", long_name);
    expect_refused("slides/900.yaml", text, "slides/900.yaml:3");
    expect_refused("slides/900.yaml", "kind: picture\nalt: {en: a, ur: a}\nimage: \"x\\0.png\"\n", "slides/900.yaml:3");
}

static void hostile_21_times_and_counts_that_cannot_be(void **state)
{
    (void)state;
    static const char *const seconds[] = {"0", "-1", "1000000000", "0.001", "''", "[]"};
    static const char *const draws[] = {"0", "-3", "1000", "1e3", "two"};
    char text[512];
    for (size_t i = 0; i < COUNT_OF(seconds); i++) {
        snprintf(text, sizeof text, "kind: count\nseconds: %s\n", seconds[i]);
        expect_refused("slides/900.yaml", text, "slides/900.yaml:2");
    }
    for (size_t i = 0; i < COUNT_OF(draws); i++) {
        snprintf(text, sizeof text, "title: {en: T, ur: T}\nnotice: {en: N, ur: N}\ndraw: %s\nitems: []\n", draws[i]);
        expect_refused("quizzes/zero.yaml", text, "quizzes/zero.yaml:");
    }
    expect_refused("slides/900.yaml", "kind: myth\nitem: myths/nothing\n", "slides/900.yaml:2");
}

/* (Drawn they do no harm either: hostile_lengths_are_harmless in test_text_layout.c.) */
static void hostile_22_words_that_hurt(void **state)
{
    (void)state;
    expect_refused("slides/900.yaml", "kind: statement\nsays: {en: \"a\\u202Eb\", ur: a}\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: statement\nsays: {en: \"a\\x1bb\", ur: a}\n", "slides/900.yaml:2");
    expect_refused("slides/900.yaml", "kind: statement\nsays: {en: only}\n", "slides/900.yaml:2");
    expect_much_refused("slides/900.yaml", "kind: statement\nsays: {ur: a, en: a", "\xCC\x81", 100000, "}\n",
                        "slides/900.yaml:2");
    expect_much_refused("slides/900.yaml", "kind: statement\nsays: {ur: a, en: ", "W", 200000, "}\n",
                        "slides/900.yaml:2");
    expect_much_refused("slides/900.yaml", "kind: statement\nsays: {ur: a, en: ", "W ", 2500000, "}\n",
                        "slides/900.yaml");
    expect_much_refused("slides/900.yaml", "kind: statement\nsays: {ur: a, en: ", "\xEF\xB7\xBA", 5000, "}\n",
                        "slides/900.yaml:2");
}

/* What looks like a printf order or a place to fill in is text. */
static void hostile_22_words_that_look_like_orders(void **state)
{
    (void)state;
    char folder[512];
    make_good_copy(folder);
    put(folder, "slides/900.yaml", "kind: statement\nsays: {en: '%s %n {0} {date} $x', ur: '%s %n {0} {date} $x'}\n");
    struct pack *pack = load_green(folder);
    const struct slide *slide = &pack->slides[pack->slide_count - 1];
    assert_string_equal(words_in(&slide->says, LANG_EN), "%s %n {0} {date} $x");
    pack_free(pack);
    scratch_remove(folder);
}

static void hostile_23_a_pack_with_nothing_to_show(void **state)
{
    (void)state;
    char folder[512];
    struct fault_list faults;
    scratch_make(folder);
    put_folder(folder, "slides");
    put(folder, "slides/font.ttf", "no");
    assert_null(load(folder, &faults));
    assert_true(faults.error_count > 0);
    fault_list_finish(&faults);
    scratch_remove(folder);
    struct pack *fallback = pack_fallback();
    assert_true(fallback->slide_count > 0);
    pack_free(fallback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_17_manifests_out_of_all_measure),
        cmocka_unit_test(hostile_18_names_that_lead_elsewhere),
        cmocka_unit_test(hostile_21_times_and_counts_that_cannot_be),
        cmocka_unit_test(hostile_22_words_that_hurt),
        cmocka_unit_test(hostile_22_words_that_look_like_orders),
        cmocka_unit_test(hostile_23_a_pack_with_nothing_to_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
