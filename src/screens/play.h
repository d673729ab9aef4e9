/* A scripted visit being played: time, and the commands that stand for hands. What each command means stands in
 * script.c. A command takes the rest of its line and returns false, with play->err set, when the step does not hold. */
#ifndef HAMAWAZ_SCREENS_PLAY_H
#define HAMAWAZ_SCREENS_PLAY_H

#include "screens/app.h"

struct play {
    struct app *app;
    const char *path, *shots;
    int line, steps, inspected, findings;
    const char *again; /* first line of a repeat; NULL outside one */
    int again_line, left;
    struct event finger; /* where it went down */
    long busy_ms;
    struct err *err;
};

bool play_refuse(struct play *play, const char *what, const char *name); /* false */
void play_draw(struct app *app);                                         /* where a frame is wanted */
void play_let_pass(struct app *app, int64_t ms);
void play_settle_all(struct app *app); /* until the worker rests and nothing moves */
void play_send(struct app *app, struct event event);

bool play_press(struct play *play, char *rest);
bool play_lift(struct play *play, char *rest);
bool play_tap(struct play *play, char *rest);
bool play_reach(struct play *play, char *rest);
bool play_hold(struct play *play, char *rest);
bool play_key(struct play *play, char *rest);
bool play_type(struct play *play, char *rest);
bool play_wait(struct play *play, char *rest);
bool play_settle(struct play *play, char *rest);

#endif
