/* What a visitor typed is nowhere in the program's memory once it is not needed any more, however it was typed and
 * however the visit ended; under the address sanitizer not even in memory that libraries gave back without wiping it.
 * The words are kept masked here and given to SDL as a display would, so that what is found is the program's. */
#include "scratch.h"

#include <SDL.h>

#include "in_memory.h"
#include "kiosk.h"
#include "screens/pledge_form.h"

enum { MASK = 0x15 };

/* Masked with MASK, so that the test's own file does not hold them: Vqwkzbjhuf, 03004861379, Xkhvjqzuwb. */
static const char name_word[] = "Cdb~ow\177}`s", phone_word[] = "%&%%!-#$&\042,", city_word[] = "M~}c\177do`bw";

static int count_in_memory(const char *masked)
{
    struct wanted wanted = wanted_read(masked, MASK);
    char line[512], region[64];
    uintptr_t from, to;
    int count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps))
        if (wanted_region(line, &from, &to, region))
            count += wanted_count(&wanted, (const unsigned char *)from, to - from, from, region);
    fclose(maps);
    return count;
}

static void take_events(struct app *app)
{
    struct event event;
    while (output_poll(app->output, 0, &event))
        if (event.type != EVENT_WOKEN)
            app_event(app, &event);
    explicit_bzero(&event, sizeof event);
}

static void let_pass(struct app *app, int64_t ms)
{
    for (int64_t step = 0; step <= ms; step += 100) {
        worker_wait(app->worker);
        app_tick(app);
        if (app->needs_frame)
            app_draw(app);
        clock_advance(&app->clock, 100);
    }
}

static void tap(struct app *app, const char *id)
{
    let_pass(app, 0);
    const struct ui_target *target = ui_find(&app->ui, id);
    assert_non_null(target);
    struct box picture = gfx_bounds(app->gfx);
    SDL_Event event = {.tfinger = {.type = SDL_FINGERDOWN, .touchId = 1, .fingerId = 1}};
    event.tfinger.x = (float)(target->box.x + target->box.w / 2) / (float)picture.w;
    event.tfinger.y = (float)(target->box.y + target->box.h / 2) / (float)picture.h;
    SDL_PushEvent(&event);
    event.type = SDL_FINGERUP;
    SDL_PushEvent(&event);
    take_events(app);
    let_pass(app, 0);
}

/* As a whole word in one event, which is how an input method or a scanner types. */
static void type_at_once(struct app *app, const char *masked)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    for (size_t i = 0; masked[i]; i++)
        event.text.text[i] = masked[i] ^ MASK;
    SDL_PushEvent(&event);
    explicit_bzero(&event, sizeof event);
    take_events(app);
    let_pass(app, 300);
}

static void open_form(struct kiosk *kiosk)
{
    kiosk_open(kiosk, (struct output_options){.width = 800, .height = 480}, true, 1);
    struct app *app = kiosk->app;
    app_set_lang(app, LANG_EN);
    tap(app, "attract.touch");
    tap(app, "home.pledge");
    tap(app, "commitment.consent");
    while (!ui_find(&app->ui, "pledge.details"))
        tap(app, "pledge.next");
    tap(app, "pledge.details");
}

/* As single keys of a desk keyboard. */
static void type_by_key(struct app *app, const char *masked)
{
    char letter[2] = "";
    for (; *masked; masked++) {
        letter[0] = *masked;
        type_at_once(app, letter);
    }
}

static void type_by_touch(struct app *app, const char *masked)
{
    char id[8] = "key.";
    for (; *masked; masked++) {
        id[4] = (char)tolower(*masked ^ MASK);
        tap(app, id);
    }
}

static void expect_gone(void)
{
    assert_int_equal(count_in_memory(name_word), 0);
    assert_int_equal(count_in_memory(phone_word), 0);
    assert_int_equal(count_in_memory(city_word), 0);
}

static void what_was_typed_is_gone_after_the_exit(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_at_once(kiosk.app, name_word);
    assert_true(count_in_memory(name_word) > 0); /* the control: while it is on the screen it is found */
    tap(kiosk.app, "bar.exit");
    let_pass(kiosk.app, 10000);
    expect_gone();
    kiosk_close(&kiosk);
}

static void it_is_gone_when_nobody_is_there_any_more(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_by_touch(kiosk.app, name_word);
    tap(kiosk.app, "key.done");
    type_at_once(kiosk.app, phone_word);
    let_pass(kiosk.app, 80000);
    assert_ptr_equal(app_screen(kiosk.app), &screen_attract);
    expect_gone();
    kiosk_close(&kiosk);
}

static void it_is_gone_when_the_pledge_is_saved(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_by_key(kiosk.app, name_word);
    tap(kiosk.app, "bar.lang");
    tap(kiosk.app, "bar.text");
    tap(kiosk.app, "bar.lang");
    tap(kiosk.app, "key.done");
    type_at_once(kiosk.app, phone_word);
    tap(kiosk.app, "key.done");
    type_at_once(kiosk.app, city_word);
    tap(kiosk.app, "key.done");
    tap(kiosk.app, "pledge.next");
    while (!ui_find(&kiosk.app->ui, "consent.keep"))
        tap(kiosk.app, "pledge.next");
    tap(kiosk.app, "consent.keep");
    while (!ui_find(&kiosk.app->ui, "thanks.qr"))
        tap(kiosk.app, "pledge.next");
    let_pass(kiosk.app, 10000);
    expect_gone();
    char code[WITHDRAW_CODE_MAX];
    const struct pledge_form *form = kiosk.app->state[kiosk.app->depth - 1];
    tap(kiosk.app, "thanks.qr");
    for (size_t i = 0; i < sizeof code; i++)
        code[i] = form->receipt.code[i] ? form->receipt.code[i] ^ MASK : 0;
    assert_true(count_in_memory(code) > 0);
    tap(kiosk.app, "thanks.finish");
    assert_int_equal(count_in_memory(code), 0);
    expect_gone();
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_typed_is_gone_after_the_exit),
        cmocka_unit_test(it_is_gone_when_nobody_is_there_any_more),
        cmocka_unit_test(it_is_gone_when_the_pledge_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
