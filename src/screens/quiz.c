/* The quiz of one visitor: a notice with a real way out, one statement at a time, its reason, the end.
 *
 * The rules are model/quiz.c; here is only what they look like. Myth and fact differ by shape and word, never by colour
 * alone; nothing is scored aloud. The answers go to the store's pool without time or order, when the last reason is
 * left. */
#include "model/quiz.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"

enum quiz_phase { PHASE_NOTICE, PHASE_RUN, PHASE_RESULT };

struct quiz {
    enum quiz_phase phase;
    struct quiz_run run;
    int64_t answered_ms; /* when the answer was given: the card fades to the reason */
};

enum { ACKNOWLEDGE_MS = 240, CARD_MS = 320 };

static void quiz_enter(struct app *app, void *state)
{
    struct quiz *quiz = state;
    app->seed = app->seed * 6364136223846793005u + 1442695040888963407u;
    quiz_start(&quiz->run, &app->pack->decks[0], app->seed);
}

/* The finished quiz on its way to the store; it outlives the screen. */
struct save {
    struct store *store;
    struct quiz_answers answers;
    struct store_counts counts;
    struct app *app;
    struct err err;
    bool is_ok;
};

static void save_run(void *arg)
{
    struct save *save = arg;
    save->is_ok =
        store_add_quiz(save->store, &save->answers, &save->err) && store_counts(save->store, &save->counts, &save->err);
}

static void save_done(void *arg)
{
    struct save *save = arg;
    if (save->is_ok)
        save->app->counts = save->counts;
    free(save);
}

static void answers_save(struct app *app, const struct quiz_run *run)
{
    if (!app->store || quiz_answered_count(run) == 0)
        return;
    struct save *save = mem_alloc(sizeof *save);
    save->store = app->store;
    save->app = app;
    str_copy(save->answers.deck, sizeof save->answers.deck, run->deck->name);
    for (int i = 0; i < run->count; i++) {
        str_copy(save->answers.at[i].id, sizeof save->answers.at[i].id, run->deck->items[run->item[i]].id);
        save->answers.at[i].answer = run->answer[i];
        save->answers.count++;
    }
    worker_post(app->worker, save_run, save_done, save);
}

static void go_on(struct app *app, struct quiz *quiz)
{
    quiz_next(&quiz->run);
    quiz->answered_ms = 0;
    if (quiz_is_over(&quiz->run)) {
        quiz->phase = PHASE_RESULT;
        answers_save(app, &quiz->run);
    }
    ui_enter(&app->ui, app->ui.now_ms);
}

/* The next-thing button at the reading end of `row`; true when pressed. */
static bool next_button(struct app *app, struct box *row, const char *id, const char *label)
{
    struct ui_button how = {.kind = BUTTON_NEXT, .icon = &icon_next};
    return ui_button_at_end(&app->ui, id, row, &how, label);
}

/* The window of the quiz's door again, so that one knows where one has come; the notice beside it, or underneath. */
static void notice_frame(struct app *app, struct quiz *quiz)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 2.2f), ui_u(ui, 2.2f));
    struct box window = ui_is_portrait(ui) ? box_cut_top(&in, in.h * 40 / 100)
                                           : box_cut_right(&in, in.w * (ui_is_small(ui) ? 28 : 36) / 100);
    lattice_door(ui->gfx, &ui->theme, ui_place(ui, window), 0, ui->is_rtl);
    in = box_inset(in, ui_u(ui, 3), ui_u(ui, ui_is_portrait(ui) ? 3 : 2));
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    int small_h = ui_text_size(ui, in.w, 0, small, _("Your answers stay anonymous")).h;
    ui_text(ui, box_cut_bottom(&in, small_h), small, _("Your answers stay anonymous"));
    box_cut_bottom(&in, ui_u(ui, 1));
    enum ui_role role = ui_is_small(ui) ? ROLE_DOOR : ROLE_DISPLAY;
    int title = ui_text(ui, in, UI_TEXT(role, THEME_INK), words_in(&quiz->run.deck->title, app->lang));
    box_cut_top(&in, title + ui_u(ui, 1));
    ui_text(ui, in, UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE),
            words_in(&quiz->run.deck->notice, app->lang));

    if (next_button(app, &row, "quiz.start", _("Start"))) {
        quiz->phase = PHASE_RUN;
        ui_enter(ui, ui->now_ms);
    }
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true};
    if (ui_button_at_start(ui, "quiz.leave", &row, &back, _("Not now")))
        app_pop(app);
}

/* How far one has come: stars, and "question 3 of 6". */
static void progress_draw(struct app *app, const struct quiz_run *run, struct box row)
{
    struct ui *ui = &app->ui;
    int star = ui_t(ui, 4);
    struct box stars = box_cut_left(&row, star * run->count + star * 35 / 100 * run->count);
    ui_stars(ui, box_centred(stars, stars.w, star), run->count, run->at);
    box_cut_left(&row, ui_t(ui, 2));
    char words[64];
    /* TRANSLATORS: the number of this question, then how many there are. */
    snprintf(words, sizeof words, _("Question %d of %d"), run->at + 1, run->count);
    const struct ui_text *how = UI_TEXT(ROLE_CAPTION, THEME_QUIET);
    if (!ui_is_portrait(ui) && ui_label_width(ui, row.h, how, words) <= row.w)
        ui_label(ui, row, how, words);
}

/* The way past a statement, and how far one has come. */
static void head_frame(struct app *app, struct quiz *quiz, struct box head)
{
    struct ui_button skip = {.kind = BUTTON_QUIET, .icon = &icon_next};
    if (!quiz_is_answered(&quiz->run) && ui_button_at_end(&app->ui, "quiz.skip", &head, &skip, _("Skip"))) {
        quiz_answer(&quiz->run, QUIZ_SKIPPED);
        go_on(app, quiz);
        return;
    }
    progress_draw(app, &quiz->run, head);
}

struct answer {
    const char *id;
    enum quiz_answer answer;
    const struct shape *sign;
    const char *word;
};
static const struct answer answers[] = {
    {"quiz.myth", QUIZ_SAID_MYTH, &shape_ring, N_("Myth")},
    {"quiz.fact", QUIZ_SAID_FACT, &shape_diamond, N_("Fact")},
};

static void answer_run(struct app *app, struct quiz *quiz, struct box box, const struct answer *answer)
{
    struct quiz_run *run = &quiz->run;
    struct ui_answer how = {answer->sign, run->answer[run->at] == answer->answer, quiz_is_answered(run)};
    if (!ui_answer(&app->ui, answer->id, box, &how, _(answer->word)))
        return;
    quiz_answer(run, answer->answer);
    quiz->answered_ms = app->ui.now_ms;
}

/* `part` of it has given way to the reason: its card stays under the reason's, the answers go. Its words go first, then
 * those of the reason come: they never stand over each other. */
static void statement_frame(struct app *app, struct quiz *quiz, struct box page, float part)
{
    struct ui *ui = &app->ui;
    struct box row = box_cut_bottom(&page, ui_t(ui, 19) < page.h / 3 ? ui_t(ui, 19) : page.h / 3);
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    gfx_push(ui->gfx, 0, 0, 1 - 2 * part);
    gfx_clip_push(ui->gfx, ui_place(ui, page));
    lattice_rest_on_card(ui->gfx, &ui->theme, ui_place(ui, page), bar_lattice_pitch(app), ui->is_rtl);
    gfx_clip_pop(ui->gfx);
    ui_text(ui, box_inset(page, ui_u(ui, 5), ui_u(ui, 3)), UI_TEXT(ROLE_QUIZ, THEME_INK, .anchor = ANCHOR_MIDDLE),
            words_in(&quiz_item_at(&quiz->run)->statement, app->lang));
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, 1 - part);
    for (int i = 0; i < 2; i++)
        answer_run(app, quiz, box_column(row, i, 2, ui_u(ui, 3.2f)), &answers[quiz->run.fact_first ? 1 - i : i]);
    gfx_pop(ui->gfx);
}

/* The verdict as shape and word, then the visitor's own answer in small. */
static void verdict_draw(struct app *app, const struct quiz_run *run, struct box box)
{
    struct ui *ui = &app->ui;
    const struct answer *truth = &answers[quiz_item_at(run)->verdict == VERDICT_FACT];
    const struct answer *given = &answers[run->answer[run->at] == QUIZ_SAID_FACT];
    char words[96];
    snprintf(words, sizeof words, _("Your answer: %s"), _(given->word));
    if (ui_is_small(ui))
        words[0] = '\0';
    const char *judged = quiz_is_right(run, run->at) ? _("Correct") : _("Not quite");
    enum ui_role role = ui_is_small(ui) ? ROLE_DOOR : ROLE_TITLE;
    const struct ui_text *title = UI_TEXT(role, THEME_INK, .align = TEXT_CENTER);
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_CENTER);
    int title_h = ui_text_size(ui, box.w, 0, title, _(truth->word)).h;
    int small_h = ui_text_size(ui, box.w, 0, small, words).h, judged_h = ui_text_size(ui, box.w, 0, small, judged).h;
    int room = box.h - title_h - small_h - judged_h - ui_u(ui, 3);
    int least = ui_t(ui, 5), most = box.w * 6 / 10;
    int sign = room < least ? least : room < most ? room : most;
    box = box_centred(box, box.w, sign + title_h + small_h + judged_h + ui_u(ui, 3));
    struct box at = box_cut_top(&box, sign);
    ui_icon(ui, truth->sign, box_centred(at, sign, sign), THEME_INK_SKY);
    box_cut_top(&box, ui_u(ui, 2));
    ui_text(ui, box_cut_top(&box, title_h), title, _(truth->word));
    box_cut_top(&box, ui_u(ui, 1));
    ui_text(ui, box_cut_top(&box, small_h), small, words);
    ui_text(ui, box, small, judged);
}

static bool has_room(struct ui *ui, int width, int height, const struct ui_text *how, const char *words)
{
    return height > 0 && ui_text_size(ui, width, height, how, words).h <= height;
}

/* Where it is tight the source takes the smallest size, and the statement gives way to the reason. */
static void because_draw(struct app *app, const struct quiz_item *item, struct box box)
{
    struct ui *ui = &app->ui;
    char cited[512], source[768];
    snprintf(cited, sizeof cited, _("Source: %s"), words_in(&item->source, app->lang));
    const char *legal = item->is_law ? words_in(&app->pack->legal, app->lang) : "";
    snprintf(source, sizeof source, *legal ? "%s · %s" : "%s%s", cited, legal);
    const char *statement = words_in(&item->statement, app->lang), *because = words_in(&item->because, app->lang);
    const struct ui_text *reason = UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE);
    const struct ui_text *quiet = UI_TEXT(ROLE_BODY, THEME_INK_QUIET);
    struct ui_text small = *UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .anchor = ANCHOR_BOTTOM);
    int air = ui_u(ui, 1.5f), source_h = ui_text_size(ui, box.w, 0, &small, source).h;
    if (!has_room(ui, box.w, box.h - source_h - air, reason, because)) {
        small.px = ui_least_px(ui, &small);
        source_h = ui_text_size(ui, box.w, 0, &small, source).h;
    }
    ui_text(ui, box_cut_bottom(&box, source_h), &small, source);
    box_cut_bottom(&box, air);
    int statement_h = ui_text_size(ui, box.w, 0, quiet, statement).h + air;
    if (!ui_is_small(ui) && has_room(ui, box.w, box.h - statement_h, reason, because))
        ui_text(ui, box_cut_top(&box, statement_h), quiet, statement);
    ui_text(ui, box, reason, because);
}

/* On a small picture a reason needs the head's room: the stars then stand beside the way on. */
static bool has_foot(const struct app *app)
{
    return ui_is_small(&app->ui) && !ui_is_portrait(&app->ui);
}

static void reason_frame(struct app *app, struct quiz *quiz, struct box page, float part)
{
    struct ui *ui = &app->ui;
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    gfx_push(ui->gfx, 0, 0, part);
    ui_card(ui, page);
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, 2 * part - 1);
    struct box in = box_inset(page, ui_u(ui, 4), ui_u(ui, ui_is_small(ui) ? 1.4f : 2.5f));
    if (ui_is_portrait(ui)) {
        verdict_draw(app, &quiz->run, box_cut_top(&in, in.h * (ui_is_small(ui) ? 40 : 32) / 100));
        box_cut_top(&in, ui_u(ui, 2));
    } else {
        verdict_draw(app, &quiz->run, box_cut_left(&in, in.w * (ui_is_small(ui) ? 22 : 30) / 100));
        ui_hairline(ui, box_cut_left(&in, 2), THEME_CARD_EDGE);
        box_cut_left(&in, ui_u(ui, 3.4f));
    }
    because_draw(app, quiz_item_at(&quiz->run), in);
    gfx_pop(ui->gfx);
    gfx_push(ui->gfx, 0, 0, part);
    bool is_next = next_button(app, &row, "quiz.next", _("Next"));
    if (has_foot(app))
        progress_draw(app, &quiz->run, row);
    gfx_pop(ui->gfx);
    if (is_next)
        go_on(app, quiz);
}

/* A tile for each statement with its sign: whole where the answer was the same, else its outline. No score. */
static void answers_draw(struct app *app, const struct quiz_run *run, struct box box)
{
    struct ui *ui = &app->ui;
    int gap = ui_u(ui, 1), fitting = (box.w + gap) / run->count - gap, size = fitting < box.h ? fitting : box.h;
    box = box_centred(box, box.w, size);
    for (int i = 0; i < run->count; i++) {
        struct box tile = box_cut_left(&box, size), sign = box_centred(tile, size * 42 / 100, size * 42 / 100);
        bool is_right = quiz_is_right(run, i);
        ui_icon(ui, is_right ? &shape_star : &shape_star_edge, tile, is_right ? THEME_INK : THEME_EDGE);
        bool is_fact = run->deck->items[run->item[i]].verdict == VERDICT_FACT;
        ui_icon(ui, is_fact ? &shape_diamond : &shape_ring, sign, is_right ? THEME_CARD : THEME_INK_QUIET);
        box_cut_left(&box, gap);
    }
}

/* The end: what was answered, what one can do, and the pledge offered. */
static void result_frame(struct app *app, struct quiz *quiz)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2.4f));
    ui_card(ui, page);
    struct box in = box_inset(page, ui_u(ui, 5), ui_u(ui, ui_is_small(ui) ? 3 : 4));
    const struct ui_text *quiet = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET);
    const char *legal = words_in(&app->pack->legal, app->lang);
    ui_text(ui, box_cut_bottom(&in, ui_text_size(ui, in.w, 0, quiet, legal).h), quiet, legal);
    box_cut_bottom(&in, ui_u(ui, 1));
    enum ui_role role = ui_is_small(ui) ? ROLE_DOOR : ROLE_DISPLAY;
    box_cut_top(&in, ui_text(ui, in, UI_TEXT(role, THEME_INK), _("Thank you for answering")) + ui_u(ui, 1));
    char words[128];
    snprintf(words, sizeof words, _("You answered %d statements."), quiz_answered_count(&quiz->run));
    box_cut_top(&in, ui_text(ui, in, UI_TEXT(ROLE_BODY, THEME_INK_QUIET), words));
    int most = ui_t(ui, 18);
    box_cut_top(&in, ui_u(ui, 1));
    if (!ui_is_small(ui))
        answers_draw(app, &quiz->run, box_cut_top(&in, in.h * 4 / 10 < most ? in.h * 4 / 10 : most));
    ui_text(ui, in, UI_TEXT(ROLE_READING, THEME_INK, .anchor = ANCHOR_MIDDLE),
            words_in(&app->pack->pledge.heavy, app->lang));

    if (app->pack->pledge.commitment_count > 0 && next_button(app, &row, "quiz.pledge", _("Take the pledge")))
        app_replace(app, &screen_pledge);
    struct ui_button done = {.kind = BUTTON_PLAIN};
    if (ui_button_at_start(ui, "quiz.finish", &row, &done, _("Finish")))
        app_clear(app);
}

static void run_frame(struct app *app, struct quiz *quiz)
{
    struct ui *ui = &app->ui;
    struct box whole = bar_content(app), page = whole;
    struct box head = box_cut_top(&page, ui_t(ui, ui_is_small(ui) ? 9.6f : 7.4f));
    box_cut_top(&page, ui_u(ui, 1.6f));
    int64_t age_ms = ui->now_ms - quiz->answered_ms - ACKNOWLEDGE_MS;
    float part = quiz_is_answered(&quiz->run) ? ui_fade(ui, age_ms, CARD_MS) : 0;
    gfx_push(ui->gfx, 0, 0, has_foot(app) ? 1 - part : 1);
    head_frame(app, quiz, head);
    gfx_pop(ui->gfx);
    if (quiz->phase != PHASE_RUN || quiz_is_over(&quiz->run))
        return;
    if (part < 1)
        statement_frame(app, quiz, page, part);
    if (part > 0)
        reason_frame(app, quiz, has_foot(app) ? whole : page, part);
}

static void quiz_frame(struct app *app, void *state)
{
    struct quiz *quiz = state;
    switch (quiz->phase) {
    case PHASE_NOTICE:
        notice_frame(app, quiz);
        break;
    case PHASE_RUN:
        run_frame(app, quiz);
        break;
    case PHASE_RESULT:
        result_frame(app, quiz);
        break;
    }
    bar_frame(app);
}

const struct screen screen_quiz = {
    .name = "quiz",
    .state_size = sizeof(struct quiz),
    .idle_ms = 60 * 1000,
    .has_exit = true,
    .keeps_going = true,
    .enter = quiz_enter,
    .frame = quiz_frame,
};
