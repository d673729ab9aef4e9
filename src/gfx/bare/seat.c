/* libinput tells what devices do, typing.c and pointing.c make SDL's events of it. Held keys repeat by a timer of our
 * own, which stops with the key, its keyboard, or the next key. */
#include "gfx/bare/seat.h"

#include <errno.h>
#include <fcntl.h>
#include <libinput.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "gfx/bare/pointing.h"
#include "gfx/bare/typing.h"

enum { FINE = 1 << 16 }; /* libinput tells places as if the panel had so many pixels */

struct seat {
    struct libinput *libinput; /* NULL: no input */
    int timer;
    struct typing typing;
    struct pointing pointing;
};

/* A service may have the right to read only; then the lamps of the keyboard stay dark. */
static int open_device(const char *path, int flags, void *unused)
{
    (void)unused;
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0 && (errno == EACCES || errno == EPERM))
        fd = open(path, (flags & ~O_ACCMODE) | O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

static void close_device(int fd, void *unused)
{
    (void)unused;
    close(fd);
}

static const struct libinput_interface devices = {open_device, close_device};

struct seat *seat_open(struct udev *udev)
{
    struct seat *seat = mem_alloc(sizeof *seat);
    seat->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    typing_init(&seat->typing);
    seat->libinput = udev ? libinput_udev_create_context(&devices, NULL, udev) : NULL;
    if (seat->libinput && libinput_udev_assign_seat(seat->libinput, "seat0") != 0)
        seat->libinput = libinput_unref(seat->libinput);
    return seat;
}

void seat_close(struct seat *seat)
{
    if (!seat)
        return;
    libinput_unref(seat->libinput);
    typing_finish(&seat->typing);
    if (seat->timer >= 0)
        close(seat->timer);
    free(seat);
}

void seat_fds(const struct seat *seat, int fds[SEAT_FDS])
{
    fds[0] = seat->libinput ? libinput_get_fd(seat->libinput) : -1;
    fds[1] = seat->timer;
}

void seat_set_picture(struct seat *seat, int w, int h, int rotation)
{
    seat->pointing = (struct pointing){.w = w, .h = h, .rotation = rotation, .x = w / 2, .y = h / 2};
}

void seat_mouse(const struct seat *seat, int *x, int *y)
{
    *x = (int)seat->pointing.x;
    *y = (int)seat->pointing.y;
}

static void push(SDL_Event *events, int count)
{
    for (int i = 0; i < count; i++)
        SDL_PushEvent(&events[i]);
    explicit_bzero(events, (size_t)count * sizeof *events);
}

/* 0: stops it. */
static void set_timer(const struct seat *seat, int first_ms, int step_ms)
{
    struct itimerspec spec = {.it_value = {first_ms / 1000, first_ms % 1000 * 1000000L},
                              .it_interval = {step_ms / 1000, step_ms % 1000 * 1000000L}};
    timerfd_settime(seat->timer, 0, &spec, NULL);
}

static void take_key(struct seat *seat, struct libinput_event_keyboard *from)
{
    SDL_Event events[TYPING_EVENTS];
    uint32_t was_repeating = seat->typing.repeating_key;
    bool is_down = libinput_event_keyboard_get_key_state(from) == LIBINPUT_KEY_STATE_PRESSED;
    push(events, typing_key(&seat->typing, libinput_event_keyboard_get_key(from), is_down, events));
    if (seat->typing.repeating_key == 0)
        set_timer(seat, 0, 0);
    else if (seat->typing.repeating_key != was_repeating)
        set_timer(seat, TYPING_DELAY_MS, TYPING_STEP_MS);
}

static void repeat_key(struct seat *seat)
{
    SDL_Event events[TYPING_EVENTS];
    uint64_t times;
    if (read(seat->timer, &times, sizeof times) == sizeof times)
        push(events, typing_repeat(&seat->typing, events)); /* once, however late we are */
}

static void take_finger(struct seat *seat, struct libinput_event_touch *from, bool is_new)
{
    SDL_Event event;
    double x = libinput_event_touch_get_x_transformed(from, FINE) / FINE;
    double y = libinput_event_touch_get_y_transformed(from, FINE) / FINE;
    if (pointing_finger_at(&seat->pointing, libinput_event_touch_get_seat_slot(from), is_new, x, y, &event))
        push(&event, 1);
}

static void lift_finger(const struct seat *seat, struct libinput_event_touch *from)
{
    SDL_Event event;
    if (pointing_finger_up(&seat->pointing, libinput_event_touch_get_seat_slot(from), &event))
        push(&event, 1);
}

/* The finger ended without meaning anything: so does the press. */
static void cancel_finger(const struct seat *seat, struct libinput_event_touch *from)
{
    SDL_Event lost = {.window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_FOCUS_LOST}};
    push(&lost, 1);
    lift_finger(seat, from);
}

static void take_scroll(struct seat *seat, struct libinput_event_pointer *from, bool is_wheel)
{
    const double wheel_step = 120, finger_step = 15; /* libinput's units */
    const enum libinput_pointer_axis down = LIBINPUT_POINTER_AXIS_SCROLL_VERTICAL;
    SDL_Event event;
    if (!libinput_event_pointer_has_axis(from, down))
        return;
    double steps = is_wheel ? libinput_event_pointer_get_scroll_value_v120(from, down) / wheel_step
                            : libinput_event_pointer_get_scroll_value(from, down) / finger_step;
    if (pointing_scroll(&seat->pointing, steps, &event))
        push(&event, 1);
}

static void take_button(struct seat *seat, struct libinput_event_pointer *from)
{
    SDL_Event event;
    bool is_down = libinput_event_pointer_get_button_state(from) == LIBINPUT_BUTTON_STATE_PRESSED;
    if (pointing_button(&seat->pointing, libinput_event_pointer_get_button(from), is_down, &event))
        push(&event, 1);
}

static void take_motion(struct seat *seat, struct libinput_event_pointer *from, bool is_place)
{
    SDL_Event event;
    if (is_place)
        pointing_place(&seat->pointing, libinput_event_pointer_get_absolute_x_transformed(from, FINE) / FINE,
                       libinput_event_pointer_get_absolute_y_transformed(from, FINE) / FINE, &event);
    else
        pointing_move(&seat->pointing, libinput_event_pointer_get_dx(from), libinput_event_pointer_get_dy(from),
                      &event);
    push(&event, 1);
}

/* On a touchpad a tap is a click. */
static void prepare_device(struct libinput_device *device)
{
    if (libinput_device_config_tap_get_finger_count(device) > 0)
        libinput_device_config_tap_set_enabled(device, LIBINPUT_CONFIG_TAP_ENABLED);
}

static void take(struct seat *seat, struct libinput_event *event)
{
    switch ((int)libinput_event_get_type(event)) { /* most kinds are none of ours */
    case LIBINPUT_EVENT_DEVICE_ADDED:
        prepare_device(libinput_event_get_device(event));
        break;
    case LIBINPUT_EVENT_KEYBOARD_KEY:
        take_key(seat, libinput_event_get_keyboard_event(event));
        break;
    case LIBINPUT_EVENT_POINTER_MOTION:
        take_motion(seat, libinput_event_get_pointer_event(event), false);
        break;
    case LIBINPUT_EVENT_POINTER_MOTION_ABSOLUTE:
        take_motion(seat, libinput_event_get_pointer_event(event), true);
        break;
    case LIBINPUT_EVENT_POINTER_BUTTON:
        take_button(seat, libinput_event_get_pointer_event(event));
        break;
    case LIBINPUT_EVENT_POINTER_SCROLL_WHEEL:
        take_scroll(seat, libinput_event_get_pointer_event(event), true);
        break;
    case LIBINPUT_EVENT_POINTER_SCROLL_FINGER:
    case LIBINPUT_EVENT_POINTER_SCROLL_CONTINUOUS:
        take_scroll(seat, libinput_event_get_pointer_event(event), false);
        break;
    case LIBINPUT_EVENT_TOUCH_DOWN:
        take_finger(seat, libinput_event_get_touch_event(event), true);
        break;
    case LIBINPUT_EVENT_TOUCH_MOTION:
        take_finger(seat, libinput_event_get_touch_event(event), false);
        break;
    case LIBINPUT_EVENT_TOUCH_UP:
        lift_finger(seat, libinput_event_get_touch_event(event));
        break;
    case LIBINPUT_EVENT_TOUCH_CANCEL:
        cancel_finger(seat, libinput_event_get_touch_event(event));
        break;
    }
}

void seat_gather(struct seat *seat)
{
    struct libinput_event *event;
    repeat_key(seat);
    if (!seat->libinput || libinput_dispatch(seat->libinput) != 0)
        return;
    while ((event = libinput_get_event(seat->libinput))) {
        take(seat, event);
        libinput_event_destroy(event);
    }
}
