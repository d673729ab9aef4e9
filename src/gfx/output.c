/* An output is chosen, opened, asked and closed here; its driver shows it. */
#include "gfx/output_inside.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "gfx/bare/console.h"
#include "gfx/choice.h"
#include "gfx/videocard.h"

bool output_is_sideways(const struct output *output)
{
    return output->options.rotation == 90 || output->options.rotation == 270;
}

bool output_refuse(struct err *err)
{
    return err_set(err, ERR_UNAVAILABLE, NULL, "The display cannot be used: %s.", SDL_GetError());
}

static struct output *new_output(const struct output_driver *driver)
{
    struct output *output = mem_alloc(sizeof *output);
    output->driver = driver;
    output->wake_fd = output->ready_fd = -1;
    return output;
}

static void prepare_waiting(struct output *output)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool sleeps_itself = driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
    output->wake_type = SDL_RegisterEvents(2);
    output->wake_fd = sleeps_itself ? -1 : eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static struct surroundings look_around(void)
{
    return (struct surroundings){
        .has_desktop = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY") || getenv("SDL_VIDEODRIVER"),
        .has_real_card = videocard_is_real(),
        .has_bare = access("/dev/dri", F_OK) == 0 || console_is_there(),
    };
}

static bool open_as(enum output_kind kind, const struct output_options *options, struct output **opened,
                    struct err *err)
{
    struct output *output = new_output(kind == OUTPUT_BARE ? &bare_driver : &window_driver);
    output->options = *options;
    output->options.kind = kind;
    if (!output->driver->open(output, err)) {
        output_close(output);
        return false;
    }
    prepare_waiting(output);
    log_event(LOG_RENDERER, output->is_accelerated, output->height);
    *opened = output;
    return true;
}

/* A graphics processor whose libraries are missing, or that has no display yet, is left for the bare way. */
bool output_open(const struct output_options *options, struct output **opened, struct err *err)
{
    struct surroundings around = look_around();
    enum output_kind kind = choice_first(options, &around);
    return open_as(kind, options, opened, err) ||
           (kind == OUTPUT_KMS && options->kind == OUTPUT_AUTO && open_as(OUTPUT_BARE, options, opened, err));
}

void output_close(struct output *output)
{
    if (!output)
        return;
    output->driver->close(output);
    if (output->wake_fd >= 0)
        close(output->wake_fd);
    free(output);
}

bool output_has_second(const struct output *output)
{
    return output->options.is_offscreen ? output->pretended_w > 0 : output->driver->has_second(output);
}

void output_pretend_second(struct output *output, int width, int height)
{
    output->pretended_w = width;
    output->pretended_h = height;
}

bool output_open_second(struct output *output, struct output **opened, struct err *err)
{
    struct output *second = new_output(output->driver);
    second->options.is_offscreen = output->options.is_offscreen;
    if (!output->driver->open_second(output, second, err)) {
        output_close(second);
        return false;
    }
    *opened = output->second = second;
    return true;
}

void output_close_second(struct output *output, struct output *second)
{
    output->second = NULL;
    output_close(second);
    if (second && output->window)
        SDL_SetWindowInputFocus(output->window); /* the keyboard went with the display where nobody manages windows */
}

void output_size(const struct output *output, int *width, int *height)
{
    *width = output->width;
    *height = output->height;
}

bool output_is_accelerated(const struct output *output)
{
    return output->is_accelerated;
}

bool output_pixels(const struct output *output, uint32_t **pixels, size_t *pitch)
{
    if (!output->paper)
        return false;
    *pixels = output->paper->pixels;
    *pitch = (size_t)output->paper->pitch / sizeof **pixels;
    return true;
}

struct SDL_Renderer *output_renderer(struct output *output)
{
    return output->renderer;
}

bool output_is_stale(const struct output *output)
{
    return output->is_stale;
}

void output_renew(struct output *output)
{
    output->is_stale = false;
    output->driver->renew(output);
}

void output_present(struct output *output, const struct box *changed, int count)
{
    output->driver->present(output, changed, count);
}

bool output_is_alive(struct output *output)
{
    return !output->is_stale && output->driver->is_alive(output);
}
