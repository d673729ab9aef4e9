/* A run as text, so that it outlives a power cut and can be read again years later:
 *
 *   room/1 SET TWICE OVER BLANK LANGS METHOD PEOPLE CARD PLAN ELAPSED        times in ms, flags 0 or 1
 *   ID WORDS TALKED  and, for both rounds:  COUNTED ABOUT METHOD MYTH FACT    one line a statement
 *
 * What is read may be damaged or made up, so every number is checked against what the machine could have written. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "model/room.h"

static const char *const method_names[] = {[ROOM_HANDS] = "hands", [ROOM_SIDES] = "sides"};

const char *room_method_name(enum room_method method)
{
    return method_names[method];
}

/* FNV-1a over the words of all languages and the verdict. */
uint32_t room_words_hash(const struct quiz_item *item)
{
    uint32_t hash = (2166136261u ^ (uint32_t)item->verdict) * 16777619u;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++)
        for (const char *at = words_in(&item->statement, lang); *at; at++)
            hash = (hash ^ (uint8_t)*at) * 16777619u;
    return hash;
}

static void write_item(const struct room_item *item, int64_t talking_ms, struct str *text)
{
    str_addf(text, "%s %" PRIu32 " %" PRId64, item->id, item->words, item->talked_ms + talking_ms);
    for (int round = 0; round < ROOM_ROUNDS; round++) {
        const struct room_count *vote = &item->vote[round];
        str_addf(text, " %d %d %d %" PRId32 " %" PRId32, vote->is_counted, vote->is_about, (int)vote->method,
                 vote->hands[0], vote->hands[1]);
    }
    str_add(text, "\n");
}

void room_write(const struct room_run *run, int64_t now_ms, struct str *text)
{
    struct room_card card = room_card_now(run);
    str_addf(text, "room/1 %s %d %d %d %d %d %d %d %" PRId64 " %" PRId64 "\n", run->set, run->votes_twice, run->is_over,
             run->is_blank, (int)run->langs, (int)run->method, run->people, run->card, run->plan_ms,
             room_elapsed_ms(run, now_ms));
    for (int i = 0; i < run->item_count; i++) {
        bool is_talking = i == card.item && card.step == ROOM_DISCUSS && run->talk_since_ms >= 0;
        write_item(&run->item[i], is_talking && now_ms > run->talk_since_ms ? now_ms - run->talk_since_ms : 0, text);
    }
}

/* A whole number in least..most, then one space or the line's end. */
static bool take(const char **at, int64_t least, int64_t most, int64_t *number)
{
    char *end;
    bool is_number = **at >= '0' && **at <= '9' && strspn(*at, "0123456789") <= 15;
    if (!is_number)
        return false;
    *number = strtoll(*at, &end, 10);
    if (*end != ' ' && *end != '\n')
        return false;
    *at = end + 1;
    return *number >= least && *number <= most;
}

static bool take_word(const char **at, char word[ROOM_ID_MAX])
{
    size_t n = strcspn(*at, " \n");
    if (n == 0 || n >= ROOM_ID_MAX || (*at)[n] != ' ')
        return false;
    memcpy(word, *at, n);
    word[n] = '\0';
    *at += n + 1;
    return true;
}

static bool read_head(const char **at, struct room_run *run)
{
    int64_t twice, over, blank, langs, method, people, card;
    if (!str_starts(*at, "room/1 "))
        return false;
    *at += strlen("room/1 ");
    if (!take_word(at, run->set) || !take(at, 0, 1, &twice) || !take(at, 0, 1, &over) || !take(at, 0, 1, &blank) ||
        !take(at, 0, ROOM_LANGS_COUNT - 1, &langs) || !take(at, 0, ROOM_METHOD_COUNT - 1, &method) ||
        !take(at, 0, ROOM_PEOPLE_MAX, &people) || !take(at, 0, INT16_MAX, &card) ||
        !take(at, 0, INT64_MAX, &run->plan_ms) || !take(at, 0, INT64_MAX, &run->elapsed_ms))
        return false;
    run->votes_twice = twice;
    run->is_over = over;
    run->is_blank = blank;
    run->langs = (enum room_langs)langs;
    run->method = (enum room_method)method;
    run->people = (int)people;
    run->card = (int)card;
    return true;
}

static bool read_count(const char **at, struct room_count *count)
{
    int64_t counted, about, method, myth, fact;
    if (!take(at, 0, 1, &counted) || !take(at, 0, 1, &about) || !take(at, 0, ROOM_METHOD_COUNT - 1, &method) ||
        !take(at, 0, ROOM_PEOPLE_MAX, &myth) || !take(at, 0, ROOM_PEOPLE_MAX, &fact))
        return false;
    *count = (struct room_count){counted, about, (enum room_method)method, {(int32_t)myth, (int32_t)fact}};
    return true;
}

static const struct quiz_item *find_item(const struct pack *pack, const char *id)
{
    for (size_t d = 0; d < pack->deck_count; d++)
        for (size_t i = 0; i < pack->decks[d].item_count; i++)
            if (str_equal(pack->decks[d].items[i].id, id))
                return &pack->decks[d].items[i];
    return NULL;
}

static bool read_item(const char **at, const struct pack *pack, struct room_item *item)
{
    int64_t words;
    if (!take_word(at, item->id) || !take(at, 0, UINT32_MAX, &words) || !take(at, 0, INT64_MAX, &item->talked_ms))
        return false;
    for (int round = 0; round < ROOM_ROUNDS; round++)
        if (!read_count(at, &item->vote[round]))
            return false;
    item->words = (uint32_t)words;
    item->says = find_item(pack, item->id);
    item->is_changed = item->says && room_words_hash(item->says) != item->words;
    return true;
}

bool room_read(const char *text, const struct pack *pack, int64_t now_ms, struct room_run *run)
{
    *run = (struct room_run){.since_ms = now_ms, .talk_since_ms = -1};
    if (strlen(text) >= ROOM_TEXT_MAX || !read_head(&text, run))
        return false;
    for (; *text && run->item_count < ROOM_ITEMS_MAX; run->item_count++)
        if (!read_item(&text, pack, &run->item[run->item_count]))
            return false;
    if (*text || run->card >= room_card_count(run))
        return false;
    if (room_card_now(run).step == ROOM_DISCUSS && !run->is_over)
        run->talk_since_ms = now_ms;
    return true;
}
