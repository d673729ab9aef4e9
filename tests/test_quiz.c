/* One visitor's quiz: a fair draw, the first answer stands, and the way from item to item. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "model/quiz.h"

enum { ITEMS = 20 };

/* A deck of ITEMS: every third is a fact, difficulties 3, 2, 1, 3, 2, 1, ... */
struct shelf {
    struct quiz_item items[ITEMS];
    struct deck deck;
};

static void shelf_make(struct shelf *shelf, int draw)
{
    memset(shelf, 0, sizeof *shelf);
    for (int i = 0; i < ITEMS; i++) {
        shelf->items[i].verdict = i % 3 == 0 ? VERDICT_FACT : VERDICT_MYTH;
        shelf->items[i].difficulty = 3 - i % 3;
    }
    shelf->deck = (struct deck){.draw = draw, .items = shelf->items, .item_count = ITEMS};
}

static enum verdict verdict_of(const struct quiz_run *run, int index)
{
    return run->deck->items[run->item[index]].verdict;
}

static int count_verdicts(const struct quiz_run *run, enum verdict verdict)
{
    int count = 0;
    for (int i = 0; i < run->count; i++)
        count += verdict_of(run, i) == verdict;
    return count;
}

static void a_draw_has_no_repeats_and_begins_easy(void **state)
{
    (void)state;
    struct shelf shelf;
    shelf_make(&shelf, 8);
    for (uint64_t seed = 0; seed < 2000; seed++) {
        struct quiz_run run;
        quiz_start(&run, &shelf.deck, seed);
        assert_int_equal(run.count, 8);
        bool is_seen[ITEMS] = {false};
        for (int i = 0; i < run.count; i++) {
            assert_true(run.item[i] < ITEMS);
            assert_false(is_seen[run.item[i]]);
            is_seen[run.item[i]] = true;
            if (i > 0)
                assert_true(shelf.items[run.item[i - 1]].difficulty <= shelf.items[run.item[i]].difficulty);
        }
    }
}

static void both_verdicts_are_drawn_when_the_deck_has_both(void **state)
{
    (void)state;
    struct shelf shelf;
    shelf_make(&shelf, 2);
    for (int i = 0; i < ITEMS; i++)
        shelf.items[i].verdict = i == 13 ? VERDICT_FACT : VERDICT_MYTH;
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct quiz_run run;
        quiz_start(&run, &shelf.deck, seed);
        assert_int_equal(count_verdicts(&run, VERDICT_FACT), 1);
    }
    shelf.items[13].verdict = VERDICT_MYTH;
    struct quiz_run run;
    quiz_start(&run, &shelf.deck, 1);
    assert_int_equal(count_verdicts(&run, VERDICT_MYTH), 2);
}

static void every_item_has_the_same_chance(void **state)
{
    (void)state;
    enum { RUNS = 20000 };
    struct shelf shelf;
    shelf_make(&shelf, 8);
    int drawn[ITEMS] = {0}, fact_first = 0, first_of_easy[ITEMS] = {0};
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        struct quiz_run run;
        quiz_start(&run, &shelf.deck, seed * 0x9E3779B97F4A7C15ULL);
        for (int i = 0; i < run.count; i++)
            drawn[run.item[i]]++;
        first_of_easy[run.item[0]]++;
        fact_first += run.fact_first;
    }
    /* Expected 8000 with a standard deviation of 69; the correction of one-sided draws moves it by less than 1 %. */
    for (int i = 0; i < ITEMS; i++)
        assert_in_range(drawn[i], 7600, 8400);
    assert_in_range(fact_first, RUNS / 2 - 300, RUNS / 2 + 300);
    /* Among the six easiest, too, nobody is always first. */
    for (int i = 2; i < ITEMS; i += 3)
        assert_in_range(first_of_easy[i], RUNS / 6 - 500, RUNS / 6 + 500);
}

static void every_order_has_the_same_chance(void **state)
{
    (void)state;
    struct shelf shelf;
    shelf_make(&shelf, 3);
    shelf.deck.item_count = 3;
    for (int i = 0; i < 3; i++)
        shelf.items[i].difficulty = 1;
    int seen[3][3] = {{0}};
    for (uint64_t seed = 1; seed <= 6000; seed++) {
        struct quiz_run run;
        quiz_start(&run, &shelf.deck, seed * 0x9E3779B97F4A7C15ULL);
        seen[run.item[0]][run.item[1]]++;
    }
    for (int first = 0; first < 3; first++)
        for (int second = 0; second < 3; second++)
            assert_in_range(seen[first][second], first == second ? 0 : 850, first == second ? 0 : 1150);
}

static void the_same_seed_gives_the_same_draw(void **state)
{
    (void)state;
    struct shelf shelf;
    shelf_make(&shelf, 8);
    struct quiz_run first, again, other;
    memset(&first, 0xAA, sizeof first);
    memset(&again, 0x55, sizeof again);
    quiz_start(&first, &shelf.deck, 42);
    quiz_start(&again, &shelf.deck, 42);
    quiz_start(&other, &shelf.deck, 43);
    assert_memory_equal(first.item, again.item, sizeof first.item);
    assert_int_equal(first.fact_first, again.fact_first);
    assert_memory_not_equal(first.item, other.item, sizeof first.item);
}

static void a_deck_smaller_than_its_draw_is_drawn_whole(void **state)
{
    (void)state;
    struct shelf shelf;
    struct quiz_run run;
    shelf_make(&shelf, 100);
    quiz_start(&run, &shelf.deck, 7);
    assert_int_equal(run.count, QUIZ_DRAW_MAX);
    shelf.deck.item_count = 3;
    quiz_start(&run, &shelf.deck, 7);
    assert_int_equal(run.count, 3);
    shelf.deck.item_count = 1;
    quiz_start(&run, &shelf.deck, 7);
    assert_int_equal(run.count, 1);
}

static void a_deck_without_items_is_over_at_once(void **state)
{
    (void)state;
    struct shelf shelf;
    struct quiz_run run;
    shelf_make(&shelf, -1);
    quiz_start(&run, &shelf.deck, 7);
    assert_true(quiz_is_over(&run));
    shelf_make(&shelf, 8);
    shelf.deck.item_count = 0;
    quiz_start(&run, &shelf.deck, 7);
    assert_true(quiz_is_over(&run));
    assert_null(quiz_item_at(&run));
    quiz_answer(&run, QUIZ_SAID_FACT);
    quiz_next(&run);
    assert_int_equal(run.at, 0);
    assert_int_equal(quiz_answered_count(&run), 0);
    assert_false(quiz_is_right(&run, 0));
}

static void the_first_answer_stands(void **state)
{
    (void)state;
    struct shelf shelf;
    struct quiz_run run;
    shelf_make(&shelf, 3);
    quiz_start(&run, &shelf.deck, 1);
    assert_false(quiz_is_answered(&run));
    quiz_next(&run); /* not before an answer */
    assert_int_equal(run.at, 0);
    quiz_answer(&run, QUIZ_SAID_MYTH);
    quiz_answer(&run, QUIZ_SAID_FACT);
    quiz_answer(&run, QUIZ_UNANSWERED);
    assert_int_equal(run.answer[0], QUIZ_SAID_MYTH);
    assert_true(quiz_is_answered(&run));
}

static void a_run_goes_from_item_to_item_to_the_result(void **state)
{
    (void)state;
    struct shelf shelf;
    struct quiz_run run;
    shelf_make(&shelf, 3);
    quiz_start(&run, &shelf.deck, 1);
    /* Right, wrong, skipped. */
    const struct quiz_item *item = quiz_item_at(&run);
    assert_ptr_equal(item, &shelf.items[run.item[0]]);
    quiz_answer(&run, item->verdict == VERDICT_MYTH ? QUIZ_SAID_MYTH : QUIZ_SAID_FACT);
    assert_true(quiz_is_right(&run, 0));
    quiz_next(&run);
    quiz_answer(&run, quiz_item_at(&run)->verdict == VERDICT_MYTH ? QUIZ_SAID_FACT : QUIZ_SAID_MYTH);
    assert_false(quiz_is_right(&run, 1));
    quiz_next(&run);
    quiz_answer(&run, QUIZ_SKIPPED);
    assert_false(quiz_is_answered(&run)); /* no reason is shown */
    assert_false(quiz_is_over(&run));
    quiz_next(&run);
    assert_true(quiz_is_over(&run));
    assert_null(quiz_item_at(&run));
    assert_int_equal(quiz_answered_count(&run), 2);
    assert_false(quiz_is_right(&run, 2));
    assert_false(quiz_is_right(&run, -1));
    assert_false(quiz_is_right(&run, 3));
    quiz_next(&run);
    assert_int_equal(run.at, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draw_has_no_repeats_and_begins_easy),
        cmocka_unit_test(both_verdicts_are_drawn_when_the_deck_has_both),
        cmocka_unit_test(every_item_has_the_same_chance),
        cmocka_unit_test(every_order_has_the_same_chance),
        cmocka_unit_test(the_same_seed_gives_the_same_draw),
        cmocka_unit_test(a_deck_smaller_than_its_draw_is_drawn_whole),
        cmocka_unit_test(a_deck_without_items_is_over_at_once),
        cmocka_unit_test(the_first_answer_stands),
        cmocka_unit_test(a_run_goes_from_item_to_item_to_the_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
