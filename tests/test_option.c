/* Options: values, defaults, sentences for what is wrong, help and man text. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/option.h"

struct values {
    bool is_windowed;
    int idle_s;
    const char *pack;
    struct option_size size;
    int theme;
};

static const char *const themes[] = {"night", "paper", NULL};

static const struct option table[] = {
    {"windowed", OPTION_FLAG, offsetof(struct values, is_windowed), .help = "do not fill the display"},
    {"idle", OPTION_NUMBER, offsetof(struct values, idle_s), "SECONDS", "90", 10, 600, .help = "rest after"},
    {"pack", OPTION_TEXT, offsetof(struct values, pack), "FOLDER", .help = "campaign pack"},
    {"size", OPTION_SIZE, offsetof(struct values, size), "WxH", "1920x1080", .help = "window in pixels"},
    {"theme", OPTION_CHOICE, offsetof(struct values, theme), "NAME", "paper", .choices = themes, .help = "colours"},
};

static char words_given[9][32]; /* argv's words are writable, and values point into them */

/* Parses up to 7 words after the program's name. */
static bool parse(struct values *values, const char *const words[8], const char **rest, int *n_rest, struct err *err)
{
    char *argv[9] = {words_given[0]};
    int argc = 1;
    for (; words[argc - 1] != NULL; argc++) {
        assert_true(str_copy(words_given[argc], sizeof words_given[argc], words[argc - 1]));
        argv[argc] = words_given[argc];
    }
    option_defaults(table, COUNT_OF(table), values);
    return option_parse(table, COUNT_OF(table), values, argc, argv, rest, n_rest, err);
}

static void defaults_come_from_the_table(void **state)
{
    (void)state;
    struct values values;
    memset(&values, 0xFF, sizeof values);
    option_defaults(table, COUNT_OF(table), &values);
    assert_false(values.is_windowed);
    assert_int_equal(values.idle_s, 90);
    assert_null(values.pack);
    assert_int_equal(values.size.width, 1920);
    assert_int_equal(values.size.height, 1080);
    assert_int_equal(values.theme, 1);
}

static void both_forms_and_words_between_are_read(void **state)
{
    (void)state;
    struct values values;
    const char *rest[8];
    int n_rest;
    struct err err;
    const char *const words[8] = {"one", "--idle", "10", "--pack=a=b", "-", "--", "--theme"};
    assert_true(parse(&values, words, rest, &n_rest, &err));
    assert_int_equal(values.idle_s, 10);
    assert_string_equal(values.pack, "a=b");
    assert_int_equal(values.theme, 1);
    assert_int_equal(n_rest, 3);
    assert_string_equal(rest[0], "one");
    assert_string_equal(rest[1], "-");
    assert_string_equal(rest[2], "--theme");

    const char *const more[8] = {"--windowed", "--size=800x480", "--theme", "night", "--theme=paper"};
    assert_true(parse(&values, more, rest, &n_rest, &err));
    assert_true(values.is_windowed);
    assert_int_equal(values.size.width, 800);
    assert_int_equal(values.size.height, 480);
    assert_int_equal(values.theme, 1);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *words[8];
        const char *text;
    } cases[] = {
        {{"--them=night"}, "There is no option --them=night; did you mean --theme?"},
        {{"--zzzzzzzz"}, "There is no option --zzzzzzzz; --help lists all."},
        {{"-idle"}, "There is no option -idle; did you mean --idle?"},
        {{"--windowed=yes"}, "--windowed takes no value."},
        {{"--idle"}, "--idle needs a value: SECONDS."},
        {{"--idle", "9"}, "--idle needs a whole number from 10 to 600."},
        {{"--idle=601"}, "--idle needs a whole number from 10 to 600."},
        {{"--idle=12s"}, "--idle needs a whole number from 10 to 600."},
        {{"--idle="}, "--idle needs a whole number from 10 to 600."},
        {{"--idle=99999999999999999999"}, "--idle needs a whole number from 10 to 600."},
        {{"--theme=blue"}, "--theme needs one of: night, paper."},
        {{"--size=800"}, "--size needs a width and height in pixels such as 1920x1080."},
        {{"--size=800x0"}, "--size needs a width and height in pixels such as 1920x1080."},
        {{"--size=x480"}, "--size needs a width and height in pixels such as 1920x1080."},
        {{"--size=800x480x2"}, "--size needs a width and height in pixels such as 1920x1080."},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct values values;
        const char *rest[8];
        int n_rest;
        struct err err;
        assert_false(parse(&values, cases[i].words, rest, &n_rest, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_string_equal(err.text, cases[i].text);
        assert_int_equal(values.size.width, 1920);
    }
}

static void help_lists_every_option_in_columns(void **state)
{
    (void)state;
    struct str out = {0};
    option_help(table, COUNT_OF(table), &out);
    assert_string_equal(str_get(&out), "  --windowed      do not fill the display\n"
                                       "  --idle=SECONDS  rest after (10 to 600; default 90)\n"
                                       "  --pack=FOLDER   campaign pack\n"
                                       "  --size=WxH      window in pixels (default 1920x1080)\n"
                                       "  --theme=NAME    colours (night, paper; default paper)\n");
    str_finish(&out);
}

static void man_text_escapes_what_roff_would_read(void **state)
{
    (void)state;
    static const struct option tricky[] = {
        {"no-pin", OPTION_FLAG, 0, .help = ".hidden\\-sign"},
        {"idle", OPTION_NUMBER, 0, "SECONDS", NULL, 1, 2, .help = "rest"},
    };
    struct str out = {0};
    option_man(tricky, COUNT_OF(tricky), &out);
    assert_string_equal(str_get(&out), ".SH OPTIONS\n"
                                       ".TP\n\\fB\\-\\-no\\-pin\\fR\n\\&.hidden\\e\\-sign\n"
                                       ".TP\n\\fB\\-\\-idle\\fR=\\fISECONDS\\fR\nrest (1 to 2)\n");
    str_finish(&out);
}

static void give_a_default_that_breaks_its_rule(void)
{
    static const struct option wrong[] = {{"n", OPTION_NUMBER, 0, "N", "11", 0, 10, .help = "n"}};
    int value;
    option_defaults(wrong, 1, &value);
}

static void a_wrong_default_aborts(void **state)
{
    (void)state;
    assert_true(scratch_aborts(give_a_default_that_breaks_its_rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_come_from_the_table),
        cmocka_unit_test(both_forms_and_words_between_are_read),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(help_lists_every_option_in_columns),
        cmocka_unit_test(man_text_escapes_what_roff_would_read),
        cmocka_unit_test(a_wrong_default_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
