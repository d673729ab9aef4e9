/* No way out: whatever keys, buttons and gestures mean elsewhere, they leave the visitor on the same screen, in every
 * screen and every state of it. The one door is staff's, and it asks for the PIN. */
#include "scratch.h"

#include "places.h"
#include "screens/pledge_form.h"

struct chord {
    char name[32];
    SDL_KeyboardEvent key;
};

static size_t read_chords(struct chord chords[], size_t room)
{
    char line[128];
    size_t count = 0;
    FILE *file = fopen("tests/chords", "r");
    assert_non_null(file);
    while (count < room && fgets(line, sizeof line, file)) {
        struct chord *chord = &chords[count];
        *chord = (struct chord){.key = {.type = SDL_KEYDOWN}};
        int scancode;
        if (sscanf(line, "%31[^# ] %d", chord->name, &scancode) != 2)
            continue;
        const char *held = strchr(line, ' ');
        chord->key.keysym.scancode = (SDL_Scancode)scancode;
        chord->key.keysym.mod |= strstr(held, " ctrl") ? KMOD_LCTRL : 0;
        chord->key.keysym.mod |= strstr(held, " alt") ? KMOD_LALT : 0;
        chord->key.keysym.mod |= strstr(held, " shift") ? KMOD_LSHIFT : 0;
        chord->key.keysym.mod |= strstr(held, " super") ? KMOD_LGUI : 0;
        count++;
    }
    fclose(file);
    return count;
}

/* Where the visitor is. */
struct place {
    const struct screen *screen;
    int depth, phase;
    char words[96]; /* on the first target that belongs to the screen itself */
};

static struct place place_of(const struct app *app)
{
    struct place place = {app_screen(app), app->depth, 0, ""};
    const struct pledge_form *form = app->state[app->depth - 1];
    if (place.screen == &screen_pledge)
        place.phase = (int)form->phase;
    for (size_t i = 0; i < app->ui.last_target_count && !*place.words; i++)
        str_copy(place.words, sizeof place.words, app->ui.last_target[i].id);
    return place;
}

static void expect_same_place(struct app *app, const struct place *before, const char *what, const struct way *way)
{
    kiosk_take_events(app);
    kiosk_let_pass(app, 0);
    struct place now = place_of(app);
    if (app->is_leaving || now.screen != before->screen || now.depth != before->depth || now.phase != before->phase ||
        !str_equal(now.words, before->words))
        fail_msg("%s leads from %s (%s) to %s", what, before->screen->name, way->steps, now.screen->name);
}

typedef void attack_fn(struct app *app, const struct place *place, const struct way *way);

static void in_every_place(attack_fn *attack)
{
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct kiosk kiosk;
        go(&kiosk, &ways[i]);
        struct place place = place_of(kiosk.app);
        attack(kiosk.app, &place, &ways[i]);
        kiosk_close(&kiosk);
    }
}

static void press_chords(struct app *app, const struct place *place, const struct way *way)
{
    struct chord chords[128];
    size_t count = read_chords(chords, COUNT_OF(chords));
    assert_true(count >= 70);
    for (size_t i = 0; i < count; i++) {
        press(chords[i].key);
        expect_same_place(app, place, chords[i].name, way);
    }
}

static void no_chord_leads_away(void **state)
{
    (void)state;
    in_every_place(press_chords);
}

/* Every button but the left one on every target, and a wheel gone mad. */
static void press_buttons(struct app *app, const struct place *place, const struct way *way)
{
    for (Uint8 button = 2; button <= 15; button++)
        for (size_t i = 0; i < app->ui.last_target_count; i++) {
            struct box at = app->ui.last_target[i].box;
            SDL_MouseButtonEvent down = {.type = SDL_MOUSEBUTTONDOWN, .button = button, .clicks = 2};
            down.x = at.x + at.w / 2;
            down.y = at.y + at.h / 2;
            push((SDL_Event){.button = down});
            down.type = SDL_MOUSEBUTTONUP;
            push((SDL_Event){.button = down});
        }
    expect_same_place(app, place, "a mouse button", way);
    for (int i = 0; i < 200; i++)
        push((SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = i % 3 ? 5 : -5, .x = 5}});
    expect_same_place(app, place, "the wheel", way);
}

static void no_other_button_does_anything(void **state)
{
    (void)state;
    in_every_place(press_buttons);
}

static void finger(Uint32 type, int id, float x, float y)
{
    push((SDL_Event){.tfinger = {.type = type, .touchId = 1, .fingerId = id, .x = x, .y = y}});
}

/* Three to ten fingers from every edge to the opposite one. */
static void swipe(struct app *app, const struct place *place, const struct way *way)
{
    for (int fingers = 3; fingers <= 10; fingers++)
        for (int edge = 0; edge < 4; edge++) {
            for (int step = 0; step <= 10; step++)
                for (int i = 0; i < fingers; i++) {
                    float along = edge < 2 ? (float)step / 10 : 1 - (float)step / 10;
                    float across = (float)(i + 1) / (float)(fingers + 1);
                    Uint32 type = step == 0 ? SDL_FINGERDOWN : step == 10 ? SDL_FINGERUP : SDL_FINGERMOTION;
                    finger(type, i, edge % 2 ? along : across, edge % 2 ? across : along);
                }
            expect_same_place(app, place, "a swipe of many fingers", way);
        }
}

static void no_gesture_leads_away(void **state)
{
    (void)state;
    in_every_place(swipe);
}

/* What a desktop may say to a window, or do with it. */
static void trouble_window(struct app *app, const struct place *place, const struct way *way)
{
    static const Uint32 types[] = {SDL_QUIT, SDL_APP_TERMINATING, SDL_APP_WILLENTERBACKGROUND, SDL_CLIPBOARDUPDATE};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        push((SDL_Event){.type = types[i]});
    for (Uint8 event = SDL_WINDOWEVENT_SHOWN; event <= SDL_WINDOWEVENT_DISPLAY_CHANGED; event++)
        if (event != SDL_WINDOWEVENT_SIZE_CHANGED)
            push((SDL_Event){.window = {.type = SDL_WINDOWEVENT, .windowID = 1, .event = event}});
    expect_same_place(app, place, "an event of the window", way);
}

static void no_window_event_leads_away(void **state)
{
    (void)state;
    in_every_place(trouble_window);
}

/* The control: one key that does mean something is seen to lead away. */
static void a_key_with_a_meaning_does_lead_away(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &ways[0]);
    press((SDL_KeyboardEvent){.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_RETURN}});
    kiosk_take_events(kiosk.app);
    assert_ptr_equal(app_screen(kiosk.app), &screen_home);
    kiosk_close(&kiosk);
}

static void staff_without_the_pin_come_no_further(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &(struct way){"", AT_PIN});
    assert_ptr_equal(app_screen(kiosk.app), &screen_pin);
    assert_false(kiosk.app->is_staff);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_chord_leads_away),
        cmocka_unit_test(no_other_button_does_anything),
        cmocka_unit_test(no_gesture_leads_away),
        cmocka_unit_test(no_window_event_leads_away),
        cmocka_unit_test(a_key_with_a_meaning_does_lead_away),
        cmocka_unit_test(staff_without_the_pin_come_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
