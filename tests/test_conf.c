/* hamawaz.conf: what it may set, and that each fault is named by its line. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "scratch.h"
#include "screens/conf.h"

static struct settings settings;
static struct conf conf;

static void read_text(const char *text)
{
    char folder[512], path[FILE_PATH_MAX];
    struct err err;
    scratch_make(folder);
    assert_true(file_write_atomic(file_join(path, folder, "hamawaz.conf"), text, strlen(text), 0600, &err));
    memset(&conf, 0, sizeof conf);
    option_defaults(settings_table, settings_count, &settings);
    conf_read(path, &settings, &conf);
    scratch_remove(folder);
}

static void sets_what_it_says(void **state)
{
    (void)state;
    read_text("# a note\nlang = en\n\n  rotate=270 # turned\nchapter = punjab\npin = 2511 1210\nslow\nspeed = 150\n");
    assert_int_equal(conf.fault_count, 0);
    assert_int_equal(settings.lang, 2);
    assert_int_equal(settings.rotate, 3);
    assert_int_equal(settings.speed_percent, 150);
    assert_true(settings.is_slow);
    assert_string_equal(conf.chapter, "punjab");
    assert_string_equal(conf.pin, "25111210");
}

static void reads_what_other_editors_write(void **state)
{
    (void)state;
    read_text("\xef\xbb\xbflang = ur\r\ntheme = high");
    assert_int_equal(conf.fault_count, 0);
    assert_int_equal(settings.lang, 1);
    assert_int_equal(settings.theme, 3);
}

static void assert_fault(const char *text, const char *sentence)
{
    read_text(text);
    assert_int_equal(conf.fault_count, 1);
    assert_string_equal(conf.faults[0], sentence);
}

static void names_each_fault_by_its_line(void **state)
{
    (void)state;
    assert_fault("\nlangg = ur\n", "hamawaz.conf, line 2: there is no such setting; the nearest is \"lang\".");
    assert_fault("rotate = 45", "hamawaz.conf, line 1: rotate needs one of: 0, 90, 180, 270.");
    assert_int_equal(settings.rotate, 0);
    assert_fault("slow = yes", "hamawaz.conf, line 1: slow takes no value.");
    assert_fault("lang", "hamawaz.conf, line 1: lang needs a value: LANG.");
    assert_fault("= ur", "hamawaz.conf, line 1: there is no such setting; the nearest is \"pin\".");
}

static void a_bad_pin_is_not_told(void **state)
{
    (void)state;
    assert_fault("pin = 1234567", "hamawaz.conf, line 1: pin needs eight digits.");
    assert_fault("pin = 123456789", "hamawaz.conf, line 1: pin needs eight digits.");
    assert_fault("pin = 1234567a", "hamawaz.conf, line 1: pin needs eight digits.");
    assert_string_equal(conf.pin, "");
}

static void a_taken_pin_is_none(void **state)
{
    (void)state;
    read_text("pin = taken   \n#pin = 12345678\npin =\n");
    assert_int_equal(conf.fault_count, 0);
    assert_string_equal(conf.pin, "");
}

static void nothing_else_can_be_set(void **state)
{
    (void)state;
    read_text("data = /tmp\nscript = x\nstick = /etc\nask = /etc\npack = /\nwindowed\n");
    assert_int_equal(conf.fault_count, 6);
    assert_null(settings.data);
    assert_false(settings.is_windowed);
}

static void more_faults_than_there_is_room_for_do_no_harm(void **state)
{
    (void)state;
    char text[40 * 1024];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "x\n", 3);
    read_text(text);
    assert_int_equal(conf.fault_count, CONF_FAULTS_MAX);
    memset(text, 'l', sizeof text - 1);
    read_text(text);
    assert_int_equal(conf.fault_count, 1);
}

static void no_file_is_no_fault(void **state)
{
    (void)state;
    memset(&conf, 0, sizeof conf);
    conf_read("/nonexistent/hamawaz.conf", &settings, &conf);
    assert_int_equal(conf.fault_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_what_it_says),
        cmocka_unit_test(reads_what_other_editors_write),
        cmocka_unit_test(names_each_fault_by_its_line),
        cmocka_unit_test(a_bad_pin_is_not_told),
        cmocka_unit_test(a_taken_pin_is_none),
        cmocka_unit_test(nothing_else_can_be_set),
        cmocka_unit_test(more_faults_than_there_is_room_for_do_no_harm),
        cmocka_unit_test(no_file_is_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
