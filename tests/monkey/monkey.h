/* The monkey's memory, and what its files share: look.c sees what must hold, deeds.c acts, monkey.c lives and dies. */
#ifndef HAMAWAZ_TESTS_MONKEY_H
#define HAMAWAZ_TESTS_MONKEY_H

#include "gfx/input.h"
#include "kiosk.h"

enum { DEEDS_KEPT = 12, SCREENS_KEPT = 32 };

/* Faults planted for the controls. */
enum plant { PLANT_NOTHING, PLANT_ABORT, PLANT_DEAD, PLANT_GROWTH, PLANT_STUCK, PLANT_HANG, PLANT_COUNT };

/* What the parent sees of its child, in memory of both. */
struct told {
    uint64_t events, passes, frames, visits, longest_us; /* delivered; of them looked at by a screen; drawn; ended */
    int64_t pledges;
    char deed[DEEDS_KEPT][64]; /* the last ones, in a ring */
    unsigned deeds;
    char wrong[160]; /* what did not hold */
    struct {
        char name[16];
        uint64_t passes;
    } screen[SCREENS_KEPT];
};

struct monkey {
    struct kiosk kiosk;
    struct app *app;
    struct told *told;
    struct input input;
    uint64_t random;
    enum plant plant;
    int64_t first_bytes; /* of memory, at the end of the first visit */
    int first_files;     /* open, likewise */
};

/* monkey.c: chance, and one event or one turn of the live loop. */
int below(struct monkey *monkey, int n); /* 0..n-1 */
bool is_once_in(struct monkey *monkey, int n);
void note(struct monkey *monkey, const char *format, ...) __attribute__((format(printf, 2, 3)));
int64_t monkey_now_ms(const struct monkey *monkey);
void monkey_send(struct monkey *monkey, SDL_Event from);
void monkey_pass(struct monkey *monkey, const struct event *event);
void monkey_turn(struct monkey *monkey, bool is_drawn);

/* look.c: each ends the child when something does not hold. */
void look_at_pass(struct monkey *monkey);
void look_at_frame(struct monkey *monkey);
void look_at_end(struct monkey *monkey, bool was_visit); /* when everybody has gone */
void must(struct monkey *monkey, bool is_true, const char *what);

/* deeds.c: one at random; and all fingers off the glass. */
void act(struct monkey *monkey);
void lift_all(struct monkey *monkey);

#endif
