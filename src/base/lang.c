/* The languages and gettext. One table has everything that differs between languages; a new language is a line in it, a
 * name in enum lang and a catalogue. */
#include "base/lang.h"

#include <locale.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

/* glibc's catalogue generation: gettext keeps an answer until this changes (gettext manual, "Being a gettext grok"). */
extern int _nl_msg_cat_cntr;

static const struct {
    const char *code;
    const char *own_name;
    bool is_rtl;
} languages[LANG_COUNT] = {
    [LANG_UR] = {"ur", "اردو", true},
    [LANG_EN] = {"en", "English", false},
};

bool lang_init(const char *folder, struct err *err)
{
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return err_set(err, ERR_UNAVAILABLE, NULL, "The locale C.UTF-8 is missing; install the package libc-bin.");
    if (bindtextdomain("hamawaz", folder) == NULL || bind_textdomain_codeset("hamawaz", "UTF-8") == NULL ||
        textdomain("hamawaz") == NULL)
        return err_set(err, ERR_UNAVAILABLE, folder, "The catalogue of screen texts cannot be opened.");
    lang_select(LANG_UR);
    return true;
}

void lang_select(enum lang lang)
{
    CHECK(setenv("LANGUAGE", lang_code(lang), 1) == 0);
    _nl_msg_cat_cntr++;
}

const char *lang_code(enum lang lang)
{
    CHECK((unsigned)lang < LANG_COUNT);
    return languages[lang].code;
}

const char *lang_own_name(enum lang lang)
{
    CHECK((unsigned)lang < LANG_COUNT);
    return languages[lang].own_name;
}

bool lang_is_rtl(enum lang lang)
{
    CHECK((unsigned)lang < LANG_COUNT);
    return languages[lang].is_rtl;
}

enum lang lang_other(enum lang lang)
{
    return lang == LANG_UR ? LANG_EN : LANG_UR;
}

bool lang_from_code(const char *code, enum lang *lang)
{
    for (unsigned i = 0; i < LANG_COUNT; i++) {
        if (str_equal(languages[i].code, code)) {
            *lang = (enum lang)i;
            return true;
        }
    }
    return false;
}

const char *words_in(const struct words *words, enum lang lang)
{
    const enum lang order[] = {lang, LANG_UR, LANG_EN};
    for (size_t i = 0; i < COUNT_OF(order); i++)
        if (words->in[order[i]] != NULL)
            return words->in[order[i]];
    return "";
}

bool words_are_empty(const struct words *words)
{
    for (unsigned i = 0; i < LANG_COUNT; i++)
        if (words->in[i] != NULL)
            return false;
    return true;
}
