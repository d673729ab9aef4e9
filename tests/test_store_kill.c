/* kill -9 at any moment: a child opens the store, saves pledges as fast as it can and acknowledges each through a pipe;
 * it is killed, and the next child goes on with the same folder. After each kill every acknowledged pledge is there,
 * once, in both files; at most one more was saved but not yet acknowledged. */
#include "store_fixture.h"

#include <time.h>

enum { KILLS = 40, PLEDGES_A_LIFE = 12, WHOLE_LIFE = -1 };

/* The child: never returns. */
static void sign_up_until_killed(struct fixture *at, int pipe_fd)
{
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(1);
    fixture_open(at);
    for (int i = 0; i < PLEDGES_A_LIFE; i++) {
        char seq = (char)fixture_add(at, i % 2).seq;
        if (write(pipe_fd, &seq, 1) != 1)
            _exit(1);
    }
    fixture_close(at);
    _exit(0);
}

static void wait_us(int64_t us)
{
    struct timespec time = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    nanosleep(&time, NULL);
}

static int64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* One life; returns how many pledges were acknowledged in it. */
static int live_and_die(struct fixture *at, int64_t life_us)
{
    int ends[2], status, acknowledged = 0;
    char seq;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        sign_up_until_killed(at, ends[1]);
    close(ends[1]);
    if (life_us != WHOLE_LIFE) {
        wait_us(life_us);
        kill(child, SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    while (read(ends[0], &seq, 1) == 1)
        acknowledged++;
    close(ends[0]);
    return acknowledged;
}

static void every_acknowledged_pledge_outlives_the_kill(void **state)
{
    (void)state;
    struct fixture at;
    int held = 0, acknowledged = 0, lives_cut_short = 0;
    int64_t longest_us = 0;
    unsigned seed = (unsigned)time(NULL);
    fixture_init(&at);
    print_message("seed %u\n", seed);
    for (int i = 0; i < KILLS; i++) {
        /* The first is not cut short: it says how long one takes here. */
        int64_t began_us = now_us();
        int said = live_and_die(&at, i == 0 ? WHOLE_LIFE : rand_r(&seed) % longest_us);
        if (i == 0)
            longest_us = now_us() - began_us;
        fixture_open(&at);
        int now = fixture_held(&at).pledges;
        if (now < held + said || now > held + said + 1)
            fail_msg("kill %d: %d held before, %d acknowledged, %d held after", i, held, said, now);
        assert_holds(&at, now);
        fixture_close(&at);
        held = now;
        acknowledged += said;
        lives_cut_short += said > 0 && said < PLEDGES_A_LIFE;
    }
    print_message("%d acknowledged, %d lives cut short\n", acknowledged, lives_cut_short);
    assert_true(acknowledged > 0);
    fixture_finish(&at);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_acknowledged_pledge_outlives_the_kill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
