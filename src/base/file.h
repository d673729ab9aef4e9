/* Whole files in and out, and the few questions about paths that the program asks. Paths are UTF-8 bytes. Any
 * thread. */
#ifndef HAMAWAZ_BASE_FILE_H
#define HAMAWAZ_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define FILE_PATH_MAX 1024

/* Reads a regular file of at most `max` bytes. *data is NUL-terminated past *n and ended by free(); untouched on
 * failure. ERR_MISSING, ERR_UNREADABLE (too large, not regular), ERR_IO. */
MUST_CHECK bool file_read(const char *path, size_t max, char **data, size_t *n, struct err *err);

/* Replaces `path` by `n` bytes so that after a power cut either the old or the new contents stand there: writes
 * `path.tmp` with `mode` (octal permissions), fsync, rename, fsync of the folder. */
MUST_CHECK bool file_write_atomic(const char *path, const void *data, size_t n, unsigned mode, struct err *err);

/* Creates the folder and its parents (mode 0700); fine when it exists. */
MUST_CHECK bool file_make_folder(const char *path, struct err *err);

/* fsync of a folder, so that names made in it last. */
MUST_CHECK bool file_sync_folder(const char *path, struct err *err);

bool file_exists(const char *path); /* false only when that is certain: not when the disk refuses to say */
bool file_is_folder(const char *path);
int64_t file_size(const char *path);            /* bytes; -1 when it is not a regular file */
int64_t file_free_bytes(const char *folder);    /* left for us on its file system; -1 when unknown */

/* Names (not paths) in `folder` that do not begin with '.', sorted by byte value; *names is ended by file_list_free. */
MUST_CHECK bool file_list(const char *folder, char ***names, size_t *count, struct err *err);
void file_list_free(char **names, size_t count);

/* "a/b" in `out`; CHECKs that it fits FILE_PATH_MAX. Returns out. */
char *file_join(char out[FILE_PATH_MAX], const char *folder, const char *name);

/* Folder of the running program (/proc/self/exe), without a final slash. */
MUST_CHECK bool file_program_folder(char out[FILE_PATH_MAX], struct err *err);

#endif
