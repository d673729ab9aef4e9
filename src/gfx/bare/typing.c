/* Modifiers are counted by ourselves, so that chords hold even where the layout's files are missing; letters come from
 * xkbcommon. The layout is always the American one: Urdu is made from scancodes, on the same keys everywhere. */
#include "gfx/bare/typing.h"

#include <linux/input-event-codes.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

#include "base/mem.h"

enum { XKB_OFFSET = 8 }; /* X11's key codes begin there */

static const uint8_t scancodes[] = {
    [KEY_ESC] = SDL_SCANCODE_ESCAPE, [KEY_1] = SDL_SCANCODE_1, [KEY_2] = SDL_SCANCODE_2, [KEY_3] = SDL_SCANCODE_3,
    [KEY_4] = SDL_SCANCODE_4, [KEY_5] = SDL_SCANCODE_5, [KEY_6] = SDL_SCANCODE_6, [KEY_7] = SDL_SCANCODE_7,
    [KEY_8] = SDL_SCANCODE_8, [KEY_9] = SDL_SCANCODE_9, [KEY_0] = SDL_SCANCODE_0, [KEY_MINUS] = SDL_SCANCODE_MINUS,
    [KEY_EQUAL] = SDL_SCANCODE_EQUALS, [KEY_BACKSPACE] = SDL_SCANCODE_BACKSPACE, [KEY_TAB] = SDL_SCANCODE_TAB,
    [KEY_Q] = SDL_SCANCODE_Q, [KEY_W] = SDL_SCANCODE_W, [KEY_E] = SDL_SCANCODE_E, [KEY_R] = SDL_SCANCODE_R,
    [KEY_T] = SDL_SCANCODE_T, [KEY_Y] = SDL_SCANCODE_Y, [KEY_U] = SDL_SCANCODE_U, [KEY_I] = SDL_SCANCODE_I,
    [KEY_O] = SDL_SCANCODE_O, [KEY_P] = SDL_SCANCODE_P, [KEY_LEFTBRACE] = SDL_SCANCODE_LEFTBRACKET,
    [KEY_RIGHTBRACE] = SDL_SCANCODE_RIGHTBRACKET, [KEY_ENTER] = SDL_SCANCODE_RETURN,
    [KEY_LEFTCTRL] = SDL_SCANCODE_LCTRL, [KEY_A] = SDL_SCANCODE_A, [KEY_S] = SDL_SCANCODE_S, [KEY_D] = SDL_SCANCODE_D,
    [KEY_F] = SDL_SCANCODE_F, [KEY_G] = SDL_SCANCODE_G, [KEY_H] = SDL_SCANCODE_H, [KEY_J] = SDL_SCANCODE_J,
    [KEY_K] = SDL_SCANCODE_K, [KEY_L] = SDL_SCANCODE_L, [KEY_SEMICOLON] = SDL_SCANCODE_SEMICOLON,
    [KEY_APOSTROPHE] = SDL_SCANCODE_APOSTROPHE, [KEY_GRAVE] = SDL_SCANCODE_GRAVE,
    [KEY_LEFTSHIFT] = SDL_SCANCODE_LSHIFT, [KEY_BACKSLASH] = SDL_SCANCODE_BACKSLASH, [KEY_Z] = SDL_SCANCODE_Z,
    [KEY_X] = SDL_SCANCODE_X, [KEY_C] = SDL_SCANCODE_C, [KEY_V] = SDL_SCANCODE_V, [KEY_B] = SDL_SCANCODE_B,
    [KEY_N] = SDL_SCANCODE_N, [KEY_M] = SDL_SCANCODE_M, [KEY_COMMA] = SDL_SCANCODE_COMMA,
    [KEY_DOT] = SDL_SCANCODE_PERIOD, [KEY_SLASH] = SDL_SCANCODE_SLASH, [KEY_RIGHTSHIFT] = SDL_SCANCODE_RSHIFT,
    [KEY_KPASTERISK] = SDL_SCANCODE_KP_MULTIPLY, [KEY_LEFTALT] = SDL_SCANCODE_LALT, [KEY_SPACE] = SDL_SCANCODE_SPACE,
    [KEY_CAPSLOCK] = SDL_SCANCODE_CAPSLOCK, [KEY_F1] = SDL_SCANCODE_F1, [KEY_F2] = SDL_SCANCODE_F2,
    [KEY_F3] = SDL_SCANCODE_F3, [KEY_F4] = SDL_SCANCODE_F4, [KEY_F5] = SDL_SCANCODE_F5, [KEY_F6] = SDL_SCANCODE_F6,
    [KEY_F7] = SDL_SCANCODE_F7, [KEY_F8] = SDL_SCANCODE_F8, [KEY_F9] = SDL_SCANCODE_F9, [KEY_F10] = SDL_SCANCODE_F10,
    [KEY_NUMLOCK] = SDL_SCANCODE_NUMLOCKCLEAR, [KEY_SCROLLLOCK] = SDL_SCANCODE_SCROLLLOCK,
    [KEY_KP7] = SDL_SCANCODE_KP_7, [KEY_KP8] = SDL_SCANCODE_KP_8, [KEY_KP9] = SDL_SCANCODE_KP_9,
    [KEY_KPMINUS] = SDL_SCANCODE_KP_MINUS, [KEY_KP4] = SDL_SCANCODE_KP_4, [KEY_KP5] = SDL_SCANCODE_KP_5,
    [KEY_KP6] = SDL_SCANCODE_KP_6, [KEY_KPPLUS] = SDL_SCANCODE_KP_PLUS, [KEY_KP1] = SDL_SCANCODE_KP_1,
    [KEY_KP2] = SDL_SCANCODE_KP_2, [KEY_KP3] = SDL_SCANCODE_KP_3, [KEY_KP0] = SDL_SCANCODE_KP_0,
    [KEY_KPDOT] = SDL_SCANCODE_KP_PERIOD, [KEY_102ND] = SDL_SCANCODE_NONUSBACKSLASH, [KEY_F11] = SDL_SCANCODE_F11,
    [KEY_F12] = SDL_SCANCODE_F12, [KEY_KPENTER] = SDL_SCANCODE_KP_ENTER, [KEY_RIGHTCTRL] = SDL_SCANCODE_RCTRL,
    [KEY_KPSLASH] = SDL_SCANCODE_KP_DIVIDE, [KEY_SYSRQ] = SDL_SCANCODE_PRINTSCREEN, [KEY_RIGHTALT] = SDL_SCANCODE_RALT,
    [KEY_HOME] = SDL_SCANCODE_HOME, [KEY_UP] = SDL_SCANCODE_UP, [KEY_PAGEUP] = SDL_SCANCODE_PAGEUP,
    [KEY_LEFT] = SDL_SCANCODE_LEFT, [KEY_RIGHT] = SDL_SCANCODE_RIGHT, [KEY_END] = SDL_SCANCODE_END,
    [KEY_DOWN] = SDL_SCANCODE_DOWN, [KEY_PAGEDOWN] = SDL_SCANCODE_PAGEDOWN, [KEY_INSERT] = SDL_SCANCODE_INSERT,
    [KEY_DELETE] = SDL_SCANCODE_DELETE, [KEY_PAUSE] = SDL_SCANCODE_PAUSE, [KEY_LEFTMETA] = SDL_SCANCODE_LGUI,
    [KEY_RIGHTMETA] = SDL_SCANCODE_RGUI, [KEY_COMPOSE] = SDL_SCANCODE_APPLICATION,
};

static const struct {
    SDL_Scancode scancode;
    uint16_t bit;
} modifiers[] = {
    {SDL_SCANCODE_LSHIFT, KMOD_LSHIFT}, {SDL_SCANCODE_RSHIFT, KMOD_RSHIFT}, {SDL_SCANCODE_LCTRL, KMOD_LCTRL},
    {SDL_SCANCODE_RCTRL, KMOD_RCTRL},   {SDL_SCANCODE_LALT, KMOD_LALT},     {SDL_SCANCODE_RALT, KMOD_RALT},
    {SDL_SCANCODE_LGUI, KMOD_LGUI},     {SDL_SCANCODE_RGUI, KMOD_RGUI},
};

SDL_Scancode typing_scancode(uint32_t key)
{
    return key < COUNT_OF(scancodes) ? (SDL_Scancode)scancodes[key] : SDL_SCANCODE_UNKNOWN;
}

void typing_init(struct typing *typing)
{
    struct xkb_rule_names names = {.rules = "evdev", .model = "pc105", .layout = "us"};
    struct xkb_context *context = xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
    *typing = (struct typing){0};
    if (context)
        typing->keymap = xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    if (typing->keymap)
        typing->state = xkb_state_new(typing->keymap);
    xkb_context_unref(context);
}

void typing_finish(struct typing *typing)
{
    xkb_state_unref(typing->state);
    xkb_keymap_unref(typing->keymap);
    *typing = (struct typing){0};
}

/* The key with what it types: nothing while Ctrl, Alt or the window key is held. */
static int tell(const struct typing *typing, uint32_t key, bool is_down, bool is_repeat, SDL_Event *events)
{
    int count = 1;
    memset(events, 0, TYPING_EVENTS * sizeof *events);
    events[0].key.type = is_down ? SDL_KEYDOWN : SDL_KEYUP;
    events[0].key.state = is_down ? SDL_PRESSED : SDL_RELEASED;
    events[0].key.repeat = is_repeat;
    events[0].key.keysym.scancode = typing_scancode(key);
    events[0].key.keysym.mod = typing->modifiers;
    if (is_down && typing->state && !(typing->modifiers & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))) {
        SDL_TextInputEvent *text = &events[1].text;
        text->type = SDL_TEXTINPUT;
        xkb_state_key_get_utf8(typing->state, key + XKB_OFFSET, text->text, sizeof text->text);
        count += (unsigned char)text->text[0] >= ' ' && text->text[0] != 0x7F;
    }
    return count;
}

static bool keeps_repeating(const struct typing *typing, uint32_t key)
{
    return typing->keymap && xkb_keymap_key_repeats(typing->keymap, key + XKB_OFFSET);
}

static void hold_modifier(struct typing *typing, SDL_Scancode scancode, bool is_down)
{
    for (size_t i = 0; i < COUNT_OF(modifiers); i++) {
        uint16_t bit = modifiers[i].bit;
        if (modifiers[i].scancode == scancode)
            typing->modifiers = (uint16_t)(is_down ? typing->modifiers | bit : typing->modifiers & ~bit);
    }
}

int typing_key(struct typing *typing, uint32_t key, bool is_down, SDL_Event *events)
{
    hold_modifier(typing, typing_scancode(key), is_down);
    int count = tell(typing, key, is_down, false, events);
    if (typing->state)
        xkb_state_update_key(typing->state, key + XKB_OFFSET, is_down ? XKB_KEY_DOWN : XKB_KEY_UP);
    if (is_down && keeps_repeating(typing, key))
        typing->repeating_key = key;
    else if (!is_down && typing->repeating_key == key)
        typing->repeating_key = 0;
    return count;
}

int typing_repeat(struct typing *typing, SDL_Event *events)
{
    return typing->repeating_key == 0 ? 0 : tell(typing, typing->repeating_key, true, true, events);
}
