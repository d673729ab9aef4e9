/* One visitor's quiz as a pure state machine: draw, answer, reason, result. No clock, no randomness of its own. */
#ifndef HAMAWAZ_MODEL_QUIZ_H
#define HAMAWAZ_MODEL_QUIZ_H

#include <stdbool.h>
#include <stdint.h>

#include "content/pack.h"

enum { QUIZ_DRAW_MAX = 16 };
enum quiz_answer { QUIZ_UNANSWERED, QUIZ_SAID_MYTH, QUIZ_SAID_FACT, QUIZ_SKIPPED };

struct quiz_run {
    const struct deck *deck;
    int count;                       /* items drawn */
    int at;                          /* 0..count; count: the result */
    uint16_t item[QUIZ_DRAW_MAX];    /* indices into deck->items */
    uint8_t answer[QUIZ_DRAW_MAX];   /* enum quiz_answer */
    bool fact_first;                 /* the side the answers stand on, kept for the visit */
};

/* Draws deck->draw items without repeats, easier ones first, at least one of each verdict when the deck has both. The
 * same seed gives the same draw (xorshift64*, S. Vigna 2016). */
void quiz_start(struct quiz_run *run, const struct deck *deck, uint64_t seed);

const struct quiz_item *quiz_item_at(const struct quiz_run *run); /* NULL at the result */
void quiz_answer(struct quiz_run *run, enum quiz_answer answer);  /* the first answer stands */
bool quiz_is_answered(const struct quiz_run *run);                /* the reason is to be shown */
void quiz_next(struct quiz_run *run);                             /* from reason or skip to the next, or the result */
bool quiz_is_right(const struct quiz_run *run, int index);
bool quiz_is_over(const struct quiz_run *run);
int quiz_answered_count(const struct quiz_run *run);              /* without skipped ones */

#endif
