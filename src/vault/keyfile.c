/* The two key files of the kiosk's folder, whole or refused (checked.c: title and check):
 *
 *   kiosk.key (mode 0600)      | recipients
 *   hamawaz-key 1              | hamawaz-recipients 1
 *   seed <43 base64url>        | state enrolled                  or demonstration
 *                              | chapter lhr                     the "ch" of every record
 *                              | recipient lhr-2026a <43 b64url> X25519 public key; 1 to 4 such lines
 *   check <22 base64url>       | check <22 base64url>
 *
 * The check matters most for recipients: one flipped bit there would seal every pledge to a key that nobody has.
 * Recipients are written before the kiosk's key, so a cut during the first start leaves either no key (and the start is
 * done again) or everything. A key without recipients was therefore robbed of them, and that is an error, never a
 * silent fall back to demonstration. */
#include "vault/inside.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"

#define KEY_NAME         "kiosk.key"
#define RECIPIENTS_NAME  "recipients"
#define KEY_TITLE        "hamawaz-key "
#define RECIPIENTS_TITLE "hamawaz-recipients "

_Static_assert(VAULT_KEY_BYTES == crypto_sign_SEEDBYTES && VAULT_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "key sizes");
_Static_assert(VAULT_NAME_MAX == 32, "the field widths below");

static bool write_file(const char *folder, const char *name, char text[CHECKED_MAX], struct err *err)
{
    char path[FILE_PATH_MAX];
    return checked_write(file_join(path, folder, name), text, 0600, err);
}

static bool read_file(const char *folder, const char *name, const char *title, char text[CHECKED_MAX], struct err *err)
{
    char path[FILE_PATH_MAX];
    return checked_read(file_join(path, folder, name), title, text, err);
}

static void take_seed(struct vault *vault, const uint8_t seed[crypto_sign_SEEDBYTES])
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
    crypto_sign_seed_keypair(public_key, vault->secret_key, seed);
    verifier_init(&vault->self, public_key);
}

static bool load_key(const char *folder, struct vault *vault, struct err *err)
{
    char text[CHECKED_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    uint8_t seed[crypto_sign_SEEDBYTES];
    bool is_loaded = read_file(folder, KEY_NAME, KEY_TITLE, text, err);
    if (is_loaded) {
        is_loaded = sscanf(text, KEY_TITLE "1\nseed %43s", coded) == 1 &&
                    base64_read_exactly(coded, strlen(coded), seed, sizeof seed);
        if (is_loaded)
            take_seed(vault, seed);
        else
            err_set(err, ERR_DAMAGED, KEY_NAME, "The key of this kiosk is damaged: put back its copy.");
    }
    locked_wipe(text, sizeof text);
    locked_wipe(coded, sizeof coded);
    locked_wipe(seed, sizeof seed);
    return is_loaded;
}

static bool make_key(const char *folder, struct err *err)
{
    char text[CHECKED_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    uint8_t seed[crypto_sign_SEEDBYTES];
    randombytes_buf(seed, sizeof seed);
    base64_write(seed, sizeof seed, coded, sizeof coded);
    snprintf(text, sizeof text, KEY_TITLE CHECKED_VERSION "seed %s\n", coded);
    bool is_made = write_file(folder, KEY_NAME, text, err);
    locked_wipe(text, sizeof text);
    locked_wipe(coded, sizeof coded);
    locked_wipe(seed, sizeof seed);
    return is_made;
}

/* One "recipient" line into the vault; *at moves past it. */
static bool take_recipient(struct vault *vault, const char **at)
{
    char coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    int used = 0;
    struct recipient *to = &vault->recipient[vault->recipient_count];
    if (vault->recipient_count == VAULT_RECIPIENTS_MAX ||
        sscanf(*at, "recipient %31s %43s%n", to->id, coded, &used) != 2 || (*at)[used] != '\n' ||
        !vault_is_name(to->id) || !base64_read_exactly(coded, strlen(coded), to->public_key, VAULT_KEY_BYTES))
        return false;
    vault->recipient_count++;
    *at += used + 1;
    return true;
}

static bool take_recipients(struct vault *vault, const char *text)
{
    char state[16];
    int used = 0;
    if (sscanf(text, RECIPIENTS_TITLE "1\nstate %15s\nchapter %31s%n", state, vault->chapter, &used) != 2 ||
        text[used] != '\n' || !vault_is_name(vault->chapter))
        return false;
    vault->is_demonstration = strcmp(state, "demonstration") == 0;
    if (!vault->is_demonstration && strcmp(state, "enrolled") != 0)
        return false;

    const char *at = text + used + 1;
    vault->recipient_count = 0;
    while (*at != '\0') {
        if (!take_recipient(vault, &at))
            return false;
    }
    return vault->recipient_count > 0;
}

static bool load_recipients(const char *folder, struct vault *vault, struct err *err)
{
    char text[CHECKED_MAX];
    if (!read_file(folder, RECIPIENTS_NAME, RECIPIENTS_TITLE, text, err))
        return false;
    if (!take_recipients(vault, text))
        return err_set(err, ERR_DAMAGED, RECIPIENTS_NAME, "The list of recipients is damaged: enrol this kiosk again.");
    return true;
}

static bool write_recipients(const char *folder, const char *state, const char *chapter, const struct recipient *to,
                             size_t count, struct err *err)
{
    char text[CHECKED_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    int n = snprintf(text, sizeof text, RECIPIENTS_TITLE CHECKED_VERSION "state %s\nchapter %s\n", state, chapter);
    for (size_t i = 0; i < count; i++) {
        base64_write(to[i].public_key, VAULT_KEY_BYTES, coded, sizeof coded);
        n += snprintf(text + n, sizeof text - (size_t)n, "recipient %s %s\n", to[i].id, coded);
    }
    return write_file(folder, RECIPIENTS_NAME, text, err);
}

bool vault_enrol(const char *folder, const char *chapter, const struct recipient *recipients, size_t count,
                 struct err *err)
{
    bool is_good = vault_is_name(chapter) && count > 0 && count <= VAULT_RECIPIENTS_MAX;
    for (size_t i = 0; is_good && i < count; i++)
        is_good = vault_is_name(recipients[i].id);
    if (!is_good)
        return err_set(err, ERR_INVALID, "", "An enrolment needs a chapter and one to four named keys.");
    return write_recipients(folder, "enrolled", chapter, recipients, count, err);
}

/* The demonstration's boxes are real boxes; only, nobody can ever open them. */
static bool make_demonstration(const char *folder, struct err *err)
{
    struct recipient nobody = {.id = "demo"};
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    crypto_box_keypair(nobody.public_key, secret);
    locked_wipe(secret, sizeof secret);
    return write_recipients(folder, "demonstration", "demo", &nobody, 1, err);
}

bool keyfile_load(const char *folder, bool may_create, struct vault *vault, struct err *err)
{
    char key_path[FILE_PATH_MAX], recipients_path[FILE_PATH_MAX];
    bool has_key = file_exists(file_join(key_path, folder, KEY_NAME));
    bool has_recipients = file_exists(file_join(recipients_path, folder, RECIPIENTS_NAME));
    if (!has_key && !may_create)
        return err_set(err, ERR_MISSING, key_path, "The key of this kiosk is missing: put back its copy.");
    if (has_key && !has_recipients)
        return err_set(err, ERR_MISSING, recipients_path, "The list of recipients is missing: enrol this kiosk again.");
    if (!has_recipients && !make_demonstration(folder, err))
        return false;
    return (has_key || make_key(folder, err)) && load_key(folder, vault, err) && load_recipients(folder, vault, err);
}
