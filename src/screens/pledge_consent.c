/* The consent page is rows: three of plain talk (who holds it, how long, how to withdraw), then the boxes that nobody
 * has ticked. Rows that do not fit go on to the next page. */
#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"
#include "screens/pledge_form.h"

enum { TALK_ROWS = 3 };
static const float ROW_PAD_U = 1;

static void talk_words(const struct app *app, int row, const char **head, char *out, size_t room)
{
    const struct pledge_text *text = &app->pack->pledge;
    const struct words *said[TALK_ROWS] = {&text->who_holds, &text->how_long, &text->how_to_withdraw};
    const char *heads[TALK_ROWS] = {_("Who holds it"), _("How long"), _("How to withdraw")};
    char date[96];
    phrase_deletion(app, date, sizeof date);
    phrase_fill(out, room, words_in(said[row], app->lang), "{date}", date);
    *head = heads[row];
}

/* Heading beside the talk; above it in portrait. Draws when `is_drawn`; returns the height needed. */
static int talk_row(struct app *app, int row, struct box box, bool is_drawn)
{
    struct ui *ui = &app->ui;
    const char *head;
    char words[640];
    talk_words(app, row, &head, words, sizeof words);
    const struct ui_text *bold = UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), *plain = UI_TEXT(ROLE_BODY, THEME_INK);
    int head_h = ui_text_size(ui, 0, 0, bold, head).h;
    box_cut_top(&box, ui_u(ui, ROW_PAD_U));
    struct box side = ui_is_portrait(ui) ? box_cut_top(&box, head_h) : box_cut_left(&box, ui_t(ui, 27));
    int h = ui_text_size(ui, box.w, 0, plain, words).h + (ui_is_portrait(ui) ? head_h : 0);
    if (is_drawn) {
        ui_text(ui, side, bold, head);
        ui_text(ui, box, plain, words);
    }
    return h + 2 * ui_u(ui, ROW_PAD_U);
}

static int consent_row_height(struct app *app, int row, struct box in)
{
    const struct pledge_text *text = &app->pack->pledge;
    if (row < TALK_ROWS)
        return talk_row(app, row, in, false);
    return ui_tick_height(&app->ui, in.w, 0, words_in(&text->consents[row - TALK_ROWS].says, app->lang));
}

static void consent_row(struct app *app, struct pledge_form *form, int row, struct box box)
{
    const struct consent *consents = app->pack->pledge.consents;
    if (row < TALK_ROWS) {
        talk_row(app, row, box, true);
        return;
    }
    int i = row - TALK_ROWS;
    char id[UI_ID_MAX] = "consent.";
    str_copy(id + 8, sizeof id - 8, consents[i].purpose);
    ui_tick(&app->ui, id, box, 0, words_in(&consents[i].says, app->lang), &form->consent[i]);
}

void pledge_consent_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 4), ui_u(ui, 1.6f));
    if (!ui_is_small(ui))
        ui_label(ui, box_cut_top(&in, ui_t(ui, app->lang == LANG_UR ? 13 : 11)), UI_TEXT(ROLE_DOOR, THEME_INK),
                 _("Your consent"));
    int count = TALK_ROWS + (int)app->pack->pledge.consent_count, end = form->page, used = 0;
    for (int h; end < count && (used + (h = consent_row_height(app, end, in)) <= in.h || end == form->page); end++)
        used += h;
    int spare = in.h > used ? (in.h - used) / (end - form->page) : 0;
    for (int i = form->page; i < end; i++) {
        if (i > form->page || !ui_is_small(ui))
            ui_hairline(ui, (struct box){in.x, in.y, in.w, 2}, THEME_CARD_EDGE);
        consent_row(app, form, i, box_cut_top(&in, consent_row_height(app, i, in) + spare));
    }
    bool is_last = end == count, may_send = app->pack->pledge.consent_count == 0 || form->consent[0];
    int pressed = pledge_foot_frame(app, form, row, is_last ? _("Send my pledge") : _("More"), !is_last || may_send);
    if (pressed > 0 && is_last) {
        pledge_send(app, form);
    } else if (pressed > 0) {
        form->page = end;
        ui_enter(ui, ui->now_ms);
    } else if (pressed < 0 && form->page > 0) {
        form->page = 0;
    } else if (pressed < 0) {
        pledge_back(app, form);
    }
}
