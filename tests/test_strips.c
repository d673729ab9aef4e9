/* Frames painted late: whatever was written down, the paper is as if each stroke had been painted at once; and only
 * cells that differ from the last frame are painted and told. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "gfx/gfx_private.h"

enum { WIDTH = 2 * CELL_COLUMNS + 40, HEIGHT = 3 * STRIP_ROWS + 5, STRIPS = 4 };

static const struct box bounds = {0, 0, WIDTH, HEIGHT};
static const struct color ground = {14, 59, 51, 255};

static struct paper paper_new(void)
{
    return (struct paper){mem_array((size_t)WIDTH * HEIGHT, sizeof(uint32_t)), WIDTH};
}

static void fill(struct strips *strips, struct box to, struct color color)
{
    strips_add(strips, &(struct stroke){.to = to, .color = color});
}

/* A frame of the ground and one small box at `y`. */
static int frame(struct strips *strips, struct paper paper, int y, struct box changed[STRIPS_MAX])
{
    strips_begin(strips);
    fill(strips, bounds, ground);
    fill(strips, (struct box){4, y, 8, 2}, COLOR_WHITE);
    return strips_end(strips, paper, bounds, changed);
}

static bool is_white(struct paper paper, int x, int y)
{
    return paper.pixels[(size_t)y * WIDTH + (size_t)x] == 0xFFFFFF;
}

static void the_first_frame_is_all_of_the_paper(void **state)
{
    (void)state;
    struct strips strips = {0};
    struct paper paper = paper_new();
    struct box changed[STRIPS_MAX];
    assert_int_equal(frame(&strips, paper, 40, changed), 1);
    assert_memory_equal(&changed[0], &bounds, sizeof bounds);
    assert_true(is_white(paper, 4, 40));
    assert_false(is_white(paper, 4, 42));
    strips_finish(&strips);
    free(paper.pixels);
}

static void the_same_frame_again_is_not_painted(void **state)
{
    (void)state;
    struct strips strips = {0};
    struct paper paper = paper_new();
    struct box changed[STRIPS_MAX];
    frame(&strips, paper, 40, changed);
    paper.pixels[0] = 0x123456; /* would be painted over */
    assert_int_equal(frame(&strips, paper, 40, changed), 0);
    assert_int_equal(paper.pixels[0], 0x123456);
    strips_forget(&strips);
    assert_int_equal(frame(&strips, paper, 40, changed), 1);
    assert_int_not_equal(paper.pixels[0], 0x123456);
    strips_finish(&strips);
    free(paper.pixels);
}

static void what_moves_changes_the_strips_it_left_and_came_to(void **state)
{
    (void)state;
    struct strips strips = {0};
    struct paper paper = paper_new();
    struct box changed[STRIPS_MAX];
    frame(&strips, paper, 4, changed);
    assert_int_equal(frame(&strips, paper, 2 * STRIP_ROWS + 4, changed), 2);
    assert_int_equal(changed[0].y, 0);
    assert_int_equal(changed[0].h, STRIP_ROWS);
    assert_int_equal(changed[1].y, 2 * STRIP_ROWS);
    assert_false(is_white(paper, 4, 4));
    assert_true(is_white(paper, 4, 2 * STRIP_ROWS + 4));
    assert_int_equal(frame(&strips, paper, STRIP_ROWS, changed), 1); /* neighbours are told in one */
    assert_int_equal(changed[0].h, 2 * STRIP_ROWS);
    strips_finish(&strips);
    free(paper.pixels);
}

static void another_texture_at_the_same_address_is_another_stroke(void **state)
{
    (void)state;
    struct strips strips = {0};
    struct paper paper = paper_new();
    struct box changed[STRIPS_MAX];
    uint8_t alpha = 255;
    struct gfx_texture texture = {.id = 1, .mask = &alpha, .w = 1, .h = 1, .ink = {0, 0, 1, 1}};
    for (texture.id = 1; texture.id < 4; texture.id++) {
        strips_begin(&strips);
        fill(&strips, bounds, ground);
        strips_add(&strips, &(struct stroke){&texture, texture.id, {0, 0, 1, 1}, 0, COLOR_WHITE});
        assert_int_equal(strips_end(&strips, paper, bounds, changed), 1);
    }
    strips_finish(&strips);
    free(paper.pixels);
}

/* A frame with a white box, and laid over it a sheet with a box at `x`. */
static int frame_with_sheet(struct strips *strips, struct paper paper, int x, uint8_t alpha, struct box changed[])
{
    strips_begin(strips);
    fill(strips, bounds, ground);
    fill(strips, (struct box){4, 4, 8, 2}, COLOR_WHITE);
    strips_sheet_begin(strips, alpha);
    fill(strips, bounds, ground);
    fill(strips, (struct box){x, 4, 8, 2}, COLOR_WHITE);
    strips_sheet_end(strips);
    fill(strips, (struct box){0, HEIGHT - 1, 1, 1}, COLOR_WHITE);
    return strips_end(strips, paper, bounds, changed);
}

static void a_sheet_counts_where_it_differs(void **state)
{
    (void)state;
    struct strips strips = {0};
    struct paper paper = paper_new();
    struct box changed[STRIPS_MAX];
    frame_with_sheet(&strips, paper, 40, 128, changed);
    assert_false(is_white(paper, 4, 4) || is_white(paper, 40, 4)); /* both are half there */
    assert_true(is_white(paper, 0, HEIGHT - 1));
    assert_int_equal(frame_with_sheet(&strips, paper, 40, 64, changed), 1);
    assert_int_equal(changed[0].h, STRIP_ROWS); /* the other strips have the same in both */
    assert_true(paper.pixels[4 * WIDTH + 4] > paper.pixels[4 * WIDTH + 40]);
    assert_int_equal(frame_with_sheet(&strips, paper, 4, 64, changed), 1);
    assert_true(is_white(paper, 4, 4));
    assert_int_equal(frame_with_sheet(&strips, paper, 4, 32, changed), 0);
    strips_finish(&strips);
    free(paper.pixels);
}

static uint32_t next_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct box any_box(uint32_t *seed)
{
    struct box box = {(int)(next_number(seed) % WIDTH), (int)(next_number(seed) % HEIGHT), 0, 0};
    box.w = 1 + (int)(next_number(seed) % (unsigned)(WIDTH - box.x));
    box.h = 1 + (int)(next_number(seed) % (unsigned)(HEIGHT - box.y));
    return next_number(seed) % 8 == 0 ? bounds : box;
}

/* A stroke of any kind; the same one is painted on the other paper at once. */
static void any_stroke(struct strips *strips, struct paper at_once, const struct gfx_texture textures[3],
                       uint32_t *seed)
{
    struct box to = any_box(seed);
    uint8_t alpha = next_number(seed) % 2 ? 255 : (uint8_t)next_number(seed);
    struct color color = {(uint8_t)next_number(seed), (uint8_t)next_number(seed), 255, alpha};
    const struct gfx_texture *texture = &textures[next_number(seed) % 4 % 3];
    size_t from = (size_t)to.y * WIDTH + (size_t)to.x;
    struct stroke stroke = {texture, texture->id, to, (uint32_t)from, color};
    if (texture->mask)
        paint_mask(at_once, to, texture->mask + from, WIDTH, color);
    else if (texture->is_opaque)
        paint_opaque(at_once, to, texture->argb + from, WIDTH, alpha);
    else
        paint_argb(at_once, to, texture->argb + from, WIDTH, color);
    strips_add(strips, &stroke);
}

static void any_strokes(struct strips *strips, struct paper late, struct paper at_once,
                        const struct gfx_texture textures[3], uint32_t *seed)
{
    for (uint32_t n = next_number(seed) % 12; n > 0; n--) {
        any_stroke(strips, at_once, textures, seed);
        if (next_number(seed) % 16 == 0) /* somebody reads */
            strips_paint(strips, late, bounds);
    }
}

static void strokes_late_and_at_once_are_the_same(void **state)
{
    (void)state;
    enum { PIXELS = WIDTH * HEIGHT };
    struct strips strips = {0};
    struct paper late = paper_new(), at_once = paper_new(), sheet = paper_new();
    struct box changed[STRIPS_MAX];
    uint32_t seed = 7, *argb = mem_array(PIXELS, sizeof *argb);
    uint8_t *mask = mem_alloc(PIXELS);
    for (size_t i = 0; i < PIXELS; i++) {
        argb[i] = next_number(&seed) << 8 ^ next_number(&seed);
        mask[i] = (uint8_t)(i % 40 < 20 ? i % 2 * 255 : next_number(&seed));
    }
    const struct gfx_texture textures[3] = {{.id = 1, .argb = argb, .ink = bounds},
                                            {.id = 2, .argb = argb, .ink = bounds, .is_opaque = true},
                                            {.id = 3, .mask = mask, .ink = bounds}};
    for (int round = 0; round < 300; round++) {
        strips_begin(&strips);
        fill(&strips, bounds, ground);
        paint_fill(at_once, bounds, ground);
        any_strokes(&strips, late, at_once, textures, &seed);
        if (round % 3 == 0) {
            strips_sheet_begin(&strips, (uint8_t)(round % 256));
            fill(&strips, bounds, ground);
            paint_fill(sheet, bounds, ground);
            any_strokes(&strips, late, sheet, textures, &seed);
            strips_sheet_end(&strips);
            paint_opaque(at_once, bounds, sheet.pixels, WIDTH, (uint8_t)(round % 256));
            any_strokes(&strips, late, at_once, textures, &seed);
        }
        strips_end(&strips, late, bounds, changed);
        for (size_t i = 0; i < PIXELS; i++)
            assert_int_equal(late.pixels[i] & 0xFFFFFF, at_once.pixels[i] & 0xFFFFFF);
    }
    strips_finish(&strips);
    free(mask);
    free(argb);
    free(late.pixels);
    free(at_once.pixels);
    free(sheet.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_frame_is_all_of_the_paper),
        cmocka_unit_test(the_same_frame_again_is_not_painted),
        cmocka_unit_test(what_moves_changes_the_strips_it_left_and_came_to),
        cmocka_unit_test(another_texture_at_the_same_address_is_another_stroke),
        cmocka_unit_test(a_sheet_counts_where_it_differs),
        cmocka_unit_test(strokes_late_and_at_once_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
