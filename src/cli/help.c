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
}

void help_write(FILE *to, const struct command *command)
{
    if (command)
        explain(to, command);
    else
        list_commands(to);
    fputs(exit_codes, to);
}

static int run(struct cli *cli)
{
    const char *words[2];
    if (!cli_words(cli, NULL, words))
        return CLI_USAGE;
    const struct command *asked = words[0] ? command_find(words[0]) : NULL;
    if (words[0] && !asked) {
        fprintf(cli->err, "hamawaz help: there is no command %s; `hamawaz help` lists them\n", words[0]);
        return CLI_USAGE;
    }
    help_write(cli->out, asked);
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
