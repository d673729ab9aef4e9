/* What lattice.c shares with wall.c. */
#ifndef HAMAWAZ_GFX_LATTICE_PRIVATE_H
#define HAMAWAZ_GFX_LATTICE_PRIVATE_H

#include <stdint.h>

#include "gfx/lattice.h"

/* When a cell is lit: the lower the earlier. 65536 to one cell of distance. */
int32_t lattice_rank(struct cell cell);

/* All (2 half_w + 1) x (2 half_h + 1) cells around the middle, in the order of lighting. Returns their number. */
int lattice_cells(struct cell *cells, int half_w, int half_h);

#endif
