/* The box: the personal part of a pledge, readable by its recipients alone.
 *
 *   plain   JSON, then 0x80 and zeros up to BOX_BYTES (ISO/IEC 7816-4 padding)
 *   c       XChaCha20-Poly1305-IETF of plain under a random key; associated data "hz1|id|kiosk|seq", so that a box
 *           cannot be moved to another record
 *   n       its nonce, 24 random bytes
 *   to      {key id: crypto_box_seal of that random key}, one member a recipient
 *
 * The JSON of the box is written by hand: jansson would copy every name to the ordinary heap, and its allocator can
 * only be replaced for the whole program. Members, in this order: name, typed (the phone as typed), phone (E.164),
 * email, city, chapter, consents {purpose: true or false}, form and lang of the words consented to, code (SHA-256 of
 * the withdrawal code).
 *
 * A pledge without details has a box too, with empty texts. The hash must be sealed in any case: a code has 40 bits,
 * and a rented machine tries them all in minutes. And a line's length then says nothing about who gave details. */
#include "vault/inside.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "vault/locked.h"

struct writer {
    char *at;
    size_t length, room;
    bool has_overflown;
};

static void put(struct writer *out, const char *bytes, size_t n)
{
    if (n > out->room - out->length) {
        out->has_overflown = true;
        return;
    }
    memcpy(out->at + out->length, bytes, n);
    out->length += n;
}

static void put_text(struct writer *out, const char *text)
{
    put(out, text, strlen(text));
}

/* A JSON string (RFC 8259, 7): only the quote, the backslash and what is below space need an escape. */
static void put_string(struct writer *out, const char *text)
{
    put_text(out, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        char escape[] = "\\u0000";
        if (*c == '"' || *c == '\\') {
            put_text(out, "\\");
            put(out, c, 1);
        } else if ((unsigned char)*c < 0x20) {
            escape[4] = (char)('0' + (*c >> 4));
            escape[5] = "0123456789abcdef"[*c & 15];
            put_text(out, escape);
        } else {
            put(out, c, 1);
        }
    }
    put_text(out, "\"");
}

static void put_member(struct writer *out, const char *name, const char *value)
{
    if (out->length > 1)
        put_text(out, ",");
    put_string(out, name);
    put_text(out, ":");
    put_string(out, value);
}

static void put_consents(struct writer *out, const struct pledge *pledge)
{
    put_text(out, ",\"consents\":{");
    for (size_t i = 0; i < PLEDGE_CONSENTS_MAX && pledge->consent_purpose[i] != NULL; i++) {
        if (i > 0)
            put_text(out, ",");
        put_string(out, pledge->consent_purpose[i]);
        put_text(out, pledge->consent[i] ? ":true" : ":false");
    }
    put_text(out, "}");
}

/* Without details nothing of the person is written, whatever the fields still hold. */
static void put_pledge(struct writer *out, const struct pledge *pledge, const char *code_hash)
{
    const struct pledge *from = pledge->has_details ? pledge : &(const struct pledge){0};
    put_text(out, "{");
    put_member(out, "name", from->person.name);
    put_member(out, "typed", from->person.phone_typed);
    put_member(out, "phone", from->person.phone);
    put_member(out, "email", from->person.email);
    put_member(out, "city", from->person.city);
    put_member(out, "chapter", from->chapter);
    put_consents(out, from);
    put_member(out, "form", pledge->form);
    put_member(out, "lang", lang_code(pledge->lang));
    put_member(out, "code", code_hash);
    put_text(out, "}");
}

/* A box that its reader refuses as bad JSON would be a pledge lost. */
static bool texts_are_valid(const struct pledge *pledge)
{
    const char *texts[] = {pledge->person.name,  pledge->person.phone_typed, pledge->person.phone,
                           pledge->person.email, pledge->person.city,        pledge->chapter,
                           pledge->form};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (!utf8_is_valid(texts[i], strlen(texts[i])))
            return false;
    }
    return true;
}

/* Fills vault->plain to its full length. */
static bool fill(struct vault *vault, const char *record_id, const struct pledge *pledge, const char *code,
                 struct err *err)
{
    uint8_t hash[VAULT_HASH_BYTES];
    char coded[BASE64_ROOM(VAULT_HASH_BYTES)];
    vault_withdraw_hash(record_id, code, hash);
    base64_write(hash, sizeof hash, coded, sizeof coded);

    struct writer out = {.at = vault->plain, .room = BOX_BYTES - 1};
    put_pledge(&out, pledge, coded);
    locked_wipe(hash, sizeof hash);
    locked_wipe(coded, sizeof coded);
    size_t padded = 0;
    if (out.has_overflown || !texts_are_valid(pledge) ||
        sodium_pad(&padded, (uint8_t *)vault->plain, out.length, BOX_BYTES, BOX_BYTES) != 0)
        return err_set(err, ERR_INVALID, "", "What was typed is too long or not text, and cannot be saved.");
    return true;
}

/* The random key, sealed to everyone who may open the box. */
static json_t *seal_key(const struct vault *vault)
{
    json_t *to = json_object();
    for (size_t i = 0; i < vault->recipient_count; i++) {
        uint8_t sealed[crypto_box_SEALBYTES + sizeof vault->box_key];
        const struct recipient *recipient = &vault->recipient[i];
        CHECK(crypto_box_seal(sealed, vault->box_key, sizeof vault->box_key, recipient->public_key) == 0);
        json_object_set_new(to, recipient->id, base64_json(sealed, sizeof sealed));
    }
    return to;
}

static json_t *encrypt(struct vault *vault, const char *record_id, int64_t seq)
{
    uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    uint8_t sealed[BOX_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES];
    char about[128];
    int n = snprintf(about, sizeof about, "hz1|%s|%s|%lld", record_id, vault->self.id, (long long)seq);
    randombytes_buf(nonce, sizeof nonce);
    randombytes_buf(vault->box_key, sizeof vault->box_key);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, (const uint8_t *)vault->plain, BOX_BYTES,
                                               (const uint8_t *)about, (size_t)n, NULL, nonce, vault->box_key);
    json_t *box = json_object();
    json_object_set_new(box, "n", base64_json(nonce, sizeof nonce));
    json_object_set_new(box, "c", base64_json(sealed, sizeof sealed));
    json_object_set_new(box, "to", seal_key(vault));
    return box;
}

bool box_seal(struct vault *vault, const char *record_id, int64_t seq, const struct pledge *pledge, const char *code,
              json_t **box, struct err *err)
{
    bool is_filled = fill(vault, record_id, pledge, code, err);
    if (is_filled)
        *box = encrypt(vault, record_id, seq);
    locked_wipe(vault->plain, sizeof vault->plain);
    locked_wipe(vault->box_key, sizeof vault->box_key);
    return is_filled;
}
