/* An output from inside: a driver shows it, output.c hands it on, waiting.c waits on it. */
#ifndef HAMAWAZ_GFX_OUTPUT_INSIDE_H
#define HAMAWAZ_GFX_OUTPUT_INSIDE_H

#include <SDL.h>
#include <stdatomic.h>

#include "gfx/input.h"
#include "gfx/output.h"

/* A way to the screen: window.c is one, bare/bare.c the other. The main thread calls; `options` are set, `width` and
 * `height` are the driver's to keep. */
struct output_driver {
    bool (*open)(struct output *output, struct err *err); /* makes paper or renderer; what is half open gets closed */
    bool (*open_second)(struct output *output, struct output *second, struct err *err); /* the same for a projector */
    void (*close)(struct output *output);
    void (*renew)(struct output *output); /* it was stale: paper or renderer for the display as it is now */
    void (*present)(struct output *output, const struct box *changed, int count);
    bool (*is_alive)(struct output *output);
    bool (*has_second)(const struct output *output);
    void (*show_cursor)(struct output *output, bool is_shown);
    void (*gather)(struct output *output); /* puts what came into SDL's queue; NULL: SDL does so by itself */
};

extern const struct output_driver window_driver, bare_driver;

struct output {
    const struct output_driver *driver;
    struct output_options options;
    struct bare *bare; /* bare.c: what it needs besides; else NULL */
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
    int ready_fd;          /* readable when the driver has something to gather; -1: one has to ask */
    Uint64 lively_until_ms;
    Uint64 cursor_until_ms; /* 0: hidden or always shown */
    struct output *second;        /* open beside this one; NULL: none */
    int pretended_w, pretended_h; /* of a second display that a script plugged in; 0: none */
    bool has_mouse_place;   /* the first motion only tells where the mouse is, nobody moved it */
};

bool output_is_sideways(const struct output *output); /* turned by 90 or 270 degrees */

/* Fills `err` with what SDL says. */
bool output_refuse(struct err *err);

#endif
