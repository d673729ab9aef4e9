/* Geometry of the star-and-cross wall, shared by the files that draw it. Pure. */
#ifndef HAMAWAZ_GFX_TILES_H
#define HAMAWAZ_GFX_TILES_H

#include "gfx/raster.h"

enum { STAR_POINTS = 16 };

/* The star {8/2}: a square of half side `flat` and one standing on its tip with half diagonal `tip`; two equal squares
 * when flat is cos 45 of tip. Begins at the tip on the right. */
void star_points(struct point points[STAR_POINTS], struct point at, float tip, float flat);

/* The cross that four such stars leave between them around `at`. */
void cross_points(struct point points[STAR_POINTS], struct point at, float tip, float flat);

/* How tiles of one pitch are cut so that every upright and level edge lies between two pixels. */
struct tiling {
    int pitch; /* even: tips touch at whole pixels */
    float star_inset, cross_inset, line_inset, line_width;
};
struct tiling tiling_of(float pitch); /* the nearest even pitch, at least 8 */

/* Tiles around whole-pixel centres. */
void tiling_star(struct path *path, const struct tiling *tiling, struct point at);
void tiling_cross(struct path *path, const struct tiling *tiling, struct point at);
void tiling_star_line(struct path *path, const struct tiling *tiling, struct point at);

#endif
