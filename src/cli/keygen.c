/* `hamawaz keygen`: the keys of a chapter or of the national office, and the paper that saves them. */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "vault/locked.h"

enum { PASSPHRASE_LEAST = 12, READ_BACK_GROUPS = 3 };

struct values {
    struct home_options home;
    bool is_national, is_rotation, is_restore, is_unchecked;
    const char *recovery, *card;
};

static const struct option options[] = {
    {.name = "national",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_national),
     .help = "the keys of the national office, which can open every chapter's records"},
    {.name = "recovery",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, recovery),
     .value_name = "CARD",
     .help = "the national office's card: kiosks will seal to it, too"},
    {.name = "card",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, card),
     .value_name = "FILE",
     .help = "write what is public of the keys to FILE, to hand to others"},
    {.name = "rotate",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_rotation),
     .help = "new keys from now on; the old ones are kept for reading"},
    {.name = "restore",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_restore),
     .help = "from a recovery sheet, under a new passphrase"},
    {.name = "no-read-back",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, is_unchecked),
     .help = "do not ask for groups of the recovery sheet (for scripts)"},
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

/* "lhr-2026a", and the next letter for each further one of that year. */
static bool make_id(char id[VAULT_NAME_MAX], const char *name, const struct keys_public *old, struct err *err)
{
    struct day today = clock_day(clock_wall_s(&(struct clock){0}));
    for (char letter = 'a'; letter <= 'z'; letter++) {
        bool is_taken = false;
        int n = snprintf(id, VAULT_NAME_MAX, "%s-%d%c", name, today.year, letter);
        for (size_t i = 0; i < old->count; i++)
            is_taken = is_taken || str_equal(old->epoch[i].id, id);
        if (!is_taken && n < VAULT_NAME_MAX)
            return true;
    }
    return err_set(err, ERR_INVALID, "", "The name is too long, or this year had its 26 keys.");
}

static bool read_new_passphrase(int fd, char *secret, struct err *err)
{
    char *again = locked_alloc(SECRET_MAX);
    bool is_read = terminal_read(fd, "New passphrase (six words or more are good): ", true, secret, err);
    if (is_read && strlen(secret) < PASSPHRASE_LEAST)
        is_read = err_set(err, ERR_INVALID, "", "A passphrase has at least %d letters: take several words.",
                          PASSPHRASE_LEAST);
    is_read = is_read && terminal_read(fd, "The same again: ", true, again, err);
    if (is_read && strcmp(secret, again) != 0)
        is_read = err_set(err, ERR_INVALID, "", "The two were not the same: nothing was made.");
    locked_free(again);
    return is_read;
}

static void print_sheet(FILE *to, const struct keys_public *public, const char *groups)
{
    fprintf(to,
            "\nRECOVERY SHEET   %s   %s\n\nWrite these groups on paper, or print this. Whoever has them can read every "
            "record\n"
            "sealed to these keys, and nobody can without them once the passphrase is lost.\nKeep the paper away "
            "from the laptop.\n\n",
            public->name, public->epoch[0].id);
    for (int i = 0; i < RECOVERY_GROUPS; i++)
        fprintf(to, "  %2d %.4s%s", i + 1, groups + (ptrdiff_t)i * 5, i % 7 == 6 ? "\n" : "");
    fputs("\n", to);
    fflush(to);
}

/* Three groups, drawn anew, must come back from the paper. */
static bool read_back(const char *groups, struct err *err)
{
    bool is_good = true;
    char *typed = locked_alloc(SECRET_MAX);
    for (int i = 0; is_good && i < READ_BACK_GROUPS; i++) {
        char prompt[64];
        int group = (int)(vault_random() % RECOVERY_GROUPS);
        snprintf(prompt, sizeof prompt, "From the paper, group %d: ", group + 1);
        is_good = terminal_read(-1, prompt, false, typed, err);
        for (int j = 0; is_good && j < 5; j++)
            is_good = j < 4 ? typed[j] != '\0' && crockford_value(typed[j]) == crockford_value(groups[group * 5 + j])
                            : typed[j] == '\0';
    }
    locked_free(typed);
    if (!is_good && err->code == ERR_NONE)
        return err_set(err, ERR_INVALID, "", "That is not what the sheet says: nothing was made. Begin again.");
    return is_good;
}

static bool take_recovery(struct keys *keys, const char *path, struct err *err)
{
    struct keys_public card;
    struct recipient recovery = {0};
    if (path == NULL)
        return true;
    if (!keys_read_card(path, &card, err))
        return false;
    if (!card.is_national)
        return err_set(err, ERR_INVALID, path, "This is a chapter's card, not the national office's.");
    (void)str_copy(recovery.id, sizeof recovery.id, card.epoch[0].id);
    memcpy(recovery.public_key, card.epoch[0].box, VAULT_KEY_BYTES);
    keys_set_recovery(keys, &recovery);
    return true;
}

/* The keys, not yet written, into home->keys. */
static bool make_keys(struct home *home, const struct values *values, const char *name, struct err *err)
{
    char id[VAULT_NAME_MAX];
    if (!vault_is_name(name) || strlen(name) > 16)
        return err_set(err, ERR_INVALID, "", "A name has 1 to 16 letters a-z, digits or dashes.");
    if (!make_id(id, name, &home->public, err))
        return false;
    if (values->is_rotation) {
        if (!home_unlock(home, err))
            return false;
        if (!str_equal(home->public.name, name))
            return err_set(err, ERR_INVALID, "", "The keys here are those of %s.", home->public.name);
        keys_rotate(home->keys, id);
    } else if (values->is_restore) {
        char *typed = locked_alloc(SECRET_MAX);
        bool is_good = terminal_read(values->home.passphrase_fd, "The 14 groups of the sheet: ", false, typed, err) &&
                       keys_restore(values->is_national, name, id, typed, &home->keys, err);
        locked_free(typed);
        if (!is_good)
            return false;
    } else {
        home->keys = keys_new(values->is_national, name, id);
    }
    return take_recovery(home->keys, values->recovery, err);
}

static bool keep_keys(struct home *home, const struct values *values, struct err *err)
{
    char *secret = locked_alloc(SECRET_MAX), *groups = locked_alloc(RECOVERY_MAX);
    bool is_kept = read_new_passphrase(values->home.passphrase_fd, secret, err);
    if (is_kept) {
        keys_recovery(home->keys, groups);
        print_sheet(home->cli->out, keys_public(home->keys), groups);
        is_kept = (values->is_unchecked || read_back(groups, err)) &&
                  keys_write(home->keys, home->keys_path, secret, keys_cost_full(), err);
    }
    locked_free(secret);
    locked_free(groups);
    return is_kept && (values->card == NULL || keys_write_card(keys_public(home->keys), values->card, err));
}

static void say_done(const struct home *home)
{
    const struct keys_public *public = keys_public(home->keys);
    char words[FINGERPRINT_MAX];
    fingerprint_words(public->epoch[0].sign, words);
    fprintf(home->cli->out, "Keys %s are in %s.\nTheir fingerprint: %s\n", public->epoch[0].id, home->keys_path, words);
    if (!public->is_national && public->recovery.id[0] == '\0')
        fputs("Without --recovery=CARD nobody but this chapter can ever open its records.\n", home->cli->out);
    if (public->count > 1)
        fputs("Kiosks learn of them by `hamawaz enrol STICK`.\n", home->cli->out);
}

static int run(struct cli *cli)
{
    struct values values;
    const char *words[2];
    struct home home;
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_made = home_init(&home, cli, &values.home, true, &err);
    if (is_made && !values.is_rotation && home.public.count > 0)
        is_made =
            err_set(&err, ERR_INVALID, home.keys_path, "There are keys already: --rotate makes their successors.");
    is_made = is_made && make_keys(&home, &values, words[0], &err) && keep_keys(&home, &values, &err);
    if (is_made)
        say_done(&home);
    home_finish(&home);
    return is_made ? CLI_DONE : home_complain(cli, &err);
}

const struct command command_keygen = {
    .name = "keygen",
    .words = "NAME",
    .help = "make the keys of a chapter (NAME: lhr) or of the national office",
    .details = "The passphrase is asked for twice. The recovery sheet is printed once, and three of its groups are\n"
               "asked back, so that the keys are made only when the paper is there.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
