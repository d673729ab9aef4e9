/* Rasters of words: where SDL2_ttf's ink lies must agree, within a pixel, with where HarfBuzz says it lies, for a
 * hundred Urdu words in both Arabic faces and weights, and for Latin. A wrong origin or a cut flag shows at once. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "gfx/output.h"
#include "text/paragraph.h"
#include "text/word.h"

static const char WORDS[] =
    "ریپ کے خلاف پاکستانی مرد الزام کرنے والے پر متاثرہ نہیں جنسی تشدد ہراسانی فرد شکار ملزم مجرم مرتکب جرم "
    "رضامندی مرضی اجازت قصوروار ٹھہرانا غلط فہمی حقیقت موقع موجود شخص صنفی بنیاد گھریلو یکجہتی احترام وقار برابری "
    "رازداری رازدارانہ بدنامی خوف صدمہ جھوٹا شروع کریں کوئز اگلا واپس ہوم جاری رکھیں چھوڑیں ختم بند فوراً منسوخ ہاں "
    "ٹھیک ہے محفوظ حذف آپ ہم آواز مدد حاصل قانون عدالت پولیس رپورٹ تحقیق ثابت شدہ ملکوں دوسرے تقریباً فیصد معتبر عدد "
    "جان بوجھ اطلاع دینا پہلے ہی اکثر متاثرین درج کروائی جاتی ہیں بھیجیں ٹوکن کاؤنٹر تشریف لائیں شاعری نوجوانوں دلوں "
    "پھونک گگگ کککک بِسْمِ اللّٰہِ الرَّحْمٰنِ داغؔ اقبالؒ علیؓ ﷺ نیم‌خوابی می‌خواہد ۲۵٪ ۱۹۴۷ء "
    "ڈیجیٹل ژالہ ضمیر ظالم غصہ";

static const char LATIN_WORDS[] =
    "Blame the rapist, not victim. (at) 0800-70806 +92 25% info@example.pk Æsop fjord [12-B/24] Q";

static struct fonts fonts;
static struct cache cache;

static int open_fonts(void **state)
{
    (void)state;
    struct err err;
    assert_true(fonts_open(&fonts, "build/share/fonts", true, &err));
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    cache_finish(&cache);
    fonts_close(&fonts);
    return 0;
}

static struct run run_of_word(const char *word, size_t n, enum font_id font, uint16_t size)
{
    struct run run = {.size = size, .font = font, .is_rtl = font_is_arabic(font)};
    for (size_t at = 0; at < n;)
        run.cps[run.count++] = utf8_next(word, n, &at);
    return run;
}

static void assert_ink_is_where_measured(const struct run *run)
{
    struct raster raster = raster_run(&fonts, run);
    struct ink ink = shape_get(&cache, &fonts, run)->ink;
    float em = (float)run->size / 2;
    assert_non_null(raster.alpha);
    assert_in_range(raster.left + 1 - (int)floorf(ink.left * em), 0, 2);
    assert_in_range(raster.top + 1 - (int)floorf(ink.top * em), 0, 2);
    assert_in_range(raster.left + raster.w + 1 - (int)ceilf(ink.right * em), 0, 2);
    assert_in_range(raster.top + raster.h + 1 - (int)ceilf(ink.bottom * em), 0, 2);
    free(raster.alpha);
}

static void check_words(const char *words, enum font_id font)
{
    static const uint16_t SIZES[] = {41, 88, 208};
    for (const char *word = words; *word != 0;) {
        size_t n = strcspn(word, " ");
        for (size_t i = 0; i < COUNT_OF(SIZES); i++) {
            struct run run = run_of_word(word, n, font, SIZES[i]);
            assert_ink_is_where_measured(&run);
        }
        word += n + (word[n] == ' ');
    }
}

static void nastaliq_stands_where_measured(void **state)
{
    (void)state;
    check_words(WORDS, FONT_NASTALIQ);
    check_words(WORDS, FONT_NASTALIQ_BOLD);
}

static void naskh_stands_where_measured(void **state)
{
    (void)state;
    check_words(WORDS, FONT_NASKH);
    check_words(WORDS, FONT_NASKH_BOLD);
}

static void latin_stands_where_measured(void **state)
{
    (void)state;
    check_words(LATIN_WORDS, FONT_LATIN);
    check_words(LATIN_WORDS, FONT_LATIN_BOLD);
}

static void a_raster_does_not_depend_on_what_came_before(void **state)
{
    (void)state;
    struct run run = run_of_word("کرنے", strlen("کرنے"), FONT_NASTALIQ, 96);
    struct run other = run_of_word("مرد", strlen("مرد"), FONT_NASTALIQ, 40);
    struct raster first = raster_run(&fonts, &run);
    free(raster_run(&fonts, &other).alpha);
    struct raster again = raster_run(&fonts, &run);
    assert_int_equal(first.w, again.w);
    assert_int_equal(first.h, again.h);
    assert_memory_equal(first.alpha, again.alpha, (size_t)first.w * (size_t)first.h);
    free(first.alpha);
    free(again.alpha);
}

static void runs_without_ink_are_no_error(void **state)
{
    (void)state;
    struct run joiner = {.size = 80, .count = 1, .font = FONT_NASTALIQ, .is_rtl = true, .cps = {0x200C}};
    struct run none = {.size = 80, .font = FONT_LATIN};
    assert_null(raster_run(&fonts, &joiner).alpha);
    assert_null(raster_run(&fonts, &none).alpha);
}

/* How many pixels of a box are not black, and of those how many are redder than green. */
static int count_ink(struct gfx *gfx, struct box box, int *red)
{
    int count = 0;
    *red = 0;
    for (int y = box.y; y < box.y + box.h; y++) {
        for (int x = box.x; x < box.x + box.w; x++) {
            struct color color = gfx_pixel(gfx, x, y);
            count += color.r + color.g > 60;
            *red += color.r > color.g + 60;
        }
    }
    return count;
}

static void paragraphs_are_drawn_marked_and_revealed(void **state)
{
    (void)state;
    struct err err;
    struct output *output;
    struct text *text;
    struct output_options options = {.is_offscreen = true, .width = 400, .height = 200};
    assert_true(output_open(&options, &output, &err));
    struct gfx *gfx = gfx_new(output);
    assert_true(text_open("build/share/fonts", gfx, 1 << 20, &text, &err));
    struct text_style style = {.px = 40, .pitch = 1.9f};
    const char *utf8 = "ہم آواز\nاردو";
    const struct para *para = text_layout(text, &style, LANG_UR, utf8, strlen(utf8), 380);

    int red;
    struct box first = {0, 0, 400, 76}, second = {0, 84, 400, 76};
    gfx_begin(gfx, (struct color){0, 0, 0, 255});
    text_draw(text, para, 10, 0, COLOR_WHITE, &(struct text_mark){5, 13, {255, 0, 0, 255}}, NULL);
    int half = count_ink(gfx, first, &red);
    assert_true(red > half / 4 && red < half);
    assert_true(count_ink(gfx, second, &red) > 50 && red == 0);

    gfx_begin(gfx, (struct color){0, 0, 0, 255});
    text_draw(text, para, 10, 0, COLOR_WHITE, NULL, &(struct text_reveal){300, 280, 400, 20});
    int all = count_ink(gfx, first, &red);
    assert_true(all > 50);
    assert_int_equal(count_ink(gfx, second, &red), 0);

    gfx_reset(gfx);
    gfx_begin(gfx, (struct color){0, 0, 0, 255});
    text_draw(text, para, 10, 0, COLOR_WHITE, NULL, NULL);
    assert_int_equal(count_ink(gfx, first, &red), all);

    text_close(text);
    gfx_free(gfx);
    output_close(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nastaliq_stands_where_measured),
        cmocka_unit_test(naskh_stands_where_measured),
        cmocka_unit_test(latin_stands_where_measured),
        cmocka_unit_test(a_raster_does_not_depend_on_what_came_before),
        cmocka_unit_test(runs_without_ink_are_no_error),
        cmocka_unit_test(paragraphs_are_drawn_marked_and_revealed),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
