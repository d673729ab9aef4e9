/* For `make bench`: a 60-word paragraph of Urdu at 48 pixels, laid out and drawn, beside HarfBuzz shaping the same text
 * in one piece. Prints "cold MS", "cached MS" and "shape MS", COUNT times.
 *
 *   bench-text COUNT
 *
 * Cold: the fonts are open, nothing else was ever done with them. Cached: the same paragraph in the next frame. The
 * floor has a fresh font, too: what HarfBuzz prepares at a font's first use is in both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "bench.h"
#include "gfx/output.h"
#include "text/text.h"

#include <hb.h>

static const char PARAGRAPH[] =
    "رضامندی کا مطلب ہے اپنی مرضی سے دیا گیا واضح جواب، اور خاموشی کبھی رضامندی نہیں ہوتی۔ جس شخص کے ساتھ زیادتی "
    "ہوئی ہو، قصور اس کا نہیں بلکہ زیادتی کرنے والے کا ہے۔ اگر کوئی آپ پر بھروسا کر کے اپنی بات بتائے تو سنیں، "
    "یقین کریں اور پوچھیں کہ وہ آگے کیا چاہتی ہیں۔ فیصلہ انہی کا ہے";

enum { WIDTH = 1200, EM_PX = 48 };

static void must(bool is_ok, const char *what)
{
    if (is_ok)
        return;
    fprintf(stderr, "bench-text: %s\n", what);
    exit(1);
}

static void draw_once(struct text *text, struct gfx *gfx)
{
    const struct text_style style = {.face = TEXT_NASTALIQ, .px = EM_PX, .pitch = 2.05f};
    gfx_begin(gfx, (struct color){0, 0, 0, 255});
    gfx_pixel(gfx, 0, 0); /* the ground is painted; what follows is not put off either */
    double began_ms = bench_cpu_ms();
    const struct para *para = text_layout(text, &style, LANG_UR, PARAGRAPH, strlen(PARAGRAPH), WIDTH);
    text_draw(text, para, 360, 200, COLOR_WHITE, NULL, NULL);
    gfx_pixel(gfx, 0, 0);
    printf("%.4f\n", bench_cpu_ms() - began_ms);
    gfx_end(gfx);
    text_end_frame(text);
}

static void measure_ours(struct gfx *gfx)
{
    struct text *text;
    struct err err = {0};
    must(text_open("build/share/fonts", gfx, (size_t)20 << 20, &text, &err), err.text);
    printf("cold ");
    draw_once(text, gfx);
    printf("cached ");
    draw_once(text, gfx);
    text_close(text);
}

static void measure_floor(void)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail("build/share/fonts/NotoNastaliqUrdu-Regular.ttf");
    must(blob != NULL, "no font");
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    double began_ms = bench_cpu_ms();
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, PARAGRAPH, -1, 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_RTL);
    hb_buffer_set_script(buffer, HB_SCRIPT_ARABIC);
    hb_shape(font, buffer, NULL, 0);
    printf("shape %.4f\n", bench_cpu_ms() - began_ms);
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

int main(int argc, char **argv)
{
    struct output *output;
    struct err err = {0};
    must(argc == 2, "usage: bench-text COUNT");
    must(output_open(&(struct output_options){.is_offscreen = true, .width = 1920, .height = 1080}, &output, &err),
         err.text);
    struct gfx *gfx = gfx_new(output);
    for (long i = strtol(argv[1], NULL, 10); i > 0; i--) {
        measure_ours(gfx);
        measure_floor();
    }
    gfx_free(gfx);
    output_close(output);
    return 0;
}
