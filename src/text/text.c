/* The context: fonts, the one cache, its budget. Paragraphs are made in paragraph.c, drawn in draw.c. */
#include "text/text.h"

#include <fribidi.h>
#include <linebreak.h>
#include <stdio.h>

#include "base/mem.h"
#include "text/paragraph.h"

static void write_versions(struct text *text)
{
    const SDL_version *ttf = TTF_Linked_Version();
    int major, minor, patch;
    TTF_GetFreeTypeVersion(&major, &minor, &patch);
    snprintf(text->versions, sizeof text->versions,
             "FreeType %d.%d.%d, HarfBuzz %s, SDL_ttf %d.%d.%d, FriBidi " FRIBIDI_VERSION ", libunibreak %d.%d", major,
             minor, patch, hb_version_string(), ttf->major, ttf->minor, ttf->patch, linebreak_version >> 8,
             linebreak_version & 0xFF);
}

bool text_open(const char *font_folder, struct gfx *gfx, size_t budget_bytes, struct text **text, struct err *err)
{
    struct text *made = mem_alloc(sizeof *made);
    made->gfx = gfx;
    made->cache.owner = gfx;
    made->budget_bytes = budget_bytes;
    init_linebreak();
    if (!fonts_open(&made->fonts, font_folder, gfx != NULL, err)) {
        text_close(made);
        return false;
    }
    write_versions(made);
    *text = made;
    return true;
}

void text_close(struct text *text)
{
    if (text == NULL)
        return;
    cache_finish(&text->cache);
    fonts_close(&text->fonts);
    free(text);
}

void text_end_frame(struct text *text)
{
    cache_end_frame(&text->cache, text->budget_bytes);
}

void text_forget_private(struct text *text)
{
    cache_drop_private(&text->cache);
}

size_t text_cached_bytes(const struct text *text)
{
    return text->cache.bytes;
}

const char *text_versions(const struct text *text)
{
    return text->versions;
}
