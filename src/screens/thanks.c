/* "Thank you": the visitor's star lights at the edge of the wall, the count steps once, the withdrawal code stands
 * large enough to copy. No name. */
#include <inttypes.h>
#include <stdio.h>

#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/pledge_form.h"

#define KEEP UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_MIDDLE)

/* The code, its QR beside it when asked for, and what it is for: below, as many lines as that takes. Where all three do
 * not fit beside each other the QR has the room. */
static void code_card(struct app *app, struct pledge_form *form, struct box *page)
{
    struct ui *ui = &app->ui;
    const char *keep = _("Delete my information: keep this code.");
    int pad_x = ui_u(ui, 2.4f), pad_y = ui_u(ui, 1.4f), code_h = ui_t(ui, 9), gap = ui_u(ui, 2);
    bool has_words = !form->wants_qr || !ui_is_small(ui);
    int least = ui_t(ui, ui_is_small(ui) ? 16 : 18) - 2 * pad_y, qr_w = form->wants_qr ? least + gap : 0;
    int keep_h = has_words ? ui_text_size(ui, page->w - 2 * pad_x - qr_w, 0, KEEP, keep).h : 0;
    int h = code_h + keep_h > least ? code_h + keep_h : least;
    struct box card = box_cut_bottom(page, h + 2 * pad_y);
    ui_card(ui, card);
    struct box in = box_inset(card, pad_x, pad_y);
    if (form->wants_qr) {
        struct box code = box_cut_left(&in, qr_w - gap);
        gfx_qr(ui->gfx, form->receipt.code, ui_place(ui, box_centred(code, code.w, code.w)), ui_color(ui, THEME_INK));
        box_cut_left(&in, gap);
    }
    struct box under = box_cut_bottom(&in, has_words ? in.h - code_h : 0);
    struct ui_text how = *UI_TEXT(ROLE_DISPLAY, THEME_INK, .has_lang = true, .lang = LANG_EN, .is_private = true);
    how.align = TEXT_START;
    ui_label(ui, in, &how, form->receipt.code);
    if (has_words)
        ui_text(ui, under, KEEP, keep);
}

static void count_draw(struct app *app, struct pledge_form *form, struct box box)
{
    struct ui *ui = &app->ui;
    char digits[24];
    int64_t shown = form->receipt.count - (ui_move(ui, 900, 10) < 1);
    snprintf(digits, sizeof digits, "%" PRId64, shown);
    struct box number = box_cut_top(&box, box.h * 6 / 10);
    struct ui_text how = *UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .has_lang = true, .lang = LANG_EN);
    how.align = TEXT_END;
    ui_label(ui, number, &how, digits);
    ui_label(ui, box, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .align = TEXT_END, .anchor = ANCHOR_BOTTOM),
             _("pledges in this session"));
}

/* Two calm sentences; where there is room for one alone, the one that points to help; in very large type none. */
static void sentences_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    const struct ui_text *bold = UI_TEXT(ui_is_small(ui) ? ROLE_BODY_BOLD : ROLE_DOOR, THEME_TEXT);
    const struct ui_text *quiet = UI_TEXT(ROLE_BODY, THEME_QUIET);
    const char *thanks = words_in(&app->pack->pledge.thanks, app->lang);
    const char *heavy = words_in(&app->pack->pledge.heavy, app->lang);
    int thanks_h = ui_text_size(ui, box.w, 0, bold, thanks).h + ui_u(ui, 1);
    int heavy_h = ui_text_size(ui, box.w, 0, quiet, heavy).h;
    if (thanks_h + heavy_h <= box.h)
        ui_text(ui, box_cut_top(&box, thanks_h), bold, thanks);
    if (heavy_h <= box.h)
        ui_text(ui, box, quiet, heavy);
}

/* The wall as it is with `count` pledges, the last of them lit so far; *own: its place. Returns the page beside the
 * wall, or below. */
static struct box wall_draw(struct app *app, int64_t count, float lit, float bonds, struct box *own)
{
    struct ui *ui = &app->ui;
    struct box page = bar_page(app);
    struct box wall = ui_is_portrait(ui) ? box_cut_top(&page, page.h * 34 / 100)
                                         : box_cut_right(&page, page.w * (ui_is_small(ui) ? 36 : 47) / 100);
    *own = lattice_edge(ui->gfx, &ui->theme, ui_place(ui, wall), ui->u, ui->is_rtl, count, lit, bonds);
    int margin = bar_margin(app);
    return box_inset(page, margin, margin * 2 / 3);
}

static void title_draw(struct app *app, struct box head, const char *title)
{
    struct ui *ui = &app->ui;
    enum ui_role role = app->lang == LANG_UR ? ROLE_TITLE : ROLE_DISPLAY;
    ui_label(ui, head, UI_TEXT(role, THEME_TEXT, .anchor = ui_is_small(ui) ? ANCHOR_MIDDLE : ANCHOR_BOTTOM), title);
}

static struct box head_cut(const struct app *app, struct box *page)
{
    return box_cut_top(page, ui_t(&app->ui, app->lang == LANG_UR && !ui_is_small(&app->ui) ? 18 : 12));
}

/* While it is being saved: the wall with an outline where the visitor's star will light, the words where the thanks
 * will stand, so that nothing moves but the star. */
void pledge_saving_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    struct box own, page = wall_draw(app, app->counts.session_pledges + 1, 0, 0, &own);
    gfx_shape(ui->gfx, &shape_star_edge, own, ui_color(ui, THEME_ACCENT), false);
    title_draw(app, head_cut(app, &page), _("Saving"));
    ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_QUIET), _("Your pledge is being saved."));
}

void pledge_thanks_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box own, page = wall_draw(app, form->receipt.count, ui_move(ui, 0, 600), ui_move(ui, 200, 600), &own);
    float part = ui_move(ui, 600, 300);
    gfx_push(ui->gfx, 0, 0, part);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    struct box head = head_cut(app, &page);
    count_draw(app, form, box_cut_right(&head, head.w * 48 / 100));
    title_draw(app, head, _("Thank you"));
    code_card(app, form, &page);
    box_cut_bottom(&page, ui_u(ui, 1));
    sentences_draw(app, page);

    struct ui_button done = {.kind = BUTTON_NEXT, .icon = &icon_tick}, qr = {.kind = BUTTON_PLAIN};
    if (ui_button_at_end(ui, "thanks.finish", &row, &done, _("Finish")))
        app_clear(app);
    const char *label = form->wants_qr ? _("Hide the QR code") : _("Show as QR code");
    if (ui_button_at_start(ui, "thanks.qr", &row, &qr, label))
        form->wants_qr = !form->wants_qr;
    gfx_pop(ui->gfx);
}
