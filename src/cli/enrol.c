/* `hamawaz enrol`: accepts kiosks that asked on a stick, and writes every kiosk's configuration to it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "sync/office.h"

struct values {
    struct home_options home;
    const char *label, *accept, *revoke, *keep_forks;
    int up_to, keep_days;
    bool has_new_pin;
};

static const struct option options[] = {
    {.name = "label",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, label),
     .value_name = "NAME",
     .initial = "kiosk",
     .help = "what people call the new kiosk"},
    {.name = "accept",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, accept),
     .value_name = "WORDS",
     .help = "accept the kiosk with this fingerprint without asking"},
    {.name = "revoke",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, revoke),
     .value_name = "KIOSK",
     .help = "a kiosk was stolen or lost: what it pledges from now on does not count"},
    {.name = "up-to",
     .type = OPTION_NUMBER,
     .offset = offsetof(struct values, up_to),
     .value_name = "N",
     .initial = "0",
     .least = 0,
     .most = 2000000000,
     .help = "with --revoke: pledges up to this number still count"},
    {.name = "keep-forks",
     .type = OPTION_TEXT,
     .offset = offsetof(struct values, keep_forks),
     .value_name = "KIOSK",
     .help = "its card was copied, or an image put back: all its records count"},
    {.name = "new-pin",
     .type = OPTION_FLAG,
     .offset = offsetof(struct values, has_new_pin),
     .help = "give the accepted kiosk a staff PIN, which is shown here once"},
    {.name = "keep-days",
     .type = OPTION_NUMBER,
     .offset = offsetof(struct values, keep_days),
     .value_name = "N",
     .initial = "0",
     .least = 0,
     .most = KEEP_DAYS_MOST,
     .help = "how long it keeps a pledge after the receipt; 0: as it is (30)"},
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

struct enrolling {
    struct home *home;
    const struct values *values;
    int64_t now_s;
    int accepted, refused;
};

static bool is_agreed(const struct enrolling *enrolling, const char *words)
{
    if (enrolling->values->accept != NULL)
        return str_equal(enrolling->values->accept, words);
    return terminal_agrees("Does the kiosk show these four words? (y or n) ");
}

static bool visit(const struct enrol_request *request, bool is_known, void *arg, struct err *err)
{
    struct enrolling *enrolling = arg;
    FILE *out = enrolling->home->cli->out;
    char words[FINGERPRINT_MAX];
    fingerprint_words(request->by.public_key, words);
    fprintf(out, "Kiosk %s\n  fingerprint %s\n", request->by.id, words);
    if (is_known)
        fputs("  It is enrolled, but on another machine: was its card moved, or copied?\n", out);
    fflush(out);
    if (!is_agreed(enrolling, words)) {
        enrolling->refused++;
        fputs("  not accepted\n", out);
        return true;
    }
    enrolling->accepted++;
    fputs("  accepted\n", out);
    struct kiosk_terms terms = {.label = enrolling->values->label, .keep_days = enrolling->values->keep_days};
    char pin[PIN_TEXT_MAX];
    if (enrolling->values->has_new_pin && !vault_pin_make(pin, terms.pin_hash, err))
        return false;
    if (!office_enrol(enrolling->home->chapter, enrolling->home->keys, request, &terms, enrolling->now_s, err))
        return false;
    if (enrolling->values->has_new_pin)
        fprintf(out, "  its staff PIN from now on: %s\n", pin);
    return true;
}

static bool enrol(struct home *home, const struct values *values, const char *stick, struct err *err)
{
    struct enrolling enrolling = {.home = home, .values = values};
    int64_t written = 0;
    char words[FINGERPRINT_MAX];
    if (!home_now(&enrolling.now_s, err) || !home_open(home, true, err) || !home_unlock(home, err))
        return false;
    if (values->revoke != NULL &&
        !office_revoke(home->chapter, home->keys, values->revoke, values->up_to, enrolling.now_s, err))
        return false;
    if (values->keep_forks != NULL &&
        !office_keep_forks(home->chapter, home->keys, values->keep_forks, enrolling.now_s, err))
        return false;
    if (values->revoke == NULL && values->keep_forks == NULL &&
        !office_each_request(home->chapter, stick, visit, &enrolling, err))
        return false;
    if (!office_write_configs(home->chapter, home->keys, stick, enrolling.now_s, &written, err))
        return false;
    fingerprint_words(home->public.epoch[0].sign, words);
    fprintf(home->cli->out,
            "%d accepted, %d not; configurations of %lld kiosk%s are on the stick.\n"
            "The kiosk will show this chapter's fingerprint: %s\n",
            enrolling.accepted, enrolling.refused, (long long)written, written == 1 ? "" : "s", words);
    return true;
}

static int run(struct cli *cli)
{
    struct values values;
    const char *words[2];
    struct home home;
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_done = home_init(&home, cli, &values.home, false, &err) && enrol(&home, &values, words[0], &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

const struct command command_enrol = {
    .name = "enrol",
    .words = "STICK",
    .help = "accept the kiosks that ask for it on a stick, by their fingerprint",
    .details = "Write to the stick at the kiosk first. The kiosk and this program then show the same four words.\n"
               "Afterwards the stick goes back to the kiosk, which reads its configuration. After `keygen --rotate`\n"
               "the same brings the new keys to all kiosks.\n",
    .options = options,
    .option_count = COUNT_OF(options),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
