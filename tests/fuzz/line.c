/* Signed lines. The first byte says what the rest is: a line as it came, or the payload of one that the target
 * signs with a key of its own, so that what stands behind the signature is read too. */
#include "fuzz.h"
#include "vault/keys.h"
#include "vault/locked.h"
#include "vault/signed.h"

static struct vault *test_vault(void)
{
    static struct vault *vault;
    char folder[64];
    if (!vault) {
        CHECK(locked_init(NULL));
        CHECK(vault_open(fuzz_folder(folder), true, &vault, NULL));
    }
    return vault;
}

static void check_facts(const struct line_facts *facts)
{
    CHECK(facts->stream == 'p' || facts->stream == 'q' || facts->stream == 'a');
    CHECK(facts->seq >= 1 && memchr(facts->chapter, 0, sizeof facts->chapter));
    CHECK(memchr(facts->event, 0, sizeof facts->event) && memchr(facts->form, 0, sizeof facts->form));
}

static void read_line(const char *line, size_t n)
{
    static struct keys *keys;
    struct vault *vault = test_vault();
    struct line_facts facts;
    struct verifier by;
    json_t *payload;
    enum signed_type type;
    char id[VAULT_KIOSK_ID_MAX];
    struct err err;
    if (!keys)
        keys = keys_new(false, "lhr", "lhr-2026a");
    if (vault_verify_line(vault, line, n, &facts, &err))
        check_facts(&facts);
    if (!signed_peek(line, n, &type, id))
        return;
    CHECK((unsigned)type < SIGNED_COUNT && memchr(id, 0, sizeof id));
    if (signed_read_own(type, line, n, &by, &payload, &err))
        json_decref(payload);
    verifier_init(&by, vault_public_key(vault));
    if (signed_read(&by, type, line, n, &payload, &err))
        json_decref(payload);
    struct opened *opened = locked_alloc(sizeof *opened);
    CHECK(!keys_open_box(keys, line, n, opened, &err)); /* nothing was ever sealed to it */
    locked_free(opened);
}

static void sign_and_read(enum signed_type type, const char *text, size_t n)
{
    json_t *payload = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    struct str line = {0};
    if (json_is_object(payload) && n < VAULT_LINE_MAX / 4) {
        signed_by_kiosk(test_vault(), type, json_incref(payload), &line);
        read_line(str_get(&line), line.length);
    }
    json_decref(payload);
    str_finish(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint8_t choice = fuzz_byte(&data, &n);
    if (choice < '0' + SIGNED_COUNT && choice >= '0')
        sign_and_read((enum signed_type)(choice - '0'), (const char *)data, n);
    else
        read_line((const char *)data, n);
    return 0;
}
