/* The show, as a script sees it. */
#ifndef HAMAWAZ_SCREENS_ATTRACT_H
#define HAMAWAZ_SCREENS_ATTRACT_H

#include <stdbool.h>
#include <stddef.h>

struct app;

/* The show goes on with slide `index` of the pack, whatever day it is for. False while another screen is on top, where
 * the slide would change unseen. */
bool attract_show(struct app *app, size_t index);

#endif
