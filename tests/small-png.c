/* Copies a picture in at most 256 colours, a third of the bytes: what is kept in the tree.
 *
 *   small-png PICTURE SMALL
 *
 * The screens are flat colours and the edges between them. The commonest colours make the palette, each unless one
 * before it is as good as the same; how much that is, is the least at which the palette is large enough: 2 to 4 of 255
 * in a channel. Nothing is dithered. */
#include <SDL.h>
#include <SDL_image.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { PALETTE = 256 };

/* A colour of the picture, and how many pixels have it. */
struct tone {
    Uint32 rgb;
    int count;
    Uint8 index; /* in the palette */
};

static int by_rgb(const void *a, const void *b)
{
    const struct tone *one = a, *other = b;
    return (one->rgb > other->rgb) - (one->rgb < other->rgb);
}

static int by_count(const void *a, const void *b)
{
    const struct tone *one = a, *other = b;
    return one->count != other->count ? other->count - one->count : by_rgb(a, b);
}

static Uint32 rgb_at(const SDL_Surface *picture, int x, int y)
{
    const Uint8 *at = (const Uint8 *)picture->pixels + y * picture->pitch + x * 3;
    return (Uint32)at[0] << 16 | (Uint32)at[1] << 8 | at[2];
}

/* Fills `tones`, which has room for one a pixel, in order of colour; returns how many there are. */
static int count_tones(const SDL_Surface *picture, struct tone *tones)
{
    int pixels = picture->w * picture->h, count = 0;
    for (int i = 0; i < pixels; i++)
        tones[i].rgb = rgb_at(picture, i % picture->w, i / picture->w);
    qsort(tones, (size_t)pixels, sizeof *tones, by_rgb);
    for (int i = 0; i < pixels; i++) {
        if (i == 0 || tones[i].rgb != tones[count - 1].rgb)
            tones[count++] = (struct tone){.rgb = tones[i].rgb};
        tones[count - 1].count++;
    }
    return count;
}

static int nearest(const SDL_Color *palette, int used, Uint32 rgb, int *distance)
{
    int best = 0;
    *distance = INT_MAX;
    for (int i = 0; i < used; i++) {
        int r = abs(palette[i].r - (int)(rgb >> 16)), g = abs(palette[i].g - (int)(rgb >> 8 & 255));
        int apart = SDL_max(SDL_max(r, g), abs(palette[i].b - (int)(rgb & 255)));
        if (apart < *distance) {
            *distance = apart;
            best = i;
        }
    }
    return best;
}

/* Colours no farther than `same` from one in the palette do without their own. False when the palette is too small. */
static bool fill_palette(const struct tone *tones, int count, int same, SDL_Color *palette, int *used)
{
    *used = 0;
    for (int i = 0; i < count; i++) {
        Uint32 rgb = tones[i].rgb;
        int distance;
        nearest(palette, *used, rgb, &distance);
        if (distance <= same)
            continue;
        if (*used == PALETTE)
            return false;
        palette[(*used)++] = (SDL_Color){(Uint8)(rgb >> 16), (Uint8)(rgb >> 8), (Uint8)rgb, 255};
    }
    return true;
}

static void choose_palette(struct tone *tones, int count, SDL_Color *palette)
{
    int used, distance, same = 0;
    qsort(tones, (size_t)count, sizeof *tones, by_count);
    while (!fill_palette(tones, count, same, palette, &used))
        same++;
    for (int i = 0; i < count; i++)
        tones[i].index = (Uint8)nearest(palette, used, tones[i].rgb, &distance);
    qsort(tones, (size_t)count, sizeof *tones, by_rgb);
}

static Uint8 index_of(const struct tone *tones, int count, Uint32 rgb)
{
    int low = 0;
    for (int high = count; high - low > 1;) {
        int middle = (low + high) / 2;
        if (tones[middle].rgb > rgb)
            high = middle;
        else
            low = middle;
    }
    return tones[low].index;
}

static int save_small(const SDL_Surface *picture, struct tone *tones, const char *path)
{
    SDL_Color palette[PALETTE] = {{0}};
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, picture->w, picture->h, 8, SDL_PIXELFORMAT_INDEX8);
    if (!small)
        return -1;
    int count = count_tones(picture, tones);
    choose_palette(tones, count, palette);
    SDL_SetPaletteColors(small->format->palette, palette, 0, PALETTE);
    for (int y = 0; y < small->h; y++)
        for (int x = 0; x < small->w; x++)
            ((Uint8 *)small->pixels)[y * small->pitch + x] = index_of(tones, count, rgb_at(picture, x, y));
    int result = IMG_SavePNG(small, path);
    SDL_FreeSurface(small);
    return result;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: small-png PICTURE SMALL\n");
        return 2;
    }
    SDL_Surface *loaded = IMG_Load(argv[1]);
    SDL_Surface *picture = loaded ? SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB24, 0) : NULL;
    struct tone *tones = picture ? calloc((size_t)(picture->w * picture->h), sizeof *tones) : NULL;
    int result = tones ? save_small(picture, tones, argv[2]) : -1;
    if (result != 0)
        fprintf(stderr, "small-png: %s: %s\n", argv[1], SDL_GetError());
    free(tones);
    SDL_FreeSurface(picture);
    SDL_FreeSurface(loaded);
    return result == 0 ? 0 : 1;
}
