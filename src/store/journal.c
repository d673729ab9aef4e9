/* The journal's only writes are an append and a cut, each flushed before it is believed. Invariant: between calls that
 * succeeded, the file is journal->length bytes of whole lines. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/files.h"
#include "vault/vault.h"

static bool refused(struct err *err)
{
    enum err_code code = err_from_errno(errno);
    const char *sentence = code == ERR_FULL      ? "The disk is full: nothing more can be saved until there is room."
                         : code == ERR_READ_ONLY ? "The disk has become read-only: nothing can be saved."
                                                 : "The second copy of the pledges cannot be used.";
    return err_set(err, code, JOURNAL_NAME, "%s", sentence);
}

bool journal_open(const char *folder, struct journal *journal, struct err *err)
{
    const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    char path[FILE_PATH_MAX];
    struct stat status;
    file_join(path, folder, JOURNAL_NAME);
    bool was_made = false;
    journal->fd = open(path, flags);
    if (journal->fd < 0 && errno == ENOENT) {
        journal->fd = open(path, flags | O_CREAT | O_EXCL, 0600);
        was_made = true;
    }
    if (journal->fd < 0)
        return refused(err);
    if (fstat(journal->fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        journal_close(journal);
        return err_set(err, ERR_UNREADABLE, JOURNAL_NAME, "The second copy of the pledges is not an ordinary file.");
    }
    journal->length = status.st_size;
    if (was_made && !file_sync_folder(folder, err)) {
        journal_close(journal);
        return false;
    }
    return true;
}

void journal_close(struct journal *journal)
{
    if (journal->fd >= 0)
        close(journal->fd);
    journal->fd = -1;
}

bool journal_build(const char *folder, const char *name, struct journal *journal, struct err *err)
{
    char path[FILE_PATH_MAX];
    journal->fd = open(file_join(path, folder, name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    journal->length = 0;
    return journal->fd >= 0 || refused(err);
}

static bool write_whole(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        n -= (size_t)put;
    }
    return true;
}

bool journal_add(struct journal *journal, const char *line, size_t n, struct err *err)
{
    char ended[VAULT_LINE_MAX + 1]; /* one write, so that line and LF are rarely torn apart */
    CHECK(n < sizeof ended);
    memcpy(ended, line, n);
    ended[n] = '\n';
    if (!write_whole(journal->fd, ended, n + 1))
        return refused(err);
    journal->length += (int64_t)n + 1;
    return true;
}

bool journal_flush(struct journal *journal, struct err *err)
{
    return fdatasync(journal->fd) == 0 || refused(err);
}

bool journal_cut(struct journal *journal, int64_t length, struct err *err)
{
    if (ftruncate(journal->fd, length) != 0 || fdatasync(journal->fd) != 0)
        return refused(err);
    journal->length = length;
    return true;
}

enum { WINDOW_BYTES = 4 * VAULT_LINE_MAX };

/* Hands over the lines in bytes[0..n), which stand at `offset` of the file; what has no LF only at the file's end, or
 * when it fills the window. Returns how many bytes are dealt with; *goes_on false: the visitor has had enough. */
static size_t visit_lines(const char *bytes, size_t n, int64_t offset, bool is_file_end, journal_visit *visit,
                          void *arg, bool *goes_on)
{
    size_t at = 0;
    while (*goes_on && at < n) {
        const char *end = memchr(bytes + at, '\n', n - at);
        if (end == NULL && !is_file_end && n - at < WINDOW_BYTES)
            break;
        size_t length = end != NULL ? (size_t)(end - bytes) - at : n - at;
        struct journal_line line = {bytes + at, length, offset + (int64_t)at, end != NULL};
        *goes_on = visit(&line, arg);
        at += length + (end != NULL);
    }
    return at;
}

bool journal_walk(const char *path, int64_t offset, journal_visit *visit, void *arg, struct err *err)
{
    char bytes[WINDOW_BYTES];
    size_t held = 0;
    ssize_t got = 0;
    bool goes_on = true;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return refused(err);
    do {
        got = pread(fd, bytes + held, sizeof bytes - held, offset + (int64_t)held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        held += (size_t)got;
        size_t done = visit_lines(bytes, held, offset, got == 0, visit, arg, &goes_on);
        memmove(bytes, bytes + done, held - done);
        held -= done;
        offset += (int64_t)done;
    } while (got != 0 && goes_on);
    bool is_read = got >= 0 || refused(err);
    close(fd);
    return is_read;
}
