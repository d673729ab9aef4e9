/* What is cut: runs of the store, and what each promised when. */
#ifndef HAMAWAZ_TESTS_CRASH_SCENARIOS_H
#define HAMAWAZ_TESTS_CRASH_SCENARIOS_H

#include "crash/crash.h"
#include "store_fixture.h"

enum { LINES_MAX = 64, PROMISES_MAX = 128, RUN_STREAMS = 3 };
#define RUN_STREAM_NAMES "apq"

/* What was thanked for, at one moment. */
struct promise {
    int pledges, notices, quizzes, tries, votes;
};

/* Which of the two files has to do alone. */
enum alone { BOTH, DATABASE_ALONE, JOURNAL_ALONE };

struct scenario {
    const char *name;
    void (*prepare)(struct fixture *at); /* leaves a folder, closed */
    void (*act)(struct fixture *at);     /* is recorded */
    enum alone alone;
    const char *pragma;    /* controls: weakens the database */
    const char *unflushed; /* controls: see crash.h */
    int percent;           /* of all states */
};

/* A scenario on its way: what was recorded, and the truth about it. */
struct run {
    const struct scenario *scenario;
    struct fixture at;
    struct crash crash;
    struct promise promise[PROMISES_MAX]; /* crash_mark's number is its place */
    int promises;
    char *line[RUN_STREAMS][LINES_MAX]; /* every notice, pledge, sealed quiz, by RUN_STREAM_NAMES */
    int lines[RUN_STREAMS];
    struct {
        int may, must; /* from which promise on it may and must be gone; 0: never (else the place and one) */
    } go[RUN_STREAMS][LINES_MAX];
    uint64_t seed;
};

/* Each table ends with a row without a name. */
extern const struct scenario scenarios[];         /* must hold */
extern const struct scenario second_cut;          /* cuts in the start after a cut of the seed's choice */
extern const struct scenario scenario_controls[]; /* weaker stores, which must not */

/* Prepares and records; ends. */
void run_init(struct run *run, const struct scenario *scenario, uint64_t seed);
void run_finish(struct run *run);

/* Takes the open store's lines for true, those that are not known yet. */
void run_take_lines(struct run *run, struct fixture *at);

/* The run that acts promise for; and: what was counted in its newest promise is thanked for now. */
extern struct run *running;
void promise(void);
struct promise what_is_held(struct fixture *at);

#endif
