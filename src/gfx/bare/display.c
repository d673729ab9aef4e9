/* Two ways, and the kernel's driver says which:
 *
 *   it wants to be told what changed (DIRTYFB): it copies by itself, so one buffer, and a list of boxes for each frame;
 *   else two buffers and a page flip, so that nobody sees a frame half drawn. What one frame changed is copied again
 *   for the next one, whose buffer lacks it.
 */
#include "gfx/bare/display.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <xf86drm.h>

#include "base/mem.h"
#include "gfx/bare/mode.h"
#include "gfx/turn.h"

enum { BOXES_MAX = 256, FLIP_MS = 200 }; /* the kernel takes no longer list */

struct buffer {
    uint32_t handle, id;
    uint32_t *pixels; /* NULL: there is none */
    size_t pitch, bytes;
};

struct display {
    struct card *card;
    uint32_t connector_id, crtc_id;
    int wished_w, wished_h;
    drmModeModeInfo mode;
    struct buffer buffers[2];
    int back;            /* the buffer to draw on; with one buffer, the one that is shown */
    bool is_flipping;    /* the kernel still shows the other one's predecessor */
    bool takes_boxes;
    struct box late[BOXES_MAX]; /* of the picture: what the back buffer lacks */
    int late_count;
};

static bool make_buffer(int fd, int w, int h, struct buffer *buffer)
{
    uint64_t offset;
    uint32_t pitch;
    uint64_t bytes;
    if (drmModeCreateDumbBuffer(fd, (uint32_t)w, (uint32_t)h, 32, 0, &buffer->handle, &pitch, &bytes) != 0)
        return false;
    buffer->pitch = pitch / 4;
    buffer->bytes = bytes;
    if (drmModeAddFB(fd, (uint32_t)w, (uint32_t)h, 24, 32, pitch, buffer->handle, &buffer->id) != 0 ||
        drmModeMapDumbBuffer(fd, buffer->handle, &offset) != 0)
        return false;
    void *map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)offset);
    buffer->pixels = map == MAP_FAILED ? NULL : map;
    return buffer->pixels;
}

static void free_buffer(int fd, struct buffer *buffer)
{
    if (buffer->pixels)
        munmap(buffer->pixels, buffer->bytes);
    if (buffer->id != 0)
        drmModeRmFB(fd, buffer->id);
    if (buffer->handle != 0)
        drmModeDestroyDumbBuffer(fd, buffer->handle);
    *buffer = (struct buffer){0};
}

/* A free picture generator that reaches the connector; 0: none. */
static uint32_t choose_crtc(int fd, const drmModeRes *resources, const drmModeConnector *connector, uint32_t taken)
{
    for (int i = 0; i < connector->count_encoders; i++) {
        drmModeEncoder *encoder = drmModeGetEncoder(fd, connector->encoders[i]);
        uint32_t reached = encoder ? encoder->possible_crtcs : 0;
        drmModeFreeEncoder(encoder);
        for (int j = 0; j < resources->count_crtcs; j++)
            if (reached & 1u << j && resources->crtcs[j] != taken)
                return resources->crtcs[j];
    }
    return 0;
}

/* Mode and generator for the connector as it is now; false: there are none. */
static bool choose_ways(struct display *display, uint32_t taken_crtc)
{
    int fd = display->card->fd, mode = -1;
    drmModeRes *resources = drmModeGetResources(fd);
    drmModeConnector *connector = drmModeGetConnectorCurrent(fd, display->connector_id);
    if (resources && connector)
        mode = mode_choose(connector->modes, connector->count_modes, display->wished_w, display->wished_h);
    if (mode >= 0) {
        display->mode = connector->modes[mode];
        display->crtc_id = choose_crtc(fd, resources, connector, taken_crtc);
    }
    drmModeFreeConnector(connector);
    drmModeFreeResources(resources);
    return mode >= 0 && display->crtc_id != 0;
}

static bool set_mode(struct display *display, uint32_t buffer)
{
    return drmModeSetCrtc(display->card->fd, display->crtc_id, buffer, 0, 0, &display->connector_id, 1,
                          &display->mode) == 0;
}

static bool light(struct display *display)
{
    int fd = display->card->fd, w = display->mode.hdisplay, h = display->mode.vdisplay;
    if (!make_buffer(fd, w, h, &display->buffers[0]) || !set_mode(display, display->buffers[0].id))
        return false;
    drmModeClip all = {0, 0, (uint16_t)w, (uint16_t)h};
    display->takes_boxes = drmModeDirtyFB(fd, display->buffers[0].id, &all, 1) == 0;
    if (!display->takes_boxes && make_buffer(fd, w, h, &display->buffers[1]))
        display->back = 1;
    else
        free_buffer(fd, &display->buffers[1]); /* half made */
    return true;
}

static void flipped(int fd, unsigned frame, unsigned seconds, unsigned microseconds, void *is_flipping)
{
    (void)fd, (void)frame, (void)seconds, (void)microseconds;
    *(bool *)is_flipping = false;
}

/* The buffer that the last flip freed is drawn on only when it is no longer seen. */
static bool wait_for_flip(struct display *display)
{
    drmEventContext context = {.version = 2, .page_flip_handler = flipped};
    struct pollfd card = {.fd = display->card->fd, .events = POLLIN};
    while (display->is_flipping && poll(&card, 1, FLIP_MS) > 0)
        if (drmHandleEvent(card.fd, &context) != 0)
            break;
    return !display->is_flipping;
}

void display_close(struct display *display)
{
    if (!display || (!wait_for_flip(display) && !display->card->is_gone))
        return; /* the kernel still knows where `is_flipping` lies, and may write there */
    for (int i = 0; i < 2; i++)
        free_buffer(display->card->fd, &display->buffers[i]);
    display->card->shown_count--;
    free(display);
}

bool display_open(struct cards *cards, const struct display *other, int w, int h, struct display **opened,
                  struct err *err)
{
    int refusal = 0;
    for (int i = 0; i < cards->head_count; i++) {
        const struct head *head = &cards->heads[i];
        if (other && other->card == head->card && other->connector_id == head->connector_id)
            continue;
        struct display *display = mem_alloc(sizeof *display);
        *display = (struct display){
            .card = head->card, .connector_id = head->connector_id, .wished_w = w, .wished_h = h};
        display->card->shown_count++;
        if (choose_ways(display, other && other->card == head->card ? other->crtc_id : 0) && light(display)) {
            *opened = display;
            return true;
        }
        refusal = errno;
        display_close(display);
    }
    return refusal != 0 ? err_set(err, ERR_UNAVAILABLE, NULL, "The display refused: %s.", strerror(refusal))
                        : err_set(err, ERR_UNAVAILABLE, NULL, "No display is plugged in.");
}

bool display_keep(struct display *display, const struct cards *cards)
{
    struct display now = {.card = display->card,
                          .connector_id = display->connector_id,
                          .wished_w = display->wished_w,
                          .wished_h = display->wished_h};
    bool is_same = cards_have(cards, display->card, display->connector_id) && choose_ways(&now, 0) &&
                   now.mode.hdisplay == display->mode.hdisplay && now.mode.vdisplay == display->mode.vdisplay;
    int front = display->buffers[1].pixels ? !display->back : display->back;
    return is_same && wait_for_flip(display) && set_mode(display, display->buffers[front].id);
}

void display_size(const struct display *display, int *w, int *h)
{
    *w = display->mode.hdisplay;
    *h = display->mode.vdisplay;
}

static void copy(struct display *display, const struct picture *picture, const struct box *boxes, int count)
{
    const struct buffer *buffer = &display->buffers[display->back];
    for (int i = 0; i < count; i++) {
        struct box from = boxes[i], to = turn_box(from, picture->w, picture->h, picture->rotation);
        turn_copy(picture->pixels + (size_t)from.y * picture->pitch + from.x, from.w, from.h, picture->pitch,
                  picture->rotation, buffer->pixels + (size_t)to.y * buffer->pitch + to.x, buffer->pitch);
    }
}

static bool tell_boxes(const struct display *display, const struct picture *picture, const struct box *boxes, int count)
{
    drmModeClip clips[BOXES_MAX];
    for (int i = 0; i < count; i++) {
        struct box box = turn_box(boxes[i], picture->w, picture->h, picture->rotation);
        clips[i] = (drmModeClip){(uint16_t)box.x, (uint16_t)box.y, (uint16_t)(box.x + box.w),
                                 (uint16_t)(box.y + box.h)};
    }
    return drmModeDirtyFB(display->card->fd, display->buffers[0].id, clips, (uint32_t)count) == 0;
}

/* A driver that cannot flip can still be given the other buffer as if its mode were set anew. */
static bool flip(struct display *display, const struct box *boxes, int count)
{
    int fd = display->card->fd;
    uint32_t id = display->buffers[display->back].id;
    display->is_flipping =
        drmModePageFlip(fd, display->crtc_id, id, DRM_MODE_PAGE_FLIP_EVENT, &display->is_flipping) == 0;
    if (!display->is_flipping && !set_mode(display, id))
        return false;
    display->back = !display->back;
    memcpy(display->late, boxes, (size_t)count * sizeof *boxes);
    display->late_count = count;
    return true;
}

bool display_show(struct display *display, const struct picture *picture, const struct box *boxes, int count)
{
    struct box all = {0, 0, picture->w, picture->h};
    if (count > BOXES_MAX)
        boxes = &all, count = 1;
    if (!display->buffers[1].pixels) {
        copy(display, picture, boxes, count);
        return !display->takes_boxes || tell_boxes(display, picture, boxes, count);
    }
    if (!wait_for_flip(display))
        return false;
    copy(display, picture, display->late, display->late_count);
    copy(display, picture, boxes, count);
    return flip(display, boxes, count);
}

bool display_is_alive(struct display *display)
{
    drmModeClip pixel = {0, 0, 1, 1};
    if (display->takes_boxes)
        return drmModeDirtyFB(display->card->fd, display->buffers[0].id, &pixel, 1) == 0;
    return wait_for_flip(display);
}
