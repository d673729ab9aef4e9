/* "Thank you": the visitor's star lights at the edge of the wall, the count steps once, the withdrawal code stands
 * large enough to copy. No name. */
#include <inttypes.h>
#include <stdio.h>

#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/pledge_form.h"

static void code_card(struct app *app, struct pledge_form *form, struct box box)
{
    struct ui *ui = &app->ui;
    ui_card(ui, box);
    struct box in = box_inset(box, ui_u(ui, 2.4f), ui_u(ui, 1.4f));
    if (form->wants_qr) {
        struct box code = box_cut_left(&in, in.h);
        gfx_qr(ui->gfx, form->receipt.code, ui_place(ui, code), ui_color(ui, THEME_INK));
        box_cut_left(&in, ui_u(ui, 2));
    }
    struct box under = box_cut_bottom(&in, in.h * 46 / 100);
    struct ui_text how = *UI_TEXT(ROLE_DISPLAY, THEME_INK, .has_lang = true, .lang = LANG_EN, .is_private = true);
    how.align = TEXT_START;
    ui_label(ui, in, &how, form->receipt.code);
    if (!form->wants_qr || !ui_is_small(ui))
        ui_label(ui, under, UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM),
                 _("Delete my information: keep this code."));
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

void pledge_thanks_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = bar_page(app);
    struct box wall = ui_is_portrait(ui) ? box_cut_top(&page, page.h * 34 / 100)
                                         : box_cut_right(&page, page.w * (ui_is_small(ui) ? 36 : 47) / 100);
    lattice_edge(ui->gfx, &ui->theme, ui_place(ui, wall), ui->u, ui->is_rtl, form->receipt.count, ui_move(ui, 0, 600),
                 ui_move(ui, 200, 600));

    int margin = bar_margin(app);
    page = box_inset(page, margin, margin * 2 / 3);
    float part = ui_move(ui, 600, 300);
    gfx_push(ui->gfx, 0, 0, part);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    struct box head = box_cut_top(&page, ui_t(ui, app->lang == LANG_UR && !ui_is_small(ui) ? 18 : 12));
    count_draw(app, form, box_cut_right(&head, head.w * 48 / 100));
    ui_label(ui, head,
             UI_TEXT(app->lang == LANG_UR ? ROLE_TITLE : ROLE_DISPLAY, THEME_TEXT,
                     .anchor = ui_is_small(ui) ? ANCHOR_MIDDLE : ANCHOR_BOTTOM),
             _("Thank you"));
    code_card(app, form, box_cut_bottom(&page, ui_t(ui, ui_is_small(ui) ? 16 : 18)));
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
