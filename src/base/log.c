/* The log. Its state below is the program's one piece of mutable global state: any thread may log at any moment, also
 * before a context exists and after it is gone. The mutex guards all of it.
 * Invariant: of one code at most LINES_A_MINUTE lines go out in a minute, whatever loops. */
#include "base/log.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#define MINUTE_MS 60000
#define LINES_A_MINUTE 20

struct limit {
    int64_t begun_ms; /* when the current minute of this code began */
    int lines;        /* written in it */
    int64_t held;     /* held back in it */
};

static struct {
    pthread_mutex_t mutex;
    struct limit limits[LOG_CODE_COUNT];
    uint64_t written;
} state = {.mutex = PTHREAD_MUTEX_INITIALIZER};

#define LOG_AS_NAME(id, name) [id] = name,
static const char *const names[] = {LOG_EVENTS(LOG_AS_NAME)};
#undef LOG_AS_NAME

/* One write a line, so that lines of two processes do not mix. A full or closed standard error loses the line: a log
 * must never stop the kiosk. */
static void write_line(int64_t now_ms, enum log_code code, int64_t a, int64_t b)
{
    dprintf(STDERR_FILENO, "%" PRId64 " %d %s %" PRId64 " %" PRId64 "\n", now_ms, (int)code, names[code], a, b);
    state.written++;
}

static void write_within_limit(int64_t now_ms, enum log_code code, int64_t a, int64_t b)
{
    struct limit *limit = &state.limits[code];
    if (limit->lines > 0 && now_ms - limit->begun_ms >= MINUTE_MS) {
        if (limit->held > 0)
            write_line(now_ms, LOG_HELD_BACK, (int64_t)code, limit->held);
        *limit = (struct limit){0};
    }
    if (limit->lines == 0)
        limit->begun_ms = now_ms;
    if (limit->lines == LINES_A_MINUTE) {
        limit->held++;
        return;
    }
    limit->lines++;
    write_line(now_ms, code, a, b);
}

void log_event(enum log_code code, int64_t a, int64_t b)
{
    static const struct clock real = {.is_fake = false};
    log_event_at(clock_mono_ms(&real), code, a, b);
}

void log_event_at(int64_t now_ms, enum log_code code, int64_t a, int64_t b)
{
    CHECK((unsigned)code < LOG_CODE_COUNT);
    pthread_mutex_lock(&state.mutex);
    write_within_limit(now_ms, code, a, b);
    pthread_mutex_unlock(&state.mutex);
}

uint64_t log_written(void)
{
    pthread_mutex_lock(&state.mutex);
    uint64_t written = state.written;
    pthread_mutex_unlock(&state.mutex);
    return written;
}
