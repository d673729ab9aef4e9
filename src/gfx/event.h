/* Input as the program sees it, whoever delivers it: SDL's window today, libinput on a bare machine later. Mouse and
 * finger are one pointer: doubled events are merged and lost finger-ups made good before they come here. */
#ifndef HAMAWAZ_GFX_EVENT_H
#define HAMAWAZ_GFX_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum event_type {
    EVENT_NONE,
    EVENT_DOWN, /* pointer pressed at x, y */
    EVENT_MOVE,
    EVENT_UP,
    EVENT_CANCEL, /* the press ended without meaning a tap: lost finger, too many fingers, lost focus */
    EVENT_WHEEL,  /* y: steps, down positive */
    EVENT_KEY,    /* key pressed or repeated */
    EVENT_TEXT,   /* text from a physical keyboard in Latin script; Urdu is made from scancodes */
    EVENT_RESIZED,
    EVENT_EXPOSED, /* draw again: uncovered, or what was drawn is lost */
    EVENT_DISPLAYS, /* one was plugged in or pulled out */
    EVENT_WOKEN,   /* output_wake was called */
    EVENT_QUIT,    /* the window's close button; never in full screen */
};

/* Keys by meaning; letters stay scancodes (USB HID usage ids) because the layout is ours. */
enum key_name {
    KEY_OTHER,
    KEY_TAB,
    KEY_ENTER,
    KEY_SPACE,
    KEY_ESCAPE,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
};

struct event {
    enum event_type type;
    int x, y; /* pixels of the drawn picture (rotation undone); EVENT_RESIZED: the new size */
    enum key_name key;
    uint16_t scancode; /* USB HID usage id */
    bool shift, ctrl, alt, is_repeat; /* alt: or the key with a window on it; neither is ours but for staff */
    char text[33];     /* EVENT_TEXT: valid UTF-8 */
};

#endif
