/* Outlines to coverage: polygons with exact area antialiasing, non-zero winding. Pure; any thread. */
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
void path_polygon(struct path *path, const struct point *points, size_t count);
void path_box(struct path *path, float x, float y, float w, float h);
void path_circle(struct path *path, float cx, float cy, float radius);
void path_circle_hole(struct path *path, float cx, float cy, float radius); /* wound the other way */
void path_round_box(struct path *path, float x, float y, float w, float h, float radius);

/* Strokes as outlines: a polyline with mitred joins (limit 4) and butt, square or no caps. */
enum cap { CAP_BUTT, CAP_SQUARE };
void path_stroke(struct path *path, const struct point *points, size_t count, bool is_closed, float width, enum cap cap);

/* Coverage 0..255 of the path in a w x h raster, written (not added) to `alpha`, rows of w bytes. */
void path_fill(const struct path *path, int w, int h, uint8_t *alpha);

#endif
