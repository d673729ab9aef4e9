/* One lit display: pictures in plain memory ("dumb buffers") that the kernel shows. Main thread. */
#ifndef HAMAWAZ_GFX_BARE_DISPLAY_H
#define HAMAWAZ_GFX_BARE_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "gfx/bare/cards.h"
#include "gfx/box.h"

struct display;

/* What is to be seen: 0x00RRGGBB, `pitch` pixels from row to row, turned clockwise by 0, 90, 180 or 270 degrees. */
struct picture {
    const uint32_t *pixels;
    size_t pitch;
    int w, h; /* before it is turned */
    int rotation;
};

/* Lights the best display on which `other` (or NULL) is not shown, with `w` x `h` pixels if it can (0: no wish). It is
 * black then. ERR_UNAVAILABLE: none is there, or the kernel refused, as it does while another program is its master. */
MUST_CHECK bool display_open(struct cards *cards, const struct display *other, int w, int h, struct display **display,
                             struct err *err);
void display_close(struct display *display); /* accepts NULL */

/* After something was plugged or unplugged: lights it once more. False when it is no longer there, or has become
 * another one that wants another mode: close it then. */
bool display_keep(struct display *display, const struct cards *cards);

void display_size(const struct display *display, int *w, int *h); /* of the panel */

/* Shows the boxes (of the picture) in which it differs from the last one shown. The turned picture has the panel's
 * size. False when the display did not take it. */
bool display_show(struct display *display, const struct picture *picture, const struct box *boxes, int count);

/* Takes the display what it is given? Costs a pixel, or nothing. */
bool display_is_alive(struct display *display);

#endif
