/* The stopwatches of the programs behind `make bench`. */
#ifndef HAMAWAZ_TESTS_BENCH_H
#define HAMAWAZ_TESTS_BENCH_H

#include <time.h>

static inline double bench_clock_ms(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

/* Milliseconds as on the wall. */
static inline double bench_ms(void)
{
    return bench_clock_ms(CLOCK_MONOTONIC);
}

/* Milliseconds this thread has worked: what other programs do at the same time does not count. */
static inline double bench_cpu_ms(void)
{
    return bench_clock_ms(CLOCK_THREAD_CPUTIME_ID);
}

#endif
