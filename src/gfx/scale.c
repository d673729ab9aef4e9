/* Separable resampling. Each target row and column has its taps: the source rows or columns that it sees, with weights
 * that sum to one. A target row is gathered from its source rows first, then squeezed along x; colours are weighted by
 * their alpha, so that what is transparent lends no colour to what is not. */
#include "gfx/scale.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { CHANNELS = 4 };

struct axis {
    int count, room; /* targets; taps a target may have */
    int *first;      /* first source of each target */
    int *taps;
    float *weights;  /* `room` a target */
};

static void add_tap(struct axis *axis, int target, int source, int sources, double weight)
{
    int clamped = source < 0 ? 0 : source >= sources ? sources - 1 : source;
    if (axis->taps[target] == 0)
        axis->first[target] = clamped;
    int tap = clamped - axis->first[target];
    axis->taps[target] = tap + 1;
    axis->weights[target * axis->room + tap] += (float)weight;
}

/* Sources covered by [from, to), each by how much of it lies inside. */
static void add_area(struct axis *axis, int target, double from, double to, int sources)
{
    for (int source = (int)floor(from); source < to; source++) {
        double inside = fmin(to, source + 1.0) - fmax(from, source);
        if (inside > 0)
            add_tap(axis, target, source, sources, inside / (to - from));
    }
}

static void axis_init(struct axis *axis, int count, double start, double length, int sources)
{
    double ratio = length / count;
    axis->count = count;
    axis->room = (int)ceil(ratio) + 2;
    axis->first = mem_array((size_t)count, sizeof *axis->first);
    axis->taps = mem_array((size_t)count, sizeof *axis->taps);
    axis->weights = mem_array((size_t)count * (size_t)axis->room, sizeof *axis->weights);
    for (int target = 0; target < count; target++) {
        if (ratio > 1) {
            add_area(axis, target, start + target * ratio, start + (target + 1) * ratio, sources);
            continue;
        }
        double at = start + (target + 0.5) * ratio - 0.5;
        int source = (int)floor(at);
        add_tap(axis, target, source, sources, 1 - (at - source));
        add_tap(axis, target, source + 1, sources, at - source);
    }
}

static void axis_finish(struct axis *axis)
{
    free(axis->first);
    free(axis->taps);
    free(axis->weights);
}

/* Adds a source row, weighted, its colours multiplied by alpha (0..255). */
static void gather(float *sum, const uint32_t *row, int from, int to, float weight)
{
    for (int x = from; x < to; x++) {
        uint32_t pixel = row[x];
        float alpha = (float)(pixel >> 24) * weight;
        float *at = sum + (size_t)x * CHANNELS;
        at[0] += alpha;
        at[1] += alpha * (float)(pixel >> 16 & 0xff);
        at[2] += alpha * (float)(pixel >> 8 & 0xff);
        at[3] += alpha * (float)(pixel & 0xff);
    }
}

static uint32_t channel(float value)
{
    return value >= 255 ? 255 : (uint32_t)(value + 0.5f);
}

static void squeeze(const float *sum, const struct axis *across, uint32_t *to)
{
    for (int x = 0; x < across->count; x++) {
        const float *weights = across->weights + (size_t)x * (size_t)across->room;
        float total[CHANNELS] = {0};
        for (int tap = 0; tap < across->taps[x]; tap++)
            for (int c = 0; c < CHANNELS; c++)
                total[c] += weights[tap] * sum[(size_t)(across->first[x] + tap) * CHANNELS + (size_t)c];
        float alpha = total[0];
        float k = alpha > 0 ? 1 / alpha : 0;
        to[x] = channel(alpha) << 24 | channel(total[1] * k) << 16 | channel(total[2] * k) << 8 | channel(total[3] * k);
    }
}

void scale_picture(const uint32_t *from, int from_w, int from_h, size_t from_stride, struct scale_part part,
                   uint32_t *to, int to_w, int to_h)
{
    struct axis across, down;
    axis_init(&across, to_w, part.x, part.w, from_w);
    axis_init(&down, to_h, part.y, part.h, from_h);
    int left = across.first[0], right = across.first[to_w - 1] + across.taps[to_w - 1];
    size_t bytes = (size_t)from_w * CHANNELS * sizeof(float);
    float *sum = mem_alloc(bytes);
    for (int y = 0; y < to_h; y++) {
        memset(sum, 0, bytes);
        for (int tap = 0; tap < down.taps[y]; tap++)
            gather(sum, from + (size_t)(down.first[y] + tap) * from_stride, left, right,
                   down.weights[y * down.room + tap]);
        squeeze(sum, &across, to + (size_t)y * (size_t)to_w);
    }
    free(sum);
    axis_finish(&across);
    axis_finish(&down);
}
