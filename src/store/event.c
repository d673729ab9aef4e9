/* Events: a row each, and two records in the audit stream: `event` when it opens and when it closes. The closing record
 * says everything again, so that a chapter that received only one of them knows the event.
 *
 * Counts of a running event are differences: what the stream holds now less what it held at the opening. */
#include "store/event.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/inside.h"

static const char *const kinds[EVENT_KIND_COUNT] = {"university", "press-club", "government", "ngo", "other"};

const char *event_kind_name(enum event_kind kind)
{
    return kinds[kind];
}

static enum event_kind kind_of(const char *name)
{
    for (enum event_kind kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (str_equal(kinds[kind], name))
            return kind;
    return EVENT_OTHER;
}

/* A JSON text (RFC 8259, section 7): quotes, backslashes and control characters are escaped. */
static void add_json_text(struct str *json, const char *text)
{
    str_add(json, "\"");
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20)
            str_addf(json, "\\u%04x", *text);
        else if (*text == '"' || *text == '\\')
            str_addf(json, "\\%c", *text);
        else
            str_append(json, text, 1);
    }
    str_add(json, "\"");
}

static bool add_event_record(struct store *store, const struct store_event *event, const char *what, struct err *err)
{
    struct str json = {0};
    str_addf(&json, "{\"what\":\"%s\",\"type\":\"%s\",\"people\":%d,\"day\":\"%s\",\"venue\":", what,
             event_kind_name(event->kind), event->people, event->day);
    add_json_text(&json, event->venue);
    if (event->closed_s != 0)
        str_addf(&json, ",\"visits\":%" PRId64 ",\"quizzes\":%" PRId64 ",\"pledges\":%" PRId64, event->visits,
                 event->quizzes, event->pledges);
    str_add(&json, "}");
    bool is_added = store_add_public(store, "event", str_get(&json), err);
    str_finish(&json);
    return is_added;
}

/* "2026-11-25-3f9c2a71": the day for people, the rest so that no two kiosks name two events alike. */
static void name_event(struct store_event *event)
{
    struct day day = clock_day(event->opened_s);
    snprintf(event->day, sizeof event->day, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,
             (unsigned)day.day % 100);
    snprintf(event->id, sizeof event->id, "%s-%08" PRIx32, event->day, (uint32_t)vault_random());
}

static bool check_event(const struct store *store, const char *venue, int people, struct err *err)
{
    if (store->event[0] != '\0')
        return err_set(err, ERR_INVALID, "", "An event is open already: close it first.");
    if (venue[0] == '\0' || strlen(venue) >= EVENT_VENUE_MAX || !utf8_is_valid(venue, strlen(venue)))
        return err_set(err, ERR_INVALID, "", "Give the venue a name, in at most 95 bytes.");
    if (people < 0 || people > EVENT_PEOPLE_MAX)
        return err_set(err, ERR_INVALID, "", "The number of people expected is 0 to %d.", EVENT_PEOPLE_MAX);
    return true;
}

static bool insert_event(struct store *store, const struct store_event *event, struct err *err)
{
    static const char insert[] = "INSERT INTO event SELECT ?, ?, ?, ?, ?, ?, 0, 0, p.records, 0, q.records, 0"
                                 " FROM stream p, stream q WHERE p.name = 'p' AND q.name = 'q'";
    return store_begin(store, err) &&
           db_run(&store->db, insert,
                  VALUES(WORD(event->id), WORD(event->venue), WORD(event_kind_name(event->kind)), INT(event->people),
                         WORD(event->day), INT(event->opened_s)),
                  err) &&
           db_script(&store->db, "COMMIT", err);
}

/* An event without its record is taken back, as far as the disk lets us; *err, set before, says why. Returns false. */
static bool take_back(struct store *store, const struct store_event *event)
{
    struct err ignored;
    bool is_gone = store_begin_session(store, "", &ignored) &&
                   db_run(&store->db, "DELETE FROM event WHERE id = ?", VALUES(WORD(event->id)), &ignored);
    return !is_gone && store_fail(store);
}

bool store_open_event(struct store *store, const char *venue, enum event_kind kind, int people,
                      struct store_event *opened, struct err *err)
{
    if (!store_ready(store, err) || !check_event(store, venue, people, err))
        return false;
    struct store_event event = {.kind = kind, .people = people, .opened_s = clock_wall_s(store->clock)};
    (void)str_copy(event.venue, sizeof event.venue, venue);
    name_event(&event);
    if (!insert_event(store, &event, err))
        return store_fail(store);
    if (!store_begin_session(store, event.id, err) || !add_event_record(store, &event, "opened", err))
        return take_back(store, &event);
    *opened = event;
    return true;
}

static const char select_event[] =
    "SELECT e.id, venue, kind, people, day, opened_s, closed_s, visits,"
    " CASE closed_s WHEN 0 THEN max(0, p.records - pledges_from) ELSE pledges END,"
    " CASE closed_s WHEN 0 THEN max(0, q.records - quizzes_from) ELSE quizzes END"
    " FROM event e, stream p, stream q WHERE p.name = 'p' AND q.name = 'q' ORDER BY e.rowid DESC";

static void take_text(struct rows *rows, int column, char *into, size_t room)
{
    size_t n;
    (void)str_copy(into, room, rows_text(rows, column, &n));
}

static void read_event(struct rows *rows, struct store_event *event)
{
    char kind[32];
    *event = (struct store_event){.people = (int)rows_int(rows, 3),
                                  .opened_s = rows_int(rows, 5),
                                  .closed_s = rows_int(rows, 6),
                                  .visits = rows_int(rows, 7),
                                  .pledges = rows_int(rows, 8),
                                  .quizzes = rows_int(rows, 9)};
    take_text(rows, 0, event->id, sizeof event->id);
    take_text(rows, 1, event->venue, sizeof event->venue);
    take_text(rows, 2, kind, sizeof kind);
    take_text(rows, 4, event->day, sizeof event->day);
    event->kind = kind_of(kind);
}

bool store_each_event(struct store *store, store_event_visit *visit, void *arg, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    bool is_good = store_ready(store, err) && rows_open(&store->db, select_event, NO_VALUES, &rows, err) &&
                   rows_step(&store->db, &rows, &is_there, err);
    while (is_good && is_there) {
        struct store_event event;
        read_event(&rows, &event);
        is_good = visit(&event, arg, err) && rows_step(&store->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

struct wanted {
    const char *id;
    struct store_event *found;
};

static bool take_wanted(const struct store_event *event, void *arg, struct err *err)
{
    const struct wanted *wanted = arg;
    (void)err;
    if (str_equal(event->id, wanted->id))
        *wanted->found = *event;
    return true;
}

bool store_event_now(struct store *store, struct store_event *event, struct err *err)
{
    struct wanted wanted = {store->event, event};
    *event = (struct store_event){0};
    return store->event[0] == '\0' || store_each_event(store, take_wanted, &wanted, err);
}

bool store_close_event(struct store *store, struct err *err)
{
    struct store_event event;
    if (!store_ready(store, err) || !store_event_now(store, &event, err))
        return false;
    if (event.id[0] == '\0')
        return err_set(err, ERR_INVALID, "", "No event is open.");
    event.closed_s = clock_wall_s(store->clock);
    event.closed_s = event.closed_s > 0 ? event.closed_s : 1;
    if (!add_event_record(store, &event, "closed", err))
        return false;
    if (!store_begin(store, err) ||
        !db_run(&store->db, "UPDATE event SET closed_s = ?, pledges = ?, quizzes = ? WHERE id = ?",
                VALUES(INT(event.closed_s), INT(event.pledges), INT(event.quizzes), WORD(event.id)), err) ||
        !db_script(&store->db, "COMMIT", err))
        return store_fail(store);
    return store_begin_session(store, "", err);
}

bool store_count_visit(struct store *store, struct err *err)
{
    return store_ready(store, err) && (store->event[0] == '\0' ||
                                       db_run(&store->db, "UPDATE event SET visits = visits + 1 WHERE id = ?",
                                              VALUES(WORD(store->event)), err) ||
                                       store_fail(store));
}

void store_new_room_id(char id[ROOM_RUN_ID_MAX])
{
    snprintf(id, ROOM_RUN_ID_MAX, "%016" PRIx64, vault_random());
}

bool store_save_room(struct store *store, const char *id, const char *state, struct err *err)
{
    static const char upsert[] =
        "INSERT INTO room_run VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state";
    return store_ready(store, err) &&
           (db_run(&store->db, upsert, VALUES(WORD(id), WORD(store->event), WORD(state)), err) || store_fail(store));
}

bool store_each_room(struct store *store, const char *event, store_room_visit *visit, void *arg, struct err *err)
{
    struct rows rows = {0};
    bool is_there = false;
    size_t n;
    bool is_good = store_ready(store, err) &&
                   rows_open(&store->db, "SELECT state, id FROM room_run WHERE event = ? ORDER BY rowid",
                             VALUES(WORD(event)), &rows, err) &&
                   rows_step(&store->db, &rows, &is_there, err);
    while (is_good && is_there) {
        char id[ROOM_RUN_ID_MAX];
        take_text(&rows, 1, id, sizeof id);
        is_good = visit(id, rows_text(&rows, 0, &n), arg, err) && rows_step(&store->db, &rows, &is_there, err);
    }
    rows_close(&rows);
    return is_good;
}

struct last_room {
    char *id;
    struct str *state;
};

static bool take_room(const char *id, const char *state, void *arg, struct err *err)
{
    struct last_room *last = arg;
    (void)err;
    (void)str_copy(last->id, ROOM_RUN_ID_MAX, id);
    str_clear(last->state);
    str_add(last->state, state);
    return true;
}

bool store_last_room(struct store *store, char id[ROOM_RUN_ID_MAX], struct str *state, struct err *err)
{
    struct last_room last = {id, state};
    id[0] = '\0';
    str_clear(state);
    return store->event[0] == '\0' || store_each_room(store, store->event, take_room, &last, err);
}

bool store_confirm_clock(struct store *store, int64_t said_s, struct err *err)
{
    char json[96];
    int64_t wall_s = clock_wall_s(store->clock);
    if (!clock_is_plausible(said_s))
        return err_set(err, ERR_INVALID, "", "This date cannot be: it lies before this program was made.");
    snprintf(json, sizeof json, "{\"said\":%" PRId64 ",\"showed\":%" PRId64 "}", said_s, wall_s);
    if (!store_add_public(store, "anchor", json, err))
        return false;
    if (!db_run(&store->db, "INSERT INTO clock_anchor VALUES (?, ?, ?, ?)",
                VALUES(WORD(store->boot), INT(clock_mono_ms(store->clock)), INT(wall_s), INT(said_s)), err))
        return store_fail(store);
    store_set_time_source(store, TIME_OPERATOR);
    return true;
}

bool store_clock_offset(struct store *store, bool *has_anchor, int64_t *offset_s, struct err *err)
{
    struct rows rows = {0};
    int64_t mono_ms = clock_mono_ms(store->clock);
    *has_anchor = false;
    *offset_s = 0;
    bool is_read = store_ready(store, err) &&
                   rows_open(&store->db,
                             "SELECT said_s, mono_ms FROM clock_anchor WHERE boot = ? AND mono_ms <= ?"
                             " ORDER BY rowid DESC LIMIT 1",
                             VALUES(WORD(store->boot), INT(mono_ms)), &rows, err) &&
                   rows_step(&store->db, &rows, has_anchor, err);
    if (is_read && *has_anchor)
        *offset_s = rows_int(&rows, 0) + (mono_ms - rows_int(&rows, 1)) / 1000 - clock_wall_s(store->clock);
    rows_close(&rows);
    return is_read;
}
