/* Every text of a pack, for layout tests. */
#include <stddef.h>

#include "content/pack.h"

struct visit {
    void (*each)(enum lang lang, const char *text, void *arg);
    void *arg;
};

static void visit_words(const struct visit *visit, const struct words *words)
{
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        if (words->in[lang] && *words->in[lang])
            visit->each(lang, words->in[lang], visit->arg);
    }
}

/* Structures whose words are to be visited, as a table of where they stand. */
static void visit_members(const struct visit *visit, const void *at, const size_t *offsets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        visit_words(visit, (const void *)((const char *)at + offsets[i]));
}

#define VISIT(visit, at, offsets) visit_members(visit, at, offsets, sizeof(offsets) / sizeof((offsets)[0]))

static void visit_slide(const struct visit *visit, const struct slide *slide)
{
    static const size_t words[] = {offsetof(struct slide, title),  offsetof(struct slide, says),
                                   offsetof(struct slide, by),     offsetof(struct slide, source),
                                   offsetof(struct slide, credit), offsetof(struct slide, alt)};
    VISIT(visit, slide, words);
    for (size_t i = 0; i < slide->item_count; i++) {
        visit_words(visit, &slide->items[i].when);
        visit_words(visit, &slide->items[i].says);
    }
}

static void visit_deck(const struct visit *visit, const struct deck *deck)
{
    static const size_t words[] = {offsetof(struct quiz_item, statement), offsetof(struct quiz_item, because),
                                   offsetof(struct quiz_item, discuss), offsetof(struct quiz_item, source)};
    visit_words(visit, &deck->title);
    visit_words(visit, &deck->notice);
    for (size_t i = 0; i < deck->item_count; i++)
        VISIT(visit, &deck->items[i], words);
}

static void visit_pledge(const struct visit *visit, const struct pledge_text *pledge)
{
    static const size_t words[] = {
        offsetof(struct pledge_text, title),     offsetof(struct pledge_text, opening),
        offsetof(struct pledge_text, details),   offsetof(struct pledge_text, name_use),
        offsetof(struct pledge_text, phone_use), offsetof(struct pledge_text, email_use),
        offsetof(struct pledge_text, city_use),  offsetof(struct pledge_text, who_holds),
        offsetof(struct pledge_text, how_long),  offsetof(struct pledge_text, how_to_withdraw),
        offsetof(struct pledge_text, under_18),  offsetof(struct pledge_text, thanks),
        offsetof(struct pledge_text, heavy)};
    VISIT(visit, pledge, words);
    for (size_t i = 0; i < pledge->commitment_count; i++)
        visit_words(visit, &pledge->commitments[i].says);
    for (size_t i = 0; i < pledge->consent_count; i++)
        visit_words(visit, &pledge->consents[i].says);
}

static void visit_help(const struct visit *visit, const struct help *help)
{
    static const size_t words[] = {offsetof(struct helpline, name), offsetof(struct helpline, does),
                                   offsetof(struct helpline, hours), offsetof(struct helpline, region)};
    visit_words(visit, &help->opening);
    visit_words(visit, &help->hospital);
    visit_words(visit, &help->closing);
    for (size_t i = 0; i < help->line_count; i++)
        VISIT(visit, &help->lines[i], words);
}

static void visit_list(const struct visit *visit, const struct words *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        visit_words(visit, &list[i]);
}

void pack_each_text(const struct pack *pack, void (*each)(enum lang lang, const char *text, void *arg), void *arg)
{
    static const size_t words[] = {offsetof(struct pack, name), offsetof(struct pack, slogan),
                                   offsetof(struct pack, contact), offsetof(struct pack, legal)};
    const struct visit visit = {each, arg};
    VISIT(&visit, pack, words);
    for (size_t i = 0; i < pack->chapter_count; i++) {
        visit_words(&visit, &pack->chapters[i].name);
        visit_words(&visit, &pack->chapters[i].region);
    }
    visit_list(&visit, pack->cities, pack->city_count);
    for (size_t i = 0; i < pack->slide_count; i++)
        visit_slide(&visit, &pack->slides[i]);
    for (size_t i = 0; i < pack->deck_count; i++)
        visit_deck(&visit, &pack->decks[i]);
    visit_pledge(&visit, &pack->pledge);
    visit_help(&visit, &pack->help);
    visit_words(&visit, &pack->trainer.opening);
    visit_words(&visit, &pack->trainer.closing);
    visit_list(&visit, pack->trainer.ground_rules, pack->trainer.ground_rule_count);
    visit_list(&visit, pack->trainer.notes, pack->trainer.note_count);
}
