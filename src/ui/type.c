/* Type: the one table of sizes, and text placed in boxes.
 *
 * Nastaliq and Latin want different placing. A Nastaliq word leans: its ink may stand anywhere from far above to far
 * below its baseline, so alone it is centred by its own ink. A Latin word has one optical box, capital height on the
 * baseline; centring its ink would set "Myth" higher than "Fact" beside it. On a shared line (bars, lists, keys) each
 * script's baseline stands a fixed part of its em below the row's centre. */
#include "ui/inside.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "ui/tape.h"

struct size {
    float least, most; /* t; where they differ, the largest that fits the box */
    float pitch;       /* em */
    float sink;        /* baseline below the centre of a row, em */
    float tracking;    /* em, Latin */
};

struct role {
    struct size in[LANG_COUNT]; /* Urdu, English */
    bool is_bold, is_balanced;
    bool is_fixed; /* whatever the visitor's text size */
    enum text_face face;
};

#define CAPITAL 0.727f /* Inter's capital height, em */
#define NASTALIQ(least, most, pitch) {least, most, pitch, 0.29f, 0}
#define NASKH(size, pitch) {size, size, pitch, 0.2f, 0}
#define LATIN(least, most, pitch, tracking) {least, most, pitch, CAPITAL / 2, tracking}
#define LATIN_KEY(size) {size, size, 1.4f, 0.31f, 0} /* sinks between capitals and small letters */
#define BOLD .is_bold = true
#define HEADLINE .is_bold = true, .is_balanced = true

static const float LABEL_INK = 0.78f;            /* most of a button's height that its word may fill */
static const float COME_SHIFT_U = 2;
enum { COME_MS = 280, COME_STEP_MS = 120, CARRY_MS = 280 };

static const struct role roles[ROLE_COUNT] = {
    [ROLE_STATEMENT] = {.in = {NASTALIQ(6, 17, 1.86f), LATIN(6, 18, 1.08f, -0.03f)}, HEADLINE},
    [ROLE_QUIZ] = {.in = {NASTALIQ(4, 10.2f, 1.85f), LATIN(4, 11.6f, 1.16f, -0.02f)}, HEADLINE},
    [ROLE_DISPLAY] = {.in = {NASTALIQ(8.4f, 9.6f, 1.9f), LATIN(7, 8, 1.12f, -0.02f)}, HEADLINE},
    [ROLE_TITLE] = {.in = {NASTALIQ(7, 7, 1.7f), LATIN(5.2f, 5.2f, 1.18f, 0)}, HEADLINE},
    [ROLE_DOOR] = {.in = {NASTALIQ(5.5f, 5.5f, 1.7f), LATIN(5.2f, 5.2f, 1.18f, 0)}, HEADLINE},
    [ROLE_READING] = {.in = {NASTALIQ(3.15f, 5.6f, 1.9f), LATIN(2.4f, 5, 1.38f, 0)}, .is_balanced = true},
    [ROLE_LIST] = {{NASTALIQ(3.15f, 6.6f, 1.9f), LATIN(2.4f, 6, 1.3f, 0)}, .is_balanced = true},
    [ROLE_BODY] = {.in = {NASTALIQ(4.1f, 4.1f, 1.9f), LATIN(3.15f, 3.15f, 1.45f, 0)}, .is_balanced = true},
    [ROLE_BODY_BOLD] = {.in = {NASTALIQ(4.1f, 4.1f, 1.9f), LATIN(3.15f, 3.15f, 1.45f, 0)}, BOLD},
    [ROLE_BUTTON] = {.in = {NASTALIQ(4.1f, 4.1f, 1.9f), LATIN(3.1f, 3.1f, 1.4f, 0)}, BOLD},
    [ROLE_CAPTION] = {.in = {NASTALIQ(3.15f, 3.15f, 1.7f), LATIN(2.4f, 2.4f, 1.4f, 0)}, .is_balanced = true},
    [ROLE_CAPTION_BOLD] = {.in = {NASTALIQ(3.15f, 3.15f, 1.7f), LATIN(2.4f, 2.4f, 1.4f, 0)}, BOLD},
    [ROLE_FIELD] = {.in = {NASKH(5.2f, 1.6f), LATIN(4.4f, 4.4f, 1.4f, 0)}, .face = TEXT_NASKH},
    [ROLE_KEY] = {.in = {NASKH(4.9f, 1.6f), LATIN_KEY(3.9f)}, .face = TEXT_NASKH},
    [ROLE_KEY_SECOND] = {.in = {NASKH(2.9f, 1.6f), LATIN_KEY(2)}, .face = TEXT_NASKH, .is_fixed = true},
};

static enum lang lang_of(const struct ui *ui, const struct ui_text *how)
{
    return how->has_lang ? how->lang : ui->lang;
}

static const struct size *size_of(const struct ui *ui, const struct ui_text *how)
{
    return &roles[how->role].in[lang_of(ui, how)];
}

static bool grows(const struct size *size)
{
    return size->least < size->most;
}

/* Sizes are whole pixels, so that a word is rastered once however it is asked for. */
static float px_of(const struct ui *ui, float t)
{
    return fmaxf(1, roundf(t * ui->t));
}

/* START and END are the screen's, whatever the language of these words; text/ counts from the paragraph's own side. */
static enum text_align align_of(const struct ui *ui, const struct ui_text *how)
{
    bool starts_right = ui->is_rtl && !ui->is_physical;
    if (how->align == TEXT_CENTER || starts_right == lang_is_rtl(lang_of(ui, how)))
        return how->align;
    return how->align == TEXT_START ? TEXT_END : TEXT_START;
}

struct text_style ui_style(const struct ui *ui, const struct ui_text *how)
{
    const struct role *role = &roles[how->role];
    const struct size *size = size_of(ui, how);
    return (struct text_style){
        .face = role->face,
        .is_bold = role->is_bold,
        .is_private = how->is_private,
        .px = px_of(ui, role->is_fixed ? size->most / ui->text_factor : size->most),
        .pitch = size->pitch,
        .tracking = size->tracking,
        .align = align_of(ui, how),
        .max_lines = how->max_lines,
        .is_balanced = role->is_balanced,
    };
}

/* A larger text size raises the most a growing role may take, never the least: the box does not grow with it. */
static const struct para *wrapped(struct ui *ui, const struct ui_text *how, const char *words, int width, int height)
{
    struct text_style style = ui_style(ui, how);
    const struct size *size = size_of(ui, how);
    enum lang lang = lang_of(ui, how);
    size_t n = strlen(words);
    if (how->px > 0)
        style.px = how->px;
    if (!grows(size) || height <= 0 || how->px > 0)
        return text_layout(ui->text, &style, lang, words, n, (float)width);
    float least = px_of(ui, size->least / ui->text_factor);
    return text_fit(ui->text, &style, lang, words, n, (float)width, (float)height, least, style.px);
}

/* What a paragraph takes up, from its top. One that has grown to its box is all ink; others are rows, so that baselines
 * do not depend on the words, and the ink that leaves them. */
struct extent {
    float top, bottom;
};

static struct extent extent_of(const struct ui *ui, const struct ui_text *how, const struct para *para)
{
    if (grows(size_of(ui, how)))
        return (struct extent){para->ink_top, para->ink_bottom};
    return (struct extent){fminf(0, para->ink_top), fmaxf(para->height, para->ink_bottom)};
}

/* What the eye takes for the paragraph's body. */
static struct extent body_of(const struct para *para, enum lang lang)
{
    if (lang != LANG_EN || para->line_count == 0)
        return (struct extent){para->ink_top, para->ink_bottom};
    return (struct extent){para->lines[0].baseline - CAPITAL * para->px, para->lines[para->line_count - 1].baseline};
}

/* Where the paragraph's top goes. */
static float para_top(const struct ui *ui, const struct ui_text *how, const struct para *para, struct box box)
{
    struct extent extent = extent_of(ui, how, para), body = body_of(para, lang_of(ui, how));
    float y = (float)box.y, h = (float)box.h;
    switch (how->anchor) {
    case ANCHOR_TOP:
        return y - extent.top;
    case ANCHOR_BOTTOM:
        return y + h - extent.bottom;
    case ANCHOR_MIDDLE:
        break;
    }
    float highest = y - para->ink_top, lowest = y + h - para->ink_bottom; /* where ink that fits stays inside */
    float middle = y + (h - body.bottom - body.top) / 2;
    return highest <= lowest ? fminf(fmaxf(middle, highest), lowest) : middle;
}

/* Until all its lines stand. */
static int coming_ms(const struct para *para)
{
    return COME_MS + COME_STEP_MS * ((int)para->line_count - 1);
}

/* The carried phrase: one of many while its paragraph comes, it takes its colour when all lines stand. */
static struct text_mark mark_of(struct ui *ui, const struct ui_text *how, const char *words, const struct para *para)
{
    const char *at = how->carry && *how->carry ? strstr(words, how->carry) : NULL;
    if (!at)
        return (struct text_mark){0};
    uint32_t from = (uint32_t)(at - words);
    float part = how->comes_in_turn ? ui_part(ui, how->age_ms - coming_ms(para), CARRY_MS) : 1;
    struct color color = color_mix(ui_color(ui, how->color), ui_color(ui, how->carry_color), part);
    return (struct text_mark){from, from + (uint32_t)strlen(how->carry), color};
}

/* A caption of the smallest text size; none but the second letters of keys may be smaller. */
float ui_least_px(const struct ui *ui, const struct ui_text *how)
{
    enum lang lang = lang_of(ui, how);
    return px_of(ui, fminf(roles[ROLE_CAPTION].in[lang].least, roles[how->role].in[lang].least) / ui->text_factor);
}

static void tell_tape(struct ui *ui, struct box place, const struct ui_text *how, const char *words,
                      const struct para *para, bool is_in_row)
{
    if (!ui->tape)
        return;
    tape_mean(ui->tape, &(struct tape_meaning){
                            .para = para,
                            .words = how->is_private ? NULL : words,
                            .box = place,
                            .least_px = ui_least_px(ui, how),
                            .is_in_row = is_in_row,
                        });
}

static void draw_para(struct ui *ui, const struct ui_text *how, const char *words, const struct para *para, float x,
                      float y)
{
    if (gfx_is_muted(ui->gfx))
        return;
    struct text_mark mark = mark_of(ui, how, words, para);
    struct text_reveal reveal = {how->age_ms, COME_MS, COME_STEP_MS, COME_SHIFT_U * ui->u};
    bool is_coming = how->comes_in_turn && ui_part(ui, how->age_ms, coming_ms(para)) < 1;
    text_draw(ui->text, para, x, y, ui_color(ui, how->color), mark.to > mark.from ? &mark : NULL,
              is_coming ? &reveal : NULL);
}

/* Where the paragraph's left goes: the flag of a first kaf hangs over the margin, but never over the screen's edge. */
static float para_left(const struct ui *ui, const struct para *para, struct box place)
{
    float x = (float)place.x, out_left = 1 - (x + para->ink_left);
    float out_right = x + para->ink_right + 1 - (float)ui->screen.w;
    return x + (out_right > 0 ? -ceilf(out_right) : out_left > 0 ? ceilf(out_left) : 0);
}

int ui_text(struct ui *ui, struct box box, const struct ui_text *how, const char *words)
{
    struct box place = ui_place(ui, box);
    const struct para *para = wrapped(ui, how, words, place.w, place.h);
    struct extent extent = extent_of(ui, how, para);
    tell_tape(ui, place, how, words, para, false);
    draw_para(ui, how, words, para, para_left(ui, para, place), roundf(para_top(ui, how, para, place)));
    return (int)ceilf(extent.bottom - extent.top);
}

float ui_text_px(struct ui *ui, int width, int height, const struct ui_text *how, const char *words)
{
    return wrapped(ui, how, words, width, height)->px;
}

struct box ui_text_size(struct ui *ui, int width, int height, const struct ui_text *how, const char *words)
{
    const struct para *para = wrapped(ui, how, words, width, height);
    struct extent extent = extent_of(ui, how, para);
    return (struct box){0, 0, (int)ceilf(para->widest), (int)ceilf(extent.bottom - extent.top)};
}

int ui_text_rows(struct ui *ui, int width, const struct ui_text *how, const char *words)
{
    return (int)ceilf(wrapped(ui, how, words, width, 0)->height);
}

struct box ui_text_line(struct ui *ui, struct box box, const struct ui_text *how, const char *words, size_t line)
{
    struct box place = ui_place(ui, box);
    const struct para *para = wrapped(ui, how, words, place.w, place.h);
    if (line >= para->line_count)
        return (struct box){0};
    const struct text_line *at = &para->lines[line];
    float left = (float)place.x + at->ink_left, top = para_top(ui, how, para, place) + at->ink_top;
    struct box ink = {(int)floorf(left), (int)floorf(top), (int)ceilf(at->ink_right - at->ink_left),
                      (int)ceilf(at->ink_bottom - at->ink_top)};
    return ui_place(ui, ink);
}

/* One line, in a smaller size where its ink is too tall for `height` or, when `width` is positive, too wide. */
static const struct para *one_line(struct ui *ui, const struct ui_text *how, const char *words, int width, int height)
{
    struct text_style style = ui_style(ui, how);
    if (how->px > 0)
        style.px = how->px;
    enum lang lang = lang_of(ui, how);
    size_t n = strlen(words);
    const struct para *para = text_layout(ui->text, &style, lang, words, n, 0);
    float px = style.px, ink = para->ink_bottom - para->ink_top;
    if (how->anchor != ANCHOR_BOTTOM && height > 0 && ink > LABEL_INK * (float)height)
        px = fmaxf(floorf(px * LABEL_INK * (float)height / ink), fminf(px, ui_least_px(ui, how)));
    if (width > 0 && para->widest * px > (float)width * style.px)
        px = floorf(style.px * (float)width / para->widest);
    if (px >= style.px)
        return para;
    style.px = fmaxf(1, px);
    return text_layout(ui->text, &style, lang, words, n, 0);
}

static float label_left(const struct ui *ui, const struct ui_text *how, const struct para *para, struct box place)
{
    bool starts_right = ui->is_rtl && !ui->is_physical;
    float room = (float)place.w - para->widest;
    if (how->align == TEXT_CENTER)
        return (float)place.x + room / 2;
    return (float)place.x + ((how->align == TEXT_START) == starts_right ? room : 0);
}

static float label_top(const struct ui *ui, const struct ui_text *how, const struct para *para, struct box place)
{
    float middle = (float)place.y + (float)place.h / 2;
    struct extent body = body_of(para, lang_of(ui, how));
    if (how->anchor != ANCHOR_BOTTOM || para->line_count == 0)
        return middle - (body.top + body.bottom) / 2;
    return middle + size_of(ui, how)->sink * para->px - para->lines[0].baseline;
}

int ui_label(struct ui *ui, struct box box, const struct ui_text *how, const char *words)
{
    struct box place = ui_place(ui, box);
    const struct para *para = one_line(ui, how, words, place.w, place.h);
    float left = roundf(label_left(ui, how, para, place)), top = roundf(label_top(ui, how, para, place));
    tell_tape(ui, place, how, words, para, how->anchor == ANCHOR_BOTTOM);
    draw_para(ui, how, words, para, left, top);
    return (int)ceilf(para->widest);
}

int ui_label_width(struct ui *ui, int height, const struct ui_text *how, const char *words)
{
    return (int)ceilf(one_line(ui, how, words, 0, height)->widest);
}

float ui_label_px(struct ui *ui, int width, int height, const struct ui_text *how, const char *words)
{
    return one_line(ui, how, words, width, height)->px;
}
