/* The report of an event: goldens in both languages and as a table, what is withheld, what a hostile venue cannot do.
 * HAMAWAZ_GOLDEN=write draws the goldens anew. */
#include "store_fixture.h"

#include "base/lang.h"
#include "base/str.h"
#include "sync/event_report.h"

static const struct quiz_item items[] = {
    {.id = "clothes", .verdict = VERDICT_MYTH, .statement = {{"لباس سے ریپ ہوتا ہے۔", "Clothes cause rape."}}},
    {.id = "freeze", .verdict = VERDICT_FACT, .statement = {{"خوف سے جسم سُن ہو سکتا ہے۔", "Fear can freeze."}}},
    {.id = "silence", .verdict = VERDICT_MYTH, .statement = {{"خاموشی ہاں ہے۔", "Silence is <yes> & \"more\"."}}},
};
static const struct deck deck = {.name = "myths", .items = items, .item_count = COUNT_OF(items)};
static const struct pack pack = {.decks = &deck, .deck_count = 1};

static void count(struct room_run *run, int item, int round, int myth, int fact)
{
    struct room_event go = {.act = ROOM_GO, .card = room_card_of(run, item, round == 0 ? ROOM_VOTE : ROOM_AGAIN)};
    assert_int_equal(room_apply(run, &go), ROOM_DONE);
    (void)room_apply(run, &(struct room_event){.act = ROOM_SET, .hands = {myth, fact}});
}

static struct event_report *report_new(void)
{
    const struct quiz_item *of_deck[ROOM_ITEMS_MAX];
    struct event_report *report = mem_alloc(sizeof *report);
    struct room_set set = room_set_of_deck(&deck, of_deck);
    report->pack = &pack;
    report->event = (struct store_event){.id = "2026-11-25-0badcafe",
                                         .venue = "=cmd|<script>alert(1)</script> \"Club\"",
                                         .kind = EVENT_PRESS_CLUB,
                                         .people = 42,
                                         .day = "2026-11-25",
                                         .visits = 57,
                                         .quizzes = 31,
                                         .pledges = 4};
    report->run_count = 1;
    struct room_run *run = &report->run[0];
    room_start(run, &set, true, 42, 0);
    count(run, 0, 0, 24, 18);
    count(run, 0, 1, 37, 5);
    count(run, 1, 0, 30, 12); /* a fact: the most had it wrong */
    count(run, 1, 1, 20, 22);
    count(run, 2, 0, 5, 4); /* under ten */
    report->answers = room_answers(run);
    return report;
}

static void compare(const char *name, const struct str *text)
{
    char path[FILE_PATH_MAX], *golden = NULL;
    size_t n = 0;
    struct err err;
    file_join(path, "tests/golden/report", name);
    if (getenv("HAMAWAZ_GOLDEN"))
        assert_true(file_write_atomic(path, str_get(text), text->length, 0644, &err));
    assert_true(file_read(path, 1 << 20, &golden, &n, &err));
    assert_int_equal(n, text->length);
    assert_memory_equal(golden, str_get(text), n);
    free(golden);
}

static void the_page_is_the_golden_one_in_both_languages(void **state)
{
    (void)state;
    struct event_report *report = report_new();
    struct err err;
    assert_true(lang_init("build/share/locale", &err));
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct str html = {0};
        lang_select(lang);
        event_report_html(report, lang, &html);
        compare(lang == LANG_UR ? "event-ur.html" : "event-en.html", &html);
        assert_non_null(strstr(str_get(&html), lang == LANG_UR ? "dir=\"rtl\"" : "dir=\"ltr\""));
        assert_null(strstr(str_get(&html), "<script"));
        assert_null(strstr(str_get(&html), "http:"));
        assert_null(strstr(str_get(&html), "https:"));
        assert_null(strstr(str_get(&html), "src="));
        str_finish(&html);
    }
    free(report);
}

static void the_table_is_the_golden_one(void **state)
{
    (void)state;
    struct event_report *report = report_new();
    struct str csv = {0};
    event_report_csv(report, LANG_EN, &csv);
    compare("event-en.csv", &csv);
    assert_non_null(strstr(str_get(&csv), "\"'=cmd|"));
    str_finish(&csv);
    free(report);
}

static void small_groups_are_nowhere_in_it(void **state)
{
    (void)state;
    struct event_report *report = report_new();
    struct str html = {0}, csv = {0};
    struct room_run *run = &report->run[0];
    count(run, 2, 0, 7, 2);
    event_report_html(report, LANG_EN, &html);
    event_report_csv(report, LANG_EN, &csv);
    const char *row = strstr(str_get(&csv), "\"silence\"");
    assert_non_null(row);
    assert_non_null(strstr(row, ",,,yes\r\n"));
    assert_null(strstr(str_get(&html), ">7<"));
    assert_null(strstr(str_get(&html), ">4<")); /* four pledges */
    str_finish(&html);
    str_finish(&csv);
    free(report);
}

static void the_hardest_comes_first_and_the_withheld_last(void **state)
{
    (void)state;
    struct event_report *report = report_new();
    int order[ROOM_ITEMS_MAX];
    assert_int_equal(event_report_hardest(&report->run[0], order), 3);
    assert_int_equal(order[0], 1);
    assert_int_equal(order[1], 0);
    assert_int_equal(order[2], 2);
    free(report);
}

static void an_event_is_read_back_from_its_store(void **state)
{
    (void)state;
    struct fixture at;
    struct event_report *report = report_new(), *read = mem_alloc(sizeof *read);
    struct store_event opened;
    struct str text = {0};
    struct err err = {0};
    fixture_init(&at);
    fixture_open(&at);
    assert_false(event_report_read(at.store, &pack, NULL, read, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_true(store_open_event(at.store, "one", EVENT_NGO, 42, &opened, &err));
    room_write(&report->run[0], 0, &text);
    assert_true(store_save_room(at.store, "r", str_get(&text), &err));
    assert_true(store_save_room(at.store, "spoilt", "no run", &err)); /* is passed over */
    assert_true(event_report_read(at.store, &pack, opened.id, read, &err));
    assert_int_equal(read->run_count, 1);
    assert_int_equal(read->answers, report->answers);
    assert_false(event_report_read(at.store, &pack, "no-such", read, &err));
    str_finish(&text);
    fixture_finish(&at);
    free(report);
    free(read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_the_golden_one_in_both_languages),
        cmocka_unit_test(the_table_is_the_golden_one),
        cmocka_unit_test(small_groups_are_nowhere_in_it),
        cmocka_unit_test(the_hardest_comes_first_and_the_withheld_last),
        cmocka_unit_test(an_event_is_read_back_from_its_store),
    };
    struct err err;
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
