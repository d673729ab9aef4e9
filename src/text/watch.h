/* Being told of each word as it is drawn: for layout tests, which judge what really stands on the picture. Nobody
 * watches an ordinary run. */
#ifndef HAMAWAZ_TEXT_WATCH_H
#define HAMAWAZ_TEXT_WATCH_H

#include "text/text.h"

/* A word (of tracked Latin a letter, of a figure a digit) about to be drawn, cropped to its ink. Valid for the call. */
struct text_drawn {
    const struct gfx_texture *texture; /* alpha is how much of a pixel is ink */
    int x, y;                          /* where its top left goes, before the layers of gfx */
    struct color color;
    const struct para *para;           /* NULL: a figure in slots */
    size_t line;                       /* of the paragraph */
    float px;                          /* em that was asked for */
    bool is_first;                     /* of its line, in this drawing of it */
    bool is_torn;                      /* a word of the paragraph was wider than its lines */
};

struct text_watch {
    void (*word)(struct text_watch *watch, const struct text_drawn *word);
};

/* From now on `watch` is told; NULL: nobody. */
void text_watch(struct text *text, struct text_watch *watch);

#endif
