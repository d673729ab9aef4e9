/* The second display, on which the room sees the clean view. It is there or not, and may come and go at any time. */
#ifndef HAMAWAZ_SCREENS_PROJECTOR_H
#define HAMAWAZ_SCREENS_PROJECTOR_H

#include <stdbool.h>

#include "ui/ui.h"

struct app;
struct projector;

/* Takes the second display when there is one and the screen on top wants it (screen.has_projector), else lets go of
 * it. Call after a change of screens and after EVENT_DISPLAYS. */
void projector_adopt(struct app *app);
void projector_let_go(struct app *app);

bool projector_is_on(const struct app *app);
struct ui *projector_ui(struct app *app); /* NULL: off */

/* Draws the room's view there. */
void projector_draw(struct app *app);

#endif
