/* What kiosk and chapter say about records: request, configuration, receipt, erasure, and what a kiosk has forgotten.
 * The first byte says which; the rest is a line as it came, or (an object) the payload of one that is signed here with
 * a key of the target's own, so that what stands behind the signature is read too. What was read is written and read
 * again. */
#include "fuzz.h"
#include "sync/messages.h"
#include "vault/forget.h"
#include "vault/locked.h"

static struct keys *own_keys(void)
{
    static struct keys *keys;
    if (!keys) {
        CHECK(locked_init(NULL));
        keys = keys_new(false, "lhr", "lhr-2026a");
    }
    return keys;
}

static bool is_text(const char *text, size_t room)
{
    return memchr(text, 0, room) != NULL;
}

static void check_config(const char *line, size_t n)
{
    struct config config, again;
    struct str written = {0};
    if (!config_read(line, n, &config, NULL))
        return;
    CHECK(config.version > 0 && config.to_count >= 1 && config.to_count <= VAULT_RECIPIENTS_MAX);
    CHECK(config.event_count <= EVENTS_MAX && config.keep_days >= 0 && config.keep_days <= KEEP_DAYS_MOST);
    CHECK(vault_is_name(config.chapter) && is_text(config.label, LABEL_MAX) && is_text(config.pin_hash, PIN_HASH_MAX));
    config_write(own_keys(), 0, &config, &written);
    CHECK(config_read(written.at, written.length, &again, NULL) && again.version == config.version);
    CHECK(strcmp(again.label, config.label) == 0 && strcmp(again.pin_hash, config.pin_hash) == 0);
    str_finish(&written);
}

static void check_receipt(const char *line, size_t n)
{
    struct receipt receipt, again;
    struct str written = {0};
    if (!receipt_read(line, n, &receipt, NULL))
        return;
    CHECK(receipt.up_to >= 0 && receipt.extra_count <= RUNS_MAX && receipt.up_to + (int64_t)receipt.extra_count > 0);
    for (size_t i = 0; i < receipt.extra_count; i++)
        CHECK(receipt.extra[i].from >= 1 && receipt.extra[i].to >= receipt.extra[i].from);
    receipt_write(own_keys(), 0, &receipt, &written);
    CHECK(receipt_read(written.at, written.length, &again, NULL) && again.extra_count == receipt.extra_count);
    CHECK(memcmp(again.extra, receipt.extra, sizeof again.extra) == 0);
    str_finish(&written);
}

static void read_all(const char *line, size_t n)
{
    struct enrol_request request;
    struct erasure erasure;
    struct forget forget;
    check_config(line, n);
    check_receipt(line, n);
    if (enrol_request_read(line, n, &request, NULL))
        CHECK(is_text(request.by.id, VAULT_KIOSK_ID_MAX));
    if (erasure_read(line, n, &erasure, NULL))
        CHECK(strlen(erasure.record_id) == VAULT_RECORD_ID_MAX - 1 && is_text(erasure.reason, sizeof erasure.reason));
    if (vault_read_forget(line, n, &forget))
        CHECK(forget.seq >= 1 && forget.up_to >= 0 && forget.records >= 1 &&
              is_text(forget.record_id, VAULT_RECORD_ID_MAX));
    (void)vault_has_details(line, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint8_t choice = fuzz_byte(&data, &n);
    json_t *payload = json_loadb((const char *)data, n, JSON_REJECT_DUPLICATES, NULL);
    struct str line = {0};
    struct keys *keys = own_keys();
    if (json_is_object(payload) && n < VAULT_LINE_MAX / 4) {
        json_object_set_new(payload, "pub", signed_bytes(keys_public(keys)->epoch[0].sign, VAULT_KEY_BYTES));
        keys_sign(keys, 0, (enum signed_type)(choice % SIGNED_COUNT), json_incref(payload), &line);
        read_all(line.at, line.length);
    } else {
        read_all((const char *)data, n);
    }
    json_decref(payload);
    str_finish(&line);
    return 0;
}
