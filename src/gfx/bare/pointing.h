/* Mouse, touchpad and touch glass as SDL tells them. A mouse moves in the picture, as its user sees it; SDL's events
 * speak of the panel, so places are turned. Pure. */
#ifndef HAMAWAZ_GFX_BARE_POINTING_H
#define HAMAWAZ_GFX_BARE_POINTING_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

enum { POINTING_FINGERS = 10 };

/* Zeroed but for the size and rotation it is valid. */
struct pointing {
    int w, h;     /* of the picture */
    int rotation; /* degrees clockwise */
    double x, y;  /* the mouse, in the picture */
    double wheel; /* steps not yet told */
    struct {
        float x, y;
    } fingers[POINTING_FINGERS]; /* where they were last, on the panel */
};

/* Moved by so many pixels as its user sees them. */
void pointing_move(struct pointing *pointing, double dx, double dy, SDL_Event *event);

/* Put to a place of the panel, 0..1: a tablet, a virtual machine's mouse. */
void pointing_place(struct pointing *pointing, double x, double y, SDL_Event *event);

/* False for a button that nobody here asks for. `code` is evdev's. */
bool pointing_button(const struct pointing *pointing, uint32_t code, bool is_down, SDL_Event *event);

/* Turned by so many steps, down positive; false until a whole one is together. */
bool pointing_scroll(struct pointing *pointing, double steps, SDL_Event *event);

/* A finger at a place of the panel, 0..1. False for one too many. */
bool pointing_finger_at(struct pointing *pointing, int finger, bool is_new, double x, double y, SDL_Event *event);

/* It was lifted, where it was last. */
bool pointing_finger_up(const struct pointing *pointing, int finger, SDL_Event *event);

#endif
