/* Nobody there for a while: a countdown that offers more time, over whatever the visitor was doing. */
#ifndef HAMAWAZ_SCREENS_COUNTDOWN_H
#define HAMAWAZ_SCREENS_COUNTDOWN_H

struct app;
void countdown_frame(struct app *app);

#endif
