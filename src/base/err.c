/* Errors as plain data. Invariant: both strings are always terminated and valid where the caller's were: what is too
 * long is cut between two letters. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/str.h"

bool err_set(struct err *err, enum err_code code, const char *where, const char *format, ...)
{
    if (err == NULL)
        return false;

    struct err made = {.code = code};
    char whole[2 * sizeof made.text];
    va_list args;
    va_start(args, format);
    vsnprintf(whole, sizeof whole, format, args);
    va_end(args);
    str_copy(made.text, sizeof made.text, whole);
    str_copy(made.where, sizeof made.where, where != NULL ? where : "");
    *err = made; /* last, so that `where` and the arguments may lie in *err */
    return false;
}

enum err_code err_from_errno(int number)
{
    switch (number) {
    case 0:
        return ERR_NONE;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
        return ERR_MISSING;
    case EACCES:
    case EPERM:
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
        return ERR_UNREADABLE;
    case EROFS:
        return ERR_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ERR_FULL;
    case EINVAL:
        return ERR_INVALID;
    default:
        return ERR_IO;
    }
}

const char *err_name(enum err_code code)
{
    static const char *const names[] = {
        [ERR_NONE] = "none",
        [ERR_USAGE] = "usage",
        [ERR_MISSING] = "missing",
        [ERR_UNREADABLE] = "unreadable",
        [ERR_DAMAGED] = "damaged",
        [ERR_FOREIGN] = "foreign",
        [ERR_READ_ONLY] = "read-only",
        [ERR_FULL] = "full",
        [ERR_IO] = "io",
        [ERR_INVALID] = "invalid",
        [ERR_UNAVAILABLE] = "unavailable",
    };
    CHECK((unsigned)code < COUNT_OF(names));
    return names[code];
}
