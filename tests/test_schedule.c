/* The order of the show: names, weights and windows; and how long each slide stays. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "model/schedule.h"

enum { SLIDES_MAX = 24 };

static const struct day in_june = {2026, 6, 15};

/* A show of `count` plain slides; a test changes what it needs. */
struct show {
    struct slide slides[SLIDES_MAX];
    struct pack pack;
};

static void show_make(struct show *show, size_t count)
{
    memset(show, 0, sizeof *show);
    for (size_t i = 0; i < count; i++)
        show->slides[i].weight = 1;
    show->pack.slides = show->slides;
    show->pack.slide_count = count;
}

static const struct slide_window sixteen_days = {.from = {0, 11, 25}, .to = {0, 12, 10}};
static const struct slide_window new_year = {.from = {0, 12, 25}, .to = {0, 1, 5}};

/* Plays `count` slides from the start and writes their indices as letters: "abc". */
static const char *play(const struct show *show, struct day today, size_t count, char out[128])
{
    struct schedule schedule;
    schedule_start(&schedule, &show->pack, today, 0);
    memset(out, 0, 128);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(schedule_position(&schedule, &show->pack, today), i % schedule_length(&show->pack, today));
        out[i] = (char)('a' + schedule.at);
        size_t next = schedule_next(&schedule, &show->pack, today);
        schedule_step(&schedule, &show->pack, today, 0, 1);
        assert_int_equal(schedule.at, next);
    }
    return out;
}

static void slides_come_in_name_order_round_after_round(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    show_make(&show, 4);
    assert_int_equal(schedule_length(&show.pack, in_june), 4);
    assert_string_equal(play(&show, in_june, 9, out), "abcdabcda");
}

static void heavier_slides_come_back_between_the_others(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    show_make(&show, 7);
    show.slides[0].weight = 3;
    assert_int_equal(schedule_length(&show.pack, in_june), 9);
    assert_string_equal(play(&show, in_june, 12, out), "abcadeafgabc");
    show.slides[6].weight = 2;
    assert_string_equal(play(&show, in_june, 10, out), "abcadegafg");
}

static void a_round_shows_each_slide_as_often_as_its_weight(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    for (uint32_t seed = 1; seed < 400; seed++) {
        show_make(&show, 1 + seed % 11);
        for (size_t i = 0; i < show.pack.slide_count; i++)
            show.slides[i].weight = 1 + (int)(seed * 2654435761u >> (i + 3)) % 10;
        play(&show, in_june, schedule_length(&show.pack, in_june), out);
        for (size_t i = 0; i < show.pack.slide_count; i++) {
            int seen = 0;
            for (const char *c = out; *c; c++)
                seen += *c == (char)('a' + i);
            assert_int_equal(seen, show.slides[i].weight);
        }
    }
}

static void weights_out_of_range_are_held_to_it(void **state)
{
    (void)state;
    struct show show;
    show_make(&show, 2);
    show.slides[0].weight = -7;
    show.slides[1].weight = 1000;
    assert_int_equal(schedule_length(&show.pack, in_june), 11);
}

static void windows_open_and_close(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    show_make(&show, 4);
    show.slides[1].window = sixteen_days;
    show.slides[2].window = new_year;
    assert_string_equal(play(&show, in_june, 3, out), "ada");
    assert_string_equal(play(&show, (struct day){2026, 11, 25}, 4, out), "abda");
    assert_string_equal(play(&show, (struct day){2026, 12, 10}, 4, out), "abda");
    assert_string_equal(play(&show, (struct day){2026, 12, 11}, 3, out), "ada");
    assert_string_equal(play(&show, (struct day){2026, 12, 25}, 4, out), "acda");
    assert_string_equal(play(&show, (struct day){2027, 1, 5}, 4, out), "acda");
    assert_string_equal(play(&show, (struct day){2027, 1, 6}, 3, out), "ada");
}

static void a_clock_that_was_never_set_opens_no_window(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    show_make(&show, 3);
    show.slides[1].window = new_year;
    assert_string_equal(play(&show, (struct day){1970, 1, 1}, 3, out), "aca");
    assert_string_equal(play(&show, (struct day){2019, 12, 31}, 3, out), "aca");
    assert_string_equal(play(&show, (struct day){2020, 1, 1}, 4, out), "abca");
}

static void when_no_slide_may_be_shown_all_are(void **state)
{
    (void)state;
    struct show show;
    char out[128];
    show_make(&show, 3);
    for (size_t i = 0; i < 3; i++)
        show.slides[i].window = sixteen_days;
    assert_string_equal(play(&show, in_june, 4, out), "abca");
    assert_string_equal(play(&show, (struct day){1970, 1, 1}, 4, out), "abca");
}

static void ticks_move_on_when_the_time_is_over(void **state)
{
    (void)state;
    struct show show;
    struct schedule schedule;
    show_make(&show, 2);
    show.slides[0].seconds = 5;
    show.slides[1].seconds = 20;
    schedule_start(&schedule, &show.pack, in_june, 1000);
    assert_false(schedule_tick(&schedule, &show.pack, in_june, 5999, 100));
    assert_true(schedule_tick(&schedule, &show.pack, in_june, 6000, 100));
    assert_int_equal(schedule.at, 1);
    assert_int_equal(schedule.since_ms, 6000);
    assert_int_equal(schedule.round, 0);
    /* After a long sleep one slide follows, not the many that would have been shown. */
    assert_true(schedule_tick(&schedule, &show.pack, in_june, 9000000, 100));
    assert_int_equal(schedule.at, 0);
    assert_int_equal(schedule.round, 1);
}

static void one_slide_alone_begins_anew(void **state)
{
    (void)state;
    struct show show;
    struct schedule schedule;
    show_make(&show, 1);
    schedule_start(&schedule, &show.pack, in_june, 0);
    assert_false(schedule_tick(&schedule, &show.pack, in_june, 100000, 100));
    assert_int_equal(schedule.since_ms, 100000);
}

static void steps_go_both_ways_over_the_start(void **state)
{
    (void)state;
    struct show show;
    struct schedule schedule;
    show_make(&show, 5);
    show.slides[2].weight = 3;
    schedule_start(&schedule, &show.pack, in_june, 0);
    const struct schedule first = schedule;
    size_t length = schedule_length(&show.pack, in_june);
    for (size_t i = 0; i < 3 * length; i++)
        schedule_step(&schedule, &show.pack, in_june, 0, -1);
    assert_int_equal(schedule.round, -3);
    for (size_t i = 0; i < 3 * length; i++)
        schedule_step(&schedule, &show.pack, in_june, 0, 1);
    assert_memory_equal(&schedule, &first, sizeof first);
}

static void a_slide_whose_window_closes_is_followed_by_its_neighbour(void **state)
{
    (void)state;
    struct show show;
    struct schedule schedule;
    show_make(&show, 4);
    show.slides[1].window = sixteen_days;
    show.slides[1].weight = 5;
    struct day last = {2026, 12, 10}, after = {2026, 12, 11};
    schedule_start(&schedule, &show.pack, last, 0);
    schedule_step(&schedule, &show.pack, last, 0, 1);
    assert_int_equal(schedule.at, 1);
    assert_int_equal(schedule_next(&schedule, &show.pack, after), 2);
    schedule_step(&schedule, &show.pack, after, 0, -1);
    assert_int_equal(schedule.at, 0);
    /* In a later pass than today's round has: it begins with the first slide. */
    schedule = (struct schedule){.at = 1, .pass = 4};
    schedule_step(&schedule, &show.pack, after, 0, 1);
    assert_int_equal(schedule.at, 0);
    assert_int_equal(schedule.pass, 0);
}

static void an_empty_show_stands_still(void **state)
{
    (void)state;
    struct show show;
    struct schedule schedule;
    show_make(&show, 0);
    schedule_start(&schedule, &show.pack, in_june, 0);
    assert_false(schedule_tick(&schedule, &show.pack, in_june, 100000, 100));
    schedule_step(&schedule, &show.pack, in_june, 0, -1);
    assert_int_equal(schedule.at, 0);
    assert_int_equal(schedule_next(&schedule, &show.pack, in_june), 0);
    assert_int_equal(schedule_length(&show.pack, in_june), 0);
    assert_int_equal(schedule_position(&schedule, &show.pack, in_june), 0);
}

static void kinds_have_their_times(void **state)
{
    (void)state;
    static const struct {
        enum slide_kind kind;
        int seconds;
    } cases[] = {
        {SLIDE_STATEMENT, 9}, {SLIDE_FIGURE, 11}, {SLIDE_QUOTE, 12},   {SLIDE_LIST, 14}, {SLIDE_TIMELINE, 16},
        {SLIDE_MYTH, 9},      {SLIDE_COUNT, 9},   {SLIDE_PICTURE, 10}, {SLIDE_QR, 12},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct slide slide = {.kind = cases[i].kind};
        assert_int_equal(schedule_stay_ms(&slide, 100), cases[i].seconds * 1000);
        assert_int_equal(schedule_stay_ms(&slide, 200), cases[i].seconds * 500);
        assert_int_equal(schedule_stay_ms(&slide, 50), cases[i].seconds * 2000);
        assert_int_equal(schedule_stay_ms(&slide, 1), cases[i].seconds * 2000);
        assert_int_equal(schedule_stay_ms(&slide, 100000), cases[i].seconds * 500);
        assert_int_equal(schedule_myth_ms(&slide, 100), 0);
    }
}

/* `n` letters of two bytes each: letters are counted, not bytes. */
static const char *letters(size_t n, char out[1024])
{
    for (size_t i = 0; i < n; i++)
        memcpy(out + 2 * i, "ب", 2);
    out[2 * n] = '\0';
    return out;
}

static void long_words_stay_longer_in_either_language(void **state)
{
    (void)state;
    char long_words[1024], when[1024], short_words[1024];
    struct slide slide = {.kind = SLIDE_STATEMENT};
    slide.says.in[LANG_UR] = letters(150, long_words);
    slide.says.in[LANG_EN] = letters(90, short_words);
    assert_int_equal(schedule_stay_ms(&slide, 100), 10000);
    slide.says.in[LANG_EN] = letters(300, short_words);
    assert_int_equal(schedule_stay_ms(&slide, 100), 20000);
    /* All that stands on the slide counts. */
    const struct slide_item items[] = {{.when.in[LANG_UR] = letters(100, when), .says.in[LANG_UR] = long_words},
                                       {.when.in[LANG_UR] = when, .says.in[LANG_UR] = long_words}};
    struct slide timeline = {.kind = SLIDE_TIMELINE, .items = items, .item_count = 2, .title.in[LANG_UR] = when};
    assert_int_equal(schedule_stay_ms(&timeline, 100), 40000);
    timeline.seconds = 7; /* the author knows better */
    assert_int_equal(schedule_stay_ms(&timeline, 100), 7000);
}

static void a_myth_is_held_before_its_fact(void **state)
{
    (void)state;
    char myth[1024], fact[1024];
    struct quiz_item item = {.statement.in[LANG_UR] = letters(20, myth), .because.in[LANG_UR] = letters(30, fact)};
    struct slide slide = {.kind = SLIDE_MYTH, .myth = &item};
    assert_int_equal(schedule_myth_ms(&slide, 100), 3000);
    assert_int_equal(schedule_stay_ms(&slide, 100), 12000);
    letters(100, myth);
    letters(240, fact);
    assert_int_equal(schedule_myth_ms(&slide, 100), 6000);
    assert_int_equal(schedule_stay_ms(&slide, 100), 22000);
    assert_int_equal(schedule_myth_ms(&slide, 200), 3000);
    slide.seconds = 8; /* too short for both: the fact keeps half */
    assert_int_equal(schedule_stay_ms(&slide, 100), 8000);
    assert_int_equal(schedule_myth_ms(&slide, 100), 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slides_come_in_name_order_round_after_round),
        cmocka_unit_test(heavier_slides_come_back_between_the_others),
        cmocka_unit_test(a_round_shows_each_slide_as_often_as_its_weight),
        cmocka_unit_test(weights_out_of_range_are_held_to_it),
        cmocka_unit_test(windows_open_and_close),
        cmocka_unit_test(a_clock_that_was_never_set_opens_no_window),
        cmocka_unit_test(when_no_slide_may_be_shown_all_are),
        cmocka_unit_test(ticks_move_on_when_the_time_is_over),
        cmocka_unit_test(one_slide_alone_begins_anew),
        cmocka_unit_test(steps_go_both_ways_over_the_start),
        cmocka_unit_test(a_slide_whose_window_closes_is_followed_by_its_neighbour),
        cmocka_unit_test(an_empty_show_stands_still),
        cmocka_unit_test(kinds_have_their_times),
        cmocka_unit_test(long_words_stay_longer_in_either_language),
        cmocka_unit_test(a_myth_is_held_before_its_fact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
