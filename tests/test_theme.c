/* Themes: the three shipped files are complete and readable, faults are named by line, contrast is WCAG's. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "gfx/theme.h"

static const char *const shipped[] = {"assets/themes/deodar.theme", "assets/themes/paper.theme",
                                      "assets/themes/high.theme"};

static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    struct color black = {0, 0, 0, 255}, grey = {0x77, 0x77, 0x77, 255};
    assert_true(fabsf(theme_contrast(black, COLOR_WHITE) - 21) < 0.001f);
    assert_true(fabsf(theme_contrast(grey, COLOR_WHITE) - 4.478f) < 0.01f); /* the well-known just-not-enough grey */
    assert_true(theme_contrast(grey, black) == theme_contrast(black, grey));
    assert_true(theme_contrast(grey, grey) == 1);
}

static void every_pair_of_every_shipped_theme_can_be_read(void **state)
{
    (void)state;
    size_t count;
    const struct theme_pair *pairs = theme_pairs(&count);
    assert_true(count > 15);
    for (size_t t = 0; t < COUNT_OF(shipped); t++) {
        struct theme theme;
        struct err err = {0};
        if (!theme_load(shipped[t], &theme, &err))
            fail_msg("%s: %s", err.where, err.text);
        for (size_t i = 0; i < count; i++) {
            double contrast = theme_contrast(theme.at[pairs[i].over], theme.at[pairs[i].under]);
            if (contrast < pairs[i].least)
                fail_msg("%s: %s has %.2f", theme.name, pairs[i].what, contrast);
        }
    }
}

/* assets/README.md has a row for each pair, with what is measured here. */
static void the_table_of_contrasts_is_true(void **state)
{
    (void)state;
    size_t count, n;
    const struct theme_pair *pairs = theme_pairs(&count);
    struct theme themes[COUNT_OF(shipped)];
    char *text;
    bool is_true = true;
    assert_true(file_read("assets/README.md", 100000, &text, &n, NULL));
    for (size_t t = 0; t < COUNT_OF(shipped); t++)
        assert_true(theme_load(shipped[t], &themes[t], NULL));
    for (size_t i = 0; i < count; i++) {
        char row[160];
        int at = snprintf(row, sizeof row, "| %s | %.1f |", pairs[i].what, (double)pairs[i].least);
        for (size_t t = 0; t < COUNT_OF(shipped); t++)
            at += snprintf(row + at, sizeof row - (size_t)at, " %.1f |",
                           (double)theme_contrast(themes[t].at[pairs[i].over], themes[t].at[pairs[i].under]));
        if (!strstr(text, row)) {
            is_true = false;
            print_message("not in assets/README.md: %s\n", row);
        }
    }
    free(text);
    assert_true(is_true);
}

static void the_resting_lattice_is_an_ornament(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT_OF(shipped); t++) {
        struct theme theme;
        assert_true(theme_load(shipped[t], &theme, NULL));
        float contrast = theme_contrast(theme.at[THEME_REST], theme.at[THEME_GROUND]);
        assert_true(contrast >= 1.3f && contrast <= 1.9f);
    }
}

static void the_fallback_is_the_deodar_file(void **state)
{
    (void)state;
    struct theme theme;
    assert_true(theme_load(shipped[0], &theme, NULL));
    assert_string_equal(theme.name, "deodar");
    assert_memory_equal(theme.at, theme_fallback()->at, sizeof theme.at);
    assert_true(theme_stamp(&theme) == theme_stamp(theme_fallback()));
    theme.at[THEME_SHADOW].b ^= 1;
    assert_true(theme_stamp(&theme) != theme_stamp(theme_fallback()));
}

/* Loads the deodar file with `from` replaced by `to`. */
static bool load_changed(const char *from, const char *to, struct err *err)
{
    char folder[512], path[FILE_PATH_MAX], *text;
    size_t n;
    struct theme theme = {.name = "untouched"};
    scratch_make(folder);
    file_join(path, folder, "changed.theme");
    assert_true(file_read(shipped[0], 100000, &text, &n, NULL));
    char *at = strstr(text, from);
    assert_non_null(at);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    fclose(file);
    bool is_loaded = theme_load(path, &theme, err);
    if (!is_loaded)
        assert_string_equal(theme.name, "untouched");
    free(text);
    scratch_remove(folder);
    return is_loaded;
}

static void a_faulty_theme_is_refused_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *where, *text;
    } faults[] = {
        {"#0E3B33", "0E3B33", ":2", "#RRGGBB"},          {"#0E3B33", "#0E3B3", ":2", "#RRGGBB"},
        {"#0E3B33", "#0E3B3G", ":2", "#RRGGBB"},         {"#0E3B33", "#0E3B33 #111111", ":2", "#RRGGBB"},
        {"ground ", "grounds ", ":2", "no colour"},      {"floor  ", "ground ", ":3", "second time"},
        {"\nfloor", "\n;floor", ".theme", "\"floor\""},
    };
    for (size_t i = 0; i < COUNT_OF(faults); i++) {
        struct err err = {0};
        assert_false(load_changed(faults[i].from, faults[i].to, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_non_null(strstr(err.where, faults[i].where));
        assert_non_null(strstr(err.text, faults[i].text));
    }
}

static void layout_of_the_file_does_not_matter(void **state)
{
    (void)state;
    assert_true(load_changed("\nfloor  ", "\n\n ; a remark\n\tfloor \t", NULL));
    assert_true(load_changed("#0E3B33", "#0e3b33", NULL));
}

static void a_missing_file_is_told_apart(void **state)
{
    (void)state;
    struct theme theme;
    struct err err = {0};
    assert_false(theme_load("assets/themes/none.theme", &theme, &err));
    assert_int_equal(err.code, ERR_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(every_pair_of_every_shipped_theme_can_be_read),
        cmocka_unit_test(the_table_of_contrasts_is_true),
        cmocka_unit_test(the_resting_lattice_is_an_ornament),
        cmocka_unit_test(the_fallback_is_the_deodar_file),
        cmocka_unit_test(a_faulty_theme_is_refused_by_line),
        cmocka_unit_test(layout_of_the_file_does_not_matter),
        cmocka_unit_test(a_missing_file_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
