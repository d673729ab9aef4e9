/* The floor that `make bench` measures itself against, in the same run: the least that the machine lets anyone do.
 *
 *   bench-floor show PICTURE WIDTHxHEIGHT SECONDS   a bare SDL2 window surface with one picture, then sleeps
 *   bench-floor append FILE BYTES COUNT             synced appends of that many bytes, twice each, as a pledge is
 * written
 *   bench-floor flip WIDTHxHEIGHT                   a bare window in which a rectangle flips at each touch or key
 *   bench-floor copy WIDTHxHEIGHT COUNT             memcpy of a whole frame
 */
#include <SDL.h>
#include <SDL_image.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

static SDL_Window *open_window(int w, int h)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    return SDL_Init(SDL_INIT_VIDEO) == 0 ? SDL_CreateWindow("floor", 0, 0, w, h, 0) : NULL;
}

static int show(const char *picture, int w, int h, int seconds)
{
    SDL_Window *window = open_window(w, h);
    SDL_Surface *surface = window ? SDL_GetWindowSurface(window) : NULL;
    SDL_Surface *image = IMG_Load(picture);
    if (!surface || !image)
        return 1;
    SDL_BlitScaled(image, NULL, surface, NULL);
    SDL_FreeSurface(image);
    SDL_UpdateWindowSurface(window);
    SDL_PumpEvents();
    sleep((unsigned)seconds);
    SDL_Quit();
    return 0;
}

static int flip(int w, int h)
{
    SDL_Window *window = open_window(w, h);
    SDL_Surface *surface = window ? SDL_GetWindowSurface(window) : NULL;
    SDL_Rect rect = {w / 4, h / 4, w / 2, 100};
    SDL_Event event;
    bool is_lit = false;
    if (!surface)
        return 1;
    SDL_UpdateWindowSurface(window);
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
        if (event.type != SDL_MOUSEBUTTONDOWN && event.type != SDL_KEYDOWN)
            continue;
        is_lit = !is_lit;
        SDL_FillRect(surface, &rect, is_lit ? 0xFFFFFF : 0);
        SDL_UpdateWindowSurfaceRects(window, &rect, 1);
    }
    SDL_Quit();
    return 0;
}

static int append(const char *path, size_t bytes, int count)
{
    char second[1024];
    snprintf(second, sizeof second, "%s.2", path);
    int a = open(path, O_CREAT | O_WRONLY | O_APPEND, 0600), b = open(second, O_CREAT | O_WRONLY | O_APPEND, 0600);
    char *data = malloc(bytes);
    if (a < 0 || b < 0 || !data)
        return 1;
    memset(data, 'x', bytes);
    for (int i = 0; i < count; i++) {
        double began = bench_ms();
        if (write(a, data, bytes) < 0 || fdatasync(a) != 0 || write(b, data, bytes) < 0 || fdatasync(b) != 0)
            return 1;
        printf("%.3f\n", bench_ms() - began);
    }
    free(data);
    close(a);
    close(b);
    return 0;
}

static int copy(int w, int h, int count)
{
    size_t bytes = (size_t)w * (size_t)h * 4;
    char *from = malloc(bytes), *to = malloc(bytes);
    if (!from || !to)
        return 1;
    memset(from, 1, bytes);
    memset(to, 2, bytes);
    for (int i = 0; i < count; i++) {
        double began = bench_ms();
        memcpy(to, from, bytes);
        from[i] = to[bytes - 1 - (size_t)i];
        printf("%.3f\n", bench_ms() - began);
    }
    free(from);
    free(to);
    return 0;
}

int main(int argc, char **argv)
{
    int w = 0, h = 0;
    if (argc == 5 && strcmp(argv[1], "show") == 0 && sscanf(argv[3], "%dx%d", &w, &h) == 2)
        return show(argv[2], w, h, atoi(argv[4]));
    if (argc == 3 && strcmp(argv[1], "flip") == 0 && sscanf(argv[2], "%dx%d", &w, &h) == 2)
        return flip(w, h);
    if (argc == 5 && strcmp(argv[1], "append") == 0)
        return append(argv[2], strtoul(argv[3], NULL, 10), atoi(argv[4]));
    if (argc == 4 && strcmp(argv[1], "copy") == 0 && sscanf(argv[2], "%dx%d", &w, &h) == 2)
        return copy(w, h, atoi(argv[3]));
    fprintf(stderr, "usage: bench-floor show|flip|append|copy ...\n");
    return 2;
}
