/* Secrets are read byte by byte into the caller's locked memory: stdio would keep a copy in its buffer. */
#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"

enum { SHOW_MS = 100, LINE_MS = 5000, BAR = 30 };

static bool read_line(int fd, char secret[SECRET_MAX], struct err *err)
{
    size_t n = 0;
    char c = '\0';
    ssize_t got = 0;
    while ((got = read(fd, &c, 1)) > 0 && c != '\n') {
        if (n < SECRET_MAX - 1)
            secret[n] = c;
        n++;
    }
    secret[n < SECRET_MAX ? n : 0] = '\0';
    if (n == 0)
        return err_set(err, ERR_INVALID, "", "Nothing was typed.");
    return n < SECRET_MAX || err_set(err, ERR_INVALID, "", "That is longer than %d bytes.", SECRET_MAX - 1);
}

static bool ask(int terminal, const char *prompt, bool is_hidden, char secret[SECRET_MAX], struct err *err)
{
    struct termios before, hidden;
    if (tcgetattr(terminal, &before) != 0)
        return err_set(err, ERR_UNAVAILABLE, "", "The terminal cannot hide what is typed.");
    hidden = before;
    hidden.c_lflag &= (tcflag_t)~ECHO;
    if (write(terminal, prompt, strlen(prompt)) < 0)
        return err_set(err, ERR_UNAVAILABLE, "", "The terminal cannot be written to.");
    if (is_hidden)
        tcsetattr(terminal, TCSAFLUSH, &hidden);
    bool is_read = read_line(terminal, secret, err);
    if (is_hidden) {
        tcsetattr(terminal, TCSAFLUSH, &before);
        (void)!write(terminal, "\n", 1);
    }
    return is_read;
}

bool terminal_read(int fd, const char *prompt, bool is_hidden, char secret[SECRET_MAX], struct err *err)
{
    if (fd >= 0)
        return read_line(fd, secret, err);
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return err_set(err, ERR_UNAVAILABLE, "",
                       "There is no terminal to ask for the passphrase; a script gives it with --passphrase-fd.");
    bool is_read = ask(terminal, prompt, is_hidden, secret, err);
    close(terminal);
    return is_read;
}

bool terminal_agrees(const char *question)
{
    char answer[SECRET_MAX] = "";
    return terminal_read(-1, question, false, answer, NULL) && (strcmp(answer, "y") == 0 || strcmp(answer, "yes") == 0);
}

void progress_begin(struct progress *progress, FILE *to, const char *what, int64_t of)
{
    *progress = (struct progress){.to = to, .what = what, .of = of, .last_ms = clock_mono_ms(&(struct clock){0})};
    progress->is_terminal = fileno(to) >= 0 && isatty(fileno(to)) != 0;
}

static void show_bar(const struct progress *progress, int64_t done)
{
    static const char full[] = "##############################";
    int64_t of = progress->of > 0 ? progress->of : 1;
    int length = (int)(done < of ? done * BAR / of : BAR);
    if (progress->of > 0)
        fprintf(progress->to, "\r%s [%-*.*s] %lld of %lld", progress->what, BAR, length, full, (long long)done,
                (long long)progress->of);
    else
        fprintf(progress->to, "\r%s: %lld", progress->what, (long long)done);
    fflush(progress->to);
}

void progress_show(struct progress *progress, int64_t done)
{
    int64_t now_ms = clock_mono_ms(&(struct clock){0});
    if (now_ms - progress->last_ms < (progress->is_terminal ? SHOW_MS : LINE_MS))
        return;
    progress->last_ms = now_ms;
    if (progress->is_terminal)
        show_bar(progress, done);
    else if (progress->of > 0)
        fprintf(progress->to, "%s: %lld of %lld\n", progress->what, (long long)done, (long long)progress->of);
    else
        fprintf(progress->to, "%s: %lld\n", progress->what, (long long)done);
}

void progress_end(struct progress *progress)
{
    if (progress->is_terminal)
        fputs("\r\033[K", progress->to);
}

void terminal_verdict(FILE *to, bool is_good, const char *text)
{
    bool is_terminal = fileno(to) >= 0 && isatty(fileno(to)) != 0;
    if (is_terminal)
        fprintf(to, "\033[%dm%s\033[0m", is_good ? 32 : 31, text);
    else
        fputs(text, to);
}

void terminal_plain(FILE *to, const char *text)
{
    for (; *text != '\0'; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, to);
}

void json_write(FILE *to, const char *text)
{
    fputc('"', to);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(to, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            fprintf(to, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, to);
    }
    fputc('"', to);
}
