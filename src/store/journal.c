/* The journal's only writes are an append, a cut, and spaces behind its end, each flushed before it is believed.
 * Invariant: between calls that succeeded, the file is journal->length bytes of whole lines, then nothing but room. */
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

enum {
    WINDOW_BYTES = 4 * VAULT_LINE_MAX,
    ROOM_LEAST_BYTES = 2 * VAULT_LINE_MAX,
    ROOM_BYTES = 8 * VAULT_LINE_MAX, /* some twenty-five pledges */
};

/* No line begins or ends with these. Zeros are what some file systems leave where a cut undid a write. */
static bool is_room(char c)
{
    return c == ' ' || c == '\0';
}

static bool refused(struct err *err)
{
    enum err_code code = err_from_errno(errno);
    const char *sentence = code == ERR_FULL      ? "The disk is full: nothing more can be saved until there is room."
                         : code == ERR_READ_ONLY ? "The disk has become read-only: nothing can be saved."
                                                 : "The second copy of the pledges cannot be used.";
    return err_set(err, code, JOURNAL_NAME, "%s", sentence);
}

/* Sets the length: the size without the room. */
static bool find_end(struct journal *journal)
{
    char bytes[4096];
    int64_t at = journal->size;
    ssize_t n = 0;
    do {
        at -= n = at < (int64_t)sizeof bytes ? at : (int64_t)sizeof bytes;
        if (pread(journal->fd, bytes, (size_t)n, at) != n)
            return false;
        while (n > 0 && is_room(bytes[n - 1]))
            n--;
    } while (n == 0 && at > 0);
    journal->length = at + n;
    return true;
}

bool journal_open(const char *folder, struct journal *journal, struct err *err)
{
    const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
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
    journal->size = status.st_size;
    if ((find_end(journal) || refused(err)) && (!was_made || file_sync_folder(folder, err)))
        return true;
    journal_close(journal);
    return false;
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
    journal->length = journal->size = 0;
    return journal->fd >= 0 || refused(err);
}

static bool write_whole(struct journal *journal, const char *bytes, size_t n, int64_t at)
{
    while (n > 0) {
        ssize_t put = pwrite(journal->fd, bytes, n, at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        at += put;
        n -= (size_t)put;
        journal->size = at > journal->size ? at : journal->size;
    }
    return true;
}

bool journal_add(struct journal *journal, const char *line, size_t n, struct err *err)
{
    char ended[VAULT_LINE_MAX + 1]; /* one write, so that line and LF are rarely torn apart */
    CHECK(n < sizeof ended);
    memcpy(ended, line, n);
    ended[n] = '\n';
    if (!write_whole(journal, ended, n + 1, journal->length))
        return refused(err);
    journal->length += (int64_t)n + 1;
    return true;
}

bool journal_flush(struct journal *journal, struct err *err)
{
    return fdatasync(journal->fd) == 0 || refused(err);
}

bool journal_make_room(struct journal *journal, struct err *err)
{
    char spaces[VAULT_LINE_MAX];
    if (journal->size - journal->length >= ROOM_LEAST_BYTES)
        return true;
    memset(spaces, ' ', sizeof spaces);
    while (journal->size - journal->length < ROOM_BYTES)
        if (!write_whole(journal, spaces, sizeof spaces, journal->size))
            return refused(err);
    return journal_flush(journal, err);
}

bool journal_cut(struct journal *journal, int64_t length, struct err *err)
{
    if (ftruncate(journal->fd, length) != 0 || fdatasync(journal->fd) != 0)
        return refused(err);
    journal->length = journal->size = length;
    return true;
}

/* Hands over the lines in bytes[0..n), which stand at `offset` of the file; what has no LF only at the file's end, or
 * when it fills the window. Returns how many bytes are dealt with; *goes_on false: the visitor has had enough. */
static size_t visit_lines(const char *bytes, size_t n, int64_t offset, bool is_file_end, journal_visit *visit,
                          void *arg, bool *goes_on)
{
    size_t at = 0;
    while (*goes_on) {
        while (at < n && is_room(bytes[at]))
            at++;
        const char *end = memchr(bytes + at, '\n', n - at);
        if (at == n || (end == NULL && !is_file_end && n - at < WINDOW_BYTES))
            break;
        size_t until = end != NULL ? (size_t)(end - bytes) : n, last = until;
        while (end == NULL && is_room(bytes[last - 1]))
            last--;
        struct journal_line line = {bytes + at, last - at, offset + (int64_t)at, end != NULL};
        *goes_on = visit(&line, arg);
        at = until + (end != NULL);
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
