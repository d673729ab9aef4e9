/* What can be set when the program starts: one table (settings.c), from which parser, --help and the man page come. */
#ifndef HAMAWAZ_SCREENS_SETTINGS_H
#define HAMAWAZ_SCREENS_SETTINGS_H

#include <stdbool.h>

#include "base/option.h"

struct settings {
    const char *pack; /* folder; NULL: the shipped campaign */
    const char *data; /* folder of keys and records; NULL: none, pledges closed */
    const char *stick; /* folder where the chapter's stick appears */
    const char *config; /* hamawaz.conf; NULL: none */
    const char *ask;   /* folder in which the session is asked; NULL: there is none */
    int lang;         /* 0 the pack's first, 1 ur, 2 en */
    int theme;        /* 0 the pack's, 1 deodar, 2 paper, 3 high */
    int output; /* enum output_kind */
    bool is_windowed;
    bool is_offscreen;
    struct option_size size;
    int rotate;    /* 0..3 quarter turns clockwise */
    int text_size; /* 0..2 */
    int speed_percent;
    bool is_motion_reduced, is_slow;
    const char *script;  /* a scripted visit */
    const char *measure; /* file for every frame: its milliseconds, screen, when it was shown */
    const char *shots;   /* folder for the script's pictures */
    bool wants_version, wants_help, wants_man;
};

extern const struct option settings_table[];
extern const size_t settings_count;

#endif
