/* PostgreSQL as a target, through libpq. One small dialect, which Citus, YugabyteDB and CockroachDB share: a multi-row
 * INSERT that does nothing where the key is there already, then a SELECT of the hashes. Each is its own transaction, so
 * a cut between them costs nothing: the same batch again finds its rows and gets its hashes.
 *
 * Unnamed statements with parameters pass through connection poolers. The connection is made when it is first needed
 * and again after any trouble. Whatever the address says, the server's certificate and name are checked, unless the
 * server is on this machine, behind a socket file. */
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "sync/target.h"
#include "vault/signed.h"

enum { COLUMNS = 12, ANSWER_MS = 120 * 1000 };

struct postgres {
    struct target base;
    char *address;
    bool is_local; /* a socket file: no network between */
    PGconn *connection;
};

static struct postgres *of(struct target *target)
{
    return (struct postgres *)target; /* its first member */
}

/* What the address says of one keyword, or "". */
static const char *option(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword != NULL; options++) {
        if (str_equal(options->keyword, keyword))
            return options->val != NULL ? options->val : "";
    }
    return "";
}

static bool check_options(struct postgres *postgres, const PQconninfoOption *options, struct err *err)
{
    const char *host = option(options, "host"), *mode = option(options, "sslmode"), *port = option(options, "port");
    if (option(options, "password")[0] != '\0')
        return err_set(err, ERR_USAGE, "",
                       "A password does not belong on the command line, where others can see it: put "
                       "it into the file ~/.pgpass.");
    postgres->is_local = host[0] == '\0' || host[0] == '/';
    if (!postgres->is_local && mode[0] != '\0' && !str_equal(mode, "verify-full"))
        return err_set(err, ERR_USAGE, "", "The server's certificate must be checked: leave sslmode away.");
    snprintf(postgres->base.name, sizeof postgres->base.name, "%s:%s/%s", host, port[0] != '\0' ? port : "5432",
             option(options, "dbname"));
    return true;
}

static void postgres_close(struct target *target)
{
    if (target == NULL)
        return;
    PQfinish(of(target)->connection);
    free(of(target)->address);
    free(target);
}

static bool postgres_open(const char *address, struct target **target, struct err *err)
{
    char *why = NULL;
    PQconninfoOption *options = PQconninfoParse(address, &why);
    PQfreemem(why); /* it repeats the address, secrets and all */
    if (options == NULL)
        return err_set(err, ERR_USAGE, "",
                       "This is not the address of a PostgreSQL server: "
                       "postgresql://ROLE@HOST:PORT/DATABASE");
    struct postgres *made = mem_alloc(sizeof *made);
    made->base.kind = &target_postgres;
    made->address = mem_string(address, strlen(address));
    bool is_good = check_options(made, options, err);
    PQconninfoFree(options);
    if (is_good)
        *target = &made->base;
    else
        postgres_close(&made->base);
    return is_good;
}

/* libpq has sentences for experts and no codes for connections; what a lead can act on is told from their words. */
static bool cannot_connect(struct postgres *postgres, enum target_trouble *trouble, struct err *err)
{
    static const struct {
        const char *part, *sentence;
    } known[] = {
        {"certificate verify failed", "The server's certificate is not to be trusted, or the date of this laptop is "
                                      "wrong: check the date; then ask the national office. Nothing was sent."},
        {"does not match host name", "The server's certificate is for another name: this is not the national store. "
                                     "Nothing was sent."},
        {"root certificate file", "The national office's certificate is missing here: put it at "
                                  "~/.postgresql/root.crt."},
        {"does not support SSL", "The server does not encrypt: this is not the national store. Nothing was sent."},
        {"authentication failed", "The server does not accept this chapter's key: ask the national office."},
        {"is not permitted to log in", "The server no longer admits this chapter: ask the national office."},
        {"no pg_hba.conf entry", "The server does not admit this chapter from here: ask the national office."},
        {"connection requires a valid client certificate", "The chapter's certificate is missing here: put it at "
                                                           "~/.postgresql/postgresql.crt and .key."},
        {"certificate revoked", "The server no longer admits this chapter: ask the national office."},
        {"does not exist", "The server does not know this role or database: is the address right?"},
        {"invalid response", "What answers there is no PostgreSQL server: are you behind a sign-in page?"},
    };
    const char *message = PQerrorMessage(postgres->connection);
    *trouble = TARGET_STOP;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strstr(message, known[i].part) != NULL)
            return err_set(err, ERR_UNAVAILABLE, postgres->base.name, "%s", known[i].sentence);
    }
    *trouble = TARGET_RETRY;
    return err_set(err, ERR_UNAVAILABLE, postgres->base.name,
                   "The server cannot be reached: is this laptop online? Try again later.");
}

static bool connect_if_needed(struct postgres *postgres, enum target_trouble *trouble, struct err *err)
{
    if (postgres->connection != NULL && PQstatus(postgres->connection) == CONNECTION_OK)
        return true;
    PQfinish(postgres->connection);
    const char *const keywords[] = {"dbname",           "sslmode",          "connect_timeout", "keepalives_idle",
                                    "tcp_user_timeout", "application_name", "gssencmode",      NULL};
    const char *const values[] = {postgres->address,
                                  postgres->is_local ? "prefer" : "verify-full",
                                  "20",
                                  "20",
                                  "60000",
                                  "hamawaz",
                                  "disable",
                                  NULL};
    postgres->connection = PQconnectdbParams(keywords, values, 1);
    CHECK(postgres->connection != NULL);
    return PQstatus(postgres->connection) == CONNECTION_OK || cannot_connect(postgres, trouble, err);
}

/* By SQLSTATE (PostgreSQL manual, appendix A). */
static bool refused(struct postgres *postgres, const PGresult *result, enum target_trouble *trouble, struct err *err)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    char where[TARGET_NAME_MAX + 16];
    if (state == NULL || PQstatus(postgres->connection) != CONNECTION_OK)
        state = "08000";
    snprintf(where, sizeof where, "%s: %.5s", postgres->base.name, state);
    *trouble = TARGET_STOP;
    if (str_starts(state, "22") || str_starts(state, "23")) {
        *trouble = TARGET_ROW;
        return err_set(err, ERR_INVALID, where, "The server refuses a record.");
    }
    if (str_equal(state, "42501"))
        return err_set(err, ERR_INVALID, where,
                       "The server does not let this chapter do that: ask the national office.");
    if (str_starts(state, "42"))
        return err_set(err, ERR_FOREIGN, where,
                       "The server's tables are not those of this program: ask the national "
                       "office.");
    if (str_starts(state, "28"))
        return err_set(err, ERR_INVALID, where, "The server no longer admits this chapter: ask the national office.");
    *trouble = TARGET_RETRY;
    return err_set(err, ERR_UNAVAILABLE, where, "The server is not there or is busy: try again later.");
}

/* Waits for the whole answer, but not for ever. NULL: too slow, or gone. */
static PGresult *wait_for_answer(PGconn *connection)
{
    int64_t until_ms = clock_mono_ms(&(struct clock){0}) + ANSWER_MS;
    PGresult *last = NULL;
    for (;;) {
        while (PQisBusy(connection)) {
            int64_t left_ms = until_ms - clock_mono_ms(&(struct clock){0});
            struct pollfd wait = {.fd = PQsocket(connection), .events = POLLIN};
            if (left_ms <= 0 || wait.fd < 0 || poll(&wait, 1, (int)left_ms) < 0 || PQconsumeInput(connection) == 0) {
                PQclear(last);
                return NULL;
            }
        }
        PGresult *next = PQgetResult(connection);
        if (next == NULL)
            return last;
        PQclear(last);
        last = next;
    }
}

/* Runs one statement; the result is the caller's to clear. */
static bool run(struct postgres *postgres, const char *sql, const char *const *values, size_t count, PGresult **result,
                enum target_trouble *trouble, struct err *err)
{
    *result = NULL;
    if (!connect_if_needed(postgres, trouble, err))
        return false;
    if (PQsendQueryParams(postgres->connection, sql, (int)count, NULL, values, NULL, NULL, 0))
        *result = wait_for_answer(postgres->connection);
    ExecStatusType status = PQresultStatus(*result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    bool is_run = refused(postgres, *result, trouble, err);
    if (*result == NULL) { /* an answer that comes later must not be taken for the next one's */
        PQfinish(postgres->connection);
        postgres->connection = NULL;
    }
    PQclear(*result);
    *result = NULL;
    return is_run;
}

/* "($1,$2),($3,$4)": `rows` of `columns`, numbered from `first`. */
static void add_places(struct str *sql, size_t rows, size_t columns, size_t first)
{
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++)
            str_addf(sql, "%s$%zu", j > 0 ? "," : i > 0 ? ",(" : "(", first + i * columns + j);
        str_add(sql, ")");
    }
}

/* What a row's parameters need beside the row itself. */
struct texts {
    char stream[2], seq[24], time[40], sha256[2 + 2 * VAULT_HASH_BYTES + 1];
};

static void hex(const uint8_t *bytes, char out[2 + 2 * VAULT_HASH_BYTES + 1])
{
    int n = snprintf(out, 3, "\\x");
    for (size_t i = 0; i < VAULT_HASH_BYTES; i++)
        n += snprintf(out + n, 3, "%02x", bytes[i]);
}

static void fill_texts(const struct target_row *row, struct texts *texts)
{
    struct tm at;
    time_t seconds = (time_t)row->facts.wall_s;
    *texts = (struct texts){.stream = {row->facts.stream, '\0'}};
    snprintf(texts->seq, sizeof texts->seq, "%lld", (long long)row->facts.seq);
    if (clock_is_plausible(row->facts.wall_s) && gmtime_r(&seconds, &at) != NULL)
        strftime(texts->time, sizeof texts->time, "%Y-%m-%d %H:%M:%S+00", &at);
    hex(row->sha256, texts->sha256);
}

static void fill_values(const struct target_row *row, const struct texts *texts, const char **values)
{
    const char *const all[COLUMNS] = {row->facts.chapter,
                                      row->facts.record_id,
                                      row->facts.kiosk,
                                      texts->stream,
                                      texts->seq,
                                      row->facts.kind,
                                      row->facts.event,
                                      row->facts.form,
                                      texts->time[0] != '\0' ? texts->time : NULL,
                                      time_source_name(row->facts.source),
                                      texts->sha256,
                                      row->line};
    memcpy(values, all, sizeof all);
}

static bool insert(struct postgres *postgres, const struct target_row *rows, size_t count, enum target_trouble *trouble,
                   struct err *err)
{
    struct texts *texts = mem_array(count, sizeof *texts);
    const char **values = mem_array(count * COLUMNS, sizeof *values);
    PGresult *result = NULL;
    struct str sql = {0};
    str_add(&sql,
            "INSERT INTO hz_record (chapter_id, record_id, kiosk_id, stream, seq, kind, event_id, form, captured_at,"
            " clock_src, sha256, envelope) VALUES ");
    add_places(&sql, count, COLUMNS, 1);
    str_add(&sql, " ON CONFLICT (chapter_id, record_id) DO NOTHING");
    for (size_t i = 0; i < count; i++) {
        fill_texts(&rows[i], &texts[i]);
        fill_values(&rows[i], &texts[i], values + i * COLUMNS);
    }
    bool is_inserted = run(postgres, sql.at, values, count * COLUMNS, &result, trouble, err);
    PQclear(result);
    str_finish(&sql);
    free(values);
    free(texts);
    return is_inserted;
}

/* Both sides stand in the order of their ids; a UUID's is that of its text. */
static void take_answers(const PGresult *result, const struct target_row *rows, size_t count,
                         enum target_answer *answers)
{
    int at = 0;
    for (size_t i = 0; i < count; i++) {
        char expected[2 + 2 * VAULT_HASH_BYTES + 1];
        hex(rows[i].sha256, expected);
        while (at < PQntuples(result) && strcmp(PQgetvalue(result, at, 0), rows[i].facts.record_id) < 0)
            at++;
        if (at == PQntuples(result) || !str_equal(PQgetvalue(result, at, 0), rows[i].facts.record_id))
            answers[i] = TARGET_MISSING;
        else
            answers[i] = str_equal(PQgetvalue(result, at, 1), expected) ? TARGET_STORED : TARGET_CONFLICT;
    }
}

static bool postgres_ask(struct target *target, const struct target_row *rows, size_t count,
                         enum target_answer *answers, enum target_trouble *trouble, struct err *err)
{
    const char **values = mem_array(count + 1, sizeof *values);
    PGresult *result = NULL;
    struct str sql = {0};
    str_add(&sql, "SELECT record_id, sha256 FROM hz_record WHERE chapter_id = $1 AND record_id IN ");
    add_places(&sql, 1, count, 2);
    str_add(&sql, " ORDER BY record_id");
    values[0] = rows[0].facts.chapter;
    for (size_t i = 0; i < count; i++)
        values[i + 1] = rows[i].facts.record_id;
    bool is_asked = run(of(target), sql.at, values, count + 1, &result, trouble, err);
    if (is_asked)
        take_answers(result, rows, count, answers);
    PQclear(result);
    str_finish(&sql);
    free(values);
    return is_asked;
}

static bool postgres_store(struct target *target, const struct target_row *rows, size_t count,
                           enum target_answer *answers, enum target_trouble *trouble, struct err *err)
{
    return insert(of(target), rows, count, trouble, err) && postgres_ask(target, rows, count, answers, trouble, err);
}

static bool postgres_erase(struct target *target, const char *chapter, const char *const *record_ids, size_t count,
                           enum target_trouble *trouble, struct err *err)
{
    const char **values = mem_array(count * 2, sizeof *values);
    PGresult *result = NULL;
    struct str sql = {0};
    str_add(&sql, "INSERT INTO hz_erase (chapter_id, record_id) VALUES ");
    add_places(&sql, count, 2, 1);
    str_add(&sql, " ON CONFLICT (chapter_id, record_id) DO NOTHING");
    for (size_t i = 0; i < count; i++) {
        values[i * 2] = chapter;
        values[i * 2 + 1] = record_ids[i];
    }
    bool is_told = run(of(target), sql.at, values, count * 2, &result, trouble, err);
    PQclear(result);
    str_finish(&sql);
    free(values);
    return is_told;
}

const struct target_kind target_postgres = {
    .prefix = "postgres",
    .open = postgres_open,
    .close = postgres_close,
    .store = postgres_store,
    .ask = postgres_ask,
    .erase = postgres_erase,
};
