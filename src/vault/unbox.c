/* Opens boxes (box.c says what is in one). The JSON inside is read by hand into locked memory, for jansson would leave
 * every name on the ordinary heap; it is our own writing and authenticated, so only what box.c writes is understood. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

struct reader {
    const char *at, *end;
};

static bool take_char(struct reader *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

/* After a backslash: a quote, a backslash or u00XX. */
static bool take_escape(struct reader *in, char *c)
{
    static const char digits[] = "0123456789abcdef";
    if (in->at == in->end)
        return false;
    *c = *in->at++;
    if (*c != 'u')
        return *c == '"' || *c == '\\';
    if (in->end - in->at < 4 || memcmp(in->at, "00", 2) != 0)
        return false;
    const char *high = memchr(digits, in->at[2], 16), *low = memchr(digits, in->at[3], 16);
    if (high == NULL || low == NULL)
        return false;
    *c = (char)((high - digits) << 4 | (low - digits));
    in->at += 4;
    return true;
}

static bool take_string(struct reader *in, char *out, size_t room)
{
    size_t n = 0;
    if (!take_char(in, '"'))
        return false;
    while (in->at < in->end && *in->at != '"') {
        char c = *in->at++;
        if (c == '\\' && !take_escape(in, &c))
            return false;
        if (n + 1 >= room)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return take_char(in, '"');
}

static bool take_bool(struct reader *in, bool *value)
{
    static const char *const words[] = {"false", "true"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(in->end - in->at) >= n && memcmp(in->at, words[i], n) == 0) {
            in->at += n;
            *value = i == 1;
            return true;
        }
    }
    return false;
}

/* {"keep":true,"contact":false} as "keep". */
static bool take_consents(struct reader *in, struct opened *opened)
{
    size_t n = 0;
    if (!take_char(in, '{'))
        return false;
    while (!take_char(in, '}')) {
        char purpose[34];
        bool is_agreed = false;
        if ((in->at[-1] != '{' && !take_char(in, ',')) || !take_string(in, purpose, sizeof purpose) ||
            !take_char(in, ':') || !take_bool(in, &is_agreed))
            return false;
        if (!is_agreed)
            continue;
        size_t room = sizeof opened->agreed - n;
        int more = snprintf(opened->agreed + n, room, "%s%s", n > 0 ? " " : "", purpose);
        if ((size_t)more >= room)
            return false;
        n += (size_t)more;
    }
    return true;
}

static bool take_member(struct reader *in, struct opened *opened)
{
    char name[16], code[BASE64_ROOM(VAULT_HASH_BYTES)];
    const struct {
        const char *name;
        char *to;
        size_t room;
    } texts[] = {
        {"name", opened->person.name, sizeof opened->person.name},
        {"typed", opened->person.phone_typed, sizeof opened->person.phone_typed},
        {"phone", opened->person.phone, sizeof opened->person.phone},
        {"email", opened->person.email, sizeof opened->person.email},
        {"city", opened->person.city, sizeof opened->person.city},
        {"chapter", opened->chapter, sizeof opened->chapter},
        {"form", opened->form, sizeof opened->form},
        {"lang", opened->lang, sizeof opened->lang},
    };
    if (!take_string(in, name, sizeof name) || !take_char(in, ':'))
        return false;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (str_equal(name, texts[i].name))
            return take_string(in, texts[i].to, texts[i].room);
    }
    if (str_equal(name, "consents"))
        return take_consents(in, opened);
    return str_equal(name, "code") && take_string(in, code, sizeof code) &&
           base64_read_exactly(code, strlen(code), opened->code_hash, VAULT_HASH_BYTES);
}

static bool take_all(struct reader *in, struct opened *opened)
{
    bool is_good = take_char(in, '{') && take_member(in, opened);
    while (is_good && take_char(in, ','))
        is_good = take_member(in, opened);
    return is_good && take_char(in, '}') && in->at == in->end;
}

/* The random key of the box, sealed to one of ours; tried newest first. */
static bool open_key(struct keys *keys, const struct payload *payload)
{
    uint8_t sealed[crypto_box_SEALBYTES + sizeof keys->box_key];
    for (size_t i = 0; i < keys->public.count; i++) {
        if (payload_box_bytes(payload, keys->public.epoch[i].id, sealed, sizeof sealed) &&
            crypto_box_seal_open(keys->box_key, sealed, sizeof sealed, keys->public.epoch[i].box,
                                 keys->box_secret[i]) == 0)
            return true;
    }
    return false;
}

static bool decrypt(struct keys *keys, const struct payload *payload)
{
    uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    uint8_t sealed[BOX_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES];
    char about[128];
    const json_t *members = payload->members;
    int n = snprintf(about, sizeof about, "hz1|%s|%s|%lld", signed_text(members, "id"), signed_text(members, "k"),
                     (long long)json_integer_value(json_object_get(members, "seq")));
    return n > 0 && n < (int)sizeof about && payload_box_bytes(payload, "n", nonce, sizeof nonce) &&
           payload_box_bytes(payload, "c", sealed, sizeof sealed) &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(keys->plain, NULL, NULL, sealed, sizeof sealed,
                                                      (const uint8_t *)about, (size_t)n, nonce, keys->box_key) == 0;
}

static bool open_box(struct keys *keys, const struct payload *payload, struct opened *opened, struct err *err)
{
    size_t n = 0;
    if (payload->box == NULL)
        return err_set(err, ERR_MISSING, "", "This record has no sealed part.");
    if (!open_key(keys, payload))
        return err_set(err, ERR_FOREIGN, "", "A record is sealed to keys that are not here.");
    if (decrypt(keys, payload) && sodium_unpad(&n, keys->plain, BOX_BYTES, BOX_BYTES) == 0) {
        struct reader in = {(const char *)keys->plain, (const char *)keys->plain + n};
        if (take_all(&in, opened))
            return true;
    }
    return err_set(err, ERR_DAMAGED, "", "A sealed part is damaged.");
}

bool keys_open_box(struct keys *keys, const char *line, size_t n, struct opened *opened, struct err *err)
{
    struct payload payload = {0};
    locked_wipe(opened, sizeof *opened);
    bool is_open = jws_read_record(NULL, line, n, &payload) ? open_box(keys, &payload, opened, err)
                                                            : err_set(err, ERR_DAMAGED, "", "A record is damaged.");
    payload_finish(&payload);
    locked_wipe(keys->plain, sizeof keys->plain);
    locked_wipe(keys->box_key, sizeof keys->box_key);
    return is_open;
}
