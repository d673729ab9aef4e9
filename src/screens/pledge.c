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

static void send(struct app *app, struct pledge_form *form)
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

/* Back at the start, stars between, the next thing at the end. Returns 1 for next, -1 for back, else 0. */
static int foot_frame(struct app *app, struct pledge_form *form, struct box row, const char *next, bool may_go_on)
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
    struct box head = box_cut_top(in, ui_t(ui, app->lang == LANG_UR ? (ui_is_small(ui) ? 12.6f : 14)
                                               : ui_is_small(ui)    ? 7
                                                                    : 11));
    int mark = ui_t(ui, 5);
    struct box sign = box_centred(box_cut_left(&head, mark), mark, mark);
    ui_icon(ui, &shape_mark, sign, THEME_INK);
    ui_icon(ui, &shape_mark_heart, sign, THEME_ACCENT);
    box_cut_left(&head, ui_u(ui, app->lang == LANG_UR ? 3.6f : 2)); /* flags lean over the reading start */
    const struct ui_text *large = UI_TEXT(ui_is_small(ui) ? ROLE_DOOR : ROLE_TITLE, THEME_INK, .anchor = ANCHOR_BOTTOM);
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
    int pressed = foot_frame(app, form, row, is_last ? _("Continue") : _("More"),
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
        send(app, form);
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

static void choice_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    const struct pledge_text *text = &app->pack->pledge;
    int gap = ui_u(ui, 3.2f), high = ui_t(ui, 10), count = (int)COUNT_OF(choices);
    bool is_stacked = ui_is_portrait(ui);
    struct box page = bar_content(app);
    struct box rows = box_cut_bottom(&page, is_stacked ? count * (high + gap) - gap : high);
    struct box last = is_stacked ? box_cut_bottom(&rows, high) : rows;
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back};
    if (ui_button(ui, "pledge.back", box_cut_left(&last, high), &back, ""))
        pledge_back(app, form);
    box_cut_left(&last, gap);
    for (int i = 0; i < count; i++) {
        struct box at = !is_stacked ? box_column(last, i, count, gap) : i + 1 < count ? box_cut_top(&rows, high) : last;
        if (ui_button(ui, choices[i].id, at, &(struct ui_button){.kind = choices[i].kind}, _(choices[i].label)))
            choose(app, form, i);
        box_cut_top(&rows, gap);
    }
    box_cut_bottom(&page, gap);
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 5), ui_u(ui, 3));
    char date[96], details[640];
    phrase_deletion(app, date, sizeof date);
    phrase_fill(details, sizeof details, words_in(&text->details, app->lang), "{date}", date);
    enum ui_role role = title_role(ui, in.w, _("Would you like to leave your details?"));
    int title = ui_text(ui, in, UI_TEXT(role, THEME_INK), _("Would you like to leave your details?"));
    box_cut_top(&in, title + ui_u(ui, 1));
    const struct ui_text *young = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    const char *under_18 = words_in(&text->under_18, app->lang);
    ui_text(ui, box_cut_bottom(&in, ui_text_size(ui, in.w, 0, young, under_18).h), young, under_18);
    ui_text(ui, in, UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE), details);
}

/* The consent page is rows: three of plain talk (who holds it, how long, how to withdraw), then the boxes that nobody
 * has ticked. Rows that do not fit go on to the next page. */
enum { TALK_ROWS = 3 };
static const float ROW_PAD_U = 1;

static void talk_words(const struct app *app, int row, const char **head, char *out, size_t room)
{
    const struct pledge_text *text = &app->pack->pledge;
    const struct words *said[TALK_ROWS] = {&text->who_holds, &text->how_long, &text->how_to_withdraw};
    const char *heads[TALK_ROWS] = {_("Who holds it"), _("How long"), _("How to withdraw")};
    char date[96];
    phrase_deletion(app, date, sizeof date);
    phrase_fill(out, room, words_in(said[row], app->lang), "{date}", date);
    *head = heads[row];
}

/* Heading beside the talk; above it in portrait. Draws when `is_drawn`; returns the height needed. */
static int talk_row(struct app *app, int row, struct box box, bool is_drawn)
{
    struct ui *ui = &app->ui;
    const char *head;
    char words[640];
    talk_words(app, row, &head, words, sizeof words);
    const struct ui_text *bold = UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), *plain = UI_TEXT(ROLE_BODY, THEME_INK);
    int head_h = ui_text_size(ui, 0, 0, bold, head).h;
    box_cut_top(&box, ui_u(ui, ROW_PAD_U));
    struct box side = ui_is_portrait(ui) ? box_cut_top(&box, head_h) : box_cut_left(&box, ui_t(ui, 27));
    int h = ui_text_size(ui, box.w, 0, plain, words).h + (ui_is_portrait(ui) ? head_h : 0);
    if (is_drawn) {
        ui_text(ui, side, bold, head);
        ui_text(ui, box, plain, words);
    }
    return h + 2 * ui_u(ui, ROW_PAD_U);
}

static int consent_row_height(struct app *app, int row, struct box in)
{
    const struct pledge_text *text = &app->pack->pledge;
    if (row < TALK_ROWS)
        return talk_row(app, row, in, false);
    return ui_tick_height(&app->ui, in.w, 0, words_in(&text->consents[row - TALK_ROWS].says, app->lang));
}

static void consent_row(struct app *app, struct pledge_form *form, int row, struct box box)
{
    const struct consent *consents = app->pack->pledge.consents;
    if (row < TALK_ROWS) {
        talk_row(app, row, box, true);
        return;
    }
    int i = row - TALK_ROWS;
    char id[UI_ID_MAX] = "consent.";
    str_copy(id + 8, sizeof id - 8, consents[i].purpose);
    ui_tick(&app->ui, id, box, 0, words_in(&consents[i].says, app->lang), &form->consent[i]);
}

static void consent_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 4), ui_u(ui, 1.6f));
    if (!ui_is_small(ui))
        ui_label(ui, box_cut_top(&in, ui_t(ui, app->lang == LANG_UR ? 13 : 11)), UI_TEXT(ROLE_DOOR, THEME_INK),
                 _("Your consent"));
    int count = TALK_ROWS + (int)app->pack->pledge.consent_count, end = form->page, used = 0;
    for (int h; end < count && (used + (h = consent_row_height(app, end, in)) <= in.h || end == form->page); end++)
        used += h;
    int spare = in.h > used ? (in.h - used) / (end - form->page) : 0;
    for (int i = form->page; i < end; i++) {
        if (i > form->page || !ui_is_small(ui))
            ui_hairline(ui, (struct box){in.x, in.y, in.w, 2}, THEME_CARD_EDGE);
        consent_row(app, form, i, box_cut_top(&in, consent_row_height(app, i, in) + spare));
    }
    bool is_last = end == count, may_send = app->pack->pledge.consent_count == 0 || form->consent[0];
    int pressed = foot_frame(app, form, row, is_last ? _("Send my pledge") : _("More"), !is_last || may_send);
    if (pressed > 0 && is_last) {
        send(app, form);
    } else if (pressed > 0) {
        form->page = end;
        ui_enter(ui, ui->now_ms);
    } else if (pressed < 0 && form->page > 0) {
        form->page = 0;
    } else if (pressed < 0) {
        pledge_back(app, form);
    }
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

static void failed_frame(struct app *app, struct pledge_form *form, bool may_retry)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    message_draw(app, page, _("This cannot be saved right now."),
                 _("Nothing was lost or kept. Please tell the trainer."));
    struct ui_button again = {.kind = BUTTON_NEXT}, close = {.kind = BUTTON_PLAIN};
    if (may_retry && ui_button_at_end(ui, "pledge.again", &row, &again, _("Try again")))
        send(app, form);
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
        consent_frame(app, form);
        break;
    case PLEDGE_SAVING:
        message_draw(app, bar_content(app), _("Saving"), _("Your pledge is being saved."));
        break;
    case PLEDGE_THANKS:
        pledge_thanks_frame(app, form);
        break;
    case PLEDGE_FAILED:
        failed_frame(app, form, true);
        break;
    case PLEDGE_CLOSED:
        failed_frame(app, form, false);
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
