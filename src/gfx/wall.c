/* The wall of pledges: whole; the part that is seen of one too large for the picture; its edge on the thank-you screen.
 * What does not move is painted once into a
 * texture; the newest star and the crosses it completes are drawn over it, tile by tile. Every tile stands on whole
 * pixels, so that the drawn tiles cover the painted ones exactly. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"
#include "gfx/lattice_private.h"
#include "gfx/tiles.h"

enum { CELL = 65536, RIM_CELLS = 5 }; /* units of lattice_rank; lines reach that far beyond the last star */
enum { PART_SPREAD = 3 };             /* rows above and below the middle in which the newest star of a part may stand */
static const float OCTAGON = 3.3137f; /* its area, in squares of its half width */
static const float PART_PITCH_U = 6.6f, PART_LACE = 3;
static const int64_t PART_MOST = 50000000; /* one more changes nothing that is seen */

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

/* The cells that are seen, and when each is lit. Of a whole wall the turns are places in its order; of a part all that
 * is lit has turn 0, the newest star turn 1. Cells are counted from the middle of the wall, which stands at `mid` of
 * the box; those of a part have it beyond the box. */
struct cells {
    struct tiling tiling;
    struct box box;
    int mid_x, mid_y;
    int first_i, last_i, first_j, last_j;
    int count;            /* more than these cannot be lit */
    struct cell *by_turn; /* whole walls */
    int *turns;           /* whole walls: rows from first_j, columns from first_i */
    int64_t part;               /* 0: whole; else another number for every other part */
    int32_t reach;              /* of a part: the rank that is not lit any longer */
    struct cell newest, before; /* of a part */
};

/* A part's edge is seen from near, so it is as lacy as a small wall's: three cells deep, ever fewer stars. */
static bool part_is_lit(const struct cells *cells, struct cell cell)
{
    float lace = lattice_wander(cell.i + 31, cell.j + 17);
    return lattice_rank(cell) + (int32_t)(PART_LACE * lace * lace * CELL) < cells->reach;
}

static int turn_of(const struct cells *cells, int i, int j)
{
    if (cells->part && i == cells->newest.i && j == cells->newest.j)
        return 1;
    if (cells->part)
        return part_is_lit(cells, (struct cell){(int16_t)i, (int16_t)j}) ? 0 : INT32_MAX;
    if (i < cells->first_i || i > cells->last_i || j < cells->first_j || j > cells->last_j)
        return INT32_MAX;
    return cells->turns[(j - cells->first_j) * (cells->last_i - cells->first_i + 1) + i - cells->first_i];
}

/* Half the cells that stand wholly beside the middle one. */
static int half_of(int side, int pitch)
{
    return side > pitch ? (side - pitch) / 2 / pitch : 0;
}

/* The widest pitch of the ladder at which all the stars fit; 0: none, they would be dots. */
static int whole_pitch(const struct wall *wall)
{
    static const struct {
        int64_t most;
        float units;
    } ladder[] = {{12, 15}, {60, 8}, {280, 4.7f}, {280, 3.8f}, {700, 3.2f}, {700, 2.7f}};
    int64_t count = wall->sized_for > 0 ? wall->sized_for : wall->count;
    if (count > ladder[COUNT_OF(ladder) - 1].most)
        return 0;
    struct cell cells[700];
    lattice_order(cells, (int)count);
    int reach = 0; /* of the farthest star */
    for (int k = 0; k < (int)count; k++) {
        int out = abs(cells[k].i) > abs(cells[k].j) ? abs(cells[k].i) : abs(cells[k].j);
        reach = out > reach ? out : reach;
    }
    for (size_t k = 0; k < COUNT_OF(ladder); k++) {
        int pitch = tiling_of(ladder[k].units * wall->unit).pitch;
        if (count <= ladder[k].most && half_of(wall->box.w, pitch) >= reach && half_of(wall->box.h, pitch) >= reach)
            return pitch;
    }
    return 0;
}

static void whole_init(struct cells *cells, const struct wall *wall, int pitch)
{
    cells->tiling = tiling_of((float)pitch);
    cells->box = wall->box;
    cells->mid_x = wall->box.w / 2;
    cells->mid_y = wall->box.h / 2;
    cells->last_i = half_of(wall->box.w, pitch);
    cells->last_j = half_of(wall->box.h, pitch);
    cells->first_i = -cells->last_i;
    cells->first_j = -cells->last_j;
    size_t columns = (size_t)(2 * cells->last_i + 1), most = columns * (size_t)(2 * cells->last_j + 1);
    cells->by_turn = mem_array(most, sizeof *cells->by_turn);
    cells->turns = mem_array(most, sizeof *cells->turns);
    cells->count = lattice_cells(cells->by_turn, cells->last_i, cells->last_j);
    for (int turn = 0; turn < cells->count; turn++) {
        struct cell cell = cells->by_turn[turn];
        cells->turns[(size_t)(cell.j - cells->first_j) * columns + (size_t)(cell.i - cells->first_i)] = turn;
    }
}

/* The star that came as the `count`th: of those at the wall's near side, where it is seen to come. */
static struct cell part_newest(const struct cells *cells, enum wall_side side, int64_t count)
{
    int along = (int)(lattice_wander((int)count, 5) * (2 * PART_SPREAD + 1)) - PART_SPREAD;
    for (int out = cells->reach / CELL + 1;; out--) {
        struct cell cell = {(int16_t)(side == WALL_RIGHT ? -out : out), (int16_t)along};
        if (side == WALL_UP)
            cell = (struct cell){(int16_t)along, (int16_t)out};
        if (out == 0 || part_is_lit(cells, cell))
            return cell;
    }
}

/* The near side of the wall stands a cell within the box, and the rest goes on beyond the box's other side. Which stars
 * are lit is told by the octagon's area; what lies beyond is not counted. */
static void part_init(struct cells *cells, const struct wall *wall)
{
    int64_t count = wall->count < PART_MOST ? wall->count : PART_MOST;
    float radius = sqrtf((float)count / OCTAGON) + 0.42f; /* the lace takes that much from the order's circles */
    cells->part = 4 * count + wall->side + 1;
    cells->tiling = tiling_of(PART_PITCH_U * wall->unit);
    cells->box = wall->beyond;
    cells->reach = (int32_t)(radius * CELL);
    int pitch = cells->tiling.pitch, away = pitch + (int)(radius * (float)pitch);
    cells->mid_x = wall->side == WALL_RIGHT ? away : wall->side == WALL_LEFT ? cells->box.w - away : cells->box.w / 2;
    cells->mid_y = wall->side == WALL_UP ? cells->box.h - away : cells->box.h / 2;
    cells->first_i = -cells->mid_x / pitch - 1;
    cells->last_i = (cells->box.w - cells->mid_x) / pitch + 1;
    cells->first_j = -cells->mid_y / pitch - 1;
    cells->last_j = (cells->box.h - cells->mid_y) / pitch + 1;
    cells->newest = part_newest(cells, wall->side, count);
    cells->before = part_newest(cells, wall->side, count - 1);
    cells->count = 2; /* turns */
}

static void cells_init(struct cells *cells, const struct wall *wall)
{
    *cells = (struct cells){.count = 0};
    int pitch = whole_pitch(wall), least = tiling_of(2 * wall->unit).pitch;
    if (pitch > 0 || wall->beyond.w == 0)
        whole_init(cells, wall, pitch > 0 ? pitch : least);
    else
        part_init(cells, wall);
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

static struct gfx_texture *still_wall(struct gfx *gfx, const struct theme *theme, const struct cells *cells, int lit)
{
    int pitch = cells->tiling.pitch, w = cells->box.w, h = cells->box.h;
    const struct gfx_key key = {&wall_kind, {w, h, pitch, lit, (int64_t)theme_stamp(theme), cells->part}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture || !gfx_may_make(gfx))
        return texture;
    struct field field = {0};
    int32_t last = cells->part ? cells->reach : lit > 0 ? lattice_rank(cells->by_turn[lit - 1]) : 0;
    int32_t rim = RIM_CELLS * CELL + last;
    for (int j = cells->first_j - 1; j <= cells->last_j + 1; j++)
        for (int i = cells->first_i - 1; i <= cells->last_i + 1; i++) {
            struct point at = {(float)(cells->mid_x + i * pitch), (float)(cells->mid_y + j * pitch)};
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
    struct cell cell = cells->part ? cells->newest : cells->by_turn[turn];
    int middle_x = cells->box.x + cells->mid_x, middle_y = cells->box.y + cells->mid_y;
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
        struct cell before = cells->part ? cells->before : cells->by_turn[turn - 1];
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
    bool has_newest = wall->has_newest && wall->count > 0 && (cells.part || wall->count <= cells.count);
    int lit = wall->count < cells.count ? (int)wall->count : cells.count;
    int still = has_newest ? lit - 1 : lit;
    gfx_clip_push(gfx, cells.box);
    gfx_draw(gfx, still_wall(gfx, theme, &cells, still), cells.box.x, cells.box.y, COLOR_WHITE);
    if (has_newest)
        draw_newest(gfx, theme, wall, &cells, lit - 1);
    gfx_clip_pop(gfx);
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
