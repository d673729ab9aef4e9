/* Payloads of the lines about records. "pub" is the signer's own key, so that a line can be checked by itself; whether
 * that signer is to be believed is the reader's question (struct verifier by).
 *
 *   hze request   pub, hw (SHA-256 of what identifies the machine)
 *   hzc config    pub, v version, ch chapter, label, k kiosk's public key, hw, to {key id: public key}, sign key to
 *                 believe from now on, ev [event ids], pin (Argon2id), keep days, revoked, upto, forks,
 *                 t seconds
 *   hzr receipt   pub, k kiosk id, st stream, upto, head SHA-256 of that line, extra [[from, to, SHA-256 of line to]],
 *                 t seconds
 *   hzx erasure   pub, id record, why, t seconds */
#include "sync/messages.h"

#include <string.h>

#include "base/mem.h"

static bool refuse(struct err *err)
{
    return err_set(err, ERR_DAMAGED, "", "A signed line is damaged.");
}

static const uint8_t *own_key(const struct keys *keys, size_t epoch)
{
    return keys_public(keys)->epoch[epoch].sign;
}

static int64_t number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static bool take_text(const json_t *object, const char *name, char *to, size_t room)
{
    return str_copy(to, room, signed_text(object, name));
}

void enrol_request_write(const struct vault *vault, const uint8_t hardware[VAULT_HASH_BYTES], struct str *line)
{
    json_t *payload = json_pack("{s:o, s:o}", "pub", signed_bytes(vault_public_key(vault), VAULT_KEY_BYTES), "hw",
                                signed_bytes(hardware, VAULT_HASH_BYTES));
    CHECK(payload != NULL);
    signed_by_kiosk(vault, SIGNED_ENROL, payload, line);
}

bool enrol_request_read(const char *line, size_t n, struct enrol_request *request, struct err *err)
{
    json_t *payload = NULL;
    if (!signed_read_own(SIGNED_ENROL, line, n, &request->by, &payload, err))
        return false;
    bool is_good = signed_take_bytes(payload, "hw", request->hardware, VAULT_HASH_BYTES);
    json_decref(payload);
    return is_good || refuse(err);
}

void config_write(const struct keys *keys, size_t epoch, const struct config *config, struct str *line)
{
    json_t *to = json_object(), *events = json_array();
    for (size_t i = 0; i < config->to_count; i++)
        json_object_set_new(to, config->to[i].id, signed_bytes(config->to[i].public_key, VAULT_KEY_BYTES));
    for (size_t i = 0; i < config->event_count; i++)
        json_array_append_new(events, json_string(config->event[i]));
    json_t *payload =
        json_pack("{s:o, s:I, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:I, s:I}", "pub",
                  signed_bytes(own_key(keys, epoch), VAULT_KEY_BYTES), "v", (json_int_t)config->version, "ch",
                  config->chapter, "label", config->label, "k", signed_bytes(config->kiosk_key, VAULT_KEY_BYTES), "hw",
                  signed_bytes(config->hardware, VAULT_HASH_BYTES), "to", to, "sign",
                  signed_bytes(config->sign_key, VAULT_KEY_BYTES), "ev", events, "revoked", config->is_revoked, "upto",
                  (json_int_t)config->trusted_up_to, "t", (json_int_t)config->issued_s);
    CHECK(payload != NULL);
    if (config->pin_hash[0] != '\0')
        json_object_set_new(payload, "pin", json_string(config->pin_hash));
    if (config->keeps_forks)
        json_object_set_new(payload, "forks", json_true());
    if (config->keep_days > 0)
        json_object_set_new(payload, "keep", json_integer(config->keep_days));
    keys_sign(keys, epoch, SIGNED_CONFIG, payload, line);
}

static bool take_recipients(json_t *payload, struct config *config)
{
    const char *id;
    json_t *value, *to = json_object_get(payload, "to");
    json_object_foreach(to, id, value)
    {
        struct recipient *recipient = &config->to[config->to_count++];
        if (config->to_count > VAULT_RECIPIENTS_MAX || !vault_is_name(id) ||
            !str_copy(recipient->id, sizeof recipient->id, id) ||
            !signed_take_bytes(to, id, recipient->public_key, VAULT_KEY_BYTES))
            return false;
    }
    return config->to_count > 0;
}

static bool take_events(const json_t *payload, struct config *config)
{
    size_t i;
    json_t *value;
    const json_t *events = json_object_get(payload, "ev");
    json_array_foreach(events, i, value)
    {
        const char *id = json_string_value(value);
        if (i >= EVENTS_MAX || id == NULL || !vault_is_name(id) || !str_copy(config->event[i], 32, id))
            return false;
        config->event_count++;
    }
    return true;
}

bool config_read(const char *line, size_t n, struct config *config, struct err *err)
{
    json_t *payload = NULL;
    *config = (struct config){0};
    if (!signed_read_own(SIGNED_CONFIG, line, n, &config->by, &payload, err))
        return false;
    config->version = number(payload, "v");
    config->keeps_forks = json_is_true(json_object_get(payload, "forks"));
    config->is_revoked = json_is_true(json_object_get(payload, "revoked"));
    config->trusted_up_to = number(payload, "upto");
    config->issued_s = number(payload, "t");
    config->keep_days = number(payload, "keep");
    bool is_good = config->version > 0 && config->keep_days >= 0 && config->keep_days <= KEEP_DAYS_MOST &&
                   take_text(payload, "pin", config->pin_hash, PIN_HASH_MAX) &&
                   take_text(payload, "ch", config->chapter, sizeof config->chapter) &&
                   vault_is_name(config->chapter) && take_text(payload, "label", config->label, LABEL_MAX) &&
                   signed_take_bytes(payload, "k", config->kiosk_key, VAULT_KEY_BYTES) &&
                   signed_take_bytes(payload, "hw", config->hardware, VAULT_HASH_BYTES) &&
                   signed_take_bytes(payload, "sign", config->sign_key, VAULT_KEY_BYTES) &&
                   take_recipients(payload, config) && take_events(payload, config);
    json_decref(payload);
    return is_good || refuse(err);
}

static json_t *runs_of(const struct receipt *receipt)
{
    json_t *runs = json_array();
    for (size_t i = 0; i < receipt->extra_count; i++) {
        const struct receipt_run *run = &receipt->extra[i];
        json_array_append_new(runs, json_pack("[I, I, o]", (json_int_t)run->from, (json_int_t)run->to,
                                              signed_bytes(run->head, VAULT_HASH_BYTES)));
    }
    return runs;
}

void receipt_write(const struct keys *keys, size_t epoch, const struct receipt *receipt, struct str *line)
{
    char stream[] = {receipt->stream, '\0'};
    json_t *payload =
        json_pack("{s:o, s:s, s:s, s:I, s:o, s:I}", "pub", signed_bytes(own_key(keys, epoch), VAULT_KEY_BYTES), "k",
                  receipt->kiosk, "st", stream, "upto", (json_int_t)receipt->up_to, "head",
                  signed_bytes(receipt->head, VAULT_HASH_BYTES), "t", (json_int_t)receipt->issued_s);
    CHECK(payload != NULL);
    if (receipt->extra_count > 0)
        json_object_set_new(payload, "extra", runs_of(receipt));
    keys_sign(keys, epoch, SIGNED_RECEIPT, payload, line);
}

static bool take_run(const json_t *value, struct receipt_run *run)
{
    json_t *named = json_pack("{s:O?}", "head", json_array_get(value, 2));
    run->from = json_integer_value(json_array_get(value, 0));
    run->to = json_integer_value(json_array_get(value, 1));
    bool is_good =
        run->from > 0 && run->to >= run->from && signed_take_bytes(named, "head", run->head, VAULT_HASH_BYTES);
    json_decref(named);
    return is_good;
}

static bool take_runs(const json_t *payload, struct receipt *receipt)
{
    size_t i;
    json_t *value;
    const json_t *runs = json_object_get(payload, "extra");
    json_array_foreach(runs, i, value)
    {
        if (i >= RUNS_MAX || !take_run(value, &receipt->extra[i]))
            return false;
        receipt->extra_count++;
    }
    return receipt->up_to > 0 || receipt->extra_count > 0;
}

bool receipt_read(const char *line, size_t n, struct receipt *receipt, struct err *err)
{
    json_t *payload = NULL;
    *receipt = (struct receipt){0};
    if (!signed_read_own(SIGNED_RECEIPT, line, n, &receipt->by, &payload, err))
        return false;
    const char *stream = signed_text(payload, "st");
    receipt->stream = stream[0];
    receipt->up_to = number(payload, "upto");
    receipt->issued_s = number(payload, "t");
    bool is_good = strlen(stream) == 1 && receipt->up_to >= 0 && take_runs(payload, receipt) &&
                   take_text(payload, "k", receipt->kiosk, sizeof receipt->kiosk) &&
                   signed_take_bytes(payload, "head", receipt->head, VAULT_HASH_BYTES);
    json_decref(payload);
    return is_good || refuse(err);
}

void erasure_write(const struct keys *keys, size_t epoch, const struct erasure *erasure, struct str *line)
{
    json_t *payload = json_pack("{s:o, s:s, s:s, s:I}", "pub", signed_bytes(own_key(keys, epoch), VAULT_KEY_BYTES),
                                "id", erasure->record_id, "why", erasure->reason, "t", (json_int_t)erasure->issued_s);
    CHECK(payload != NULL);
    keys_sign(keys, epoch, SIGNED_ERASE, payload, line);
}

bool erasure_read(const char *line, size_t n, struct erasure *erasure, struct err *err)
{
    json_t *payload = NULL;
    *erasure = (struct erasure){0};
    if (!signed_read_own(SIGNED_ERASE, line, n, &erasure->by, &payload, err))
        return false;
    erasure->issued_s = number(payload, "t");
    bool is_good = take_text(payload, "id", erasure->record_id, sizeof erasure->record_id) &&
                   strlen(erasure->record_id) == VAULT_RECORD_ID_MAX - 1 &&
                   take_text(payload, "why", erasure->reason, sizeof erasure->reason);
    json_decref(payload);
    return is_good || refuse(err);
}
