/* Compares a picture with the one it should be.
 *
 *   compare-png EXPECTED ACTUAL [DIFFERENCE]   0: alike; 1: not, and DIFFERENCE shows where in red; 2: not to be read
 *   compare-png --spoil PICTURE SPOILT         copies a picture with a small square changed: a control for the above
 *   compare-png --turn PICTURE TURNED          copies it turned clockwise by a quarter
 *
 * A picture is anything that SDL_image reads, or the frame buffer that Xvfb keeps in a file (XWD, version 7).
 *
 * Alike: the same size, and no more than one pixel in two thousand has a channel that differs by more than 6. On one
 * machine frames come out the same to the bit; between processors SDL's blending differs by at most 2 on some pixels in
 * a hundred, and what small-png keeps is up to 4 away from what was drawn, hence the 6. Drawings are computed in
 * floating point, and a rounded edge may fall on the other side for a few scattered pixels, hence the one in two
 * thousand: at 800x480 it is 192 pixels, less than any word or tick has. */
#include <SDL.h>
#include <SDL_image.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CHANNEL_TOLERANCE = 6, PIXELS_PER_STRAY = 2000, SPOILT_SIDE = 16 };
enum { ALIKE, DIFFERENT, UNREADABLE };

/* XWD: big-endian words (size of the header, version, format, depth, width, height, ...), a table of colours of 12
 * bytes each, then rows of pixels; those of Xvfb are words of 32 bits, blue lowest. NULL when the file is none. */
static SDL_Surface *load_frame_buffer(const char *path)
{
    enum { WIDTH = 4, HEIGHT = 5, BITS_PER_PIXEL = 11, PITCH = 12, COLORS = 19, WORDS = 25, COLOR_BYTES = 12 };
    Uint32 word[WORDS] = {0};
    size_t n = 0;
    Uint8 *file = SDL_LoadFile(path, &n);
    if (file && n > sizeof word)
        memcpy(word, file, sizeof word);
    for (int i = 0; i < WORDS; i++)
        word[i] = SDL_SwapBE32(word[i]);
    size_t at = word[0] + (size_t)word[COLORS] * COLOR_BYTES;
    SDL_Surface *copy = NULL;
    if (word[1] == 7 && word[BITS_PER_PIXEL] == 32 && n >= at + (size_t)word[PITCH] * word[HEIGHT]) {
        SDL_Surface *seen = SDL_CreateRGBSurfaceWithFormatFrom(file + at, (int)word[WIDTH], (int)word[HEIGHT], 32,
                                                               (int)word[PITCH], SDL_PIXELFORMAT_RGB888);
        copy = SDL_ConvertSurfaceFormat(seen, SDL_PIXELFORMAT_RGB24, 0);
        SDL_FreeSurface(seen);
    }
    SDL_free(file);
    return copy;
}

static SDL_Surface *load(const char *path)
{
    SDL_Surface *loaded = load_frame_buffer(path);
    if (!loaded)
        loaded = IMG_Load(path);
    SDL_Surface *picture = loaded ? SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    SDL_FreeSurface(loaded);
    if (!picture)
        fprintf(stderr, "%s: %s\n", path, SDL_GetError());
    return picture;
}

static Uint8 *pixel(SDL_Surface *picture, int x, int y)
{
    return (Uint8 *)picture->pixels + y * picture->pitch + x * 3;
}

static int farthest(const Uint8 *a, const Uint8 *b)
{
    int most = 0;
    for (int channel = 0; channel < 3; channel++) {
        int apart = a[channel] > b[channel] ? a[channel] - b[channel] : b[channel] - a[channel];
        most = apart > most ? apart : most;
    }
    return most;
}

/* Darkens what is alike and paints red what is not. Returns how many pixels are not. */
static int mark(SDL_Surface *expected, SDL_Surface *actual)
{
    int strays = 0;
    for (int y = 0; y < expected->h; y++) {
        for (int x = 0; x < expected->w; x++) {
            Uint8 *at = pixel(actual, x, y);
            if (farthest(pixel(expected, x, y), at) > CHANNEL_TOLERANCE) {
                strays++;
                memcpy(at, (const Uint8[]){255, 0, 0}, 3);
            } else {
                memcpy(at, (const Uint8[]){at[0] / 3, at[1] / 3, at[2] / 3}, 3);
            }
        }
    }
    return strays;
}

static int compare(SDL_Surface *expected, SDL_Surface *actual, const char *difference)
{
    if (expected->w != actual->w || expected->h != actual->h) {
        printf("%dx%d instead of %dx%d\n", actual->w, actual->h, expected->w, expected->h);
        return DIFFERENT;
    }
    int strays = mark(expected, actual);
    if (strays <= expected->w * expected->h / PIXELS_PER_STRAY)
        return ALIKE;
    printf("%d pixels differ\n", strays);
    return !difference || IMG_SavePNG(actual, difference) == 0 ? DIFFERENT : UNREADABLE;
}

static int spoil(SDL_Surface *picture, const char *spoilt)
{
    for (int y = picture->h / 2; y < picture->h / 2 + SPOILT_SIDE; y++)
        for (int x = picture->w / 2; x < picture->w / 2 + SPOILT_SIDE; x++)
            *pixel(picture, x, y) ^= 0x80;
    return IMG_SavePNG(picture, spoilt) == 0 ? ALIKE : UNREADABLE;
}

static int turn(SDL_Surface *picture, const char *turned)
{
    SDL_Surface *copy = SDL_CreateRGBSurfaceWithFormat(0, picture->h, picture->w, 24, SDL_PIXELFORMAT_RGB24);
    for (int y = 0; copy && y < picture->h; y++)
        for (int x = 0; x < picture->w; x++)
            memcpy(pixel(copy, picture->h - 1 - y, x), pixel(picture, x, y), 3);
    int result = copy && IMG_SavePNG(copy, turned) == 0 ? ALIKE : UNREADABLE;
    SDL_FreeSurface(copy);
    return result;
}

int main(int argc, char **argv)
{
    bool spoils = argc == 4 && strcmp(argv[1], "--spoil") == 0;
    bool turns = argc == 4 && strcmp(argv[1], "--turn") == 0;
    if (argc != 3 && argc != 4) {
        fprintf(stderr, "usage: compare-png EXPECTED ACTUAL [DIFFERENCE] | --spoil PICTURE SPOILT | "
                        "--turn PICTURE TURNED\n");
        return UNREADABLE;
    }
    SDL_Surface *first = load(argv[spoils || turns ? 2 : 1]), *second = spoils || turns ? NULL : load(argv[2]);
    int result = UNREADABLE;
    if (first && spoils)
        result = spoil(first, argv[3]);
    else if (first && turns)
        result = turn(first, argv[3]);
    else if (first && second)
        result = compare(first, second, argv[3]); /* argv ends with NULL */
    SDL_FreeSurface(first);
    SDL_FreeSurface(second);
    return result;
}
