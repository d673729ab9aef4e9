/* Reads theme files and knows WCAG contrast. A theme is complete or refused: a screen never meets a missing colour. */
#include "gfx/theme.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

enum { THEME_FILE_MAX = 64 * 1024 };

#define THEME_AS_NAME(id, name) name,
static const char *const names[THEME_COLOR_COUNT] = {THEME_COLORS(THEME_AS_NAME)};
#undef THEME_AS_NAME

#define RGB(hex) {(hex) >> 16 & 0xff, (hex) >> 8 & 0xff, (hex) & 0xff, 255}
static const struct theme deodar = {
    .name = "deodar",
    .at = {
        [THEME_GROUND] = RGB(0x0E3B33),    [THEME_FLOOR] = RGB(0x082721),      [THEME_RAISED] = RGB(0x174B41),
        [THEME_REST] = RGB(0x2A5F54),      [THEME_BOND] = RGB(0x2F7468),       [THEME_TEXT] = RGB(0xF7F1E6),
        [THEME_QUIET] = RGB(0xB7CFC6),     [THEME_BAR_TEXT] = RGB(0xB7CFC6),   [THEME_SKY] = RGB(0x8CC0C4),
        [THEME_ACCENT] = RGB(0xF2A93B),    [THEME_ON_ACCENT] = RGB(0x0B2A24),  [THEME_CARRY] = RGB(0xF2A93B),
        [THEME_KILN] = RGB(0xB5452D),      [THEME_ON_KILN] = RGB(0xFFFFFF),    [THEME_FOCUS] = RGB(0xF2A93B),
        [THEME_RIM] = RGB(0x5E978B),       [THEME_CARD] = RGB(0xF7F1E6),       [THEME_CARD_EDGE] = RGB(0xE2D6BE),
        [THEME_INK] = RGB(0x12322B),       [THEME_INK_QUIET] = RGB(0x46594F),  [THEME_INK_SKY] = RGB(0x23656B),
        [THEME_EDGE] = RGB(0x6E7F75),      [THEME_CARD_FOCUS] = RGB(0x0E3B33), [THEME_PETAL] = RGB(0x14433A),
        [THEME_HEART] = RGB(0x1B5045),     [THEME_TILE_1] = RGB(0xF7F1E6),     [THEME_TILE_2] = RGB(0xF7F1E6),
        [THEME_TILE_3] = RGB(0xEADDC2),    [THEME_TILE_4] = RGB(0xCFE3E0),     [THEME_WINDOW] = RGB(0x0E3B33),
        [THEME_WINDOW_TILE] = RGB(0xF7F1E6), [THEME_WINDOW_BOND] = RGB(0x2F7468), [THEME_WINDOW_LINE] = RGB(0x5E978B),
        [THEME_SHADOW] = RGB(0x082721),
    },
};
#undef RGB

static const struct theme_pair pairs[] = {
    {"text on ground", THEME_TEXT, THEME_GROUND, 4.5f},
    {"quiet text on ground", THEME_QUIET, THEME_GROUND, 4.5f},
    {"words on the bar", THEME_BAR_TEXT, THEME_FLOOR, 4.5f},
    {"sky on ground", THEME_SKY, THEME_GROUND, 4.5f},
    {"the carried word on ground", THEME_CARRY, THEME_GROUND, 4.5f},
    {"text on raised", THEME_TEXT, THEME_RAISED, 4.5f},
    {"quiet text on raised", THEME_QUIET, THEME_RAISED, 4.5f},
    {"ink on card", THEME_INK, THEME_CARD, 4.5f},
    {"quiet ink on card", THEME_INK_QUIET, THEME_CARD, 4.5f},
    {"sky ink on card", THEME_INK_SKY, THEME_CARD, 4.5f},
    {"label on the accent", THEME_ON_ACCENT, THEME_ACCENT, 4.5f},
    {"label on kiln", THEME_ON_KILN, THEME_KILN, 4.5f},
    {"edge of a control on ground", THEME_RIM, THEME_GROUND, 3},
    {"edge of a control on card", THEME_EDGE, THEME_CARD, 3},
    {"focus ring on ground", THEME_FOCUS, THEME_GROUND, 3},
    {"focus ring on card", THEME_CARD_FOCUS, THEME_CARD, 3},
    {"a lit star on ground, first glaze", THEME_TILE_1, THEME_GROUND, 3},
    {"a lit star on ground, second glaze", THEME_TILE_2, THEME_GROUND, 3},
    {"a lit star on ground, third glaze", THEME_TILE_3, THEME_GROUND, 3},
    {"a lit star on ground, fourth glaze", THEME_TILE_4, THEME_GROUND, 3},
    {"a star in a door's window", THEME_WINDOW_TILE, THEME_WINDOW, 3},
};

const struct theme *theme_fallback(void)
{
    return &deodar;
}

const struct theme_pair *theme_pairs(size_t *count)
{
    *count = COUNT_OF(pairs);
    return pairs;
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
uint64_t theme_stamp(const struct theme *theme)
{
    const unsigned char *bytes = (const unsigned char *)theme->at;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < sizeof theme->at; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

/* WCAG 2.1, "relative luminance" and "contrast ratio". */
static float luminance(struct color color)
{
    const uint8_t channels[3] = {color.r, color.g, color.b};
    const float weights[3] = {0.2126f, 0.7152f, 0.0722f};
    float sum = 0;
    for (int i = 0; i < 3; i++) {
        float c = (float)channels[i] / 255;
        sum += weights[i] * (c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f));
    }
    return sum;
}

float theme_contrast(struct color a, struct color b)
{
    float la = luminance(a), lb = luminance(b);
    return (fmaxf(la, lb) + 0.05f) / (fminf(la, lb) + 0.05f);
}

static bool read_color(const char *text, struct color *color)
{
    if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    unsigned long rgb = strtoul(text + 1, NULL, 16);
    *color = (struct color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
    return true;
}

static int find_name(const char *name)
{
    for (int i = 0; i < THEME_COLOR_COUNT; i++)
        if (str_equal(names[i], name))
            return i;
    return -1;
}

/* One line without its end and comment; empty lines are fine. */
static bool read_line(char *line, struct theme *theme, bool seen[THEME_COLOR_COUNT], const char *where, struct err *err)
{
    char *rest = NULL;
    const char *name = strtok_r(line, " \t\r", &rest);
    const char *value = name ? strtok_r(NULL, " \t\r", &rest) : NULL;
    if (!name)
        return true;
    int i = find_name(name);
    if (i < 0)
        return err_set(err, ERR_INVALID, where, "A theme has no colour of this name; see the shipped themes.");
    if (seen[i])
        return err_set(err, ERR_INVALID, where, "The colour \"%s\" stands here a second time.", names[i]);
    if (!value || strtok_r(NULL, " \t\r", &rest) || !read_color(value, &theme->at[i]))
        return err_set(err, ERR_INVALID, where, "The colour \"%s\" must be written as #RRGGBB.", names[i]);
    seen[i] = true;
    return true;
}

static void take_name(const char *path, char *name, size_t room)
{
    const char *slash = strrchr(path, '/');
    str_copy(name, room, slash ? slash + 1 : path);
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
}

static bool read_lines(char *text, const char *path, struct theme *theme, struct err *err)
{
    bool seen[THEME_COLOR_COUNT] = {false};
    char where[192];
    char *rest = text;
    for (int number = 1; rest; number++) {
        char *line = strsep(&rest, "\n");
        line[strcspn(line, ";")] = '\0';
        snprintf(where, sizeof where, "%s:%d", path, number);
        if (!read_line(line, theme, seen, where, err))
            return false;
    }
    for (int i = 0; i < THEME_COLOR_COUNT; i++)
        if (!seen[i])
            return err_set(err, ERR_INVALID, path, "The colour \"%s\" is missing.", names[i]);
    return true;
}

bool theme_load(const char *path, struct theme *theme, struct err *err)
{
    char *text = NULL;
    size_t n = 0;
    if (!file_read(path, THEME_FILE_MAX, &text, &n, err))
        return false;
    struct theme loaded = {.name = ""};
    take_name(path, loaded.name, sizeof loaded.name);
    bool is_good = read_lines(text, path, &loaded, err);
    if (is_good)
        *theme = loaded;
    free(text);
    return is_good;
}
