/* Keyboards, mice and touch glass of a machine without a desktop, through libinput: calibrated by udev's
 * LIBINPUT_CALIBRATION_MATRIX, plugged and unplugged at will, all told as SDL's events. Main thread. */
#ifndef HAMAWAZ_GFX_BARE_SEAT_H
#define HAMAWAZ_GFX_BARE_SEAT_H

#include <libudev.h>

struct seat;

enum { SEAT_FDS = 2 };

/* Never fails: without a right to the devices, or without any, there is no input. `udev` may be NULL. */
struct seat *seat_open(struct udev *udev);
void seat_close(struct seat *seat); /* accepts NULL */

/* Readable when there is something to gather; -1: no such. */
void seat_fds(const struct seat *seat, int fds[SEAT_FDS]);

/* The picture has another size: the mouse is in its middle. */
void seat_set_picture(struct seat *seat, int w, int h, int rotation);

/* Puts what came into SDL's queue. */
void seat_gather(struct seat *seat);

/* Where the mouse is in the picture. */
void seat_mouse(const struct seat *seat, int *x, int *y);

#endif
