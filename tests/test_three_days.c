/* Seventy-two hours of an open event by a clock of its own: the show, and a visitor every twenty minutes who quizzes,
 * pledges, asks for help, gives up half way, or changes language and size. When all has been seen twice (a day),
 * nothing grows any more: no memory but the caches up to their budgets, no files, no open handles; on the disk there is
 * what each pledge needs, and no more. HOURS=n lives longer. */
#include "scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/stat.h>
#include <unistd.h>

#include "places.h"

enum {
    MINUTE_MS = 60 * 1000,
    HEAP_MAX = 256 << 10,    /* of growth: what the caches keep their own books in */
    CACHES_MAX = 24 << 20,   /* 20 MiB of words, and shapes; each count of pledges is another word, so they fill up */
    PLEDGE_BYTES = 16 << 10, /* database, its log and the journal, by whole pages */
};

static const struct output_options small = {.width = 320, .height = 240}; /* what a frame costs proves nothing here */

struct use {
    size_t heap, cached, disk; /* heap: without what is cached */
    int handles, files, pledges;
};

#ifdef __has_feature /* clang's way to say __SANITIZE_ADDRESS__ */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
enum { WARM_HOURS = 8, HOURS = 24 }; /* everything takes so much longer */
size_t __sanitizer_get_current_allocated_bytes(void);
static size_t heap_bytes(void)
{
    return __sanitizer_get_current_allocated_bytes();
}
#else
enum { WARM_HOURS = 24, HOURS = 72 };
static size_t heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}
#endif

/* How many names a folder has, and what its files take. */
static int look_into(const char *path, size_t *bytes)
{
    int count = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL; count++) {
        struct stat status;
        if (bytes && fstatat(dirfd(folder), entry->d_name, &status, 0) == 0 && S_ISREG(status.st_mode))
            *bytes += (size_t)status.st_size;
    }
    closedir(folder);
    return count;
}

static struct use use_now(const struct kiosk *kiosk)
{
    const struct app *app = kiosk->app;
    struct use use = {.pledges = (int)app->counts.pledges};
    worker_wait(app->worker); /* it opens files for a moment */
    use.cached = text_cached_bytes(app->text) + gfx_cached_bytes(app->gfx);
    use.heap = heap_bytes() - use.cached;
    use.handles = look_into("/proc/self/fd", NULL);
    use.files = look_into(kiosk->data, &use.disk);
    return use;
}

/* What has grown; "" when nothing has. */
static const char *grown(const struct use *from, const struct use *to)
{
    size_t owed = (size_t)(to->pledges - from->pledges) * PLEDGE_BYTES;
    return to->heap > from->heap + HEAP_MAX ? "memory"
         : to->cached > CACHES_MAX          ? "caches"
         : to->disk > from->disk + owed     ? "disk"
         : to->handles > from->handles      ? "handles"
         : to->files > from->files          ? "files"
                                            : "";
}

/* As the live loop does it: nothing happens before something is due. */
static void sleep_until(struct app *app, int64_t end_ms)
{
    while (clock_mono_ms(&app->clock) < end_ms) {
        worker_wait(app->worker);
        app_tick(app);
        if (app->needs_frame)
            app_draw(app);
        int64_t now_ms = clock_mono_ms(&app->clock), next_ms = app_next_ms(app);
        next_ms = next_ms < now_ms + 16 ? now_ms + 16 : next_ms > end_ms ? end_ms : next_ms;
        clock_advance(&app->clock, next_ms - now_ms);
    }
}

static void live(struct kiosk *kiosk, int hours)
{
    static const char *const visits[] = {
        TO_THANKS "thanks.finish", TO_QUIZ "quiz.myth @2000 quiz.next quiz.fact @2000", "bar.help help.back",
        TO_NAME "pledge.skip",     "attract.touch bar.lang home.quiz bar.text",
    };
    struct app *app = kiosk->app;
    for (int visit = 0; visit < hours * 3; visit++) {
        int64_t begun_ms = clock_mono_ms(&app->clock);
        kiosk_follow(app, visits[visit % (int)COUNT_OF(visits)]);
        sleep_until(app, begun_ms + 20 * MINUTE_MS);
        assert_int_equal(app->depth, 1);
    }
}

static void open_event(struct kiosk *kiosk)
{
    go_in(kiosk, small, &(struct way){"staff.event event.open event.date", AS_STAFF});
    push((SDL_Event){.text = {.type = SDL_TEXTINPUT, .text = "Hall"}});
    kiosk_take_events(kiosk->app);
    kiosk_follow(kiosk->app, "key.done event.open-now @500");
    assert_true(kiosk->app->event.id[0] != '\0');
    kiosk->settings.speed_percent = 50; /* half as many slides will do */
    sleep_until(kiosk->app, clock_mono_ms(&kiosk->app->clock) + 10 * MINUTE_MS); /* staff go */
}

static void nothing_grows_in_three_days(void **state)
{
    (void)state;
    struct kiosk kiosk;
    const char *hours = getenv("HOURS");
    open_event(&kiosk);
    live(&kiosk, WARM_HOURS);
    struct use from = use_now(&kiosk);
    live(&kiosk, (hours ? (int)strtol(hours, NULL, 10) : HOURS) - WARM_HOURS);
    struct use to = use_now(&kiosk);
    print_message("memory %zu -> %zu, caches %zu -> %zu, disk %zu -> %zu, handles %d -> %d, files %d -> %d, pledges "
                  "%d -> %d, %d frames\n",
                  from.heap, to.heap, from.cached, to.cached, from.disk, to.disk, from.handles, to.handles, from.files,
                  to.files, from.pledges, to.pledges, (int)kiosk.app->frames);
    assert_true(to.pledges > from.pledges);
    assert_string_equal(grown(&from, &to), "");
    kiosk_close(&kiosk);
}

/* Ever other words, in one frame, which lets none go. */
static void overfill_cache(struct app *app)
{
    for (int n = 0; text_cached_bytes(app->text) <= CACHES_MAX; n++) {
        char words[32];
        snprintf(words, sizeof words, "another %d and %d", n, n * 7919);
        text_layout(app->text, &(struct text_style){.px = 20, .pitch = 1.5f}, LANG_EN, words, strlen(words), 300);
    }
}

/* The controls: each growth, planted once, must be told by its name. */
static void planted_growth_is_told(void **state)
{
    (void)state;
    struct kiosk kiosk;
    char path[600];
    go_in(&kiosk, small, &ways[0]);
    live(&kiosk, 1);
    struct use before = use_now(&kiosk), after;

    void *kept = mem_alloc(HEAP_MAX + (64 << 10));
    after = use_now(&kiosk);
    assert_string_equal(grown(&before, &after), "memory");
    free(kept);

    snprintf(path, sizeof path, "%s/more", kiosk.data);
    int fd = open(path, O_CREAT | O_RDWR, 0600);
    after = use_now(&kiosk);
    assert_string_equal(grown(&before, &after), "handles");
    assert_int_equal(pwrite(fd, path, 1, 1 << 20), 1);
    close(fd);
    after = use_now(&kiosk);
    assert_string_equal(grown(&before, &after), "disk");
    assert_int_equal(truncate(path, 0), 0);
    after = use_now(&kiosk);
    assert_string_equal(grown(&before, &after), "files");
    unlink(path);
    after = use_now(&kiosk);
    assert_string_equal(grown(&before, &after), "");

    overfill_cache(kiosk.app);
    after = use_now(&kiosk);
    after.heap = before.heap;
    assert_string_equal(grown(&before, &after), "caches");
    kiosk_close(&kiosk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_growth_is_told),
        cmocka_unit_test(nothing_grows_in_three_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
