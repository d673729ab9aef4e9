/* The sheets behind the trainer's desk: all keys, the statements to go to, the digits for those without keys. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/room.h"

void room_digits_run(struct app *app, struct room_desk *desk, struct box box)
{
    struct ui *ui = &app->ui;
    ui_physical(ui, true);
    if (ui->is_rtl)
        box.x = ui->screen.w - box.x - box.w;
    for (int i = 0; i < 11; i++) {
        char id[UI_ID_MAX] = "room.digit.x", label[2] = {(char)('0' + (i + 1) % 10), '\0'};
        id[strlen(id) - 1] = i < 10 ? label[0] : '=';
        struct ui_button how = {.kind = BUTTON_PLAIN, .icon = i < 10 ? NULL : &icon_tick};
        if (!ui_button(ui, id, box_column(box, i, 11, ui_u(ui, .8f)), &how, i < 10 ? label : ""))
            continue;
        if (i < 10)
            room_type(app, desk, label[0]);
        else
            room_enter_typed(app, desk);
    }
    ui_physical(ui, false);
}

/* The title, and the way back for those without keys. */
static struct box sheet(struct ui *ui, struct room_desk *desk, struct box page, const char *title)
{
    gfx_fill(ui->gfx, ui_place(ui, page), ui_color(ui, THEME_CARD));
    struct box in = box_inset(page, ui_u(ui, 6), ui_u(ui, 4)), head = box_cut_top(&in, ui_t(ui, 9));
    struct ui_button back = {.kind = BUTTON_CARD, .icon = &icon_back, .icon_first = true};
    if (ui_button_at_end(ui, "room.sheet-back", &head, &back, _("Back"))) {
        desk->page = DESK_CARD;
        desk->typed[0] = '\0';
    }
    ui_label(ui, head, UI_TEXT(ROLE_TITLE, THEME_INK), title);
    box_cut_top(&in, ui_u(ui, 1));
    ui_hairline(ui, box_cut_top(&in, 2), THEME_EDGE);
    box_cut_top(&in, ui_u(ui, 1));
    return in;
}

void room_keys_frame(struct app *app, struct room_desk *desk, struct box page)
{
    static const struct {
        const char *key, *does;
    } keys[] = {
        {"PgDn  Space", N_("Next")},
        {"PgUp", N_("Back")},
        {"B  .", N_("Blank")},
        {"0-9  Enter", N_("Type a count")},
        {"+  -", N_("One hand more, one less")},
        {"Up  Down", N_("Myth, fact")},
        {"U", N_("Undo")},
        {"A", N_("About")},
        {"M", N_("Hands, or walk to a side")},
        {"T", N_("Clock")},
        {"L", N_("Languages")},
        {"N", N_("Notes")},
        {"G", N_("Go to")},
        {"Esc", N_("Leave")},
        {"?", N_("These keys")},
    };
    struct ui *ui = &app->ui;
    struct box in = sheet(ui, desk, page, _("Keys"));
    int rows = ((int)COUNT_OF(keys) + 1) / 2;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct box row = box_row(box_column(in, (int)i / rows, 2, ui_u(ui, 4)), (int)i % rows, rows, 0);
        struct ui_text key = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .has_lang = true, .lang = LANG_EN);
        ui_label(ui, box_cut_left(&row, ui_t(ui, 20)), &key, keys[i].key);
        ui_label(ui, row, UI_TEXT(ROLE_BODY, THEME_INK_QUIET), _(keys[i].does));
    }
}

/* Statements by number: tapped, or typed. The room sees its card all the while. */
void room_go_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    char title[96];
    snprintf(title, sizeof title, "%s %s", _("Go to"), desk->typed);
    struct box in = sheet(ui, desk, page, title);
    room_digits_run(app, desk, box_cut_bottom(&in, ui_t(ui, 10)));
    int rows = run->item_count > 8 ? (run->item_count + 1) / 2 : run->item_count;
    for (int i = 0; i < run->item_count && desk->page == DESK_GO; i++) {
        struct box column = rows < run->item_count ? box_column(in, i / rows, 2, ui_u(ui, 3)) : in;
        struct box row = box_row(column, i % rows, rows < 6 ? 6 : rows, 0);
        char id[UI_ID_MAX], number[16];
        snprintf(id, sizeof id, "room.go.%d", i + 1);
        snprintf(number, sizeof number, "%d", i + 1);
        const char *says = run->item[i].says ? words_in(&run->item[i].says->statement, app->lang) : run->item[i].id;
        struct ui_control control = ui_control(ui, id, row, says, true);
        struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY, .has_lang = true, .lang = LANG_EN);
        ui_label(ui, box_cut_left(&row, ui_t(ui, 5)), &how, number);
        ui_label(ui, row, UI_TEXT(ROLE_BODY, i == room_card_now(run).item ? THEME_INK_SKY : THEME_INK), says);
        if (control.is_pressed)
            room_go_to(app, desk, room_card_of(run, i, ROOM_SHOW));
    }
}
