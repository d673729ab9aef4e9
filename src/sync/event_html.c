/* The report as one page of HTML. Every number stands as a number beside its bar; bars differ by fill and by outline,
 * so that a grey print says the same; right to left the bars grow from the right. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "sync/event_report.h"

enum { BAR_W = 600, BAR_H = 18 };

static const char style[] =
    "@page{size:A4;margin:16mm}"
    "body{font:11pt/1.5 Inter,'Noto Sans',sans-serif;color:#12322b;background:#fff;max-width:178mm;margin:8mm auto;"
    "padding:0 4mm}"
    "[dir=rtl] body,body[dir=rtl]{font-family:'Noto Nastaliq Urdu','Noto Naskh Arabic',serif;line-height:2.1}"
    "h1{font-size:20pt;margin:0}h2{font-size:14pt;border-bottom:2px solid #174b41;margin:8mm 0 3mm}"
    "p.quiet,td.quiet{color:#46594f}table{border-collapse:collapse;width:100%}td{padding:1mm 2mm;vertical-align:middle}"
    "td.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap;font-family:Inter,'Noto Naskh "
    "Arabic',sans-serif}"
    "bdi{unicode-bidi:isolate}section{break-inside:avoid;margin:0 0 5mm}svg{width:100%;height:auto;display:block}"
    "h3{font-size:12pt;margin:0}footer{margin-top:8mm;font-size:9pt;color:#46594f}";

static void add_text(struct str *html, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            str_add(html, "&lt;");
            break;
        case '>':
            str_add(html, "&gt;");
            break;
        case '&':
            str_add(html, "&amp;");
            break;
        case '"':
            str_add(html, "&quot;");
            break;
        default:
            str_append(html, text, 1);
        }
}

static void add_element(struct str *html, const char *name, const char *text)
{
    str_addf(html, "<%s>", name);
    add_text(html, text);
    str_addf(html, "</%s>\n", name);
}

/* One part of a bar, from `from` people on, of a bar of `whole` people. */
struct part {
    const char *fill, *stroke;
    int64_t from, count, whole;
};

static void add_part(struct str *html, enum lang lang, const struct part *part)
{
    int64_t whole = part->whole > 0 ? part->whole : 1;
    int x = (int)(part->from * BAR_W / whole), w = (int)(part->count * BAR_W / whole);
    if (w > 2)
        str_addf(html,
                 "<rect x=\"%d\" y=\"1\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                 lang_is_rtl(lang) ? BAR_W - x - w + 1 : x + 1, w - 2, BAR_H - 2, part->fill, part->stroke);
}

static void begin_bar(struct str *html)
{
    str_addf(html, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-hidden=\"true\">", BAR_W, BAR_H);
}

/* A count of people; under ten it is withheld, but for none at all. */
static bool is_shown(int64_t count)
{
    return count == 0 || count >= ROOM_SHOWN_FROM;
}

static void add_step(struct str *html, enum lang lang, const char *label, int64_t count, int64_t most)
{
    str_add(html, "<tr><td>");
    add_text(html, label);
    str_add(html, "</td><td style=\"width:55%\">");
    if (is_shown(count)) {
        begin_bar(html);
        add_part(html, lang, &(struct part){"#174b41", "#174b41", 0, count, most});
        str_addf(html, "</svg></td><td class=\"n\">%" PRId64 "</td></tr>\n", count);
    } else {
        str_add(html, "</td><td class=\"quiet\">");
        add_text(html, _("fewer than 10"));
        str_add(html, "</td></tr>\n");
    }
}

static void add_funnel(struct str *html, const struct event_report *report, enum lang lang)
{
    const struct store_event *event = &report->event;
    int64_t counts[] = {event->visits, event->quizzes, event->pledges, report->answers}, most = 1;
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        most = counts[i] > most ? counts[i] : most;
    add_element(html, "h2", _("From visit to pledge"));
    str_add(html, "<table>");
    add_step(html, lang, _("Visits begun"), counts[0], most);
    add_step(html, lang, _("Quizzes finished"), counts[1], most);
    add_step(html, lang, _("Pledges"), counts[2], most);
    add_step(html, lang, _("Answers in the room quiz"), counts[3], most);
    str_add(html, "</table>\n");
}

/* How one vote went: those who said myth filled, those who said fact in outline; the right answer's number is bold. */
static void add_vote(struct str *html, enum lang lang, const char *label, const struct room_item *item, int round)
{
    const struct room_count *count = &item->vote[round];
    int total = room_total(count);
    bool is_myth = item->says && item->says->verdict == VERDICT_MYTH;
    str_add(html, "<tr><td>");
    add_text(html, label);
    if (!room_is_shown(count)) {
        str_add(html, "</td><td class=\"quiet\" colspan=\"2\">");
        add_text(html, count->is_counted ? _("Fewer than 10 people: not shown.") : _("not counted"));
        str_add(html, "</td></tr>\n");
        return;
    }
    str_add(html, "</td><td style=\"width:55%\">");
    begin_bar(html);
    add_part(html, lang, &(struct part){"#174b41", "#174b41", 0, count->hands[VERDICT_MYTH], total});
    add_part(html, lang,
             &(struct part){"#fff", "#174b41", count->hands[VERDICT_MYTH], count->hands[VERDICT_FACT], total});
    str_add(html, "</svg></td><td class=\"n\">");
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        bool is_right = (side == VERDICT_MYTH) == is_myth;
        str_addf(html, "%s<bdi>", is_right ? "<b>" : "");
        add_text(html, side == VERDICT_MYTH ? _("Myth") : _("Fact"));
        str_addf(html, "</bdi> <bdi>%s%" PRId32 "</bdi>%s ", count->is_about ? "~" : "", count->hands[side],
                 is_right ? "</b>" : "");
    }
    str_add(html, "</td></tr>\n");
}

/* The side that is right, before and after: who stayed, came, left. */
static void add_shift(struct str *html, enum lang lang, const struct room_item *item)
{
    struct room_shift shift;
    if (!item->says || !room_shift_of(item, item->says->verdict, &shift))
        return;
    int whole = room_total(&item->vote[0]), second = room_total(&item->vote[1]);
    whole = second > whole ? second : whole;
    char words[160];
    str_add(html, "<tr><td>");
    add_text(html, _("How the room moved"));
    str_add(html, "</td><td style=\"width:55%\">");
    begin_bar(html);
    add_part(html, lang, &(struct part){"#8cc0c4", "#174b41", 0, shift.stayed, whole});
    add_part(html, lang, &(struct part){"#f2a93b", "#174b41", shift.stayed, shift.came, whole});
    add_part(html, lang, &(struct part){"none", "#b5452d", shift.stayed, shift.left, whole});
    str_add(html, "</svg></td><td class=\"n\">");
    /* TRANSLATORS: of those with the right answer: how many stayed with it, came to it, left it. */
    snprintf(words, sizeof words, _("stayed %d, came %d, left %d"), shift.stayed, shift.came, shift.left);
    str_add(html, "<bdi>");
    add_text(html, words);
    str_add(html, "</bdi></td></tr>\n");
}

static void add_item(struct str *html, enum lang lang, const struct room_run *run, const struct room_item *item)
{
    str_add(html, "<section>");
    add_element(html, "h3", item->says ? words_in(&item->says->statement, lang) : item->id);
    str_add(html, "<table>");
    add_vote(html, lang, run->votes_twice ? _("First vote") : _("Vote"), item, 0);
    if (run->votes_twice) {
        add_vote(html, lang, _("Second vote"), item, 1);
        add_shift(html, lang, item);
    }
    str_add(html, "</table>");
    if (item->is_changed) {
        str_add(html, "<p class=\"quiet\">");
        add_text(html, _("This statement was edited since the first vote. Its counts are kept."));
        str_add(html, "</p>");
    }
    str_add(html, "</section>\n");
}

static void add_run(struct str *html, enum lang lang, const struct room_run *run)
{
    int order[ROOM_ITEMS_MAX], count = event_report_hardest(run, order);
    add_element(html, "h2", _("Room quiz: the hardest statements first"));
    for (int i = 0; i < count; i++)
        if (run->item[order[i]].vote[0].is_counted || run->item[order[i]].vote[1].is_counted)
            add_item(html, lang, run, &run->item[order[i]]);
}

static const char *kind_words(enum event_kind kind)
{
    static const char *const labels[EVENT_KIND_COUNT] = {N_("University"), N_("Press club"), N_("Government"),
                                                         N_("Civil society"), N_("Other")};
    return _(labels[kind]);
}

void event_report_html(const struct event_report *report, enum lang lang, struct str *html)
{
    const struct store_event *event = &report->event;
    char facts[256], day[24];
    str_addf(html, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head><meta charset=\"utf-8\">\n", lang_code(lang),
             lang_is_rtl(lang) ? "rtl" : "ltr");
    str_add(html, "<meta http-equiv=\"Content-Security-Policy\" "
                  "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    add_element(html, "title", event->venue);
    str_addf(html, "<style>%s</style></head>\n<body>\n", style);
    str_add(html, "<h1 dir=\"auto\">");
    add_text(html, event->venue);
    str_add(html, "</h1>\n");
    /* TRANSLATORS: kind of event, its date, how many people were expected. */
    snprintf(day, sizeof day, "\u2066%s\u2069", event->day); /* left to right within any sentence */
    snprintf(facts, sizeof facts, _("%s, %s, %d people expected"), kind_words(event->kind), day, event->people);
    str_add(html, "<p class=\"quiet\">");
    add_text(html, facts);
    str_add(html, "</p>\n");
    add_funnel(html, report, lang);
    for (size_t i = 0; i < report->run_count; i++)
        add_run(html, lang, &report->run[i]);
    str_add(html, "<footer>");
    add_text(html, _("Counts alone: no answer is anyone's. Groups under 10 people are withheld. A moved answer is "
                     "knowledge or attitude, never a measure of less violence."));
    str_addf(html, " <bdi>%s</bdi></footer>\n</body></html>\n", event->id);
}
