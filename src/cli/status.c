/* `hamawaz status` and `hamawaz list`: what is held. Neither asks for the passphrase, unless people are listed. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/home.h"
#include "vault/locked.h"

static const struct option status_options[] = {HOME_OPTION_JSON, HOME_OPTION_DATA};

static void write_trouble(FILE *out, int64_t count, const char *sentence)
{
    if (count > 0)
        fprintf(out, "  %lld %s\n", (long long)count, sentence);
}

static void write_counts(FILE *out, const struct chapter_counts *counts)
{
    fprintf(out, "%lld kiosk%s enrolled\n%lld pledges, %lld of them with details\n%lld quizzes\n",
            (long long)counts->kiosks, counts->kiosks == 1 ? "" : "s", (long long)counts->pledges,
            (long long)counts->details, (long long)counts->quizzes);
    write_trouble(out, counts->gaps, "missing in between: read the stick that has them, or write one again");
    write_trouble(out, counts->forked,
                  "from where a kiosk's numbers were given twice: a card was copied, or an old image put back; they"
                  " count after `hamawaz enrol --keep-forks`");
    write_trouble(out, counts->conflicts, "in conflict: two records claim one id; they do not count");
    write_trouble(out, counts->foreign, "from kiosks that are not enrolled: they count after `hamawaz enrol`");
    write_trouble(out, counts->revoked, "from after a kiosk was revoked: they do not count");
    write_trouble(out, counts->demonstration, "from demonstrations: they do not count");
    write_trouble(out, counts->erased, "erased for good");
}

static void write_counts_json(FILE *out, const struct chapter_counts *counts, const char *state)
{
    fprintf(out,
            "{\"kiosks\":%lld,\"pledges\":%lld,\"details\":%lld,\"quizzes\":%lld,\"gaps\":%lld,\"forks\":%lld,"
            "\"conflicts\":%lld,\"not_enrolled\":%lld,\"revoked\":%lld,\"demonstration\":%lld,\"erased\":%lld,"
            "\"state\":\"%s\"}\n",
            (long long)counts->kiosks, (long long)counts->pledges, (long long)counts->details,
            (long long)counts->quizzes, (long long)counts->gaps, (long long)counts->forks, (long long)counts->conflicts,
            (long long)counts->foreign, (long long)counts->revoked, (long long)counts->demonstration,
            (long long)counts->erased, state);
}

static bool write_kiosk(const struct chapter_kiosk *kiosk, const char *config, size_t n, void *arg, struct err *err)
{
    struct cli *cli = arg;
    (void)config, (void)n, (void)err;
    fprintf(cli->out, "  %s  ", kiosk->id);
    terminal_plain(cli->out, kiosk->label);
    fprintf(cli->out, "%s\n", kiosk->is_revoked ? " (revoked)" : "");
    return true;
}

static bool show_status(struct home *home, struct err *err)
{
    struct chapter_counts counts;
    uint8_t digest[VAULT_HASH_BYTES];
    char words[FINGERPRINT_MAX];
    FILE *out = home->cli->out;
    if (!home_open(home, false, err) || !chapter_count(home->chapter, &counts, err) ||
        !chapter_digest(home->chapter, digest, err))
        return false;
    fingerprint_words(digest, words);
    if (home->options->is_json) {
        write_counts_json(out, &counts, words);
        return true;
    }
    fprintf(out, "Chapter %s, keys %s\n", home->public.name, home->public.epoch[0].id);
    write_counts(out, &counts);
    fprintf(out, "State: %s (two laptops that show the same hold the same)\nKiosks:\n", words);
    return chapter_each_kiosk(home->chapter, write_kiosk, home->cli, err);
}

static int run_status(struct cli *cli)
{
    struct home_options options;
    const char *words[1];
    struct home home;
    struct err err = {0};
    if (!cli_words(cli, &options, words))
        return CLI_USAGE;
    bool is_done = home_init(&home, cli, &options, false, &err) && show_status(&home, &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

struct list_values {
    struct home_options home;
    bool has_people;
    const char *event;
};

static const struct option list_options[] = {
    {.name = "people",
     .type = OPTION_FLAG,
     .offset = offsetof(struct list_values, has_people),
     .help = "those who gave their details, by name; asks for the passphrase"},
    {.name = "event",
     .type = OPTION_TEXT,
     .offset = offsetof(struct list_values, event),
     .value_name = "ID",
     .help = "people of this event only"},
    HOME_OPTION_JSON,
    HOME_OPTION_DATA,
    HOME_OPTION_PASSPHRASE,
};

struct listing {
    struct home *home;
    int64_t count;
    struct opened *opened; /* locked memory; NULL for groups */
};

static void begin_item(struct listing *listing)
{
    if (listing->home->options->is_json)
        fputs(listing->count > 0 ? ",\n " : "\n ", listing->home->cli->out);
    listing->count++;
}

static bool write_group(const struct chapter_group *group, void *arg, struct err *err)
{
    struct listing *listing = arg;
    FILE *out = listing->home->cli->out;
    (void)err;
    begin_item(listing);
    if (listing->home->options->is_json) {
        fputs("{\"event\":", out);
        json_write(out, group->event);
        fprintf(out, ",\"kiosk\":\"%s\",\"label\":", group->kiosk);
        json_write(out, group->label);
        fprintf(out, ",\"pledges\":%lld,\"details\":%lld}", (long long)group->pledges, (long long)group->details);
        return true;
    }
    fprintf(out, "%-24s ", group->event[0] != '\0' ? group->event : "(no event)");
    terminal_plain(out, group->label);
    fprintf(out, "  %lld pledges, %lld with details\n", (long long)group->pledges, (long long)group->details);
    return true;
}

static void write_person_json(FILE *out, const struct chapter_row *row, const struct opened *opened)
{
    const char *const cells[][2] = {{"record", row->facts.record_id}, {"event", row->facts.event},
                                    {"name", opened->person.name},    {"phone", opened->person.phone},
                                    {"email", opened->person.email},  {"city", opened->person.city},
                                    {"group", opened->chapter},       {"consents", opened->agreed}};
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        fprintf(out, "%s\"%s\":", i == 0 ? "{" : ",", cells[i][0]);
        json_write(out, cells[i][1]);
    }
    fputs("}", out);
}

static bool write_person(const struct chapter_row *row, void *arg, struct err *err)
{
    struct listing *listing = arg;
    const struct opened *opened = listing->opened;
    FILE *out = listing->home->cli->out;
    if (!keys_open_box(listing->home->keys, row->line, row->n, listing->opened, err)) {
        fprintf(listing->home->cli->err, "%s: %s\n", row->facts.record_id, err->text);
        return true;
    }
    begin_item(listing);
    if (listing->home->options->is_json) {
        write_person_json(out, row, opened);
        return true;
    }
    const char *const cells[] = {opened->person.name, opened->person.phone, opened->person.email, opened->person.city,
                                 opened->agreed};
    fputs(row->facts.record_id, out);
    for (size_t i = 0; i < COUNT_OF(cells); i++) {
        fputc('\t', out);
        terminal_plain(out, cells[i]);
    }
    fputc('\n', out);
    return true;
}

static bool show_list(struct listing *listing, const struct list_values *values, struct err *err)
{
    struct home *home = listing->home;
    if (!home_open(home, false, err) || (values->has_people && !home_unlock(home, err)))
        return false;
    if (values->home.is_json)
        fputs("[", home->cli->out);
    if (values->has_people)
        listing->opened = locked_alloc(sizeof *listing->opened);
    bool is_shown = values->has_people ? chapter_each_person(home->chapter, values->event, write_person, listing, err)
                                       : chapter_each_group(home->chapter, write_group, listing, err);
    if (values->home.is_json)
        fputs("]\n", home->cli->out);
    locked_free(listing->opened);
    return is_shown;
}

static int run_list(struct cli *cli)
{
    struct list_values values;
    const char *words[1];
    struct home home;
    struct listing listing = {.home = &home};
    struct err err = {0};
    if (!cli_words(cli, &values, words))
        return CLI_USAGE;
    bool is_done = home_init(&home, cli, &values.home, false, &err) && show_list(&listing, &values, &err);
    home_finish(&home);
    return is_done ? CLI_DONE : home_complain(cli, &err);
}

const struct command command_status = {
    .name = "status",
    .words = "",
    .help = "how many records are held, and whether anything is missing",
    .details = "",
    .options = status_options,
    .option_count = COUNT_OF(status_options),
    .run = run_status,
};

const struct command command_list = {
    .name = "list",
    .words = "",
    .help = "pledges by event and kiosk; or, with --people, by name",
    .details = "",
    .options = list_options,
    .option_count = COUNT_OF(list_options),
    .run = run_list,
};
