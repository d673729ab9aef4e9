/* A theme file: one `name #RRGGBB` a line, `;` begins a comment; each colour of the table below exactly once. */
#ifndef HAMAWAZ_GFX_THEME_H
#define HAMAWAZ_GFX_THEME_H

#include "base/err.h"
#include "gfx/gfx.h"

#define THEME_COLORS(X)                                                                                               \
    X(GROUND, "ground") X(FLOOR, "floor") X(RAISED, "raised") X(REST, "rest") X(BOND, "bond") X(TEXT, "text")         \
    X(QUIET, "quiet") X(BAR_TEXT, "bar-text") X(SKY, "sky") X(ACCENT, "accent") X(ON_ACCENT, "on-accent")             \
    X(CARRY, "carry") X(KILN, "kiln") X(ON_KILN, "on-kiln") X(FOCUS, "focus") X(RIM, "rim") X(CARD, "card")           \
    X(CARD_EDGE, "card-edge") X(INK, "ink") X(INK_QUIET, "ink-quiet") X(INK_SKY, "ink-sky") X(EDGE, "edge")           \
    X(CARD_FOCUS, "card-focus") X(PETAL, "petal") X(HEART, "heart") X(TILE_1, "tile-1") X(TILE_2, "tile-2")           \
    X(TILE_3, "tile-3") X(TILE_4, "tile-4") X(WINDOW, "window") X(WINDOW_TILE, "window-tile")                         \
    X(WINDOW_BOND, "window-bond") X(WINDOW_LINE, "window-line") X(SHADOW, "shadow")

#define THEME_AS_ENUM(id, name) THEME_##id,
enum theme_color { THEME_COLORS(THEME_AS_ENUM) THEME_COLOR_COUNT };
#undef THEME_AS_ENUM

struct theme {
    char name[32];
    struct color at[THEME_COLOR_COUNT];
};

/* ERR_MISSING, or ERR_INVALID with file:line when a colour is unknown, missing, twice or not #RRGGBB. */
MUST_CHECK bool theme_load(const char *path, struct theme *theme, struct err *err);

/* The deodar theme, compiled in: what is used when no file can be read. */
const struct theme *theme_fallback(void);

/* A number that stands for all its colours: tells whether what was drawn in a theme is still right. */
uint64_t theme_stamp(const struct theme *theme);

/* WCAG 2.1 contrast ratio, 1..21. */
float theme_contrast(struct color a, struct color b);

/* A pair that carries meaning, and the least contrast it may have. */
struct theme_pair {
    const char *what;
    enum theme_color over, under;
    float least;
};
const struct theme_pair *theme_pairs(size_t *count);

#endif
