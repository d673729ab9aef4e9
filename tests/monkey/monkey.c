/* A monkey inside the program: the real screens off-screen, fed with what ten fingers, a mouse, a keyboard, a failing
 * display and a jumping clock may send, all drawn from one seed.
 *
 *   monkey EVENTS SEED [FAULT]
 *
 * The monkey lives in a child. What it did last stands in memory of both, so that the parent can say after a death, or
 * when nothing happens for a while, at which event it was; the same seed does it all again. For that the clock is the
 * monkey's own, and finished jobs are taken only when the worker rests. Most events are one muted pass, as in the live
 * loop; a picture is drawn now and then. FAULT plants one, for the controls: abort, dead, growth, stuck or hang. */
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "monkey.h"

enum { SILENT_S = 20, LEAVE_EVERY = 25000 };

static const char *const plant_names[PLANT_COUNT] = {"nothing", "abort", "dead", "growth", "stuck", "hang"};

/* Splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw_number(struct monkey *monkey)
{
    uint64_t z = monkey->random += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

int below(struct monkey *monkey, int n)
{
    return (int)(draw_number(monkey) % (uint64_t)n);
}

bool is_once_in(struct monkey *monkey, int n)
{
    return below(monkey, n) == 0;
}

void note(struct monkey *monkey, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(monkey->told->deed[monkey->told->deeds++ % DEEDS_KEPT], sizeof monkey->told->deed[0], format, args);
    va_end(args);
}

int64_t monkey_now_ms(const struct monkey *monkey)
{
    return clock_mono_ms(&monkey->app->clock);
}

static uint64_t spent_us(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return (uint64_t)spent.tv_sec * 1000000 + (uint64_t)spent.tv_nsec / 1000;
}

void monkey_pass(struct monkey *monkey, const struct event *event)
{
    uint64_t began_us = spent_us();
    must(monkey, event->type != EVENT_QUIT, "a way out");
    app_event(monkey->app, event);
    uint64_t took_us = spent_us() - began_us;
    if (took_us > monkey->told->longest_us)
        monkey->told->longest_us = took_us;
    monkey->told->passes++;
    look_at_pass(monkey);
}

void monkey_send(struct monkey *monkey, SDL_Event from)
{
    struct event event;
    struct box picture = gfx_bounds(monkey->app->gfx);
    struct input_view view = {0, picture.w, picture.h};
    monkey->told->events++;
    if (input_translate(&monkey->input, &view, &from, (uint64_t)monkey_now_ms(monkey), &event))
        monkey_pass(monkey, &event);
    while (input_take_text(&monkey->input, &event))
        monkey_pass(monkey, &event);
}

void monkey_turn(struct monkey *monkey, bool is_drawn)
{
    struct app *app = monkey->app;
    struct event event;
    if (input_expire(&monkey->input, (uint64_t)monkey_now_ms(monkey), &event))
        monkey_pass(monkey, &event);
    worker_wait(app->worker);
    app_tick(app);
    if (is_drawn && app->needs_frame) {
        app_draw(app);
        monkey->told->frames++;
        look_at_pass(monkey);
        look_at_frame(monkey);
    }
    monkey->told->pledges = app->counts.pledges;
    app->is_leaving = false; /* staff do not get out */
    if (pin_is_closed(&app->tries))
        pin_succeeded(&app->tries); /* the chapter's stick */
}

/* Everybody goes: the show must come back by itself, unless a trainer leads it. */
static void leave(struct monkey *monkey)
{
    struct app *app = monkey->app;
    int64_t end_ms = monkey_now_ms(monkey) + 400 * 1000;
    bool was_visit = app->depth > 1;
    note(monkey, "leaves");
    lift_all(monkey);
    while (monkey_now_ms(monkey) < end_ms && app->depth > 1) {
        if (app_screen(app)->idle_ms == 0)
            app_clear(app);
        int64_t left_ms = app_next_ms(app) - monkey_now_ms(monkey);
        clock_advance(&app->clock, left_ms < 20 ? 20 : left_ms > 1000 ? 1000 : left_ms);
        monkey_turn(monkey, true);
    }
    look_at_end(monkey, was_visit);
}

static void live(struct told *told, uint64_t events, uint64_t seed, enum plant plant)
{
    struct monkey monkey = {.told = told, .random = seed, .plant = plant};
    struct output_options options = {.width = 400, .height = 240, .rotation = below(&monkey, 8) / 5 * 90};
    kiosk_open(&monkey.kiosk, options, true, seed);
    monkey.app = monkey.kiosk.app;
    monkey.kiosk.settings.is_motion_reduced = is_once_in(&monkey, 2);
    monkey_turn(&monkey, true);
    for (uint64_t next_leave = 0; told->events < events; act(&monkey)) {
        if (told->events < next_leave)
            continue;
        leave(&monkey);
        next_leave += LEAVE_EVERY;
    }
    leave(&monkey);
    kiosk_close(&monkey.kiosk);
}

/* Waits for the child; one that gets nothing done for SILENT_S seconds is ended. Returns its status. */
static int watch(pid_t child, struct told *told)
{
    int status, silent_s = 0;
    for (uint64_t seen = 0; waitpid(child, &status, WNOHANG) == 0; sleep(1)) {
        silent_s = told->passes == seen ? silent_s + 1 : 0;
        seen = told->passes;
        if (silent_s != SILENT_S)
            continue;
        str_copy(told->wrong, sizeof told->wrong, "nothing goes on any more");
        kill(child, SIGKILL);
    }
    return status;
}

static void tell_death(const struct told *told, uint64_t seed)
{
    printf("monkey: %s, at event %" PRIu64 " (pass %" PRIu64 ", frame %" PRIu64 "), after:\n",
           *told->wrong ? told->wrong : "it died", told->events, told->passes, told->frames);
    for (unsigned i = told->deeds < DEEDS_KEPT ? 0 : told->deeds - DEEDS_KEPT; i < told->deeds; i++)
        printf("  %s\n", told->deed[i % DEEDS_KEPT]);
    printf("monkey: seed %" PRIu64 " does it again\n", seed);
}

static void tell_life(const struct told *told)
{
    for (int i = 0; i < SCREENS_KEPT && *told->screen[i].name; i++)
        printf("%-12s %10" PRIu64 " passes\n", told->screen[i].name, told->screen[i].passes);
    printf("%" PRIu64 " events, %" PRIu64 " passes (the longest %" PRIu64 " ms), %" PRIu64 " frames, %" PRIu64
           " visits ended by themselves, %" PRId64 " pledges\n",
           told->events, told->passes, told->longest_us / 1000, told->frames, told->visits, told->pledges);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    uint64_t events = strtoull(argv[1], NULL, 10), seed = strtoull(argv[2], NULL, 10);
    int plant = PLANT_NOTHING;
    while (argc > 3 && plant < PLANT_COUNT && !str_equal(plant_names[plant], argv[3]))
        plant++;
    struct told *told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(told != MAP_FAILED && plant < PLANT_COUNT);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        live(told, events, seed, (enum plant)plant);
        return 0;
    }
    int status = watch(child, told);
    if (status != 0)
        tell_death(told, seed);
    else
        tell_life(told);
    return status != 0;
}
