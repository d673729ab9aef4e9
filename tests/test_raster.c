/* Outlines and coverage: exact areas, winding, clipping at the raster's sides, strokes, insets. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/raster.h"

enum { W = 64, H = 48 };

static double area(const struct path *path, int w, int h)
{
    uint8_t *alpha = mem_alloc((size_t)w * (size_t)h);
    path_fill(path, w, h, alpha);
    double sum = 0;
    for (int i = 0; i < w * h; i++)
        sum += alpha[i] / 255.0;
    free(alpha);
    return sum;
}

static void covers_a_box_by_the_part_of_each_pixel(void **state)
{
    (void)state;
    struct path path = {0};
    uint8_t alpha[W * H];
    path_box(&path, 2.5f, 3.25f, 4, 2);
    path_fill(&path, W, H, alpha);
    assert_int_equal(alpha[4 * W + 3], 255);
    assert_int_equal(alpha[4 * W + 2], 128);
    assert_int_equal(alpha[3 * W + 3], 191);
    assert_int_equal(alpha[5 * W + 6], 32); /* a quarter by half */
    assert_int_equal(alpha[4 * W + 7], 0);
    assert_int_equal(alpha[2 * W + 3], 0);
    path_finish(&path);
}

static void a_diagonal_halves_its_pixels(void **state)
{
    (void)state;
    struct path path = {0};
    uint8_t alpha[W * H];
    path_polygon(&path, (struct point[]){{0, 0}, {20, 20}, {0, 20}}, 3);
    path_fill(&path, W, H, alpha);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(alpha[i * W + i], 128);
        assert_int_equal(alpha[i * W + i + 1], 0);
        if (i > 0)
            assert_int_equal(alpha[i * W + i - 1], 255);
    }
    path_finish(&path);
}

static void areas_are_those_of_geometry(void **state)
{
    (void)state;
    struct path path = {0};
    path_circle(&path, 30, 24, 20);
    assert_true(fabs(area(&path, W, H) - 3.14159265 * 400) < 0.5);
    path_circle(&path, 30, 24, 10);
    path_reverse(&path);
    assert_true(fabs(area(&path, W, H) - 3.14159265 * 300) < 0.5);
    path_clear(&path);
    path_round_box(&path, 4, 4, 40, 30, 8);
    assert_true(fabs(area(&path, W, H) - (1200 - (4 - 3.14159265) * 64)) < 0.5);
    path_finish(&path);
}

static void shapes_unite_whatever_way_they_were_wound(void **state)
{
    (void)state;
    struct path path = {0};
    path_box(&path, 5, 5, 20, 20);
    path_polygon(&path, (struct point[]){{15, 15}, {15, 35}, {35, 35}, {35, 15}}, 4); /* anticlockwise as written */
    assert_true(fabs(area(&path, W, H) - 700) < 0.01);
    path_finish(&path);
}

static void what_lies_outside_changes_nothing_inside(void **state)
{
    (void)state;
    struct path path = {0};
    path_box(&path, -30, -30, 200, 200);
    assert_true(area(&path, W, H) == W * H);
    path_clear(&path);
    path_polygon(&path, (struct point[]){{-20, 24}, {32, -28}, {84, 24}, {32, 76}}, 4); /* a diamond over every side */
    assert_true(fabs(area(&path, W, H) - (W * H - 4 * 8)) < 0.1); /* which leaves out a triangle at each corner */
    path_clear(&path);
    path_box(&path, W + 5, 0, 10, H);
    path_box(&path, 0, -20, W, 10);
    assert_true(area(&path, W, H) == 0);
    path_finish(&path);
}

struct rows {
    int count, last_y, least_x, most_x;
};

static void note_row(void *context, int x, int y, int n, const uint8_t *cover)
{
    struct rows *rows = context;
    (void)cover;
    assert_true(y > rows->last_y && n > 0);
    rows->count++;
    rows->last_y = y;
    rows->least_x = x < rows->least_x ? x : rows->least_x;
    rows->most_x = x + n > rows->most_x ? x + n : rows->most_x;
}

static void rows_come_top_down_and_only_where_covered(void **state)
{
    (void)state;
    struct path path = {0};
    struct rows rows = {0, -1, W, 0};
    path_scan(&path, W, H, note_row, &rows);
    assert_int_equal(rows.count, 0);
    path_box(&path, 20, 14.5f, 9, 20);
    path_scan(&path, W, H, note_row, &rows);
    assert_int_equal(rows.count, 21);
    assert_int_equal(rows.last_y, 34);
    assert_int_equal(rows.least_x, 20);
    assert_in_range(rows.most_x, 29, 30);
    path_finish(&path);
}

static void filling_replaces_what_was_there(void **state)
{
    (void)state;
    struct path path = {0};
    uint8_t alpha[W * H];
    memset(alpha, 7, sizeof alpha);
    path_fill(&path, W, H, alpha);
    assert_int_equal(alpha[0], 0);
    assert_int_equal(alpha[W * H - 1], 0);
}

static void strokes_have_their_width_and_mitres(void **state)
{
    (void)state;
    struct path path = {0};
    const struct point bend[] = {{10, 10}, {40, 10}, {40, 40}};
    path_stroke(&path, bend, 3, false, 4, CAP_BUTT);
    assert_true(fabs(area(&path, W, H) - (30 * 4 + 30 * 4)) < 0.01); /* the outer corner takes what the inner loses */
    path_clear(&path);
    path_stroke(&path, bend, 3, false, 4, CAP_SQUARE);
    assert_true(fabs(area(&path, W, H) - (34 * 4 + 30 * 4)) < 0.01);
    path_clear(&path);
    const struct point square[] = {{10, 10}, {10, 30}, {30, 30}, {30, 10}};
    path_stroke(&path, square, 4, true, 2, CAP_BUTT);
    assert_true(fabs(area(&path, W, H) - (22 * 22 - 18 * 18)) < 0.01);
    path_finish(&path);
}

static void a_sharp_corner_is_bevelled_not_spiked(void **state)
{
    (void)state;
    struct path path = {0};
    path_stroke(&path, (struct point[]){{10, 10}, {50, 10}, {10, 11}}, 3, false, 2, CAP_BUTT);
    for (size_t i = 0; i < path.point_count; i++)
        assert_true(path.points[i].x < 53);
    path_finish(&path);
}

static void an_inset_keeps_edges_parallel(void **state)
{
    (void)state;
    struct point clockwise[] = {{0, 0}, {20, 0}, {20, 10}, {0, 10}};
    struct point back[] = {{0, 0}, {0, 10}, {20, 10}, {20, 0}};
    points_inset(clockwise, 4, 2);
    points_inset(back, 4, 2);
    assert_true(clockwise[0].x == 2 && clockwise[0].y == 2 && clockwise[2].x == 18 && clockwise[2].y == 8);
    assert_true(back[0].x == 2 && back[2].x == 18 && back[2].y == 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_a_box_by_the_part_of_each_pixel),
        cmocka_unit_test(a_diagonal_halves_its_pixels),
        cmocka_unit_test(areas_are_those_of_geometry),
        cmocka_unit_test(shapes_unite_whatever_way_they_were_wound),
        cmocka_unit_test(what_lies_outside_changes_nothing_inside),
        cmocka_unit_test(rows_come_top_down_and_only_where_covered),
        cmocka_unit_test(filling_replaces_what_was_there),
        cmocka_unit_test(strokes_have_their_width_and_mitres),
        cmocka_unit_test(a_sharp_corner_is_bevelled_not_spiked),
        cmocka_unit_test(an_inset_keeps_edges_parallel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
