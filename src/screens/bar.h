/* The bottom bar, the same on every screen: mark, help, quick exit, language, text size. A long press on the mark (or
 * Ctrl+Alt+S) asks for the staff PIN. */
#ifndef HAMAWAZ_SCREENS_BAR_H
#define HAMAWAZ_SCREENS_BAR_H

#include "gfx/box.h"

struct app;

void bar_frame(struct app *app);
int bar_height(const struct app *app);

/* The picture without the bar, and the same less the screen's margins. */
struct box bar_page(const struct app *app);
struct box bar_content(const struct app *app);
int bar_margin(const struct app *app);

/* Pitch of the resting lattice, in pixels: a quarter of the short side above the bar. */
float bar_lattice_pitch(const struct app *app);

#endif
