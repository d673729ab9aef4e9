/* One worker thread for what takes more than 5 ms: image decode, PIN hash, commit. Jobs run in order, one at a time.
 * `run` is on the worker, `done` later on the thread that calls worker_poll. A job never touches app, ui or SDL video.
 * `arg` belongs to the job until `done` returns. */
#ifndef HAMAWAZ_BASE_WORKER_H
#define HAMAWAZ_BASE_WORKER_H

#include <stdbool.h>
#include <stddef.h>

struct worker;

/* `wake` (may be NULL) is called from the worker after each job, so that the main loop can be woken. */
struct worker *worker_new(void (*wake)(void *wake_arg), void *wake_arg);

/* Waits for the queued jobs, runs their `done`, ends the thread. Accepts NULL. */
void worker_free(struct worker *worker);

/* Queues a job; the queue is bounded by memory only. `done` may be NULL. */
void worker_post(struct worker *worker, void (*run)(void *arg), void (*done)(void *arg), void *arg);

/* Runs `done` of every finished job that has one; returns how many. */
size_t worker_poll(struct worker *worker);

bool worker_is_idle(struct worker *worker); /* nothing queued, running or waiting for worker_poll */

/* Blocks until nothing is queued or running (worker_poll is still the caller's); for scripted visits and stop. */
void worker_wait(struct worker *worker);

#endif
