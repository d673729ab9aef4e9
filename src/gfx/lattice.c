/* The identity's shapes, and the order in which a wall's stars are lit.
 *
 * Order: a cell's rank is its octagonal distance from the middle, max(|i|, |j|, (|i| + |j|) cos 45), whose circles
 * are octagons, plus 0.85 of a number 0..1 made from its place: the wall is one large star at every count, with a
 * lacy edge. Ranks are whole numbers (65536 to a cell), so every machine lights the same cells. */
#include "gfx/lattice.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/lattice_private.h"
#include "gfx/tiles.h"

enum { ONE = 65536, COS45_OF_ONE = 46341, LACE_OF_ONE = 55706 };

/* 0..65535 from a cell: a multiply-and-shift mix of both numbers. */
static uint32_t wander(int i, int j)
{
    uint32_t h = (uint32_t)i * 374761393u + (uint32_t)j * 668265263u;
    h = (h ^ h >> 13) * 1274126177u;
    return (h ^ h >> 16) & 0xffff;
}

float lattice_wander(int i, int j)
{
    return (float)wander(i, j) / ONE;
}

int32_t lattice_rank(struct cell cell)
{
    int i = abs(cell.i), j = abs(cell.j);
    int straight = (i > j ? i : j) * ONE, slanted = (i + j) * COS45_OF_ONE;
    return (straight > slanted ? straight : slanted) + (int32_t)((int64_t)wander(cell.i, cell.j) * LACE_OF_ONE / ONE);
}

static int by_rank(const void *a, const void *b)
{
    const struct cell *left = a, *right = b;
    int32_t l = lattice_rank(*left), r = lattice_rank(*right);
    if (l != r)
        return l < r ? -1 : 1;
    return left->i != right->i ? left->i - right->i : left->j - right->j;
}

int lattice_cells(struct cell *cells, int half_w, int half_h)
{
    int n = 0;
    for (int j = -half_h; j <= half_h; j++)
        for (int i = -half_w; i <= half_w; i++)
            cells[n++] = (struct cell){(int16_t)i, (int16_t)j};
    qsort(cells, (size_t)n, sizeof *cells, by_rank);
    return n;
}

void lattice_order(struct cell *cells, int count)
{
    /* An octagon of that half width holds 3.31 times its square in cells; three more take in the lace. */
    int half = (int)ceilf(sqrtf((float)count / 3.3f)) + 3;
    struct cell *all = mem_array((size_t)(2 * half + 1) * (size_t)(2 * half + 1), sizeof *all);
    lattice_cells(all, half, half);
    for (int i = 0; i < count; i++)
        cells[i] = all[i];
    free(all);
}

/* Shapes stand in the middle of their box and fill its shorter side. Level edges are moved to the pixel grid. */

static float lesser(float a, float b)
{
    return a < b ? a : b;
}

/* The tips' distance and the level edges' of a star of that part of the box. */
struct star {
    struct point at;
    float tip, flat;
};

static struct star star_in(float w, float h, float part)
{
    float tip = lesser(w, h) / 2 * part, flat = tip * 0.70710678f;
    bool is_tiny = tip < 8; /* half a pixel would bend its form */
    return (struct star){{w / 2, h / 2}, tip, is_tiny ? flat : roundf(w / 2 + flat) - w / 2};
}

static void add_star(struct path *path, float w, float h, float part)
{
    struct point points[STAR_POINTS];
    struct star star = star_in(w, h, part);
    star_points(points, star.at, star.tip, star.flat);
    path_polygon(path, points, STAR_POINTS);
}

/* The edge of whole pixels just inside an outline. */
static void add_edge(struct path *path, struct point *points, size_t count, float width)
{
    path_polygon(path, points, count);
    points_inset(points, count, fmaxf(1, roundf(width)));
    path_polygon(path, points, count);
    path_reverse(path);
}

static void add_star_edge(struct path *path, float w, float h, float width)
{
    struct point points[STAR_POINTS];
    struct star star = star_in(w, h, 1);
    star_points(points, star.at, star.tip, star.flat);
    add_edge(path, points, STAR_POINTS, width);
}

static void build_star(struct path *path, float w, float h)
{
    add_star(path, w, h, 1);
}

static void build_star_edge(struct path *path, float w, float h)
{
    add_star_edge(path, w, h, lesser(w, h) / 16);
}

static void build_star_here(struct path *path, float w, float h)
{
    add_star_edge(path, w, h, lesser(w, h) / 9);
    add_star(path, w, h, 0.4f);
}

static void build_cross(struct path *path, float w, float h)
{
    struct point points[STAR_POINTS];
    struct star star = star_in(w, h, 1);
    cross_points(points, star.at, star.tip, star.flat);
    path_polygon(path, points, STAR_POINTS);
}

static void build_cross_edge(struct path *path, float w, float h)
{
    struct point points[STAR_POINTS];
    struct star star = star_in(w, h, 1);
    cross_points(points, star.at, star.tip, star.flat);
    add_edge(path, points, STAR_POINTS, lesser(w, h) / 16);
}

/* Eight equal bent pieces, each an eighth of a turn from the last. A piece starts beside the band it dives under,
 * rounds its corner, passes over the next band and stops beside the third; the gaps are real. With band b, gap g: the
 * band's centre line meets the axis at q; yc and xc are the two cuts, o and i the band's outer and inner edge on the
 * axis. */
static void build_mark(struct path *path, float w, float h)
{
    const float C = 0.70710678f;
    float r = lesser(w, h) / 2, b = 0.13f * r, g = 0.05f * r, q = r - b * C;
    float yc = q * C - b / 2 - g, xc = q * C + b / 2 + g, o = q + C * b, i = q - C * b;
    const struct point piece[] = {{o, 0}, {o - yc, yc}, {i - yc, yc}, {i, 0}, {xc, xc - i}, {xc, xc - o}};
    for (int k = 0; k < 8; k++) {
        float angle = (float)k * 3.14159265f / 4, c = cosf(angle), s = sinf(angle);
        struct point turned[COUNT_OF(piece)];
        for (size_t p = 0; p < COUNT_OF(piece); p++) {
            turned[p].x = w / 2 + piece[p].x * c - piece[p].y * s;
            turned[p].y = h / 2 + piece[p].x * s + piece[p].y * c;
        }
        path_polygon(path, turned, COUNT_OF(turned));
    }
}

static void build_mark_heart(struct path *path, float w, float h)
{
    add_star(path, w, h, 0.27f);
}

static void add_ring(struct path *path, float w, float h, float width)
{
    float radius = lesser(w, h) / 2;
    path_circle(path, w / 2, h / 2, radius);
    path_circle(path, w / 2, h / 2, radius - width);
    path_reverse(path);
}

static void build_ring(struct path *path, float w, float h)
{
    add_ring(path, w, h, fmaxf(2, lesser(w, h) / 9));
}

static void build_ring_thin(struct path *path, float w, float h)
{
    add_ring(path, w, h, fmaxf(2, roundf(lesser(w, h) / 80)));
}

static void build_diamond(struct path *path, float w, float h)
{
    path_polygon(path, (struct point[]){{w / 2, 0}, {w, h / 2}, {w / 2, h}, {0, h / 2}}, 4);
}

const struct shape shape_star = {"star", build_star, false};
const struct shape shape_star_edge = {"star-edge", build_star_edge, false};
const struct shape shape_star_here = {"star-here", build_star_here, false};
const struct shape shape_cross = {"cross", build_cross, false};
const struct shape shape_cross_edge = {"cross-edge", build_cross_edge, false};
const struct shape shape_mark = {"mark", build_mark, false};
const struct shape shape_mark_heart = {"mark-heart", build_mark_heart, false};
const struct shape shape_ring = {"ring", build_ring, false};
const struct shape shape_ring_thin = {"ring-thin", build_ring_thin, false};
const struct shape shape_diamond = {"diamond", build_diamond, false};
