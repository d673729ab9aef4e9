/* The stack of screens and the loop's single steps, with the real screens. */
#include "scratch.h"

#include "kiosk.h"

static void open_kiosk(struct kiosk *kiosk)
{
    kiosk_open(kiosk, (struct output_options){.width = 800, .height = 480}, false, 1);
    app_draw(kiosk->app);
}

static void every_screen_may_be_on_the_stack_at_once(void **state)
{
    (void)state;
    static const struct screen *const screens[] = {&screen_home, &screen_quiz, &screen_pledge,
                                                   &screen_help, &screen_pin,  &screen_staff};
    struct kiosk kiosk;
    open_kiosk(&kiosk);
    for (size_t i = 0; i < COUNT_OF(screens); i++) {
        app_push(kiosk.app, screens[i]);
        app_draw(kiosk.app);
        assert_ptr_equal(app_screen(kiosk.app), screens[i]);
    }
    app_push(kiosk.app, &screen_home); /* come back to, with all above it left */
    app_draw(kiosk.app);
    assert_int_equal(kiosk.app->depth, 2);
    kiosk_close(&kiosk);
}

static void a_new_size_is_laid_out_in_the_next_frame(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_kiosk(&kiosk);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 480, 800);
    kiosk_take_events(kiosk.app);
    app_draw(kiosk.app);
    assert_int_equal(kiosk.app->ui.screen.w, 480);
    assert_int_equal(kiosk.app->ui.screen.h, 800);
    struct box bar = ui_find(&kiosk.app->ui, "bar.help")->box;
    assert_int_equal(bar.y + bar.h, 800);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_size_is_laid_out_in_the_next_frame),
        cmocka_unit_test(every_screen_may_be_on_the_stack_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
