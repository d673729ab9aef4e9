/* The graphics cards of this machine and what is plugged into them, as the kernel tells (DRM, udev). Main thread. */
#ifndef HAMAWAZ_GFX_BARE_CARDS_H
#define HAMAWAZ_GFX_BARE_CARDS_H

#include <libudev.h>
#include <stdbool.h>
#include <stdint.h>
#include <xf86drmMode.h>

enum { CARDS_MAX = 8, HEADS_MAX = 16 };

struct card {
    int fd; /* -1: a free place */
    char path[32];
    bool is_gone;    /* pulled out; the place is freed when nothing is shown on it */
    int shown_count; /* displays open on it */
};

/* A connector with a display behind it. */
struct head {
    struct card *card;
    uint32_t connector_id;
    int rank; /* 0 built in, 1 plugged in, 2 perhaps: the kernel cannot tell */
};

struct cards {
    struct card card[CARDS_MAX];
    struct head heads[HEADS_MAX]; /* best first */
    int head_count;
    struct udev_monitor *monitor; /* NULL: nobody tells what comes and goes */
};

/* A machine without any card is fine: one may come. `udev` may be NULL. */
void cards_init(struct cards *cards, struct udev *udev);
void cards_finish(struct cards *cards);

/* Readable when a card or a display came or went; -1: nobody tells. */
int cards_fd(const struct cards *cards);

/* Takes what was told on cards_fd: true when it is time for cards_look. */
bool cards_are_told(struct cards *cards);

/* Asks every connector what is behind it, up to 0.1 s each. Pointers to heads end here. */
void cards_look(struct cards *cards);

/* Displays that are surely there. */
int cards_count(const struct cards *cards);

/* Is something plugged in there still? */
bool cards_have(const struct cards *cards, const struct card *card, uint32_t connector_id);

#endif
