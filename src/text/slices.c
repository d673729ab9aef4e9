/* Outlines cut into upright slices. The idea: a kaf's flag or a falling reh is a slanting stroke, so its box claims
 * room that is free; lines spaced by boxes would stand uneven. Walking the outline and noting each slice's highest and
 * lowest point costs microseconds a glyph and is exact to a slice. Invariant: points outside the slices are put into
 * the first or last one, never lost. */
#include "text/slices.h"

#include <math.h>

#include "base/mem.h"

/* Points a cubic is cut into: the curve's error is far below a slice. */
enum { CURVE_STEPS = 6 };

/* The glyph being traced. */
struct trace {
    struct slices *slices;
    float em, x, y; /* em a font unit; origin */
};

/* Most of a layout's time was spent here: no call of the mathematical library, all of it inlined. */
static void note(const struct trace *trace, float x, float y)
{
    struct slices *slices = trace->slices;
    float column = (trace->x + x * trace->em - slices->left) / SLICE_EM;
    size_t i = column > 0 ? (size_t)column : 0;
    struct slice *slice = &slices->at[i < slices->count ? i : slices->count - 1];
    float down = trace->y - y * trace->em;
    slice->top = down < slice->top ? down : slice->top;
    slice->bottom = down > slice->bottom ? down : slice->bottom;
}

static void note_line(const struct trace *trace, float x0, float y0, float x1, float y1)
{
    int steps = 1 + (int)(fabsf(x1 - x0) * trace->em * 2 / SLICE_EM);
    for (int i = 0; i <= steps; i++) {
        float part = (float)i / (float)steps;
        note(trace, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
    }
}

static void trace_line(hb_draw_funcs_t *tracer, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)tracer;
    (void)user;
    note_line(data, state->current_x, state->current_y, x, y);
}

static void trace_cubic(hb_draw_funcs_t *tracer, void *data, hb_draw_state_t *state, float ax, float ay, float bx,
                        float by, float x, float y, void *user)
{
    (void)tracer;
    (void)user;
    float last_x = state->current_x, last_y = state->current_y;
    for (int i = 1; i <= CURVE_STEPS; i++) {
        float t = (float)i / CURVE_STEPS, s = 1 - t;
        float w0 = s * s * s, w1 = 3 * s * s * t, w2 = 3 * s * t * t, w3 = t * t * t;
        float next_x = w0 * state->current_x + w1 * ax + w2 * bx + w3 * x;
        float next_y = w0 * state->current_y + w1 * ay + w2 * by + w3 * y;
        note_line(data, last_x, last_y, next_x, next_y);
        last_x = next_x;
        last_y = next_y;
    }
}

hb_draw_funcs_t *slices_tracer_new(void)
{
    hb_draw_funcs_t *tracer = hb_draw_funcs_create();
    hb_draw_funcs_set_line_to_func(tracer, trace_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(tracer, trace_cubic, NULL, NULL); /* HarfBuzz turns quadratics into cubics */
    hb_draw_funcs_make_immutable(tracer);
    return tracer;
}

struct slices slices_new(float left, float right)
{
    struct slices slices = {.left = left, .count = 1 + (size_t)((right - left) / SLICE_EM)};
    slices.at = mem_array(slices.count, sizeof *slices.at);
    for (size_t i = 0; i < slices.count; i++)
        slices.at[i] = (struct slice){INFINITY, -INFINITY};
    return slices;
}

void slices_add(struct slices *slices, hb_draw_funcs_t *tracer, hb_font_t *font, hb_codepoint_t glyph, float x, float y)
{
    struct trace trace = {slices, 1 / (float)hb_face_get_upem(hb_font_get_face(font)), x, y};
    hb_font_get_glyph_shape(font, glyph, tracer, &trace);
}
