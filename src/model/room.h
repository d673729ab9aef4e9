/* A room quiz, led by a trainer, as a pure state machine. A run is a row of cards; the trainer turns them, and any card
 * can be gone to at any time. Counts belong to statements and rounds, never to cards, so turning back cannot lose one.
 *
 *   notice, rules, then per statement: show, vote, counts, discuss, vote again, reveal; then a result per statement;
 *   then what one can do. Without a second vote there is no "vote again".
 *
 * No clock, no store, no drawing. Durations are of a monotonic clock that the events carry. */
#ifndef HAMAWAZ_MODEL_ROOM_H
#define HAMAWAZ_MODEL_ROOM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "content/pack.h"

enum {
    ROOM_ITEMS_MAX = 32,
    ROOM_ROUNDS = 2,
    ROOM_PEOPLE_MAX = 9999,  /* and the most hands of a side */
    ROOM_SHOWN_FROM = 10,    /* groups with fewer people are not shown */
    ROOM_UNDO_MAX = 32,
    ROOM_ID_MAX = 32,
    ROOM_TEXT_MAX = 16 * 1024, /* bytes that room_write needs at most */
    ROOM_TALK_MS = 4 * 60 * 1000,
};

enum room_step {
    ROOM_NOTICE,
    ROOM_RULES,
    ROOM_SHOW,
    ROOM_VOTE,
    ROOM_COUNTS, /* without the answer */
    ROOM_DISCUSS,
    ROOM_AGAIN,
    ROOM_REVEAL,
    ROOM_RESULT,
    ROOM_ACT, /* what one can do; help lines */
    ROOM_STEP_COUNT
};

/* How a room gives its answers. Another way (paddles, phones) is a new value here and a name in room_method_name: it
 * hands its counts in by ROOM_SET, as the trainer's typing does. */
enum room_method { ROOM_HANDS, ROOM_SIDES, ROOM_METHOD_COUNT };
const char *room_method_name(enum room_method method); /* "hands": as stored */

enum room_langs { ROOM_BOTH_LANGS, ROOM_URDU, ROOM_ENGLISH, ROOM_LANGS_COUNT };

struct room_count {
    bool is_counted, is_about;
    enum room_method method;
    int32_t hands[2]; /* by enum verdict: who says myth, who says fact */
};

struct room_item {
    const struct quiz_item *says; /* NULL: it is no longer in the pack */
    char id[ROOM_ID_MAX];
    uint32_t words;     /* hash of the statement, to know an edited one again */
    bool is_changed;    /* it was edited since it was first shown */
    int64_t talked_ms;
    struct room_count vote[ROOM_ROUNDS];
};

struct room_undo {
    int item, round;
    struct room_count before;
};

struct room_run {
    char set[ROOM_ID_MAX]; /* id of the prepared set, or the deck's name */
    bool votes_twice, is_over, is_blank;
    enum room_langs langs;
    enum room_method method;
    int people; /* expected; 0: not said */
    int card;
    int64_t plan_ms, elapsed_ms;
    int64_t since_ms;      /* what elapsed_ms was last brought up to */
    int64_t talk_since_ms; /* -1: the discussion's clock stands */
    int item_count;
    struct room_item item[ROOM_ITEMS_MAX];
    int undo_count;
    struct room_undo undo[ROOM_UNDO_MAX]; /* not kept over a restart */
};

struct room_card {
    enum room_step step;
    int item;  /* -1: of no statement */
    int round; /* whose count the card shows and changes; -1: none */
};

/* Begins with the set's statements; those beyond ROOM_ITEMS_MAX are left out. */
void room_start(struct room_run *run, const struct room_set *set, bool votes_twice, int people, int64_t now_ms);

int room_card_count(const struct room_run *run);
struct room_card room_card_at(const struct room_run *run, int card); /* `card` inside the count */
struct room_card room_card_now(const struct room_run *run);
int room_card_of(const struct room_run *run, int item, enum room_step step); /* -1: there is none */

enum room_act {
    ROOM_NEXT,
    ROOM_BACK,
    ROOM_GO,     /* card */
    ROOM_ADD,    /* side, number: may be negative */
    ROOM_SET,    /* hands of both sides */
    ROOM_ABOUT,  /* toggles */
    ROOM_METHOD, /* the next one, from this count on */
    ROOM_UNDO,   /* the last change of this count */
    ROOM_BLANK,
    ROOM_CLOCK,  /* stops and starts the discussion's clock; spent, it begins anew */
    ROOM_LANGS,
    ROOM_FINISH, /* on the last card */
    ROOM_ACT_COUNT
};

struct room_event {
    enum room_act act;
    int64_t now_ms;
    int card;
    enum verdict side;
    int64_t number;
    int64_t hands[2];
};

/* What came of it. All but ROOM_DONE and ROOM_ABOVE_PEOPLE leave the run as it was. */
enum room_reply {
    ROOM_DONE,
    ROOM_ABOVE_PEOPLE, /* done; but there are more hands than people were expected */
    ROOM_NOT_HERE,     /* means nothing on this card, or the run is over */
    ROOM_BELOW_ZERO,
    ROOM_TOO_MANY, /* more than ROOM_PEOPLE_MAX */
    ROOM_NO_UNDO,
};
enum room_reply room_apply(struct room_run *run, const struct room_event *event);

int room_total(const struct room_count *count);
bool room_is_shown(const struct room_count *count); /* counted, and by ten people or more */

/* How the myth or fact side moved between two shown votes: who stayed, came, left (net: hands have no names). */
struct room_shift {
    int stayed, came, left;
};
bool room_shift_of(const struct room_item *item, enum verdict side, struct room_shift *shift);

/* Hands given in all rounds: the "room answers" of an event's funnel. */
int64_t room_answers(const struct room_run *run);

int64_t room_elapsed_ms(const struct room_run *run, int64_t now_ms);
int64_t room_talk_left_ms(const struct room_run *run, int64_t now_ms); /* of the discussion on this card; 0: spent */
int64_t room_plan_ms(const struct room_run *run); /* when this card should end, by the plan */

/* Under how many degrees letters are seen from `distance_m` that are so large a part of a screen of this height. */
double room_degrees(double part, int screen_cm, int distance_m);
/* The farthest whole metre from which such letters are seen under ROOM_DEGREES_LEAST. */
int room_distance_m(double part, int screen_cm);
#define ROOM_DEGREES_LEAST 0.7 /* capital height, from the back row */

/* The run as text, and back. room_read finds the statements in `pack`, marks what was edited or is gone, and lets the
 * clocks go on from `now_ms`. False: the text is none of ours; the run is not to be used. */
void room_write(const struct room_run *run, int64_t now_ms, struct str *text);
bool room_read(const char *text, const struct pack *pack, int64_t now_ms, struct room_run *run);

uint32_t room_words_hash(const struct quiz_item *item); /* as kept in room_item.words */

/* A deck as a set with all its statements, for room_start. `items` has room for ROOM_ITEMS_MAX. */
struct room_set room_set_of_deck(const struct deck *deck, const struct quiz_item **items);

#endif
