/* Touch answers: every control of states.h shows the finger in the very frame of the touch, and a keyboard's focus, in
 * every theme and both languages; by what is on the picture. */
#include "stage.h"

#include <math.h>

#include "base/mem.h"
#include "states.h"

static const char *const themes[] = {"deodar", "paper", "high"};

static void live_open(struct stage *stage, const char *theme, enum lang lang)
{
    static struct states live = {.is_live = true};
    char path[64];
    stage_open(stage, 1920, 1080, lang);
    snprintf(path, sizeof path, "assets/themes/%s.theme", theme);
    assert_true(theme_load(path, &stage->ui.theme, NULL));
    ui_set_look(&stage->ui, &stage->ui.theme, lang, 0, true);
    stage->frame = states_frame;
    stage->state = &live;
    str_copy(stage->ui.typing, sizeof stage->ui.typing, "nothing");
    stage_draw(stage);
}

/* The pixels of a box, in rows. */
static struct color *copy_of(struct gfx *gfx, struct box box)
{
    struct color *copy = mem_array((size_t)box.w * (size_t)box.h, sizeof *copy);
    for (int i = 0; i < box.w * box.h; i++)
        copy[i] = gfx_pixel(gfx, box.x + i % box.w, box.y + i / box.w);
    return copy;
}

static int count_changed(struct gfx *gfx, struct box box, const struct color *before)
{
    int changed = 0;
    for (int i = 0; i < box.w * box.h; i++) {
        struct color now = gfx_pixel(gfx, box.x + i % box.w, box.y + i / box.w);
        changed += abs(now.r - before[i].r) + abs(now.g - before[i].g) + abs(now.b - before[i].b) > 24;
    }
    return changed;
}

/* Every target of the page, enabled and with room around it. */
static void each_target(struct stage *stage, void (*check)(struct stage *stage, const struct ui_target *target))
{
    struct ui_target targets[UI_TARGETS_MAX];
    size_t count = stage->ui.last_target_count;
    memcpy(targets, stage->ui.last_target, count * sizeof *targets);
    assert_true(count >= 10);
    for (size_t i = 0; i < count; i++)
        check(stage, &targets[i]);
}

static void shows_the_finger_at_once(struct stage *stage, const struct ui_target *target)
{
    struct box box = box_inset(target->box, -4, -4);
    struct color *rest = copy_of(stage->gfx, box);
    stage_down(stage, target->id);
    stage_draw(stage); /* no time has passed */
    if (count_changed(stage->gfx, box, rest) < 12)
        fail_msg("%s does not show the finger", target->id);
    stage_event(stage, &(struct event){.type = EVENT_CANCEL});
    str_copy(stage->ui.typing, sizeof stage->ui.typing, "nothing");
    stage_draw(stage);
    if (count_changed(stage->gfx, box, rest) > 0)
        fail_msg("%s does not let the finger go", target->id);
    free(rest);
}

static void every_control_shows_the_finger_in_the_frame_of_the_touch(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(themes); i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct stage stage;
            live_open(&stage, themes[i], (enum lang)lang);
            each_target(&stage, shows_the_finger_at_once);
            stage_close(&stage);
        }
}

static void shows_the_focus(struct stage *stage, const struct ui_target *target)
{
    int around = ui_u(&stage->ui, 1);
    struct box box = box_inset(target->box, -around, -around);
    struct color *rest = copy_of(stage->gfx, box);
    bool is_in_use = strcmp(target->id, "Fields") == 0, is_mark = strcmp(target->id, "Long press") == 0;
    str_copy(stage->ui.focus, sizeof stage->ui.focus, target->id);
    stage->ui.has_focus_shown = true;
    stage_draw(stage);
    /* a ring: at least as many pixels as the box has around it */
    if (!is_in_use && !is_mark && count_changed(stage->gfx, box, rest) < 2 * (target->box.w + target->box.h))
        fail_msg("%s does not show the focus", target->id);
    stage->ui.has_focus_shown = false;
    stage_draw(stage);
    free(rest);
}

static void every_control_shows_the_focus(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(themes); i++) {
        struct stage stage;
        live_open(&stage, themes[i], LANG_EN);
        each_target(&stage, shows_the_focus);
        stage_close(&stage);
    }
}

/* How many pixels of the mark have the accent's colour. */
static int accent_in(struct stage *stage, struct box box)
{
    struct color accent = ui_color(&stage->ui, THEME_ACCENT);
    int count = 0;
    for (int i = 0; i < box.w * box.h; i++) {
        struct color now = gfx_pixel(stage->gfx, box.x + i % box.w, box.y + i / box.w);
        count += abs(now.r - accent.r) + abs(now.g - accent.g) + abs(now.b - accent.b) < 12;
    }
    return count;
}

static void a_long_press_shows_its_progress(void **state)
{
    (void)state;
    struct stage stage;
    live_open(&stage, "deodar", LANG_EN);
    const struct ui_target *target = ui_find(&stage.ui, "Long press");
    assert_non_null(target);
    struct box box = target->box;
    int least = accent_in(&stage, box), frames = 0;
    stage_down(&stage, "Long press");
    stage_draw(&stage);
    for (int64_t end_ms = stage.now_ms + 1500; stage.now_ms < end_ms; frames++) {
        int now = accent_in(&stage, box);
        assert_true(now >= least);
        least = now;
        assert_true(stage.ui.wake_ms > stage.now_ms); /* the next pixel is asked for */
        stage_wait(&stage, (int)(stage.ui.wake_ms - stage.now_ms));
    }
    assert_in_range(frames, box.h / 2, box.h + 1); /* a frame a pixel, no more */
    assert_true(least > box.w * box.h / 8);        /* what is not empty of the mark */
    stage_wait(&stage, 100);
    assert_true(stage.ui.wake_ms == INT64_MAX);
    stage_close(&stage);
}

static void what_is_faded_out_cannot_be_pressed(void **state)
{
    (void)state;
    struct stage stage;
    live_open(&stage, "deodar", LANG_EN);
    struct box box = {100, 100, 300, 100};
    for (int is_seen = 0; is_seen < 2; is_seen++) {
        struct ui_control control = {0};
        for (int i = 0; i < 2; i++) {
            gfx_mute(stage.gfx);
            ui_begin_pass(&stage.ui, &(struct event){.type = i ? EVENT_UP : EVENT_DOWN, .x = 150, .y = 150}, 0);
            gfx_push(stage.gfx, 0, 0, is_seen ? 0.05f : 0);
            control = ui_control(&stage.ui, "coming", box, "", true);
            gfx_pop(stage.gfx);
            ui_end_pass(&stage.ui);
        }
        assert_int_equal(control.is_pressed, is_seen);
    }
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_control_shows_the_finger_in_the_frame_of_the_touch),
        cmocka_unit_test(every_control_shows_the_focus),
        cmocka_unit_test(a_long_press_shows_its_progress),
        cmocka_unit_test(what_is_faded_out_cannot_be_pressed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
