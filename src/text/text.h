/* Text on screen: paragraph in, placed words out. The pipeline stands in paragraph.c's opening comment; in short:
 *
 *   clean -> base direction -> isolate Latin and number tokens (RTL) -> FriBidi levels -> fonts -> libunibreak breaks
 *   -> items by level, font, word -> HarfBuzz advances, clusters, ink -> greedy or balanced lines -> reorder
 *   -> words drawn once in white by SDL2_ttf into a cache, tinted when drawn.
 *
 * Positions are pixels as float, y down. A struct para belongs to the context's cache: it is valid until the next
 * text_end_frame, so ask again each frame (a cached answer costs a hash look-up). A context belongs to one thread; with
 * gfx NULL it lays out but does not draw. */
#ifndef HAMAWAZ_TEXT_TEXT_H
#define HAMAWAZ_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/lang.h"
#include "gfx/gfx.h"

struct text;

enum text_face { TEXT_NASTALIQ, TEXT_NASKH }; /* for Arabic script; Latin is always Inter */
enum text_align { TEXT_START, TEXT_CENTER, TEXT_END }; /* of the language's direction */

struct text_style {
    enum text_face face;
    bool is_bold;
    bool is_private;   /* typed by a visitor: kept apart in the caches, wiped by text_forget_private */
    float px;          /* em of the language's own script; the other follows (Latin = 0.72 Nastaliq, 0.84 Naskh) */
    float pitch;       /* baseline to baseline, in em of px; widened line by line where inks would meet; a line wholly
                        * in the other script takes the pitch of that script */
    float tracking;    /* added between Latin letters, in em; -0.03 for large headlines */
    enum text_align align;
    int max_lines;     /* 0: no limit; else the last line ends in an ellipsis at a word */
    bool is_balanced;  /* lines of about equal length instead of greedy */
};

struct text_line {
    uint32_t from, to; /* bytes of the paragraph's source text */
    float baseline;    /* from the paragraph's top */
    float left, width; /* advance box, from the paragraph's left */
    float ink_top, ink_bottom, ink_left, ink_right; /* what is really black, from the paragraph's top left */
};

/* Each line is a row `pitch` high with its baseline below the row's middle (0.29 em in Nastaliq, 0.2 Naskh, 0.36
 * Latin), so that its ink looks centred in it; the paragraph's top is the first row's. Ink may leave the rows: flags of
 * Nastaliq rise 1.9 em above the baseline, so ink_top is often negative. Place large text by its ink. */
struct para {
    float width, height;   /* layout width asked for (or the widest line when 0 was asked); sum of line pitches */
    float widest;          /* widest line's advance */
    float ink_top, ink_bottom, ink_left, ink_right;
    bool is_rtl;           /* the language's direction: the side that lines begin at */
    bool is_cut;           /* max_lines was not enough, or the text was too long */
    const struct text_line *lines;
    size_t line_count;
    uint32_t missing;      /* first code point that no font has; 0: none */
    float px;              /* the em size it was laid out at (text_fit) */
};

/* Opens the seven files of fonts/manifest in `font_folder`. ERR_MISSING names the first that is not there. `gfx` may be
 * NULL. `budget_bytes` bounds word textures and layouts together. */
MUST_CHECK bool text_open(const char *font_folder, struct gfx *gfx, size_t budget_bytes, struct text **text,
                          struct err *err);
void text_close(struct text *text);

/* Lays `utf8` (n bytes, at most 4,000 code points count) out for `width` pixels; width 0: broken at '\n' only, and
 * spaces at its end count (a field's caret stands after them). Lines run in the direction of `lang`, unless the text
 * has letters of the other direction only (an English name on an Urdu page). A word wider than `width` is torn. Empty
 * text gives one empty line. Never NULL. */
const struct para *text_layout(struct text *text, const struct text_style *style, enum lang lang, const char *utf8,
                               size_t n, float width);

/* The largest size in px_least..px_most (style->px is ignored) at which the text's ink fits w x h, no line is wider
 * than w, no word is torn and max_lines suffice; px_least when there is none. Tries sizes downward in steps of 4 %. */
const struct para *text_fit(struct text *text, const struct text_style *style, enum lang lang, const char *utf8,
                            size_t n, float w, float h, float px_least, float px_most);

/* A run of bytes in another colour: whole words only, so joining is never broken. A word is in it when it begins in it;
 * the sign after an Urdu word is a word of its own, as is each letter of Latin with tracking. */
struct text_mark {
    uint32_t from, to;
    struct color color;
};

/* Lines that come in turn: each fades in during `line_ms`, from `shift` pixels nearer the reading start, `step_ms`
 * after the line before it. The first began `age_ms` ago. */
struct text_reveal {
    int64_t age_ms;
    int line_ms, step_ms;
    float shift;
};

/* Draws with the paragraph's top left at x, y. `mark` and `reveal` may be NULL. Words not yet rastered are rastered
 * now, or left out when the frame's budget is spent (gfx.h). Does nothing while gfx is muted. */
void text_draw(struct text *text, const struct para *para, float x, float y, struct color color,
               const struct text_mark *mark, const struct text_reveal *reveal);

/* Where the caret stands before byte `at`: x from the paragraph's left, top and bottom; at a boundary of directions the
 * side of the text before (`is_before`) or after. */
struct text_caret {
    float x, top, bottom;
    bool is_rtl;
};
struct text_caret text_caret(const struct para *para, uint32_t at, bool is_before);

/* The byte offset of the caret stop nearest to x, y. */
uint32_t text_hit(const struct para *para, float x, float y);

/* ASCII in Inter, digits in slots of one width (the widest digit's), so that a counting number does not shiver; other
 * characters take their own advance. `px` em, `tracking` em between slots. */
float text_slots_width(struct text *text, bool is_bold, float px, float tracking, const char *ascii);
void text_slots_draw(struct text *text, bool is_bold, float px, float tracking, const char *ascii, float x,
                     float baseline, struct color color);
/* Height of a digit in em of Inter: for placing figures by their ink. */
float text_digit_height(struct text *text, bool is_bold);

/* Ends a frame: evicts the least recently used beyond the budget, but nothing that this frame used. Paras become
 * invalid. */
void text_end_frame(struct text *text);

/* Wipes and drops everything laid out with is_private. */
void text_forget_private(struct text *text);

size_t text_cached_bytes(const struct text *text);

/* "FreeType 2.12.1, HarfBuzz 6.0.0, ..." for the log of golden tests; static storage of the context. */
const char *text_versions(const struct text *text);

#endif
