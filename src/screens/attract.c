/* Attract: the show. Slides change by the schedule with a crossfade; rounds alternate between the two languages until
 * somebody chooses one. A tap anywhere that is nothing else opens home in the language just shown. */
#include "screens/attract.h"

#include "gfx/lattice.h"
#include "model/schedule.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/pictures.h"
#include "screens/slide.h"

enum { FADE_MS = 700 };

/* The last slide while it fades, as it was when the next one came. */
struct outgoing {
    bool is_seen;
    size_t index;
    enum lang lang;
    int64_t age_ms;
};

struct attract {
    struct schedule schedule;
    struct picture_cache *pictures;
    struct outgoing outgoing;
    size_t shown;     /* slide drawn last */
    int64_t since_ms; /* when `shown` came */
};

/* After a quick exit the show begins with a slide that gives nothing away: a picture, else the count. */
static void show_neutral(struct app *app, struct attract *attract)
{
    for (size_t i = 0; i < app->pack->slide_count; i++)
        if (app->pack->slides[i].kind == SLIDE_PICTURE) {
            attract->schedule.at = i;
            return;
        }
}

static void tidy_store(void *store)
{
    store_idle(store);
}

/* When a visitor has gone, and once a round of slides. */
static void tidy(struct app *app)
{
    if (app->store)
        worker_post(app->worker, tidy_store, NULL, app->store);
}

static void attract_enter(struct app *app, void *state)
{
    struct attract *attract = state;
    int64_t now_ms = clock_mono_ms(&app->clock);
    schedule_start(&attract->schedule, app->pack, app_today(app), now_ms);
    if (app->wants_neutral)
        show_neutral(app, attract);
    app->wants_neutral = false;
    attract->pictures = pictures_new(app);
    tidy(app);
    attract->shown = attract->schedule.at;
    attract->since_ms = now_ms;
}

static void attract_leave(struct app *app, void *state)
{
    struct attract *attract = state;
    (void)app;
    pictures_free(attract->pictures);
}

bool attract_show(struct app *app, size_t index)
{
    if (app_screen(app) != &screen_attract)
        return false;
    struct attract *attract = app->state[0];
    attract->schedule.at = index;
    attract->schedule.since_ms = clock_mono_ms(&app->clock);
    app->needs_frame = true;
    return true;
}

/* Moves the show on, by time or because a key stepped it. */
static void show_next(struct app *app, struct attract *attract)
{
    struct ui *ui = &app->ui;
    struct day today = app_today(app);
    int round = attract->schedule.round;
    schedule_tick(&attract->schedule, app->pack, today, ui->now_ms, app->settings->speed_percent);
    bool is_alone = attract->schedule.at == attract->shown;
    if (is_alone && (attract->schedule.round == round || slide_is_bare(&app->pack->slides[attract->shown])))
        return;
    attract->outgoing =
        (struct outgoing){!ui->is_motion_reduced, attract->shown, app->lang, ui->now_ms - attract->since_ms};
    attract->shown = attract->schedule.at;
    attract->since_ms = ui->now_ms;
    if (attract->schedule.round == round)
        return;
    tidy(app);
    app_set_lang(app, lang_other(app->lang));
}

static void outgoing_draw(struct app *app, struct attract *attract)
{
    struct ui *ui = &app->ui;
    struct outgoing *outgoing = &attract->outgoing;
    enum lang lang = app->lang;
    float part = ui_part(ui, ui->now_ms - attract->since_ms, FADE_MS);
    outgoing->is_seen = part < 1;
    if (!outgoing->is_seen)
        return;
    gfx_sheet_begin(app->gfx, 1 - part);
    gfx_fill(app->gfx, ui->screen, ui_color(ui, THEME_GROUND));
    if (outgoing->lang != lang)
        app_set_lang(app, outgoing->lang);
    slide_draw(app, attract->pictures, outgoing->index, bar_page(app), outgoing->age_ms);
    if (outgoing->lang != lang)
        app_set_lang(app, lang);
    gfx_sheet_end(app->gfx);
}

/* One mark a slide on the bar's upper edge; those that have been shown in sky. More than can be told apart are one
 * line. */
static void progress_draw(struct app *app, const struct attract *attract)
{
    struct ui *ui = &app->ui;
    int count = (int)schedule_length(app->pack, app_today(app));
    int at = (int)schedule_position(&attract->schedule, app->pack, app_today(app));
    int h = ui_u(ui, .5f), gap = ui_u(ui, .6f);
    struct box line = {0, ui->screen.h - bar_height(app), ui->screen.w, h};
    if (count * 2 * gap > line.w) {
        gfx_fill(ui->gfx, line, ui_color(ui, THEME_REST));
        line.w = line.w * (at + 1) / count;
        gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_SKY));
        return;
    }
    for (int i = 0; i < count && count > 1; i++)
        gfx_fill(ui->gfx, ui_place(ui, box_column(line, i, count, gap)),
                 ui_color(ui, i <= at ? THEME_SKY : THEME_REST));
}

static void pledge_button(struct app *app)
{
    struct ui *ui = &app->ui;
    if (app->pack->pledge.commitment_count == 0)
        return;
    struct ui_button how = {.kind = BUTTON_NEXT, .icon = &shape_star, .icon_first = true};
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    int w = ui_button_width(ui, row.h, &how, _("Take the pledge"));
    if (ui_button(ui, "attract.pledge", box_cut_left(&row, w), &how, _("Take the pledge")))
        app_push(app, &screen_pledge);
}

/* Anything that is no target opens home; keys too, except those that move the focus. Page keys step through the show.
 * */
static void open_on_touch(struct app *app, struct attract *attract)
{
    struct ui *ui = &app->ui;
    const struct event *event = &ui->event;
    struct box page = slide_is_bare(&app->pack->slides[attract->shown]) ? ui->screen : bar_page(app);
    bool is_key = event->type == EVENT_KEY && !event->alt && !event->ctrl;
    if (ui_control(ui, "attract.touch", page, "", true).is_pressed)
        app_push(app, &screen_home);
    else if (is_key && (event->key == KEY_PAGE_DOWN || event->key == KEY_PAGE_UP))
        schedule_step(&attract->schedule, app->pack, app_today(app), ui->now_ms, event->key == KEY_PAGE_DOWN ? 1 : -1);
    else if (is_key && (event->key == KEY_ENTER || event->key == KEY_SPACE) && !*ui->focus)
        app_push(app, &screen_home);
}

/* The slide after this one, in the language of its round; and what a touch leads to. */
static void attract_get_ready(struct app *app, void *state)
{
    struct attract *attract = state;
    struct schedule next = attract->schedule;
    enum lang lang = app->lang;
    schedule_step(&next, app->pack, app_today(app), app->ui.now_ms, 1);
    if (next.round != attract->schedule.round)
        app_set_lang(app, lang_other(lang));
    slide_get_ready(app, attract->pictures, next.at, bar_page(app));
    app_set_lang(app, lang);
    app_draw_ahead(app, &screen_home);
    app_draw_ahead(app, &screen_help);
}

static void attract_frame(struct app *app, void *state)
{
    struct attract *attract = state;
    struct ui *ui = &app->ui;
    if (!gfx_is_muted(app->gfx)) {
        show_next(app, attract);
        pictures_tidy(attract->pictures);
    }
    const struct slide *slide = &app->pack->slides[attract->shown];
    slide_draw(app, attract->pictures, attract->shown, bar_page(app), ui->now_ms - attract->since_ms);
    if (slide->kind == SLIDE_COUNT)
        pledge_button(app);
    if (attract->outgoing.is_seen && !gfx_is_muted(app->gfx))
        outgoing_draw(app, attract);
    if (!slide_is_bare(slide)) {
        bar_frame(app);
        progress_draw(app, attract);
    }
    open_on_touch(app, attract);
    ui_wake_at(ui, attract->schedule.since_ms + schedule_stay_ms(slide, app->settings->speed_percent));
}

const struct screen screen_attract = {
    .name = "attract",
    .state_size = sizeof(struct attract),
    .enter = attract_enter,
    .frame = attract_frame,
    .leave = attract_leave,
    .get_ready = attract_get_ready,
};
