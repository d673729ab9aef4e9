/* Records as lines: made, signed, verified (jws.c has the form of a line). */
#include "vault/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/locked.h"

enum { UUID_LENGTH = 36 };

_Static_assert(VAULT_RECORD_ID_MAX == UUID_LENGTH + 1, "record ids are UUIDs");

/* UUID version 4 (RFC 4122, 4.4). */
void vault_uuid(char out[VAULT_RECORD_ID_MAX])
{
    uint8_t b[16];
    randombytes_buf(b, sizeof b);
    b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);
    b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
    snprintf(out, VAULT_RECORD_ID_MAX, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
             b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
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
    json_t *payload = json_pack("{s:s, s:s, s:s, s:s, s:I}", "id", id, "ch", vault->chapter, "k", vault->self.id, "st",
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
    vault_uuid(record_id);
    if (!box_seal(vault, record_id, stamp->seq, pledge, code, &box, err))
        return false;

    json_t *payload = payload_new(vault, stamp, "pledge", record_id);
    json_object_set_new(payload, "form", json_string(pledge->form));
    json_object_set_new(payload, "lang", json_string(lang_code(pledge->lang)));
    json_object_set_new(payload, "commitments", commitments_of(pledge));
    json_object_set_new(payload, "details", json_boolean(pledge->has_details));
    json_object_set_new(payload, "under_18", json_boolean(pledge->is_under_18));
    json_object_set_new(payload, "box", box);
    signed_by_kiosk(vault, SIGNED_RECORD, payload, line);
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
    if (strlen(record_id) != UUID_LENGTH)
        vault_uuid(record_id);
    json_t *payload = payload_new(vault, stamp, kind, record_id);
    json_object_update_missing(payload, public); /* never over a member of ours */
    json_decref(public);
    signed_by_kiosk(vault, SIGNED_RECORD, payload, line);
    return true;
}

/* Quiz lines carry no time. */
static void take_time(const json_t *payload, struct line_facts *facts)
{
    const json_t *time = json_object_get(payload, "t");
    const char *source = signed_text(time, "src");
    facts->wall_s = json_integer_value(json_object_get(time, "wall"));
    facts->source = TIME_NONE;
    for (enum time_source i = TIME_NONE; i <= TIME_NTP; i++) {
        if (str_equal(source, time_source_name(i)))
            facts->source = i;
    }
}

static bool take_text(const json_t *payload, const char *name, char *to, size_t room)
{
    return str_copy(to, room, signed_text(payload, name));
}

static bool take_facts(const struct payload *read, const char *kiosk, struct line_facts *facts)
{
    const json_t *payload = read->members;
    const char *stream = signed_text(payload, "st");
    *facts = (struct line_facts){
        .stream = stream[0],
        .seq = json_integer_value(json_object_get(payload, "seq")),
        .is_demonstration = json_is_true(json_object_get(payload, "demo")),
        .has_box = read->box != NULL || json_is_object(json_object_get(payload, "box")),
        .has_details = json_is_true(json_object_get(payload, "details")),
    };
    take_time(payload, facts);
    return take_text(payload, "id", facts->record_id, sizeof facts->record_id) &&
           strlen(facts->record_id) == UUID_LENGTH && str_equal(signed_text(payload, "k"), kiosk) &&
           str_copy(facts->kiosk, sizeof facts->kiosk, kiosk) &&
           take_text(payload, "kind", facts->kind, sizeof facts->kind) &&
           take_text(payload, "ch", facts->chapter, sizeof facts->chapter) &&
           take_text(payload, "ev", facts->event, sizeof facts->event) &&
           take_text(payload, "form", facts->form, sizeof facts->form) && strlen(stream) == 1 && facts->seq >= 1 &&
           signed_take_bytes(payload, "prev", facts->prev, VAULT_HASH_BYTES);
}

bool signed_read_record(const struct verifier *by, const char *line, size_t n, struct line_facts *facts,
                        struct err *err)
{
    struct payload payload = {0};
    bool is_good = jws_read_record(by, line, n, &payload) && take_facts(&payload, by->id, facts);
    payload_finish(&payload);
    if (is_good)
        return true;
    if (jws_is_foreign(by, line, n))
        return err_set(err, ERR_FOREIGN, "", "A record here belongs to another kiosk.");
    return err_set(err, ERR_DAMAGED, "", "A record is damaged.");
}

bool vault_verify_line(const struct vault *vault, const char *line, size_t n, struct line_facts *facts, struct err *err)
{
    return signed_read_record(&vault->self, line, n, facts, err);
}

void vault_withdraw_hash(const char *record_id, const char *code, uint8_t out[VAULT_HASH_BYTES])
{
    char text[128];
    int n = snprintf(text, sizeof text, "hz1-withdraw|%s|%s", record_id, code);
    CHECK(n > 0 && n < (int)sizeof text);
    vault_hash(text, (size_t)n, out);
    locked_wipe(text, sizeof text);
}
