/* Outlines to coverage: polygons with exact area antialiasing. Pure; any thread.
 *
 * Winding: shapes run clockwise as seen on screen (y down), holes the other way; every function here keeps to that.
 * Overlapping shapes unite; a hole takes away once. */
#ifndef HAMAWAZ_GFX_RASTER_H
#define HAMAWAZ_GFX_RASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct point {
    float x, y;
};

struct path {
    struct point *points;
    size_t point_count, point_room;
    size_t *ends; /* index past the last point of each closed contour */
    size_t contour_count, contour_room;
};

/* A zeroed struct path is a valid empty path. */
void path_finish(struct path *path);
void path_clear(struct path *path);
void path_point(struct path *path, float x, float y); /* adds to the open contour */
void path_close(struct path *path);                   /* ends it */
void path_reverse(struct path *path);                 /* turns the last contour round: a shape becomes a hole */
void path_polygon(struct path *path, const struct point *points, size_t count); /* turned clockwise if need be */
void path_box(struct path *path, float x, float y, float w, float h);
void path_circle(struct path *path, float cx, float cy, float radius);
void path_round_box(struct path *path, float x, float y, float w, float h, float radius);

/* Mirrors everything left to right between 0 and w. */
void path_mirror(struct path *path, float w);

/* Strokes as outlines: a polyline with mitred joins (limit 4, then bevelled) and butt or square caps. */
enum cap { CAP_BUTT, CAP_SQUARE };
void path_stroke(struct path *path, const struct point *points, size_t count, bool is_closed, float width,
                 enum cap cap);

/* Moves each edge of a closed outline inwards by `inset` and meets them again: an even grout between tiles. In place;
 * outlines with no two parallel edges in a row. */
void points_inset(struct point *points, size_t count, float inset);

/* Coverage 0..255 of the path in a w x h raster, written (not added) to `alpha`, rows of w bytes. */
void path_fill(const struct path *path, int w, int h, uint8_t *alpha);

/* The same row by row, top down, only where something is covered: `cover` holds n bytes from x on. */
typedef void path_row(void *context, int x, int y, int n, const uint8_t *cover);
void path_scan(const struct path *path, int w, int h, path_row *row_covered, void *context);

#endif
