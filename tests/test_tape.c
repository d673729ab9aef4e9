/* The tape: what it says of a frame is what was drawn. Each test draws with real fonts and looks at real pixels. */
#include "stage.h"

#include <math.h>

#include "ui/field.h"
#include "ui/tape.h"

static const struct box page = {100, 100, 600, 200};

static struct tape record(struct stage *stage, void (*frame)(struct ui *ui, void *state), enum lang lang)
{
    struct tape tape;
    stage_open(stage, 800, 480, lang);
    stage->frame = frame;
    tape_start(&tape, &stage->ui);
    stage_draw(stage);
    tape_stop(&tape, &stage->ui);
    return tape;
}

static void end(struct stage *stage, struct tape *tape)
{
    tape_finish(tape);
    stage_close(stage);
}

static bool is_inside(struct box a, struct box b)
{
    return a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;
}

static void two_lines(struct ui *ui, void *state)
{
    (void)state;
    ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_TEXT), "One line of words\nand another");
}

static void a_line_is_measured(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, two_lines, LANG_EN);
    assert_int_equal(tape.line_count, 2);
    const struct tape_line *line = &tape.lines[0];
    assert_string_equal(line->says, "One line of words");
    assert_string_equal(tape.lines[1].says, "and another");
    assert_memory_equal(&line->meant, &page, sizeof page);
    assert_true(is_inside(line->ink, page));
    assert_memory_equal(&line->seen, &line->ink, sizeof line->ink);
    assert_true(line->ink.w > 100 && line->ink.h > 10 && line->ink.y < tape.lines[1].ink.y);
    assert_true(line->px >= line->least_px && line->least_px > 0);
    assert_true(line->pixels > 100 && line->covered == 0);
    assert_int_equal(line->missing, 0);
    assert_false(line->is_cut || line->is_torn || line->is_typed || line->is_in_row);
    assert_int_equal(tape.clash_count, 0);
    end(&stage, &tape);
}

static void contrast_is_with_what_is_behind(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, two_lines, LANG_EN);
    float known = theme_contrast(ui_color(&stage.ui, THEME_TEXT), ui_color(&stage.ui, THEME_GROUND));
    assert_float_equal(tape.lines[0].contrast, known, 0.06f);
    end(&stage, &tape);
}

/* Words that take their box's whole height, and reach below the baseline more than above small letters. */
static const struct box low = {100, 100, 600, 120};
static void grown(struct ui *ui, void *state)
{
    (void)state;
    ui_text(ui, low, UI_TEXT(ROLE_QUIZ, THEME_TEXT, .anchor = ANCHOR_MIDDLE), "a gap\nan egg");
}

static void what_grows_to_its_box_stays_in_it(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, grown, LANG_EN);
    struct box soft = box_inset(low, -1, -1);
    assert_true(tape.lines[1].ink.y + tape.lines[1].ink.h - tape.lines[0].ink.y > low.h * 3 / 4);
    assert_true(is_inside(tape.lines[0].ink, soft) && is_inside(tape.lines[1].ink, soft));
    end(&stage, &tape);
}

/* A first kaf in a box that reaches nearly to the edge of the screen. */
static void at_the_edge(struct ui *ui, void *state)
{
    (void)state;
    struct box box = {100, 60, 690, 300};
    ui_physical(ui, true);
    ui_text(ui, box, UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .align = TEXT_END), "کیا کرنا ہے");
    ui_physical(ui, false);
}

static void a_flag_hangs_over_the_margin_not_over_the_screen(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, at_the_edge, LANG_UR);
    assert_true(tape.lines[0].ink.x + tape.lines[0].ink.w > 790);
    assert_true(is_inside(tape.lines[0].ink, stage.ui.screen));
    end(&stage, &tape);
}

/* A strip of nearly the words' colour under the end of them. */
static void over_a_strip(struct ui *ui, void *state)
{
    (void)state;
    struct color pale = color_mix(ui_color(ui, THEME_TEXT), ui_color(ui, THEME_GROUND), 0.1f);
    gfx_fill(ui->gfx, (struct box){page.x + 120, page.y, 400, page.h}, pale);
    two_lines(ui, NULL);
}

static void one_word_on_a_weak_ground_is_enough(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, over_a_strip, LANG_EN);
    assert_true(tape.lines[0].contrast < 2);
    end(&stage, &tape);
}

/* Two labels in one colour, the second 8 pixels beside the first. */
static void doubled(struct ui *ui, void *state)
{
    (void)state;
    struct box box = page;
    ui_label(ui, box, UI_TEXT(ROLE_BODY, THEME_TEXT), "one");
    box.x += 8;
    ui_label(ui, box, UI_TEXT(ROLE_BODY, THEME_TEXT), "two");
}

static void letters_on_letters_clash(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, doubled, LANG_EN);
    assert_int_equal(tape.clash_count, 1);
    assert_int_equal(tape.clashes[0].a, 0);
    assert_int_equal(tape.clashes[0].b, 1);
    assert_true(tape.clashes[0].pixels > 10);
    end(&stage, &tape);
}

static void nastaliq(struct ui *ui, void *state)
{
    (void)state;
    ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_TEXT),
            "ہم کسی متاثرہ کا نام، تصویر یا کہانی آگے نہیں پھیلائیں گے\n"
            "کوئی ہم پر بھروسہ کرے تو ہم سنیں گے");
}

/* Boxes of ink overlap in Nastaliq; ink does not. */
static void lines_whose_boxes_overlap_do_not_clash(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, nastaliq, LANG_UR);
    assert_int_equal(tape.line_count, 2);
    assert_true(box_overlaps(tape.lines[0].ink, tape.lines[1].ink));
    assert_int_equal(tape.clash_count, 0);
    assert_true(tape.lines[0].contrast > 10); /* though words of a line touch */
    end(&stage, &tape);
}

static void drawn_over(struct ui *ui, void *state)
{
    (void)state;
    two_lines(ui, NULL);
    gfx_fill(ui->gfx, (struct box){page.x, page.y, 60, page.h}, ui_color(ui, THEME_ACCENT));
}

static void what_is_drawn_over_a_line_is_seen(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, drawn_over, LANG_EN);
    assert_true(tape.lines[0].covered > tape.lines[0].pixels / 5);
    assert_true(tape.lines[0].covered < tape.lines[0].pixels);
    end(&stage, &tape);
}

static void clipped(struct ui *ui, void *state)
{
    (void)state;
    gfx_clip_push(ui->gfx, (struct box){page.x, page.y, 60, page.h});
    two_lines(ui, NULL);
    gfx_clip_pop(ui->gfx);
}

static void what_a_clip_cuts_off_is_ink_unseen(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, clipped, LANG_EN);
    assert_true(tape.lines[0].ink.w > 100);
    assert_true(tape.lines[0].seen.x + tape.lines[0].seen.w <= page.x + 60);
    end(&stage, &tape);
}

static void moved_up(struct ui *ui, void *state)
{
    (void)state;
    gfx_push(ui->gfx, 0, -90, 1);
    two_lines(ui, NULL);
    gfx_pop(ui->gfx);
}

static void a_layer_moves_box_and_ink(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, moved_up, LANG_EN);
    assert_int_equal(tape.lines[0].meant.y, page.y - 90);
    assert_true(is_inside(tape.lines[0].ink, tape.lines[0].meant));
    end(&stage, &tape);
}

static void faded(struct ui *ui, void *state)
{
    (void)state;
    gfx_push(ui->gfx, 0, 0, 0);
    two_lines(ui, NULL);
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, 0.5f);
    two_lines(ui, NULL);
    gfx_pop(ui->gfx);
}

static void what_has_faded_is_not_there(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, faded, LANG_EN);
    struct color ground = ui_color(&stage.ui, THEME_GROUND);
    struct color half = color_mix(ground, ui_color(&stage.ui, THEME_TEXT), 0.5f);
    assert_int_equal(tape.line_count, 2);
    assert_float_equal(tape.lines[0].contrast, theme_contrast(half, ground), 0.06f);
    end(&stage, &tape);
}

static void typed(struct ui *ui, void *state)
{
    (void)state;
    static char words[32] = "Secret";
    struct field field = {.text = words, .room = sizeof words};
    field_draw(ui, "field", (struct box){100, 100, 300, 60}, &field, "Type here");
}

static void typed_words_are_not_kept(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, typed, LANG_EN);
    assert_int_equal(tape.line_count, 1);
    assert_true(tape.lines[0].is_typed);
    assert_string_equal(tape.lines[0].says, "");
    assert_true(is_inside(tape.lines[0].ink, tape.lines[0].meant));
    end(&stage, &tape);
}

static void figure(struct ui *ui, void *state)
{
    (void)state;
    text_slots_draw(ui->text, true, 100, 0, "247", 100, 200, ui_color(ui, THEME_TEXT));
}

static void a_figure_is_a_line_without_a_box(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, figure, LANG_EN);
    assert_int_equal(tape.line_count, 1);
    assert_int_equal(tape.lines[0].meant.w, 0);
    assert_true(tape.lines[0].ink.w > 100 && tape.lines[0].pixels > 1000);
    end(&stage, &tape);
}

static void faults(struct ui *ui, void *state)
{
    (void)state;
    ui_text(ui, (struct box){100, 100, 200, 100}, UI_TEXT(ROLE_BODY, THEME_TEXT, .max_lines = 1),
            "far more words than one line of this box will take");
    ui_text(ui, (struct box){100, 300, 60, 100}, UI_TEXT(ROLE_BODY, THEME_TEXT), "indivisible");
    ui_text(ui, (struct box){300, 300, 200, 100}, UI_TEXT(ROLE_BODY, THEME_TEXT), "bird \U00013000");
    ui_label(ui, (struct box){500, 300, 30, 60}, UI_TEXT(ROLE_BUTTON, THEME_TEXT), "squeezed");
}

static const struct tape_line *line_that_says(const struct tape *tape, const char *begin)
{
    for (size_t i = 0; i < tape->line_count; i++)
        if (str_starts(tape->lines[i].says, begin))
            return &tape->lines[i];
    fail_msg("no line says %s", begin);
    return NULL;
}

static void what_is_wrong_with_a_paragraph_is_told(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, faults, LANG_EN);
    assert_true(line_that_says(&tape, "far")->is_cut);
    assert_true(line_that_says(&tape, "ind")->is_torn);
    assert_int_equal(line_that_says(&tape, "bird")->missing, 0x13000);
    const struct tape_line *squeezed = line_that_says(&tape, "squeezed");
    assert_true(squeezed->px < squeezed->least_px);
    end(&stage, &tape);
}

static void the_picture_is_the_same_with_a_tape(void **state)
{
    (void)state;
    struct stage stage;
    struct tape tape = record(&stage, nastaliq, LANG_UR);
    assert_null(stage.ui.tape);
    static struct color with[800 * 480];
    for (int i = 0; i < 800 * 480; i++)
        with[i] = gfx_pixel(stage.gfx, i % 800, i / 800);
    stage_draw(&stage);
    for (int i = 0; i < 800 * 480; i++) {
        struct color without = gfx_pixel(stage.gfx, i % 800, i / 800);
        assert_memory_equal(&without, &with[i], sizeof without);
    }
    end(&stage, &tape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_measured),
        cmocka_unit_test(contrast_is_with_what_is_behind),
        cmocka_unit_test(what_grows_to_its_box_stays_in_it),
        cmocka_unit_test(a_flag_hangs_over_the_margin_not_over_the_screen),
        cmocka_unit_test(one_word_on_a_weak_ground_is_enough),
        cmocka_unit_test(letters_on_letters_clash),
        cmocka_unit_test(lines_whose_boxes_overlap_do_not_clash),
        cmocka_unit_test(what_is_drawn_over_a_line_is_seen),
        cmocka_unit_test(what_a_clip_cuts_off_is_ink_unseen),
        cmocka_unit_test(a_layer_moves_box_and_ink),
        cmocka_unit_test(what_has_faded_is_not_there),
        cmocka_unit_test(typed_words_are_not_kept),
        cmocka_unit_test(a_figure_is_a_line_without_a_box),
        cmocka_unit_test(what_is_wrong_with_a_paragraph_is_told),
        cmocka_unit_test(the_picture_is_the_same_with_a_tape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
