/* A myth and its fact: told in a ring, held for a breath; then the ring opens into a diamond, and the myth slides up to
 * be a small line above the fact, so that nobody keeps it as the message. Around both stands one rosette. Large words
 * cannot shrink on the way (each size would have to be rastered): they fade out on it while the small ones fade in. */
#include <math.h>

#include "gfx/lattice.h"
#include "gfx/motion.h"
#include "model/schedule.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/slide_parts.h"

enum { OPEN_MS = 700 };

/* What stands in ring or diamond, one block in the middle of it, from above: */
struct told {
    struct box old;     /* the myth in small (on the diamond) */
    struct box verdict; /* sign and word */
    struct box words, source;
    float px; /* of the words */
};

#define SMALL_CENTRED UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER)
#define MYTH(px_)     UI_TEXT(ROLE_QUIZ, THEME_TEXT, .align = TEXT_CENTER, .px = (px_))
#define FACT(px_)     UI_TEXT(ROLE_LIST, THEME_INK, .align = TEXT_CENTER, .px = (px_))

/* Nastaliq stands tall and brings air of its own. */
static int verdict_height(const struct ui *ui)
{
    return ui_t(ui, ui->lang == LANG_UR ? 10 : 7);
}

static int told_gap(const struct ui *ui)
{
    return ui_u(ui, ui->lang == LANG_UR ? 2 : 3.4f);
}

static struct box ring_box(const struct slide_view *view)
{
    int side = view->page.w < view->page.h ? view->page.w : view->page.h;
    return box_centred(view->page, side * 92 / 100, side * 92 / 100);
}

/* Whether all corners of a line stand clear of the ring. */
static bool is_in_ring(struct box ring, struct box line)
{
    int x = ring.x + ring.w / 2, y = ring.y + ring.h / 2, r = ring.w * 46 / 100;
    int left = x - line.x, right = line.x + line.w - x, up = y - line.y, down = line.y + line.h - y;
    int across = left > right ? left : right, along = up > down ? up : down;
    return across * across + along * along <= r * r;
}

static struct told told_at(const struct slide_view *view, struct box in, float px)
{
    struct ui *ui = view->ui;
    int h = ui_text_size(ui, in.w, 0, MYTH(px), view_words(view, &view->slide->myth->statement)).h;
    struct box block = box_centred(in, in.w, verdict_height(ui) + told_gap(ui) + h);
    struct told told = {.px = px, .verdict = box_cut_top(&block, verdict_height(ui))};
    told.words = box_cut_bottom(&block, h);
    return told;
}

static bool touches_ring(const struct slide_view *view, const struct told *told)
{
    enum { LINES_MOST = 12 };
    struct box lines[LINES_MOST];
    view_lines(view, told->words, MYTH(told->px), view_words(view, &view->slide->myth->statement), lines, LINES_MOST);
    for (int i = 0; i < LINES_MOST; i++)
        if (lines[i].w > 0 && !is_in_ring(ring_box(view), lines[i]))
            return true;
    return false;
}

/* As large as it fits a box in the ring, and less until no line touches the ring itself. */
static struct told told_in_ring(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    struct box ring = ring_box(view), in = box_inset(ring, ring.w * 14 / 100, ring.h * 12 / 100);
    int room = in.h - verdict_height(ui) - told_gap(ui), least = (int)ui_least_px(ui, MYTH(0));
    float px = ui_text_px(ui, in.w, room, MYTH(0), view_words(view, &view->slide->myth->statement));
    struct told told = told_at(view, in, px);
    while (px > (float)least && touches_ring(view, &told)) {
        px = floorf(px * .96f);
        told = told_at(view, in, px);
    }
    return told;
}

/* Where it is too tight the myth's small line gives way to the fact. */
static struct told told_on_diamond(const struct slide_view *view, struct box diamond)
{
    struct ui *ui = view->ui;
    const struct quiz_item *item = view->slide->myth;
    bool is_wide = diamond.w > diamond.h;
    struct box in = is_wide ? box_inset(diamond, diamond.h * 30 / 100, diamond.h * 7 / 100)
                            : box_inset(diamond, ui_u(ui, 4), diamond.w * 40 / 100);
    int side = in.w * 8 / 10, gap = told_gap(ui), verdict = verdict_height(ui);
    int old = ui_text_size(ui, side, 0, SMALL_CENTRED, view_words(view, &item->statement)).h;
    int source = ui_text_size(ui, side, 0, SMALL_CENTRED, view_words(view, &item->source)).h;
    const char *because = view_words(view, &item->because);
    int above = old + gap, rest = verdict + gap + gap + source;
    if (ui_text_size(ui, in.w, in.h - above - rest, FACT(0), because).h > in.h - above - rest)
        above = old = 0;
    struct told told = {.px = ui_text_px(ui, in.w, in.h - above - rest, FACT(0), because)};
    int words = ui_text_size(ui, in.w, 0, FACT(told.px), because).h;
    struct box block = box_centred(in, in.w, above + rest + words);
    told.old = box_centred(box_cut_top(&block, above), side, old);
    told.old.y = block.y - above;
    told.verdict = box_cut_top(&block, verdict);
    box_cut_top(&block, gap);
    told.words = box_cut_top(&block, words);
    told.source = box_cut_bottom(&block, source);
    told.source = box_centred(told.source, side, source);
    return told;
}

/* `part`: how far it has opened. Its words go in the first half, those of the fact come in the second: they never stand
 * over each other. `way`: from the myth's words up to its small line. */
static void ring_draw(const struct slide_view *view, const struct told *told, float part, int way)
{
    struct ui *ui = view->ui;
    struct box ring = ring_box(view);
    gfx_push(ui->gfx, 0, 0, 1 - part);
    ui_icon(ui, &shape_disc, ring, THEME_GROUND);
    ui_icon(ui, &shape_ring_thin, ring, THEME_SKY);
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, 1 - 2 * part);
    view_verdict(view, told->verdict, VERDICT_MYTH, THEME_SKY);
    gfx_push(ui->gfx, 0, -(int)((float)way * motion_in_out(part)), 1);
    ui_text(ui, told->words, MYTH(told->px), view_words(view, &view->slide->myth->statement));
    gfx_pop(ui->gfx);
    gfx_pop(ui->gfx);
}

/* The myth's small line behind its sign. */
static void old_draw(const struct slide_view *view, struct box box)
{
    struct ui *ui = view->ui;
    const char *words = view_words(view, &view->slide->myth->statement);
    int sign = ui_t(ui, 1.8f), w = ui_text_size(ui, box.w, 0, SMALL_CENTRED, words).w;
    if (box.h == 0)
        return;
    ui_text(ui, box, SMALL_CENTRED, words);
    struct box around = box_centred(box, w + 4 * sign, sign);
    ui_icon(ui, &shape_ring, box_cut_left(&around, sign), THEME_INK_QUIET);
}

static void diamond_draw(const struct slide_view *view, struct box diamond, const struct told *told, float part,
                         int way)
{
    struct ui *ui = view->ui;
    const struct quiz_item *item = view->slide->myth;
    gfx_push(ui->gfx, 0, 0, part);
    view_diamond(view, diamond);
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, 2 * part - 1);
    gfx_push(ui->gfx, 0, (int)((float)way * (1 - motion_in_out(part))), 1);
    old_draw(view, told->old);
    gfx_pop(ui->gfx);
    view_verdict(view, told->verdict, VERDICT_FACT, THEME_INK);
    ui_text(ui, told->words, FACT(told->px), view_words(view, &item->because));
    ui_text(ui, told->source, SMALL_CENTRED, view_words(view, &item->source));
    gfx_pop(ui->gfx);
}

void view_myth(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    bool is_wide = view->page.w > view->page.h;
    struct box diamond = box_inset(view->page, bar_margin(view->app), is_wide ? 0 : view->page.h / 24);
    struct told ring = told_in_ring(view), fact = told_on_diamond(view, diamond);
    int64_t age_ms = view->age_ms - schedule_myth_ms(view->slide, view->app->settings->speed_percent);
    float part = 0;
    if (age_ms >= 0)
        part = ui_fade(ui, age_ms, OPEN_MS);
    else
        ui_wake_at(ui, ui->now_ms - age_ms);
    int way = ring.words.y + ring.words.h / 2 - fact.old.y - fact.old.h / 2;
    lattice_rosette(ui->gfx, &ui->theme, view->page);
    if (part < 1)
        ring_draw(view, &ring, part, way);
    if (part > 0)
        diamond_draw(view, diamond, &fact, part, way);
}
