/* The languages on screen, and the switch between them at run time.
 *
 * gettext obeys LANGUAGE only when the locale is not plain "C", so lang_init sets C.UTF-8 (present on every Debian 12);
 * a switch sets LANGUAGE and bumps _nl_msg_cat_cntr, which makes gettext look again (gettext manual, 2.3.4). Main
 * thread only. */
#ifndef HAMAWAZ_BASE_LANG_H
#define HAMAWAZ_BASE_LANG_H

#include <libintl.h>
#include <stdbool.h>

#include "base/err.h"

enum lang { LANG_UR, LANG_EN, LANG_COUNT };

/* Words of one text in every language; NULL where it is missing. */
struct words {
    const char *in[LANG_COUNT];
};

/* `folder` holds <code>/LC_MESSAGES/hamawaz.mo. ERR_UNAVAILABLE when the locale cannot be set. */
MUST_CHECK bool lang_init(const char *folder, struct err *err);

/* From now on _() answers in `lang`. */
void lang_select(enum lang lang);

const char *lang_code(enum lang lang); /* "ur", "en" */
const char *lang_own_name(enum lang lang); /* "اردو", "English": never translated */
bool lang_is_rtl(enum lang lang);
enum lang lang_other(enum lang lang); /* of the two */
bool lang_from_code(const char *code, enum lang *lang);

/* The words in `lang`, else Urdu, else English, else "". Never NULL. */
const char *words_in(const struct words *words, enum lang lang);
bool words_are_empty(const struct words *words); /* missing in every language */

#define _(text) gettext(text)
#define N_(text) text /* marks a constant for the catalogue; _() it where it is shown */

#endif
