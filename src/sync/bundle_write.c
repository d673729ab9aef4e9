/* Writing a bundle. The file has its name only when all of it has reached the stick: a stick that is pulled leaves a
 * .tmp, which nobody reads. */
#include "sync/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

struct bundle_writer {
    FILE *file;
    char path[FILE_PATH_MAX]; /* with .tmp */
    const struct vault *vault;
    char id[VAULT_RECORD_ID_MAX];
    int64_t count;
    struct hasher hasher;
};

static bool refuse(const struct bundle_writer *writer, struct err *err)
{
    enum err_code code = err_from_errno(errno);
    if (code == ERR_FULL)
        return err_set(err, code, writer->path, "The stick is full: make room on it, or take another one.");
    if (code == ERR_READ_ONLY)
        return err_set(err, code, writer->path, "The stick is write-protected: take another one.");
    return err_set(err, code, writer->path, "The stick cannot be written: was it pulled out? Put it in again.");
}

static bool put(struct bundle_writer *writer, const char *line, size_t n, struct err *err)
{
    if (fwrite(line, 1, n, writer->file) != n || fputc('\n', writer->file) == EOF)
        return refuse(writer, err);
    hasher_add(&writer->hasher, line, n);
    hasher_add(&writer->hasher, "\n", 1);
    return true;
}

static bool put_head(struct bundle_writer *writer, char stream, int64_t from, struct err *err)
{
    const struct vault *vault = writer->vault;
    char name[] = {stream, '\0'};
    struct str line = {0};
    json_t *head = json_pack("{s:s, s:s, s:o, s:s, s:s, s:I}", "id", writer->id, "k", vault_kiosk_id(vault), "pub",
                             signed_bytes(vault_public_key(vault), VAULT_KEY_BYTES), "ch", vault_chapter(vault), "st",
                             name, "from", (json_int_t)from);
    CHECK(head != NULL);
    if (vault_is_demonstration(vault))
        json_object_set_new(head, "demo", json_true());
    signed_by_kiosk(vault, SIGNED_HEAD, head, &line);
    bool is_put = put(writer, line.at, line.length, err);
    str_finish(&line);
    return is_put;
}

static bool put_tail(struct bundle_writer *writer, int64_t to, struct err *err)
{
    uint8_t hash[VAULT_HASH_BYTES];
    struct str line = {0};
    hasher_now(&writer->hasher, hash);
    json_t *tail = json_pack("{s:s, s:I, s:I, s:o}", "id", writer->id, "count", (json_int_t)writer->count, "to",
                             (json_int_t)to, "sha256", signed_bytes(hash, sizeof hash));
    CHECK(tail != NULL);
    signed_by_kiosk(writer->vault, SIGNED_TAIL, tail, &line);
    bool is_put = put(writer, line.at, line.length, err);
    str_finish(&line);
    return is_put;
}

bool bundle_begin(const char *path, const struct vault *vault, char stream, int64_t from, struct bundle_writer **writer,
                  struct err *err)
{
    struct bundle_writer *made = mem_alloc(sizeof *made);
    made->vault = vault;
    vault_uuid(made->id);
    hasher_init(&made->hasher);
    int n = snprintf(made->path, sizeof made->path, "%s.tmp", path);
    CHECK(n > 0 && n < (int)sizeof made->path);
    int fd = open(made->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    made->file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (made->file == NULL) {
        bool is_begun = refuse(made, err);
        free(made);
        return is_begun;
    }
    if (!put_head(made, stream, from, err)) {
        bundle_abandon(made);
        return false;
    }
    *writer = made;
    return true;
}

bool bundle_add(struct bundle_writer *writer, const char *line, size_t n, struct err *err)
{
    writer->count++;
    return put(writer, line, n, err);
}

static void finish(struct bundle_writer *writer)
{
    if (writer->file != NULL)
        fclose(writer->file);
    free(writer);
}

void bundle_abandon(struct bundle_writer *writer)
{
    if (writer == NULL)
        return;
    unlink(writer->path);
    finish(writer);
}

/* To the stick itself: what is read back must not come out of this machine's memory. */
static bool flush(struct bundle_writer *writer, struct err *err)
{
    int fd = fileno(writer->file);
    bool is_flushed = fflush(writer->file) == 0 && fsync(fd) == 0;
    if (is_flushed)
        (void)posix_fadvise(fd, 0, 0,
                            POSIX_FADV_DONTNEED); /* best effort: a stick that lies is found on most systems */
    int number = errno;
    bool is_closed = fclose(writer->file) == 0;
    writer->file = NULL;
    if (!is_flushed)
        errno = number;
    return (is_flushed && is_closed) || refuse(writer, err);
}

static bool rename_and_flush(struct bundle_writer *writer, const char *path, struct err *err)
{
    char folder[FILE_PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) : 1, slash != NULL ? path : ".");
    return (rename(writer->path, path) == 0 || refuse(writer, err)) && file_sync_folder(folder, err);
}

static bool expect_whole(const struct bundle_line *line, void *arg, struct err *err)
{
    struct bundle_writer *writer = arg;
    writer->count -= line->item == BUNDLE_RECORD;
    if (line->item == BUNDLE_HEAD || line->item == BUNDLE_RECORD || line->item == BUNDLE_TAIL)
        return true;
    return err_set(err, ERR_DAMAGED, "", "What was written could not be read back from the stick: take another one.");
}

static bool read_back(struct bundle_writer *writer, const char *path, struct err *err)
{
    uint8_t written[VAULT_HASH_BYTES], found[VAULT_HASH_BYTES];
    hasher_now(&writer->hasher, written);
    return bundle_read(path, expect_whole, NULL, writer, found, err) &&
           ((writer->count == 0 && memcmp(written, found, sizeof found) == 0) ||
            err_set(err, ERR_DAMAGED, path, "The stick does not keep what is written to it: take another one."));
}

bool bundle_end(struct bundle_writer *writer, const char *path, int64_t to, struct err *err)
{
    bool is_good = put_tail(writer, to, err) && flush(writer, err) && rename_and_flush(writer, path, err) &&
                   read_back(writer, path, err);
    if (!is_good)
        unlink(writer->path);
    finish(writer);
    return is_good;
}
