/* `hamawaz import`: from sticks and files into the store, and the receipt back. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "sync/office.h"

enum { FILES_ON_LINE = 1000 };

struct values {
    struct home_options home;
    bool is_without_receipt;
};

static const struct option options[] = {
    {.name = "no-receipt",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_without_receipt),
     .help = "write nothing to the stick; then no passphrase is asked for"},
    HOME_OPTION_JSON,
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

struct importing {
    struct home *home;
    const struct values *values;
    struct import_report total;
    struct arrivals arrivals;
    struct progress progress;
    int64_t lines;
    int files, failed;
};

static void add_up(struct import_report *total, const struct import_report *one)
{
    total->added += one->added;
    total->held += one->held;
    total->conflicts += one->conflicts;
    total->damaged += one->damaged;
    total->demonstration += one->demonstration;
    total->strange += one->strange;
    total->left += one->left;
    total->statements += one->statements;
    total->torn += one->torn;
    total->broken += one->broken;
}

static void write_json(FILE *to, const char *path, const struct import_report *report)
{
    fputs("{\"file\":", to);
    json_write(to, path);
    fprintf(to,
            ",\"kiosk\":\"%s\",\"new\":%lld,\"held\":%lld,\"conflicts\":%lld,\"damaged\":%lld,\"demonstration\":%lld,"
            "\"not_enrolled\":%lld,\"other_chapter\":%lld,\"torn\":%lld,\"broken\":%lld}",
            report->kiosk, (long long)report->added, (long long)report->held, (long long)report->conflicts,
            (long long)report->damaged, (long long)report->demonstration, (long long)report->strange,
            (long long)report->left, (long long)report->torn, (long long)report->broken);
}

/* What is not in order, and what to do. */
static void explain(FILE *to, const struct import_report *report)
{
    if (report->torn > 0)
        fputs("    incomplete: the stick was pulled out too early; write it again at the kiosk\n", to);
    if (report->broken > 0 || report->damaged > 0)
        fputs("    damaged lines were left out; the kiosk still has them: write the stick again, or take another\n",
              to);
    if (report->conflicts > 0)
        fputs("    two different records claim one id: neither is counted; ask the national office\n", to);
    if (report->strange > 0)
        fprintf(to, "    kiosk %s is not enrolled: its records are kept and will count after `hamawaz enrol`\n",
                report->kiosk);
    if (report->demonstration > 0)
        fputs("    records of a demonstration are kept apart: they do not count\n", to);
    if (report->left > 0) {
        fputs("    these are records of chapter ", to);
        terminal_plain(to, report->chapter);
        fputs(", and were left for it\n", to);
    }
}

static void write_line(FILE *to, const char *path, const struct import_report *report)
{
    const char *name = strrchr(path, '/');
    fputs("  ", to);
    terminal_plain(to, name != NULL ? name + 1 : path);
    fprintf(to, ": %lld new, %lld already held, %lld in conflict, %lld damaged\n", (long long)report->added,
            (long long)report->held, (long long)report->conflicts, (long long)report->damaged);
    explain(to, report);
}

static void show_progress(int64_t lines, void *arg)
{
    struct importing *importing = arg;
    progress_show(&importing->progress, importing->lines + lines);
}

static void import_one(struct importing *importing, const char *path)
{
    struct home *home = importing->home;
    FILE *out = home->cli->out;
    struct import_report report;
    struct err err = {0};
    bool is_read =
        import_file(home->chapter, &home->public, path, &importing->arrivals, show_progress, importing, &report, &err);
    progress_end(&importing->progress);
    importing->files++;
    if (!is_read) {
        importing->failed++;
        (void)home_complain(home->cli, &err);
        return;
    }
    importing->lines += report.added + report.held + report.conflicts + report.damaged;
    add_up(&importing->total, &report);
    if (importing->values->home.is_json) {
        fputs(importing->files > 1 ? ",\n " : "\n ", out);
        write_json(out, path, &report);
    } else {
        write_line(out, path, &report);
    }
}

static bool import_stick(struct importing *importing, const char *stick, struct err *err)
{
    char **paths = NULL;
    size_t count = 0;
    bool is_listed = office_list_bundles(stick, &paths, &count, err);
    for (size_t i = 0; is_listed && i < count; i++)
        import_one(importing, paths[i]);
    file_list_free(paths, count);
    return is_listed;
}

static bool write_receipts(struct importing *importing, const char *stick, struct err *err)
{
    struct home *home = importing->home;
    int64_t now_s = 0;
    if (importing->values->is_without_receipt || importing->arrivals.count == 0)
        return true;
    if (!home_now(&now_s, err) || (home->keys == NULL && !home_unlock(home, err)) ||
        !office_write_receipts(home->chapter, home->keys, stick, &importing->arrivals, now_s, err))
        return false;
    if (!importing->values->home.is_json)
        fputs("  The receipt is on the stick; give it back to the kiosk.\n", home->cli->out);
    return true;
}

static bool import_all(struct importing *importing, const char **words, struct err *err)
{
    for (; *words != NULL; words++) {
        arrivals_finish(&importing->arrivals);
        if (!file_is_folder(*words))
            import_one(importing, *words);
        else if (!import_stick(importing, *words, err) || !write_receipts(importing, *words, err))
            return false;
    }
    return true;
}

static bool finish_report(const struct importing *importing, bool *is_in_order, struct err *err)
{
    FILE *out = importing->home->cli->out;
    const struct import_report *total = &importing->total;
    struct chapter_counts counts;
    if (!chapter_count(importing->home->chapter, &counts, err))
        return false;
    *is_in_order = import_is_in_order(total) && importing->failed == 0 && counts.gaps == 0 && counts.forks == 0;
    if (importing->values->home.is_json) {
        fprintf(out,
                "],\n\"new\":%lld,\"held\":%lld,\"conflicts\":%lld,\"damaged\":%lld,\"failed\":%d,\"gaps\":%lld,"
                "\"forks\":%lld}\n",
                (long long)total->added, (long long)total->held, (long long)total->conflicts, (long long)total->damaged,
                importing->failed, (long long)counts.gaps, (long long)counts.forks);
        return true;
    }
    terminal_verdict(out, *is_in_order, *is_in_order ? "In order" : "NOT in order");
    fprintf(out, ": %lld new, %lld already held, %lld in conflict, %lld damaged, %lld missing in between\n",
            (long long)total->added, (long long)total->held, (long long)total->conflicts, (long long)total->damaged,
            (long long)counts.gaps);
    if (counts.gaps > 0)
        fputs("  Missing records are on a stick that was not read yet: read it, or write one again at the kiosk.\n",
              out);
    if (counts.forks > 0)
        fprintf(
            out,
            "  %lld records stand where a kiosk's numbers were given twice: its card was copied, or an old image put\n"
            "  back. They are kept and do not count until you say so: `hamawaz enrol --keep-forks=KIOSK STICK`.\n",
            (long long)counts.forked);
    return true;
}

static int run(struct cli *cli)
{
    struct values values;
    const char *words[FILES_ON_LINE + 1];
    struct home home;
    struct err err = {0};
    bool is_in_order = false;
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    struct importing importing = {.home = &home, .values = &values};
    progress_begin(&importing.progress, cli->err, "reading records", 0);
    if (values.home.is_json)
        fputs("{\"files\":[", cli->out);
    bool is_done = home_init(&home, cli, &values.home, false, &err) && home_open(&home, true, &err) &&
                   import_all(&importing, words, &err) && finish_report(&importing, &is_in_order, &err);
    arrivals_finish(&importing.arrivals);
    home_finish(&home);
    if (!is_done)
        return home_complain(cli, &err);
    return is_in_order ? CLI_DONE : CLI_FAILED;
}

const struct command command_import = {
    .name = "import",
    .words = "STICK|FILE...",
    .help = "take what kiosks wrote into the store, and write the receipt to the stick",
    .details = "Every record is verified; one that is held already changes nothing, so a stick may be read twice, and\n"
               "sticks in any order. Exit code 1 when anything is damaged, missing or in conflict: what is good was\n"
               "taken all the same.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = FILES_ON_LINE,
    .run = run,
};
