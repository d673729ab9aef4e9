/* What drives the app: people, or a script. */
#ifndef HAMAWAZ_SCREENS_RUN_H
#define HAMAWAZ_SCREENS_RUN_H

#include "base/err.h"

struct app;

/* The live loop: sleeps until input, a finished job or the next frame that something wants; returns when staff leave
 * (or the window is closed). */
void run_live(struct app *app);

/* Plays a scripted visit on the app's fake clock; one command a line, see tests/README.md. Pictures go to `shots`
 * (NULL: none are saved). ERR_INVALID with file:line at the first step that does not hold. */
MUST_CHECK bool run_script(struct app *app, const char *path, const char *shots, struct err *err);

#endif
