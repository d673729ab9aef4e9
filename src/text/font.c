/* Opening the fonts and their relative sizes. The idea: a file is mapped once and all three libraries read that memory.
 * Layout goes by unhinted font units, which scale exactly, so one shape serves every size; drawing needs the very
 * roundings of SDL2_ttf, hence a HarfBuzz font over a FreeType face with SDL2_ttf's own load flags (word.c). Invariant:
 * face, hb_at_size and ttf of a font always stand at the same size. */
#include "text/font.h"

#include <hb-ft.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "text/slices.h"

static const char *const FILES[FONT_COUNT] = {
    [FONT_NASTALIQ] = "NotoNastaliqUrdu-Regular.ttf",
    [FONT_NASTALIQ_BOLD] = "NotoNastaliqUrdu-Bold.ttf",
    [FONT_NASKH] = "NotoNaskhArabic-Regular.ttf",
    [FONT_NASKH_BOLD] = "NotoNaskhArabic-Bold.ttf",
    [FONT_LATIN] = "Inter-Medium.otf",
    [FONT_LATIN_BOLD] = "Inter-Bold.otf",
    [FONT_SYMBOLS] = "NotoSansSymbols2-Regular.ttf",
};

static const float LATIN_IN_NASTALIQ = 0.72f, LATIN_IN_NASKH = 0.84f;

static bool open_for_layout(struct font *font, const char *path, struct err *err)
{
    font->blob = hb_blob_create_from_file_or_fail(path);
    if (font->blob == NULL)
        return err_set(err, file_exists(path) ? ERR_UNREADABLE : ERR_MISSING, path,
                       "This font cannot be read: run make, or install the program again.");
    hb_face_t *face = hb_face_create(font->blob, 0);
    font->hb = hb_font_create(face);
    font->units_per_em = (float)hb_face_get_upem(face);
    bool has_glyphs = hb_face_get_glyph_count(face) > 0;
    hb_face_destroy(face);
    return has_glyphs || err_set(err, ERR_DAMAGED, path, "This file is not a font.");
}

static bool open_for_drawing(struct fonts *fonts, struct font *font, const char *path, bool is_arabic, struct err *err)
{
    unsigned length;
    const char *data = hb_blob_get_data(font->blob, &length);
    if (FT_New_Memory_Face(fonts->freetype, (const FT_Byte *)data, (FT_Long)length, 0, &font->face) != 0)
        return err_set(err, ERR_DAMAGED, path, "FreeType cannot read this font.");
    FT_Set_Char_Size(font->face, 64, 0, 0, 0);
    font->hb_at_size = hb_ft_font_create_referenced(font->face);
    hb_ft_font_set_load_flags(font->hb_at_size, FT_LOAD_NO_HINTING);
    font->ttf = TTF_OpenFontRW(SDL_RWFromConstMem(data, (int)length), 1, 1);
    if (font->ttf == NULL)
        return err_set(err, ERR_DAMAGED, path, "SDL_ttf cannot read this font: %s.", TTF_GetError());
    font->size = 1;
    TTF_SetFontHinting(font->ttf, TTF_HINTING_NONE);
    TTF_SetFontScriptName(font->ttf, is_arabic ? "Arab" : "Latn");
    return true;
}

bool fonts_open(struct fonts *fonts, const char *folder, bool can_draw, struct err *err)
{
    if (can_draw && FT_Init_FreeType(&fonts->freetype) != 0)
        return err_set(err, ERR_UNAVAILABLE, NULL, "FreeType cannot be started.");
    if (can_draw && TTF_Init() != 0)
        return err_set(err, ERR_UNAVAILABLE, NULL, "SDL_ttf cannot be started: %s.", TTF_GetError());
    fonts->has_ttf = can_draw;
    fonts->tracer = slices_tracer_new();
    for (int id = 0; id < FONT_COUNT; id++) {
        char path[FILE_PATH_MAX];
        file_join(path, folder, FILES[id]);
        if (!open_for_layout(&fonts->at[id], path, err))
            return false;
        if (can_draw && !open_for_drawing(fonts, &fonts->at[id], path, font_is_arabic((enum font_id)id), err))
            return false;
    }
    return true;
}

void fonts_close(struct fonts *fonts)
{
    for (int id = 0; id < FONT_COUNT; id++) {
        struct font *font = &fonts->at[id];
        if (font->ttf != NULL)
            TTF_CloseFont(font->ttf);
        hb_font_destroy(font->hb_at_size);
        if (font->face != NULL)
            FT_Done_Face(font->face);
        hb_font_destroy(font->hb);
        hb_blob_destroy(font->blob);
    }
    hb_draw_funcs_destroy(fonts->tracer);
    if (fonts->has_ttf)
        TTF_Quit();
    if (fonts->freetype != NULL)
        FT_Done_FreeType(fonts->freetype);
}

bool font_has(const struct fonts *fonts, enum font_id id, uint32_t cp)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(fonts->at[id].hb, cp, &glyph);
}

struct font *font_at_size(struct fonts *fonts, enum font_id id, int size)
{
    struct font *font = &fonts->at[id];
    CHECK(font->ttf != NULL);
    if (font->size != size) {
        FT_Set_Char_Size(font->face, size * 64, 0, 0, 0);
        hb_ft_font_changed(font->hb_at_size);
        TTF_SetFontSize(font->ttf, size);
        font->size = size;
    }
    return font;
}

float font_em(enum font_id id, enum text_face face, bool is_rtl, float px)
{
    float latin = !is_rtl ? px : px * (face == TEXT_NASTALIQ ? LATIN_IN_NASTALIQ : LATIN_IN_NASKH);
    if (!font_is_arabic(id))
        return latin;
    return latin / (font_is_nastaliq(id) ? LATIN_IN_NASTALIQ : LATIN_IN_NASKH);
}
