/* What a picture's header says, before a decoder sees it. */
#include "base/picture.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct picture picture = {0};
    struct err err = {0};
    if (!picture_probe(data, n, &picture, &err)) {
        CHECK(err.code != ERR_NONE && *err.text);
        return 0;
    }
    int least = picture.type == PICTURE_SVG ? 0 : 1; /* an SVG may state no size */
    CHECK(picture.width >= least && picture.width <= PICTURE_SIDE_MAX);
    CHECK(picture.height >= least && picture.height <= PICTURE_SIDE_MAX);
    CHECK((int64_t)picture.width * picture.height <= (int64_t)PICTURE_MEGAPIXELS_MAX * 1000000);
    return 0;
}
