/* The wall of pledges, whole and as its edge on the thank-you screen. What does not move is painted once into a
 * texture; the newest star and the crosses it completes are drawn over it, tile by tile. Every tile stands on whole
 * pixels, so that the drawn tiles cover the painted ones exactly. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"
#include "gfx/lattice_private.h"
#include "gfx/tiles.h"

enum { CELL = 65536, RIM_CELLS = 5 }; /* units of lattice_rank; lines reach that far beyond the last star */

/* Kinds of cached textures; only the addresses count. */
static const char wall_kind, edge_kind, star_kind, cross_kind;

static const enum theme_color glazes[] = {THEME_TILE_1, THEME_TILE_2, THEME_TILE_3, THEME_TILE_4};

static size_t glaze_of(int i, int j)
{
    return (size_t)(lattice_wander(i + 7, j + 3) * (float)COUNT_OF(glazes));
}

/* The outlines of a field, one path a colour. */
struct field {
    struct path lines, bonds, stars[COUNT_OF(glazes)];
};

static struct gfx_texture *keep_field(struct gfx *gfx, const struct gfx_key *key, struct field *field,
                                      const struct theme *theme, int w, int h)
{
    struct canvas canvas;
    canvas_init(&canvas, w, h);
    canvas_paint(&canvas, &field->lines, theme->at[THEME_REST]);
    canvas_paint(&canvas, &field->bonds, theme->at[THEME_BOND]);
    for (size_t i = 0; i < COUNT_OF(glazes); i++) {
        canvas_paint(&canvas, &field->stars[i], theme->at[glazes[i]]);
        path_finish(&field->stars[i]);
    }
    path_finish(&field->lines);
    path_finish(&field->bonds);
    return gfx_cache_keep(gfx, key, &canvas);
}

/* One tile, drawn where it moves or fades. `kind` is star_kind or cross_kind. */
static void draw_tile(struct gfx *gfx, const char *kind, const struct tiling *tiling, int x, int y, struct color color)
{
    const struct gfx_key key = {kind, {tiling->pitch}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (!texture && gfx_may_make(gfx)) {
        struct canvas canvas;
        struct path path = {0};
        struct point middle = {(float)tiling->pitch / 2, (float)tiling->pitch / 2};
        canvas_init(&canvas, tiling->pitch, tiling->pitch);
        if (kind == &star_kind)
            tiling_star(&path, tiling, middle);
        else
            tiling_cross(&path, tiling, middle);
        canvas_paint(&canvas, &path, COLOR_WHITE);
        path_finish(&path);
        texture = gfx_cache_keep(gfx, &key, &canvas);
    }
    gfx_draw(gfx, texture, x - tiling->pitch / 2, y - tiling->pitch / 2, color);
}

/* The cells that stand wholly in the box, and when each is lit. */
struct cells {
    struct tiling tiling;
    int half_w, half_h, count;
    struct cell *by_turn;
    int *turns; /* rows from -half_h, columns from -half_w */
};

static int turn_of(const struct cells *cells, int i, int j)
{
    if (abs(i) > cells->half_w || abs(j) > cells->half_h)
        return INT32_MAX;
    return cells->turns[(j + cells->half_h) * (2 * cells->half_w + 1) + i + cells->half_w];
}

static void cells_init(struct cells *cells, const struct wall *wall)
{
    int64_t count = wall->sized_for > 0 ? wall->sized_for : wall->count;
    float units = count <= 12 ? 15 : count <= 60 ? 8 : count <= 280 ? 4.7f : count <= 700 ? 3 : 2;
    cells->tiling = tiling_of(units * wall->unit);
    int pitch = cells->tiling.pitch;
    cells->half_w = wall->box.w > pitch ? (wall->box.w - pitch) / 2 / pitch : 0;
    cells->half_h = wall->box.h > pitch ? (wall->box.h - pitch) / 2 / pitch : 0;
    size_t most = (size_t)(2 * cells->half_w + 1) * (size_t)(2 * cells->half_h + 1);
    cells->by_turn = mem_array(most, sizeof *cells->by_turn);
    cells->turns = mem_array(most, sizeof *cells->turns);
    cells->count = lattice_cells(cells->by_turn, cells->half_w, cells->half_h);
    for (int turn = 0; turn < cells->count; turn++) {
        struct cell cell = cells->by_turn[turn];
        cells->turns[(cell.j + cells->half_h) * (2 * cells->half_w + 1) + cell.i + cells->half_w] = turn;
    }
}

static void cells_finish(struct cells *cells)
{
    free(cells->by_turn);
    free(cells->turns);
}

/* The turn that completes the cross right of and below cell (i, j). */
static int cross_turn(const struct cells *cells, int i, int j)
{
    int last = 0;
    for (int k = 0; k < 4; k++) {
        int turn = turn_of(cells, i + k % 2, j + k / 2);
        last = turn > last ? turn : last;
    }
    return last;
}

static struct gfx_texture *still_wall(struct gfx *gfx, const struct theme *theme, const struct wall *wall,
                                      const struct cells *cells, int lit)
{
    int pitch = cells->tiling.pitch, w = wall->box.w, h = wall->box.h;
    const struct gfx_key key = {&wall_kind, {w, h, pitch, lit, (int64_t)theme_stamp(theme)}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture || !gfx_may_make(gfx))
        return texture;
    struct field field = {0};
    int32_t rim = RIM_CELLS * CELL + (lit > 0 ? lattice_rank(cells->by_turn[lit - 1]) : 0);
    for (int j = -cells->half_h - 1; j <= cells->half_h + 1; j++)
        for (int i = -cells->half_w - 1; i <= cells->half_w + 1; i++) {
            struct point at = {(float)(w / 2 + i * pitch), (float)(h / 2 + j * pitch)};
            struct point corner = {at.x + (float)pitch / 2, at.y + (float)pitch / 2};
            if (turn_of(cells, i, j) < lit)
                tiling_star(&field.stars[glaze_of(i, j)], &cells->tiling, at);
            else if (lattice_rank((struct cell){(int16_t)i, (int16_t)j}) < rim)
                tiling_star_line(&field.lines, &cells->tiling, at);
            if (cross_turn(cells, i, j) < lit)
                tiling_cross(&field.bonds, &cells->tiling, corner);
        }
    return keep_field(gfx, &key, &field, theme, w, h);
}

static void draw_newest(struct gfx *gfx, const struct theme *theme, const struct wall *wall, const struct cells *cells,
                        int turn)
{
    const struct tiling *tiling = &cells->tiling;
    struct cell cell = cells->by_turn[turn];
    int middle_x = wall->box.x + wall->box.w / 2, middle_y = wall->box.y + wall->box.h / 2;
    int x = middle_x + cell.i * tiling->pitch, y = middle_y + cell.j * tiling->pitch;
    for (int k = 0; k < 4; k++) {
        int right = k % 2, below = k / 2; /* the cross at that corner of the cell */
        if (cross_turn(cells, cell.i + right - 1, cell.j + below - 1) == turn)
            draw_tile(gfx, &cross_kind, tiling, x + (2 * right - 1) * tiling->pitch / 2,
                      y + (2 * below - 1) * tiling->pitch / 2,
                      color_with_alpha(theme->at[THEME_BOND], wall->bond_part));
    }
    struct color accent = theme->at[THEME_ACCENT];
    draw_tile(gfx, &star_kind, tiling, x, y, color_with_alpha(accent, wall->lit_part));
    if (turn > 0) {
        struct cell before = cells->by_turn[turn - 1];
        draw_tile(gfx, &star_kind, tiling, middle_x + before.i * tiling->pitch, middle_y + before.j * tiling->pitch,
                  color_with_alpha(accent, 1 - wall->lit_part));
    }
}

void lattice_wall(struct gfx *gfx, const struct theme *theme, const struct wall *wall)
{
    struct box seen = wall->box;
    if (!gfx_would_show(gfx, &seen, &(uint8_t){255}))
        return;
    struct cells cells;
    cells_init(&cells, wall);
    bool has_newest = wall->has_newest && wall->count > 0 && wall->count <= cells.count;
    int lit = wall->count < cells.count ? (int)wall->count : cells.count;
    int still = has_newest ? lit - 1 : lit;
    gfx_draw(gfx, still_wall(gfx, theme, wall, &cells, still), wall->box.x, wall->box.y, COLOR_WHITE);
    if (has_newest)
        draw_newest(gfx, theme, wall, &cells, lit - 1);
    cells_finish(&cells);
}

/* The edge: columns k from the inner side (0 is lines only, the own star stands in 1), rows j from the own star. */

enum { OWN_COLUMN = 1 };

struct edge {
    struct tiling tiling;
    int w, h;
    bool is_mirrored;
    int64_t others; /* stars besides the own one; no more are lit than there are */
};

static int edge_columns(const struct edge *edge)
{
    return edge->w / edge->tiling.pitch + 2;
}

static int edge_rows(const struct edge *edge) /* above and below the own star's */
{
    return edge->h / 2 / edge->tiling.pitch + 2;
}

/* The place of a star in a wall that is large enough. Full from the third column on, lacy before; the own star has
 * company on one side, so that it completes a cross. */
static bool edge_has_place(int k, int j)
{
    if (k > OWN_COLUMN + 1)
        return true;
    if (k == OWN_COLUMN + 1)
        return abs(j) <= 2 || lattice_wander(k, j) < 0.6f;
    return k == OWN_COLUMN && (j == 0 || j == -1 || (j == 1 && lattice_wander(k, j) < 0.6f));
}

/* Stars gather around the own one, the nearest first. */
static bool edge_is_before(int k, int j, int than_k, int than_j)
{
    int far = (k - OWN_COLUMN) * (k - OWN_COLUMN) + j * j;
    int than_far = (than_k - OWN_COLUMN) * (than_k - OWN_COLUMN) + than_j * than_j;
    return far != than_far ? far < than_far : k != than_k ? k > than_k : j < than_j;
}

static bool edge_is_lit(const struct edge *edge, int k, int j)
{
    if (!edge_has_place(k, j))
        return false;
    int64_t turn = 0;
    for (int row = -edge_rows(edge); row <= edge_rows(edge); row++)
        for (int column = 0; column <= edge_columns(edge); column++)
            turn += edge_has_place(column, row) && edge_is_before(column, row, k, j);
    return turn <= edge->others;
}

static bool edge_has_cross(const struct edge *edge, int k, int j)
{
    return edge_is_lit(edge, k, j) && edge_is_lit(edge, k + 1, j) && edge_is_lit(edge, k, j + 1) &&
           edge_is_lit(edge, k + 1, j + 1);
}

/* Whether a cross is completed by the own star. */
static bool edge_cross_is_own(int k, int j)
{
    return (k == OWN_COLUMN || k == OWN_COLUMN - 1) && (j == 0 || j == -1);
}

static int edge_x(const struct edge *edge, int half_columns)
{
    int x = half_columns * edge->tiling.pitch / 2;
    return edge->is_mirrored ? edge->w - x : x;
}

static struct gfx_texture *still_edge(struct gfx *gfx, const struct theme *theme, const struct edge *edge)
{
    int pitch = edge->tiling.pitch;
    int64_t sides = edge->others * 2 + edge->is_mirrored;
    const struct gfx_key key = {&edge_kind, {edge->w, edge->h, pitch, sides, (int64_t)theme_stamp(theme)}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture || !gfx_may_make(gfx))
        return texture;
    struct field field = {0};
    for (int j = -edge_rows(edge); j <= edge_rows(edge); j++)
        for (int k = 0; k < edge_columns(edge); k++) {
            float y = (float)(edge->h / 2 + j * pitch);
            struct point at = {(float)edge_x(edge, 2 * k + 1), y};
            struct point corner = {(float)edge_x(edge, 2 * k + 2), y + (float)pitch / 2};
            if (!edge_is_lit(edge, k, j))
                tiling_star_line(&field.lines, &edge->tiling, at);
            else if (k != OWN_COLUMN || j != 0)
                tiling_star(&field.stars[glaze_of(k, j)], &edge->tiling, at);
            if (edge_has_cross(edge, k, j) && !edge_cross_is_own(k, j))
                tiling_cross(&field.bonds, &edge->tiling, corner);
        }
    return keep_field(gfx, &key, &field, theme, edge->w, edge->h);
}

struct box lattice_edge(struct gfx *gfx, const struct theme *theme, struct box box, float unit, bool is_mirrored,
                        int64_t count, float lit_part, float bond_part)
{
    struct edge edge = {tiling_of(15 * unit), box.w, box.h, is_mirrored, 0};
    int64_t most = (int64_t)edge_columns(&edge) * (2 * edge_rows(&edge) + 1);
    edge.others = count - 1 < most ? count - 1 : most; /* beyond, one more changes nothing */
    int pitch = edge.tiling.pitch, x = box.x + edge_x(&edge, 2 * OWN_COLUMN + 1), y = box.y + box.h / 2;
    struct box own = {x - pitch / 2, y - pitch / 2, pitch, pitch}, seen = box;
    if (!gfx_would_show(gfx, &seen, &(uint8_t){255}))
        return own;
    gfx_clip_push(gfx, box);
    gfx_draw(gfx, still_edge(gfx, theme, &edge), box.x, box.y, COLOR_WHITE);
    int cross_x = box.x + edge_x(&edge, 2 * OWN_COLUMN + 2);
    for (int j = -1; j <= 0; j++)
        if (edge_has_cross(&edge, OWN_COLUMN, j))
            draw_tile(gfx, &cross_kind, &edge.tiling, cross_x, y + (2 * j + 1) * pitch / 2,
                      color_with_alpha(theme->at[THEME_BOND], bond_part));
    draw_tile(gfx, &star_kind, &edge.tiling, x, y, color_with_alpha(theme->at[THEME_ACCENT], lit_part));
    gfx_shape(gfx, &shape_mark, box_inset(own, pitch * 27 / 200, pitch * 27 / 200),
              color_with_alpha(theme->at[THEME_ON_ACCENT], lit_part), false);
    gfx_clip_pop(gfx);
    return own;
}
