/* The two key files of the kiosk's folder. Both are lines of text, whole or refused:
 *
 *   kiosk.key (mode 0600)      | recipients
 *   hamawaz-key 1              | hamawaz-recipients 1            what it is, and the format's version
 *   seed <43 base64url>        | state enrolled                  or demonstration
 *                              | chapter lhr                     the "ch" of every record
 *                              | recipient lhr-2026a <43 b64url> X25519 public key; 1 to 4 such lines
 *   check <22 base64url>       | check <22 base64url>            first 16 bytes of the SHA-256 of all lines before
 *
 * The check matters most for recipients: one flipped bit there would seal every pledge to a key that nobody has.
 * Recipients are written before the kiosk's key, so a cut during the first start leaves either no key (and the start is
 * done again) or everything. A key without recipients was therefore robbed of them, and that is an error, never a
 * silent fall back to demonstration. */
#include "vault/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define KEY_NAME         "kiosk.key"
#define RECIPIENTS_NAME  "recipients"
#define KEY_TITLE        "hamawaz-key "
#define RECIPIENTS_TITLE "hamawaz-recipients "
#define FORMAT_VERSION   "1\n"

enum { FILE_MAX = 1024, CHECK_BYTES = 16, CHECK_ROOM = BASE64_ROOM(CHECK_BYTES) };

_Static_assert(VAULT_KEY_BYTES == crypto_sign_SEEDBYTES && VAULT_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "key sizes");
_Static_assert(VAULT_NAME_MAX == 32, "the field widths below");

static void make_check(const char *text, size_t n, char line[CHECK_ROOM])
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(text, n, hash);
    base64_write(hash, CHECK_BYTES, line, CHECK_ROOM);
}

/* Ends `text` (its NUL at n, room to FILE_MAX) with its check and writes it. */
static bool write_checked(const char *folder, const char *name, char text[FILE_MAX], struct err *err)
{
    char path[FILE_PATH_MAX], check[CHECK_ROOM];
    size_t n = strlen(text);
    make_check(text, n, check);
    int more = snprintf(text + n, FILE_MAX - n, "check %s\n", check);
    return file_write_atomic(file_join(path, folder, name), text, n + (size_t)more, 0600, err);
}

/* The text between title and check, in `text`; its lines end in LF. */
static bool take_checked(char *text, size_t n, const char *title, const char *name, struct err *err)
{
    size_t titled = strlen(title);
    if (n < titled || memcmp(text, title, titled) != 0)
        return err_set(err, ERR_DAMAGED, name, "A key file of this kiosk is damaged: put back its copy.");
    char check[CHECK_ROOM], *last = strstr(text, "\ncheck ");
    if (last != NULL) {
        make_check(text, (size_t)(last + 1 - text), check);
        size_t body = (size_t)(last + 7 - text);
        if (n == body + strlen(check) + 1 && memcmp(last + 7, check, strlen(check)) == 0 && text[n - 1] == '\n') {
            last[1] = '\0';
            if (memcmp(text + titled, FORMAT_VERSION, strlen(FORMAT_VERSION)) != 0)
                return err_set(err, ERR_FOREIGN, name, "A key file was written by a newer version of this program.");
            return true;
        }
    }
    return err_set(err, ERR_DAMAGED, name, "A key file of this kiosk is damaged: put back its copy.");
}

static bool read_checked(const char *folder, const char *name, const char *title, char text[FILE_MAX], struct err *err)
{
    char path[FILE_PATH_MAX], *data = NULL;
    size_t n = 0;
    if (!file_read(file_join(path, folder, name), FILE_MAX - 1, &data, &n, err))
        return false;
    memcpy(text, data, n + 1);
    locked_wipe(data, n);
    free(data);
    return take_checked(text, n, title, name, err);
}

static void take_seed(struct vault *vault, const uint8_t seed[crypto_sign_SEEDBYTES])
{
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
    crypto_sign_seed_keypair(public_key, vault->secret_key, seed);
    verifier_init(&vault->self, public_key);
}

static bool load_key(const char *folder, struct vault *vault, struct err *err)
{
    char text[FILE_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    uint8_t seed[crypto_sign_SEEDBYTES];
    bool is_loaded = read_checked(folder, KEY_NAME, KEY_TITLE, text, err);
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
    char text[FILE_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    uint8_t seed[crypto_sign_SEEDBYTES];
    randombytes_buf(seed, sizeof seed);
    base64_write(seed, sizeof seed, coded, sizeof coded);
    snprintf(text, sizeof text, KEY_TITLE FORMAT_VERSION "seed %s\n", coded);
    bool is_made = write_checked(folder, KEY_NAME, text, err);
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
        sscanf(*at, "recipient %31s %43s%n", to->id, coded, &used) != 2 || (*at)[used] != '\n' || !vault_is_name(to->id) ||
        !base64_read_exactly(coded, strlen(coded), to->public_key, VAULT_KEY_BYTES))
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
    char text[FILE_MAX];
    if (!read_checked(folder, RECIPIENTS_NAME, RECIPIENTS_TITLE, text, err))
        return false;
    if (!take_recipients(vault, text))
        return err_set(err, ERR_DAMAGED, RECIPIENTS_NAME, "The list of recipients is damaged: enrol this kiosk again.");
    return true;
}

static bool write_recipients(const char *folder, const char *state, const char *chapter, const struct recipient *to,
                             size_t count, struct err *err)
{
    char text[FILE_MAX], coded[BASE64_ROOM(VAULT_KEY_BYTES)];
    int n = snprintf(text, sizeof text, RECIPIENTS_TITLE FORMAT_VERSION "state %s\nchapter %s\n", state, chapter);
    for (size_t i = 0; i < count; i++) {
        base64_write(to[i].public_key, VAULT_KEY_BYTES, coded, sizeof coded);
        n += snprintf(text + n, sizeof text - (size_t)n, "recipient %s %s\n", to[i].id, coded);
    }
    return write_checked(folder, RECIPIENTS_NAME, text, err);
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
