/* The list of faults.
 *
 * Checks run in the order that suits them (a map's missing keys after its entries), so each fault carries a sort key of
 * file and line and is inserted behind the ones before it. Nearly all come in order: the walk back is short. */
#include "content/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/letters.h"

enum { TEXT_MAX = 400, LINES_MAX = 1 << 21 };

void report_file(struct report *report, const char *file)
{
    report->file = file;
    report->file_number++;
}

/* A heap copy in which nothing is left that a terminal or a right-to-left line could take for an instruction. */
static char *safe_copy(const char *text)
{
    struct str copy = {0};
    size_t n = strlen(text);
    for (size_t at = 0; at < n;) {
        uint32_t letter = utf8_next(text, n, &at);
        str_add_code_point(&copy, letter != UTF8_BAD && letter_is_allowed(letter) ? letter : '?');
    }
    char *safe = mem_string(str_get(&copy), copy.length);
    str_finish(&copy);
    return safe;
}

static struct fault *insert(struct fault_list *list, long order)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 16;
        list->at = mem_resize(list->at, list->room, sizeof(*list->at));
    }
    size_t to = list->count++;
    for (; to > 0 && list->at[to - 1].order > order; to--)
        list->at[to] = list->at[to - 1];
    return &list->at[to];
}

static void add(struct report *report, int line, bool is_warning, const char *mend, const char *what)
{
    struct fault_list *list = report->list;
    *(is_warning ? &list->warning_count : &list->error_count) += 1;
    if (list->count == REPORT_FAULTS_MAX)
        return;
    struct str where = {0};
    str_add(&where, report->file);
    if (line > 0)
        str_addf(&where, ":%d", line);
    long order = (long)report->file_number * LINES_MAX + line;
    *insert(list, order) = (struct fault){
        .where = safe_copy(str_get(&where)),
        .what = safe_copy(what),
        .mend = safe_copy(mend),
        .is_warning = is_warning,
        .order = order,
    };
    str_finish(&where);
}

void report_fault(struct report *report, int line, const char *mend, const char *format, ...)
{
    char what[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    add(report, line, false, mend, what);
}

void report_warning(struct report *report, int line, const char *mend, const char *format, ...)
{
    char what[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    add(report, line, true, mend, what);
}

void report_err(struct report *report, int line, const char *mend, const struct err *err)
{
    char what[sizeof(err->text)];
    str_copy(what, sizeof(what), err->text);
    size_t n = strlen(what);
    if (n > 0 && what[n - 1] == '.')
        what[n - 1] = '\0';
    char *cut = strstr(what, "; ");
    if (cut)
        *cut = '\0';
    add(report, line, false, cut ? cut + 2 : mend, what);
}

void fault_list_finish(struct fault_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->at[i].where);
        free(list->at[i].what);
        free(list->at[i].mend);
    }
    free(list->at);
    *list = (struct fault_list){0};
}
