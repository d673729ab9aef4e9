/* Events, for staff: the date confirmed, venue, kind and people, then "open"; the running one's counts; close. The
 * store is asked here and now instead of through the worker: it happens a few times a day, and the page waits for it
 * anyhow. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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
    enum { EVENT_MAIN, EVENT_DATE, EVENT_VENUE, EVENT_DETAILS, EVENT_PEOPLE, EVENT_CLOSING } phase;
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
    char typed[8]; /* the number of people as it is typed */
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

/* The phases with a field: the venue, and how many people. */
static void begin_typing(struct app *app, struct event_view *view, int phase)
{
    char *text = phase == EVENT_VENUE ? view->venue : view->typed;
    size_t room = phase == EVENT_VENUE ? sizeof view->venue : sizeof view->typed;
    enum field_kind kind = phase == EVENT_VENUE ? FIELD_TEXT : FIELD_PHONE;
    view->field = (struct field){.text = text, .room = room, .caret = (uint32_t)strlen(text), .kind = kind};
    keyboard_start(&view->keyboard, kind, app->lang);
    go(app, view, phase);
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
    if (view->now.id[0])
        go(app, view, EVENT_MAIN);
    else
        begin_typing(app, view, EVENT_VENUE);
}

/* Why the date is no longer sure; "": it is. Durations do not mind: they go by the other clock. */
static const char *date_doubt(const struct event_view *view)
{
    if (view->jumped_s > JUMP_S || view->jumped_s < -JUMP_S)
        return _("The clock has jumped since the date was confirmed.");
    return view->has_anchor ? "" : _("The date was not confirmed since this kiosk was started.");
}

static void trouble_draw(struct app *app, const struct event_view *view, struct box box)
{
    const char *words = view->err.code == ERR_NONE ? ""
                      : view->err.code == ERR_FULL ? _("The disk is full: make room, then try again.")
                      : view->phase == EVENT_DATE  ? _("This date cannot be: please put it right.")
                                                   : _("This could not be saved: please try again.");
    if (view->err.code == ERR_NONE && view->now.id[0] && view->phase != EVENT_DATE)
        words = date_doubt(view);
    sheet_words(&app->ui, box_inset(box, ui_u(&app->ui, 3), 0),
                UI_TEXT(ROLE_CAPTION, THEME_KILN, .anchor = ANCHOR_MIDDLE), words);
}

static const char *kind_label(enum event_kind kind)
{
    static const char *const labels[EVENT_KIND_COUNT] = {N_("University"), N_("Press club"), N_("Government"),
                                                         N_("Civil society"), N_("Other")};
    return _(labels[kind]);
}

static void day_words(const struct store_event *event, char *words, size_t room)
{
    int year = 0, month = 0, of_month = 0;
    if (sscanf(event->day, "%d-%d-%d", &year, &month, &of_month) == 3)
        phrase_day(words, room, (struct day){year, month, of_month});
    else
        str_copy(words, room, event->day);
}

/* A number and what it counts, where a line is too short for both ends. */
static void count_draw(struct ui *ui, struct box box, const char *number, const char *label)
{
    struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .has_lang = true, .lang = LANG_EN);
    int w = ui_label_width(ui, box.h, &how, number), least = ui_t(ui, 5);
    ui_label(ui, box_cut_left(&box, w > least ? w : least), &how, number);
    box_cut_left(&box, ui_u(ui, 1.6f));
    sheet_words(ui, box, UI_TEXT(ROLE_BODY, THEME_INK_QUIET, .anchor = ANCHOR_MIDDLE), label);
}

/* The funnel: four counts, and nothing that could be anybody. In two columns where one would be too tight. */
static void funnel_draw(struct app *app, const struct event_view *view, struct box page)
{
    const struct {
        const char *label;
        int64_t number;
    } lines[] = {
        {N_("People expected"), view->now.people},       {N_("Visits begun"), view->now.visits},
        {N_("Quizzes finished"), view->now.quizzes},     {N_("Pledges"), view->now.pledges},
        {N_("Answers in the room quiz"), view->answers},
    };
    struct ui *ui = &app->ui;
    int count = (int)COUNT_OF(lines), wanted = ui_t(ui, app->lang == LANG_UR ? 7.6f : 5.6f);
    int columns = page.h / (count + 2) < wanted && !ui_is_portrait(ui) ? 2 : 1, rows = (count + columns - 1) / columns;
    int most = ui_t(ui, app->lang == LANG_UR ? 9 : 6.4f), h = page.h / (rows + 2) < most ? page.h / (rows + 2) : most;
    char day[96], value[32];
    sheet_words(ui, box_inset(box_cut_top(&page, h), 0, ui_u(ui, 1.6f)),
                UI_TEXT(columns == 1 ? ROLE_TITLE : ROLE_DOOR, THEME_INK, .anchor = ANCHOR_MIDDLE), view->now.venue);
    day_words(&view->now, day, sizeof day);
    sheet_line(app, box_cut_top(&page, h), kind_label(view->now.kind), day);
    page = box_cut_top(&page, h * rows);
    for (int i = 0; i < count; i++) {
        struct box row = box_row(box_column(page, i / rows, columns, ui_u(ui, 4)), i % rows, rows, 0);
        snprintf(value, sizeof value, "%" PRId64, lines[i].number);
        if (columns == 1)
            sheet_line(app, row, _(lines[i].label), value);
        else
            count_draw(ui, row, value, _(lines[i].label));
    }
}

static bool act(struct app *app, struct box *column, const char *id, const char *label, bool is_next)
{
    struct ui_button how = {.kind = is_next ? BUTTON_NEXT : BUTTON_CARD, .icon = &icon_next};
    struct box at = box_cut_top(column, ui_t(&app->ui, 9.8f));
    box_cut_top(column, ui_u(&app->ui, 3.2f));
    return ui_button(&app->ui, id, at, &how, label);
}

static void acts_run(struct app *app, struct event_view *view, struct box column)
{
    bool has_room = app->room && !app->room->run.is_over;
    if (has_room && act(app, &column, "event.resume", _("Take up the room quiz"), true))
        app_push(app, &screen_room);
    if (app->pack->deck_count > 0 &&
        act(app, &column, "event.room", has_room ? _("New room quiz") : _("Room quiz"), !has_room))
        app_push(app, &screen_room_setup);
    if (*date_doubt(view) && act(app, &column, "event.date-again", _("Look at the date"), false))
        go(app, view, EVENT_DATE);
    if (ui_is_portrait(&app->ui) && act(app, &column, "event.results", _("Results"), false))
        app_push(app, &screen_room_results);
}

static void running_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    bool is_upright = ui_is_portrait(ui);
    struct box column = is_upright ? box_cut_bottom(&page, ui_t(ui, 56)) : box_cut_right(&page, page.w * 34 / 100);
    struct box told = is_upright ? box_cut_top(&column, ui_t(ui, 10)) : (struct box){0};
    box_cut_right(&page, is_upright ? 0 : ui_u(ui, 4));
    funnel_draw(app, view, page);
    acts_run(app, view, column);
    struct ui_button how = {.kind = BUTTON_CARD};
    box_cut_left(&row, ui_u(ui, 3.2f));
    if (!is_upright && ui_button_at_start(ui, "event.results", &row, &how, _("Results")))
        app_push(app, &screen_room_results);
    if (view->phase == EVENT_CLOSING) {
        how.kind = BUTTON_NEXT;
        if (ui_button_at_end(ui, "event.close-now", &row, &how, _("Yes, close it")))
            close_event(app, view);
    } else if (ui_button_at_end(ui, "event.close", &row, &how, _("Close the event"))) {
        view->phase = EVENT_CLOSING;
    }
    trouble_draw(app, view, is_upright ? told : row);
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
    box_cut_right(&row, ui_u(ui, 3.2f));
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
    struct box title = box_cut_top(&page, ui_is_small(ui) ? ui_t(ui, 5) : page.h / 5);
    ui_label(ui, title, UI_TEXT(ui_is_small(ui) ? ROLE_BODY_BOLD : ROLE_TITLE, THEME_INK, .align = TEXT_CENTER), date);
    for (int i = 0; i < 5; i++) {
        snprintf(text, sizeof text, i < 3 ? "%d" : "%02d", values[i]);
        struct box steppers = box_row(page, i / 3, 2, ui_u(ui, 1));
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
    struct box field = box_cut_top(&page, ui_t(ui, 9.8f));
    box_cut_top(&page, ui_u(ui, 1.5f));
    field_draw(ui, "event.venue", field, &view->field, _("Name of the venue"));
    bool is_done = keyboard_run(ui, page, &view->keyboard, &view->field, form_clean_typing, _("Continue"));
    char clean[FORM_TEXT_MAX];
    if (is_done && form_clean_text(view->venue, strlen(view->venue), clean) == FORM_OK) {
        str_copy(view->venue, sizeof view->venue, clean);
        go(app, view, EVENT_DETAILS);
    }
}

static void set_people(struct event_view *view, int64_t people)
{
    view->people = people < 0 ? 0 : people > EVENT_PEOPLE_MAX ? EVENT_PEOPLE_MAX : (int)people;
}

static void type_people(struct app *app, struct event_view *view, const char *digits)
{
    str_copy(view->typed, sizeof view->typed, digits);
    begin_typing(app, view, EVENT_PEOPLE);
}

/* Stepped, or typed: a touch on the number, or its first digit on a keyboard, leads to the digits. */
static void people_run(struct app *app, struct event_view *view, struct box box)
{
    struct ui *ui = &app->ui;
    char text[16];
    const struct ui_text *label = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER);
    struct ui_button less = {.kind = BUTTON_CARD, .icon = &icon_minus, .repeats = true},
                     more = {.kind = BUTTON_CARD, .icon = &icon_plus, .repeats = true},
                     number = {.kind = BUTTON_CARD, .is_large = true};
    box_cut_top(&box, ui_text(ui, box, label, _("People expected")) + ui_u(ui, 1));
    box = box_cut_top(&box, ui_t(ui, 10));
    int key = box.h < box.w / 3 ? box.h : box.w / 3, gap = ui_u(ui, 1.2f);
    if (ui_button(ui, "people.minus", box_cut_left(&box, key), &less, ""))
        set_people(view, view->people - 1);
    if (ui_button(ui, "people.plus", box_cut_right(&box, key), &more, ""))
        set_people(view, view->people + 1);
    snprintf(text, sizeof text, "%d", view->people);
    if (ui_button(ui, "people.count", box_inset(box, gap, 0), &number, text))
        type_people(app, view, "");
    else if (ui->event.type == EVENT_TEXT && ui->event.text[0] >= '0' && ui->event.text[0] <= '9')
        type_people(app, view, ui->event.text);
}

/* Anything but digits is dropped while it is typed. */
static void clean_digits(const char *in, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++)
        if (in[i] >= '0' && in[i] <= '9')
            *out++ = in[i];
    *out = '\0';
}

static void people_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    page.h += ui_u(ui, 2) + row.h;
    struct box field = box_cut_top(&page, ui_t(ui, 9.8f));
    box_cut_top(&page, ui_u(ui, 1.5f));
    field_draw(ui, "event.people", field, &view->field, _("People expected"));
    if (!keyboard_run(ui, page, &view->keyboard, &view->field, clean_digits, _("Continue")))
        return;
    if (view->typed[0])
        set_people(view, strtoll(view->typed, NULL, 10));
    go(app, view, EVENT_DETAILS);
}

/* Kinds and the number side by side, upright one above the other. */
static void details_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    struct box kinds = page;
    page = ui_is_portrait(ui) ? box_cut_bottom(&kinds, kinds.h * 40 / 100) : box_cut_right(&kinds, kinds.w * 34 / 100);
    kinds = box_cut_left(&kinds, ui_is_portrait(ui) ? kinds.w : kinds.w - ui_u(ui, 4));
    kinds = box_cut_top(&kinds, 3 * ui_t(ui, 12));
    for (enum event_kind kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "kind.%s", event_kind_name(kind));
        struct box at = box_row(box_column(kinds, (int)kind % 2, 2, ui_u(ui, 2)), (int)kind / 2, 3, ui_u(ui, 1.2f));
        if (sheet_choice(app, id, at, kind_label(kind), view->kind == kind))
            view->kind = kind;
    }
    people_run(app, view, page);
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
    case EVENT_PEOPLE:
        return _("How many people are expected?");
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
    bool has_keyboard = view->phase == EVENT_VENUE || view->phase == EVENT_PEOPLE;
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
    case EVENT_PEOPLE:
        people_frame(app, view, page, row);
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
