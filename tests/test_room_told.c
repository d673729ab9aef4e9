/* What a trainer does wrong, or a machine, has its sentence on the screen, and no count is lost: in the whole program,
 * by keys, each sentence read from what the frame drew. */
#include "scratch.h"

#include "places.h"
#include "screens/event_view.h"
#include "screens/room_desk.h"
#include "ui/tape.h"

#define HOUR_S 3600

/* The first line of these words is on the screen. */
static bool is_said(struct app *app, const char *words)
{
    struct tape tape = {.line_count = 0};
    bool is_there = false;
    do
        app_draw(app);
    while (!gfx_is_whole(app->gfx));
    tape_start(&tape, &app->ui);
    app_draw(app);
    tape_stop(&tape, &app->ui);
    for (size_t i = 0; i < tape.line_count; i++) {
        const char *says = tape.lines[i].says;
        is_there |= strlen(says) > 8 && strncmp(words, says, strlen(says)) == 0;
    }
    tape_finish(&tape);
    return is_there;
}

static void key(struct app *app, SDL_Scancode scancode)
{
    press((SDL_KeyboardEvent){.type = SDL_KEYDOWN, .keysym = {.scancode = scancode}});
    kiosk_take_events(app);
    kiosk_let_pass(app, 0);
}

static void type_count(struct app *app, const char *digits)
{
    for (; *digits; digits++)
        key(app, *digits == '0' ? SDL_SCANCODE_0 : SDL_SCANCODE_1 + (*digits - '1'));
    key(app, SDL_SCANCODE_RETURN);
}

static const struct room_count *count_now(const struct app *app)
{
    struct room_card card = room_card_now(&app->room->run);
    return &app->room->run.item[card.item].vote[card.round];
}

static void expect_count(const struct app *app, int myth, int fact)
{
    assert_int_equal(count_now(app)->hands[VERDICT_MYTH], myth);
    assert_int_equal(count_now(app)->hands[VERDICT_FACT], fact);
}

/* An event of 40 people, its room quiz at the first vote, with the notes shown. */
static void begin(struct kiosk *kiosk)
{
    go(kiosk, &(struct way){"staff.event", AS_STAFF});
    struct app *app = kiosk->app;
    struct err err = {0};
    kiosk_must(store_open_event(app_store(app), "Press Club", EVENT_PRESS_CLUB, 40, &app->event, &err), &err);
    room_begin(app, &app->pack->trainer.sets[0], true);
    app_push(app, &screen_room);
    kiosk_let_pass(app, 0);
    for (int i = 0; i < 3; i++)
        key(app, SDL_SCANCODE_PAGEDOWN);
    key(app, SDL_SCANCODE_N);
}

static void counts_that_cannot_be_are_refused_in_words(void **state)
{
    (void)state;
    static const char too_many[] = "More than 9999 hands cannot be counted.";
    struct kiosk kiosk;
    begin(&kiosk);
    struct app *app = kiosk.app;
    assert_false(is_said(app, too_many)); /* the control */
    key(app, SDL_SCANCODE_MINUS);
    assert_true(is_said(app, "A count cannot go below zero."));
    key(app, SDL_SCANCODE_U);
    assert_true(is_said(app, "There is nothing left to undo here."));
    type_count(app, "1000000000");
    assert_true(is_said(app, too_many));
    expect_count(app, 0, 0);
    kiosk_close(&kiosk);
}

static void more_hands_than_people_are_kept_and_told(void **state)
{
    (void)state;
    static const char told[] = "More hands than people were expected. It is kept; correct it if it was a slip.";
    struct kiosk kiosk;
    begin(&kiosk);
    type_count(kiosk.app, "24");
    assert_false(is_said(kiosk.app, told));
    type_count(kiosk.app, "17");
    assert_true(is_said(kiosk.app, told));
    expect_count(kiosk.app, 24, 17);
    kiosk_close(&kiosk);
}

static void an_edited_statement_and_a_full_disk_are_told(void **state)
{
    (void)state;
    struct kiosk kiosk;
    begin(&kiosk);
    struct app *app = kiosk.app;
    type_count(app, "24");
    app->room->save_err.code = ERR_FULL;
    assert_true(is_said(app, "The disk is full. The quiz goes on; write the counts down until there is room."));
    app->room->save_err.code = ERR_IO;
    assert_true(is_said(app, "The disk cannot be written. The quiz goes on; write the counts down."));
    app->room->save_err.code = ERR_NONE;
    app->room->run.item[0].is_changed = true;
    assert_true(is_said(app, "This statement was edited since the first vote. Its counts are kept."));
    app->room->run.item[0].says = NULL;
    assert_true(is_said(app, "This statement is no longer in the pack. Its counts are kept."));
    expect_count(app, 24, 0);
    key(app, SDL_SCANCODE_PAGEDOWN); /* and the quiz goes on */
    assert_int_equal(room_card_now(&app->room->run).step, ROOM_COUNTS);
    kiosk_close(&kiosk);
}

static void events_are_opened_and_closed_in_turn_alone(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &(struct way){"staff.event", AS_STAFF});
    struct app *app = kiosk.app;
    struct err err = {0};
    assert_true(is_said(app, "No event is open. Records made now belong to none."));
    assert_non_null(ui_find(&app->ui, "event.open"));
    assert_null(ui_find(&app->ui, "event.close"));
    kiosk_must(store_open_event(app_store(app), "Press Club", EVENT_PRESS_CLUB, 40, &app->event, &err), &err);
    kiosk_follow(app, "event.back staff.event");
    assert_null(ui_find(&app->ui, "event.open"));
    assert_non_null(ui_find(&app->ui, "event.close"));
    kiosk_follow(app, "event.close event.close-now");
    assert_non_null(ui_find(&app->ui, "event.open"));
    kiosk_close(&kiosk);
}

static void a_clock_that_jumps_is_told_and_an_impossible_date_refused(void **state)
{
    (void)state;
    static const char jumped[] = "The clock has jumped since the date was confirmed.";
    struct kiosk kiosk;
    begin(&kiosk);
    struct app *app = kiosk.app;
    struct err err = {0};
    kiosk_must(store_confirm_clock(app_store(app), clock_wall_s(&app->clock), &err), &err);
    int64_t elapsed_ms = room_elapsed_ms(&app->room->run, clock_mono_ms(&app->clock));
    app->clock.fake_wall_s += 30 * 24 * HOUR_S;
    assert_in_range(room_elapsed_ms(&app->room->run, clock_mono_ms(&app->clock)), elapsed_ms, elapsed_ms + 1000);
    key(app, SDL_SCANCODE_ESCAPE);
    kiosk_follow(app, "room.leave-now");
    assert_true(is_said(app, jumped));
    kiosk_follow(app, "event.date-again");
    for (int i = 0; i < 40; i++)
        kiosk_tap(app, "date.year.minus");
    kiosk_follow(app, "event.date");
    assert_true(is_said(app, "This date cannot be: please put it right."));
    for (int i = 0; i < 40; i++)
        kiosk_tap(app, "date.year.plus");
    kiosk_follow(app, "date.month.minus event.date");
    assert_false(is_said(app, jumped));
    kiosk_close(&kiosk);
}

/* Typed with keys the first digit opens the field; anything but digits is dropped; what is too large is the most. */
static void the_number_of_people_can_be_typed(void **state)
{
    (void)state;
    struct kiosk kiosk;
    go(&kiosk, &(struct way){"staff.event event.open event.date", AS_STAFF});
    struct app *app = kiosk.app;
    const struct event_view *view = app->state[app->depth - 1];
    for (const char *letter = "Hall"; *letter; letter++)
        push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = {*letter}}});
    kiosk_take_events(app);
    kiosk_follow(app, "key.done people.count key.1 key.2 key.backspace key.5 key.done");
    assert_int_equal(view->people, 15);
    for (const char *letter = "2x40"; *letter; letter++) {
        push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = {*letter}}});
        kiosk_take_events(app);
        kiosk_let_pass(app, 0);
    }
    kiosk_follow(app, "key.done");
    assert_int_equal(view->people, 240);
    kiosk_follow(app, "people.plus people.count key.9 key.9 key.9 key.9 key.9 key.done");
    assert_int_equal(view->people, EVENT_PEOPLE_MAX);
    kiosk_follow(app, "people.count key.done"); /* nothing typed: as it was */
    assert_int_equal(view->people, EVENT_PEOPLE_MAX);
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_that_cannot_be_are_refused_in_words),
        cmocka_unit_test(more_hands_than_people_are_kept_and_told),
        cmocka_unit_test(an_edited_statement_and_a_full_disk_are_told),
        cmocka_unit_test(events_are_opened_and_closed_in_turn_alone),
        cmocka_unit_test(a_clock_that_jumps_is_told_and_an_impossible_date_refused),
        cmocka_unit_test(the_number_of_people_can_be_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
