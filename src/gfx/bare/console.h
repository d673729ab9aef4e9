/* The console under a bare display: its text stays away, and its keyboard stays deaf to what would switch consoles or
 * reboot, until it is given back. Main thread. */
#ifndef HAMAWAZ_GFX_BARE_CONSOLE_H
#define HAMAWAZ_GFX_BARE_CONSOLE_H

#include <stdbool.h>

/* Is there one: the standard input, as a service has it, or the terminal that the program was started from? */
bool console_is_there(void);

/* Takes it, once a process. It comes back with console_give_back, and also when a signal ends the program, but for
 * SIGKILL: whoever sends that has to reset the terminal (systemd: TTYReset=yes). Without a console, or without the
 * right to it, nothing happens: picture and keys work all the same. */
void console_take(void);
void console_give_back(void);

#endif
