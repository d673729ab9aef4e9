/* One function a slide kind, in a table. Each lays its page out from the age of the slide alone, so that a slide can be
 * drawn at any instant, twice in a crossfade, and by a test. What still moves asks the ui for another frame. */
#include "screens/slide.h"

#include "gfx/lattice.h"
#include "model/schedule.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/pictures.h"
#include "screens/slide_parts.h"

/* Where a sentence stands: above the invitation and the source, clear of the resting lattice at the outer edge. */
static struct box sentence_box(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = view->body;
    lattice_rest(ui->gfx, &ui->theme, ui_place(ui, view->page), bar_lattice_pitch(view->app), ui->is_rtl);
    box_cut_top(&body, ui_u(ui, 3));
    box_cut_bottom(&body, ui_t(ui, 9));
    view_source(view, &body);
    box_cut_right(&body, ui_is_portrait(ui) ? 0 : body.w / 16);
    return body;
}

static void statement_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = sentence_box(view);
    struct ui_text how = *UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .carry_color = THEME_CARRY,
                                  .carry = view_words(view, &view->slide->carry));
    view_reveal(view, &how, 0);
    ui_text(ui, body, &how, view_words(view, &view->slide->says));
}

static void quote_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = sentence_box(view);
    struct box rule = box_cut_left(&body, ui_u(ui, .8f));
    box_cut_left(&body, ui_u(ui, 4));
    struct box by = box_cut_bottom(&body, ui_t(ui, 8));
    struct ui_text how = *UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .carry_color = THEME_CARRY,
                                  .carry = view_words(view, &view->slide->carry));
    view_reveal(view, &how, 0);
    ui_text(ui, body, &how, view_words(view, &view->slide->says));
    gfx_fill(ui->gfx, ui_place(ui, rule), ui_color(ui, THEME_ACCENT));
    ui_text(ui, by, UI_TEXT(ROLE_BODY, THEME_QUIET, .anchor = ANCHOR_MIDDLE), view_words(view, &view->slide->by));
}

static void figure_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    const struct slide *slide = view->slide;
    struct box body = view->body;
    float part = view_part(view, 0, 900);
    view_source(view, &body);
    struct box number = box_cut_top(&body, body.h * 42 / 100);
    if (slide->figure.is_about) {
        const struct ui_text *about = UI_TEXT(ROLE_TITLE, THEME_QUIET);
        struct box at = box_cut_left(&number, ui_text_size(ui, number.w, 0, about, _("about")).w + ui_u(ui, 3));
        ui_text(ui, at, about, _("about"));
    }
    view_number(view, number, slide->figure.value, slide->figure.unit, part);
    box_cut_top(&body, ui_u(ui, 3));
    if (slide->figure.proportion >= 0) {
        struct box line = box_cut_top(&body, ui_u(ui, 1.2f));
        gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_REST));
        line.w = (int)((float)line.w * (float)slide->figure.proportion * part);
        gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_ACCENT));
        box_cut_top(&body, ui_u(ui, 3));
    }
    const char *title = view_words(view, &slide->title);
    if (*title)
        box_cut_top(&body, ui_text(ui, body, UI_TEXT(ROLE_TITLE, THEME_TEXT), title) + ui_u(ui, 1));
    ui_text(ui, body, UI_TEXT(ROLE_LIST, THEME_TEXT), view_words(view, &slide->says));
}

/* Rows of a list or timeline: a star for each, the words beside it; `when` in a column of its own. */
static void rows_draw(const struct slide_view *view, struct box body, bool has_when)
{
    struct ui *ui = view->ui;
    const struct slide *slide = view->slide;
    int star = ui_t(ui, 3.4f), when_w = has_when ? ui_t(ui, 15) : 0, gap = ui_u(ui, 3);
    float px = view_common_size(view, body.w - when_w - star - gap, body.h);
    if (has_when) {
        struct box line = {body.x + when_w + star / 2 - 1, body.y + body.h / (int)slide->item_count / 2, 2,
                           body.h - body.h / (int)slide->item_count};
        ui_hairline(ui, line, THEME_REST);
    }
    for (size_t i = 0; i < slide->item_count; i++) {
        struct box row = box_row(body, (int)i, (int)slide->item_count, 0);
        float part = view_part(view, 200 + 160 * (int)i, 280);
        gfx_push(ui->gfx, (int)((1 - part) * (float)ui_u(ui, ui->is_rtl ? 2 : -2)), 0, part);
        if (has_when)
            ui_label(ui, box_cut_left(&row, when_w), UI_TEXT(ROLE_TITLE, THEME_CARRY),
                     view_words(view, &slide->items[i].when));
        struct box mark = box_cut_left(&row, star);
        ui_icon(ui, &shape_star, box_centred(mark, star, star), THEME_SKY);
        box_cut_left(&row, gap);
        ui_text(ui, row, UI_TEXT(ROLE_LIST, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .px = px),
                view_words(view, &slide->items[i].says));
        gfx_pop(ui->gfx);
    }
}

static void list_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = view->body;
    view_source(view, &body);
    enum ui_role large = ui->lang == LANG_UR ? ROLE_TITLE : ROLE_DISPLAY; /* Nastaliq stands taller at the same size */
    enum ui_role role = ui_is_small(ui) ? ROLE_DOOR : large;
    const struct ui_text *title =
        UI_TEXT(role, THEME_TEXT, .carry_color = THEME_CARRY, .carry = view_words(view, &view->slide->carry));
    struct box head = body;
    head.h = ui_t(ui, role == ROLE_DISPLAY ? 9 : 12);
    int title_h = ui_text(ui, head, title, view_words(view, &view->slide->title));
    box_cut_top(&body, title_h + ui_u(ui, 2));
    rows_draw(view, body, view->slide->kind == SLIDE_TIMELINE);
}

static void ring_draw(const struct slide_view *view, float alpha)
{
    struct ui *ui = view->ui;
    int side = view->page.w < view->page.h ? view->page.w : view->page.h;
    int ring = side * 92 / 100;
    struct box at = box_centred(view->page, ring, ring);
    gfx_push(ui->gfx, 0, 0, alpha);
    lattice_rosette(ui->gfx, &ui->theme, view->page);
    ui_icon(ui, &shape_disc, at, THEME_GROUND);
    ui_icon(ui, &shape_ring_thin, at, THEME_SKY);
    struct box in = box_inset(at, ring * 15 / 100, ring * 12 / 100);
    view_verdict(view, box_cut_top(&in, ui_t(ui, 7)), VERDICT_MYTH, THEME_SKY);
    box_cut_bottom(&in, ui_t(ui, 3));
    ui_text(ui, in, UI_TEXT(ROLE_QUIZ, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .align = TEXT_CENTER),
            view_words(view, &view->slide->myth->statement));
    gfx_pop(ui->gfx);
}

/* The fact stands on a paper diamond as wide as the picture, cut off where the picture ends. */
static void diamond_draw(const struct slide_view *view, float alpha)
{
    struct ui *ui = view->ui;
    const struct quiz_item *item = view->slide->myth;
    bool is_wide = view->page.w > view->page.h;
    struct box at = box_inset(view->page, bar_margin(view->app), is_wide ? 0 : view->page.h / 12);
    gfx_push(ui->gfx, 0, 0, alpha);
    lattice_rosette(ui->gfx, &ui->theme, view->page);
    view_diamond(view, at);
    int tip = is_wide ? at.h * 30 / 100 : ui_u(ui, 4);
    struct box in = box_inset(at, tip, is_wide ? at.h * 8 / 100 : at.w * 30 / 100);
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER);
    const char *myth = view_words(view, &item->statement);
    struct box old = box_cut_top(&in, ui_text_size(ui, in.w * 8 / 10, 0, small, myth).h);
    ui_text(ui, box_centred(old, in.w * 8 / 10, old.h), small, myth);
    view_verdict(view, box_cut_top(&in, ui_t(ui, 9)), VERDICT_FACT, THEME_INK);
    struct box source = box_cut_bottom(&in, ui_t(ui, 6));
    ui_text(ui, box_centred(source, in.w * 8 / 10, source.h),
            UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE),
            view_words(view, &item->source));
    ui_text(ui, in, UI_TEXT(ROLE_READING, THEME_INK, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE),
            view_words(view, &item->because));
    gfx_pop(ui->gfx);
}

static void myth_draw(const struct slide_view *view)
{
    int hold_ms = (int)schedule_myth_ms(view->slide, view->app->settings->speed_percent);
    float part = view_part(view, hold_ms, 700);
    if (part < 1)
        ring_draw(view, 1 - part);
    if (part > 0)
        diamond_draw(view, part);
}

static void count_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct app *app = view->app;
    struct box body = view->body;
    bool is_wide = !ui_is_portrait(ui);
    struct box wall = is_wide ? box_cut_right(&body, body.w * 56 / 100) : box_cut_top(&body, body.h * 55 / 100);
    float lit = view_part(view, 300, 600), bonds = view_part(view, 800, 300);
    lattice_wall(ui->gfx, &ui->theme,
                 &(struct wall){.box = ui_place(ui, wall),
                                .count = app->counts.session_pledges,
                                .unit = ui->u,
                                .lit_part = lit,
                                .bond_part = bonds,
                                .has_newest = app->counts.session_pledges > 0});
    if (is_wide)
        box_cut_right(&body, ui_u(ui, 3));
    char digits[24];
    view_group_digits(app->counts.session_pledges, digits);
    box_cut_bottom(&body, ui_t(ui, 11)); /* the button's */
    enum ui_role role = ui_is_small(ui) ? ROLE_BODY_BOLD : ROLE_TITLE;
    view_number(view, box_cut_top(&body, body.h * (ui_is_small(ui) ? 40 : 50) / 100), digits, "", 1);
    box_cut_top(&body, ui_u(ui, 3));
    ui_text(ui, body, UI_TEXT(role, THEME_TEXT), view_words(view, &view->slide->title));
}

bool slide_is_bare(const struct slide *slide)
{
    return slide->kind == SLIDE_PICTURE && words_are_empty(&slide->says) && words_are_empty(&slide->credit);
}

/* Where a picture slide's picture goes: the whole screen when it has no words, else above the bar. */
static struct box picture_box(const struct app *app, const struct slide *slide, struct box page)
{
    return slide_is_bare(slide) ? app->ui.screen : page;
}

static void picture_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box at = picture_box(view->app, view->slide, view->page);
    const char *caption = view_words(view, &view->slide->says), *credit = view_words(view, &view->slide->credit);
    const struct gfx_texture *texture = pictures_get(view->pictures, view->index, at.w, at.h, true);
    if (texture)
        gfx_draw(ui->gfx, texture, at.x + (at.w - gfx_texture_width(texture)) / 2,
                 at.y + (at.h - gfx_texture_height(texture)) / 2, COLOR_WHITE);
    if (slide_is_bare(view->slide))
        return;
    const struct ui_text *big = UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .anchor = ANCHOR_MIDDLE);
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_MIDDLE);
    int margin = bar_margin(view->app), width = at.w - 2 * margin;
    int caption_h = *caption ? ui_text_size(ui, width, 0, big, caption).h : 0;
    int credit_h = *credit ? ui_text_size(ui, width, 0, small, credit).h : 0;
    struct box strip = box_cut_bottom(&at, caption_h + credit_h + ui_u(ui, 2));
    gfx_fill(ui->gfx, strip, ui_color(ui, THEME_CARD));
    strip = box_inset(strip, margin, ui_u(ui, 1));
    ui_text(ui, box_cut_top(&strip, caption_h), big, caption);
    ui_text(ui, strip, small, credit);
}

static void qr_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = view->body;
    int side = body.h * 7 / 10 < body.w * 4 / 10 ? body.h * 7 / 10 : body.w * 4 / 10;
    struct box code = box_cut_right(&body, side);
    code = box_centred(code, side, side);
    ui_card(ui, code);
    gfx_qr(ui->gfx, view->slide->link, ui_place(ui, code), ui_color(ui, THEME_INK));
    box_cut_right(&body, ui_u(ui, 5));
    struct box under = box_cut_bottom(&body, ui_t(ui, 8));
    ui_text(ui, under, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_MIDDLE), _("Scan with a phone camera"));
    ui_text(ui, body, UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
            view_words(view, &view->slide->says));
}

static void (*const kinds[])(const struct slide_view *) = {
    [SLIDE_STATEMENT] = statement_draw, [SLIDE_FIGURE] = figure_draw,   [SLIDE_QUOTE] = quote_draw,
    [SLIDE_LIST] = list_draw,           [SLIDE_TIMELINE] = list_draw,   [SLIDE_MYTH] = myth_draw,
    [SLIDE_COUNT] = count_draw,         [SLIDE_PICTURE] = picture_draw, [SLIDE_QR] = qr_draw,
};

void slide_draw(struct app *app, struct picture_cache *pictures, size_t index, struct box page, int64_t age_ms)
{
    int margin = bar_margin(app);
    struct slide_view view = {
        .app = app,
        .ui = &app->ui,
        .slide = &app->pack->slides[index],
        .index = index,
        .pictures = pictures,
        .page = page,
        .body = box_inset(page, margin, margin * 3 / 4),
        .age_ms = age_ms,
    };
    kinds[view.slide->kind](&view);
}

void slide_get_ready(struct app *app, struct picture_cache *pictures, size_t index, struct box page)
{
    slide_draw(app, pictures, index, page, 0);
    slide_draw(app, pictures, index, page, INT32_MAX);
}
