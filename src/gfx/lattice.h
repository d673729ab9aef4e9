/* The lattice of voices: two eight-fold patterns of Pakistani tile-work from a few numbers. A star is a pledge; a cross
 * fills only when its four stars are lit. The numbers are derived in lattice.c. */
#ifndef HAMAWAZ_GFX_LATTICE_H
#define HAMAWAZ_GFX_LATTICE_H

#include <stdbool.h>
#include <stdint.h>

#include "gfx/gfx.h"
#include "gfx/raster.h"
#include "gfx/theme.h"

/* Shapes of the identity; each fills its box. */
extern const struct shape shape_star;         /* {8/2}, sixteen corners */
extern const struct shape shape_star_edge;    /* its outline, one twelfth wide */
extern const struct shape shape_star_here;    /* progress "here": outline with a small star inside */
extern const struct shape shape_cross;        /* what four stars leave between them */
extern const struct shape shape_cross_edge;   /* the help icon */
extern const struct shape shape_mark;         /* two squares woven: the mark, without its heart */
extern const struct shape shape_mark_heart;
extern const struct shape shape_ring, shape_ring_thin, shape_diamond;

/* Cells of a wall in the order of lighting: octagonal distance plus a lacy wander, the same on every machine. */
struct cell {
    int16_t i, j; /* from the middle cell */
};
/* Fills `cells` with the first `count` cells of an unbounded wall. O(n log n). */
void lattice_order(struct cell *cells, int count);

/* 0..1 from a cell, the same on every machine. */
float lattice_wander(int i, int j);

/* The wall of pledges as one medallion in `box`: the first `count` stars of the order lit in glazes, a cross filled
 * where its four stars are lit, thin lines around. The pitch is 15u up to 12 stars, 8u to 60, 4.7u to 280, less where
 * the box is small, down to 2.7u and 700 stars. A larger wall is not shown as dots: one stands before its near side as
 * before a building, large stars in `beyond`, and sees that it goes on to `side`; the newest star is one of those in
 * front. Without `beyond` it is a full wall without a newest star. The still part is one texture a (size, count,
 * theme). */
enum wall_side { WALL_RIGHT, WALL_LEFT, WALL_UP };
struct wall {
    struct box box;
    struct box beyond;   /* where a wall too large for `box` is shown, to the picture's edge; w 0: nowhere */
    enum wall_side side; /* that edge */
    int64_t count;
    int64_t sized_for; /* the count that the pitch is chosen for, kept while the wall is in view; 0: count itself */
    float unit;        /* u in pixels */
    bool has_newest;   /* the last star is in the accent colour */
    float lit_part;    /* 0..1: the newest star lights, the one before it fades from accent to its glaze */
    float bond_part;   /* 0..1: the crosses that it completes */
};
void lattice_wall(struct gfx *gfx, const struct theme *theme, const struct wall *wall);

/* The wall's edge as on the thank-you screen, of `count` stars with the visitor's own: large tiles (15u pitch) filling
 * `box` from its outer side (right, or left when mirrored), in a small wall those nearest to the visitor's star; thin
 * line tiles beyond, the mark in the own star. Returns where that star is. */
struct box lattice_edge(struct gfx *gfx, const struct theme *theme, struct box box, float unit, bool is_mirrored,
                        int64_t count, float lit_part, float bond_part);

/* Resting rosettes gathering at the outer lower corner of `box` (right; left when mirrored): weave, petals, hearts,
 * three rows high. One texture a (pitch, side, theme). `pitch` in pixels. */
void lattice_rest(struct gfx *gfx, const struct theme *theme, struct box box, float pitch, bool is_mirrored);

/* The same on a card of paper, in the card's edge colours. */
void lattice_rest_on_card(struct gfx *gfx, const struct theme *theme, struct box box, float pitch, bool is_mirrored);

/* One rosette as wide as the box, behind a ring or diamond. */
void lattice_rosette(struct gfx *gfx, const struct theme *theme, struct box box);

/* The drawings of the three doors as windows filling `box`, corners rounded: 0 quiz (two tips meeting: ring and
 * diamond; they change sides when mirrored), 1 pledge (a star), 2 help (a cross). */
void lattice_door(struct gfx *gfx, const struct theme *theme, struct box box, int door, bool is_mirrored);

#endif
