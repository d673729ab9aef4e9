/* The pledge from its words to "thank you".
 *
 * Personal data's one way: field -> this form in locked memory -> checks -> struct pledge in locked memory, handed to
 * the worker -> sealed, signed, committed, journalled, flushed -> wiped. "Thank you" is drawn only after the job said
 * so. A job outlives a screen that was left meanwhile: what was sent is saved, and nobody is thanked. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"
#include "screens/pledge_form.h"
#include "vault/locked.h"

struct save_job {
    struct app *app;
    struct pledge_form *form; /* NULL once the screen was left */
    struct store *store;
    struct pledge pledge;
    struct store_receipt receipt;
    struct store_counts counts;
    struct err err;
    bool is_ok;
};

static void save_run(void *arg)
{
    struct save_job *job = arg;
    job->is_ok = store_add_pledge(job->store, &job->pledge, &job->receipt, &job->err);
    locked_wipe(&job->pledge, sizeof job->pledge);
    struct err ignored;
    if (!store_counts(job->store, &job->counts, &ignored))
        job->counts.session_pledges = -1;
}

static void form_wipe_typed(struct pledge_form *form)
{
    locked_wipe(form->name, sizeof form->name);
    locked_wipe(form->phone, sizeof form->phone);
    locked_wipe(form->email, sizeof form->email);
    locked_wipe(form->city, sizeof form->city);
    locked_wipe(form->chapter, sizeof form->chapter);
}

static void save_done(void *arg)
{
    struct save_job *job = arg;
    struct app *app = job->app;
    app->store_err = job->is_ok ? (struct err){0} : job->err; /* staff see why */
    if (job->is_ok && job->counts.session_pledges >= 0)
        app->counts = job->counts;
    if (job->form) {
        job->form->job = NULL;
        job->form->receipt = job->receipt;
        job->form->err = job->err;
        if (job->is_ok)
            form_wipe_typed(job->form);
        app_forget(app);
        pledge_go(app, job->form, job->is_ok ? PLEDGE_THANKS : PLEDGE_FAILED);
    }
    locked_free(job);
}

/* Everything the record needs, cleaned. Nothing is taken from the fields when no details are given. */
static void pledge_fill(const struct app *app, const struct pledge_form *form, struct pledge *pledge)
{
    const struct pledge_text *text = &app->pack->pledge;
    pledge->lang = app->lang;
    pledge->is_under_18 = form->is_under_18;
    pledge->has_details = form->has_details;
    str_copy(pledge->form, sizeof pledge->form, text->form);
    for (size_t i = 0; i < text->commitment_count && i < PLEDGE_COMMITMENTS_MAX; i++) {
        pledge->commitment[i] = form->commitment[i];
        pledge->commitment_id[i] = text->commitments[i].id;
    }
    if (!form->has_details)
        return;
    for (size_t i = 0; i < text->consent_count && i < PLEDGE_CONSENTS_MAX; i++) {
        pledge->consent[i] = form->consent[i];
        pledge->consent_purpose[i] = text->consents[i].purpose;
    }
    form_clean_text(form->name, strlen(form->name), pledge->person.name);
    form_clean_text(form->phone, strlen(form->phone), pledge->person.phone_typed);
    form_phone(form->phone, strlen(form->phone), pledge->person.phone);
    form_email(form->email, strlen(form->email), pledge->person.email);
    form_clean_text(form->city, strlen(form->city), pledge->person.city);
    str_copy(pledge->chapter, sizeof pledge->chapter, form->chapter);
}

void pledge_send(struct app *app, struct pledge_form *form)
{
    if (!app->store) {
        pledge_go(app, form, PLEDGE_CLOSED);
        return;
    }
    struct save_job *job = locked_alloc(sizeof *job);
    job->app = app;
    job->form = form;
    job->store = app->store;
    pledge_fill(app, form, &job->pledge);
    form->job = job;
    pledge_go(app, form, PLEDGE_SAVING);
    worker_post(app->worker, save_run, save_done, job);
}

/* The chapter step exists only where the campaign lists chapters. */
static enum pledge_phase without_empty(const struct app *app, enum pledge_phase phase, int step)
{
    return phase == PLEDGE_CHAPTER && app->pack->chapter_count == 0 ? (enum pledge_phase)((int)phase + step) : phase;
}

void pledge_go(struct app *app, struct pledge_form *form, enum pledge_phase phase)
{
    form->phase = without_empty(app, phase, 1);
    form->page = 0;
    text_forget_private(app->text);
    if (form->phase == PLEDGE_NAME || form->phase == PLEDGE_CONTACT || form->phase == PLEDGE_CITY)
        pledge_step_start(app, form);
    ui_enter(&app->ui, clock_mono_ms(&app->clock));
    app->needs_frame = true;
}

void pledge_back(struct app *app, struct pledge_form *form)
{
    if (form->phase == PLEDGE_WORDS)
        app_pop(app);
    else
        pledge_go(app, form, without_empty(app, form->phase - 1, -1));
}

void pledge_progress(const struct app *app, const struct pledge_form *form, int *count, int *at)
{
    bool has_chapter = app->pack->chapter_count > 0;
    *count = has_chapter ? 6 : 5;
    *at = form->phase <= PLEDGE_CHOICE ? 0 : (int)form->phase - 1 - (form->phase == PLEDGE_CONSENT && !has_chapter);
}

static void pledge_enter(struct app *app, void *state)
{
    struct pledge_form *form = state;
    form->phase = app->store ? PLEDGE_WORDS : PLEDGE_CLOSED;
}

static void pledge_leave(struct app *app, void *state)
{
    struct pledge_form *form = state;
    if (form->job)
        form->job->form = NULL;
    text_forget_private(app->text);
}

int pledge_foot_frame(struct app *app, struct pledge_form *form, struct box row, const char *next, bool may_go_on)
{
    struct ui *ui = &app->ui;
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    struct ui_button on = {.kind = BUTTON_NEXT, .icon = &icon_next, .is_disabled = !may_go_on};
    int pressed = 0;
    if (ui_button_at_end(ui, "pledge.next", &row, &on, next))
        pressed = 1;
    if (ui_button_at_start(ui, "pledge.back", &row, &back, _("Back")))
        pressed = -1;
    int count, at, star = ui_t(ui, ui_is_small(ui) ? 3 : 4);
    pledge_progress(app, form, &count, &at);
    int w = star * count + star * 35 / 100 * (count - 1);
    if (w < row.w)
        ui_stars(ui, box_centred(row, w, star), count, at);
    return pressed;
}

/* The mark and the pledge's title; in demonstration state, that nothing here is real: beside it, or underneath. */
static void card_head(struct app *app, struct box *in, const char *title)
{
    struct ui *ui = &app->ui;
    bool is_urdu = app->lang == LANG_UR;
    struct box head = box_cut_top(in, ui_t(ui, is_urdu ? 13 : ui_is_small(ui) ? 7 : 11));
    int mark = ui_t(ui, 5);
    struct box sign = box_centred(box_cut_left(&head, mark), mark, mark);
    ui_icon(ui, &shape_mark, sign, THEME_INK);
    ui_icon(ui, &shape_mark_heart, sign, THEME_ACCENT);
    box_cut_left(&head, ui_u(ui, is_urdu ? 3.6f : 2)); /* flags lean over the reading start, and rise */
    enum ui_role role = is_urdu || ui_is_small(ui) ? ROLE_DOOR : ROLE_TITLE;
    const struct ui_text *large = UI_TEXT(role, THEME_INK, .anchor = ANCHOR_BOTTOM);
    ui_label(ui, box_cut_left(&head, ui_label_width(ui, head.h, large, title)), large, title);
    box_cut_left(&head, ui_u(ui, 3));
    if (!app_is_demonstration(app))
        return;
    const char *note = _("Demonstration: nothing here is a real pledge");
    const struct ui_text *how = UI_TEXT(ROLE_CAPTION, THEME_INK_SKY, .align = TEXT_END, .anchor = ANCHOR_BOTTOM);
    if (ui_label_width(ui, head.h, how, note) <= head.w)
        ui_label(ui, head, how, note);
    else
        ui_label(ui, box_cut_top(in, ui_t(ui, 5)), UI_TEXT(ROLE_CAPTION, THEME_INK_SKY, .anchor = ANCHOR_BOTTOM), note);
}

static bool has_any(const bool *ticked, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ticked[i])
            return true;
    return false;
}

/* The lines of the page: from form->page on, as many as fit, one at least. */
struct lines {
    const char *says[PLEDGE_COMMITMENTS_MAX];
    int height[PLEDGE_COMMITMENTS_MAX];
    int count, first, shown, spare; /* spare: pixels more for each that is shown */
    float px;
};

static struct lines lines_of(struct app *app, const struct pledge_form *form, struct box in)
{
    const struct pledge_text *text = &app->pack->pledge;
    struct lines lines = {.first = form->page};
    for (; lines.count < (int)text->commitment_count && lines.count < PLEDGE_COMMITMENTS_MAX; lines.count++)
        lines.says[lines.count] = words_in(&text->commitments[lines.count].says, app->lang);
    lines.px = ui_tick_px(&app->ui, in.w, in.h / (lines.count > 0 ? lines.count : 1), lines.says, (size_t)lines.count);
    int used = 0;
    for (int i = lines.first; i < lines.count; i++, lines.shown++) {
        lines.height[i] = ui_tick_height(&app->ui, in.w, lines.px, lines.says[i]);
        if (used + lines.height[i] > in.h && lines.shown > 0)
            break;
        used += lines.height[i];
    }
    lines.spare = lines.shown > 0 && used < in.h ? (in.h - used) / lines.shown : 0;
    return lines;
}

static void words_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    const struct pledge_text *text = &app->pack->pledge;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 5), ui_u(ui, 1));
    card_head(app, &in, words_in(&text->title, app->lang));
    struct lines lines = lines_of(app, form, in);
    int first = lines.first, shown = lines.shown, count = lines.count;
    for (int i = first; i < first + shown; i++) {
        ui_hairline(ui, (struct box){in.x, in.y, in.w, 2}, THEME_CARD_EDGE);
        char id[UI_ID_MAX] = "commitment.";
        str_copy(id + 11, sizeof id - 11, text->commitments[i].id);
        ui_tick(ui, id, box_cut_top(&in, lines.height[i] + lines.spare), lines.px, lines.says[i], &form->commitment[i]);
    }
    bool is_last = first + shown >= count;
    int pressed = pledge_foot_frame(app, form, row, is_last ? _("Continue") : _("More"),
                                    !is_last || has_any(form->commitment, text->commitment_count));
    if (pressed > 0 && !is_last) {
        form->page = first + shown;
        ui_enter(ui, ui->now_ms);
    } else if (pressed > 0) {
        pledge_go(app, form, PLEDGE_CHOICE);
    } else if (pressed < 0 && first > 0) {
        form->page = 0;
    } else if (pressed < 0) {
        pledge_back(app, form);
    }
}

struct choice {
    const char *id, *label;
    enum ui_button_kind kind;
};
static const struct choice choices[] = {
    {"pledge.details", N_("Add my details"), BUTTON_PLAIN},
    {"pledge.plain", N_("Pledge without details"), BUTTON_NEXT},
    {"pledge.under18", N_("I am under 18"), BUTTON_PLAIN},
};

static void choose(struct app *app, struct pledge_form *form, int choice)
{
    form->has_details = choice == 0;
    form->is_under_18 = choice == 2;
    if (form->has_details)
        pledge_go(app, form, PLEDGE_NAME);
    else
        pledge_send(app, form);
}

/* The largest at which it is one line; the small one may take two. */
static enum ui_role title_role(struct ui *ui, int width, const char *title)
{
    static const enum ui_role roles[] = {ROLE_DISPLAY, ROLE_TITLE, ROLE_DOOR};
    for (size_t i = ui_is_small(ui) ? 2 : 0; i < COUNT_OF(roles); i++)
        if (ui_text_size(ui, 0, 0, UI_TEXT(roles[i], THEME_INK), title).w <= width)
            return roles[i];
    return ROLE_BODY_BOLD;
}

/* The widths of the choices in one row: alike, or where one needs more than that, by what their words need. */
static void choice_widths(struct ui *ui, int room, int height, int widths[COUNT_OF(choices)])
{
    int count = (int)COUNT_OF(choices), spare = room;
    bool is_alike = true;
    struct ui_text how = *UI_TEXT(ROLE_BUTTON, THEME_TEXT);
    for (int i = 0; i < count; i++)
        is_alike &=
            ui_button_width(ui, height, &(struct ui_button){.kind = BUTTON_PLAIN}, _(choices[i].label)) <= room / count;
    how.px = ui_least_px(ui, &how);
    for (int i = 0; i < count; i++) {
        widths[i] = is_alike ? room / count : ui_label_width(ui, 0, &how, _(choices[i].label));
        spare -= widths[i];
    }
    for (int i = 0; i < count; i++)
        widths[i] += spare / count;
}

/* The ways on in a row, upright one above the other; the way back before the last. Cut from the foot of *page. */
static void choices_run(struct app *app, struct pledge_form *form, struct box *page)
{
    struct ui *ui = &app->ui;
    int gap = ui_u(ui, 3.2f), high = ui_t(ui, 10), count = (int)COUNT_OF(choices), widths[COUNT_OF(choices)];
    bool is_stacked = ui_is_portrait(ui);
    struct box rows = box_cut_bottom(page, is_stacked ? count * (high + gap) - gap : high);
    struct box last = is_stacked ? box_cut_bottom(&rows, high) : rows;
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back};
    int back_w = (int)((float)high / (ui_is_small(ui) ? ui->text_factor : 1));
    if (ui_button(ui, "pledge.back", box_cut_left(&last, back_w), &back, ""))
        pledge_back(app, form);
    box_cut_left(&last, gap);
    choice_widths(ui, last.w - (count - 1) * gap, high, widths);
    for (int i = 0; i < count; i++) {
        struct box at = !is_stacked ? box_cut_left(&last, widths[i]) : i + 1 < count ? box_cut_top(&rows, high) : last;
        if (ui_button(ui, choices[i].id, at, &(struct ui_button){.kind = choices[i].kind}, _(choices[i].label)))
            choose(app, form, i);
        box_cut_top(&rows, gap);
        box_cut_left(&last, is_stacked ? 0 : gap);
    }
    box_cut_bottom(page, gap);
}

static int text_height(struct ui *ui, int width, const struct ui_text *how, const char *words)
{
    return ui_text_size(ui, width, 0, how, words).h;
}

/* What it means to leave one's details. Where that is tight the question is set smaller, then the note for the young;
 * where it is tighter still the choices alone ask. */
static void details_draw(struct app *app, struct box in)
{
    struct ui *ui = &app->ui;
    const struct pledge_text *text = &app->pack->pledge;
    const char *title = _("Would you like to leave your details?"), *under_18 = words_in(&text->under_18, app->lang);
    char date[96], details[640];
    phrase_deletion(app, date, sizeof date);
    phrase_fill(details, sizeof details, words_in(&text->details, app->lang), "{date}", date);
    const struct ui_text *reading = UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE);
    struct ui_text young = *UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    struct ui_text question = *UI_TEXT(title_role(ui, in.w, title), THEME_INK);
    int air = ui_u(ui, 1), title_h, young_h;
    for (int tightness = 0;; tightness++) {
        if (tightness == 1)
            question.role = ROLE_BODY_BOLD;
        else if (tightness == 2)
            young.px = ui_least_px(ui, &young);
        title_h = tightness < 3 ? text_height(ui, in.w, &question, title) + air : 0;
        young_h = text_height(ui, in.w, &young, under_18) + air;
        int room = in.h - title_h - young_h;
        if (tightness == 3 || (room > 0 && ui_text_size(ui, in.w, room, reading, details).h <= room))
            break;
    }
    if (title_h > 0)
        ui_text(ui, box_cut_top(&in, title_h), &question, title);
    ui_text(ui, box_cut_bottom(&in, young_h), &young, under_18);
    ui_text(ui, in, reading, details);
}

static void choice_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    choices_run(app, form, &page);
    ui_card(ui, page);
    details_draw(app, box_inset(page, ui_u(ui, 5), ui_u(ui, ui_is_small(ui) ? 1.6f : 3)));
}

/* A calm sentence in the middle of the page, and one underneath. */
static void message_draw(struct app *app, struct box page, const char *large, const char *small)
{
    struct ui *ui = &app->ui;
    struct box top = box_cut_top(&page, page.h / 2);
    ui_text(ui, top, UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .align = TEXT_CENTER, .anchor = ANCHOR_BOTTOM), large);
    box_cut_top(&page, ui_u(ui, 3));
    ui_text(ui, page, UI_TEXT(ROLE_BODY, THEME_QUIET, .align = TEXT_CENTER), small);
}

/* What was typed could not be saved; or nothing was, for the store is closed: nobody is asked for anything then. */
static void failed_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    bool is_closed = form->phase == PLEDGE_CLOSED;
    message_draw(app, page, is_closed ? _("No pledges can be taken right now.") : _("This cannot be saved right now."),
                 is_closed ? _("Please tell the trainer. Everything else works.")
                           : _("Nothing was lost or kept. Please tell the trainer."));
    struct ui_button again = {.kind = BUTTON_NEXT}, close = {.kind = BUTTON_PLAIN};
    if (!is_closed && ui_button_at_end(ui, "pledge.again", &row, &again, _("Try again")))
        pledge_send(app, form);
    if (ui_button_at_start(ui, "pledge.close", &row, &close, _("Close")))
        app_clear(app);
}

static void pledge_frame(struct app *app, void *state)
{
    struct pledge_form *form = state;
    switch (form->phase) {
    case PLEDGE_WORDS:
        words_frame(app, form);
        break;
    case PLEDGE_CHOICE:
        choice_frame(app, form);
        break;
    case PLEDGE_NAME:
    case PLEDGE_CONTACT:
    case PLEDGE_CITY:
        if (pledge_step_frame(app, form))
            pledge_go(app, form, form->phase + 1);
        break;
    case PLEDGE_CHAPTER:
        if (pledge_chapter_frame(app, form))
            pledge_go(app, form, PLEDGE_CONSENT);
        break;
    case PLEDGE_CONSENT:
        pledge_consent_frame(app, form);
        break;
    case PLEDGE_SAVING:
        pledge_saving_frame(app);
        break;
    case PLEDGE_THANKS:
        pledge_thanks_frame(app, form);
        break;
    case PLEDGE_FAILED:
    case PLEDGE_CLOSED:
        failed_frame(app, form);
        break;
    case PLEDGE_PHASE_COUNT:
        break;
    }
    bar_frame(app);
}

const struct screen screen_pledge = {
    .name = "pledge",
    .state_size = sizeof(struct pledge_form),
    .idle_ms = 45 * 1000,
    .has_exit = true,
    .enter = pledge_enter,
    .frame = pledge_frame,
    .leave = pledge_leave,
};
