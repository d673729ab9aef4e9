/* Rectangles in whole pixels, and cutting one into parts: how every screen is laid out. A cut removes a strip from *box
 * and returns it; a strip larger than the box takes what is there. */
#ifndef HAMAWAZ_GFX_BOX_H
#define HAMAWAZ_GFX_BOX_H

#include <stdbool.h>

struct box {
    int x, y, w, h;
};

static inline int box_clamp(int value, int most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

static inline struct box box_cut_top(struct box *box, int h)
{
    h = box_clamp(h, box->h);
    struct box strip = {box->x, box->y, box->w, h};
    box->y += h;
    box->h -= h;
    return strip;
}

static inline struct box box_cut_bottom(struct box *box, int h)
{
    h = box_clamp(h, box->h);
    box->h -= h;
    return (struct box){box->x, box->y + box->h, box->w, h};
}

static inline struct box box_cut_left(struct box *box, int w)
{
    w = box_clamp(w, box->w);
    struct box strip = {box->x, box->y, w, box->h};
    box->x += w;
    box->w -= w;
    return strip;
}

static inline struct box box_cut_right(struct box *box, int w)
{
    w = box_clamp(w, box->w);
    box->w -= w;
    return (struct box){box->x + box->w, box->y, w, box->h};
}

/* Smaller by dx at both sides and dy at top and bottom; negative values make it larger. */
static inline struct box box_inset(struct box box, int dx, int dy)
{
    struct box in = {box.x + dx, box.y + dy, box.w - 2 * dx, box.h - 2 * dy};
    in.w = in.w < 0 ? 0 : in.w;
    in.h = in.h < 0 ? 0 : in.h;
    return in;
}

static inline struct box box_centred(struct box in, int w, int h)
{
    return (struct box){in.x + (in.w - w) / 2, in.y + (in.h - h) / 2, w, h};
}

static inline bool box_holds(struct box box, int x, int y)
{
    return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
}

static inline bool box_overlaps(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* What lies in both; w or h 0: nothing. */
static inline struct box box_shared(struct box a, struct box b)
{
    int x = a.x > b.x ? a.x : b.x, right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y = a.y > b.y ? a.y : b.y, bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct box){x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0};
}

/* Part i of n equal columns with `gap` between them; the last takes the rounding. */
static inline struct box box_column(struct box box, int i, int n, int gap)
{
    int w = (box.w - gap * (n - 1)) / n;
    int x = box.x + i * (w + gap);
    return (struct box){x, box.y, i == n - 1 ? box.x + box.w - x : w, box.h};
}

static inline struct box box_row(struct box box, int i, int n, int gap)
{
    int h = (box.h - gap * (n - 1)) / n;
    int y = box.y + i * (h + gap);
    return (struct box){box.x, y, box.w, i == n - 1 ? box.y + box.h - y : h};
}

#endif
