/* Shapes and rounded boxes: outlines rasterised once in white, kept by size, tinted when drawn. A rounded box is drawn
 * as fills and four corners, so that boxes of any size share the corners of their radius. */
#include <math.h>
#include <qrencode.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

enum { SIDE_MAX = 8192 };

/* Kinds of cached textures; only the addresses count. */
static const char corner_kind, foot_kind, dashes_kind;

static struct gfx_texture *keep_path(struct gfx *gfx, const struct gfx_key *key, const struct path *path, int w, int h)
{
    struct canvas canvas;
    canvas_init(&canvas, w, h);
    canvas_paint(&canvas, path, COLOR_WHITE);
    return gfx_cache_keep(gfx, key, &canvas);
}

void gfx_shape(struct gfx *gfx, const struct shape *shape, struct box box, struct color color, bool is_mirrored)
{
    bool flips = shape->mirrors && is_mirrored;
    struct box seen = box;
    uint8_t alpha = color.a;
    if (!gfx_would_show(gfx, &seen, &alpha) || box.w > SIDE_MAX || box.h > SIDE_MAX)
        return;
    const struct gfx_key key = {shape, {box.w, box.h, flips}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (!texture && gfx_may_make(gfx)) {
        struct path path = {0};
        shape->build(&path, (float)box.w, (float)box.h);
        if (flips)
            path_mirror(&path, (float)box.w);
        texture = keep_path(gfx, &key, &path, box.w, box.h);
        path_finish(&path);
    }
    gfx_draw(gfx, texture, box.x, box.y, color);
}

/* Corner `i` (0 top left, clockwise) of a rounded box: filled, or an edge of `width` when that is above 0. */
static struct gfx_texture *corner(struct gfx *gfx, int radius, int width, int i)
{
    const struct gfx_key key = {&corner_kind, {radius, width, i}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture)
        return texture;
    int side = radius > width ? radius : width;
    float whole = 4 * (float)side, x = i == 1 || i == 2 ? side - whole : 0, y = i >= 2 ? side - whole : 0;
    struct path path = {0};
    path_round_box(&path, x, y, whole, whole, (float)radius);
    if (width > 0) {
        float inner = whole - 2 * (float)width;
        path_round_box(&path, x + (float)width, y + (float)width, inner, inner, (float)(radius - width));
        path_reverse(&path);
    }
    texture = keep_path(gfx, &key, &path, side, side);
    path_finish(&path);
    return texture;
}

static void draw_corners(struct gfx *gfx, struct box box, int radius, int width, int side, struct color color)
{
    int right = box.x + box.w - side, bottom = box.y + box.h - side;
    gfx_draw(gfx, corner(gfx, radius, width, 0), box.x, box.y, color);
    gfx_draw(gfx, corner(gfx, radius, width, 1), right, box.y, color);
    gfx_draw(gfx, corner(gfx, radius, width, 2), right, bottom, color);
    gfx_draw(gfx, corner(gfx, radius, width, 3), box.x, bottom, color);
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

void gfx_round(struct gfx *gfx, struct box box, int radius, struct color color)
{
    int r = lesser(radius, lesser(box.w, box.h) / 2);
    struct box seen = box;
    uint8_t alpha = color.a;
    if (r <= 0) {
        gfx_fill(gfx, box, color);
        return;
    }
    if (!gfx_would_show(gfx, &seen, &alpha))
        return;
    gfx_fill(gfx, (struct box){box.x + r, box.y, box.w - 2 * r, r}, color);
    gfx_fill(gfx, (struct box){box.x, box.y + r, box.w, box.h - 2 * r}, color);
    gfx_fill(gfx, (struct box){box.x + r, box.y + box.h - r, box.w - 2 * r, r}, color);
    draw_corners(gfx, box, r, 0, r, color);
}

void gfx_round_edge(struct gfx *gfx, struct box box, int radius, int width, struct color color)
{
    int most = lesser(box.w, box.h) / 2;
    int r = lesser(radius, most), side = r > width ? r : width;
    struct box seen = box;
    uint8_t alpha = color.a;
    if (width >= most) {
        gfx_round(gfx, box, radius, color);
        return;
    }
    if (width <= 0 || !gfx_would_show(gfx, &seen, &alpha))
        return;
    int right = box.x + box.w - width, bottom = box.y + box.h - width;
    gfx_fill(gfx, (struct box){box.x + side, box.y, box.w - 2 * side, width}, color);
    gfx_fill(gfx, (struct box){box.x + side, bottom, box.w - 2 * side, width}, color);
    gfx_fill(gfx, (struct box){box.x, box.y + side, width, box.h - 2 * side}, color);
    gfx_fill(gfx, (struct box){right, box.y + side, width, box.h - 2 * side}, color);
    draw_corners(gfx, box, r, width, side, color);
}

/* The lower corner on one side: what the corner moved down by `drop` has and the corner itself has not, less a pixel,
 * for the smooth edges of both would let the ground through between them. */
static struct gfx_texture *foot_corner(struct gfx *gfx, int radius, int drop, bool is_right)
{
    const struct gfx_key key = {&foot_kind, {radius, drop, is_right}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (texture)
        return texture;
    float whole = 4 * (float)radius, x = is_right ? (float)radius - whole : 0, y = (float)radius - whole;
    struct path path = {0};
    path_round_box(&path, x, y - 1, whole, whole, (float)radius);
    path_reverse(&path);
    path_round_box(&path, x, y + (float)drop, whole, whole, (float)radius);
    texture = keep_path(gfx, &key, &path, radius, radius + drop);
    path_finish(&path);
    return texture;
}

void gfx_round_foot(struct gfx *gfx, struct box box, int radius, int drop, struct color color)
{
    int r = lesser(radius, lesser(box.w, box.h) / 2), bottom = box.y + box.h;
    struct box seen = {box.x, bottom - r, box.w, r + drop};
    uint8_t alpha = color.a;
    if (drop <= 0 || r <= 0 || !gfx_would_show(gfx, &seen, &alpha))
        return;
    gfx_fill(gfx, (struct box){box.x + r, bottom, box.w - 2 * r, drop}, color);
    gfx_draw(gfx, foot_corner(gfx, r, drop, false), box.x, bottom - r, color);
    gfx_draw(gfx, foot_corner(gfx, r, drop, true), box.x + box.w - r, bottom - r, color);
}

static float outline_length(const struct path *outline)
{
    float sum = 0;
    for (size_t i = 0; i < outline->point_count; i++) {
        struct point a = outline->points[i], b = outline->points[(i + 1) % outline->point_count];
        sum += hypotf(b.x - a.x, b.y - a.y);
    }
    return sum;
}

/* Cuts the outline into `2 * dashes` equal parts and strokes every other one. */
static void add_dashes(struct path *path, const struct path *outline, int dashes, float width)
{
    float part = outline_length(outline) / (2 * (float)dashes);
    struct point *dash = mem_array(outline->point_count + 2, sizeof *dash);
    size_t n = 0;
    float left = part;
    bool is_drawn = true;
    for (size_t i = 0; i < outline->point_count; i++) {
        struct point a = outline->points[i], b = outline->points[(i + 1) % outline->point_count];
        float length = hypotf(b.x - a.x, b.y - a.y), at = 0;
        dash[n++] = a;
        while (length - at > left) {
            at += left;
            struct point cut = {a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length};
            dash[n++] = cut;
            if (is_drawn)
                path_stroke(path, dash, n, false, width, CAP_BUTT);
            dash[0] = cut;
            n = 1;
            is_drawn = !is_drawn;
            left = part;
        }
        left -= length - at;
    }
    free(dash);
}

void gfx_round_dashes(struct gfx *gfx, struct box box, int radius, int width, struct color color)
{
    struct box seen = box;
    uint8_t alpha = color.a;
    if (!gfx_would_show(gfx, &seen, &alpha) || width <= 0 || box.w > SIDE_MAX || box.h > SIDE_MAX)
        return;
    const struct gfx_key key = {&dashes_kind, {box.w, box.h, radius, width}};
    struct gfx_texture *texture = gfx_cache_find(gfx, &key);
    if (!texture) {
        struct path outline = {0}, path = {0};
        float half = (float)width / 2;
        path_round_box(&outline, half, half, (float)(box.w - width), (float)(box.h - width), (float)radius - half);
        add_dashes(&path, &outline, (int)fmaxf(4, outline_length(&outline) / (7 * (float)width)), (float)width);
        texture = keep_path(gfx, &key, &path, box.w, box.h);
        path_finish(&outline);
        path_finish(&path);
    }
    gfx_draw(gfx, texture, box.x, box.y, color);
}

bool gfx_qr(struct gfx *gfx, const char *text, struct box box, struct color color)
{
    enum { QUIET = 4 };
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    int modules = code ? code->width + 2 * QUIET : 1;
    int px = lesser(box.w, box.h) / modules;
    if (!code || px < 1) {
        QRcode_free(code);
        return false;
    }
    int left = box.x + (box.w - px * modules) / 2 + QUIET * px;
    int top = box.y + (box.h - px * modules) / 2 + QUIET * px;
    for (int y = 0; y < code->width; y++)
        for (int x = 0, run; x < code->width; x += run) {
            const unsigned char *row = code->data + y * code->width;
            for (run = 1; x + run < code->width && (row[x + run] & 1) == (row[x] & 1); run++)
                ;
            if (row[x] & 1)
                gfx_fill(gfx, (struct box){left + x * px, top + y * px, run * px, px}, color);
        }
    QRcode_free(code);
    return true;
}
