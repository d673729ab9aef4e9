/* A record's payload without its box. The box is nine tenths of a record, and going through it letter by letter as JSON
 * costs more than the signature; so the members before it are parsed, and the box is looked at only when it is opened.
 *
 * The box is the last member: what lies from `,"box":{"n":"` to the end must consist of the characters of a box alone,
 * and what lies before it must be an object once it is closed. The mark cannot stand inside a string, where its quotes
 * would be escaped, nor in a deeper object, which could not be closed by one brace. A payload of any other form is
 * parsed as a whole. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

#define BOX_MARK ",\"box\":{\"n\":\""

static bool is_box(const char *at, size_t n)
{
    bool is_other[256];
    memset(is_other, true, sizeof is_other);
    for (const char *c = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.\":,{}"; *c != '\0'; c++)
        is_other[(unsigned char)*c] = false;
    bool has_other = n < 3 || memcmp(at + n - 3, "}}}", 3) != 0;
    for (size_t i = 0; i < n; i++)
        has_other = has_other || is_other[(unsigned char)at[i]];
    return !has_other;
}

bool payload_read(const char *coded, size_t n, struct payload *payload)
{
    size_t got = 0;
    *payload = (struct payload){.text = mem_alloc(n + 1)};
    if (base64_read(coded, n, payload->text, n, &got)) {
        char *mark = memmem(payload->text, got, BOX_MARK, strlen(BOX_MARK));
        if (mark != NULL && is_box(mark + 1, (size_t)(payload->text + got - mark - 1))) {
            *mark = '}';
            payload->box = mark + 1;
            payload->box_n = (size_t)(payload->text + got - payload->box);
            payload->members =
                json_loadb(payload->text, (size_t)(mark + 1 - payload->text), JSON_REJECT_DUPLICATES, NULL);
            *mark = ',';
        }
        if (payload->members == NULL || json_object_get(payload->members, "box") != NULL) {
            json_decref(payload->members);
            payload->box = NULL;
            payload->members = json_loadb(payload->text, got, JSON_REJECT_DUPLICATES, NULL);
        }
    }
    if (json_is_object(payload->members))
        return true;
    payload_finish(payload);
    return false;
}

void payload_finish(struct payload *payload)
{
    json_decref(payload->members);
    free(payload->text);
    *payload = (struct payload){0};
}

bool payload_box_bytes(const struct payload *payload, const char *name, void *bytes, size_t n)
{
    char key[VAULT_NAME_MAX + 8];
    int length = snprintf(key, sizeof key, "\"%s\":\"", name);
    if (payload->box == NULL || length < 0 || length >= (int)sizeof key)
        return false;
    const char *at = memmem(payload->box, payload->box_n, key, (size_t)length);
    if (at == NULL)
        return false;
    at += length;
    const char *end = memchr(at, '"', (size_t)(payload->box + payload->box_n - at));
    return end != NULL && base64_read_exactly(at, (size_t)(end - at), bytes, n);
}
