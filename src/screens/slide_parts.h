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

/* Eased part of a move that begins `delay_ms` after the slide came; asks for frames until it is over. */
float view_part(const struct slide_view *view, int delay_ms, int ms);

/* Line-by-line reveal of a statement: fills `how`. */
void view_reveal(const struct slide_view *view, struct ui_text *how, int delay_ms);

/* Cuts the source's line from the bottom of *body and draws it there, when the slide has one. */
void view_source(const struct slide_view *view, struct box *body);

/* A number as tall as the box, at its reading start, in fixed slots; `part` of it counted up. */
void view_number(const struct slide_view *view, struct box box, const char *value, const char *unit, float part);

/* Writes `n` with commas between thousands. */
void view_group_digits(int64_t n, char out[24]);

/* The verdict's sign and word, centred in the box. */
void view_verdict(const struct slide_view *view, struct box box, enum verdict verdict, enum theme_color color);

/* A paper diamond: a box with pointed ends at its long sides' ends, every slope at 45 degrees. */
void view_diamond(const struct slide_view *view, struct box box);

/* The largest common em size at which all items fit their rows of a width x height column. */
float view_common_size(const struct slide_view *view, int width, int height);

#endif
