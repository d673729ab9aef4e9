/* A field as it looks: paper, the words at the side their own script begins, a caret, a tap that moves it.
 *
 * No scroll is kept. Words wider than the field are laid so that the caret is in the middle where it can be, which is
 * a function of words and caret alone and never hides the place one types at. Only the sides are clipped: the ink of
 * Arabic script reaches above and below any line. */
#include "ui/field.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "ui/inside.h"
#include "ui/tape.h"

enum { BLINK_MS = 530 };
static const float RADIUS_U = 1.1f, PAD_T = 3.2f, CARET_T = 5.6f, CARET_U = 0.35f, PIN_STAR_T = 4.4f, WARNING_T = 4.4f;

static bool is_drawn_in_this_pass(const struct ui *ui, const char *id)
{
    for (size_t i = 0; i < ui->target_count; i++)
        if (str_equal(ui->target[i].id, id))
            return true;
    return false;
}

/* Who gets what is typed, see field_draw in the header. Call before the field is registered. */
static void take_typing(struct ui *ui, const char *id)
{
    bool is_new = ui_find(ui, id) == NULL;
    if (ui->typing[0] == '\0' || (is_new && !is_drawn_in_this_pass(ui, ui->typing)))
        str_copy(ui->typing, sizeof ui->typing, id);
}

static void draw_caret(struct ui *ui, float x, struct box box)
{
    int64_t phase_ms = ui->now_ms - ui->typed_ms;
    if (!ui->is_motion_reduced) {
        ui_wake_at(ui, ui->now_ms + BLINK_MS - phase_ms % BLINK_MS);
        if (phase_ms / BLINK_MS % 2 == 1)
            return;
    }
    int w = (int)fmaxf(2, roundf(CARET_U * ui->u)), h = ui_t(ui, CARET_T);
    h = h < box.h * 8 / 10 ? h : box.h * 8 / 10;
    gfx_fill(ui->gfx, (struct box){(int)roundf(x) - w / 2, box.y + (box.h - h) / 2, w, h}, ui_color(ui, THEME_INK));
}

/* Where nothing can follow or stand before it, the caret keeps a little away from the words (or the placeholder). */
static float caret_nudge(const struct ui *ui, const struct field *field, bool is_rtl)
{
    bool is_empty = field->text[0] == '\0', is_last = field->text[field->caret] == '\0';
    if (!is_empty && !is_last)
        return 0;
    return is_empty == is_rtl ? CARET_U * ui->u : -CARET_U * ui->u;
}

/* The words' left edge, in pixels of the picture. */
static float words_left(const struct para *para, struct box in, float caret_x, bool is_rtl)
{
    float room = (float)in.w - para->widest;
    if (room >= 0)
        return (float)in.x + (is_rtl ? room : 0);
    return (float)in.x - fminf(fmaxf(0, caret_x - (float)in.w / 2), -room);
}

static void draw_words(struct ui *ui, struct box in, struct field *field, bool is_tapped, bool is_in_use)
{
    bool is_rtl = field_is_rtl(field, ui->lang);
    enum lang lang = is_rtl ? LANG_UR : LANG_EN;
    struct text_style style =
        ui_style(ui, UI_TEXT(ROLE_FIELD, THEME_INK, .has_lang = true, .lang = lang, .is_private = true));
    const struct para *para = text_layout(ui->text, &style, lang, field->text, strlen(field->text), 0);
    float caret_x = text_caret(para, field->caret, true).x;
    float left = words_left(para, in, caret_x, is_rtl), top = (float)in.y + ((float)in.h - para->height) / 2;
    if (is_tapped) {
        field_put_caret(field, text_hit(para, (float)ui->pointer_x - left, para->height / 2));
        caret_x = text_caret(para, field->caret, true).x;
    }
    bool is_wide = para->widest > (float)in.w;
    if (is_wide)
        gfx_clip_push(ui->gfx, (struct box){in.x, 0, in.w, ui->screen.h});
    if (ui->tape)
        tape_mean(ui->tape, &(struct tape_meaning){.para = para, .box = in, .is_typed = true});
    if (!gfx_is_muted(ui->gfx))
        text_draw(ui->text, para, left, roundf(top), ui_color(ui, THEME_INK), NULL, NULL);
    if (is_wide)
        gfx_clip_pop(ui->gfx);
    if (is_in_use)
        draw_caret(ui, left + caret_x + caret_nudge(ui, field, is_rtl), in);
}

/* One filled star for each digit, from the middle outwards; the digits themselves are never laid out. */
static void draw_pin(struct ui *ui, struct box in, const struct field *field)
{
    int count = (int)utf8_count(field->text, strlen(field->text));
    if (count == 0)
        return;
    int size = ui_t(ui, PIN_STAR_T), step = size * 3 / 2 < in.w / count ? size * 3 / 2 : in.w / count;
    size = size < step ? size : step;
    struct box star = box_centred(in, count * step - (step - size), size);
    star.w = size;
    for (int i = 0; i < count; i++, star.x += step)
        gfx_shape(ui->gfx, &shape_star, star, ui_color(ui, THEME_INK), false);
}

static void draw_surface(struct ui *ui, struct box place, const struct field *field, bool is_in_use)
{
    int radius = ui_u(ui, RADIUS_U), edge = ui_edge(ui);
    enum theme_color color = is_in_use ? THEME_FOCUS : THEME_EDGE;
    if (is_in_use)
        edge += 1;
    if (field->is_refused) {
        edge *= 2;
        color = THEME_CARRY;
    }
    gfx_round(ui->gfx, place, radius, ui_color(ui, THEME_CARD));
    gfx_round_edge(ui->gfx, place, radius, edge, ui_color(ui, color));
}

/* The sign stands where the words end, and takes its room from them. */
static void draw_warning(struct ui *ui, struct box *in, bool is_at_end)
{
    int size = ui_t(ui, WARNING_T), gap = ui_t(ui, PAD_T) / 2;
    struct box strip = is_at_end ? box_cut_right(in, size + gap) : box_cut_left(in, size + gap);
    struct box sign = is_at_end ? box_cut_right(&strip, size) : box_cut_left(&strip, size);
    ui_icon(ui, &icon_warning, box_centred(sign, size, size), THEME_INK);
}

void field_draw(struct ui *ui, const char *id, struct box box, struct field *field, const char *placeholder)
{
    take_typing(ui, id);
    struct ui_control control = ui_control(ui, id, box, placeholder, true);
    if (control.is_pressed) {
        str_copy(ui->typing, sizeof ui->typing, id);
        ui->typed_ms = ui->now_ms;
    }
    bool is_in_use = str_equal(ui->typing, id);
    draw_surface(ui, ui_place(ui, box), field, is_in_use);
    struct box in = box_inset(box, ui_t(ui, PAD_T), 0);
    if (field->is_refused)
        draw_warning(ui, &in, field_is_rtl(field, ui->lang) == ui->is_rtl);
    if (field->text[0] == '\0' && placeholder)
        ui_label(ui, in, UI_TEXT(ROLE_FIELD, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM), placeholder);
    if (field->kind == FIELD_PIN)
        draw_pin(ui, ui_place(ui, in), field);
    else
        draw_words(ui, ui_place(ui, in), field, control.is_pressed, is_in_use);
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, RADIUS_U), false);
}
