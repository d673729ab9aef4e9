/* A room quiz in progress, apart from any screen: begun, applied to, saved by the worker with every change, taken up
 * again after a power cut.
 *
 * The run's text in the store is what it is taken up from; beside it each round's count becomes a record when its card
 * is left, and again when it was corrected: the newest counts. One save is on its way at a time, and a save always
 * writes everything, so a failed one needs no memory of its own. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "screens/app.h"
#include "screens/room.h"

struct save {
    struct app *app;
    struct store *store;
    char id[ROOM_RUN_ID_MAX];
    struct str state;
    struct str records; /* JSON objects, each ended by LF */
    bool is_taken[ROOM_ITEMS_MAX][ROOM_ROUNDS];
    bool is_ok;
    struct err err;
};

static void add_record(const struct room_session *session, int item, int round, struct str *records)
{
    const struct room_run *run = &session->run;
    const struct room_count *count = &run->item[item].vote[round];
    str_addf(records,
             "{\"run\":\"%s\",\"set\":\"%s\",\"item\":\"%s\",\"round\":%d,\"method\":\"%s\",\"myth\":%" PRId32
             ",\"fact\":%" PRId32 ",\"about\":%s,\"people\":%d}\n",
             session->id, run->set, run->item[item].id, round + 1, room_method_name(count->method), count->hands[0],
             count->hands[1], count->is_about ? "true" : "false", run->people);
}

/* Counts that are no record yet, but for the one that is being counted. */
static void take_records(const struct room_session *session, struct save *save)
{
    struct room_card now = room_card_now(&session->run);
    for (int item = 0; item < session->run.item_count; item++)
        for (int round = 0; round < ROOM_ROUNDS; round++) {
            bool is_open = !session->run.is_over && item == now.item && round == now.round;
            if (is_open || session->is_recorded[item][round] || !session->run.item[item].vote[round].is_counted)
                continue;
            save->is_taken[item][round] = true;
            add_record(session, item, round, &save->records);
        }
}

static bool add_records(struct save *save)
{
    for (char *at = save->records.at, *end; at && (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        if (!store_add_public(save->store, "room", at, &save->err))
            return false;
    }
    return true;
}

static void save_run(void *arg)
{
    struct save *save = arg;
    save->is_ok = store_save_room(save->store, save->id, str_get(&save->state), &save->err) && add_records(save);
}

static void save_now(struct app *app);

static void save_done(void *arg)
{
    struct save *save = arg;
    struct app *app = save->app;
    struct room_session *session = app->room;
    session->is_saving = false;
    session->save_err = save->is_ok ? (struct err){0} : save->err;
    for (int item = 0; item < ROOM_ITEMS_MAX; item++)
        for (int round = 0; round < ROOM_ROUNDS; round++)
            if (save->is_taken[item][round] && !save->is_ok)
                session->is_recorded[item][round] = false;
    if (session->is_dirty)
        save_now(app);
    app->needs_frame = true;
    str_finish(&save->state);
    str_finish(&save->records);
    free(save);
}

static void save_now(struct app *app)
{
    struct room_session *session = app->room;
    session->is_dirty = session->is_saving;
    if (session->is_saving || !app->store)
        return;
    struct save *save = mem_alloc(sizeof *save);
    save->app = app;
    save->store = app->store;
    str_copy(save->id, sizeof save->id, session->id);
    room_write(&session->run, clock_mono_ms(&app->clock), &save->state);
    take_records(session, save);
    for (int item = 0; item < ROOM_ITEMS_MAX; item++)
        for (int round = 0; round < ROOM_ROUNDS; round++)
            session->is_recorded[item][round] |= save->is_taken[item][round];
    session->is_saving = true;
    worker_post(app->worker, save_run, save_done, save);
}

void room_begin(struct app *app, const struct room_set *set, bool votes_twice)
{
    room_let_go(app);
    app->room = mem_alloc(sizeof *app->room);
    store_new_room_id(app->room->id);
    room_start(&app->room->run, set, votes_twice, app->event.people, clock_mono_ms(&app->clock));
    save_now(app);
}

/* What was counted before the cut is a record already, but for the count of the card that was open. */
static void mark_recorded(struct room_session *session)
{
    struct room_card now = room_card_now(&session->run);
    for (int item = 0; item < session->run.item_count; item++)
        for (int round = 0; round < ROOM_ROUNDS; round++)
            session->is_recorded[item][round] = item != now.item || round != now.round;
}

void room_resume(struct app *app)
{
    struct room_session *session = mem_alloc(sizeof *session);
    struct str state = {0};
    struct err err;
    struct store *store = app_store(app);
    bool is_there = store && store_last_room(store, session->id, &state, &err) && session->id[0] &&
                    room_read(str_get(&state), app->pack, clock_mono_ms(&app->clock), &session->run) &&
                    !session->run.is_over;
    str_finish(&state);
    if (is_there) {
        mark_recorded(session);
        app->room = session;
    } else {
        free(session);
    }
}

void room_let_go(struct app *app)
{
    if (!app->room)
        return;
    while (app->room->is_saving || app->room->is_dirty) {
        worker_wait(app->worker);
        worker_poll(app->worker);
    }
    free(app->room);
    app->room = NULL;
}

enum room_reply room_do(struct app *app, const struct room_event *event)
{
    struct room_session *session = app->room;
    struct room_card card = room_card_now(&session->run);
    enum room_reply reply = room_apply(&session->run, event);
    if (reply != ROOM_DONE && reply != ROOM_ABOVE_PEOPLE)
        return reply;
    bool is_count =
        event->act == ROOM_ADD || event->act == ROOM_SET || event->act == ROOM_ABOUT || event->act == ROOM_UNDO;
    if (is_count && card.item >= 0)
        session->is_recorded[card.item][card.round] = false;
    save_now(app);
    return reply;
}
