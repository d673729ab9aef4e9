/* trainer.yaml: words for the one who leads the room. */
#include "base/mem.h"
#include "content/fields.h"
#include "content/parts.h"

struct draft {
    struct trainer trainer;
    const struct node *ground_rules, *notes;
};

static const struct field trainer_fields[] = {
    {"opening", FIELD_WORDS, offsetof(struct draft, trainer.opening), NEEDED, .most = 600},
    {"closing", FIELD_WORDS, offsetof(struct draft, trainer.closing), NEEDED, .most = 600},
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

void trainer_read(struct reader *reader, struct pack *pack)
{
    if (reader_entry(reader, "trainer.yaml") == ENTRY_NONE)
        return;
    struct draft draft = {0};
    fields_read(reader, reader_open(reader, "trainer.yaml"), trainer_fields, COUNT_OF(trainer_fields), ALWAYS, &draft);
    draft.trainer.ground_rules =
        reader_list(reader, draft.ground_rules, sizeof(struct words), &draft.trainer.ground_rule_count, read_rule);
    draft.trainer.notes = reader_list(reader, draft.notes, sizeof(struct words), &draft.trainer.note_count, read_note);
    pack->trainer = draft.trainer;
}
