/* Finds the command and lets it run. What a mistake costs is always the same: one sentence, the usage, exit code 2. */
#include "cli/cli.h"

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"

enum { NEAR_ENOUGH = 2 };

const struct command *const commands[] = {&command_check, &command_help, NULL};

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

static int refuse(struct cli *cli, const char *word)
{
    const struct command *meant = nearest(word);
    bool is_option = *word == '-';
    fprintf(cli->err, "hamawaz: there is no %s %s", is_option ? "option" : "command", word);
    if (meant && !is_option)
        fprintf(cli->err, "; did you mean %s?", meant->name);
    fputs("\nusage: hamawaz COMMAND ...; `hamawaz help` lists the commands\n", cli->err);
    return CLI_USAGE;
}

bool cli_words(struct cli *cli, const struct command *command, void *values, int argc, char **argv, const char **rest,
               int *n_rest)
{
    struct err err = {0};
    option_defaults(command->options, command->option_count, values);
    if (!option_parse(command->options, command->option_count, values, argc, argv, rest, n_rest, &err))
        fprintf(cli->err, "hamawaz %s: %s\n", command->name, err.text);
    else if (*n_rest < command->least_words)
        fprintf(cli->err, "hamawaz %s: something is missing\n", command->name);
    else if (*n_rest > command->most_words)
        fprintf(cli->err, "hamawaz %s: %s is one word too many\n", command->name, rest[command->most_words]);
    else
        return true;
    write_usage(cli->err, command);
    return false;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (str_equal(argv[i], "--help") || str_equal(argv[i], "-h"))
            return true;
    }
    return false;
}

/* `hamawaz NAME --help` is `hamawaz help NAME`; `hamawaz --help` is `hamawaz help`. */
static int help_on(struct cli *cli, char *name)
{
    char *words[] = {NULL, name, NULL};
    return command_help.run(cli, &command_help, name ? 2 : 1, words);
}

int cli_run(struct cli *cli, int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: hamawaz COMMAND ...; `hamawaz help` lists the commands\n", cli->err);
        return CLI_USAGE;
    }
    char *name = argv[1];
    if (str_equal(name, "--help") || str_equal(name, "-h"))
        return help_on(cli, NULL);
    if (str_equal(name, "--version")) {
        fputs("hamawaz " HAMAWAZ_VERSION "\n", cli->out);
        return CLI_DONE;
    }
    const struct command *command = command_find(name);
    if (!command)
        return refuse(cli, name);
    if (asks_for_help(argc - 1, argv + 1))
        return help_on(cli, name);
    return command->run(cli, command, argc - 1, argv + 1);
}
