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

#define TITLE UI_TEXT(ROLE_DOOR, THEME_INK, .anchor = ANCHOR_BOTTOM)

/* A door's title: one line of the size at which all three fit; in portrait it may wrap. */
static void title_draw(struct app *app, struct box box, const struct door *door)
{
    struct ui *ui = &app->ui;
    if (ui_is_portrait(ui)) {
        ui_text(ui, box, TITLE, _(door->title));
        return;
    }
    struct ui_text how = *TITLE;
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        float px = ui_label_px(ui, box.w, box.h, TITLE, _(doors[i].title));
        how.px = i == 0 || px < how.px ? px : how.px;
    }
    ui_label(ui, box, &how, _(door->title));
}

/* Points the way at the reading end of *box, beside what is left of it. */
static void chevron_draw(struct ui *ui, struct box *box)
{
    int size = ui_t(ui, 3.2f);
    ui_icon(ui, &icon_next, box_centred(box_cut_right(box, size), size, size), THEME_INK);
    box_cut_right(box, ui_u(ui, 1));
}

/* Height of the line under a title; of the longest, so that the titles of all doors stand on one line. */
static int under_height(struct ui *ui, int width)
{
    int most = 0;
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        int h = ui_text_size(ui, width, 0, UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET), _(doors[i].under)).h;
        most = h > most ? h : most;
    }
    return most;
}

/* Words of a door beside or under its drawing. Where both lines do not fit, the title stands alone. */
static void words_draw(struct app *app, struct box box, const struct door *door)
{
    struct ui *ui = &app->ui;
    bool is_beside = ui_is_portrait(ui);
    if (is_beside)
        chevron_draw(ui, &box);
    int title_h = ui_t(ui, app->lang == LANG_UR ? 11 : 6.4f);
    if (is_beside)
        title_h = ui_text_size(ui, box.w, 0, TITLE, _(door->title)).h;
    int under_h = under_height(ui, box.w);
    bool has_both = title_h + under_h <= box.h;
    int used = has_both ? title_h + under_h : title_h;
    if (app->lang == LANG_UR && !is_beside)
        box_cut_top(&box, box.h - used); /* flags need the air above */
    box = box_centred(box, box.w, used);
    struct box row = box_cut_top(&box, title_h);
    if (!is_beside)
        chevron_draw(ui, &row);
    title_draw(app, row, door);
    if (has_both)
        ui_text(ui, box, UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET), _(door->under));
}

/* Room for the words under a drawing, in t: both lines; on a small picture with several doors the title alone. */
static float words_t(const struct app *app, bool is_alone)
{
    bool is_small = ui_is_small(&app->ui) && !is_alone;
    return app->lang == LANG_UR ? (is_small ? 11 : 23) : is_small ? 8 : 20;
}

static void door_run(struct app *app, struct box box, const struct door *door, bool is_alone)
{
    struct ui *ui = &app->ui;
    struct ui_control control = ui_control(ui, door->id, box, _(door->title), true);
    if (control.is_pressed)
        app_push(app, door->screen);
    box = ui_card_control(ui, box, &control);
    struct box in = box_inset(box, ui_u(ui, 2.2f), ui_u(ui, 2.2f));
    struct box drawing = ui_is_portrait(ui) ? box_cut_left(&in, in.w * 4 / 10)
                                            : box_cut_top(&in, in.h - ui_t(ui, words_t(app, is_alone)));
    lattice_door(ui->gfx, &ui->theme, ui_place(ui, drawing), door->drawing, ui->is_rtl);
    if (ui_is_portrait(ui))
        box_cut_left(&in, ui_u(ui, 3));
    words_draw(app, box_inset(in, ui_u(ui, ui_is_portrait(ui) ? 0 : 1), 0), door);
}

/* The slogan. Flags of Nastaliq rise into the margin above; nobody takes them for its top. */
static void head_draw(struct app *app, struct box *page)
{
    struct ui *ui = &app->ui;
    bool is_urdu = app->lang == LANG_UR;
    const struct ui_text *how =
        UI_TEXT(ui_is_small(ui) ? ROLE_DOOR : ROLE_TITLE, THEME_TEXT, .carry_color = THEME_CARRY,
                .carry = words_in(&app->pack->slogan_carry, app->lang));
    int lift = is_urdu ? page->y - ui_u(ui, 1.4f) : 0;
    page->y -= lift;
    page->h += lift;
    int h = ui_text(ui, *page, how, words_in(&app->pack->slogan, app->lang));
    box_cut_top(page, h + ui_u(ui, is_urdu ? 1 : 1.8f));
}

static void home_frame(struct app *app, void *state)
{
    (void)state;
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    head_draw(app, &page);
    int shown = 0, count = 0, gap = ui_u(ui, 3.2f);
    for (size_t i = 0; i < COUNT_OF(doors); i++)
        count += is_open(app, &doors[i]);
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        if (!is_open(app, &doors[i]))
            continue;
        struct box box = ui_is_portrait(ui) ? box_row(page, shown, count, gap) : box_column(page, shown, count, gap);
        float part = ui_move(ui, 60 * shown, 280);
        gfx_push(ui->gfx, 0, (int)((1 - part) * (float)ui_u(ui, 2)), part);
        door_run(app, box, &doors[i], count == 1);
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
