/* For tests of motion: the whole program off-screen, a clock in the test's hand, counts of what is on the picture. */
#ifndef HAMAWAZ_TESTS_MOTION_H
#define HAMAWAZ_TESTS_MOTION_H

#include "scratch.h"

#include <math.h>
#include <string.h>

#include "gfx/motion.h"
#include "kiosk.h"
#include "screens/attract.h"
#include "screens/bar.h"

enum { W = 1280, H = 720 };

/* Picks of the picture. */
static inline int difference(struct color a, struct color b)
{
    return abs(a.r - b.r) + abs(a.g - b.g) + abs(a.b - b.b);
}

static inline bool is_like(struct color a, struct color b)
{
    return difference(a, b) <= 12;
}

static inline struct color at(const struct kiosk *kiosk, int x, int y)
{
    return gfx_pixel(kiosk->app->gfx, x, y);
}

static inline struct color of(const struct kiosk *kiosk, enum theme_color color)
{
    return ui_color(&kiosk->app->ui, color);
}

/* How many pixels of a box are like the colour. */
static inline int count_of(const struct kiosk *kiosk, struct box box, struct color color)
{
    int count = 0;
    for (int i = 0; i < box.w * box.h; i++)
        count += is_like(at(kiosk, box.x + i % box.w, box.y + i / box.w), color);
    return count;
}

/* How far the picture of a box is from the ground: 0 where nothing is drawn. */
static inline double ink_of(const struct kiosk *kiosk, struct box box)
{
    struct color ground = of(kiosk, THEME_GROUND);
    double sum = 0;
    for (int i = 0; i < box.w * box.h; i++)
        sum += difference(at(kiosk, box.x + i % box.w, box.y + i / box.w), ground);
    return sum;
}

#define assert_about(value, expected, off) assert_true(fabs((double)(value) - (double)(expected)) <= (double)(off))

/* The kiosk and its time. */
static inline void begin_with(struct kiosk *kiosk, enum lang lang, bool is_reduced, bool has_store)
{
    kiosk_open(kiosk, (struct output_options){.width = W, .height = H}, has_store, 1);
    app_set_motion_reduced(kiosk->app, is_reduced);
    kiosk->app->first_lang = lang;
    app_set_lang(kiosk->app, lang);
    app_draw(kiosk->app);
}

static inline void begin(struct kiosk *kiosk, enum lang lang, bool is_reduced)
{
    begin_with(kiosk, lang, is_reduced, false);
}

static inline int64_t now_ms(const struct kiosk *kiosk)
{
    return kiosk->app->clock.fake_mono_ms;
}

/* The picture at that time. */
static inline void draw_at(struct kiosk *kiosk, int64_t ms)
{
    kiosk->app->clock.fake_mono_ms = ms;
    app_draw(kiosk->app);
}

/* Lets time pass as the live loop does; returns the frames drawn. */
static inline int let_pass(struct kiosk *kiosk, int64_t ms)
{
    struct app *app = kiosk->app;
    uint64_t frames = app->frames;
    for (int64_t end_ms = now_ms(kiosk) + ms;;) {
        app_tick(app);
        if (app->needs_frame)
            app_draw(app);
        int64_t left_ms = end_ms - now_ms(kiosk);
        if (left_ms <= 0)
            return (int)(app->frames - frames);
        clock_advance(&app->clock, left_ms < 16 ? left_ms : 16);
    }
}

static inline void settle(struct kiosk *kiosk)
{
    let_pass(kiosk, 2500);
    worker_wait(kiosk->app->worker);
    let_pass(kiosk, 1000);
}

static inline const struct ui_target *target_of(const struct kiosk *kiosk, const char *id)
{
    const struct ui_target *target = ui_find(&kiosk->app->ui, id);
    if (!target)
        fail_msg("%s is not on the screen", id);
    return target;
}

static inline void pointer(struct kiosk *kiosk, enum event_type type, const char *id)
{
    struct box box = target_of(kiosk, id)->box;
    app_event(kiosk->app, &(struct event){.type = type, .x = box.x + box.w / 2, .y = box.y + box.h / 2});
}

static inline void tap(struct kiosk *kiosk, const char *id)
{
    pointer(kiosk, EVENT_DOWN, id);
    pointer(kiosk, EVENT_UP, id);
    app_draw(kiosk->app);
}

static inline bool is_on(const struct kiosk *kiosk, const struct screen *screen)
{
    return app_screen(kiosk->app) == screen;
}

/* The first slide of that kind, come at this moment; returns the moment. */
static inline int64_t show(struct kiosk *kiosk, enum slide_kind kind)
{
    const struct pack *pack = kiosk->app->pack;
    size_t i = 0;
    while (pack->slides[i].kind != kind || (kind == SLIDE_STATEMENT && i == 0))
        i++;
    settle(kiosk);
    assert_true(attract_show(kiosk->app, i));
    enum lang lang = kiosk->app->lang;
    app_draw(kiosk->app);
    assert_int_equal(kiosk->app->lang, lang);
    return now_ms(kiosk);
}

#endif
