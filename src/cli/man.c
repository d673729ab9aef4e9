/* `hamawaz man`: the manual page, from the table of commands. */
#include "base/str.h"
#include "cli/commands.h"

/* Hyphens as they are typed, backslashes, and no line that begins as a request would. */
static void write_roff(FILE *to, const char *text)
{
    bool is_line_start = true;
    for (; *text != '\0'; text++) {
        if (is_line_start && (*text == '.' || *text == '\''))
            fputs("\\&", to);
        if (*text == '-' || *text == '\\')
            fputs(*text == '-' ? "\\-" : "\\e", to);
        else
            fputc(*text, to);
        is_line_start = *text == '\n';
    }
}

static void write_command(FILE *to, const struct command *command)
{
    struct str options = {0};
    fprintf(to, ".SS ");
    write_roff(to, command->name);
    fputc(' ', to);
    write_roff(to, command->words);
    fputc('\n', to);
    write_roff(to, command->help);
    fputs(".\n", to);
    if (*command->details) {
        fputs(".PP\n", to);
        write_roff(to, command->details);
    }
    option_man(command->options, command->option_count, &options);
    const char *items = str_get(&options);
    if (command->option_count > 0 && str_starts(items, ".SH OPTIONS\n")) /* here they stand under their command */
        fputs(items + sizeof ".SH OPTIONS\n" - 1, to);
    str_finish(&options);
}

static int run(struct cli *cli)
{
    const char *words[1];
    FILE *to = cli->out;
    if (!cli_words(cli, NULL, words))
        return CLI_USAGE;
    fputs(".TH HAMAWAZ 1 \"\" \"hamawaz " HAMAWAZ_VERSION "\"\n.SH NAME\nhamawaz \\- pledges home from the kiosks\n"
          ".SH SYNOPSIS\n.B hamawaz\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIWORD\\fR...]\n.SH COMMANDS\n",
          to);
    for (const struct command *const *command = commands; *command; command++)
        write_command(to, *command);
    fputs(".SH EXIT STATUS\n0 done; 1 it could not be done, or what was looked at is not in order; 2 the command line "
          "is wrong.\n.SH FILES\n.TP\n$HAMAWAZ_DATA\nkeys (under a passphrase) and chapter.db (sealed records).\n",
          to);
    return CLI_DONE;
}

const struct command command_man = {
    .name = "man",
    .words = "",
    .help = "the manual page: `hamawaz man | man -l -`",
    .details = "",
    .run = run,
};
