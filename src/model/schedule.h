/* Which slide comes next: name order, date windows, weights. Pure. */
#ifndef HAMAWAZ_MODEL_SCHEDULE_H
#define HAMAWAZ_MODEL_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "content/pack.h"

struct schedule {
    size_t at;          /* slide now on screen */
    int64_t since_ms;   /* when it came */
    int round;          /* a slide of weight w is shown in w of each 10 rounds above weight 1 and in every round at >= 1 */
};

/* The first slide that may be shown today, else slide 0: the show goes on. */
void schedule_start(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms);

/* Milliseconds this slide stays: its own, or its kind's, or by its number of letters. `speed_percent` 50..200. */
int64_t schedule_stay_ms(const struct slide *slide, int speed_percent);

/* Moves on when its time is over; true when the slide changed. One slide alone never changes. */
bool schedule_tick(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms,
                   int speed_percent);

/* One step forward or back now (+1, -1). */
void schedule_step(struct schedule *schedule, const struct pack *pack, struct day today, int64_t now_ms, int step);

/* The slide that schedule_tick will show next; for getting it ready. */
size_t schedule_next(const struct schedule *schedule, const struct pack *pack, struct day today);

/* How many slides a round shows today, and which of them is now on screen (0-based), for the progress marks. */
size_t schedule_length(const struct pack *pack, struct day today);
size_t schedule_position(const struct schedule *schedule, const struct pack *pack, struct day today);

#endif
