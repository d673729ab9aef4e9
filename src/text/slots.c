/* Figures whose digits keep their places while they count: each digit stands in the middle of a slot as wide as the
 * widest digit. Invariant: a figure's width depends only on how many digits it has and which other signs. */
#include <math.h>
#include <string.h>

#include "text/paragraph.h"
#include "text/word.h"

static const struct shaped *shape_of(struct text *text, bool is_bold, char c, struct run *run)
{
    *run = (struct run){.count = 1, .font = font_weighted(FONT_LATIN, is_bold), .cps = {(unsigned char)c}};
    return shape_get(&text->cache, &text->fonts, run);
}

static float widest_digit(struct text *text, bool is_bold)
{
    float widest = 0;
    struct run run;
    for (char c = '0'; c <= '9'; c++)
        widest = fmaxf(widest, shape_of(text, is_bold, c, &run)->advance);
    return widest;
}

static float slot_of(struct text *text, bool is_bold, char c, float digit)
{
    struct run run;
    return c >= '0' && c <= '9' ? digit : shape_of(text, is_bold, c, &run)->advance;
}

float text_slots_width(struct text *text, bool is_bold, float px, float tracking, const char *ascii)
{
    float width = 0, digit = widest_digit(text, is_bold);
    for (const char *c = ascii; *c != 0; c++)
        width += slot_of(text, is_bold, *c, digit) + (c[1] != 0 ? tracking : 0);
    return width * px;
}

void text_slots_draw(struct text *text, bool is_bold, float px, float tracking, const char *ascii, float x,
                     float baseline, struct color color)
{
    if (text->gfx == NULL || gfx_is_muted(text->gfx))
        return;
    float digit = widest_digit(text, is_bold);
    bool is_begun = false;
    for (const char *c = ascii; *c != 0; c++) {
        struct run run;
        float slot = slot_of(text, is_bold, *c, digit);
        float inset = (slot - shape_of(text, is_bold, *c, &run)->advance) / 2;
        run.size = size_for(px);
        const struct word *word = word_get(&text->cache, &text->fonts, text->gfx, &run);
        int pen = (int)lroundf(x + inset * px);
        if (word != NULL && word->texture != NULL) {
            word_put(text, &(struct text_drawn){
                               .texture = word->texture,
                               .x = pen + word->left,
                               .y = (int)lroundf(baseline) + word->top,
                               .color = color,
                               .px = px,
                               .is_first = !is_begun,
                           });
            is_begun = true;
        }
        x += (slot + tracking) * px;
    }
}

float text_digit_height(struct text *text, bool is_bold)
{
    struct run run;
    return -shape_of(text, is_bold, '1', &run)->ink.top;
}
