/* The one screen without letters: a drawing of its two sentences, as outlines, from share/no-fonts.svg. After a minute
 * the program ends, so that whatever starts it can try again; meanwhile a hall does not stand before a dark screen. */
#include "screens/no_fonts.h"

#include <stdio.h>

#include "gfx/image.h"
#include "gfx/output.h"
#include "screens/app.h"

static void draw(struct gfx *gfx, const char *path)
{
    struct box all = gfx_bounds(gfx);
    struct image image;
    struct err ignored; /* without the drawing the ground alone is shown: the sentence is on standard error already */
    gfx_begin(gfx, theme_fallback()->at[THEME_GROUND]);
    if (image_load(path, all.w, all.h, IMAGE_CONTAIN, &image, &ignored)) {
        struct gfx_texture *drawing =
            gfx_texture_new(gfx, image.argb, image.width, image.height, (size_t)image.width * 4, image.is_opaque);
        struct box at = box_centred(all, image.width, image.height);
        gfx_draw(gfx, drawing, at.x, at.y, COLOR_WHITE);
        gfx_texture_free(gfx, drawing);
        image_finish(&image);
    }
    gfx_end(gfx);
}

void no_fonts_show(struct app *app)
{
    enum { SHOWN_MS = 60 * 1000 };
    const struct settings *settings = app->settings;
    char path[FILE_PATH_MAX];
    file_join(path, app->share, "no-fonts.svg");
    draw(app->gfx, path);
    if (settings->is_offscreen) {
        struct err err = {0};
        char shot[FILE_PATH_MAX];
        if (settings->shots && !gfx_save_png(app->gfx, file_join(shot, settings->shots, "no-fonts.png"), &err))
            fprintf(stderr, "hamawaz-kiosk: %s\n", err.text);
        return;
    }
    struct event event = {0};
    int64_t end_ms = clock_mono_ms(&app->clock) + SHOWN_MS, left_ms = SHOWN_MS;
    while (left_ms > 0 && event.type != EVENT_QUIT) {
        if (output_poll(app->output, (int)left_ms, &event) &&
            (event.type == EVENT_EXPOSED || event.type == EVENT_RESIZED))
            draw(app->gfx, path);
        left_ms = end_ms - clock_mono_ms(&app->clock);
    }
}
