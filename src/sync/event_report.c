/* What a report is made of, and its form for spreadsheets. */
#include "sync/event_report.h"

#include <inttypes.h>
#include <string.h>

struct wanted {
    const char *id;
    struct store_event *event;
};

static bool take_event(const struct store_event *event, void *arg, struct err *err)
{
    struct wanted *wanted = arg;
    (void)err;
    if (wanted->event->id[0] == '\0' && (!wanted->id || str_equal(wanted->id, event->id)))
        *wanted->event = *event;
    return true;
}

static bool take_run(const char *id, const char *state, void *arg, struct err *err)
{
    struct event_report *report = arg;
    (void)id;
    (void)err;
    if (report->run_count == REPORT_RUNS_MOST || !room_read(state, report->pack, 0, &report->run[report->run_count]))
        return true;
    report->answers += room_answers(&report->run[report->run_count++]);
    return true;
}

bool event_report_read(struct store *store, const struct pack *pack, const char *id, struct event_report *report,
                       struct err *err)
{
    memset(report, 0, sizeof *report);
    report->pack = pack;
    struct wanted wanted = {id, &report->event};
    if (!store_each_event(store, take_event, &wanted, err))
        return false;
    if (report->event.id[0] == '\0')
        return err_set(err, ERR_MISSING, "", id ? "There is no event of that id." : "There is no event yet.");
    return store_each_room(store, report->event.id, take_run, report, err);
}

/* Share of the first vote that was wrong; -1: withheld. */
static double wrong_share(const struct room_item *item)
{
    const struct room_count *first = &item->vote[0];
    if (!item->says || !room_is_shown(first))
        return -1;
    return (double)first->hands[item->says->verdict == VERDICT_MYTH ? VERDICT_FACT : VERDICT_MYTH] / room_total(first);
}

int event_report_hardest(const struct room_run *run, int order[ROOM_ITEMS_MAX])
{
    for (int i = 0; i < run->item_count; i++) {
        int at = i;
        for (; at > 0 && wrong_share(&run->item[order[at - 1]]) < wrong_share(&run->item[i]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return run->item_count;
}

/* A cell: quoted; what a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV injection"). */
static void add_cell(struct str *csv, const char *text)
{
    str_add(csv, strchr("=+-@\t\r", *text) && *text ? "\"'" : "\"");
    for (; *text; text++)
        str_append(csv, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    str_add(csv, "\",");
}

static void add_round(const struct event_report *report, const struct room_run *run, int index, int round,
                      enum lang lang, struct str *csv)
{
    const struct room_item *item = &run->item[index];
    const struct room_count *count = &item->vote[round];
    add_cell(csv, report->event.id);
    add_cell(csv, report->event.day);
    add_cell(csv, report->event.venue);
    add_cell(csv, run->set);
    add_cell(csv, item->id);
    add_cell(csv, item->says ? words_in(&item->says->statement, lang) : "");
    add_cell(csv, !item->says ? "" : item->says->verdict == VERDICT_FACT ? "fact" : "myth");
    str_addf(csv, "%d,%s,", round + 1, room_method_name(count->method));
    if (room_is_shown(count))
        str_addf(csv, "%" PRId32 ",%" PRId32 ",%s,no\r\n", count->hands[VERDICT_MYTH], count->hands[VERDICT_FACT],
                 count->is_about ? "yes" : "no");
    else
        str_add(csv, ",,,yes\r\n");
}

void event_report_csv(const struct event_report *report, enum lang lang, struct str *csv)
{
    str_add(csv,
            "\xEF\xBB\xBF"
            "event,day,venue,set,statement_id,statement,verdict,round,method,said_myth,said_fact,about,withheld\r\n");
    for (size_t r = 0; r < report->run_count; r++)
        for (int i = 0; i < report->run[r].item_count; i++)
            for (int round = 0; round < (report->run[r].votes_twice ? 2 : 1); round++)
                if (report->run[r].item[i].vote[round].is_counted)
                    add_round(report, &report->run[r], i, round, lang, csv);
}
