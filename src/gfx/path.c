/* Builds outlines: points gathered into closed contours, all shapes clockwise on screen, holes the other way, because
 * the rasteriser adds signed areas (raster.c). Circles are polygons fine enough that no eye finds the corners. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/raster.h"

static const float PI = 3.14159265f;

void path_finish(struct path *path)
{
    free(path->points);
    free(path->ends);
    *path = (struct path){0};
}

void path_clear(struct path *path)
{
    path->point_count = 0;
    path->contour_count = 0;
}

void path_point(struct path *path, float x, float y)
{
    if (path->point_count == path->point_room) {
        path->point_room = path->point_room ? path->point_room * 2 : 32;
        path->points = mem_resize(path->points, path->point_room, sizeof *path->points);
    }
    path->points[path->point_count++] = (struct point){x, y};
}

static size_t last_start(const struct path *path, size_t contours)
{
    return contours ? path->ends[contours - 1] : 0;
}

void path_close(struct path *path)
{
    if (path->point_count == last_start(path, path->contour_count))
        return;
    if (path->contour_count == path->contour_room) {
        path->contour_room = path->contour_room ? path->contour_room * 2 : 8;
        path->ends = mem_resize(path->ends, path->contour_room, sizeof *path->ends);
    }
    path->ends[path->contour_count++] = path->point_count;
}

void path_reverse(struct path *path)
{
    if (path->contour_count == 0)
        return;
    size_t a = last_start(path, path->contour_count - 1);
    size_t b = path->ends[path->contour_count - 1];
    for (; a + 1 < b; a++) {
        struct point swap = path->points[a];
        path->points[a] = path->points[--b];
        path->points[b] = swap;
    }
}

/* Twice the area; positive when clockwise on screen. */
static float turning(const struct point *points, size_t count)
{
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        struct point a = points[i], b = points[(i + 1) % count];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

void path_polygon(struct path *path, const struct point *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        path_point(path, points[i].x, points[i].y);
    path_close(path);
    if (turning(points, count) < 0)
        path_reverse(path);
}

void path_box(struct path *path, float x, float y, float w, float h)
{
    path_polygon(path, (struct point[]){{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}, 4);
}

/* Steps of a quarter turn that stay within a two-hundredth of a pixel of the circle. */
static int quarter_steps(float radius)
{
    return (int)ceilf(PI / 4 * sqrtf(fmaxf(radius, 1) / 0.01f)) + 1;
}

/* A quarter circle, clockwise from `quarter` right angles past the positive x axis, both ends included. */
static void add_quarter(struct path *path, float cx, float cy, float radius, int quarter)
{
    int steps = quarter_steps(radius);
    for (int i = 0; i <= steps; i++) {
        float angle = PI / 2 * ((float)quarter + (float)i / (float)steps);
        path_point(path, cx + radius * cosf(angle), cy + radius * sinf(angle));
    }
}

void path_circle(struct path *path, float cx, float cy, float radius)
{
    for (int quarter = 0; quarter < 4; quarter++)
        add_quarter(path, cx, cy, radius, quarter);
    path_close(path);
}

void path_round_box(struct path *path, float x, float y, float w, float h, float radius)
{
    float r = fmaxf(0, fminf(radius, fminf(w, h) / 2));
    add_quarter(path, x + w - r, y + h - r, r, 0);
    add_quarter(path, x + r, y + h - r, r, 1);
    add_quarter(path, x + r, y + r, r, 2);
    add_quarter(path, x + w - r, y + r, r, 3);
    path_close(path);
}

void path_mirror(struct path *path, float w)
{
    for (size_t i = 0; i < path->point_count; i++)
        path->points[i].x = w - path->points[i].x;
}

static struct point direction(struct point a, struct point b)
{
    float length = hypotf(b.x - a.x, b.y - a.y);
    return length > 0 ? (struct point){(b.x - a.x) / length, (b.y - a.y) / length} : (struct point){1, 0};
}

/* One side of a stroke at `at`, between the directions `in` and `out`; `side` is the signed half width. */
static void add_join(struct path *path, struct point at, struct point in, struct point out, float side)
{
    float facing = 1 + in.x * out.x + in.y * out.y; /* 2 straight on .. 0 back again */
    if (facing < 2.0f / 16) {                       /* mitre limit 4: 1 / cos of half the angle, squared */
        path_point(path, at.x - in.y * side, at.y + in.x * side);
        path_point(path, at.x - out.y * side, at.y + out.x * side);
        return;
    }
    float k = side / facing;
    path_point(path, at.x - k * (in.y + out.y), at.y + k * (in.x + out.x));
}

static void stroke_ring(struct path *path, const struct point *points, size_t count, float half)
{
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < count; i++) {
            struct point before = points[(i + count - 1) % count], at = points[i], after = points[(i + 1) % count];
            add_join(path, at, direction(before, at), direction(at, after), side == 0 ? -half : half);
        }
        path_close(path);
        if (side == 1)
            path_reverse(path);
    }
}

static void stroke_line(struct path *path, const struct point *points, size_t count, float half, float beyond)
{
    size_t last = count - 1;
    for (size_t i = 0; i < 2 * count; i++) { /* forth on one side, back on the other */
        size_t at = i < count ? i : 2 * count - 1 - i;
        float side = i < count ? -half : half;
        struct point in = direction(points[at > 0 ? at - 1 : 0], points[at > 0 ? at : 1]);
        struct point out = direction(points[at < last ? at : last - 1], points[at < last ? at + 1 : last]);
        struct point p = points[at];
        if (at == 0)
            p = (struct point){p.x - out.x * beyond, p.y - out.y * beyond};
        if (at == last)
            p = (struct point){p.x + in.x * beyond, p.y + in.y * beyond};
        add_join(path, p, in, out, side);
    }
    path_close(path);
}

void path_stroke(struct path *path, const struct point *points, size_t count, bool is_closed, float width,
                 enum cap cap)
{
    if (count < 2)
        return;
    if (is_closed)
        stroke_ring(path, points, count, width / 2);
    else
        stroke_line(path, points, count, width / 2, cap == CAP_SQUARE ? width / 2 : 0);
}

void points_inset(struct point *points, size_t count, float inset)
{
    float side = turning(points, count) > 0 ? inset : -inset;
    struct point first = points[0], before = points[count - 1];
    for (size_t i = 0; i < count; i++) {
        struct point at = points[i], after = i + 1 < count ? points[i + 1] : first;
        struct point in = direction(before, at), out = direction(at, after);
        float k = side / (1 + in.x * out.x + in.y * out.y);
        points[i] = (struct point){at.x - k * (in.y + out.y), at.y + k * (in.x + out.x)};
        before = at;
    }
}
