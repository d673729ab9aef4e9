/* The sheets over the trainer's desk: all keys; the statements to go to. Rows keep their height: what does not fit
 * stands on another leaf. */
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/room_desk.h"
#include "screens/sheet.h"

/* Rows of a sheet in columns, and which of them this leaf shows. */
struct rows {
    struct box box;
    int columns, each, leaves; /* `each`: rows in a column */
    int from, to;
};

/* Paper, a title, the way back and to the next leaf; the rows have what is left. */
static struct rows sheet_run(struct app *app, struct room_desk *desk, struct box page, const char *title, int count,
                             int row_h)
{
    struct ui *ui = &app->ui;
    gfx_fill(ui->gfx, ui_place(ui, page), ui_color(ui, THEME_CARD));
    struct box in = box_inset(page, ui_u(ui, 6), ui_u(ui, 3)), foot = box_cut_bottom(&in, ui_t(ui, 10));
    box_cut_bottom(&in, ui_u(ui, 3.2f));
    ui_label(ui, box_cut_top(&in, ui_t(ui, 8)), UI_TEXT(ROLE_TITLE, THEME_INK), title);
    ui_hairline(ui, box_cut_top(&in, 2), THEME_EDGE);
    box_cut_top(&in, ui_u(ui, 1));
    if (desk->page == DESK_GO) {
        room_digits_run(app, desk, box_cut_bottom(&in, room_digits_height(ui, in.w)));
        box_cut_bottom(&in, ui_u(ui, 2));
    }
    struct rows rows = {.box = in, .columns = ui_is_portrait(ui) ? 1 : 2, .each = in.h / row_h};
    rows.each = rows.each > 1 ? rows.each : 1;
    rows.leaves = (count + rows.columns * rows.each - 1) / (rows.columns * rows.each);
    if (rows.leaves == 1)
        rows.each = (count + rows.columns - 1) / rows.columns;
    desk->leaf = rows.leaves > 0 ? desk->leaf % rows.leaves : 0;
    rows.from = desk->leaf * rows.columns * rows.each;
    rows.to = rows.from + rows.columns * rows.each < count ? rows.from + rows.columns * rows.each : count;
    struct ui_button back = {.kind = BUTTON_CARD, .icon = &icon_back, .icon_first = true},
                     more = {.kind = BUTTON_CARD, .icon = &icon_next};
    if (ui_button_at_start(ui, "room.sheet-back", &foot, &back, _("Back")))
        room_turn_desk(desk, desk->page);
    if (rows.leaves > 1 && ui_button_at_end(ui, "room.leaf", &foot, &more, _("More")))
        desk->leaf++;
    return rows;
}

static struct box row_box(const struct ui *ui, const struct rows *rows, int i, int most_h)
{
    int at = i - rows->from, h = rows->box.h / rows->each;
    struct box column = box_column(rows->box, at / rows->each, rows->columns, ui_u(ui, 4));
    h = h < most_h ? h : most_h;
    return (struct box){column.x, column.y + at % rows->each * h, column.w, h};
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
    struct rows rows = sheet_run(app, desk, page, _("Keys"), (int)COUNT_OF(keys), ui_t(ui, 6.4f));
    for (int i = rows.from; i < rows.to; i++) {
        struct box row = row_box(ui, &rows, i, ui_t(ui, 9));
        struct ui_text key = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .has_lang = true, .lang = LANG_EN);
        ui_label(ui, box_cut_left(&row, row.w * 42 / 100), &key, keys[i].key);
        sheet_words(ui, row, UI_TEXT(ROLE_BODY, THEME_INK_QUIET, .anchor = ANCHOR_MIDDLE), _(keys[i].does));
    }
}

/* Statements by number: tapped, or typed. The room sees its card all the while. */
void room_go_frame(struct app *app, struct room_desk *desk, struct box page)
{
    struct ui *ui = &app->ui;
    const struct room_run *run = &app->room->run;
    char title[96];
    snprintf(title, sizeof title, "%s %s", _("Go to"), desk->typed);
    struct rows rows = sheet_run(app, desk, page, title, run->item_count, ui_t(ui, 11));
    for (int i = rows.from; i < rows.to && desk->page == DESK_GO; i++) {
        struct box row = row_box(ui, &rows, i, ui_t(ui, 14)), place = row;
        char id[UI_ID_MAX], number[16];
        snprintf(id, sizeof id, "room.go.%d", i + 1);
        snprintf(number, sizeof number, "%d", i + 1);
        const char *says = run->item[i].says ? words_in(&run->item[i].says->statement, app->lang) : run->item[i].id;
        struct ui_control control = ui_control(ui, id, place, says, true);
        if (control.is_focused)
            ui_focus_ring(ui, box_inset(place, 0, ui_u(ui, 1)), ui_u(ui, 1), true);
        struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY, .has_lang = true, .lang = LANG_EN);
        ui_label(ui, box_cut_left(&row, ui_t(ui, 5)), &how, number);
        enum theme_color color = i == room_card_now(run).item ? THEME_INK_SKY : THEME_INK;
        sheet_words(ui, box_inset(row, 0, ui_u(ui, 1)), UI_TEXT(ROLE_BODY, color, .anchor = ANCHOR_MIDDLE), says);
        if (control.is_pressed)
            room_go_to(app, desk, room_card_of(run, i, ROOM_SHOW));
    }
}
