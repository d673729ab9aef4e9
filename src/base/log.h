/* The log: a code and two integers a line, so that no user's text can enter. Lines go to standard error as
 * `ticks_ms code name a b`. Any thread. At most 20 lines a code and minute; what is held back is counted and told
 * by LOG_HELD_BACK when that code is next logged in a later minute. */
#ifndef HAMAWAZ_BASE_LOG_H
#define HAMAWAZ_BASE_LOG_H

#include <stdint.h>

#define LOG_EVENTS(X)                                                                                                 \
    X(LOG_START, "start")                                                                                             \
    X(LOG_STOP, "stop")                                                                                               \
    X(LOG_PACK_LOADED, "pack-loaded")       /* slides, quiz items */                                                  \
    X(LOG_PACK_REFUSED, "pack-refused")     /* faults */                                                              \
    X(LOG_STORE_OPEN, "store-open")         /* records, reconciled */                                                 \
    X(LOG_STORE_REFUSED, "store-refused")   /* err_code */                                                            \
    X(LOG_PLEDGE_SAVED, "pledge-saved")     /* sequence, milliseconds */                                              \
    X(LOG_PLEDGE_REFUSED, "pledge-refused") /* err_code */                                                            \
    X(LOG_RENDERER, "renderer")             /* 0 software, 1 accelerated; display height */                           \
    X(LOG_DISPLAY, "display")               /* lit on a bare machine: pixels across and down; 0, 0: it went */        \
    X(LOG_CONSOLE, "console")               /* 1 the keyboard is ours; 1 the text is away */                          \
    X(LOG_IMAGE_REFUSED, "image-refused")   /* slide index, err_code */                                               \
    X(LOG_LETTER_MISSING, "letter-missing") /* code point */                                                          \
    X(LOG_IDLE_WIPE, "idle-wipe")                                                                                     \
    X(LOG_PIN_WRONG, "pin-wrong")           /* failures so far, wait in seconds */                                    \
    X(LOG_STAFF_OPEN, "staff-open")                                                                                   \
    X(LOG_FORGOTTEN, "forgotten")           /* pledges */                                                             \
    X(LOG_HELD_BACK, "held-back")           /* code, lines */

#define LOG_AS_ENUM(id, name) id,
enum log_code { LOG_EVENTS(LOG_AS_ENUM) LOG_CODE_COUNT };
#undef LOG_AS_ENUM

void log_event(enum log_code code, int64_t a, int64_t b);

/* The same at a moment the caller names, in milliseconds of clock_mono_ms. */
void log_event_at(int64_t now_ms, enum log_code code, int64_t a, int64_t b);

/* Lines written since the program began, all codes; for tests. */
uint64_t log_written(void);

#endif
