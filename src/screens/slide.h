/* Drawing one slide of the show. */
#ifndef HAMAWAZ_SCREENS_SLIDE_H
#define HAMAWAZ_SCREENS_SLIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gfx/box.h"

struct app;
struct slide;
struct picture_cache;

/* Draws slide `index` of the pack into `page` (the picture above the bar) as it looks `age_ms` after it came; asks
 * the ui for the frames it still needs. A picture that is not decoded yet leaves the ground. */
void slide_draw(struct app *app, struct picture_cache *pictures, size_t index, struct box page, int64_t age_ms);

/* Draws the slide as it comes and as it ends, its picture too: between gfx_begin_ahead and gfx_end. */
void slide_get_ready(struct app *app, struct picture_cache *pictures, size_t index, struct box page);

/* A picture without words: shown over the whole screen, without the bar. */
bool slide_is_bare(const struct slide *slide);

#endif
