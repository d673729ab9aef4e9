/* quizzes/: one deck a file. Answers are counted under an item's id for years, so an id belongs to one item of all
 * decks. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/parts.h"

static const char *const verdicts[] = {[VERDICT_MYTH] = "myth", [VERDICT_FACT] = "fact", NULL};

struct deck_draft {
    struct deck deck;
    const struct node *items;
};

static const struct field deck_fields[] = {
    {"title", FIELD_WORDS, offsetof(struct deck_draft, deck.title), NEEDED, .most = 60},
    {"notice", FIELD_WORDS, offsetof(struct deck_draft, deck.notice), NEEDED, .most = 240},
    {"draw", FIELD_NUMBER, offsetof(struct deck_draft, deck.draw), NEEDED, .least = 2, .most = DRAW_MAX},
    {"items", FIELD_LIST, offsetof(struct deck_draft, items), NEEDED, .least = 2, .most = DECK_ITEMS_MAX},
};

struct item_draft {
    struct quiz_item item;
    const struct node *source;
    struct day reviewed;
};

#define IN_ITEM(member) offsetof(struct item_draft, item.member)

static const struct field item_fields[] = {
    {"id", FIELD_ID, IN_ITEM(id), NEEDED},
    {"verdict", FIELD_CHOICE, IN_ITEM(verdict), NEEDED, .choices = verdicts},
    {"topic", FIELD_ID, IN_ITEM(topic), NEEDED},
    {"difficulty", FIELD_NUMBER, IN_ITEM(difficulty), NEEDED, .least = 1, .most = 3},
    {"statement", FIELD_WORDS, IN_ITEM(statement), NEEDED, .most = 110},
    {"because", FIELD_WORDS, IN_ITEM(because), NEEDED, .most = 280},
    {"source", FIELD_LIST, offsetof(struct item_draft, source), NEEDED, .least = 1, .most = 8},
    {"cite", FIELD_WORDS, IN_ITEM(source), OPTIONAL, .most = SOURCE_MAX},
    {"discuss", FIELD_WORDS, IN_ITEM(discuss), OPTIONAL, .most = 160},
    {"reviewed", FIELD_DATE, offsetof(struct item_draft, reviewed), NEEDED},
};

static void check_because(struct reader *reader, const struct node *because)
{
    for (const struct node *entry = because ? because->first : NULL; entry; entry = entry->next) {
        size_t words = entry->kind == NODE_TEXT ? letters_words(entry->text) : 0;
        if (words > BECAUSE_WORDS_MAX)
            report_fault(&reader->report, entry->line, "shorten it to 45: a visitor reads it standing",
                         "`because` has %zu words", words);
    }
}

static void read_item(struct reader *reader, const struct node *entry, void *element)
{
    struct item_draft draft = {0};
    fields_read(reader, entry, item_fields, COUNT_OF(item_fields), ALWAYS, &draft);
    check_because(reader, tree_find(entry, "because"));
    draft.item.is_law = facts_cite(reader, draft.source, &draft.item.source);
    const struct node *reviewed = tree_find(entry, "reviewed");
    if (draft.reviewed.year > 0) {
        draft.item.reviewed = reviewed->text;
        reader_check_age(reader, reviewed->line, draft.reviewed, "have it read again, then set the day of that",
                         "the item was last reviewed more than a year ago");
    }
    *(struct quiz_item *)element = draft.item;
    reader->report.list->item_count++;
}

/* Who is always right by saying "myth" has learnt nothing. */
static void check_balance(struct reader *reader, const struct node *map, const struct deck *deck)
{
    size_t facts = 0;
    for (size_t i = 0; i < deck->item_count; i++)
        facts += deck->items[i].verdict == VERDICT_FACT;
    size_t myths = deck->item_count - facts;
    if (4 * facts < deck->item_count || 4 * myths < deck->item_count)
        report_warning(&reader->report, map->line, "let each be at least a quarter: visitors learn to guess otherwise",
                       "%zu myths and %zu facts are out of balance", myths, facts);
}

static void check_draw(struct reader *reader, const struct node *map, const struct deck *deck)
{
    if (deck->draw > 0 && deck->item_count > 0 && (size_t)deck->draw > deck->item_count)
        report_fault(&reader->report, tree_find(map, "draw")->line, "draw fewer, or write more items",
                     "`draw` is %d, but the deck has %zu items", deck->draw, deck->item_count);
}

static const char *twin_of(const struct deck *decks, const struct deck *deck, size_t item)
{
    for (const struct deck *other = decks; other <= deck; other++) {
        size_t count = other == deck ? item : other->item_count;
        for (size_t i = 0; i < count; i++) {
            if (other->items[i].id && str_equal(other->items[i].id, deck->items[item].id))
                return other->name;
        }
    }
    return NULL;
}

static void check_ids(struct reader *reader, const struct node *items, const struct deck *decks,
                      const struct deck *deck)
{
    const struct node *entry = items ? items->first : NULL;
    for (size_t i = 0; i < deck->item_count; i++, entry = entry->next) {
        const char *twin = twin_of(decks, deck, i);
        if (twin)
            report_fault(&reader->report, tree_find(entry, "id")->line, "give the newer item an id that was never used",
                         "the id `%s` is used twice, first in the deck %s", deck->items[i].id, twin);
    }
}

static void read_deck(struct reader *reader, const char *name, const struct deck *decks, struct deck *deck)
{
    const struct node *map = reader_open(reader, reader_join(reader, "quizzes", name));
    struct deck_draft draft = {.deck.name = reader_stem(reader, name)};
    if (!fields_id_is_good(draft.deck.name))
        report_fault(&reader->report, 0, "use small letters, digits and dashes: answers are counted under it",
                     "the file's name cannot be a deck's name");
    *deck = draft.deck;
    if (!map)
        return;
    fields_read(reader, map, deck_fields, COUNT_OF(deck_fields), ALWAYS, &draft);
    draft.deck.items = reader_list(reader, draft.items, sizeof(struct quiz_item), &draft.deck.item_count, read_item);
    *deck = draft.deck;
    check_draw(reader, map, deck);
    check_balance(reader, map, deck);
    check_ids(reader, draft.items, decks, deck);
}

static void put_first(struct deck *decks, size_t count, const char *name)
{
    for (size_t i = 1; i < count; i++) {
        if (str_equal(decks[i].name, name)) {
            struct deck visitors = decks[i];
            memmove(decks + 1, decks, i * sizeof(*decks));
            decks[0] = visitors;
            return;
        }
    }
}

void quizzes_read(struct reader *reader, struct pack *pack, const char *visitor_quiz)
{
    char **names;
    size_t count;
    if (!reader_names(reader, "quizzes", DECKS_MAX, &names, &count))
        return;
    struct deck *decks = arena_alloc(reader->arena, (count + 1) * sizeof(*decks));
    size_t decks_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (str_ends(names[i], ".yaml"))
            read_deck(reader, names[i], decks, &decks[decks_count++]);
        else
            reader_warn_stray(reader, reader_join(reader, "quizzes", names[i]), "move it elsewhere",
                              "only .yaml files are decks");
    }
    file_list_free(names, count);
    put_first(decks, decks_count, visitor_quiz);
    pack->decks = decks;
    pack->deck_count = decks_count;
}
