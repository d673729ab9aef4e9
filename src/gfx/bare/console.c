/* What has to be given back is kept in variables of the file: a signal handler is told nothing else. */
#include "gfx/bare/console.h"

#include <fcntl.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

static volatile sig_atomic_t held_fd = -1;
static volatile sig_atomic_t keyboard_mode; /* before it was taken */

static const int fatal[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};

static bool is_console(int fd)
{
    int mode;
    return fd >= 0 && ioctl(fd, KDGETMODE, &mode) == 0;
}

/* A descriptor of its own; -1: none. */
static int open_console(void)
{
    if (is_console(STDIN_FILENO))
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (is_console(fd))
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

bool console_is_there(void)
{
    int fd = open_console();
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Nothing but system calls, so that a handler may call it. What was typed meanwhile is not for a shell. */
static void restore(void)
{
    int fd = held_fd;
    if (fd < 0)
        return;
    held_fd = -1;
    tcflush(fd, TCIFLUSH);
    ioctl(fd, KDSKBMODE, (long)keyboard_mode);
    ioctl(fd, KDSETMODE, (long)KD_TEXT);
}

/* The handler is gone when it runs (SA_RESETHAND), so the signal comes again and does what it does. */
static void restore_and_die(int signal)
{
    restore();
    raise(signal);
}

static void watch_signals(void)
{
    struct sigaction action = {.sa_handler = restore_and_die, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        sigaction(fatal[i], &action, NULL);
}

/* Another console may be in front: ours is the one that listens. */
static void come_to_front(int fd)
{
    struct stat stat;
    if (fstat(fd, &stat) == 0 && minor(stat.st_rdev) > 0)
        ioctl(fd, VT_ACTIVATE, (long)minor(stat.st_rdev));
}

void console_take(void)
{
    int mode = K_UNICODE, fd = open_console();
    if (fd < 0)
        return;
    come_to_front(fd);
    ioctl(fd, KDGKBMODE, &mode);
    keyboard_mode = mode == K_OFF ? K_UNICODE : mode; /* left behind by a killed one */
    held_fd = fd;
    watch_signals();
    bool is_deaf = ioctl(fd, KDSKBMODE, (long)K_OFF) == 0, is_dark = ioctl(fd, KDSETMODE, (long)KD_GRAPHICS) == 0;
    log_event(LOG_CONSOLE, is_deaf, is_dark);
}

void console_give_back(void)
{
    int fd = held_fd;
    restore();
    if (fd >= 0)
        close(fd);
}
