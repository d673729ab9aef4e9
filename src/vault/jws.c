/* JWS compact serialisation (RFC 7515, 7.1) with Ed25519 (RFC 8037): header.payload.signature, each base64url.
 *
 * The header of one key's lines of one type is always the same text, so verifying compares it instead of parsing it: no
 * algorithm can be negotiated. A payload is parsed only after the signature held; the one exception is the question
 * whose line an unfamiliar one is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

#define HEADER_FORM "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"%s\"}"

enum { KEY_ID_BYTES = 10 };

_Static_assert(2 * KEY_ID_BYTES < VAULT_KIOSK_ID_MAX, "key id fits");

static const char *const types[SIGNED_COUNT] = {"hz1", "hzh", "hzt", "hze", "hzc", "hzr", "hzx"};

static void make_header(const char *id, enum signed_type type, char coded[SIGNED_HEADER_MAX])
{
    char header[SIGNED_HEADER_MAX];
    int n = snprintf(header, sizeof header, HEADER_FORM, id, types[type]);
    CHECK(n > 0 && BASE64_ROOM((size_t)n) <= SIGNED_HEADER_MAX);
    base64_write(header, (size_t)n, coded, SIGNED_HEADER_MAX);
}

void verifier_init(struct verifier *by, const uint8_t public_key[VAULT_KEY_BYTES])
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(public_key, VAULT_KEY_BYTES, hash);
    memcpy(by->public_key, public_key, VAULT_KEY_BYTES);
    sodium_bin2hex(by->id, sizeof by->id, hash, KEY_ID_BYTES);
    make_header(by->id, SIGNED_RECORD, by->record_header);
}

void jws_sign(const struct verifier *self, const uint8_t secret_key[crypto_sign_SECRETKEYBYTES], enum signed_type type,
              json_t *payload, struct str *line)
{
    char header[SIGNED_HEADER_MAX];
    uint8_t signature[crypto_sign_BYTES];
    char *text = json_dumps(payload, JSON_COMPACT);
    CHECK(text != NULL);
    json_decref(payload);

    make_header(self->id, type, header);
    str_clear(line);
    str_add(line, header);
    str_add(line, ".");
    base64_add(line, text, strlen(text));
    free(text);
    crypto_sign_detached(signature, NULL, (const uint8_t *)line->at, line->length, secret_key);
    str_add(line, ".");
    base64_add(line, signature, sizeof signature);
    CHECK(line->length < VAULT_LINE_MAX);
}

void signed_by_kiosk(const struct vault *vault, enum signed_type type, json_t *payload, struct str *line)
{
    jws_sign(&vault->self, vault->secret_key, type, payload, line);
}

/* The three parts of a line, not terminated. */
struct parts {
    const char *header, *payload, *signature;
    size_t header_n, payload_n, signature_n;
};

static bool split(const char *line, size_t n, struct parts *parts)
{
    const char *first = n < VAULT_LINE_MAX ? memchr(line, '.', n) : NULL;
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

/* Decodes a base64url JSON object; NULL when it is none. */
static json_t *read_json(const char *coded, size_t n)
{
    size_t got = 0;
    uint8_t *bytes = mem_alloc(n + 1);
    json_t *value = NULL;
    if (base64_read(coded, n, bytes, n, &got))
        value = json_loadb((const char *)bytes, got, JSON_REJECT_DUPLICATES, NULL);
    free(bytes);
    if (json_is_object(value))
        return value;
    json_decref(value);
    return NULL;
}

static bool signature_holds(const uint8_t public_key[VAULT_KEY_BYTES], const struct parts *parts)
{
    uint8_t signature[crypto_sign_BYTES];
    return base64_read_exactly(parts->signature, parts->signature_n, signature, sizeof signature) &&
           crypto_sign_verify_detached(signature, (const uint8_t *)parts->header,
                                       parts->header_n + 1 + parts->payload_n, public_key) == 0;
}

/* Splits a line whose header is `header` and whose signature holds. */
static bool verify(const struct verifier *by, const char *header, const char *line, size_t n, struct parts *parts)
{
    return split(line, n, parts) && parts->header_n == strlen(header) &&
           memcmp(header, parts->header, parts->header_n) == 0 && signature_holds(by->public_key, parts);
}

json_t *jws_read(const struct verifier *by, const char *header, const char *line, size_t n)
{
    struct parts parts;
    return verify(by, header, line, n, &parts) ? read_json(parts.payload, parts.payload_n) : NULL;
}

bool jws_read_record(const struct verifier *by, const char *line, size_t n, struct payload *payload)
{
    struct parts parts;
    bool is_good = by != NULL ? verify(by, by->record_header, line, n, &parts) : split(line, n, &parts);
    return is_good && payload_read(parts.payload, parts.payload_n, payload);
}

bool jws_is_foreign(const struct verifier *by, const char *line, size_t n)
{
    struct parts parts;
    if (!split(line, n, &parts))
        return false;
    json_t *header = read_json(parts.header, parts.header_n), *payload = read_json(parts.payload, parts.payload_n);
    const char *id = signed_text(header, "kid");
    bool is_other = *id != '\0' && strcmp(id, by->id) != 0 && strcmp(id, signed_text(payload, "k")) == 0;
    json_decref(header);
    json_decref(payload);
    return is_other;
}

static bool refuse(struct err *err)
{
    return err_set(err, ERR_DAMAGED, "", "A signed line is damaged, or was signed by someone else.");
}

bool signed_read(const struct verifier *by, enum signed_type type, const char *line, size_t n, json_t **payload,
                 struct err *err)
{
    char header[SIGNED_HEADER_MAX];
    make_header(by->id, type, header);
    *payload = jws_read(by, header, line, n);
    return *payload != NULL || refuse(err);
}

bool signed_read_own(enum signed_type type, const char *line, size_t n, struct verifier *by, json_t **payload,
                     struct err *err)
{
    struct parts parts;
    uint8_t public_key[VAULT_KEY_BYTES];
    json_t *claimed = split(line, n, &parts) ? read_json(parts.payload, parts.payload_n) : NULL;
    bool has_key = signed_take_bytes(claimed, "pub", public_key, sizeof public_key);
    json_decref(claimed);
    if (!has_key)
        return refuse(err);
    verifier_init(by, public_key);
    return signed_read(by, type, line, n, payload, err);
}

bool signed_peek(const char *line, size_t n, enum signed_type *type, char id[VAULT_KIOSK_ID_MAX])
{
    struct parts parts;
    json_t *header = split(line, n, &parts) ? read_json(parts.header, parts.header_n) : NULL;
    bool is_known = str_copy(id, VAULT_KIOSK_ID_MAX, signed_text(header, "kid"));
    size_t i = 0;
    while (i < SIGNED_COUNT && !str_equal(types[i], signed_text(header, "typ")))
        i++;
    json_decref(header);
    *type = (enum signed_type)i;
    return is_known && i < SIGNED_COUNT;
}

json_t *signed_bytes(const void *bytes, size_t n)
{
    return base64_json(bytes, n);
}

bool signed_take_bytes(const json_t *object, const char *name, void *bytes, size_t n)
{
    const char *coded = signed_text(object, name);
    return base64_read_exactly(coded, strlen(coded), bytes, n);
}

const char *signed_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

bool vault_is_name(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    return n > 0 && n < VAULT_NAME_MAX && text[n] == '\0' && text[0] != '.';
}

/* 16 bits a word: consonant (4), vowel (2), consonant (4), vowel (2), consonant (4). */
static void add_word(unsigned bits, char **out)
{
    static const char consonants[] = "bdfghjklmnprstvz", vowels[] = "aiou";
    const char word[] = {consonants[bits >> 12 & 15], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15],
                         vowels[bits >> 4 & 3], consonants[bits & 15]};
    memcpy(*out, word, sizeof word);
    *out += sizeof word;
}

void fingerprint_words(const uint8_t public_key[VAULT_KEY_BYTES], char out[FINGERPRINT_MAX])
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(public_key, VAULT_KEY_BYTES, hash);
    for (size_t i = 0; i < 8; i += 2) {
        if (i > 0)
            *out++ = '-';
        add_word((unsigned)hash[i] << 8 | hash[i + 1], &out);
    }
    *out = '\0';
}
