/* Cleaning what a visitor typed: letters from SDL's pieces, names, numbers and addresses, and the field they stand
 * in. */
#include "base/utf8.h"
#include "fuzz.h"
#include "gfx/input.h"
#include "model/form.h"
#include "model/record.h"
#include "ui/field.h"

/* SDL's pieces of 31 bytes become whole, printable letters. */
static void read_pieces(const uint8_t *data, size_t n)
{
    struct input input = {.pointer = POINTER_UP};
    struct input_view view = {0, 100, 100};
    struct event event;
    for (size_t at = 0; at < n; at += 31) {
        SDL_Event piece = {.text = {.type = SDL_TEXTINPUT}};
        memcpy(piece.text.text, data + at, n - at < 31 ? n - at : 31);
        bool is_told = input_translate(&input, &view, &piece, 1, &event);
        for (; is_told; is_told = input_take_text(&input, &event)) {
            size_t length = strlen(event.text);
            CHECK(length > 0 && utf8_is_valid(event.text, length));
            for (size_t i = 0; i < length; i++)
                CHECK((unsigned char)event.text[i] >= ' ');
        }
    }
}

static void check_clean(const char *text)
{
    char again[FORM_TEXT_MAX];
    size_t n = strlen(text);
    CHECK(n < FORM_TEXT_MAX && utf8_is_valid(text, n) && form_graphemes(text, n) <= FORM_GRAPHEMES_MAX);
    form_clean_text(text, n, again);
    CHECK(strcmp(again, text) == 0);
    for (size_t at = n; at > 0; at -= form_backspace(text, at))
        CHECK(form_backspace(text, at) > 0 && form_backspace(text, at) <= at);
}

static void clean_all(const char *text, size_t n)
{
    char clean[FORM_TEXT_MAX], phone[FORM_PHONE_MAX], code[WITHDRAW_CODE_MAX];
    form_clean_text(text, n, clean);
    check_clean(clean);
    if (form_phone(text, n, phone) == FORM_OK)
        CHECK(phone[0] == '+' && strspn(phone + 1, "0123456789") == strlen(phone) - 1);
    if (form_email(text, n, clean) == FORM_OK)
        CHECK(strchr(clean, '@') && strlen(clean) < FORM_TEXT_MAX);
    char *whole = mem_string(text, n);
    if (withdraw_code_read(whole, code))
        CHECK(strlen(code) == WITHDRAW_CODE_MAX - 3);
    free(whole);
}

/* Each byte is a key: most put a piece of the text in, some move and delete. */
static void edit(const char *text, size_t n)
{
    char room[FORM_TEXT_MAX] = "";
    struct field field = {.text = room, .room = sizeof room};
    for (size_t at = 0; at + 4 < n; at += 4) {
        char piece[5] = "";
        switch (text[at] & 7) {
        case 0:
            field_backspace(&field);
            break;
        case 1:
            field_delete(&field);
            break;
        case 2:
            field_move(&field, text[at + 1]);
            break;
        case 3:
            field_put_caret(&field, (unsigned char)text[at + 1]);
            break;
        default:
            memcpy(piece, text + at, 4);
            field_insert(&field, piece, form_clean_typing);
        }
        size_t length = strlen(room);
        CHECK(field.caret <= length && utf8_is_valid(room, length) && utf8_is_valid(room, field.caret));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    read_pieces(data, n);
    clean_all((const char *)data, n);
    edit((const char *)data, n);
    return 0;
}
