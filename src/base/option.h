/* Settings as one constant table: name, type, range, default, unit, help. The command-line parser, --help and the man
 * page all come from the table (after tmux's options-table). Values land in the caller's struct by offset. */
#ifndef HAMAWAZ_BASE_OPTION_H
#define HAMAWAZ_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum option_type {
    OPTION_FLAG,   /* bool; --name */
    OPTION_NUMBER, /* int; least..most */
    OPTION_TEXT,   /* const char *, points into argv */
    OPTION_SIZE,   /* struct option_size; WxH */
    OPTION_CHOICE, /* int; index into `choices` */
};

struct option_size {
    int width, height;
};

struct option {
    const char *name; /* without the dashes */
    enum option_type type;
    size_t offset;    /* into the caller's struct */
    const char *value_name; /* "FOLDER", "WxH"; NULL for a flag */
    const char *initial;    /* default as typed; NULL: zero */
    int least, most;        /* OPTION_NUMBER */
    const char *const *choices; /* OPTION_CHOICE, NULL-terminated */
    const char *help;       /* one line, with the unit */
};

/* Sets every default. CHECKs that the table's defaults parse. */
void option_defaults(const struct option *table, size_t count, void *values);

/* Parses argv[1..argc). "--name value" and "--name=value". Words without dashes are left, in order, in rest[0..*n_rest)
 * (rest holds at most argc). ERR_USAGE names the option and the nearest known one. */
MUST_CHECK bool option_parse(const struct option *table, size_t count, void *values, int argc, char **argv,
                             const char **rest, int *n_rest, struct err *err);

/* Appends the --help text / the OPTIONS section of a man page (roff). */
void option_help(const struct option *table, size_t count, struct str *out);
void option_man(const struct option *table, size_t count, struct str *out);

#endif
