/* The commands, in the order `hamawaz help` lists them (the table is in cli.c). */
#ifndef HAMAWAZ_CLI_COMMANDS_H
#define HAMAWAZ_CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct command command_keygen, command_enrol, command_import, command_status, command_list,
    command_export, command_report, command_push, command_sweep, command_withdraw, command_erase, command_verify,
    command_check, command_import_gift, command_man, command_help;

/* All of them; NULL ends. */
extern const struct command *const commands[];

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);

/* What `hamawaz help` says of one command, or (NULL) of all. */
void help_write(FILE *to, const struct command *command);

#endif
