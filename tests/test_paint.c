/* The inner loops of software drawing against the exact blend, and that they keep to their box. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/paint.h"

enum { SIDE = 24 };

static const struct box middle = {5, 7, 11, 9};
static const uint32_t under = 0x0E3B33;

static struct paper paper_new(void)
{
    struct paper paper = {mem_array((size_t)SIDE * SIDE, sizeof(uint32_t)), SIDE};
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++)
        paper.pixels[i] = under;
    return paper;
}

static uint32_t at(struct paper paper, int x, int y)
{
    return paper.pixels[(size_t)y * paper.pitch + (size_t)x];
}

static void assert_near(uint32_t pixel, uint32_t over, int alpha, int off)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int a = (int)(under >> shift & 0xFF), b = (int)(over >> shift & 0xFF), got = (int)(pixel >> shift & 0xFF);
        int exact = (a * (255 - alpha) + b * alpha + 127) / 255;
        assert_in_range(got + off, exact, exact + 2 * off);
    }
    assert_int_equal(pixel >> 24, 0);
}

static void assert_blended(uint32_t pixel, uint32_t over, int alpha)
{
    assert_near(pixel, over, alpha, 1);
}

static void assert_outside_is_untouched(struct paper paper)
{
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            if (!box_holds(middle, x, y))
                assert_int_equal(at(paper, x, y), under);
}

static void fills_blend_at_every_alpha(void **state)
{
    (void)state;
    for (int alpha = 0; alpha < 256; alpha++) {
        struct paper paper = paper_new();
        paint_fill(paper, middle, (struct color){0xF2, 0xA9, 0x3B, (uint8_t)alpha});
        assert_blended(at(paper, 5, 7), 0xF2A93B, alpha);
        assert_blended(at(paper, 15, 15), 0xF2A93B, alpha);
        assert_outside_is_untouched(paper);
        free(paper.pixels);
    }
}

static void masks_blend_every_cover_with_every_tint(void **state)
{
    (void)state;
    uint8_t mask[256];
    for (int i = 0; i < 256; i++)
        mask[i] = (uint8_t)i;
    for (int alpha = 0; alpha < 256; alpha += 15) {
        struct paper paper = paper_new();
        paint_mask(paper, middle, mask + 40, 20, (struct color){0xF7, 0xF1, 0xE6, (uint8_t)alpha});
        for (int y = 0; y < middle.h; y++)
            for (int x = 0; x < middle.w; x++)
                assert_near(at(paper, middle.x + x, middle.y + y), 0xF7F1E6, (40 + y * 20 + x) % 256 * alpha / 255,
                            alpha == 255 ? 1 : 2);
        assert_outside_is_untouched(paper);
        free(paper.pixels);
    }
}

static void full_cover_is_exact_and_none_changes_nothing(void **state)
{
    (void)state;
    const uint8_t mask[8] = {0, 0, 0, 0, 255, 0, 255, 0};
    struct paper paper = paper_new();
    paint_mask(paper, (struct box){0, 0, 8, 1}, mask, 8, (struct color){1, 2, 3, 255});
    for (int x = 0; x < 8; x++)
        assert_int_equal(at(paper, x, 0), mask[x] ? 0x010203 : under);
    free(paper.pixels);
}

static void colours_keep_their_own_alpha_and_take_a_tint(void **state)
{
    (void)state;
    const uint32_t argb[3] = {0xFF8040C0, 0x808040C0, 0x008040C0};
    const struct box row = {3, 3, 3, 1};
    struct paper paper = paper_new();
    paint_argb(paper, row, argb, 3, COLOR_WHITE);
    assert_int_equal(at(paper, 3, 3), 0x8040C0);
    assert_blended(at(paper, 4, 3), 0x8040C0, 0x80);
    assert_int_equal(at(paper, 5, 3), under);
    paint_argb(paper, row, argb, 3, (struct color){255, 0, 128, 255});
    assert_in_range(at(paper, 3, 3) >> 16, 0x7F, 0x80);
    assert_int_equal(at(paper, 3, 3) >> 8 & 0xFF, 0);
    assert_in_range(at(paper, 3, 3) & 0xFF, 0x5F, 0x61);
    free(paper.pixels);
}

/* Full and empty stretches take a shorter way than single pixels; the picture must not tell. */
static void stretches_are_painted_as_pixels_are(void **state)
{
    (void)state;
    enum { LONG = 21 };
    const struct box row = {1, 1, LONG, 1};
    uint8_t mask[LONG];
    uint32_t argb[LONG];
    for (int x = 0; x < LONG; x++) {
        mask[x] = x < 10 ? 255 : 0;
        argb[x] = (uint32_t)mask[x] << 24 | 0x8040C0;
    }
    for (int alpha = 0; alpha < 256; alpha += 51) {
        const struct color tint = {0x80, 0x40, 0xC0, (uint8_t)alpha}, plain = {255, 255, 255, (uint8_t)alpha};
        for (int kind = 0; kind < 2; kind++) {
            struct paper paper = paper_new();
            if (kind == 0)
                paint_mask(paper, row, mask, LONG, tint);
            else
                paint_argb(paper, row, argb, LONG, plain);
            for (int x = 0; x < LONG; x++)
                assert_near(at(paper, 1 + x, 1) & 0xFFFFFF, 0x8040C0, x < 10 ? alpha : 0, 1);
            assert_int_equal(at(paper, 0, 1), under);
            assert_int_equal(at(paper, 1 + LONG, 1), under);
            free(paper.pixels);
        }
    }
}

static void opaque_copies_or_fades(void **state)
{
    (void)state;
    uint32_t rgb[64];
    for (int i = 0; i < 64; i++)
        rgb[i] = 0x102030u + (uint32_t)i;
    struct paper paper = paper_new();
    paint_opaque(paper, (struct box){2, 2, 8, 8}, rgb, 8, 255);
    assert_int_equal(at(paper, 2, 2), rgb[0]);
    assert_int_equal(at(paper, 9, 9), rgb[63]);
    assert_int_equal(at(paper, 10, 9), under);
    free(paper.pixels);
    paper = paper_new();
    paint_opaque(paper, (struct box){2, 2, 8, 8}, rgb, 8, 100);
    assert_blended(at(paper, 5, 5), rgb[27], 100);
    free(paper.pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_blend_at_every_alpha),
        cmocka_unit_test(masks_blend_every_cover_with_every_tint),
        cmocka_unit_test(full_cover_is_exact_and_none_changes_nothing),
        cmocka_unit_test(colours_keep_their_own_alpha_and_take_a_tint),
        cmocka_unit_test(stretches_are_painted_as_pixels_are),
        cmocka_unit_test(opaque_copies_or_fades),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
