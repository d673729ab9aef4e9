/* `hamawaz push` and `hamawaz sweep`: to the national store, and whether it still has everything. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "sync/target.h"

struct values {
    struct home_options home;
    bool is_dry;
    int tries;
};

static const struct option options[] = {
    {.name = "dry-run",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_dry),
     .help = "say what would be sent, and send nothing"},
    {.name = "tries",
     .type = OPTION_NUMBER,
     .offset = offsetof(struct values, tries),
     .value_name = "N",
     .initial = "5",
     .least = 1,
     .most = 1000,
     .help = "how often to try when the line is bad, with longer pauses"},
    HOME_OPTION_JSON,
    HOME_OPTION_DATA,
};

struct sending {
    struct cli *cli;
    struct progress progress;
};

static bool show_progress(int64_t done, int pause_ms, void *arg)
{
    struct sending *sending = arg;
    if (pause_ms > 0) {
        progress_end(&sending->progress);
        fprintf(sending->cli->err, "the server does not answer; trying again in %d s\n", (pause_ms + 999) / 1000);
    } else {
        progress_show(&sending->progress, done);
    }
    return true;
}

static void say_outbox(const struct home *home, const struct target *target, const int64_t of[OUTBOX_REJECTED + 1])
{
    FILE *out = home->cli->out;
    if (home->options->is_json)
        fprintf(out,
                "{\"target\":\"%s\",\"waiting\":%lld,\"stored\":%lld,\"confirmed\":%lld,\"conflicts\":%lld,"
                "\"rejected\":%lld}\n",
                target->name, (long long)of[OUTBOX_NEW], (long long)of[OUTBOX_STORED], (long long)of[OUTBOX_CONFIRMED],
                (long long)of[OUTBOX_CONFLICT], (long long)of[OUTBOX_REJECTED]);
    else
        fprintf(out, "%s: %lld waiting, %lld stored, %lld confirmed later, %lld in conflict, %lld rejected\n",
                target->name, (long long)of[OUTBOX_NEW], (long long)of[OUTBOX_STORED], (long long)of[OUTBOX_CONFIRMED],
                (long long)of[OUTBOX_CONFLICT], (long long)of[OUTBOX_REJECTED]);
}

static bool say_state(struct home *home, const struct target *target, bool *is_in_order, struct err *err)
{
    int64_t of[OUTBOX_REJECTED + 1];
    if (!chapter_count_outbox(home->chapter, target->name, of, err))
        return false;
    say_outbox(home, target, of);
    *is_in_order = of[OUTBOX_NEW] + of[OUTBOX_CONFLICT] + of[OUTBOX_REJECTED] == 0;
    return true;
}

static bool send_all(struct home *home, const struct values *values, struct target *target, bool is_sweep,
                     struct err *err)
{
    struct sending sending = {.cli = home->cli};
    struct push push = {.chapter = home->chapter,
                        .chapter_name = home->public.name,
                        .target = target,
                        .most_tries = values->tries,
                        .progress = show_progress,
                        .arg = &sending};
    struct push_report report = {0};
    int64_t of[OUTBOX_REJECTED + 1];
    if (!home_now(&push.now_s, err) || !chapter_count_outbox(home->chapter, target->name, of, err))
        return false;
    progress_begin(&sending.progress, home->cli->err, "sending", of[OUTBOX_NEW]);
    bool is_sent = (!is_sweep || push_sweep(&push, &report, err)) && push_all(&push, &report, err);
    progress_end(&sending.progress);
    if (is_sent && is_sweep && !home->options->is_json)
        fprintf(home->cli->out, "%lld confirmed, %lld were missing there and were sent again\n",
                (long long)report.confirmed, (long long)report.missing);
    return is_sent;
}

static int send(struct cli *cli, bool is_sweep)
{
    struct values values;
    const char *words[2];
    struct home home;
    struct target *target = NULL;
    struct err err = {0};
    bool is_in_order = false;
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_done = home_init(&home, cli, &values.home, false, &err) && home_open(&home, false, &err) &&
                   target_open(words[0], &target, &err) &&
                   (values.is_dry || send_all(&home, &values, target, is_sweep, &err)) &&
                   say_state(&home, target, &is_in_order, &err);
    target_close(target);
    home_finish(&home);
    if (!is_done)
        return home_complain(cli, &err);
    return is_in_order || values.is_dry ? CLI_DONE : CLI_FAILED;
}

static int run_push(struct cli *cli)
{
    return send(cli, false);
}

static int run_sweep(struct cli *cli)
{
    return send(cli, true);
}

const struct command command_push = {
    .name = "push",
    .words = "TARGET",
    .help = "send the sealed records to the national store",
    .details = "TARGET is postgresql://ROLE@HOST:PORT/DATABASE. The server's certificate is always checked, against\n"
               "~/.postgresql/root.crt unless the address says sslrootcert=FILE; the chapter proves itself by its own\n"
               "certificate or by ~/.pgpass. May be stopped and begun again: a record counts as stored only when the\n"
               "server answered with its hash.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run_push,
};

const struct command command_sweep = {
    .name = "sweep",
    .words = "TARGET",
    .help = "ask the national store whether it still has everything, and send again what it lost",
    .details =
        "A day after a push, and again after a month: a server that was put back from a copy may have lost rows\n"
        "that it had acknowledged. Erased records are not sent again.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run_sweep,
};
