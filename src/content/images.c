/* Pictures of the pack: where they may lie, what base/picture.h says of them, and what an SVG would silently lose. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/picture.h"
#include "base/str.h"
#include "content/parts.h"

static const struct {
    const char *ending;
    enum picture_type type;
} endings[] = {{".jpg", PICTURE_JPEG}, {".jpeg", PICTURE_JPEG}, {".png", PICTURE_PNG}, {".svg", PICTURE_SVG}};

/* Elements that the SVG reader (nanosvg in SDL2_image) drops without a word. */
static const char *const dropped[] = {"clipPath", "mask", "filter", "pattern", "use", "text", "image", "foreignObject"};

/* Index into `endings`, or -1. Cameras write .JPG. */
static int ending_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < COUNT_OF(endings); i++) {
        if (strcasecmp(dot, endings[i].ending) == 0)
            return (int)i;
    }
    return -1;
}

bool picture_has_name(const char *name)
{
    return ending_of(name) >= 0;
}

/* Names lead downward only: no "..", no hidden folder, nothing absolute, no other system's slashes. */
static bool stays_inside(const char *name)
{
    return *name != '/' && *name != '.' && !strstr(name, "/.") && !strstr(name, "//") && !strpbrk(name, "\\:") &&
           strlen(name) <= READER_NAME_MAX;
}

/* No folder on the way may be a link that leads elsewhere. */
static bool passes_folders_only(const struct reader *reader, const char *name)
{
    char folder[READER_NAME_MAX + 1];
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - name), name);
        enum entry_kind kind = reader_entry(reader, folder);
        if (kind != ENTRY_FOLDER && kind != ENTRY_NONE)
            return false;
    }
    return true;
}

static bool is_picture_file(struct reader *reader, const char *name, int line)
{
    if (!stays_inside(name) || !picture_has_name(name) || !passes_folders_only(reader, name)) {
        report_fault(&reader->report, line, "name a .jpg, .png or .svg beneath the pack's folder, like images/hall.jpg",
                     "`%.100s` is no picture of this pack", name);
        return false;
    }
    switch (reader_entry(reader, name)) {
    case ENTRY_FILE:
        return true;
    case ENTRY_NONE:
        report_fault(&reader->report, line, "copy it there, or mend the name", "there is no picture %s", name);
        return false;
    case ENTRY_FOLDER:
    case ENTRY_OTHER:
        report_fault(&reader->report, line, "put the picture itself there", "%s is a link, folder or device", name);
        return false;
    }
    return false;
}

/* ---- SVG ---- */

static bool tag_is(const char *tag, const char *name)
{
    size_t n = strlen(name);
    return strncmp(tag, name, n) == 0 && !isalnum((unsigned char)tag[n]);
}

static bool is_in_object_units(const char *tag)
{
    const char *end = strchr(tag, '>');
    const char *units = strstr(tag, "userSpaceOnUse");
    return !end || !units || units > end;
}

/* Reports each kind of loss once. */
static void check_svg(struct reader *reader, const char *name, const char *svg, int line)
{
    bool is_reported[COUNT_OF(dropped)] = {false};
    bool has_object_units = false;
    for (const char *tag = strchr(svg, '<'); tag; tag = strchr(tag, '<')) {
        tag++;
        for (size_t i = 0; i < COUNT_OF(dropped); i++) {
            if (is_reported[i] || !tag_is(tag, dropped[i]))
                continue;
            is_reported[i] = true;
            report_fault(&reader->report, line, "turn it into plain shapes and paths in the drawing program",
                         "%s: <%s> would not be drawn", name, dropped[i]);
        }
        if (tag_is(tag, "linearGradient") || tag_is(tag, "radialGradient"))
            has_object_units = has_object_units || is_in_object_units(tag);
    }
    if (has_object_units)
        report_warning(&reader->report, line, "write gradientUnits=\"userSpaceOnUse\", or look at it on the screen",
                       "%s: a gradient in the units of its shape may be drawn otherwise", name);
}

/* ---- all ---- */

static void check_contents(struct reader *reader, const char *name, const char *data, size_t n, int line)
{
    struct picture picture;
    struct err err;
    if (!picture_probe(data, n, &picture, &err)) {
        report_err(&reader->report, line, "export the picture again", &err);
        return;
    }
    if (picture.type != endings[ending_of(name)].type)
        report_fault(&reader->report, line, "give it the ending of what it is", "%s is another kind of picture", name);
    if (!picture.is_upright)
        report_fault(&reader->report, line, "open it in a picture viewer, turn it, save it",
                     "%s is not upright: only a mark in the file turns it", name);
    if (picture.is_cmyk)
        report_fault(&reader->report, line, "export it as RGB", "%s has the colours of a printing press (CMYK)", name);
    if (picture.type == PICTURE_SVG)
        check_svg(reader, name, data, line);
}

const char *picture_check(struct reader *reader, const char *name, int line)
{
    if (!is_picture_file(reader, name, line))
        return NULL;
    char path[FILE_PATH_MAX], *data;
    size_t n;
    struct err err;
    if (!file_read(reader_path(reader, name, path), PICTURE_FILE_MAX, &data, &n, &err)) {
        report_err(&reader->report, line, "a picture of at most 20 MB is wanted, that everybody may read", &err);
        return NULL;
    }
    check_contents(reader, name, data, n, line);
    free(data);
    return arena_string(reader->arena, path, strlen(path));
}
