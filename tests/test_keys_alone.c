/* Keys alone: on every screen and in every state of it, Tab comes to everything that can be tapped and back to where it
 * began, and what has the focus is seen to have it (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11, 1.4.11). */
#include "scratch.h"

#include <math.h>

#include "gfx/theme.h"
#include "places.h"

enum { PIXELS_LEAST = 200 };
static const float CONTRAST_LEAST = 3;

static void press_tab(struct app *app)
{
    press((SDL_KeyboardEvent){.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_TAB}});
    kiosk_take_events(app);
    kiosk_let_pass(app, 0);
}

static uint32_t *copy_picture(struct app *app)
{
    uint32_t *pixels;
    size_t pitch;
    struct box picture = gfx_bounds(app->gfx);
    assert_true(output_pixels(app->output, &pixels, &pitch));
    uint32_t *copy = mem_array((size_t)picture.w * (size_t)picture.h, sizeof *copy);
    for (size_t y = 0; y < (size_t)picture.h; y++)
        memcpy(copy + y * (size_t)picture.w, pixels + y * pitch, (size_t)picture.w * sizeof *copy);
    return copy;
}

static struct color color_of(uint32_t pixel)
{
    return (struct color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
}

/* How many pixels in and around `box` differ by enough to be seen. */
static int count_seen(struct app *app, const uint32_t *before, const uint32_t *after, struct box box)
{
    struct box picture = gfx_bounds(app->gfx), around = box_inset(box, -8, -8);
    int count = 0;
    for (int y = around.y < 0 ? 0 : around.y; y < around.y + around.h && y < picture.h; y++)
        for (int x = around.x < 0 ? 0 : around.x; x < around.x + around.w && x < picture.w; x++) {
            size_t at = (size_t)y * (size_t)picture.w + (size_t)x;
            count += before[at] != after[at] &&
                     theme_contrast(color_of(before[at]), color_of(after[at])) >= CONTRAST_LEAST;
        }
    return count;
}

static int count_enabled(const struct ui *ui)
{
    int count = 0;
    for (size_t i = 0; i < ui->last_target_count; i++)
        count += ui->last_target[i].is_enabled;
    return count;
}

/* Tab as often as there are targets: each has its turn, is seen to have it, and the first comes again. */
static void tab_round(struct app *app, const char *way)
{
    char first[UI_ID_MAX], seen[UI_TARGETS_MAX][UI_ID_MAX];
    int count = count_enabled(&app->ui);
    for (int i = 0; i < count; i++) {
        uint32_t *before = copy_picture(app);
        press_tab(app);
        uint32_t *after = copy_picture(app);
        const struct ui_target *target = ui_find(&app->ui, app->ui.focus);
        if (!target)
            fail_msg("%s: after %d times Tab nothing has the focus", way, i + 1);
        for (int k = 0; k < i; k++)
            if (str_equal(seen[k], target->id))
                fail_msg("%s: %s has the focus twice before all had it once", way, target->id);
        int pixels = count_seen(app, before, after, target->box);
        if (pixels < PIXELS_LEAST)
            fail_msg("%s: %s has the focus and only %d pixels say so", way, target->id, pixels);
        str_copy(seen[i], sizeof seen[i], target->id);
        free(before);
        free(after);
    }
    str_copy(first, sizeof first, seen[0]);
    press_tab(app);
    assert_string_equal(app->ui.focus, first);
}

static void tab_comes_to_everything_and_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct kiosk kiosk;
        go(&kiosk, &ways[i]);
        tab_round(kiosk.app, ways[i].steps);
        kiosk_close(&kiosk);
    }
}

static void enter_presses_what_has_the_focus(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &(struct way){"attract.touch", AS_VISITOR});
    struct app *app = kiosk.app;
    for (int i = 0; i < 20 && !str_equal(app->ui.focus, "home.pledge"); i++)
        press_tab(app);
    press((SDL_KeyboardEvent){.type = SDL_KEYDOWN, .keysym = {.scancode = SDL_SCANCODE_RETURN}});
    kiosk_take_events(app);
    assert_ptr_equal(app_screen(app), &screen_pledge);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_comes_to_everything_and_is_seen),
        cmocka_unit_test(enter_presses_what_has_the_focus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
