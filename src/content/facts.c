/* facts.yaml: the only place a figure or a point of law may come from. A fact that was looked at and rejected
 * stays listed with `use: never`, so that whoever brings it back is told. */
#include "content/facts.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/fields.h"
#include "content/parts.h"

enum { CITE_MAX = 90 };

static const char *const uses[] = {"screen", "trainer", "never", NULL};

static const struct field fact_fields[] = {
    {"en", FIELD_TEXT, offsetof(struct fact, cite.in[LANG_EN]), NEEDED, .most = CITE_MAX},
    {"ur", FIELD_TEXT, offsetof(struct fact, cite.in[LANG_UR]), NEEDED, .most = CITE_MAX},
    {"law", FIELD_FLAG, offsetof(struct fact, is_law), OPTIONAL},
    {"use", FIELD_CHOICE, offsetof(struct fact, use), OPTIONAL, .choices = uses},
};

static bool id_is_good(const char *id)
{
    size_t digits = *id == 'F' ? strspn(id + 1, "0123456789") : 0;
    return digits >= 1 && digits <= 4 && id[1] != '0' && id[1 + digits] == '\0';
}

static void read_fact(struct reader *reader, const struct node *entry, void *element)
{
    struct fact *fact = element;
    fact->id = entry->key ? entry->key : "";
    if (!id_is_good(fact->id))
        report_fault(&reader->report, entry->line, "write F and a number, like F14", "`%s` is not the number of a fact",
                     fact->id);
    fields_read(reader, entry, fact_fields, COUNT_OF(fact_fields), ALWAYS, fact);
    for (enum lang lang = 0; lang < LANG_COUNT; lang++)
        reader->report.list->missing[lang] += !fact->cite.in[lang];
}

void facts_read(struct reader *reader)
{
    if (reader_entry(reader, "facts.yaml") == ENTRY_NONE)
        return;
    const struct node *map = reader_open(reader, "facts.yaml");
    reader->facts.at = reader_list(reader, map, sizeof(struct fact), &reader->facts.count, read_fact);
}

static const struct fact *find(struct reader *reader, const struct node *name)
{
    const char *id = name->kind == NODE_TEXT ? name->text : "";
    for (size_t i = 0; i < reader->facts.count; i++) {
        if (str_equal(reader->facts.at[i].id, id))
            return &reader->facts.at[i];
    }
    report_fault(&reader->report, name->line, "name a fact of facts.yaml, or write it there", "there is no fact `%s`",
                 id);
    return NULL;
}

static void check_use(struct reader *reader, const struct fact *fact, int line)
{
    switch (fact->use) {
    case USE_SCREEN:
        return;
    case USE_TRAINER:
        report_fault(&reader->report, line, "say it to the trainer instead, or lean on another fact",
                     "%s is for the trainer, not for the screen", fact->id);
        return;
    case USE_NEVER:
        report_fault(&reader->report, line, "take the claim out", "%s was rejected and may not be shown", fact->id);
        return;
    }
}

/* Two facts often come from one source: it is printed once. */
static void add_citation(struct str *cite, enum lang lang, const char *text)
{
    static const char *const joint[LANG_COUNT] = {[LANG_UR] = "؛ ", [LANG_EN] = "; "};
    if (!text || strstr(str_get(cite), text))
        return;
    str_add(cite, cite->length > 0 ? joint[lang] : "");
    str_add(cite, text);
}

static const struct node *first_name(const struct node *names)
{
    return !names || names->kind == NODE_TEXT ? names : names->first;
}

static void check_length(struct reader *reader, int line, const struct str *cite)
{
    size_t letters = utf8_count(str_get(cite), cite->length);
    if (letters > SOURCE_MAX)
        report_fault(&reader->report, line, "name fewer facts, or write the source as it is to be printed",
                     "the citations together have %zu letters, and %d fit", letters, SOURCE_MAX);
}

bool facts_cite(struct reader *reader, const struct node *names, struct words *cite)
{
    struct str cites[LANG_COUNT] = {0};
    bool is_law = false;
    for (const struct node *name = first_name(names); name; name = name == names ? NULL : name->next) {
        const struct fact *fact = find(reader, name);
        if (fact)
            check_use(reader, fact, name->line);
        is_law |= fact && fact->is_law;
        for (enum lang lang = 0; fact && lang < LANG_COUNT; lang++)
            add_citation(&cites[lang], lang, fact->cite.in[lang]);
    }
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        if (!cite->in[lang] && cites[lang].length > 0) {
            check_length(reader, names->line, &cites[lang]);
            cite->in[lang] = arena_string(reader->arena, cites[lang].at, cites[lang].length);
        }
        str_finish(&cites[lang]);
    }
    return is_law;
}
