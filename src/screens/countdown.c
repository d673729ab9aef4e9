/* The countdown: one sentence, the seconds, "more time" as the one next thing. Any touch but "close" means more time.
 * */
#include "screens/countdown.h"

#include <stdio.h>

#include "screens/app.h"
#include "screens/bar.h"

void countdown_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    int left = idle_seconds_left(&app->idle, ui->now_ms, app_screen(app)->idle_ms);
    int margin = bar_margin(app), high = ui_t(ui, 10);
    struct box page = box_inset(ui->screen, margin, margin);
    struct box buttons = box_cut_bottom(&page, high);
    char sentence[256];
    /* TRANSLATORS: %d is a number of seconds, 20 to 1. */
    snprintf(sentence, sizeof sentence,
             app_screen(app)->keeps_going ? _("This screen closes in %d seconds.")
                                          : _("This screen closes in %d seconds and what was typed is wiped."),
             left);

    ui_text(ui, box_cut_top(&page, page.h / 2),
            UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_BOTTOM, .align = TEXT_CENTER),
            _("Are you still there?"));
    box_cut_top(&page, ui_u(ui, 3));
    ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_QUIET, .align = TEXT_CENTER), sentence);

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
