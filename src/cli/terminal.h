/* The terminal: secrets in, progress out. A secret is read with the echo off, never from the command line. */
#ifndef HAMAWAZ_CLI_TERMINAL_H
#define HAMAWAZ_CLI_TERMINAL_H

#include <stdint.h>

#include "base/err.h"
#include "cli/cli.h"

enum { SECRET_MAX = 256 };

/* One line into locked memory: from descriptor `fd` when it is not negative (for scripts), else from the terminal,
 * after `prompt`, unseen when `is_hidden`. ERR_UNAVAILABLE: there is no terminal; ERR_INVALID: empty or too long. */
MUST_CHECK bool terminal_read(int fd, const char *prompt, bool is_hidden, char secret[SECRET_MAX], struct err *err);

/* Asks on the terminal; only "y" or "yes" is yes. Without a terminal it is no. */
bool terminal_agrees(const char *question);

/* How far long work has come: a bar on a terminal, else a plain line now and then. */
struct progress {
    FILE *to;
    const char *what;
    bool is_terminal;
    int64_t of, last_ms;
};
void progress_begin(struct progress *progress, FILE *to, const char *what, int64_t of); /* of 0: not known */
void progress_show(struct progress *progress, int64_t done);
void progress_end(struct progress *progress); /* takes the bar away */

/* Text in green or red on a terminal, plain elsewhere. */
void terminal_verdict(FILE *to, bool is_good, const char *text);

/* Where file names or labels of others are shown: without control characters, which could command the terminal. */
void terminal_plain(FILE *to, const char *text);

/* A JSON string with its quotes. */
void json_write(FILE *to, const char *text);

#endif
