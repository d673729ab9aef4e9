/* The bare display: the picture is drawn on a surface of our own and copied to a display that the kernel shows
 * (display.c); keys, mouse and fingers come from a seat (seat.c). SDL is there for its events alone.
 *
 * A display may be missing, at the start or later: then the picture goes on where nobody sees it, and the next display
 * that is plugged in is adopted. A second output has a display only; cards and input are the first one's. */
#include <libudev.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "gfx/bare/arrow.h"
#include "gfx/bare/cards.h"
#include "gfx/bare/console.h"
#include "gfx/bare/display.h"
#include "gfx/bare/seat.h"
#include "gfx/output_inside.h"

enum { REFUSED_MS = 1000, UNTOLD_MS = 10000, UNSEEN_W = 1280, UNSEEN_H = 720 };

struct bare {
    struct display *display; /* NULL: none */
    bool is_fresh;           /* it shows nothing of the picture yet */
    struct bare *first;      /* of a second output: whose cards these are, and all below; NULL in the first */

    struct udev *udev;
    struct cards cards;
    int told_count; /* displays that the program knows of */
    struct seat *seat;
    struct arrow arrow;
    bool is_arrow_shown;
    int retry_timer; /* for a display that refuses, or came and nobody told */
};

static void retry_in(const struct bare *bare, int ms)
{
    struct itimerspec spec = {.it_value = {ms / 1000, ms % 1000 * 1000000L}};
    timerfd_settime(bare->retry_timer, 0, &spec, NULL);
}

static void retry(const struct bare *bare)
{
    retry_in(bare, bare->cards.head_count > 0 ? REFUSED_MS : UNTOLD_MS);
}

/* The size that the picture has on the display; without one, any. */
static void panel_size(const struct output *output, int *w, int *h)
{
    if (output->bare->display) {
        display_size(output->bare->display, w, h);
        return;
    }
    bool has_wish = output->options.width > 0 && output->options.height > 0;
    struct box picture = {0, 0, UNSEEN_W, UNSEEN_H};
    if (has_wish)
        picture = (struct box){0, 0, output->options.width, output->options.height};
    *w = output_is_sideways(output) ? picture.h : picture.w;
    *h = output_is_sideways(output) ? picture.w : picture.h;
}

static void make_paper(struct output *output)
{
    int w, h;
    panel_size(output, &w, &h);
    output->width = output_is_sideways(output) ? h : w;
    output->height = output_is_sideways(output) ? w : h;
    SDL_FreeSurface(output->own);
    output->own = SDL_CreateRGBSurfaceWithFormat(0, output->width, output->height, 32, SDL_PIXELFORMAT_RGB888);
    CHECK(output->own);
    output->paper = output->own;
    if (output->bare->seat)
        seat_set_picture(output->bare->seat, output->width, output->height, output->options.rotation);
}

/* Lights a display beside the one of the other output, if there is one. */
static bool adopt(struct output *output, const struct output *other, struct err *err)
{
    struct bare *bare = output->bare;
    struct cards *cards = bare->first ? &bare->first->cards : &bare->cards;
    int w = output->options.width, h = output->options.height;
    if (!display_open(cards, other ? other->bare->display : NULL, output_is_sideways(output) ? h : w,
                      output_is_sideways(output) ? w : h, &bare->display, err))
        return false;
    bare->is_fresh = true;
    display_size(bare->display, &w, &h);
    log_event(LOG_DISPLAY, w, h);
    return true;
}

static void open_waiting(struct output *output)
{
    struct bare *bare = output->bare;
    int fds[SEAT_FDS + 2];
    bare->retry_timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    output->ready_fd = epoll_create1(EPOLL_CLOEXEC);
    CHECK(bare->retry_timer >= 0 && output->ready_fd >= 0);
    seat_fds(bare->seat, fds);
    fds[SEAT_FDS] = cards_fd(&bare->cards);
    fds[SEAT_FDS + 1] = bare->retry_timer;
    for (size_t i = 0; i < COUNT_OF(fds); i++)
        if (fds[i] >= 0)
            epoll_ctl(output->ready_fd, EPOLL_CTL_ADD, fds[i], &(struct epoll_event){.events = EPOLLIN});
}

static bool bare_open(struct output *output, struct err *err)
{
    struct err none;
    if (SDL_InitSubSystem(SDL_INIT_EVENTS) != 0)
        return output_refuse(err);
    struct bare *bare = output->bare = mem_alloc(sizeof *bare);
    output->has_mouse_place = true; /* whoever tells of a mouse here has moved it */
    console_take();
    bare->udev = udev_new();
    cards_init(&bare->cards, bare->udev);
    bare->seat = seat_open(bare->udev);
    open_waiting(output);
    bare->told_count = cards_count(&bare->cards);
    if (!adopt(output, NULL, &none))
        retry(bare);
    make_paper(output);
    return true;
}

static void bare_close(struct output *output)
{
    struct bare *bare = output->bare;
    if (!bare)
        return;
    SDL_FreeSurface(output->own);
    display_close(bare->display);
    if (bare->first) {
        retry_in(bare->first, 1); /* which may have waited for this display */
    } else {
        seat_close(bare->seat);
        cards_finish(&bare->cards);
        udev_unref(bare->udev);
        close(bare->retry_timer);
        close(output->ready_fd);
        console_give_back();
        SDL_QuitSubSystem(SDL_INIT_EVENTS);
    }
    free(bare);
}

static bool bare_has_second(const struct output *output)
{
    return cards_count(&output->bare->cards) > 1;
}

static bool bare_open_second(struct output *output, struct output *second, struct err *err)
{
    second->bare = mem_alloc(sizeof *second->bare);
    second->bare->first = output->bare;
    if (!adopt(second, output, err))
        return false;
    make_paper(second);
    return true;
}

static void bare_renew(struct output *output)
{
    make_paper(output);
    output->bare->is_fresh = true;
}

/* The arrow is on the paper only while that is copied, so that nobody who draws ever meets it. */
static void show(struct output *output, const struct box *boxes, int count)
{
    struct bare *bare = output->bare;
    uint32_t *pixels = output->paper->pixels;
    size_t pitch = (size_t)output->paper->pitch / sizeof *pixels;
    struct picture picture = {pixels, pitch, output->width, output->height, output->options.rotation};
    arrow_draw(&bare->arrow, pixels, pitch);
    bare->is_fresh = !display_show(bare->display, &picture, boxes, count);
    arrow_lift(&bare->arrow, pixels, pitch);
}

static void bare_present(struct output *output, const struct box *changed, int count)
{
    struct box all = {0, 0, output->width, output->height};
    if (!output->bare->display || output->is_stale)
        return;
    if (output->bare->is_fresh || output->is_exposed)
        changed = &all, count = 1;
    output->is_exposed = false;
    if (count > 0)
        show(output, changed, count);
}

static bool bare_is_alive(struct output *output)
{
    return !output->bare->display || display_is_alive(output->bare->display);
}

/* The arrow goes to where the mouse is, or away. */
static void renew_arrow(struct output *output)
{
    struct bare *bare = output->bare;
    struct box before = bare->arrow.at;
    int x, y;
    bare->arrow.at = (struct box){0, 0, 0, 0};
    seat_mouse(bare->seat, &x, &y);
    if (bare->is_arrow_shown)
        arrow_place(&bare->arrow, x, y, output->width, output->height);
    struct box after = bare->arrow.at, boxes[] = {before, after};
    bool is_moved = memcmp(&before, &after, sizeof after) != 0;
    if (is_moved && bare->display && !bare->is_fresh && !output->is_stale)
        show(output, boxes, 2);
}

static void bare_show_cursor(struct output *output, bool is_shown)
{
    output->bare->is_arrow_shown = is_shown;
    renew_arrow(output);
}

/* SDL's way to say that a window has another size; the second one's is never the window that input goes to. */
static void announce(const struct output *output)
{
    struct bare *bare = output->bare;
    int w, h;
    display_size(bare->display, &w, &h);
    SDL_Event event = {.window = {.type = SDL_WINDOWEVENT,
                                  .windowID = bare->first ? UINT32_MAX : 0,
                                  .event = SDL_WINDOWEVENT_SIZE_CHANGED,
                                  .data1 = w,
                                  .data2 = h}};
    SDL_PushEvent(&event);
}

/* Keeps the display if it is still there, else takes another. */
static void look_after(struct output *output, const struct output *other)
{
    struct bare *bare = output->bare;
    struct cards *cards = bare->first ? &bare->first->cards : &bare->cards;
    struct err none;
    if (bare->display && !display_keep(bare->display, cards)) {
        display_close(bare->display);
        bare->display = NULL;
        log_event(LOG_DISPLAY, 0, 0);
    }
    if (!bare->display && adopt(output, other, &none))
        announce(output);
}

static void look_again(struct output *output)
{
    struct bare *bare = output->bare;
    SDL_Event event = {.display = {.type = SDL_DISPLAYEVENT}};
    cards_look(&bare->cards);
    look_after(output, output->second);
    if (output->second)
        look_after(output->second, output);
    if (cards_count(&bare->cards) != bare->told_count)
        SDL_PushEvent(&event);
    bare->told_count = cards_count(&bare->cards);
    if (!bare->display)
        retry(bare);
}

static void bare_gather(struct output *output)
{
    struct bare *bare = output->bare;
    uint64_t times;
    bool is_due = read(bare->retry_timer, &times, sizeof times) == sizeof times;
    if (cards_are_told(&bare->cards) || is_due)
        look_again(output);
    seat_gather(bare->seat);
    renew_arrow(output);
}

const struct output_driver bare_driver = {
    .open = bare_open,
    .open_second = bare_open_second,
    .close = bare_close,
    .renew = bare_renew,
    .present = bare_present,
    .is_alive = bare_is_alive,
    .has_second = bare_has_second,
    .show_cursor = bare_show_cursor,
    .gather = bare_gather,
};
