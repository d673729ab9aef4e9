/* What several kinds of slide share: their words, their time, numbers, sources, verdict signs. */
#ifndef HAMAWAZ_SCREENS_SLIDE_PARTS_H
#define HAMAWAZ_SCREENS_SLIDE_PARTS_H

#include <stdint.h>

#include "content/pack.h"
#include "gfx/box.h"
#include "ui/ui.h"

struct app;
struct picture_cache;

struct slide_view {
    struct app *app;
    struct ui *ui;
    const struct slide *slide;
    size_t index;
    struct picture_cache *pictures;
    struct box page; /* the picture above the bar */
    struct box body; /* the same less the margins */
    int64_t age_ms;
};

extern const struct shape shape_disc;

const char *view_words(const struct slide_view *view, const struct words *words);

/* Of a slide's headline; Nastaliq stands taller at the same size. */
enum ui_role view_title_role(const struct slide_view *view);

/* Eased part of a move that begins `delay_ms` after the slide came (ui_part). */
float view_part(const struct slide_view *view, int delay_ms, int ms);

/* Cuts the source's line from the bottom of *body and draws it there. Returns where its words stand; w and h 0 when the
 * slide has none. */
struct box view_source(const struct slide_view *view, struct box *body);

/* A number as tall as the box, at its reading start, in fixed slots; `part` of it counted up. */
void view_number(const struct slide_view *view, struct box box, const char *value, const char *unit, float part);

/* How high that number may stand in this width, `most` at most. */
int view_number_height(const struct slide_view *view, int width, int most, const char *value, const char *unit);

/* "Touch the screen to begin" in both languages, the one shown first, along the bottom of the page; returns where its
 * words stand. */
struct box view_invitation(const struct slide_view *view);

/* Where ui_text puts the lines of a text, into `lines`; width 0 behind the last one. */
void view_lines(const struct slide_view *view, struct box box, const struct ui_text *how, const char *words,
                struct box *lines, size_t room);

/* The resting lattice at the outer lower corner of `box`, as large as keeps clear of the `count` boxes of words (those
 * of width 0 do not count): it never passes behind words. Logical. */
void view_rest(const struct slide_view *view, struct box box, const struct box *words, size_t count);

/* Writes `n` with commas between thousands. */
void view_group_digits(int64_t n, char out[24]);

/* The whole of a myth's slide (slide_myth.c). */
void view_myth(const struct slide_view *view);

/* The verdict's sign and word, centred in the box. */
void view_verdict(const struct slide_view *view, struct box box, enum verdict verdict, enum theme_color color);

/* A paper diamond: a box with pointed ends at its long sides' ends, every slope at 45 degrees. */
void view_diamond(const struct slide_view *view, struct box box);

/* Height of item `i` of a list in this em size. */
int view_item_height(const struct slide_view *view, int width, float px, size_t i);

/* The largest em size at which all items stand in a width x height column with air between; *sum: their heights. */
float view_common_size(const struct slide_view *view, int width, int height, int *sum);

#endif
