/* What a picture file says of itself in its header, read by us before any decoder sees it: decoders have crashed and
 * eaten gigabytes on sizes that the header already admits. PNG, JPEG, SVG and WebP by magic, never by file name. */
#ifndef HAMAWAZ_BASE_PICTURE_H
#define HAMAWAZ_BASE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum picture_type { PICTURE_PNG, PICTURE_JPEG, PICTURE_SVG };

enum { PICTURE_SIDE_MAX = 8192, PICTURE_MEGAPIXELS_MAX = 36, PICTURE_FILE_MAX = 20 * 1024 * 1024 };

struct picture {
    enum picture_type type;
    int width, height;   /* pixels; an SVG's own size rounded, 0 when it states none */
    bool is_upright;     /* EXIF orientation 1 or absent */
    bool is_cmyk;
};

/* `data`: the whole file. ERR_UNREADABLE: another type; ERR_DAMAGED: truncated or contradicting; ERR_INVALID: sides,
 * megapixels or file too large, empty. The sentence says what to do. Any thread. */
MUST_CHECK bool picture_probe(const void *data, size_t n, struct picture *picture, struct err *err);

#endif
