/* A tape of what one frame really drew, for layout tests (screens/inspect.h): a line of text is an entry, measured from
 * the letters' own pixels and from what stood on the picture where they came. An ordinary run has no tape and pays one
 * test of a pointer a line. Software drawing only; main thread. */
#ifndef HAMAWAZ_UI_TAPE_H
#define HAMAWAZ_UI_TAPE_H

#include "text/watch.h"
#include "ui/ui.h"

enum { TAPE_SAYS_MAX = 48 };

struct tape_line {
    char says[TAPE_SAYS_MAX]; /* how it begins; empty for figures and for what is a visitor's alone */
    bool is_typed;            /* in a field: it may be wider */
    struct box meant;         /* where its paragraph was to stand, PHYSICAL; w 0: nobody said */
    struct box ink, seen;     /* what its letters cover, PHYSICAL; what of that the clips and the screen let through */
    bool is_in_row;           /* it shares its baseline with what stands beside it: its box is not its ink's */
    float px, least_px;       /* em; the least that its role may have, 0: nobody said */
    float contrast;           /* WCAG, with what stood behind: the weakest word's, over all but 5 % of its pixels */
    uint32_t missing;         /* first code point of the paragraph that no font has; 0: none */
    bool is_cut, is_torn;     /* the paragraph ended in an ellipsis; had a word wider than its lines */
    int pixels, covered;      /* that are ink; of them those that something was drawn over afterwards */
};

/* Two lines whose letters share pixels. */
struct tape_clash {
    size_t a, b;
    int pixels;
};

/* What the words that come next are. `words` is not kept, and NULL for what is a visitor's alone. */
struct tape_meaning {
    const struct para *para;
    const char *words;
    struct box box; /* PHYSICAL, before the layers of gfx */
    float least_px;
    bool is_in_row, is_typed;
};

/* A pixel that letters inked. */
struct tape_pixel {
    struct color behind, left; /* before the first of them; after the last. An alpha of 0: none came here */
    uint16_t owner;            /* the line whose ink it is, plus 1; 0: only the soft edge of a letter touched it */
};

struct tape {
    struct text_watch watch; /* first: text/ hands it back */
    struct gfx *gfx;
    struct box screen;
    struct tape_meaning meaning;
    struct tape_line *lines;
    size_t line_count;
    struct tape_clash *clashes;
    size_t clash_count;
    struct tape_pixel *pixels; /* of the whole picture */
};

/* Draws are recorded from here, before a frame, to tape_stop after it; what was measured then stays until tape_finish,
 * which also ends a tape that never began (zeroed). */
void tape_start(struct tape *tape, struct ui *ui);
void tape_stop(struct tape *tape, struct ui *ui);
void tape_finish(struct tape *tape);

/* For who draws text: call before text_draw, while ui->tape is not NULL. */
void tape_mean(struct tape *tape, const struct tape_meaning *meaning);

#endif
