/* Events as the store knows them: one at most is open; every record carries its id; its funnel is counts and nothing
 * else. And the clock as a trainer confirmed it. One thread at a time, as store.h. */
#ifndef HAMAWAZ_STORE_EVENT_H
#define HAMAWAZ_STORE_EVENT_H

#include "base/clock.h"
#include "base/str.h"
#include "store/store.h"

enum { EVENT_VENUE_MAX = 96, EVENT_PEOPLE_MAX = 9999, ROOM_RUN_ID_MAX = 40 };
enum event_kind { EVENT_UNIVERSITY, EVENT_PRESS_CLUB, EVENT_GOVERNMENT, EVENT_NGO, EVENT_OTHER, EVENT_KIND_COUNT };
const char *event_kind_name(enum event_kind kind); /* "press-club": as stored */

struct store_event {
    char id[STORE_EVENT_MAX];
    char venue[EVENT_VENUE_MAX];
    enum event_kind kind;
    int people;        /* expected; 0: not said */
    char day[12];      /* 2026-11-25, as the trainer confirmed it */
    int64_t opened_s, closed_s; /* wall time; closed 0: running */
    int64_t visits, quizzes, pledges; /* begun, finished, taken */
};

/* Opens an event at `venue` (trimmed by the caller), with the day of the clock as it is now; *opened is filled in.
 * ERR_INVALID: one is open already, the venue has no name or is too long, people is below 0 or too large. */
MUST_CHECK bool store_open_event(struct store *store, const char *venue, enum event_kind kind, int people,
                                 struct store_event *opened, struct err *err);

/* Closes the running event: its counts become a record. ERR_INVALID: none is open. */
MUST_CHECK bool store_close_event(struct store *store, struct err *err);

/* The running event; id "" when none is. */
MUST_CHECK bool store_event_now(struct store *store, struct store_event *event, struct err *err);

/* Every event, the newest first, until the visitor returns false. */
typedef bool store_event_visit(const struct store_event *event, void *arg, struct err *err);
MUST_CHECK bool store_each_event(struct store *store, store_event_visit *visit, void *arg, struct err *err);

/* A visit began; nothing to do when no event is open. */
MUST_CHECK bool store_count_visit(struct store *store, struct err *err);

/* A room quiz of the running event as text, whole, at every change (`id` as store_new_room_id made it); like the PIN's
 * tries it is saved even on a full disk, as long as there is any room. */
void store_new_room_id(char id[ROOM_RUN_ID_MAX]);
MUST_CHECK bool store_save_room(struct store *store, const char *id, const char *state, struct err *err);

/* The room quizzes of an event in the order in which they began. */
typedef bool store_room_visit(const char *id, const char *state, void *arg, struct err *err);
MUST_CHECK bool store_each_room(struct store *store, const char *event, store_room_visit *visit, void *arg,
                                struct err *err);

/* The newest room quiz of the running event; `id` and `state` "" when there is none. */
MUST_CHECK bool store_last_room(struct store *store, char id[ROOM_RUN_ID_MAX], struct str *state, struct err *err);

/* A trainer says it is `said_s` (seconds since 1970 UTC) now: an anchor record. */
MUST_CHECK bool store_confirm_clock(struct store *store, int64_t said_s, struct err *err);

/* By how many seconds the wall clock is to be moved so that it shows what was last confirmed in this boot; has_anchor
 * false, and 0: nothing was. */
MUST_CHECK bool store_clock_offset(struct store *store, bool *has_anchor, int64_t *offset_s, struct err *err);

#endif
