/* The room quiz: cards in a row, and counts that belong to statements.
 *
 * The row is never stored: a card is a number, and room_card_at says by arithmetic what stands there. So turning is
 * adding one, and no order of events can lead to a card that does not exist. Invariants: 0 <= card < room_card_count,
 * and every count lies in 0..ROOM_PEOPLE_MAX. */
#include "model/room.h"

#include <math.h>

#include "base/mem.h"

enum { FIRST_CARDS = 2, MINUTE_MS = 60 * 1000, DECK_MINUTES_EACH = 6 };

static const enum room_step steps_twice[] = {ROOM_SHOW, ROOM_VOTE, ROOM_COUNTS, ROOM_DISCUSS, ROOM_AGAIN, ROOM_REVEAL};
static const enum room_step steps_once[] = {ROOM_SHOW, ROOM_VOTE, ROOM_COUNTS, ROOM_DISCUSS, ROOM_REVEAL};

static int steps_each(const struct room_run *run)
{
    return run->votes_twice ? (int)COUNT_OF(steps_twice) : (int)COUNT_OF(steps_once);
}

int room_card_count(const struct room_run *run)
{
    return FIRST_CARDS + run->item_count * (steps_each(run) + 1) + 1;
}

/* The count that a card shows and changes: before the second vote the first one's. */
static int round_of(const struct room_run *run, enum room_step step)
{
    return run->votes_twice && step >= ROOM_AGAIN ? 1 : 0;
}

struct room_card room_card_at(const struct room_run *run, int card)
{
    int each = steps_each(run), results = FIRST_CARDS + run->item_count * each;
    CHECK(card >= 0 && card < room_card_count(run));
    if (card < FIRST_CARDS)
        return (struct room_card){card == 0 ? ROOM_NOTICE : ROOM_RULES, -1, -1};
    if (card == room_card_count(run) - 1)
        return (struct room_card){ROOM_ACT, -1, -1};
    if (card >= results)
        return (struct room_card){ROOM_RESULT, card - results, round_of(run, ROOM_RESULT)};
    int at = (card - FIRST_CARDS) % each;
    enum room_step step = run->votes_twice ? steps_twice[at] : steps_once[at];
    return (struct room_card){step, (card - FIRST_CARDS) / each, round_of(run, step)};
}

struct room_card room_card_now(const struct room_run *run)
{
    return room_card_at(run, run->card);
}

int room_card_of(const struct room_run *run, int item, enum room_step step)
{
    for (int card = 0; card < room_card_count(run); card++) {
        struct room_card at = room_card_at(run, card);
        if (at.step == step && (at.item == item || at.item < 0))
            return card;
    }
    return -1;
}

struct room_set room_set_of_deck(const struct deck *deck, const struct quiz_item **items)
{
    size_t count = deck->item_count < ROOM_ITEMS_MAX ? deck->item_count : ROOM_ITEMS_MAX;
    for (size_t i = 0; i < count; i++)
        items[i] = &deck->items[i];
    return (struct room_set){deck->name, deck->title, deck->notice, (int)count * DECK_MINUTES_EACH, items, count};
}

void room_start(struct room_run *run, const struct room_set *set, bool votes_twice, int people, int64_t now_ms)
{
    *run = (struct room_run){.votes_twice = votes_twice, .people = people, .since_ms = now_ms, .talk_since_ms = -1};
    str_copy(run->set, sizeof run->set, set->id);
    run->plan_ms = (int64_t)set->minutes * MINUTE_MS;
    for (size_t i = 0; i < set->item_count && run->item_count < ROOM_ITEMS_MAX; i++) {
        struct room_item *item = &run->item[run->item_count++];
        item->says = set->items[i];
        item->words = room_words_hash(item->says);
        str_copy(item->id, sizeof item->id, item->says->id);
    }
}

int room_total(const struct room_count *count)
{
    return count->hands[VERDICT_MYTH] + count->hands[VERDICT_FACT];
}

bool room_is_shown(const struct room_count *count)
{
    return count->is_counted && room_total(count) >= ROOM_SHOWN_FROM;
}

bool room_shift_of(const struct room_item *item, enum verdict side, struct room_shift *shift)
{
    int first = item->vote[0].hands[side], second = item->vote[1].hands[side];
    *shift = (struct room_shift){.stayed = first < second ? first : second,
                                 .came = second > first ? second - first : 0,
                                 .left = first > second ? first - second : 0};
    return room_is_shown(&item->vote[0]) && room_is_shown(&item->vote[1]);
}

int64_t room_answers(const struct room_run *run)
{
    int64_t answers = 0;
    for (int i = 0; i < run->item_count; i++)
        for (int round = 0; round < ROOM_ROUNDS; round++)
            answers += room_total(&run->item[i].vote[round]);
    return answers;
}

static const double DEGREES = 57.29577951308232; /* of a radian */

int room_distance_m(double part, int screen_cm)
{
    return (int)(part * screen_cm / 100.0 / tan(ROOM_DEGREES_LEAST / DEGREES));
}

double room_degrees(double part, int screen_cm, int distance_m)
{
    return distance_m > 0 ? DEGREES * atan(part * screen_cm / (100.0 * distance_m)) : 90;
}

int64_t room_elapsed_ms(const struct room_run *run, int64_t now_ms)
{
    return run->elapsed_ms + (!run->is_over && now_ms > run->since_ms ? now_ms - run->since_ms : 0);
}

static int64_t talked_ms(const struct room_run *run, const struct room_item *item, int64_t now_ms)
{
    bool goes = run->talk_since_ms >= 0 && now_ms > run->talk_since_ms;
    return item->talked_ms + (goes ? now_ms - run->talk_since_ms : 0);
}

int64_t room_talk_left_ms(const struct room_run *run, int64_t now_ms)
{
    struct room_card card = room_card_now(run);
    if (card.step != ROOM_DISCUSS)
        return 0;
    int64_t left = ROOM_TALK_MS - talked_ms(run, &run->item[card.item], now_ms);
    return left > 0 ? left : 0;
}

int64_t room_plan_ms(const struct room_run *run)
{
    return run->plan_ms * (run->card + 1) / room_card_count(run);
}

/* Brings the kept times up to now, so that the clocks may be read from another start. */
static void keep_time(struct room_run *run, int64_t now_ms)
{
    struct room_card card = room_card_now(run);
    if (card.step == ROOM_DISCUSS && run->talk_since_ms >= 0) {
        run->item[card.item].talked_ms = talked_ms(run, &run->item[card.item], now_ms);
        run->talk_since_ms = now_ms;
    }
    run->elapsed_ms = room_elapsed_ms(run, now_ms);
    run->since_ms = now_ms;
}

static enum room_reply turn(struct room_run *run, int card, int64_t now_ms)
{
    if (card < 0 || card >= room_card_count(run))
        return ROOM_NOT_HERE;
    keep_time(run, now_ms);
    run->card = card;
    run->is_blank = false;
    run->talk_since_ms = room_card_now(run).step == ROOM_DISCUSS ? now_ms : -1;
    return ROOM_DONE;
}

static struct room_count *count_now(struct room_run *run)
{
    struct room_card card = room_card_now(run);
    return card.round < 0 ? NULL : &run->item[card.item].vote[card.round];
}

/* Remembers the count as it stands, letting go of the oldest when there is no room. */
static void remember(struct room_run *run, const struct room_count *count)
{
    struct room_card card = room_card_now(run);
    if (run->undo_count == ROOM_UNDO_MAX) {
        run->undo_count--;
        for (int i = 0; i < run->undo_count; i++)
            run->undo[i] = run->undo[i + 1];
    }
    run->undo[run->undo_count++] = (struct room_undo){card.item, card.round, *count};
}

static enum room_reply set_hands(struct room_run *run, const int64_t hands[2])
{
    struct room_count *count = count_now(run);
    if (!count)
        return ROOM_NOT_HERE;
    for (int side = 0; side < 2; side++) {
        if (hands[side] < 0)
            return ROOM_BELOW_ZERO;
        if (hands[side] > ROOM_PEOPLE_MAX)
            return ROOM_TOO_MANY;
    }
    remember(run, count);
    count->is_counted = true;
    count->method = run->method;
    for (int side = 0; side < 2; side++)
        count->hands[side] = (int32_t)hands[side];
    return run->people > 0 && room_total(count) > run->people ? ROOM_ABOVE_PEOPLE : ROOM_DONE;
}

static enum room_reply add_hands(struct room_run *run, enum verdict side, int64_t number)
{
    const struct room_count *count = count_now(run);
    if (!count)
        return ROOM_NOT_HERE;
    int64_t hands[2] = {count->hands[0], count->hands[1]};
    if (number > ROOM_PEOPLE_MAX)
        return ROOM_TOO_MANY;
    if (number < -ROOM_PEOPLE_MAX)
        return ROOM_BELOW_ZERO;
    hands[side] += number;
    return set_hands(run, hands);
}

static enum room_reply undo(struct room_run *run)
{
    struct room_card card = room_card_now(run);
    struct room_count *count = count_now(run);
    int last = run->undo_count - 1;
    while (last >= 0 && (run->undo[last].item != card.item || run->undo[last].round != card.round))
        last--;
    if (!count || last < 0)
        return ROOM_NO_UNDO;
    *count = run->undo[last].before;
    run->undo_count--;
    for (; last < run->undo_count; last++)
        run->undo[last] = run->undo[last + 1];
    return ROOM_DONE;
}

static enum room_reply toggle_about(struct room_run *run)
{
    struct room_count *count = count_now(run);
    if (!count)
        return ROOM_NOT_HERE;
    remember(run, count);
    count->is_about = !count->is_about;
    return ROOM_DONE;
}

static enum room_reply toggle_clock(struct room_run *run, int64_t now_ms)
{
    struct room_card card = room_card_now(run);
    if (card.step != ROOM_DISCUSS)
        return ROOM_NOT_HERE;
    bool is_spent = room_talk_left_ms(run, now_ms) == 0, goes = run->talk_since_ms >= 0;
    keep_time(run, now_ms);
    if (is_spent)
        run->item[card.item].talked_ms = 0;
    run->talk_since_ms = goes && !is_spent ? -1 : now_ms;
    return ROOM_DONE;
}

static enum room_reply finish(struct room_run *run, int64_t now_ms)
{
    if (room_card_now(run).step != ROOM_ACT)
        return ROOM_NOT_HERE;
    keep_time(run, now_ms);
    run->is_over = true;
    return ROOM_DONE;
}

enum room_reply room_apply(struct room_run *run, const struct room_event *event)
{
    if (run->is_over)
        return ROOM_NOT_HERE;
    switch (event->act) {
    case ROOM_NEXT:
        return turn(run, run->card + 1, event->now_ms);
    case ROOM_BACK:
        return turn(run, run->card - 1, event->now_ms);
    case ROOM_GO:
        return turn(run, event->card, event->now_ms);
    case ROOM_ADD:
        return add_hands(run, event->side, event->number);
    case ROOM_SET:
        return set_hands(run, event->hands);
    case ROOM_ABOUT:
        return toggle_about(run);
    case ROOM_METHOD:
        run->method = (run->method + 1) % ROOM_METHOD_COUNT;
        return ROOM_DONE;
    case ROOM_UNDO:
        return undo(run);
    case ROOM_BLANK:
        run->is_blank = !run->is_blank;
        return ROOM_DONE;
    case ROOM_CLOCK:
        return toggle_clock(run, event->now_ms);
    case ROOM_LANGS:
        run->langs = (run->langs + 1) % ROOM_LANGS_COUNT;
        return ROOM_DONE;
    case ROOM_FINISH:
        return finish(run, event->now_ms);
    case ROOM_ACT_COUNT:
        break;
    }
    return ROOM_NOT_HERE;
}
