/* One pointer out of mice and fingers, however a panel stammers; text whole and valid. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "gfx/input.h"

static const struct input_view upright = {0, 1000, 500};

struct hand {
    struct input input;
    struct input_view view;
    uint64_t now_ms;
    struct event event;
};

static bool send(struct hand *hand, SDL_Event from)
{
    return input_translate(&hand->input, &hand->view, &from, hand->now_ms, &hand->event);
}

static bool finger(struct hand *hand, Uint32 type, SDL_FingerID id, float x, float y)
{
    return send(hand, (SDL_Event){.tfinger = {.type = type, .touchId = 1, .fingerId = id, .x = x, .y = y}});
}

static bool mouse(struct hand *hand, Uint32 type, Uint32 which, int button, int x, int y)
{
    return send(hand, (SDL_Event){.button = {.type = type, .which = which, .button = (Uint8)button, .x = x, .y = y}});
}

static bool text(struct hand *hand, const char *bytes)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    memcpy(event.text.text, bytes, strlen(bytes) + 1);
    return send(hand, event);
}

static struct hand hand_at(uint64_t now_ms)
{
    return (struct hand){.view = upright, .now_ms = now_ms};
}

static void expect(const struct hand *hand, enum event_type type, int x, int y)
{
    assert_int_equal(hand->event.type, type);
    assert_int_equal(hand->event.x, x);
    assert_int_equal(hand->event.y, y);
}

static void a_mouse_click_is_a_press(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 10, 20));
    expect(&hand, EVENT_DOWN, 10, 20);
    assert_true(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 5000, -3)); /* let go outside: kept inside */
    expect(&hand, EVENT_UP, 999, 0);
    assert_false(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 10, 20));
    assert_false(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT, 10, 20));
    assert_false(mouse(&hand, SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT, 10, 20));
}

static void a_finger_presses_in_pixels(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(finger(&hand, SDL_FINGERDOWN, 7, 0.5f, 0.25f));
    expect(&hand, EVENT_DOWN, 500, 125);
    assert_true(finger(&hand, SDL_FINGERMOTION, 7, 1, 1));
    expect(&hand, EVENT_MOVE, 999, 499);
    assert_true(finger(&hand, SDL_FINGERUP, 7, 0, 0));
    expect(&hand, EVENT_UP, 0, 0);
}

static void a_turned_panel_is_turned_back(void **state)
{
    (void)state;
    static const struct {
        int rotation, x, y;
    } turns[] = {{90, 20, 489}, {180, 989, 479}, {270, 979, 10}};
    for (size_t i = 0; i < COUNT_OF(turns); i++) {
        struct hand hand = hand_at(1000);
        hand.view.rotation = turns[i].rotation;
        assert_true(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 10, 20));
        expect(&hand, EVENT_DOWN, turns[i].x, turns[i].y);
    }
    struct hand hand = hand_at(1000);
    hand.view.rotation = 90; /* the panel is 500 wide and 1000 high */
    assert_true(finger(&hand, SDL_FINGERDOWN, 1, 0.02f, 0.02f));
    expect(&hand, EVENT_DOWN, 20, 489);
}

static void a_finger_told_twice_presses_once(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(finger(&hand, SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    assert_false(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 100, 50));
    assert_true(finger(&hand, SDL_FINGERUP, 1, 0.1f, 0.1f));
    assert_false(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 100, 50));
    hand.now_ms += 200; /* an echo that comes late */
    assert_false(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 100, 50));
    assert_false(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 100, 50));
    hand.now_ms += 500; /* a real mouse, later */
    assert_true(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 100, 50));
}

static void a_mouse_told_first_keeps_the_press(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 100, 50));
    assert_false(finger(&hand, SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    assert_false(finger(&hand, SDL_FINGERUP, 1, 0.1f, 0.1f));
    assert_true(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 100, 50));
    expect(&hand, EVENT_UP, 100, 50);
}

static void a_second_finger_is_ignored_a_third_spoils(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(finger(&hand, SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    assert_false(finger(&hand, SDL_FINGERDOWN, 2, 0.5f, 0.5f));
    assert_false(finger(&hand, SDL_FINGERMOTION, 2, 0.6f, 0.5f));
    assert_true(finger(&hand, SDL_FINGERDOWN, 3, 0.9f, 0.9f));
    expect(&hand, EVENT_CANCEL, 100, 50);
    assert_false(finger(&hand, SDL_FINGERUP, 1, 0.1f, 0.1f));
    assert_false(finger(&hand, SDL_FINGERDOWN, 1, 0.1f, 0.1f)); /* not before the hand has left */
    for (SDL_FingerID id = 1; id <= 3; id++)
        assert_false(finger(&hand, SDL_FINGERUP, id, 0.1f, 0.1f));
    assert_true(finger(&hand, SDL_FINGERDOWN, 9, 0.1f, 0.1f));
}

static void fifty_fingers_do_no_harm(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    for (SDL_FingerID id = 0; id < 50; id++)
        finger(&hand, SDL_FINGERDOWN, id, 0.1f, 0.1f);
    assert_int_equal(hand.input.finger_count, INPUT_FINGERS);
    for (SDL_FingerID id = 0; id < 50; id++)
        finger(&hand, SDL_FINGERUP, id, 0.1f, 0.1f);
    assert_true(finger(&hand, SDL_FINGERDOWN, 99, 0.1f, 0.1f));
}

static void a_lost_lifting_is_made_good(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_int_equal(input_wait_ms(&hand.input, hand.now_ms), -1);
    assert_true(finger(&hand, SDL_FINGERDOWN, 1, 0.1f, 0.1f));
    hand.now_ms += 4000;
    assert_int_equal(input_wait_ms(&hand.input, hand.now_ms), 6000);
    assert_false(input_expire(&hand.input, hand.now_ms, &hand.event));
    hand.now_ms += 6000;
    assert_true(input_expire(&hand.input, hand.now_ms, &hand.event));
    expect(&hand, EVENT_CANCEL, 100, 50);
    assert_false(input_expire(&hand.input, hand.now_ms, &hand.event));
    assert_false(finger(&hand, SDL_FINGERUP, 1, 0.1f, 0.1f));
    assert_true(finger(&hand, SDL_FINGERDOWN, 2, 0.1f, 0.1f));
    assert_true(finger(&hand, SDL_FINGERDOWN, 2, 0.3f, 0.1f)); /* the same finger again: it had been lifted */
    expect(&hand, EVENT_DOWN, 300, 50);
}

static void lost_focus_ends_a_press(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    SDL_Event lost = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}};
    assert_false(send(&hand, lost));
    assert_true(mouse(&hand, SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT, 100, 50));
    assert_true(send(&hand, lost));
    expect(&hand, EVENT_CANCEL, 100, 50);
    assert_false(mouse(&hand, SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT, 100, 50));
}

static void keys_have_meanings_and_places(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    SDL_Event key = {.key = {.type = SDL_KEYDOWN, .repeat = 1}};
    key.key.keysym = (SDL_Keysym){.scancode = SDL_SCANCODE_KP_ENTER, .mod = KMOD_RSHIFT | KMOD_LCTRL};
    assert_true(send(&hand, key));
    assert_int_equal(hand.event.type, EVENT_KEY);
    assert_int_equal(hand.event.key, KEY_ENTER);
    assert_true(hand.event.shift && hand.event.ctrl && !hand.event.alt && hand.event.is_repeat);
    key.key.keysym = (SDL_Keysym){.scancode = SDL_SCANCODE_Q};
    assert_true(send(&hand, key));
    assert_int_equal(hand.event.key, KEY_OTHER);
    assert_int_equal(hand.event.scancode, 0x14); /* USB HID usage tables, keyboard page: Q */
    key.type = SDL_KEYUP;
    assert_false(send(&hand, key));
}

static void the_window_key_makes_any_key_nobodys(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    SDL_Event key = {.key = {.type = SDL_KEYDOWN}};
    key.key.keysym = (SDL_Keysym){.scancode = SDL_SCANCODE_E, .mod = KMOD_RGUI};
    assert_true(send(&hand, key));
    assert_true(hand.event.alt);
    assert_false(text(&hand, "e")); /* the text that follows it is not meant */
    key.key.keysym.mod = KMOD_NONE;
    assert_true(send(&hand, key));
    assert_true(text(&hand, "e"));
}

static void a_finger_in_no_place_at_all_is_on_the_glass(void **state)
{
    (void)state;
    static const float parts[] = {NAN, -INFINITY, -1, 1e30f, INFINITY};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct hand hand = hand_at(1000);
        assert_true(finger(&hand, SDL_FINGERDOWN, 1, parts[i], parts[i]));
        expect(&hand, EVENT_DOWN, i < 3 ? 0 : 999, i < 3 ? 0 : 499);
    }
}

static void the_wheel_turns_down_positive(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(send(&hand, (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .y = -2}}));
    assert_int_equal(hand.event.type, EVENT_WHEEL);
    assert_int_equal(hand.event.y, 2);
    SDL_Event flipped = {.wheel = {.type = SDL_MOUSEWHEEL, .y = 2, .direction = SDL_MOUSEWHEEL_FLIPPED}};
    assert_true(send(&hand, flipped));
    assert_int_equal(hand.event.y, 2);
    assert_false(send(&hand, (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .x = 2}}));
}

static void text_is_joined_across_pieces(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    assert_true(text(&hand, "a\xDB"));
    assert_string_equal(hand.event.text, "a");
    assert_true(text(&hand, "\x92\xF0\x9F"));
    assert_string_equal(hand.event.text, "\xDB\x92");
    assert_false(text(&hand, "\x98"));
    assert_true(text(&hand, "\x80z"));
    assert_string_equal(hand.event.text, "\xF0\x9F\x98\x80z");
}

static void only_whole_printable_text_passes(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *passed;
    } cases[] = {
        {"\x1b[31mred", "[31mred"}, {"a\r\nb", "ab"},          {"\xC0\x80x", "x"},         {"\xED\xA0\x80x", "x"},
        {"\xF5zz", "zz"},           {"\x80\x80ok", "ok"},      {"a\xC2\x85" "b", "ab"},    {"\xE2\x82" "A", "A"},
        {"\x7F", ""},               {"\xD8\xA8\xDB\x81", "\xD8\xA8\xDB\x81"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct hand hand = hand_at(1000);
        assert_true(text(&hand, cases[i].typed) == (cases[i].passed[0] != '\0'));
        assert_string_equal(hand.event.text, cases[i].passed);
    }
}

static void a_long_text_comes_in_parts(void **state)
{
    (void)state;
    struct hand hand = hand_at(1000);
    char whole[64] = "";
    assert_true(text(&hand, "ےےےےےےےےےےےےےےے"));
    do {
        assert_true(utf8_is_valid(hand.event.text, strlen(hand.event.text)));
        strcat(whole, hand.event.text);
    } while (input_take_text(&hand.input, &hand.event));
    assert_int_equal(strlen(whole), 30);
    assert_int_equal(hand.input.text_length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mouse_click_is_a_press),
        cmocka_unit_test(a_finger_presses_in_pixels),
        cmocka_unit_test(a_turned_panel_is_turned_back),
        cmocka_unit_test(a_finger_told_twice_presses_once),
        cmocka_unit_test(a_mouse_told_first_keeps_the_press),
        cmocka_unit_test(a_second_finger_is_ignored_a_third_spoils),
        cmocka_unit_test(fifty_fingers_do_no_harm),
        cmocka_unit_test(a_lost_lifting_is_made_good),
        cmocka_unit_test(lost_focus_ends_a_press),
        cmocka_unit_test(keys_have_meanings_and_places),
        cmocka_unit_test(the_window_key_makes_any_key_nobodys),
        cmocka_unit_test(a_finger_in_no_place_at_all_is_on_the_glass),
        cmocka_unit_test(the_wheel_turns_down_positive),
        cmocka_unit_test(text_is_joined_across_pieces),
        cmocka_unit_test(only_whole_printable_text_passes),
        cmocka_unit_test(a_long_text_comes_in_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
