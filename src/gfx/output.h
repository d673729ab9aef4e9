/* Who shows the picture: the one seam between drawing and the machine. An SDL window (on a desktop, off-screen, or on a
 * graphics processor without a desktop), or a bare display. Nothing above gfx/ may know which. Main thread, but for
 * output_wake. */
#ifndef HAMAWAZ_GFX_OUTPUT_H
#define HAMAWAZ_GFX_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "gfx/event.h"

struct box;
struct output;
struct SDL_Renderer;

enum output_kind {
    OUTPUT_AUTO,   /* on a desktop a window; else KMS where a graphics processor is, and bare where not */
    OUTPUT_WINDOW, /* SDL's choice */
    OUTPUT_KMS,    /* SDL's KMSDRM with OpenGL ES */
    OUTPUT_BARE,   /* drawn by ourselves; waits for a display that is not there yet */
};

struct output_options {
    enum output_kind kind;
    bool is_windowed;   /* else full screen */
    bool is_offscreen;  /* no display at all: SDL's dummy driver */
    int width, height;  /* of the picture before rotation; 0: the display's own */
    int rotation;       /* 0, 90, 180, 270 degrees clockwise */
};

/* Decides between an accelerated and the software renderer BEFORE OpenGL is loaded, by looking at the DRM driver
 * (loading Mesa alone costs 97 MiB and 0.4 s). ERR_UNAVAILABLE: no display, in one sentence. */
MUST_CHECK bool output_open(const struct output_options *options, struct output **output, struct err *err);
void output_close(struct output *output);

void output_size(const struct output *output, int *width, int *height); /* of the picture, pixels */
bool output_is_accelerated(const struct output *output);

/* For gfx.c alone. Where software drawing goes: 0x00RRGGBB, `pitch` pixels from row to row; false when accelerated. */
bool output_pixels(const struct output *output, uint32_t **pixels, size_t *pitch);

/* For gfx.c alone: the accelerated renderer, NULL in software. After a new size or a lost device output_is_stale is
 * true: whoever holds textures frees them, then calls output_renew, after which the renderer is another one. */
struct SDL_Renderer *output_renderer(struct output *output);
bool output_is_stale(const struct output *output);
void output_renew(struct output *output);

/* The second display: a projector. A picture of its own beside the first one's, without input; its window's events come
 * through output_poll of the first, which also tells EVENT_DISPLAYS. ERR_UNAVAILABLE. */
bool output_has_second(const struct output *output);
MUST_CHECK bool output_open_second(struct output *output, struct output **second, struct err *err);
void output_close_second(struct output *output, struct output *second); /* accepts NULL */

/* For scripts, off-screen: a second display of this size is plugged in; width 0: pulled out. */
void output_pretend_second(struct output *output, int width, int height);

/* Shows what was drawn: in `count` boxes, outside which the picture is the one presented last. */
void output_present(struct output *output, const struct box *changed, int count);

/* Has the display taken a pixel of the picture that it shows already? Returns when it has: proof of a live display at
 * next to no cost. False also between a new size and the frame drawn for it. */
bool output_is_alive(struct output *output);

/* The next event, waiting at most timeout_ms (0: not at all; -1: for ever). False when there was none. */
bool output_poll(struct output *output, int timeout_ms, struct event *event);

/* Makes a waiting output_poll return EVENT_WOKEN. Any thread. */
void output_wake(struct output *output);

/* Overwrites what is left in memory of events that were handled: keys, typed text. */
void output_forget(struct output *output);

#endif
