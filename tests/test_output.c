/* The window on SDL's dummy driver: events arrive, waiting sleeps, wakes wake, turned pictures are turned. */
#include "offscreen.h"

#include <SDL.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

#include "base/mem.h"
#include "gfx/choice.h"
#include "gfx/turn.h"
#include "gfx/videocard.h"

static double cpu_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void drain(struct output *output)
{
    struct event event;
    while (output_poll(output, 0, &event))
        ;
}

static void a_tap_told_as_finger_and_mouse_comes_once(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct event event;
    drain(screen.output);
    SDL_PushEvent(&(SDL_Event){.tfinger = {.type = SDL_FINGERDOWN, .fingerId = 1, .x = 0.5f, .y = 0.5f}});
    SDL_PushEvent(&(SDL_Event){.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 320, .y = 240}});
    SDL_PushEvent(&(SDL_Event){.tfinger = {.type = SDL_FINGERUP, .fingerId = 1, .x = 0.5f, .y = 0.5f}});
    SDL_PushEvent(&(SDL_Event){.button = {.type = SDL_MOUSEBUTTONUP, .button = SDL_BUTTON_LEFT, .x = 320, .y = 240}});
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_DOWN);
    assert_int_equal(event.x, 320);
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_UP);
    assert_false(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_NONE);
    offscreen_close(&screen);
}

static void a_flood_of_motion_is_one_move(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct event event;
    drain(screen.output);
    for (int x = 1; x <= 500; x++)
        SDL_PushEvent(&(SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = 7}});
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_MOVE);
    assert_int_equal(event.x, 500);
    assert_false(output_poll(screen.output, 0, &event));
    offscreen_close(&screen);
}

static void a_kiosk_cannot_be_closed(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct event event;
    drain(screen.output);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    assert_false(output_poll(screen.output, 0, &event));
    assert_int_equal(SDL_EventState(SDL_DROPFILE, SDL_QUERY), SDL_DISABLE);
    offscreen_close(&screen);

    struct output *window;
    struct output_options options = {.is_windowed = true, .is_offscreen = true, .width = 320, .height = 200};
    assert_true(output_open(&options, &window, NULL));
    drain(window);
    SDL_PushEvent(&(SDL_Event){.type = SDL_QUIT});
    assert_true(output_poll(window, 0, &event));
    assert_int_equal(event.type, EVENT_QUIT);
    output_close(window);
}

static void waiting_costs_next_to_nothing(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct event event;
    drain(screen.output);
    double cpu = cpu_ms();
    Uint64 start = SDL_GetTicks64();
    assert_false(output_poll(screen.output, 600, &event));
    assert_true(SDL_GetTicks64() - start >= 590);
    assert_true(cpu_ms() - cpu < 15); /* SDL's own way of asking each millisecond takes more */
    offscreen_close(&screen);
}

static void *wake_soon(void *output)
{
    SDL_Delay(30);
    output_wake(output);
    output_wake(output);
    return NULL;
}

static void another_thread_wakes_the_loop_once(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct event event;
    pthread_t thread;
    drain(screen.output);
    Uint64 start = SDL_GetTicks64();
    assert_int_equal(pthread_create(&thread, NULL, wake_soon, screen.output), 0);
    assert_true(output_poll(screen.output, 10000, &event));
    assert_true(SDL_GetTicks64() - start < 1000);
    assert_int_equal(event.type, EVENT_WOKEN);
    pthread_join(thread, NULL);
    drain(screen.output);
    output_wake(screen.output);
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_WOKEN);
    assert_false(output_poll(screen.output, 0, &event));
    offscreen_close(&screen);
}

static void a_lost_device_is_made_good_at_the_next_frame(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(320, 240);
    struct event event;
    drain(screen.output);
    unsigned generation = gfx_generation(screen.gfx);
    SDL_PushEvent(&(SDL_Event){.type = SDL_RENDER_DEVICE_RESET});
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_EXPOSED);
    assert_true(output_is_stale(screen.output));
    output_present(screen.output, NULL, 0); /* nothing to show, and no harm */
    gfx_begin(screen.gfx, COLOR_WHITE);
    assert_int_not_equal(gfx_generation(screen.gfx), generation);
    assert_false(output_is_stale(screen.output));
    assert_pixel(screen.gfx, 5, 5, COLOR_WHITE);
    offscreen_close(&screen);
}

static SDL_Window *only_window(void)
{
    for (Uint32 id = 1; id < 100; id++)
        if (SDL_GetWindowFromID(id))
            return SDL_GetWindowFromID(id);
    return NULL;
}

static void a_new_size_is_taken_over_at_the_next_frame(void **state)
{
    (void)state;
    for (int rotation = 0; rotation <= 90; rotation += 90) {
        struct output_options options = {.is_windowed = true, .is_offscreen = true, .width = 320, .height = 240,
                                         .rotation = rotation};
        struct output *output;
        struct event event;
        assert_true(output_open(&options, &output, NULL));
        struct gfx *gfx = gfx_new(output);
        drain(output);
        SDL_SetWindowSize(only_window(), rotation ? 300 : 400, rotation ? 400 : 300);
        do
            assert_true(output_poll(output, 0, &event));
        while (event.type != EVENT_RESIZED);
        assert_int_equal(event.x, 400);
        assert_int_equal(event.y, 300);
        gfx_begin(gfx, COLOR_WHITE);
        assert_int_equal(gfx_bounds(gfx).w, 400);
        assert_int_equal(gfx_bounds(gfx).h, 300);
        assert_pixel(gfx, 399, 299, COLOR_WHITE);
        gfx_end(gfx);
        gfx_free(gfx);
        output_close(output);
    }
}

static void a_second_display_comes_and_goes(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct output *second = NULL;
    struct event event;
    struct err err;
    int w, h;
    assert_false(output_has_second(screen.output));
    output_pretend_second(screen.output, 1024, 768);
    assert_true(output_has_second(screen.output));
    for (int i = 0; i < 3; i++) { /* plugged in and pulled out: the first one stays as it is */
        assert_true(output_open_second(screen.output, &second, &err));
        output_size(second, &w, &h);
        assert_int_equal(w, 1024);
        assert_int_equal(h, 768);
        uint32_t *pixels;
        size_t pitch;
        assert_true(output_pixels(second, &pixels, &pitch));
        pixels[767 * pitch + 1023] = 0x123456;
        output_present(second, NULL, 0);
        output_close_second(screen.output, second);
    }
    output_size(screen.output, &w, &h);
    assert_int_equal(w, 640);
    drain(screen.output);
    SDL_PushEvent(&(SDL_Event){.display = {.type = SDL_DISPLAYEVENT, .event = SDL_DISPLAYEVENT_DISCONNECTED}});
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_DISPLAYS);
    offscreen_close(&screen);
}

static void a_pointer_on_the_second_display_is_nobodys(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(640, 480);
    struct output *second = NULL;
    struct event event;
    struct err err;
    output_pretend_second(screen.output, 1024, 768);
    assert_true(output_open_second(screen.output, &second, &err));
    drain(screen.output);
    Uint32 first = 1, other = 2; /* SDL numbers its windows from 1 */
    while (!SDL_GetWindowFromID(first))
        first++;
    for (other = first + 1; !SDL_GetWindowFromID(other);)
        other++;
    SDL_PushEvent(&(SDL_Event){
        .button = {.type = SDL_MOUSEBUTTONDOWN, .windowID = other, .button = SDL_BUTTON_LEFT, .x = 9, .y = 9}});
    SDL_PushEvent(&(SDL_Event){
        .button = {.type = SDL_MOUSEBUTTONDOWN, .windowID = first, .button = SDL_BUTTON_LEFT, .x = 5, .y = 6}});
    assert_true(output_poll(screen.output, 0, &event));
    assert_int_equal(event.type, EVENT_DOWN);
    assert_int_equal(event.x, 5);
    output_close_second(screen.output, second);
    offscreen_close(&screen);
}

static void a_turned_output_draws_the_picture_upright(void **state)
{
    (void)state;
    struct output *output;
    struct output_options options = {.is_offscreen = true, .width = 480, .height = 800, .rotation = 90};
    assert_true(output_open(&options, &output, NULL));
    int w, h;
    output_size(output, &w, &h);
    assert_int_equal(w, 480);
    assert_int_equal(h, 800);
    assert_false(output_is_accelerated(output));
    struct gfx *gfx = gfx_new(output);
    gfx_begin(gfx, COLOR_WHITE);
    gfx_fill(gfx, (struct box){0, 790, 10, 10}, (struct color){1, 2, 3, 255});
    gfx_end(gfx);
    assert_pixel(gfx, 5, 795, ((struct color){1, 2, 3, 255}));
    gfx_free(gfx);
    output_close(output);
}

static void pixels_are_turned_clockwise(void **state)
{
    (void)state;
    enum { W = 70, H = 40 };
    uint32_t from[W * H], to[W * H];
    for (uint32_t i = 0; i < W * H; i++)
        from[i] = i;
    turn_copy(from, W, H, W, 90, to, H);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(to[x * H + H - 1 - y], from[y * W + x]);
    turn_copy(from, W, H, W, 180, to, W);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(to[(H - 1 - y) * W + W - 1 - x], from[y * W + x]);
    turn_copy(from, W, H, W, 270, to, H);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(to[(W - 1 - x) * H + y], from[y * W + x]);
}

static void frame_buffers_are_no_graphics_processors(void **state)
{
    (void)state;
    assert_true(videocard_driver_is_real("i915") && videocard_driver_is_real("amdgpu"));
    assert_true(videocard_driver_is_real("vc4-drm"));
    static const char *const others[] = {"virtio_gpu", "virtio-pci", "bochs-drm", "vmwgfx", "simple-framebuffer", ""};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(videocard_driver_is_real(others[i]));
}

static void the_output_goes_by_what_the_machine_has(void **state)
{
    (void)state;
    const struct surroundings desktop = {true, true, true}, card = {false, true, true}, plain = {false, false, true},
                              nothing = {false, false, false};
    struct output_options options = {.kind = OUTPUT_AUTO};
    assert_int_equal(choice_first(&options, &desktop), OUTPUT_WINDOW);
    assert_int_equal(choice_first(&options, &card), OUTPUT_KMS);
    assert_int_equal(choice_first(&options, &plain), OUTPUT_BARE);
    assert_int_equal(choice_first(&options, &nothing), OUTPUT_WINDOW); /* which says that there is no display */
    options.rotation = 90;
    assert_int_equal(choice_first(&options, &card), OUTPUT_BARE);
    options.kind = OUTPUT_BARE;
    assert_int_equal(choice_first(&options, &desktop), OUTPUT_BARE);
    options.is_offscreen = true;
    assert_int_equal(choice_first(&options, &plain), OUTPUT_WINDOW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_told_as_finger_and_mouse_comes_once),
        cmocka_unit_test(a_flood_of_motion_is_one_move),
        cmocka_unit_test(a_kiosk_cannot_be_closed),
        cmocka_unit_test(waiting_costs_next_to_nothing),
        cmocka_unit_test(another_thread_wakes_the_loop_once),
        cmocka_unit_test(a_lost_device_is_made_good_at_the_next_frame),
        cmocka_unit_test(a_new_size_is_taken_over_at_the_next_frame),
        cmocka_unit_test(a_second_display_comes_and_goes),
        cmocka_unit_test(a_pointer_on_the_second_display_is_nobodys),
        cmocka_unit_test(a_turned_output_draws_the_picture_upright),
        cmocka_unit_test(pixels_are_turned_clockwise),
        cmocka_unit_test(frame_buffers_are_no_graphics_processors),
        cmocka_unit_test(the_output_goes_by_what_the_machine_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
