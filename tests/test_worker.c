/* Worker: order, threads, posting from `done`, and an end that loses nothing. */
#include "scratch.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/mem.h"
#include "base/worker.h"

struct job {
    struct worker *worker;
    pthread_t ran_on, done_on;
    int *ran, *finished; /* shared counters: run's on the worker, done's on the main thread */
    int run_order, done_order;
    int posts_left;
};

static void run_job(void *arg)
{
    struct job *job = arg;
    job->ran_on = pthread_self();
    job->run_order = (*job->ran)++;
}

static void job_done(void *arg)
{
    struct job *job = arg;
    job->done_on = pthread_self();
    job->done_order = (*job->finished)++;
    if (job->posts_left-- > 0)
        worker_post(job->worker, run_job, job_done, job);
}

static void jobs_run_in_order_on_the_other_thread(void **state)
{
    (void)state;
    int ran = 0, finished = 0;
    struct job jobs[100];
    struct worker *worker = worker_new(NULL, NULL);
    assert_true(worker_is_idle(worker));
    for (size_t i = 0; i < COUNT_OF(jobs); i++) {
        jobs[i] = (struct job){.worker = worker, .ran = &ran, .finished = &finished};
        worker_post(worker, run_job, job_done, &jobs[i]);
    }
    worker_wait(worker);
    assert_int_equal(finished, 0);
    assert_false(worker_is_idle(worker));
    assert_int_equal(worker_poll(worker), COUNT_OF(jobs));
    assert_int_equal(worker_poll(worker), 0);
    assert_true(worker_is_idle(worker));
    for (size_t i = 0; i < COUNT_OF(jobs); i++) {
        assert_int_equal(jobs[i].run_order, i);
        assert_int_equal(jobs[i].done_order, i);
        assert_false(pthread_equal(jobs[i].ran_on, pthread_self()));
        assert_true(pthread_equal(jobs[i].done_on, pthread_self()));
    }
    worker_free(worker);
}

static void free_runs_what_is_queued_and_what_done_posts(void **state)
{
    (void)state;
    int ran = 0, finished = 0;
    struct worker *worker = worker_new(NULL, NULL);
    struct job job = {.worker = worker, .ran = &ran, .finished = &finished, .posts_left = 5};
    worker_post(worker, run_job, job_done, &job);
    worker_free(worker);
    assert_int_equal(ran, 6);
    assert_int_equal(finished, 6);
    worker_free(NULL);
}

static void count_wake(void *arg)
{
    atomic_fetch_add((atomic_int *)arg, 1);
}

static void each_job_wakes_the_main_loop(void **state)
{
    (void)state;
    atomic_int wakes = 0;
    int ran = 0;
    struct worker *worker = worker_new(count_wake, &wakes);
    struct job jobs[3];
    for (size_t i = 0; i < COUNT_OF(jobs); i++) {
        jobs[i] = (struct job){.ran = &ran};
        worker_post(worker, run_job, NULL, &jobs[i]);
    }
    worker_free(worker);
    assert_int_equal(ran, 3);
    assert_int_equal(atomic_load(&wakes), 3);
}

static void read_mask(void *arg)
{
    pthread_sigmask(SIG_SETMASK, NULL, arg);
}

static void signals_stay_with_the_main_thread(void **state)
{
    (void)state;
    sigset_t on_worker, here;
    struct worker *worker = worker_new(NULL, NULL);
    worker_post(worker, read_mask, NULL, &on_worker);
    worker_free(worker);
    pthread_sigmask(SIG_SETMASK, NULL, &here);
    assert_int_equal(sigismember(&on_worker, SIGTERM), 1);
    assert_int_equal(sigismember(&here, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_run_in_order_on_the_other_thread),
        cmocka_unit_test(free_runs_what_is_queued_and_what_done_posts),
        cmocka_unit_test(each_job_wakes_the_main_loop),
        cmocka_unit_test(signals_stay_with_the_main_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
