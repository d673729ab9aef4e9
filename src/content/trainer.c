/* trainer.yaml: words for the one who leads the room, and the statements prepared for one. */
#include "base/mem.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/parts.h"

enum { SETS_MAX = 20, SET_ITEMS_MAX = 32, SET_MINUTES_MAX = 240 };

struct draft {
    struct trainer trainer;
    const struct node *ground_rules, *notes, *sets;
};

static const struct field trainer_fields[] = {
    {"opening", FIELD_WORDS, offsetof(struct draft, trainer.opening), NEEDED, .most = 600},
    {"closing", FIELD_WORDS, offsetof(struct draft, trainer.closing), NEEDED, .most = 600},
    {"act", FIELD_WORDS, offsetof(struct draft, trainer.act), OPTIONAL, .most = 200},
    {"sets", FIELD_LIST, offsetof(struct draft, sets), OPTIONAL, .least = 0, .most = SETS_MAX},
    {"ground_rules", FIELD_LIST, offsetof(struct draft, ground_rules), NEEDED, .least = 1, .most = 12},
    {"notes", FIELD_LIST, offsetof(struct draft, notes), OPTIONAL, .least = 0, .most = 40},
};

static void read_rule(struct reader *reader, const struct node *entry, void *element)
{
    reader_words(reader, entry, "ground_rules", 160, element);
}

static void read_note(struct reader *reader, const struct node *entry, void *element)
{
    reader_words(reader, entry, "notes", 600, element);
}

struct set_draft {
    struct room_set set;
    const struct node *items;
};

static const struct field set_fields[] = {
    {"id", FIELD_ID, offsetof(struct set_draft, set.id), NEEDED},
    {"title", FIELD_WORDS, offsetof(struct set_draft, set.title), NEEDED, .most = 60},
    {"minutes", FIELD_NUMBER, offsetof(struct set_draft, set.minutes), NEEDED, .least = 5, .most = SET_MINUTES_MAX},
    {"items", FIELD_LIST, offsetof(struct set_draft, items), NEEDED, .least = 1, .most = SET_ITEMS_MAX},
};

static void read_set(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, set_fields, COUNT_OF(set_fields), ALWAYS, element);
}

/* The deck and the statement of that id; NULL, reported, when there is none. */
static const struct quiz_item *find_item(struct reader *reader, const struct pack *pack, const struct node *entry,
                                         const struct deck **deck)
{
    for (size_t d = 0; entry->kind == NODE_TEXT && d < pack->deck_count; d++) {
        *deck = &pack->decks[d];
        for (size_t i = 0; i < (*deck)->item_count; i++)
            if ((*deck)->items[i].id && str_equal((*deck)->items[i].id, entry->text))
                return &(*deck)->items[i];
    }
    report_fault(&reader->report, entry->line, "name an `id` of quizzes/", "no deck has the statement `%s`",
                 entry->kind == NODE_TEXT ? entry->text : "?");
    return NULL;
}

static void resolve_set(struct reader *reader, const struct pack *pack, struct set_draft *draft, struct room_set *set)
{
    const struct quiz_item **items = arena_alloc(reader->arena, SET_ITEMS_MAX * sizeof *items);
    *set = draft->set;
    set->items = items;
    for (const struct node *entry = draft->items ? draft->items->first : NULL;
         entry && set->item_count < SET_ITEMS_MAX; entry = entry->next) {
        const struct deck *deck = NULL;
        const struct quiz_item *item = find_item(reader, pack, entry, &deck);
        if (!item)
            continue;
        if (set->item_count == 0)
            set->notice = deck->notice;
        for (size_t i = 0; i < set->item_count; i++)
            if (items[i] == item)
                report_fault(&reader->report, entry->line, "name it once",
                             "the statement `%s` is twice in this set", item->id);
        items[set->item_count++] = item;
    }
}

static void read_sets(struct reader *reader, const struct pack *pack, struct draft *draft)
{
    struct set_draft *drafts =
        reader_list(reader, draft->sets, sizeof *drafts, &draft->trainer.set_count, read_set);
    struct room_set *sets = arena_alloc(reader->arena, (draft->trainer.set_count + 1) * sizeof *sets);
    for (size_t i = 0; i < draft->trainer.set_count; i++)
        resolve_set(reader, pack, &drafts[i], &sets[i]);
    draft->trainer.sets = sets;
    reader_check_unique(reader, draft->sets, "id");
}

void trainer_read(struct reader *reader, struct pack *pack)
{
    if (reader_entry(reader, "trainer.yaml") == ENTRY_NONE)
        return;
    struct draft draft = {0};
    fields_read(reader, reader_open(reader, "trainer.yaml"), trainer_fields, COUNT_OF(trainer_fields), ALWAYS, &draft);
    draft.trainer.ground_rules =
        reader_list(reader, draft.ground_rules, sizeof(struct words), &draft.trainer.ground_rule_count, read_rule);
    draft.trainer.notes = reader_list(reader, draft.notes, sizeof(struct words), &draft.trainer.note_count, read_note);
    read_sets(reader, pack, &draft);
    pack->trainer = draft.trainer;
}
