/* The stick, for staff: pledges out, the chapter's answers in. The store and the stick are used on the worker alone;
 * the job outlives a screen that was left, and stops at the next whole file. A configuration is believed only after
 * a person compared four words with the chapter's laptop. */
#include "sync/stick.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/session.h"
#include "screens/sheet.h"

enum { LOOK_MS = 1000, PROGRESS_MS = 100 };

/* What is known of the stick that is in. */
struct found {
    bool is_there, is_unusable, has_config;
    struct stick_plan plan;
    struct stick_receipts receipts;
    struct config config;
    struct err err; /* why it is of no use; ERR_NONE: it is */
};

struct stick_job;

struct stick_view {
    struct found found;
    struct stick_job *job; /* while the worker looks or writes */
    bool wants_writing, is_writing, was_written;
    struct stick_written written;
    struct err err; /* of the last writing */
    int64_t looked_ms;
};

struct stick_job {
    struct app *app;
    struct stick_view *view; /* NULL once the screen was left */
    struct store *store;
    struct vault *vault;
    char folder[FILE_PATH_MAX];
    uint8_t hardware[VAULT_HASH_BYTES];
    struct found found;
    struct stick_written written;
    struct err err;
    bool is_ok;
    _Atomic int64_t done, of; /* the worker writes them, the screen reads them */
    atomic_bool stops;
};

static bool keep_progress(int64_t done, int64_t of, void *arg)
{
    struct stick_job *job = arg;
    job->done = done;
    job->of = of;
    return !job->stops;
}

/* Receipts are taken as soon as a stick is in: nobody has to remember them. */
static void look_run(void *arg)
{
    struct stick_job *job = arg;
    struct found *found = &job->found;
    found->is_there = file_is_folder(job->folder);
    found->is_unusable = !found->is_there && file_size(job->folder) == 0; /* how the session says so */
    if (!found->is_there || !sync_plan_stick(job->folder, job->store, job->vault, &found->plan, &found->err))
        return;
    found->has_config =
        sync_read_config(job->folder, job->store, job->vault, job->hardware, &found->config, &found->err);
    if (found->err.code == ERR_MISSING)
        found->err.code = ERR_NONE; /* a stick without news */
    if (found->err.code == ERR_NONE &&
        !sync_read_receipts(job->folder, job->store, job->vault, &found->receipts, &found->err))
        found->receipts = (struct stick_receipts){0};
}

/* A stick that is still in use when its screen is left is given back only now. */
static void end(struct stick_job *job)
{
    if (!job->view && app_screen(job->app) != &screen_stick)
        session_take_back(job->app, SESSION_STICK);
    job->app->needs_frame = true;
    free(job);
}

static void look_done(void *arg)
{
    struct stick_job *job = arg;
    if (job->view) {
        job->view->job = NULL;
        job->view->found = job->found;
        job->view->looked_ms = clock_mono_ms(&job->app->clock);
    }
    end(job);
}

static void write_run(void *arg)
{
    struct stick_job *job = arg;
    job->is_ok = sync_write_stick(job->folder, job->store, job->vault, job->hardware, keep_progress, job, &job->written,
                                  &job->err);
}

static void write_done(void *arg)
{
    struct stick_job *job = arg;
    struct stick_view *view = job->view;
    if (view) {
        view->job = NULL;
        view->is_writing = false;
        view->was_written = job->is_ok;
        view->written = job->written;
        view->err = job->err;
    }
    end(job);
}

static void start(struct app *app, struct stick_view *view, void (*run)(void *), void (*done)(void *))
{
    struct stick_job *job = mem_alloc(sizeof *job);
    job->app = app;
    job->view = view;
    job->store = app->store;
    job->vault = app->vault;
    str_copy(job->folder, sizeof job->folder, app->settings->stick);
    stick_hardware("/", job->hardware);
    view->job = job;
    worker_post(app->worker, run, done, job);
}

static void stick_enter(struct app *app, void *state)
{
    (void)state;
    session_ask(app, SESSION_STICK);
}

static void stick_leave(struct app *app, void *state)
{
    struct stick_view *view = state;
    if (!view->job) {
        session_take_back(app, SESSION_STICK);
        return;
    }
    view->job->stops = true;
    view->job->view = NULL;
}

/* The sentence for a person who can do something about it. */
static const char *trouble(const struct err *err)
{
    static const struct {
        enum err_code code;
        const char *words;
    } sentences[] = {
        {ERR_FULL, N_("The stick is full: delete what is old on it, or take another.")},
        {ERR_READ_ONLY, N_("The stick cannot be written: look for its switch, or take another.")},
        {ERR_DAMAGED, N_("The stick does not keep what is written to it. Take another.")},
        {ERR_FOREIGN, N_("What the stick brings is for another kiosk or by another chapter.")},
        {ERR_MISSING, N_("The stick was pulled out. Nothing is lost: put it in again.")},
    };
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        if (sentences[i].code == err->code)
            return _(sentences[i].words);
    return _("This did not work. Nothing is lost: try again, or take another stick.");
}

static const char *state_words(const struct app *app, const struct stick_view *view)
{
    if (view->err.code != ERR_NONE)
        return trouble(&view->err);
    if (view->found.err.code != ERR_NONE)
        return trouble(&view->found.err);
    if (view->wants_writing || view->is_writing)
        return _("Writing. Please leave the stick in.");
    if (view->was_written)
        return _("Written and read back. It is safe to take the stick out.");
    if (view->found.is_unusable)
        return _("This stick cannot be used here. Take one as they come from a shop, FAT or exFAT.");
    if (!view->found.is_there)
        return _("Put the chapter's stick in.");
    return app_is_demonstration(app) ? _("The stick is in. It will carry this kiosk's request to be enrolled.")
                                     : _("The stick is in.");
}

static void accept(struct app *app, struct stick_view *view)
{
    view->was_written = false;
    view->err.code = ERR_NONE;
    if (sync_accept_config(app->settings->data, app_store(app), app->vault, &view->found.config, &view->err) &&
        store_get(app_store(app), "pin-hash", app->pin_hash, &view->err))
        view->found.has_config = false;
}

static void progress_draw(struct app *app, const struct stick_view *view, struct box box)
{
    struct ui *ui = &app->ui;
    int64_t done = view->job->done, of = view->job->of;
    struct box line = box_centred(box, box.w, ui_u(ui, 1.2f));
    ui_hairline(ui, line, THEME_CARD_EDGE);
    line.w = of > 0 ? (int)(line.w * done / of) : 0;
    ui_hairline(ui, line, THEME_INK_SKY);
    ui_wake_at(ui, ui->now_ms + PROGRESS_MS);
}

/* Number and words for what the stick is to carry, and what it brought. */
static void lines_draw(struct app *app, const struct stick_view *view, struct box box)
{
    struct ui *ui = &app->ui;
    const struct found *found = &view->found;
    char words[96], mine[FINGERPRINT_MAX], theirs[FINGERPRINT_MAX];
    int row = ui_t(ui, app->lang == LANG_UR ? 8 : 6.4f);
    fingerprint_words(vault_public_key(app->vault), mine);
    if (app_is_demonstration(app)) { /* to be compared when it is enrolled */
        int side = box.h < box.w / 4 ? box.h : box.w / 4;
        struct box code = box_cut_right(&box, side);
        gfx_qr(ui->gfx, mine, ui_place(ui, box_cut_top(&code, side)), ui_color(ui, THEME_INK));
        box_cut_right(&box, ui_u(ui, 3));
    }
    sheet_line(app, box_cut_top(&box, row), _("This kiosk's words"), mine);
    snprintf(words, sizeof words, "%" PRId64, found->plan.records);
    sheet_line(app, box_cut_top(&box, row), _("Records not yet carried home"), words);
    if (found->is_there && found->plan.free_bytes >= 0) {
        /* TRANSLATORS: gigabytes free on the stick. */
        snprintf(words, sizeof words, _("%.1f GB free"), (double)found->plan.free_bytes / 1e9);
        sheet_line(app, box_cut_top(&box, row), _("Stick"), words);
    }
    if (found->receipts.accepted + found->receipts.refused > 0) {
        /* TRANSLATORS: how many of the chapter's receipts were taken, and how many were not. */
        snprintf(words, sizeof words, _("%d taken, %d refused"), (int)found->receipts.accepted,
                 (int)found->receipts.refused);
        sheet_line(app, box_cut_top(&box, row), _("Receipts"), words);
    }
    if (found->has_config) {
        fingerprint_words(found->config.by.public_key, theirs);
        sheet_line(app, box_cut_top(&box, row), _("Chapter"), found->config.chapter);
        sheet_line(app, box_cut_top(&box, row), _("The chapter's words: the same on its laptop?"), theirs);
    }
    if (view->is_writing)
        progress_draw(app, view, box_cut_top(&box, row));
}

/* One job at a time: the next thing to do, when nothing is being done. */
static void work(struct app *app, struct stick_view *view)
{
    if (view->wants_writing) {
        view->wants_writing = false;
        view->is_writing = true;
        start(app, view, write_run, write_done);
    } else if (app->ui.now_ms - view->looked_ms >= LOOK_MS) {
        start(app, view, look_run, look_done);
    }
}

static void stick_frame(struct app *app, void *state)
{
    struct stick_view *view = state;
    struct ui *ui = &app->ui;
    struct box row, page = sheet_begin(app, _("Stick"), &row);
    if (!app->store) {
        ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_INK),
                _("This kiosk takes no pledges now: there is nothing to carry."));
    } else {
        bool is_trouble = view->err.code != ERR_NONE || view->found.err.code != ERR_NONE;
        const struct ui_text *how =
            UI_TEXT(ui_is_small(ui) ? ROLE_BODY_BOLD : ROLE_DOOR, is_trouble ? THEME_KILN : THEME_INK);
        box_cut_top(&page, ui_text(ui, page, how, state_words(app, view)) + ui_u(ui, 2));
        lines_draw(app, view, page);
        bool may_act = view->found.is_there && !view->wants_writing && !view->is_writing;
        struct ui_button next = {.kind = BUTTON_NEXT, .icon = &icon_next, .is_disabled = !may_act};
        if (view->found.has_config && ui_button_at_end(ui, "stick.accept", &row, &next, _("They are the same")))
            accept(app, view);
        else if (!view->found.has_config && ui_button_at_end(ui, "stick.write", &row, &next, _("Write the stick"))) {
            view->was_written = false;
            view->err.code = ERR_NONE;
            view->wants_writing = true;
        }
        if (!view->job)
            work(app, view);
        ui_wake_at(ui, ui->now_ms + LOOK_MS);
    }
    if (sheet_back(app, &row, "stick.back"))
        app_pop(app);
    bar_frame(app);
}

const struct screen screen_stick = {
    .name = "stick",
    .state_size = sizeof(struct stick_view),
    .idle_ms = 180 * 1000,
    .keeps_going = true,
    .enter = stick_enter,
    .frame = stick_frame,
    .leave = stick_leave,
};
