/* For harnesses that drive the whole program from inside: `struct app` put together as kiosk.c does, off-screen, with a
 * clock held by the harness and a store in a folder of its own. What cannot be opened ends the harness. */
#ifndef HAMAWAZ_TESTS_KIOSK_H
#define HAMAWAZ_TESTS_KIOSK_H

#include <SDL.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/output.h"
#include "screens/app.h"
#include "vault/locked.h"

struct kiosk {
    struct settings settings;
    struct app *app;
    char data[512]; /* folder of keys and records, removed with all that is in it; "" when pledges are closed */
};

static inline void kiosk_must(bool is_ok, const struct err *err)
{
    if (!is_ok)
        fprintf(stderr, "%s: %s\n", err->where, err->text);
    CHECK(is_ok);
}

static inline void kiosk_wake(void *output)
{
    output_wake(output);
}

static inline void kiosk_open_store(struct kiosk *kiosk)
{
    struct app *app = kiosk->app;
    struct err err = {0};
    const char *parent = getenv("TMPDIR");
    snprintf(kiosk->data, sizeof kiosk->data, "%s/hamawaz-kiosk-XXXXXX", parent ? parent : "/tmp");
    CHECK(mkdtemp(kiosk->data) != NULL);
    kiosk_must(vault_open(kiosk->data, true, &app->vault, &err), &err);
    kiosk_must(store_open(kiosk->data, app->vault, &app->clock, &app->store, &err), &err);
    kiosk_must(store_counts(app->store, &app->counts, &err), &err);
    kiosk_must(store_read_health(app->store, &app->health, &err), &err);
}

static inline void kiosk_open_picture(struct app *app, struct output_options options)
{
    struct err err = {0};
    options.is_offscreen = true;
    kiosk_must(output_open(&options, &app->output, &err), &err);
    app->gfx = gfx_new(app->output);
    kiosk_must(text_open("build/share/fonts", app->gfx, (size_t)20 << 20, &app->text, &err), &err);
    kiosk_must(lang_init("build/share/locale", &err), &err);
    ui_init(&app->ui, app->gfx, app->text);
    app->worker = worker_new(kiosk_wake, app->output);
}

/* The shipped campaign in a picture of `options`; attract has come. With `has_store` pledges are taken. */
static inline void kiosk_open(struct kiosk *kiosk, struct output_options options, bool has_store, uint64_t seed)
{
    struct err err = {0};
    struct fault_list faults = {0};
    *kiosk = (struct kiosk){.data = ""};
    option_defaults(settings_table, settings_count, &kiosk->settings);
    kiosk_must(locked_init(&err), &err);
    struct app *app = kiosk->app = locked_alloc(sizeof *app);
    app->settings = &kiosk->settings;
    app->clock = (struct clock){
        .is_fake = true, .fake_mono_ms = 1000000, .fake_wall_s = (int64_t)HAMAWAZ_BUILT_DAY * 86400 + 9 * 3600};
    app->seed = seed;
    str_copy(app->share, sizeof app->share, "build/share");
    app->pack = pack_load("build/share/campaign", &(struct pack_check){.coverage_path = "build/share/fonts/coverage"},
                          &faults);
    fault_list_finish(&faults);
    CHECK(app->pack != NULL);
    if (has_store)
        kiosk_open_store(kiosk);
    kiosk_open_picture(app, options);
    app->lang = app->first_lang = app->pack->first_lang;
    app_start(app);
}

static inline int kiosk_remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static inline void kiosk_close(struct kiosk *kiosk)
{
    struct app *app = kiosk->app;
    app_stop(app);
    worker_free(app->worker);
    text_close(app->text);
    gfx_free(app->gfx);
    output_close(app->output);
    store_close(app->store);
    vault_close(app->vault);
    pack_free(app->pack);
    locked_free(app);
    if (*kiosk->data)
        CHECK(nftw(kiosk->data, kiosk_remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0);
}

/* Time passes in steps of 100 ms; what the worker does is done in them. */
static inline void kiosk_let_pass(struct app *app, int64_t ms)
{
    for (int64_t step = 0; step <= ms; step += 100) {
        worker_wait(app->worker);
        app_tick(app);
        if (app->needs_frame)
            app_draw(app);
        clock_advance(&app->clock, 100);
    }
}

/* What SDL holds goes to the screen, as in the live loop; nothing of it is left on the stack. */
static inline void kiosk_take_events(struct app *app)
{
    struct event event;
    while (output_poll(app->output, 0, &event))
        if (event.type != EVENT_WOKEN)
            app_event(app, &event);
    explicit_bzero(&event, sizeof event);
}

/* A finger on the middle of a target of the last frame, which must be there. */
static inline void kiosk_tap(struct app *app, const char *id)
{
    kiosk_let_pass(app, 0);
    const struct ui_target *target = ui_find(&app->ui, id);
    if (!target)
        fprintf(stderr, "%s is not on the screen %s\n", id, app_screen(app)->name);
    CHECK(target != NULL);
    struct box picture = gfx_bounds(app->gfx);
    SDL_Event event = {.tfinger = {.type = SDL_FINGERDOWN, .touchId = 1, .fingerId = 1}};
    event.tfinger.x = ((float)target->box.x + (float)target->box.w / 2) / (float)picture.w;
    event.tfinger.y = ((float)target->box.y + (float)target->box.h / 2) / (float)picture.h;
    SDL_PushEvent(&event);
    event.type = SDL_FINGERUP;
    SDL_PushEvent(&event);
    kiosk_take_events(app);
    kiosk_let_pass(app, 0);
}

/* Taps from target to target: "home.pledge", or "pledge.plain<pledge.next" to tap the latter until the former is there;
 * "@MS" lets time pass. */
static inline void kiosk_follow(struct app *app, const char *way)
{
    char steps[512], *more = NULL;
    CHECK(str_copy(steps, sizeof steps, way));
    for (char *step = strtok_r(steps, " ", &more); step; step = strtok_r(NULL, " ", &more)) {
        char *by = strchr(step, '<');
        if (by)
            *by++ = '\0';
        if (*step == '@') {
            kiosk_let_pass(app, strtol(step + 1, NULL, 10));
            continue;
        }
        for (int pages = 0; by && !ui_find(&app->ui, step) && pages < 20; pages++)
            kiosk_tap(app, by);
        kiosk_tap(app, step);
    }
}

#endif
