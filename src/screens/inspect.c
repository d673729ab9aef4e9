/* The layout test: rules over a tape (ui/tape.h) and the targets of the same frame. Every number a rule goes by stands
 * at the top. What a rule cannot be sure of it lets pass: a false alarm teaches people not to read the others. */
#include "screens/inspect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/app.h"
#include "screens/projector.h"
#include "ui/tape.h"

static const float INK_EM = 0.08f, INK_PX = 1;          /* that ink may leave its box */
static const float SIDE_EM = 0.5f;                      /* to the side: the first kaf's flag hangs over the margin */
static const float ROW_EM = 1;                          /* upward from a row with one baseline: flags again */
static const float LARGE_T = 5;                         /* em from which type is large, whatever the text size */
static const float CONTRAST = 4.5f, CONTRAST_LARGE = 3; /* WCAG 2.1, 1.4.3 */
enum { CLASH_PIXELS = 3, COVERED_PERCENT = 5 };

/* What a finger must hit: 12 mm on a 7-inch panel of 480 lines and 18 mm on a 22-inch one of 1080, in proportion
 * between and beyond. Keys are smaller, and so are a trainer's, who learns where they are. */
static const float LEAST_480 = 62, LEAST_1080 = 71;

/* Kinds of targets: the part of that size they must have; how far from each other, and from what is not of their kind
 * (the lesser of both counts), in u. */
#define ANYWHERE (-1.0f) /* a touch on nothing else: it lies under all */
struct kind {
    const char *prefix; /* of the id; the first that fits counts */
    float part, apart_u, aside_u;
};
/* clang-format off */
static const struct kind kinds[] = {
    {"attract.touch", 0, ANYWHERE, ANYWHERE},
    {"room.touch", 0, ANYWHERE, ANYWHERE},
    {"bar.", .75f, 0, 1},           /* a hairline parts them */
    {"key.", .75f, 1.1f, 1},
    {"pin.back", 1, 3.2f, 1},
    {"pin.", .75f, 1.1f, 1},
    {"room.myth.count", .75f, 1, 0}, /* between its minus and plus */
    {"room.fact.count", .75f, 1, 0},
    {"room.next", 1, 3.2f, 1},
    {"room.back", 1, 3.2f, 1},
    {"room.go.", 1, 0, 1},          /* rows of a list */
    {"room.", .75f, .8f, 1},
    {"date.", .75f, 1.1f, 1},
    {"people.", 1, 1.1f, 1},
    {"screen.", 1, 1.1f, 1},
    {"distance.", 1, 1.1f, 1},
    {"commitment.", 1, 0, 1},
    {"consent.", 1, 0, 1},
    {"chapter.", 1, 1, 1},          /* tiles of one choice */
    {"city.", 1, 1, 1},
    {"kind.", 1, 1, 1},
    {"set.", 1, 1, 1},
    {"pledge.field", 1, 1, 1},
    {"", 1, 3.2f, 1},
};
/* clang-format on */
enum { KIND_COUNT = COUNT_OF(kinds) };

struct judge {
    const struct ui *ui;
    const struct tape *tape;
    struct str *out;
};

/* How a line is called in a finding. */
struct called {
    char name[TAPE_SAYS_MAX + 40];
};

static struct called called(const struct tape_line *line)
{
    struct called is;
    if (*line->says)
        snprintf(is.name, sizeof is.name, "\"%s\"", line->says);
    else
        snprintf(is.name, sizeof is.name, "%s at %d,%d", line->is_typed ? "what was typed" : "the text", line->ink.x,
                 line->ink.y);
    return is;
}

/* How far `a` reaches out of `b` to each side; negative: it does not. */
struct excess {
    float left, right, top, bottom;
};

static struct excess excess_of(struct box a, struct box b)
{
    return (struct excess){(float)(b.x - a.x), (float)(a.x + a.w - b.x - b.w), (float)(b.y - a.y),
                           (float)(a.y + a.h - b.y - b.h)};
}

static float most(float a, float b, float c, float d)
{
    return fmaxf(fmaxf(a, b), fmaxf(c, d));
}

static void judge_box(struct judge *judge, const struct tape_line *line)
{
    if (line->meant.w == 0)
        return;
    struct excess out = excess_of(line->ink, line->meant);
    float side = fmaxf(out.left, out.right), upright = fmaxf(out.top, out.bottom);
    if (upright > (line->is_in_row ? ROW_EM : INK_EM) * line->px + INK_PX)
        str_addf(judge->out, "%s goes %d px %s its box\n", called(line).name, (int)upright,
                 out.top > out.bottom ? "above" : "below");
    if (!line->is_typed && side > SIDE_EM * line->px + INK_PX)
        str_addf(judge->out, "%s goes %d px beside its box\n", called(line).name, (int)side);
}

static const struct kind *kind_of(const struct ui_target *target)
{
    size_t i = 0;
    while (!str_starts(target->id, kinds[i].prefix))
        i++;
    return &kinds[i];
}

/* The innermost target that the line was meant to stand in; NULL: none. */
static const struct ui_target *target_around(const struct judge *judge, const struct tape_line *line)
{
    const struct ui_target *inner = NULL;
    const struct ui *ui = judge->ui;
    for (size_t i = 0; i < ui->last_target_count; i++) {
        struct box box = ui->last_target[i].box;
        struct excess out = excess_of(line->meant, box);
        bool is_in = line->meant.w > 0 && kind_of(&ui->last_target[i])->part > 0 &&
                     most(out.left, out.right, out.top, out.bottom) <= 0;
        if (is_in && (!inner || box.w < inner->box.w))
            inner = &ui->last_target[i];
    }
    return inner;
}

static void judge_target_ink(struct judge *judge, const struct tape_line *line, const struct ui_target *target)
{
    struct excess out = excess_of(line->ink, target->box);
    float by = most(out.left, out.right, out.top, out.bottom);
    if (!line->is_typed && by > INK_EM * line->px + INK_PX)
        str_addf(judge->out, "%s goes %d px out of %s\n", called(line).name, (int)by, target->id);
}

static void judge_seen(struct judge *judge, const struct tape_line *line)
{
    struct excess lost = excess_of(line->ink, line->seen);
    float by = most(lost.left, lost.right, lost.top, lost.bottom);
    if (!line->is_typed && by > INK_PX)
        str_addf(judge->out, "%s is cut off: %d px cannot be seen\n", called(line).name, (int)by);
    if (line->covered * 100 > line->pixels * COVERED_PERCENT)
        str_addf(judge->out, "%s has something drawn over it\n", called(line).name);
}

static void judge_contrast(struct judge *judge, const struct tape_line *line)
{
    float least = line->px >= LARGE_T * judge->ui->t / judge->ui->text_factor ? CONTRAST_LARGE : CONTRAST;
    if (line->pixels > 0 && line->contrast < least)
        str_addf(judge->out, "%s has contrast %.2f with what is behind it; %.1f is the least\n", called(line).name,
                 (double)line->contrast, (double)least);
}

static void judge_letters(struct judge *judge, const struct tape_line *line)
{
    if (line->missing)
        str_addf(judge->out, "%s has a letter that no font has: U+%04X\n", called(line).name, (unsigned)line->missing);
    if (line->is_cut)
        str_addf(judge->out, "%s is of a text that ends in an ellipsis\n", called(line).name);
    if (line->is_torn)
        str_addf(judge->out, "%s is of a text with a word torn in two\n", called(line).name);
    if (line->px < line->least_px)
        str_addf(judge->out, "%s is %d px large; a caption has %d\n", called(line).name, (int)line->px,
                 (int)line->least_px);
}

static void judge_line(struct judge *judge, const struct tape_line *line)
{
    const struct ui_target *target = target_around(judge, line);
    judge_box(judge, line);
    judge_seen(judge, line);
    judge_letters(judge, line);
    if (target)
        judge_target_ink(judge, line, target);
    if (!target || target->is_enabled) /* what cannot be used now may be quiet */
        judge_contrast(judge, line);
}

static void judge_clash(struct judge *judge, const struct tape_clash *clash)
{
    const struct tape_line *lines = judge->tape->lines;
    if (clash->pixels >= CLASH_PIXELS)
        str_addf(judge->out, "%s and %s share %d px of ink\n", called(&lines[clash->a]).name,
                 called(&lines[clash->b]).name, clash->pixels);
}

static float least_side(const struct ui *ui, const struct ui_target *target)
{
    float lines = fminf((float)ui->screen.w, (float)ui->screen.h);
    float least = LEAST_480 + (LEAST_1080 - LEAST_480) * (lines - 480) / (1080 - 480);
    if (lines > 1080)
        least = LEAST_1080 * lines / 1080;
    else if (lines < 480)
        least = LEAST_480 * lines / 480;
    return kind_of(target)->part * least;
}

/* Ends a finding that stands for `count` more like it: a keyboard is no forty of them. */
static void add_more(struct judge *judge, int count)
{
    if (count > 0)
        str_addf(judge->out, " (so are %d more)", count);
    str_add(judge->out, "\n");
}

static bool is_too_small(const struct ui *ui, const struct ui_target *target)
{
    float least = least_side(ui, target) - INK_PX;
    return target->is_enabled && ((float)target->box.w < least || (float)target->box.h < least);
}

/* One finding for all of a kind that have this height. */
static void judge_size(struct judge *judge, const struct ui_target *target)
{
    const struct ui_target *all = judge->ui->last_target;
    int alike = 0;
    for (size_t i = 0; i < judge->ui->last_target_count; i++) {
        bool is_alike = kind_of(&all[i]) == kind_of(target) && all[i].box.h == target->box.h;
        if (!is_alike || !is_too_small(judge->ui, &all[i]))
            continue;
        if (&all[i] < target)
            return;
        alike++;
    }
    str_addf(judge->out, "%s is %d x %d px; %d is the least", target->id, target->box.w, target->box.h,
             (int)least_side(judge->ui, target));
    add_more(judge, alike - 1);
}

static bool is_within(struct box a, struct box b)
{
    struct excess out = excess_of(a, b);
    return most(out.left, out.right, out.top, out.bottom) <= 0;
}

static float least_distance(const struct ui *ui, const struct kind *a, const struct kind *b)
{
    return (a == b ? a->apart_u : fminf(a->aside_u, b->aside_u)) * ui->u;
}

/* Negative where they lie over each other. */
static int distance_of(struct box a, struct box b)
{
    int across = a.x > b.x ? a.x - b.x - b.w : b.x - a.x - a.w;
    int down = a.y > b.y ? a.y - b.y - b.h : b.y - a.y - a.h;
    return across > down ? across : down;
}

/* The nearest of two kinds, of those that are too near. */
struct nearest {
    const struct ui_target *a, *b;
    int distance, count;
};

/* A target within another lies on it on purpose: a button on what opens at any touch. */
static void take_distance(const struct ui *ui, struct nearest *nearest, const struct ui_target *a,
                          const struct ui_target *b)
{
    int distance = distance_of(a->box, b->box);
    if ((float)distance >= least_distance(ui, kind_of(a), kind_of(b)) - INK_PX || is_within(a->box, b->box) ||
        is_within(b->box, a->box))
        return;
    if (nearest->count++ == 0 || distance < nearest->distance) {
        nearest->a = a;
        nearest->b = b;
        nearest->distance = distance;
    }
}

static void judge_nearest(struct judge *judge, const struct nearest *nearest)
{
    const char *a = nearest->a->id, *b = nearest->b->id;
    if (nearest->distance < 0)
        str_addf(judge->out, "%s and %s lie over each other", a, b);
    else
        str_addf(judge->out, "%s and %s are %d px apart; %d is the least", a, b, nearest->distance,
                 (int)least_distance(judge->ui, kind_of(nearest->a), kind_of(nearest->b)));
    add_more(judge, nearest->count - 1);
}

static void judge_targets(struct judge *judge)
{
    const struct ui_target *targets = judge->ui->last_target;
    struct nearest nearest[KIND_COUNT][KIND_COUNT] = {{{0}}};
    for (size_t i = 0; i < judge->ui->last_target_count; i++) {
        if (is_too_small(judge->ui, &targets[i]))
            judge_size(judge, &targets[i]);
        for (size_t j = 0; j < i; j++) {
            size_t a = (size_t)(kind_of(&targets[j]) - kinds), b = (size_t)(kind_of(&targets[i]) - kinds);
            if (targets[i].is_enabled && targets[j].is_enabled)
                take_distance(judge->ui, a < b ? &nearest[a][b] : &nearest[b][a], &targets[j], &targets[i]);
        }
    }
    for (size_t i = 0; i < KIND_COUNT * KIND_COUNT; i++)
        if (nearest[i / KIND_COUNT][i % KIND_COUNT].count > 0)
            judge_nearest(judge, &nearest[i / KIND_COUNT][i % KIND_COUNT]);
}

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; (text = strchr(text, '\n')); text++)
        count++;
    return count;
}

size_t inspect_judge(const struct ui *ui, const struct tape *tape, struct str *findings)
{
    struct judge judge = {ui, tape, findings};
    size_t before = count_lines(str_get(findings));
    for (size_t i = 0; i < tape->line_count; i++)
        judge_line(&judge, &tape->lines[i]);
    for (size_t i = 0; i < tape->clash_count; i++)
        judge_clash(&judge, &tape->clashes[i]);
    judge_targets(&judge);
    return count_lines(str_get(findings)) - before;
}

/* The room's view has a display, a ui and a tape of its own. */
size_t inspect_screen(struct app *app, struct str *findings)
{
    struct ui *uis[] = {&app->ui, projector_ui(app)};
    struct tape tapes[COUNT_OF(uis)] = {{.line_count = 0}};
    size_t shown = uis[1] ? 2 : 1, count = 0;
    do
        app_draw(app);
    while (!gfx_is_whole(app->gfx));
    for (size_t i = 0; i < shown; i++)
        tape_start(&tapes[i], uis[i]);
    app_draw(app);
    for (size_t i = 0; i < shown; i++) {
        tape_stop(&tapes[i], uis[i]);
        struct str found = {0};
        count += inspect_judge(uis[i], &tapes[i], &found);
        if (i > 0 && found.length > 0)
            str_add(findings, "on the second display:\n");
        str_add(findings, str_get(&found));
        str_finish(&found);
        tape_finish(&tapes[i]);
    }
    return count;
}
