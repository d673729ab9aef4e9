/* Fills outlines by signed area: each edge adds, to the cells of a row it crosses, how much of them lies to its
 * right; the running sum along the row is then the winding number times the covered part. Its size, cut at one, is
 * the coverage: exact for contours that do not overlap, and right inside for contours that overlap in the same
 * direction. Where two contours only touch a pixel's part each, their parts add up instead of uniting; opposite
 * contours cancel out (holes).
 *
 * Rows are worked off in bands that fit the cache, and only cells between the leftmost and rightmost edge are
 * visited. */
#include "gfx/raster.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { BAND_ROWS = 16 };

struct band {
    int w, top, rows;
    int left[BAND_ROWS], right[BAND_ROWS]; /* cells of each row between its edges; none when left > right */
    size_t stride;
    float *cells; /* BAND_ROWS rows of w cells and one that catches what falls off the right side */
};

static void band_start(struct band *band, int top, int h)
{
    band->top = top;
    band->rows = h - top < BAND_ROWS ? h - top : BAND_ROWS;
    for (int row = 0; row < BAND_ROWS; row++) {
        band->left[row] = band->w;
        band->right[row] = -1;
    }
}

/* The part of an edge inside one row, from xa to xb >= xa, both 0..w. `height` is how much of the row it spans,
 * signed. */
static void add_part(struct band *band, int row, float xa, float xb, float height)
{
    float *cells = band->cells + (size_t)row * band->stride;
    float slope = xb > xa ? height / (xb - xa) : 0;
    float x = xa;
    do {
        int cell = (int)x;
        float next = (float)cell + 1 < xb ? (float)cell + 1 : xb;
        float part = xb > xa ? slope * (next - x) : height;
        float mean = (x + next) / 2 - (float)cell;
        cells[cell] += part * (1 - mean);
        cells[cell + 1] += part * mean;
        x = next;
    } while (x < xb);
    band->left[row] = (int)xa < band->left[row] ? (int)xa : band->left[row];
    band->right[row] = (int)x > band->right[row] ? (int)x : band->right[row];
}

/* What lies left of the raster counts from its left side; what lies right of it covers nothing. */
static void add_clipped(struct band *band, int row, float xa, float xb, float height)
{
    float w = (float)band->w;
    if (xa > xb) {
        float swap = xa;
        xa = xb;
        xb = swap;
    }
    if (xa >= w) {
        band->right[row] = band->w;
        return;
    }
    if (xb <= 0) {
        add_part(band, row, 0, 0, height);
        return;
    }
    float per_pixel = xb > xa ? height / (xb - xa) : 0;
    if (xa < 0) {
        add_part(band, row, 0, 0, -xa * per_pixel);
        height += xa * per_pixel;
        xa = 0;
    }
    if (xb > w) {
        height -= (xb - w) * per_pixel;
        xb = w;
    }
    add_part(band, row, xa, xb, height);
}

static void add_edge(struct band *band, struct point a, struct point b)
{
    float sign = 1;
    if (a.y > b.y) {
        struct point swap = a;
        a = b;
        b = swap;
        sign = -1;
    }
    float top = fmaxf(a.y, (float)band->top);
    float bottom = fminf(b.y, (float)(band->top + band->rows));
    if (top >= bottom)
        return;
    float slope = (b.x - a.x) / (b.y - a.y);
    for (int y = (int)top; (float)y < bottom; y++) {
        float from = fmaxf(top, (float)y);
        float to = fminf(bottom, (float)y + 1);
        add_clipped(band, y - band->top, a.x + slope * (from - a.y), a.x + slope * (to - a.y), sign * (to - from));
    }
}

/* Where a contour begins, ends, and lies from top to bottom. */
struct contour {
    size_t first, end;
    float top, bottom;
};

static struct contour *measure(const struct path *path)
{
    struct contour *contours = mem_array(path->contour_count + 1, sizeof *contours);
    for (size_t c = 0, first = 0; c < path->contour_count; first = path->ends[c], c++) {
        struct contour contour = {first, path->ends[c], path->points[first].y, path->points[first].y};
        for (size_t i = first; i < contour.end; i++) {
            contour.top = fminf(contour.top, path->points[i].y);
            contour.bottom = fmaxf(contour.bottom, path->points[i].y);
        }
        contours[c] = contour;
    }
    return contours;
}

static void add_contour(struct band *band, const struct point *points, const struct contour *contour)
{
    if (contour->bottom <= (float)band->top || contour->top >= (float)(band->top + band->rows))
        return;
    for (size_t i = contour->first; i < contour->end; i++)
        add_edge(band, points[i], points[i + 1 < contour->end ? i + 1 : contour->first]);
}

/* How many cells from x on no edge has touched, up to `end`. */
static int untouched(const float *cells, int x, int end)
{
    static const float none[8] = {0};
    int from = x;
    while (x + 8 <= end && memcmp(cells + x, none, sizeof none) == 0)
        x += 8;
    while (x < end && cells[x] == 0)
        x++;
    return x - from;
}

/* Turns a row's cells into coverage and leaves them zero for the next band. Between edges the sum stands still. */
static int sum_row(struct band *band, int row, uint8_t *cover)
{
    float *cells = band->cells + (size_t)row * band->stride;
    int left = band->left[row];
    int end = band->right[row] + 1 < band->w ? band->right[row] + 1 : band->w;
    float sum = 0;
    uint8_t covered = 0;
    for (int x = left; x < end;) {
        int n = untouched(cells, x, end);
        memset(cover + x - left, covered, (size_t)n);
        x += n;
        if (x == end)
            break;
        sum += cells[x];
        cells[x] = 0;
        float part = fabsf(sum);
        covered = part < 1 ? (uint8_t)(part * 255 + 0.5f) : 255;
        cover[x++ - left] = covered;
    }
    cells[end] = 0;
    return end - left;
}

void path_scan(const struct path *path, int w, int h, path_row *row_covered, void *context)
{
    struct band band = {.w = w, .stride = (size_t)w + 1};
    band.cells = mem_array(BAND_ROWS * band.stride, sizeof *band.cells);
    uint8_t *cover = mem_alloc((size_t)w + 1);
    struct contour *contours = measure(path);
    for (int top = 0; top < h; top += BAND_ROWS) {
        band_start(&band, top, h);
        for (size_t c = 0; c < path->contour_count; c++)
            add_contour(&band, path->points, &contours[c]);
        for (int row = 0; row < band.rows; row++) {
            int n = band.left[row] <= band.right[row] ? sum_row(&band, row, cover) : 0;
            if (n > 0)
                row_covered(context, band.left[row], top + row, n, cover);
        }
    }
    free(contours);
    free(cover);
    free(band.cells);
}

struct mask {
    uint8_t *alpha;
    int w;
};

static void copy_row(void *context, int x, int y, int n, const uint8_t *cover)
{
    struct mask *mask = context;
    memcpy(mask->alpha + (size_t)y * (size_t)mask->w + (size_t)x, cover, (size_t)n);
}

void path_fill(const struct path *path, int w, int h, uint8_t *alpha)
{
    struct mask mask = {alpha, w};
    memset(alpha, 0, (size_t)w * (size_t)h);
    path_scan(path, w, h, copy_row, &mask);
}
