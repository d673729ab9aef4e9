/* hamawaz-kiosk: puts the app together, runs it, takes it apart in reverse. What is missing never ends the show if it
 * can be shown without: a bad pack gives the built-in one, a bad store closes the pledges and tells staff. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "content/keep.h"
#include "gfx/output.h"
#include "screens/app.h"
#include "screens/no_fonts.h"
#include "screens/run.h"
#include "screens/session.h"
#include "vault/locked.h"

enum exit_code { EXIT_OK, EXIT_SCRIPT = 1, EXIT_USAGE = 2, EXIT_DISPLAY = 3, EXIT_FONTS = 4, EXIT_MEMORY = 5 };

/* Text, word textures and layouts together. */
#define TEXT_BUDGET_BYTES ((size_t)6 << 20)

/* Half a frame for words and shapes never drawn before; the rest is layout and painting. */
enum { MAKE_BUDGET_US = 8000 };

static int complain(enum exit_code code, const struct err *err)
{
    fprintf(stderr, "hamawaz-kiosk: %s%s%s\n", err->where, *err->where ? ": " : "", err->text);
    return code;
}

static void print_help(void)
{
    struct str help = {0};
    option_help(settings_table, settings_count, &help);
    printf("Usage: hamawaz-kiosk [OPTION]...\nShows the campaign full screen, runs its quiz and takes pledges.\n\n%s\n"
           "Exit: 0 left by staff, 1 a script's step did not hold, 2 usage, 3 no display, 4 no fonts.\n",
           str_get(&help));
    str_finish(&help);
}

static void print_man(void)
{
    struct str man = {0};
    option_man(settings_table, settings_count, &man);
    printf(".TH HAMAWAZ\\-KIOSK 1 \"\" \"hamawaz %s\"\n.SH NAME\nhamawaz\\-kiosk \\- offline awareness kiosk\n"
           ".SH SYNOPSIS\n.B hamawaz\\-kiosk\n[\\fIOPTION\\fR...]\n.SH DESCRIPTION\n"
           "Shows a campaign full screen, runs its quiz and takes pledges, which are sealed at once.\n%s"
           ".SH EXIT STATUS\n0 left by staff, 1 a script's step did not hold, 2 usage, 3 no display, 4 no fonts, "
           "5 no memory that stays out of swap.\n.SH SEE ALSO\n.BR hamawaz (1)\n",
           HAMAWAZ_VERSION, str_get(&man));
    str_finish(&man);
}

/* Beside the program when it was built here, else where a package puts it. */
static bool find_share(char share[FILE_PATH_MAX], struct err *err)
{
    char program[FILE_PATH_MAX];
    if (!file_program_folder(program, err))
        return false;
    static const char *const places[] = {"share", "../share", "../share/hamawaz"};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char fonts[FILE_PATH_MAX];
        file_join(share, program, places[i]);
        if (file_is_folder(file_join(fonts, share, "fonts")))
            return true;
    }
    return err_set(err, ERR_MISSING, NULL,
                   "The folder with fonts and themes was not found; run make, or install the package again.");
}

static struct pack *read_pack(const struct app *app, const char *folder, struct fault_list *faults)
{
    char coverage[FILE_PATH_MAX];
    struct pack_check check = {.coverage_path = file_join(coverage, app->share, "fonts/coverage")};
    return pack_load(folder, &check, faults);
}

/* Every fault to whoever started the program; the first one's place to staff. */
static void report_faults(struct app *app, const struct fault_list *faults)
{
    app->pack_fault_count = faults->error_count;
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->at[i];
        if (fault->is_warning)
            continue;
        fprintf(stderr, "hamawaz-kiosk: %s: %s; %s\n", fault->where, fault->what, fault->mend);
        if (!*app->first_fault)
            str_copy(app->first_fault, sizeof app->first_fault, fault->where);
    }
    log_event(LOG_PACK_REFUSED, (int64_t)faults->error_count, 0);
}

/* A good pack is copied beside the records; a bad one gives way to that copy. */
static void keep_pack(const struct app *app, const char *kept)
{
    struct err err = {0};
    if (!file_make_folder(app->settings->data, &err) || !pack_keep(app->settings->pack, kept, &err))
        fprintf(stderr, "hamawaz-kiosk: no copy of the campaign is kept: %s\n", err.text);
}

static struct pack *kept_pack(const struct app *app, const char *kept)
{
    char folder[FILE_PATH_MAX];
    struct fault_list ignored = {0};
    struct pack *pack = pack_kept(kept, folder) ? read_pack(app, folder, &ignored) : NULL;
    fault_list_finish(&ignored);
    return pack;
}

/* The pack asked for, else the last good one, else the one that is built in. */
static void load_pack(struct app *app)
{
    char shipped[FILE_PATH_MAX], kept[FILE_PATH_MAX];
    const char *folder = app->settings->pack;
    bool may_keep = folder && app->settings->data;
    struct fault_list faults = {0};
    if (may_keep)
        file_join(kept, app->settings->data, "last-good-pack");
    app->pack = read_pack(app, folder ? folder : file_join(shipped, app->share, "campaign"), &faults);
    if (!app->pack)
        report_faults(app, &faults);
    else if (may_keep)
        keep_pack(app, kept);
    fault_list_finish(&faults);
    if (!app->pack && may_keep)
        app->pack = kept_pack(app, kept);
    if (!app->pack)
        app->pack = pack_fallback();
    log_event(LOG_PACK_LOADED, (int64_t)app->pack->slide_count,
              app->pack->deck_count ? (int64_t)app->pack->decks[0].item_count : 0);
}

/* What a trainer confirmed holds until the machine is started anew. */
static bool put_clock_right(struct app *app, struct err *err)
{
    bool has_anchor;
    int64_t offset_s;
    if (!store_clock_offset(app->store, &has_anchor, &offset_s, err))
        return false;
    app->clock.offset_s += offset_s;
    if (has_anchor)
        store_set_time_source(app->store, TIME_OPERATOR);
    return true;
}

/* Keys and records. Failing only closes the pledges: the sentence goes to staff. */
static bool open_store(struct app *app, struct err *err)
{
    const char *folder = app->settings->data;
    if (!folder)
        return err_set(err, ERR_MISSING, NULL, "No folder for records was given (--data).");
    if (!file_make_folder(folder, err) || !vault_open(folder, !store_is_expected(folder), &app->vault, err) ||
        !store_open(folder, app->vault, &app->clock, &app->store, err))
        return false;
    return store_event_now(app->store, &app->event, err) && put_clock_right(app, err) &&
           store_counts(app->store, &app->counts, err) && store_read_health(app->store, &app->health, err) &&
           store_load_pin_tries(app->store, &app->tries, err) && store_get(app->store, "pin-hash", app->pin_hash, err);
}

/* Once its hash is in the store, the digits may go from the file; a cut in between only does it again. Whoever forgot
 * the PIN sets another one there, so it opens a pad that was closed. */
static bool set_pin(struct app *app, struct err *err)
{
    char hash[PIN_HASH_MAX];
    if (!*app->conf.pin)
        return true;
    bool is_hashed = vault_pin_hash(app->conf.pin, hash, err);
    locked_wipe(app->conf.pin, sizeof app->conf.pin);
    pin_succeeded(&app->tries);
    if (!is_hashed || !store_set(app->store, "pin-hash", hash, err) ||
        !store_save_pin_tries(app->store, &app->tries, err))
        return false;
    str_copy(app->pin_hash, sizeof app->pin_hash, hash);
    session_ask(app, SESSION_PIN_TAKEN);
    return true;
}

static void open_data(struct app *app)
{
    if (open_store(app, &app->store_err) && set_pin(app, &app->store_err))
        return;
    fprintf(stderr, "hamawaz-kiosk: pledges are closed: %s\n", app->store_err.text);
    store_close(app->store);
    app->store = NULL;
}

static const char *theme_name(const struct app *app)
{
    static const char *const names[] = {NULL, "deodar", "paper", "high"};
    const char *set = names[app->settings->theme];
    return set ? set : app->pack->theme;
}

static void load_theme(struct app *app)
{
    char name[64], path[FILE_PATH_MAX];
    struct err err = {0};
    snprintf(name, sizeof name, "themes/%s.theme", theme_name(app));
    app->ui.theme = *theme_fallback();
    if (!theme_load(file_join(path, app->share, name), &app->ui.theme, &err)) {
        fprintf(stderr, "hamawaz-kiosk: %s: %s\n", err.where, err.text);
        app->ui.theme = *theme_fallback();
    }
}

static void wake(void *output)
{
    output_wake(output);
}

/* A script has a clock of its own, so that a visit of minutes takes moments and is the same every time. */
static void start_clock(struct app *app)
{
    const int64_t script_wall_s = (int64_t)HAMAWAZ_BUILT_DAY * 86400 + 9 * 3600;
    if (app->settings->script)
        app->clock = (struct clock){.is_fake = true, .fake_mono_ms = 1000000, .fake_wall_s = script_wall_s};
    app->seed = app->settings->script ? 1 : vault_random();
}

static int open_picture(struct app *app)
{
    const struct settings *settings = app->settings;
    struct err err = {0};
    char folder[FILE_PATH_MAX];
    struct output_options options = {
        .kind = (enum output_kind)settings->output,
        .is_windowed = settings->is_windowed,
        .is_offscreen = settings->is_offscreen,
        .width = settings->size.width,
        .height = settings->size.height,
        .rotation = settings->rotate * 90,
    };
    if (!output_open(&options, &app->output, &err))
        return complain(EXIT_DISPLAY, &err);
    app->gfx = gfx_new(app->output);
    gfx_set_budget(app->gfx, MAKE_BUDGET_US);
    if (!text_open(file_join(folder, app->share, "fonts"), app->gfx, TEXT_BUDGET_BYTES, &app->text, &err)) {
        complain(EXIT_FONTS, &err);
        no_fonts_show(app);
        return EXIT_FONTS;
    }
    if (!lang_init(file_join(folder, app->share, "locale"), &err))
        return complain(EXIT_FONTS, &err);
    ui_init(&app->ui, app->gfx, app->text);
    load_theme(app);
    app->worker = worker_new(wake, app->output);
    return EXIT_OK;
}

static enum lang first_lang(const struct app *app)
{
    return app->settings->lang == 1 ? LANG_UR : app->settings->lang == 2 ? LANG_EN : app->pack->first_lang;
}

static int show(struct app *app)
{
    struct err err = {0};
    int code = open_picture(app);
    if (code != EXIT_OK)
        return code;
    app->first_lang = first_lang(app);
    app->measure = app->settings->measure ? fopen(app->settings->measure, "w") : NULL;
    app_start(app);
    if (app->conf.fault_count > 0)
        app_push(app, &screen_conf);
    if (app->settings->script) {
        if (!run_script(app, app->settings->script, app->settings->shots, &err))
            code = complain(EXIT_SCRIPT, &err);
    } else {
        run_live(app);
    }
    app_stop(app);
    if (app->measure)
        fclose(app->measure);
    return code;
}

static void close_all(struct app *app)
{
    worker_free(app->worker);
    text_close(app->text);
    gfx_free(app->gfx);
    output_close(app->output);
    store_close(app->store);
    vault_close(app->vault);
    pack_free(app->pack);
}

static bool parse(int argc, char **argv, struct settings *settings, struct err *err)
{
    const char **rest = mem_array((size_t)argc, sizeof *rest);
    int rest_count = 0;
    bool is_parsed = option_parse(settings_table, settings_count, settings, argc, argv, rest, &rest_count, err);
    free(rest);
    if (is_parsed && rest_count > 0)
        return err_set(err, ERR_USAGE, NULL, "Unexpected word on the command line; see --help.");
    return is_parsed;
}

/* The command line outranks the file, but says which file. */
static bool read_config(int argc, char **argv, struct settings *settings, struct conf *conf, struct err *err)
{
    if (!settings->config)
        return true;
    const char *path = settings->config;
    option_defaults(settings_table, settings_count, settings);
    conf_read(path, settings, conf);
    for (size_t i = 0; i < conf->fault_count; i++)
        fprintf(stderr, "hamawaz-kiosk: %s\n", conf->faults[i]);
    return parse(argc, argv, settings, err);
}

static int tell(const struct settings *settings)
{
    if (settings->wants_help)
        print_help();
    else if (settings->wants_man)
        print_man();
    else
        printf("hamawaz-kiosk %s\n", HAMAWAZ_VERSION);
    return EXIT_OK;
}

int main(int argc, char **argv)
{
    struct settings settings;
    struct err err = {0};
    option_defaults(settings_table, settings_count, &settings);
    if (!parse(argc, argv, &settings, &err))
        return complain(EXIT_USAGE, &err);
    if (settings.wants_help || settings.wants_version || settings.wants_man)
        return tell(&settings);
    signal(SIGPIPE, SIG_IGN);
    mem_give_back_early();
    if (!locked_init(&err))
        return complain(EXIT_MEMORY, &err);
    struct app *app = locked_alloc(sizeof *app);
    app->settings = &settings;
    if (!read_config(argc, argv, &settings, &app->conf, &err))
        return complain(EXIT_USAGE, &err);
    int code = EXIT_FONTS;
    if (find_share(app->share, &err)) {
        start_clock(app);
        load_pack(app);
        open_data(app);
        code = show(app);
    } else {
        complain(code, &err);
    }
    if (app->is_leaving)
        session_ask(app, SESSION_OFF);
    close_all(app);
    locked_free(app);
    log_event(LOG_STOP, code, 0);
    return code;
}
