/* Surfaces and controls as they look: at rest, under the finger, with focus, not yet possible. What a control is comes
 * from control.c; here is only its face, and a face under the finger changes in the frame of the touch. */
#include "ui/inside.h"

#include <math.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"

static const float CARD_RADIUS_U = 1.6f, CARD_EDGE_U = 0.7f, PRESS_U = 0.4f;
static const float RING_U = 0.5f, RING_GAP_U = 0.4f;
static const float ICON_T = 3.6f, STAR_T = 4, STAR_GAP = 0.35f, TICK_T = 6.3f, TICK_ROW_T = 8, TICK_GAP_U = 2.4f;
static const float ANSWER_GAP_U = 4, ANSWER_RIM_U = 0.5f;
enum { TICK_MS = 160, ANSWER_SIGN = 44 }; /* per cent of its height */

int ui_edge(const struct ui *ui)
{
    return (int)fmaxf(1, roundf(0.22f * ui->u));
}

static bool is_same(const struct ui *ui, enum theme_color a, enum theme_color b)
{
    struct color x = ui_color(ui, a), y = ui_color(ui, b);
    return x.r == y.r && x.g == y.g && x.b == y.b;
}

void ui_tile(struct ui *ui, struct box box, int radius, enum theme_color fill, enum theme_color edge)
{
    gfx_round(ui->gfx, box, radius, ui_color(ui, fill));
    if (edge != fill || is_same(ui, fill, THEME_GROUND))
        gfx_round_edge(ui->gfx, box, radius, ui_edge(ui), ui_color(ui, edge == fill ? THEME_RIM : edge));
}

void ui_below(struct ui *ui, struct box box, int radius, int drop, enum theme_color color)
{
    gfx_round_foot(ui->gfx, box, radius, drop, ui_color(ui, color));
}

void ui_card(struct ui *ui, struct box box)
{
    struct box place = ui_place(ui, box);
    int radius = ui_u(ui, CARD_RADIUS_U);
    ui_below(ui, place, radius, ui_u(ui, CARD_EDGE_U), THEME_CARD_EDGE);
    ui_tile(ui, place, radius, THEME_CARD, THEME_CARD);
}

void ui_focus_ring(struct ui *ui, struct box box, int radius, bool is_on_card)
{
    int width = ui_u(ui, RING_U), out = width + ui_u(ui, RING_GAP_U), rim = (width + 1) / 2;
    struct box ring = box_inset(ui_place(ui, box), -out, -out);
    gfx_round_edge(ui->gfx, ring, radius + out, width, ui_color(ui, is_on_card ? THEME_CARD_FOCUS : THEME_FOCUS));
    if (!is_on_card) /* what is made for the ground may lie on paper: there its rim is seen */
        gfx_round_edge(ui->gfx, box_inset(ring, -rim, -rim), radius + out + rim, rim, ui_color(ui, THEME_CARD_FOCUS));
}

void ui_icon(struct ui *ui, const struct shape *shape, struct box box, enum theme_color color)
{
    gfx_shape(ui->gfx, shape, ui_place(ui, box), ui_color(ui, color), ui->is_rtl && !ui->is_physical);
}

/* An eighth at once, then by whole pixels, a frame each. It tells something, so it rises when motion is reduced too. */
void ui_icon_rising(struct ui *ui, const struct shape *shape, struct box box, enum theme_color color, int64_t held_ms,
                    int whole_ms)
{
    int least = box.h / 8 + 1, rest = box.h - least, risen = least + (int)(rest * held_ms / whole_ms);
    struct box seen = ui_place(ui, box);
    gfx_clip_push(ui->gfx, box_cut_bottom(&seen, risen < box.h ? risen : box.h));
    ui_icon(ui, shape, box, color);
    gfx_clip_pop(ui->gfx);
    if (risen < box.h)
        ui_wake_at(ui, ui->now_ms + (int64_t)whole_ms * (risen - least + 1) / rest - held_ms + 1);
}

void ui_hairline(struct ui *ui, struct box box, enum theme_color color)
{
    gfx_fill(ui->gfx, ui_place(ui, box), ui_color(ui, color));
}

void ui_stars(struct ui *ui, struct box box, int count, int at)
{
    if (count <= 0)
        return;
    float parts = (float)count + STAR_GAP * (float)(count - 1);
    int size = (int)fminf((float)ui_t(ui, STAR_T), fminf((float)box.w / parts, (float)box.h));
    int step = (int)roundf((float)size * (1 + STAR_GAP));
    struct box star = {box.x, box.y + (box.h - size) / 2, size, size};
    for (int i = 0; i < count; i++, star.x += step) {
        if (i < at)
            ui_icon(ui, &shape_star, star, THEME_TEXT);
        else if (i == at)
            ui_icon(ui, &shape_star_here, star, THEME_ACCENT);
        else
            ui_icon(ui, &shape_star_edge, star, THEME_QUIET);
    }
}

struct ui_held ui_held(const struct ui *ui)
{
    bool is_card_seen = theme_contrast(ui_color(ui, THEME_CARD), ui_color(ui, THEME_GROUND)) >= 3;
    return is_card_seen ? (struct ui_held){THEME_CARD, THEME_INK} : (struct ui_held){THEME_INK, THEME_CARD};
}

/* Paper under the finger: a shade nearer to ink. */
static struct color pressed_paper(const struct ui *ui)
{
    return color_mix(ui_color(ui, THEME_CARD), ui_color(ui, THEME_INK), 0.2f);
}

#define BUTTON_TEXT(how, color_)                                                                              \
    UI_TEXT((how)->is_large ? ROLE_DOOR : ROLE_BUTTON, color_, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE, \
            .has_lang = (how)->is_number, .lang = LANG_EN)

/* Widths inside a button, from its label's. */
struct parts {
    int pad, icon, gap;
};

static struct parts parts_of(const struct ui *ui, const struct ui_button *how)
{
    int pad = ui_u(ui, how->kind == BUTTON_QUIET ? 2.4f : 4.2f);
    if (!how->icon)
        return (struct parts){pad, 0, 0};
    return (struct parts){pad, ui_t(ui, ICON_T), ui_u(ui, 1.6f)};
}

int ui_button_width(struct ui *ui, int height, const struct ui_button *how, const char *label)
{
    struct parts parts = parts_of(ui, how);
    int words = ui_label_width(ui, height, BUTTON_TEXT(how, THEME_TEXT), label);
    int width = 2 * parts.pad + words + parts.gap + parts.icon, least = ui_t(ui, how->kind == BUTTON_QUIET ? 14 : 20);
    return width > least ? width : least;
}

/* Label and icon as one group in the middle. In a narrow button the icon goes before the words shrink. */
static void button_words(struct ui *ui, struct box box, const struct ui_button *how, enum theme_color color,
                         const char *label)
{
    struct parts parts = parts_of(ui, how);
    int least_pad = ui_u(ui, 1.4f), room = box.w - 2 * least_pad;
    int words = *label ? ui_label_width(ui, box.h, BUTTON_TEXT(how, color), label) : 0;
    if (!*label)
        parts.gap = 0;
    if (words > 0 && words + parts.gap + parts.icon > room)
        parts.gap = parts.icon = 0;
    words = words < room ? words : room;
    struct box group = box_centred(box, words + parts.gap + parts.icon, box.h);
    if (parts.icon > 0) {
        struct box at = how->icon_first ? box_cut_left(&group, parts.icon) : box_cut_right(&group, parts.icon);
        ui_icon(ui, how->icon, box_centred(at, parts.icon, parts.icon), color);
        if (how->icon_first)
            box_cut_left(&group, parts.gap);
        else
            box_cut_right(&group, parts.gap);
    }
    if (*label)
        ui_label(ui, group, BUTTON_TEXT(how, color), label);
}

static void button_held(struct ui *ui, struct box place, int radius, enum ui_button_kind kind)
{
    switch (kind) {
    case BUTTON_NEXT:
        gfx_round(ui->gfx, place, radius,
                  color_mix(ui_color(ui, THEME_ACCENT), ui_color(ui, THEME_ON_ACCENT), 0.12f));
        break;
    case BUTTON_PLAIN:
        ui_tile(ui, place, radius, ui_held(ui).surface, ui_held(ui).surface);
        break;
    case BUTTON_QUIET:
        ui_tile(ui, place, radius, THEME_RAISED, THEME_RIM);
        break;
    case BUTTON_CARD:
        gfx_round(ui->gfx, place, radius, pressed_paper(ui));
        gfx_round_edge(ui->gfx, place, radius, ui_edge(ui), ui_color(ui, THEME_EDGE));
        break;
    }
}

static void button_rest(struct ui *ui, struct box place, int radius, enum ui_button_kind kind)
{
    switch (kind) {
    case BUTTON_NEXT:
        ui_tile(ui, place, radius, THEME_ACCENT, THEME_ACCENT);
        break;
    case BUTTON_PLAIN:
        ui_tile(ui, place, radius, THEME_GROUND, THEME_RIM);
        break;
    case BUTTON_QUIET:
        break;
    case BUTTON_CARD:
        ui_tile(ui, place, radius, THEME_CARD, THEME_EDGE);
        break;
    }
}

static enum theme_color button_color(const struct ui *ui, const struct ui_button *how, bool is_held)
{
    if (how->is_disabled)
        return how->kind == BUTTON_CARD ? THEME_INK_QUIET : THEME_QUIET;
    switch (how->kind) {
    case BUTTON_NEXT:
        return THEME_ON_ACCENT;
    case BUTTON_PLAIN:
        return is_held ? ui_held(ui).words : THEME_TEXT;
    case BUTTON_CARD:
        return THEME_INK;
    case BUTTON_QUIET:
        break;
    }
    return THEME_TEXT;
}

bool ui_button(struct ui *ui, const char *id, struct box box, const struct ui_button *how, const char *label)
{
    struct ui_control control = how->repeats ? ui_repeating(ui, id, box, label, !how->is_disabled)
                                             : ui_control(ui, id, box, label, !how->is_disabled);
    bool is_on_card = how->kind == BUTTON_CARD;
    int radius = ui_u(ui, CARD_RADIUS_U);
    if (control.is_held)
        box.y += ui_u(ui, PRESS_U);
    struct box place = ui_place(ui, box);
    if (how->is_disabled)
        gfx_round_dashes(ui->gfx, place, radius, ui_edge(ui), ui_color(ui, is_on_card ? THEME_EDGE : THEME_RIM));
    else if (control.is_held || how->is_chosen)
        button_held(ui, place, radius, how->kind);
    else
        button_rest(ui, place, radius, how->kind);
    button_words(ui, box, how, button_color(ui, how, control.is_held || how->is_chosen), label);
    if (control.is_focused)
        ui_focus_ring(ui, box, radius, is_on_card);
    return control.is_pressed || control.is_repeat;
}

bool ui_button_at_start(struct ui *ui, const char *id, struct box *row, const struct ui_button *how, const char *label)
{
    return ui_button(ui, id, box_cut_left(row, ui_button_width(ui, row->h, how, label)), how, label);
}

bool ui_button_at_end(struct ui *ui, const char *id, struct box *row, const struct ui_button *how, const char *label)
{
    return ui_button(ui, id, box_cut_right(row, ui_button_width(ui, row->h, how, label)), how, label);
}

struct box ui_card_control(struct ui *ui, struct box box, const struct ui_control *control)
{
    int radius = ui_u(ui, CARD_RADIUS_U);
    if (control->is_held) {
        box.y += ui_u(ui, PRESS_U);
        ui_below(ui, ui_place(ui, box), radius, ui_u(ui, CARD_EDGE_U - PRESS_U), THEME_CARD_EDGE);
        gfx_round(ui->gfx, ui_place(ui, box), radius, pressed_paper(ui));
    } else {
        ui_card(ui, box);
    }
    if (control->is_focused)
        ui_focus_ring(ui, box, radius, false);
    return box;
}

static void answer_words(struct ui *ui, struct box box, const struct shape *sign, enum theme_color color,
                         const char *label)
{
    const struct ui_text *how = UI_TEXT(ROLE_DOOR, color);
    int size = box.h * ANSWER_SIGN / 100, gap = ui_u(ui, ANSWER_GAP_U), w = ui_label_width(ui, box.h, how, label);
    struct box in = box_centred(box, size + gap + w, box.h);
    struct box left = box_cut_left(&in, size);
    ui_icon(ui, sign, box_centred(left, size, size), color);
    box_cut_left(&in, gap);
    ui_label(ui, in, how, label);
}

bool ui_answer(struct ui *ui, const char *id, struct box box, const struct ui_answer *how, const char *label)
{
    struct ui_control control = ui_control(ui, id, box, label, !how->is_closed);
    bool is_lit = how->is_chosen || control.is_held;
    struct ui_held held = ui_held(ui);
    struct box place = ui_place(ui, box);
    int radius = ui_u(ui, CARD_RADIUS_U);
    if (!is_lit)
        ui_below(ui, place, radius, ui_u(ui, CARD_EDGE_U), THEME_SHADOW);
    gfx_round(ui->gfx, place, radius, ui_color(ui, is_lit ? held.surface : THEME_RAISED));
    gfx_round_edge(ui->gfx, place, radius, is_lit ? ui_u(ui, ANSWER_RIM_U) : ui_edge(ui),
                   ui_color(ui, is_lit ? THEME_SKY : how->is_closed ? THEME_BOND : THEME_RIM));
    answer_words(ui, box, how->sign, is_lit ? held.words : how->is_closed ? THEME_QUIET : THEME_TEXT, label);
    if (control.is_focused)
        ui_focus_ring(ui, box, radius, false);
    return control.is_pressed;
}

/* The star of a tick: an outline, filling with ink while `part` goes from 0 to 1. */
static void tick_star(struct ui *ui, struct box star, float part, bool is_held)
{
    ui_icon(ui, &shape_star_edge, star, is_held ? THEME_INK : THEME_EDGE);
    if (part <= 0)
        return;
    gfx_push(ui->gfx, 0, 0, part);
    ui_icon(ui, &shape_star, star, THEME_INK);
    ui_icon(ui, &icon_tick, box_centred(star, star.w * 6 / 10, star.h * 6 / 10), THEME_CARD);
    gfx_pop(ui->gfx);
}

static int tick_words_width(const struct ui *ui, int width)
{
    return width - ui_t(ui, TICK_T) - ui_u(ui, TICK_GAP_U);
}

float ui_tick_px(struct ui *ui, int width, int height, const char *const labels[], size_t count)
{
    int words = tick_words_width(ui, width), room = height - ui_u(ui, 1);
    float body = ui_text_px(ui, 0, 0, UI_TEXT(ROLE_BODY, THEME_INK), ""), least = INFINITY;
    for (size_t i = 0; i < count; i++)
        least = fminf(least, ui_text_px(ui, words, room, UI_TEXT(ROLE_READING, THEME_INK), labels[i]));
    return room > 0 && least > body && least < INFINITY ? least : 0;
}

int ui_tick_height(struct ui *ui, int width, float px, const char *label)
{
    const struct ui_text *how = UI_TEXT(ROLE_BODY, THEME_INK, .px = px);
    int h = ui_text_size(ui, tick_words_width(ui, width), 0, how, label).h + ui_u(ui, 1);
    return h > ui_t(ui, TICK_ROW_T) ? h : ui_t(ui, TICK_ROW_T);
}

bool ui_tick(struct ui *ui, const char *id, struct box box, float px, const char *label, bool *is_ticked)
{
    struct ui_control control = ui_control(ui, id, box, label, true);
    if (control.is_pressed)
        *is_ticked = !*is_ticked;
    float part = ui_eased(ui, id, *is_ticked ? 1 : 0, TICK_MS);
    struct box row = box_inset(box, -ui_u(ui, 1), 0); /* its star stands flush with what is above and below */
    if (control.is_held)
        gfx_round(ui->gfx, ui_place(ui, row), ui_u(ui, 1.1f), pressed_paper(ui));
    struct box words = box;
    int size = ui_t(ui, TICK_T) < box.h ? ui_t(ui, TICK_T) : box.h;
    struct box star = box_centred(box_cut_left(&words, size), size, size);
    tick_star(ui, star, part, control.is_held);
    box_cut_left(&words, ui_u(ui, TICK_GAP_U));
    ui_text(ui, words, UI_TEXT(ROLE_BODY, THEME_INK, .anchor = ANCHOR_MIDDLE, .px = px), label);
    if (control.is_focused)
        ui_focus_ring(ui, row, ui_u(ui, 1.1f), true);
    return control.is_pressed;
}
