/* The PIN pad. A try is counted and stored before the PIN is compared, on the worker; digits are shown as stars. In
 * demonstration state the PIN is the one printed in README. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "vault/locked.h"

static const char demonstration_pin[] = "25111210"; /* from 25 November to 10 December */

struct pin_job;

struct pin_pad {
    char digits[PIN_TEXT_MAX];
    bool was_wrong;
    struct pin_job *job;
};

struct pin_job {
    struct app *app;
    struct pin_pad *pad; /* NULL once the screen was left */
    struct store *store;
    struct pin_tries tries;
    char digits[PIN_TEXT_MAX];
    char hash[PIN_HASH_MAX];
    bool is_right;
};

static bool matches(const struct pin_job *job)
{
    return *job->hash ? vault_pin_matches(job->hash, job->digits) : str_equal(job->digits, demonstration_pin);
}

static void pin_run(void *arg)
{
    struct pin_job *job = arg;
    struct err ignored; /* a store that cannot be written must not keep the trainer out of its own health page */
    if (job->store && !store_save_pin_tries(job->store, &job->tries, &ignored))
        log_event(LOG_STORE_REFUSED, ignored.code, 0);
    job->is_right = matches(job);
    locked_wipe(job->digits, sizeof job->digits);
    if (!job->is_right)
        return;
    pin_succeeded(&job->tries);
    if (job->store && !store_save_pin_tries(job->store, &job->tries, &ignored))
        log_event(LOG_STORE_REFUSED, ignored.code, 0);
}

static void pin_done(void *arg)
{
    struct pin_job *job = arg;
    struct app *app = job->app;
    if (job->is_right)
        pin_succeeded(&app->tries);
    log_event(job->is_right ? LOG_STAFF_OPEN : LOG_PIN_WRONG, app->tries.failures, pin_wait_seconds(&app->tries));
    if (job->pad) {
        job->pad->job = NULL;
        job->pad->was_wrong = !job->is_right;
        if (job->is_right) {
            app->is_staff = true;
            app_replace(app, &screen_staff);
        }
    }
    app->needs_frame = true;
    locked_free(job);
}

static void try_now(struct app *app, struct pin_pad *pad)
{
    pin_count(&app->tries, app->ui.now_ms);
    struct pin_job *job = locked_alloc(sizeof *job);
    job->app = app;
    job->pad = pad;
    job->store = app->store;
    job->tries = app->tries;
    str_copy(job->digits, sizeof job->digits, pad->digits);
    str_copy(job->hash, sizeof job->hash, app->pin_hash);
    locked_wipe(pad->digits, sizeof pad->digits);
    pad->job = job;
    worker_post(app->worker, pin_run, pin_done, job);
}

static void pin_leave(struct app *app, void *state)
{
    (void)app;
    struct pin_pad *pad = state;
    if (pad->job)
        pad->job->pad = NULL;
}

static bool is_open(const struct app *app, const struct pin_pad *pad)
{
    return !pad->job && pin_may_try(&app->tries);
}

static void digit_add(struct app *app, struct pin_pad *pad, char digit)
{
    size_t n = strlen(pad->digits);
    if (!is_open(app, pad) || n >= PIN_DIGITS)
        return;
    pad->digits[n] = digit;
    pad->was_wrong = false;
    if (n + 1 == PIN_DIGITS)
        try_now(app, pad);
}

static void digit_remove(struct pin_pad *pad)
{
    size_t n = strlen(pad->digits);
    if (n > 0)
        pad->digits[n - 1] = '\0';
}

static void stars_draw(struct ui *ui, const struct pin_pad *pad, struct box box)
{
    int star = ui_t(ui, 3.6f), gap = star / 2, n = (int)strlen(pad->digits);
    enum theme_color empty = pad->was_wrong ? THEME_CARRY : THEME_QUIET;
    box = box_centred(box, PIN_DIGITS * star + (PIN_DIGITS - 1) * gap, star);
    for (int i = 0; i < PIN_DIGITS; i++) {
        struct box at = box_cut_left(&box, star);
        ui_icon(ui, i < n ? &shape_star : &shape_star_edge, at, i < n ? THEME_TEXT : empty);
        box_cut_left(&box, gap);
    }
}

static void pad_run(struct app *app, struct pin_pad *pad, struct box box)
{
    static const char keys[] = "123456789 0<";
    struct ui *ui = &app->ui;
    int gap = ui_u(ui, 1.6f);
    ui_physical(ui, true); /* a pad stands as on a telephone in both languages */
    box.x = ui->screen.w / 2 - box.w / 2;
    for (int i = 0; keys[i]; i++) {
        if (keys[i] == ' ')
            continue;
        struct box at = box_column(box_row(box, i / 3, 4, gap), i % 3, 3, gap);
        char id[8] = "pin.", label[2] = {keys[i], '\0'};
        id[4] = keys[i];
        bool is_erase = keys[i] == '<';
        struct ui_button how = {.kind = BUTTON_PLAIN, .is_large = true, .is_number = !is_erase, .repeats = is_erase};
        how.icon = is_erase ? &icon_backspace : NULL;
        how.is_disabled = !pin_may_try(&app->tries);
        if (!ui_button(ui, id, at, &how, is_erase ? "" : label))
            continue;
        if (is_erase)
            digit_remove(pad);
        else
            digit_add(app, pad, keys[i]);
    }
    ui_physical(ui, false);
}

/* What is to be done, or why not now. */
static void title_draw(struct app *app, const struct pin_pad *pad, struct box box)
{
    struct ui *ui = &app->ui;
    char words[128];
    bool is_open = pin_may_try(&app->tries);
    if (pin_is_closed(&app->tries)) {
        snprintf(words, sizeof words, "%s", _("Closed. The chapter's stick opens it again."));
    } else if (!is_open) {
        snprintf(words, sizeof words, _("Wait %d seconds"), pin_wait_seconds(&app->tries));
        ui_wake_at(ui, ui->now_ms + 1000);
    } else {
        snprintf(words, sizeof words, "%s", pad->was_wrong ? _("That was not the PIN.") : _("Enter the PIN"));
    }
    enum theme_color color = is_open && !pad->was_wrong ? THEME_TEXT : THEME_CARRY;
    ui_label(ui, box, UI_TEXT(ROLE_DOOR, color, .align = TEXT_CENTER), words);
}

static void pin_frame(struct app *app, void *state)
{
    struct pin_pad *pad = state;
    struct ui *ui = &app->ui;
    const struct event *event = &ui->event;
    struct box page = bar_content(app);
    struct box foot = page; /* beside the pad where it is wide */
    foot = box_cut_bottom(ui_is_portrait(ui) ? &page : &foot, ui_t(ui, 10));
    box_cut_bottom(&page, ui_is_portrait(ui) ? ui_u(ui, 4) : 0);
    int head_h = page.h * 28 / 100;
    struct box head = box_cut_top(&page, head_h);
    title_draw(app, pad, box_cut_top(&head, head.h * 6 / 10));
    stars_draw(ui, pad, box_cut_top(&head, ui_t(ui, 4)));
    int w = page.h * 3 / 2 < page.w ? page.h * 3 / 2 : page.w, h = w < page.h ? w : page.h;
    pad_run(app, pad, box_centred(page, w, h));
    if (event->type == EVENT_TEXT && event->text[0] >= '0' && event->text[0] <= '9' && !event->text[1])
        digit_add(app, pad, event->text[0]);
    if (event->type == EVENT_KEY && event->key == KEY_BACKSPACE)
        digit_remove(pad);
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    if (ui_button_at_start(ui, "pin.back", &foot, &back, _("Back")))
        app_clear(app);
    bar_frame(app);
}

const struct screen screen_pin = {
    .name = "pin",
    .state_size = sizeof(struct pin_pad),
    .idle_ms = 20 * 1000,
    .keeps_going = true,
    .frame = pin_frame,
    .leave = pin_leave,
};
