/* Finds the command and lets it run. What a mistake costs is always the same: one sentence, the usage, exit code 2. */
#include "cli/cli.h"

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"

enum { NEAR_ENOUGH = 2 };

static const char usage[] = "usage: hamawaz COMMAND ...; `hamawaz help` lists the commands\n";

const struct command *const commands[] = {
    &command_keygen, &command_enrol,       &command_import, &command_status,   &command_list,  &command_export,
    &command_report, &command_push,        &command_sweep,  &command_withdraw, &command_erase, &command_verify,
    &command_check,  &command_import_gift, &command_man,    &command_help,     NULL,
};

const struct command *command_find(const char *name)
{
    for (const struct command *const *command = commands; *command; command++) {
        if (str_equal((*command)->name, name))
            return *command;
    }
    return NULL;
}

static const struct command *nearest(const char *name)
{
    const struct command *best = NULL;
    unsigned best_distance = NEAR_ENOUGH + 1;
    for (const struct command *const *command = commands; *command; command++) {
        unsigned distance = str_distance((*command)->name, name);
        if (distance < best_distance) {
            best_distance = distance;
            best = *command;
        }
    }
    return best;
}

static void write_usage(FILE *to, const struct command *command)
{
    fprintf(to, "usage: hamawaz %s%s%s%s\n", command->name, command->option_count > 0 ? " [OPTION...]" : "",
            *command->words ? " " : "", command->words);
}

/* There is no such command, or it is an option that none knows. */
static int refuse(FILE *err, const char *word)
{
    bool is_option = *word == '-';
    const struct command *meant = is_option ? NULL : nearest(word);
    fprintf(err, "hamawaz: there is no %s %s", is_option ? "option" : "command", word);
    if (meant)
        fprintf(err, "; did you mean %s?", meant->name);
    fprintf(err, "\n%s", usage);
    return CLI_USAGE;
}

/* Writes what is wrong with the words of a command line; false when nothing is. */
static bool report_words(struct cli *cli, const char *const *rest, int count)
{
    const struct command *command = cli->command;
    if (count < command->least_words)
        fprintf(cli->err, "hamawaz %s: something is missing\n", command->name);
    else if (count > command->most_words)
        fprintf(cli->err, "hamawaz %s: %s is one word too many\n", command->name, rest[command->most_words]);
    else
        return false;
    return true;
}

bool cli_words(struct cli *cli, void *values, const char **words)
{
    const struct command *command = cli->command;
    const char **rest = mem_array((size_t)cli->argc, sizeof(*rest));
    int count = 0;
    struct err err = {0};
    option_defaults(command->options, command->option_count, values);
    bool is_good =
        option_parse(command->options, command->option_count, values, cli->argc, cli->argv, rest, &count, &err);
    if (!is_good)
        fprintf(cli->err, "hamawaz %s: %s\n", command->name, err.text);
    is_good = is_good && !report_words(cli, rest, count);
    for (int i = 0; is_good && i <= command->most_words; i++)
        words[i] = i < count ? rest[i] : NULL;
    if (!is_good)
        write_usage(cli->err, command);
    free(rest);
    return is_good;
}

static bool is_help(const char *word)
{
    return str_equal(word, "--help") || str_equal(word, "-h");
}

static bool asks_for_help(const struct cli *cli)
{
    int i = 1;
    while (i < cli->argc && !is_help(cli->argv[i]))
        i++;
    return i < cli->argc;
}

int cli_run(FILE *out, FILE *err, int argc, char **argv)
{
    if (argc < 2) {
        fputs(usage, err);
        return CLI_USAGE;
    }
    if (is_help(argv[1])) {
        help_write(out, NULL);
        return CLI_DONE;
    }
    if (str_equal(argv[1], "--version")) {
        fputs("hamawaz " HAMAWAZ_VERSION "\n", out);
        return CLI_DONE;
    }
    struct cli cli = {out, err, command_find(argv[1]), argc - 1, argv + 1};
    if (!cli.command)
        return refuse(err, argv[1]);
    if (asks_for_help(&cli)) {
        help_write(out, cli.command);
        return CLI_DONE;
    }
    return cli.command->run(&cli);
}
