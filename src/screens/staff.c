/* The staff screen: plain, dense, honest. What was counted, how the machine is, in words with a shape; and the way out.
 * It can count, it cannot read. */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"

struct row {
    const char *label;
    char value[sizeof((struct err){0}.text)];
    enum { ROW_PLAIN, ROW_GOOD, ROW_TROUBLE } state;
};

static void row_draw(struct ui *ui, struct box box, const struct row *row)
{
    ui_hairline(ui, (struct box){box.x, box.y + box.h - 2, box.w, 2}, THEME_CARD_EDGE);
    int sign = ui_t(ui, 1.8f);
    struct box at = box_cut_right(&box, ui_t(ui, 3));
    if (row->state != ROW_PLAIN)
        ui_icon(ui, row->state == ROW_GOOD ? &shape_diamond : &shape_ring, box_centred(at, sign, sign),
                row->state == ROW_GOOD ? THEME_INK_SKY : THEME_KILN);
    const struct ui_text *label = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET);
    int w = ui_label_width(ui, box.h, label, row->label);
    ui_label(ui, box_cut_left(&box, w), label, row->label);
    box_cut_left(&box, ui_t(ui, 1.5f));
    ui_label(ui, box, UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK, .align = TEXT_END), row->value);
}

static void rows_draw(struct ui *ui, struct box box, const char *title, const struct row *rows, int count)
{
    int h = box.h / (count + 1), most = ui_t(ui, ui->lang == LANG_UR ? 8 : 6.4f);
    h = h < most ? h : most;
    ui_label(ui, box_cut_top(&box, h), UI_TEXT(ROLE_BODY_BOLD, THEME_INK), title);
    ui_hairline(ui, (struct box){box.x, box.y - 2, box.w, 2}, THEME_EDGE);
    for (int i = 0; i < count; i++)
        row_draw(ui, box_cut_top(&box, h), &rows[i]);
}

static void number(struct row *row, const char *label, int64_t n)
{
    *row = (struct row){.label = label};
    snprintf(row->value, sizeof row->value, "%" PRId64, n);
}

static void session_rows(const struct app *app, struct row rows[4])
{
    number(&rows[0], _("Pledges"), app->counts.session_pledges);
    number(&rows[1], _("With details"), app->counts.with_details);
    number(&rows[2], _("Quizzes finished"), app->counts.quizzes);
    number(&rows[3], _("Not yet carried home"), app->counts.not_exported);
}

static void disk_row(const struct app *app, struct row *row)
{
    const int64_t least = 64 << 20;
    *row = (struct row){.label = _("Disk"), .state = app->health.free_bytes >= least ? ROW_GOOD : ROW_TROUBLE};
    /* TRANSLATORS: gigabytes free on the disk, "11.2 GB free". */
    snprintf(row->value, sizeof row->value, _("%.1f GB free"), (double)app->health.free_bytes / 1e9);
}

static void clock_row(const struct app *app, struct row *row)
{
    bool is_plausible = app_today(app).year != 0;
    *row = (struct row){.label = _("Clock"), .state = is_plausible ? ROW_GOOD : ROW_TROUBLE};
    if (is_plausible)
        phrase_day(row->value, sizeof row->value, app_today(app));
    else
        snprintf(row->value, sizeof row->value, "%s", _("please set it"));
}

static void store_row(const struct app *app, struct row *row)
{
    bool is_open = app->store_err.code == ERR_NONE;
    *row = (struct row){.label = _("Pledges are saved"), .state = is_open ? ROW_GOOD : ROW_TROUBLE};
    if (!is_open)
        snprintf(row->value, sizeof row->value, "%s", _("no"));
    else if (app->health.recovery == STORE_SET_ASIDE)
        /* TRANSLATORS: how many records were carried over from a damaged file, then the folder where it is kept. */
        snprintf(row->value, sizeof row->value, _("%d kept from a damaged file, see %s"), (int)app->health.carried_over,
                 app->health.set_aside);
    else
        snprintf(row->value, sizeof row->value, "%s", _("yes, twice"));
}

static void content_row(const struct app *app, struct row *row)
{
    *row = (struct row){.label = _("Content"), .state = app->pack_fault_count ? ROW_TROUBLE : ROW_GOOD};
    if (app->pack_fault_count)
        /* TRANSLATORS: number of faults in the campaign folder. */
        snprintf(row->value, sizeof row->value, ngettext("%d fault", "%d faults", app->pack_fault_count),
                 (int)app->pack_fault_count);
    else
        snprintf(row->value, sizeof row->value, "%s", app->pack->version ? app->pack->version : "");
}

static void machine_rows(const struct app *app, struct row rows[6])
{
    disk_row(app, &rows[0]);
    clock_row(app, &rows[1]);
    store_row(app, &rows[2]);
    content_row(app, &rows[3]);
    rows[4] = (struct row){.label = _("State"), .state = app_is_demonstration(app) ? ROW_TROUBLE : ROW_GOOD};
    snprintf(rows[4].value, sizeof rows[4].value, "%s", app_is_demonstration(app) ? _("Demonstration") : _("enrolled"));
    rows[5] = (struct row){.label = _("Version")};
    snprintf(rows[5].value, sizeof rows[5].value, "%s", HAMAWAZ_VERSION);
}

/* What is wrong, in full: sentences and file names as they are also printed. */
static void trouble_draw(struct app *app, struct box *page)
{
    struct ui *ui = &app->ui;
    const char *const sentences[] = {app->store_err.code != ERR_NONE ? app->store_err.text : "",
                                     app->pack_fault_count ? app->first_fault : "",
                                     app->conf.fault_count ? app->conf.faults[0] : ""};
    struct ui_text how = *UI_TEXT(ROLE_CAPTION, THEME_INK, .has_lang = true, .lang = LANG_EN);
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        if (*sentences[i])
            ui_text(ui, box_cut_bottom(page, ui_text_size(ui, page->w, 0, &how, sentences[i]).h + ui_u(ui, 1)), &how,
                    sentences[i]);
}

static void head_draw(struct app *app, struct box head)
{
    struct ui *ui = &app->ui;
    gfx_fill(ui->gfx, ui_place(ui, head), ui_color(ui, THEME_GROUND));
    head = box_inset(head, bar_margin(app), 0);
    ui_label(ui, head, UI_TEXT(ROLE_TITLE, THEME_TEXT), _("Staff"));
    if (app_is_demonstration(app))
        ui_label(ui, head, UI_TEXT(ROLE_CAPTION, THEME_CARRY, .align = TEXT_END),
                 _("Demonstration: nothing here is a real pledge"));
}

/* The disk may have filled since the start: looked at anew whenever staff look. */
struct look {
    struct app *app;
    struct store *store;
    struct store_health health;
    bool is_ok;
};

static void look_run(void *arg)
{
    struct look *look = arg;
    struct err err;
    look->is_ok = store_read_health(look->store, &look->health, &err);
}

static void look_done(void *arg)
{
    struct look *look = arg;
    if (look->is_ok)
        look->app->health = look->health;
    free(look);
}

static void staff_enter(struct app *app, void *state)
{
    (void)state;
    if (!app->store)
        return;
    struct look *look = mem_alloc(sizeof *look);
    look->app = app;
    look->store = app->store;
    worker_post(app->worker, look_run, look_done, look);
}

struct action {
    const char *id, *label;
    const struct screen *opens; /* NULL: staff are done */
};
static const struct action actions[] = {
    {"staff.event", N_("Event and room quiz"), &screen_event},
    {"staff.stick", N_("The chapter's stick"), &screen_stick},
    {"staff.show", N_("Show the slides"), NULL},
    {"staff.leave", N_("Leave the kiosk"), NULL},
};

static void actions_run(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    int gap = ui_u(ui, 3.2f), columns = ui_is_portrait(ui) ? 2 : 1, rows = (int)COUNT_OF(actions) / columns;
    int most = ui_t(ui, 10), fitting = (box.h + gap) / rows - gap, h = fitting < most ? fitting : most;
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        struct ui_button how = {.kind = i == 0 ? BUTTON_NEXT : BUTTON_CARD, .icon = &icon_next};
        int row = (int)i / columns, column = (int)i % columns;
        struct box at = {box.x, box.y + row * (h + gap), box.w, h};
        at = box_column(at, column, columns, gap);
        if (!ui_button(ui, actions[i].id, at, &how, _(actions[i].label)))
            continue;
        app->is_leaving = i == COUNT_OF(actions) - 1;
        if (actions[i].opens)
            app_push(app, actions[i].opens);
        else
            app_clear(app);
    }
}

static void staff_frame(struct app *app, void *state)
{
    (void)state;
    struct ui *ui = &app->ui;
    struct box page = bar_page(app);
    head_draw(app, box_cut_top(&page, ui_t(ui, ui_is_small(ui) ? 7 : 11)));
    gfx_fill(ui->gfx, page, ui_color(ui, THEME_CARD));
    page = box_inset(page, bar_margin(app), ui_u(ui, 2.4f));
    struct row session[4], machine[6];
    session_rows(app, session);
    machine_rows(app, machine);
    if (!ui_is_portrait(ui)) {
        actions_run(app, box_cut_right(&page, page.w * 28 / 100));
        box_cut_right(&page, ui_u(ui, 4));
    }
    trouble_draw(app, &page);
    if (ui_is_portrait(ui)) {
        actions_run(app, box_cut_bottom(&page, 2 * ui_t(ui, 10) + ui_u(ui, 3.2f)));
        box_cut_bottom(&page, ui_u(ui, 2));
        rows_draw(ui, box_cut_top(&page, page.h * 4 / 10), _("This session"), session, 4);
        rows_draw(ui, page, _("This kiosk"), machine, 6);
    } else {
        rows_draw(ui, box_cut_left(&page, page.w * 44 / 100), _("This session"), session, 4);
        box_cut_left(&page, ui_u(ui, 4));
        rows_draw(ui, page, _("This kiosk"), machine, 6);
    }
    bar_frame(app);
}

const struct screen screen_staff = {
    .name = "staff",
    .idle_ms = 180 * 1000,
    .state_size = 1,
    .keeps_going = true,
    .enter = staff_enter,
    .frame = staff_frame,
};
