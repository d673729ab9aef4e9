/* For `make bench`: what a frame of a crossfade between two slides costs, in both languages, as the whole program draws
 * it at 1920x1080 off-screen with a clock held by us, beside copying such a frame. Milliseconds of CPU, one a line:
 *
 *   bench-frame TRANSITIONS
 *
 *   first MS    the frame in which a slide begins: the outgoing one is kept, the incoming one drawn
 *   fade MS     a later frame of the crossfade
 *   reveal MS   a frame after it, while words still move
 *   ahead MS    a piece of the next slide, made while nothing moves
 *   minute S    seconds of CPU, worker included, of twenty such transitions a minute with a fade of 300 ms and no words
 *               that come later: what the fade and the words of 300 ms and more cost is left out
 *   copy MS     the floor: one frame copied in memory */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "kiosk.h"

enum { WIDTH = 1920, HEIGHT = 1080, BUDGET_US = 8000 };
enum { FRAME_MS = 16, SHORT_FADE_MS = 300, FADE_MS = 700, STAY_MS = 4000 };

static void copy_frame(uint32_t *to, uint32_t *from, int i)
{
    double began_ms = bench_cpu_ms();
    memcpy(to, from, (size_t)WIDTH * HEIGHT * sizeof *to);
    printf("copy %.3f\n", bench_cpu_ms() - began_ms);
    from[i] = to[WIDTH + i] + 1; /* so that no copy can be left out */
}

/* What is due now: a frame, or a piece of what comes next. Returns whether it was a frame. */
static bool live_a_moment(struct app *app, const char *name)
{
    double began_ms = bench_cpu_ms();
    app_tick(app);
    bool is_frame = app->needs_frame;
    if (is_frame)
        app_draw(app);
    printf("%s %.3f\n", is_frame ? name : "ahead", bench_cpu_ms() - began_ms);
    worker_wait(app->worker);
    return is_frame;
}

/* Time goes on to the next thing that is due, in steps of a frame at the least. */
static void pass_time(struct app *app, int64_t end_ms)
{
    int64_t now_ms = clock_mono_ms(&app->clock), next_ms = app_next_ms(app);
    next_ms = next_ms < now_ms + FRAME_MS ? now_ms + FRAME_MS : next_ms;
    clock_advance(&app->clock, (next_ms < end_ms ? next_ms : end_ms) - now_ms);
}

static void change_slide(struct app *app)
{
    int64_t began_ms = clock_mono_ms(&app->clock), age_ms = 0;
    double counted_ms = 0, before_ms = bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID);
    app_event(app, &(struct event){.type = EVENT_KEY, .key = KEY_PAGE_DOWN, .scancode = 78});
    while (age_ms < STAY_MS) {
        bool is_frame = live_a_moment(app, age_ms == 0 ? "first" : age_ms < FADE_MS ? "fade" : "reveal");
        double now_ms = bench_clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        counted_ms += !is_frame || age_ms < SHORT_FADE_MS ? now_ms - before_ms : 0;
        before_ms = now_ms;
        pass_time(app, began_ms + STAY_MS);
        age_ms = clock_mono_ms(&app->clock) - began_ms;
    }
    printf("minute %.4f\n", counted_ms * 20 / 1000);
}

int main(int argc, char **argv)
{
    struct kiosk kiosk;
    uint32_t *from = mem_array((size_t)WIDTH * HEIGHT, sizeof *from);
    uint32_t *to = mem_array((size_t)WIDTH * HEIGHT, sizeof *to);
    memset(from, 1, (size_t)WIDTH * HEIGHT * sizeof *from);
    memset(to, 2, (size_t)WIDTH * HEIGHT * sizeof *to);
    mem_give_back_early();
    kiosk_open(&kiosk, (struct output_options){.width = WIDTH, .height = HEIGHT}, false, 1);
    gfx_set_budget(kiosk.app->gfx, BUDGET_US);
    for (int i = 0; i < (argc == 2 ? atoi(argv[1]) : 20); i++) {
        change_slide(kiosk.app);
        copy_frame(to, from, i);
    }
    kiosk_close(&kiosk);
    free(from);
    free(to);
    return 0;
}
