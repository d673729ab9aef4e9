/* The report of one event: its funnel, its room quizzes, for people (HTML) and for spreadsheets (CSV). Counts alone;
 * groups under ten are withheld and said to be. Any thread that may use the store. */
#ifndef HAMAWAZ_SYNC_EVENT_REPORT_H
#define HAMAWAZ_SYNC_EVENT_REPORT_H

#include "content/pack.h"
#include "model/room.h"
#include "store/event.h"

enum { REPORT_RUNS_MOST = 32 };

struct event_report {
    const struct pack *pack;
    struct store_event event;
    int64_t answers; /* hands in all room quizzes */
    size_t run_count;
    struct room_run run[REPORT_RUNS_MOST];
};

/* Reads event `id` (NULL: the newest) into *report. ERR_MISSING: there is no such event. */
MUST_CHECK bool event_report_read(struct store *store, const struct pack *pack, const char *id,
                                  struct event_report *report, struct err *err);

/* A self-contained page for the screen and for A4 paper: no scripts, no outside resources, charts as inline SVG. The
 * caller has selected `lang` (lang_select). */
void event_report_html(const struct event_report *report, enum lang lang, struct str *html);

/* One line a statement and round; BOM, CRLF (RFC 4180); cells that a spreadsheet would compute are neutralised. */
void event_report_csv(const struct event_report *report, enum lang lang, struct str *csv);

/* A room quiz's statements, those first that most people had wrong in the first vote; withheld ones last. `order` has
 * room for ROOM_ITEMS_MAX; returns how many. */
int event_report_hardest(const struct room_run *run, int order[ROOM_ITEMS_MAX]);

#endif
