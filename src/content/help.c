/* help.yaml: who to call. A wrong number is worse than none, so a line without the day of a call is kept from
 * visitors and the check says so. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/parts.h"

enum { NUMBER_MAX = 20 };

static const char *const grades[] = {"A", "B", "C", NULL};

struct help_draft {
    struct help help;
    const struct node *lines;
};

static const struct field help_fields[] = {
    {"opening", FIELD_WORDS, offsetof(struct help_draft, help.opening), NEEDED, .most = 160},
    {"hospital", FIELD_WORDS, offsetof(struct help_draft, help.hospital), NEEDED, .most = 240},
    {"closing", FIELD_WORDS, offsetof(struct help_draft, help.closing), NEEDED, .most = 240},
    {"lines", FIELD_LIST, offsetof(struct help_draft, lines), NEEDED, .least = 1, .most = 60},
};

struct line_draft {
    struct helpline line;
    int grade; /* index into grades */
};

#define IN_LINE(member) offsetof(struct line_draft, line.member)

static const struct field line_fields[] = {
    {"id", FIELD_ID, IN_LINE(id), NEEDED},
    {"name", FIELD_WORDS, IN_LINE(name), NEEDED, .most = 60},
    {"number", FIELD_TEXT, IN_LINE(number), NEEDED, .most = NUMBER_MAX},
    {"does", FIELD_WORDS, IN_LINE(does), NEEDED, .most = 140},
    {"region", FIELD_WORDS_OR_TEXT, IN_LINE(region), NEEDED, .most = 60},
    {"hours", FIELD_WORDS_OR_TEXT, IN_LINE(hours), OPTIONAL, .most = 60},
    {"checked", FIELD_DATE, IN_LINE(checked), OPTIONAL},
    {"grade", FIELD_CHOICE, offsetof(struct line_draft, grade), NEEDED, .choices = grades},
    {"danger", FIELD_FLAG, IN_LINE(is_danger), OPTIONAL},
};

/* `region: all` is the whole country: no words. Any other single text would stand in one language only. */
static void read_region(struct reader *reader, const struct node *region, struct words *words)
{
    if (!region || region->kind != NODE_TEXT)
        return;
    *words = (struct words){{NULL}};
    if (!str_equal(region->text, "all"))
        report_fault(&reader->report, region->line, "write {en: \"...\", ur: \"...\"}, or all for the whole country",
                     "`region` cannot be `%s`", region->text);
}

static void check_number(struct reader *reader, const struct node *number)
{
    const char *text = number->text;
    if (strspn(text, "0123456789 -+") != strlen(text) || !strpbrk(text, "0123456789"))
        report_fault(&reader->report, number->line, "write digits, spaces and dashes; say in `does` what to press",
                     "`%s` is no telephone number", text);
}

static void check_called(struct reader *reader, const struct node *entry, const struct helpline *line)
{
    if (!tree_find(entry, "checked"))
        report_warning(&reader->report, entry->line, "set `checked` to the day of the call",
                       "the line `%s` is not shown until someone calls it", line->id ? line->id : "");
    else
        reader_check_age(reader, tree_find(entry, "checked")->line, line->checked, "call it, then set the day of that",
                         "the line was last called more than a year ago");
}

static void read_line(struct reader *reader, const struct node *entry, void *element)
{
    struct line_draft draft = {0};
    fields_read(reader, entry, line_fields, COUNT_OF(line_fields), ALWAYS, &draft);
    draft.line.grade = *grades[draft.grade];
    read_region(reader, tree_find(entry, "region"), &draft.line.region);
    if (draft.line.number)
        check_number(reader, tree_find(entry, "number"));
    if (entry->kind == NODE_MAP)
        check_called(reader, entry, &draft.line);
    *(struct helpline *)element = draft.line;
}

void help_read(struct reader *reader, struct pack *pack)
{
    const struct node *map = reader_open(reader, "help.yaml");
    struct help_draft draft = {0};
    fields_read(reader, map, help_fields, COUNT_OF(help_fields), ALWAYS, &draft);
    reader_check_unique(reader, draft.lines, "id");
    draft.help.lines = reader_list(reader, draft.lines, sizeof(struct helpline), &draft.help.line_count, read_line);
    pack->help = draft.help;
}

bool helpline_is_shown(const struct helpline *line, bool is_demonstration)
{
    return line->checked.year > 0 || (is_demonstration && line->grade == 'A');
}
