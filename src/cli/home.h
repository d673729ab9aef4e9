/* The folder in which a lead's laptop keeps its keys and its store, as the commands use it. */
#ifndef HAMAWAZ_CLI_HOME_H
#define HAMAWAZ_CLI_HOME_H

#include "base/file.h"
#include "cli/cli.h"
#include "cli/terminal.h"
#include "store/chapter.h"
#include "vault/keys.h"

/* What most commands have; the first member of their values. */
struct home_options {
    const char *data;
    int passphrase_fd;
    bool is_json;
};
#define HOME_OPTION_DATA                                                                                            \
    {                                                                                                               \
        .name = "data", .type = OPTION_TEXT, .offset = offsetof(struct home_options, data), .value_name = "FOLDER", \
        .help = "keys and records; without it $HAMAWAZ_DATA, or hamawaz in $XDG_DATA_HOME"                          \
    }
#define HOME_OPTION_PASSPHRASE                                                                                  \
    {                                                                                                           \
        .name = "passphrase-fd", .type = OPTION_NUMBER, .offset = offsetof(struct home_options, passphrase_fd), \
        .value_name = "N", .initial = "-1", .least = -1, .most = 1023,                                          \
        .help = "for scripts: read the passphrase from this open file, not from the terminal"                   \
    }
#define HOME_OPTION_JSON                                                                       \
    {                                                                                          \
        .name = "json", .type = OPTION_FLAG, .offset = offsetof(struct home_options, is_json), \
        .help = "answer as JSON, for scripts"                                                  \
    }

struct home {
    struct cli *cli;
    const struct home_options *options;
    char folder[FILE_PATH_MAX], keys_path[FILE_PATH_MAX];
    struct keys_public public; /* of the keys there */
    struct keys *keys;         /* NULL until home_unlock */
    struct chapter *chapter;   /* NULL until home_open */
};

/* Says what went wrong as `hamawaz NAME: sentence` and returns CLI_FAILED. */
int home_complain(struct cli *cli, const struct err *err);

/* Finds the folder, makes it when `may_create`, and reads what is public of the keys, if there are any. */
MUST_CHECK bool home_init(struct home *home, struct cli *cli, const struct home_options *options, bool may_create,
                          struct err *err);
void home_finish(struct home *home);

MUST_CHECK bool home_open(struct home *home, bool may_create, struct err *err); /* the store; keys must be there */
MUST_CHECK bool home_unlock(struct home *home, struct err *err);                /* asks for the passphrase */

/* Seconds since 1970. ERR_INVALID: the laptop's date cannot be true. */
MUST_CHECK bool home_now(int64_t *now_s, struct err *err);

#endif
