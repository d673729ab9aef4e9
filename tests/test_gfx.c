/* Drawing, read back pixel by pixel from an output that nobody sees. */
#include "offscreen.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/picture.h"
#include "gfx/icons.h"
#include "gfx/raster.h"

static const struct color ground = {14, 59, 51, 255}, red = {200, 30, 20, 255}, paper = {247, 241, 230, 255};

static int open_screen(void **state)
{
    struct offscreen *screen = mem_alloc(sizeof *screen);
    *screen = offscreen_open(320, 240);
    gfx_begin(screen->gfx, ground);
    *state = screen;
    return 0;
}

static int close_screen(void **state)
{
    offscreen_close(*state);
    free(*state);
    return 0;
}

static struct gfx *gfx_of(void **state)
{
    return ((struct offscreen *)*state)->gfx;
}

static void fills_exactly_the_box(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_fill(gfx, (struct box){10, 20, 30, 40}, red);
    assert_pixel(gfx, 10, 20, red);
    assert_pixel(gfx, 39, 59, red);
    assert_pixel(gfx, 9, 20, ground);
    assert_pixel(gfx, 40, 59, ground);
    assert_pixel(gfx, 39, 60, ground);
}

static void colours_mix_and_fade(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_fill(gfx, (struct box){0, 0, 10, 10}, color_with_alpha(red, 0.25f));
    assert_pixel(gfx, 5, 5, color_mix(ground, red, 0.25f));
    assert_int_equal(color_mix(ground, red, -1).r, ground.r);
    assert_int_equal(color_mix(ground, red, 7).r, red.r);
    assert_int_equal(color_with_alpha((struct color){1, 2, 3, 100}, 0.5f).a, 50);
}

static void layers_add_their_moves_and_multiply_their_fades(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_push(gfx, 100, 50, 0.5f);
    gfx_push(gfx, 10, -5, 0.5f);
    gfx_fill(gfx, (struct box){0, 0, 10, 10}, red);
    gfx_pop(gfx);
    gfx_fill(gfx, (struct box){0, 0, 5, 5}, red);
    gfx_pop(gfx);
    gfx_fill(gfx, (struct box){0, 0, 5, 5}, red);
    assert_pixel(gfx, 115, 50, color_mix(ground, red, 0.25f));
    assert_pixel(gfx, 102, 52, color_mix(ground, red, 0.5f));
    assert_pixel(gfx, 2, 2, red);
}

static void clips_to_what_all_clips_share(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_clip_push(gfx, (struct box){10, 10, 50, 50});
    gfx_push(gfx, 30, 0, 1);
    gfx_clip_push(gfx, (struct box){0, 0, 50, 50}); /* moved by the layer, as drawing is */
    gfx_pop(gfx);
    gfx_fill(gfx, (struct box){0, 0, 320, 240}, red);
    gfx_clip_pop(gfx);
    assert_pixel(gfx, 30, 10, red);
    assert_pixel(gfx, 29, 10, ground);
    assert_pixel(gfx, 59, 49, red);
    assert_pixel(gfx, 60, 49, ground);
    assert_pixel(gfx, 59, 50, ground);
    gfx_clip_push(gfx, (struct box){200, 200, 10, 10}); /* nothing is shared */
    gfx_fill(gfx, (struct box){0, 0, 320, 240}, paper);
    gfx_clip_pop(gfx);
    gfx_clip_pop(gfx);
    assert_pixel(gfx, 205, 205, ground);
    gfx_fill(gfx, (struct box){205, 205, 1, 1}, paper);
    assert_pixel(gfx, 205, 205, paper);
}

static void a_muted_pass_draws_nothing(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_mute(gfx);
    assert_true(gfx_is_muted(gfx));
    gfx_clip_push(gfx, (struct box){0, 0, 50, 50});
    gfx_fill(gfx, (struct box){0, 0, 50, 50}, red);
    gfx_round(gfx, (struct box){0, 0, 50, 50}, 5, red);
    gfx_shape(gfx, &icon_tick, (struct box){0, 0, 50, 50}, red, false);
    gfx_clip_pop(gfx);
    gfx_end(gfx);
    assert_pixel(gfx, 25, 25, ground);
    assert_int_equal(gfx_cached_bytes(gfx), 0);
    gfx_begin(gfx, paper);
    assert_false(gfx_is_muted(gfx));
    gfx_fill(gfx, (struct box){0, 0, 5, 5}, red);
    assert_pixel(gfx, 2, 2, red);
    assert_pixel(gfx, 100, 100, paper);
}

static void round_boxes_have_round_corners(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_round(gfx, (struct box){10, 10, 100, 60}, 16, red);
    assert_pixel(gfx, 10, 10, ground);
    assert_pixel(gfx, 109, 69, ground);
    assert_pixel(gfx, 26, 10, red);
    assert_pixel(gfx, 16, 16, red);
    assert_pixel(gfx, 60, 40, red);
    gfx_round(gfx, (struct box){200, 10, 40, 40}, 100, red); /* more than fits: a disc */
    assert_pixel(gfx, 203, 13, ground);
    assert_pixel(gfx, 220, 11, red);
}

static void edges_lie_inside_their_box(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_round_edge(gfx, (struct box){10, 10, 100, 60}, 16, 3, red);
    assert_pixel(gfx, 60, 12, red);
    assert_pixel(gfx, 60, 13, ground);
    assert_pixel(gfx, 60, 9, ground);
    assert_pixel(gfx, 109, 40, red);
    assert_pixel(gfx, 110, 40, ground);
    assert_pixel(gfx, 11, 11, ground);
    assert_pixel(gfx, 15, 15, red); /* on the quarter circle */
    gfx_round_edge(gfx, (struct box){200, 10, 20, 20}, 2, 30, red); /* wider than the box: all of it */
    assert_pixel(gfx, 210, 20, red);
}

static void dashes_leave_gaps(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_round_dashes(gfx, (struct box){10, 10, 200, 60}, 10, 2, red);
    int drawn = 0, gaps = 0;
    for (int x = 30; x < 190; x++)
        is_near(gfx_pixel(gfx, x, 10), red) ? drawn++ : gaps++;
    assert_in_range(drawn, 50, 110);
    assert_in_range(gaps, 50, 110);
    assert_pixel(gfx, 100, 14, ground);
}

static void shapes_are_kept_and_mirrored_where_they_may(void **state)
{
    struct gfx *gfx = gfx_of(state);
    struct box box = {0, 0, 48, 48};
    gfx_shape(gfx, &icon_next, box, red, false);
    size_t once = gfx_cached_bytes(gfx);
    gfx_shape(gfx, &icon_next, box, paper, false);
    assert_int_equal(gfx_cached_bytes(gfx), once);
    assert_pixel(gfx, 30, 24, paper);
    assert_pixel(gfx, 18, 24, ground);
    gfx_shape(gfx, &icon_next, (struct box){100, 0, 48, 48}, paper, true);
    assert_pixel(gfx, 118, 24, paper);
    assert_pixel(gfx, 130, 24, ground);
    assert_int_equal(gfx_cached_bytes(gfx), 2 * once);
    gfx_shape(gfx, &icon_tick, box, paper, false);
    size_t with_tick = gfx_cached_bytes(gfx);
    gfx_shape(gfx, &icon_tick, box, paper, true);
    assert_int_equal(gfx_cached_bytes(gfx), with_tick);
}

static void build_full(struct path *path, float w, float h)
{
    path_box(path, 0, 0, w, h);
}

static void the_cache_keeps_its_budget(void **state)
{
    static const struct shape full = {"full", build_full, false};
    struct gfx *gfx = gfx_of(state);
    for (int side = 500; side < 600; side++)
        gfx_shape(gfx, &full, (struct box){0, 0, side, side}, red, false);
    assert_true(gfx_cached_bytes(gfx) <= 16 * 1024 * 1024);
    assert_true(gfx_cached_bytes(gfx) > 14 * 1024 * 1024);
    gfx_shape(gfx, &full, (struct box){0, 0, 8192, 2000}, paper, false); /* alone above the budget, and yet drawn */
    assert_pixel(gfx, 300, 200, paper);
}

static void textures_are_tinted_and_cut(void **state)
{
    struct gfx *gfx = gfx_of(state);
    const uint32_t pixels[8] = {0xFFFFFFFF, 0x80FFFFFF, 0x00FFFFFF, 0xFF808080, 1, 2, 3, 4};
    struct gfx_texture *texture = gfx_texture_new(gfx, pixels, 3, 1, sizeof pixels, false);
    struct gfx_texture *opaque = gfx_texture_new(gfx, pixels, 2, 2, 4 * sizeof *pixels, true);
    assert_int_equal(gfx_texture_width(texture), 3);
    assert_int_equal(gfx_texture_height(opaque), 2);
    assert_int_equal(gfx_texture_bytes(texture), 2); /* white all over: its alpha is enough, without the clear end */
    assert_int_equal(gfx_texture_bytes(opaque), 16);
    gfx_draw(gfx, texture, 10, 10, red);
    assert_pixel(gfx, 10, 10, red);
    assert_pixel(gfx, 11, 10, color_mix(ground, red, 0.5f));
    assert_pixel(gfx, 12, 10, ground);
    gfx_draw_part(gfx, texture, (struct box){1, 0, 1, 1}, 20, 20, COLOR_WHITE);
    assert_pixel(gfx, 20, 20, color_mix(ground, COLOR_WHITE, 0.5f));
    assert_pixel(gfx, 21, 20, ground);
    gfx_draw(gfx, opaque, 30, 30, COLOR_WHITE);
    assert_pixel(gfx, 31, 30, COLOR_WHITE);
    gfx_draw(gfx, opaque, 40, 30, color_with_alpha(COLOR_WHITE, 0.5f));
    assert_pixel(gfx, 41, 30, color_mix(ground, COLOR_WHITE, 0.5f));
    gfx_texture_free(gfx, texture);
    gfx_texture_free(gfx, opaque);
    gfx_texture_free(gfx, NULL);
}

static void a_sheet_fades_over_what_came_before_it(void **state)
{
    struct gfx *gfx = gfx_of(state);
    gfx_begin(gfx, paper);
    gfx_sheet_begin(gfx, 0.5f);
    gfx_fill(gfx, gfx_bounds(gfx), ground);
    gfx_fill(gfx, (struct box){0, 0, 160, 240}, red);
    assert_pixel(gfx, 80, 120, paper); /* who reads meanwhile sees what lies below */
    gfx_sheet_end(gfx);
    assert_pixel(gfx, 80, 120, color_mix(paper, red, 0.5f));
    assert_pixel(gfx, 240, 120, color_mix(paper, ground, 0.5f));
    gfx_fill(gfx, (struct box){0, 0, 10, 10}, red);
    assert_pixel(gfx, 5, 5, red);
    gfx_end(gfx);
    assert_pixel(gfx, 5, 5, red);
    assert_pixel(gfx, 80, 120, color_mix(paper, red, 0.5f));
}

static void a_texture_freed_in_a_frame_is_seen_in_it(void **state)
{
    struct gfx *gfx = gfx_of(state);
    const uint8_t alpha = 255;
    gfx_begin(gfx, paper);
    struct gfx_texture *texture = gfx_mask_new(gfx, &alpha, 1, 1);
    gfx_draw(gfx, texture, 5, 5, red);
    gfx_texture_free(gfx, texture);
    gfx_end(gfx);
    assert_pixel(gfx, 5, 5, red);
}

static void a_reset_loses_textures_but_not_their_holders(void **state)
{
    struct gfx *gfx = gfx_of(state);
    const uint32_t pixel = 0xFFFFFFFF;
    struct gfx_texture *texture = gfx_texture_new(gfx, &pixel, 1, 1, 4, false);
    unsigned generation = gfx_generation(gfx);
    gfx_shape(gfx, &icon_tick, (struct box){0, 0, 24, 24}, red, false);
    gfx_reset(gfx);
    assert_int_not_equal(gfx_generation(gfx), generation);
    assert_int_equal(gfx_cached_bytes(gfx), 0);
    gfx_begin(gfx, ground);
    gfx_draw(gfx, texture, 5, 5, COLOR_WHITE);
    assert_pixel(gfx, 5, 5, ground);
    gfx_shape(gfx, &icon_minus, (struct box){0, 0, 24, 24}, red, false);
    assert_pixel(gfx, 12, 12, red);
    gfx_texture_free(gfx, texture);
}

/* Three shapes in a row, never drawn before. */
static void draw_three(struct gfx *gfx)
{
    static const struct shape *const shapes[] = {&icon_tick, &icon_next, &icon_back};
    for (int i = 0; i < 3; i++)
        gfx_shape(gfx, shapes[i], (struct box){100 * i, 100, 64, 64}, red, false);
}

static int drawn_of_three(struct gfx *gfx)
{
    int count = 0;
    for (int i = 0; i < 3; i++) {
        bool is_seen = false;
        for (int at = 0; at < 64 * 64; at++)
            is_seen |= is_near(gfx_pixel(gfx, 100 * i + at % 64, 100 + at / 64), red);
        count += is_seen;
    }
    return count;
}

static void a_frame_makes_what_its_budget_allows(void **state)
{
    struct gfx *gfx = gfx_of(state);
    assert_true(gfx_is_whole(gfx));
    gfx_set_budget(gfx, 1); /* too little for anything: one thing a frame */
    for (int frame = 1; frame <= 3; frame++) {
        gfx_begin(gfx, ground);
        draw_three(gfx);
        assert_int_equal(drawn_of_three(gfx), frame);
        assert_int_equal(gfx_is_whole(gfx), frame == 3);
        gfx_end(gfx);
    }
    gfx_reset(gfx);
    gfx_set_budget(gfx, 0);
    gfx_begin(gfx, ground);
    draw_three(gfx);
    assert_int_equal(drawn_of_three(gfx), 3);
}

static void what_is_made_ahead_is_not_painted_and_is_there(void **state)
{
    struct gfx *gfx = gfx_of(state);
    for (int pass = 1; pass <= 3; pass++) {
        gfx_begin_ahead(gfx, 1);
        gfx_fill(gfx, gfx_bounds(gfx), red);
        gfx_push(gfx, 0, 0, 0); /* what would not be seen is made too */
        draw_three(gfx);
        gfx_pop(gfx);
        gfx_end(gfx);
        assert_int_equal(gfx_is_whole(gfx), pass == 3);
        assert_int_equal(drawn_of_three(gfx), 0);
    }
    gfx_set_budget(gfx, 1);
    gfx_begin(gfx, ground);
    draw_three(gfx);
    assert_true(gfx_is_whole(gfx));
    assert_int_equal(drawn_of_three(gfx), 3);
}

static void a_qr_code_has_its_quiet_zone(void **state)
{
    struct gfx *gfx = gfx_of(state);
    struct color ink = {0, 0, 0, 255};
    gfx_begin(gfx, paper);
    assert_true(gfx_qr(gfx, "7K4M-2Q9X", (struct box){0, 0, 240, 240}, ink));
    int px = 240 / 29; /* version 1: 21 modules and twice four */
    int left = (240 - 29 * px) / 2 + 4 * px;
    assert_pixel(gfx, left - 1, left, paper);
    assert_pixel(gfx, left, left, ink);
    assert_pixel(gfx, left + 7 * px - 1, left, ink); /* the finder: seven dark modules, then a light one */
    assert_pixel(gfx, left + 7 * px, left, paper);
    assert_pixel(gfx, left + px, left + px, paper);
    assert_pixel(gfx, left + 3 * px, left + 3 * px, ink);
    assert_false(gfx_qr(gfx, "7K4M-2Q9X", (struct box){0, 0, 20, 20}, ink));
    char *long_text = mem_alloc(5000);
    memset(long_text, 'x', 4999);
    assert_false(gfx_qr(gfx, long_text, (struct box){0, 0, 240, 240}, ink));
    free(long_text);
}

static void saves_what_is_seen(void **state)
{
    struct gfx *gfx = gfx_of(state);
    char folder[512], path[FILE_PATH_MAX], *data;
    size_t n;
    struct picture picture;
    struct err err = {0};
    scratch_make(folder);
    file_join(path, folder, "seen.png");
    assert_true(gfx_save_png(gfx, path, NULL));
    assert_true(file_read(path, 1000000, &data, &n, NULL));
    assert_true(picture_probe(data, n, &picture, NULL));
    assert_int_equal(picture.width, 320);
    assert_int_equal(picture.height, 240);
    free(data);
    assert_false(gfx_save_png(gfx, "/nonexistent/seen.png", &err));
    assert_int_equal(err.code, ERR_IO);
    scratch_remove(folder);
}

#define ON_SCREEN(test) cmocka_unit_test_setup_teardown(test, open_screen, close_screen)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SCREEN(fills_exactly_the_box),
        ON_SCREEN(colours_mix_and_fade),
        ON_SCREEN(layers_add_their_moves_and_multiply_their_fades),
        ON_SCREEN(clips_to_what_all_clips_share),
        ON_SCREEN(a_muted_pass_draws_nothing),
        ON_SCREEN(round_boxes_have_round_corners),
        ON_SCREEN(edges_lie_inside_their_box),
        ON_SCREEN(dashes_leave_gaps),
        ON_SCREEN(shapes_are_kept_and_mirrored_where_they_may),
        ON_SCREEN(the_cache_keeps_its_budget),
        ON_SCREEN(textures_are_tinted_and_cut),
        ON_SCREEN(a_sheet_fades_over_what_came_before_it),
        ON_SCREEN(a_texture_freed_in_a_frame_is_seen_in_it),
        ON_SCREEN(a_reset_loses_textures_but_not_their_holders),
        ON_SCREEN(a_frame_makes_what_its_budget_allows),
        ON_SCREEN(what_is_made_ahead_is_not_painted_and_is_there),
        ON_SCREEN(a_qr_code_has_its_quiet_zone),
        ON_SCREEN(saves_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
