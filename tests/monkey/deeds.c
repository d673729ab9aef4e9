/* What the monkey does, one function a deed, and the table of how often each comes. */
#include <math.h>
#include <string.h>

#include "monkey.h"

static void send_finger(struct monkey *monkey, Uint32 type, SDL_FingerID finger, float x, float y)
{
    monkey_send(monkey, (SDL_Event){.tfinger = {.type = type, .touchId = 1, .fingerId = finger, .x = x, .y = y}});
}

void lift_all(struct monkey *monkey)
{
    while (monkey->input.finger_count > 0)
        send_finger(monkey, SDL_FINGERUP, monkey->input.fingers[0].id, 0, 0);
}

static void let_pass(struct monkey *monkey, int64_t ms, bool is_drawn)
{
    clock_advance(&monkey->app->clock, ms);
    monkey_turn(monkey, is_drawn);
}

/* A finger on one of the targets, now and then for long. */
static void tap_target(struct monkey *monkey, const struct ui_target *target)
{
    struct box picture = gfx_bounds(monkey->app->gfx);
    float x = (float)(target->box.x + target->box.w / 2) / (float)picture.w;
    float y = (float)(target->box.y + target->box.h / 2) / (float)picture.h;
    int finger = 20 + below(monkey, 2);
    bool is_mark = str_equal(target->id, "bar.mark"), is_long = is_once_in(monkey, is_mark ? 8 : 40);
    note(monkey, "taps %s", target->id);
    send_finger(monkey, SDL_FINGERDOWN, finger, x, y);
    if (is_long)
        let_pass(monkey, 3000, is_mark);
    send_finger(monkey, SDL_FINGERUP, finger, x, y);
    let_pass(monkey, 10 + below(monkey, 100), is_once_in(monkey, 80));
}

/* The bar is on every screen and leads away from it, so it is tapped less often. */
static void tap(struct monkey *monkey)
{
    const struct ui *ui = &monkey->app->ui;
    const struct ui_target *target = ui->last_target;
    if (ui->last_target_count == 0)
        return;
    target += below(monkey, (int)ui->last_target_count);
    if (!str_starts(target->id, "bar.") || is_once_in(monkey, 6))
        tap_target(monkey, target);
}

/* Whoever means to get on: forms have many steps, and chance alone rarely comes to their ends. */
static void go_on(struct monkey *monkey)
{
    static const char *const ways[] = {
        "attract.touch", "home.pledge", "home.quiz",   "quiz.start",   "quiz.next",      "pledge.next",
        "pledge.plain",  "pledge.next", "key.done",    "pledge.skip",  "pledge.details", "thanks.finish",
        "pin.back",      "help.back",   "idle.more",   "consent.keep", "quiz.myth",      "quiz.pledge",
    };
    const struct ui_target *target = ui_find(&monkey->app->ui, ways[below(monkey, (int)COUNT_OF(ways))]);
    if (target)
        tap_target(monkey, target);
}

/* Ten fingers anywhere, also where no panel has a place. */
static void paw(struct monkey *monkey)
{
    static const Uint32 types[] = {SDL_FINGERDOWN, SDL_FINGERMOTION, SDL_FINGERMOTION, SDL_FINGERUP};
    static const float strange[] = {-1, -0.0f, 1, 1e30f, -1e30f, INFINITY, NAN};
    note(monkey, "paws");
    for (int n = 1 + below(monkey, 20); n > 0; n--) {
        float at[2];
        for (int i = 0; i < 2; i++)
            at[i] = is_once_in(monkey, 50) ? strange[below(monkey, (int)COUNT_OF(strange))]
                                           : (float)below(monkey, 1000) / 1000;
        send_finger(monkey, types[below(monkey, (int)COUNT_OF(types))], below(monkey, 10), at[0], at[1]);
    }
    if (is_once_in(monkey, 3))
        lift_all(monkey);
}

static void use_mouse(struct monkey *monkey)
{
    struct box picture = gfx_bounds(monkey->app->gfx);
    int x = below(monkey, picture.w + 40) - 20, y = below(monkey, picture.h + 40) - 20;
    Uint32 which = is_once_in(monkey, 6) ? SDL_TOUCH_MOUSEID : 0;
    Uint8 number = (Uint8)(is_once_in(monkey, 4) ? 1 + below(monkey, 15) : SDL_BUTTON_LEFT);
    SDL_MouseButtonEvent button = {.type = SDL_MOUSEBUTTONDOWN, .which = which, .button = number, .x = x, .y = y};
    note(monkey, "mouse %d at %d, %d", number, x, y);
    if (is_once_in(monkey, 3))
        monkey_send(monkey, (SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .which = which, .x = x, .y = y}});
    if (is_once_in(monkey, 4))
        monkey_send(monkey, (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .which = which, .y = below(monkey, 9) - 4}});
    monkey_send(monkey, (SDL_Event){.button = button});
    button.type = SDL_MOUSEBUTTONUP;
    if (!is_once_in(monkey, 8))
        monkey_send(monkey, (SDL_Event){.button = button});
}

static void send_key(struct monkey *monkey, int scancode, Uint16 mod, bool is_repeat)
{
    SDL_Keysym keysym = {.scancode = (SDL_Scancode)scancode, .mod = mod};
    note(monkey, "key %d with %#x", scancode, mod);
    monkey_send(monkey, (SDL_Event){.key = {.type = SDL_KEYDOWN, .repeat = is_repeat, .keysym = keysym}});
    monkey_send(monkey, (SDL_Event){.key = {.type = SDL_KEYUP, .keysym = keysym}});
}

static void press_key(struct monkey *monkey)
{
    static const int useful[] = {
        SDL_SCANCODE_TAB,  SDL_SCANCODE_TAB,   SDL_SCANCODE_RETURN, SDL_SCANCODE_SPACE,    SDL_SCANCODE_ESCAPE,
        SDL_SCANCODE_LEFT, SDL_SCANCODE_RIGHT, SDL_SCANCODE_UP,     SDL_SCANCODE_DOWN,     SDL_SCANCODE_BACKSPACE,
        SDL_SCANCODE_HOME, SDL_SCANCODE_END,   SDL_SCANCODE_PAGEUP, SDL_SCANCODE_PAGEDOWN, SDL_SCANCODE_DELETE,
    };
    static const Uint16 mods[] = {0, 0, 0, KMOD_LSHIFT, KMOD_LCTRL, KMOD_RALT, KMOD_LGUI, 0xFFFF};
    int scancode = is_once_in(monkey, 3) ? below(monkey, SDL_NUM_SCANCODES) : useful[below(monkey, COUNT_OF(useful))];
    send_key(monkey, scancode, mods[below(monkey, COUNT_OF(mods))], is_once_in(monkey, 5));
}

/* Text as SDL cuts it: at most 31 bytes an event, in the middle of a letter too. */
static void send_text(struct monkey *monkey, const char *text, size_t n)
{
    for (size_t at = 0; at < n; at += 31) {
        SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
        memcpy(event.text.text, text + at, n - at < 31 ? n - at : 31);
        monkey_send(monkey, event);
    }
}

static void type(struct monkey *monkey)
{
    static const char *const phrases[] = {
        "a", "Ali", " ", "7", "03001234567", "+92 300 1234567", "ali@example.org", "۰۳۰۰", "محمد علی", "ې", "ٻڌايو",
        "می\u200Cخواهم", "Ali\u202Etxt.exe", "\u2066\u2066\u2066", "a\u0301\u0301\u0301\u0301", "\uFDFA\uFDFA\uFDFA",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F1F5\U0001F1F0", "\xC0\x80", "\xED\xA0\x80", "\xF5",
        "\x80", "\xF0\x9F\x91", "a\x1b[31m", "\xC2\x85\u2028\uFFFE", "\x1b]52;c;aGk=\x07", "'); DROP TABLE x;--",
        "%n%s%x", "=HYPERLINK(1)", "</script>", "\"}]}", "\\u0000", "ALİ ali Аli", "\u200B\u200D\u00A0", "WWWWWWWWWWWW",
    };
    char long_text[400];
    const char *phrase = phrases[below(monkey, COUNT_OF(phrases))];
    int kind = below(monkey, 12);
    note(monkey, kind == 0 ? "types noise" : kind == 1 ? "types much of %s" : "types %s", phrase);
    if (kind > 1) {
        send_text(monkey, phrase, strlen(phrase));
        return;
    }
    size_t n = (size_t)below(monkey, sizeof long_text), length = strlen(phrase);
    for (size_t i = 0; i < n; i++)
        long_text[i] = kind == 0 ? (char)(1 + below(monkey, 255)) : phrase[i % length];
    send_text(monkey, long_text, n);
}

static void ask_for_staff(struct monkey *monkey)
{
    send_key(monkey, SDL_SCANCODE_S, KMOD_LCTRL | KMOD_LALT, false);
    for (const char *digit = is_once_in(monkey, 2) ? "25111210" : "00000000"; *digit; digit++)
        send_text(monkey, digit, 1);
    monkey_turn(monkey, true);
}

/* Time passes, jumps forward, and the date is anything at all. */
static void pass_time(struct monkey *monkey)
{
    static const int64_t dates[] = {0, -1, 1, INT32_MAX, (int64_t)INT32_MAX + 1, UINT32_MAX, 1e11, -1e11};
    struct clock *clock = &monkey->app->clock;
    int kind = below(monkey, 40);
    int64_t ms = kind == 0 ? (int64_t)below(monkey, 60) * 86400 * 1000 : below(monkey, kind < 10 ? 30000 : 700);
    if (kind == 1)
        clock->fake_wall_s = dates[below(monkey, COUNT_OF(dates))];
    else if (kind == 2)
        clock->fake_wall_s += (int64_t)below(monkey, 4000 * 86400) - (int64_t)2000 * 86400;
    note(monkey, "lets %lld ms pass", (long long)ms);
    let_pass(monkey, ms, is_once_in(monkey, 16));
}

static void push(SDL_Event event)
{
    SDL_PushEvent(&event);
}

static void happen_to_display(struct monkey *monkey)
{
    static const Uint32 others[] = {
        SDL_QUIT,            SDL_RENDER_TARGETS_RESET, SDL_RENDER_DEVICE_RESET, SDL_KEYMAPCHANGED,
        SDL_CLIPBOARDUPDATE, SDL_APP_LOWMEMORY,        SDL_JOYDEVICEADDED,      SDL_APP_TERMINATING,
        SDL_LOCALECHANGED,   SDL_AUDIODEVICEREMOVED,   SDL_MULTIGESTURE,        SDL_USEREVENT + 77,
    };
    Uint32 other = others[below(monkey, COUNT_OF(others))];
    Uint8 window = (Uint8)below(monkey, 20), display = (Uint8)below(monkey, 5);
    note(monkey, "window event %d, display event %d, event %#x", window, display, other);
    push((SDL_Event){.type = other});
    push((SDL_Event){.window = {.type = SDL_WINDOWEVENT, .windowID = 1, .event = window, .data1 = 1, .data2 = 1}});
    push((SDL_Event){.display = {.type = SDL_DISPLAYEVENT, .event = display}});
}

/* There is one window, so its number is 1. */
static void resize(struct monkey *monkey)
{
    static const int sizes[][2] = {{320, 240}, {240, 320}, {400, 240}, {480, 320}, {320, 480}, {800, 480}, {480, 800}};
    const int *size = sizes[below(monkey, COUNT_OF(sizes))];
    note(monkey, "resizes to %dx%d", size[0], size[1]);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), size[0], size[1]);
}

static void trouble_display(struct monkey *monkey)
{
    struct event event;
    if (is_once_in(monkey, 4))
        resize(monkey);
    else
        happen_to_display(monkey);
    while (output_poll(monkey->app->output, 0, &event)) {
        monkey->told->events++;
        if (event.type != EVENT_WOKEN)
            monkey_pass(monkey, &event);
    }
    monkey_turn(monkey, true);
}

static void change_look(struct monkey *monkey)
{
    note(monkey, "changes language or size");
    if (is_once_in(monkey, 2))
        app_set_lang(monkey->app, (enum lang)below(monkey, LANG_COUNT));
    else
        app_set_text_size(monkey->app, below(monkey, 3));
    monkey_turn(monkey, is_once_in(monkey, 3));
}

static const struct {
    int weight;
    void (*act)(struct monkey *monkey);
} deeds[] = {
    {500, tap},    {150, go_on},       {80, paw},         {80, use_mouse},      {180, press_key},
    {160, type},   {60, pass_time},    {6, ask_for_staff}, {4, trouble_display}, {6, change_look},
};

void act(struct monkey *monkey)
{
    int weights = 0;
    size_t at = 0;
    for (size_t i = 0; i < COUNT_OF(deeds); i++)
        weights += deeds[i].weight;
    for (int left = below(monkey, weights); left >= deeds[at].weight; at++)
        left -= deeds[at].weight;
    deeds[at].act(monkey);
}
