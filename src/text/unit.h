/* The code points of a paragraph in logical order, with what each stage finds out about them. */
#ifndef HAMAWAZ_TEXT_UNIT_H
#define HAMAWAZ_TEXT_UNIT_H

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UNITS_MAX = 4000 };

enum unit_break { BREAK_NONE, BREAK_MAY, BREAK_MUST };

struct unit {
    uint32_t cp;
    uint32_t byte;  /* where it begins in the source */
    uint8_t level;  /* of bidirectional embedding; odd is right to left */
    uint8_t font;   /* enum font_id */
    uint8_t brk;    /* enum unit_break: may a line end after it? */
    bool is_mark;   /* cp_is_mark */
    bool is_glued;  /* inside a number or name that no line may tear */
};

/* `at` has room for one more than `count`. */
struct units {
    struct unit *at;
    size_t count;
    bool is_cut; /* the source was longer than UNITS_MAX */
};
void units_finish(struct units *units);                /* overwrites, then frees */
void units_shorten(struct units *units, size_t count); /* overwrites what is left over */

/* Decodes, drops what has no shape (controls, bad bytes, variation selectors), composes marks with their letters where
 * one code point exists, keeps at most three marks a letter, makes Urdu digits of Arabic ones and '\n' of every line
 * end. */
struct units units_clean(const char *utf8, size_t n);

/* Surrounds each Latin or number token outside explicit isolates with LRI and PDI, so that right-to-left text cannot
 * reorder it, and glues it; with `is_rtl` false only glues telephone numbers. Doing it twice changes nothing. */
void units_isolate(struct units *units, bool is_rtl);

/* The language's direction, but for a text that has letters of the other direction only (an English name on an Urdu
 * page): that runs its own way. */
bool units_direction(const struct units *units, bool is_rtl);

/* Fills the levels by UAX #9 and drops the controls that said so. */
void units_resolve_levels(struct units *units, bool is_rtl);

hb_unicode_general_category_t cp_category(uint32_t cp);
bool cp_is_mark(uint32_t cp);         /* belongs to what stands before it: combining marks and joiners */
bool cp_is_joiner(uint32_t cp);       /* shapes its neighbours without a shape of its own: ZWNJ, ZWJ, word joiner */
bool cp_is_space(uint32_t cp);        /* including '\n', NBSP and the zero-width space */
bool cp_is_bidi_control(uint32_t cp);
bool cp_is_arabic(uint32_t cp);       /* of the Arabic blocks: letters, marks, signs, Urdu digits */

#endif
