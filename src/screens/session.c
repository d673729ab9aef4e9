/* A wish is a file's name and nothing more, so that whoever serves it has nothing to parse. */
#include "screens/session.h"

#include <stdio.h>
#include <unistd.h>

#include "screens/app.h"

static bool wish_path(const struct app *app, enum session_wish wish, char path[FILE_PATH_MAX])
{
    static const char *const names[] = {
        [SESSION_STICK] = "stick",
        [SESSION_PIN_TAKEN] = "pin-taken",
        [SESSION_OFF] = "off",
    };
    if (app->settings->ask)
        file_join(path, app->settings->ask, names[wish]);
    return app->settings->ask != NULL;
}

void session_ask(const struct app *app, enum session_wish wish)
{
    char path[FILE_PATH_MAX];
    struct err err;
    if (wish_path(app, wish, path) && !file_write_atomic(path, "", 0, 0600, &err))
        fprintf(stderr, "hamawaz-kiosk: the session cannot be asked: %s\n", err.text);
}

void session_take_back(const struct app *app, enum session_wish wish)
{
    char path[FILE_PATH_MAX];
    if (wish_path(app, wish, path))
        unlink(path);
}
