/* Editing what a visitor typed, in place. Invariant: the caret stands at the edge of a cluster, a letter with its marks
 * and invisible joiners, and every byte past the NUL is zero. Copies made on the way are wiped before return. */
#include "ui/field.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

struct span {
    uint32_t from, to;
};

static bool is_among(uint32_t code_point, const struct span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= spans[i].from && code_point <= spans[i].to)
            return true;
    return false;
}

/* Joiners, directional controls: they print nothing. */
static bool is_invisible(uint32_t code_point)
{
    static const struct span spans[] = {{0x061C, 0x061C}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}};
    return is_among(code_point, spans, COUNT_OF(spans));
}

/* Stands on, or hangs at, what is before it: the marks of Arabic and Latin script, and what is invisible. */
static bool is_attached(uint32_t code_point)
{
    static const struct span marks[] = {
        {0x0300, 0x036F}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},
        {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x08D3, 0x08FF}, {0x1AB0, 0x1AFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE2F},
    };
    return is_among(code_point, marks, COUNT_OF(marks)) || is_invisible(code_point);
}

static size_t cluster_after(const char *text, size_t n, size_t at)
{
    if (at >= n)
        return n;
    utf8_next(text, n, &at);
    while (at < n) {
        size_t next = at;
        if (!is_attached(utf8_next(text, n, &next)))
            break;
        at = next;
    }
    return at;
}

static uint32_t code_point_at(const char *text, size_t at)
{
    return utf8_next(text, strlen(text), &at);
}

static size_t cluster_before(const char *text, size_t at)
{
    while (at > 0) {
        at = utf8_before(text, at);
        if (!is_attached(code_point_at(text, at)))
            break;
    }
    return at;
}

/* Takes out the bytes from..to and leaves the caret there. */
static void cut(struct field *field, size_t from, size_t to)
{
    size_t n = strlen(field->text);
    memmove(field->text + from, field->text + to, n - to);
    explicit_bzero(field->text + n - (to - from), to - from);
    field->caret = (uint32_t)from;
}

void field_insert(struct field *field, const char *text, field_clean *clean)
{
    size_t n = strlen(field->text), more = strlen(text), after = n - field->caret;
    CHECK(field->room <= FIELD_ROOM_MAX && field->caret <= n);
    if (more > FIELD_ROOM_MAX - 1 - n)
        return;
    char joined[FIELD_ROOM_MAX] = "", cleaned[FIELD_ROOM_MAX] = "";
    memcpy(joined, field->text, field->caret);
    memcpy(joined + field->caret, text, more);
    memcpy(joined + field->caret + more, field->text + field->caret, after);
    if (clean)
        clean(joined, n + more, cleaned);
    else
        memcpy(cleaned, joined, n + more);
    size_t length = strlen(cleaned);
    bool is_whole = length >= after && memcmp(cleaned + length - after, field->text + field->caret, after) == 0;
    if (is_whole && length < field->room) {
        explicit_bzero(field->text, field->room);
        memcpy(field->text, cleaned, length);
        field->caret = (uint32_t)(length - after);
    }
    explicit_bzero(joined, sizeof joined);
    explicit_bzero(cleaned, sizeof cleaned);
}

void field_backspace(struct field *field)
{
    if (field->caret == 0)
        return;
    size_t from = utf8_before(field->text, field->caret);
    bool was_seen = !is_invisible(code_point_at(field->text, from));
    while (was_seen && from > 0) {
        size_t before = utf8_before(field->text, from);
        if (!is_invisible(code_point_at(field->text, before)))
            break;
        from = before;
    }
    cut(field, from, field->caret);
}

void field_delete(struct field *field)
{
    cut(field, field->caret, cluster_after(field->text, strlen(field->text), field->caret));
}

void field_move(struct field *field, int clusters)
{
    size_t at = field->caret, n = strlen(field->text);
    for (; clusters > 0; clusters--)
        at = cluster_after(field->text, n, at);
    for (; clusters < 0; clusters++)
        at = cluster_before(field->text, at);
    field->caret = (uint32_t)at;
}

void field_put_caret(struct field *field, uint32_t at)
{
    size_t edge = 0, next = 0, n = strlen(field->text);
    while (next < n && (next = cluster_after(field->text, n, edge)) <= at)
        edge = next;
    field->caret = (uint32_t)edge;
}

void field_clear(struct field *field)
{
    explicit_bzero(field->text, field->room);
    field->caret = 0;
}

/* 1: a letter of a script that runs from the right, -1: from the left, 0: neither. Digits and marks have no say. */
static int side_of(uint32_t code_point)
{
    static const struct span neither[] = {{0x00D7, 0x00D7}, {0x00F7, 0x00F7}, {0x0660, 0x066C}, {0x06F0, 0x06F9}};
    static const struct span right[] = {{0x05D0, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}};
    static const struct span left[] = {{'A', 'Z'}, {'a', 'z'}, {0x00C0, 0x02AF}, {0x0370, 0x058F}, {0x0900, 0x1FFF}};
    if (is_attached(code_point) || is_among(code_point, neither, COUNT_OF(neither)))
        return 0;
    return is_among(code_point, right, COUNT_OF(right)) - is_among(code_point, left, COUNT_OF(left));
}

bool field_is_rtl(const struct field *field, enum lang lang)
{
    if (field->kind != FIELD_TEXT)
        return false;
    size_t at = 0, n = strlen(field->text);
    int side = 0;
    while (side == 0 && at < n)
        side = side_of(utf8_next(field->text, n, &at));
    return side != 0 ? side > 0 : lang_is_rtl(lang);
}
