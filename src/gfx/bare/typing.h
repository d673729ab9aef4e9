/* A keyboard's keys as SDL tells them: by place, with modifiers, and as text of an American keyboard. */
#ifndef HAMAWAZ_GFX_BARE_TYPING_H
#define HAMAWAZ_GFX_BARE_TYPING_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct xkb_keymap;
struct xkb_state;

enum { TYPING_EVENTS = 2, TYPING_DELAY_MS = 500, TYPING_STEP_MS = 40 }; /* of a held key: until it repeats, between */

struct typing {
    struct xkb_keymap *keymap; /* NULL: no text, only keys */
    struct xkb_state *state;
    uint16_t modifiers;     /* SDL's KMOD_ bits */
    uint32_t repeating_key; /* evdev code; 0: none */
};

void typing_init(struct typing *typing);
void typing_finish(struct typing *typing);

/* The SDL scancode of an evdev key code. */
SDL_Scancode typing_scancode(uint32_t key);

/* A key went down or up. Fills up to TYPING_EVENTS events, returns how many. typing->repeating_key is the one to repeat
 * from now on. */
int typing_key(struct typing *typing, uint32_t key, bool is_down, SDL_Event *events);

/* The held key once more. */
int typing_repeat(struct typing *typing, SDL_Event *events);

#endif
