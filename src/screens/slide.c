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
    bool is_wide = !ui_is_portrait(ui);
    const struct ui_text *about = UI_TEXT(ROLE_TITLE, THEME_QUIET);
    if (slide->figure.is_about && !is_wide)
        box_cut_top(&body, ui_text(ui, body, about, _("about")) + ui_u(ui, 1));
    struct box number = box_cut_top(&body, is_wide ? body.h * (ui_is_small(ui) ? 36 : 42) / 100 : body.w * 42 / 100);
    if (slide->figure.is_about && is_wide) {
        struct box at = box_cut_left(&number, ui_text_size(ui, number.w, 0, about, _("about")).w + ui_u(ui, 3));
        ui_text(ui, at, about, _("about"));
    }
    view_number(view, number, slide->figure.value, slide->figure.unit, part);
    box_cut_top(&body, ui_u(ui, 4));
    if (slide->figure.proportion >= 0) {
        struct box line = box_cut_top(&body, ui_u(ui, 1.2f));
        gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_REST));
        line.w = (int)((float)line.w * (float)slide->figure.proportion * part);
        gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_ACCENT));
        box_cut_top(&body, ui_u(ui, 3));
    }
    if (is_wide) {
        struct box under = {view->page.x, body.y, view->page.w, view->page.y + view->page.h - body.y};
        lattice_rest(ui->gfx, &ui->theme, ui_place(ui, under), (float)under.h / 3, ui->is_rtl);
        box_cut_right(&body, body.w / 4);
    }
    const char *title = view_words(view, &slide->title);
    if (*title)
        box_cut_top(&body, ui_text(ui, body, UI_TEXT(view_title_role(view), THEME_TEXT), title) + ui_u(ui, 3));
    ui_text(ui, body, UI_TEXT(ROLE_LIST, THEME_TEXT), view_words(view, &slide->says));
}

static const float STAR_T = 3.4f, STAR_GAP_U = 3;

#define WHEN UI_TEXT(ROLE_DOOR, THEME_CARRY, .anchor = ANCHOR_BOTTOM)

/* Of the widest date with its air. */
static int when_width(const struct slide_view *view, int most)
{
    int widest = 0;
    for (size_t i = 0; i < view->slide->item_count; i++) {
        int w = ui_label_width(view->ui, 0, WHEN, view_words(view, &view->slide->items[i].when));
        widest = w > widest ? w : widest;
    }
    widest += ui_u(view->ui, 2);
    return widest < most ? widest : most;
}

/* One row of a list or timeline: a star, the words beside it; the date in a column of its own. */
static void row_draw(const struct slide_view *view, const struct slide_item *item, struct box row, int when_w, float px)
{
    struct ui *ui = view->ui;
    int star = ui_t(ui, STAR_T);
    if (when_w > 0)
        ui_label(ui, box_cut_left(&row, when_w), WHEN, view_words(view, &item->when));
    ui_icon(ui, &shape_star, box_centred(box_cut_left(&row, star), star, star), THEME_SKY);
    box_cut_left(&row, ui_u(ui, STAR_GAP_U));
    ui_text(ui, row, UI_TEXT(ROLE_LIST, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .px = px), view_words(view, &item->says));
}

/* Rows as high as their words need at the common size, and an equal part of what is left over. */
static void rows_draw(const struct slide_view *view, struct box body)
{
    struct ui *ui = view->ui;
    const struct slide *slide = view->slide;
    int count = (int)slide->item_count, when_w = slide->kind == SLIDE_TIMELINE ? when_width(view, body.w / 3) : 0;
    int words_w = body.w - when_w - ui_t(ui, STAR_T) - ui_u(ui, STAR_GAP_U), used = 0, middle = 0;
    float px = view_common_size(view, words_w, body.h);
    const struct ui_text *says = UI_TEXT(ROLE_LIST, THEME_TEXT, .px = px);
    for (int i = 0; i < count; i++)
        used += ui_text_size(ui, words_w, 0, says, view_words(view, &slide->items[i].says)).h;
    for (int i = 0; i < count; i++) {
        struct box row = body;
        row.h = ui_text_size(ui, words_w, 0, says, view_words(view, &slide->items[i].says)).h + (body.h - used) / count;
        body.y += row.h;
        int above = middle;
        middle = row.y + row.h / 2;
        if (when_w > 0 && i > 0)
            ui_hairline(ui, (struct box){body.x + when_w + ui_t(ui, STAR_T) / 2 - 1, above, 2, middle - above},
                        THEME_REST);
        float part = view_part(view, 200 + 160 * i, 280);
        gfx_push(ui->gfx, (int)((1 - part) * (float)ui_u(ui, ui->is_rtl ? 2 : -2)), 0, part);
        row_draw(view, &slide->items[i], row, when_w, px);
        gfx_pop(ui->gfx);
    }
}

static void list_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = view->body;
    view_source(view, &body);
    enum ui_role role = view_title_role(view);
    const struct ui_text *title =
        UI_TEXT(role, THEME_TEXT, .carry_color = THEME_CARRY, .carry = view_words(view, &view->slide->carry));
    struct box head = body;
    head.h = ui_t(ui, role == ROLE_DISPLAY ? 18 : 12);
    int title_h = ui_text(ui, head, title, view_words(view, &view->slide->title));
    box_cut_top(&body, title_h + ui_u(ui, 2));
    rows_draw(view, body);
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
    struct box at = box_inset(view->page, bar_margin(view->app), is_wide ? 0 : view->page.h / 24);
    gfx_push(ui->gfx, 0, 0, alpha);
    lattice_rosette(ui->gfx, &ui->theme, view->page);
    view_diamond(view, at);
    int tip = is_wide ? at.h * 30 / 100 : ui_u(ui, 4);
    struct box in = box_inset(at, tip, is_wide ? at.h * 8 / 100 : at.w * 40 / 100);
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER);
    const char *myth = ui_is_small(ui) ? "" : view_words(view, &item->statement); /* gives way to the fact */
    struct box old = box_cut_top(&in, *myth ? ui_text_size(ui, in.w * 8 / 10, 0, small, myth).h : 0);
    ui_text(ui, box_centred(old, in.w * 8 / 10, old.h), small, myth);
    view_verdict(view, box_cut_top(&in, ui_t(ui, ui->lang == LANG_UR ? 14 : 9)), VERDICT_FACT, THEME_INK);
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
