/* `hamawaz report STORE`: one event on paper. */
#include <string.h>

#include "base/file.h"
#include "base/lang.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "store/store.h"
#include "sync/event_report.h"
#include "vault/locked.h"

struct report_options {
    const char *event, *output, *pack;
    int lang; /* 0 ur, 1 en */
    bool is_csv;
};

static const char *const langs[] = {"ur", "en", NULL};

#define AT(member) offsetof(struct report_options, member)
static const struct option options[] = {
    {.name = "event",
     .type = OPTION_TEXT,
     .offset = AT(event),
     .value_name = "ID",
     .help = "the event; else the newest"},
    {.name = "output",
     .type = OPTION_TEXT,
     .offset = AT(output),
     .value_name = "FILE",
     .help = "where to write, also -o; else to the terminal"},
    {.name = "lang",
     .type = OPTION_CHOICE,
     .offset = AT(lang),
     .value_name = "LANG",
     .initial = "ur",
     .choices = langs,
     .help = "language of the report: ur or en"},
    {.name = "pack",
     .type = OPTION_TEXT,
     .offset = AT(pack),
     .value_name = "FOLDER",
     .help = "campaign whose statements were voted on; else the shipped one"},
    {.name = "csv", .type = OPTION_FLAG, .offset = AT(is_csv), .help = "a table for spreadsheets instead of a page"},
};

static int fail(struct cli *cli, const struct err *err)
{
    fprintf(cli->err, "hamawaz report: %s%s%s\n", err->where, *err->where ? ": " : "", err->text);
    return CLI_FAILED;
}

/* Beside the program when it was built here, else where a package puts it. */
static bool find_shared(const char *name, char path[FILE_PATH_MAX], struct err *err)
{
    static const char *const places[] = {"share", "../share/hamawaz"};
    char program[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    if (!file_program_folder(program, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (file_is_folder(file_join(path, file_join(folder, program, places[i]), name)))
            return true;
    return err_set(err, ERR_MISSING, name, "The program's own folder was not found; install the package again.");
}

static struct pack *read_pack(const char *folder, struct err *err)
{
    char shipped[FILE_PATH_MAX];
    struct fault_list faults = {0};
    if (!folder && find_shared("campaign", shipped, err))
        folder = shipped;
    struct pack *pack = folder ? pack_load(folder, &(struct pack_check){0}, &faults) : NULL;
    fault_list_finish(&faults);
    if (!pack && folder)
        (void)err_set(err, ERR_INVALID, folder, "The campaign has faults; hamawaz check lists them.");
    return pack;
}

/* Reads the event out of the kiosk's folder. A kiosk that runs has it to itself. */
static bool read_store(const char *folder, const struct pack *pack, const char *event, struct event_report *report,
                       struct err *err)
{
    struct clock clock = {0};
    struct vault *vault = NULL;
    struct store *store = NULL;
    if (!store_is_expected(folder))
        return err_set(err, ERR_MISSING, folder, "There is no store of a kiosk.");
    bool is_read = locked_init(err) && vault_open(folder, false, &vault, err) &&
                   store_open(folder, vault, &clock, &store, err) && event_report_read(store, pack, event, report, err);
    store_close(store);
    vault_close(vault);
    return is_read;
}

static bool write_report(struct cli *cli, const struct report_options *chosen, const struct event_report *report,
                         struct err *err)
{
    char locale[FILE_PATH_MAX];
    struct str text = {0};
    enum lang lang = chosen->lang == 0 ? LANG_UR : LANG_EN;
    if (!find_shared("locale", locale, err) || !lang_init(locale, err))
        return false;
    lang_select(lang);
    if (chosen->is_csv)
        event_report_csv(report, lang, &text);
    else
        event_report_html(report, lang, &text);
    bool is_written = true;
    if (chosen->output)
        is_written = file_write_atomic(chosen->output, str_get(&text), text.length, 0600, err);
    else
        fputs(str_get(&text), cli->out);
    str_finish(&text);
    return is_written;
}

/* The one short option. */
static void spell_out(struct cli *cli)
{
    static char output[] = "--output";
    for (int i = 1; i < cli->argc; i++)
        if (strcmp(cli->argv[i], "-o") == 0)
            cli->argv[i] = output;
}

static int run(struct cli *cli)
{
    struct report_options chosen;
    const char *words[2];
    struct err err = {0};
    spell_out(cli);
    if (!cli_words(cli, &chosen, words))
        return CLI_USAGE;
    struct pack *pack = read_pack(chosen.pack, &err);
    struct event_report *report = mem_alloc(sizeof *report);
    bool is_done =
        pack && read_store(words[0], pack, chosen.event, report, &err) && write_report(cli, &chosen, report, &err);
    free(report);
    pack_free(pack);
    return is_done ? CLI_DONE : fail(cli, &err);
}

const struct command command_report = {
    .name = "report",
    .words = "STORE",
    .help = "an event's counts as a page to print, or as a table",
    .details = "STORE is the folder of a kiosk's records (its --data), while that kiosk is off.\n"
               "The page needs no network and no script; groups under ten people are withheld.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
