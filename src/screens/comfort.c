/* What makes it easier for whoever stands here: larger letters, three times as long before a screen closes, no motion.
 * Opened by holding the letters in the bar (or Ctrl+Alt+A), over whatever is open; it ends with the visit. */
#include <stdio.h>

#include "screens/app.h"
#include "screens/bar.h"
#include "screens/sheet.h"

enum { CHOICES_MAX = 3 };

/* A question, and what may be chosen; NULL ends. */
struct wish {
    const char *id, *label, *choices[CHOICES_MAX + 1];
};

static const struct wish wishes[] = {
    {"comfort.text", N_("Letters"), {N_("Usual"), N_("Larger"), N_("Largest"), NULL}},
    {"comfort.time", N_("Time"), {N_("Usual"), N_("Three times as long"), NULL}},
    {"comfort.motion", N_("Motion"), {N_("Usual"), N_("None"), NULL}},
};
enum { WISH_TEXT, WISH_TIME, WISH_MOTION, WISH_COUNT };

static int chosen(const struct app *app, int wish)
{
    return wish == WISH_TEXT ? app->text_size : wish == WISH_TIME ? app->is_slow : app->is_motion_reduced;
}

static void choose(struct app *app, int wish, int choice)
{
    if (wish == WISH_TEXT)
        app_set_text_size(app, choice);
    else if (wish == WISH_TIME)
        app->is_slow = choice;
    else
        app_set_motion_reduced(app, choice);
}

static void wish_run(struct app *app, struct box box, int wish)
{
    struct ui *ui = &app->ui;
    const struct wish *asked = &wishes[wish];
    const struct ui_text *head = UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY, .anchor = ANCHOR_BOTTOM);
    int count = 0, gap = ui_u(ui, 3.2f), high = ui_t(ui, 10), label_w = ui_is_portrait(ui) ? box.w : ui_t(ui, 22);
    while (asked->choices[count])
        count++;
    struct box label = ui_is_portrait(ui) ? box_cut_top(&box, box.h * 4 / 10) : box_cut_left(&box, label_w);
    ui_label(ui, label, head, _(asked->label));
    box = box_centred(box, box.w, high < box.h ? high : box.h);
    for (int i = 0; i < count; i++) {
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "%s.%d", asked->id, i);
        if (sheet_choice(app, id, box_column(box, i, count, gap), _(asked->choices[i]), chosen(app, wish) == i))
            choose(app, wish, i);
    }
}

static void comfort_frame(struct app *app, void *state)
{
    (void)state;
    struct box row, page = sheet_begin(app, _("Made easier"), &row);
    box_cut_bottom(&page, ui_u(&app->ui, 1.6f));
    for (int i = 0; i < WISH_COUNT; i++)
        wish_run(app, box_row(page, i, WISH_COUNT, ui_u(&app->ui, 3.2f)), i);
    if (sheet_back(app, &row, "comfort.back")) {
        if (app->depth > 2)
            app_pop(app);
        else /* from the slides: back to them would end the visit, and all this with it */
            app_replace(app, &screen_home);
    }
    bar_frame(app);
}

const struct screen screen_comfort = {
    .name = "comfort",
    .state_size = 1,
    .idle_ms = 40 * 1000,
    .keeps_going = true,
    .frame = comfort_frame,
};
