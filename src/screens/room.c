/* The room quiz: keys, and who sees what. With a second display the room has the clean view there and the trainer the
 * desk here; with one display the room's card is all there is, but for the buttons after a touch and the notes on N. It
 * never times out: a discussion may be silent for as long as it needs. */
#include "screens/room_desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/projector.h"

const char *room_reply_words(const struct app *app, enum room_reply reply)
{
    const struct room_session *session = app->room;
    struct room_card card = room_card_now(&session->run);
    const struct room_item *item = card.item < 0 ? NULL : &session->run.item[card.item];
    switch (reply) {
    case ROOM_ABOVE_PEOPLE:
        return _("More hands than people were expected. It is kept; correct it if it was a slip.");
    case ROOM_BELOW_ZERO:
        return _("A count cannot go below zero.");
    case ROOM_TOO_MANY:
        return _("More than 9999 hands cannot be counted.");
    case ROOM_NO_UNDO:
        return _("There is nothing left to undo here.");
    case ROOM_DONE:
    case ROOM_NOT_HERE:
        break;
    }
    if (session->save_err.code == ERR_FULL)
        return _("The disk is full. The quiz goes on; write the counts down until there is room.");
    if (session->save_err.code != ERR_NONE)
        return _("The disk cannot be written. The quiz goes on; write the counts down.");
    if (item && !item->says)
        return _("This statement is no longer in the pack. Its counts are kept.");
    if (item && item->is_changed)
        return _("This statement was edited since the first vote. Its counts are kept.");
    return "";
}

/* The trainer and the room share one display: the buttons speak the language of the card, if it has but one. */
static void follow_langs(struct app *app)
{
    enum room_langs langs = app->room->run.langs;
    enum lang lang = langs == ROOM_ENGLISH ? LANG_EN : LANG_UR;
    if (!projector_is_on(app) && langs != ROOM_BOTH_LANGS && app->lang != lang)
        app_set_lang(app, lang);
}

/* Digits that were typed become the count of their side. */
static void take_typed(struct app *app, struct room_desk *desk)
{
    struct room_card card = room_card_now(&app->room->run);
    if (!desk->typed[0] || card.round < 0)
        return;
    const struct room_count *count = &app->room->run.item[card.item].vote[card.round];
    struct room_event event = {.act = ROOM_SET, .hands = {count->hands[0], count->hands[1]}};
    event.hands[desk->side] = strtoll(desk->typed, NULL, 10);
    desk->reply = room_do(app, &event);
    desk->typed[0] = '\0';
    desk->side = desk->side == VERDICT_MYTH ? VERDICT_FACT : VERDICT_MYTH;
}

void room_act_on(struct app *app, struct room_desk *desk, enum room_act act)
{
    bool turns = act == ROOM_NEXT || act == ROOM_BACK || act == ROOM_FINISH;
    if (turns)
        take_typed(app, desk);
    desk->typed[0] = '\0';
    desk->reply = room_do(app, &(struct room_event){.act = act, .now_ms = clock_mono_ms(&app->clock)});
    if (turns) {
        desk->side = VERDICT_MYTH;
        desk->leaf = 0;
    }
    if (act == ROOM_LANGS)
        follow_langs(app);
    if (act == ROOM_FINISH && app->room->run.is_over) {
        room_let_go(app);
        app_pop(app);
    }
}

void room_type(struct app *app, struct room_desk *desk, char digit)
{
    size_t n = strlen(desk->typed);
    bool has_count = desk->page == DESK_GO || room_card_now(&app->room->run).round >= 0;
    if (!has_count || n + 2 > sizeof desk->typed)
        return;
    desk->typed[n] = digit;
    desk->typed[n + 1] = '\0';
}

void room_untype(struct room_desk *desk)
{
    size_t n = strlen(desk->typed);
    if (n > 0)
        desk->typed[n - 1] = '\0';
}

void room_enter_typed(struct app *app, struct room_desk *desk)
{
    if (desk->page != DESK_GO) {
        take_typed(app, desk);
        return;
    }
    int number = (int)strtol(desk->typed, NULL, 10);
    if (desk->typed[0])
        room_go_to(app, desk, number > 0 ? room_card_of(&app->room->run, number - 1, ROOM_SHOW) : 0);
    desk->page = DESK_CARD;
    desk->typed[0] = '\0';
}

void room_go_to(struct app *app, struct room_desk *desk, int card)
{
    struct room_event event = {.act = ROOM_GO, .card = card, .now_ms = clock_mono_ms(&app->clock)};
    desk->typed[0] = '\0';
    desk->leaf = 0;
    desk->reply = room_do(app, &event);
    desk->page = DESK_CARD;
}

void room_add(struct app *app, struct room_desk *desk, enum verdict side, int number)
{
    desk->typed[0] = '\0';
    desk->side = side;
    desk->reply = room_do(app, &(struct room_event){.act = ROOM_ADD, .side = side, .number = number});
}

/* Scancodes are USB HID usage ids: keyboard page, 0x04 is A. */
enum {
    SCAN_A = 4,
    SCAN_B = 5,
    SCAN_G = 10,
    SCAN_L = 15,
    SCAN_M = 16,
    SCAN_N = 17,
    SCAN_T = 23,
    SCAN_U = 24,
    SCAN_1 = 30,
    SCAN_0 = 39,
    SCAN_MINUS = 45,
    SCAN_EQUALS = 46,
    SCAN_PERIOD = 55,
    SCAN_SLASH = 56,
    SCAN_PAD_MINUS = 86,
    SCAN_PAD_PLUS = 87,
    SCAN_PAD_1 = 89,
    SCAN_PAD_0 = 98,
    SCAN_PAD_PERIOD = 99,
};

static bool take_act_key(struct app *app, struct room_desk *desk, uint16_t scancode)
{
    static const struct {
        uint16_t scancode;
        enum room_act act;
    } keys[] = {
        {SCAN_A, ROOM_ABOUT}, {SCAN_B, ROOM_BLANK},      {SCAN_L, ROOM_LANGS}, {SCAN_M, ROOM_METHOD},
        {SCAN_T, ROOM_CLOCK}, {SCAN_PERIOD, ROOM_BLANK}, {SCAN_U, ROOM_UNDO},  {SCAN_PAD_PERIOD, ROOM_BLANK},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (keys[i].scancode == scancode) {
            room_act_on(app, desk, keys[i].act);
            return true;
        }
    return false;
}

static bool take_digit_key(struct app *app, struct room_desk *desk, uint16_t scancode)
{
    int digit = scancode >= SCAN_1 && scancode <= SCAN_0         ? scancode - SCAN_1 + 1
              : scancode >= SCAN_PAD_1 && scancode <= SCAN_PAD_0 ? scancode - SCAN_PAD_1 + 1
                                                                 : -1;
    if (digit > 0)
        room_type(app, desk, (char)('0' + digit % 10));
    return digit > 0;
}

void room_turn_desk(struct room_desk *desk, enum room_page page)
{
    desk->page = desk->page == page ? DESK_CARD : page;
    desk->leaf = 0;
    desk->typed[0] = '\0';
}

static bool take_desk_key(struct room_desk *desk, const struct event *event)
{
    if (event->scancode == SCAN_N)
        desk->has_notes = !desk->has_notes;
    else if (event->scancode == SCAN_G)
        room_turn_desk(desk, DESK_GO);
    else if (event->scancode == SCAN_SLASH)
        room_turn_desk(desk, DESK_KEYS);
    else
        return false;
    return true;
}

static bool take_count_key(struct app *app, struct room_desk *desk, uint16_t scancode)
{
    if (scancode == SCAN_EQUALS || scancode == SCAN_PAD_PLUS)
        room_add(app, desk, desk->side, 1);
    else if (scancode == SCAN_MINUS || scancode == SCAN_PAD_MINUS)
        room_add(app, desk, desk->side, -1);
    else
        return false;
    return true;
}

/* Keys with a name. Space and Enter press what has the focus, when it is shown. */
static bool take_named_key(struct app *app, struct room_desk *desk, enum key_name key)
{
    enum key_name onward = app->ui.is_rtl ? KEY_LEFT : KEY_RIGHT, backward = app->ui.is_rtl ? KEY_RIGHT : KEY_LEFT;
    bool is_focused = app->ui.has_focus_shown && app->ui.focus[0];
    if (key == KEY_PAGE_DOWN || key == onward || (key == KEY_SPACE && !is_focused))
        room_act_on(app, desk, ROOM_NEXT);
    else if (key == KEY_PAGE_UP || key == backward)
        room_act_on(app, desk, ROOM_BACK);
    else if (key == KEY_UP || key == KEY_DOWN)
        desk->side = key == KEY_UP ? VERDICT_MYTH : VERDICT_FACT;
    else if (key == KEY_ENTER && (desk->typed[0] || desk->page == DESK_GO))
        room_enter_typed(app, desk);
    else if (key == KEY_BACKSPACE && desk->typed[0])
        room_untype(desk);
    else if (key == KEY_ESCAPE && desk->page == DESK_CARD)
        desk->is_leaving = !desk->is_leaving;
    else if (key == KEY_ESCAPE)
        desk->page = DESK_CARD;
    else
        return false;
    return true;
}

static void take_key(struct app *app, struct room_desk *desk)
{
    struct event *event = &app->ui.event;
    if (event->type != EVENT_KEY || event->ctrl || event->alt)
        return;
    if (take_named_key(app, desk, event->key) || take_desk_key(desk, event) ||
        take_act_key(app, desk, event->scancode) || take_digit_key(app, desk, event->scancode) ||
        take_count_key(app, desk, event->scancode))
        event->type = EVENT_NONE;
}

/* Over the foot of the display; above it, what the room sees. */
static void leave_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    const struct ui_text *how = UI_TEXT(ROLE_BODY_BOLD, THEME_BAR_TEXT);
    const char *asks = _("Leave the quiz? It can be taken up again.");
    int words_h = ui_text_size(ui, page.w - 2 * ui_u(ui, 4), 0, how, asks).h;
    struct box strip = box_cut_bottom(&page, words_h + ui_t(ui, 10) + 3 * ui_u(ui, 2));
    room_view_draw(app, ui, &app->room->run, page);
    gfx_fill(ui->gfx, ui_place(ui, strip), ui_color(ui, THEME_FLOOR));
    strip = box_inset(strip, ui_u(ui, 4), ui_u(ui, 2));
    ui_text(ui, box_cut_top(&strip, words_h), how, asks);
    struct box row = box_cut_bottom(&strip, ui_t(ui, 10));
    struct ui_button leave = {.kind = BUTTON_PLAIN}, stay = {.kind = BUTTON_NEXT};
    if (ui_button_at_end(ui, "room.stay", &row, &stay, _("Stay")))
        desk->is_leaving = false;
    if (ui_button_at_start(ui, "room.leave-now", &row, &leave, _("Leave")))
        app->is_staff ? app_pop(app) : app_clear(app);
}

/* A small sign that there is something to be told, where neither notes nor buttons say it: for who knows to look. */
static void hint_draw(struct app *app, const struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    if (desk->has_pad || !*room_reply_words(app, desk->reply))
        return;
    int size = ui_t(ui, 3);
    struct box corner = box_inset(page, ui_u(ui, 1.2f), ui_u(ui, 1.2f));
    corner = box_cut_bottom(&corner, size);
    ui_icon(ui, &icon_warning, box_cut_right(&corner, size), THEME_QUIET);
}

/* One display: the card; below it, after a touch, the buttons. */
static void shared_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    struct box pad = {0};
    if (desk->has_pad)
        pad = box_cut_bottom(&page, room_pad_height(app, desk, page.w));
    room_view_draw(app, ui, &app->room->run, page);
    hint_draw(app, desk, page);
    if (ui_control(ui, "room.touch", page, _("Show or hide the buttons"), true).is_pressed)
        desk->has_pad = !desk->has_pad;
    if (desk->has_pad)
        room_pad_frame(app, desk, pad);
}

static void room_frame(struct app *app, void *state)
{
    struct room_desk *desk = state;
    struct ui *ui = &app->ui;
    if (!app->room) { /* ended in this pass's event */
        app_pop(app);
        return;
    }
    take_key(app, desk);
    if (!app->room)
        return;
    bool has_desk = projector_is_on(app) || desk->has_notes;
    if (desk->is_leaving)
        leave_frame(app, desk, ui->screen);
    else if (desk->page == DESK_KEYS)
        room_keys_frame(app, desk, ui->screen);
    else if (!has_desk)
        shared_frame(app, desk, ui->screen);
    else if (desk->page == DESK_GO)
        room_go_frame(app, desk, ui->screen);
    else
        room_trainer_frame(app, desk, ui->screen);
}

const struct screen screen_room = {
    .name = "room",
    .state_size = sizeof(struct room_desk),
    .has_projector = true,
    .frame = room_frame,
};
