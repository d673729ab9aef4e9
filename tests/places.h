/* For tests of what must hold everywhere: ways to every screen and to every state in which it looks different. */
#ifndef HAMAWAZ_TESTS_PLACES_H
#define HAMAWAZ_TESTS_PLACES_H

#include "kiosk.h"

/* Taps, as kiosk_follow reads them. */
#define TO_QUIZ  "attract.touch home.quiz quiz.start "
#define TO_WORDS "attract.touch home.pledge commitment.consent "
#define TO_NAME  TO_WORDS "pledge.details<pledge.next "
#define TO_LIST  TO_NAME "pledge.skip pledge.skip pledge.skip "
#define TO_THANKS TO_WORDS "pledge.plain<pledge.next @500 "
static const struct way {
    const char *steps;
    enum { AS_VISITOR, AT_COMFORT, AT_PIN, AS_STAFF } as; /* at comfort: after the steps */
} ways[] = {
    {"", AS_VISITOR},
    {"attract.touch", AS_VISITOR},
    {"bar.help", AS_VISITOR},
    {"attract.touch home.quiz", AS_VISITOR},
    {TO_QUIZ, AS_VISITOR},
    {TO_QUIZ "quiz.myth @2000", AS_VISITOR},
    {TO_QUIZ "quiz.skip quiz.skip quiz.skip quiz.skip quiz.skip quiz.skip", AS_VISITOR},
    {"attract.touch home.pledge", AS_VISITOR},
    {TO_WORDS "pledge.next", AS_VISITOR},
    {TO_NAME, AS_VISITOR},
    {TO_NAME "pledge.skip", AS_VISITOR},
    {TO_NAME "pledge.skip pledge.contact", AS_VISITOR},
    {TO_NAME "pledge.skip pledge.skip", AS_VISITOR},
    {TO_LIST, AS_VISITOR},
    {TO_LIST "pledge.next", AS_VISITOR},
    {TO_THANKS, AS_VISITOR},
    {TO_THANKS "thanks.qr", AS_VISITOR},
    {"attract.touch", AT_COMFORT},
    {"", AT_PIN},
    {"", AS_STAFF},
    {"staff.event", AS_STAFF},
    {"staff.stick", AS_STAFF},
};

static inline void push(SDL_Event event)
{
    SDL_PushEvent(&event);
}

static inline void press(SDL_KeyboardEvent key)
{
    push((SDL_Event){.key = key});
    key.type = SDL_KEYUP;
    push((SDL_Event){.key = key});
}

static inline void press_chord(struct app *app, SDL_Scancode scancode)
{
    press((SDL_KeyboardEvent){.type = SDL_KEYDOWN, .keysym = {.scancode = scancode, .mod = KMOD_LCTRL | KMOD_LALT}});
    kiosk_take_events(app);
    kiosk_let_pass(app, 0);
}

static inline void type_pin(struct app *app)
{
    for (const char *digit = "25111210"; *digit; digit++)
        push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = {*digit}}});
    kiosk_take_events(app);
    kiosk_let_pass(app, 500);
}

/* A kiosk of its own, in English and without motion, at that place. */
static inline void go_in(struct kiosk *kiosk, struct output_options picture, const struct way *way)
{
    kiosk_open(kiosk, picture, true, 1);
    struct app *app = kiosk->app;
    kiosk->settings.is_motion_reduced = true;
    app_set_motion_reduced(app, true);
    app_set_lang(app, LANG_EN);
    if (way->as == AT_PIN || way->as == AS_STAFF)
        press_chord(app, SDL_SCANCODE_S);
    if (way->as == AS_STAFF)
        type_pin(app);
    kiosk_follow(app, way->steps);
    if (way->as == AT_COMFORT)
        press_chord(app, SDL_SCANCODE_A);
    kiosk_let_pass(app, 0);
}

static inline void go(struct kiosk *kiosk, const struct way *way)
{
    go_in(kiosk, (struct output_options){.width = 800, .height = 480}, way);
}

#endif
