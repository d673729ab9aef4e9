/* The watchdog: fed while loop, worker and display live, and not when one of them hangs. The service manager is
 * played by a datagram socket; first from inside with a clock in the test's hand, then around the real program. */
#include "scratch.h"

#include <semaphore.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "kiosk.h"
#include "screens/watchdog.h"

enum { ALLOWED_MS = 20000 };

struct manager {
    char folder[512];
    int socket;
};

static void manager_open(struct manager *manager, int allowed_ms)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char usec[32];
    scratch_make(manager->folder);
    snprintf(address.sun_path, sizeof address.sun_path, "%.90s/notify", manager->folder);
    manager->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    assert_true(manager->socket >= 0);
    assert_int_equal(bind(manager->socket, (const struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    snprintf(usec, sizeof usec, "%d000", allowed_ms);
    setenv("WATCHDOG_USEC", usec, 1);
}

static void manager_close(struct manager *manager)
{
    close(manager->socket);
    scratch_remove(manager->folder);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
}

/* How many messages of this kind came since the last look; others are forgotten. */
static int count_told(const struct manager *manager, const char *what)
{
    char message[256];
    int count = 0;
    for (ssize_t n; (n = recv(manager->socket, message, sizeof message - 1, 0)) > 0;) {
        message[n] = '\0';
        count += str_equal(message, what);
    }
    return count;
}

struct watched {
    struct manager manager;
    struct kiosk kiosk;
    struct app *app;
    struct watchdog dog;
};

static void watched_open(struct watched *watched)
{
    manager_open(&watched->manager, ALLOWED_MS);
    kiosk_open(&watched->kiosk, (struct output_options){.width = 320, .height = 240}, false, 1);
    watched->app = watched->kiosk.app;
    app_draw(watched->app);
    watchdog_start(&watched->dog);
}

static void watched_close(struct watched *watched)
{
    watchdog_stop(&watched->dog, watched->app);
    kiosk_close(&watched->kiosk);
    manager_close(&watched->manager);
}

/* As the loop does when nothing else happens; the worker gets real time to answer. */
static void let_pass(struct watched *watched, int64_t ms)
{
    int64_t end_ms = clock_mono_ms(&watched->app->clock) + ms;
    while (clock_mono_ms(&watched->app->clock) < end_ms) {
        watchdog_tick(&watched->dog, watched->app);
        usleep(2000);
        clock_advance(&watched->app->clock, 500);
    }
}

static void it_is_fed_at_half_its_time(void **state)
{
    (void)state;
    struct watched watched;
    watched_open(&watched);
    let_pass(&watched, 1000);
    assert_int_equal(count_told(&watched.manager, "READY=1"), 1);
    let_pass(&watched, 60000);
    assert_in_range(count_told(&watched.manager, "WATCHDOG=1"), 5, 6);
    watched_close(&watched);
}

static void at_rest_nothing_is_drawn_for_it(void **state)
{
    (void)state;
    struct watched watched;
    watched_open(&watched);
    watched.app->needs_frame = false;
    watchdog_tick(&watched.dog, watched.app);
    worker_wait(watched.app->worker);
    assert_int_equal(worker_poll(watched.app->worker), 0); /* no job's end that would ask for a frame */
    watchdog_tick(&watched.dog, watched.app);
    assert_false(watched.app->needs_frame);
    int64_t left_ms = watchdog_next_ms(&watched.dog) - clock_mono_ms(&watched.app->clock);
    assert_int_equal(left_ms, ALLOWED_MS / 2); /* until then the loop may sleep */
    watched_close(&watched);
}

static void hang(void *arg)
{
    sem_wait(arg);
}

static void a_hanging_worker_starves_it(void **state)
{
    (void)state;
    struct watched watched;
    sem_t end;
    sem_init(&end, 0, 0);
    watched_open(&watched);
    let_pass(&watched, 1000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 1);
    worker_post(watched.app->worker, hang, NULL, &end);
    let_pass(&watched, 60000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 0);
    sem_post(&end);
    let_pass(&watched, 2000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 1);
    watched_close(&watched);
    sem_destroy(&end);
}

static void a_lost_display_starves_it(void **state)
{
    (void)state;
    struct watched watched;
    watched_open(&watched);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 640, 480);
    kiosk_take_events(watched.app);
    SDL_Event lost = {.type = SDL_RENDER_DEVICE_RESET};
    SDL_PushEvent(&lost);
    kiosk_take_events(watched.app); /* and no frame follows */
    let_pass(&watched, 60000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 0);
    app_draw(watched.app);
    let_pass(&watched, 2000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 1);
    watched_close(&watched);
}

static void without_a_manager_nothing_is_asked(void **state)
{
    (void)state;
    struct watched watched;
    watched_open(&watched);
    unsetenv("WATCHDOG_USEC");
    watchdog_start(&watched.dog);
    let_pass(&watched, 60000);
    assert_int_equal(count_told(&watched.manager, "WATCHDOG=1"), 0);
    assert_true(watchdog_next_ms(&watched.dog) == INT64_MAX && !watched.dog.is_asked);
    watched_close(&watched);
}

/* The real program, which is to be fed every 200 ms; then its whole loop is stopped, and goes on. */
static void the_program_is_fed_while_it_runs(void **state)
{
    (void)state;
    struct manager manager;
    manager_open(&manager, 400);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        assert_non_null(freopen("/dev/null", "w", stderr));
        execl("build/hamawaz-kiosk", "hamawaz-kiosk", "--offscreen", "--size", "320x240", "--reduced-motion", NULL);
        _exit(127);
    }
    for (int i = 0; i < 100 && count_told(&manager, "READY=1") == 0; i++)
        usleep(100000);
    sleep(2);
    assert_in_range(count_told(&manager, "WATCHDOG=1"), 3, 12);
    kill(child, SIGSTOP);
    usleep(300000);
    count_told(&manager, "");
    sleep(1);
    assert_int_equal(count_told(&manager, "WATCHDOG=1"), 0);
    kill(child, SIGCONT);
    sleep(1);
    assert_true(count_told(&manager, "WATCHDOG=1") > 0);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    manager_close(&manager);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_fed_at_half_its_time),
        cmocka_unit_test(at_rest_nothing_is_drawn_for_it),
        cmocka_unit_test(a_hanging_worker_starves_it),
        cmocka_unit_test(a_lost_display_starves_it),
        cmocka_unit_test(without_a_manager_nothing_is_asked),
        cmocka_unit_test(the_program_is_fed_while_it_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
