/* One function a slide kind, in a table. Each lays its page out from the age of the slide alone, so that a slide can be
 * drawn at any instant, twice in a crossfade, and by a test. What still moves asks the ui for another frame. */
#include "screens/slide.h"

#include <math.h>

#include "base/mem.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/pictures.h"
#include "screens/slide_parts.h"

/* Words begin to come when the slide before them has half faded. */
enum {
    WORDS_MS = 350,
    COUNT_MS = 900,
    ROW_MS = 280,
    ROW_STEP_MS = 120,
    TURN_MS = 700,
    STAR_MS = 600,
    CROSSES_MS = 200
};
static const float STAR_T = 3.4f, ROW_GAP_U = 2.4f;
static const float ROW_AIR = 0.8f; /* em that flags and falling strokes may leave a row */

enum { LINES_MOST = 8, TAKEN_MOST = LINES_MOST + 2 };

/* Where a sentence stands: above the invitation and the source, which are drawn; *taken: their places. */
static struct box sentence_box(const struct slide_view *view, struct box taken[TAKEN_MOST])
{
    struct ui *ui = view->ui;
    struct box body = view->body;
    taken[LINES_MOST] = view_invitation(view);
    box_cut_top(&body, ui_u(ui, 3));
    box_cut_bottom(&body, ui_t(ui, 9));
    taken[LINES_MOST + 1] = view_source(view, &body);
    box_cut_right(&body, ui_is_portrait(ui) ? 0 : body.w / 16);
    /* flags lean over the reading start */
    box_cut_left(&body, ui->lang == LANG_UR ? ui_u(ui, ui_is_small(ui) ? 3 : 1.6f) : 0);
    return body;
}

/* A sentence is set as large as it fits; a long one as one reads. */
static enum ui_role sentence_role(const struct slide_view *view, struct box box)
{
    static const enum ui_role roles[] = {ROLE_STATEMENT, ROLE_QUIZ};
    const char *words = view_words(view, &view->slide->says);
    for (size_t i = 0; i < COUNT_OF(roles); i++)
        if (ui_text_size(view->ui, box.w, box.h, UI_TEXT(roles[i], THEME_TEXT), words).h <= box.h)
            return roles[i];
    return ROLE_READING;
}

/* The sentence, and the lattice in what all words leave free. */
static void sentence_draw(const struct slide_view *view, struct box box, struct box taken[TAKEN_MOST])
{
    struct ui *ui = view->ui;
    const char *words = view_words(view, &view->slide->says);
    struct ui_text how = *UI_TEXT(sentence_role(view, box), THEME_TEXT, .anchor = ANCHOR_MIDDLE,
                                  .carry_color = THEME_CARRY, .carry = view_words(view, &view->slide->carry),
                                  .comes_in_turn = true, .age_ms = view->age_ms - WORDS_MS);
    view_lines(view, box, &how, words, taken, LINES_MOST);
    view_rest(view, view->page, taken, TAKEN_MOST);
    ui_text(ui, box, &how, words);
}

static void statement_draw(const struct slide_view *view)
{
    struct box taken[TAKEN_MOST];
    sentence_draw(view, sentence_box(view, taken), taken);
}

static void quote_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box taken[TAKEN_MOST], body = sentence_box(view, taken);
    struct box rule = box_cut_left(&body, ui_u(ui, .8f));
    box_cut_left(&body, ui_u(ui, 4));
    const struct ui_text *how = UI_TEXT(ROLE_BODY, THEME_QUIET, .anchor = ANCHOR_MIDDLE);
    const char *by = view_words(view, &view->slide->by);
    int by_h = ui_text_size(ui, body.w, 0, how, by).h, least = ui_t(ui, 8);
    struct box foot = box_cut_bottom(&body, by_h > least ? by_h : least);
    sentence_draw(view, body, taken);
    gfx_fill(ui->gfx, ui_place(ui, rule), ui_color(ui, THEME_ACCENT));
    ui_text(ui, foot, how, by);
}

#define ABOUT(ui) UI_TEXT(ui_is_small(ui) ? ROLE_BODY : ROLE_TITLE, THEME_QUIET)

/* "about" is read before the number: beside it, upright above it. `most`: pixels of the number's height. Cuts both from
 * the top of *body; `part` less than 0: draws nothing. */
static void figure_number(const struct slide_view *view, struct box *body, int most, float part)
{
    struct ui *ui = view->ui;
    const struct figure *figure = &view->slide->figure;
    bool is_upright = ui_is_portrait(ui);
    struct box about = ui_text_size(ui, body->w, 0, ABOUT(ui), _("about")), at = *body;
    int beside = figure->is_about && !is_upright ? about.w + ui_u(ui, 3) : 0;
    int h = view_number_height(view, body->w - beside, most, figure->value, figure->unit);
    if (figure->is_about && is_upright)
        box_cut_top(body, about.h + ui_u(ui, 3));
    struct box number = box_cut_top(body, h);
    box_cut_left(&number, beside);
    if (part < 0)
        return;
    if (figure->is_about)
        ui_text(ui, at, ABOUT(ui), _("about"));
    view_number(view, number, figure->value, figure->unit, part);
}

/* What a number counts: a headline and a sentence. */
struct counted {
    struct box box;
    struct ui_text title, says;
    int title_h; /* with the air below it */
};

static struct counted counted_in(const struct slide_view *view, struct box box, enum ui_role title)
{
    struct ui *ui = view->ui;
    const char *words = view_words(view, &view->slide->title);
    struct counted counted = {box, *UI_TEXT(title, THEME_TEXT), *UI_TEXT(ROLE_LIST, THEME_TEXT), 0};
    counted.title.px = ui_text_px(ui, box.w, box.h, &counted.title, words);
    if (*words)
        counted.title_h = ui_text_size(ui, box.w, 0, &counted.title, words).h + ui_u(ui, ui->lang == LANG_UR ? 1 : 4);
    return counted;
}

static bool counted_fits(const struct slide_view *view, const struct counted *counted)
{
    int room = counted->box.h - counted->title_h;
    const char *says = view_words(view, &view->slide->says);
    return room > 0 && ui_text_size(view->ui, counted->box.w, room, &counted->says, says).h <= room;
}

/* Beside the lattice; where that is too narrow as wide as the page, and then below a smaller headline. */
static struct counted counted_of(const struct slide_view *view, struct box box)
{
    struct box narrow = box;
    narrow.w = ui_is_portrait(view->ui) ? box.w : box.w * 3 / 4;
    struct counted counted = counted_in(view, narrow, view_title_role(view));
    if (!counted_fits(view, &counted))
        counted = counted_in(view, box, view_title_role(view));
    if (!counted_fits(view, &counted))
        counted = counted_in(view, box, ROLE_BODY_BOLD);
    return counted_fits(view, &counted) ? counted : counted_in(view, box, ROLE_CAPTION_BOLD);
}

static void counted_draw(const struct slide_view *view, struct box under, struct counted counted, struct box source)
{
    struct ui *ui = view->ui;
    struct box taken[1 + 2 * LINES_MOST] = {source}, title = box_cut_top(&counted.box, counted.title_h);
    const char *words = view_words(view, &view->slide->title), *says = view_words(view, &view->slide->says);
    view_lines(view, title, &counted.title, words, taken + 1, LINES_MOST);
    view_lines(view, counted.box, &counted.says, says, taken + 1 + LINES_MOST, LINES_MOST);
    view_rest(view, under, taken, COUNT_OF(taken));
    ui_text(ui, title, &counted.title, words);
    ui_text(ui, counted.box, &counted.says, says);
}

/* Number and proportion, a line that grows with it; as figure_number. */
static void figure_head(const struct slide_view *view, struct box *body, int most, float part)
{
    struct ui *ui = view->ui;
    bool is_urdu = ui->lang == LANG_UR; /* whose rows bring air of their own */
    figure_number(view, body, most, part);
    box_cut_top(body, ui_u(ui, is_urdu ? 2 : 4));
    float proportion = (float)view->slide->figure.proportion;
    if (proportion >= 0) {
        struct box line = box_cut_top(body, ui_u(ui, 1.2f));
        if (part >= 0)
            gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_REST));
        line.w = (int)((float)line.w * proportion * part);
        if (part >= 0)
            gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_ACCENT));
    }
    box_cut_top(body, ui_u(ui, is_urdu ? 1 : 3));
}

/* The number, then what it counts; the lattice gathers beside the words. Where these need it the number takes less. */
static void figure_draw(const struct slide_view *view)
{
    struct box body = view->body, under = view->page, rest;
    struct box source = view_source(view, &body);
    struct counted counted;
    int most, share = ui_is_small(view->ui) ? 32 : 40;
    do {
        most = body.h * share / 100;
        rest = body;
        figure_head(view, &rest, most, -1);
        counted = counted_of(view, rest);
    } while (!counted_fits(view, &counted) && (share -= 8) >= 16);
    figure_head(view, &body, most, view_part(view, WORDS_MS, COUNT_MS));
    box_cut_top(&under, body.y - under.y);
    counted_draw(view, under, counted, source);
}

#define WHEN(px_)     UI_TEXT(ROLE_DOOR, THEME_CARRY, .anchor = ANCHOR_BOTTOM, .px = (px_))
#define WHEN_SHARE(w) ((w)*22 / 100)

/* The column of a timeline's `when` at that size; 0 for a list. */
static int when_width(const struct slide_view *view, int width, float px)
{
    int widest = 0;
    for (size_t i = 0; view->slide->kind == SLIDE_TIMELINE && i < view->slide->item_count; i++) {
        int w = ui_label_width(view->ui, 0, WHEN(px), view_words(view, &view->slide->items[i].when));
        widest = w > widest ? w : widest;
    }
    widest = widest < WHEN_SHARE(width) ? widest : WHEN_SHARE(width);
    return widest > 0 ? widest + ui_u(view->ui, ROW_GAP_U) : 0;
}

/* The rows of a list or timeline, all of one size. */
struct rows {
    int when_w, words_w, sum; /* sum: of the heights they need */
    float px, when_px;
};

/* A star and the words beside it; in a timeline `when` before them, and the line from star to star. */
static void row_draw(const struct slide_view *view, struct box row, const struct rows *rows, size_t i)
{
    struct ui *ui = view->ui;
    const struct slide_item *item = &view->slide->items[i];
    float part = view_part(view, WORDS_MS + ROW_STEP_MS * (int)i, ROW_MS);
    gfx_push(ui->gfx, (int)((1 - part) * (float)ui_u(ui, ui->is_rtl ? 2 : -2)), 0, part);
    struct box when = box_cut_left(&row, rows->when_w);
    if (rows->when_w > 0) {
        box_cut_right(&when, ui_u(ui, ROW_GAP_U));
        ui_label(ui, when, WHEN(rows->when_px), view_words(view, &item->when));
    }
    struct box mark = box_cut_left(&row, ui_t(ui, STAR_T)), line = box_centred(mark, 2, row.h);
    if (i == 0)
        box_cut_top(&line, row.h / 2);
    if (i + 1 == view->slide->item_count)
        box_cut_bottom(&line, row.h / 2);
    if (rows->when_w > 0)
        ui_hairline(ui, line, THEME_REST);
    ui_icon(ui, &shape_star, box_centred(mark, mark.w, mark.w), THEME_SKY);
    box_cut_left(&row, ui_u(ui, ROW_GAP_U));
    row = box_inset(row, 0, (int)(-ROW_AIR * rows->px));
    ui_text(ui, row, UI_TEXT(ROLE_LIST, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .px = rows->px),
            view_words(view, &item->says));
    gfx_pop(ui->gfx);
}

static bool when_has_flags(const struct slide_view *view)
{
    bool has_flags = false;
    for (size_t i = 0; i < view->slide->item_count; i++)
        has_flags |= (uint8_t)*view_words(view, &view->slide->items[i].when) >= 0x80;
    return has_flags;
}

/* `when` is as large as its role, but no larger than rows of this height hold. */
static struct rows rows_of(const struct slide_view *view, struct box body)
{
    struct ui *ui = view->ui;
    struct rows rows = {.when_px = ui_text_px(ui, 0, 0, WHEN(0), "")};
    for (int i = 0; i < 2; i++) {
        rows.when_w = when_width(view, body.w, rows.when_px);
        rows.words_w = body.w - rows.when_w - ui_t(ui, STAR_T) - ui_u(ui, ROW_GAP_U);
        rows.px = view_common_size(view, rows.words_w, body.h, &rows.sum);
        rows.when_px = floorf(fminf(rows.when_px, rows.px * (when_has_flags(view) ? 1 : 1.3f)));
    }
    return rows;
}

/* Each as high as it needs, and an equal share of what is left. */
static void rows_draw(const struct slide_view *view, struct box body)
{
    struct rows rows = rows_of(view, body);
    int share = body.h > rows.sum ? (body.h - rows.sum) / (int)view->slide->item_count : 0;
    for (size_t i = 0; i < view->slide->item_count; i++) {
        int h = view_item_height(view, rows.words_w, rows.px, i) + share;
        row_draw(view, box_cut_top(&body, h), &rows, i);
    }
}

/* Where the rows need it, the title takes less. */
static void list_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box body = view->body, rest;
    const char *words = view_words(view, &view->slide->title);
    body = box_inset(body, 0, ui_is_small(ui) ? -bar_margin(view->app) / 3 : 0);
    view_source(view, &body);
    const enum ui_role roles[] = {view_title_role(view), ROLE_BODY_BOLD, ROLE_CAPTION_BOLD};
    struct ui_text title =
        *UI_TEXT(roles[0], THEME_TEXT, .carry_color = THEME_CARRY, .carry = view_words(view, &view->slide->carry));
    title.px = ui_text_px(ui, body.w, ui_t(ui, 18), &title, words);
    float body_px = ui_text_px(ui, 0, 0, UI_TEXT(ROLE_BODY, THEME_TEXT), "");
    for (size_t i = 0;; title.role = roles[++i], title.px = 0) {
        if (i + 1 == COUNT_OF(roles))
            title.px = ui_least_px(ui, &title);
        if (i == 1) { /* from here on it is tight */
            int up = bar_margin(view->app) / 3;
            body.y -= up;
            body.h += up + ui_u(ui, 2);
        }
        rest = body;
        box_cut_top(&rest, ui_text_size(ui, body.w, 0, &title, words).h + (i == 0 ? ui_u(ui, 2) : 0));
        struct rows rows = rows_of(view, rest);
        if (i + 1 == COUNT_OF(roles) || (rows.sum <= rest.h && (i > 0 || rows.px >= body_px)))
            break;
    }
    ui_text(ui, box_cut_top(&body, body.h - rest.h), &title, words);
    rows_draw(view, rest);
}

/* The wall at the page's outer side, the words in what is left of *body. */
static void count_wall(const struct slide_view *view, struct box *body)
{
    struct ui *ui = view->ui;
    bool is_wide = !ui_is_portrait(ui);
    int64_t count = view->app->counts.session_pledges;
    struct box box = is_wide ? box_cut_right(body, body->w * 56 / 100) : box_cut_top(body, body->h * 55 / 100);
    struct box beyond = view->page, own = ui_place(ui, box);
    if (is_wide)
        beyond = box_cut_right(&beyond, beyond.x + beyond.w - box.x);
    else
        beyond = box_cut_top(&beyond, box.y + box.h - beyond.y);
    struct wall wall = {
        .box = own,
        .beyond = ui_place(ui, beyond),
        .side = !is_wide   ? WALL_UP
              : ui->is_rtl ? WALL_LEFT
                           : WALL_RIGHT,
        .count = count,
        .unit = ui->u,
        .lit_part = view_part(view, TURN_MS, STAR_MS),
        .bond_part = view_part(view, TURN_MS + CROSSES_MS, STAR_MS),
        .has_newest = count > 0,
    };
    lattice_wall(ui->gfx, &ui->theme, &wall);
    int star = ui_u(ui, 15);
    if (count <= 0) /* the place of the first */
        gfx_shape(ui->gfx, &shape_star_edge, box_centred(own, star, star), ui_color(ui, THEME_ACCENT), false);
    if (is_wide)
        box_cut_right(body, ui_u(ui, 3));
}

/* What was counted; before the first one, an invitation instead of a nought. */
static void count_words(const struct slide_view *view, struct box body)
{
    struct ui *ui = view->ui;
    const struct ui_text *how = UI_TEXT(ui_is_small(ui) ? ROLE_BODY : ROLE_TITLE, THEME_TEXT);
    const struct ui_text *first = UI_TEXT(ui_is_small(ui) ? ROLE_DOOR : ROLE_DISPLAY, THEME_TEXT);
    const struct ui_text *quiet = UI_TEXT(ROLE_BODY, THEME_QUIET);
    const char *title = view_words(view, &view->slide->title);
    int gap = ui_u(ui, 4);
    if (view->app->counts.session_pledges <= 0) {
        int h = ui_text_size(ui, body.w, 0, first, _("Be the first.")).h + gap / 2;
        body = box_centred(body, body.w, h + ui_text_size(ui, body.w, 0, quiet, _("No pledge yet in this session")).h);
        ui_text(ui, box_cut_top(&body, h), first, _("Be the first."));
        ui_text(ui, body, quiet, _("No pledge yet in this session"));
        return;
    }
    char digits[24];
    view_group_digits(view->app->counts.session_pledges, digits);
    int most = body.h * 45 / 100 < ui_u(ui, 26) ? body.h * 45 / 100 : ui_u(ui, 26);
    int number = view_number_height(view, body.w, most, digits, "");
    body = box_centred(body, body.w, number + gap + ui_text_size(ui, body.w, 0, how, title).h);
    view_number(view, box_cut_top(&body, number), digits, "", 1);
    box_cut_top(&body, gap);
    ui_text(ui, body, how, title);
}

static void count_draw(const struct slide_view *view)
{
    struct box body = view->body;
    count_wall(view, &body);
    box_cut_bottom(&body, ui_t(view->ui, 11)); /* the button's */
    count_words(view, body);
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

#define CAPTION UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .anchor = ANCHOR_MIDDLE)
#define CREDIT  UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_MIDDLE)

/* Caption and credit on a strip of paper at the foot of the picture: in one row, as high in every language, so that it
 * covers as little as may be; where that is too narrow one above the other. */
static void strip_draw(const struct slide_view *view, struct box at)
{
    struct ui *ui = view->ui;
    const char *caption = view_words(view, &view->slide->says), *credit = view_words(view, &view->slide->credit);
    int margin = bar_margin(view->app), width = at.w - 2 * margin, high = ui_t(ui, 9);
    struct ui_text end = *CREDIT;
    end.align = TEXT_END;
    int caption_w = ui_label_width(ui, high, CAPTION, caption), credit_w = ui_label_width(ui, high, &end, credit);
    bool is_row = caption_w + credit_w + ui_u(ui, 3) <= width;
    int caption_h = *caption ? ui_text_size(ui, width, 0, CAPTION, caption).h : 0;
    int credit_h = *credit ? ui_text_size(ui, width, 0, CREDIT, credit).h : 0;
    struct box strip = box_cut_bottom(&at, is_row ? high : caption_h + credit_h + ui_u(ui, 2));
    gfx_fill(ui->gfx, strip, ui_color(ui, THEME_CARD));
    if (is_row) {
        strip = box_inset(strip, margin, 0);
        ui_label(ui, box_cut_left(&strip, caption_w), CAPTION, caption);
        ui_label(ui, strip, &end, credit);
        return;
    }
    strip = box_inset(strip, margin, ui_u(ui, 1));
    ui_text(ui, box_cut_top(&strip, caption_h), CAPTION, caption);
    ui_text(ui, strip, CREDIT, credit);
}

static void picture_draw(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box at = picture_box(view->app, view->slide, view->page);
    const struct gfx_texture *texture = pictures_get(view->pictures, view->index, at.w, at.h, true);
    if (texture)
        gfx_draw(ui->gfx, texture, at.x + (at.w - gfx_texture_width(texture)) / 2,
                 at.y + (at.h - gfx_texture_height(texture)) / 2, COLOR_WHITE);
    if (!slide_is_bare(view->slide))
        strip_draw(view, at);
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
    ui_text(ui, body, UI_TEXT(sentence_role(view, body), THEME_TEXT, .anchor = ANCHOR_MIDDLE),
            view_words(view, &view->slide->says));
}

static void (*const kinds[])(const struct slide_view *) = {
    [SLIDE_STATEMENT] = statement_draw, [SLIDE_FIGURE] = figure_draw,   [SLIDE_QUOTE] = quote_draw,
    [SLIDE_LIST] = list_draw,           [SLIDE_TIMELINE] = list_draw,   [SLIDE_MYTH] = view_myth,
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
