/* What went wrong, for the person who must act. Functions that can fail return bool and take `struct err *` last. */
#ifndef HAMAWAZ_BASE_ERR_H
#define HAMAWAZ_BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_USAGE,       /* the command line or a setting is wrong */
    ERR_MISSING,     /* a file, folder or device is not there */
    ERR_UNREADABLE,  /* there, but refused: permission, type, too large */
    ERR_DAMAGED,     /* contents are not what they should be */
    ERR_FOREIGN,     /* belongs to another kiosk, program or newer version */
    ERR_READ_ONLY,
    ERR_FULL,        /* no space left */
    ERR_IO,          /* the storage refused for another reason */
    ERR_INVALID,     /* a value breaks a rule */
    ERR_UNAVAILABLE, /* display, font, library not usable here */
};

/* Fixed size, plain data, copied freely. `text` is one sentence; `where` is file:line:key or empty. Neither may ever
 * hold what a visitor typed. */
struct err {
    enum err_code code;
    char where[192];
    char text[320];
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* Fills `err` (which may be NULL) and returns false, so that a caller can `return err_set(...)`. `where` may be
 * NULL. */
bool err_set(struct err *err, enum err_code code, const char *where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The err_code that an errno value stands for: ENOSPC -> ERR_FULL, EROFS -> ERR_READ_ONLY, ... */
enum err_code err_from_errno(int number);

/* Short constant name of a code ("full"), for logs and tests. */
const char *err_name(enum err_code code);

#endif
