/* Languages: the table, and a switch at run time between two catalogues made here with msgfmt. */
#include "scratch.h"

#include <string.h>

#include "base/file.h"
#include "base/lang.h"
#include "base/mem.h"

static char folder[512];

static void make_catalogue(const char *code, const char *translation)
{
    char path[FILE_PATH_MAX], po[FILE_PATH_MAX], mo[FILE_PATH_MAX], text[512];
    struct err err;
    snprintf(text, sizeof text, "%s/LC_MESSAGES", code);
    assert_true(file_make_folder(file_join(path, folder, text), &err));
    int n = snprintf(text, sizeof text,
                     "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
                     "msgid \"Begin\"\nmsgstr \"%s\"\n",
                     translation);
    assert_true(file_write_atomic(file_join(po, path, "hamawaz.po"), text, (size_t)n, 0600, &err));
    file_join(mo, path, "hamawaz.mo");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execlp("msgfmt", "msgfmt", "-o", mo, po, (char *)NULL);
        _exit(127);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static int make_catalogues(void **state)
{
    (void)state;
    scratch_make(folder);
    make_catalogue("ur", "شروع کریں");
    make_catalogue("en", "Start");
    return 0;
}

static int remove_catalogues(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

static void texts_follow_the_language_at_once(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(setenv("LANGUAGE", "en", 1), 0); /* what the machine prefers does not matter */
    assert_true(lang_init(folder, &err));
    assert_string_equal(_("Begin"), "شروع کریں");
    for (int i = 0; i < 3; i++) {
        lang_select(LANG_EN);
        assert_string_equal(_("Begin"), "Start");
        lang_select(LANG_UR);
        assert_string_equal(_("Begin"), "شروع کریں");
    }
    assert_string_equal(_("Not in any catalogue"), "Not in any catalogue");
    assert_string_equal(N_("Begin"), "Begin");
}

static void codes_names_and_directions(void **state)
{
    (void)state;
    enum lang lang;
    for (int i = 0; i < LANG_COUNT; i++) {
        assert_true(lang_from_code(lang_code((enum lang)i), &lang));
        assert_int_equal(lang, i);
    }
    lang = LANG_EN;
    assert_false(lang_from_code("fr", &lang));
    assert_false(lang_from_code(NULL, &lang));
    assert_int_equal(lang, LANG_EN);
    assert_true(lang_is_rtl(LANG_UR));
    assert_false(lang_is_rtl(LANG_EN));
    assert_string_equal(lang_own_name(LANG_UR), "اردو");
}

static void words_fall_back_to_urdu_then_english(void **state)
{
    (void)state;
    const struct words both = {{"سچ", "Fact"}}, only_ur = {{"سچ", NULL}}, only_en = {{NULL, "Fact"}}, none = {{0}};
    assert_string_equal(words_in(&both, LANG_EN), "Fact");
    assert_string_equal(words_in(&both, LANG_UR), "سچ");
    assert_string_equal(words_in(&only_ur, LANG_EN), "سچ");
    assert_string_equal(words_in(&only_en, LANG_UR), "Fact");
    assert_string_equal(words_in(&none, LANG_UR), "");
    assert_true(words_are_empty(&none));
    assert_false(words_are_empty(&only_en));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_follow_the_language_at_once, make_catalogues, remove_catalogues),
        cmocka_unit_test(codes_names_and_directions),
        cmocka_unit_test(words_fall_back_to_urdu_then_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
