/* An output from inside: output.c draws on it, waiting.c waits on it. */
#ifndef HAMAWAZ_GFX_OUTPUT_INSIDE_H
#define HAMAWAZ_GFX_OUTPUT_INSIDE_H

#include <SDL.h>
#include <stdatomic.h>

#include "gfx/input.h"
#include "gfx/output.h"

struct output {
    struct output_options options;
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Surface *own;   /* what is drawn on when the window's surface will not do; else NULL */
    SDL_Surface *paper; /* what is drawn on in software: `own` or the window's; NULL when accelerated */
    int width, height;   /* of the picture */
    bool is_accelerated, is_stale;
    bool is_exposed; /* the display has lost what it showed */

    struct input input;
    Uint32 wake_type;      /* SDL's number for our own event; the next one is that of output_forget */
    atomic_bool is_waking; /* one such event is under way: no need for another */
    int wake_fd;           /* -1: the driver sleeps by itself */
    Uint64 lively_until_ms;
    Uint64 cursor_until_ms; /* 0: hidden or always shown */
    struct output *second;        /* open beside this one; NULL: none */
    int pretended_w, pretended_h; /* of a second display that a script plugged in; 0: none */
    bool has_mouse_place;   /* the first motion only tells where the mouse is, nobody moved it */
};

bool output_is_sideways(const struct output *output); /* turned by 90 or 270 degrees */

#endif
