/* Build tool: `font-coverage FONT...` prints the code points that the fonts have together, one range a line as
 * `XXXX-YYYY` in hexadecimal, ascending and never touching. It exists so that the content check can tell which letters
 * cannot be shown without linking a font library. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#define CODE_POINTS 0x110000ul

/* Marks in has[] what `path` covers. */
static bool add_font(FT_Library library, const char *path, bool *has)
{
    FT_Face face;
    if (FT_New_Face(library, path, 0, &face) != 0)
        return false;
    bool is_unicode = FT_Select_Charmap(face, FT_ENCODING_UNICODE) == 0;
    if (is_unicode) {
        FT_UInt glyph;
        FT_ULong code_point = FT_Get_First_Char(face, &glyph);
        for (; glyph != 0; code_point = FT_Get_Next_Char(face, code_point, &glyph))
            if (code_point < CODE_POINTS)
                has[code_point] = true;
    }
    FT_Done_Face(face);
    return is_unicode;
}

static void print_ranges(const bool *has)
{
    for (unsigned long first = 0, last; first < CODE_POINTS; first = last + 1) {
        last = first;
        if (!has[first])
            continue;
        while (last + 1 < CODE_POINTS && has[last + 1])
            last++;
        printf("%04lX-%04lX\n", first, last);
    }
}

int main(int argc, char **argv)
{
    int status = EXIT_FAILURE;
    FT_Library library = NULL;
    bool *has = calloc(CODE_POINTS, sizeof *has);
    if (argc < 2 || has == NULL || FT_Init_FreeType(&library) != 0) {
        fprintf(stderr, "usage: font-coverage FONT...\n");
        goto out;
    }
    for (int i = 1; i < argc; i++) {
        if (!add_font(library, argv[i], has)) {
            fprintf(stderr, "%s: this is not a font with a Unicode table\n", argv[i]);
            goto out;
        }
    }
    print_ranges(has);
    if (fflush(stdout) == 0 && !ferror(stdout))
        status = EXIT_SUCCESS;
out:
    FT_Done_FreeType(library);
    free(has);
    return status;
}
