/* Events, for staff: the date confirmed, venue, kind and people, then "open"; the running one's counts; close. The
 * store is asked here and now instead of through the worker: it happens a few times a day, and the page waits for it
 * anyhow. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "model/form.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"
#include "screens/room.h"
#include "screens/sheet.h"
#include "ui/keyboard.h"

enum { VENUES_MOST = 4, PEOPLE_AT_FIRST = 40, JUMP_S = 120 };

struct event_view {
    enum { EVENT_MAIN, EVENT_DATE, EVENT_VENUE, EVENT_DETAILS, EVENT_CLOSING } phase;
    struct store_event now;
    int64_t looked_ms; /* when the store was asked; the screen came again since: once more */
    int64_t answers;   /* in the room quizzes of the running event */
    bool has_past;
    bool has_anchor;                           /* the date was confirmed since the machine was started */
    int64_t jumped_s;                          /* by how much the wall clock has left it since */
    char venues[VENUES_MOST][EVENT_VENUE_MAX]; /* the last ones, without repeats */
    int venue_count;
    int64_t offset_s; /* by which the date shown differs from the clock's */
    char venue[EVENT_VENUE_MAX];
    struct field field;
    struct keyboard_view keyboard;
    enum event_kind kind;
    int people;
    struct err err;
};

static bool take_past(const struct store_event *event, void *arg, struct err *err)
{
    struct event_view *view = arg;
    (void)err;
    view->has_past = true;
    for (int i = 0; i < view->venue_count; i++)
        if (str_equal(view->venues[i], event->venue))
            return true;
    if (view->venue_count < VENUES_MOST)
        str_copy(view->venues[view->venue_count++], EVENT_VENUE_MAX, event->venue);
    return true;
}

struct answers {
    const struct app *app;
    int64_t sum;
};

static bool take_answers(const char *id, const char *state, void *arg, struct err *err)
{
    struct answers *answers = arg;
    struct room_run run;
    (void)id;
    (void)err;
    if (room_read(state, answers->app->pack, 0, &run))
        answers->sum += room_answers(&run);
    return true;
}

static void look(struct app *app, struct event_view *view)
{
    struct answers answers = {.app = app};
    struct store *store = app_store(app);
    view->venue_count = 0;
    if (!store_event_now(store, &view->now, &view->err) ||
        !store_each_room(store, view->now.id, take_answers, &answers, &view->err) ||
        !store_each_event(store, take_past, view, &view->err) ||
        !store_clock_offset(store, &view->has_anchor, &view->jumped_s, &view->err))
        return;
    view->answers = answers.sum;
    app->event = view->now;
}

static void event_enter(struct app *app, void *state)
{
    struct event_view *view = state;
    (void)app;
    view->people = PEOPLE_AT_FIRST;
}

static void go(struct app *app, struct event_view *view, int phase)
{
    view->phase = phase;
    ui_enter(&app->ui, app->ui.now_ms);
}

static void open_event(struct app *app, struct event_view *view)
{
    struct store_event opened;
    view->err.code = ERR_NONE;
    if (!store_open_event(app_store(app), view->venue, view->kind, view->people, &opened, &view->err))
        return;
    look(app, view);
    app->counts.session_pledges = 0;
    go(app, view, EVENT_MAIN);
}

static void close_event(struct app *app, struct event_view *view)
{
    room_let_go(app);
    view->err.code = ERR_NONE;
    if (store_close_event(app_store(app), &view->err)) {
        app->event = (struct store_event){0};
        look(app, view);
        go(app, view, EVENT_MAIN);
    }
}

/* The date is what the records will carry: it is put right here, once, and kept as an anchor. */
static void confirm_date(struct app *app, struct event_view *view)
{
    view->err.code = ERR_NONE;
    if (!store_confirm_clock(app_store(app), clock_wall_s(&app->clock) + view->offset_s, &view->err))
        return;
    app->clock.offset_s += view->offset_s;
    view->offset_s = 0;
    view->field =
        (struct field){.text = view->venue, .room = sizeof view->venue, .caret = (uint32_t)strlen(view->venue)};
    keyboard_start(&view->keyboard, FIELD_TEXT, app->lang);
    go(app, view, view->now.id[0] ? EVENT_MAIN : EVENT_VENUE);
}

static void trouble_draw(struct app *app, const struct event_view *view, struct box box)
{
    const char *words = view->err.code == ERR_NONE ? ""
                      : view->err.code == ERR_FULL ? _("The disk is full: make room, then try again.")
                      : view->phase == EVENT_DATE  ? _("This date cannot be: please put it right.")
                                                   : _("This could not be saved: please try again.");
    ui_text(&app->ui, box, UI_TEXT(ROLE_CAPTION, THEME_KILN, .anchor = ANCHOR_MIDDLE), words);
}

static void line(struct app *app, struct box *page, int h, const char *label, int64_t number)
{
    char value[32];
    snprintf(value, sizeof value, "%" PRId64, number);
    sheet_line(app, box_cut_top(page, h), label, value);
}

static const char *kind_label(enum event_kind kind)
{
    static const char *const labels[EVENT_KIND_COUNT] = {N_("University"), N_("Press club"), N_("Government"),
                                                         N_("Civil society"), N_("Other")};
    return _(labels[kind]);
}

/* The funnel: four counts, and nothing that could be anybody. */
static void funnel_draw(struct app *app, const struct event_view *view, struct box page)
{
    struct ui *ui = &app->ui;
    int most = ui_t(ui, app->lang == LANG_UR ? 8 : 6.4f), h = page.h / 7 < most ? page.h / 7 : most;
    ui_label(ui, box_cut_top(&page, h), UI_TEXT(ROLE_TITLE, THEME_INK), view->now.venue);
    char day[96];
    int year = 0, month = 0, of_month = 0;
    if (sscanf(view->now.day, "%d-%d-%d", &year, &month, &of_month) == 3)
        phrase_day(day, sizeof day, (struct day){year, month, of_month});
    else
        str_copy(day, sizeof day, view->now.day);
    sheet_line(app, box_cut_top(&page, h), kind_label(view->now.kind), day);
    line(app, &page, h, _("People expected"), view->now.people);
    line(app, &page, h, _("Visits begun"), view->now.visits);
    line(app, &page, h, _("Quizzes finished"), view->now.quizzes);
    line(app, &page, h, _("Pledges"), view->now.pledges);
    line(app, &page, h, _("Answers in the room quiz"), view->answers);
}

static bool act(struct app *app, struct box *column, const char *id, const char *label, bool is_next)
{
    struct ui_button how = {.kind = is_next ? BUTTON_NEXT : BUTTON_CARD, .icon = &icon_next};
    struct box at = box_cut_top(column, ui_t(&app->ui, 10));
    box_cut_top(column, ui_u(&app->ui, 2));
    return ui_button(&app->ui, id, at, &how, label);
}

/* A date that is no longer sure, and the way to put it right. Durations do not mind: they go by the other clock. */
static void clock_run(struct app *app, struct event_view *view, struct box *column)
{
    bool has_jumped = view->jumped_s > JUMP_S || view->jumped_s < -JUMP_S;
    if (view->has_anchor && !has_jumped)
        return;
    struct ui *ui = &app->ui;
    const char *words = has_jumped ? _("The clock has jumped since the date was confirmed.")
                                   : _("The date was not confirmed since this kiosk was started.");
    box_cut_top(column, ui_text(ui, *column, UI_TEXT(ROLE_CAPTION, THEME_KILN), words) + ui_u(ui, 1));
    if (act(app, column, "event.date-again", _("Look at the date"), false))
        go(app, view, EVENT_DATE);
}

static void running_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    struct box column =
        ui_is_portrait(ui) ? box_cut_bottom(&page, ui_t(ui, 38)) : box_cut_right(&page, page.w * 34 / 100);
    box_cut_right(&page, ui_is_portrait(ui) ? 0 : ui_u(ui, 4));
    funnel_draw(app, view, page);
    bool has_room = app->room && !app->room->run.is_over;
    if (has_room && act(app, &column, "event.resume", _("Take up the room quiz"), true))
        app_push(app, &screen_room);
    if (app->pack->deck_count > 0 &&
        act(app, &column, "event.room", has_room ? _("New room quiz") : _("Room quiz"), !has_room))
        app_push(app, &screen_room_setup);
    if (act(app, &column, "event.results", _("Results"), false))
        app_push(app, &screen_room_results);
    clock_run(app, view, &column);
    struct ui_button how = {.kind = BUTTON_CARD};
    if (view->phase == EVENT_CLOSING) {
        how.kind = BUTTON_NEXT;
        if (ui_button_at_end(ui, "event.close-now", &row, &how, _("Yes, close it")))
            close_event(app, view);
    } else if (ui_button_at_end(ui, "event.close", &row, &how, _("Close the event"))) {
        view->phase = EVENT_CLOSING;
    }
    trouble_draw(app, view, row);
}

static void none_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    ui_text(ui, page, UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE),
            app->store ? _("No event is open. Records made now belong to none.")
                       : _("Events need the store, which cannot be used now."));
    struct ui_button open = {.kind = BUTTON_NEXT, .icon = &icon_next}, past = {.kind = BUTTON_CARD};
    if (app->store && ui_button_at_end(ui, "event.open", &row, &open, _("Open an event")))
        go(app, view, EVENT_DATE);
    box_cut_right(&row, ui_u(ui, 2));
    if (view->has_past && ui_button_at_end(ui, "event.results", &row, &past, _("Results")))
        app_push(app, &screen_room_results);
}

/* Moves a date by whole years, months, days, hours or minutes; the day stays inside its month. */
static void step_date(struct app *app, struct event_view *view, int part, int step)
{
    static const int seconds[] = {0, 0, 86400, 3600, 60};
    if (part >= 2) {
        view->offset_s += (int64_t)step * seconds[part];
        return;
    }
    struct day from = clock_day(clock_wall_s(&app->clock) + view->offset_s), to = from;
    int months = from.year * 12 + from.month - 1 + step * (part == 0 ? 12 : 1);
    to.year = months / 12;
    to.month = months % 12 + 1;
    to.day = from.day < 28 ? from.day : 28;
    if (to.year >= 1970 && to.year <= 2200)
        view->offset_s += (clock_day_number(to) - clock_day_number(from)) * 86400;
}

static void date_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    static const char *const labels[] = {N_("Year"), N_("Month"), N_("Day"), N_("Hour"), N_("Minute")};
    static const char *const ids[] = {"date.year", "date.month", "date.day", "date.hour", "date.minute"};
    struct ui *ui = &app->ui;
    int64_t shown_s = clock_wall_s(&app->clock) + view->offset_s;
    struct day day = clock_day(shown_s);
    int of_day = (int)(((shown_s + 5 * 3600) % 86400 + 86400) % 86400); /* Pakistan is UTC+5 */
    int values[] = {day.year, day.month, day.day, of_day / 3600, of_day / 60 % 60};
    char date[96], text[16];
    phrase_day(date, sizeof date, day);
    ui_label(ui, box_cut_top(&page, page.h / 5), UI_TEXT(ROLE_TITLE, THEME_INK, .align = TEXT_CENTER), date);
    for (int i = 0; i < 5; i++) {
        snprintf(text, sizeof text, i < 3 ? "%d" : "%02d", values[i]);
        struct box steppers = box_row(page, i / 3, 2, ui_u(ui, 2));
        struct box at = box_column(steppers, i % 3, 3, ui_u(ui, 4));
        step_date(app, view, i, sheet_stepper(app, ids[i], at, _(labels[i]), text));
    }
    struct ui_button yes = {.kind = BUTTON_NEXT, .icon = &icon_next};
    if (ui_button_at_end(ui, "event.date", &row, &yes, _("Yes, this is the date")))
        confirm_date(app, view);
    trouble_draw(app, view, row);
}

/* The last venues first: most events are where the last one was. */
static void venues_run(struct app *app, struct event_view *view, struct box row)
{
    struct ui *ui = &app->ui;
    for (int i = 0; i < view->venue_count; i++) {
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "venue.%d", i);
        int w = ui_label_width(ui, row.h, UI_TEXT(ROLE_BUTTON, THEME_INK), view->venues[i]) + ui_t(ui, 4);
        struct ui_button chip = {.kind = BUTTON_CARD};
        if (w > row.w || !ui_button(ui, id, box_cut_left(&row, w), &chip, view->venues[i])) {
            box_cut_left(&row, ui_u(ui, 1.5f));
            continue;
        }
        str_copy(view->venue, sizeof view->venue, view->venues[i]);
        go(app, view, EVENT_DETAILS);
        return;
    }
}

static void venue_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    page.h += ui_u(ui, 2) + row.h; /* the keyboard takes the row's place; "done" leads on */
    if (view->venue_count > 0) {
        venues_run(app, view, box_cut_top(&page, ui_t(ui, 7)));
        box_cut_top(&page, ui_u(ui, 1));
    }
    if (view->phase != EVENT_VENUE)
        return;
    struct box field = box_cut_top(&page, ui_t(ui, 9));
    box_cut_top(&page, ui_u(ui, 1.5f));
    field_draw(ui, "event.venue", field, &view->field, _("Name of the venue"));
    bool is_done = keyboard_run(ui, page, &view->keyboard, &view->field, form_clean_typing, _("Continue"));
    char clean[FORM_TEXT_MAX];
    if (is_done && form_clean_text(view->venue, strlen(view->venue), clean) == FORM_OK) {
        str_copy(view->venue, sizeof view->venue, clean);
        go(app, view, EVENT_DETAILS);
    }
}

static void details_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    struct box kinds = box_cut_top(&page, page.h * 62 / 100), people = page;
    for (enum event_kind kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "kind.%s", event_kind_name(kind));
        struct box at = box_row(box_column(kinds, (int)kind % 2, 2, ui_u(ui, 3.2f)), (int)kind / 2, 3, ui_u(ui, 3.2f));
        if (sheet_choice(app, id, at, kind_label(kind), view->kind == kind))
            view->kind = kind;
    }
    char text[16];
    snprintf(text, sizeof text, "%d", view->people);
    people = box_centred(people, people.w / 2, people.h);
    view->people += sheet_stepper(app, "people", people, _("People expected"), text);
    view->people = view->people < 0 ? 0 : view->people > EVENT_PEOPLE_MAX ? EVENT_PEOPLE_MAX : view->people;
    struct ui_button open = {.kind = BUTTON_NEXT, .icon = &icon_next};
    if (ui_button_at_end(ui, "event.open-now", &row, &open, _("Open the event")))
        open_event(app, view);
    trouble_draw(app, view, row);
}

static const char *title_of(const struct event_view *view)
{
    switch (view->phase) {
    case EVENT_MAIN:
    case EVENT_CLOSING:
        break;
    case EVENT_DATE:
        return _("Is this the date and the time?");
    case EVENT_VENUE:
        return _("Where is the event?");
    case EVENT_DETAILS:
        return _("What kind of event is it?");
    }
    return view->now.id[0] ? _("Event open") : _("Event");
}

static void event_frame(struct app *app, void *state)
{
    struct event_view *view = state;
    if (app->store && view->looked_ms != app->ui.entered_ms)
        look(app, view);
    view->looked_ms = app->ui.entered_ms;
    struct box row, page = sheet_begin(app, title_of(view), &row);
    bool has_keyboard = view->phase == EVENT_VENUE;
    if (!has_keyboard && sheet_back(app, &row, "event.back")) {
        if (view->phase == EVENT_MAIN)
            app_pop(app);
        else
            go(app, view, EVENT_MAIN);
        return;
    }
    switch (view->phase) {
    case EVENT_MAIN:
    case EVENT_CLOSING:
        if (view->now.id[0])
            running_frame(app, view, page, row);
        else
            none_frame(app, view, page, row);
        break;
    case EVENT_DATE:
        date_frame(app, view, page, row);
        break;
    case EVENT_VENUE:
        venue_frame(app, view, page, row);
        break;
    case EVENT_DETAILS:
        details_frame(app, view, page, row);
        break;
    }
    bar_frame(app);
}

const struct screen screen_event = {
    .name = "event",
    .state_size = sizeof(struct event_view),
    .idle_ms = 180 * 1000,
    .keeps_going = true,
    .enter = event_enter,
    .frame = event_frame,
};
