/* campaign.yaml: who we are, and where. */
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/parts.h"

struct draft {
    struct pack pack;
    const struct node *languages, *chapters, *cities;
    const char *visitor_quiz;
    struct day review_by;
};

#define IN_PACK(member) offsetof(struct draft, pack.member)
#define IN_DRAFT(member) offsetof(struct draft, member)

static const struct field campaign_fields[] = {
    {"name", FIELD_WORDS, IN_PACK(name), NEEDED, .most = 60},
    {"slogan", FIELD_WORDS, IN_PACK(slogan), NEEDED, .most = 80},
    {"slogan_carry", FIELD_WORDS, IN_PACK(slogan_carry), OPTIONAL, .most = 80},
    {"languages", FIELD_LIST, IN_DRAFT(languages), NEEDED, .least = LANG_COUNT, .most = LANG_COUNT},
    {"theme", FIELD_ID, IN_PACK(theme), OPTIONAL},
    {"version", FIELD_TEXT, IN_PACK(version), NEEDED, .most = 30},
    {"checked_by", FIELD_TEXT, IN_PACK(checked_by), OPTIONAL, .most = 160},
    {"review_by", FIELD_DATE, IN_DRAFT(review_by), OPTIONAL},
    {"retention_days", FIELD_NUMBER, IN_PACK(retention_days), NEEDED, .least = 1, .most = 400},
    {"contact", FIELD_WORDS, IN_PACK(contact), NEEDED, .most = 240},
    {"legal", FIELD_WORDS, IN_PACK(legal), OPTIONAL, .most = 120},
    {"visitor_quiz", FIELD_ID, IN_DRAFT(visitor_quiz), OPTIONAL},
    {"chapters", FIELD_LIST, IN_DRAFT(chapters), OPTIONAL, .least = 0, .most = 200},
    {"cities", FIELD_LIST, IN_DRAFT(cities), OPTIONAL, .least = 0, .most = 500},
};

static const struct field chapter_fields[] = {
    {"id", FIELD_ID, offsetof(struct chapter, id), NEEDED},
    {"name", FIELD_WORDS, offsetof(struct chapter, name), NEEDED, .most = 60},
    {"region", FIELD_WORDS, offsetof(struct chapter, region), NEEDED, .most = 60},
};

static void read_chapter(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, chapter_fields, COUNT_OF(chapter_fields), ALWAYS, element);
}

static void read_city(struct reader *reader, const struct node *entry, void *element)
{
    reader_words(reader, entry, "cities", 60, element);
}

/* Every language of the screens, each once; the first is shown first. */
static void read_languages(struct reader *reader, const struct node *list, enum lang *first)
{
    bool is_listed[LANG_COUNT] = {false};
    bool is_good = true;
    for (const struct node *entry = list->first; entry; entry = entry->next) {
        enum lang lang;
        is_good = is_good && entry->kind == NODE_TEXT && lang_from_code(entry->text, &lang) && !is_listed[lang];
        if (!is_good)
            break;
        is_listed[lang] = true;
        if (entry == list->first)
            *first = lang;
    }
    if (!is_good)
        report_fault(&reader->report, list->line, "write [ur, en], the one shown first in front",
                     "`languages` must name each language of the screens once");
}

static void check_review(struct reader *reader, const struct node *map, const struct draft *draft)
{
    if (!draft->pack.checked_by || !*draft->pack.checked_by)
        report_warning(&reader->report, map->line,
                       "let a native reader and a lawyer read it, and put their names under `checked_by`",
                       "nobody has signed this pack as checked");
    if (draft->review_by.year > 0 && reader->today.year > 0 &&
        clock_day_number(draft->review_by) < clock_day_number(reader->today))
        report_warning(&reader->report, tree_find(map, "review_by")->line,
                       "read law, figures and help lines again, then set a new day", "`review_by` has passed");
}

static void check_visitor_quiz(struct reader *reader, const struct node *map, const char *deck)
{
    char name[ID_MAX + 20];
    snprintf(name, sizeof(name), "quizzes/%s.yaml", deck ? deck : "");
    if (deck && reader_entry(reader, name) == ENTRY_NONE)
        report_fault(&reader->report, tree_find(map, "visitor_quiz")->line,
                     "write the name of a file in quizzes/, without .yaml", "there is no deck `%s`", deck);
}

void campaign_read(struct reader *reader, struct pack *pack, const char **visitor_quiz)
{
    const struct node *map = reader_open(reader, "campaign.yaml");
    if (!map)
        return;
    struct draft draft = {.pack = *pack};
    fields_read(reader, map, campaign_fields, COUNT_OF(campaign_fields), ALWAYS, &draft);
    reader_check_phrase(reader, tree_find(map, "slogan_carry"), &draft.pack.slogan, &draft.pack.slogan_carry);
    if (draft.languages)
        read_languages(reader, draft.languages, &draft.pack.first_lang);
    check_review(reader, map, &draft);
    reader_check_unique(reader, draft.chapters, "id");
    draft.pack.chapters =
        reader_list(reader, draft.chapters, sizeof(struct chapter), &draft.pack.chapter_count, read_chapter);
    draft.pack.cities = reader_list(reader, draft.cities, sizeof(struct words), &draft.pack.city_count, read_city);
    check_visitor_quiz(reader, map, draft.visitor_quiz);
    *pack = draft.pack;
    *visitor_quiz = draft.visitor_quiz;
}
