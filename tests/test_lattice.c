/* The lattice: one order of lighting on every machine, walls that only grow, crosses that need their four stars. */
#include "offscreen.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/lattice.h"

enum { WIDTH = 800, HEIGHT = 640 };

static uint64_t hashed(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * 0x100000001b3u;
}

static void the_order_is_the_same_everywhere(void **state)
{
    (void)state;
    struct cell cells[1000];
    uint64_t hash = 0xcbf29ce484222325u;
    lattice_order(cells, COUNT_OF(cells));
    assert_int_equal(cells[0].i, 0);
    assert_int_equal(cells[0].j, 0);
    for (size_t k = 0; k < COUNT_OF(cells); k++)
        hash = hashed(hashed(hash, (unsigned char)cells[k].i), (unsigned char)cells[k].j);
    assert_true(hash == 0xc01b790eb83e084cu); /* computed apart from this program, from the formula */
}

static void a_longer_order_begins_with_the_shorter(void **state)
{
    (void)state;
    struct cell all[700], some[700];
    lattice_order(all, COUNT_OF(all));
    for (int count = 1; count < (int)COUNT_OF(all); count += 37) {
        lattice_order(some, count);
        assert_memory_equal(some, all, (size_t)count * sizeof *some);
    }
    for (size_t a = 0; a < COUNT_OF(all); a++)
        for (size_t b = a + 1; b < COUNT_OF(all); b++)
            assert_false(all[a].i == all[b].i && all[a].j == all[b].j);
}

static void stars_are_drawn_the_same_everywhere(void **state)
{
    (void)state;
    uint8_t alpha[43 * 43];
    struct path path = {0};
    uint64_t hash = 0xcbf29ce484222325u;
    shape_star.build(&path, 43, 43);
    path_fill(&path, 43, 43, alpha);
    for (size_t i = 0; i < COUNT_OF(alpha); i++)
        hash = hashed(hash, alpha[i]);
    assert_int_equal(alpha[21 * 43 + 21], 255);
    assert_true(hash == 0x1f492cb254e331d6u);
    path_finish(&path);
}

static void shapes_fill_their_box_and_stay_inside(void **state)
{
    (void)state;
    static const struct shape *const shapes[] = {&shape_star, &shape_star_edge,  &shape_star_here, &shape_cross,
                                                 &shape_mark, &shape_cross_edge, &shape_ring,      &shape_diamond};
    for (size_t s = 0; s < COUNT_OF(shapes); s++)
        for (int side = 12; side < 120; side += 7) {
            struct path path = {0};
            float least = 1e9f, most = 0;
            shapes[s]->build(&path, (float)side, (float)side);
            for (size_t i = 0; i < path.point_count; i++) {
                least = fminf(least, path.points[i].x);
                most = fmaxf(most, path.points[i].x);
            }
            assert_true(least > -0.01f && least < 0.02f * (float)side + 0.1f);
            assert_true(most < (float)side + 0.01f && most > 0.98f * (float)side - 0.1f);
            path_finish(&path);
        }
}

/* A wall on the ground, in units that make 40 pixels a cell for any count. */
static struct wall draw_wall(struct gfx *gfx, const struct theme *theme, int count, bool has_newest, float part)
{
    struct wall wall = {.box = {0, 0, WIDTH, HEIGHT}, .count = count, .sized_for = 13, .unit = 5,
                        .has_newest = has_newest, .lit_part = part, .bond_part = part};
    gfx_begin(gfx, theme->at[THEME_GROUND]);
    lattice_wall(gfx, theme, &wall);
    return wall;
}

static bool is_glaze(const struct theme *theme, struct color color)
{
    return is_near(color, theme->at[THEME_TILE_1]) || is_near(color, theme->at[THEME_TILE_2]) ||
           is_near(color, theme->at[THEME_TILE_3]) || is_near(color, theme->at[THEME_TILE_4]);
}

enum { PITCH = 40, CELLS = 6 }; /* looked at: -CELLS..CELLS */

static void a_cross_is_filled_exactly_when_its_four_stars_are(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct cell order[120];
    lattice_order(order, COUNT_OF(order));
    for (int count = 0; count <= (int)COUNT_OF(order); count += 15) {
        bool lit[2 * CELLS + 2][2 * CELLS + 2] = {{false}};
        for (int k = 0; k < count; k++)
            if (abs(order[k].i) <= CELLS && abs(order[k].j) <= CELLS)
                lit[order[k].j + CELLS][order[k].i + CELLS] = true;
        draw_wall(screen.gfx, theme, count, false, 1);
        for (int j = 0; j < 2 * CELLS; j++)
            for (int i = 0; i < 2 * CELLS; i++) {
                int x = WIDTH / 2 + (i - CELLS) * PITCH, y = HEIGHT / 2 + (j - CELLS) * PITCH;
                bool has_cross = lit[j][i] && lit[j][i + 1] && lit[j + 1][i] && lit[j + 1][i + 1];
                assert_true(is_glaze(theme, gfx_pixel(screen.gfx, x, y)) == lit[j][i]);
                struct color middle = theme->at[has_cross ? THEME_BOND : THEME_GROUND];
                assert_pixel(screen.gfx, x + PITCH / 2, y + PITCH / 2, middle);
            }
    }
    offscreen_close(&screen);
}

static void the_newest_star_lights_and_the_one_before_fades(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct cell order[20];
    lattice_order(order, COUNT_OF(order));
    int x = WIDTH / 2 + order[19].i * PITCH, y = HEIGHT / 2 + order[19].j * PITCH;
    int old_x = WIDTH / 2 + order[18].i * PITCH, old_y = HEIGHT / 2 + order[18].j * PITCH;
    draw_wall(screen.gfx, theme, 20, true, 0);
    assert_pixel(screen.gfx, x, y, theme->at[THEME_GROUND]);
    assert_pixel(screen.gfx, old_x, old_y, theme->at[THEME_ACCENT]);
    draw_wall(screen.gfx, theme, 20, true, 0.5f);
    assert_pixel(screen.gfx, x, y, color_mix(theme->at[THEME_GROUND], theme->at[THEME_ACCENT], 0.5f));
    draw_wall(screen.gfx, theme, 20, true, 1);
    assert_pixel(screen.gfx, x, y, theme->at[THEME_ACCENT]);
    assert_true(is_glaze(theme, gfx_pixel(screen.gfx, old_x, old_y)));
    offscreen_close(&screen);
}

static void a_drawn_star_covers_the_painted_one_exactly(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    struct theme theme = *theme_fallback();
    for (int i = THEME_TILE_1; i <= THEME_TILE_4; i++)
        theme.at[i] = theme.at[THEME_ACCENT];
    draw_wall(screen.gfx, &theme, 30, false, 1);
    struct color before[50];
    for (int k = 0; k < 50; k++)
        before[k] = gfx_pixel(screen.gfx, WIDTH / 2 - 100 + 4 * k, HEIGHT / 2 - 97 + 3 * k);
    draw_wall(screen.gfx, &theme, 30, true, 1);
    for (int k = 0; k < 50; k++)
        assert_pixel(screen.gfx, WIDTH / 2 - 100 + 4 * k, HEIGHT / 2 - 97 + 3 * k, before[k]);
    offscreen_close(&screen);
}

static void more_than_fit_make_a_full_wall(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    draw_wall(screen.gfx, theme, 100000, true, 1);
    for (int j = -7; j <= 7; j++)
        for (int i = -9; i <= 9; i++)
            assert_true(is_glaze(theme, gfx_pixel(screen.gfx, WIDTH / 2 + i * PITCH, HEIGHT / 2 + j * PITCH)));
    struct wall none = {.box = {0, 0, 3, 3}, .count = 5, .unit = 5};
    lattice_wall(screen.gfx, theme, &none);
    offscreen_close(&screen);
}

/* How many pixels of the middle row, from one x to before another, are a lit star's. */
static int lit_of_row(struct gfx *gfx, const struct theme *theme, int from, int to)
{
    int count = 0;
    for (int x = from; x < to; x++) {
        struct color color = gfx_pixel(gfx, x, HEIGHT / 2);
        count += is_glaze(theme, color) || is_near(color, theme->at[THEME_ACCENT]);
    }
    return count;
}

static int accents(struct gfx *gfx, const struct theme *theme, struct box box)
{
    int count = 0;
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++)
            count += is_near(gfx_pixel(gfx, x, y), theme->at[THEME_ACCENT]);
    return count;
}

static void a_wall_too_large_goes_on_beyond_the_picture(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct wall wall = {.box = {400, 50, 350, 540}, .beyond = {400, 0, 400, HEIGHT}, .side = WALL_RIGHT, .unit = 6,
                        .has_newest = true, .lit_part = 1, .bond_part = 1};
    static const int64_t counts[] = {1000, 5000, 100000, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        wall.count = counts[i];
        gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
        lattice_wall(screen.gfx, theme, &wall);
        assert_int_equal(lit_of_row(screen.gfx, theme, 0, 420), 0); /* its near side is seen */
        assert_true(lit_of_row(screen.gfx, theme, 420, 620) > 20);
        assert_true(lit_of_row(screen.gfx, theme, 620, WIDTH) > 120); /* and it fills the far one */
        assert_true(accents(screen.gfx, theme, (struct box){400, HEIGHT / 4, 250, HEIGHT / 2}) > 400);
        assert_int_equal(accents(screen.gfx, theme, (struct box){0, 0, 400, HEIGHT}), 0);
    }
    wall.count = 250; /* fits: it is whole, all around is ground */
    gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
    lattice_wall(screen.gfx, theme, &wall);
    for (int y = 0; y < HEIGHT; y++)
        assert_pixel(screen.gfx, WIDTH - 1, y, theme->at[THEME_GROUND]);
    offscreen_close(&screen);
}

static void still_parts_are_painted_once_a_theme(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    struct theme theme = *theme_fallback();
    struct box box = {0, 0, WIDTH, HEIGHT};
    gfx_begin(screen.gfx, theme.at[THEME_GROUND]);
    lattice_rest(screen.gfx, &theme, box, 160, true);
    size_t once = gfx_cached_bytes(screen.gfx);
    lattice_rest(screen.gfx, &theme, box, 160, true);
    assert_true(once > 0 && gfx_cached_bytes(screen.gfx) == once);
    theme.at[THEME_REST].r ^= 1;
    lattice_rest(screen.gfx, &theme, box, 160, true);
    assert_true(gfx_cached_bytes(screen.gfx) == 2 * once);
    offscreen_close(&screen);
}

static int count_changed(struct gfx *gfx, struct box box, struct color ground)
{
    int changed = 0;
    for (int y = box.y; y < box.y + box.h; y += 2)
        for (int x = box.x; x < box.x + box.w; x += 2)
            changed += !is_near(gfx_pixel(gfx, x, y), ground);
    return changed;
}

static void the_resting_lattice_keeps_to_its_corner(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct color ground = theme->at[THEME_GROUND];
    struct box box = {0, 40, WIDTH, 560};
    gfx_begin(screen.gfx, ground);
    lattice_rest(screen.gfx, theme, box, 140, false);
    assert_true(count_changed(screen.gfx, (struct box){450, 200, 350, 400}, ground) > 3000);
    assert_int_equal(count_changed(screen.gfx, (struct box){0, 0, 430, HEIGHT}, ground), 0);
    assert_int_equal(count_changed(screen.gfx, (struct box){0, 600, WIDTH, 40}, ground), 0);
    gfx_begin(screen.gfx, ground);
    lattice_rest(screen.gfx, theme, box, 140, true);
    assert_true(count_changed(screen.gfx, (struct box){0, 200, 350, 400}, ground) > 3000);
    assert_int_equal(count_changed(screen.gfx, (struct box){370, 0, 430, HEIGHT}, ground), 0);
    offscreen_close(&screen);
}

static void the_visitors_star_stands_at_the_inner_edge(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct box box = {300, 0, 500, HEIGHT};
    gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
    struct box right = lattice_edge(screen.gfx, theme, box, 5, false, 1000, 1, 1);
    assert_int_equal(right.x, 300 + 76);
    assert_int_equal(right.w, 76);
    assert_pixel(screen.gfx, right.x + right.w / 2, right.y + right.h / 2, theme->at[THEME_ACCENT]);
    gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
    struct box left = lattice_edge(screen.gfx, theme, box, 5, true, 1000, 1, 1);
    assert_int_equal(left.x, 800 - 76 - 76);
    assert_pixel(screen.gfx, left.x + left.w / 2, left.y + left.h / 2, theme->at[THEME_ACCENT]);
    gfx_mute(screen.gfx);
    struct box muted = lattice_edge(screen.gfx, theme, box, 5, true, 1000, 1, 1);
    assert_memory_equal(&muted, &left, sizeof left);
    offscreen_close(&screen);
}

static void no_more_stars_are_lit_at_the_edge_than_there_are(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    for (int count = 1; count <= 20; count++) {
        gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
        struct box own = lattice_edge(screen.gfx, theme, (struct box){0, 0, WIDTH, HEIGHT}, 5, false, count, 1, 1);
        int lit = 0;
        for (int y = own.y + own.h / 2 - 3 * own.h; y < HEIGHT; y += own.h)
            for (int x = own.x + own.w / 2 - own.w; x < WIDTH; x += own.w)
                lit += is_glaze(theme, gfx_pixel(screen.gfx, x, y));
        assert_int_equal(lit, count - 1);
    }
    offscreen_close(&screen);
}

static void the_quiz_door_begins_with_the_ring(void **state)
{
    (void)state;
    struct offscreen screen = offscreen_open(WIDTH, HEIGHT);
    const struct theme *theme = theme_fallback();
    struct box box = {100, 100, 400, 400};
    gfx_begin(screen.gfx, theme->at[THEME_GROUND]);
    lattice_door(screen.gfx, theme, box, 0, false);
    assert_pixel(screen.gfx, 300 - 90, 300, theme->at[THEME_WINDOW_TILE]); /* hollow */
    assert_pixel(screen.gfx, 300 + 90, 300, theme->at[THEME_ACCENT]);
    lattice_door(screen.gfx, theme, box, 0, true);
    assert_pixel(screen.gfx, 300 - 90, 300, theme->at[THEME_ACCENT]);
    lattice_door(screen.gfx, theme, box, 1, true);
    assert_pixel(screen.gfx, 300, 300, theme->at[THEME_ACCENT]);
    lattice_door(screen.gfx, theme, box, 2, true);
    assert_pixel(screen.gfx, 300, 300, theme->at[THEME_ACCENT]);
    assert_pixel(screen.gfx, 100, 100, theme->at[THEME_GROUND]); /* a rounded corner */
    offscreen_close(&screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_is_the_same_everywhere),
        cmocka_unit_test(a_longer_order_begins_with_the_shorter),
        cmocka_unit_test(stars_are_drawn_the_same_everywhere),
        cmocka_unit_test(shapes_fill_their_box_and_stay_inside),
        cmocka_unit_test(a_cross_is_filled_exactly_when_its_four_stars_are),
        cmocka_unit_test(the_newest_star_lights_and_the_one_before_fades),
        cmocka_unit_test(a_drawn_star_covers_the_painted_one_exactly),
        cmocka_unit_test(more_than_fit_make_a_full_wall),
        cmocka_unit_test(a_wall_too_large_goes_on_beyond_the_picture),
        cmocka_unit_test(still_parts_are_painted_once_a_theme),
        cmocka_unit_test(the_resting_lattice_keeps_to_its_corner),
        cmocka_unit_test(the_visitors_star_stands_at_the_inner_edge),
        cmocka_unit_test(no_more_stars_are_lit_at_the_edge_than_there_are),
        cmocka_unit_test(the_quiz_door_begins_with_the_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
