/* The windows of the three doors. One lattice has three centres of symmetry, and each door is drawn around one of them:
 * two tips meeting (quiz: ring and diamond), a star (pledge), a cross (help). Lines run through the whole window. */
#include <math.h>

#include "gfx/gfx_private.h"
#include "gfx/lattice.h"
#include "gfx/tiles.h"

/* Kinds of cached textures; only the addresses count. */
static const char door_kind;

enum { DOOR_QUIZ, DOOR_PLEDGE, DOOR_HELP };

/* Where the star next to the middle stands, in half pitches, and the pitch as a part of the shorter side. */
static const struct {
    int star_x, star_y;
    float pitch;
} centres[] = {
    [DOOR_QUIZ] = {1, 0, 0.448f},
    [DOOR_PLEDGE] = {0, 0, 0.31f},
    [DOOR_HELP] = {1, 1, 0.392f},
};

struct window {
    struct canvas canvas;
    struct path path;
    struct tiling tiling;
    const struct theme *theme;
};

/* A place counted in half pitches from the middle. */
static struct point place(const struct window *window, int x, int y)
{
    int half = window->tiling.pitch / 2;
    return (struct point){(float)(window->canvas.w / 2 + x * half), (float)(window->canvas.h / 2 + y * half)};
}

static void paint(struct window *window, enum theme_color color)
{
    canvas_paint(&window->canvas, &window->path, window->theme->at[color]);
    path_clear(&window->path);
}

static void paint_star(struct window *window, int x, int y, enum theme_color color)
{
    tiling_star(&window->path, &window->tiling, place(window, x, y));
    paint(window, color);
}

static void paint_cross(struct window *window, int x, int y, enum theme_color color)
{
    tiling_cross(&window->path, &window->tiling, place(window, x, y));
    paint(window, color);
}

static void paint_lines(struct window *window, int star_x, int star_y)
{
    int reach = (window->canvas.w > window->canvas.h ? window->canvas.w : window->canvas.h) / window->tiling.pitch + 1;
    for (int j = -reach; j <= reach; j++)
        for (int i = -reach; i <= reach; i++)
            tiling_star_line(&window->path, &window->tiling, place(window, 2 * i + star_x, 2 * j + star_y));
    paint(window, THEME_WINDOW_LINE);
}

static void paint_quiz(struct window *window, bool is_mirrored)
{
    const struct color *at = window->theme->at;
    int start = is_mirrored ? 1 : -1; /* reading begins with the myth */
    float r = (float)window->tiling.pitch / 2;
    bool is_lost = theme_contrast(at[THEME_ACCENT], at[THEME_WINDOW_TILE]) < 1.5f;
    for (int side = -1; side <= 1; side += 2) {
        paint_cross(window, 0, side, THEME_WINDOW_BOND);
        paint_star(window, side, 0, THEME_WINDOW_TILE);
    }
    struct point myth = place(window, start, 0), fact = place(window, -start, 0);
    path_circle(&window->path, myth.x, myth.y, 0.53f * r);
    path_circle(&window->path, myth.x, myth.y, 0.38f * r);
    path_reverse(&window->path);
    paint(window, THEME_WINDOW);
    const float d = roundf(0.62f * r);
    const struct point up = {fact.x, fact.y - d}, down = {fact.x, fact.y + d};
    const struct point left = {fact.x - d, fact.y}, right = {fact.x + d, fact.y};
    path_polygon(&window->path, (struct point[]){up, right, down, left}, 4);
    paint(window, is_lost ? THEME_WINDOW : THEME_ACCENT);
}

static void paint_pledge(struct window *window)
{
    for (int j = -1; j <= 1; j++)
        for (int i = -1; i <= 1; i++)
            paint_star(window, 2 * i, 2 * j, i == 0 && j == 0 ? THEME_ACCENT : THEME_WINDOW_TILE);
    for (int k = 0; k < 4; k++)
        paint_cross(window, k % 2 ? 1 : -1, k / 2 ? 1 : -1, THEME_WINDOW_BOND);
}

static void paint_help(struct window *window)
{
    for (int k = 0; k < 4; k++)
        paint_star(window, k % 2 ? 1 : -1, k / 2 ? 1 : -1, THEME_WINDOW_TILE);
    paint_cross(window, 0, 0, THEME_ACCENT);
}

/* Rounds the corners; where the window would not stand out from the card it gets an edge. */
static void frame(struct window *window)
{
    const struct color *at = window->theme->at;
    float w = (float)window->canvas.w, h = (float)window->canvas.h, radius = roundf(fminf(w, h) / 40);
    if (theme_contrast(at[THEME_WINDOW], at[THEME_CARD]) < 1.5f) {
        float edge = fmaxf(1, roundf(fminf(w, h) / 240));
        path_round_box(&window->path, 0, 0, w, h, radius);
        path_round_box(&window->path, edge, edge, w - 2 * edge, h - 2 * edge, radius - edge);
        path_reverse(&window->path);
        paint(window, THEME_EDGE);
    }
    path_round_box(&window->path, 0, 0, w, h, radius);
    canvas_keep(&window->canvas, &window->path);
}

static void paint_window(struct window *window, int door, bool is_mirrored)
{
    path_box(&window->path, 0, 0, (float)window->canvas.w, (float)window->canvas.h);
    paint(window, THEME_WINDOW);
    paint_lines(window, centres[door].star_x, centres[door].star_y);
    if (door == DOOR_QUIZ)
        paint_quiz(window, is_mirrored);
    else if (door == DOOR_PLEDGE)
        paint_pledge(window);
    else
        paint_help(window);
    frame(window);
}

void lattice_door(struct gfx *gfx, const struct theme *theme, struct box box, int door, bool is_mirrored)
{
    struct box seen = box;
    bool flips = door == DOOR_QUIZ && is_mirrored;
    if (!gfx_would_show(gfx, &seen, &(uint8_t){255}) || box.w > 8192 || box.h > 8192)
        return;
    const struct gfx_key key = {&door_kind, {box.w, box.h, door, flips, (int64_t)theme_stamp(theme)}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (!texture && gfx_may_make(gfx)) {
        float side = fminf((float)box.w, (float)box.h);
        struct window window = {.tiling = tiling_of(side * centres[door].pitch), .theme = theme};
        canvas_init(&window.canvas, box.w, box.h);
        paint_window(&window, door, is_mirrored);
        path_finish(&window.path);
        texture = gfx_cache_keep(gfx, &key, &window.canvas);
    }
    gfx_draw(gfx, texture, box.x, box.y, COLOR_WHITE);
}
