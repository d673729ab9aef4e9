/* The campaign pack: what is read from a good one, the one compiled in, and the small rules. */
#include "packs.h"

/* ---- a good pack ---- */

static void the_campaign_is_read(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    assert_string_equal(pack->name.in[LANG_EN], "A campaign");
    assert_int_equal(pack->first_lang, LANG_EN);
    assert_string_equal(pack->theme, "paper");
    assert_int_equal(pack->retention_days, 90);
    assert_int_equal(pack->chapter_count, 1);
    assert_string_equal(pack->chapters[0].region.in[LANG_UR], "پنجاب");
    assert_int_equal(pack->city_count, 2);
    assert_string_equal(pack->cities[1].in[LANG_EN], "Multan");
    assert_string_equal(pack->pledge.form, "pledge/1");
    assert_string_equal(pack->pledge.consents[0].purpose, "keep");
    assert_int_equal(pack->trainer.ground_rule_count, 1);
    assert_int_equal(pack->trainer.note_count, 1);
    pack_free(pack);
}

static void slides_stand_in_name_order_with_all_they_have(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    assert_int_equal(pack->slide_count, 9);
    for (size_t i = 0; i < pack->slide_count; i++)
        assert_int_equal(pack->slides[i].kind, i); /* the good pack has one of each kind, in their order */

    const struct slide *statement = &pack->slides[SLIDE_STATEMENT];
    assert_string_equal(statement->name, "010-statement");
    assert_string_equal(statement->carry.in[LANG_EN], "not a yes");
    assert_string_equal(statement->source.in[LANG_EN], "Pakistan Penal Code 375");
    assert_int_equal(statement->seconds, 12);
    assert_int_equal(statement->weight, 3);
    assert_int_equal(statement->window.from.month, 11);
    assert_int_equal(statement->window.to.day, 10);

    const struct slide *figure = &pack->slides[SLIDE_FIGURE];
    assert_string_equal(figure->figure.value, "13");
    assert_true(figure->figure.is_about);
    assert_float_equal(figure->figure.proportion, 0.13, 1e-9);
    assert_string_equal(figure->source.in[LANG_EN], "Office for National Statistics, 2016/17");

    const struct slide *timeline = &pack->slides[SLIDE_TIMELINE];
    assert_string_equal(timeline->items[0].when.in[LANG_UR], "2006");
    assert_string_equal(timeline->items[1].when.in[LANG_EN], "late 2021");
    assert_string_equal(pack->slides[SLIDE_MYTH].myth->id, "silence");
    assert_string_equal(pack->slides[SLIDE_PICTURE].image, GOOD "/slides/080-hall.svg");
    assert_string_equal(pack->slides[SLIDE_QR].link, "https://example.org/campaign");
    pack_free(pack);
}

static void citations_are_joined_and_said_once(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    const struct words *source = &pack->decks[0].items[0].source;
    assert_string_equal(source->in[LANG_EN], "Pakistan Penal Code 375; ONS, 2016/17");
    assert_string_equal(source->in[LANG_UR], "تعزیراتِ پاکستان 375؛ او این ایس، 2016-17");
    assert_string_equal(pack->decks[1].items[0].source.in[LANG_EN], "PPC 375"); /* its own `cite` */
    pack_free(pack);
}

static void the_visitors_deck_stands_first(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    assert_int_equal(pack->deck_count, 2);
    assert_string_equal(pack->decks[0].name, "myths");
    assert_string_equal(pack->decks[1].name, "law");
    assert_int_equal(pack->decks[0].items[1].verdict, VERDICT_FACT);
    assert_string_equal(pack->decks[0].items[1].reviewed, "2026-10-01");
    pack_free(pack);
}

static void help_lines_keep_what_was_written(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    const struct helpline *police = &pack->help.lines[0], *bolo = &pack->help.lines[1];
    assert_true(police->is_danger);
    assert_true(words_are_empty(&police->region)); /* all */
    assert_string_equal(police->hours.in[LANG_UR], "24/7");
    assert_int_equal(police->checked.day, 20);
    assert_int_equal(bolo->grade, 'A');
    assert_string_equal(bolo->region.in[LANG_EN], "Khyber Pakhtunkhwa");
    pack_free(pack);
}

static void count_text(enum lang lang, const char *text, void *arg)
{
    assert_true(*text);
    ((size_t *)arg)[lang]++;
}

static void every_text_is_visited_in_both_languages(void **state)
{
    (void)state;
    struct pack *pack = load_green(GOOD);
    size_t counts[LANG_COUNT] = {0};
    pack_each_text(pack, count_text, counts);
    assert_int_equal(counts[LANG_EN], counts[LANG_UR]);
    assert_int_equal(counts[LANG_EN], 73);
    pack_free(pack);
}

static void the_shipped_pack_is_green(void **state)
{
    (void)state;
    const struct pack_check check = {.today = today};
    struct fault_list faults = {0};
    struct pack *pack = pack_load("assets/campaign", &check, &faults);
    for (size_t i = 0; i < faults.count; i++) {
        if (!faults.at[i].is_warning)
            print_message("%s: %s\n", faults.at[i].where, faults.at[i].what);
    }
    assert_non_null(pack);
    assert_int_equal(faults.missing[LANG_UR] + faults.missing[LANG_EN], 0);
    pack_free(pack);
    fault_list_finish(&faults);
}

/* ---- small rules ---- */

static void the_pack_compiled_in_is_always_there(void **state)
{
    (void)state;
    struct pack *pack = pack_fallback();
    assert_int_equal(pack->slide_count, 1);
    assert_non_null(strstr(pack->slides[0].says.in[LANG_EN], pack->slides[0].carry.in[LANG_EN]));
    assert_non_null(strstr(pack->slides[0].says.in[LANG_UR], pack->slides[0].carry.in[LANG_UR]));
    assert_int_equal(pack->deck_count, 0);
    assert_int_equal(pack->help.line_count, 1);
    assert_non_null(strstr(pack->help.opening.in[LANG_UR], "15"));
    pack_free(pack);
    pack_free(NULL);
}

static void every_kind_of_slide_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(slide_kind_name(SLIDE_STATEMENT), "statement");
    assert_string_equal(slide_kind_name(SLIDE_QR), "qr");
}

static void a_window_may_run_over_the_new_year(void **state)
{
    (void)state;
    const struct slide_window sixteen_days = {{0, 11, 25}, {0, 12, 10}}, winter = {{0, 12, 25}, {0, 1, 5}};
    assert_true(slide_window_holds(&(struct slide_window){0}, today));
    assert_false(slide_window_holds(&sixteen_days, (struct day){2026, 11, 24}));
    assert_true(slide_window_holds(&sixteen_days, (struct day){2026, 11, 25}));
    assert_true(slide_window_holds(&sixteen_days, (struct day){2026, 12, 10}));
    assert_false(slide_window_holds(&sixteen_days, (struct day){2026, 12, 11}));
    assert_true(slide_window_holds(&winter, (struct day){2026, 12, 31}));
    assert_true(slide_window_holds(&winter, (struct day){2027, 1, 5}));
    assert_false(slide_window_holds(&winter, (struct day){2027, 1, 6}));
}

static void a_line_nobody_called_is_for_demonstrations_only(void **state)
{
    (void)state;
    struct helpline line = {.grade = 'A'};
    assert_false(helpline_is_shown(&line, false));
    assert_true(helpline_is_shown(&line, true));
    line.grade = 'B';
    assert_false(helpline_is_shown(&line, true));
    line.checked = today;
    assert_true(helpline_is_shown(&line, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_campaign_is_read),
        cmocka_unit_test(slides_stand_in_name_order_with_all_they_have),
        cmocka_unit_test(citations_are_joined_and_said_once),
        cmocka_unit_test(the_visitors_deck_stands_first),
        cmocka_unit_test(help_lines_keep_what_was_written),
        cmocka_unit_test(every_text_is_visited_in_both_languages),
        cmocka_unit_test(the_shipped_pack_is_green),
        cmocka_unit_test(the_pack_compiled_in_is_always_there),
        cmocka_unit_test(every_kind_of_slide_has_a_name),
        cmocka_unit_test(a_window_may_run_over_the_new_year),
        cmocka_unit_test(a_line_nobody_called_is_for_demonstrations_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
