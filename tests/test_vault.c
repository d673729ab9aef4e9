/* Lines from outside: what a chapter reads in one, what a thief cannot, and that every damaged bit is noticed. Keys
 * and PIN are in test_vault_keys.c. */
#include "scratch.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "vault/locked.h"
#include "vault/vault.h"

static char folder[512];
static uint8_t chapter_public[32], chapter_secret[32], national_public[32], national_secret[32];

static int make_scratch(void **state)
{
    (void)state;
    scratch_make(folder);
    crypto_box_keypair(chapter_public, chapter_secret);
    crypto_box_keypair(national_public, national_secret);
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

static struct vault *open_enrolled(void)
{
    struct recipient to[2] = {{.id = "lhr-2026a"}, {.id = "nat-2026a"}};
    memcpy(to[0].public_key, chapter_public, 32);
    memcpy(to[1].public_key, national_public, 32);
    struct vault *vault = NULL;
    struct err err;
    assert_true(vault_enrol(folder, "lhr", to, 2, &err));
    assert_true(vault_open(folder, true, &vault, &err));
    return vault;
}

static struct stamp a_stamp(int64_t seq)
{
    struct stamp stamp = {.stream = 'p',
                          .seq = seq,
                          .wall_s = 1767225600,
                          .mono_ms = 4711,
                          .source = TIME_OPERATOR,
                          .boot = "5c1d7a50-0000-4000-8000-000000000001",
                          .event = "lhr-open-day"};
    memset(stamp.prev, 7, sizeof stamp.prev);
    return stamp;
}

static struct pledge a_pledge(void)
{
    struct pledge pledge = {
        .person = {.name = "Ali \"Bhai\" \\ علی",
                   .phone_typed = "0300-1234567",
                   .phone = "+923001234567",
                   .email = "ali@example.org",
                   .city = "لاہور"},
        .has_details = true,
        .lang = LANG_UR,
        .form = "pledge/1",
        .chapter = "lahore",
        .commitment = {true, false, true},
        .commitment_id = {"listen", "speak", "join"},
        .consent = {true, false},
        .consent_purpose = {"contact", "news"},
    };
    return pledge;
}

static void make_line(struct vault *vault, const struct pledge *pledge, int64_t seq, struct str *line, char code[12])
{
    char id[VAULT_RECORD_ID_MAX];
    struct stamp stamp = a_stamp(seq);
    struct err err;
    assert_true(vault_pledge_line(vault, &stamp, pledge, line, id, code, &err));
}

static size_t from_base64(const char *text, size_t n, uint8_t *out, size_t room)
{
    size_t got = 0;
    int result = sodium_base642bin(out, room, text, n, NULL, &got, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    assert_int_equal(result, 0);
    return got;
}

/* Part 0 header or 1 payload of a line as JSON. */
static json_t *part_of(const char *line, int part)
{
    uint8_t bytes[VAULT_LINE_MAX];
    const char *from = part == 0 ? line : strchr(line, '.') + 1;
    size_t n = from_base64(from, strcspn(from, "."), bytes, sizeof bytes);
    json_t *value = json_loadb((char *)bytes, n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(value);
    return value;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    assert_non_null(text);
    return text;
}

/* Opens the box as the chapter's laptop will, written again here from records.md with libsodium alone. */
static json_t *open_box(const json_t *payload, const char *key_id, const uint8_t public_key[32],
                        const uint8_t secret[32])
{
    const json_t *box = json_object_get(payload, "box");
    uint8_t sealed[80], key[32], nonce[24], sealed_text[4096], plain[4096];
    char about[128];
    const char *to = text_of(json_object_get(box, "to"), key_id), *n = text_of(box, "n"), *c = text_of(box, "c");
    assert_int_equal(from_base64(to, strlen(to), sealed, sizeof sealed), 80);
    assert_int_equal(from_base64(n, strlen(n), nonce, sizeof nonce), 24);
    size_t sealed_n = from_base64(c, strlen(c), sealed_text, sizeof sealed_text), plain_n = 0;
    if (crypto_box_seal_open(key, sealed, sizeof sealed, public_key, secret) != 0)
        return NULL;
    snprintf(about, sizeof about, "hz1|%s|%s|%" JSON_INTEGER_FORMAT, text_of(payload, "id"), text_of(payload, "k"),
             json_integer_value(json_object_get(payload, "seq")));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed_text, sealed_n, (uint8_t *)about,
                                                   strlen(about), nonce, key) != 0)
        return NULL;
    assert_int_equal(sodium_unpad(&plain_n, plain, sealed_n - 16, sealed_n - 16), 0);
    json_t *value = json_loadb((char *)plain, plain_n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(value);
    return value;
}

static void what_was_typed_is_in_the_box_for_both_recipients(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct pledge pledge = a_pledge();
    struct str line = {0};
    char code[WITHDRAW_CODE_MAX], coded[64];
    uint8_t hash[32];
    make_line(vault, &pledge, 5, &line, code);

    json_t *payload = part_of(line.at, 1);
    json_t *box = open_box(payload, "lhr-2026a", chapter_public, chapter_secret);
    assert_string_equal(text_of(box, "name"), pledge.person.name);
    assert_string_equal(text_of(box, "typed"), pledge.person.phone_typed);
    assert_string_equal(text_of(box, "phone"), pledge.person.phone);
    assert_string_equal(text_of(box, "email"), pledge.person.email);
    assert_string_equal(text_of(box, "city"), pledge.person.city);
    assert_string_equal(text_of(box, "chapter"), "lahore");
    assert_string_equal(text_of(box, "form"), "pledge/1");
    assert_string_equal(text_of(box, "lang"), "ur");
    assert_true(json_is_true(json_object_get(json_object_get(box, "consents"), "contact")));
    assert_true(json_is_false(json_object_get(json_object_get(box, "consents"), "news")));
    vault_withdraw_hash(text_of(payload, "id"), code, hash);
    sodium_bin2base64(coded, sizeof coded, hash, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    assert_string_equal(text_of(box, "code"), coded);

    json_t *again = open_box(payload, "nat-2026a", national_public, national_secret);
    assert_true(json_equal(box, again));
    assert_null(open_box(payload, "lhr-2026a", national_public, national_secret));
    json_decref(box);
    json_decref(again);
    json_decref(payload);
    str_finish(&line);
    vault_close(vault);
}

static void the_public_part_says_what_records_md_says_and_nothing_of_the_person(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct pledge pledge = a_pledge();
    struct str line = {0};
    char code[WITHDRAW_CODE_MAX];
    make_line(vault, &pledge, 5, &line, code);
    json_t *header = part_of(line.at, 0), *payload = part_of(line.at, 1), *t = json_object_get(payload, "t");
    assert_string_equal(text_of(header, "alg"), "EdDSA");
    assert_string_equal(text_of(header, "typ"), "hz1");
    assert_string_equal(text_of(header, "kid"), vault_kiosk_id(vault));
    assert_string_equal(text_of(payload, "k"), vault_kiosk_id(vault));
    assert_string_equal(text_of(payload, "ch"), "lhr");
    assert_string_equal(text_of(payload, "st"), "p");
    assert_string_equal(text_of(payload, "kind"), "pledge");
    assert_string_equal(text_of(payload, "ev"), "lhr-open-day");
    assert_string_equal(text_of(payload, "form"), "pledge/1");
    assert_string_equal(text_of(payload, "prev"), "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
    assert_int_equal(json_integer_value(json_object_get(payload, "seq")), 5);
    assert_int_equal(json_integer_value(json_object_get(t, "wall")), 1767225600);
    assert_int_equal(json_integer_value(json_object_get(t, "mono")), 4711);
    assert_string_equal(text_of(t, "src"), "operator");
    assert_int_equal(json_array_size(json_object_get(payload, "commitments")), 2);
    assert_null(json_object_get(payload, "demo"));

    json_object_del(payload, "box"); /* ciphertext: three letters may well stand in it by chance */
    char *whole = json_dumps(payload, 0);
    const char *secrets[] = {"Ali", "300123", "ali@", "lahore", code, "contact"};
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        assert_null(strstr(whole, secrets[i]));
    free(whole);
    json_decref(header);
    json_decref(payload);
    str_finish(&line);
    vault_close(vault);
}

static void the_longest_and_the_emptiest_pledge_make_lines_of_one_length(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct pledge longest = a_pledge(), none = a_pledge();
    char *texts[] = {longest.person.name, longest.person.phone_typed, longest.person.email, longest.person.city};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        memset(texts[i], '"', 80);       /* each of the 80 letters needs an escape ... */
        memset(texts[i] + 80, 'w', 240); /* ... and the rest stands for its marks */
    }
    for (size_t i = 0; i < PLEDGE_CONSENTS_MAX; i++)
        longest.consent_purpose[i] = "a-purpose-of-thirty-one-letters";
    memset(longest.chapter, 'c', 31);
    strcpy(longest.person.phone, "+923001234567890123");
    none.has_details = false;

    struct str a = {0}, b = {0};
    char code[WITHDRAW_CODE_MAX];
    make_line(vault, &longest, 5, &a, code);
    make_line(vault, &none, 5, &b, code);
    json_t *pa = part_of(a.at, 1), *pb = part_of(b.at, 1);
    const char *sealed_a = text_of(json_object_get(pa, "box"), "c"),
               *sealed_b = text_of(json_object_get(pb, "box"), "c");
    assert_int_equal(strlen(sealed_a), strlen(sealed_b));
    json_t *box = open_box(pb, "lhr-2026a", chapter_public, chapter_secret);
    assert_string_equal(text_of(box, "name"), "");
    assert_string_equal(text_of(box, "phone"), "");
    assert_int_equal(json_object_size(json_object_get(box, "consents")), 0);
    assert_true(a.length < VAULT_LINE_MAX / 2);
    json_decref(box);
    json_decref(pa);
    json_decref(pb);
    str_finish(&a);
    str_finish(&b);
    vault_close(vault);
}

static void what_may_not_be_sealed_is_refused(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct stamp stamp = a_stamp(1);
    struct str line = {0};
    char id[VAULT_RECORD_ID_MAX], code[WITHDRAW_CODE_MAX];
    struct err err;
    struct pledge child = a_pledge(), broken = a_pledge(), huge = a_pledge();
    child.is_under_18 = true;
    strcpy(broken.person.city, "Lah\xffre");
    memset(huge.person.name, '"', sizeof huge.person.name - 1);
    memcpy(huge.person.city, huge.person.name, sizeof huge.person.name);
    memcpy(huge.person.email, huge.person.name, sizeof huge.person.name);
    memcpy(huge.person.phone_typed, huge.person.name, sizeof huge.person.name);
    const struct pledge *refused[] = {&child, &broken, &huge};
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        assert_false(vault_pledge_line(vault, &stamp, refused[i], &line, id, code, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(strstr(err.text, "Lah"));
        assert_int_equal(line.length, 0);
    }
    str_finish(&line);
    vault_close(vault);
}

static void every_flipped_bit_and_every_cut_is_refused(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct pledge pledge = a_pledge();
    struct stamp stamp = a_stamp(9);
    struct str pledge_line = {0}, line = {0};
    struct line_facts facts;
    char code[WITHDRAW_CODE_MAX], id[VAULT_RECORD_ID_MAX] = "";
    struct err err;
    make_line(vault, &pledge, 9, &pledge_line, code);
    assert_true(vault_verify_line(vault, pledge_line.at, pledge_line.length, &facts, &err));
    assert_true(facts.has_box && facts.has_details && !facts.is_demonstration);
    assert_true(vault_plain_line(vault, &stamp, "event", "{\"open\":true,\"id\":\"mine\"}", &line, id, &err));
    assert_true(vault_verify_line(vault, line.at, line.length, &facts, &err));
    assert_string_equal(facts.record_id, id);
    assert_string_equal(facts.kind, "event");
    assert_int_equal(facts.stream, 'p');
    assert_int_equal(facts.seq, 9);
    assert_memory_equal(facts.prev, stamp.prev, sizeof facts.prev);
    assert_false(facts.has_box);

    for (size_t bit = 0; bit < line.length * 8; bit++) {
        line.at[bit / 8] ^= (char)(1 << bit % 8);
        assert_false(vault_verify_line(vault, line.at, line.length, &facts, &err));
        assert_int_equal(err.code, ERR_DAMAGED); /* and never taken for another kiosk's */
        line.at[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t n = 0; n < line.length; n++)
        assert_false(vault_verify_line(vault, line.at, n, &facts, &err));
    str_finish(&line);
    str_finish(&pledge_line);
    vault_close(vault);
}

static void a_line_of_another_kiosk_is_told_from_a_damaged_one(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled(), *other = NULL;
    char theirs[512];
    struct err err;
    assert_true(vault_open(scratch_make(theirs), true, &other, &err));
    struct pledge pledge = a_pledge();
    struct str line = {0};
    struct line_facts facts;
    char code[WITHDRAW_CODE_MAX];
    make_line(other, &pledge, 1, &line, code);
    assert_true(vault_verify_line(other, line.at, line.length, &facts, &err));
    assert_true(facts.is_demonstration);
    assert_false(vault_verify_line(vault, line.at, line.length, &facts, &err));
    assert_int_equal(err.code, ERR_FOREIGN);
    str_finish(&line);
    vault_close(other);
    vault_close(vault);
    scratch_remove(theirs);
}

static void a_quiz_line_carries_no_time(void **state)
{
    (void)state;
    struct vault *vault = open_enrolled();
    struct stamp stamp = a_stamp(1);
    stamp.stream = 'q';
    struct str line = {0};
    char id[VAULT_RECORD_ID_MAX] = "";
    struct err err;
    assert_true(vault_plain_line(vault, &stamp, "quiz", NULL, &line, id, &err));
    json_t *payload = part_of(line.at, 1);
    assert_null(json_object_get(payload, "t"));
    json_decref(payload);
    assert_false(vault_plain_line(vault, &stamp, "quiz", "[1]", &line, id, &err));
    assert_int_equal(err.code, ERR_INVALID);
    str_finish(&line);
    vault_close(vault);
}

/* The key pair of RFC 8037, A.1 and A.2, as a kiosk.key: its lines verify under the RFC's public key with libsodium
 * alone, and neither file format nor kiosk id may drift. */
static void a_known_key_gives_lines_that_anybody_can_verify(void **state)
{
    (void)state;
    static const char text[] = "hamawaz-key 1\nseed nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\n";
    char path[FILE_PATH_MAX], whole[256], check[64], kiosk[VAULT_KIOSK_ID_MAX], code[WITHDRAW_CODE_MAX];
    uint8_t hash[32], public_key[32], signature[64];
    struct err err;
    vault_close(open_enrolled());
    vault_hash(text, strlen(text), hash);
    sodium_bin2base64(check, sizeof check, hash, 16, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    int n = snprintf(whole, sizeof whole, "%scheck %s\n", text, check);
    assert_true(file_write_atomic(file_join(path, folder, "kiosk.key"), whole, (size_t)n, 0600, &err));

    struct vault *vault = NULL;
    assert_true(vault_open(folder, false, &vault, &err));
    from_base64("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", 43, public_key, sizeof public_key);
    vault_hash(public_key, 32, hash);
    sodium_bin2hex(kiosk, sizeof kiosk, hash, 10);
    assert_string_equal(vault_kiosk_id(vault), kiosk);

    struct pledge pledge = a_pledge();
    struct str line = {0};
    make_line(vault, &pledge, 1, &line, code);
    const char *last = strrchr(line.at, '.') + 1;
    assert_int_equal(from_base64(last, strlen(last), signature, sizeof signature), 64);
    assert_int_equal(
        crypto_sign_verify_detached(signature, (uint8_t *)line.at, (size_t)(last - 1 - line.at), public_key), 0);
    str_finish(&line);
    vault_close(vault);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(what_was_typed_is_in_the_box_for_both_recipients),
        WITH_FOLDER(the_public_part_says_what_records_md_says_and_nothing_of_the_person),
        WITH_FOLDER(the_longest_and_the_emptiest_pledge_make_lines_of_one_length),
        WITH_FOLDER(what_may_not_be_sealed_is_refused),
        WITH_FOLDER(every_flipped_bit_and_every_cut_is_refused),
        WITH_FOLDER(a_line_of_another_kiosk_is_told_from_a_damaged_one),
        WITH_FOLDER(a_quiz_line_carries_no_time),
        WITH_FOLDER(a_known_key_gives_lines_that_anybody_can_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
