/* Home: three doors of equal dignity, each with its own drawing of the lattice. Side by side where the picture is wide,
 * one above the other in portrait. A door whose subject the campaign does not have is not drawn. */
#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"

struct door {
    const char *id;
    int drawing; /* of lattice_door */
    const char *title, *under;
    const struct screen *screen;
};

static const struct door doors[] = {
    {"home.quiz", 0, N_("Myth or fact?"), N_("Your answers stay anonymous"), &screen_quiz},
    {"home.pledge", 1, N_("Take the pledge"), N_("Giving your name or number is optional."), &screen_pledge},
    {"home.help", 2, N_("Get help"), N_("In danger? Call 15"), &screen_help},
};

static bool is_open(const struct app *app, const struct door *door)
{
    if (door->screen == &screen_quiz)
        return app->pack->deck_count > 0;
    return door->screen != &screen_pledge || app->pack->pledge.commitment_count > 0;
}

/* A door's title: one line, smaller where it must be; in portrait it may wrap. */
static void title_draw(struct app *app, struct box box, const struct door *door)
{
    const struct ui_text *how = UI_TEXT(ROLE_DOOR, THEME_INK, .anchor = ANCHOR_BOTTOM);
    if (ui_is_portrait(&app->ui))
        ui_text(&app->ui, box, how, _(door->title));
    else
        ui_label(&app->ui, box, how, _(door->title));
}

/* Words of a door beside or under its drawing, the chevron at the reading end. */
static void words_draw(struct app *app, struct box box, const struct door *door)
{
    struct ui *ui = &app->ui;
    int icon = ui_t(ui, 3.2f);
    struct box chevron = box_cut_right(&box, icon);
    ui_icon(ui, &icon_next, box_centred(chevron, icon, icon), THEME_INK);
    box_cut_right(&box, ui_u(ui, 1));

    const struct ui_text *under = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET);
    int title_h = ui_text_size(ui, ui_is_portrait(ui) ? box.w : 0, 0, UI_TEXT(ROLE_DOOR, THEME_INK), _(door->title)).h;
    int under_h = 0; /* of the longest, so that the titles of all doors stand on one line */
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        int h = ui_text_size(ui, box.w, 0, under, _(doors[i].under)).h;
        under_h = h > under_h ? h : under_h;
    }
    bool may_wrap = title_h + under_h <= box.h;
    if (!may_wrap)
        under_h = ui_text_size(ui, 0, 0, under, _(door->under)).h;
    if (title_h + under_h > box.h)
        under_h = 0;
    box_cut_top(&box, (box.h - title_h - under_h) / 2);
    title_draw(app, box_cut_top(&box, title_h), door);
    if (under_h > 0 && may_wrap)
        ui_text(ui, box, under, _(door->under));
    else if (under_h > 0)
        ui_label(ui, box_cut_top(&box, under_h), UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM),
                 _(door->under));
}

/* Room for the words under a drawing, in t: both lines, on a small picture the title alone. */
static float words_t(const struct app *app)
{
    bool is_small = ui_is_small(&app->ui);
    return app->lang == LANG_UR ? (is_small ? 11 : 20) : is_small ? 8 : 15;
}

static void door_run(struct app *app, struct box box, const struct door *door)
{
    struct ui *ui = &app->ui;
    struct ui_control control = ui_control(ui, door->id, box, _(door->title), true);
    if (control.is_pressed)
        app_push(app, door->screen);
    if (control.is_held)
        box.y += ui_u(ui, .4f);
    ui_card(ui, box);
    struct box in = box_inset(box, ui_u(ui, 2.2f), ui_u(ui, 2.2f));
    struct box drawing =
        ui_is_portrait(ui) ? box_cut_left(&in, in.w * 4 / 10) : box_cut_top(&in, in.h - ui_t(ui, words_t(app)));
    lattice_door(ui->gfx, &ui->theme, ui_place(ui, drawing), door->drawing, ui->is_rtl);
    if (ui_is_portrait(ui))
        box_cut_left(&in, ui_u(ui, 3));
    words_draw(app, box_inset(in, ui_u(ui, ui_is_portrait(ui) ? 0 : 1), 0), door);
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, 1.6f), false);
}

static void home_frame(struct app *app, void *state)
{
    (void)state;
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    bool is_narrow = ui_is_small(ui) && ui_is_portrait(ui);
    const struct ui_text *how =
        UI_TEXT(is_narrow ? ROLE_DOOR : ROLE_TITLE, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .carry_color = THEME_CARRY,
                .carry = words_in(&app->pack->slogan_carry, app->lang));
    const char *slogan = words_in(&app->pack->slogan, app->lang);
    struct box head = box_cut_top(&page, ui_text_size(ui, page.w, 0, how, slogan).h + ui_u(ui, 1.4f));
    ui_text(ui, head, how, slogan);

    int shown = 0, count = 0, gap = ui_u(ui, 3.2f);
    for (size_t i = 0; i < COUNT_OF(doors); i++)
        count += is_open(app, &doors[i]);
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        if (!is_open(app, &doors[i]))
            continue;
        struct box box = ui_is_portrait(ui) ? box_row(page, shown, count, gap) : box_column(page, shown, count, gap);
        float part = ui_move(ui, 60 * shown, 280);
        gfx_push(ui->gfx, 0, (int)((1 - part) * (float)ui_u(ui, 2)), part);
        door_run(app, box, &doors[i]);
        gfx_pop(ui->gfx);
        shown++;
    }
    bar_frame(app);
}

const struct screen screen_home = {
    .name = "home",
    .state_size = 1,
    .idle_ms = 40 * 1000,
    .keeps_going = true,
    .frame = home_frame,
};
