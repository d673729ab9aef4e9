/* A picture file to pixels of the size they are shown at: read whole, header checked by us, decoded by the loader of
 * just that type (never IMG_Load, which guesses among fifteen), converted once, scaled once. */
#include "gfx/image.h"

#include <SDL_image.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/picture.h"
#include "gfx/scale.h"

/* SDL_image's own initialisation is not safe from two threads at once; this is the one thing here that is not
 * constant. */
static pthread_once_t is_ready = PTHREAD_ONCE_INIT;

static void get_ready(void)
{
    IMG_Init(IMG_INIT_PNG | IMG_INIT_JPG);
}

static double fit_factor(double from_w, double from_h, int w, int h, enum image_fit fit)
{
    double by_width = w / from_w, by_height = h / from_h;
    return fit == IMAGE_COVER ? fmax(by_width, by_height) : fmin(by_width, by_height);
}

/* An SVG is drawn at the width needed, as far as that stays within what a picture may have. */
static SDL_Surface *decode_svg(SDL_RWops *source, const struct picture *picture, int w, int h, enum image_fit fit)
{
    double width = picture->width, height = picture->height;
    double factor = fit_factor(width, height, w, h, fit);
    factor = fmin(factor, fmin(PICTURE_SIDE_MAX / width, PICTURE_SIDE_MAX / height));
    factor = fmin(factor, sqrt(PICTURE_MEGAPIXELS_MAX * 1e6 / (width * height)));
    return IMG_LoadSizedSVG_RW(source, (int)fmax(1, round(width * factor)), 0);
}

static SDL_Surface *decode(const void *data, size_t n, const struct picture *picture, int w, int h, enum image_fit fit)
{
    SDL_RWops *source = SDL_RWFromConstMem(data, (int)n);
    SDL_Surface *decoded = NULL;
    if (!source)
        return NULL;
    switch (picture->type) {
    case PICTURE_PNG:
        decoded = IMG_LoadPNG_RW(source);
        break;
    case PICTURE_JPEG:
        decoded = IMG_LoadJPG_RW(source);
        break;
    case PICTURE_SVG:
        decoded = decode_svg(source, picture, w, h, fit);
        break;
    }
    SDL_RWclose(source);
    if (!decoded)
        return NULL;
    SDL_Surface *argb = SDL_ConvertSurfaceFormat(decoded, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(decoded);
    return argb;
}

static bool all_opaque(const struct image *image)
{
    size_t count = (size_t)image->width * (size_t)image->height;
    for (size_t i = 0; i < count; i++)
        if (image->argb[i] >> 24 != 255)
            return false;
    return true;
}

/* The part of the picture that the box shows, and the size it gets; a side that differs by less than a pixel from
 * "not resampled at all" is exactly that. */
static struct scale_part plan(const SDL_Surface *from, int w, int h, enum image_fit fit, struct image *image)
{
    double factor = fit_factor(from->w, from->h, w, h, fit);
    struct scale_part part = {0, 0, from->w, from->h};
    image->width = w;
    image->height = h;
    if (fit == IMAGE_CONTAIN) {
        image->width = (int)fmin(w, fmax(1, round(from->w * factor)));
        image->height = (int)fmin(h, fmax(1, round(from->h * factor)));
        return part;
    }
    part.w = w / factor;
    part.h = h / factor;
    part.x = floor((from->w - part.w) / 2);
    part.y = floor((from->h - part.h) / 2);
    return part;
}

static void take_pixels(const SDL_Surface *from, int w, int h, enum image_fit fit, struct image *image)
{
    struct scale_part part = plan(from, w, h, fit, image);
    size_t stride = (size_t)from->pitch / 4;
    image->argb = mem_array((size_t)image->width * (size_t)image->height, sizeof *image->argb);
    bool is_same = part.w == image->width && part.h == image->height;
    if (!is_same) {
        scale_picture(from->pixels, from->w, from->h, stride, part, image->argb, image->width, image->height);
        return;
    }
    const uint32_t *source = (const uint32_t *)from->pixels + (size_t)part.y * stride + (size_t)part.x;
    for (int y = 0; y < image->height; y++)
        memcpy(image->argb + (size_t)y * (size_t)image->width, source + (size_t)y * stride, (size_t)image->width * 4);
}

/* Reads and checks; what the header says is unfit to show is refused here. */
static bool read_checked(const char *path, char **data, size_t *n, struct picture *picture, struct err *err)
{
    struct err fault;
    if (!file_read(path, PICTURE_FILE_MAX, data, n, err))
        return false;
    if (!picture_probe(*data, *n, picture, &fault))
        return err_set(err, fault.code, path, "%s", fault.text);
    if (picture->is_cmyk)
        return err_set(err, ERR_UNREADABLE, path, "This picture was saved for printing (CMYK); export it as RGB.");
    if (picture->width == 0)
        return err_set(err, ERR_UNREADABLE, path, "This SVG states no size; give it a viewBox.");
    return true;
}

bool image_load(const char *path, int w, int h, enum image_fit fit, struct image *image, struct err *err)
{
    CHECK(w >= 1 && h >= 1 && w <= PICTURE_SIDE_MAX && h <= PICTURE_SIDE_MAX);
    bool is_loaded = false;
    struct picture picture;
    SDL_Surface *surface = NULL;
    char *data = NULL;
    size_t n = 0;
    pthread_once(&is_ready, get_ready);
    if (!read_checked(path, &data, &n, &picture, err))
        goto out;
    surface = decode(data, n, &picture, w, h, fit);
    if (!surface || (picture.type != PICTURE_SVG && (surface->w != picture.width || surface->h != picture.height))) {
        err_set(err, ERR_DAMAGED, path, "The picture is damaged or cut short; copy or export it again.");
        goto out;
    }
    take_pixels(surface, w, h, fit, image);
    image->is_opaque = all_opaque(image);
    is_loaded = true;
out:
    SDL_FreeSurface(surface);
    free(data);
    return is_loaded;
}

void image_finish(struct image *image)
{
    free(image->argb);
    *image = (struct image){0};
}
