/* Events, for staff: the date confirmed, venue, kind and people, then "open"; the running one's counts; close. The
 * store is asked here and now instead of through the worker: it happens a few times a day, and the page waits for it
 * anyhow. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/event_view.h"
#include "screens/phrases.h"
#include "screens/room.h"
#include "screens/sheet.h"

enum { PEOPLE_AT_FIRST = 40, JUMP_S = 120 };

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

void event_go(struct app *app, struct event_view *view, int phase)
{
    view->phase = phase;
    ui_enter(&app->ui, app->ui.now_ms);
}

/* The phases with a field: the venue, and how many people. */
void event_begin_typing(struct app *app, struct event_view *view, int phase)
{
    char *text = phase == EVENT_VENUE ? view->venue : view->typed;
    size_t room = phase == EVENT_VENUE ? sizeof view->venue : sizeof view->typed;
    enum field_kind kind = phase == EVENT_VENUE ? FIELD_TEXT : FIELD_PHONE;
    view->field = (struct field){.text = text, .room = room, .caret = (uint32_t)strlen(text), .kind = kind};
    keyboard_start(&view->keyboard, kind, app->lang);
    event_go(app, view, phase);
}

void event_open(struct app *app, struct event_view *view)
{
    struct store_event opened;
    view->err.code = ERR_NONE;
    if (!store_open_event(app_store(app), view->venue, view->kind, view->people, &opened, &view->err))
        return;
    look(app, view);
    app->counts.session_pledges = 0;
    event_go(app, view, EVENT_MAIN);
}

static void close_event(struct app *app, struct event_view *view)
{
    room_let_go(app);
    view->err.code = ERR_NONE;
    if (store_close_event(app_store(app), &view->err)) {
        app->event = (struct store_event){0};
        look(app, view);
        event_go(app, view, EVENT_MAIN);
    }
}

/* The date is what the records will carry: it is put right here, once, and kept as an anchor. */
void event_confirm_date(struct app *app, struct event_view *view)
{
    view->err.code = ERR_NONE;
    if (!store_confirm_clock(app_store(app), clock_wall_s(&app->clock) + view->offset_s, &view->err))
        return;
    app->clock.offset_s += view->offset_s;
    view->offset_s = 0;
    if (view->now.id[0])
        event_go(app, view, EVENT_MAIN);
    else
        event_begin_typing(app, view, EVENT_VENUE);
}

/* Why the date is no longer sure; "": it is. Durations do not mind: they go by the other clock. */
static const char *date_doubt(const struct event_view *view)
{
    if (view->jumped_s > JUMP_S || view->jumped_s < -JUMP_S)
        return _("The clock has jumped since the date was confirmed.");
    return view->has_anchor ? "" : _("The date was not confirmed since this kiosk was started.");
}

void event_trouble_draw(struct app *app, const struct event_view *view, struct box box)
{
    const char *words = view->err.code == ERR_NONE ? ""
                      : view->err.code == ERR_FULL ? _("The disk is full: make room, then try again.")
                      : view->phase == EVENT_DATE  ? _("This date cannot be: please put it right.")
                                                   : _("This could not be saved: please try again.");
    if (view->err.code == ERR_NONE && view->now.id[0] && view->phase != EVENT_DATE)
        words = date_doubt(view);
    sheet_words(&app->ui, box_inset(box, ui_u(&app->ui, 2), -ui_u(&app->ui, 1.8f)),
                UI_TEXT(ROLE_CAPTION, THEME_KILN, .anchor = ANCHOR_MIDDLE), words);
}

const char *event_kind_label(enum event_kind kind)
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

/* In the script it was typed in, whatever the language on screen. */
static void venue_draw(struct app *app, struct box box, enum ui_role role, const char *venue)
{
    char text[EVENT_VENUE_MAX];
    str_copy(text, sizeof text, venue);
    enum lang lang = field_is_rtl(&(struct field){.text = text, .room = sizeof text}, app->lang) ? LANG_UR : LANG_EN;
    sheet_words(&app->ui, box_inset(box, 0, ui_u(&app->ui, .6f)),
                UI_TEXT(role, THEME_INK, .anchor = ANCHOR_MIDDLE, .has_lang = true, .lang = lang), venue);
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
    venue_draw(app, box_cut_top(&page, h), columns == 1 ? ROLE_TITLE : ROLE_DOOR, view->now.venue);
    day_words(&view->now, day, sizeof day);
    sheet_line(app, box_cut_top(&page, h), event_kind_label(view->now.kind), day);
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
        event_go(app, view, EVENT_DATE);
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
    event_trouble_draw(app, view, is_upright ? told : row);
}

static void none_frame(struct app *app, struct event_view *view, struct box page, struct box row)
{
    struct ui *ui = &app->ui;
    ui_text(ui, page, UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE),
            app->store ? _("No event is open. Records made now belong to none.")
                       : _("Events need the store, which cannot be used now."));
    struct ui_button open = {.kind = BUTTON_NEXT, .icon = &icon_next}, past = {.kind = BUTTON_CARD};
    if (app->store && ui_button_at_end(ui, "event.open", &row, &open, _("Open an event")))
        event_go(app, view, EVENT_DATE);
    box_cut_right(&row, ui_u(ui, 3.2f));
    if (view->has_past && ui_button_at_end(ui, "event.results", &row, &past, _("Results")))
        app_push(app, &screen_room_results);
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
        return _("People expected");
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
            event_go(app, view, EVENT_MAIN);
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
        event_date_frame(app, view, page, row);
        break;
    case EVENT_VENUE:
        event_venue_frame(app, view, page, row);
        break;
    case EVENT_DETAILS:
        event_details_frame(app, view, page, row);
        break;
    case EVENT_PEOPLE:
        event_people_frame(app, view, page, row);
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
