/* Waiting for events. X11 and Wayland can sleep on their connection; for every other driver SDL asks anew each
 * millisecond, so there we sleep ourselves, on an eventfd, and ask in steps: short ones while somebody is there, longer
 * ones after. A driver that gathers its own input says what to sleep on. */
#include <poll.h>
#include <unistd.h>

#include "gfx/output_inside.h"

enum { STEP_LIVELY_MS = 10, STEP_QUIET_MS = 40, LIVELY_MS = 3000, CURSOR_SHOWN_MS = 3000 };

void output_wake(struct output *output)
{
    if (atomic_exchange(&output->is_waking, true))
        return;
    SDL_Event event = {.type = output->wake_type};
    SDL_PushEvent(&event);
    if (output->wake_fd >= 0) {
        ssize_t written = write(output->wake_fd, &(uint64_t){1}, sizeof(uint64_t));
        (void)written; /* fails only when it is set already */
    }
}

/* Empties the eventfd; that it was empty already is no fault. */
static void read_wake(const struct output *output)
{
    uint64_t times;
    ssize_t got = read(output->wake_fd, &times, sizeof times);
    (void)got;
}

static bool take_event(struct output *output, SDL_Event *event)
{
    if (output->driver->gather)
        output->driver->gather(output);
    return SDL_PollEvent(event);
}

/* Sleeps until the driver is ready or, where nothing tells, in steps. */
static bool wait_awake(struct output *output, int timeout_ms, SDL_Event *event)
{
    Uint64 end = SDL_GetTicks64() + (Uint64)timeout_ms;
    while (!take_event(output, event)) {
        Uint64 now = SDL_GetTicks64();
        if (now >= end)
            return false;
        Uint64 step = now < output->lively_until_ms ? STEP_LIVELY_MS : STEP_QUIET_MS;
        if (output->ready_fd >= 0 || end - now < step)
            step = end - now;
        struct pollfd fds[] = {{.fd = output->wake_fd, .events = POLLIN}, {.fd = output->ready_fd, .events = POLLIN}};
        if (poll(fds, 2, (int)step) > 0 && fds[0].revents != 0)
            read_wake(output);
    }
    output->lively_until_ms = SDL_GetTicks64() + LIVELY_MS;
    return true;
}

static bool next_event(struct output *output, int timeout_ms, SDL_Event *event)
{
    if (timeout_ms == 0)
        return take_event(output, event);
    if (output->wake_fd < 0)
        return SDL_WaitEventTimeout(event, timeout_ms);
    return wait_awake(output, timeout_ms, event);
}

/* A hand on the mouse sends hundreds of places a second; only the last one counts. */
static void skip_to_last_motion(SDL_Event *event)
{
    SDL_Event next;
    while ((event->type == SDL_MOUSEMOTION || event->type == SDL_FINGERMOTION) &&
           SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1 && next.type == event->type &&
           (next.type == SDL_MOUSEMOTION ? next.motion.which == event->motion.which
                                         : next.tfinger.fingerId == event->tfinger.fingerId))
        SDL_PeepEvents(event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static void show_cursor(struct output *output, bool is_shown)
{
    if (output->options.is_windowed)
        return;
    if (is_shown != (output->cursor_until_ms != 0))
        output->driver->show_cursor(output, is_shown);
    output->cursor_until_ms = is_shown ? SDL_GetTicks64() + CURSOR_SHOWN_MS : 0;
}

/* What happens to the second window, or to one just closed, is drawn again at most; a pointer there is nobody's. */
static bool translate_second(struct output *output, const SDL_Event *from, struct event *event)
{
    bool is_window = from->type == SDL_WINDOWEVENT;
    if (output->second && is_window && from->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
        output->second->is_stale = true;
    if (output->second && is_window)
        output->second->is_exposed = true;
    *event = (struct event){.type = output->second && is_window ? EVENT_EXPOSED : EVENT_NONE};
    return event->type != EVENT_NONE;
}

/* Events about the window and the device, which the pointer and the keyboard do not know. */
static bool translate_window(struct output *output, const SDL_Event *from, struct event *event)
{
    bool is_sized = from->type == SDL_WINDOWEVENT && from->window.event == SDL_WINDOWEVENT_SIZE_CHANGED;
    bool is_lost = from->type == SDL_RENDER_TARGETS_RESET || from->type == SDL_RENDER_DEVICE_RESET;
    *event = (struct event){.type = EVENT_NONE};
    if (from->type == output->wake_type) {
        atomic_store(&output->is_waking, false);
        event->type = EVENT_WOKEN;
    } else if (from->type == SDL_DISPLAYEVENT) {
        event->type = EVENT_DISPLAYS;
    } else if (from->type == SDL_QUIT && output->options.is_windowed) {
        event->type = EVENT_QUIT;
    } else if (from->type == SDL_WINDOWEVENT && from->window.event == SDL_WINDOWEVENT_EXPOSED) {
        event->type = EVENT_EXPOSED;
    } else if (is_sized) {
        event->x = output_is_sideways(output) ? from->window.data2 : from->window.data1;
        event->y = output_is_sideways(output) ? from->window.data1 : from->window.data2;
        event->type = event->x == output->width && event->y == output->height ? EVENT_EXPOSED : EVENT_RESIZED;
    } else if (is_lost) {
        event->type = EVENT_EXPOSED;
    }
    output->is_stale = output->is_stale || is_sized || is_lost;
    output->is_exposed = output->is_exposed || event->type == EVENT_EXPOSED || is_sized;
    return event->type != EVENT_NONE;
}

static bool translate(struct output *output, SDL_Event *from, struct event *event)
{
    Uint32 window = input_window(from);
    if (window != 0 && window != SDL_GetWindowID(output->window))
        return translate_second(output, from, event);
    skip_to_last_motion(from);
    if (from->type == SDL_MOUSEMOTION && from->motion.which != SDL_TOUCH_MOUSEID) {
        show_cursor(output, output->has_mouse_place);
        output->has_mouse_place = true;
    }
    if (from->type == SDL_FINGERDOWN)
        show_cursor(output, false);
    struct input_view view = {output->options.rotation, output->width, output->height};
    return translate_window(output, from, event) ||
           input_translate(&output->input, &view, from, SDL_GetTicks64(), event);
}

/* How long the next sleep may be: until the caller's end, a finger's expiry or the cursor's hiding. */
static int sleep_ms(const struct output *output, Uint64 end_ms, Uint64 now_ms)
{
    Uint64 left = end_ms > now_ms ? end_ms - now_ms : 0;
    int expiry = input_wait_ms(&output->input, now_ms);
    if (expiry >= 0 && (Uint64)expiry < left)
        left = (Uint64)expiry;
    if (output->cursor_until_ms > 0 && output->cursor_until_ms < now_ms + left)
        left = output->cursor_until_ms > now_ms ? output->cursor_until_ms - now_ms : 0;
    return left > 3600 * 1000 ? 3600 * 1000 : (int)left;
}

bool output_poll(struct output *output, int timeout_ms, struct event *event)
{
    if (input_take_text(&output->input, event))
        return true;
    Uint64 now = SDL_GetTicks64();
    Uint64 end = timeout_ms < 0 ? UINT64_MAX : now + (Uint64)timeout_ms;
    for (;; now = SDL_GetTicks64()) {
        SDL_Event from;
        bool is_told = next_event(output, sleep_ms(output, end, now), &from);
        if (is_told && translate(output, &from, event))
            return true;
        now = SDL_GetTicks64();
        if (output->cursor_until_ms > 0 && now >= output->cursor_until_ms)
            show_cursor(output, false);
        if (input_expire(&output->input, now, event))
            return true;
        if (!is_told && now >= end) {
            *event = (struct event){.type = EVENT_NONE};
            return false;
        }
    }
}

/* SDL keeps the memory of events that were taken from its queue, text and all, for events to come: the last taken is
 * used first. So blank ones are put in, more than were ever waiting at once, and thrown away. */
void output_forget(struct output *output)
{
    enum { BLANKS = 256, TIMES = 4 };
    SDL_Event blank[BLANKS] = {0};
    for (size_t i = 0; i < BLANKS; i++)
        blank[i].type = output->wake_type + 1;
    for (int i = 0; i < TIMES; i++)
        SDL_PeepEvents(blank, BLANKS, SDL_ADDEVENT, 0, 0);
    SDL_FlushEvent(output->wake_type + 1);
    explicit_bzero(output->input.text, sizeof output->input.text);
    output->input.text_length = 0;
}
