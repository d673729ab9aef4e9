/* Key files end with a line that proves them whole:
 *
 *   <title> 1          what it is, and the format's version
 *   ...
 *   check <22 b64url>  first 16 bytes of the SHA-256 of all lines before */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "vault/inside.h"

enum { CHECK_BYTES = 16, CHECK_ROOM = BASE64_ROOM(CHECK_BYTES) };

static void make_check(const char *text, size_t n, char line[CHECK_ROOM])
{
    uint8_t hash[VAULT_HASH_BYTES];
    vault_hash(text, n, hash);
    base64_write(hash, CHECK_BYTES, line, CHECK_ROOM);
}

bool checked_write(const char *path, char text[CHECKED_MAX], unsigned mode, struct err *err)
{
    char check[CHECK_ROOM];
    size_t n = strlen(text);
    make_check(text, n, check);
    int more = snprintf(text + n, CHECKED_MAX - n, "check %s\n", check);
    return file_write_atomic(path, text, n + (size_t)more, mode, err);
}

static bool is_damaged(const char *name, struct err *err)
{
    return err_set(err, ERR_DAMAGED, name, "This key file is damaged: put back its copy.");
}

/* Cuts the check off. */
static bool take_check(char *text, size_t n, const char *title, const char *name, struct err *err)
{
    size_t titled = strlen(title);
    if (n < titled || memcmp(text, title, titled) != 0)
        return is_damaged(name, err);
    char check[CHECK_ROOM], *last = strstr(text, "\ncheck ");
    if (last == NULL)
        return is_damaged(name, err);
    make_check(text, (size_t)(last + 1 - text), check);
    size_t body = (size_t)(last + 7 - text);
    if (n != body + strlen(check) + 1 || memcmp(last + 7, check, strlen(check)) != 0 || text[n - 1] != '\n')
        return is_damaged(name, err);
    last[1] = '\0';
    if (memcmp(text + titled, CHECKED_VERSION, strlen(CHECKED_VERSION)) != 0)
        return err_set(err, ERR_FOREIGN, name, "A key file was written by a newer version of this program.");
    return true;
}

bool checked_read(const char *path, const char *title, char text[CHECKED_MAX], struct err *err)
{
    char *data = NULL;
    size_t n = 0;
    if (!file_read(path, CHECKED_MAX - 1, &data, &n, err))
        return false;
    memcpy(text, data, n + 1);
    locked_wipe(data, n);
    free(data);
    const char *slash = strrchr(path, '/');
    return take_check(text, n, title, slash != NULL ? slash + 1 : path, err);
}
