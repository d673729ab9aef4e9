/* Immediate-mode widgets (after microui): a screen's `frame` calls them top to bottom; nothing of the tree is kept but,
 * by id, focus, the press in progress and eased values.
 *
 * One frame is one call of the screen's frame function for each input event, drawn muted, and one last call that draws;
 * so no tap is ever lost however slowly frames come. Screens lay out in LOGICAL boxes: x counted from the reading
 * start. In Urdu ui_place mirrors a box once, here, and every widget goes through it; what must not mirror (letter
 * keys) is drawn between ui_physical(ui, true) and (false). Main thread. */
#ifndef HAMAWAZ_UI_UI_H
#define HAMAWAZ_UI_UI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"
#include "gfx/event.h"
#include "gfx/gfx.h"
#include "gfx/theme.h"
#include "text/text.h"

enum { UI_TARGETS_MAX = 160, UI_ID_MAX = 40, UI_LABEL_MAX = 96, UI_VALUES_MAX = 64 };

/* A thing that can be tapped, as registered in the last pass: for focus, scripts and layout tests. */
struct ui_target {
    char id[UI_ID_MAX];
    char label[UI_LABEL_MAX]; /* as shown; never what a visitor typed */
    struct box box;           /* physical */
    bool is_enabled;
};

struct ui_value { /* an eased value kept by id */
    uint32_t id;
    float from, to;
    int64_t since_ms;
    bool is_used; /* in the last frame */
};

struct tape;

struct ui {
    struct gfx *gfx;
    struct text *text;
    struct theme theme;
    enum lang lang;
    bool is_rtl;
    int text_size;          /* 0, 1, 2 */
    bool is_motion_reduced;
    float u, t;             /* the two units in pixels: space; type and touch, which grows with the text size */
    float text_factor;      /* that t has grown by */
    struct box screen;      /* the whole picture */
    int64_t now_ms;
    int64_t entered_ms;     /* when the screen came */
    struct event event;     /* of this pass; EVENT_NONE in the pass that draws */

    int64_t wake_ms;        /* the next frame wanted; INT64_MAX: none */
    bool is_physical;
    bool has_focus_shown;   /* keys were used last, not the pointer */
    char focus[UI_ID_MAX], held[UI_ID_MAX];
    char typing[UI_ID_MAX]; /* the field in use: what a physical keyboard writes goes there */
    int64_t held_since_ms, repeated_ms, typed_ms;
    int pointer_x, pointer_y;
    struct ui_target target[UI_TARGETS_MAX], last_target[UI_TARGETS_MAX];
    size_t target_count, last_target_count;
    struct ui_value value[UI_VALUES_MAX];
    struct tape *tape;      /* what is drawn is recorded; NULL: nothing is */
};

void ui_init(struct ui *ui, struct gfx *gfx, struct text *text);

/* Takes the picture's size, computes u and t; call at start and after EVENT_RESIZED or a change of language or size. */
void ui_set_look(struct ui *ui, const struct theme *theme, enum lang lang, int text_size, bool is_motion_reduced);

/* A screen has come: focus, press and eased values begin anew. */
void ui_enter(struct ui *ui, int64_t now_ms);

/* One pass. `event` NULL: the pass that draws; else the caller has muted gfx. Whoever uses ui->event sets its type to
 * EVENT_NONE; ui_end_pass moves focus for Tab and arrows nobody used. */
void ui_begin_pass(struct ui *ui, const struct event *event, int64_t now_ms);
void ui_end_pass(struct ui *ui);
const struct ui_target *ui_find(const struct ui *ui, const char *id_or_label); /* in the last finished pass; NULL */

/* Units and places. */
int ui_u(const struct ui *ui, float n); /* n u in whole pixels */
int ui_t(const struct ui *ui, float n);
bool ui_is_portrait(const struct ui *ui);
bool ui_is_small(const struct ui *ui); /* short side under 80t: a small panel, or large type */
void ui_physical(struct ui *ui, bool is_physical);
struct box ui_place(const struct ui *ui, struct box logical);
struct color ui_color(const struct ui *ui, enum theme_color color);

/* Time. ui_age: ms since the screen came. ui_part: eased part 0..1 of a move of `ms` that began `age_ms` ago (less than
 * 0: is to begin); asks for frames until it is over; 1 at once when motion is reduced. ui_fade: the same, linear, for
 * what only fades. ui_move: of a move that begins `delay_ms` after the screen came. ui_eased follows `to` in `ms`.
 * ui_wake_at asks for a frame then, ui_wake_next for the next one. */
int64_t ui_age(const struct ui *ui);
float ui_part(struct ui *ui, int64_t age_ms, int ms);
float ui_fade(struct ui *ui, int64_t age_ms, int ms);
float ui_move(struct ui *ui, int delay_ms, int ms);
float ui_eased(struct ui *ui, const char *id, float to, int ms);
void ui_wake_at(struct ui *ui, int64_t at_ms);
void ui_wake_next(struct ui *ui);

/* Type: every text on screen has a role; sizes and pitches of both languages stand in one table in type.c. */
enum ui_role {
    ROLE_STATEMENT, /* slides; grows */
    ROLE_QUIZ,      /* quiz statement; grows */
    ROLE_DISPLAY,   /* grows a little */
    ROLE_TITLE,
    ROLE_DOOR,
    ROLE_READING,   /* grows */
    ROLE_LIST,      /* rows of a slide; grows */
    ROLE_BODY,
    ROLE_BODY_BOLD,
    ROLE_BUTTON,
    ROLE_CAPTION,
    ROLE_CAPTION_BOLD,
    ROLE_FIELD,     /* Naskh */
    ROLE_KEY,
    ROLE_KEY_SECOND,
    ROLE_COUNT
};
/* In the height of the box. TOP, BOTTOM: rows begin or end there, so that baselines do not depend on the words, unless
 * ink would leave the box; text that grows goes by its ink. MIDDLE: by ink; Latin by capital height and baseline. */
enum ui_anchor { ANCHOR_TOP, ANCHOR_MIDDLE, ANCHOR_BOTTOM };

struct ui_text {
    enum ui_role role;
    enum theme_color color;
    enum text_align align;      /* START is the screen's reading start, whatever `lang` */
    enum ui_anchor anchor;
    const char *carry;          /* this phrase takes `carry_color`; NULL: none */
    enum theme_color carry_color;
    enum lang lang;             /* set by UI_TEXT to the screen's; override for the other language */
    bool has_lang;              /* `lang` overrides */
    bool comes_in_turn;         /* its lines one after another, `carry` takes its colour last; ui_text alone */
    int64_t age_ms;             /* since they began to */
    int max_lines;
    bool is_private;            /* a visitor's alone: wiped from the caches with the visit */
    float px;                   /* this em size instead of the role's; 0: the role's */
};
/* UI_TEXT(role, color, .align = ..., ...): a description in place; color and what follows are designated members. */
#define UI_TEXT(role_, ...) (&(const struct ui_text){.role = (role_), .color = __VA_ARGS__})

/* Draws `words` in the box, wrapped to its width; roles that grow take the largest size that fits the box. Returns the
 * height used, in pixels (text that does not fit is drawn all the same: layout tests find it). */
int ui_text(struct ui *ui, struct box box, const struct ui_text *how, const char *words);

/* Height and widest line that ui_text would use at this width (and height, for roles that grow). */
struct box ui_text_size(struct ui *ui, int width, int height, const struct ui_text *how, const char *words);

/* The height of its rows alone, which a flag or a falling stroke may leave: for texts one above the other. */
int ui_text_rows(struct ui *ui, int width, const struct ui_text *how, const char *words);

/* Where ui_text would put the ink of line `line`, from 0; w and h 0: it has fewer lines. */
struct box ui_text_line(struct ui *ui, struct box box, const struct ui_text *how, const char *words, size_t line);

/* The em size at which ui_text would draw in a width x height box: for several texts that must share one size. */
float ui_text_px(struct ui *ui, int width, int height, const struct ui_text *how, const char *words);

/* The smallest em size that its words may be drawn in, whatever the visitor's text size: where room is tight. */
float ui_least_px(const struct ui *ui, const struct ui_text *how);

/* One line, ink-centred in the box's height and shrunk until its ink is at most 78 % of it, though never below a
 * caption's size for that, and fits the width: for buttons. With ANCHOR_BOTTOM all labels of a height share a baseline
 * (bars, lists, titles side by side) and only width shrinks them. Returns the width used. */
int ui_label(struct ui *ui, struct box box, const struct ui_text *how, const char *words);
int ui_label_width(struct ui *ui, int height, const struct ui_text *how, const char *words);
/* The em size it would take: for several labels that must share one. */
float ui_label_px(struct ui *ui, int width, int height, const struct ui_text *how, const char *words);

/* Surfaces. */
void ui_card(struct ui *ui, struct box box);                          /* paper, its edge below */
void ui_focus_ring(struct ui *ui, struct box box, int radius, bool is_on_card);
void ui_icon(struct ui *ui, const struct shape *shape, struct box box, enum theme_color color);
/* A long press shows its progress: over the icon as it is, the same in `color` rises with held_ms out of whole_ms. */
void ui_icon_rising(struct ui *ui, const struct shape *shape, struct box box, enum theme_color color, int64_t held_ms,
                    int whole_ms);
void ui_stars(struct ui *ui, struct box box, int count, int at);      /* progress: done, here, to come */
void ui_hairline(struct ui *ui, struct box box, enum theme_color color);

/* Controls. An id names one thing on the screen for ever ("quiz.next"); scripts tap by it. A finger may slide 3u off
 * what it holds; Enter and Space press only what is shown to be focused. What is faded out cannot be pressed. */
struct ui_control {
    bool is_pressed; /* released inside, or Enter or Space on it, in this pass */
    bool is_held;    /* the finger is on it now */
    bool is_focused; /* and the focus is to be shown */
    bool is_repeat;  /* ui_repeating: held long enough, again now */
    int64_t held_ms;
};
struct ui_control ui_control(struct ui *ui, const char *id, struct box box, const char *label, bool is_enabled);
/* As ui_control, repeating after 450 ms every 70 ms while held (backspace). */
struct ui_control ui_repeating(struct ui *ui, const char *id, struct box box, const char *label, bool is_enabled);

enum ui_button_kind {
    BUTTON_NEXT,  /* the one next thing to do: marigold */
    BUTTON_PLAIN, /* an edge on the ground */
    BUTTON_QUIET, /* words alone */
    BUTTON_CARD,  /* edge on paper */
};
struct ui_button {
    enum ui_button_kind kind;
    const struct shape *icon; /* NULL: none */
    bool icon_first;          /* before the words, else after */
    bool is_disabled;
    bool is_chosen;           /* PLAIN: of several this one, in the colours it has under the finger */
    bool is_large;            /* words as on a door */
    bool is_number;           /* the label is digits: Latin type in every language */
    bool repeats;             /* pressed again and again while it is held, as ui_repeating */
};
bool ui_button(struct ui *ui, const char *id, struct box box, const struct ui_button *how, const char *label);
/* The same as wide as its label needs, cut from the reading start or the end of a row. */
bool ui_button_at_start(struct ui *ui, const char *id, struct box *row, const struct ui_button *how, const char *label);
bool ui_button_at_end(struct ui *ui, const char *id, struct box *row, const struct ui_button *how, const char *label);
/* What the label needs; at least 20t, QUIET 14t. */
int ui_button_width(struct ui *ui, int height, const struct ui_button *how, const char *label);

/* A card that is one control: under the finger a shade darker, and lower. Returns where its content goes. */
struct box ui_card_control(struct ui *ui, struct box box, const struct ui_control *control);

/* One of two answers: sign and word, equal in size and colour, for marigold would be a hint. Under the finger, and when
 * it is chosen, it is paper with a rim twice as wide in that very frame; the other one then steps back. */
struct ui_answer {
    const struct shape *sign;
    bool is_chosen, is_closed; /* this one was given; one of the two was */
};
bool ui_answer(struct ui *ui, const char *id, struct box box, const struct ui_answer *how, const char *label);

/* A line one ticks: star, words; on paper. `px` as in struct ui_text; 0: body's. */
bool ui_tick(struct ui *ui, const char *id, struct box box, float px, const char *label, bool *is_ticked);
int ui_tick_height(struct ui *ui, int width, float px, const char *label); /* that the line needs at this width */
/* The size at which each of the labels fits a row of width x height; 0 (body's) where none above body's does. */
float ui_tick_px(struct ui *ui, int width, int height, const char *const labels[], size_t count);

/* Fields and keyboards: field.h, keyboard.h. */

#endif
