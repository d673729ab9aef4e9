/* Every control in every state it can have, as a page: at rest, under the finger, with focus, not possible, chosen,
 * refused. States that a finger or a key brings about are put on here; with `is_live` they are not, and each control
 * can be touched by its id. Shown by states.c, touched by test_states.c; no part of the program. */
#ifndef HAMAWAZ_TESTS_STATES_H
#define HAMAWAZ_TESTS_STATES_H

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "ui/keyboard.h"
#include "ui/ui.h"

enum { CAPTION_T = 6 };
enum look { END, REST, HELD, HELD_LONG, FOCUS, DISABLED, CHOSEN, OTHER, REFUSED, IN_USE };

struct states {
    bool is_live;
};

static inline void states_put_on(struct ui *ui, enum look look, const char *id)
{
    bool is_held = look == HELD || look == HELD_LONG;
    ui->held[0] = ui->focus[0] = ui->typing[0] = '\0';
    str_copy(ui->held, sizeof ui->held, is_held ? id : "");
    ui->held_since_ms = ui->now_ms - (look == HELD_LONG ? 900 : 0);
    ui->has_focus_shown = look == FOCUS;
    str_copy(ui->focus, sizeof ui->focus, look == FOCUS ? id : "");
    str_copy(ui->typing, sizeof ui->typing, look == IN_USE ? id : "nothing");
}

static inline const char *states_word(const struct ui *ui, const char *english, const char *urdu)
{
    return ui->lang == LANG_UR ? urdu : english;
}

static inline void states_button(struct ui *ui, const char *id, struct box box, enum look look, struct ui_button how)
{
    how.is_disabled = look == DISABLED;
    how.is_chosen = look == CHOSEN;
    ui_button(ui, id, box, &how, states_word(ui, "Continue", "آگے"));
}

static inline void states_next(struct ui *ui, const char *id, struct box box, enum look look)
{
    states_button(ui, id, box, look, (struct ui_button){.kind = BUTTON_NEXT, .icon = &icon_next});
}

static inline void states_plain(struct ui *ui, const char *id, struct box box, enum look look)
{
    states_button(ui, id, box, look, (struct ui_button){.kind = BUTTON_PLAIN, .icon = &icon_next});
}

static inline void states_quiet(struct ui *ui, const char *id, struct box box, enum look look)
{
    states_button(ui, id, box, look, (struct ui_button){.kind = BUTTON_QUIET, .icon = &icon_next});
}

static inline void states_on_card(struct ui *ui, const char *id, struct box box, enum look look)
{
    ui_card(ui, box_inset(box, -ui_u(ui, 1.4f), -ui_u(ui, 1.4f)));
    states_button(ui, id, box, look, (struct ui_button){.kind = BUTTON_CARD, .icon = &icon_next});
}

static inline void states_answer(struct ui *ui, const char *id, struct box box, enum look look)
{
    struct ui_answer how = {&shape_diamond, look == CHOSEN, look == CHOSEN || look == OTHER};
    ui_answer(ui, id, box, &how, states_word(ui, "Fact", "حقیقت"));
}

static inline void states_door(struct ui *ui, const char *id, struct box box, enum look look)
{
    (void)look;
    struct ui_control control = ui_control(ui, id, box, "door", true);
    struct box in = ui_card_control(ui, box, &control);
    ui_label(ui, in, UI_TEXT(ROLE_BUTTON, THEME_INK, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE),
             states_word(ui, "Get help", "مدد حاصل کریں"));
}

/* A keyboard of one key, as wide as the box. */
static inline void states_one_key(struct ui *ui, struct box box, const struct key *key, enum lang lang)
{
    static char text[8];
    struct field field = {.text = text, .room = sizeof text, .kind = FIELD_TEXT};
    const struct keyboard_row row = {.keys = key, .count = 1};
    const struct keyboard keyboard = {.name = "one", .lang = lang, .rows = &row, .row_count = 1};
    struct keyboard_view view = {.keyboard = &keyboard, .letters = &keyboard};
    box.w += ui_u(ui, 1.1f); /* the gap to the key that is not there */
    keyboard_run(ui, box, &view, &field, NULL, "");
}

static inline void states_key(struct ui *ui, const char *id, struct box box, enum look look)
{
    (void)id, (void)look;
    static const struct key urdu = {.letter = "ک", .second = "خ", .width = KEYBOARD_WIDTH};
    static const struct key english = {.letter = "k", .second = "(", .width = KEYBOARD_WIDTH};
    states_one_key(ui, box, ui->lang == LANG_UR ? &urdu : &english, ui->lang);
}

static inline void states_erase(struct ui *ui, const char *id, struct box box, enum look look)
{
    (void)id, (void)look;
    static const struct key key = {.action = KEY_ACTION_BACKSPACE, .width = KEYBOARD_WIDTH};
    states_one_key(ui, box, &key, ui->lang);
}

static inline void states_tick(struct ui *ui, const char *id, struct box box, enum look look)
{
    bool is_ticked = look == CHOSEN;
    ui_card(ui, box_inset(box, -ui_u(ui, 2), -ui_u(ui, .8f)));
    ui_tick(ui, id, box, 0, states_word(ui, "Yes", "ہاں"), &is_ticked);
}

static inline void states_field(struct ui *ui, const char *id, struct box box, enum look look)
{
    static char empty[32], words[32] = "Bilal";
    struct field field = {.text = look == IN_USE || look == REFUSED ? words : empty, .room = sizeof words};
    field.is_refused = look == REFUSED;
    field.caret = (uint32_t)strlen(field.text);
    field_draw(ui, id, box, &field, "");
}

static inline void states_mark(struct ui *ui, const char *id, struct box box, enum look look)
{
    (void)look;
    struct box icon = box_centred(box, ui_t(ui, 8), ui_t(ui, 8));
    struct ui_control control = ui_control(ui, id, icon, "mark", true);
    ui_icon(ui, &shape_mark, icon, THEME_TEXT);
    ui_icon(ui, &shape_mark_heart, icon, THEME_ACCENT);
    if (control.is_held)
        ui_icon_rising(ui, &shape_mark, icon, THEME_ACCENT, control.held_ms, 1500);
}

static inline void states_stars(struct ui *ui, const char *id, struct box box, enum look look)
{
    (void)id, (void)look;
    ui_stars(ui, box, 5, 2);
}

struct states_group {
    const char *english, *urdu; /* caption */
    void (*draw)(struct ui *ui, const char *id, struct box box, enum look look);
    const char *id;             /* a key's own; NULL: the caption */
    float w;                    /* of a cell, t; its height is the row's */
    enum look looks[8];
};

struct states_row {
    float h; /* t */
    struct states_group groups[3];
};

static const struct states_row states_rows[] = {
    {7.4f, {{"Next thing to do", "اگلا قدم", states_next, NULL, 20, {REST, HELD, FOCUS, DISABLED}},
            {"Words alone", "صرف الفاظ", states_quiet, NULL, 20, {REST, HELD, FOCUS}}}},
    {7.4f, {{"Other buttons", "دوسرے بٹن", states_plain, NULL, 17, {REST, HELD, FOCUS, DISABLED, CHOSEN}},
            {"On paper", "کاغذ پر", states_on_card, NULL, 15, {REST, HELD, FOCUS}}}},
    {10, {{"Answers", "جواب", states_answer, NULL, 30, {REST, HELD, CHOSEN, OTHER, FOCUS}}}},
    {8, {{"Keys", "حروف", states_key, "key.k", 10.8f, {REST, HELD, HELD_LONG, FOCUS}},
         {"Erase", "مٹائیں", states_erase, "key.backspace", 10.8f, {REST, HELD, FOCUS}},
         {"Long press", "دیر تک دبائیں", states_mark, NULL, 10.8f, {REST, HELD_LONG}}}},
    {7, {{"Ticks", "نشان", states_tick, NULL, 19, {REST, HELD, CHOSEN, FOCUS}},
         {"Doors", "دروازے", states_door, NULL, 18, {REST, HELD, FOCUS}}}},
    {7, {{"Fields", "خانے", states_field, NULL, 24, {REST, IN_USE, REFUSED, FOCUS}},
         {"Progress", "پیش رفت", states_stars, NULL, 30, {REST}}}},
};

/* The cells of a group; returns where the next group begins. */
static inline int states_group_draw(struct ui *ui, const struct states *states, const struct states_group *group,
                                    struct box row)
{
    const char *id = group->id ? group->id : group->english;
    if (group->draw == states_key)
        id = ui->lang == LANG_UR ? "key.ک" : "key.k";
    struct box caption = box_cut_top(&row, ui_t(ui, CAPTION_T));
    ui_label(ui, caption, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM),
             states_word(ui, group->english, group->urdu));
    for (int i = 0; group->looks[i] != END; i++) {
        if (states->is_live && i > 0)
            continue;
        if (!states->is_live)
            states_put_on(ui, group->looks[i], id);
        group->draw(ui, id, box_cut_left(&row, ui_t(ui, group->w)), group->looks[i]);
        box_cut_left(&row, ui_u(ui, group->draw == states_on_card || group->draw == states_tick ? 6 : 3));
    }
    return row.x + ui_u(ui, 4);
}

static inline void states_frame(struct ui *ui, void *state)
{
    struct box page = box_inset(ui->screen, ui_u(ui, 5), ui_u(ui, 2));
    for (size_t i = 0; i < COUNT_OF(states_rows); i++) {
        struct box row = box_cut_top(&page, ui_t(ui, CAPTION_T + states_rows[i].h));
        int right = row.x + row.w;
        for (int k = 0; k < 3 && states_rows[i].groups[k].draw; k++) {
            row.x = states_group_draw(ui, state, &states_rows[i].groups[k], row);
            row.w = right - row.x;
        }
        box_cut_top(&page, ui_u(ui, 2.4f));
    }
}

#endif
