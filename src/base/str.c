/* A growable string. Invariant: at is NULL and room 0, or at[length] is NUL and length < room. */
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define DISTANCE_MAX 64

static void make_room(struct str *str, size_t more)
{
    CHECK(more < SIZE_MAX / 4 - str->length);
    size_t needed = str->length + more + 1;
    if (needed <= str->room)
        return;
    size_t room = str->room < 32 ? 32 : str->room;
    while (room < needed)
        room *= 2;
    str->at = mem_resize(str->at, room, 1);
    str->room = room;
}

void str_finish(struct str *str)
{
    if (str == NULL)
        return;
    free(str->at);
    *str = (struct str){0};
}

void str_clear(struct str *str)
{
    str->length = 0;
    if (str->at != NULL)
        str->at[0] = '\0';
}

void str_append(struct str *str, const char *text, size_t n)
{
    make_room(str, n);
    if (n > 0)
        memcpy(str->at + str->length, text, n);
    str->length += n;
    str->at[str->length] = '\0';
}

void str_add(struct str *str, const char *text)
{
    str_append(str, text, strlen(text));
}

void str_addf(struct str *str, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    CHECK(n >= 0);
    make_room(str, (size_t)n);
    vsnprintf(str->at + str->length, (size_t)n + 1, format, again);
    str->length += (size_t)n;
    va_end(again);
    va_end(args);
}

void str_add_code_point(struct str *str, unsigned code_point)
{
    char bytes[4];
    str_append(str, bytes, utf8_put(bytes, code_point));
}

const char *str_get(const struct str *str)
{
    return str->at != NULL ? str->at : "";
}

bool str_copy(char *to, size_t room, const char *from)
{
    CHECK(room > 0);
    size_t length = strlen(from);
    size_t kept = length < room ? length : utf8_edge(from, length, room - 1);
    memmove(to, from, kept);
    to[kept] = '\0';
    return kept == length;
}

bool str_equal(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

bool str_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *text, const char *suffix)
{
    size_t n = strlen(text), tail = strlen(suffix);
    return n >= tail && strcmp(text + n - tail, suffix) == 0;
}

static unsigned least_of(unsigned a, unsigned b, unsigned c)
{
    unsigned least = a < b ? a : b;
    return least < c ? least : c;
}

unsigned str_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > DISTANCE_MAX || b_length > DISTANCE_MAX)
        return DISTANCE_MAX;

    /* row[j]: distance of the part of `a` seen so far to the first j bytes of `b` (Wagner and Fischer, 1974). */
    unsigned row[DISTANCE_MAX + 1];
    for (unsigned j = 0; j <= b_length; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a_length; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least_of(replaced, row[j] + 1, row[j - 1] + 1);
        }
    }
    return row[b_length];
}
