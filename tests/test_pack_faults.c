/* Every fault a campaign pack can have, and folders that mean harm. */
#include "packs.h"

/* ---- faults ---- */

/* To take new sentences over: HAMAWAZ_GOLDEN=1 build/tests/test_pack_faults, then read the difference. */
static void every_fault_is_listed_in_file_order(void **state)
{
    (void)state;
    struct fault_list faults;
    assert_null(load(FAULTY "/pack", &faults));
    struct str list = {0};
    for (size_t i = 0; i < faults.count; i++)
        str_addf(&list, "%s: %s%s; %s\n", faults.at[i].where, faults.at[i].is_warning ? "warning: " : "",
                 faults.at[i].what, faults.at[i].mend);
    str_addf(&list, "%zu faults, %zu warnings, Urdu lacks %zu, English lacks %zu, not read %zu\n", faults.error_count,
             faults.warning_count, faults.missing[LANG_UR], faults.missing[LANG_EN], faults.unread_count);
    struct err err;
    if (getenv("HAMAWAZ_GOLDEN"))
        assert_true(file_write_atomic(FAULTY "/expected", str_get(&list), list.length, 0644, &err));

    char *expected;
    size_t n;
    assert_true(file_read(FAULTY "/expected", 1 << 20, &expected, &n, &err));
    assert_string_equal(str_get(&list), expected);
    free(expected);
    str_finish(&list);
    fault_list_finish(&faults);
}

static void without_a_date_nothing_is_too_old(void **state)
{
    (void)state;
    const struct pack_check check = {.coverage_path = FAULTY "/coverage"};
    struct fault_list faults = {0};
    assert_null(pack_load(FAULTY "/pack", &check, &faults));
    assert_false(has_fault(&faults, "campaign.yaml:7", "has passed"));
    assert_false(has_fault(&faults, "help.yaml:8", "a year ago"));
    fault_list_finish(&faults);
}

static void a_folder_that_is_not_there_is_one_fault(void **state)
{
    (void)state;
    struct fault_list faults;
    assert_null(load("/nowhere", &faults));
    assert_int_equal(faults.count, 1);
    assert_string_equal(faults.at[0].where, "/nowhere");
    fault_list_finish(&faults);

    char deep[2000];
    memset(deep, 'x', sizeof(deep));
    deep[sizeof(deep) - 1] = '\0';
    assert_null(load(deep, &faults));
    assert_int_equal(faults.count, 1);
    fault_list_finish(&faults);
}

static void an_empty_folder_is_no_pack(void **state)
{
    (void)state;
    char folder[512];
    struct fault_list faults;
    assert_null(load(scratch_make(folder), &faults));
    assert_true(has_fault(&faults, "campaign.yaml", "missing"));
    assert_true(has_fault(&faults, "slides", "no slide"));
    assert_true(has_fault(&faults, "help.yaml", "missing"));
    fault_list_finish(&faults);
    scratch_remove(folder);
}

/* ---- pictures alone ---- */

static void pictures_alone_are_a_slide_show(void **state)
{
    (void)state;
    char folder[512];
    scratch_make(folder);
    put_folder(folder, "slides");
    copy(FAULTY "/pack/slides/220-good.PNG", folder, "slides/b.PNG");
    copy(GOOD "/slides/080-hall.svg", folder, "slides/a.svg");

    struct pack *pack = load_green(folder);
    assert_int_equal(pack->slide_count, 2);
    assert_int_equal(pack->slides[0].kind, SLIDE_PICTURE);
    assert_string_equal(pack->slides[0].name, "a");
    assert_true(str_ends(pack->slides[1].image, "/slides/b.PNG"));
    assert_int_equal(pack->deck_count, 0);
    assert_string_equal(pack->pledge.form, "");
    assert_string_equal(pack->help.lines[0].number, "15");
    pack_free(pack);

    struct fault_list faults; /* but with words among them it must say who speaks */
    put(folder, "slides/c.yaml", "kind: count\ntitle: {en: \"a\", ur: \"b\"}\n");
    assert_null(load(folder, &faults));
    assert_true(has_fault(&faults, "campaign.yaml", "missing"));
    fault_list_finish(&faults);
    scratch_remove(folder);
}

/* ---- folders that mean harm ---- */

static void links_folders_and_pipes_are_refused(void **state)
{
    (void)state;
    char folder[512], path[FILE_PATH_MAX];
    make_good_copy(folder);
    assert_int_equal(symlink("/etc/passwd", file_join(path, folder, "slides/a.yaml")), 0);
    assert_int_equal(symlink("/dev/zero", file_join(path, folder, "slides/b.jpg")), 0);
    assert_int_equal(mkfifo(file_join(path, folder, "slides/c.png"), 0600), 0);
    put_folder(folder, "slides/d.yaml");

    struct fault_list faults;
    assert_null(load(folder, &faults));
    assert_true(has_fault(&faults, "slides/a.yaml", "link"));
    assert_true(has_fault(&faults, "slides/b.jpg", "link"));
    assert_true(has_fault(&faults, "slides/c.png", "device"));
    assert_true(has_fault(&faults, "slides/d.yaml", "folder"));
    assert_int_equal(faults.error_count, 4);
    fault_list_finish(&faults);
    scratch_remove(folder);
}

static void a_picture_cannot_be_fetched_from_outside(void **state)
{
    (void)state;
    static const char *const names[] = {"../x.jpg",     "/etc/x.jpg", "images/../../x.jpg", "C:\\x.jpg", ".x.jpg",
                                        "images/x.jpg", "a//b.jpg"};
    char folder[512], link[FILE_PATH_MAX];
    make_good_copy(folder);
    assert_int_equal(symlink("/usr/share", file_join(link, folder, "images")), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str slide = {0};
        str_addf(&slide, "kind: picture\nalt: {en: \"a\", ur: \"b\"}\ncredit: {en: \"a\", ur: \"b\"}\nimage: '%s'\n",
                 names[i]);
        put(folder, "slides/900.yaml", str_get(&slide));
        str_finish(&slide);
        struct fault_list faults;
        assert_null(load(folder, &faults));
        assert_true(has_fault(&faults, "slides/900.yaml:4", "no picture of this pack"));
        fault_list_finish(&faults);
    }
    scratch_remove(folder);
}

static void ten_thousand_slides_are_one_fault(void **state)
{
    (void)state;
    char folder[512], name[64];
    make_good_copy(folder);
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof(name), "slides/%05d.yaml", i);
        put(folder, name, "");
    }
    struct fault_list faults;
    assert_null(load(folder, &faults));
    assert_true(has_fault(&faults, "slides", "at most 2000"));
    assert_true(faults.count < 5);
    fault_list_finish(&faults);
    scratch_remove(folder);
}

static void names_made_to_deceive_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"slides/a\x1B[31m.yaml", "slides/\xE2\x80\xAEgpj.yaml", "slides/\xFF.jpg",
                                        "quizzes/a\nb.yaml"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char folder[512];
        make_good_copy(folder);
        put(folder, names[i], "");
        struct fault_list faults;
        assert_null(load(folder, &faults));
        assert_true(has_fault(&faults, i < 3 ? "slides" : "quizzes", "hidden letters"));
        fault_list_finish(&faults);
        scratch_remove(folder);
    }
}

static void what_is_too_large_is_not_read(void **state)
{
    (void)state;
    char folder[512], name[64];
    make_good_copy(folder);
    struct str large = {0};
    while (large.length <= 1 << 20)
        str_add(&large, "# nothing but a very long comment, which takes room and says nothing at all\n");
    put(folder, "trainer.yaml", str_get(&large));
    str_finish(&large);
    struct fault_list faults;
    assert_null(load(folder, &faults));
    assert_true(has_fault(&faults, "trainer.yaml", "larger than"));
    assert_int_equal(faults.error_count, 1);
    fault_list_finish(&faults);

    /* Files that are small enough, but become a great many nodes together. */
    struct str list = {0};
    str_add(&list, "kind: list\nitems: [");
    for (int i = 0; i < 19000; i++)
        str_add(&list, i == 0 ? "a" : ",a");
    str_add(&list, "]\n");
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof(name), "slides/9%02d.yaml", i);
        put(folder, name, str_get(&list));
    }
    str_finish(&list);
    assert_null(load(folder, &faults));
    size_t full = 0;
    for (size_t i = 0; i < faults.count; i++)
        full += strstr(faults.at[i].what, "the pack is too large") != NULL;
    assert_int_equal(full, 1);
    fault_list_finish(&faults);
    scratch_remove(folder);
}

static void a_file_where_a_folder_belongs_is_a_fault(void **state)
{
    (void)state;
    char folder[512];
    scratch_make(folder);
    put(folder, "slides", "not a folder");
    struct fault_list faults;
    assert_null(load(folder, &faults));
    assert_true(has_fault(&faults, "slides", "not a folder"));
    fault_list_finish(&faults);
    scratch_remove(folder);
}

static void without_the_fonts_letters_nothing_is_green(void **state)
{
    (void)state;
    const struct pack_check check = {.coverage_path = "/nowhere/coverage"};
    struct fault_list faults = {0};
    assert_null(pack_load(GOOD, &check, &faults));
    assert_int_equal(faults.error_count, 1);
    assert_string_equal(faults.at[0].where, "fonts");
    fault_list_finish(&faults);
}

static void many_faults_are_counted_but_not_all_kept(void **state)
{
    (void)state;
    char folder[512], name[64];
    make_good_copy(folder);
    for (int i = 0; i < 1500; i++) {
        snprintf(name, sizeof(name), "slides/9%04d.yaml", i);
        put(folder, name, "kind: none\n");
    }
    struct fault_list faults;
    assert_null(load(folder, &faults));
    assert_int_equal(faults.count, 1000);
    assert_int_equal(faults.error_count, 1500);
    fault_list_finish(&faults);
    scratch_remove(folder);
}

static void doubled_keys_of_two_kinds_are_survived(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
    } files[] = {
        {"help.yaml",
         "lines:\n  - {number: {a: b}, number: \"15\", checked: [], checked: 2026-01-01, id: [], id: x}\n"},
        {"slides/901.yaml", "kind: myth\nitem: {a: b}\nitem: x\n"},
        {"slides/902.yaml", "kind: qr\nlink: [a]\nlink: x\n"},
        {"slides/903.yaml", "kind: figure\nfigure: {value: [1], value: x}\nfact: {a: b}\nsource: [a]\n"},
        {"slides/904.yaml", "kind: [a]\nkind: count\n"},
        {"slides/905.yaml", "kind: list\nitems: [[], a, {says: {en: [], ur: {}}}]\nfact: [[], {}, F14]\nshow: []\n"},
        {"quizzes/x.yaml", "items: [a, {id: {}, reviewed: [], because: [a], source: [[]]}]\ndraw: []\n"},
        {"pledge.yaml", "form: []\ncommitments: [a, [], {id: []}]\nconsents: {}\n"},
        {"facts.yaml", "- F14\n"},
        {"trainer.yaml", "[]\n"},
        {"campaign.yaml", "languages: [[], {}]\nchapters: {}\ncities: [a]\nreview_by: []\nvisitor_quiz: {}\n"},
    };
    char folder[512];
    make_good_copy(folder);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        put(folder, files[i].name, files[i].text);
        struct fault_list faults;
        assert_null(load(folder, &faults));
        fault_list_finish(&faults);
    }
    scratch_remove(folder);
}

/* Cut anywhere, a file is read or refused, never a crash. */
static void cut_files_never_crash(void **state)
{
    (void)state;
    static const char *const names[] = {"campaign.yaml", "help.yaml", "pledge.yaml", "quizzes/myths.yaml",
                                        "slides/050-timeline.yaml"};
    char folder[512], path[FILE_PATH_MAX], *data;
    make_good_copy(folder);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t n;
        struct err err;
        assert_true(file_read(file_join(path, GOOD, names[i]), 1 << 20, &data, &n, &err));
        file_join(path, folder, names[i]);
        for (size_t cut = n; cut > 4; cut -= 5) {
            assert_int_equal(truncate(path, (off_t)cut - 1), 0);
            struct fault_list faults;
            struct pack *pack = load(folder, &faults);
            assert_true(!pack == (faults.error_count > 0));
            pack_free(pack);
            fault_list_finish(&faults);
        }
        put(folder, names[i], data);
        free(data);
    }
    scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_listed_in_file_order),
        cmocka_unit_test(without_a_date_nothing_is_too_old),
        cmocka_unit_test(a_folder_that_is_not_there_is_one_fault),
        cmocka_unit_test(an_empty_folder_is_no_pack),
        cmocka_unit_test(pictures_alone_are_a_slide_show),
        cmocka_unit_test(links_folders_and_pipes_are_refused),
        cmocka_unit_test(a_picture_cannot_be_fetched_from_outside),
        cmocka_unit_test(ten_thousand_slides_are_one_fault),
        cmocka_unit_test(names_made_to_deceive_are_refused),
        cmocka_unit_test(what_is_too_large_is_not_read),
        cmocka_unit_test(a_file_where_a_folder_belongs_is_a_fault),
        cmocka_unit_test(without_the_fonts_letters_nothing_is_green),
        cmocka_unit_test(many_faults_are_counted_but_not_all_kept),
        cmocka_unit_test(doubled_keys_of_two_kinds_are_survived),
        cmocka_unit_test(cut_files_never_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
