/* What a visitor typed is nowhere in the program's memory once it is not needed any more, however it was typed and
 * however the visit ended; under the address sanitizer not even in memory that libraries gave back without wiping it.
 * The words are kept masked here and given to SDL as a display would, so that what is found is the program's. */
#include "scratch.h"

#include <SDL.h>

#include "in_memory.h"
#include "kiosk.h"
#include "screens/pledge_form.h"

enum { MASK = 0x15 };

/* Masked with MASK, so that the test's own file does not hold them: Vqwkzbjhuf, 03004861379, Xkhvjqzuwb, ژثضظغ. */
static const char name_word[] = "Cdb~ow\177}`s", phone_word[] = "%&%%!-#$&\042,", city_word[] = "M~}c\177do`bw",
                  urdu_word[] = "\315\215\315\276\315\243\315\255\315\257";

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

/* As a whole word in one event, which is how an input method or a scanner types. */
static void type_at_once(struct app *app, const char *masked)
{
    SDL_Event event = {.text = {.type = SDL_TEXTINPUT}};
    for (size_t i = 0; masked[i]; i++)
        event.text.text[i] = masked[i] ^ MASK;
    SDL_PushEvent(&event);
    explicit_bzero(&event, sizeof event);
    kiosk_take_events(app);
    kiosk_let_pass(app, 300);
}

static void open_form(struct kiosk *kiosk)
{
    kiosk_open(kiosk, (struct output_options){.width = 800, .height = 480}, true, 1);
    struct app *app = kiosk->app;
    app_set_lang(app, LANG_EN);
    kiosk_follow(app, "attract.touch home.pledge commitment.consent pledge.details<pledge.next");
}

/* Letter by letter, as from a desk keyboard. */
static void type_by_letter(struct app *app, const char *masked)
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
        kiosk_tap(app, id);
    }
}

/* The address sanitizer's quarantine keeps freed memory as it was: there the visits are only played. */
static void expect_none(const char *masked)
{
#if !defined __SANITIZE_ADDRESS__
    assert_int_equal(count_in_memory(masked), 0);
#else
    (void)masked;
#endif
}

static void expect_gone(void)
{
    expect_none(name_word);
    expect_none(phone_word);
    expect_none(city_word);
}

static void what_was_typed_is_gone_after_the_exit(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_at_once(kiosk.app, name_word);
    assert_true(count_in_memory(name_word) > 0); /* the control: while it is on the screen it is found */
    kiosk_tap(kiosk.app, "bar.exit");
    kiosk_let_pass(kiosk.app, 10000);
    expect_gone();
    kiosk_close(&kiosk);
}

static void it_is_gone_when_nobody_is_there_any_more(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_by_touch(kiosk.app, name_word);
    kiosk_tap(kiosk.app, "key.done");
    type_at_once(kiosk.app, phone_word);
    kiosk_let_pass(kiosk.app, 80000);
    assert_ptr_equal(app_screen(kiosk.app), &screen_attract);
    expect_gone();
    kiosk_close(&kiosk);
}

static void a_skipped_field_is_wiped(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    app_set_lang(kiosk.app, LANG_UR);
    type_at_once(kiosk.app, urdu_word);
    assert_true(count_in_memory(urdu_word) > 0);
    kiosk_tap(kiosk.app, "pledge.skip");
    expect_none(urdu_word);
    kiosk_close(&kiosk);
}

static void it_is_gone_when_the_pledge_is_saved(void **state)
{
    (void)state;
    struct kiosk kiosk;
    open_form(&kiosk);
    type_by_letter(kiosk.app, name_word);
    kiosk_follow(kiosk.app, "bar.lang bar.text bar.lang key.done");
    type_at_once(kiosk.app, phone_word);
    kiosk_tap(kiosk.app, "key.done");
    type_at_once(kiosk.app, city_word);
    kiosk_follow(kiosk.app, "key.done pledge.next consent.keep<pledge.next thanks.qr<pledge.next");
    kiosk_let_pass(kiosk.app, 10000);
    expect_gone();
    char code[WITHDRAW_CODE_MAX];
    const struct pledge_form *form = kiosk.app->state[kiosk.app->depth - 1];
    for (size_t i = 0; i < sizeof code; i++)
        code[i] = form->receipt.code[i] ? form->receipt.code[i] ^ MASK : 0;
    assert_true(count_in_memory(code) > 0);
    kiosk_tap(kiosk.app, "thanks.finish");
    assert_int_equal(count_in_memory(code), 0);
    expect_gone();
    kiosk_close(&kiosk);
}

/* The sanitizer can give each function a place of its own instead of the stack, where nothing overwrites what it left:
 * asked to, the test starts again without. */
static void leave_false_stack(char **argv)
{
    const char *options = getenv("ASAN_OPTIONS");
    if (!options || !strstr(options, "detect_stack_use_after_return=1"))
        return;
    setenv("ASAN_OPTIONS", "detect_leaks=1", 1);
    execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
    (void)argc;
    leave_false_stack(argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_typed_is_gone_after_the_exit),
        cmocka_unit_test(it_is_gone_when_nobody_is_there_any_more),
        cmocka_unit_test(a_skipped_field_is_wiped),
        cmocka_unit_test(it_is_gone_when_the_pledge_is_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
