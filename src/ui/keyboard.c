/* The on-screen keyboard. Letter keys stand where hands know them, laid out from the left in both languages; a bottom
 * row is laid out from the reading start. A key under the finger turns to paper, and after a while shows its second
 * letter: what is large on it is what lifting types. */
#include "ui/keyboard.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "gfx/icons.h"
#include "ui/inside.h"
#include "ui/typing.h"

enum { SECOND_MS = 380 };
static const float ROW_U = 12, ROW_T = 9.4f, GAP_U = 1.1f, RADIUS_U = 1.1f, SHADOW_U = 0.5f;

static const char *const space_words[LANG_COUNT] = {[LANG_UR] = "خالی جگہ", [LANG_EN] = "space"};

void keyboard_start(struct keyboard_view *view, enum field_kind kind, enum lang lang)
{
    const struct keyboard *keyboard = lang == LANG_UR ? &keyboard_urdu : &keyboard_english;
    if (kind == FIELD_EMAIL)
        keyboard = &keyboard_email;
    else if (kind == FIELD_PHONE || kind == FIELD_PIN)
        keyboard = &keyboard_phone;
    *view = (struct keyboard_view){.keyboard = keyboard, .letters = keyboard};
}

/* What is written on a letter key: large, and small in its corner (NULL: nothing). */
struct face {
    const char *large, *small;
};

static struct face face_of(const struct key *key, bool is_shifted, bool is_held_long)
{
    struct face face = {key->letter, key->second};
    if (is_shifted && key->shifted) {
        face.large = key->shifted;
        if (key->second && str_equal(key->second, key->shifted))
            face.small = key->letter;
    }
    if (is_held_long && face.small)
        face = (struct face){face.small, face.large};
    return face;
}

static void draw_tile(struct ui *ui, struct box box, bool is_held, bool is_letter)
{
    struct box place = ui_place(ui, box);
    int radius = ui_u(ui, RADIUS_U);
    if (is_held) {
        ui_tile(ui, place, radius, ui_held(ui).surface, ui_held(ui).surface);
        return;
    }
    ui_below(ui, place, radius, ui_u(ui, SHADOW_U), THEME_SHADOW);
    ui_tile(ui, place, radius, is_letter ? THEME_RAISED : THEME_GROUND, is_letter ? THEME_RAISED : THEME_RIM);
}

static enum theme_color word_color(const struct ui *ui, bool is_held, bool is_enabled)
{
    return is_held ? ui_held(ui).words : is_enabled ? THEME_TEXT : THEME_RIM;
}

static void draw_letters(struct ui *ui, struct box box, const struct face *face, enum lang lang,
                         enum theme_color large)
{
    enum theme_color small = large == THEME_TEXT ? THEME_SKY : large;
    enum text_align right = ui->is_rtl && !ui->is_physical ? TEXT_START : TEXT_END;
    struct box middle = box_inset(box, ui_u(ui, 0.6f), 0);
    const struct ui_text *first =
        UI_TEXT(ROLE_KEY, large, .align = TEXT_CENTER, .anchor = ANCHOR_BOTTOM, .has_lang = true, .lang = lang);
    const struct ui_text *second =
        UI_TEXT(ROLE_KEY_SECOND, small, .align = right, .anchor = ANCHOR_BOTTOM, .has_lang = true, .lang = lang);
    bool is_long = face->small && strlen(face->small) > 4; /* more than a letter */
    int beside = (box.w - ui_label_width(ui, 0, first, face->large)) / 2;
    bool is_crowded = face->small && beside < ui_label_width(ui, 0, second, face->small) + ui_u(ui, 1.2f);
    if (box.w < box.h || is_long || is_crowded) { /* the two are side by side no longer */
        box_cut_top(&middle, ui_u(ui, 2.4f));
        if (face->small && !is_long)
            middle.w -= ui_u(ui, 1.4f);
    }
    ui_label(ui, middle, first, face->large);
    if (!face->small)
        return;
    struct box corner = box_inset(box, ui_u(ui, 0.8f), ui_u(ui, 0.4f));
    corner = box_cut_top(&corner, ui_t(ui, 3.4f));
    ui_label(ui, corner, second, face->small);
}

static void letter_run(struct typing *typing, const struct key *key, struct box box)
{
    struct ui *ui = typing->ui;
    struct keyboard_view *view = typing->view;
    char id[UI_ID_MAX];
    snprintf(id, sizeof id, "key.%s", key->letter);
    struct face at_once = face_of(key, view->is_shifted, false);
    bool is_enabled = typing_allows(typing->field, key->letter);
    struct ui_control control = ui_control(ui, id, box, at_once.large, is_enabled);
    bool is_held_long = control.held_ms >= SECOND_MS;
    if (control.is_held && !is_held_long && at_once.small)
        ui_wake_at(ui, ui->held_since_ms + SECOND_MS);
    struct face face = face_of(key, view->is_shifted, is_held_long);
    if (control.is_pressed) {
        typing_put(typing, face.large);
        view->is_shifted = false;
    }
    draw_tile(ui, box, control.is_held, true);
    if (key->label && !is_held_long)
        face.large = key->label;
    draw_letters(ui, box, &face, view->keyboard->lang, word_color(ui, control.is_held, is_enabled));
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, RADIUS_U), false);
}

static const char *name_of(enum key_action action)
{
    switch (action) {
    case KEY_ACTION_SPACE:
        return "key.space";
    case KEY_ACTION_BACKSPACE:
        return "key.backspace";
    case KEY_ACTION_SHIFT:
        return "key.shift";
    case KEY_ACTION_TO_ENGLISH:
        return "key.english";
    case KEY_ACTION_TO_URDU:
        return "key.urdu";
    case KEY_ACTION_TO_URDU_ALPHABET:
        return "key.alphabet";
    case KEY_ACTION_TO_LETTERS:
        return "key.letters";
    case KEY_ACTION_TO_DIGITS:
        return "key.digits";
    case KEY_ACTION_TO_MARKS:
        return "key.marks";
    case KEY_ACTION_LETTER:
    case KEY_ACTION_DONE:
        break;
    }
    return "key";
}

static void act(struct typing *typing, enum key_action action)
{
    struct keyboard_view *view = typing->view;
    if (action == KEY_ACTION_SPACE) {
        typing_put(typing, " ");
    } else if (action == KEY_ACTION_BACKSPACE) {
        field_backspace(typing->field);
        typing_touched(typing);
    } else if (action == KEY_ACTION_SHIFT) {
        view->is_shifted = !view->is_shifted;
    } else {
        view->keyboard = keyboard_after(view->letters, action);
        view->is_shifted = false;
        if (keyboard_has_letters(view->keyboard))
            view->letters = view->keyboard;
    }
}

/* The language of a key's own word: that of what is typed; each language calls itself by its own name, and digits have
 * none. */
static enum lang word_lang(const struct ui *ui, const struct keyboard *keyboard, const struct key *key)
{
    if (key->action == KEY_ACTION_TO_URDU)
        return LANG_UR;
    if (key->label && (uint8_t)key->label[0] < 0x80)
        return LANG_EN;
    return keyboard == &keyboard_phone ? ui->lang : keyboard->lang;
}

static void draw_word(struct ui *ui, struct box box, const struct keyboard *keyboard, const struct key *key,
                      enum theme_color color)
{
    int size = ui_t(ui, 3.6f), pad = box.w * 6 / 100;
    enum lang lang = word_lang(ui, keyboard, key);
    const struct shape *icon = key->action == KEY_ACTION_SHIFT ? &icon_shift : &icon_backspace;
    const char *words = key->action == KEY_ACTION_SPACE ? space_words[lang] : key->label;
    if (!words) {
        ui_icon(ui, icon, box_centred(box, size, size), color);
        return;
    }
    ui_label(ui, box_inset(box, pad, 0),
             UI_TEXT(ROLE_BUTTON, color, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE, .has_lang = true, .lang = lang),
             words);
}

static void action_run(struct typing *typing, const struct key *key, struct box box)
{
    struct ui *ui = typing->ui;
    struct keyboard_view *view = typing->view;
    const char *id = name_of(key->action);
    const char *label = key->label ? key->label : id;
    bool is_enabled = (key->action != KEY_ACTION_TO_URDU || typing->field->kind != FIELD_EMAIL) &&
                      (key->action != KEY_ACTION_SPACE || typing_allows(typing->field, " "));
    struct ui_control control = key->action == KEY_ACTION_BACKSPACE ? ui_repeating(ui, id, box, label, true)
                                                                    : ui_control(ui, id, box, label, is_enabled);
    if (control.is_pressed || control.is_repeat)
        act(typing, key->action);
    bool is_on = control.is_held || (key->action == KEY_ACTION_SHIFT && view->is_shifted);
    draw_tile(ui, box, is_on, key->action == KEY_ACTION_SPACE);
    draw_word(ui, box, view->keyboard, key, word_color(ui, is_on, is_enabled));
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, RADIUS_U), false);
}

static bool done_run(struct ui *ui, struct box box, const char *label)
{
    ui_below(ui, ui_place(ui, box), ui_u(ui, 1.6f), ui_u(ui, SHADOW_U), THEME_SHADOW);
    return ui_button(ui, "key.done", box, &(struct ui_button){.kind = BUTTON_NEXT, .icon = &icon_next}, label);
}

/* Half keys `from` to `to` of a row, without the gap after them. */
static struct box key_box(struct box row, int from, int to, int gap)
{
    float half = (float)(row.w + gap) / KEYBOARD_WIDTH;
    int left = (int)lroundf((float)from * half), right = (int)lroundf((float)to * half);
    return (struct box){row.x + left, row.y, right - left - gap, row.h};
}

/* `box` is logical: a row that does not mirror is laid out in the same place of the glass. */
static bool row_run(struct typing *typing, const struct keyboard_row *row, struct box box, const char *done_label)
{
    if (!row->is_mirrored) {
        box = ui_place(typing->ui, box);
        ui_physical(typing->ui, true);
    }
    int at = row->inset, gap = ui_u(typing->ui, GAP_U);
    bool is_done = false;
    for (size_t i = 0; i < row->count; i++) {
        const struct key *key = &row->keys[i];
        struct box place = key_box(box, at, at + key->width, gap);
        at += key->width;
        if (key->action == KEY_ACTION_LETTER)
            letter_run(typing, key, place);
        else if (key->action == KEY_ACTION_DONE)
            is_done |= done_run(typing->ui, place, done_label);
        else
            action_run(typing, key, place);
    }
    ui_physical(typing->ui, false);
    return is_done;
}

bool keyboard_run(struct ui *ui, struct box box, struct keyboard_view *view, struct field *field, field_clean *clean,
                  const char *done_label)
{
    struct typing typing = {ui, view, field, clean};
    const struct keyboard *keyboard = view->keyboard; /* a key may change it; this pass goes on with the old one */
    int rows = (int)keyboard->row_count, gap = ui_u(ui, GAP_U);
    int ideal = (int)fmaxf((float)ui_u(ui, ROW_U), (float)ui_t(ui, ROW_T));
    int fitting = (box.h - gap * (rows - 1)) / rows;
    int height = (ideal < fitting ? ideal : fitting) * rows + gap * (rows - 1);
    struct box keys = box_cut_bottom(&box, height);
    if (ui->event.type == EVENT_DOWN)
        view->is_guessed = false;
    bool is_done = typing_event(&typing);
    for (int i = 0; i < rows; i++)
        is_done |= row_run(&typing, &keyboard->rows[i], box_row(keys, i, rows, gap), done_label);
    return is_done;
}
