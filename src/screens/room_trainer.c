/* The trainer's desk, arranged: where the room is, the card, time, votes, what comes next, and the way on nearest the
 * thumb. Tools beyond the two that a card asks for stand behind "more", so that nothing on the desk is small. */
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room_desk.h"

static const struct {
    enum room_step step;
    const char *label;
} stages[] = {
    {ROOM_SHOW, N_("Show")},        {ROOM_VOTE, N_("Vote")},
    {ROOM_COUNTS, N_("Counts")},    {ROOM_DISCUSS, N_("Talk about it")},
    {ROOM_AGAIN, N_("Vote again")}, {ROOM_REVEAL, N_("Why?")},
};

const char *room_step_label(enum room_step step)
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

/* The steps of a statement, in one row as wide as their words ask for, or in two where there is no room for that. */
struct stages {
    size_t at[COUNT_OF(stages)]; /* those that this quiz has */
    int w[COUNT_OF(stages)];     /* star and word */
    int count, rows;
};

static struct stages stages_of(struct app *app, int width)
{
    struct ui *ui = &app->ui;
    struct stages row = {.rows = 1};
    int sum = 0;
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        if (stages[i].step == ROOM_AGAIN && !app->room->run.votes_twice)
            continue;
        int w = ui_label_width(ui, 0, UI_TEXT(ROLE_CAPTION_BOLD, THEME_TEXT), _(stages[i].label));
        row.at[row.count] = i;
        row.w[row.count] = w + ui_t(ui, 2.6f) + ui_u(ui, 1);
        sum += row.w[row.count++] + ui_u(ui, 2);
    }
    row.rows = sum > width ? 2 : 1;
    return row;
}

static int stages_height(struct app *app, int width)
{
    int rows = stages_of(app, width).rows;
    return room_touch(&app->ui) * rows + ui_u(&app->ui, 1) * (rows - 1);
}

static void stage_draw(struct ui *ui, size_t i, enum room_step now, struct box at)
{
    bool is_here = stages[i].step == now;
    enum theme_color color = is_here ? THEME_CARRY : THEME_QUIET;
    int star = ui_t(ui, 2.6f);
    struct box sign = box_centred(box_cut_left(&at, star), star, star);
    box_cut_left(&at, ui_u(ui, 1));
    ui_icon(ui, stages[i].step < now ? &shape_star : is_here ? &shape_star_here : &shape_star_edge, sign, color);
    ui_label(ui, at, UI_TEXT(is_here ? ROLE_CAPTION_BOLD : ROLE_CAPTION, color), _(stages[i].label));
}

/* Where in the statement's steps the room is. Each is a way there, too. */
static void stages_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    struct room_card now = room_card_now(run);
    struct stages row = stages_of(app, box.w);
    int each = (row.count + row.rows - 1) / row.rows, free_w = box.w;
    for (int i = 0; i < row.count && row.rows == 1; i++)
        free_w -= row.w[i];
    for (int i = 0; i < row.count && now.item >= 0; i++) {
        char id[UI_ID_MAX];
        snprintf(id, sizeof id, "room.stage.%d", (int)row.at[i]);
        struct box line = box_row(box, i / each, row.rows, ui_u(ui, 1)), place = box_column(line, i % each, each, 0);
        if (row.rows == 1)
            place = box_cut_left(&box, row.w[i] + free_w / row.count);
        box_cut_right(&place, ui_u(ui, 1));
        struct ui_control control = ui_control(ui, id, place, _(stages[row.at[i]].label), true);
        if (control.is_focused)
            ui_focus_ring(ui, place, ui_u(ui, 1), false);
        stage_draw(ui, row.at[i], now.step, place);
        if (control.is_pressed)
            room_go_to(app, desk, room_card_of(run, now.item, stages[row.at[i]].step));
    }
}

static void clock_text(char out[16], int64_t ms)
{
    int64_t s = (ms + 999) / 1000;
    snprintf(out, 16, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

/* The discussion's clock while there is one, else the time since the start; the line says how much of it is gone. */
static void big_clock_draw(struct app *app, struct box box, struct box line)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    bool talks = room_card_now(run).step == ROOM_DISCUSS;
    int64_t left_ms = room_talk_left_ms(run, ui->now_ms), elapsed_ms = room_elapsed_ms(run, ui->now_ms);
    char text[16];
    clock_text(text, talks ? left_ms : elapsed_ms);
    struct ui_text how = *UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, box, &how, text);
    gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_REST));
    int64_t whole_ms = talks ? ROOM_TALK_MS : run->plan_ms > 0 ? run->plan_ms : 1;
    int64_t part_ms = talks ? left_ms : elapsed_ms;
    line.w = (int)(line.w * (part_ms < whole_ms ? part_ms : whole_ms) / whole_ms);
    gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_SKY));
    ui_wake_at(ui, ui->now_ms + 1000 - ui->now_ms % 1000);
}

/* Minutes behind the plan: in words, with a colour. */
static void plan_draw(struct app *app, struct box chip)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    int behind = (int)((room_elapsed_ms(run, ui->now_ms) - room_plan_ms(run)) / 60000);
    char text[96];
    if (behind < 1)
        snprintf(text, sizeof text, "%s", _("on time"));
    else
        /* TRANSLATORS: whole minutes that the session is behind its plan. */
        snprintf(text, sizeof text, _("%d min behind"), behind);
    enum theme_color fill = behind < 1 ? THEME_RAISED : behind < 5 ? THEME_ACCENT : THEME_KILN;
    enum theme_color words = behind < 1 ? THEME_TEXT : behind < 5 ? THEME_ON_ACCENT : THEME_ON_KILN;
    gfx_round(ui->gfx, ui_place(ui, chip), ui_u(ui, 1), ui_color(ui, fill));
    ui_label(ui, box_inset(chip, ui_u(ui, 1), 0), UI_TEXT(ROLE_CAPTION_BOLD, words, .align = TEXT_CENTER), text);
}

/* What runs: the large clock; beside it the time of day, or the time since the start while the room talks; the plan. */
static void time_draw(struct app *app, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    const int pakistan_s = 5 * 3600, day_s = 86400;
    int of_day = (int)((clock_wall_s(&app->clock) + pakistan_s) % day_s);
    char since[16], text[40];
    struct box line = box_cut_bottom(&box, ui_u(ui, .7f));
    box_cut_bottom(&box, ui_u(ui, 1));
    struct box side = box_cut_right(&box, box.w * 46 / 100);
    big_clock_draw(app, box, line);
    clock_text(since, room_elapsed_ms(run, ui->now_ms));
    if (room_card_now(run).step == ROOM_DISCUSS)
        snprintf(text, sizeof text, "%02d:%02d  (%s)", of_day / 3600, of_day / 60 % 60, since);
    else
        snprintf(text, sizeof text, "%02d:%02d", of_day / 3600, of_day / 60 % 60);
    struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_QUIET, .align = TEXT_CENTER, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, box_cut_top(&side, side.h * 44 / 100), &how, text);
    plan_draw(app, side);
}

/* The first statement that is still to be shown; NULL: none. */
static const char *next_statement(const struct app *app)
{
    const struct room_run *run = &app->room->run;
    for (int card = run->card + 1; card < room_card_count(run); card++) {
        struct room_card at = room_card_at(run, card);
        if (at.step == ROOM_SHOW)
            return run->item[at.item].says ? words_in(&run->item[at.item].says->statement, app->lang) : NULL;
    }
    return NULL;
}

/* What comes next, as body where there is room, else as a caption; false: there is no room for that either. */
static bool next_draw(struct app *app, struct box box, const char *says)
{
    struct ui *ui = &app->ui;
    const struct ui_text *title = UI_TEXT(ROLE_CAPTION_BOLD, THEME_QUIET);
    struct ui_text how = {.role = ROLE_BODY, .color = THEME_TEXT};
    int room = box.h - ui_text_size(ui, box.w, 0, title, _("Next")).h - 2;
    if (ui_text_size(ui, box.w, 0, &how, says).h > room)
        how.role = ROLE_CAPTION;
    if (ui_text_size(ui, box.w, 0, &how, says).h > room)
        return false;
    ui_hairline(ui, box_cut_top(&box, 2), THEME_REST);
    box_cut_top(&box, ui_text(ui, box, title, _("Next")));
    ui_text(ui, box, &how, says);
    return true;
}

/* Time, votes, the card's tools; then, where there is room, what comes next: true when it stands here. */
static bool column_run(struct app *app, struct room_desk *desk, struct box box, const char *next)
{
    struct ui *ui = &app->ui;
    int touch = room_touch(ui), gap = ui_u(ui, 1.6f);
    bool has_votes = room_card_now(&app->room->run).round >= 0 && !desk->is_big;
    int row = box.h > 8 * touch ? ui_t(ui, 9) : touch;
    time_draw(app, box_cut_top(&box, ui_t(ui, 12.6f)));
    box_cut_top(&box, gap);
    if (has_votes) {
        room_votes_run(app, desk, box_cut_top(&box, 2 * row + gap), 1);
        box_cut_top(&box, gap);
    }
    room_beside_run(app, desk, box_cut_top(&box, touch));
    box_cut_top(&box, 2 * gap);
    return next && next_draw(app, box, next);
}

/* Back, more, and the way on, named by where it leads; between them, if it fits, what the trainer must be told. */
struct way {
    struct box back, more, free, next;
    const char *label;
};

static struct way way_of(struct app *app, struct box row)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    bool is_last = run->card == room_card_count(run) - 1;
    struct ui_button arrow = {.kind = BUTTON_PLAIN, .icon = &icon_back}, plain = {.kind = BUTTON_PLAIN};
    struct way way = {.label = is_last ? _("Finish") : room_step_label(room_card_at(run, run->card + 1).step)};
    int gap = ui_u(ui, 3.2f), back_w = ui_button_width(ui, row.h, &arrow, _("Back")),
        more_w = ui_button_width(ui, row.h, &plain, _("More")), next_w = ui_button_width(ui, row.h, &arrow, way.label);
    if (back_w + more_w + next_w + 2 * gap > row.w) {
        way.back = box_column(row, 0, 3, gap);
        way.more = box_column(row, 1, 3, gap);
        way.next = box_column(row, 2, 3, gap);
        return way;
    }
    way.back = box_cut_left(&row, back_w);
    box_cut_left(&row, gap);
    way.more = box_cut_left(&row, more_w);
    way.next = box_cut_right(&row, next_w);
    way.free = box_inset(row, gap, 0);
    return way;
}

#define TOLD UI_TEXT(ROLE_CAPTION_BOLD, THEME_CARRY, .anchor = ANCHOR_MIDDLE)

/* What is told takes so much height above the way on; 0: nothing is, or it stands in the row. */
static int told_height(struct app *app, const struct room_desk *desk, struct box row)
{
    struct ui *ui = &app->ui;
    const char *told = room_reply_words(app, desk->reply);
    struct box free = way_of(app, row).free;
    if (!*told || ui_text_size(ui, free.w, 0, TOLD, told).h <= free.h)
        return 0;
    return ui_text_size(ui, row.w, 0, TOLD, told).h + ui_u(ui, 1);
}

static void way_run(struct app *app, struct room_desk *desk, struct box told, struct box row)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    struct way way = way_of(app, row);
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back, .icon_first = true},
                     more = {.kind = BUTTON_PLAIN, .is_chosen = desk->page == DESK_TOOLS},
                     next = {.kind = BUTTON_NEXT, .icon = &icon_next};
    ui_text(ui, told.h > 0 ? told : way.free, TOLD, room_reply_words(app, desk->reply));
    if (ui_button(ui, "room.more", way.more, &more, _("More")))
        room_turn_desk(desk, DESK_TOOLS);
    if (ui_button(ui, "room.back", way.back, &back, _("Back")))
        room_act_on(app, desk, ROOM_BACK);
    if (ui_button(ui, "room.next", way.next, &next, way.label))
        room_act_on(app, desk, run->card == room_card_count(run) - 1 ? ROOM_FINISH : ROOM_NEXT);
}

static void large_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    room_digits_run(app, desk, box_cut_bottom(&box, room_digits_height(ui, box.w)));
    box_cut_bottom(&box, ui_u(ui, 3));
    int most = ui_t(ui, 32);
    room_votes_run(app, desk, box_centred(box, box.w, box.h < most ? box.h : most), 1);
}

void room_trainer_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    gfx_fill(ui->gfx, page, ui_color(ui, THEME_GROUND));
    struct box in = box_inset(page, ui_u(ui, 3), ui_u(ui, 2)), foot = box_cut_bottom(&in, ui_t(ui, 10));
    box_cut_bottom(&in, ui_u(ui, 2));
    struct box told = box_cut_bottom(&in, told_height(app, desk, foot));
    stages_run(app, desk, box_cut_top(&in, stages_height(app, in.w)));
    box_cut_top(&in, ui_u(ui, 1));
    struct box column = ui_is_portrait(ui) ? box_cut_bottom(&in, ui_t(ui, 56)) : box_cut_right(&in, in.w * 38 / 100);
    box_cut_right(&in, ui_is_portrait(ui) ? 0 : ui_u(ui, 3));
    box_cut_bottom(&in, ui_is_portrait(ui) ? ui_u(ui, 3) : 0);
    const char *next = next_statement(app);
    bool has_next = column_run(app, desk, column, next);
    if (!app->room)
        return;
    if (desk->page == DESK_TOOLS)
        room_tools_run(app, desk, in);
    else if (desk->is_big && room_card_now(&app->room->run).round >= 0)
        large_run(app, desk, in);
    else
        room_notes_run(app, desk, in, has_next ? NULL : next);
    if (app->room)
        way_run(app, desk, told, foot);
}

/* Both counts beside each other; upright there is no room for that. */
static int votes_rows(const struct ui *ui)
{
    return ui_is_portrait(ui) ? 2 : 1;
}

/* One display: as much as the room can bear to see. Above the way on stands one of these. */
static int pad_height(struct app *app, const struct room_desk *desk, int width)
{
    struct ui *ui = &app->ui;
    bool has_count = room_card_now(&app->room->run).round >= 0;
    int row = room_touch(ui) + ui_u(ui, 1);
    if (desk->page == DESK_TOOLS)
        return room_tools_height(app, width);
    if (desk->page == DESK_GO)
        return row + room_digits_height(ui, width);
    return (has_count ? row * votes_rows(ui) : 0) + (has_count && desk->is_big ? room_digits_height(ui, width) : row);
}

static struct box pad_inset(const struct ui *ui, struct box box)
{
    return box_inset(box, ui_u(ui, 2), ui_u(ui, 1.6f));
}

int room_pad_height(struct app *app, const struct room_desk *desk, int width)
{
    struct ui *ui = &app->ui;
    struct box way = pad_inset(ui, (struct box){0, 0, width, ui_t(ui, 10) + 2 * ui_u(ui, 1.6f)});
    return 2 * ui_u(ui, 1.6f) + way.h + ui_u(ui, 1) + pad_height(app, desk, way.w) + told_height(app, desk, way);
}

void room_pad_frame(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    bool has_count = room_card_now(&app->room->run).round >= 0;
    gfx_fill(ui->gfx, ui_place(ui, box), ui_color(ui, THEME_GROUND));
    ui_hairline(ui, box_cut_top(&box, 2), THEME_RIM);
    struct box in = pad_inset(ui, box), way = box_cut_bottom(&in, ui_t(ui, 10));
    struct box told = box_cut_bottom(&in, told_height(app, desk, way));
    box_cut_bottom(&in, ui_u(ui, 1));
    if (desk->page == DESK_TOOLS) {
        room_tools_run(app, desk, in);
    } else if (desk->page == DESK_GO) { /* a number alone: the room is looking */
        char label[96];
        snprintf(label, sizeof label, "%s %s", _("Go to"), desk->typed);
        ui_label(ui, box_cut_top(&in, room_touch(ui)), UI_TEXT(ROLE_BODY_BOLD, THEME_TEXT), label);
        room_digits_run(app, desk, in);
    } else {
        int rows = votes_rows(ui), gap = ui_u(ui, 1);
        if (has_count)
            room_votes_run(app, desk, box_cut_top(&in, rows * (room_touch(ui) + gap) - gap), rows == 1 ? 2 : 1);
        box_cut_top(&in, has_count ? gap : 0);
        if (has_count && desk->is_big)
            room_digits_run(app, desk, in);
        else
            room_beside_run(app, desk, in);
    }
    if (app->room)
        way_run(app, desk, told, way);
}
