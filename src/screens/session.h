/* What the kiosk asks of the session around it, which alone may mount a stick, change hamawaz.conf or switch the
 * machine off: an empty file in the folder of --ask, which the session watches. Without that folder nothing is asked.
 * Main thread. */
#ifndef HAMAWAZ_SCREENS_SESSION_H
#define HAMAWAZ_SCREENS_SESSION_H

struct app;

enum session_wish {
    SESSION_STICK,     /* a stick, for as long as it is asked for */
    SESSION_PIN_TAKEN, /* the PIN's digits are no longer needed in hamawaz.conf */
    SESSION_OFF,       /* staff have left the kiosk */
};

void session_ask(const struct app *app, enum session_wish wish);
void session_take_back(const struct app *app, enum session_wish wish);

#endif
