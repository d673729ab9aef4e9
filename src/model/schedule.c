/* Which slide comes next.
 *
 * A round shows each of today's slides as often as its weight says. It is made of passes through the slides in name
 * order, as many as the heaviest weight W. A slide of weight W is in every pass; one of weight w in w of them, evenly
 * spaced, beginning with pass rank * W / count: so slides of weight 1 come once a round, in name order over all the
 * passes, and the heavier ones come back between them. With all weights 1 a round is simply the folder.
 *
 * Only (pass, slide) is kept: a place in the round is found by walking it, because the round itself changes when a
 * window opens at midnight or staff set the clock. */
#include "model/schedule.h"

#include <string.h>

#include "base/utf8.h"

enum {
    WEIGHT_MOST = 10,
    YEAR_LEAST = 2020, /* before that the clock was never set: nobody knows which day it is */
    LETTERS_A_SECOND = 15,
    MYTH_LETTER_MS = 60,
    MYTH_LEAST_MS = 3000,
    SPEED_LEAST = 50,
    SPEED_MOST = 200,
};

struct round {
    const struct pack *pack;
    struct day today;
    bool shows_all; /* no slide may be shown today: the show goes on with all of them */
    size_t count;   /* slides in it */
    int passes;     /* the heaviest of their weights */
    size_t length;  /* the sum of their weights */
};

struct place {
    int pass;
    size_t at;
};

static int weight_of(const struct slide *slide)
{
    if (slide->weight < 1)
        return 1;
    return slide->weight < WEIGHT_MOST ? slide->weight : WEIGHT_MOST;
}

static bool may_show(const struct slide *slide, struct day today)
{
    if (slide->window.from.month == 0)
        return true;
    return today.year >= YEAR_LEAST && slide_window_holds(&slide->window, today);
}

static bool is_in_round(const struct round *round, size_t at)
{
    return round->shows_all || may_show(&round->pack->slides[at], round->today);
}

static void count_slides(struct round *round)
{
    for (size_t i = 0; i < round->pack->slide_count; i++) {
        if (!is_in_round(round, i))
            continue;
        int weight = weight_of(&round->pack->slides[i]);
        round->count++;
        round->length += (size_t)weight;
        if (weight > round->passes)
            round->passes = weight;
    }
}

static struct round round_of(const struct pack *pack, struct day today)
{
    struct round round = {.pack = pack, .today = today};
    count_slides(&round);
    if (round.count == 0) {
        round.shows_all = true;
        count_slides(&round);
    }
    return round;
}

/* `rank`: how many slides of the round stand before this one in the folder. */
static bool is_in_pass(const struct round *round, const struct slide *slide, size_t rank, int pass)
{
    int first = (int)(rank * (size_t)round->passes / round->count);
    int turn = (pass - first + round->passes) % round->passes;
    return turn * weight_of(slide) % round->passes < weight_of(slide);
}

/* How many places of the round stand before `place`. */
static size_t position_of(const struct round *round, struct place place)
{
    size_t position = 0;
    for (int pass = 0; pass <= place.pass && pass < round->passes; pass++) {
        size_t end = pass < place.pass ? round->pack->slide_count : place.at;
        size_t rank = 0;
        for (size_t at = 0; at < end && at < round->pack->slide_count; at++)
            if (is_in_round(round, at))
                position += is_in_pass(round, &round->pack->slides[at], rank++, pass);
    }
    return position;
}

/* The place at `position`; past the end, the folder's first slide. */
static struct place place_at(const struct round *round, size_t position)
{
    for (int pass = 0; pass < round->passes; pass++) {
        size_t rank = 0;
        for (size_t at = 0; at < round->pack->slide_count; at++)
            if (is_in_round(round, at) && is_in_pass(round, &round->pack->slides[at], rank++, pass) && position-- == 0)
                return (struct place){pass, at};
    }
    return (struct place){0, 0};
}

/* One step on or back. The slide now on screen may have left the round since it came: then the next one is already at
 * its position. */
static struct schedule moved(const struct schedule *schedule, const struct round *round, int step)
{
    struct schedule to = *schedule;
    size_t position = position_of(round, (struct place){to.pass, to.at});
    struct place place = place_at(round, position);
    if (step < 0) {
        to.round -= position == 0;
        position += round->length - (round->length > 0);
    } else {
        position += place.pass == to.pass && place.at == to.at;
        to.round += position >= round->length;
    }
    place = place_at(round, round->length ? position % round->length : 0);
    to.pass = place.pass;
    to.at = place.at;
    return to;
}

void schedule_start(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms)
{
    struct round round = round_of(pack, today);
    *schedule = (struct schedule){.at = place_at(&round, 0).at, .since_ms = now_ms};
}

void schedule_step(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms, int step)
{
    struct round round = round_of(pack, today);
    *schedule = moved(schedule, &round, step);
    schedule->since_ms = now_ms;
}

size_t schedule_next(const struct schedule *schedule, const struct pack *pack, struct day today)
{
    struct round round = round_of(pack, today);
    return moved(schedule, &round, 1).at;
}

bool schedule_tick(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms,
                   int speed_percent)
{
    size_t before = schedule->at;
    if (before < pack->slide_count &&
        now_ms - schedule->since_ms < schedule_stay_ms(&pack->slides[before], speed_percent))
        return false;
    schedule_step(schedule, pack, today, now_ms, 1);
    return schedule->at != before;
}

size_t schedule_length(const struct pack *pack, struct day today)
{
    return round_of(pack, today).length;
}

size_t schedule_position(const struct schedule *schedule, const struct pack *pack, struct day today)
{
    struct round round = round_of(pack, today);
    size_t position = position_of(&round, (struct place){schedule->pass, schedule->at});
    return position < round.length ? position : 0;
}

static size_t letters(const struct words *words, enum lang lang)
{
    const char *text = words->in[lang];
    return text ? utf8_count(text, strlen(text)) : 0;
}

static size_t slide_letters(const struct slide *slide, enum lang lang)
{
    size_t count = letters(&slide->title, lang) + letters(&slide->says, lang) + letters(&slide->by, lang);
    for (size_t i = 0; i < slide->item_count; i++)
        count += letters(&slide->items[i].when, lang) + letters(&slide->items[i].says, lang);
    return count;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The kind's time, or what the letters take when that is longer. */
static int64_t reading_ms(enum slide_kind kind, size_t letter_count)
{
    static const int kind_seconds[] = {
        [SLIDE_STATEMENT] = 9, [SLIDE_FIGURE] = 11,  [SLIDE_QUOTE] = 12, [SLIDE_LIST] = 14,
        [SLIDE_TIMELINE] = 16, [SLIDE_MYTH] = 9, /* for the fact; the myth before it has its own hold */
        [SLIDE_COUNT] = 9,     [SLIDE_PICTURE] = 10, [SLIDE_QR] = 12,
    };
    int64_t kind_ms = kind_seconds[kind] * 1000;
    int64_t letters_ms = (int64_t)letter_count * 1000 / LETTERS_A_SECOND;
    return letters_ms > kind_ms ? letters_ms : kind_ms;
}

static int64_t hold_ms(const struct slide *slide)
{
    if (slide->kind != SLIDE_MYTH || !slide->myth)
        return 0;
    const struct words *myth = &slide->myth->statement;
    int64_t ms = (int64_t)larger(letters(myth, LANG_UR), letters(myth, LANG_EN)) * MYTH_LETTER_MS;
    return ms > MYTH_LEAST_MS ? ms : MYTH_LEAST_MS;
}

static int64_t at_speed(int64_t ms, int speed_percent)
{
    if (speed_percent < SPEED_LEAST)
        speed_percent = SPEED_LEAST;
    return ms * 100 / (speed_percent < SPEED_MOST ? speed_percent : SPEED_MOST);
}

static int64_t whole_ms(const struct slide *slide)
{
    if (slide->seconds > 0)
        return (int64_t)slide->seconds * 1000;
    size_t count = larger(slide_letters(slide, LANG_UR), slide_letters(slide, LANG_EN));
    if (slide->kind == SLIDE_MYTH && slide->myth)
        count = larger(letters(&slide->myth->because, LANG_UR), letters(&slide->myth->because, LANG_EN));
    return hold_ms(slide) + reading_ms(slide->kind, count);
}

int64_t schedule_stay_ms(const struct slide *slide, int speed_percent)
{
    return at_speed(whole_ms(slide), speed_percent);
}

int64_t schedule_myth_ms(const struct slide *slide, int speed_percent)
{
    int64_t ms = hold_ms(slide);
    int64_t half_ms = whole_ms(slide) / 2;
    bool is_short = slide->seconds > 0 && ms > half_ms; /* the author's own time: the fact keeps at least half of it */
    return at_speed(is_short ? half_ms : ms, speed_percent);
}
