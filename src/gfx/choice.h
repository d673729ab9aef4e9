/* Which output shows the picture on this machine. Pure. */
#ifndef HAMAWAZ_GFX_CHOICE_H
#define HAMAWAZ_GFX_CHOICE_H

#include <stdbool.h>

#include "gfx/output.h"

struct surroundings {
    bool has_desktop;   /* DISPLAY, WAYLAND_DISPLAY, or SDL's own choice of a driver */
    bool has_real_card; /* a graphics processor */
    bool has_bare;      /* any graphics card, or a console to wait on for one */
};

/* Of what was asked for, windowed or not, turned or not: the output to try first. Never OUTPUT_AUTO. */
enum output_kind choice_first(const struct output_options *options, const struct surroundings *around);

#endif
