/* For tests of what is drawn and tapped: a picture without a display, real fonts, a clock held by the test, and one
 * frame function that is called as the program calls a screen's: muted for each event, once more to draw. */
#ifndef HAMAWAZ_TESTS_STAGE_H
#define HAMAWAZ_TESTS_STAGE_H

#include "scratch.h"

#include <string.h>

#include "base/str.h"
#include "gfx/output.h"
#include "ui/ui.h"

struct stage {
    struct output *output;
    struct gfx *gfx;
    struct text *text;
    struct ui ui;
    int64_t now_ms;
    void (*frame)(struct ui *ui, void *state);
    void *state;
};

static inline void stage_look(struct stage *stage, enum lang lang, int text_size)
{
    ui_set_look(&stage->ui, theme_fallback(), lang, text_size, true);
}

static inline void stage_open(struct stage *stage, int width, int height, enum lang lang)
{
    struct output_options options = {.is_offscreen = true, .width = width, .height = height};
    struct err err;
    memset(stage, 0, sizeof *stage);
    assert_true(output_open(&options, &stage->output, &err));
    stage->gfx = gfx_new(stage->output);
    assert_true(text_open("build/share/fonts", stage->gfx, 16u << 20, &stage->text, &err));
    ui_init(&stage->ui, stage->gfx, stage->text);
    stage->now_ms = 10000;
    stage_look(stage, lang, 0);
    ui_enter(&stage->ui, stage->now_ms);
}

static inline void stage_close(struct stage *stage)
{
    text_close(stage->text);
    gfx_free(stage->gfx);
    output_close(stage->output);
}

static inline void stage_event(struct stage *stage, const struct event *event)
{
    gfx_mute(stage->gfx);
    ui_begin_pass(&stage->ui, event, stage->now_ms);
    stage->frame(&stage->ui, stage->state);
    ui_end_pass(&stage->ui);
}

static inline void stage_draw(struct stage *stage)
{
    gfx_begin(stage->gfx, ui_color(&stage->ui, THEME_GROUND));
    ui_begin_pass(&stage->ui, NULL, stage->now_ms);
    stage->frame(&stage->ui, stage->state);
    ui_end_pass(&stage->ui);
    gfx_end(stage->gfx);
    text_end_frame(stage->text);
}

static inline void stage_wait(struct stage *stage, int ms)
{
    stage->now_ms += ms;
    stage_draw(stage);
}

static inline void stage_pointer(struct stage *stage, enum event_type type, int x, int y)
{
    stage_event(stage, &(struct event){.type = type, .x = x, .y = y});
}

/* The middle of a target of the last pass. */
static inline void stage_down(struct stage *stage, const char *id)
{
    const struct ui_target *target = ui_find(&stage->ui, id);
    assert_non_null(target);
    stage_pointer(stage, EVENT_DOWN, target->box.x + target->box.w / 2, target->box.y + target->box.h / 2);
}

static inline void stage_up(struct stage *stage)
{
    stage_pointer(stage, EVENT_UP, stage->ui.pointer_x, stage->ui.pointer_y);
}

static inline void stage_tap(struct stage *stage, const char *id)
{
    stage_draw(stage);
    stage_down(stage, id);
    stage_up(stage);
    stage_draw(stage);
}

static inline void stage_key(struct stage *stage, enum key_name key)
{
    stage_event(stage, &(struct event){.type = EVENT_KEY, .key = key});
}

/* A key of the physical keyboard, as it arrives: its scancode, then the text of the desktop's layout (NULL: none). */
static inline void stage_scancode(struct stage *stage, uint16_t scancode, bool shift, const char *text)
{
    stage_event(stage, &(struct event){.type = EVENT_KEY, .key = KEY_OTHER, .scancode = scancode, .shift = shift});
    struct event event = {.type = EVENT_TEXT};
    if (text && str_copy(event.text, sizeof event.text, text))
        stage_event(stage, &event);
}

#endif
