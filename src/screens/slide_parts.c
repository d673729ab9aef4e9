/* Parts shared by the kinds of slide (slide.c). */
#include "screens/slide_parts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "gfx/lattice.h"
#include "gfx/raster.h"
#include "screens/app.h"
#include "screens/bar.h"

enum { SOURCE_SHARE = 16 }; /* per cent of the page that a source may take in its own size */

static void disc_build(struct path *path, float w, float h)
{
    path_circle(path, w / 2, h / 2, (w < h ? w : h) / 2);
}
const struct shape shape_disc = {.name = "disc", .build = disc_build};

/* The pointed end of the diamond at the left; mirrored for the right. */
static void wedge_build(struct path *path, float w, float h)
{
    const struct point points[] = {{0, h / 2}, {w, 0}, {w, h}};
    path_polygon(path, points, 3);
}
static const struct shape shape_wedge = {.name = "wedge", .build = wedge_build, .mirrors = true};

static void roof_build(struct path *path, float w, float h)
{
    const struct point points[] = {{w / 2, 0}, {w, h}, {0, h}};
    path_polygon(path, points, 3);
}
static void keel_build(struct path *path, float w, float h)
{
    const struct point points[] = {{0, 0}, {w, 0}, {w / 2, h}};
    path_polygon(path, points, 3);
}
static const struct shape shape_roof = {.name = "roof", .build = roof_build};
static const struct shape shape_keel = {.name = "keel", .build = keel_build};

const char *view_words(const struct slide_view *view, const struct words *words)
{
    return words_in(words, view->ui->lang);
}

enum ui_role view_title_role(const struct slide_view *view)
{
    enum ui_role large = view->ui->lang == LANG_UR ? ROLE_TITLE : ROLE_DISPLAY;
    return ui_is_small(view->ui) ? ROLE_DOOR : large;
}

float view_part(const struct slide_view *view, int delay_ms, int ms)
{
    return ui_part(view->ui, view->age_ms - delay_ms, ms);
}

struct box view_source(const struct slide_view *view, struct box *body)
{
    const char *source = view_words(view, &view->slide->source);
    if (!*source)
        return (struct box){0};
    char cited[512], line[768];
    snprintf(cited, sizeof cited, _("Source: %s"), source);
    const char *legal = view->slide->is_law ? view_words(view, &view->app->pack->legal) : "";
    snprintf(line, sizeof line, *legal ? "%s · %s" : "%s%s", cited, legal);
    struct ui_text how = *UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM);
    struct box size = ui_text_size(view->ui, body->w, 0, &how, line);
    if (size.h > body->h * SOURCE_SHARE / 100) { /* a long one in large type takes the smallest instead of the page */
        how.px = ui_least_px(view->ui, &how);
        size = ui_text_size(view->ui, body->w, 0, &how, line);
    }
    struct box at = box_cut_bottom(body, size.h);
    ui_text(view->ui, at, &how, line);
    box_cut_bottom(body, ui_u(view->ui, 2));
    at.w = size.w;
    return at;
}

struct box view_invitation(const struct slide_view *view)
{
    struct ui *ui = view->ui;
    enum lang shown = ui->lang;
    int star = ui_t(ui, 3.6f);
    struct box strip = view->body;
    strip.y = view->page.y + view->page.h;
    strip.h = ui_t(ui, 9);
    strip.y -= strip.h;
    struct box taken = strip, mark = box_cut_left(&strip, star);
    ui_icon(ui, &shape_star_here, box_centred(mark, star, star), THEME_ACCENT);
    box_cut_left(&strip, ui_t(ui, 1.6f));
    for (int i = 0; i < LANG_COUNT; i++) {
        enum lang lang = i == 0 ? shown : lang_other(shown);
        lang_select(lang);
        const char *words = _("Touch the screen to begin");
        const struct ui_text *how =
            UI_TEXT(ROLE_BODY, THEME_TEXT, .anchor = ANCHOR_BOTTOM, .has_lang = true, .lang = lang);
        int w = ui_label_width(ui, strip.h, how, words);
        if (w > strip.w)
            continue;
        ui_label(ui, box_cut_left(&strip, w), how, words);
        taken.w = strip.x - taken.x;
        box_cut_left(&strip, ui_t(ui, 3));
    }
    lang_select(shown);
    return taken;
}

/* Rosettes stand in three rows, two and a half of them in the lowest, one less in each row up. */
static bool is_clear(float pitch, struct box box, struct box words, int air)
{
    int right = box.x + box.w - words.x - words.w - air, below = box.y + box.h - words.y - words.h - air;
    for (int row = 0; words.w > 0 && row < 3; row++)
        if ((2.5f - (float)row) * pitch > (float)right && (float)(row + 1) * pitch > (float)below)
            return false;
    return true;
}

void view_lines(const struct slide_view *view, struct box box, const struct ui_text *how, const char *words,
                struct box *lines, size_t room)
{
    for (size_t i = 0; i < room; i++)
        lines[i] = ui_text_line(view->ui, box, how, words, i);
}

void view_rest(const struct slide_view *view, struct box box, const struct box *words, size_t count)
{
    struct ui *ui = view->ui;
    const float most = fminf(bar_lattice_pitch(view->app), (float)box.h / 3), least = most / 3, step = most / 6;
    for (float pitch = most; pitch >= least; pitch -= step) {
        size_t clear = 0;
        while (clear < count && is_clear(pitch, box, words[clear], ui_u(ui, 2)))
            clear++;
        if (clear == count) {
            lattice_rest(ui->gfx, &ui->theme, ui_place(ui, box), pitch, ui->is_rtl);
            return;
        }
    }
}

void view_group_digits(int64_t n, char out[24])
{
    char plain[24];
    int length = snprintf(plain, sizeof plain, "%" PRId64, n < 0 ? 0 : n), to = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = plain[i];
    }
    out[to] = '\0';
}

/* The value so far: whole numbers count up, anything else stands from the beginning. */
static void number_so_far(const char *value, float part, char out[24])
{
    char plain[24] = "";
    size_t n = 0;
    for (const char *c = value; *c && n < sizeof plain - 1; c++)
        if (*c >= '0' && *c <= '9')
            plain[n++] = *c;
        else if (*c != ',') {
            str_copy(out, 24, value);
            return;
        }
    if (part >= 1)
        str_copy(out, 24, value);
    else
        view_group_digits((int64_t)((float)strtoll(plain, NULL, 10) * part), out);
}

static const float NUMBER_TRACKING = -.04f, COMMA = .17f; /* em; a comma hangs so far below its number */

/* A number as it will stand when it has been counted up. */
struct number {
    char text[32];
    float width, height, below; /* em; below the baseline */
};

static struct number number_of(const struct slide_view *view, const char *value, const char *unit)
{
    struct text *text = view->ui->text;
    struct number number;
    snprintf(number.text, sizeof number.text, "%s%s", value, unit);
    number.width = text_slots_width(text, true, 1, NUMBER_TRACKING, number.text);
    number.below = strchr(number.text, ',') ? COMMA : 0;
    number.height = text_digit_height(text, true) + number.below;
    return number;
}

int view_number_height(const struct slide_view *view, int width, int most, const char *value, const char *unit)
{
    struct number number = number_of(view, value, unit);
    float fitting = (float)width / number.width * number.height;
    return fitting < (float)most ? (int)fitting : most;
}

void view_number(const struct slide_view *view, struct box box, const char *value, const char *unit, float part)
{
    struct ui *ui = view->ui;
    struct number whole = number_of(view, value, unit);
    char now[24], shown[32];
    number_so_far(value, part, now);
    snprintf(shown, sizeof shown, "%s%s", now, unit);
    float px = (float)box.h / whole.height, w = whole.width * px;
    float missing = w - text_slots_width(ui->text, true, px, NUMBER_TRACKING, shown);
    struct box place = ui_place(ui, (struct box){box.x, box.y, (int)w, box.h});
    text_slots_draw(ui->text, true, px, NUMBER_TRACKING, shown, (float)place.x + missing,
                    (float)(place.y + place.h) - whole.below * px, ui_color(ui, THEME_TEXT));
}

void view_verdict(const struct slide_view *view, struct box box, enum verdict verdict, enum theme_color color)
{
    struct ui *ui = view->ui;
    const char *word = verdict == VERDICT_MYTH ? _("Myth") : _("Fact");
    const struct ui_text *how = UI_TEXT(ROLE_TITLE, color, .anchor = ANCHOR_MIDDLE);
    int sign = ui_t(ui, 3.4f), gap = ui_u(ui, 1.6f);
    int w = ui_label_width(ui, box.h, how, word);
    struct box in = box_centred(box, sign + gap + w, box.h);
    struct box at = box_cut_left(&in, sign);
    ui_icon(ui, verdict == VERDICT_MYTH ? &shape_ring : &shape_diamond, box_centred(at, sign, sign), color);
    box_cut_left(&in, gap);
    ui_label(ui, in, how, word);
}

static void diamond_fill(struct gfx *gfx, struct box box, struct color color)
{
    if (box.w > box.h) {
        int tip = box.h / 2;
        struct box left = box_cut_left(&box, tip), right = box_cut_right(&box, tip);
        gfx_shape(gfx, &shape_wedge, left, color, false);
        gfx_shape(gfx, &shape_wedge, right, color, true);
    } else {
        int tip = box.w / 2;
        struct box top = box_cut_top(&box, tip), bottom = box_cut_bottom(&box, tip);
        gfx_shape(gfx, &shape_roof, top, color, false);
        gfx_shape(gfx, &shape_keel, bottom, color, false);
    }
    gfx_fill(gfx, box, color);
}

/* Where a card looks like the ground, the diamond has an edge. */
void view_diamond(const struct slide_view *view, struct box box)
{
    struct ui *ui = view->ui;
    struct color card = ui_color(ui, THEME_CARD);
    if (theme_contrast(card, ui_color(ui, THEME_GROUND)) < 1.1f) {
        diamond_fill(ui->gfx, box, ui_color(ui, THEME_SKY));
        box = box_inset(box, ui_u(ui, 1), ui_u(ui, box.w > box.h ? 0 : 1));
    }
    diamond_fill(ui->gfx, box, card);
}

int view_item_height(const struct slide_view *view, int width, float px, size_t i)
{
    const char *says = view_words(view, &view->slide->items[i].says);
    int apart = view->ui->lang == LANG_UR ? (int)(px * 0.23f) : 0; /* flags and the strokes above do not meet */
    return ui_text_rows(view->ui, width, UI_TEXT(ROLE_LIST, THEME_TEXT, .px = px), says) + apart;
}

/* No smaller than a caption of the usual text size. */
float view_common_size(const struct slide_view *view, int width, int height, int *sum)
{
    const struct slide *slide = view->slide;
    struct ui *ui = view->ui;
    float air = ui->lang == LANG_EN ? 3.2f : slide->kind == SLIDE_TIMELINE ? 2.6f : 1.6f; /* Nastaliq brings its own */
    float least = ceilf(ui_text_px(ui, width, 0, UI_TEXT(ROLE_CAPTION, THEME_TEXT), "") / ui->text_factor);
    float px = (float)ui->screen.h;
    for (size_t i = 0; i < slide->item_count; i++)
        px = fminf(
            px, ui_text_px(ui, width, height, UI_TEXT(ROLE_LIST, THEME_TEXT), view_words(view, &slide->items[i].says)));
    for (;; px = floorf(px * .95f)) {
        px = fmaxf(px, least);
        *sum = 0;
        for (size_t i = 0; i < slide->item_count; i++)
            *sum += view_item_height(view, width, px, i);
        if (px <= least || *sum + (int)slide->item_count * ui_u(ui, air) <= height)
            return px;
    }
}
