/* Icons drawn with one pen. Places are counted in 24ths of the box from its middle and rounded to pixels there, so that
 * equal steps stay equal, diagonals keep their 45 degrees, and level lines cover whole pixels at every size. */
#include "gfx/icons.h"

#include <math.h>

#include "base/mem.h"
#include "gfx/raster.h"

enum { POINTS_MAX = 8 };

struct pen {
    struct path *path;
    float step; /* pixels a 24th */
    float width;
    struct point middle; /* on a pixel's edge or in its centre, as the pen's width asks */
};

static struct pen pen_for(struct path *path, float w, float h)
{
    float step = fminf(w, h) / 24, width = fmaxf(1, roundf(2 * step));
    float half = fmodf(width, 2) > 0 ? 0.5f : 0;
    return (struct pen){path, step, width, {floorf(w / 2) + half, floorf(h / 2) + half}};
}

static struct point place(const struct pen *pen, float x, float y)
{
    return (struct point){pen->middle.x + roundf((x - 12) * pen->step), pen->middle.y + roundf((y - 12) * pen->step)};
}

static void draw(const struct pen *pen, const struct point *points, size_t count, bool is_closed)
{
    struct point placed[POINTS_MAX];
    CHECK(count <= POINTS_MAX);
    for (size_t i = 0; i < count; i++)
        placed[i] = place(pen, points[i].x, points[i].y);
    path_stroke(pen->path, placed, count, is_closed, pen->width, CAP_SQUARE);
}

#define POINTS(...) (const struct point[]){__VA_ARGS__}, COUNT_OF(((const struct point[]){__VA_ARGS__}))
#define LINE(pen, ...) draw((pen), POINTS(__VA_ARGS__), false)
#define RING(pen, ...) draw((pen), POINTS(__VA_ARGS__), true)

static void build_next(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {9, 6}, {15, 12}, {9, 18});
}

static void build_back(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {15, 6}, {9, 12}, {15, 18});
}

static void build_exit(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {11, 4}, {4, 4}, {4, 20}, {11, 20});
    LINE(&pen, {9, 12}, {18, 12});
    LINE(&pen, {16, 8}, {20, 12}, {16, 16});
}

static void build_tick(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {4, 12}, {9, 17}, {20, 6});
}

static void build_shift(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    RING(&pen, {12, 3}, {21, 12}, {16, 12}, {16, 20}, {8, 20}, {8, 12}, {3, 12});
}

static void build_backspace(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    RING(&pen, {9, 5}, {22, 5}, {22, 19}, {9, 19}, {2, 12});
    LINE(&pen, {12, 9}, {18, 15});
    LINE(&pen, {18, 9}, {12, 15});
}

static void build_plus(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {12, 5}, {12, 19});
    LINE(&pen, {5, 12}, {19, 12});
}

static void build_minus(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {5, 12}, {19, 12});
}

static void build_close(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {6, 6}, {18, 18});
    LINE(&pen, {18, 6}, {6, 18});
}

static void build_warning(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    RING(&pen, {12, 3}, {22, 21}, {2, 21});
    LINE(&pen, {12, 10}, {12, 13});
    LINE(&pen, {12, 17}, {12, 17.5f});
}

static void build_page_up(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {5, 15}, {12, 8}, {19, 15});
}

static void build_page_down(struct path *path, float w, float h)
{
    struct pen pen = pen_for(path, w, h);
    LINE(&pen, {5, 9}, {12, 16}, {19, 9});
}

const struct shape icon_next = {"next", build_next, true};
const struct shape icon_back = {"back", build_back, true};
const struct shape icon_exit = {"exit", build_exit, true};
const struct shape icon_tick = {"tick", build_tick, false};
const struct shape icon_shift = {"shift", build_shift, false};
const struct shape icon_backspace = {"backspace", build_backspace, true};
const struct shape icon_plus = {"plus", build_plus, false};
const struct shape icon_minus = {"minus", build_minus, false};
const struct shape icon_close = {"close", build_close, false};
const struct shape icon_warning = {"warning", build_warning, false};
const struct shape icon_page_up = {"page-up", build_page_up, false};
const struct shape icon_page_down = {"page-down", build_page_down, false};
