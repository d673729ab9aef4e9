/* Eased time. All of it becomes a cut when motion is reduced: callers ask with `ms` 0 then. */
#ifndef HAMAWAZ_GFX_MOTION_H
#define HAMAWAZ_GFX_MOTION_H

#include <stdint.h>

/* 0..1 of a move that began `age_ms` ago and takes `ms`, easing out (cubic); 1 when ms is 0. */
static inline float motion_out(int64_t age_ms, int ms)
{
    if (age_ms >= ms)
        return 1;
    if (age_ms <= 0)
        return 0;
    float left = 1 - (float)age_ms / (float)ms;
    return 1 - left * left * left;
}

/* The same, linear: for fades, where the eye sees light, not distance. */
static inline float motion_linear(int64_t age_ms, int ms)
{
    return age_ms >= ms ? 1 : age_ms <= 0 ? 0 : (float)age_ms / (float)ms;
}

/* Of what sets out from rest and comes to rest: slow, fast, slow; `part` 0..1 of its time. */
static inline float motion_in_out(float part)
{
    return part * part * (3 - 2 * part);
}

#endif
