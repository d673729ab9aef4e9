/* Every command of a lead goes the same way in: folder, keys, store, and the passphrase only when it is needed. */
#include "cli/home.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "vault/locked.h"

#define KEYS_NAME "keys"

int home_complain(struct cli *cli, const struct err *err)
{
    fprintf(cli->err, "hamawaz %s: ", cli->command->name);
    if (err->where[0] != '\0') {
        terminal_plain(cli->err, err->where);
        fputs(": ", cli->err);
    }
    fprintf(cli->err, "%s\n", err->text);
    return CLI_FAILED;
}

/* XDG base directory specification, as freedesktop.org has it. */
static bool find_folder(char folder[FILE_PATH_MAX], const char *given, struct err *err)
{
    const char *own = given != NULL ? given : getenv("HAMAWAZ_DATA"), *share = getenv("XDG_DATA_HOME");
    const char *user = getenv("HOME");
    int n = -1;
    if (own != NULL)
        n = snprintf(folder, FILE_PATH_MAX, "%s", own);
    else if (share != NULL && share[0] == '/')
        n = snprintf(folder, FILE_PATH_MAX, "%s/hamawaz", share);
    else if (user != NULL)
        n = snprintf(folder, FILE_PATH_MAX, "%s/.local/share/hamawaz", user);
    return (n > 0 && n < FILE_PATH_MAX / 2) ||
           err_set(err, ERR_USAGE, "", "It is not known where the records are: say --data=FOLDER.");
}

bool home_init(struct home *home, struct cli *cli, const struct home_options *options, bool may_create, struct err *err)
{
    *home = (struct home){.cli = cli, .options = options};
    if (!find_folder(home->folder, options->data, err) || (may_create && !file_make_folder(home->folder, err)))
        return false;
    file_join(home->keys_path, home->folder, KEYS_NAME);
    return !file_exists(home->keys_path) || keys_read_public(home->keys_path, &home->public, err);
}

void home_finish(struct home *home)
{
    chapter_close(home->chapter);
    keys_free(home->keys);
}

bool home_open(struct home *home, bool may_create, struct err *err)
{
    if (home->public.count == 0)
        return err_set(err, ERR_MISSING, home->keys_path, "There are no keys yet: `hamawaz keygen` makes them.");
    return chapter_open(home->folder, may_create, &home->chapter, err);
}

bool home_unlock(struct home *home, struct err *err)
{
    if (home->public.count == 0)
        return err_set(err, ERR_MISSING, home->keys_path, "There are no keys yet: `hamawaz keygen` makes them.");
    char *secret = locked_alloc(SECRET_MAX);
    bool is_open = terminal_read(home->options->passphrase_fd, "Passphrase: ", true, secret, err) &&
                   keys_unlock(home->keys_path, secret, &home->keys, err);
    locked_free(secret);
    return is_open;
}

bool home_now(int64_t *now_s, struct err *err)
{
    *now_s = clock_wall_s(&(struct clock){0});
    return clock_is_plausible(*now_s) ||
           err_set(err, ERR_INVALID, "", "The date of this laptop is wrong: set it, then try again.");
}
