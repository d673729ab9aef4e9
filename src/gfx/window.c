/* The SDL window: on a desktop, on SDL's dummy driver off-screen, or on SDL's KMSDRM. Two ways to draw on it, chosen
 * once:
 *
 *   accelerated: SDL's OpenGL renderer, when the kernel says that a real graphics driver is there;
 *   software: our own drawing (paint.c) straight on the window's surface, nothing scaled, nothing through OpenGL (SDL
 *   would else push every frame through Mesa: 25 ms instead of 0.5 at 1920x1080). A turned picture, or one for a
 *   surface of another layout, is drawn on a surface of our own and copied.
 */
#include "gfx/output_inside.h"

#include <string.h>

#include "base/mem.h"
#include "gfx/box.h"
#include "gfx/turn.h"
#include "gfx/videocard.h"

static void set_hints(const struct output_options *options)
{
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* SIGTERM ends the program, as it should */
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "0");
    if (options->is_offscreen)
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
    if (options->kind == OUTPUT_KMS) { /* without libGL its default renderer would show black and say nothing */
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "KMSDRM", SDL_HINT_OVERRIDE);
        SDL_SetHintWithPriority(SDL_HINT_RENDER_DRIVER, "opengles2", SDL_HINT_OVERRIDE);
    }
}

/* The window's place and size on the panel. A full screen is asked for in the display's own size from the start,
 * because on a bare X server there is no window manager to enlarge it. */
static SDL_Rect window_rect(const struct output *output, bool is_whole_display)
{
    SDL_Rect rect = {0, 0, 0, 0};
    int w = output->options.width, h = output->options.height;
    if (is_whole_display && SDL_GetDisplayBounds(0, &rect) == 0)
        return rect;
    if (w == 0 || h == 0) {
        w = output->options.is_windowed ? 1280 : 1920;
        h = output->options.is_windowed ? 720 : 1080;
    }
    rect = (SDL_Rect){SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h};
    if (output_is_sideways(output)) {
        rect.w = h;
        rect.h = w;
    }
    return rect;
}

static bool open_window(struct output *output, struct err *err)
{
    const struct output_options *options = &output->options;
    bool has_size = options->width > 0 && options->height > 0;
    bool is_whole_display = !options->is_windowed && !options->is_offscreen && !has_size;
    Uint32 flags = options->is_windowed ? SDL_WINDOW_RESIZABLE : SDL_WINDOW_BORDERLESS;
    SDL_Rect rect = window_rect(output, is_whole_display);
    if (is_whole_display)
        flags = SDL_WINDOW_FULLSCREEN_DESKTOP;
    output->window = SDL_CreateWindow("Hamawaz", rect.x, rect.y, rect.w, rect.h, flags);
    return output->window || output_refuse(err);
}

static bool renderer_is_emulated(void)
{
    enum { GL_RENDERER = 0x1F01 }; /* the one thing asked of OpenGL: no need for its header */
    union {                        /* ISO C has no cast from an object pointer to a function pointer */
        void *found;
        const char *(*get_string)(unsigned);
    } gl = {SDL_GL_GetProcAddress("glGetString")};
    const char *name = gl.found ? gl.get_string(GL_RENDERER) : NULL;
    return !name || strstr(name, "llvmpipe") || strstr(name, "softpipe") || strstr(name, "swrast");
}

static void open_accelerated(struct output *output)
{
    output->renderer = SDL_CreateRenderer(output->window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (output->renderer && renderer_is_emulated()) {
        SDL_DestroyRenderer(output->renderer);
        output->renderer = NULL;
    }
    output->is_accelerated = output->renderer != NULL;
}

static bool open_software(struct output *output, struct err *err)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    if (!driver || strcmp(driver, "KMSDRM") != 0) /* which can show a surface through OpenGL only (SDL #6561) */
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_Surface *surface = SDL_GetWindowSurface(output->window);
    if (!surface)
        return output_refuse(err);
    bool is_turned = output->options.rotation != 0;
    if (is_turned || surface->format->format != SDL_PIXELFORMAT_RGB888) {
        int w = output_is_sideways(output) ? surface->h : surface->w;
        int h = output_is_sideways(output) ? surface->w : surface->h;
        surface = output->own = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    }
    if (!surface)
        return output_refuse(err);
    output->paper = surface;
    output->width = surface->w;
    output->height = surface->h;
    return true;
}

static void close_renderer(struct output *output)
{
    if (output->renderer)
        SDL_DestroyRenderer(output->renderer);
    SDL_FreeSurface(output->own);
    output->renderer = NULL;
    output->own = output->paper = NULL;
}

static bool open_renderer(struct output *output, struct err *err)
{
    if (output->options.rotation == 0 && !output->options.is_offscreen && videocard_is_real())
        open_accelerated(output);
    if (!output->is_accelerated && output->options.kind == OUTPUT_KMS) /* which shows surfaces through OpenGL only */
        return err_set(err, ERR_UNAVAILABLE, NULL, "The graphics processor cannot draw: %s.", SDL_GetError());
    if (!output->is_accelerated)
        return open_software(output, err);
    SDL_GetRendererOutputSize(output->renderer, &output->width, &output->height);
    return true;
}

/* Where there is no display at all SDL does not fail: it takes its "offscreen" driver and draws where nobody sees. */
static bool is_unseen(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "offscreen") == 0;
}

static bool window_open(struct output *output, struct err *err)
{
    const struct output_options *options = &output->options;
    set_hints(options);
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return output_refuse(err);
    if (!options->is_offscreen && is_unseen())
        return err_set(err, ERR_UNAVAILABLE, NULL, "There is no display here; start it on a desktop or a console.");
    if (!open_window(output, err) || !open_renderer(output, err))
        return false;
    SDL_EventState(SDL_DROPFILE, SDL_DISABLE);
    SDL_EventState(SDL_DROPTEXT, SDL_DISABLE);
    SDL_StartTextInput();
    SDL_DisableScreenSaver();
    if (!options->is_windowed)
        SDL_ShowCursor(SDL_DISABLE);
    return true;
}

static void window_close(struct output *output)
{
    close_renderer(output);
    if (output->window)
        SDL_DestroyWindow(output->window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static bool window_has_second(const struct output *output)
{
    (void)output;
    return SDL_GetNumVideoDisplays() > 1;
}

static bool open_second_window(const struct output *output, struct output *second, struct err *err)
{
    SDL_Rect rect = {0, 0, output->pretended_w, output->pretended_h};
    Uint32 flags = SDL_WINDOW_BORDERLESS;
    if (!output->options.is_offscreen) {
        flags = SDL_WINDOW_FULLSCREEN_DESKTOP;
        if (SDL_GetDisplayBounds(SDL_GetWindowDisplayIndex(output->window) == 0 ? 1 : 0, &rect) != 0)
            return output_refuse(err);
    }
    second->window = SDL_CreateWindow("Hamawaz, the room's view", rect.x, rect.y, rect.w, rect.h, flags);
    return second->window || output_refuse(err);
}

static bool window_open_second(struct output *output, struct output *second, struct err *err)
{
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) /* counted: window_close lets go of it once more */
        return output_refuse(err);
    if (!open_second_window(output, second, err) || !open_renderer(second, err))
        return false;
    SDL_RaiseWindow(output->window); /* the keyboard stays with the trainer; without a window manager, too */
    SDL_SetWindowInputFocus(output->window);
    return true;
}

static void window_renew(struct output *output)
{
    if (output->is_accelerated) {
        SDL_GetRendererOutputSize(output->renderer, &output->width, &output->height);
        return;
    }
    struct err err;
    close_renderer(output);
    if (!open_software(output, &err)) { /* the display is gone: draw where nobody sees it until it is back */
        output->own = SDL_CreateRGBSurfaceWithFormat(0, output->width, output->height, 32, SDL_PIXELFORMAT_RGB888);
        output->paper = output->own;
        CHECK(output->paper);
    }
}

_Static_assert(sizeof(struct box) == sizeof(SDL_Rect), "a box is an SDL_Rect: x, y, w, h");

static void window_present(struct output *output, const struct box *changed, int count)
{
    if (output->is_accelerated) {
        SDL_RenderPresent(output->renderer);
        return;
    }
    bool is_nothing = count == 0 && !output->is_exposed;
    SDL_Surface *shown = output->is_stale || is_nothing ? NULL : SDL_GetWindowSurface(output->window);
    if (!shown)
        return;
    if (!output->own && !output->is_exposed) {
        SDL_UpdateWindowSurfaceRects(output->window, (const SDL_Rect *)(const void *)changed, count);
        return;
    }
    output->is_exposed = false;
    bool has_our_layout = shown->format->format == SDL_PIXELFORMAT_RGB888;
    if (output->own && output->options.rotation != 0 && has_our_layout)
        turn_copy(output->own->pixels, output->width, output->height, (size_t)output->own->pitch / 4,
                  output->options.rotation, shown->pixels, (size_t)shown->pitch / 4);
    else if (output->own)
        SDL_BlitSurface(output->own, NULL, shown, NULL);
    SDL_UpdateWindowSurface(output->window);
}

/* X11 waits for the server's answer after an update (SDL 2.26 X11_UpdateWindowFramebuffer), a GPU must have drawn what
 * is read from it. */
static bool window_is_alive(struct output *output)
{
    SDL_Rect pixel = {0, 0, 1, 1};
    uint32_t color;
    if (output->is_accelerated)
        return SDL_RenderReadPixels(output->renderer, &pixel, SDL_PIXELFORMAT_ARGB8888, &color, sizeof color) == 0;
    return SDL_GetWindowSurface(output->window) && SDL_UpdateWindowSurfaceRects(output->window, &pixel, 1) == 0;
}

static void window_show_cursor(struct output *output, bool is_shown)
{
    (void)output;
    SDL_ShowCursor(is_shown ? SDL_ENABLE : SDL_DISABLE);
}

const struct output_driver window_driver = {
    .open = window_open,
    .open_second = window_open_second,
    .close = window_close,
    .renew = window_renew,
    .present = window_present,
    .is_alive = window_is_alive,
    .has_second = window_has_second,
    .show_cursor = window_show_cursor,
};
