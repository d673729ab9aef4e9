/* Layout against golden files, and what must hold for any text. tests/golden/text/NAME.golden lists each line and its
 * words in visual order; HAMAWAZ_GOLDEN=write makes the files anew, to be read before they are committed. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/paragraph.h"

static const struct sample {
    const char *name;
    enum lang lang;
    enum text_face face;
    const char *utf8;
} SAMPLES[] = {
    {"urdu", LANG_UR, TEXT_NASTALIQ,
     "پاکستان کا قیام چودہ اگست انیس سو سینتالیس کو عمل میں آیا۔ قائدِ اعظم محمد علی "
     "جناح نے فرمایا کہ ایمان، اتحاد اور تنظیم ہمارے رہنما اصول ہیں۔"},
    {"telephone", LANG_UR, TEXT_NASTALIQ,
     "ہمارا دفتر Blue Area، اسلام آباد میں ہے۔ فون نمبر +92 51 920 3456 پر صبح 9:00 سے "
     "شام 5:30 تک رابطہ کریں یا info@example.pk پر e-mail بھیجیں۔ ٹوکن نمبر A-107۔"},
    {"english", LANG_EN, TEXT_NASTALIQ,
     "Call 0800-70806 or write to info@example.pk before 10:30 AM (ask for counter 3)."},
    {"quotation", LANG_EN, TEXT_NASTALIQ,
     "The poet Faiz wrote: “مجھ سے پہلی سی محبت مری محبوب نہ مانگ” and the whole mushaira "
     "stood up to applaud (at least 500 people)."},
    {"percent", LANG_UR, TEXT_NASTALIQ,
     "قیمت 25% کم ہو کر Rs. 1,250.50 رہ گئی (پہلے ۱٬۵۰۰ روپے تھی)؛ مزید ۲۵٪ رعایت "
     "31/12/2025 تک۔"},
    {"dates", LANG_UR, TEXT_NASTALIQ,
     "تاریخ: ۱۴ اگست ۱۹۴۷ء بمطابق ۲۷ رمضان ۱۳۶۶ھ۔ وقت: 10:30 AM تا 12:45 PM (جمعہ)۔ "
     "حوالہ: [فائل نمبر 12-B/2024]۔"},
    {"marks", LANG_UR, TEXT_NASTALIQ,
     "بِسْمِ اللّٰہِ الرَّحْمٰنِ الرَّحِیْمِ۔ اُردُو ہے جِس کا نام ہَمیں جانتے ہیں داغؔ۔ "
     "آپ ﷺ، حضرت علیؓ، مؤلفؒ۔"},
    {"pashto", LANG_UR, TEXT_NASTALIQ,
     "د پښتو ژبه ډېره خوږه ده. ټول خلک په خپل ژوند کې ښه کړنې غواړي؛ دا ځای ډېر ښکلی دی."},
    {"sindhi", LANG_UR, TEXT_NASKH,
     "سنڌي ٻولي تمام قديم ۽ مٺي آهي. ڪراچي ۾ گهڻا ماڻهو ڳالهائين ٿا؛ ڄاڻ، ڏات ۽ ڌيان."},
    {"counters", LANG_EN, TEXT_NASTALIQ,
     "Scan the QR code at Counter ۳ (کاؤنٹر نمبر تین), then select اردو or English. "
     "Total: Rs. ۲٬۴۵۰ — thank you, شکریہ!"},
    {"joiners", LANG_UR, TEXT_NASTALIQ,
     "نیم‌خوابی، می‌خواہد، دل‌کش اور کتـاب؛ CO₂ کا حجم 5 m³ ہے ✓ اور درجۂ حرارت −3.5 °C؛ "
     "ای۔میل 😀 یہاں نہیں۔"},
    {"sources", LANG_UR, TEXT_NASTALIQ,
     "ماخذ: Lisak et al., 2010؛ اینٹی ریپ ایکٹ 2021، دفعہ 22؛ PDHS 2012-13۔ نتائج 1, 2, 3 "
     "اور 0800-70806! کیا یہ سچ ہے؟"},
    {"mixed-faces", LANG_UR, TEXT_NASTALIQ, "لفظ ڪراچي ۽ \"اقتباس\" اور “اقتباس” - یہ/وہ"},
    {"other-way", LANG_UR, TEXT_NASTALIQ, "Pakistani Men Against Rape."},
};

static struct text *text;

static int open_text(void **state)
{
    (void)state;
    struct err err;
    assert_true(text_open("build/share/fonts", NULL, 1 << 20, &text, &err));
    return 0;
}

static int close_text(void **state)
{
    (void)state;
    text_close(text);
    return 0;
}

static struct text_style style_of(const struct sample *sample)
{
    bool is_rtl = lang_is_rtl(sample->lang);
    return (struct text_style){.face = sample->face, .px = is_rtl ? 40 : 29, .pitch = is_rtl ? 1.9f : 1.45f};
}

static const struct para *lay_out(const char *utf8, enum lang lang, enum text_face face, float width)
{
    struct sample sample = {"", lang, face, utf8};
    struct text_style style = style_of(&sample);
    return text_layout(text, &style, lang, utf8, strlen(utf8), width);
}

/* Quarters of a pixel, so that the last bit of a float does not matter. */
static double quarter(float x)
{
    return round((double)x * 4) / 4;
}

static int by_x(const void *a, const void *b)
{
    const struct item *left = *(const struct item *const *)a, *right = *(const struct item *const *)b;
    return left->x != right->x ? (left->x < right->x ? -1 : 1) : (left < right ? -1 : 1);
}

static void write_item(struct str *out, const struct paragraph *p, const struct item *item)
{
    static const char *const FONTS[] = {"nastaliq", "nastaliq-bold", "naskh", "naskh-bold", "latin", "latin-bold",
                                        "symbols"};
    str_addf(out, "  x %.2f advance %.2f %s level %d ", quarter(item->x), quarter(item->advance), FONTS[item->font],
             item->level);
    for (uint32_t i = item->from; i < item->to; i++)
        str_add_code_point(out, p->units.at[i].cp);
    str_add(out, "\n");
}

static void write_line(struct str *out, const struct paragraph *p, size_t k)
{
    const struct text_line *line = &p->lines[k];
    str_addf(out, "line %zu bytes %u..%u baseline %.2f left %.2f width %.2f ink %.2f..%.2f\n", k, line->from, line->to,
             quarter(line->baseline), quarter(line->left), quarter(line->width), quarter(line->ink_top),
             quarter(line->ink_bottom));
    const struct item **items = mem_array(p->item_count, sizeof *items);
    size_t count = 0;
    for (uint32_t i = p->rows[k].from; i < p->rows[k].content_to; i++)
        if (!p->items[i].is_space)
            items[count++] = &p->items[i];
    qsort(items, count, sizeof *items, by_x);
    for (size_t i = 0; i < count; i++)
        write_item(out, p, items[i]);
    free(items);
}

static void write_para(struct str *out, const struct sample *sample, const struct para *para)
{
    const struct paragraph *p = paragraph_of(para);
    str_addf(out, "%s\n", sample->utf8);
    str_addf(out, "width %.2f height %.2f missing U+%04X\n", quarter(para->width), quarter(para->height),
             para->missing);
    for (size_t k = 0; k < para->line_count; k++)
        write_line(out, p, k);
}

static void layouts_are_as_they_were(void **state)
{
    (void)state;
    const char *mode = getenv("HAMAWAZ_GOLDEN");
    for (size_t i = 0; i < COUNT_OF(SAMPLES); i++) {
        const struct sample *sample = &SAMPLES[i];
        struct str shown = {0};
        write_para(&shown, sample, lay_out(sample->utf8, sample->lang, sample->face, 620));
        char path[FILE_PATH_MAX];
        snprintf(path, sizeof path, "tests/golden/text/%s.golden", sample->name);
        struct err err;
        if (str_equal(mode, "write"))
            assert_true(file_write_atomic(path, str_get(&shown), shown.length, 0644, &err));
        char *golden = NULL;
        size_t n;
        assert_true(file_read(path, 1 << 20, &golden, &n, &err));
        assert_string_equal(str_get(&shown), golden);
        free(golden);
        str_finish(&shown);
    }
}

/* Its three dots are shown even where they are wider than the line. */
static bool is_only_ellipsis(const struct paragraph *p, const struct row *row)
{
    return p->para.is_cut && row->to - row->from == 1 && row->to == p->item_count;
}

static void assert_sound(const struct para *para, float width)
{
    const struct paragraph *p = paragraph_of(para);
    assert_true(para->line_count > 0);
    uint32_t unit = 0;
    for (size_t k = 0; k < para->line_count; k++) {
        assert_true(isfinite(p->lines[k].baseline) && isfinite(p->lines[k].ink_top));
        assert_true(width <= 0 || p->is_torn || p->lines[k].width <= width + 0.01f ||
                    is_only_ellipsis(p, &p->rows[k]));
        assert_true(k == 0 || p->lines[k].baseline > p->lines[k - 1].baseline);
        for (uint32_t i = p->rows[k].from; i < p->rows[k].to; i++) {
            const struct item *item = &p->items[i];
            assert_true(para->is_cut || item->from == unit);
            unit = item->to;
            for (uint32_t u = 0; u < item->to - item->from; u++)
                assert_true(p->edges[item->edge + u + 1] >= p->edges[item->edge + u] - 0.001f);
        }
    }
    assert_true(para->is_cut || unit == p->units.count);
}

static void every_sample_is_sound_at_every_width(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(SAMPLES); i++)
        for (float width = 0; width < 900; width += 75)
            assert_sound(lay_out(SAMPLES[i].utf8, SAMPLES[i].lang, SAMPLES[i].face, width), width);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Pieces of samples and raw bytes, in any order. */
static size_t write_random(uint32_t *seed, char *out, size_t room)
{
    size_t n = 0;
    while (n + 64 < room && next_random(seed) % 40 != 0) {
        const char *from = SAMPLES[next_random(seed) % COUNT_OF(SAMPLES)].utf8;
        size_t start = next_random(seed) % strlen(from), take = next_random(seed) % 24;
        for (size_t i = 0; i < take && from[start + i] != 0; i++)
            out[n++] = from[start + i];
        if (next_random(seed) % 3 == 0)
            out[n++] = (char)next_random(seed);
        if (next_random(seed) % 4 == 0)
            n += utf8_put(out + n, next_random(seed) % 0x3000);
        if (next_random(seed) % 9 == 0)
            n += utf8_put(out + n, 0x2028 + next_random(seed) % 0x48);
    }
    return n;
}

static void no_bytes_whatever_break_it(void **state)
{
    (void)state;
    static char bytes[4096];
    uint32_t seed = 20240814;
    for (int round = 0; round < 400; round++) {
        size_t n = write_random(&seed, bytes, sizeof bytes);
        float width = (float)(next_random(&seed) % 5) * 90;
        struct text_style style = {.face = next_random(&seed) % 2, .px = (float)(next_random(&seed) % 90),
                                   .pitch = 1.5f, .is_balanced = next_random(&seed) % 2,
                                   .max_lines = (int)(next_random(&seed) % 4), .is_bold = next_random(&seed) % 2,
                                   .tracking = next_random(&seed) % 2 ? -0.03f : 0};
        const struct para *para = text_layout(text, &style, next_random(&seed) % LANG_COUNT, bytes, n, width);
        assert_sound(para, width);
        for (uint32_t at = 0; at <= n; at += 7) {
            struct text_caret caret = text_caret(para, at, at % 2);
            assert_true(text_hit(para, caret.x, caret.bottom) <= n);
        }
        text_end_frame(text);
    }
}

static void hostile_lengths_are_harmless(void **state)
{
    (void)state;
    size_t n = 200000;
    char *bytes = mem_alloc(n);
    for (size_t i = 0; i + 2 <= n; i += 2)
        memcpy(bytes + i, "\u064E", 2);
    struct text_style style = {.px = 40, .pitch = 1.9f};
    assert_sound(text_layout(text, &style, LANG_UR, bytes, n, 500), 500);
    memset(bytes, 'W', n);
    const struct para *para = text_layout(text, &style, LANG_EN, bytes, n, 500);
    assert_true(para->is_cut);
    assert_sound(para, 500);
    assert_sound(text_layout(text, &style, LANG_EN, bytes, n, 0), 0);
    memset(bytes, 0, n);
    assert_int_equal(text_layout(text, &style, LANG_EN, bytes, n, 500)->line_count, 1);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts_are_as_they_were),
        cmocka_unit_test(every_sample_is_sound_at_every_width),
        cmocka_unit_test(no_bytes_whatever_break_it),
        cmocka_unit_test(hostile_lengths_are_harmless),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
