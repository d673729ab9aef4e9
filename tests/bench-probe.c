/* For `make bench`: looks at a program from outside, as a person does: XTest in, pixels of the display out, both by the
 * clock on the wall. Milliseconds, one value a line:
 *
 *   bench-probe start COUNT warm|cold COMMAND...   "wall MS" and "cpu S" from exec to the whole first picture; an
 *                                                  uncounted start shows which: what is on the display after 3 s
 *   bench-probe tap COUNT X Y BOX                  from a touch at X, Y to another picture in BOX (X,Y,W,H)
 *   bench-probe key COUNT BOX                      from the press of k, then of backspace, to another picture in BOX
 *
 * cold: before each start what it has mapped, and all of build/share, is dropped from the page cache; what other
 * programs have mapped too (the C library, X11's) stays there, and without root nobody can help that.
 * It looks every millisecond at a start, every fifth of one at a tap; that much is added to the true value, to the
 * floor's too. Ends with status 1 when nothing changes for three seconds. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { PATIENCE_MS = 3000 };

/* One rectangle of the display, and memory shared with the server that it is looked at through. */
struct eye {
    Display *display;
    Window root;
    XShmSegmentInfo shared;
    XImage *seen;
    int x, y;
    size_t bytes;
    char *before;
};

static void give_up(const char *why)
{
    fprintf(stderr, "bench-probe: %s\n", why);
    exit(1);
}

static void rest_ms(double ms)
{
    struct timespec rest = {(time_t)(ms / 1e3), (long)(ms * 1e6) % 1000000000};
    nanosleep(&rest, NULL);
}

static void eye_open(struct eye *eye, Display *display, int x, int y, int w, int h)
{
    int screen = DefaultScreen(display);
    *eye = (struct eye){.display = display, .root = RootWindow(display, screen), .x = x, .y = y};
    unsigned depth = (unsigned)DefaultDepth(display, screen);
    eye->seen = XShmCreateImage(display, DefaultVisual(display, screen), depth, ZPixmap, NULL, &eye->shared,
                                (unsigned)w, (unsigned)h);
    if (!eye->seen)
        give_up("no shared picture");
    eye->bytes = (size_t)eye->seen->bytes_per_line * (size_t)h;
    eye->shared.shmid = shmget(IPC_PRIVATE, eye->bytes, IPC_CREAT | 0600);
    eye->shared.shmaddr = eye->seen->data = shmat(eye->shared.shmid, NULL, 0);
    shmctl(eye->shared.shmid, IPC_RMID, NULL);
    eye->before = malloc(eye->bytes);
    if (!XShmAttach(display, &eye->shared) || !eye->before)
        give_up("no shared memory");
}

static void look(struct eye *eye)
{
    XShmGetImage(eye->display, eye->root, eye->seen, eye->x, eye->y, AllPlanes);
}

static void remember(struct eye *eye)
{
    look(eye);
    memcpy(eye->before, eye->seen->data, eye->bytes);
}

static bool is_as_before(struct eye *eye)
{
    look(eye);
    return memcmp(eye->before, eye->seen->data, eye->bytes) == 0;
}

/* ---- starts ---- */

static void drop(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    fdatasync(file); /* what was just built is not written yet, and stays */
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

static int drop_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)place;
    if (kind == FTW_F)
        drop(path);
    return 0;
}

/* Paths of what a program has mapped; room for 256. */
struct files {
    char path[256][512];
    int count;
};

static void note_files(struct files *files, pid_t child)
{
    char name[64], line[1024];
    snprintf(name, sizeof name, "/proc/%d/maps", (int)child);
    FILE *maps = fopen(name, "r");
    files->count = 0;
    while (maps && files->count < 256 && fgets(line, sizeof line, maps)) {
        char *path = strchr(line, '/');
        if (!path)
            continue;
        path[strcspn(path, "\n")] = '\0';
        if (files->count == 0 || strcmp(files->path[files->count - 1], path) != 0)
            snprintf(files->path[files->count++], sizeof files->path[0], "%.511s", path);
    }
    if (maps)
        fclose(maps);
}

static void drop_files(const struct files *files)
{
    for (int i = 0; i < files->count; i++)
        drop(files->path[i]);
    nftw("build/share", drop_one, 16, FTW_PHYS);
}

static double cpu_s(pid_t child)
{
    char command[128];
    double ns = 0;
    snprintf(command, sizeof command, "cat /proc/%d/task/*/schedstat", (int)child);
    FILE *pipe = popen(command, "r");
    for (double one; pipe && fscanf(pipe, "%lf %*s %*s", &one) == 1;)
        ns += one;
    if (pipe)
        pclose(pipe);
    return ns / 1e9;
}

static pid_t start(char **command)
{
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 1);
        dup2(nowhere, 2);
        execvp(command[0], command);
        _exit(127);
    }
    return child;
}

static void end(pid_t child)
{
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    rest_ms(100);
}

/* Most looks are at the middle only: the whole is compared when that is as it should be. */
static int measure_starts(Display *display, int count, bool is_cold, char **command)
{
    int w = DisplayWidth(display, 0), h = DisplayHeight(display, 0);
    struct eye whole, middle;
    static struct files files;
    eye_open(&whole, display, 0, 0, w, h);
    eye_open(&middle, display, 0, h / 2 - 32, w, 64);
    pid_t child = start(command);
    rest_ms(PATIENCE_MS);
    remember(&whole);
    remember(&middle);
    note_files(&files, child);
    end(child);
    for (int i = 0; i < count; i++) {
        if (is_cold)
            drop_files(&files);
        double began_ms = bench_ms();
        child = start(command);
        while (!is_as_before(&middle) || !is_as_before(&whole)) {
            if (bench_ms() > began_ms + 10 * PATIENCE_MS)
                give_up("the first picture did not come again");
            rest_ms(1);
        }
        printf("wall %.1f\n", bench_ms() - began_ms);
        printf("cpu %.4f\n", cpu_s(child));
        end(child);
    }
    return 0;
}

/* ---- answers ---- */

/* The picture has stood still for a while. */
static void wait_for_rest(struct eye *eye)
{
    enum { REST_MS = 150 };
    double since_ms = bench_ms();
    remember(eye);
    while (bench_ms() < since_ms + REST_MS) {
        rest_ms(10);
        if (!is_as_before(eye)) {
            remember(eye);
            since_ms = bench_ms();
        }
    }
}

/* From an input, already sent, to the first other picture. */
static void await_change(struct eye *eye, double began_ms)
{
    while (is_as_before(eye)) {
        if (bench_ms() > began_ms + PATIENCE_MS)
            give_up("nothing changed");
        rest_ms(0.2);
    }
    printf("%.2f\n", bench_ms() - began_ms);
}

static void measure_taps(Display *display, struct eye *eye, int count, int x, int y)
{
    XTestFakeMotionEvent(display, 0, x, y, 0);
    XSync(display, False);
    for (int i = 0; i < count; i++) {
        wait_for_rest(eye);
        rest_ms(i * 7 % 40); /* no beat with any clock of the program */
        double began_ms = bench_ms();
        XTestFakeButtonEvent(display, 1, True, 0);
        XTestFakeButtonEvent(display, 1, False, 0);
        XFlush(display);
        await_change(eye, began_ms);
    }
}

static void measure_keys(Display *display, struct eye *eye, int count)
{
    const KeyCode keys[] = {XKeysymToKeycode(display, XK_k), XKeysymToKeycode(display, XK_BackSpace)};
    for (int i = 0; i < count; i++) {
        wait_for_rest(eye);
        rest_ms(i * 7 % 40);
        double began_ms = bench_ms();
        XTestFakeKeyEvent(display, keys[i % 2], True, 0);
        XTestFakeKeyEvent(display, keys[i % 2], False, 0);
        XFlush(display);
        await_change(eye, began_ms);
    }
}

static struct eye open_at(Display *display, const char *box)
{
    int x, y, w, h;
    struct eye eye;
    if (sscanf(box, "%d,%d,%d,%d", &x, &y, &w, &h) != 4)
        give_up("a box is X,Y,W,H");
    eye_open(&eye, display, x, y, w, h);
    return eye;
}

int main(int argc, char **argv)
{
    Display *display = XOpenDisplay(NULL);
    if (!display || argc < 4)
        give_up(display ? "start|tap|key COUNT ..." : "no display");
    int count = atoi(argv[2]);
    if (strcmp(argv[1], "start") == 0 && argc > 4)
        return measure_starts(display, count, strcmp(argv[3], "cold") == 0, argv + 4);
    struct eye eye = open_at(display, argv[argc - 1]);
    if (strcmp(argv[1], "tap") == 0 && argc == 6)
        measure_taps(display, &eye, count, atoi(argv[3]), atoi(argv[4]));
    else
        measure_keys(display, &eye, count);
    XCloseDisplay(display);
    return 0;
}
