/* The trainer's desk: the statement with its answer, reason and prompt; votes; clocks; what comes next; and every
 * action as a button. For arm's length, with the prompt and the way on nearest the thumb. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room.h"

static const struct {
    enum room_step step;
    const char *label;
} stages[] = {
    {ROOM_SHOW, N_("Show")},        {ROOM_VOTE, N_("Vote")},
    {ROOM_COUNTS, N_("Counts")},    {ROOM_DISCUSS, N_("Talk about it")},
    {ROOM_AGAIN, N_("Vote again")}, {ROOM_REVEAL, N_("Why?")},
};

static const char *step_label(enum room_step step)
{
    switch (step) {
    case ROOM_NOTICE:
        return _("Content notice");
    case ROOM_RULES:
        return _("Ground rules");
    case ROOM_SHOW:
        return _("Show");
    case ROOM_VOTE:
        return _("Vote");
    case ROOM_COUNTS:
        return _("Counts");
    case ROOM_DISCUSS:
        return _("Talk about it");
    case ROOM_AGAIN:
        return _("Vote again");
    case ROOM_REVEAL:
        return _("Why?");
    case ROOM_RESULT:
        return _("Group result");
    case ROOM_ACT:
        return _("One thing to do");
    case ROOM_STEP_COUNT:
        break;
    }
    return "";
}

/* Where in the statement's steps the room is. Each is a way there, too. */
static void stages_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    struct room_card now = room_card_now(run);
    int count = run->votes_twice ? (int)COUNT_OF(stages) : (int)COUNT_OF(stages) - 1, column = 0;
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        int card = now.item < 0 ? -1 : room_card_of(run, now.item, stages[i].step);
        if (card < 0)
            continue;
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "room.stage.%d", (int)i);
        struct box at = box_column(box, column++, count, ui_u(ui, 1));
        bool is_here = stages[i].step == now.step;
        enum theme_color color = is_here ? THEME_CARRY : THEME_QUIET;
        struct ui_control control = ui_control(ui, id, at, _(stages[i].label), true);
        if (control.is_focused)
            ui_focus_ring(ui, at, ui_u(ui, 1), false);
        int star = ui_t(ui, 2.6f);
        struct box sign = box_cut_left(&at, star + ui_u(ui, 1));
        ui_icon(ui,
                stages[i].step < now.step ? &shape_star
                : is_here                 ? &shape_star_here
                                          : &shape_star_edge,
                box_centred(sign, star, star), color);
        ui_label(ui, at, UI_TEXT(is_here ? ROLE_CAPTION_BOLD : ROLE_CAPTION, color), _(stages[i].label));
        if (control.is_pressed)
            room_go_to(app, desk, card);
    }
}

#define PROMPT UI_TEXT(ROLE_BODY_BOLD, THEME_INK)

static int prompt_height(struct ui *ui, int width, const char *discuss)
{
    return ui_text_size(ui, width - ui_u(ui, 4), 0, PROMPT, discuss).h + ui_u(ui, 3.5f);
}

static void prompt_draw(struct ui *ui, struct box box, const char *discuss)
{
    box_cut_top(&box, ui_u(ui, 1.5f));
    gfx_round(ui->gfx, ui_place(ui, box), ui_u(ui, 1.1f), ui_color(ui, THEME_CARD_EDGE));
    ui_text(ui, box_inset(box, ui_u(ui, 2), ui_u(ui, 1)), PROMPT, discuss);
}

static void verdict_draw(struct ui *ui, enum verdict verdict, struct box box)
{
    int sign = ui_t(ui, 3);
    struct box at = box_cut_left(&box, sign + ui_u(ui, 1.5f));
    ui_icon(ui, verdict == VERDICT_FACT ? &shape_diamond : &shape_ring, box_centred(at, sign, sign), THEME_INK_SKY);
    ui_label(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), verdict == VERDICT_FACT ? _("Fact") : _("Myth"));
}

/* Statement, answer, reason, source, prompt. Where all do not fit there is the prompt while the room talks, else the
 * reason. */
static void item_draw(struct app *app, const struct quiz_item *says, struct box in)
{
    struct ui *ui = &app->ui;
    const char *discuss = words_in(&says->discuss, app->lang), *because = words_in(&says->because, app->lang);
    const struct ui_text *reading = UI_TEXT(ROLE_READING, THEME_INK), *small = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET);
    const struct ui_text *statement = UI_TEXT(ui_is_small(ui) ? ROLE_CAPTION_BOLD : ROLE_BODY_BOLD, THEME_INK);
    char cited[512];
    snprintf(cited, sizeof cited, _("Source: %s"), words_in(&says->source, app->lang));
    box_cut_top(&in, ui_text(ui, in, statement, words_in(&says->statement, app->lang)) + ui_u(ui, 1));
    ui_hairline(ui, box_cut_top(&in, 2), THEME_CARD_EDGE);
    verdict_draw(ui, says->verdict, box_cut_top(&in, ui_t(ui, 6)));
    int cited_h = ui_text_size(ui, in.w, 0, small, cited).h;
    int room = in.h - cited_h - (*discuss ? prompt_height(ui, in.w, discuss) : 0);
    bool is_tight = room < 1 || ui_text_size(ui, in.w, room, reading, because).h > room;
    bool talks = room_card_now(&app->room->run).step == ROOM_DISCUSS;
    if (*discuss && (!is_tight || talks))
        prompt_draw(ui, box_cut_bottom(&in, prompt_height(ui, in.w, discuss)), discuss);
    if (!is_tight)
        ui_text(ui, box_cut_bottom(&in, cited_h), small, cited);
    if (!is_tight || !talks || !*discuss)
        ui_text(ui, in, reading, because);
}

/* The trainer's own words for a card without a statement. */
static void words_draw(struct app *app, enum room_step step, struct box in)
{
    struct ui *ui = &app->ui;
    const struct trainer *trainer = &app->pack->trainer;
    const struct words *words = step == ROOM_ACT ? &trainer->closing : &trainer->opening;
    box_cut_top(&in, ui_text(ui, in, UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), step_label(step)) + ui_u(ui, 1));
    ui_text(ui, in, UI_TEXT(ROLE_READING, THEME_INK), words_in(words, app->lang));
}

static void card_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    struct room_card now = room_card_now(&app->room->run);
    ui_card(ui, box);
    struct box in = box_inset(box, ui_u(ui, 4), ui_u(ui, 2.4f));
    const struct quiz_item *says = now.item < 0 ? NULL : app->room->run.item[now.item].says;
    if (says)
        item_draw(app, says, in);
    else
        words_draw(app, now.step, in);
}

static void clock_text(char out[16], int64_t ms)
{
    int64_t s = (ms + 999) / 1000;
    snprintf(out, 16, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

/* The discussion's clock while there is one, else the time since the start; below it the line of what is left. */
static void big_clock_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    bool talks = room_card_now(run).step == ROOM_DISCUSS;
    int64_t left_ms = room_talk_left_ms(run, ui->now_ms), elapsed_ms = room_elapsed_ms(run, ui->now_ms);
    char text[16];
    clock_text(text, talks ? left_ms : elapsed_ms);
    struct box line = box_cut_bottom(&box, ui_u(ui, .7f));
    struct ui_text how = *UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, box, &how, text);
    gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_REST));
    int64_t whole_ms = talks ? ROOM_TALK_MS : run->plan_ms > 0 ? run->plan_ms : 1;
    int64_t part_ms = talks ? left_ms : elapsed_ms;
    line.w = (int)(line.w * (part_ms < whole_ms ? part_ms : whole_ms) / whole_ms);
    gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_SKY));
    ui_wake_at(ui, ui->now_ms + 1000 - ui->now_ms % 1000);
}

/* Time of day, time since the start, and how that stands against the plan: in words, with a colour. */
static void plan_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    const int pakistan_s = 5 * 3600, day_s = 86400;
    int64_t elapsed_ms = room_elapsed_ms(run, ui->now_ms), plan_ms = room_plan_ms(run);
    int behind = (int)((elapsed_ms - plan_ms) / 60000),
        of_day = (int)((clock_wall_s(&app->clock) + pakistan_s) % day_s);
    char since[16], text[96];
    clock_text(since, elapsed_ms);
    struct box chip = box_cut_right(&box, box.w / 2);
    if (behind < 1)
        snprintf(text, sizeof text, "%s", _("on time"));
    else
        /* TRANSLATORS: whole minutes that the session is behind its plan. */
        snprintf(text, sizeof text, _("%d min behind"), behind);
    enum theme_color fill = behind < 1 ? THEME_RAISED : behind < 5 ? THEME_ACCENT : THEME_KILN;
    gfx_round(ui->gfx, ui_place(ui, box_inset(chip, 0, chip.h / 8)), ui_u(ui, 1), ui_color(ui, fill));
    ui_label(ui, box_inset(chip, ui_u(ui, 1), 0),
             UI_TEXT(ROLE_CAPTION_BOLD,
                     fill == THEME_RAISED   ? THEME_TEXT
                     : fill == THEME_ACCENT ? THEME_ON_ACCENT
                                            : THEME_ON_KILN,
                     .align = TEXT_CENTER),
             text);
    snprintf(text, sizeof text, "%02d:%02d  %s", of_day / 3600, of_day / 60 % 60, since);
    struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_QUIET, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, box, &how, text);
}

/* One side's count: its name, minus, the number (or what is being typed), plus. */
static void side_run(struct app *app, struct room_desk *desk, enum verdict side, struct box box)
{
    static const char *const ids[2][3] = {{"room.myth.minus", "room.myth.count", "room.myth.plus"},
                                          {"room.fact.minus", "room.fact.count", "room.fact.plus"}};
    struct ui *ui = &app->ui;
    struct room_card now = room_card_now(&app->room->run);
    const struct room_count *count = &app->room->run.item[now.item].vote[now.round];
    bool is_typed = desk->side == side && desk->typed[0];
    char text[24];
    snprintf(text, sizeof text, count->is_about ? "~%d" : "%d", (int)count->hands[side]);
    int key = box.h < box.w / 5 ? box.h : box.w / 5;
    struct ui_button minus = {.kind = BUTTON_PLAIN, .icon = &icon_minus},
                     plus = {.kind = BUTTON_PLAIN, .icon = &icon_plus};
    if (ui_button(ui, ids[side][2], box_cut_right(&box, key), &plus, ""))
        room_add(app, desk, side, 1);
    struct box number = box_cut_right(&box, key * 3 / 2);
    if (ui_control(ui, ids[side][1], number, text, true).is_pressed)
        desk->side = side;
    struct ui_text how = *UI_TEXT(ROLE_TITLE, is_typed ? THEME_CARRY : THEME_TEXT, .align = TEXT_CENTER,
                                  .has_lang = true, .lang = LANG_EN);
    ui_label(ui, number, &how, is_typed ? desk->typed : text);
    if (desk->side == side) /* where keys go */
        ui_hairline(ui, box_cut_bottom(&number, ui_u(ui, .5f)), THEME_SKY);
    if (ui_button(ui, ids[side][0], box_cut_right(&box, key), &minus, ""))
        room_add(app, desk, side, -1);
    int sign = ui_t(ui, 3);
    struct box at = box_cut_left(&box, sign + ui_u(ui, 1));
    ui_icon(ui, side == VERDICT_MYTH ? &shape_ring : &shape_diamond, box_centred(at, sign, sign), THEME_TEXT);
    ui_label(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_TEXT), side == VERDICT_MYTH ? _("Myth") : _("Fact"));
}

static void votes_run(struct app *app, struct room_desk *desk, struct box box, int columns)
{
    struct ui *ui = &app->ui;
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++)
        side_run(app, desk, side,
                 columns == 2 ? box_column(box, (int)side, 2, ui_u(ui, 4))
                              : box_row(box, (int)side, 2, ui_u(ui, 1.6f)));
}

enum tool {
    TOOL_BLANK,
    TOOL_CLOCK,
    TOOL_LANGS,
    TOOL_UNDO,
    TOOL_ABOUT,
    TOOL_METHOD,
    TOOL_NOTES,
    TOOL_GO,
    TOOL_KEYS,
    TOOL_BIG,
    TOOL_LEAVE,
    TOOL_COUNT
};

static const struct {
    const char *id, *label;
} tools[TOOL_COUNT] = {
    [TOOL_BLANK] = {"room.blank", N_("Blank")},     [TOOL_CLOCK] = {"room.clock", N_("Clock")},
    [TOOL_LANGS] = {"room.langs", N_("Languages")}, [TOOL_UNDO] = {"room.undo", N_("Undo")},
    [TOOL_ABOUT] = {"room.about", N_("About")},     [TOOL_METHOD] = {"room.method", N_("Walk to a side")},
    [TOOL_NOTES] = {"room.notes", N_("Notes")},     [TOOL_GO] = {"room.go", N_("Go to")},
    [TOOL_KEYS] = {"room.keys", N_("Keys")},        [TOOL_BIG] = {"room.big", N_("Large buttons")},
    [TOOL_LEAVE] = {"room.leave", N_("Leave")},
};

static void tool_do(struct app *app, struct room_desk *desk, enum tool tool)
{
    static const enum room_act acts[TOOL_COUNT] = {
        [TOOL_BLANK] = ROOM_BLANK, [TOOL_CLOCK] = ROOM_CLOCK, [TOOL_LANGS] = ROOM_LANGS,
        [TOOL_UNDO] = ROOM_UNDO,   [TOOL_ABOUT] = ROOM_ABOUT, [TOOL_METHOD] = ROOM_METHOD,
    };
    switch (tool) {
    case TOOL_BLANK:
    case TOOL_CLOCK:
    case TOOL_LANGS:
    case TOOL_UNDO:
    case TOOL_ABOUT:
    case TOOL_METHOD:
        room_act_on(app, desk, acts[tool]);
        break;
    case TOOL_NOTES:
        desk->has_notes = !desk->has_notes;
        break;
    case TOOL_GO:
        desk->page = desk->page == DESK_GO ? DESK_CARD : DESK_GO;
        break;
    case TOOL_KEYS:
        desk->page = desk->page == DESK_KEYS ? DESK_CARD : DESK_KEYS;
        break;
    case TOOL_BIG:
        desk->is_big = !desk->is_big;
        break;
    case TOOL_LEAVE:
        desk->is_leaving = true;
        break;
    case TOOL_COUNT:
        break;
    }
}

/* The other way of voting is what its button offers. */
static const char *tool_label(const struct app *app, enum tool tool)
{
    return tool == TOOL_METHOD && app->room->run.method == ROOM_SIDES ? _("Show of hands") : _(tools[tool].label);
}

static void tools_run(struct app *app, struct room_desk *desk, struct box box, int columns)
{
    struct ui *ui = &app->ui;
    int rows = ((int)TOOL_COUNT + columns - 1) / columns;
    for (enum tool tool = 0; tool < TOOL_COUNT; tool++) {
        struct box row = box_row(box, (int)tool / columns, rows, ui_u(ui, .8f));
        struct ui_button how = {.kind = BUTTON_PLAIN};
        if (ui_button(ui, tools[tool].id, box_column(row, (int)tool % columns, columns, ui_u(ui, .8f)), &how,
                      tool_label(app, tool)))
            tool_do(app, desk, tool);
    }
}

/* Back, what is to be said, and the way on, named by where it leads. */
static void way_run(struct app *app, struct room_desk *desk, struct box row)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    bool is_last = run->card == room_card_count(run) - 1;
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true},
                     next = {.kind = BUTTON_NEXT, .icon = &icon_next};
    const char *label = is_last ? _("Finish") : step_label(room_card_at(run, run->card + 1).step);
    const char *told = room_reply_words(app, desk->reply);
    if (ui_button_at_start(ui, "room.back", &row, &back, _("Back")))
        room_act_on(app, desk, ROOM_BACK);
    if (ui_button_at_end(ui, "room.next", &row, &next, label)) {
        room_act_on(app, desk, is_last ? ROOM_FINISH : ROOM_NEXT);
        return;
    }
    ui_text(ui, box_inset(row, ui_u(ui, 3), 0), UI_TEXT(ROLE_CAPTION, THEME_CARRY, .anchor = ANCHOR_MIDDLE), told);
}

static void next_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    int item = room_card_now(run).item + 1;
    if (item >= run->item_count || !run->item[item].says)
        return;
    const struct ui_text *small = UI_TEXT(ROLE_CAPTION, THEME_TEXT), *title = UI_TEXT(ROLE_CAPTION_BOLD, THEME_QUIET);
    const char *says = words_in(&run->item[item].says->statement, app->lang);
    if (ui_text_size(ui, box.w, 0, small, says).h + ui_text_size(ui, box.w, 0, title, _("Next")).h + 2 > box.h)
        return;
    ui_hairline(ui, box_cut_top(&box, 2), THEME_REST);
    box_cut_top(&box, ui_text(ui, box, title, _("Next")));
    ui_text(ui, box, small, says);
}

static void column_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    struct room_card now = room_card_now(&app->room->run);
    big_clock_draw(app, box_cut_top(&box, ui_t(ui, 11)));
    box_cut_top(&box, ui_u(ui, 1));
    plan_draw(app, box_cut_top(&box, ui_t(ui, 5)));
    box_cut_top(&box, ui_u(ui, 1.6f));
    if (now.round >= 0)
        votes_run(app, desk, box_cut_top(&box, ui_t(ui, 19)), 1);
    if (!app->room)
        return;
    box_cut_top(&box, ui_u(ui, 1.6f));
    tools_run(app, desk, box_cut_bottom(&box, ui_t(ui, 24)), 3);
    box_cut_bottom(&box, ui_u(ui, 1.6f));
    next_draw(app, box);
}

void room_trainer_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    gfx_fill(ui->gfx, page, ui_color(ui, THEME_GROUND));
    struct box in = box_inset(page, ui_u(ui, 3), ui_u(ui, 2));
    struct box head = box_cut_top(&in, ui_t(ui, 7)), foot = box_cut_bottom(&in, ui_t(ui, 10));
    box_cut_bottom(&in, ui_u(ui, 2));
    stages_run(app, desk, head);
    struct box column = box_cut_right(&in, in.w * 36 / 100);
    box_cut_right(&in, ui_u(ui, 3));
    if (desk->is_big && room_card_now(&app->room->run).round >= 0) {
        struct box digits = box_cut_bottom(&in, ui_t(ui, 12));
        votes_run(app, desk, box_inset(in, 0, ui_u(ui, 3)), 1);
        room_digits_run(app, desk, digits);
    } else {
        card_draw(app, in);
    }
    column_run(app, desk, column);
    way_run(app, desk, foot);
}

/* One display: as much as the room can bear to see. */
void room_pad_frame(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    gfx_fill(ui->gfx, ui_place(ui, box), ui_color(ui, THEME_FLOOR));
    box = box_inset(box, ui_u(ui, 2), ui_u(ui, 1));
    struct box way = box_cut_bottom(&box, ui_t(ui, 9));
    bool has_count = room_card_now(&app->room->run).round >= 0;
    box_cut_bottom(&box, ui_u(ui, 1));
    if (desk->page == DESK_GO) { /* a number alone: the room is looking */
        struct box number = box_cut_left(&box, ui_t(ui, 24));
        char label[96];
        snprintf(label, sizeof label, "%s %s", _("Go to"), desk->typed);
        ui_label(ui, number, UI_TEXT(ROLE_BODY, THEME_BAR_TEXT), label);
        room_digits_run(app, desk, box_centred(box, box.w, ui_t(ui, 8)));
    } else if (desk->is_big && has_count) {
        struct box rows[2] = {box_row(box, 0, 2, ui_u(ui, .6f)), box_row(box, 1, 2, ui_u(ui, .6f))};
        votes_run(app, desk, rows[0], 2);
        room_digits_run(app, desk, rows[1]);
    } else {
        struct box row = box_cut_bottom(&box, has_count ? box.h * 54 / 100 : box.h);
        box_cut_bottom(&box, has_count ? ui_u(ui, 1) : 0);
        if (has_count)
            votes_run(app, desk, box, 2);
        tools_run(app, desk, row, ((int)TOOL_COUNT + 1) / 2);
    }
    if (app->room)
        way_run(app, desk, way);
}
