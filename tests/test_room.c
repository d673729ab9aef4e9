/* The room quiz's state machine: every event on every card, long random walks, and texts that are not a run's. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "model/room.h"

enum { MINUTE = 60 * 1000 };

static struct quiz_item items[] = {
    {.id = "clothes", .verdict = VERDICT_MYTH, .statement = {{"لباس", "Clothes"}}},
    {.id = "freeze", .verdict = VERDICT_FACT, .statement = {{"سُن", "Freeze"}}},
    {.id = "silence", .verdict = VERDICT_MYTH, .statement = {{"خاموشی", "Silence"}}},
};
static const struct deck deck = {.name = "myths", .items = items, .item_count = COUNT_OF(items)};
static const struct pack pack = {.decks = &deck, .deck_count = 1};

static struct room_run run_begun(bool votes_twice)
{
    const struct quiz_item *of_deck[ROOM_ITEMS_MAX];
    struct room_set set = room_set_of_deck(&deck, of_deck);
    struct room_run run;
    room_start(&run, &set, votes_twice, 40, 0);
    return run;
}

static enum room_reply act(struct room_run *run, enum room_act what)
{
    return room_apply(run, &(struct room_event){.act = what});
}

static enum room_reply go(struct room_run *run, int item, enum room_step step)
{
    return room_apply(run, &(struct room_event){.act = ROOM_GO, .card = room_card_of(run, item, step)});
}

static enum room_reply set(struct room_run *run, int64_t myth, int64_t fact)
{
    return room_apply(run, &(struct room_event){.act = ROOM_SET, .hands = {myth, fact}});
}

static void assert_sound(const struct room_run *run)
{
    assert_in_range(run->card, 0, room_card_count(run) - 1);
    assert_in_range(run->undo_count, 0, ROOM_UNDO_MAX);
    for (int i = 0; i < run->item_count; i++)
        for (int round = 0; round < ROOM_ROUNDS; round++)
            for (int side = 0; side < 2; side++)
                assert_in_range(run->item[i].vote[round].hands[side], 0, ROOM_PEOPLE_MAX);
}

static void cards_stand_in_the_order_of_a_session(void **state)
{
    (void)state;
    static const enum room_step twice[] = {ROOM_NOTICE, ROOM_RULES,   ROOM_SHOW,  ROOM_VOTE,
                                           ROOM_COUNTS, ROOM_DISCUSS, ROOM_AGAIN, ROOM_REVEAL};
    struct room_run run = run_begun(true);
    assert_int_equal(room_card_count(&run), 2 + 3 * 7 + 1);
    for (size_t i = 0; i < COUNT_OF(twice); i++) {
        assert_int_equal(room_card_now(&run).step, twice[i]);
        assert_int_equal(act(&run, ROOM_NEXT), ROOM_DONE);
    }
    assert_int_equal(room_card_now(&run).step, ROOM_SHOW);
    assert_int_equal(room_card_now(&run).item, 1);
    assert_int_equal(room_card_at(&run, 20).step, ROOM_RESULT);
    assert_int_equal(room_card_at(&run, 20).item, 0);
    assert_int_equal(room_card_at(&run, 23).step, ROOM_ACT);

    struct room_run once = run_begun(false);
    assert_int_equal(room_card_count(&once), 2 + 3 * 6 + 1);
    assert_int_equal(room_card_of(&once, 0, ROOM_AGAIN), -1);
    assert_int_equal(room_card_at(&once, room_card_of(&once, 2, ROOM_REVEAL)).round, 0);
}

/* What an event is worth on a card: the whole table, written down apart from the code. */
static enum room_reply expected(const struct room_run *run, struct room_card card, enum room_act what)
{
    bool has_count = card.round >= 0;
    switch (what) {
    case ROOM_NEXT:
        return card.step == ROOM_ACT ? ROOM_NOT_HERE : ROOM_DONE;
    case ROOM_BACK:
        return card.step == ROOM_NOTICE ? ROOM_NOT_HERE : ROOM_DONE;
    case ROOM_ADD:
    case ROOM_SET:
    case ROOM_ABOUT:
        return has_count ? ROOM_DONE : ROOM_NOT_HERE;
    case ROOM_UNDO:
        return ROOM_NO_UNDO;
    case ROOM_CLOCK:
        return card.step == ROOM_DISCUSS ? ROOM_DONE : ROOM_NOT_HERE;
    case ROOM_FINISH:
        return card.step == ROOM_ACT ? ROOM_DONE : ROOM_NOT_HERE;
    case ROOM_GO:
    case ROOM_METHOD:
    case ROOM_BLANK:
    case ROOM_LANGS:
        return ROOM_DONE;
    case ROOM_ACT_COUNT:
        break;
    }
    (void)run;
    return ROOM_NOT_HERE;
}

static void every_event_on_every_card_answers_by_the_table(void **state)
{
    (void)state;
    for (int twice = 0; twice < 2; twice++) {
        struct room_run fresh = run_begun(twice);
        for (int card = 0; card < room_card_count(&fresh); card++)
            for (enum room_act what = 0; what < ROOM_ACT_COUNT; what++) {
                struct room_run run = fresh;
                assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_GO, .card = card}), ROOM_DONE);
                struct room_run before = run;
                struct room_event event = {.act = what, .card = 1, .number = 1, .hands = {20, 11}};
                enum room_reply reply = room_apply(&run, &event);
                assert_int_equal(reply, expected(&run, room_card_at(&run, card), what));
                if (reply != ROOM_DONE)
                    assert_memory_equal(&run, &before, sizeof run);
                assert_sound(&run);
            }
    }
}

static void an_ended_run_takes_nothing_more(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    assert_int_equal(go(&run, -1, ROOM_ACT), ROOM_DONE);
    assert_int_equal(act(&run, ROOM_FINISH), ROOM_DONE);
    struct room_run before = run;
    for (enum room_act what = 0; what < ROOM_ACT_COUNT; what++)
        assert_int_equal(act(&run, what), ROOM_NOT_HERE);
    assert_memory_equal(&run, &before, sizeof run);
}

static void impossible_counts_are_refused_and_surprising_ones_told(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    assert_int_equal(go(&run, 0, ROOM_VOTE), ROOM_DONE);
    assert_int_equal(set(&run, -1, 4), ROOM_BELOW_ZERO);
    assert_int_equal(set(&run, 1000000000, 4), ROOM_TOO_MANY);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_ADD, .number = -1}), ROOM_BELOW_ZERO);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_ADD, .number = INT64_MAX}), ROOM_TOO_MANY);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_ADD, .number = INT64_MIN}), ROOM_BELOW_ZERO);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_GO, .card = 1000}), ROOM_NOT_HERE);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_GO, .card = -1}), ROOM_NOT_HERE);
    assert_int_equal(room_total(&run.item[0].vote[0]), 0);
    assert_int_equal(set(&run, 24, 17), ROOM_ABOVE_PEOPLE); /* 40 were expected: kept all the same */
    assert_int_equal(room_total(&run.item[0].vote[0]), 41);
}

static void undo_takes_back_the_last_change_of_this_count_alone(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    assert_int_equal(go(&run, 0, ROOM_VOTE), ROOM_DONE);
    assert_int_equal(set(&run, 24, 16), ROOM_DONE);
    assert_int_equal(act(&run, ROOM_ABOUT), ROOM_DONE);
    assert_int_equal(go(&run, 0, ROOM_AGAIN), ROOM_DONE);
    assert_int_equal(set(&run, 30, 10), ROOM_DONE);
    assert_int_equal(go(&run, 0, ROOM_COUNTS), ROOM_DONE); /* still the first vote's */
    assert_int_equal(act(&run, ROOM_UNDO), ROOM_DONE);
    assert_false(run.item[0].vote[0].is_about);
    assert_int_equal(act(&run, ROOM_UNDO), ROOM_DONE);
    assert_false(run.item[0].vote[0].is_counted);
    assert_int_equal(act(&run, ROOM_UNDO), ROOM_NO_UNDO);
    assert_int_equal(run.item[0].vote[1].hands[0], 30);
    for (int i = 0; i < 2 * ROOM_UNDO_MAX; i++)
        assert_int_equal(set(&run, i, 0), i > 40 ? ROOM_ABOVE_PEOPLE : ROOM_DONE);
    for (int i = 0; i < ROOM_UNDO_MAX; i++)
        assert_int_equal(act(&run, ROOM_UNDO), ROOM_DONE);
    assert_int_equal(act(&run, ROOM_UNDO), ROOM_NO_UNDO);
    assert_int_equal(run.item[0].vote[0].hands[0], ROOM_UNDO_MAX - 1);
}

static void groups_under_ten_are_not_shown(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    struct room_shift shift;
    struct room_item *item = &run.item[0];
    assert_int_equal(go(&run, 0, ROOM_VOTE), ROOM_DONE);
    assert_false(room_is_shown(&item->vote[0]));
    assert_int_equal(set(&run, 5, 4), ROOM_DONE);
    assert_false(room_is_shown(&item->vote[0]));
    assert_int_equal(set(&run, 24, 18), ROOM_ABOVE_PEOPLE);
    assert_true(room_is_shown(&item->vote[0]));
    assert_false(room_shift_of(item, VERDICT_MYTH, &shift)); /* nobody has voted again yet */
    assert_int_equal(go(&run, 0, ROOM_AGAIN), ROOM_DONE);
    assert_int_equal(set(&run, 37, 5), ROOM_ABOVE_PEOPLE);
    assert_true(room_shift_of(item, VERDICT_MYTH, &shift));
    assert_int_equal(shift.stayed, 24);
    assert_int_equal(shift.came, 13);
    assert_true(room_shift_of(item, VERDICT_FACT, &shift));
    assert_int_equal(shift.stayed, 5);
    assert_int_equal(shift.left, 13);
    assert_int_equal(room_answers(&run), 84);
}

static void the_discussion_has_a_clock_of_its_own(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    int card = room_card_of(&run, 0, ROOM_DISCUSS);
    assert_int_equal(room_apply(&run, &(struct room_event){.act = ROOM_GO, .card = card, .now_ms = MINUTE}), ROOM_DONE);
    assert_int_equal(room_talk_left_ms(&run, 2 * MINUTE), ROOM_TALK_MS - MINUTE);
    struct room_event clock = {.act = ROOM_CLOCK, .now_ms = 2 * MINUTE};
    assert_int_equal(room_apply(&run, &clock), ROOM_DONE);
    assert_int_equal(room_talk_left_ms(&run, 9 * MINUTE), ROOM_TALK_MS - MINUTE);
    clock.now_ms = 9 * MINUTE;
    assert_int_equal(room_apply(&run, &clock), ROOM_DONE);
    assert_int_equal(room_talk_left_ms(&run, 20 * MINUTE), 0); /* and never below */
    clock.now_ms = 20 * MINUTE;
    assert_int_equal(room_apply(&run, &clock), ROOM_DONE); /* anew */
    assert_int_equal(room_talk_left_ms(&run, 21 * MINUTE), ROOM_TALK_MS - MINUTE);
    assert_int_equal(room_elapsed_ms(&run, 21 * MINUTE), 21 * MINUTE);
    assert_int_equal(room_elapsed_ms(&run, 0), 20 * MINUTE); /* a clock that jumps back takes nothing away */
}

static void letters_are_measured_from_the_back_row(void **state)
{
    (void)state;
    /* 9.78 cm at 8 m are 0.7 degrees: 8.15 % of a screen of 120 cm */
    assert_true(room_degrees(0.0816, 120, 8) > ROOM_DEGREES_LEAST);
    assert_true(room_degrees(0.0814, 120, 8) < ROOM_DEGREES_LEAST);
    assert_true(room_degrees(0.0814, 240, 16) < ROOM_DEGREES_LEAST);
    assert_true(room_degrees(0.1, 100, 0) > 89);
    assert_int_equal(room_distance_m(0.0816, 120), 8);
    assert_int_equal(room_distance_m(0.0814, 120), 7);
}

static struct room_run written_and_read(const struct room_run *run, int64_t now_ms)
{
    struct str text = {0};
    struct room_run again;
    room_write(run, now_ms, &text);
    assert_true(text.length < ROOM_TEXT_MAX);
    assert_true(room_read(str_get(&text), &pack, 7, &again));
    str_finish(&text);
    return again;
}

/* Times, what can be undone, and pointers aside. */
static void assert_same(const struct room_run *a, const struct room_run *b)
{
    assert_int_equal(a->card, b->card);
    assert_int_equal(a->is_over, b->is_over);
    assert_int_equal(a->is_blank, b->is_blank);
    assert_int_equal(a->langs, b->langs);
    assert_int_equal(a->method, b->method);
    assert_int_equal(a->people, b->people);
    assert_int_equal(a->votes_twice, b->votes_twice);
    assert_string_equal(a->set, b->set);
    assert_int_equal(a->item_count, b->item_count);
    for (int i = 0; i < a->item_count; i++) {
        assert_ptr_equal(a->item[i].says, b->item[i].says);
        assert_memory_equal(a->item[i].vote, b->item[i].vote, sizeof a->item[i].vote);
    }
}

static void a_run_outlives_a_power_cut_on_every_card(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    for (int card = 0; card < room_card_count(&run); card++) {
        struct room_event event = {.act = ROOM_GO, .card = card, .now_ms = card * MINUTE};
        assert_int_equal(room_apply(&run, &event), ROOM_DONE);
        (void)set(&run, 10 + card, card);
        if (card % 3 == 0)
            (void)act(&run, ROOM_ABOUT);
        if (card % 5 == 0)
            (void)act(&run, ROOM_METHOD);
        struct room_run again = written_and_read(&run, card * MINUTE + 30000);
        assert_same(&run, &again);
        assert_int_equal(room_elapsed_ms(&again, 7), card * MINUTE + 30000);
        if (room_card_now(&run).step == ROOM_DISCUSS)
            assert_int_equal(room_talk_left_ms(&again, 7), ROOM_TALK_MS - 30000);
    }
}

static void an_edited_deck_is_noticed_and_no_count_lost(void **state)
{
    (void)state;
    struct room_run run = run_begun(true);
    struct str text = {0};
    assert_int_equal(go(&run, 2, ROOM_VOTE), ROOM_DONE);
    assert_int_equal(set(&run, 20, 11), ROOM_DONE);
    room_write(&run, 0, &text);

    struct quiz_item edited[] = {items[0], items[2]}; /* one is gone, one is edited */
    edited[1].statement.in[LANG_EN] = "Silence means yes";
    const struct deck edited_deck = {.name = "myths", .items = edited, .item_count = COUNT_OF(edited)};
    const struct pack edited_pack = {.decks = &edited_deck, .deck_count = 1};
    struct room_run again;
    assert_true(room_read(str_get(&text), &edited_pack, 0, &again));
    assert_false(again.item[0].is_changed);
    assert_null(again.item[1].says);
    assert_true(again.item[2].is_changed);
    assert_int_equal(again.item[2].vote[0].hands[0], 20);
    assert_int_equal(again.card, run.card);
    str_finish(&text);
}

static void texts_that_no_run_wrote_are_refused(void **state)
{
    (void)state;
    struct room_run run = run_begun(true), read;
    struct str text = {0};
    room_write(&run, 0, &text);
    for (size_t n = 0; n < text.length; n++) { /* torn anywhere but between lines */
        char *torn = mem_string(text.at, n);
        bool is_whole = n > 0 && torn[n - 1] == '\n';
        assert_int_equal(room_read(torn, &pack, 0, &read), is_whole);
        free(torn);
    }
    static const char *const lies[] = {
        "", "room/2 s 0 0 0 0 0 0 0 0 0\n", "room/1 s 2 0 0 0 0 0 0 0 0\n", "room/1 s 0 0 0 9 0 0 0 0 0\n",
        "room/1 s 0 0 0 0 0 0 -1 0 0\n", "room/1 s 0 0 0 0 0 0 0 0 99999999999999999999\n",
        "room/1 0123456789012345678901234567890123456789 0 0 0 0 0 0 0 0 0\n",
        "room/1 s 0 0 0 0 0 0 0 0 0\nclothes 1 0 1 0 0 10000 0 0 0 0 0 0\n",
        "room/1 s 0 0 0 0 0 0 0 0 0\nclothes 1 0 1 0 7 1 0 0 0 0 0 0\n",
    };
    for (size_t i = 0; i < COUNT_OF(lies); i++)
        assert_false(room_read(lies[i], &pack, 0, &read));
    assert_true(room_read("room/1 s 0 0 0 0 0 0 0 0 0\n", &pack, 0, &read)); /* the control: this one is */
    str_finish(&text);
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

/* From wherever a walk is, back and forward lead to the same place, and every other card is one step away. */
static void look_around(const struct room_run *run, uint64_t *seed)
{
    struct room_run there = *run;
    if (act(&there, ROOM_BACK) == ROOM_DONE)
        assert_int_equal(act(&there, ROOM_NEXT), ROOM_DONE);
    there.is_blank = run->is_blank;
    assert_same(&there, run);
    int card = (int)draw(seed, (uint32_t)room_card_count(run));
    assert_int_equal(room_apply(&there, &(struct room_event){.act = ROOM_GO, .card = card}), ROOM_DONE);
    assert_int_equal(there.card, card);
}

static void a_million_random_steps_find_no_dead_end(void **state)
{
    (void)state;
    static const int64_t numbers[] = {1, -1, 5, -40, 9999, -9999, 1000000000, INT64_MAX, INT64_MIN, 0};
    struct room_run run = run_begun(true);
    uint64_t seed = 20261122;
    long replies[ROOM_NO_UNDO + 1] = {0};
    for (int i = 0; i < 1000000; i++) {
        struct room_event event = {
            .act = (enum room_act)draw(&seed, ROOM_ACT_COUNT),
            .now_ms = i,
            .card = (int)draw(&seed, 40) - 5,
            .side = (enum verdict)draw(&seed, 2),
            .number = numbers[draw(&seed, COUNT_OF(numbers))],
            .hands = {numbers[draw(&seed, COUNT_OF(numbers))], (int64_t)draw(&seed, 60)},
        };
        replies[room_apply(&run, &event)]++;
        if (run.is_over)
            run = run_begun(draw(&seed, 2));
        if (i % 16 == 0) {
            assert_sound(&run);
            look_around(&run, &seed);
        }
    }
    for (size_t i = 0; i < COUNT_OF(replies); i++)
        assert_true(replies[i] > 1000); /* the walk came everywhere */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_stand_in_the_order_of_a_session),
        cmocka_unit_test(every_event_on_every_card_answers_by_the_table),
        cmocka_unit_test(an_ended_run_takes_nothing_more),
        cmocka_unit_test(impossible_counts_are_refused_and_surprising_ones_told),
        cmocka_unit_test(undo_takes_back_the_last_change_of_this_count_alone),
        cmocka_unit_test(groups_under_ten_are_not_shown),
        cmocka_unit_test(the_discussion_has_a_clock_of_its_own),
        cmocka_unit_test(letters_are_measured_from_the_back_row),
        cmocka_unit_test(a_run_outlives_a_power_cut_on_every_card),
        cmocka_unit_test(an_edited_deck_is_noticed_and_no_count_lost),
        cmocka_unit_test(texts_that_no_run_wrote_are_refused),
        cmocka_unit_test(a_million_random_steps_find_no_dead_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
