/* What a trainer presses: counts, tools, digits. Targets keep their size on any display: what does not fit stands in
 * more rows. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room_desk.h"

enum tool {
    TOOL_UNDO,
    TOOL_ABOUT,
    TOOL_CLOCK,
    TOOL_BLANK,
    TOOL_LANGS,
    TOOL_METHOD,
    TOOL_GO,
    TOOL_NOTES,
    TOOL_BIG,
    TOOL_KEYS,
    TOOL_LEAVE,
    TOOL_COUNT
};

static const struct {
    const char *id, *label;
} tools[TOOL_COUNT] = {
    [TOOL_UNDO] = {"room.undo", N_("Undo")},        [TOOL_ABOUT] = {"room.about", N_("About")},
    [TOOL_CLOCK] = {"room.clock", N_("Clock")},     [TOOL_BLANK] = {"room.blank", N_("Blank")},
    [TOOL_LANGS] = {"room.langs", N_("Languages")}, [TOOL_METHOD] = {"room.method", N_("Walk to a side")},
    [TOOL_GO] = {"room.go", N_("Go to")},           [TOOL_NOTES] = {"room.notes", N_("Notes")},
    [TOOL_BIG] = {"room.big", N_("Large buttons")}, [TOOL_KEYS] = {"room.keys", N_("Keys")},
    [TOOL_LEAVE] = {"room.leave", N_("Leave")},
};

enum { BESIDE = 2, DIGIT_KEYS = 12 };
static const float GAP_U = 1;

int room_touch(const struct ui *ui)
{
    return ui_t(ui, 7.2f);
}

/* The two that a card asks for most. */
static bool is_beside(const struct app *app, enum tool tool)
{
    struct room_card now = room_card_now(&app->room->run);
    if (now.step == ROOM_DISCUSS)
        return tool == TOOL_CLOCK || tool == TOOL_UNDO;
    return now.round < 0 ? tool == TOOL_BLANK || tool == TOOL_LANGS : tool == TOOL_UNDO || tool == TOOL_ABOUT;
}

static void tool_do(struct app *app, struct room_desk *desk, enum tool tool)
{
    static const enum room_act acts[TOOL_COUNT] = {
        [TOOL_BLANK] = ROOM_BLANK, [TOOL_CLOCK] = ROOM_CLOCK, [TOOL_LANGS] = ROOM_LANGS,
        [TOOL_UNDO] = ROOM_UNDO,   [TOOL_ABOUT] = ROOM_ABOUT, [TOOL_METHOD] = ROOM_METHOD,
    };
    desk->page = DESK_CARD;
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
        room_turn_desk(desk, DESK_GO);
        break;
    case TOOL_KEYS:
        room_turn_desk(desk, DESK_KEYS);
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

static void tool_run(struct app *app, struct room_desk *desk, enum tool tool, struct box box)
{
    struct ui_button how = {
        .kind = BUTTON_PLAIN,
        .is_chosen = (tool == TOOL_BIG && desk->is_big) || (tool == TOOL_NOTES && desk->has_notes) ||
                     (tool == TOOL_BLANK && app->room->run.is_blank),
    };
    if (ui_button(&app->ui, tools[tool].id, box, &how, tool_label(app, tool)))
        tool_do(app, desk, tool);
}

void room_beside_run(struct app *app, struct room_desk *desk, struct box box)
{
    int column = 0;
    for (enum tool tool = 0; tool < TOOL_COUNT && app->room; tool++)
        if (is_beside(app, tool))
            tool_run(app, desk, tool, box_column(box, column++, BESIDE, ui_u(&app->ui, GAP_U)));
}

/* As many columns as leave each label at least a caption's size. */
static int tool_columns(struct app *app, int width)
{
    struct ui *ui = &app->ui;
    int widest = 0, gap = ui_u(ui, GAP_U);
    float least = floorf(ui_label_px(ui, 0, 0, UI_TEXT(ROLE_CAPTION, THEME_TEXT), "") / ui->text_factor);
    for (enum tool tool = 0; tool < TOOL_COUNT; tool++) {
        int w = ui_label_width(ui, 0, UI_TEXT(ROLE_BUTTON, THEME_TEXT, .px = least + 1), tool_label(app, tool));
        widest = w > widest ? w : widest;
    }
    int columns = (width + gap) / (widest + 3 * ui_u(ui, 1.4f) + gap);
    return columns < 1 ? 1 : columns > 5 ? 5 : columns;
}

static int tool_rows(int columns)
{
    return (TOOL_COUNT - BESIDE + columns - 1) / columns;
}

int room_tools_height(struct app *app, int width)
{
    return tool_rows(tool_columns(app, width)) * (room_touch(&app->ui) + ui_u(&app->ui, GAP_U));
}

void room_tools_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    int columns = tool_columns(app, box.w), rows = tool_rows(columns), at = 0, most = rows * ui_t(ui, 12);
    box = box_cut_top(&box, most);
    for (enum tool tool = 0; tool < TOOL_COUNT && desk->page == DESK_TOOLS; tool++) {
        if (is_beside(app, tool))
            continue;
        struct box row = box_row(box, at / columns, rows, ui_u(ui, GAP_U));
        tool_run(app, desk, tool, box_column(row, at++ % columns, columns, ui_u(ui, GAP_U)));
    }
}

static void side_name_draw(struct ui *ui, enum verdict side, struct box box)
{
    int sign = ui_t(ui, 3);
    struct box at = box_cut_left(&box, sign + ui_u(ui, 1));
    ui_icon(ui, side == VERDICT_MYTH ? &shape_ring : &shape_diamond, box_centred(at, sign, sign), THEME_TEXT);
    ui_label(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_TEXT), side == VERDICT_MYTH ? _("Myth") : _("Fact"));
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
    key = key > room_touch(ui) ? key : room_touch(ui);
    struct ui_button minus = {.kind = BUTTON_PLAIN, .icon = &icon_minus},
                     plus = {.kind = BUTTON_PLAIN, .icon = &icon_plus};
    if (ui_button(ui, ids[side][2], box_cut_right(&box, key), &plus, ""))
        room_add(app, desk, side, 1);
    struct box number = box_cut_right(&box, key * 3 / 2);
    if (ui_control(ui, ids[side][1], number, text, true).is_pressed)
        desk->side = side;
    enum ui_role role = box.h > ui_t(ui, 12) ? ROLE_DISPLAY : ROLE_TITLE;
    struct ui_text how =
        *UI_TEXT(role, is_typed ? THEME_CARRY : THEME_TEXT, .align = TEXT_CENTER, .has_lang = true, .lang = LANG_EN);
    ui_label(ui, number, &how, is_typed ? desk->typed : text);
    if (desk->side == side) /* where keys go */
        ui_hairline(ui, box_inset(box_cut_bottom(&number, ui_u(ui, .5f)), ui_u(ui, 1), 0), THEME_SKY);
    if (ui_button(ui, ids[side][0], box_cut_right(&box, key), &minus, ""))
        room_add(app, desk, side, -1);
    side_name_draw(ui, side, box_cut_left(&box, box.w - ui_u(ui, 1)));
}

void room_votes_run(struct app *app, struct room_desk *desk, struct box box, int columns)
{
    struct ui *ui = &app->ui;
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++)
        side_run(app, desk, side,
                 columns == 2 ? box_column(box, (int)side, 2, ui_u(ui, 4))
                              : box_row(box, (int)side, 2, ui_u(ui, GAP_U)));
}

static int digit_columns(const struct ui *ui, int width)
{
    return width / DIGIT_KEYS > room_touch(ui) + ui_u(ui, GAP_U) ? DIGIT_KEYS : DIGIT_KEYS / 2;
}

int room_digits_height(const struct ui *ui, int width)
{
    return DIGIT_KEYS / digit_columns(ui, width) * (room_touch(ui) + ui_u(ui, GAP_U));
}

/* Digits, erase, take: read from the left in any language. */
void room_digits_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    int columns = digit_columns(ui, box.w), rows = DIGIT_KEYS / columns;
    const char *keys = rows == 1 ? "1234567890<=" : "12345<67890=";
    box = ui_place(ui, box);
    ui_physical(ui, true);
    for (int i = 0; i < DIGIT_KEYS; i++) {
        char id[UI_ID_MAX] = "room.digit.x", label[2] = {keys[i], '\0'};
        id[strlen(id) - 1] = keys[i];
        struct ui_button how = {.kind = BUTTON_PLAIN,
                                .icon = keys[i] == '=' ? &icon_tick
                                      : keys[i] == '<' ? &icon_backspace
                                                       : NULL};
        struct box row = box_row(box, i / columns, rows, ui_u(ui, GAP_U));
        struct box at = box_column(row, i % columns, columns, ui_u(ui, GAP_U));
        if (!ui_button(ui, id, at, &how, how.icon ? "" : label))
            continue;
        if (keys[i] == '=')
            room_enter_typed(app, desk);
        else if (keys[i] == '<')
            room_untype(desk);
        else
            room_type(app, desk, keys[i]);
    }
    ui_physical(ui, false);
}
