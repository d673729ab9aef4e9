/* Puts many PNGs on one sheet, small, in rows from the left.
 *
 *   contact-sheet SHEET WIDTH HEIGHT PICTURE...   WIDTH of the sheet, HEIGHT of a row; "-" as PICTURE begins a new row
 *
 * A picture is averaged down over whole areas, in linear light, so that thin strokes keep their weight. */
#include <SDL.h>
#include <SDL_image.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 8, LEVELS = 256, GROUND = 0xF7F1E6 };

struct sheet {
    SDL_Surface *surface;
    int width, row_height;
    int x, y;            /* where the next picture goes */
    float light[LEVELS]; /* of an sRGB value */
};

static float light_of(float value)
{
    return value <= 0.04045f ? value / 12.92f : powf((value + 0.055f) / 1.055f, 2.4f);
}

static Uint8 value_of(float light)
{
    float value = light <= 0.0031308f ? light * 12.92f : 1.055f * powf(light, 1 / 2.4f) - 0.055f;
    return (Uint8)(value * 255 + 0.5f);
}

static Uint8 *pixel(const SDL_Surface *surface, int x, int y)
{
    return (Uint8 *)surface->pixels + y * surface->pitch + x * 3;
}

/* The mean of those pixels of `from` that fall on pixel (x, y) of a w x h picture; at least one. */
static void average(const struct sheet *sheet, const SDL_Surface *from, int x, int y, int w, int h, Uint8 out[3])
{
    int left = x * from->w / w, right = SDL_max((x + 1) * from->w / w, left + 1);
    int top = y * from->h / h, bottom = SDL_max((y + 1) * from->h / h, top + 1);
    float sum[3] = {0};
    for (int v = top; v < bottom; v++)
        for (int u = left; u < right; u++)
            for (int channel = 0; channel < 3; channel++)
                sum[channel] += sheet->light[pixel(from, u, v)[channel]];
    for (int channel = 0; channel < 3; channel++)
        out[channel] = value_of(sum[channel] / (float)((right - left) * (bottom - top)));
}

/* The size in a PNG's header: IHDR is its first chunk, and begins with width and height, high byte first. */
static bool read_size(const char *path, int *w, int *h)
{
    unsigned char head[24];
    FILE *file = fopen(path, "rb");
    bool is_read = file && fread(head, sizeof head, 1, file) == 1 && memcmp(head + 12, "IHDR", 4) == 0;
    if (file)
        fclose(file);
    if (!is_read) {
        fprintf(stderr, "contact-sheet: %s: no PNG\n", path);
        return false;
    }
    *w = head[18] << 8 | head[19];
    *h = head[22] << 8 | head[23];
    return *w > 0 && *h > 0;
}

static void begin_row(struct sheet *sheet)
{
    if (sheet->x > GAP)
        sheet->y += sheet->row_height + GAP;
    sheet->x = GAP;
}

static SDL_Rect place(struct sheet *sheet, int w, int h)
{
    SDL_Rect at = {.w = w * sheet->row_height / h, .h = sheet->row_height};
    if (sheet->x + at.w + GAP > sheet->width)
        begin_row(sheet);
    at.x = sheet->x;
    at.y = sheet->y;
    sheet->x += at.w + GAP;
    return at;
}

static bool draw(const struct sheet *sheet, const char *path, SDL_Rect at)
{
    SDL_Surface *loaded = IMG_Load(path);
    SDL_Surface *picture = loaded ? SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(loaded);
    if (!picture) {
        fprintf(stderr, "contact-sheet: %s: %s\n", path, SDL_GetError());
        return false;
    }
    for (int y = 0; y < at.h; y++)
        for (int x = 0; x < at.w && at.x + x < sheet->width; x++)
            average(sheet, picture, x, y, at.w, at.h, pixel(sheet->surface, at.x + x, at.y + y));
    SDL_FreeSurface(picture);
    return true;
}

/* Places all pictures; draws them when there is a surface already. */
static bool lay_out(struct sheet *sheet, char **pictures)
{
    sheet->x = sheet->y = GAP;
    for (; *pictures; pictures++) {
        int w, h;
        if (strcmp(*pictures, "-") == 0) {
            begin_row(sheet);
            continue;
        }
        if (!read_size(*pictures, &w, &h))
            return false;
        SDL_Rect at = place(sheet, w, h);
        if (sheet->surface && !draw(sheet, *pictures, at))
            return false;
    }
    begin_row(sheet);
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: contact-sheet SHEET WIDTH HEIGHT PICTURE...\n");
        return 2;
    }
    struct sheet sheet = {.width = (int)strtol(argv[2], NULL, 10), .row_height = (int)strtol(argv[3], NULL, 10)};
    for (int i = 0; i < LEVELS; i++)
        sheet.light[i] = light_of((float)i / 255);
    if (!lay_out(&sheet, argv + 4))
        return 1;
    sheet.surface = SDL_CreateRGBSurfaceWithFormat(0, sheet.width, sheet.y, 24, SDL_PIXELFORMAT_RGB24);
    if (!sheet.surface)
        return 1;
    const SDL_PixelFormat *format = sheet.surface->format;
    SDL_FillRect(sheet.surface, NULL, SDL_MapRGB(format, GROUND >> 16, GROUND >> 8 & 255, GROUND & 255));
    bool is_ok = lay_out(&sheet, argv + 4) && IMG_SavePNG(sheet.surface, argv[1]) == 0;
    SDL_FreeSurface(sheet.surface);
    return is_ok ? 0 : 1;
}
