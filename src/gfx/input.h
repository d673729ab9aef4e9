/* SDL's events made ours: one pointer from mouse and finger, keys by meaning, text as whole characters. Used by
 * output.c alone; main thread. */
#ifndef HAMAWAZ_GFX_INPUT_H
#define HAMAWAZ_GFX_INPUT_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gfx/event.h"

enum { INPUT_FINGERS = 10 };

/* A zeroed struct input is valid: nothing pressed. */
struct input {
    enum { POINTER_UP, POINTER_MOUSE, POINTER_FINGER, POINTER_SPOILT } pointer; /* spoilt: too many; wait for none */
    SDL_FingerID finger; /* the active one */
    struct {
        SDL_FingerID id;
        uint64_t heard_ms;
    } fingers[INPUT_FINGERS]; /* on the glass, as far as told */
    int finger_count;
    uint64_t finger_ms; /* when any finger was last heard of; 0: never */
    int x, y;           /* last place of the active pointer */
    bool is_window_chord; /* the last key went with the window key: the text it gives was not meant */
    char text[64];      /* typed bytes not yet handed out */
    size_t text_length;
};

/* Where panel coordinates lie in the drawn picture. */
struct input_view {
    int rotation;      /* degrees clockwise */
    int width, height; /* of the picture */
};

/* Turns one SDL event into ours; false when it means nothing to us. `now_ms` only ever grows. */
bool input_translate(struct input *input, const struct input_view *view, const SDL_Event *from, uint64_t now_ms,
                     struct event *event);

/* The window that an event of a pointer or a window belongs to; 0: none in particular. */
Uint32 input_window(const SDL_Event *from);

/* Text left over from a long SDL event. */
bool input_take_text(struct input *input, struct event *event);

/* Milliseconds until a silent finger counts as lifted; -1 when none is down. */
int input_wait_ms(const struct input *input, uint64_t now_ms);

/* Gives up a finger that has been silent for too long: true with EVENT_CANCEL. */
bool input_expire(struct input *input, uint64_t now_ms, struct event *event);

#endif
