/* The slides' pictures: decoded on the worker, two kept (the one shown and the next), so that memory stays bounded
 * however long the show is. */
#ifndef HAMAWAZ_SCREENS_PICTURES_H
#define HAMAWAZ_SCREENS_PICTURES_H

#include <stdbool.h>
#include <stddef.h>

#include "gfx/box.h"

struct app;
struct gfx_texture;
struct picture_cache;

struct picture_cache *pictures_new(struct app *app);
void pictures_free(struct picture_cache *pictures); /* a decode under way is waited for */

/* The picture of slide `index` fitted to w x h pixels; NULL while it is not ready or was refused. Asking starts the
 * decode; a refused picture is logged once. `is_cover`: fills the box, else whole. */
const struct gfx_texture *pictures_get(struct picture_cache *pictures, size_t index, int w, int h, bool is_cover);

/* Once a frame: pictures that no slide has asked for during a second of frames are let go, 8 MB each at 1920x1080. */
void pictures_tidy(struct picture_cache *pictures);

#endif
