/* `hamawaz export`: people as a file. The file is made under a name that nobody reads, readable to the lead alone, and
 * gets its own name when it is whole. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "sync/export.h"

struct values {
    struct home_options home;
    const char *csv, *import_csv, *vcard, *event;
};

static const struct option options[] = {
    {.name = "csv",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, csv),
     .value_name = "FILE",
     .help = "for people: opens in a spreadsheet, numbers stay text"},
    {.name = "import-csv",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, import_csv),
     .value_name = "FILE",
     .help = "for programs: plain values, telephone numbers as +92..."},
    {.name = "vcard",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, vcard),
     .value_name = "FILE",
     .help = "for an address book: those who agreed to be contacted"},
    {.name = "event",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, event),
     .value_name = "ID",
     .help = "of this event only"},
    HOME_OPTION_JSON,
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

static void show_progress(int64_t done, void *arg)
{
    progress_show(arg, done);
}

static bool cannot_write(const char *path, struct err *err)
{
    return err_set(err, err_from_errno(errno), path, "The file cannot be written.");
}

static bool write_file(struct home *home, const struct values *values, const char *path, enum export_form form,
                       struct export_report *report, struct err *err)
{
    char temporary[FILE_PATH_MAX + 8];
    struct progress progress;
    snprintf(temporary, sizeof temporary, "%s.part", path);
    (void)unlink(temporary);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    FILE *to = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (to == NULL)
        return cannot_write(path, err);
    progress_begin(&progress, home->cli->err, "opening records", 0);
    bool is_written =
        export_people(home->chapter, home->keys, values->event, form, to, show_progress, &progress, report, err);
    progress_end(&progress);
    if (is_written && fsync(fd) != 0)
        is_written = cannot_write(path, err);
    if (fclose(to) != 0 && is_written)
        is_written = cannot_write(path, err);
    if (is_written && rename(temporary, path) != 0)
        is_written = cannot_write(path, err);
    if (!is_written)
        (void)unlink(temporary);
    return is_written;
}

static void say(const struct home *home, const char *path, const struct export_report *report)
{
    FILE *out = home->cli->out;
    if (home->options->is_json) {
        fputs("{\"file\":", out);
        json_write(out, path);
        fprintf(out, ",\"people\":%lld,\"unreadable\":%lld,\"not_asked\":%lld}\n", (long long)report->people,
                (long long)report->unreadable, (long long)report->not_asked);
        return;
    }
    fprintf(out, "%lld people in %s. It is readable to anybody who gets it: delete it when it was used.\n",
            (long long)report->people, path);
    if (report->not_asked > 0)
        fprintf(out, "%lld were left out: they did not agree to be contacted, or gave no way to.\n",
                (long long)report->not_asked);
    if (report->unreadable > 0)
        fprintf(out, "%lld could not be opened: they are sealed to other keys.\n", (long long)report->unreadable);
}

static bool export_all(struct home *home, const struct values *values, struct err *err)
{
    const struct {
        const char *path;
        enum export_form form;
    } wanted[] = {{values->csv, EXPORT_CSV}, {values->import_csv, EXPORT_IMPORT_CSV}, {values->vcard, EXPORT_VCARD}};
    if (!home_open(home, false, err) || !home_unlock(home, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        struct export_report report;
        if (wanted[i].path == NULL)
            continue;
        if (strlen(wanted[i].path) >= FILE_PATH_MAX)
            return err_set(err, ERR_USAGE, "", "The file's name is too long.");
        if (!write_file(home, values, wanted[i].path, wanted[i].form, &report, err))
            return false;
        say(home, wanted[i].path, &report);
    }
    return true;
}

static int run(struct cli *cli)
{
    struct values values;
    const char *words[1];
    struct home home;
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    if (values.csv == NULL && values.import_csv == NULL && values.vcard == NULL) {
        fputs("hamawaz export: say what to write: --csv=FILE, --import-csv=FILE or --vcard=FILE\n", cli->err);
        return CLI_USAGE;
    }
    bool is_done = home_init(&home, cli, &values.home, false, &err) && export_all(&home, &values, &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

const struct command command_export = {
    .name = "export",
    .words = "",
    .help = "write the people who gave their details to a file",
    .details = "The files are plain text, the only ones in which names stand unsealed.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
