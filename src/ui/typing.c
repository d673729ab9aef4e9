/* The physical keyboard.
 *
 * Two may disagree about one press: without a desktop's own layout the letter is made from the scancode; with one,
 * EVENT_TEXT follows and brings the Arabic letter meant. So a letter from a scancode is a guess until the next key, and
 * Arabic text replaces it. Space is typed by its key alone, never by the text " " that follows, for that key may have
 * pressed a focused control instead. */
#include "ui/typing.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

bool typing_allows(const struct field *field, const char *text)
{
    return field->kind != FIELD_PIN || (text[0] >= '0' && text[0] <= '9' && text[1] == '\0');
}

void typing_touched(struct typing *typing)
{
    typing->ui->typed_ms = typing->ui->now_ms;
    ui_wake_at(typing->ui, typing->ui->now_ms);
}

bool typing_put(struct typing *typing, const char *text)
{
    if (!typing_allows(typing->field, text))
        return false;
    size_t before = strlen(typing->field->text);
    field_insert(typing->field, text, typing->clean);
    typing_touched(typing);
    return strlen(typing->field->text) > before;
}

static bool is_arabic(const char *text)
{
    size_t at = 0;
    uint32_t first = utf8_next(text, strlen(text), &at);
    return (first >= 0x0600 && first <= 0x08FF) || (first >= 0xFB50 && first <= 0xFEFC);
}

static bool take_text(struct typing *typing, const char *text)
{
    struct keyboard_view *view = typing->view;
    bool was_guessed = view->is_guessed;
    view->is_guessed = false;
    if (str_equal(text, " ") || (view->keyboard->lang == LANG_UR && !is_arabic(text)))
        return false;
    if (was_guessed)
        field_backspace(typing->field);
    typing_put(typing, text);
    return true;
}

static bool take_scancode(struct typing *typing, const struct event *event)
{
    struct keyboard_view *view = typing->view;
    if (view->keyboard->lang != LANG_UR || event->scancode > UINT8_MAX)
        return false;
    const char *letter = keyboard_letter_for_scancode(view->keyboard, (uint8_t)event->scancode, event->shift);
    view->is_guessed = letter && typing_put(typing, letter);
    return letter != NULL;
}

/* Keys that edit. True when the key was used. */
static bool take_key(struct typing *typing, enum key_name key)
{
    struct field *field = typing->field;
    int towards_right = field_is_rtl(field, typing->ui->lang) ? -1 : 1;
    switch (key) {
    case KEY_SPACE:
        typing_put(typing, " ");
        return true;
    case KEY_BACKSPACE:
        field_backspace(field);
        break;
    case KEY_DELETE:
        field_delete(field);
        break;
    case KEY_LEFT:
        field_move(field, -towards_right);
        break;
    case KEY_RIGHT:
        field_move(field, towards_right);
        break;
    case KEY_HOME:
        field->caret = 0;
        break;
    case KEY_END:
        field->caret = (uint32_t)strlen(field->text);
        break;
    case KEY_OTHER:
    case KEY_TAB:
    case KEY_ENTER:
    case KEY_ESCAPE:
    case KEY_UP:
    case KEY_DOWN:
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN:
        return false;
    }
    typing_touched(typing);
    return true;
}

bool typing_event(struct typing *typing)
{
    struct ui *ui = typing->ui;
    struct event event = ui->event;
    bool is_elsewhere = ui->has_focus_shown && ui->focus[0] != '\0' && !str_equal(ui->focus, ui->typing);
    bool is_done = false, is_used = false;
    if (event.type == EVENT_TEXT) {
        is_used = take_text(typing, event.text);
    } else if (event.type == EVENT_KEY) {
        typing->view->is_guessed = false;
        if (event.ctrl || event.alt)
            return false; /* a shortcut of somebody else's */
        is_done = event.key == KEY_ENTER && !event.is_repeat && !is_elsewhere;
        if (event.key == KEY_OTHER)
            is_used = take_scancode(typing, &event);
        else if (!is_elsewhere)
            is_used = is_done || take_key(typing, event.key);
    }
    if (is_used) {
        str_copy(ui->focus, sizeof ui->focus, ui->typing);
        ui->event.type = EVENT_NONE;
    }
    return is_done;
}
