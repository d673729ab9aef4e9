/* The resting ornament: eight-petalled rosettes on a square grid, their outlines bands that weave.
 *
 * In the frame of petal i (turned by i * 45 degrees) with tip distance r and half width w:
 *
 *   tip A (r, 0), shoulders G (r - w, +-w), notch K (w / cos 45, 0) of the heart star, T (w / tan 22.5, +-w) between.
 *
 * Band i runs A_i, G_i on side +w, K_(i+1), G_(i+2) on side -w, A_(i+2); every stretch lies at 0, 45, 90 or 135
 * degrees. Where a neighbour stands it runs straight on: at an even tip into the neighbour's band, at an odd one
 * along its own direction to half way, where the neighbour's comes to meet it; four such runs close the small square
 * between rosettes. Where nobody meets it, it turns round the tip.
 *
 * Weave: at T the +w side of petal i passes over the -w side of petal i + 1; at A the -w side passes over the +w
 * side. So each band goes under, over, under, over, everywhere. A band is two thin lines with nothing between them;
 * the one below is cut where the other passes. No line is ever painted twice, hence no seams, and the ground shows
 * through.
 *
 * The upright and level stretches lie at 0, w, r cos 45 (odd tips) from the middle: all three are made whole pixels,
 * each family of petals having its own r, so that these lines are crisp. */
#include <math.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"
#include "gfx/lattice.h"

static const float PI = 3.14159265f;
static const float COS45 = 0.70710678f;

enum { PETALS = 8, STRAND_ROOM = 10, POLYGON_ROOM = 12 };

/* Kinds of cached textures; only the addresses count. */
static const char rest_kind, rosette_kind;

/* Measures shared by all rosettes of a field, in pixels. */
struct weave {
    float even, odd; /* r of the two families of petals */
    float w, band, line;
};

static struct weave weave_of(float pitch, float band_part, float line_part)
{
    float half = roundf(pitch / 2);
    return (struct weave){
        .even = half,
        .odd = roundf(half * COS45) / COS45,
        .w = roundf(half * 0.20710678f),
        .band = 2 * fmaxf(2, roundf(pitch * band_part / 2)),
        .line = fmaxf(1, roundf(pitch * line_part)),
    };
}

struct rosette {
    struct point at;
    bool has[4]; /* a neighbour to the right, below, left, above */
};

/* Where one band passes over another: its centre line there. */
struct crossing {
    struct point at, along; /* unit vector */
};

struct field {
    struct weave weave;
    const struct rosette *rosettes;
    int count;
    struct crossing *crossings;
    int crossing_count;
    struct path lines, petals, hearts;
};

static struct point turned(const struct rosette *rosette, int i, float x, float y)
{
    float c = cosf((float)i * PI / 4), s = sinf((float)i * PI / 4);
    return (struct point){rosette->at.x + x * c - y * s, rosette->at.y + x * s + y * c};
}

static float reach(const struct weave *weave, int i)
{
    return i % 2 ? weave->odd : weave->even;
}

/* Whether the band on that side (+1 or -1) of petal i runs on past the tip. */
static bool runs_on(const struct rosette *rosette, int i, int side)
{
    return rosette->has[(i % 2 ? (i - side) / 2 : i / 2) % 4];
}

static struct point shoulder(const struct rosette *rosette, const struct weave *weave, int i, int side)
{
    return turned(rosette, i, reach(weave, i) - weave->w, (float)side * weave->w);
}

/* The end of a band at the tip of petal i, from the inside outwards: the tip, the end of its run if it runs on, and a
 * point beyond that gives the direction in which it goes on. */
static int add_tip(const struct rosette *rosette, const struct weave *weave, int i, int side, struct point *out)
{
    int n = 0;
    float r = reach(weave, i), s = (float)side;
    float run = (weave->even - weave->odd * COS45) * COS45; /* to half way between two rosettes, along x and y */
    out[n++] = turned(rosette, i, r, 0);
    if (!runs_on(rosette, i, side) && !runs_on(rosette, i, -side)) {
        out[n++] = shoulder(rosette, weave, i, -side);
        return n;
    }
    if (i % 2 && runs_on(rosette, i, side))
        out[n++] = turned(rosette, i, r + run, -s * run);
    out[n++] = turned(rosette, i, r + 2 * run + weave->w, -s * (2 * run + weave->w));
    return n;
}

/* The centre line of band i; its first and last points only tell how the ends are mitred. */
static int strand(const struct rosette *rosette, const struct weave *weave, int i, struct point out[STRAND_ROOM])
{
    struct point tip[3];
    int n = 0, far = (i + 2) % PETALS;
    for (int k = add_tip(rosette, weave, i, 1, tip); k > 0; k--)
        out[n++] = tip[k - 1];
    out[n++] = shoulder(rosette, weave, i, 1);
    out[n++] = turned(rosette, i, weave->w, weave->w);
    out[n++] = shoulder(rosette, weave, far, -1);
    return n + add_tip(rosette, weave, far, -1, out + n);
}

static struct point direction(struct point a, struct point b)
{
    float length = hypotf(b.x - a.x, b.y - a.y);
    return (struct point){(b.x - a.x) / length, (b.y - a.y) / length};
}

static void add_crossing(struct field *field, struct point a, struct point b)
{
    struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    field->crossings[field->crossing_count++] = (struct crossing){middle, direction(a, b)};
}

static void add_crossings(struct field *field, const struct rosette *rosette)
{
    const struct weave *weave = &field->weave;
    float t = weave->w / tanf(PI / 8);
    for (int i = 0; i < PETALS; i++) {
        float r = reach(weave, i);
        bool plus = runs_on(rosette, i, 1), minus = runs_on(rosette, i, -1);
        add_crossing(field, turned(rosette, i, t - 1, weave->w), turned(rosette, i, t + 1, weave->w));
        if (minus)
            add_crossing(field, turned(rosette, i, r - 1, -1), turned(rosette, i, r + 1, 1));
        else if (plus) /* the other one only comes to meet it: it ends below */
            add_crossing(field, turned(rosette, i, r - 1, 1), turned(rosette, i, r + 1, -1));
    }
}

/* How far p lies beside the crossing's upper band. */
static float beside(const struct crossing *over, struct point p)
{
    return (p.y - over->at.y) * over->along.x - (p.x - over->at.x) * over->along.y;
}

/* Whether the stretch a-b passes below there: through the crossing, in another direction. */
static bool passes_below(const struct crossing *over, struct point a, struct point b)
{
    float length = hypotf(b.x - a.x, b.y - a.y);
    struct point d = direction(a, b);
    float x = over->at.x - a.x, y = over->at.y - a.y;
    float along = x * d.x + y * d.y, off = y * d.x - x * d.y;
    bool is_other = fabsf(d.x * over->along.y - d.y * over->along.x) > 0.1f;
    return is_other && fabsf(off) < 0.5f && along > -0.5f && along < length + 0.5f;
}

/* Keeps the part of a convex polygon that lies at least `distance` beside the band, on side +1 or -1 (Sutherland and
 * Hodgman 1974, one edge). */
static int cut(const struct point *points, int n, const struct crossing *over, float side, float distance,
               struct point *out)
{
    int kept = 0;
    for (int i = 0; i < n; i++) {
        struct point a = points[i], b = points[(i + 1) % n];
        float da = side * beside(over, a) - distance, db = side * beside(over, b) - distance;
        if (da >= 0)
            out[kept++] = a;
        if ((da >= 0) != (db >= 0))
            out[kept++] = (struct point){a.x + (b.x - a.x) * da / (da - db), a.y + (b.y - a.y) * da / (da - db)};
    }
    return kept;
}

/* Adds a piece of line that belongs to the stretch a-b, cut at every crossing from `first` on below which it passes. */
static void add_piece(struct field *field, const struct point *points, int n, struct point a, struct point b, int first)
{
    for (int i = first; i < field->crossing_count; i++) {
        const struct crossing *over = &field->crossings[i];
        if (!passes_below(over, a, b))
            continue;
        for (int side = -1; side <= 1; side += 2) {
            struct point part[POLYGON_ROOM];
            int kept = cut(points, n, over, (float)side, field->weave.band / 2, part);
            if (kept >= 3)
                add_piece(field, part, kept, a, b, i + 1);
        }
        return;
    }
    path_polygon(&field->lines, points, (size_t)n);
}

/* The vector that moves a corner outwards so that both its edges move by one. */
static struct point mitre(struct point before, struct point at, struct point after)
{
    struct point a = direction(before, at), b = direction(at, after);
    float k = 1 / (1 + a.x * b.x + a.y * b.y);
    return (struct point){-k * (a.y + b.y), k * (a.x + b.x)};
}

static struct point beyond(struct point at, struct point direction, float distance)
{
    return (struct point){at.x + direction.x * distance, at.y + direction.y * distance};
}

static void add_strand(struct field *field, const struct rosette *rosette, int i)
{
    struct point points[STRAND_ROOM];
    int n = strand(rosette, &field->weave, i, points);
    float outer = field->weave.band / 2, inner = outer - field->weave.line;
    for (int k = 1; k + 2 < n; k++) {
        struct point a = points[k], b = points[k + 1];
        struct point at_a = mitre(points[k - 1], a, b), at_b = mitre(a, b, points[k + 2]);
        for (int side = -1; side <= 1; side += 2) {
            float near = (float)side * inner, far = (float)side * outer;
            const struct point line[4] = {beyond(a, at_a, near), beyond(a, at_a, far), beyond(b, at_b, far),
                                          beyond(b, at_b, near)};
            add_piece(field, line, 4, a, b, 0);
        }
    }
}

/* Glazes reach under the middle of the line around them, not into the band. */
static void add_fills(struct field *field, const struct rosette *rosette)
{
    const struct weave *weave = &field->weave;
    float t = weave->w / tanf(PI / 8), k = weave->w / COS45, inset = (weave->band - weave->line) / 2;
    struct point heart[2 * PETALS];
    for (int i = 0; i < PETALS; i++) {
        float r = reach(weave, i), g = r - weave->w;
        const struct point petal[] = {{r, 0}, {g, weave->w}, {t, weave->w}, {k, 0}, {t, -weave->w}, {g, -weave->w}};
        struct point points[COUNT_OF(petal)];
        for (size_t p = 0; p < COUNT_OF(petal); p++)
            points[p] = turned(rosette, i, petal[p].x, petal[p].y);
        points_inset(points, COUNT_OF(points), inset);
        path_polygon(&field->petals, points, COUNT_OF(points));
        heart[2 * i] = turned(rosette, i, k, 0);
        heart[2 * i + 1] = turned(rosette, i, t, weave->w);
    }
    points_inset(heart, COUNT_OF(heart), inset);
    path_polygon(&field->hearts, heart, COUNT_OF(heart));
}

static struct gfx_texture *keep_field(struct gfx *gfx, const struct gfx_key *key, struct field *field,
                                      const struct theme *theme, int w, int h)
{
    struct canvas canvas;
    canvas_init(&canvas, w, h);
    field->crossings = mem_array((size_t)field->count * 2 * PETALS, sizeof *field->crossings);
    for (int i = 0; i < field->count; i++)
        add_crossings(field, &field->rosettes[i]);
    for (int i = 0; i < field->count; i++) {
        add_fills(field, &field->rosettes[i]);
        for (int band = 0; band < PETALS; band++)
            add_strand(field, &field->rosettes[i], band);
    }
    canvas_paint(&canvas, &field->petals, theme->at[THEME_PETAL]);
    canvas_paint(&canvas, &field->hearts, theme->at[THEME_HEART]);
    canvas_paint(&canvas, &field->lines, theme->at[THEME_REST]);
    path_finish(&field->petals);
    path_finish(&field->hearts);
    path_finish(&field->lines);
    free(field->crossings);
    return gfx_cache_keep(gfx, key, &canvas);
}

/* Rosettes in three rows, one less in each row up, the first of each row cut in half by the outer side. */
static struct gfx_texture *rest_texture(struct gfx *gfx, const struct theme *theme, float pitch, bool is_mirrored)
{
    enum { ROWS = 3 };
    struct weave weave = weave_of(pitch, 0.040f, 0.008f);
    int step = 2 * (int)weave.even, margin = (int)weave.band;
    int w = ROWS * step - step / 2 + margin, h = ROWS * step + margin;
    const struct gfx_key key = {&rest_kind, {step, is_mirrored, (int64_t)theme_stamp(theme)}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture || !gfx_may_make(gfx))
        return texture;
    struct rosette rosettes[ROWS * (ROWS + 1) / 2];
    int n = 0, inwards = is_mirrored ? 0 : 2;
    for (int j = 0; j < ROWS; j++)
        for (int i = 0; i + j < ROWS; i++) {
            struct rosette *rosette = &rosettes[n++];
            float x = (float)(i * step);
            rosette->at = (struct point){is_mirrored ? x : (float)w - x, (float)(h - step / 2 - j * step)};
            rosette->has[inwards] = i + j + 1 < ROWS;
            rosette->has[2 - inwards] = true;
            rosette->has[1] = true;
            rosette->has[3] = i + j + 1 < ROWS;
        }
    struct field field = {.weave = weave, .rosettes = rosettes, .count = n};
    return keep_field(gfx, &key, &field, theme, w, h);
}

void lattice_rest(struct gfx *gfx, const struct theme *theme, struct box box, float pitch, bool is_mirrored)
{
    struct box seen = box;
    if (pitch < 16 || !gfx_would_show(gfx, &seen, &(uint8_t){255}))
        return;
    struct gfx_texture *texture = rest_texture(gfx, theme, pitch, is_mirrored);
    if (!texture)
        return;
    int w = gfx_texture_width(texture), h = gfx_texture_height(texture);
    gfx_clip_push(gfx, box);
    gfx_draw(gfx, texture, is_mirrored ? box.x : box.x + box.w - w, box.y + box.h - h, COLOR_WHITE);
    gfx_clip_pop(gfx);
}

static bool same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* A card is another ground: the same drawing in a theme made of its colours. Where cards look like the ground, their
 * edge is a strong colour and no ornament. */
void lattice_rest_on_card(struct gfx *gfx, const struct theme *theme, struct box box, float pitch, bool is_mirrored)
{
    struct theme on_card = *theme;
    struct color card = theme->at[THEME_CARD], edge = theme->at[THEME_CARD_EDGE];
    if (!same_color(card, theme->at[THEME_GROUND])) {
        on_card.at[THEME_REST] = color_mix(card, edge, 0.8f);
        on_card.at[THEME_PETAL] = color_mix(card, edge, 0.4f);
        on_card.at[THEME_HEART] = color_mix(card, edge, 0.6f);
    }
    lattice_rest(gfx, &on_card, box, pitch, is_mirrored);
}

void lattice_rosette(struct gfx *gfx, const struct theme *theme, struct box box)
{
    struct box seen = box;
    if (box.w < 16 || !gfx_would_show(gfx, &seen, &(uint8_t){255}))
        return;
    const struct gfx_key key = {&rosette_kind, {box.w, box.h, (int64_t)theme_stamp(theme)}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (!texture && gfx_may_make(gfx)) {
        struct rosette rosette = {.at = {(float)(box.w / 2), (float)(box.h / 2)}};
        struct field field = {weave_of((float)box.w, 0.030f, 0.0055f), &rosette, 1, NULL, 0, {0}, {0}, {0}};
        texture = keep_field(gfx, &key, &field, theme, box.w, box.h);
    }
    gfx_draw(gfx, texture, box.x, box.y, COLOR_WHITE);
}
