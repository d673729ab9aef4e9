/* What of the bare display needs no display: which output and which mode, turned boxes, keys, mouse, fingers, arrow. */
#include "scratch.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/bare/arrow.h"
#include "gfx/bare/mode.h"
#include "gfx/bare/pointing.h"
#include "gfx/bare/typing.h"
#include "gfx/turn.h"

static drmModeModeInfo mode(int w, int h, uint32_t refresh, uint32_t type, uint32_t flags)
{
    return (drmModeModeInfo){
        .hdisplay = (uint16_t)w, .vdisplay = (uint16_t)h, .vrefresh = refresh, .type = type, .flags = flags};
}

static void the_preferred_mode_is_taken_unless_another_is_wished(void **state)
{
    (void)state;
    drmModeModeInfo modes[] = {mode(1920, 1080, 60, 0, 0), mode(1280, 800, 60, DRM_MODE_TYPE_PREFERRED, 0),
                               mode(1024, 768, 75, 0, 0)};
    assert_int_equal(mode_choose(modes, 3, 0, 0), 1);
    assert_int_equal(mode_choose(modes, 3, 1024, 768), 2);
    assert_int_equal(mode_choose(modes, 3, 800, 480), 1);
    assert_int_equal(mode_choose(modes, 0, 0, 0), -1);
}

static void a_mode_too_large_to_draw_gives_way_to_one_of_its_shape(void **state)
{
    (void)state;
    drmModeModeInfo modes[] = {mode(3840, 2160, 60, DRM_MODE_TYPE_PREFERRED, 0), mode(1920, 1200, 60, 0, 0),
                               mode(1280, 720, 60, 0, 0), mode(1920, 1080, 60, 0, DRM_MODE_FLAG_INTERLACE),
                               mode(1920, 1080, 30, 0, 0), mode(1920, 1080, 60, 0, 0)};
    assert_int_equal(mode_choose(modes, COUNT_OF(modes), 0, 0), 5);
    assert_int_equal(mode_choose(modes, COUNT_OF(modes), 3840, 2160), 0);
    assert_int_equal(mode_choose(modes, 1, 0, 0), 0);
}

static void a_display_that_says_nothing_gets_its_largest_mode(void **state)
{
    (void)state;
    drmModeModeInfo modes[] = {mode(640, 480, 60, 0, 0), mode(1024, 768, 60, 0, 0), mode(800, 600, 60, 0, 0)};
    assert_int_equal(mode_choose(modes, 3, 0, 0), 1);
}

/* Given a picture that is copied box by box, when it is turned, then it is the picture that is turned whole. */
static void a_picture_copied_in_boxes_is_the_picture(void **state)
{
    (void)state;
    enum { W = 70, H = 40 };
    const struct box boxes[] = {{0, 0, 70, 13}, {0, 13, 31, 27}, {31, 13, 39, 20}, {31, 33, 39, 7}};
    uint32_t from[W * H], whole[W * H], parts[W * H];
    for (uint32_t i = 0; i < W * H; i++)
        from[i] = i;
    for (int degrees = 0; degrees < 360; degrees += 90) {
        int pitch = degrees % 180 == 0 ? W : H;
        memset(parts, 0xFF, sizeof parts);
        turn_copy(from, W, H, W, degrees, whole, (size_t)pitch);
        for (size_t i = 0; i < COUNT_OF(boxes); i++) {
            struct box box = boxes[i], to = turn_box(box, W, H, degrees);
            turn_copy(from + box.y * W + box.x, box.w, box.h, W, degrees, parts + to.y * pitch + to.x, (size_t)pitch);
        }
        assert_memory_equal(parts, whole, sizeof parts);
    }
}

static void keys_come_with_the_letters_they_type(void **state)
{
    (void)state;
    struct typing typing;
    SDL_Event events[TYPING_EVENTS];
    typing_init(&typing);
    assert_int_equal(typing_key(&typing, KEY_K, true, events), 2);
    assert_int_equal(events[0].type, SDL_KEYDOWN);
    assert_int_equal(events[0].key.keysym.scancode, SDL_SCANCODE_K);
    assert_string_equal(events[1].text.text, "k");
    assert_int_equal(typing_key(&typing, KEY_K, false, events), 1);
    assert_int_equal(events[0].type, SDL_KEYUP);

    assert_int_equal(typing_key(&typing, KEY_RIGHTSHIFT, true, events), 1);
    assert_int_equal(typing_key(&typing, KEY_2, true, events), 2);
    assert_string_equal(events[1].text.text, "@");
    assert_true(events[0].key.keysym.mod & KMOD_SHIFT);
    typing_key(&typing, KEY_2, false, events);
    typing_key(&typing, KEY_RIGHTSHIFT, false, events);
    assert_int_equal(typing_key(&typing, KEY_BACKSPACE, true, events), 1); /* a control is no text */
    assert_int_equal(events[0].key.keysym.mod, 0);
    typing_finish(&typing);
}

static void a_chord_types_nothing(void **state)
{
    (void)state;
    struct typing typing;
    SDL_Event events[TYPING_EVENTS];
    typing_init(&typing);
    typing_key(&typing, KEY_LEFTCTRL, true, events);
    typing_key(&typing, KEY_LEFTALT, true, events);
    assert_int_equal(typing_key(&typing, KEY_S, true, events), 1);
    assert_int_equal(events[0].key.keysym.scancode, SDL_SCANCODE_S);
    assert_true(events[0].key.keysym.mod & KMOD_CTRL && events[0].key.keysym.mod & KMOD_ALT);
    typing_finish(&typing);
}

static void a_held_key_repeats_until_it_is_let_go(void **state)
{
    (void)state;
    struct typing typing;
    SDL_Event events[TYPING_EVENTS];
    typing_init(&typing);
    assert_int_equal(typing_repeat(&typing, events), 0);
    typing_key(&typing, KEY_A, true, events);
    assert_int_equal(typing_repeat(&typing, events), 2);
    assert_true(events[0].key.repeat);
    assert_string_equal(events[1].text.text, "a");
    typing_key(&typing, KEY_LEFTSHIFT, true, events); /* modifiers do not repeat, nor stop what does */
    assert_int_equal(typing.repeating_key, KEY_A);
    typing_key(&typing, KEY_A, false, events);
    assert_int_equal(typing_repeat(&typing, events), 0);
    typing_finish(&typing);
}

static void without_a_layout_keys_are_still_keys(void **state)
{
    (void)state;
    struct typing typing = {0};
    SDL_Event events[TYPING_EVENTS];
    assert_int_equal(typing_key(&typing, KEY_ENTER, true, events), 1);
    assert_int_equal(events[0].key.keysym.scancode, SDL_SCANCODE_RETURN);
    assert_int_equal(typing_scancode(KEY_MAX), SDL_SCANCODE_UNKNOWN);
}

/* Given a panel turned by 90 degrees, when the mouse goes right for its user, then it goes down the panel. */
static void a_mouse_moves_in_the_picture_as_it_is_seen(void **state)
{
    (void)state;
    struct pointing pointing = {.w = 480, .h = 800, .rotation = 90, .x = 100, .y = 200};
    SDL_Event event;
    pointing_move(&pointing, 10.4, 0, &event);
    assert_int_equal(event.type, SDL_MOUSEMOTION);
    assert_int_equal(event.motion.x, 800 - 1 - 200);
    assert_int_equal(event.motion.y, 110);
    pointing_move(&pointing, 0.6, 0, &event); /* fractions add up */
    assert_int_equal(event.motion.y, 111);
    pointing_move(&pointing, 9999, -9999, &event);
    assert_int_equal(event.motion.x, 799);
    assert_int_equal(event.motion.y, 479);
}

static void a_place_on_the_panel_is_told_as_it_is(void **state)
{
    (void)state;
    for (int rotation = 0; rotation < 360; rotation += 90) {
        bool is_sideways = rotation % 180 == 90;
        struct pointing pointing = {.w = is_sideways ? 480 : 800, .h = is_sideways ? 800 : 480, .rotation = rotation};
        SDL_Event event;
        pointing_place(&pointing, 0.25, 0.75, &event);
        assert_int_equal(event.motion.x, 200);
        assert_int_equal(event.motion.y, 360);
        assert_true(pointing_button(&pointing, BTN_LEFT, true, &event));
        assert_int_equal(event.button.x, 200);
        assert_int_equal(event.button.y, 360);
        assert_false(pointing_button(&pointing, BTN_SIDE, true, &event));
    }
}

static void parts_of_a_step_add_up(void **state)
{
    (void)state;
    struct pointing pointing = {.w = 800, .h = 480};
    SDL_Event event;
    assert_false(pointing_scroll(&pointing, 0.5, &event));
    assert_true(pointing_scroll(&pointing, 0.75, &event));
    assert_int_equal(event.wheel.y, -1); /* SDL's are positive upwards */
    assert_true(pointing_scroll(&pointing, -1.5, &event));
    assert_int_equal(event.wheel.y, 1);
}

static void a_finger_is_lifted_where_it_was_last(void **state)
{
    (void)state;
    struct pointing pointing = {.w = 800, .h = 480};
    SDL_Event event;
    assert_true(pointing_finger_at(&pointing, 1, true, 0.25, 0.5, &event));
    assert_int_equal(event.type, SDL_FINGERDOWN);
    assert_true(pointing_finger_at(&pointing, 1, false, 0.75, 0.5, &event));
    assert_int_equal(event.type, SDL_FINGERMOTION);
    assert_true(pointing_finger_up(&pointing, 1, &event));
    assert_int_equal(event.type, SDL_FINGERUP);
    assert_true(event.tfinger.fingerId == 1 && event.tfinger.x == 0.75f && event.tfinger.y == 0.5f);
    assert_false(pointing_finger_at(&pointing, POINTING_FINGERS, true, 0, 0, &event));
    assert_false(pointing_finger_up(&pointing, -1, &event));
}

static void the_arrow_leaves_the_picture_as_it_was(void **state)
{
    (void)state;
    enum { W = 100, H = 60 };
    uint32_t before[W * H], pixels[W * H];
    static const int places[][2] = {{0, 0}, {50, 20}, {W - 1, H - 1}, {W - 5, H - 3}};
    for (uint32_t i = 0; i < W * H; i++)
        before[i] = pixels[i] = i;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct arrow arrow = {.scale = 0};
        arrow_place(&arrow, places[i][0], places[i][1], W, H);
        arrow_draw(&arrow, pixels, W);
        assert_memory_not_equal(pixels, before, sizeof pixels);
        arrow_lift(&arrow, pixels, W);
        assert_memory_equal(pixels, before, sizeof pixels);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_preferred_mode_is_taken_unless_another_is_wished),
        cmocka_unit_test(a_mode_too_large_to_draw_gives_way_to_one_of_its_shape),
        cmocka_unit_test(a_display_that_says_nothing_gets_its_largest_mode),
        cmocka_unit_test(a_picture_copied_in_boxes_is_the_picture),
        cmocka_unit_test(keys_come_with_the_letters_they_type),
        cmocka_unit_test(a_chord_types_nothing),
        cmocka_unit_test(a_held_key_repeats_until_it_is_let_go),
        cmocka_unit_test(without_a_layout_keys_are_still_keys),
        cmocka_unit_test(a_mouse_moves_in_the_picture_as_it_is_seen),
        cmocka_unit_test(a_place_on_the_panel_is_told_as_it_is),
        cmocka_unit_test(parts_of_a_step_add_up),
        cmocka_unit_test(a_finger_is_lifted_where_it_was_last),
        cmocka_unit_test(the_arrow_leaves_the_picture_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
