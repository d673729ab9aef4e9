/* Draws the page of states.h: states FOLDER THEME WIDTH HEIGHT saves FOLDER/00-states-ur.png and -en.png. */
#include "states.h"

#include <stdio.h>
#include <stdlib.h>

#include "gfx/output.h"

static void must(bool is_ok, const struct err *err)
{
    if (is_ok)
        return;
    fprintf(stderr, "states: %s: %s\n", err->where, err->text);
    exit(1);
}

static void draw(struct ui *ui, const struct theme *theme, enum lang lang, const char *folder)
{
    struct states states = {.is_live = false};
    struct err err = {0};
    char path[512];
    ui_set_look(ui, theme, lang, 0, true);
    ui_enter(ui, 10000);
    for (int pass = 0; pass < 2; pass++) { /* what is held or focused must have been there before */
        gfx_begin(ui->gfx, ui_color(ui, THEME_GROUND));
        ui_begin_pass(ui, NULL, 10000);
        states_frame(ui, &states);
        ui_end_pass(ui);
        gfx_end(ui->gfx);
    }
    snprintf(path, sizeof path, "%s/00-states-%s.png", folder, lang_code(lang));
    must(gfx_save_png(ui->gfx, path, &err), &err);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct output *output;
    struct text *text;
    struct theme theme = *theme_fallback();
    struct ui ui;
    char path[512];
    if (argc != 5) {
        fprintf(stderr, "usage: states FOLDER THEME WIDTH HEIGHT\n");
        return 2;
    }
    struct output_options options = {.is_offscreen = true, .width = atoi(argv[3]), .height = atoi(argv[4])};
    snprintf(path, sizeof path, "build/share/themes/%s.theme", argv[2]);
    must(theme_load(path, &theme, &err), &err);
    must(output_open(&options, &output, &err), &err);
    struct gfx *gfx = gfx_new(output);
    must(text_open("build/share/fonts", gfx, 16u << 20, &text, &err), &err);
    ui_init(&ui, gfx, text);
    draw(&ui, &theme, LANG_UR, argv[1]);
    draw(&ui, &theme, LANG_EN, argv[1]);
    text_close(text);
    gfx_free(gfx);
    output_close(output);
    return 0;
}
