/* What a paragraph promises its caller: lines, balance, ellipsis, fit, carets, caches. */
#include "scratch.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/paragraph.h"

static const char LONG[] = "پاکستان کا قیام چودہ اگست انیس سو سینتالیس کو عمل میں آیا۔ قائدِ اعظم محمد علی جناح";

static const char MARKS[] =
    "بِسْمِ اللّٰہِ الرَّحْمٰنِ الرَّحِیْمِ۔ اُردُو ہے جِس کا نام ہَمیں جانتے ہیں داغؔ۔ "
    "آپ ﷺ، حضرت علیؓ";

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

static const struct para *lay_out(const char *utf8, enum lang lang, enum text_face face, float width)
{
    bool is_rtl = lang_is_rtl(lang);
    struct text_style style = {.face = face, .px = is_rtl ? 40 : 29, .pitch = is_rtl ? 1.9f : 1.45f};
    return text_layout(text, &style, lang, utf8, strlen(utf8), width);
}

static void empty_text_is_one_line(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 1.9f};
    const struct para *para = text_layout(text, &style, LANG_UR, "", 0, 300);
    assert_int_equal(para->line_count, 1);
    assert_float_equal(para->height, 76, 1);
    assert_float_equal(text_caret(para, 0, false).x, 300, 0.01);
    assert_int_equal(text_hit(para, 10, 10), 0);
    assert_ptr_equal(text_layout(text, &style, LANG_UR, NULL, 0, 300), para);
}

static void assert_carets_return(const char *utf8, enum lang lang)
{
    const struct para *para = lay_out(utf8, lang, TEXT_NASKH, 0);
    const struct paragraph *p = paragraph_of(para);
    float x = lang_is_rtl(lang) ? INFINITY : -INFINITY;
    for (size_t i = 0; i <= p->units.count; i++) {
        if (i < p->units.count && p->units.at[i].is_mark)
            continue;
        uint32_t at = i < p->units.count ? p->units.at[i].byte : (uint32_t)strlen(utf8);
        struct text_caret caret = text_caret(para, at, false);
        assert_true(lang_is_rtl(lang) ? caret.x < x : caret.x > x);
        assert_int_equal(text_hit(para, caret.x, p->lines[0].baseline), at);
        x = caret.x;
    }
}

static void a_caret_is_found_where_it_is_drawn(void **state)
{
    (void)state;
    assert_carets_return("محمد عبداللہ پیرزادہ", LANG_UR);
    assert_carets_return("بِلال لاہور ", LANG_UR);
    assert_carets_return("Ayesha Khan ", LANG_EN);
}

static void a_caret_between_directions_has_two_places(void **state)
{
    (void)state;
    const char *utf8 = "نام Ali";
    const struct para *para = lay_out(utf8, LANG_UR, TEXT_NASKH, 400);
    struct text_caret before = text_caret(para, 7, true), after = text_caret(para, 7, false);
    assert_true(before.is_rtl && !after.is_rtl);
    assert_true(after.x < before.x - 20);
    assert_float_equal(text_caret(para, 10, true).x, before.x, 0.5);
}

static void a_word_is_not_shaped_into_its_neighbour_script(void **state)
{
    (void)state;
    const struct para *para = lay_out("ڪراچي اردو", LANG_UR, TEXT_NASTALIQ, 0);
    const struct paragraph *p = paragraph_of(para);
    assert_int_equal(p->item_count, 3);
    assert_int_equal(p->items[0].font, FONT_NASKH);
    assert_int_equal(p->items[2].font, FONT_NASTALIQ);
}

static void what_no_font_has_is_told(void **state)
{
    (void)state;
    assert_int_equal(lay_out("سلام 😀", LANG_UR, TEXT_NASTALIQ, 0)->missing, 0x1F600);
    const struct para *para = lay_out("漢 x", LANG_EN, TEXT_NASTALIQ, 0);
    assert_int_equal(para->missing, 0x6F22);
    assert_int_equal(paragraph_of(para)->item_count, 3);
    assert_int_equal(lay_out("سلام", LANG_UR, TEXT_NASTALIQ, 0)->missing, 0);
}

static const char SLOGAN[] = "Blame the rapist who did it, not the one who was hurt by him.";

static void balanced_lines_are_as_few_and_evener(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 1.2f, .is_bold = true};
    for (float width = 200; width < 1200; width += 20) {
        style.is_balanced = false;
        const struct para *greedy = text_layout(text, &style, LANG_EN, SLOGAN, strlen(SLOGAN), width);
        style.is_balanced = true;
        const struct para *even = text_layout(text, &style, LANG_EN, SLOGAN, strlen(SLOGAN), width);
        assert_int_equal(even->line_count, greedy->line_count);
        if (even->line_count > 1)
            assert_true(even->lines[even->line_count - 1].width > even->widest * 0.35f);
        assert_true(even->widest <= width);
    }
}

static void too_many_lines_end_in_an_ellipsis(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 1.9f, .max_lines = 2};
    const char *utf8 = LONG;
    const struct para *para = text_layout(text, &style, LANG_UR, utf8, strlen(utf8), 400);
    const struct paragraph *p = paragraph_of(para);
    const struct item *last = &p->items[p->item_count - 1];
    assert_true(para->is_cut);
    assert_int_equal(para->line_count, 2);
    assert_int_equal(p->units.at[last->from].cp, 0x06D4);
    assert_int_equal(last->to - last->from, 3);
    assert_true(para->widest <= 400);
    assert_true(last->x < p->items[p->item_count - 2].x);
    text_caret(para, (uint32_t)strlen(utf8), false);

    const struct para *whole = text_layout(text, &style, LANG_EN, "short", 5, 400);
    assert_false(whole->is_cut);
}

static void fit_takes_the_largest_size_that_fits(void **state)
{
    (void)state;
    struct text_style style = {.pitch = 1.2f, .is_bold = true, .is_balanced = true, .max_lines = 3};
    const struct para *para = text_fit(text, &style, LANG_EN, SLOGAN, strlen(SLOGAN), 900, 300, 10, 200);
    assert_true(para->px > 10 && para->px < 200);
    assert_true(para->ink_bottom - para->ink_top <= 300 && para->widest <= 900 && !para->is_cut);
    const struct para *tiny = text_fit(text, &style, LANG_EN, SLOGAN, strlen(SLOGAN), 40, 10, 12, 200);
    assert_float_equal(tiny->px, 12, 0.01);
    const struct para *most = text_fit(text, &style, LANG_EN, "a", 1, 900, 300, 10, 60);
    assert_float_equal(most->px, 60, 0.01);
}

/* Unlike metrics, ink is what one sees: no flag may touch the line above. */
static void inks_of_two_lines_never_meet(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 0.9f};
    const struct para *para = text_layout(text, &style, LANG_UR, MARKS, strlen(MARKS), 250);
    struct text_style loose = {.px = 40, .pitch = 4};
    const struct para *apart = text_layout(text, &loose, LANG_UR, MARKS, strlen(MARKS), 250);
    assert_true(para->line_count > 3);
    for (size_t k = 1; k < para->line_count; k++) {
        float pitch = para->lines[k].baseline - para->lines[k - 1].baseline;
        assert_true(pitch > 0.9f * 40 + 4);
        assert_float_equal(apart->lines[k].baseline - apart->lines[k - 1].baseline, 160, 1.01);
    }
}

static void a_line_of_the_other_script_takes_its_own_pitch(void **state)
{
    (void)state;
    const struct para *para = lay_out("اردو\nEnglish\nاردو", LANG_UR, TEXT_NASTALIQ, 500);
    assert_int_equal(para->line_count, 3);
    assert_true(para->height < 3 * 76 - 20);
    const struct para *urdu = lay_out("اردو", LANG_EN, TEXT_NASTALIQ, 500);
    assert_true(urdu->height > 70);
}

/* A width that holds the words up to the hyphen and no more. */
static size_t lines_at_the_hyphen(const char *utf8)
{
    char begin[32];
    size_t n = (size_t)(strchr(utf8, '-') - utf8) + 1;
    memcpy(begin, utf8, n);
    begin[n] = '\0';
    float width = lay_out(begin, LANG_EN, TEXT_NASKH, 0)->widest + 1;
    return lay_out(utf8, LANG_EN, TEXT_NASKH, width)->line_count;
}

static void a_prefix_stays_with_its_word(void **state)
{
    (void)state;
    assert_true(lay_out("raped a non-partner", LANG_EN, TEXT_NASKH, 400)->line_count == 1);
    const struct para *two = lay_out("raped a non-partner", LANG_EN, TEXT_NASKH, 200);
    assert_int_equal(two->line_count, 2);
    float whole = lay_out("non-partner", LANG_EN, TEXT_NASKH, 0)->widest;
    assert_float_equal(two->lines[1].width, whole, 0.5);
    assert_int_equal(lines_at_the_hyphen("community-based"), 2); /* a longer word may part there */
}

static void alignment_goes_by_the_language(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 1.9f};
    const struct para *urdu = text_layout(text, &style, LANG_UR, "Ali", 3, 500);
    assert_float_equal(urdu->lines[0].left + urdu->lines[0].width, 500, 0.01);
    const struct para *english = text_layout(text, &style, LANG_EN, "علی", 6, 500);
    assert_float_equal(english->lines[0].left, 0, 0.01);
    style.align = TEXT_CENTER;
    const struct para *middle = text_layout(text, &style, LANG_EN, "Ali", 3, 500);
    assert_float_equal(middle->lines[0].left, (500 - middle->lines[0].width) / 2, 0.01);
}

static void tracking_moves_letters(void **state)
{
    (void)state;
    struct text_style style = {.px = 100, .pitch = 1.1f};
    float plain = text_layout(text, &style, LANG_EN, "Blame", 5, 0)->widest;
    style.tracking = -0.03f;
    assert_float_equal(text_layout(text, &style, LANG_EN, "Blame", 5, 0)->widest, plain - 15, 0.1);
}

static void a_counting_number_does_not_shiver(void **state)
{
    (void)state;
    assert_float_equal(text_slots_width(text, true, 100, 0, "111"), text_slots_width(text, true, 100, 0, "808"), 0.01);
    assert_true(text_slots_width(text, true, 100, 0, "1,1") < text_slots_width(text, true, 100, 0, "111"));
    float height = text_digit_height(text, true);
    assert_true(height > 0.6f && height < 0.85f);
}

static void private_text_is_forgotten(void **state)
{
    (void)state;
    text_layout(text, &(struct text_style){.px = 40, .pitch = 1.9f}, LANG_UR, "عائشہ", 10, 0);
    size_t entries = text->cache.count, bytes = text_cached_bytes(text);
    struct text_style style = {.px = 40, .pitch = 1.9f, .is_private = true};
    text_layout(text, &style, LANG_UR, "عائشہ", 10, 0);
    text_layout(text, &style, LANG_EN, "Ayesha Khan", 11, 0);
    assert_true(text->cache.count >= entries + 5);
    text_forget_private(text);
    assert_int_equal(text->cache.count, entries);
    assert_int_equal(text_cached_bytes(text), bytes);
}

static void the_cache_keeps_to_its_budget(void **state)
{
    (void)state;
    struct text_style style = {.px = 40, .pitch = 1.9f};
    char words[32];
    for (int frame = 0; frame < 3000; frame++) {
        int n = snprintf(words, sizeof words, "word%d number%d", frame, frame * 7);
        const struct para *para = text_layout(text, &style, LANG_EN, words, (size_t)n, 0);
        assert_ptr_equal(text_layout(text, &style, LANG_EN, words, (size_t)n, 0), para);
        text_end_frame(text);
    }
    text_end_frame(text);
    assert_true(text_cached_bytes(text) <= 1 << 20);
    assert_true(text_cached_bytes(text) > 1 << 19);
}

static void a_missing_font_is_named(void **state)
{
    (void)state;
    struct text *none = NULL;
    struct err err;
    assert_false(text_open("/nowhere", NULL, 0, &none, &err));
    assert_int_equal(err.code, ERR_MISSING);
    assert_non_null(strstr(err.where, "NotoNastaliqUrdu-Regular.ttf"));
    assert_null(none);
    assert_non_null(strstr(text_versions(text), "HarfBuzz"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_text_is_one_line),
        cmocka_unit_test(a_caret_is_found_where_it_is_drawn),
        cmocka_unit_test(a_caret_between_directions_has_two_places),
        cmocka_unit_test(a_word_is_not_shaped_into_its_neighbour_script),
        cmocka_unit_test(what_no_font_has_is_told),
        cmocka_unit_test(balanced_lines_are_as_few_and_evener),
        cmocka_unit_test(too_many_lines_end_in_an_ellipsis),
        cmocka_unit_test(fit_takes_the_largest_size_that_fits),
        cmocka_unit_test(inks_of_two_lines_never_meet),
        cmocka_unit_test(a_line_of_the_other_script_takes_its_own_pitch),
        cmocka_unit_test(a_prefix_stays_with_its_word),
        cmocka_unit_test(alignment_goes_by_the_language),
        cmocka_unit_test(tracking_moves_letters),
        cmocka_unit_test(a_counting_number_does_not_shiver),
        cmocka_unit_test(private_text_is_forgotten),
        cmocka_unit_test(the_cache_keeps_to_its_budget),
        cmocka_unit_test(a_missing_font_is_named),
    };
    return cmocka_run_group_tests(tests, open_text, close_text);
}
