/* What is asked before an event opens: the date, which a machine without a clock battery cannot know; venue; kind; how
 * many people are expected. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "gfx/icons.h"
#include "model/form.h"
#include "screens/app.h"
#include "screens/event_view.h"
#include "screens/phrases.h"
#include "screens/sheet.h"

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

void event_date_frame(struct app *app, struct event_view *view, struct box page, struct box row)
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
        event_confirm_date(app, view);
    event_trouble_draw(app, view, row);
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
        event_go(app, view, EVENT_DETAILS);
        return;
    }
}

void event_venue_frame(struct app *app, struct event_view *view, struct box page, struct box row)
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
        event_go(app, view, EVENT_DETAILS);
    }
}

static void set_people(struct event_view *view, int64_t people)
{
    view->people = people < 0 ? 0 : people > EVENT_PEOPLE_MAX ? EVENT_PEOPLE_MAX : (int)people;
}

static void type_people(struct app *app, struct event_view *view, const char *digits)
{
    str_copy(view->typed, sizeof view->typed, digits);
    event_begin_typing(app, view, EVENT_PEOPLE);
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

void event_people_frame(struct app *app, struct event_view *view, struct box page, struct box row)
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
    event_go(app, view, EVENT_DETAILS);
}

/* Kinds and the number side by side, upright one above the other. */
void event_details_frame(struct app *app, struct event_view *view, struct box page, struct box row)
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
        if (sheet_choice(app, id, at, event_kind_label(kind), view->kind == kind))
            view->kind = kind;
    }
    people_run(app, view, page);
    struct ui_button open = {.kind = BUTTON_NEXT, .icon = &icon_next};
    if (ui_button_at_end(ui, "event.open-now", &row, &open, _("Open the event")))
        event_open(app, view);
    event_trouble_draw(app, view, row);
}
