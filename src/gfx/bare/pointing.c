/* The place is kept with its fractions, so that slow movements add up. */
#include "gfx/bare/pointing.h"

#include <linux/input-event-codes.h>
#include <math.h>

#include "gfx/turn.h"

static struct box on_panel(const struct pointing *pointing)
{
    struct box pixel = {(int)pointing->x, (int)pointing->y, 1, 1};
    return turn_box(pixel, pointing->w, pointing->h, pointing->rotation);
}

static void tell_place(const struct pointing *pointing, SDL_Event *event)
{
    struct box place = on_panel(pointing);
    *event = (SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = place.x, .y = place.y}};
}

static double within(double value, int count)
{
    return fmax(0, fmin(value, count - 1));
}

void pointing_move(struct pointing *pointing, double dx, double dy, SDL_Event *event)
{
    pointing->x = within(pointing->x + dx, pointing->w);
    pointing->y = within(pointing->y + dy, pointing->h);
    tell_place(pointing, event);
}

void pointing_place(struct pointing *pointing, double x, double y, SDL_Event *event)
{
    bool is_sideways = pointing->rotation == 90 || pointing->rotation == 270;
    int panel_w = is_sideways ? pointing->h : pointing->w, panel_h = is_sideways ? pointing->w : pointing->h;
    struct box pixel = {(int)within(x * panel_w, panel_w), (int)within(y * panel_h, panel_h), 1, 1};
    struct box place = turn_box(pixel, panel_w, panel_h, (360 - pointing->rotation) % 360);
    pointing->x = place.x;
    pointing->y = place.y;
    tell_place(pointing, event);
}

bool pointing_button(const struct pointing *pointing, uint32_t code, bool is_down, SDL_Event *event)
{
    struct box place = on_panel(pointing);
    uint8_t button = code == BTN_LEFT ? SDL_BUTTON_LEFT : code == BTN_RIGHT ? SDL_BUTTON_RIGHT : SDL_BUTTON_MIDDLE;
    *event = (SDL_Event){.button = {.type = is_down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP,
                                    .button = button,
                                    .state = is_down ? SDL_PRESSED : SDL_RELEASED,
                                    .clicks = 1,
                                    .x = place.x,
                                    .y = place.y}};
    return code >= BTN_LEFT && code <= BTN_MIDDLE;
}

bool pointing_scroll(struct pointing *pointing, double steps, SDL_Event *event)
{
    pointing->wheel += steps;
    int whole = (int)pointing->wheel;
    pointing->wheel -= whole;
    *event = (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = -whole}};
    return whole != 0;
}

static bool tell_finger(const struct pointing *pointing, uint32_t type, int finger, SDL_Event *event)
{
    *event = (SDL_Event){.tfinger = {.type = type,
                                     .touchId = 1,
                                     .fingerId = finger,
                                     .x = pointing->fingers[finger].x,
                                     .y = pointing->fingers[finger].y,
                                     .pressure = 1}};
    return true;
}

bool pointing_finger_at(struct pointing *pointing, int finger, bool is_new, double x, double y, SDL_Event *event)
{
    if (finger < 0 || finger >= POINTING_FINGERS)
        return false;
    pointing->fingers[finger].x = (float)x;
    pointing->fingers[finger].y = (float)y;
    return tell_finger(pointing, is_new ? SDL_FINGERDOWN : SDL_FINGERMOTION, finger, event);
}

bool pointing_finger_up(const struct pointing *pointing, int finger, SDL_Event *event)
{
    return finger >= 0 && finger < POINTING_FINGERS && tell_finger(pointing, SDL_FINGERUP, finger, event);
}
