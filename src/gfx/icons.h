/* Icons as shapes: a 24 x 24 box, stroke 2, square ends, every line at 45 or 90 degrees but a triangle's sides. */
#ifndef HAMAWAZ_GFX_ICONS_H
#define HAMAWAZ_GFX_ICONS_H

#include "gfx/gfx.h"

extern const struct shape icon_next;      /* chevron towards the reading end; mirrors */
extern const struct shape icon_back;      /* chevron towards the reading start; mirrors */
extern const struct shape icon_exit;      /* door with an arrow out; mirrors */
extern const struct shape icon_tick;
extern const struct shape icon_shift;     /* outlined arrow up */
extern const struct shape icon_backspace; /* mirrors */
extern const struct shape icon_plus, icon_minus, icon_close;
extern const struct shape icon_warning;   /* triangle with a stroke */
extern const struct shape icon_page_up, icon_page_down;

#endif
