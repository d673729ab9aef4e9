/* The `hamawaz` command: one table of commands, each a constant with its words and its function.
 *
 * Exit codes: 0 done; 1 it could not be done, or what was looked at is not in order; 2 the command line is wrong. */
#ifndef HAMAWAZ_CLI_CLI_H
#define HAMAWAZ_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/option.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* One run of one command. */
struct cli {
    FILE *out, *err; /* where it writes; tests give files of their own */
    const struct command *command;
    int argc; /* of the command: argv[0] is its name */
    char **argv;
};

struct command {
    const char *name;
    const char *words;            /* what stands after it: "FOLDER", or "" */
    const char *help;             /* one line */
    const char *details;          /* paragraphs for `help NAME`, each line ended by LF; may be "" */
    const struct option *options; /* NULL: none */
    size_t option_count;
    int least_words, most_words;
    int (*run)(struct cli *cli); /* returns the exit code */
};

/* Runs the command line argv[0..argc) of the program, writing to `out` and `err`; returns the exit code. */
int cli_run(FILE *out, FILE *err, int argc, char **argv);

/* For a command's `run`: reads its options into `values` (NULL when it has none), and its words into `words`, which has
 * room for most_words and the NULL that ends them. False: the mistake and the usage were written; return CLI_USAGE. */
bool cli_words(struct cli *cli, void *values, const char **words);

#endif
