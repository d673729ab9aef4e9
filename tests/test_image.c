/* Picture files to pixels: exact sizes untouched, others scaled once; bombs and stumps refused before or by the
 * decoder. */
#include "scratch.h"

#include <SDL_image.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "gfx/image.h"
#include "gfx/scale.h"

static char folder[512];

static int make_folder(void **state)
{
    (void)state;
    scratch_make(folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

/* A picture whose pixels tell their place, left half red, right half green; saved as PNG or JPEG. */
static const char *save(const char *name, int w, int h, uint32_t alpha, char path[FILE_PATH_MAX])
{
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    assert_non_null(surface);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            ((uint32_t *)surface->pixels)[y * surface->pitch / 4 + x] =
                alpha << 24 | (x < w / 2 ? 0xFF0000u : 0x00FF00u) | (uint32_t)(y & 0xff);
    file_join(path, folder, name);
    assert_int_equal(strstr(name, ".jpg") ? IMG_SaveJPG(surface, path, 95) : IMG_SavePNG(surface, path), 0);
    SDL_FreeSurface(surface);
    return path;
}

static const char *write_file(const char *name, const void *data, size_t n, char path[FILE_PATH_MAX])
{
    file_join(path, folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, n, file), n);
    fclose(file);
    return path;
}

static bool same_color(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 32; shift += 8)
        if (abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) > 12)
            return false;
    return true;
}

static void the_exact_size_is_left_alone(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    struct image image;
    assert_true(image_load(save("exact.png", 60, 40, 255, path), 60, 40, IMAGE_COVER, &image, NULL));
    assert_int_equal(image.width, 60);
    assert_int_equal(image.height, 40);
    assert_true(image.is_opaque);
    for (int y = 0; y < 40; y++) {
        assert_int_equal(image.argb[y * 60 + 29], 0xFFFF0000u | (uint32_t)y);
        assert_int_equal(image.argb[y * 60 + 30], 0xFF00FF00u | (uint32_t)y);
    }
    image_finish(&image);
    assert_true(image_load(path, 60, 20, IMAGE_COVER, &image, NULL)); /* cropped, not resampled */
    assert_int_equal(image.argb[30], 0xFF00FF00u | 10);
    image_finish(&image);
}

static void covers_by_cropping_and_contains_whole(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    struct image image;
    save("wide.png", 200, 50, 255, path);
    assert_true(image_load(path, 40, 40, IMAGE_COVER, &image, NULL));
    assert_int_equal(image.width, 40);
    assert_int_equal(image.height, 40);
    assert_true(same_color(image.argb[5], 0xFFFF0000u));
    assert_true(same_color(image.argb[35], 0xFF00FF00u));
    image_finish(&image);
    assert_true(image_load(path, 100, 100, IMAGE_CONTAIN, &image, NULL));
    assert_int_equal(image.width, 100);
    assert_int_equal(image.height, 25);
    image_finish(&image);
    assert_true(image_load(path, 400, 400, IMAGE_CONTAIN, &image, NULL)); /* enlarged */
    assert_int_equal(image.width, 400);
    assert_int_equal(image.height, 100);
    assert_true(same_color(image.argb[100], 0xFFFF0000u));
    image_finish(&image);
}

static void reads_jpeg_and_transparent_png(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX];
    struct image image;
    assert_true(image_load(save("photo.jpg", 64, 48, 255, path), 64, 48, IMAGE_COVER, &image, NULL));
    assert_true(image.is_opaque);
    assert_true(same_color(image.argb[5], 0xFFFF0000u));
    image_finish(&image);
    assert_true(image_load(save("glass.png", 64, 48, 128, path), 32, 24, IMAGE_COVER, &image, NULL));
    assert_false(image.is_opaque);
    assert_true(same_color(image.argb[2], 0x80FF0000u));
    image_finish(&image);
}

static void an_svg_is_drawn_at_the_size_needed(void **state)
{
    (void)state;
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
                              "<path d='M0 0H10V10H0Z' fill='#ff0000'/></svg>";
    static const char endless[] = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0H10V10H0Z'/></svg>";
    static const char thin[] = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='8000'>"
                               "<path d='M0 0H1V9Z'/></svg>";
    char path[FILE_PATH_MAX];
    struct image image;
    struct err err = {0};
    assert_true(image_load(write_file("a.svg", svg, sizeof svg - 1, path), 400, 400, IMAGE_CONTAIN, &image, NULL));
    assert_int_equal(image.width, 400);
    assert_int_equal(image.height, 200);
    assert_int_equal(image.argb[100 * 400 + 198], 0xFFFF0000u); /* sharp, not enlarged */
    assert_int_equal(image.argb[100 * 400 + 201] >> 24, 0);
    image_finish(&image);
    assert_false(image_load(write_file("b.svg", endless, sizeof endless - 1, path), 40, 40, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    assert_true(image_load(write_file("c.svg", thin, sizeof thin - 1, path), 1920, 1080, IMAGE_COVER, &image, NULL));
    assert_int_equal(image.width, 1920); /* without drawing it 15 million pixels high */
    image_finish(&image);
}

static void a_bomb_is_refused_before_decoding(void **state)
{
    (void)state;
    static const unsigned char bomb[] = {0x89, 'P', 'N', 'G',  '\r', '\n', 0x1a, '\n', 0,    0, 0, 13, 'I', 'H',
                                         'D',  'R', 0,   0,    0xEA, 0x60, 0,    0,    0xEA, 0x60, 8, 2, 0, 0, 0,
                                         0,    0,   0,   0};
    char path[FILE_PATH_MAX];
    struct image image;
    struct err err = {0};
    assert_false(image_load(write_file("bomb.png", bomb, sizeof bomb, path), 100, 100, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.where, path);
}

static void stumps_and_impostors_are_refused(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], cut[FILE_PATH_MAX], *data;
    struct image image;
    struct err err = {0};
    size_t n;
    save("whole.jpg", 64, 48, 255, path);
    assert_true(file_read(path, 100000, &data, &n, NULL));
    assert_false(image_load(write_file("cut.jpg", data, n / 2, cut), 64, 48, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_DAMAGED);
    free(data);
    save("whole.png", 64, 48, 255, path);
    assert_true(file_read(path, 100000, &data, &n, NULL));
    assert_false(image_load(write_file("cut.png", data, n - 20, cut), 64, 48, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_DAMAGED);
    data[60] = (char)~data[60]; /* whole, but its contents are not: left to the decoder's checksum */
    assert_false(image_load(write_file("bad.png", data, n, cut), 64, 48, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_DAMAGED);
    free(data);
    assert_false(image_load(write_file("xcf.png", "gimp xcf v003", 13, cut), 64, 48, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_UNREADABLE);
    file_join(cut, folder, "none.png");
    assert_false(image_load(cut, 64, 48, IMAGE_COVER, &image, &err));
    assert_int_equal(err.code, ERR_MISSING);
}

/* A hundred thousand restart marks in a scan that has none: nonsense, decoded in a moment or refused. */
static void hostile_37_a_jpeg_full_of_restarts(void **state)
{
    (void)state;
    char path[FILE_PATH_MAX], *data;
    struct image image;
    struct err err = {0};
    size_t n;
    save("plain.jpg", 640, 480, 255, path);
    assert_true(file_read(path, 1000000, &data, &n, NULL));
    size_t marks = 100000, head = n / 2;
    char *hostile = mem_alloc(n + 2 * marks);
    memcpy(hostile, data, head);
    for (size_t i = 0; i < marks; i++)
        memcpy(hostile + head + 2 * i, (const char[]){(char)0xFF, (char)(0xD0 + i % 8)}, 2);
    memcpy(hostile + head + 2 * marks, data + head, n - head);
    write_file("restarts.jpg", hostile, n + 2 * marks, path);
    clock_t began = clock();
    if (image_load(path, 640, 480, IMAGE_COVER, &image, &err))
        image_finish(&image);
    assert_true(clock() - began <= 2 * CLOCKS_PER_SEC);
    free(hostile);
    free(data);
}

static void averages_exactly_and_never_darkens_edges(void **state)
{
    (void)state;
    const uint32_t checks[4] = {0xFF000000u, 0xFFFFFFFFu, 0xFFFFFFFFu, 0xFF000000u};
    const uint32_t half[2] = {0xFFFFFFFFu, 0x00000000u};
    uint32_t to[9];
    scale_picture(checks, 2, 2, 2, (struct scale_part){0, 0, 2, 2}, to, 1, 1);
    assert_int_equal(to[0], 0xFF808080u);
    scale_picture(half, 2, 1, 2, (struct scale_part){0, 0, 2, 1}, to, 1, 1);
    assert_int_equal(to[0], 0x80FFFFFFu); /* what is transparent lends no colour */
    scale_picture(half, 2, 1, 2, (struct scale_part){0, 0, 1, 1}, to, 3, 3);
    assert_int_equal(to[0], 0xFFFFFFFFu);
}

static void flat_colours_stay_flat_at_any_size(void **state)
{
    (void)state;
    uint32_t from[17 * 13], to[40 * 40];
    for (size_t i = 0; i < COUNT_OF(from); i++)
        from[i] = 0xFF4080C0u;
    for (int side = 1; side <= 40; side++) {
        scale_picture(from, 17, 13, 17, (struct scale_part){0.3, 0.7, 16.1, 11.9}, to, side, side);
        for (int i = 0; i < side * side; i++)
            assert_int_equal(to[i], 0xFF4080C0u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_exact_size_is_left_alone),
        cmocka_unit_test(covers_by_cropping_and_contains_whole),
        cmocka_unit_test(reads_jpeg_and_transparent_png),
        cmocka_unit_test(an_svg_is_drawn_at_the_size_needed),
        cmocka_unit_test(a_bomb_is_refused_before_decoding),
        cmocka_unit_test(stumps_and_impostors_are_refused),
        cmocka_unit_test(hostile_37_a_jpeg_full_of_restarts),
        cmocka_unit_test(averages_exactly_and_never_darkens_edges),
        cmocka_unit_test(flat_colours_stay_flat_at_any_size),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
