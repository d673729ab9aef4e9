/* Between the program and the disk: every call that opens, reads, changes or flushes a file passes here, SQLite's too,
 * because a program's own symbols come before the C library's. A test may let a call fail, or take note of it. */
#ifndef HAMAWAZ_TESTS_CRASH_DISK_H
#define HAMAWAZ_TESTS_CRASH_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum disk_kind {
    DISK_LOOK, /* stat, lock: nothing of the file moves */
    DISK_OPEN,
    DISK_READ,
    DISK_WRITE,
    DISK_CUT,
    DISK_FLUSH,
    DISK_RENAME,
    DISK_UNLINK,
    DISK_FOLDER,
};

struct disk_call {
    enum disk_kind kind;
    int fd;               /* -1: a call about a path */
    const char *path;     /* OPEN, RENAME, UNLINK, FOLDER */
    const char *to;       /* RENAME */
    const void *bytes;    /* WRITE */
    size_t n;             /* WRITE: bytes */
    int64_t at;           /* WRITE: offset, -1: the file's end; CUT: length */
    bool is_new, is_bare; /* OPEN: makes the file; empties it */
};

/* False: the call fails with errno as it stands. The other one is told of calls that succeeded. NULL: nothing is asked,
 * nobody is told. */
extern bool (*disk_before)(const struct disk_call *call);
extern void (*disk_after)(const struct disk_call *call);

#endif
