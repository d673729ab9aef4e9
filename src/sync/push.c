/* Bringing records to a target, whatever its kind. Batches are read, sent, and believed only row by row as the target
 * answers with hashes. "Sending" is a state in memory alone, so a cut at any point means that the batch is sent again,
 * which changes nothing there. A batch halves when the line is bad and doubles again when it holds and is quick: each
 * costs the target a transaction and us another, and what is sent again after a cut must stay small on a slow line. */
#include "sync/target.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "sync/messages.h"

enum { BATCH_LEAST = 10, BATCH_FIRST = 200, BATCH_QUICK_MS = 2000, PAUSE_FIRST_MS = 1000, PAUSE_MOST_MS = 300 * 1000 };

static const struct target_kind *const kinds[] = {&target_postgres};

bool target_open(const char *address, struct target **target, struct err *err)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_starts(address, kinds[i]->prefix))
            return kinds[i]->open(address, target, err);
    }
    return err_set(err, ERR_USAGE, "", "A target is an address such as postgresql://hz_lhr@store.example.org/hamawaz");
}

void target_close(struct target *target)
{
    if (target != NULL)
        target->kind->close(target);
}

/* Rows under way. */
struct batch {
    struct target_row *rows; /* TARGET_BATCH_MAX of them */
    size_t count;
};

static bool collect(const struct chapter_row *row, void *arg, struct err *err)
{
    struct batch *batch = arg;
    struct target_row *to = &batch->rows[batch->count++];
    (void)err;
    to->facts = row->facts;
    to->line = mem_string(row->line, row->n);
    to->n = row->n;
    memcpy(to->sha256, row->sha256, sizeof to->sha256);
    return true;
}

static void empty(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++)
        free(batch->rows[i].line);
    batch->count = 0;
}

/* Doubling, with up to half as much again at random, so that forty laptops do not come back together. */
static bool wait(const struct push *push, int tries, int64_t done)
{
    int64_t pause_ms = PAUSE_FIRST_MS;
    for (int i = 1; i < tries && pause_ms < PAUSE_MOST_MS; i++)
        pause_ms *= 2;
    pause_ms += (int64_t)(vault_random() % (uint64_t)(pause_ms / 2));
    if (push->progress != NULL && !push->progress(done, (int)pause_ms, push->arg))
        return false;
    struct timespec pause = {pause_ms / 1000, pause_ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
    return true;
}

static bool keep_answers(const struct push *push, const struct batch *batch, const enum target_answer *answers,
                         struct push_report *report, struct err *err)
{
    static const enum outbox_state states[] = {[TARGET_MISSING] = OUTBOX_NEW,
                                               [TARGET_STORED] = OUTBOX_STORED,
                                               [TARGET_CONFLICT] = OUTBOX_CONFLICT,
                                               [TARGET_REJECTED] = OUTBOX_REJECTED};
    bool is_kept = chapter_begin(push->chapter, err);
    for (size_t i = 0; is_kept && i < batch->count; i++) {
        report->stored += answers[i] == TARGET_STORED;
        report->conflicts += answers[i] == TARGET_CONFLICT;
        report->rejected += answers[i] == TARGET_REJECTED;
        is_kept = answers[i] == TARGET_MISSING ||
                  chapter_set_state(push->chapter, push->target->name, batch->rows[i].facts.record_id,
                                    states[answers[i]], push->now_s, err);
    }
    if (is_kept && chapter_commit(push->chapter, err))
        return true;
    chapter_rollback(push->chapter);
    return false;
}

/* One of the batch breaks a rule there: each alone, to find which. */
static bool store_singly(const struct push *push, const struct batch *batch, enum target_answer *answers,
                         enum target_trouble *trouble, struct err *err)
{
    struct target *target = push->target;
    for (size_t i = 0; i < batch->count; i++) {
        if (target->kind->store(target, &batch->rows[i], 1, &answers[i], trouble, err))
            continue;
        if (*trouble != TARGET_ROW)
            return false;
        answers[i] = TARGET_REJECTED;
    }
    return true;
}

static bool send(const struct push *push, const struct batch *batch, enum target_answer *answers,
                 enum target_trouble *trouble, struct err *err)
{
    struct target *target = push->target;
    return target->kind->store(target, batch->rows, batch->count, answers, trouble, err) ||
           (*trouble == TARGET_ROW && store_singly(push, batch, answers, trouble, err));
}

/* How the sending goes. */
struct pace {
    int64_t size; /* of the next batch */
    int64_t began_ms;
    int tries;    /* that failed in a row */
    int64_t done;
    char after[VAULT_RECORD_ID_MAX];
};

/* True: try again. */
static bool bear_trouble(const struct push *push, struct pace *pace, enum target_trouble trouble,
                         struct push_report *report)
{
    if (trouble != TARGET_RETRY || ++pace->tries >= push->most_tries)
        return false;
    report->retries++;
    pace->size = pace->size / 2 > BATCH_LEAST ? pace->size / 2 : BATCH_LEAST;
    return wait(push, pace->tries, pace->done);
}

static void go_on(struct pace *pace, const struct batch *batch)
{
    bool is_quick = clock_mono_ms(&(struct clock){0}) - pace->began_ms < BATCH_QUICK_MS;
    pace->tries = 0;
    if (is_quick)
        pace->size = pace->size * 2 < TARGET_BATCH_MAX ? pace->size * 2 : TARGET_BATCH_MAX;
    pace->done += (int64_t)batch->count;
    memcpy(pace->after, batch->rows[batch->count - 1].facts.record_id, sizeof pace->after);
}

static bool push_records(const struct push *push, struct batch *batch, struct push_report *report, struct err *err)
{
    enum target_answer answers[TARGET_BATCH_MAX];
    struct pace pace = {.size = BATCH_FIRST};
    for (;;) {
        enum target_trouble trouble = TARGET_STOP;
        empty(batch);
        pace.began_ms = clock_mono_ms(&(struct clock){0});
        if (!chapter_each_outgoing(push->chapter, push->target->name, OUTBOX_NEW, pace.after, pace.size, collect, batch,
                                   err))
            return false;
        if (batch->count == 0)
            return true;
        if (send(push, batch, answers, &trouble, err)) {
            if (!keep_answers(push, batch, answers, report, err))
                return false;
            go_on(&pace, batch);
            if (push->progress != NULL && !push->progress(pace.done, 0, push->arg))
                return err_set(err, ERR_INVALID, "", "Stopped; what was stored is kept in mind.");
        } else if (!bear_trouble(push, &pace, trouble, report)) {
            return false;
        }
    }
}

/* Erasures in batches; telling twice changes nothing. */
struct erasing {
    const struct push *push;
    char ids[TARGET_BATCH_MAX][VAULT_RECORD_ID_MAX];
    size_t count;
};

static bool tell_erasures(struct erasing *erasing, struct err *err)
{
    const char *ids[TARGET_BATCH_MAX];
    const struct push *push = erasing->push;
    enum target_trouble trouble;
    for (size_t i = 0; i < erasing->count; i++)
        ids[i] = erasing->ids[i];
    size_t count = erasing->count;
    erasing->count = 0;
    return count == 0 || push->target->kind->erase(push->target, push->chapter_name, ids, count, &trouble, err);
}

static bool collect_erasure(const char *line, size_t n, void *arg, struct err *err)
{
    struct erasing *erasing = arg;
    struct erasure erasure;
    if (!erasure_read(line, n, &erasure, err))
        return false;
    memcpy(erasing->ids[erasing->count++], erasure.record_id, VAULT_RECORD_ID_MAX);
    return erasing->count < TARGET_BATCH_MAX || tell_erasures(erasing, err);
}

static bool push_erasures(const struct push *push, struct err *err)
{
    struct erasing *erasing = mem_alloc(sizeof *erasing);
    erasing->push = push;
    bool is_told = chapter_each_erasure(push->chapter, collect_erasure, erasing, err) && tell_erasures(erasing, err);
    free(erasing);
    return is_told;
}

bool push_all(const struct push *push, struct push_report *report, struct err *err)
{
    struct batch batch = {.rows = mem_array(TARGET_BATCH_MAX, sizeof *batch.rows)};
    bool is_pushed = push_records(push, &batch, report, err) && push_erasures(push, err);
    empty(&batch);
    free(batch.rows);
    return is_pushed;
}

static bool keep_sweep(const struct push *push, const struct batch *batch, const enum target_answer *answers,
                       struct push_report *report, struct err *err)
{
    bool is_kept = chapter_begin(push->chapter, err);
    for (size_t i = 0; is_kept && i < batch->count; i++) {
        bool is_there = answers[i] == TARGET_STORED, is_missing = answers[i] == TARGET_MISSING;
        report->confirmed += is_there;
        report->missing += is_missing;
        report->conflicts += !is_there && !is_missing;
        is_kept = chapter_set_state(push->chapter, push->target->name, batch->rows[i].facts.record_id,
                                    is_there     ? OUTBOX_CONFIRMED
                                    : is_missing ? OUTBOX_NEW
                                                 : OUTBOX_CONFLICT,
                                    push->now_s, err);
    }
    if (is_kept && chapter_commit(push->chapter, err))
        return true;
    chapter_rollback(push->chapter);
    return false;
}

static bool sweep_state(const struct push *push, enum outbox_state state, struct batch *batch,
                        struct push_report *report, struct err *err)
{
    enum target_answer answers[TARGET_BATCH_MAX];
    struct pace pace = {.size = BATCH_FIRST};
    for (;;) {
        enum target_trouble trouble = TARGET_STOP;
        empty(batch);
        pace.began_ms = clock_mono_ms(&(struct clock){0});
        if (!chapter_each_outgoing(push->chapter, push->target->name, state, pace.after, pace.size, collect, batch,
                                   err))
            return false;
        if (batch->count == 0)
            return true;
        if (push->target->kind->ask(push->target, batch->rows, batch->count, answers, &trouble, err)) {
            if (!keep_sweep(push, batch, answers, report, err))
                return false;
            go_on(&pace, batch);
        } else if (!bear_trouble(push, &pace, trouble, report)) {
            return false;
        }
    }
}

/* The confirmed ones first, or those confirmed now would be asked twice. */
bool push_sweep(const struct push *push, struct push_report *report, struct err *err)
{
    struct batch batch = {.rows = mem_array(TARGET_BATCH_MAX, sizeof *batch.rows)};
    bool is_swept = sweep_state(push, OUTBOX_CONFIRMED, &batch, report, err) &&
                    sweep_state(push, OUTBOX_STORED, &batch, report, err);
    empty(&batch);
    free(batch.rows);
    return is_swept;
}
