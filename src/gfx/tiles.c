/* Stars and crosses. A star {8/2} is two squares, one turned by 45 degrees; on a square grid of pitch P stars whose
 * tips reach P/2 touch, and what four of them leave between them is the cross. A star's level edges lie at cos 45 of
 * its tips' distance, which is no whole number: the grout is therefore split unevenly between star and cross, by less
 * than half a pixel, so that both edges meet the pixel grid and the gap between them stays the same everywhere. */
#include "gfx/tiles.h"

#include <math.h>

static const float COS45 = 0.70710678f;

/* Four quarter turns of four points. */
static void turn_around(struct point points[STAR_POINTS], struct point at, const struct point quarter[4])
{
    for (int i = 0; i < STAR_POINTS; i++) {
        struct point p = quarter[i % 4];
        for (int turns = i / 4; turns > 0; turns--)
            p = (struct point){-p.y, p.x};
        points[i] = (struct point){at.x + p.x, at.y + p.y};
    }
}

void star_points(struct point points[STAR_POINTS], struct point at, float tip, float flat)
{
    turn_around(points, at, (struct point[]){{tip, 0}, {flat, tip - flat}, {flat, flat}, {tip - flat, flat}});
}

void cross_points(struct point points[STAR_POINTS], struct point at, float tip, float flat)
{
    float b = tip - flat; /* half the width of an arm */
    turn_around(points, at, (struct point[]){{tip, 0}, {flat, b}, {b, b}, {b, flat}});
}

struct tiling tiling_of(float pitch)
{
    int even = (int)fmaxf(8, 2 * roundf(pitch / 2));
    float edge = COS45 * (float)even / 2; /* where star and cross meet */
    float gap = fmaxf(1, roundf(0.04f * (float)even));
    float width = fmaxf(1, roundf(0.011f * (float)even));
    float star_inset = edge - roundf(edge - gap / 2);
    return (struct tiling){
        .pitch = even,
        .star_inset = star_inset,
        .cross_inset = gap - star_inset,
        .line_inset = edge - (roundf(edge + width / 2) - width / 2),
        .line_width = width,
    };
}

/* A star whose edges lie `inset` inside is again a star. */
static void inset_star(struct point points[STAR_POINTS], const struct tiling *tiling, struct point at, float inset)
{
    float tip = (float)tiling->pitch / 2;
    star_points(points, at, tip - inset / COS45, tip * COS45 - inset);
}

void tiling_star(struct path *path, const struct tiling *tiling, struct point at)
{
    struct point points[STAR_POINTS];
    inset_star(points, tiling, at, tiling->star_inset);
    path_polygon(path, points, STAR_POINTS);
}

void tiling_cross(struct path *path, const struct tiling *tiling, struct point at)
{
    struct point points[STAR_POINTS];
    float tip = (float)tiling->pitch / 2;
    cross_points(points, at, tip, tip * COS45);
    points_inset(points, STAR_POINTS, tiling->cross_inset);
    path_polygon(path, points, STAR_POINTS);
}

void tiling_star_line(struct path *path, const struct tiling *tiling, struct point at)
{
    struct point points[STAR_POINTS];
    inset_star(points, tiling, at, tiling->line_inset);
    path_stroke(path, points, STAR_POINTS, true, tiling->line_width, CAP_BUTT);
}
