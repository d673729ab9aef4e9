/* The worker thread: two queues and a mutex. A job is posted on `todo`, run by the thread, and moves to `finished`
 * until worker_poll runs its `done` on the poster's thread. Invariant: whoever holds the mutex sees every job in one
 * place exactly: todo, running or finished. No caller's function is called with the mutex held. */
#include "base/worker.h"

#include <pthread.h>
#include <signal.h>

#include "base/mem.h"

struct job {
    struct job *next;
    void (*run)(void *arg);
    void (*done)(void *arg);
    void *arg;
};

struct queue {
    struct job *first, *last;
};

struct worker {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t has_work;  /* todo is not empty, or is_ending */
    pthread_cond_t has_rest;  /* todo is empty and nothing runs */
    struct queue todo, finished;
    bool is_running, is_ending;
    void (*wake)(void *wake_arg);
    void *wake_arg;
};

static void queue_put(struct queue *queue, struct job *job)
{
    job->next = NULL;
    if (queue->first == NULL)
        queue->first = job;
    else
        queue->last->next = job;
    queue->last = job;
}

static struct job *queue_take(struct queue *queue)
{
    struct job *job = queue->first;
    if (job != NULL)
        queue->first = job->next;
    return job;
}

static void run_unlocked(struct worker *worker, struct job *job)
{
    worker->is_running = true;
    pthread_mutex_unlock(&worker->mutex);
    job->run(job->arg);
    pthread_mutex_lock(&worker->mutex);
    worker->is_running = false;
    queue_put(&worker->finished, job);
    if (worker->todo.first == NULL)
        pthread_cond_broadcast(&worker->has_rest);

    pthread_mutex_unlock(&worker->mutex);
    if (worker->wake != NULL)
        worker->wake(worker->wake_arg);
    pthread_mutex_lock(&worker->mutex);
}

static void *thread_main(void *arg)
{
    struct worker *worker = arg;
    pthread_mutex_lock(&worker->mutex);
    while (!worker->is_ending || worker->todo.first != NULL) {
        struct job *job = queue_take(&worker->todo);
        if (job != NULL)
            run_unlocked(worker, job);
        else
            pthread_cond_wait(&worker->has_work, &worker->mutex);
    }
    pthread_mutex_unlock(&worker->mutex);
    return NULL;
}

struct worker *worker_new(void (*wake)(void *wake_arg), void *wake_arg)
{
    struct worker *worker = mem_alloc(sizeof *worker);
    worker->wake = wake;
    worker->wake_arg = wake_arg;
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->has_work, NULL);
    pthread_cond_init(&worker->has_rest, NULL);

    /* The thread inherits a full mask, so that signals always reach the main thread's loop. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    /* Refused only when memory or threads are exhausted, which ends the program as any exhausted heap does. */
    CHECK(pthread_create(&worker->thread, NULL, thread_main, worker) == 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return worker;
}

void worker_free(struct worker *worker)
{
    if (worker == NULL)
        return;
    while (!worker_is_idle(worker)) { /* a `done` may post again */
        worker_wait(worker);
        worker_poll(worker);
    }
    pthread_mutex_lock(&worker->mutex);
    worker->is_ending = true;
    pthread_cond_signal(&worker->has_work);
    pthread_mutex_unlock(&worker->mutex);
    pthread_join(worker->thread, NULL);

    pthread_cond_destroy(&worker->has_rest);
    pthread_cond_destroy(&worker->has_work);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
}

void worker_post(struct worker *worker, void (*run)(void *arg), void (*done)(void *arg), void *arg)
{
    struct job *job = mem_alloc(sizeof *job);
    job->run = run;
    job->done = done;
    job->arg = arg;
    pthread_mutex_lock(&worker->mutex);
    queue_put(&worker->todo, job);
    pthread_cond_signal(&worker->has_work);
    pthread_mutex_unlock(&worker->mutex);
}

size_t worker_poll(struct worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    struct queue finished = worker->finished;
    worker->finished = (struct queue){0};
    pthread_mutex_unlock(&worker->mutex);

    size_t count = 0;
    for (struct job *job; (job = queue_take(&finished)) != NULL; free(job)) {
        if (job->done == NULL)
            continue;
        job->done(job->arg);
        count++;
    }
    return count;
}

bool worker_is_idle(struct worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    bool is_idle = worker->todo.first == NULL && !worker->is_running && worker->finished.first == NULL;
    pthread_mutex_unlock(&worker->mutex);
    return is_idle;
}

void worker_wait(struct worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    while (worker->todo.first != NULL || worker->is_running)
        pthread_cond_wait(&worker->has_rest, &worker->mutex);
    pthread_mutex_unlock(&worker->mutex);
}
