/* Laying out text, drawing left out. The first bytes choose the style, the rest is the text. */
#include <math.h>

#include "fuzz.h"
#include "text/text.h"

static struct text_style choose_style(const uint8_t **data, size_t *n)
{
    uint8_t bits = fuzz_byte(data, n);
    return (struct text_style){
        .face = bits & 1,
        .is_bold = bits & 2,
        .is_private = bits & 4,
        .is_balanced = bits & 8,
        .tracking = bits & 16 ? -0.03f : 0,
        .align = bits >> 6 & 1 ? TEXT_CENTER : TEXT_START,
        .px = fuzz_byte(data, n),
        .pitch = 1 + (float)(fuzz_byte(data, n) % 16) / 8,
        .max_lines = fuzz_byte(data, n) % 6,
    };
}

static void check_para(const struct para *para, size_t n)
{
    CHECK(para && para->line_count > 0 && isfinite(para->width) && isfinite(para->height) && para->height >= 0);
    for (size_t i = 0; i < para->line_count; i++) {
        const struct text_line *line = &para->lines[i];
        CHECK(line->from <= line->to && line->to <= n && isfinite(line->left) && isfinite(line->width));
        CHECK(isfinite(line->baseline) && (i == 0 || line->baseline >= para->lines[i - 1].baseline));
    }
    for (uint32_t at = 0; at <= n; at += 5) {
        struct text_caret caret = text_caret(para, at, at % 2);
        CHECK(isfinite(caret.x) && text_hit(para, caret.x, caret.bottom) <= n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct text *text;
    if (!text)
        CHECK(text_open("build/share/fonts", NULL, (size_t)4 << 20, &text, NULL));
    struct text_style style = choose_style(&data, &n);
    enum lang lang = fuzz_byte(&data, &n) % LANG_COUNT;
    float width = 4 * (float)fuzz_byte(&data, &n);
    n = n < 2000 ? n : 2000;
    check_para(text_layout(text, &style, lang, (const char *)data, n, width), n);
    if (n < 200)
        check_para(text_fit(text, &style, lang, (const char *)data, n, width, width / 2, 8, 90), n);
    text_forget_private(text);
    text_end_frame(text);
    return 0;
}
