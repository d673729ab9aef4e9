/* `hamawaz help`: everything it says comes from the table of commands and their options. */
#include "base/str.h"
#include "cli/commands.h"

static const char exit_codes[] = "\nExit codes: 0 done; 1 it could not be done, or what was looked at is not in\n"
                                 "order; 2 the command line is wrong.\n";

static void list_commands(FILE *to)
{
    fputs("hamawaz: for chapter leads and for authors of campaign packs\n\n", to);
    for (const struct command *const *command = commands; *command; command++) {
        char left[40];
        snprintf(left, sizeof(left), "%s %s", (*command)->name, (*command)->words);
        fprintf(to, "  %-24s %s\n", left, (*command)->help);
    }
    fprintf(to, "  %-24s %s\n", "--version", "the version of this program");
    fputs(exit_codes, to);
}

static void explain(FILE *to, const struct command *command)
{
    fprintf(to, "hamawaz %s %s\n\n%s.\n", command->name, command->words, command->help);
    if (*command->details)
        fprintf(to, "\n%s", command->details);
    if (command->option_count > 0) {
        struct str options = {0};
        option_help(command->options, command->option_count, &options);
        fprintf(to, "\n%s", str_get(&options));
        str_finish(&options);
    }
    fputs(exit_codes, to);
}

static int run(struct cli *cli, const struct command *command, int argc, char **argv)
{
    const char *rest[16];
    int n_rest = 0;
    if (argc > 16) {
        fputs("hamawaz help: too many words\n", cli->err);
        return CLI_USAGE;
    }
    if (!cli_words(cli, command, NULL, argc, argv, rest, &n_rest))
        return CLI_USAGE;
    if (n_rest == 0) {
        list_commands(cli->out);
        return CLI_DONE;
    }
    const struct command *asked = command_find(rest[0]);
    if (!asked) {
        fprintf(cli->err, "hamawaz help: there is no command %s; `hamawaz help` lists them\n", rest[0]);
        return CLI_USAGE;
    }
    explain(cli->out, asked);
    return CLI_DONE;
}

const struct command command_help = {
    .name = "help",
    .words = "[COMMAND]",
    .help = "what the commands do, or one of them in full",
    .details = "",
    .most_words = 1,
    .run = run,
};
