/* Picture headers: good ones are read, hostile ones refused with the right code, none of them followed past its end. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/picture.h"

struct bytes {
    unsigned char at[4096];
    size_t n;
};

static void add(struct bytes *bytes, const void *data, size_t n)
{
    assert_true(bytes->n + n <= sizeof bytes->at);
    memcpy(bytes->at + bytes->n, data, n);
    bytes->n += n;
}

static void add_big(struct bytes *bytes, uint32_t value, int size)
{
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        add(bytes, &(unsigned char){(unsigned char)(value >> shift)}, 1);
}

static void add_chunk(struct bytes *bytes, const char *type, const void *data, uint32_t n)
{
    add_big(bytes, n, 4);
    add(bytes, type, 4);
    add(bytes, data, n);
    add_big(bytes, 0, 4);
}

static struct bytes png(uint32_t width, uint32_t height, int depth, int color_type)
{
    struct bytes bytes = {.n = 0}, header = {.n = 0};
    add(&bytes, "\x89PNG\r\n\x1a\n", 8);
    add_big(&header, width, 4);
    add_big(&header, height, 4);
    add(&header, (unsigned char[]){(unsigned char)depth, (unsigned char)color_type, 0, 0, 0}, 5);
    add_chunk(&bytes, "IHDR", header.at, 13);
    add_chunk(&bytes, "IDAT", "compressed", 10);
    add_chunk(&bytes, "IEND", "", 0);
    return bytes;
}

static void add_segment(struct bytes *bytes, int marker, const void *data, uint32_t n)
{
    add_big(bytes, 0xFF00u + (uint32_t)marker, 2);
    add_big(bytes, n + 2, 2);
    add(bytes, data, n);
}

static struct bytes jpeg(int marker, int depth, uint32_t width, uint32_t height, int components)
{
    struct bytes bytes = {.n = 0}, frame = {.n = 0};
    add(&bytes, "\xFF\xD8", 2);
    add_segment(&bytes, 0xE0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
    add_big(&frame, (uint32_t)depth, 1);
    add_big(&frame, height, 2);
    add_big(&frame, width, 2);
    add_big(&frame, (uint32_t)components, 1);
    add_segment(&bytes, marker, frame.at, (uint32_t)frame.n);
    add_segment(&bytes, 0xDA, "\1\1\0\0\77\0", 6);
    add(&bytes, "coded\xFF\x00more\xFF\xD0rest", 16);
    add(&bytes, "\xFF\xD9", 2);
    return bytes;
}

static enum err_code probe(const void *data, size_t n, struct picture *picture)
{
    struct err err = {0};
    char *copy = mem_string(data, n); /* its end is guarded under the address sanitizer */
    bool is_good = picture_probe(copy, n, picture, &err);
    free(copy);
    assert_true(is_good == (err.code == ERR_NONE));
    return err.code;
}

static enum err_code probe_bytes(struct bytes bytes)
{
    struct picture picture;
    return probe(bytes.at, bytes.n, &picture);
}

static enum err_code probe_text(const char *text)
{
    struct picture picture;
    return probe(text, strlen(text), &picture);
}

static void reads_png(void **state)
{
    (void)state;
    struct picture picture;
    struct bytes bytes = png(1920, 1080, 8, 2);
    assert_int_equal(probe(bytes.at, bytes.n, &picture), ERR_NONE);
    assert_int_equal(picture.type, PICTURE_PNG);
    assert_int_equal(picture.width, 1920);
    assert_int_equal(picture.height, 1080);
    assert_true(picture.is_upright && !picture.is_cmyk);
    assert_int_equal(probe_bytes(png(1, 1, 1, 0)), ERR_NONE);
    assert_int_equal(probe_bytes(png(8192, 4394, 16, 6)), ERR_NONE);
}

static void refuses_png_sizes_that_hurt_decoders(void **state)
{
    (void)state;
    assert_int_equal(probe_bytes(png(30000, 30000, 1, 0)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(20000, 20000, 8, 2)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(1, 1000000, 8, 2)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(0, 100, 8, 2)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(0x80000000u, 1, 8, 2)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(0xFFFFFFFFu, 0xFFFFFFFFu, 8, 2)), ERR_INVALID);
    assert_int_equal(probe_bytes(png(8192, 4395, 8, 2)), ERR_INVALID); /* just over 36 megapixels */
    assert_int_equal(probe_bytes(png(8193, 1, 8, 2)), ERR_INVALID);
}

static void refuses_contradicting_png(void **state)
{
    (void)state;
    assert_int_equal(probe_bytes(png(10, 10, 3, 0)), ERR_DAMAGED);
    assert_int_equal(probe_bytes(png(10, 10, 16, 3)), ERR_DAMAGED);
    assert_int_equal(probe_bytes(png(10, 10, 8, 5)), ERR_DAMAGED);
    assert_int_equal(probe_bytes(png(10, 10, 200, 0)), ERR_DAMAGED);
    struct bytes trailing = png(10, 10, 8, 2);
    add(&trailing, "more", 4);
    assert_int_equal(probe_bytes(trailing), ERR_DAMAGED);
    struct bytes huge_chunk = png(10, 10, 8, 2);
    memset(huge_chunk.at + 33, 0xFF, 4);
    assert_int_equal(probe_bytes(huge_chunk), ERR_DAMAGED);
    struct bytes without_data = png(10, 10, 8, 2);
    memcpy(without_data.at + 37, "tEXt", 4);
    assert_int_equal(probe_bytes(without_data), ERR_DAMAGED);
}

static void reads_jpeg(void **state)
{
    (void)state;
    struct picture picture;
    struct bytes bytes = jpeg(0xC0, 8, 640, 480, 3);
    assert_int_equal(probe(bytes.at, bytes.n, &picture), ERR_NONE);
    assert_int_equal(picture.type, PICTURE_JPEG);
    assert_int_equal(picture.width, 640);
    assert_int_equal(picture.height, 480);
    assert_true(picture.is_upright && !picture.is_cmyk);
    bytes = jpeg(0xC2, 8, 640, 480, 4);
    assert_int_equal(probe(bytes.at, bytes.n, &picture), ERR_NONE);
    assert_true(picture.is_cmyk);
    add(&bytes, "a phone's preview", 17);
    assert_int_equal(probe_bytes(bytes), ERR_NONE);
}

static void refuses_jpeg_that_decoders_get_wrong(void **state)
{
    (void)state;
    assert_int_equal(probe_bytes(jpeg(0xC0, 8, 65535, 65535, 3)), ERR_INVALID);
    assert_int_equal(probe_bytes(jpeg(0xC0, 8, 640, 0, 3)), ERR_INVALID);
    assert_int_equal(probe_bytes(jpeg(0xC0, 12, 640, 480, 3)), ERR_UNREADABLE);
    assert_int_equal(probe_bytes(jpeg(0xC0, 8, 640, 480, 2)), ERR_UNREADABLE);
    assert_int_equal(probe_bytes(jpeg(0xC3, 8, 640, 480, 3)), ERR_UNREADABLE); /* lossless */
    assert_int_equal(probe_bytes(jpeg(0xC9, 8, 640, 480, 3)), ERR_UNREADABLE); /* arithmetic */
    assert_int_equal(probe_bytes(jpeg(0xC4, 8, 640, 480, 3)), ERR_DAMAGED);    /* no frame at all */
}

static void a_thousand_scans_are_too_many(void **state)
{
    (void)state;
    struct bytes bytes = jpeg(0xC2, 8, 640, 480, 3);
    bytes.n -= 2;
    for (int i = 0; i < 300; i++)
        add_segment(&bytes, 0xDA, "\1\1\0\0\77\0", 6);
    add(&bytes, "\xFF\xD9", 2);
    assert_int_equal(probe_bytes(bytes), ERR_INVALID);
}

static struct bytes jpeg_with_exif(const char *tiff, size_t n)
{
    struct bytes bytes = {.n = 0}, exif = {.n = 0}, whole = jpeg(0xC0, 8, 640, 480, 3);
    add(&exif, "Exif\0\0", 6);
    add(&exif, tiff, n);
    add(&bytes, whole.at, 2);
    add_segment(&bytes, 0xE1, exif.at, (uint32_t)exif.n);
    add(&bytes, whole.at + 2, whole.n - 2);
    return bytes;
}

static bool is_upright(const char *tiff, size_t n)
{
    struct picture picture;
    struct bytes bytes = jpeg_with_exif(tiff, n);
    assert_int_equal(probe(bytes.at, bytes.n, &picture), ERR_NONE);
    return picture.is_upright;
}

#define UPRIGHT(tiff) is_upright((tiff), sizeof(tiff) - 1)

static void reads_orientation_both_ways_round(void **state)
{
    (void)state;
    assert_false(UPRIGHT("II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"));
    assert_true(UPRIGHT("II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\1\0\0\0\0\0\0\0"));
    assert_false(UPRIGHT("MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\10\0\0\0\0\0\0"));
}

static void damaged_exif_counts_as_upright(void **state)
{
    (void)state;
    assert_true(UPRIGHT("II"));
    assert_true(UPRIGHT("II*\0\xFF\xFF\xFF\xFF\1\0"));                           /* directory past the end */
    assert_true(UPRIGHT("II*\0\10\0\0\0\xFF\xFF\0\0\0\0"));                      /* more entries than bytes */
    assert_true(UPRIGHT("II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0"));                  /* entry cut short */
    assert_true(UPRIGHT("II*\0\10\0\0\0\1\0\x12\1\2\0\1\0\0\0\6\0\0\0\0\0\0\0")); /* of another type */
}

static void expect_svg(const char *text, int width, int height)
{
    struct picture picture;
    assert_int_equal(probe(text, strlen(text), &picture), ERR_NONE);
    assert_int_equal(picture.type, PICTURE_SVG);
    assert_int_equal(picture.width, width);
    assert_int_equal(picture.height, height);
}

static void reads_svg_sizes(void **state)
{
    (void)state;
    expect_svg("<svg width='640' height=\"480px\"></svg>", 640, 480);
    expect_svg("<svg width='1in' height='25.4mm'></svg>\n", 96, 96);
    expect_svg("<svg xmlns='x' viewBox='0 0 24 12'><path/></svg>", 24, 12);
    expect_svg("<svg width='100%' height='100%' viewBox='-5,-5, 30 , 40'></svg>", 30, 40);
    expect_svg("<svg width='50' viewBox='0 0 30 40'></svg>", 50, 40);
    expect_svg("<svg></svg>", 0, 0);
    expect_svg("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg width='9'> -->\n<!DOCTYPE svg>\n<svg stroke-width='3' "
               "width='7' height='8'></svg>", 7, 8);
}

static void refuses_bad_svg(void **state)
{
    (void)state;
    assert_int_equal(probe_text("<svg width='60000' height='60000'></svg>"), ERR_INVALID);
    assert_int_equal(probe_text("<svg width='1e9' height='1'></svg>"), ERR_INVALID);
    assert_int_equal(probe_text("<svg viewBox='0 0 1e999 1'></svg>"), ERR_NONE); /* no number: states no size */
    assert_int_equal(probe_text("<svg width='10' height='10'><path d='M0"), ERR_DAMAGED);
    assert_int_equal(probe_text("<svg"), ERR_UNREADABLE);
    assert_int_equal(probe_text("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg></svg>"), ERR_UNREADABLE);
    assert_int_equal(probe_text("<!-- never closed <svg></svg>"), ERR_UNREADABLE);
    struct picture picture;
    assert_int_equal(probe("<svg width='1' height='1'>\0</svg>", 33, &picture), ERR_DAMAGED);
}

static void refuses_every_other_type_by_its_magic(void **state)
{
    (void)state;
    assert_int_equal(probe_text("gimp xcf v003"), ERR_UNREADABLE);
    assert_int_equal(probe_text("BM picture"), ERR_UNREADABLE);
    assert_int_equal(probe_text("GIF89a"), ERR_UNREADABLE);
    assert_int_equal(probe_text("RIFF....WEBPVP8 "), ERR_UNREADABLE);
    assert_int_equal(probe_text("<html></html>"), ERR_UNREADABLE);
    assert_int_equal(probe_text(""), ERR_INVALID);
    struct picture picture;
    char *large = mem_alloc(PICTURE_FILE_MAX + 1);
    assert_false(picture_probe(large, PICTURE_FILE_MAX + 1, &picture, NULL));
    free(large);
}

/* Cut at every byte, nothing is read past the end and nothing but the whole passes. */
static void expect_cuts_refused(struct bytes bytes)
{
    for (size_t n = 0; n < bytes.n; n++) {
        struct picture picture;
        assert_int_not_equal(probe(bytes.at, n, &picture), ERR_NONE);
    }
}

static void a_cut_file_never_passes(void **state)
{
    (void)state;
    struct bytes svg = {.n = 0};
    add(&svg, "<?xml?><svg width='1' height='1' viewBox='0 0 1 1'><g/></svg>", 61);
    expect_cuts_refused(png(10, 10, 8, 2));
    expect_cuts_refused(jpeg(0xC0, 8, 640, 480, 3));
    expect_cuts_refused(jpeg_with_exif("II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0", 26));
    expect_cuts_refused(svg);
}

static void any_changed_byte_is_survived(void **state)
{
    (void)state;
    const struct bytes good[] = {png(10, 10, 8, 2), jpeg(0xC0, 8, 640, 480, 3),
                                 jpeg_with_exif("II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0", 26)};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        for (size_t at = 0; at < good[i].n; at++)
            for (int value = 0; value < 256; value += 17) {
                struct bytes changed = good[i];
                struct picture picture = {.width = 1};
                changed.at[at] = (unsigned char)value;
                if (probe(changed.at, changed.n, &picture) == ERR_NONE)
                    assert_in_range(picture.width, 0, PICTURE_SIDE_MAX);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_png),
        cmocka_unit_test(refuses_png_sizes_that_hurt_decoders),
        cmocka_unit_test(refuses_contradicting_png),
        cmocka_unit_test(reads_jpeg),
        cmocka_unit_test(refuses_jpeg_that_decoders_get_wrong),
        cmocka_unit_test(a_thousand_scans_are_too_many),
        cmocka_unit_test(reads_orientation_both_ways_round),
        cmocka_unit_test(damaged_exif_counts_as_upright),
        cmocka_unit_test(reads_svg_sizes),
        cmocka_unit_test(refuses_bad_svg),
        cmocka_unit_test(refuses_every_other_type_by_its_magic),
        cmocka_unit_test(a_cut_file_never_passes),
        cmocka_unit_test(any_changed_byte_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
