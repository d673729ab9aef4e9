/* One pointer from mouse and fingers. A touch panel may speak as fingers, as a mouse, or as both at once, in either
 * order; a finger's lifting may get lost (SDL #5244, #9833) and a panel's mouse echo may come after it. So: the first
 * to press owns the pointer until it lets go; a mouse is not believed shortly after a finger; a silent finger expires.
 * A second finger is ignored; a third makes it no tap at all.
 *
 * Text: SDL cuts long input into pieces of 31 bytes and checks only the first byte, so pieces are joined here and only
 * whole, valid, printable characters leave. */
#include "gfx/input.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { FINGERS_MAX = 2, FINGER_SILENT_MS = 10000, MOUSE_ECHO_MS = 500 };

static const struct {
    SDL_Scancode scancode;
    enum key_name key;
} keys[] = {
    {SDL_SCANCODE_TAB, KEY_TAB},       {SDL_SCANCODE_RETURN, KEY_ENTER},        {SDL_SCANCODE_KP_ENTER, KEY_ENTER},
    {SDL_SCANCODE_SPACE, KEY_SPACE},   {SDL_SCANCODE_ESCAPE, KEY_ESCAPE},       {SDL_SCANCODE_DELETE, KEY_DELETE},
    {SDL_SCANCODE_LEFT, KEY_LEFT},     {SDL_SCANCODE_RIGHT, KEY_RIGHT},         {SDL_SCANCODE_UP, KEY_UP},
    {SDL_SCANCODE_DOWN, KEY_DOWN},     {SDL_SCANCODE_HOME, KEY_HOME},           {SDL_SCANCODE_END, KEY_END},
    {SDL_SCANCODE_PAGEUP, KEY_PAGE_UP}, {SDL_SCANCODE_PAGEDOWN, KEY_PAGE_DOWN}, {SDL_SCANCODE_BACKSPACE, KEY_BACKSPACE},
};

static enum key_name key_of(SDL_Scancode scancode)
{
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (keys[i].scancode == scancode)
            return keys[i].key;
    return KEY_OTHER;
}

static int within(int value, int count)
{
    return value < 0 ? 0 : value >= count ? count - 1 : value;
}

/* The panel shows the picture turned clockwise: turn the place back. */
static void place(struct input *input, const struct input_view *view, int panel_x, int panel_y)
{
    int x = panel_x, y = panel_y;
    if (view->rotation == 90)
        x = panel_y, y = view->height - 1 - panel_x;
    else if (view->rotation == 180)
        x = view->width - 1 - panel_x, y = view->height - 1 - panel_y;
    else if (view->rotation == 270)
        x = view->width - 1 - panel_y, y = panel_x;
    input->x = within(x, view->width);
    input->y = within(y, view->height);
}

/* A part of the panel as a pixel; a panel may send anything, even what is no number. */
static int pixel_of(float part, int size)
{
    return (int)(fminf(fmaxf(part, 0), 1) * (float)size);
}

static void place_finger(struct input *input, const struct input_view *view, const SDL_TouchFingerEvent *finger)
{
    bool is_turned = view->rotation == 90 || view->rotation == 270;
    int panel_w = is_turned ? view->height : view->width;
    int panel_h = is_turned ? view->width : view->height;
    place(input, view, pixel_of(finger->x, panel_w), pixel_of(finger->y, panel_h));
}

static bool tell_pointer(const struct input *input, enum event_type type, struct event *event)
{
    event->type = type;
    event->x = input->x;
    event->y = input->y;
    return true;
}

/* Notes that a finger was heard of; adds it when it is new and there is room. */
static void hear_finger(struct input *input, SDL_FingerID id, uint64_t now_ms, bool is_down)
{
    int i = 0;
    while (i < input->finger_count && input->fingers[i].id != id)
        i++;
    input->finger_ms = now_ms;
    if (i == input->finger_count && (!is_down || i == INPUT_FINGERS))
        return;
    input->finger_count = i == input->finger_count ? i + 1 : input->finger_count;
    input->fingers[i].id = id;
    input->fingers[i].heard_ms = now_ms;
}

static void drop_finger(struct input *input, SDL_FingerID id)
{
    for (int i = 0; i < input->finger_count; i++)
        if (input->fingers[i].id == id)
            input->fingers[i] = input->fingers[--input->finger_count];
    if (input->finger_count == 0 && input->pointer == POINTER_SPOILT)
        input->pointer = POINTER_UP;
}

/* A finger that is already down and goes down again had its lifting lost: the new press counts. */
static bool finger_down(struct input *input, const struct input_view *view, const SDL_TouchFingerEvent *finger,
                        struct event *event)
{
    bool is_again = input->pointer == POINTER_FINGER && input->finger == finger->fingerId;
    if (is_again || (input->pointer == POINTER_UP && input->finger_count == 1)) {
        input->pointer = POINTER_FINGER;
        input->finger = finger->fingerId;
        place_finger(input, view, finger);
        return tell_pointer(input, EVENT_DOWN, event);
    }
    if (input->finger_count <= FINGERS_MAX || input->pointer == POINTER_SPOILT)
        return false;
    bool was_pressed = input->pointer != POINTER_UP;
    input->pointer = POINTER_SPOILT;
    return was_pressed && tell_pointer(input, EVENT_CANCEL, event);
}

static bool finger_lifted(struct input *input, const struct input_view *view, const SDL_TouchFingerEvent *finger,
                          struct event *event)
{
    drop_finger(input, finger->fingerId);
    if (input->pointer != POINTER_FINGER || finger->fingerId != input->finger)
        return false;
    input->pointer = POINTER_UP;
    place_finger(input, view, finger);
    return tell_pointer(input, EVENT_UP, event);
}

static bool finger_moved(struct input *input, const struct input_view *view, const SDL_TouchFingerEvent *finger,
                         struct event *event)
{
    if (input->pointer != POINTER_FINGER || finger->fingerId != input->finger)
        return false;
    place_finger(input, view, finger);
    return tell_pointer(input, EVENT_MOVE, event);
}

/* An echo of a finger, or a mouse while a finger holds the pointer. */
static bool mouse_is_echo(const struct input *input, uint32_t which, uint64_t now_ms)
{
    return which == SDL_TOUCH_MOUSEID || (input->pointer != POINTER_UP && input->pointer != POINTER_MOUSE) ||
           (input->pointer == POINTER_UP && input->finger_ms > 0 && now_ms - input->finger_ms < MOUSE_ECHO_MS);
}

static bool mouse_button(struct input *input, const struct input_view *view, const SDL_MouseButtonEvent *mouse,
                         uint64_t now_ms, struct event *event)
{
    bool is_down = mouse->type == SDL_MOUSEBUTTONDOWN;
    if (mouse->button != SDL_BUTTON_LEFT || mouse_is_echo(input, mouse->which, now_ms) ||
        is_down == (input->pointer == POINTER_MOUSE))
        return false;
    input->pointer = is_down ? POINTER_MOUSE : POINTER_UP;
    place(input, view, mouse->x, mouse->y);
    return tell_pointer(input, is_down ? EVENT_DOWN : EVENT_UP, event);
}

static bool mouse_moved(struct input *input, const struct input_view *view, const SDL_MouseMotionEvent *mouse,
                        uint64_t now_ms, struct event *event)
{
    if (mouse_is_echo(input, mouse->which, now_ms))
        return false;
    place(input, view, mouse->x, mouse->y);
    return tell_pointer(input, EVENT_MOVE, event);
}

static bool wheel_turned(const struct input *input, const SDL_MouseWheelEvent *wheel, struct event *event)
{
    int steps = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? wheel->y : -wheel->y;
    if (wheel->which == SDL_TOUCH_MOUSEID || steps == 0)
        return false;
    event->type = EVENT_WHEEL;
    event->x = input->x;
    event->y = steps;
    return true;
}

static bool key_pressed(struct input *input, const SDL_KeyboardEvent *from, struct event *event)
{
    input->is_window_chord = from->keysym.mod & KMOD_GUI;
    event->type = EVENT_KEY;
    event->key = key_of(from->keysym.scancode);
    event->scancode = (uint16_t)from->keysym.scancode;
    event->shift = from->keysym.mod & KMOD_SHIFT;
    event->ctrl = from->keysym.mod & KMOD_CTRL;
    event->alt = from->keysym.mod & (KMOD_ALT | KMOD_GUI);
    event->is_repeat = from->repeat != 0;
    return true;
}

/* Whether the bytes from `at` on may be the beginning of a character whose rest has not come yet. */
static bool is_unfinished(const char *text, size_t n, size_t at)
{
    unsigned char first = (unsigned char)text[at];
    size_t length = first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (size_t i = at + 1; i < n; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return false;
    return n - at < length;
}

bool input_take_text(struct input *input, struct event *event)
{
    size_t at = 0, out = 0;
    while (at < input->text_length && out + 4 < sizeof event->text) {
        size_t from = at;
        uint32_t letter = utf8_next(input->text, input->text_length, &at);
        if (letter == UTF8_BAD && is_unfinished(input->text, input->text_length, from)) {
            at = from;
            break;
        }
        if (letter >= 0x20 && letter != 0x7F && !(letter >= 0x80 && letter < 0xA0) && letter != UTF8_BAD)
            out += utf8_put(event->text + out, letter);
    }
    input->text_length -= at;
    memmove(input->text, input->text + at, input->text_length);
    memset(input->text + input->text_length, 0, sizeof input->text - input->text_length);
    event->text[out] = '\0';
    event->type = out > 0 ? EVENT_TEXT : EVENT_NONE;
    return out > 0;
}

static bool text_typed(struct input *input, const SDL_TextInputEvent *typed, struct event *event)
{
    size_t room = sizeof input->text - input->text_length;
    size_t n = strnlen(typed->text, sizeof typed->text);
    n = n < room ? n : room;
    memcpy(input->text + input->text_length, typed->text, n);
    input->text_length += n;
    return input_take_text(input, event);
}

static bool focus_lost(struct input *input, struct event *event)
{
    bool was_pressed = input->pointer == POINTER_MOUSE || input->pointer == POINTER_FINGER;
    input->pointer = input->finger_count > 0 ? POINTER_SPOILT : POINTER_UP;
    return was_pressed && tell_pointer(input, EVENT_CANCEL, event);
}

bool input_translate(struct input *input, const struct input_view *view, const SDL_Event *from, uint64_t now_ms,
                     struct event *event)
{
    *event = (struct event){.type = EVENT_NONE};
    switch (from->type) {
    case SDL_FINGERDOWN:
        hear_finger(input, from->tfinger.fingerId, now_ms, true);
        return finger_down(input, view, &from->tfinger, event);
    case SDL_FINGERUP:
        hear_finger(input, from->tfinger.fingerId, now_ms, false);
        return finger_lifted(input, view, &from->tfinger, event);
    case SDL_FINGERMOTION:
        hear_finger(input, from->tfinger.fingerId, now_ms, false);
        return finger_moved(input, view, &from->tfinger, event);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return mouse_button(input, view, &from->button, now_ms, event);
    case SDL_MOUSEMOTION:
        return mouse_moved(input, view, &from->motion, now_ms, event);
    case SDL_MOUSEWHEEL:
        return wheel_turned(input, &from->wheel, event);
    case SDL_KEYDOWN:
        return key_pressed(input, &from->key, event);
    case SDL_TEXTINPUT:
        return !input->is_window_chord && text_typed(input, &from->text, event);
    case SDL_WINDOWEVENT:
        return from->window.event == SDL_WINDOWEVENT_FOCUS_LOST && focus_lost(input, event);
    default: /* SDL's types are plain numbers, and most are none of ours */
        return false;
    }
}

int input_wait_ms(const struct input *input, uint64_t now_ms)
{
    int wait = -1;
    for (int i = 0; i < input->finger_count; i++) {
        uint64_t silent = now_ms - input->fingers[i].heard_ms;
        int left = silent >= FINGER_SILENT_MS ? 0 : (int)(FINGER_SILENT_MS - silent);
        wait = wait < 0 || left < wait ? left : wait;
    }
    return wait;
}

bool input_expire(struct input *input, uint64_t now_ms, struct event *event)
{
    *event = (struct event){.type = EVENT_NONE};
    for (int i = input->finger_count - 1; i >= 0; i--) {
        SDL_FingerID id = input->fingers[i].id;
        if (now_ms - input->fingers[i].heard_ms < FINGER_SILENT_MS)
            continue;
        drop_finger(input, id);
        if (input->pointer == POINTER_FINGER && input->finger == id) {
            input->pointer = input->finger_count > 0 ? POINTER_SPOILT : POINTER_UP;
            return tell_pointer(input, EVENT_CANCEL, event);
        }
    }
    return false;
}

Uint32 input_window(const SDL_Event *from)
{
    switch (from->type) {
    case SDL_WINDOWEVENT:
        return from->window.windowID;
    case SDL_MOUSEMOTION:
        return from->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return from->button.windowID;
    case SDL_MOUSEWHEEL:
        return from->wheel.windowID;
    }
    return 0; /* fingers are on the glass, which is the first display's */
}
