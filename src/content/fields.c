/* The fields of a map. The table says what may stand there; `describe` turns a field into the words that tell a
 * volunteer what to write, so that no fault needs a sentence of its own. */
#include "content/fields.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { MEND_MAX = 240, NAME_DISTANCE_MAX = 2 };

/* ---- values ---- */

bool fields_id_is_good(const char *text)
{
    size_t n = strlen(text);
    return n > 0 && n <= ID_MAX && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool read_number(const char *text, int least, int most, int *number)
{
    char *end;
    size_t n = strlen(text);
    long value = strtol(text, &end, 10);
    if (n == 0 || n > 9 || isspace((unsigned char)*text) || *end || value < least || value > most)
        return false;
    *number = (int)value;
    return true;
}

static bool read_share(const char *text, double *share)
{
    size_t n = strlen(text);
    if (n == 0 || n > 9 || strspn(text, "0123456789.") != n)
        return false;
    char *end;
    *share = strtod(text, &end);
    return *end == '\0' && *share <= 1;
}

/* Does `text` look like `pattern`, in which 0 stands for a digit? */
static bool has_pattern(const char *text, const char *pattern)
{
    while (*text && *pattern && (*pattern == '0' ? isdigit((unsigned char)*text) : *text == *pattern)) {
        text++;
        pattern++;
    }
    return !*text && !*pattern;
}

static int digits(const char *text, int n)
{
    int number = 0;
    while (n-- > 0)
        number = 10 * number + (*text++ - '0');
    return number;
}

static bool is_in_calendar(const struct day *day)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = day->year % 4 == 0 && (day->year % 100 != 0 || day->year % 400 == 0);
    if (day->month < 1 || day->month > 12 || day->day < 1 || day->day > days[day->month - 1])
        return false;
    return day->month != 2 || day->day < 29 || is_leap;
}

/* A day without a year has year 0, which is a leap year: 29 February may stand in a window. */
static bool read_yearday(const char *text, struct day *day)
{
    if (!has_pattern(text, "00-00"))
        return false;
    *day = (struct day){.month = digits(text, 2), .day = digits(text + 3, 2)};
    return is_in_calendar(day);
}

static bool read_date(const char *text, struct day *day)
{
    if (!has_pattern(text, "0000-00-00"))
        return false;
    *day = (struct day){.year = digits(text, 4), .month = digits(text + 5, 2), .day = digits(text + 8, 2)};
    return day->year >= 2000 && is_in_calendar(day);
}

static bool read_choice(const char *text, const char *const *choices, int *choice)
{
    for (int i = 0; choices[i]; i++) {
        if (str_equal(text, choices[i])) {
            *choice = i;
            return true;
        }
    }
    return false;
}

static bool read_flag(const char *text, bool *flag)
{
    *flag = str_equal(text, "true");
    return *flag || str_equal(text, "false");
}

/* ---- what to write ---- */

static void describe(const struct field *field, char out[MEND_MAX])
{
    switch (field->type) {
    case FIELD_WORDS:
        str_copy(out, MEND_MAX, "{en: \"...\", ur: \"...\"}");
        return;
    case FIELD_WORDS_OR_TEXT:
        str_copy(out, MEND_MAX, "{en: \"...\", ur: \"...\"}, or one text between double quotes for both");
        return;
    case FIELD_TEXT:
        str_copy(out, MEND_MAX, "a text between double quotes");
        return;
    case FIELD_ID:
        snprintf(out, MEND_MAX, "1 to %d small letters, digits and dashes", ID_MAX);
        return;
    case FIELD_NUMBER:
        snprintf(out, MEND_MAX, "a whole number from %d to %d", field->least, field->most);
        return;
    case FIELD_SHARE:
        str_copy(out, MEND_MAX, "a number from 0 to 1, like 0.13");
        return;
    case FIELD_FLAG:
        str_copy(out, MEND_MAX, "true or false");
        return;
    case FIELD_CHOICE:
        str_copy(out, MEND_MAX, "");
        for (size_t i = 0; field->choices[i]; i++)
            snprintf(out + strlen(out), MEND_MAX - strlen(out), "%s%s", i > 0 ? " or " : "", field->choices[i]);
        return;
    case FIELD_DATE:
        str_copy(out, MEND_MAX, "a day like 2026-11-22");
        return;
    case FIELD_YEARDAY:
        str_copy(out, MEND_MAX, "month and day, like 11-25");
        return;
    case FIELD_MAP:
        str_copy(out, MEND_MAX, "its keys in braces, or indented beneath it");
        return;
    case FIELD_LIST:
        snprintf(out, MEND_MAX, "a list of %d to %d entries, each after a dash", field->least, field->most);
        return;
    case FIELD_NODE:
        str_copy(out, MEND_MAX, "it as the README of the campaign pack shows");
        return;
    }
}

static void report_value(struct reader *reader, const struct field *field, const struct node *node)
{
    char mend[MEND_MAX + 16] = "write ";
    describe(field, mend + strlen(mend));
    if (node->kind == NODE_TEXT && *node->text)
        report_fault(&reader->report, node->line, mend, "`%s` cannot be `%.60s`", field->name, node->text);
    else if (node->kind == NODE_LIST && field->type == FIELD_LIST)
        report_fault(&reader->report, node->line, mend, "`%s` has %zu entries", field->name, node->count);
    else
        report_fault(&reader->report, node->line, mend, "`%s` has no value that can be used", field->name);
}

/* ---- one field ---- */

static void read_words(struct reader *reader, const struct field *field, const struct node *node, struct words *words)
{
    if (field->type == FIELD_WORDS || node->kind != NODE_TEXT) {
        reader_words(reader, node, field->name, field->most, words);
        return;
    }
    reader_check_text(reader, node, field->most);
    for (enum lang lang = 0; lang < LANG_COUNT; lang++)
        words->in[lang] = node->text;
}

static bool read_text(struct reader *reader, const struct field *field, const struct node *node, const char **text)
{
    if (node->kind != NODE_TEXT || !*node->text || (field->type == FIELD_ID && !fields_id_is_good(node->text)))
        return false;
    reader_check_text(reader, node, field->most);
    *text = node->text;
    return true;
}

static bool read_node(const struct field *field, const struct node *node, const struct node **kept)
{
    if (field->type == FIELD_MAP && node->kind != NODE_MAP)
        return false;
    if (field->type == FIELD_LIST &&
        (node->kind != NODE_LIST || node->count < (size_t)field->least || node->count > (size_t)field->most))
        return false;
    *kept = node;
    return true;
}

/* False: the value cannot be used. */
static bool read_field(struct reader *reader, const struct field *field, const struct node *node, void *at)
{
    const char *text = node->kind == NODE_TEXT ? node->text : "";
    switch (field->type) {
    case FIELD_WORDS:
    case FIELD_WORDS_OR_TEXT:
        read_words(reader, field, node, at);
        return true;
    case FIELD_TEXT:
    case FIELD_ID:
        return read_text(reader, field, node, at);
    case FIELD_NUMBER:
        return read_number(text, field->least, field->most, at);
    case FIELD_SHARE:
        return read_share(text, at);
    case FIELD_FLAG:
        return read_flag(text, at);
    case FIELD_CHOICE:
        return read_choice(text, field->choices, at);
    case FIELD_DATE:
        return read_date(text, at);
    case FIELD_YEARDAY:
        return read_yearday(text, at);
    case FIELD_MAP:
    case FIELD_LIST:
    case FIELD_NODE:
        return read_node(field, node, at);
    }
    return false;
}

/* ---- a map ---- */

/* The field a key most likely meant, or NULL. */
static const struct field *nearest(const struct field *fields, size_t count, int shape, const char *key)
{
    const struct field *best = NULL;
    unsigned best_distance = NAME_DISTANCE_MAX + 1;
    for (size_t i = 0; i < count; i++) {
        unsigned distance = str_distance(key, fields[i].name);
        if (((fields[i].needed_in | fields[i].also_in) & shape) && distance < best_distance) {
            best_distance = distance;
            best = &fields[i];
        }
    }
    return best;
}

static void report_unknown(struct reader *reader, const struct node *entry, const struct field *meant)
{
    char mend[MEND_MAX] = "take it out; the README of the campaign pack lists what may stand here";
    if (meant)
        snprintf(mend, sizeof(mend), "did you mean `%s`?", meant->name);
    report_fault(&reader->report, entry->line, mend, "nothing here is called `%s`", entry->key);
}

static void report_missing(struct reader *reader, const struct node *map, const struct field *field)
{
    char mend[MEND_MAX + 64];
    snprintf(mend, sizeof(mend), "add `%s`: ", field->name);
    describe(field, mend + strlen(mend));
    report_fault(&reader->report, map->line, mend, "`%s` is missing", field->name);
    for (enum lang lang = 0; lang < LANG_COUNT && field->type == FIELD_WORDS; lang++)
        reader->report.list->missing[lang]++;
}

static const struct field *find_field(const struct field *fields, size_t count, int shape, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (((fields[i].needed_in | fields[i].also_in) & shape) && str_equal(fields[i].name, key))
            return &fields[i];
    }
    return NULL;
}

void fields_read(struct reader *reader, const struct node *map, const struct field *fields, size_t count, int shape,
                 void *into)
{
    if (!map)
        return;
    if (map->kind != NODE_MAP) {
        report_fault(&reader->report, map->line, "write keys, each with a colon and its value: `name: ...`",
                     "something else stands where keys are wanted");
        return;
    }
    for (const struct node *entry = map->first; entry; entry = entry->next) {
        const struct field *field = find_field(fields, count, shape, entry->key);
        if (!field)
            report_unknown(reader, entry, nearest(fields, count, shape, entry->key));
        else if (!read_field(reader, field, entry, (char *)into + field->offset))
            report_value(reader, field, entry);
    }
    for (size_t i = 0; i < count; i++) {
        if ((fields[i].needed_in & shape) && !tree_find(map, fields[i].name))
            report_missing(reader, map, &fields[i]);
    }
}
