/* What must hold: after each pass, after each frame, and when a visit has ended by itself. A fault to be planted is
 * planted here, just before it must be seen. */
#include <dirent.h>
#include <unistd.h>

#include "monkey.h"

enum { TEXT_BYTES_MAX = 40 << 20, SHAPE_BYTES_MAX = 40 << 20, GROWTH_MAX = 12 << 20 };

/* Of the address sanitizer, which this program is always built with. */
size_t __sanitizer_get_current_allocated_bytes(void);

void must(struct monkey *monkey, bool is_true, const char *what)
{
    if (is_true)
        return;
    snprintf(monkey->told->wrong, sizeof monkey->told->wrong, "%s on %s", what, app_screen(monkey->app)->name);
    abort();
}

static void count_screen(struct monkey *monkey)
{
    const char *name = app_screen(monkey->app)->name;
    int i = 0;
    while (*monkey->told->screen[i].name && !str_equal(monkey->told->screen[i].name, name))
        i++;
    CHECK(i < SCREENS_KEPT);
    str_copy(monkey->told->screen[i].name, sizeof monkey->told->screen[i].name, name);
    monkey->told->screen[i].passes++;
}

/* Most faults come on one screen in one state only. */
static void plant(struct monkey *monkey)
{
    struct app *app = monkey->app;
    bool is_there = app_screen(app) == &screen_help && app->text_size == 1;
    if (is_there && monkey->plant == PLANT_ABORT)
        CHECK(!"a planted fault");
    else if (is_there && monkey->plant == PLANT_DEAD)
        app->ui.last_target_count = 0;
    else if (is_there && monkey->plant == PLANT_HANG)
        pause();
    else if (monkey->plant == PLANT_STUCK)
        idle_touch(&app->idle, monkey_now_ms(monkey));
}

void look_at_pass(struct monkey *monkey)
{
    const struct app *app = monkey->app;
    plant(monkey);
    must(monkey, app->depth >= 1 && app->depth <= APP_STACK_MAX, "the stack of screens is out of bounds");
    must(monkey, app->stack[0] == &screen_attract, "attract is not at the bottom");
    for (int i = 1; i < app->depth; i++)
        for (int k = 0; k < i; k++)
            must(monkey, app->stack[i] != app->stack[k], "a screen is stacked twice");
    must(monkey, app->ui.last_target_count < UI_TARGETS_MAX, "more targets than there is room for");
    must(monkey, app->is_staff || app_screen(app) != &screen_staff, "staff's screen without the PIN");
    count_screen(monkey);
}

static bool overlap(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

void look_at_frame(struct monkey *monkey)
{
    const struct ui *ui = &monkey->app->ui;
    struct box picture = gfx_bounds(monkey->app->gfx);
    bool can_be_tapped = monkey->app->needs_frame; /* another screen has come since */
    must(monkey, ui->screen.w == picture.w && ui->screen.h == picture.h, "laid out for another size");
    for (size_t i = 0; i < ui->last_target_count; i++) {
        can_be_tapped |= ui->last_target[i].is_enabled;
        must(monkey, overlap(ui->last_target[i].box, picture), "a target outside the picture");
    }
    must(monkey, can_be_tapped, "nothing can be tapped");
    must(monkey, text_cached_bytes(ui->text) <= TEXT_BYTES_MAX, "the cache of text has outgrown its budget");
    must(monkey, gfx_cached_bytes(ui->gfx) <= SHAPE_BYTES_MAX, "the cache of shapes has outgrown its budget");
}

static int count_open_files(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    CHECK(folder != NULL);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* Everything but the two caches, which have budgets of their own. Signed: they count a little more than they take. */
static int64_t count_bytes(const struct monkey *monkey)
{
    size_t cached = text_cached_bytes(monkey->app->text) + gfx_cached_bytes(monkey->app->gfx);
    return (int64_t)__sanitizer_get_current_allocated_bytes() - (int64_t)cached;
}

/* A planted leak that no leak checker sees, because it is still pointed to. */
static void grow(const struct monkey *monkey)
{
    static void **kept;
    if (monkey->plant != PLANT_GROWTH)
        return;
    void **more = mem_alloc(GROWTH_MAX / 2);
    *more = kept;
    kept = more;
}

void look_at_end(struct monkey *monkey, bool was_visit)
{
    const struct app *app = monkey->app;
    must(monkey, app->depth == 1, "the show did not come back after the idle time");
    monkey->told->visits++;
    bool is_fresh = app->lang == app->first_lang && app->text_size == 0 && !app->is_staff;
    must(monkey, is_fresh || !was_visit, "the next visitor finds the last one's look");
    grow(monkey);
    worker_wait(app->worker); /* it opens files for a moment */
    if (monkey->told->visits == 1) {
        monkey->first_files = count_open_files();
        monkey->first_bytes = count_bytes(monkey);
    }
    must(monkey, count_open_files() <= monkey->first_files, "open files pile up");
    must(monkey, count_bytes(monkey) <= monkey->first_bytes + GROWTH_MAX, "memory grows");
}
