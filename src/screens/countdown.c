/* The countdown: one sentence, a star for each second that is left, "more time" as the one next thing. Any touch but
 * "close" means more time. */
#include "screens/countdown.h"

#include <stdio.h>

#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"

static void seconds_draw(struct ui *ui, struct box row, int left)
{
    enum { COUNT = IDLE_COUNTDOWN_MS / 1000, WITH_GAP = 135 };
    int most = row.w * 100 / (COUNT * WITH_GAP), size = ui_t(ui, 3.2f) < most ? ui_t(ui, 3.2f) : most;
    int step = size * WITH_GAP / 100;
    row = box_centred(row, COUNT * step - (step - size), size);
    for (int i = 0; i < COUNT; i++) {
        struct box star = box_cut_left(&row, size);
        ui_icon(ui, i < left ? &shape_star : &shape_star_edge, star, i < left ? THEME_SKY : THEME_RIM);
        box_cut_left(&row, step - size);
    }
}

void countdown_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    int left = idle_seconds_left(&app->idle, ui->now_ms, app_quiet_ms(app));
    int margin = bar_margin(app), high = ui_t(ui, 10);
    struct box page = box_inset(ui->screen, margin, margin);
    struct box buttons = box_cut_bottom(&page, high);
    char sentence[256];
    /* TRANSLATORS: %d is a number of seconds, 20 to 1. */
    snprintf(sentence, sizeof sentence,
             app_screen(app)->keeps_going ? _("This screen closes in %d seconds.")
                                          : _("This screen closes in %d seconds and what was typed is wiped."),
             left);

    ui_text(ui, box_cut_top(&page, page.h * 46 / 100),
            UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_BOTTOM, .align = TEXT_CENTER),
            _("Are you still there?"));
    box_cut_top(&page, ui_u(ui, 4));
    const struct ui_text *quiet = UI_TEXT(ROLE_BODY, THEME_QUIET, .align = TEXT_CENTER);
    box_cut_top(&page, ui_text(ui, page, quiet, sentence) + ui_u(ui, 3));
    seconds_draw(ui, box_cut_top(&page, ui_t(ui, 4)), left);

    struct ui_button more = {.kind = BUTTON_NEXT}, close = {.kind = BUTTON_PLAIN};
    int gap = ui_u(ui, 3.2f), more_w = ui_button_width(ui, high, &more, _("More time"));
    int close_w = ui_button_width(ui, high, &close, _("Close now"));
    buttons = box_centred(buttons, more_w + gap + close_w, high);
    bool wants_more = ui_button(ui, "idle.more", box_cut_right(&buttons, more_w), &more, _("More time"));
    bool wants_close = ui_button(ui, "idle.close", box_cut_left(&buttons, close_w), &close, _("Close now"));
    if (wants_close)
        app_clear(app);
    else if (wants_more || ui->event.type == EVENT_UP || ui->event.type == EVENT_KEY || ui->event.type == EVENT_TEXT)
        idle_touch(&app->idle, ui->now_ms);
}
