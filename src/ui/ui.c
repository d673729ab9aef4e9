/* The widgets' context: the look (size, units, theme, language), places, time and eased values.
 *
 * Everything a screen measures comes from two units: u, a hundredth of the short side, for space; and t, for type and
 * touch, which is larger than u on small panels because they are held nearer by the same eyes and fingers. */
#include "ui/ui.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "gfx/motion.h"

enum { FRAME_MS = 16, FULL_SIDE = 1080, SMALL_PANEL = 640, SMALL_T = 80 };
static const float SMALL_GAIN = 0.63f; /* t is this much larger than u on a panel without height */

void ui_init(struct ui *ui, struct gfx *gfx, struct text *text)
{
    memset(ui, 0, sizeof *ui);
    ui->gfx = gfx;
    ui->text = text;
    ui->theme = *theme_fallback();
    ui->wake_ms = INT64_MAX;
}

/* Of the visitor's text size; a small panel has larger letters from the start, and less room for more. */
static const float factors[] = {1, 1.15f, 1.3f}, factors_small[] = {1, 1.08f, 1.15f};

static int short_side(const struct ui *ui)
{
    return ui->screen.w < ui->screen.h ? ui->screen.w : ui->screen.h;
}

void ui_set_look(struct ui *ui, const struct theme *theme, enum lang lang, int text_size, bool is_motion_reduced)
{
    struct theme kept = *theme; /* it may be ui->theme itself */
    ui->theme = kept;
    ui->lang = lang;
    ui->is_rtl = lang_is_rtl(lang);
    ui->text_size = text_size;
    ui->is_motion_reduced = is_motion_reduced;
    ui->screen = gfx_bounds(ui->gfx);
    ui->u = (float)short_side(ui) / 100;
    ui->text_factor = (short_side(ui) < SMALL_PANEL ? factors_small : factors)[text_size];
    ui->t = ui->u * (1 + SMALL_GAIN * fmaxf(0, (float)(FULL_SIDE - short_side(ui)) / FULL_SIDE)) * ui->text_factor;
}

void ui_enter(struct ui *ui, int64_t now_ms)
{
    ui->now_ms = ui->entered_ms = now_ms;
    ui->focus[0] = ui->held[0] = ui->typing[0] = '\0';
    ui->target_count = ui->last_target_count = 0;
    ui->is_physical = false;
    memset(ui->value, 0, sizeof ui->value);
}

int ui_u(const struct ui *ui, float n)
{
    return (int)lroundf(n * ui->u);
}

int ui_t(const struct ui *ui, float n)
{
    return (int)lroundf(n * ui->t);
}

bool ui_is_portrait(const struct ui *ui)
{
    return ui->screen.h > ui->screen.w;
}

bool ui_is_small(const struct ui *ui)
{
    return (float)short_side(ui) < SMALL_T * ui->t;
}

void ui_physical(struct ui *ui, bool is_physical)
{
    ui->is_physical = is_physical;
}

struct box ui_place(const struct ui *ui, struct box logical)
{
    if (ui->is_rtl && !ui->is_physical)
        logical.x = ui->screen.w - logical.x - logical.w;
    return logical;
}

struct color ui_color(const struct ui *ui, enum theme_color color)
{
    return ui->theme.at[color];
}

int64_t ui_age(const struct ui *ui)
{
    return ui->now_ms - ui->entered_ms;
}

void ui_wake_at(struct ui *ui, int64_t at_ms)
{
    if (at_ms < ui->wake_ms)
        ui->wake_ms = at_ms;
}

void ui_wake_next(struct ui *ui)
{
    ui_wake_at(ui, ui->now_ms + FRAME_MS);
}

/* Asks for the frames of a move. */
static void keep_moving(struct ui *ui, int64_t age_ms, int ms)
{
    if (age_ms < 0)
        ui_wake_at(ui, ui->now_ms - age_ms);
    else if (age_ms < ms)
        ui_wake_next(ui);
}

float ui_part(struct ui *ui, int64_t age_ms, int ms)
{
    if (ui->is_motion_reduced)
        return 1;
    keep_moving(ui, age_ms, ms);
    return motion_out(age_ms, ms);
}

float ui_fade(struct ui *ui, int64_t age_ms, int ms)
{
    if (ui->is_motion_reduced)
        return 1;
    keep_moving(ui, age_ms, ms);
    return motion_linear(age_ms, ms);
}

float ui_move(struct ui *ui, int delay_ms, int ms)
{
    return ui_part(ui, ui_age(ui) - delay_ms, ms);
}

/* FNV-1a; 0 is kept for a free slot. */
static uint32_t id_hash(const char *id)
{
    uint32_t hash = 2166136261u;
    for (; *id; id++)
        hash = (hash ^ (uint8_t)*id) * 16777619u;
    return hash ? hash : 1;
}

/* The value of `id`, a free slot that now belongs to it and stands still at `to`, or NULL when all are taken. */
static struct ui_value *value_of(struct ui *ui, const char *id, float to)
{
    uint32_t hash = id_hash(id);
    struct ui_value *unused = NULL;
    for (size_t i = 0; i < UI_VALUES_MAX; i++) {
        if (ui->value[i].id == hash)
            return &ui->value[i];
        if (ui->value[i].id == 0 && !unused)
            unused = &ui->value[i];
    }
    if (unused)
        *unused = (struct ui_value){.id = hash, .from = to, .to = to, .since_ms = ui->now_ms};
    return unused;
}

float ui_eased(struct ui *ui, const char *id, float to, int ms)
{
    struct ui_value *value = value_of(ui, id, to);
    if (!value || ui->is_motion_reduced)
        ms = 0;
    if (!value)
        return to;
    value->is_used = true;
    if (to < value->to || to > value->to) {
        value->from += (value->to - value->from) * motion_out(ui->now_ms - value->since_ms, ms);
        value->to = to;
        value->since_ms = ui->now_ms - FRAME_MS; /* the frame that answers a touch shows that something moves */
    }
    int64_t age_ms = ui->now_ms - value->since_ms;
    if (age_ms >= ms)
        return to;
    ui_wake_next(ui);
    return value->from + (to - value->from) * motion_out(age_ms, ms);
}
