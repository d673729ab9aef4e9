/* The command line program of chapter leads and content authors. It links no SDL. */
#include <stdio.h>

#include "cli/cli.h"
#include "vault/locked.h"

int main(int argc, char **argv)
{
    struct err err;
    if (!locked_init(&err)) {
        fprintf(stderr, "hamawaz: %s\n", err.text);
        return CLI_FAILED;
    }
    int code = cli_run(stdout, stderr, argc, argv);
    return fflush(stdout) == 0 ? code : CLI_FAILED; /* a full disk behind a pipe is no success */
}
