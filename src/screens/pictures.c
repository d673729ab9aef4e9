/* Two slots; a slot is EMPTY, being DECODED by the worker, READY or REFUSED. The job owns a copy of all it needs, so a
 * cache that is freed meanwhile only has to wait for the worker. */
#include "screens/pictures.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "gfx/image.h"
#include "screens/app.h"

enum slot_state { SLOT_EMPTY, SLOT_DECODED_NOW, SLOT_READY, SLOT_REFUSED };

struct slot {
    enum slot_state state;
    size_t index;
    int w, h;
    unsigned generation; /* of gfx, when the texture was made */
    uint64_t used;       /* frame that asked last */
    struct gfx_texture *texture;
};

struct picture_cache {
    struct app *app;
    struct slot slot[2];
};

struct decode {
    struct picture_cache *pictures;
    struct slot *slot;
    char path[FILE_PATH_MAX];
    int w, h;
    enum image_fit fit;
    struct image image;
    struct err err;
    bool is_ok;
};

struct picture_cache *pictures_new(struct app *app)
{
    struct picture_cache *pictures = mem_alloc(sizeof *pictures);
    pictures->app = app;
    return pictures;
}

void pictures_free(struct picture_cache *pictures)
{
    if (!pictures)
        return;
    worker_wait(pictures->app->worker);
    worker_poll(pictures->app->worker);
    for (size_t i = 0; i < COUNT_OF(pictures->slot); i++)
        gfx_texture_free(pictures->app->gfx, pictures->slot[i].texture);
    free(pictures);
}

static void decode_run(void *arg)
{
    struct decode *job = arg;
    job->is_ok = image_load(job->path, job->w, job->h, job->fit, &job->image, &job->err);
}

static void decode_done(void *arg)
{
    struct decode *job = arg;
    struct slot *slot = job->slot;
    struct gfx *gfx = job->pictures->app->gfx;
    if (job->is_ok) {
        struct image *image = &job->image;
        slot->texture = gfx_texture_take(gfx, image->argb, image->width, image->height, image->is_opaque);
        image->argb = NULL;
        slot->generation = gfx_generation(gfx);
        slot->state = SLOT_READY;
        slot->used = job->pictures->app->frames;
        image_finish(&job->image);
    } else {
        slot->state = SLOT_REFUSED;
        log_event(LOG_IMAGE_REFUSED, (int64_t)slot->index, job->err.code);
    }
    free(job);
}

static void slot_start(struct picture_cache *pictures, struct slot *slot, size_t index, int w, int h, bool is_cover)
{
    gfx_texture_free(pictures->app->gfx, slot->texture);
    *slot = (struct slot){.state = SLOT_DECODED_NOW, .index = index, .w = w, .h = h};
    struct decode *job = mem_alloc(sizeof *job);
    job->pictures = pictures;
    job->slot = slot;
    job->w = w;
    job->h = h;
    job->fit = is_cover ? IMAGE_COVER : IMAGE_CONTAIN;
    str_copy(job->path, sizeof job->path, pictures->app->pack->slides[index].image);
    worker_post(pictures->app->worker, decode_run, decode_done, job);
}

static bool slot_holds(const struct picture_cache *pictures, const struct slot *slot, size_t index, int w, int h)
{
    return slot->state != SLOT_EMPTY && slot->index == index && slot->w == w && slot->h == h &&
           (slot->state != SLOT_READY || slot->generation == gfx_generation(pictures->app->gfx));
}

/* The slot used longest ago that no job is filling; NULL when both are being filled. */
static struct slot *slot_to_give(struct picture_cache *pictures)
{
    struct slot *oldest = NULL;
    for (size_t i = 0; i < COUNT_OF(pictures->slot); i++) {
        struct slot *slot = &pictures->slot[i];
        if (slot->state != SLOT_DECODED_NOW && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    return oldest;
}

const struct gfx_texture *pictures_get(struct picture_cache *pictures, size_t index, int w, int h, bool is_cover)
{
    for (size_t i = 0; i < COUNT_OF(pictures->slot); i++) {
        struct slot *slot = &pictures->slot[i];
        if (slot_holds(pictures, slot, index, w, h)) {
            slot->used = pictures->app->frames;
            return slot->state == SLOT_READY ? slot->texture : NULL;
        }
    }
    struct slot *slot = slot_to_give(pictures);
    if (slot && w > 0 && h > 0)
        slot_start(pictures, slot, index, w, h, is_cover);
    return NULL;
}

void pictures_tidy(struct picture_cache *pictures)
{
    enum { UNUSED_FRAMES = 60 };
    for (size_t i = 0; i < COUNT_OF(pictures->slot); i++) {
        struct slot *slot = &pictures->slot[i];
        if (slot->state != SLOT_READY || slot->used + UNUSED_FRAMES >= pictures->app->frames)
            continue;
        gfx_texture_free(pictures->app->gfx, slot->texture);
        *slot = (struct slot){.state = SLOT_EMPTY};
    }
}
