/* Help: "in danger now" first and in kiln, then numbers large enough to read from a step away. What does not fit pages;
 * it never shrinks. Opening it leaves no trace: nothing here is logged or counted. No QR code, no link. */
#include <stdio.h>
#include <string.h>

#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"

enum { LINES_MOST = 64 };

struct help_view {
    int page;
};

static void danger_draw(struct app *app, const struct helpline *line, struct box box)
{
    struct ui *ui = &app->ui;
    gfx_round(ui->gfx, ui_place(ui, box), ui_u(ui, 1.6f), ui_color(ui, THEME_KILN));
    struct box in = box_inset(box, ui_u(ui, 4), 0);
    struct ui_text number = *UI_TEXT(ROLE_DISPLAY, THEME_ON_KILN, .has_lang = true, .lang = LANG_EN);
    int w = ui_label_width(ui, box.h, &number, line->number);
    ui_label(ui, box_cut_right(&in, w), &number, line->number);
    box_cut_right(&in, ui_u(ui, 3));
    ui_label(ui, in, UI_TEXT(ROLE_TITLE, THEME_ON_KILN), _("In danger? Call 15"));
}

/* Number; name, with hours and region at the end of its line; what it does underneath. */
static void line_draw(struct app *app, const struct helpline *line, struct box box, int number_w)
{
    struct ui *ui = &app->ui;
    ui_hairline(ui, (struct box){box.x, box.y + box.h - 2, box.w, 2}, THEME_CARD_EDGE);
    struct ui_text number = *UI_TEXT(ROLE_DOOR, THEME_INK, .has_lang = true, .lang = LANG_EN);
    number.align = ui->is_rtl ? TEXT_END : TEXT_START;
    ui_label(ui, box_cut_left(&box, number_w), &number, line->number);
    box_cut_left(&box, ui_u(ui, 2));
    const struct ui_text *name = UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK, .anchor = ANCHOR_BOTTOM);
    const struct ui_text *quiet = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    struct box top = box_cut_top(&box, box.h / 2);
    const char *hours = words_in(&line->hours, app->lang);
    int hours_w = ui_label_width(ui, top.h, quiet, hours);
    if (ui_label_width(ui, top.h, name, words_in(&line->name, app->lang)) + hours_w + ui_u(ui, 2) < top.w)
        ui_label(ui, box_cut_right(&top, hours_w), quiet, hours);
    ui_label(ui, top, name, words_in(&line->name, app->lang));
    ui_label(ui, box, quiet, words_in(&line->does, app->lang));
}

static size_t lines_shown(const struct app *app, const struct helpline **danger, const struct helpline *lines[LINES_MOST])
{
    size_t count = 0;
    *danger = NULL;
    for (size_t i = 0; i < app->pack->help.line_count && count < LINES_MOST; i++) {
        const struct helpline *line = &app->pack->help.lines[i];
        if (!helpline_is_shown(line, app_is_demonstration(app)))
            continue;
        if (line->is_danger && !*danger)
            *danger = line;
        else
            lines[count++] = line;
    }
    return count;
}

static bool is_provisional(const struct helpline *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i]->checked.year == 0)
            return true;
    return false;
}

/* When the list was last checked: the oldest check counts; or that no call has confirmed it yet. */
static void closing_words(const struct app *app, const struct helpline *const *lines, size_t count, char *out, size_t room)
{
    if (is_provisional(lines, count)) {
        snprintf(out, room, "%s", _("Provisional: these numbers have not yet been confirmed by a call. In danger, call 15."));
        return;
    }
    struct day oldest = count ? lines[0]->checked : (struct day){0, 0, 0};
    for (size_t i = 1; i < count; i++)
        if (clock_day_number(lines[i]->checked) < clock_day_number(oldest))
            oldest = lines[i]->checked;
    char date[96];
    phrase_day(date, sizeof date, oldest);
    phrase_fill(out, room, words_in(&app->pack->help.closing, app->lang), "{date}", date);
}

/* As many rows as fit at their full height; the rest on further pages. */
static void lines_draw(struct app *app, struct help_view *view, struct box card, const struct helpline *const *lines,
                       size_t count, struct box foot)
{
    struct ui *ui = &app->ui;
    ui_card(ui, card);
    struct box in = box_inset(card, ui_u(ui, 3), ui_u(ui, 1));
    int row_h = ui_t(ui, app->lang == LANG_UR ? 11.6f : 8), rows = in.h / row_h < 1 ? 1 : in.h / row_h;
    int pages = ((int)count + rows - 1) / rows, number_w = ui_t(ui, 22);
    for (int i = 0; i < rows && view->page * rows + i < (int)count; i++)
        line_draw(app, lines[view->page * rows + i], box_row(in, i, rows, 0), number_w);
    if (pages < 2)
        return;
    char label[64];
    /* TRANSLATORS: the page shown, then how many there are. */
    snprintf(label, sizeof label, _("Page %d of %d"), view->page + 1, pages);
    struct ui_button more = {.kind = BUTTON_PLAIN, .icon = &icon_next};
    int w = ui_button_width(ui, foot.h, &more, _("More"));
    if (ui_button(ui, "help.more", box_cut_right(&foot, w), &more, _("More")))
        view->page = (view->page + 1) % pages;
    box_cut_right(&foot, ui_u(ui, 2));
    int label_w = ui_label_width(ui, foot.h, UI_TEXT(ROLE_CAPTION, THEME_QUIET), label);
    ui_label(ui, box_cut_right(&foot, label_w), UI_TEXT(ROLE_CAPTION, THEME_QUIET), label);
}

static void help_frame(struct app *app, void *state)
{
    struct help_view *view = state;
    struct ui *ui = &app->ui;
    const struct helpline *danger, *lines[LINES_MOST];
    size_t count = lines_shown(app, &danger, lines);
    struct box page = bar_content(app);
    if (danger)
        danger_draw(app, danger, box_cut_top(&page, ui_t(ui, ui_is_small(ui) ? 9 : 14)));
    box_cut_top(&page, ui_u(ui, 1.5f));
    if (!ui_is_small(ui)) {
        int h = ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_TEXT), words_in(&app->pack->help.opening, app->lang));
        box_cut_top(&page, h + ui_u(ui, 1.5f));
    }
    struct box foot = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    lines_draw(app, view, page, lines, count, foot);

    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    int w = ui_button_width(ui, foot.h, &back, _("Back"));
    if (ui_button(ui, "help.back", box_cut_left(&foot, w), &back, _("Back")))
        app_pop(app);
    box_cut_left(&foot, ui_u(ui, 2));
    box_cut_right(&foot, ui_t(ui, 34));
    char closing[512];
    closing_words(app, lines, count, closing, sizeof closing);
    ui_text(ui, foot, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_MIDDLE), closing);
    bar_frame(app);
}

const struct screen screen_help = {
    .name = "help",
    .state_size = sizeof(struct help_view),
    .idle_ms = 40 * 1000,
    .has_exit = true,
    .keeps_going = true,
    .frame = help_frame,
};
