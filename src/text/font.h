/* The seven font files, each read once and seen by three libraries: HarfBuzz in font units (layout), and FreeType and
 * SDL2_ttf at a pixel size (drawing). */
#ifndef HAMAWAZ_TEXT_FONT_H
#define HAMAWAZ_TEXT_FONT_H

#include <SDL_ttf.h>
#include <ft2build.h>
#include <hb.h>
#include <stdbool.h>
#include <stdint.h>
#include FT_FREETYPE_H

#include "base/err.h"
#include "text/text.h"

/* A bold follows its regular. */
enum font_id {
    FONT_NASTALIQ,
    FONT_NASTALIQ_BOLD,
    FONT_NASKH,
    FONT_NASKH_BOLD,
    FONT_LATIN,
    FONT_LATIN_BOLD,
    FONT_SYMBOLS,
    FONT_COUNT,
    FONT_NONE = FONT_COUNT,
};

struct font {
    hb_blob_t *blob;   /* the whole file */
    hb_font_t *hb;     /* scale: units_per_em */
    float units_per_em;
    FT_Face face;      /* the rest: NULL in a context that only lays out */
    hb_font_t *hb_at_size;
    TTF_Font *ttf;
    int size;          /* pixels an em that the three above are set to; 0 at first */
};

struct fonts {
    struct font at[FONT_COUNT];
    hb_draw_funcs_t *tracer; /* of slices.c */
    FT_Library freetype;
    bool has_ttf; /* TTF_Init to be undone */
};

/* Zeroed `fonts`. `can_draw`: opens them for SDL2_ttf too. ERR_MISSING, ERR_DAMAGED, ERR_UNAVAILABLE; fonts_close is
 * due in any case. */
MUST_CHECK bool fonts_open(struct fonts *fonts, const char *folder, bool can_draw, struct err *err);
void fonts_close(struct fonts *fonts);

bool font_has(const struct fonts *fonts, enum font_id id, uint32_t cp);

static inline bool font_is_nastaliq(enum font_id id)
{
    return id == FONT_NASTALIQ || id == FONT_NASTALIQ_BOLD;
}

static inline bool font_is_arabic(enum font_id id)
{
    return id <= FONT_NASKH_BOLD;
}

static inline uint8_t font_weighted(uint8_t regular, bool is_bold)
{
    return regular == FONT_SYMBOLS ? regular : (uint8_t)(regular + is_bold);
}

/* The font drawn with at `size` pixels an em. */
struct font *font_at_size(struct fonts *fonts, enum font_id id, int size);

/* The em in pixels of each font in a paragraph of `style`: so that Latin is 0.72 of Nastaliq and 0.84 of Naskh, and the
 * paragraph's own script has style->px = px. */
float font_em(enum font_id id, enum text_face face, bool is_rtl, float px);

#endif
