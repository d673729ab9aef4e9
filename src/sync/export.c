/* The exports. Two kinds of CSV, because one cannot serve both: a spreadsheet takes "+92..." for a formula, so that a
 * telephone number must not begin with a plus there, and an importing program wants it just so.
 *
 *   people    RFC 4180, every cell quoted; a cell beginning with = + - @ tab, CR or LF gets an apostrophe before it
 * (the rule of OWASP's "CSV Injection"); phone as 0300-1234567, which stays text programs  RFC 4180, the same columns
 * raw; phone only where it is E.164, mail in small letters
 *
 * The file's buffer is the C library's, on the ordinary heap: its contents are about to be on the disk anyway. */
#include "sync/export.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "vault/locked.h"

enum { COLUMNS = 13, FOLD_BYTES = 75, DATE_MAX = 24 };

static const char *const headings[COLUMNS] = {"record", "chapter", "kiosk", "event",    "date",     "name", "phone",
                                              "email",  "city",    "group", "language", "consents", "form"};

struct export
{
    struct keys *keys;
    enum export_form form;
    FILE *to;
    export_progress *progress;
    void *arg;
    struct export_report *report;
    struct opened *opened; /* locked memory */
    int64_t done;
};

/* "2026-08-14", or nothing while the clock was not known. UTC+5, where the kiosks stand. */
static void format_date(int64_t wall_s, enum time_source source, char out[DATE_MAX])
{
    out[0] = '\0';
    if (source == TIME_NONE || source == TIME_SAVED)
        return;
    struct day day = clock_day(wall_s);
    snprintf(out, DATE_MAX, "%04d-%02d-%02d", day.year, day.month, day.day);
}

/* "+923001234567" as "0300-1234567", which no spreadsheet takes for a number; other countries keep theirs, quoted. */
static void format_phone(const struct person *person, char out[FORM_TEXT_MAX])
{
    const char *phone = person->phone;
    if (str_starts(phone, "+923") && strlen(phone) == 13)
        snprintf(out, FORM_TEXT_MAX, "0%.3s-%s", phone + 3, phone + 6);
    else
        (void)str_copy(out, FORM_TEXT_MAX, phone[0] != '\0' ? phone : person->phone_typed);
}

static bool is_e164(const char *phone)
{
    size_t digits = phone[0] == '+' ? strspn(phone + 1, "0123456789") : 0;
    return digits >= 8 && digits <= 15 && phone[1 + digits] == '\0';
}

static void put_cell(FILE *to, const char *text, bool is_neutralised, bool is_first)
{
    fputs(is_first ? "\"" : ",\"", to);
    if (is_neutralised && text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL)
        fputc('\'', to);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', to);
        fputc(*text, to);
    }
    fputc('"', to);
}

static void put_row(const struct export *export, const char *const cells[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++)
        put_cell(export->to, cells[i], export->form == EXPORT_CSV, i == 0);
    fputs("\r\n", export->to);
}

static void put_csv(const struct export *export, const struct chapter_row *row)
{
    const struct opened *opened = export->opened;
    char date[DATE_MAX], phone[FORM_TEXT_MAX], email[FORM_TEXT_MAX];
    format_date(row->facts.wall_s, row->facts.source, date);
    (void)str_copy(email, sizeof email, opened->person.email);
    if (export->form == EXPORT_CSV) {
        format_phone(&opened->person, phone);
    } else {
        (void)str_copy(phone, sizeof phone, is_e164(opened->person.phone) ? opened->person.phone : "");
        for (char *c = email; *c != '\0'; c++)
            *c = (char)tolower((unsigned char)*c);
    }
    const char *const cells[COLUMNS] = {row->facts.record_id,
                                        row->facts.chapter,
                                        row->facts.kiosk,
                                        row->facts.event,
                                        date,
                                        opened->person.name,
                                        phone,
                                        email,
                                        opened->person.city,
                                        opened->chapter,
                                        opened->lang,
                                        opened->agreed,
                                        opened->form};
    put_row(export, cells);
    locked_wipe(phone, sizeof phone);
    locked_wipe(email, sizeof email);
}

/* One content line, folded after 75 bytes between letters (RFC 2425, 5.8.1); the value's , ; \ and line ends escaped.
 */
static void put_property(FILE *to, const char *name, const char *value)
{
    size_t column = strlen(name) + 1;
    fprintf(to, "%s:", name);
    for (; *value != '\0'; value++) {
        bool is_letter_start = ((unsigned char)*value & 0xc0) != 0x80;
        if (is_letter_start && column >= FOLD_BYTES - 5) {
            fputs("\r\n ", to);
            column = 1;
        }
        if (*value == ',' || *value == ';' || *value == '\\')
            column += (size_t)fprintf(to, "\\%c", *value);
        else if (*value == '\n')
            column += (size_t)fprintf(to, "\\n");
        else if (*value != '\r')
            column += (size_t)(fputc(*value, to) != EOF);
    }
    fputs("\r\n", to);
}

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += n) {
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    }
    return false;
}

static void put_vcard(const struct export *export, const struct chapter_row *row)
{
    const struct person *person = &export->opened->person;
    FILE *to = export->to;
    bool is_reachable = person->phone[0] != '\0' || person->email[0] != '\0';
    if (!is_reachable || !has_word(export->opened->agreed, "contact")) {
        export->report->not_asked++;
        return;
    }
    const char *name = person->name[0] != '\0'  ? person->name
                     : person->phone[0] != '\0' ? person->phone
                                                : person->email;
    fputs("BEGIN:VCARD\r\nVERSION:3.0\r\n", to);
    put_property(to, "FN", name);
    fputs("N:;;;;\r\n", to); /* required; families are not asked for: all stands in FN */
    if (person->phone[0] != '\0')
        put_property(to, "TEL;TYPE=CELL", person->phone);
    if (person->email[0] != '\0')
        put_property(to, "EMAIL;TYPE=INTERNET", person->email);
    if (row->facts.event[0] != '\0')
        put_property(to, "CATEGORIES", row->facts.event);
    put_property(to, "NOTE", export->opened->agreed);
    put_property(to, "UID", row->facts.record_id);
    fputs("END:VCARD\r\n", to);
}

static bool visit(const struct chapter_row *row, void *arg, struct err *err)
{
    struct export *export = arg;
    struct err why = {0};
    export->done++;
    if (export->progress != NULL && export->done % 64 == 0)
        export->progress(export->done, export->arg);
    if (!keys_open_box(export->keys, row->line, row->n, export->opened, &why)) {
        export->report->unreadable++;
        return true;
    }
    int64_t before = export->report->not_asked;
    if (export->form == EXPORT_VCARD)
        put_vcard(export, row);
    else
        put_csv(export, row);
    export->report->people += before == export->report->not_asked;
    return ferror(export->to) == 0 ||
           err_set(err, err_from_errno(errno), "", "The file cannot be written: is the disk full?");
}

bool export_people(struct chapter *chapter, struct keys *keys, const char *event, enum export_form form, FILE *to,
                   export_progress *progress, void *arg, struct export_report *report, struct err *err)
{
    struct export export = {.keys = keys, .form = form, .to = to, .progress = progress, .arg = arg, .report = report};
    *report = (struct export_report){0};
    export.opened = locked_alloc(sizeof *export.opened);
    if (form == EXPORT_CSV)
        fputs("\xef\xbb\xbf", to);
    if (form != EXPORT_VCARD)
        put_row(&export, headings);
    bool is_written = chapter_each_person(chapter, event, visit, &export, err);
    locked_free(export.opened);
    if (is_written && fflush(to) != 0)
        is_written = err_set(err, err_from_errno(errno), "", "The file cannot be written: is the disk full?");
    return is_written;
}
