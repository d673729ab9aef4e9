/* `hamawaz check FOLDER`: every fault of a campaign pack at once, for those who write one. */
#include "base/file.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "content/pack.h"

static const char *const lang_names[LANG_COUNT] = {[LANG_UR] = "Urdu", [LANG_EN] = "English"};

/* The list of the fonts' letters lies beside the program in the build folder, or in /usr/share once installed. */
static const char *find_coverage(char path[FILE_PATH_MAX])
{
    static const char *const places[] = {"share/fonts/coverage", "../share/hamawaz/fonts/coverage"};
    char folder[FILE_PATH_MAX];
    struct err err;
    if (!file_program_folder(folder, &err))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (file_exists(file_join(path, folder, places[i])))
            return path;
    }
    return NULL;
}

static struct day today(void)
{
    int64_t now_s = clock_wall_s(&(struct clock){0});
    return clock_is_plausible(now_s) ? clock_day(now_s) : (struct day){0};
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void write_faults(FILE *to, const struct fault_list *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->at[i];
        fprintf(to, "%s: %s%s; %s\n", fault->where, fault->is_warning ? "warning: " : "", fault->what, fault->mend);
    }
    size_t hidden = faults->error_count + faults->warning_count - faults->count;
    if (hidden > 0)
        fprintf(to, "... and %zu more\n", hidden);
}

static void write_summary(FILE *to, const struct fault_list *faults)
{
    fprintf(to, "%zu slide%s, %zu quiz item%s", faults->slide_count, plural(faults->slide_count), faults->item_count,
            plural(faults->item_count));
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        size_t missing = faults->missing[lang];
        if (missing == 0)
            fprintf(to, ", %s complete", lang_names[lang]);
        else
            fprintf(to, ", %s lacks %zu text%s", lang_names[lang], missing, plural(missing));
    }
    if (faults->unread_count > 0)
        fprintf(to, ", %zu file%s not read", faults->unread_count, plural(faults->unread_count));
    fprintf(to, "; %zu fault%s, %zu warning%s: the pack is %s\n", faults->error_count, plural(faults->error_count),
            faults->warning_count, plural(faults->warning_count), faults->error_count == 0 ? "green" : "NOT green");
}

static int check_folder(struct cli *cli, const char *folder)
{
    char path[FILE_PATH_MAX];
    struct pack_check check = {.coverage_path = find_coverage(path), .today = today()};
    if (!check.coverage_path)
        fputs("hamawaz check: the list of the fonts' letters was not found: letters are not checked\n", cli->err);
    struct fault_list faults = {0};
    pack_free(pack_load(folder, &check, &faults));
    write_faults(cli->out, &faults);
    write_summary(cli->out, &faults);
    int code = faults.error_count == 0 ? CLI_DONE : CLI_FAILED;
    fault_list_finish(&faults);
    return code;
}

static int run(struct cli *cli)
{
    const char *words[2];
    if (!cli_words(cli, NULL, words))
        return CLI_USAGE;
    if (!file_is_folder(words[0])) {
        fprintf(cli->err, "hamawaz check: there is no folder %s\n", words[0]);
        return CLI_FAILED;
    }
    return check_folder(cli, words[0]);
}

const struct command command_check = {
    .name = "check",
    .words = "FOLDER",
    .help = "every fault of a campaign pack, each with file, line and what to do",
    .details = "The last line says which languages are complete and whether the pack is green, that is,\n"
               "without faults: the kiosk takes a green pack only. Warnings do not count against it.\n"
               "The README.md of the campaign pack lists every file and key.\n",
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
