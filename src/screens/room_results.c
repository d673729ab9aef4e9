/* Results, later and for staff: the charts of an event's room quizzes, one statement a page, drawn as the room saw
 * them. The event is the running one, or the last. */
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/room.h"
#include "screens/sheet.h"

enum { RUNS_MOST = 8 };

struct room_results {
    struct store_event event;
    struct room_run runs[RUNS_MOST];
    int run_count;
    int page, pages; /* over all statements of all runs */
};

struct taking {
    struct app *app;
    struct room_results *results;
};

static bool take_run(const char *id, const char *state, void *arg, struct err *err)
{
    struct taking *taking = arg;
    struct room_results *results = taking->results;
    (void)id;
    (void)err;
    if (results->run_count == RUNS_MOST || !room_read(state, taking->app->pack, 0, &results->runs[results->run_count]))
        return true;
    results->pages += results->runs[results->run_count++].item_count;
    return true;
}

static bool take_newest(const struct store_event *event, void *arg, struct err *err)
{
    (void)err;
    *(struct store_event *)arg = *event;
    return false;
}

static void results_enter(struct app *app, void *state)
{
    struct room_results *results = state;
    struct taking taking = {app, results};
    struct err ignored; /* what cannot be read is not shown */
    struct store *store = app_store(app);
    if (!store)
        return;
    results->event = app->event;
    if (!results->event.id[0])
        (void)!store_each_event(store, take_newest, &results->event, &ignored);
    (void)!store_each_room(store, results->event.id, take_run, &taking, &ignored);
}

/* The run and the statement of a page. */
static struct room_run *run_of_page(struct room_results *results, int *item)
{
    *item = results->page;
    for (int i = 0; i < results->run_count; i++) {
        if (*item < results->runs[i].item_count)
            return &results->runs[i];
        *item -= results->runs[i].item_count;
    }
    return NULL;
}

static void pages_run(struct app *app, struct room_results *results, struct box *row)
{
    struct ui *ui = &app->ui;
    struct ui_button next = {.kind = BUTTON_NEXT, .icon = &icon_next},
                     back = {.kind = BUTTON_PLAIN, .icon = &icon_back};
    char label[64];
    if (results->page + 1 < results->pages && ui_button_at_end(ui, "results.next", row, &next, _("Next")))
        results->page++;
    box_cut_right(row, ui_u(ui, 2));
    if (results->page > 0 && ui_button(ui, "results.previous", box_cut_right(row, row->h), &back, ""))
        results->page--;
    box_cut_right(row, ui_u(ui, 2));
    snprintf(label, sizeof label, _("Page %d of %d"), results->page + 1, results->pages);
    ui_label(ui, *row, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .align = TEXT_END), label);
}

static void results_frame(struct app *app, void *state)
{
    struct room_results *results = state;
    struct ui *ui = &app->ui;
    struct box page = bar_page(app), row = box_cut_bottom(&page, ui_t(ui, 12));
    int item;
    struct room_run *run = run_of_page(results, &item);
    if (run) {
        run->langs = app->lang == LANG_UR ? ROOM_URDU : ROOM_ENGLISH;
        run->card = room_card_of(run, item, ROOM_RESULT);
        run->is_blank = false;
        room_view_draw(app, ui, run, page);
    } else {
        ui_text(ui, box_inset(page, bar_margin(app), 0), UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
                _("There is no room quiz of this event yet."));
    }
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    row = box_inset(row, bar_margin(app), ui_t(ui, 1));
    if (ui_button_at_start(ui, "results.back", &row, &back, _("Back")))
        app_pop(app);
    if (run)
        pages_run(app, results, &row);
    bar_frame(app);
}

const struct screen screen_room_results = {
    .name = "room-results",
    .state_size = sizeof(struct room_results),
    .idle_ms = 180 * 1000,
    .keeps_going = true,
    .enter = results_enter,
    .frame = results_frame,
};
