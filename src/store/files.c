/* Files as wholes. Two ideas keep this safe at every cut:
 *
 *   - A database takes its name only when it is whole: it is built as kiosk.db.new and renamed. Then store.made is
 *     written. So kiosk.db missing beside store.made means lost (a partition not mounted, a card cleaned), never "first
 *     run was cut", and nothing is created over it.
 *   - A set-aside writes down first what it will do (set-aside.pending), then moves; every move can be repeated. While
 *     kiosk.db.new is there, the database has not changed hands. */
#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

#define SET_ASIDE_PREFIX "set-aside-"

enum { HEADER_BYTES = 100, SET_ASIDE_COUNT = 1000 }; /* the header: sqlite.org/fileformat2.html, 1.3 */

static bool refused(const char *name, const char *sentence, struct err *err)
{
    return err_set(err, err_from_errno(errno), name, "%s", sentence);
}

bool files_lock(const char *folder, int *fd, struct err *err)
{
    *fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return refused("", "The data folder cannot be opened.", err);
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    close(*fd);
    *fd = -1;
    return err_set(err, ERR_UNREADABLE, "", "The data folder is in use by another program.");
}

static bool remove_if_there(const char *folder, const char *name, struct err *err)
{
    char path[FILE_PATH_MAX];
    if (unlink(file_join(path, folder, name)) == 0 || errno == ENOENT)
        return true;
    return refused(name, "The data folder cannot be written to.", err);
}

/* Renames within the folder; a file that is not there has been moved already. */
static bool move(const char *folder, const char *from, const char *to, struct err *err)
{
    char from_path[FILE_PATH_MAX], to_path[FILE_PATH_MAX];
    file_join(from_path, folder, from);
    file_join(to_path, folder, to);
    if (rename(from_path, to_path) == 0 || errno == ENOENT)
        return true;
    return refused(from, "A file of the store cannot be renamed.", err);
}

bool files_have(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_exists(file_join(path, folder, name));
}

/* Moves `name` into the folder `aside`. */
static bool move_aside(const char *folder, const char *aside, const char *name, struct err *err)
{
    char to[2 * SET_ASIDE_MAX];
    snprintf(to, sizeof to, "%s/%s", aside, name);
    return move(folder, name, to, err);
}

/* The moves of a set-aside. The log goes before its database: left beside a new one it would be replayed into it. */
static bool finish_set_aside(const char *folder, const char *aside, struct err *err)
{
    char aside_path[FILE_PATH_MAX];
    file_join(aside_path, folder, aside);
    if (files_have(folder, NEW_DATABASE_NAME) &&
        !(move_aside(folder, aside, WAL_NAME, err) && move_aside(folder, aside, DATABASE_NAME, err) &&
          move(folder, NEW_DATABASE_NAME, DATABASE_NAME, err)))
        return false;
    if (files_have(folder, NEW_JOURNAL_NAME) &&
        !(move_aside(folder, aside, JOURNAL_NAME, err) && move(folder, NEW_JOURNAL_NAME, JOURNAL_NAME, err)))
        return false;
    return file_sync_folder(aside_path, err) && file_sync_folder(folder, err) &&
           remove_if_there(folder, PENDING_NAME, err) && file_sync_folder(folder, err);
}

static bool finish_pending(const char *folder, char finished[SET_ASIDE_MAX], struct err *err)
{
    char path[FILE_PATH_MAX], *aside = NULL;
    size_t n = 0;
    if (!file_read(file_join(path, folder, PENDING_NAME), SET_ASIDE_MAX - 1, &aside, &n, err))
        return false;
    memcpy(finished, aside, n + 1);
    free(aside);
    if (!str_starts(finished, SET_ASIDE_PREFIX) || strchr(finished, '/') != NULL)
        return err_set(err, ERR_DAMAGED, PENDING_NAME, "The note about files being set aside is damaged.");
    return finish_set_aside(folder, finished, err);
}

bool files_tidy(const char *folder, char finished[SET_ASIDE_MAX], struct err *err)
{
    finished[0] = '\0';
    if (files_have(folder, PENDING_NAME))
        return finish_pending(folder, finished, err);
    return remove_if_there(folder, NEW_DATABASE_NAME, err) && remove_if_there(folder, NEW_DATABASE_NAME "-wal", err) &&
           remove_if_there(folder, NEW_JOURNAL_NAME, err);
}

static uint32_t big_endian(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* SQLite must not be asked: opening would already touch the file. */
static bool examine_header(const char *path, bool was_made, int newest_version, enum files_found *found,
                           struct err *err)
{
    uint8_t header[HEADER_BYTES] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t got = fd >= 0 ? pread(fd, header, sizeof header, 0) : -1;
    int number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    if (got < 0)
        return refused(DATABASE_NAME, "The database of pledges cannot be read.", err);

    bool is_sqlite = got == HEADER_BYTES && memcmp(header, "SQLite format 3", 16) == 0;
    *found = is_sqlite ? FILES_STORE : FILES_DAMAGED;
    if (!is_sqlite && !was_made)
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The file kiosk.db is not a database of this program.");
    if (is_sqlite && big_endian(header + 68) != APPLICATION_ID)
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The file kiosk.db is the database of another program.");
    if (is_sqlite && big_endian(header + 60) > (uint32_t)newest_version)
        return err_set(err, ERR_FOREIGN, DATABASE_NAME, "The database was written by a newer version of this program.");
    return true;
}

/* Whose store was made here; the marker's only line is the kiosk's id. A damaged marker still says that one was. */
static bool examine_marker(const char *folder, const char *kiosk, struct err *err)
{
    char path[FILE_PATH_MAX], *text = NULL;
    size_t n = 0;
    if (!file_read(file_join(path, folder, MADE_NAME), 4096, &text, &n, err))
        return false;
    bool is_other = n == strlen(kiosk) + 1 && strspn(text, "0123456789abcdef") == n - 1 && !str_starts(text, kiosk);
    free(text);
    return !is_other || err_set(err, ERR_FOREIGN, MADE_NAME, "The data folder belongs to another kiosk.");
}

bool files_examine(const char *folder, const char *kiosk, int newest_version, enum files_found *found, struct err *err)
{
    char database[FILE_PATH_MAX], journal[FILE_PATH_MAX];
    file_join(database, folder, DATABASE_NAME);
    file_join(journal, folder, JOURNAL_NAME);
    bool was_made = files_have(folder, MADE_NAME);
    *found = FILES_NONE;
    if (was_made && !examine_marker(folder, kiosk, err))
        return false;
    if (file_exists(database))
        return examine_header(database, was_made, newest_version, found, err);
    if (was_made || file_size(journal) > 0)
        return err_set(err, ERR_MISSING, DATABASE_NAME,
                       "The database of pledges is missing: is the right card or disk in place? Nothing was changed.");
    return true;
}

bool files_adopt(const char *folder, struct err *err)
{
    return move(folder, NEW_DATABASE_NAME, DATABASE_NAME, err) && file_sync_folder(folder, err);
}

bool files_mark_made(const char *folder, const char *kiosk, struct err *err)
{
    char path[FILE_PATH_MAX], line[SET_ASIDE_MAX];
    if (files_have(folder, MADE_NAME))
        return true;
    int n = snprintf(line, sizeof line, "%s\n", kiosk);
    return file_write_atomic(file_join(path, folder, MADE_NAME), line, (size_t)n, 0600, err);
}

bool files_set_aside(const char *folder, char name[SET_ASIDE_MAX], struct err *err)
{
    char path[FILE_PATH_MAX];
    int number = 1;
    do {
        snprintf(name, SET_ASIDE_MAX, SET_ASIDE_PREFIX "%d", number);
    } while (files_have(folder, name) && ++number < SET_ASIDE_COUNT);
    return file_make_folder(file_join(path, folder, name), err) && file_sync_folder(folder, err) &&
           file_write_atomic(file_join(path, folder, PENDING_NAME), name, strlen(name), 0600, err) &&
           finish_set_aside(folder, name, err);
}

bool files_replace_journal(const char *folder, struct err *err)
{
    return move(folder, NEW_JOURNAL_NAME, JOURNAL_NAME, err) && file_sync_folder(folder, err);
}
