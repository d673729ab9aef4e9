/* How high and how low a run is black, slice by upright slice: to see whether two lines meet. */
#ifndef HAMAWAZ_TEXT_SLICES_H
#define HAMAWAZ_TEXT_SLICES_H

#include <hb.h>
#include <stddef.h>

/* Width of a slice in em. */
#define SLICE_EM (1.0f / 16)

/* In em from the baseline, y down; top > bottom where nothing is black. */
struct slice {
    float top, bottom;
};

struct slices {
    float left;      /* of the first slice, em from the pen's start */
    size_t count;
    struct slice *at; /* ended by free() */
};

/* Empty slices from `left` to `right`. */
struct slices slices_new(float left, float right);

/* Adds the outline of a glyph whose origin stands at x, y (em, y down). `tracer` is slices_tracer_new's. */
void slices_add(struct slices *slices, hb_draw_funcs_t *tracer, hb_font_t *font, hb_codepoint_t glyph, float x,
                float y);

hb_draw_funcs_t *slices_tracer_new(void); /* ended by hb_draw_funcs_destroy */

#endif
