/* Pictures: header checked by us (base/picture.h), then the typed loader of SDL2_image for exactly that type, then
 * converted and scaled once. Meant for the worker; any thread. */
#ifndef HAMAWAZ_GFX_IMAGE_H
#define HAMAWAZ_GFX_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct image {
    int width, height;
    uint32_t *argb; /* 0xAARRGGBB, rows without gaps; ended by image_finish */
    bool is_opaque;
};

enum image_fit {
    IMAGE_COVER,   /* fills w x h, cropped equally at both sides */
    IMAGE_CONTAIN, /* whole, as large as fits; the result may be smaller than w x h */
};

/* Decodes `path` for a w x h pixel box. A picture of exactly that size is not resampled (one pixel to one pixel);
 * others are scaled once by area averaging or bilinearly. SVG is drawn at the size needed. Errors as picture_probe,
 * and ERR_DAMAGED from the decoder. */
MUST_CHECK bool image_load(const char *path, int w, int h, enum image_fit fit, struct image *image, struct err *err);
void image_finish(struct image *image);

#endif
