/* Records as lines: made, signed, verified. A line is header.payload.signature, each in base64url (RFC 7515, 7.1); the
 * signature is Ed25519 over the bytes "header.payload" (RFC 8037).
 *
 * The header of one kiosk's lines is always the same text, so verifying compares it instead of parsing it: no algorithm
 * can be negotiated. The payload is parsed only after the signature held; the one exception is the question whose line
 * an unfamiliar one is. */
#include "vault/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/locked.h"

#define HEADER_FORM "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"hz1\"}"

enum { UUID_LENGTH = 36 };

_Static_assert(VAULT_RECORD_ID_MAX == UUID_LENGTH + 1, "record ids are UUIDs");

/* UUID version 4 (RFC 4122, 4.4). */
static void make_uuid(char out[VAULT_RECORD_ID_MAX])
{
    uint8_t b[16];
    randombytes_buf(b, sizeof b);
    b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);
    b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
    snprintf(out, VAULT_RECORD_ID_MAX, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
             b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

void line_make_header(struct vault *vault)
{
    char header[128];
    int n = snprintf(header, sizeof header, HEADER_FORM, vault->kiosk);
    CHECK(n > 0 && n < (int)sizeof header);
    base64_write(header, (size_t)n, vault->header, sizeof vault->header);
}

static json_t *stamp_time(const struct stamp *stamp)
{
    return json_pack("{s:I, s:I, s:s, s:s}", "wall", (json_int_t)stamp->wall_s, "mono", (json_int_t)stamp->mono_ms,
                     "boot", stamp->boot, "src", time_source_name(stamp->source));
}

/* What every payload begins with. Quiz lines carry no time: it could be laid beside a pledge's. */
static json_t *payload_new(const struct vault *vault, const struct stamp *stamp, const char *kind, const char *id)
{
    char stream[] = {stamp->stream, '\0'};
    json_t *payload = json_pack("{s:s, s:s, s:s, s:s, s:I}", "id", id, "ch", vault->chapter, "k", vault->kiosk, "st",
                                stream, "seq", (json_int_t)stamp->seq);
    CHECK(payload != NULL);
    json_object_set_new(payload, "prev", base64_json(stamp->prev, VAULT_HASH_BYTES));
    json_object_set_new(payload, "kind", json_string(kind));
    json_object_set_new(payload, "ev", json_string(stamp->event));
    if (stamp->stream != 'q')
        json_object_set_new(payload, "t", stamp_time(stamp));
    if (vault->is_demonstration)
        json_object_set_new(payload, "demo", json_true());
    return payload;
}

/* Takes the payload, replaces `line`. */
static void sign(const struct vault *vault, json_t *payload, struct str *line)
{
    uint8_t signature[crypto_sign_BYTES];
    char *text = json_dumps(payload, JSON_COMPACT);
    CHECK(text != NULL);
    json_decref(payload);

    str_clear(line);
    str_add(line, vault->header);
    str_add(line, ".");
    base64_add(line, text, strlen(text));
    free(text);
    crypto_sign_detached(signature, NULL, (const uint8_t *)line->at, line->length, vault->secret_key);
    str_add(line, ".");
    base64_add(line, signature, sizeof signature);
    CHECK(line->length < VAULT_LINE_MAX);
}

static json_t *commitments_of(const struct pledge *pledge)
{
    json_t *list = json_array();
    for (size_t i = 0; i < PLEDGE_COMMITMENTS_MAX && pledge->commitment_id[i] != NULL; i++) {
        if (pledge->commitment[i])
            json_array_append_new(list, json_string(pledge->commitment_id[i]));
    }
    return list;
}

bool vault_pledge_line(struct vault *vault, const struct stamp *stamp, const struct pledge *pledge, struct str *line,
                       char record_id[VAULT_RECORD_ID_MAX], char code[WITHDRAW_CODE_MAX], struct err *err)
{
    if (pledge->is_under_18 && pledge->has_details)
        return err_set(err, ERR_INVALID, "", "No personal details may be kept of someone under 18.");

    uint8_t random[5];
    json_t *box = NULL;
    randombytes_buf(random, sizeof random);
    withdraw_code(random, code);
    locked_wipe(random, sizeof random);
    make_uuid(record_id);
    if (!box_seal(vault, record_id, stamp->seq, pledge, code, &box, err))
        return false;

    json_t *payload = payload_new(vault, stamp, "pledge", record_id);
    json_object_set_new(payload, "form", json_string(pledge->form));
    json_object_set_new(payload, "lang", json_string(lang_code(pledge->lang)));
    json_object_set_new(payload, "commitments", commitments_of(pledge));
    json_object_set_new(payload, "details", json_boolean(pledge->has_details));
    json_object_set_new(payload, "under_18", json_boolean(pledge->is_under_18));
    json_object_set_new(payload, "box", box);
    sign(vault, payload, line);
    return true;
}

bool vault_plain_line(struct vault *vault, const struct stamp *stamp, const char *kind, const char *public_json,
                      struct str *line, char record_id[VAULT_RECORD_ID_MAX], struct err *err)
{
    json_t *public = public_json != NULL ? json_loads(public_json, JSON_REJECT_DUPLICATES, NULL) : json_object();
    if (!json_is_object(public) || (public_json != NULL && strlen(public_json) > VAULT_LINE_MAX / 4)) {
        json_decref(public);
        return err_set(err, ERR_INVALID, "", "A record's public part is not a short JSON object.");
    }
    make_uuid(record_id);
    json_t *payload = payload_new(vault, stamp, kind, record_id);
    json_object_update_missing(payload, public); /* never over a member of ours */
    json_decref(public);
    sign(vault, payload, line);
    return true;
}

/* The three parts of a line, not terminated. */
struct parts {
    const char *header, *payload, *signature;
    size_t header_n, payload_n, signature_n;
};

static bool split(const char *line, size_t n, struct parts *parts)
{
    const char *first = memchr(line, '.', n);
    if (first == NULL)
        return false;
    const char *second = memchr(first + 1, '.', n - (size_t)(first + 1 - line));
    if (second == NULL)
        return false;
    *parts = (struct parts){.header = line,
                            .header_n = (size_t)(first - line),
                            .payload = first + 1,
                            .payload_n = (size_t)(second - first - 1),
                            .signature = second + 1,
                            .signature_n = n - (size_t)(second + 1 - line)};
    return true;
}

/* Decodes base64url JSON; NULL when it is none. */
static json_t *read_json(const char *coded, size_t n)
{
    size_t got = 0;
    uint8_t *bytes = mem_alloc(n + 1);
    json_t *value = NULL;
    if (base64_read(coded, n, bytes, n, &got))
        value = json_loadb((const char *)bytes, got, JSON_REJECT_DUPLICATES, NULL);
    free(bytes);
    return value;
}

static const char *member(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* Another kiosk's, if header and payload agree on that: a flipped bit makes only one of them lie. */
static bool is_foreign(const struct vault *vault, const struct parts *parts)
{
    json_t *header = read_json(parts->header, parts->header_n), *payload = read_json(parts->payload, parts->payload_n);
    const char *kiosk = member(header, "kid");
    bool is_other = kiosk[0] != '\0' && strcmp(kiosk, vault->kiosk) != 0 && strcmp(kiosk, member(payload, "k")) == 0;
    json_decref(header);
    json_decref(payload);
    return is_other;
}

static bool header_is_ours(const struct vault *vault, const struct parts *parts)
{
    return parts->header_n == strlen(vault->header) && memcmp(vault->header, parts->header, parts->header_n) == 0;
}

static bool signature_holds(const struct vault *vault, const struct parts *parts)
{
    uint8_t signature[crypto_sign_BYTES];
    return base64_read_exactly(parts->signature, parts->signature_n, signature, sizeof signature) &&
           crypto_sign_verify_detached(signature, (const uint8_t *)parts->header,
                                       parts->header_n + 1 + parts->payload_n, vault->public_key) == 0;
}

static bool take_facts(const struct vault *vault, const json_t *payload, struct line_facts *facts)
{
    const char *stream = member(payload, "st"), *prev = member(payload, "prev");
    *facts = (struct line_facts){
        .stream = stream[0],
        .seq = json_integer_value(json_object_get(payload, "seq")),
        .is_demonstration = json_is_true(json_object_get(payload, "demo")),
        .has_box = json_is_object(json_object_get(payload, "box")),
        .has_details = json_is_true(json_object_get(payload, "details")),
    };
    return str_copy(facts->record_id, sizeof facts->record_id, member(payload, "id")) &&
           strlen(facts->record_id) == UUID_LENGTH && strcmp(member(payload, "k"), vault->kiosk) == 0 &&
           str_copy(facts->kiosk, sizeof facts->kiosk, vault->kiosk) &&
           str_copy(facts->kind, sizeof facts->kind, member(payload, "kind")) && strlen(stream) == 1 &&
           facts->seq >= 1 && base64_read_exactly(prev, strlen(prev), facts->prev, VAULT_HASH_BYTES);
}

bool vault_verify_line(const struct vault *vault, const char *line, size_t n, struct line_facts *facts, struct err *err)
{
    struct parts parts;
    bool is_good = false;
    if (n < VAULT_LINE_MAX && split(line, n, &parts)) {
        if (header_is_ours(vault, &parts) && signature_holds(vault, &parts)) {
            json_t *payload = read_json(parts.payload, parts.payload_n);
            is_good = take_facts(vault, payload, facts);
            json_decref(payload);
        } else if (is_foreign(vault, &parts)) {
            return err_set(err, ERR_FOREIGN, "", "A record here belongs to another kiosk.");
        }
    }
    return is_good || err_set(err, ERR_DAMAGED, "", "A record is damaged.");
}

void vault_withdraw_hash(const char *record_id, const char *code, uint8_t out[VAULT_HASH_BYTES])
{
    char text[128];
    int n = snprintf(text, sizeof text, "hz1-withdraw|%s|%s", record_id, code);
    CHECK(n > 0 && n < (int)sizeof text);
    vault_hash(text, (size_t)n, out);
    locked_wipe(text, sizeof text);
}
