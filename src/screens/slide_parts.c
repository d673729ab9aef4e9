/* Parts shared by the kinds of slide (slide.c). */
#include "screens/slide_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "gfx/lattice.h"
#include "gfx/motion.h"
#include "gfx/raster.h"
#include "screens/app.h"

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
    if (view->ui->is_motion_reduced)
        return view->age_ms >= delay_ms ? 1 : (ui_wake_at(view->ui, view->ui->now_ms + delay_ms - view->age_ms), 0);
    float part = motion_out(view->age_ms - delay_ms, ms);
    if (part <= 0)
        ui_wake_at(view->ui, view->ui->now_ms + delay_ms - view->age_ms + 1);
    else if (part < 1)
        ui_wake_at(view->ui, view->ui->now_ms);
    return part;
}

void view_reveal(const struct slide_view *view, struct ui_text *how, int delay_ms)
{
    enum { LINE_MS = 280, STEP_MS = 120, LINES_MOST = 8 };
    for (int line = 0; line < LINES_MOST; line++) {
        float part = view_part(view, delay_ms + line * STEP_MS, LINE_MS);
        if (part < 1) {
            how->lines_shown = line;
            how->line_part = part;
            return;
        }
    }
    how->lines_shown = -1;
}

void view_source(const struct slide_view *view, struct box *body)
{
    const char *source = view_words(view, &view->slide->source);
    if (!*source)
        return;
    char cited[512], line[768];
    snprintf(cited, sizeof cited, _("Source: %s"), source);
    const char *legal = view->slide->is_law ? view_words(view, &view->app->pack->legal) : "";
    snprintf(line, sizeof line, *legal ? "%s · %s" : "%s%s", cited, legal);
    const struct ui_text *how = UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM);
    int h = ui_text_size(view->ui, body->w, 0, how, line).h;
    ui_text(view->ui, box_cut_bottom(body, h), how, line);
    box_cut_bottom(body, ui_u(view->ui, 2));
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

void view_number(const struct slide_view *view, struct box box, const char *value, const char *unit, float part)
{
    struct ui *ui = view->ui;
    char now[24], shown[32], whole[32];
    number_so_far(value, part, now);
    snprintf(shown, sizeof shown, "%s%s", now, unit);
    snprintf(whole, sizeof whole, "%s%s", value, unit);
    const float tracking = -.04f, comma = .17f; /* em; a comma hangs so far below its number */
    float digit = text_digit_height(ui->text, true);
    float px = (float)box.h / (digit + (strchr(whole, ',') ? comma : 0)),
          w = text_slots_width(ui->text, true, px, tracking, whole);
    if (w > (float)box.w) {
        px *= (float)box.w / w;
        w = (float)box.w;
    }
    struct box place = ui_place(ui, (struct box){box.x, box.y, (int)w, box.h});
    float below = strchr(whole, ',') ? comma * px : 0;
    float baseline = (float)place.y + ((float)place.h + px * digit - below) / 2;
    float shown_w = text_slots_width(ui->text, true, px, tracking, shown);
    text_slots_draw(ui->text, true, px, tracking, shown, (float)place.x + w - shown_w, baseline,
                    ui_color(ui, THEME_TEXT));
}

void view_verdict(const struct slide_view *view, struct box box, enum verdict verdict, enum theme_color color)
{
    struct ui *ui = view->ui;
    const char *word = verdict == VERDICT_MYTH ? _("Myth") : _("Fact");
    const struct ui_text *how = UI_TEXT(ROLE_TITLE, color, .anchor = ANCHOR_BOTTOM);
    int sign = ui_t(ui, 3.6f), gap = ui_u(ui, 1.6f);
    int w = ui_label_width(ui, box.h, how, word);
    struct box in = box_centred(box, sign + gap + w, box.h);
    struct box at = box_cut_left(&in, sign);
    ui_icon(ui, verdict == VERDICT_MYTH ? &shape_ring : &shape_diamond, box_centred(at, sign, sign), color);
    box_cut_left(&in, gap);
    ui_label(ui, in, how, word);
}

void view_diamond(const struct slide_view *view, struct box box)
{
    struct gfx *gfx = view->ui->gfx;
    struct color card = ui_color(view->ui, THEME_CARD);
    if (box.w > box.h) {
        int tip = box.h / 2;
        struct box left = box_cut_left(&box, tip), right = box_cut_right(&box, tip);
        gfx_shape(gfx, &shape_wedge, left, card, false);
        gfx_shape(gfx, &shape_wedge, right, card, true);
    } else {
        int tip = box.w / 2;
        struct box top = box_cut_top(&box, tip), bottom = box_cut_bottom(&box, tip);
        gfx_shape(gfx, &shape_roof, top, card, false);
        gfx_shape(gfx, &shape_keel, bottom, card, false);
    }
    gfx_fill(gfx, box, card);
}

float view_common_size(const struct slide_view *view, int width, int height)
{
    const struct slide *slide = view->slide;
    float air = view->ui->lang == LANG_UR ? .6f : 2.6f; /* Nastaliq's rows bring their own */
    int row = height / (int)(slide->item_count ? slide->item_count : 1) - ui_u(view->ui, air);
    float least = 0;
    for (size_t i = 0; i < slide->item_count; i++) {
        float px =
            ui_text_px(view->ui, width, row, UI_TEXT(ROLE_LIST, THEME_TEXT), view_words(view, &slide->items[i].says));
        least = i == 0 || px < least ? px : least;
    }
    return least;
}
