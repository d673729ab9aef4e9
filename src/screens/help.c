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

#define NAME UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK)
#define DOES UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET)

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

/* Name, hours and what it does, beside or under the number: how wide the number's place is, and how many columns. */
struct sheet {
    int columns, gap, number_w, words_w;
};

static struct sheet sheet_of(struct app *app, struct box in)
{
    struct ui *ui = &app->ui;
    struct sheet sheet = {.columns = ui_is_portrait(ui) || ui_is_small(ui) ? 1 : 2, .gap = ui_u(ui, 5)};
    sheet.number_w = ui_t(ui, sheet.columns == 1 ? 22 : 17);
    sheet.words_w = box_column(in, 0, sheet.columns, sheet.gap).w - sheet.number_w - ui_u(ui, 2);
    return sheet;
}

/* "What it does. Hours." */
static const char *does_words(const struct app *app, const struct helpline *line, char *out, size_t room)
{
    const char *does = words_in(&line->does, app->lang), *hours = words_in(&line->hours, app->lang);
    snprintf(out, room, *does && *hours ? "%s %s" : "%s%s", does, hours);
    return out;
}

static void line_draw(struct app *app, const struct sheet *sheet, const struct helpline *line, struct box box)
{
    struct ui *ui = &app->ui;
    char does[320];
    does_words(app, line, does, sizeof does);
    struct ui_text number = *UI_TEXT(ROLE_DOOR, THEME_INK, .has_lang = true, .lang = LANG_EN);
    number.align = TEXT_START;
    ui_hairline(ui, (struct box){box.x, box.y + box.h - 2, box.w, 2}, THEME_CARD_EDGE);
    ui_label(ui, box_cut_left(&box, sheet->number_w), &number, line->number);
    box_cut_left(&box, ui_u(ui, 2));
    const char *name = words_in(&line->name, app->lang);
    int name_h = ui_text_size(ui, box.w, 0, NAME, name).h;
    box = box_centred(box, box.w, name_h + ui_text_size(ui, box.w, 0, DOES, does).h);
    ui_text(ui, box_cut_top(&box, name_h), NAME, name);
    ui_text(ui, box, DOES, does);
}

static int line_height(struct app *app, const struct sheet *sheet, const struct helpline *line)
{
    char does[320];
    does_words(app, line, does, sizeof does);
    return ui_text_size(&app->ui, sheet->words_w, 0, NAME, words_in(&line->name, app->lang)).h +
           ui_text_size(&app->ui, sheet->words_w, 0, DOES, does).h + ui_u(&app->ui, 1.6f);
}

static size_t lines_shown(const struct app *app, const struct helpline **danger,
                          const struct helpline *lines[LINES_MOST])
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
static void closing_words(const struct app *app, const struct helpline *const *lines, size_t count, char *out,
                          size_t room)
{
    if (is_provisional(lines, count)) {
        snprintf(out, room, "%s",
                 _("Provisional: these numbers have not yet been confirmed by a call. In danger, call 15."));
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

static void rows_draw(struct app *app, const struct sheet *sheet, struct box in, const int *heights, int rows,
                      int spare, const struct helpline *const *lines, size_t count)
{
    for (size_t i = 0; i < (size_t)(rows * sheet->columns) && i < count; i++) {
        static const int most_spare_t = 4;
        int row = (int)i / sheet->columns, column = (int)i % sheet->columns;
        int more = spare < ui_t(&app->ui, most_spare_t) ? spare : ui_t(&app->ui, most_spare_t);
        struct box strip = in;
        strip.h = heights[row] + (more > 0 ? more : 0);
        line_draw(app, sheet, lines[i], box_column(strip, column, sheet->columns, sheet->gap));
        if (column + 1 == sheet->columns)
            box_cut_top(&in, strip.h);
    }
}

/* Draws the lines of the page shown: rows of `columns`, read across, as many as fit at their full height, sharing what
 * is left over. Returns how many pages there are. */
static int lines_draw(struct app *app, const struct help_view *view, struct box card,
                      const struct helpline *const *lines, size_t count)
{
    struct ui *ui = &app->ui;
    ui_card(ui, card);
    struct box in = box_inset(card, ui_u(ui, 3), ui_u(ui, 1));
    struct sheet sheet = sheet_of(app, in);
    size_t first = 0, columns = (size_t)sheet.columns;
    int pages = 0;
    for (; first < count; pages++) {
        int heights[LINES_MOST], rows = 0, used = 0;
        for (size_t i = first; i < count; i += columns, rows++) {
            heights[rows] = 0;
            for (size_t k = i; k < i + columns && k < count; k++) {
                int h = line_height(app, &sheet, lines[k]);
                heights[rows] = h > heights[rows] ? h : heights[rows];
            }
            if (used + heights[rows] > in.h && rows > 0)
                break;
            used += heights[rows];
        }
        if (pages == view->page)
            rows_draw(app, &sheet, in, heights, rows, (in.h - used) / rows, lines + first, count - first);
        first += (size_t)rows * columns;
    }
    return pages;
}

/* "Page 1 of 3" and the way on, at the end of *foot. */
static void pages_run(struct app *app, struct help_view *view, struct box *foot, int pages)
{
    struct ui *ui = &app->ui;
    const struct ui_text *quiet = UI_TEXT(ROLE_CAPTION, THEME_QUIET);
    char label[64];
    /* TRANSLATORS: the page shown, then how many there are. */
    snprintf(label, sizeof label, _("Page %d of %d"), view->page + 1, pages);
    struct ui_button more = {.kind = BUTTON_PLAIN, .icon = &icon_next};
    if (ui_button_at_end(ui, "help.more", foot, &more, _("More")))
        view->page = (view->page + 1) % pages;
    box_cut_right(foot, ui_u(ui, 2));
    if (ui_is_small(ui))
        return;
    ui_label(ui, box_cut_right(foot, ui_label_width(ui, foot->h, quiet, label)), quiet, label);
    box_cut_right(foot, ui_u(ui, 2));
}

static void help_frame(struct app *app, void *state)
{
    struct help_view *view = state;
    struct ui *ui = &app->ui;
    const struct helpline *danger, *lines[LINES_MOST];
    size_t count = lines_shown(app, &danger, lines);
    bool is_bare = count == 0; /* nothing else is known: the one number, or what was written of it, has the page */
    const char *opening = words_in(&app->pack->help.opening, app->lang);
    struct box page = bar_content(app), foot = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    int danger_h = ui_t(ui, is_bare ? 20 : ui_is_small(ui) ? 9 : 12);
    if (danger)
        danger_draw(app, danger, is_bare ? box_centred(page, page.w, danger_h) : box_cut_top(&page, danger_h));
    else if (is_bare)
        ui_text(ui, page, UI_TEXT(ROLE_TITLE, THEME_TEXT, .anchor = ANCHOR_MIDDLE), opening);
    box_cut_top(&page, ui_u(ui, 1.5f));
    if (!is_bare && !ui_is_small(ui)) {
        int h = ui_text(ui, page, UI_TEXT(ROLE_CAPTION, THEME_TEXT), opening);
        box_cut_top(&page, h + ui_u(ui, 1));
    }
    char closing[512];
    const struct ui_text *how = UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_MIDDLE);
    closing_words(app, lines, count, closing, sizeof closing);
    if (!is_bare && ui_is_portrait(ui)) { /* beside the buttons there is no room */
        int h = ui_text_size(ui, page.w, 0, how, closing).h;
        ui_text(ui, box_cut_bottom(&page, h), how, closing);
        box_cut_bottom(&page, ui_u(ui, 1));
    }
    int pages = is_bare ? 1 : lines_draw(app, view, page, lines, count);
    view->page = view->page < pages ? view->page : 0;
    if (pages > 1)
        pages_run(app, view, &foot, pages);

    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    if (ui_button_at_start(ui, "help.back", &foot, &back, _("Back")))
        app_pop(app);
    box_cut_left(&foot, ui_u(ui, 2));
    if (!ui_is_portrait(ui))
        ui_text(ui, box_inset(foot, 0, -ui_u(ui, 1.6f)), how, closing);
    bar_frame(app);
}

/* The page with the most words, in the language it may be switched to. */
static void help_get_ready(struct app *app, void *state)
{
    (void)state;
    enum lang lang = app->lang;
    app_set_lang(app, lang_other(lang));
    app_draw_ahead(app, &screen_help);
    app_set_lang(app, lang);
}

const struct screen screen_help = {
    .name = "help",
    .state_size = sizeof(struct help_view),
    .idle_ms = 40 * 1000,
    .has_exit = true,
    .keeps_going = true,
    .frame = help_frame,
    .get_ready = help_get_ready,
};
