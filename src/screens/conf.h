/* hamawaz.conf, the few settings that people change without a terminal: `name = value` a line, the rest of a line after
 * # is not read. Names and values are those of the options; besides
 *
 *   chapter = ID         stands first where visitors choose their chapter
 *   pin = 12345678       a staff PIN to be set; "taken" or nothing: none
 *
 * What is not understood is a fault, named by its line, and the kiosk does without it. */
#ifndef HAMAWAZ_SCREENS_CONF_H
#define HAMAWAZ_SCREENS_CONF_H

#include <stddef.h>

#include "model/pin.h"
#include "screens/settings.h"

enum { CONF_FAULTS_MAX = 6, CONF_FAULT_BYTES = 200 };

/* In locked memory, as it may hold a PIN. */
struct conf {
    char pin[PIN_DIGITS + 1];
    char chapter[64];
    char faults[CONF_FAULTS_MAX][CONF_FAULT_BYTES]; /* sentences in English, without any value that was given */
    size_t fault_count;
};

/* Puts what the file says into `settings` and `conf`, which holds nothing yet. No file: nothing is said. */
void conf_read(const char *path, struct settings *settings, struct conf *conf);

#endif
