/* The bottom bar. Items are laid from the reading end inwards, words on one shared baseline; the mark stands at the
 * reading start and is the way to the staff screen for those who hold it long enough. */
#include "screens/bar.h"

#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"

enum { STAFF_HOLD_MS = 2500, COMFORT_HOLD_MS = 1000, SCANCODE_A = 4, SCANCODE_S = 22 };
static const float RADIUS_U = 1.1f;

int bar_height(const struct app *app)
{
    return ui_t(&app->ui, 10);
}

int bar_margin(const struct app *app)
{
    return ui_u(&app->ui, ui_is_small(&app->ui) ? 3.6f : 6);
}

float bar_lattice_pitch(const struct app *app)
{
    struct box page = bar_page(app);
    return (float)(page.w < page.h ? page.w : page.h) / 4;
}

struct box bar_page(const struct app *app)
{
    struct box page = app->ui.screen;
    box_cut_bottom(&page, bar_height(app));
    return page;
}

struct box bar_content(const struct app *app)
{
    int margin = bar_margin(app);
    return box_inset(bar_page(app), margin, margin * 2 / 3);
}

struct item {
    const char *id, *label;
    const struct shape *icon;
    enum lang lang;
    enum theme_color color;
    bool icon_last;
};

/* Upright and small, or in large type, the bar has just room for all items: they stand closer, and "text" is its sign
 * alone. */
static bool is_narrow(const struct app *app)
{
    return ui_is_portrait(&app->ui) && (ui_is_small(&app->ui) || app->text_size > 0);
}

static int item_pad(const struct app *app)
{
    return ui_t(&app->ui, is_narrow(app) ? .8f : 1.6f);
}

/* In the accent's colour, which stands out from the bar in every theme. */
static void focus_draw(struct ui *ui, struct box place)
{
    gfx_round_edge(ui->gfx, ui_place(ui, box_inset(place, ui_u(ui, -.4f), ui_u(ui, 1))), ui_u(ui, RADIUS_U),
                   ui_u(ui, .5f), ui_color(ui, THEME_ACCENT));
}

/* What can be pressed in the bar, and its surface: under the finger it and its words change colours with the bar. */
static struct ui_control place_run(struct ui *ui, const char *id, struct box place, const char *label,
                                   enum theme_color *words)
{
    struct ui_control control = ui_control(ui, id, place, label, true);
    if (control.is_held) {
        gfx_round(ui->gfx, ui_place(ui, box_inset(place, ui_u(ui, -.4f), ui_u(ui, 1))), ui_u(ui, RADIUS_U),
                  ui_color(ui, THEME_BAR_TEXT));
        *words = THEME_FLOOR;
    }
    if (control.is_focused)
        focus_draw(ui, place);
    return control;
}

/* Cuts an item's place from the end of *bar and draws it; true when it was pressed. */
static bool item_run(struct app *app, struct box *bar, const struct item *item)
{
    struct ui *ui = &app->ui;
    struct ui_text how =
        *UI_TEXT(ROLE_CAPTION_BOLD, item->color, .anchor = ANCHOR_BOTTOM, .has_lang = true, .lang = item->lang);
    int pad = item_pad(app), icon_w = item->icon ? ui_t(ui, 3.6f) : 0, gap = item->icon ? ui_t(ui, .8f) : 0;
    int label_w = ui_label_width(ui, bar->h, &how, item->label);
    struct box place = box_cut_right(bar, 2 * pad + icon_w + gap + label_w);
    struct ui_control control = place_run(ui, item->id, place, item->label, &how.color);
    struct box in = box_inset(place, pad, 0);
    if (item->icon) {
        struct box icon = item->icon_last ? box_cut_right(&in, icon_w) : box_cut_left(&in, icon_w);
        ui_icon(ui, item->icon, box_centred(icon, icon_w, icon_w), how.color);
        if (!item->icon_last)
            box_cut_left(&in, gap);
    }
    ui_label(ui, in, &how, item->label);
    return control.is_pressed;
}

static void separator(struct app *app, struct box *bar)
{
    struct box line = box_cut_right(bar, 2);
    int h = bar->h * 4 / 10;
    ui_hairline(&app->ui, box_centred(line, 2, h), THEME_REST);
}

static bool text_size_run(struct app *app, struct box *bar)
{
    struct ui *ui = &app->ui;
    if (app->lang == LANG_UR)
        return item_run(
            app, bar,
            &(struct item){"bar.text", is_narrow(app) ? "" : _("Text"), &icon_plus, app->lang, THEME_BAR_TEXT, true});
    struct ui_text small = *UI_TEXT(ROLE_CAPTION_BOLD, THEME_BAR_TEXT, .anchor = ANCHOR_BOTTOM);
    struct ui_text large = *UI_TEXT(ROLE_BODY_BOLD, THEME_BAR_TEXT, .anchor = ANCHOR_BOTTOM);
    int pad = item_pad(app), small_w = ui_label_width(ui, bar->h, &small, "A");
    int large_w = ui_label_width(ui, bar->h, &large, "A");
    struct box place = box_cut_right(bar, 2 * pad + small_w + large_w + ui_t(ui, .4f));
    struct ui_control control = place_run(ui, "bar.text", place, _("Larger text"), &large.color);
    struct box in = box_inset(place, pad, 0);
    small.color = large.color;
    ui_label(ui, box_cut_left(&in, small_w + ui_t(ui, .4f)), &small, "A");
    ui_label(ui, in, &large, "A");
    return control.is_pressed;
}

/* The campaign's name in both languages, where there is room for both. */
static void names_draw(struct app *app, struct box room)
{
    struct ui *ui = &app->ui;
    for (int i = 0; i < LANG_COUNT; i++) {
        const char *name = app->pack->name.in[i];
        if (!name)
            continue;
        struct ui_text how =
            *UI_TEXT(ROLE_CAPTION, THEME_BAR_TEXT, .anchor = ANCHOR_BOTTOM, .has_lang = true, .lang = (enum lang)i);
        int w = ui_label_width(ui, room.h, &how, name);
        if (w > room.w)
            return;
        ui_label(ui, box_cut_left(&room, w), &how, name);
        box_cut_left(&room, ui_t(ui, 2));
    }
}

static bool is_chord(const struct event *event, uint16_t scancode)
{
    return event->type == EVENT_KEY && event->ctrl && event->alt && event->scancode == scancode;
}

/* Held, the letters open what else makes it easier; the screen that comes takes the press with it, so that lifting
 * changes nothing. */
static void comfort_run(struct app *app)
{
    struct ui *ui = &app->ui;
    if (app_screen(app) == &screen_comfort)
        return;
    bool is_held = str_equal(ui->held, "bar.text");
    if (is_chord(&ui->event, SCANCODE_A) || (is_held && ui->now_ms - ui->held_since_ms >= COMFORT_HOLD_MS))
        app_push(app, &screen_comfort);
    else if (is_held)
        ui_wake_at(ui, ui->held_since_ms + COMFORT_HOLD_MS);
}

/* Held long enough it asks for the PIN; until then the accent rises in it. */
static void mark_run(struct app *app, struct box *bar)
{
    struct ui *ui = &app->ui;
    struct ui_text how = *UI_TEXT(ROLE_CAPTION_BOLD, THEME_BAR_TEXT, .anchor = ANCHOR_BOTTOM);
    const char *name = _("Hamawaz");
    int size = ui_t(ui, 4.8f), gap = ui_t(ui, 1), w = ui_label_width(ui, bar->h, &how, name);
    bool has_name = size + gap + w < bar->w;
    struct box place = box_cut_left(bar, size + (has_name ? gap + w : 0)), in = place;
    struct ui_control control = ui_control(ui, "bar.mark", place, name, true);
    struct box icon = box_centred(box_cut_left(&in, size), size, size);
    ui_icon(ui, &shape_mark, icon, THEME_BAR_TEXT);
    ui_icon(ui, &shape_mark_heart, icon, THEME_ACCENT);
    box_cut_left(&in, gap);
    if (has_name)
        ui_label(ui, in, &how, name);
    if (control.is_focused)
        focus_draw(ui, place);
    if (control.is_held && control.held_ms >= STAFF_HOLD_MS && app_screen(app) != &screen_staff)
        app_push(app, &screen_pin);
    else if (control.is_held)
        ui_icon_rising(ui, &shape_mark, icon, THEME_ACCENT, control.held_ms, STAFF_HOLD_MS);
}

void bar_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct screen *screen = app_screen(app);
    struct box bar = ui->screen;
    bar = box_cut_bottom(&bar, bar_height(app));
    gfx_fill(ui->gfx, bar, ui_color(ui, THEME_FLOOR));
    struct box in = box_inset(bar, bar_margin(app) - ui_t(ui, .5f), 0);
    enum lang other = lang_other(app->lang);

    if (text_size_run(app, &in))
        app_set_text_size(app, (app->text_size + 1) % 3);
    separator(app, &in);
    if (item_run(app, &in, &(struct item){"bar.lang", lang_own_name(other), NULL, other, THEME_BAR_TEXT, false}))
        app_set_lang(app, other);
    separator(app, &in);
    if (screen->has_exit) {
        if (item_run(app, &in, &(struct item){"bar.exit", _("Exit now"), &icon_exit, app->lang, THEME_BAR_TEXT, false}))
            app_quick_exit(app);
        separator(app, &in);
    }
    enum theme_color help = screen == &screen_help ? THEME_ACCENT : THEME_BAR_TEXT;
    if (item_run(app, &in, &(struct item){"bar.help", _("Get help"), &shape_cross_edge, app->lang, help, false}))
        app_push(app, &screen_help);
    mark_run(app, &in);
    if (screen == &screen_attract) {
        box_cut_left(&in, ui_t(ui, 2));
        names_draw(app, in);
    }
    comfort_run(app);
    if (is_chord(&ui->event, SCANCODE_S) && !app->is_staff)
        app_push(app, &screen_pin);
}
