/* The parts of a staff page. Plain and dense: paper, lines, right-aligned values. */
#include "screens/sheet.h"

#include <math.h>
#include <stdio.h>

#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"

struct box sheet_begin(struct app *app, const char *title, struct box *row)
{
    struct ui *ui = &app->ui;
    struct box page = bar_page(app), head = box_cut_top(&page, ui_t(ui, ui_is_small(ui) ? 7 : 11));
    gfx_fill(ui->gfx, ui_place(ui, head), ui_color(ui, THEME_GROUND));
    ui_label(ui, box_inset(head, bar_margin(app), 0), UI_TEXT(ROLE_TITLE, THEME_TEXT), title);
    gfx_fill(ui->gfx, page, ui_color(ui, THEME_CARD));
    page = box_inset(page, bar_margin(app), ui_u(ui, 2.4f));
    *row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    return page;
}

bool sheet_back(struct app *app, struct box *row, const char *id)
{
    struct ui_button back = {.kind = BUTTON_CARD, .icon = &icon_back, .icon_first = true};
    return ui_button_at_start(&app->ui, id, row, &back, _("Back"));
}

/* Chosen or held by a wider edge, not by a ground of its own: in high contrast there is no second ground for ink. */
static void tile(struct ui *ui, struct box box, bool is_strong)
{
    struct box at = ui_place(ui, box);
    gfx_round(ui->gfx, at, ui_u(ui, 1.1f), ui_color(ui, THEME_CARD));
    gfx_round_edge(ui->gfx, at, ui_u(ui, 1.1f), ui_u(ui, is_strong ? .7f : .25f),
                   ui_color(ui, is_strong ? THEME_INK_SKY : THEME_EDGE));
}

/* One key of a stepper. */
static bool step_key(struct ui *ui, const char *id, struct box box, const struct shape *icon)
{
    struct ui_control control = ui_repeating(ui, id, box, "", true);
    tile(ui, box, control.is_held);
    int size = ui_t(ui, 3);
    ui_icon(ui, icon, box_centred(box, size, size), THEME_INK);
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, 1.1f), true);
    return control.is_pressed || control.is_repeat;
}

int sheet_stepper(struct app *app, const char *id, struct box box, const char *label, const char *text)
{
    struct ui *ui = &app->ui;
    char less[UI_ID_MAX], more[UI_ID_MAX];
    snprintf(less, sizeof less, "%s.minus", id);
    snprintf(more, sizeof more, "%s.plus", id);
    box_cut_top(&box, ui_text(ui, box, UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER), label));
    box = box_centred(box, box.w, box.h < ui_t(ui, 10) ? box.h : ui_t(ui, 10));
    int key = box.h < box.w / 3 ? box.h : box.w / 3;
    int step = 0;
    if (step_key(ui, less, box_cut_left(&box, key), &icon_minus))
        step = -1;
    if (step_key(ui, more, box_cut_right(&box, key), &icon_plus))
        step = 1;
    struct ui_text how = *UI_TEXT(ROLE_DOOR, THEME_INK, .align = TEXT_CENTER, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, box, &how, text);
    return step;
}

void sheet_line(struct app *app, struct box box, const char *label, const char *value)
{
    struct ui *ui = &app->ui;
    ui_hairline(ui, (struct box){box.x, box.y + box.h - 2, box.w, 2}, THEME_CARD_EDGE);
    const struct ui_text *quiet = UI_TEXT(ROLE_BODY, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    ui_label(ui, box_cut_left(&box, ui_label_width(ui, box.h, quiet, label)), quiet, label);
    box_cut_left(&box, ui_t(ui, 2));
    ui_label(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .align = TEXT_END, .anchor = ANCHOR_BOTTOM), value);
}

bool sheet_choice(struct app *app, const char *id, struct box box, const char *label, bool is_chosen)
{
    struct ui *ui = &app->ui;
    struct ui_control control = ui_control(ui, id, box, label, true);
    tile(ui, box, is_chosen || control.is_held);
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, 1.1f), true);
    struct box in = box_inset(box, ui_t(ui, 1.5f), 0);
    int star = ui_t(ui, 3);
    struct box sign = box_cut_left(&in, star + ui_t(ui, 1));
    ui_icon(ui, is_chosen ? &shape_star : &shape_star_edge, box_centred(sign, star, star), THEME_INK_SKY);
    ui_label(ui, in, UI_TEXT(is_chosen ? ROLE_BODY_BOLD : ROLE_BODY, THEME_INK), label);
    return control.is_pressed;
}

void sheet_words(struct ui *ui, struct box box, const struct ui_text *how, const char *words)
{
    struct ui_text fit = *how;
    float most = ui_label_px(ui, 0, 0, how, "");
    fit.role = ROLE_READING;
    fit.px = fminf(most, ui_text_px(ui, box.w, box.h, &fit, words));
    ui_text(ui, box, &fit, words);
}
