/* Which slide comes next: name order, date windows, weights. Pure; monotonic milliseconds.
 *
 * A slide with a window is shown on the days inside it, and never while the clock cannot be true (before 2020). When
 * that leaves nothing, all slides are shown: the show goes on. A pack without slides stays at slide 0. */
#ifndef HAMAWAZ_MODEL_SCHEDULE_H
#define HAMAWAZ_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/pack.h"

struct schedule {
    size_t at;        /* slide now on screen */
    int64_t since_ms; /* when it came */
    int round;        /* rounds gone by; a step back over the start takes one off */
    int pass;         /* of this round through the folder: there are as many as the heaviest weight, see schedule.c */
};

/* The first slide of today's round. */
void schedule_start(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms);

/* Milliseconds this slide stays: its own, else its kind's or what its longer language takes to read, whichever is more.
 * `speed_percent` 50..200: at 200 a slide stays half as long. */
int64_t schedule_stay_ms(const struct slide *slide, int speed_percent);

/* SLIDE_MYTH: how much of its stay belongs to the myth, before the fact takes its place. 0 for other kinds. */
int64_t schedule_myth_ms(const struct slide *slide, int speed_percent);

/* Moves on when its time is over; true when the slide changed. One slide alone begins anew but never changes. */
bool schedule_tick(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms,
                   int speed_percent);

/* One step forward or back now (+1, -1). */
void schedule_step(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms, int step);

/* The slide that schedule_tick will show next; for getting it ready. */
size_t schedule_next(const struct schedule *schedule, const struct pack *pack, struct day today);

/* How many slides a round shows today, each as often as its weight, and which of them is now on screen (from 0): for
 * the progress marks. */
size_t schedule_length(const struct pack *pack, struct day today);
size_t schedule_position(const struct schedule *schedule, const struct pack *pack, struct day today);

#endif
