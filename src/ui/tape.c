/* The tape. Text is told to it word by word before it is drawn: where a letter's pixel is about to come, the picture
 * still shows what will be behind it. Letters of a line may touch, so a pixel that the last letter left as it is now
 * keeps what was behind the first. Each has at most one owner, the last line that inked it; a second one makes a clash.
 * After the frame a pixel that is not as it was left was drawn over. */
#include "ui/tape.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/theme.h"

static const float INK_LEAST = 0.25f; /* of a pixel covered: less is the soft edge of a letter */
enum {
    LEFT_NEAR = 24,    /* of 255: rounding, and the soft edge of a neighbour */
    STEPS = 20,        /* a contrast is counted in steps of 1/20 */
    STEP_COUNT = 20 * STEPS + 1,
    WEAK_PERCENT = 5,
};

static void take_word(struct text_watch *watch, const struct text_drawn *word);

void tape_start(struct tape *tape, struct ui *ui)
{
    *tape = (struct tape){.watch = {take_word}, .gfx = ui->gfx, .screen = ui->screen};
    tape->pixels = mem_array((size_t)ui->screen.w * (size_t)ui->screen.h, sizeof *tape->pixels);
    ui->tape = tape;
    text_watch(ui->text, &tape->watch);
}

void tape_mean(struct tape *tape, const struct tape_meaning *meaning)
{
    tape->meaning = *meaning;
}

static struct box joined(struct box a, struct box b)
{
    if (a.w == 0 || a.h == 0)
        return b;
    if (b.w == 0 || b.h == 0)
        return a;
    int x = a.x < b.x ? a.x : b.x, right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int y = a.y < b.y ? a.y : b.y, bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct box){x, y, right - x, bottom - y};
}

/* The bytes of the line, as many as there is room for. */
static void quote(char says[TAPE_SAYS_MAX], const char *words, const struct text_line *line)
{
    size_t n = line->to - line->from;
    char *whole = mem_string(words + line->from, n);
    whole[strcspn(whole, "\n")] = '\0';
    str_copy(says, TAPE_SAYS_MAX, whole);
    free(whole);
}

static void begin_line(struct tape *tape, const struct text_drawn *word)
{
    const struct tape_meaning *meaning = &tape->meaning;
    CHECK(tape->line_count < UINT16_MAX);
    tape->lines = mem_resize(tape->lines, ++tape->line_count, sizeof *tape->lines);
    struct tape_line *line = &tape->lines[tape->line_count - 1];
    *line = (struct tape_line){.px = word->px, .is_torn = word->is_torn, .contrast = STEP_COUNT};
    if (!word->para)
        return;
    line->missing = word->para->missing;
    line->is_cut = word->para->is_cut;
    if (word->para != meaning->para)
        return;
    line->least_px = meaning->least_px;
    line->is_in_row = meaning->is_in_row;
    line->meant = gfx_landing(tape->gfx, meaning->box).box;
    line->is_typed = meaning->is_typed;
    if (meaning->words)
        quote(line->says, meaning->words, &word->para->lines[word->line]);
}

static void clash(struct tape *tape, size_t a, size_t b)
{
    for (size_t i = tape->clash_count; i-- > 0;)
        if (tape->clashes[i].a == a && tape->clashes[i].b == b) {
            tape->clashes[i].pixels++;
            return;
        }
    tape->clashes = mem_resize(tape->clashes, tape->clash_count + 1, sizeof *tape->clashes);
    tape->clashes[tape->clash_count++] = (struct tape_clash){a, b, 1};
}

static bool is_near(struct color a, struct color b)
{
    return abs(a.r - b.r) <= LEFT_NEAR && abs(a.g - b.g) <= LEFT_NEAR && abs(a.b - b.b) <= LEFT_NEAR;
}

static struct tape_pixel *pixel_at(struct tape *tape, int x, int y)
{
    return &tape->pixels[(size_t)y * (size_t)tape->screen.w + (size_t)x];
}

/* The newest line inks this pixel. */
static void own(struct tape *tape, struct tape_pixel *pixel)
{
    size_t line = tape->line_count - 1;
    if (pixel->owner != 0 && pixel->owner != line + 1)
        clash(tape, pixel->owner - 1, line);
    pixel->owner = (uint16_t)(line + 1);
    tape->lines[line].pixels++;
}

/* How many pixels of a word have which contrast. Most of what is behind is one colour: it is reckoned once. */
struct contrasts {
    int count[STEP_COUNT], pixels, step;
    struct color behind;
};

static void count_contrast(struct contrasts *contrasts, struct color letter, struct color behind)
{
    if (contrasts->pixels == 0 || memcmp(&behind, &contrasts->behind, sizeof behind) != 0)
        contrasts->step = (int)(theme_contrast(letter, behind) * STEPS);
    contrasts->behind = behind;
    contrasts->count[contrasts->step < STEP_COUNT ? contrasts->step : STEP_COUNT - 1]++;
    contrasts->pixels++;
}

/* What all but the weakest pixels have. */
static float contrast_of(const struct contrasts *contrasts)
{
    int step = 0, passed = contrasts->count[0];
    while (step < STEP_COUNT - 1 && passed * 100 <= contrasts->pixels * WEAK_PERCENT)
        passed += contrasts->count[++step];
    return (float)step / STEPS;
}

/* A letter of `color` is about to cover `cover` of the pixel; returns what is behind. */
static struct color ink(struct tape *tape, int x, int y, struct color color, float cover)
{
    struct tape_pixel *pixel = pixel_at(tape, x, y);
    struct color now = gfx_pixel(tape->gfx, x, y);
    if (pixel->left.a == 0 || !is_near(now, pixel->left))
        *pixel = (struct tape_pixel){.behind = now};
    pixel->left = color_mix(now, color, cover);
    return pixel->behind;
}

static void take_pixels(struct tape *tape, const struct text_drawn *word, const struct gfx_landing *at,
                        struct contrasts *contrasts)
{
    struct color color = word->color;
    float opacity = at->alpha * (float)color.a / 255;
    color.a = 255;
    for (int y = at->seen.y; y < at->seen.y + at->seen.h; y++)
        for (int x = at->seen.x; x < at->seen.x + at->seen.w; x++) {
            float cover = (float)gfx_texture_alpha(word->texture, x - at->box.x, y - at->box.y) / 255;
            if (cover <= 0)
                continue;
            struct color behind = ink(tape, x, y, color, opacity * cover);
            if (cover < INK_LEAST)
                continue;
            own(tape, pixel_at(tape, x, y));
            count_contrast(contrasts, color_mix(behind, color, opacity), behind);
        }
}

static void take_word(struct text_watch *watch, const struct text_drawn *word)
{
    struct tape *tape = (struct tape *)watch;
    struct box box = {word->x, word->y, gfx_texture_width(word->texture), gfx_texture_height(word->texture)};
    struct gfx_landing at = gfx_landing(tape->gfx, box);
    if (word->color.a == 0 || at.alpha <= 0)
        return; /* its line has yet to come */
    if (word->is_first)
        begin_line(tape, word);
    struct tape_line *line = &tape->lines[tape->line_count - 1];
    struct contrasts contrasts = {.pixels = 0};
    line->ink = joined(line->ink, at.box);
    line->seen = joined(line->seen, at.seen);
    take_pixels(tape, word, &at, &contrasts);
    if (contrasts.pixels > 0)
        line->contrast = fminf(line->contrast, contrast_of(&contrasts));
}

/* Counts what was drawn over; a line's ink lies in its box. */
static void look_again(struct tape *tape, size_t i)
{
    struct tape_line *line = &tape->lines[i];
    for (int y = line->seen.y; y < line->seen.y + line->seen.h; y++)
        for (int x = line->seen.x; x < line->seen.x + line->seen.w; x++) {
            const struct tape_pixel *pixel = pixel_at(tape, x, y);
            if (pixel->owner == i + 1 && !is_near(gfx_pixel(tape->gfx, x, y), pixel->left))
                line->covered++;
        }
}

/* Pixels have the shape of what was typed. */
static void forget_pixels(struct tape *tape)
{
    for (size_t i = 0; i < tape->line_count; i++) {
        struct box seen = tape->lines[i].seen;
        for (int y = seen.y; y < seen.y + seen.h; y++)
            explicit_bzero(pixel_at(tape, seen.x, y), (size_t)seen.w * sizeof *tape->pixels);
    }
    free(tape->pixels);
    tape->pixels = NULL;
}

void tape_stop(struct tape *tape, struct ui *ui)
{
    text_watch(ui->text, NULL);
    ui->tape = NULL;
    for (size_t i = 0; i < tape->line_count; i++)
        look_again(tape, i);
    forget_pixels(tape);
}

void tape_finish(struct tape *tape)
{
    free(tape->lines);
    free(tape->clashes);
    *tape = (struct tape){0};
}
