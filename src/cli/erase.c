/* `hamawaz withdraw CODE` and `hamawaz erase ID...`: forgetting people, for good. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "sync/office.h"
#include "vault/locked.h"

enum { IDS_ON_LINE = 1000 };

struct values {
    struct home_options home;
    bool is_agreed;
};

static const struct option options[] = {
    {.name = "yes", .type = OPTION_FLAG, .offset = offsetof(struct values, is_agreed), .help = "do not ask again"},
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

/* Opens box after box until the code fits; only the lead's keys can, for the code's hash is sealed, too. */
struct search {
    struct keys *keys;
    char code[WITHDRAW_CODE_MAX];
    struct opened *opened; /* locked memory */
    char found[VAULT_RECORD_ID_MAX];
};

static bool compare(const struct chapter_row *row, void *arg, struct err *err)
{
    struct search *search = arg;
    uint8_t hash[VAULT_HASH_BYTES];
    (void)err;
    if (!str_equal(row->facts.kind, "pledge") || !keys_open_box(search->keys, row->line, row->n, search->opened, NULL))
        return true;
    vault_withdraw_hash(row->facts.record_id, search->code, hash);
    if (memcmp(hash, search->opened->code_hash, sizeof hash) == 0)
        memcpy(search->found, row->facts.record_id, sizeof search->found);
    return true;
}

static bool find(struct home *home, const char *typed, struct search *search, struct err *err)
{
    search->keys = home->keys;
    if (!withdraw_code_read(typed, search->code))
        return err_set(err, ERR_INVALID, "", "A withdrawal code has 8 letters, such as 7K4M-2Q9X: look again.");
    search->opened = locked_alloc(sizeof *search->opened);
    bool is_read = chapter_each(home->chapter, compare, search, err);
    locked_free(search->opened);
    if (is_read && search->found[0] == '\0')
        return err_set(err, ERR_MISSING, "", "No pledge here has this code: was its stick imported?");
    return is_read;
}

static bool erase(struct home *home, const struct values *values, const char *record_id, const char *reason,
                  struct err *err)
{
    int64_t now_s = 0;
    char question[128];
    snprintf(question, sizeof question, "Erase record %s for good? (y or n) ", record_id);
    if (!values->is_agreed && !terminal_agrees(question))
        return err_set(err, ERR_INVALID, "", "Nothing was erased.");
    if (!home_now(&now_s, err) || !chapter_begin(home->chapter, err))
        return false;
    if (!office_erase(home->chapter, home->keys, record_id, reason, now_s, err) ||
        !chapter_commit(home->chapter, err)) {
        chapter_rollback(home->chapter);
        return false;
    }
    fprintf(home->cli->out,
            "Record %s is erased here. The next `import` writes that to the stick for the kiosks,\n"
            "and the next `push` tells the national store.\n",
            record_id);
    return true;
}

static int run_withdraw(struct cli *cli)
{
    struct values values;
    const char *words[2];
    struct home home;
    struct search search = {0};
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_done = home_init(&home, cli, &values.home, false, &err) && home_open(&home, false, &err) &&
                   home_unlock(&home, &err) && find(&home, words[0], &search, &err) &&
                   erase(&home, &values, search.found, "withdrawn", &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

static int run_erase(struct cli *cli)
{
    struct values values;
    const char *words[IDS_ON_LINE + 1];
    struct home home;
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_done =
        home_init(&home, cli, &values.home, false, &err) && home_open(&home, false, &err) && home_unlock(&home, &err);
    for (const char **id = words; is_done && *id != NULL; id++)
        is_done = erase(&home, &values, *id, "asked", &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

const struct command command_withdraw = {
    .name = "withdraw",
    .words = "CODE",
    .help = "find the pledge with this withdrawal code and erase it",
    .details =
        "All records are opened to find it. What is erased stays erased, even when an old stick brings it again.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run_withdraw,
};

const struct command command_erase = {
    .name = "erase",
    .words = "RECORD...",
    .help = "erase records by their id, as `hamawaz list --people` shows them",
    .details = "What is erased stays erased, even when an old stick brings it again.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = IDS_ON_LINE,
    .run = run_erase,
};
