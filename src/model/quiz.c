/* One visitor's quiz: which statements are drawn, in what order, and what was answered.
 *
 * The draw is a reservoir sample (A. Waterman's algorithm R, in Knuth, TAOCP 2, 3.4.2), so a deck of any size needs no
 * memory beyond the run itself. Invariant: 0 <= at <= count, and every answer before `at` is set, none after it. */
#include "model/quiz.h"

#include <stddef.h>
#include <string.h>

/* xorshift64* (S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016). */
static uint64_t draw_next(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * 0x2545F4914F6CDD1DULL;
}

/* 0..bound-1, from the upper half: the lower bits of xorshift64* are the weaker ones. */
static uint32_t draw_below(uint64_t *state, uint32_t bound)
{
    return (uint32_t)(((draw_next(state) >> 32) * bound) >> 32);
}

static uint32_t deck_size(const struct deck *deck)
{
    return deck->item_count > UINT16_MAX ? UINT16_MAX : (uint32_t)deck->item_count;
}

static int draw_size(const struct deck *deck)
{
    int most = deck_size(deck) < QUIZ_DRAW_MAX ? (int)deck_size(deck) : QUIZ_DRAW_MAX;
    if (deck->draw < 0)
        return 0;
    return deck->draw < most ? deck->draw : most;
}

static void draw_items(struct quiz_run *run, uint64_t *state)
{
    for (uint32_t i = 0; i < deck_size(run->deck); i++) {
        uint32_t place = i < (uint32_t)run->count ? i : draw_below(state, i + 1);
        if (place < (uint32_t)run->count)
            run->item[place] = (uint16_t)i;
    }
}

static void shuffle(struct quiz_run *run, uint64_t *state)
{
    for (int i = run->count - 1; i > 0; i--) {
        uint32_t other = draw_below(state, (uint32_t)i + 1);
        uint16_t item = run->item[i];
        run->item[i] = run->item[other];
        run->item[other] = item;
    }
}

static enum verdict verdict_at(const struct quiz_run *run, int index)
{
    return run->deck->items[run->item[index]].verdict;
}

/* When all drawn items have one verdict, puts one of the other verdict, any with the same chance, in the last place. */
static void draw_both_verdicts(struct quiz_run *run, uint64_t *state)
{
    for (int i = 1; i < run->count; i++)
        if (verdict_at(run, i) != verdict_at(run, 0))
            return;
    if (run->count < 2)
        return;
    enum verdict drawn = verdict_at(run, 0);
    uint32_t seen = 0;
    for (uint32_t i = 0; i < deck_size(run->deck); i++)
        if (run->deck->items[i].verdict != drawn && draw_below(state, ++seen) == 0)
            run->item[run->count - 1] = (uint16_t)i;
}

/* Insertion sort: stable, so items of one difficulty keep their shuffled order. */
static void sort_by_difficulty(struct quiz_run *run)
{
    const struct quiz_item *items = run->deck->items;
    for (int i = 1; i < run->count; i++) {
        uint16_t moved = run->item[i];
        int to = i;
        for (; to > 0 && items[run->item[to - 1]].difficulty > items[moved].difficulty; to--)
            run->item[to] = run->item[to - 1];
        run->item[to] = moved;
    }
}

void quiz_start(struct quiz_run *run, const struct deck *deck, uint64_t seed)
{
    uint64_t state = seed ? seed : 0x9E3779B97F4A7C15ULL; /* xorshift stands still at 0 */
    memset(run, 0, sizeof *run);
    run->deck = deck;
    run->count = draw_size(deck);
    draw_items(run, &state);
    shuffle(run, &state);
    draw_both_verdicts(run, &state);
    sort_by_difficulty(run);
    run->fact_first = draw_below(&state, 2) == 1;
}

const struct quiz_item *quiz_item_at(const struct quiz_run *run)
{
    return quiz_is_over(run) ? NULL : &run->deck->items[run->item[run->at]];
}

void quiz_answer(struct quiz_run *run, enum quiz_answer answer)
{
    if (!quiz_is_over(run) && run->answer[run->at] == QUIZ_UNANSWERED)
        run->answer[run->at] = (uint8_t)answer;
}

static bool is_said(uint8_t answer)
{
    return answer == QUIZ_SAID_MYTH || answer == QUIZ_SAID_FACT;
}

bool quiz_is_answered(const struct quiz_run *run)
{
    return !quiz_is_over(run) && is_said(run->answer[run->at]);
}

void quiz_next(struct quiz_run *run)
{
    if (!quiz_is_over(run) && run->answer[run->at] != QUIZ_UNANSWERED)
        run->at++;
}

bool quiz_is_right(const struct quiz_run *run, int index)
{
    if (index < 0 || index >= run->count)
        return false;
    return run->answer[index] == (verdict_at(run, index) == VERDICT_MYTH ? QUIZ_SAID_MYTH : QUIZ_SAID_FACT);
}

bool quiz_is_over(const struct quiz_run *run)
{
    return run->at >= run->count;
}

int quiz_answered_count(const struct quiz_run *run)
{
    int answered = 0;
    for (int i = 0; i < run->count; i++)
        answered += is_said(run->answer[i]);
    return answered;
}
