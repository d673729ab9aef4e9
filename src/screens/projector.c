/* A second picture: its own window, drawing context, letters and units, for its pixels are not the kiosk's. It takes no
 * input. Everything it shows is drawn anew from the run, so a display that is pulled out takes nothing along. */
#include "screens/projector.h"

#include <stdio.h>

#include "base/file.h"
#include "base/mem.h"
#include "gfx/lattice.h"
#include "gfx/output.h"
#include "screens/app.h"
#include "screens/room.h"

struct projector {
    struct output *output;
    struct gfx *gfx;
    struct text *text;
    struct ui ui;
};

#define TEXT_BUDGET_BYTES ((size_t)12 << 20)

static void take_look(struct app *app)
{
    struct projector *projector = app->projector;
    ui_set_look(&projector->ui, &app->ui.theme, LANG_UR, 0, app->settings->is_motion_reduced);
}

void projector_let_go(struct app *app)
{
    struct projector *projector = app->projector;
    if (!projector)
        return;
    text_close(projector->text);
    gfx_free(projector->gfx);
    output_close_second(app->output, projector->output);
    free(projector);
    app->projector = NULL;
}

static void take(struct app *app)
{
    struct projector *projector = mem_alloc(sizeof *projector);
    struct err err = {0};
    char folder[FILE_PATH_MAX];
    app->projector = projector;
    if (!output_open_second(app->output, &projector->output, &err)) {
        fprintf(stderr, "hamawaz-kiosk: %s\n", err.text);
        app->projector = NULL;
        free(projector);
        return;
    }
    projector->gfx = gfx_new(projector->output);
    if (!text_open(file_join(folder, app->share, "fonts"), projector->gfx, TEXT_BUDGET_BYTES, &projector->text, &err)) {
        projector_let_go(app);
        return;
    }
    ui_init(&projector->ui, projector->gfx, projector->text);
    take_look(app);
}

void projector_adopt(struct app *app)
{
    bool is_wanted = app_screen(app)->has_projector && output_has_second(app->output);
    if (app->projector && !is_wanted)
        projector_let_go(app);
    else if (!app->projector && is_wanted)
        take(app);
}

bool projector_is_on(const struct app *app)
{
    return app->projector != NULL;
}

struct ui *projector_ui(struct app *app)
{
    return app->projector ? &app->projector->ui : NULL;
}

void projector_draw(struct app *app)
{
    struct projector *projector = app->projector;
    if (!projector)
        return;
    struct ui *ui = &projector->ui;
    gfx_begin(projector->gfx, ui_color(ui, THEME_GROUND));
    take_look(app);
    ui_begin_pass(ui, NULL, clock_mono_ms(&app->clock));
    if (app->room && app_screen(app) == &screen_room)
        room_view_draw(app, ui, &app->room->run, ui->screen);
    else
        lattice_rest(ui->gfx, &ui->theme, ui->screen, (float)ui->screen.h / 4, ui->is_rtl);
    ui_end_pass(ui);
    gfx_end(projector->gfx);
    text_end_frame(projector->text);
    lang_select(app->lang);
    if (ui->wake_ms < app->ui.wake_ms)
        app->ui.wake_ms = ui->wake_ms;
}
