/* What the fuzz targets share. A target is one file with LLVMFuzzerTestOneInput: it gives the bytes to one reader
 * of ours and aborts (CHECK) when what comes out breaks a promise of that reader's header. libFuzzer calls it with
 * bytes of its own making (`make fuzz`), replay.c with files (fuzz.check). */
#ifndef HAMAWAZ_TESTS_FUZZ_H
#define HAMAWAZ_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A folder of the target's own in $TMPDIR, which whoever runs it removes. */
static inline const char *fuzz_folder(char path[64])
{
    const char *parent = getenv("TMPDIR");
    snprintf(path, 64, "%.40s/fuzz-XXXXXX", parent ? parent : "/tmp");
    CHECK(mkdtemp(path) != NULL);
    return path;
}

static inline void fuzz_write(const char *path, const void *data, size_t n)
{
    FILE *file = fopen(path, "w");
    CHECK(file && fwrite(data, 1, n, file) == n && fclose(file) == 0);
}

/* Takes a byte off the front, for a choice; 0 when there is none left. */
static inline uint8_t fuzz_byte(const uint8_t **data, size_t *n)
{
    if (*n == 0)
        return 0;
    (*n)--;
    return *(*data)++;
}

#endif
