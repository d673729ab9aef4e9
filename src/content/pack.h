/* The campaign pack: everything a chapter can edit without a programmer, read from YAML into one immutable structure.
 *
 *   campaign.yaml   name, languages, theme, chapters and cities, retention, contact
 *   facts.yaml      the sources that slides and quizzes may lean on
 *   slides/         NNN-name.yaml in name order; a .jpg .png .svg not named by any YAML is shown full-bleed
 *   quizzes/        one deck a file
 *   pledge.yaml     help.yaml     trainer.yaml     images/
 *
 * pack_load lists all faults at once, and returns a pack only when there is none (a "green" pack). A folder whose
 * slides/ holds only pictures and that has no campaign.yaml is a valid slide show. All pointers live until pack_free.
 * Any thread; read-only after load, so it may be shared. */
#ifndef HAMAWAZ_CONTENT_PACK_H
#define HAMAWAZ_CONTENT_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/lang.h"

enum slide_kind {
    SLIDE_STATEMENT, /* says, carry */
    SLIDE_FIGURE,    /* figure, says (what it counts), title (one line above), source */
    SLIDE_QUOTE,     /* says, by */
    SLIDE_LIST,      /* title, items */
    SLIDE_TIMELINE,  /* title, items with `when` */
    SLIDE_MYTH,      /* item: a quiz item of a deck, shown myth first and then its `because` */
    SLIDE_COUNT,     /* title ("pledges so far in this session") */
    SLIDE_PICTURE,   /* image, says (caption, may be empty), credit */
    SLIDE_QR,        /* says, link */
};

struct slide_item {
    struct words when; /* timeline only: "2006" */
    struct words says;
};

struct figure {
    const char *value;  /* digits as shown, "13", "4,175"; counted up when it is a whole number */
    const char *unit;   /* "%", or "" */
    bool is_about;      /* prefix: about */
    double proportion;  /* 0..1 for the line under it; negative: none */
};

struct slide_window { /* yearly, both days inside, may run over the new year; from.month == 0: always */
    struct day from, to; /* year unused (0) */
};

struct slide {
    enum slide_kind kind;
    const char *name;    /* file name without its ending */
    int seconds;         /* on screen; 0: the kind's own */
    int weight;          /* 1..10: shown this many times in a round */
    struct slide_window window;
    struct words title, says, by, source, credit, alt;
    struct words carry;  /* the phrase of `says` that takes the accent; a substring of it */
    struct figure figure;
    const struct slide_item *items;
    size_t item_count;
    const struct quiz_item *myth; /* SLIDE_MYTH */
    const char *image;   /* path of the file, checked at load; NULL: none */
    const char *link;    /* SLIDE_QR */
    bool is_law;         /* a fact is a point of law: the legal footer is shown */
};

enum verdict { VERDICT_MYTH, VERDICT_FACT };

struct quiz_item {
    const char *id;      /* never reused: answers are counted under it */
    enum verdict verdict;
    const char *topic;
    int difficulty;      /* 1..3 */
    struct words statement, because, discuss;
    struct words source; /* what is printed: "Lisak et al., 2010; PPC 375" */
    bool is_law;         /* a source is a point of law: the legal footer is shown */
    const char *reviewed; /* ISO date */
};

struct deck {
    const char *name;    /* file name without its ending */
    struct words title, notice;
    int draw;            /* how many one visitor sees */
    const struct quiz_item *items;
    size_t item_count;
};

struct commitment {
    const char *id;
    struct words says;
};

struct consent {
    const char *purpose; /* "keep", "contact": recorded under this name */
    struct words says;
};

struct pledge_text {
    const char *form;    /* "pledge/1": name/version, goes into each record; "": the pledge is closed */
    struct words title, opening;
    const struct commitment *commitments;
    size_t commitment_count;
    struct words details; /* what details are for; {date} stands for the day they are deleted */
    struct words name_use, phone_use, email_use, city_use; /* stated use of each, one line */
    const struct consent *consents;
    size_t consent_count;
    struct words who_holds, how_long, how_to_withdraw; /* the consent screen's plain talk */
    struct words under_18;                             /* said when no details are asked */
    struct words thanks, heavy;                        /* two calm sentences */
};

struct helpline {
    const char *id, *number; /* number as shown, Latin digits */
    struct words name, does, hours;
    struct words region;     /* empty: the whole country */
    char grade;              /* 'A'..'C' */
    struct day checked;      /* year 0: nobody has called it */
    bool is_danger;          /* "in danger now": first, and in kiln */
};

struct help {
    struct words opening, hospital, closing; /* closing has {date} */
    const struct helpline *lines;
    size_t line_count;
};

/* Statements chosen for a room, in their order. */
struct room_set {
    const char *id;
    struct words title, notice; /* notice: the deck's of the first statement */
    int minutes;                /* planned */
    const struct quiz_item *const *items;
    size_t item_count;
};

struct trainer {
    struct words opening, closing;
    struct words act;        /* the one thing to do, on the room's last card; may be empty */
    const struct room_set *sets;
    size_t set_count;
    const struct words *ground_rules;
    size_t ground_rule_count;
    const struct words *notes;
    size_t note_count;
};

struct chapter {
    const char *id;
    struct words name;
    struct words region;
};

struct pack {
    struct arena arena;
    struct words name, slogan, slogan_carry; /* the campaign's name; the headline of home and its accent phrase */
    enum lang first_lang;
    const char *theme;       /* "deodar" */
    const char *version;     /* shown to staff */
    const char *checked_by;  /* about; may be "" */
    int retention_days;
    struct words contact;
    struct words legal;      /* "General information, not legal advice." */
    const struct chapter *chapters;
    size_t chapter_count;
    const struct words *cities;
    size_t city_count;
    const struct slide *slides;
    size_t slide_count;
    const struct deck *decks; /* decks[0] is the visitor's */
    size_t deck_count;        /* 0: the quiz is closed */
    struct pledge_text pledge;
    struct help help;
    struct trainer trainer;
};

/* One fault: `where` is "file:line" with the file relative to the pack. */
struct fault {
    char *where, *what, *mend;
    bool is_warning; /* does not make the pack red */
    long order;      /* by file and line */
};

/* The faults of a check, and what it counted on its way. Beyond the first thousand, faults are counted only. */
struct fault_list {
    struct fault *at;
    size_t count, room;
    size_t error_count, warning_count;
    size_t slide_count, item_count; /* slides and quiz items seen */
    size_t unread_count;            /* files that are not there or not YAML */
    size_t missing[LANG_COUNT];     /* texts without words in this language */
};
void fault_list_finish(struct fault_list *list);

/* What the check knows besides the pack: letters that the shipped fonts have (fonts/ coverage file; NULL: not checked),
 * and today, for dates that have passed (year 0: not checked). */
struct pack_check {
    const char *coverage_path;
    struct day today;
};

/* Reads the folder; every fault goes into `faults`, in file order. Returns the pack when error_count is 0, else NULL.
 * A folder that cannot be read is one fault. */
struct pack *pack_load(const char *folder, const struct pack_check *check, struct fault_list *faults);

/* The pack compiled in: one statement slide, the quiz and pledge closed, police 15. Never fails. */
struct pack *pack_fallback(void);

void pack_free(struct pack *pack);

/* May be shown to visitors: called by someone, or `is_demonstration` and grade A. */
bool helpline_is_shown(const struct helpline *line, bool is_demonstration);

/* True on every day when the window is empty; handles 25 December to 5 January. */
bool slide_window_holds(const struct slide_window *window, struct day today);

const char *slide_kind_name(enum slide_kind kind); /* "statement" */

/* Longest text of each language in the pack, for layout tests: calls `each` for every non-empty text. */
void pack_each_text(const struct pack *pack, void (*each)(enum lang lang, const char *text, void *arg), void *arg);

#endif
