/* The judge of layouts: for each rule a tape or a target that keeps it by a little, and one that breaks it by a
 * little. */
#include "scratch.h"

#include "screens/inspect.h"
#include "ui/tape.h"
#include "ui/ui.h"

/* 800x480: u 4.8, t 6.48. */
struct scene {
    struct ui ui;
    struct tape tape;
    struct tape_line line[3];
    struct tape_clash clash;
    struct str findings;
};

static const struct box column = {100, 100, 300, 60};

static void scene_start(struct scene *scene)
{
    *scene = (struct scene){0};
    scene->ui.screen = (struct box){0, 0, 800, 480};
    scene->ui.u = 4.8f;
    scene->ui.t = 6.48f;
    scene->ui.text_factor = 1;
    scene->tape.lines = scene->line;
    scene->tape.clashes = &scene->clash;
}

/* A line of body text without a fault. */
static struct tape_line *add_line(struct scene *scene, const char *says)
{
    struct tape_line *line = &scene->line[scene->tape.line_count++];
    struct box ink = box_inset(column, 20, 20);
    *line = (struct tape_line){
        .meant = column, .ink = ink, .seen = ink, .px = 20, .least_px = 20, .contrast = 4.5f, .pixels = 1000};
    str_copy(line->says, sizeof line->says, says);
    return line;
}

static void add_target(struct scene *scene, const char *id, int x, int y, int w, int h)
{
    struct ui_target *target = &scene->ui.last_target[scene->ui.last_target_count++];
    str_copy(target->id, sizeof target->id, id);
    target->box = (struct box){x, y, w, h};
    target->is_enabled = true;
}

static void assert_says(struct scene *scene, const char *expected)
{
    size_t count = inspect_judge(&scene->ui, &scene->tape, &scene->findings);
    assert_string_equal(str_get(&scene->findings), expected);
    assert_int_equal(count, *expected ? 1 : 0);
    str_finish(&scene->findings);
}

static void a_good_screen_gives_no_finding(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_line(&scene, "one");
    add_target(&scene, "page.next", 500, 300, 62, 62);
    add_target(&scene, "page.back", 300, 300, 62, 62);
    assert_says(&scene, "");
}

static void ink_stays_in_its_box(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->ink = line->seen = (struct box){100, 98, 100, 40};
    assert_says(&scene, "");
    line->ink = line->seen = (struct box){100, 95, 100, 40};
    assert_says(&scene, "\"one\" goes 5 px above its box\n");
    line->ink = line->seen = (struct box){100, 125, 100, 40};
    assert_says(&scene, "\"one\" goes 5 px below its box\n");
}

static void a_flag_may_hang_over_the_side(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->ink = line->seen = (struct box){300, 110, 110, 40};
    assert_says(&scene, "");
    line->ink = line->seen = (struct box){88, 110, 100, 40};
    assert_says(&scene, "\"one\" goes 12 px beside its box\n");
    line->is_typed = true; /* what is typed is scrolled */
    assert_says(&scene, "");
}

static void a_row_with_one_baseline_is_not_a_box_of_ink(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->is_in_row = true;
    line->ink = line->seen = (struct box){100, 80, 100, 40};
    assert_says(&scene, "");
    line->ink = line->seen = (struct box){100, 70, 100, 40};
    assert_says(&scene, "\"one\" goes 30 px above its box\n");
}

static void a_text_without_a_box_is_judged_all_the_same(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "");
    line->meant.w = 0;
    assert_says(&scene, "");
    line->seen.h -= 5;
    assert_says(&scene, "the text at 120,120 is cut off: 5 px cannot be seen\n");
}

static void ink_is_seen_whole(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->seen = box_inset(line->ink, 1, 1);
    assert_says(&scene, "");
    line->seen = box_inset(line->ink, 2, 1);
    assert_says(&scene, "\"one\" is cut off: 2 px cannot be seen\n");
    line->is_typed = true;
    assert_says(&scene, "");
}

static void nothing_is_drawn_over_it(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->covered = 50;
    assert_says(&scene, "");
    line->covered = 60;
    assert_says(&scene, "\"one\" has something drawn over it\n");
}

static void a_label_stays_in_its_control(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    add_target(&scene, "attract.touch", 0, 0, 800, 480);
    add_target(&scene, "page.next", 100, 90, 300, 80);
    line->is_in_row = true;
    line->ink = line->seen = (struct box){100, 88, 100, 40};
    assert_says(&scene, "");
    line->ink = line->seen = (struct box){100, 86, 100, 40};
    assert_says(&scene, "\"one\" goes 4 px out of page.next\n");
}

static void letters_stand_apart(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_line(&scene, "one");
    add_line(&scene, "two");
    scene.tape.clash_count = 1;
    scene.clash = (struct tape_clash){0, 1, 2};
    assert_says(&scene, "");
    scene.clash.pixels = 3;
    assert_says(&scene, "\"one\" and \"two\" share 3 px of ink\n");
}

static void contrast_is_4_5_and_3_for_large_type(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->contrast = 4.45f;
    assert_says(&scene, "\"one\" has contrast 4.45 with what is behind it; 4.5 is the least\n");
    line->px = 33; /* 5t are 32.4 */
    assert_says(&scene, "");
    line->contrast = 2.95f;
    assert_says(&scene, "\"one\" has contrast 2.95 with what is behind it; 3.0 is the least\n");
}

static void what_cannot_be_used_now_may_be_quiet(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_line(&scene, "one")->contrast = 2;
    add_target(&scene, "page.next", 100, 100, 300, 62);
    assert_says(&scene, "\"one\" has contrast 2.00 with what is behind it; 4.5 is the least\n");
    scene.ui.last_target[0].is_enabled = false;
    assert_says(&scene, "");
}

static void type_is_never_smaller_than_a_caption(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_line(&scene, "one")->px = 19;
    assert_says(&scene, "\"one\" is 19 px large; a caption has 20\n");
}

static void words_are_whole_and_all_there(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    struct tape_line *line = add_line(&scene, "one");
    line->is_cut = true;
    assert_says(&scene, "\"one\" is of a text that ends in an ellipsis\n");
    line->is_cut = false;
    line->is_torn = true;
    assert_says(&scene, "\"one\" is of a text with a word torn in two\n");
    line->is_torn = false;
    line->missing = 0x13000;
    assert_says(&scene, "\"one\" has a letter that no font has: U+13000\n");
}

static void targets_are_large_enough(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_target(&scene, "page.next", 500, 300, 60, 100);
    assert_says(&scene, "page.next is 60 x 100 px; 62 is the least\n");
    scene.ui.last_target[0].is_enabled = false;
    assert_says(&scene, "");
    scene.ui.last_target_count = 0;
    add_target(&scene, "key.a", 500, 300, 46, 46);
    assert_says(&scene, "");
    scene.ui.screen = (struct box){0, 0, 1920, 1080};
    assert_says(&scene, "key.a is 46 x 46 px; 53 is the least\n");
    scene.ui.screen = (struct box){0, 0, 3840, 2160};
    scene.ui.last_target[0].box.w = scene.ui.last_target[0].box.h = 104;
    assert_says(&scene, "key.a is 104 x 104 px; 106 is the least\n");
}

static void small_ones_of_a_kind_are_one_finding(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    for (int i = 0; i < 3; i++)
        add_target(&scene, "key.a", 100 * i, 300, 40, 40);
    assert_says(&scene, "key.a is 40 x 40 px; 46 is the least (so are 2 more)\n");
}

static void targets_stand_apart(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_target(&scene, "page.next", 100, 300, 100, 70);
    add_target(&scene, "page.back", 215, 300, 100, 70); /* 3.2u are 15.4 */
    assert_says(&scene, "");
    scene.ui.last_target[1].box.x = 214;
    assert_says(&scene, "page.next and page.back are 14 px apart; 15 is the least\n");
    scene.ui.last_target[1].box.y = 390;
    assert_says(&scene, "");
    scene.ui.last_target[1].box = (struct box){150, 350, 100, 70};
    assert_says(&scene, "page.next and page.back lie over each other\n");
    scene.ui.last_target[1].is_enabled = false;
    assert_says(&scene, "");
}

static void kinds_have_distances_of_their_own(void **state)
{
    (void)state;
    struct scene scene;
    scene_start(&scene);
    add_target(&scene, "key.a", 100, 300, 70, 70);
    add_target(&scene, "key.b", 175, 300, 70, 70);
    add_target(&scene, "commitment.a", 300, 100, 300, 70);
    add_target(&scene, "commitment.b", 300, 170, 300, 70);
    add_target(&scene, "attract.touch", 0, 0, 800, 400);
    add_target(&scene, "bar.help", 0, 400, 100, 70);
    add_target(&scene, "pledge.back", 650, 100, 100, 70);
    add_target(&scene, "pledge.field", 650, 175, 100, 70);
    assert_says(&scene, "");
    scene.ui.last_target[1].box.x = 173;
    assert_says(&scene, "key.a and key.b are 3 px apart; 5 is the least\n");
    add_target(&scene, "key.c", 250, 300, 46, 70);
    add_target(&scene, "key.d", 299, 300, 46, 70);
    assert_says(&scene, "key.a and key.b are 3 px apart; 5 is the least (so are 1 more)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_screen_gives_no_finding),
        cmocka_unit_test(ink_stays_in_its_box),
        cmocka_unit_test(a_flag_may_hang_over_the_side),
        cmocka_unit_test(a_row_with_one_baseline_is_not_a_box_of_ink),
        cmocka_unit_test(a_text_without_a_box_is_judged_all_the_same),
        cmocka_unit_test(ink_is_seen_whole),
        cmocka_unit_test(nothing_is_drawn_over_it),
        cmocka_unit_test(a_label_stays_in_its_control),
        cmocka_unit_test(letters_stand_apart),
        cmocka_unit_test(contrast_is_4_5_and_3_for_large_type),
        cmocka_unit_test(what_cannot_be_used_now_may_be_quiet),
        cmocka_unit_test(type_is_never_smaller_than_a_caption),
        cmocka_unit_test(words_are_whole_and_all_there),
        cmocka_unit_test(targets_are_large_enough),
        cmocka_unit_test(small_ones_of_a_kind_are_one_finding),
        cmocka_unit_test(targets_stand_apart),
        cmocka_unit_test(kinds_have_distances_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
