/* Files as wholes. The idea: a caller never holds a descriptor, so there is one place for EINTR, short writes and the
 * order of fsync and rename. Invariant: on failure nothing half-written is left under the wanted name. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

/* Tells errno as a sentence: `what` and the reason. */
static bool refused(struct err *err, const char *path, const char *what)
{
    int number = errno;
    const char *why = strerrordesc_np(number); /* unlike strerror safe in any thread, and never translated */
    return err_set(err, err_from_errno(number), path, "%s: %s.", what, why != NULL ? why : "unknown reason");
}

static void parent_folder(char out[FILE_PATH_MAX], const char *path)
{
    CHECK(str_copy(out, FILE_PATH_MAX, path));
    char *slash = strrchr(out, '/');
    if (slash == NULL)
        str_copy(out, FILE_PATH_MAX, ".");
    else
        slash[slash == out] = '\0'; /* the parent of "/a" is "/" */
}

/* Reads up to `room` bytes; returns how many there were, -1 on failure. */
static ssize_t read_all(int fd, char *data, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t got = read(fd, data + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static bool write_all(int fd, const char *data, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, data, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        data += put;
        n -= (size_t)put;
    }
    return true;
}

static bool read_opened(int fd, const char *path, size_t max, char **data, size_t *n, struct err *err)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return refused(err, path, "The file cannot be examined");
    if (!S_ISREG(status.st_mode))
        return err_set(err, ERR_UNREADABLE, path, "This is not an ordinary file.");
    if ((uintmax_t)status.st_size > max)
        return err_set(err, ERR_UNREADABLE, path, "The file is larger than the %zu bytes allowed.", max);

    char *bytes = mem_alloc((size_t)status.st_size + 1);
    ssize_t got = read_all(fd, bytes, (size_t)status.st_size);
    if (got < 0) {
        free(bytes);
        return refused(err, path, "The file cannot be read");
    }
    bytes[got] = '\0';
    *data = bytes;
    *n = (size_t)got;
    return true;
}

bool file_read(const char *path, size_t max, char **data, size_t *n, struct err *err)
{
    /* O_NONBLOCK: opening a pipe that nobody writes to must not hang the kiosk. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return refused(err, path, "The file cannot be opened");
    bool is_read = read_opened(fd, path, max, data, n, err);
    close(fd);
    return is_read;
}

/* Writes, flushes and closes; a failing close can be the first word of a failed write (NFS, quota). */
static bool write_flushed(const char *path, const void *data, size_t n, unsigned mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd < 0)
        return false;
    /* fchmod: the umask and an older file's mode must not have the last word. */
    bool is_written = fchmod(fd, (mode_t)mode) == 0 && write_all(fd, data, n) && fsync(fd) == 0;
    int number = errno;
    bool is_closed = close(fd) == 0;
    if (!is_written)
        errno = number;
    return is_written && is_closed;
}

bool file_write_atomic(const char *path, const void *data, size_t n, unsigned mode, struct err *err)
{
    char temporary[FILE_PATH_MAX + 4], folder[FILE_PATH_MAX];
    parent_folder(folder, path);
    snprintf(temporary, sizeof temporary, "%s.tmp", path);
    if (!write_flushed(temporary, data, n, mode) || rename(temporary, path) != 0) {
        refused(err, path, "The file cannot be written");
        unlink(temporary);
        return false;
    }
    return file_sync_folder(folder, err);
}

/* Creates one folder whose parent exists, and makes its name last. */
static bool make_one_folder(const char *path, struct err *err)
{
    if (mkdir(path, 0700) == 0) {
        char parent[FILE_PATH_MAX];
        parent_folder(parent, path);
        return file_sync_folder(parent, err);
    }
    int number = errno;
    if (file_is_folder(path))
        return true;
    if (number == EEXIST)
        return err_set(err, ERR_UNREADABLE, path, "A file stands where a folder is needed.");
    errno = number;
    return refused(err, path, "The folder cannot be created");
}

bool file_make_folder(const char *path, struct err *err)
{
    char part[FILE_PATH_MAX];
    if (!str_copy(part, sizeof part, path))
        return err_set(err, ERR_UNREADABLE, path, "The path is too long.");
    size_t length = strlen(part);
    while (length > 1 && part[length - 1] == '/')
        part[--length] = '\0';

    for (char *slash = part + 1; length > 0 && (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        if (!make_one_folder(part, err))
            return false;
        *slash = '/';
    }
    return make_one_folder(part, err);
}

bool file_sync_folder(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return refused(err, path, "The folder cannot be opened");
    /* EINVAL: a file system that keeps no folders to flush (FUSE, some USB sticks). */
    bool is_synced = fsync(fd) == 0 || errno == EINVAL || refused(err, path, "The folder cannot be flushed");
    close(fd);
    return is_synced;
}

bool file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int64_t file_size(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? status.st_size : -1;
}

int64_t file_free_bytes(const char *folder)
{
    struct statvfs status;
    if (statvfs(folder, &status) != 0)
        return -1;
    return (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool file_list(const char *folder, char ***names, size_t *count, struct err *err)
{
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return refused(err, folder, "The folder cannot be opened");

    char **found = NULL;
    size_t n = 0, room = 0;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (n == room)
            found = mem_resize(found, room = room > 0 ? room * 2 : 16, sizeof *found);
        found[n++] = mem_string(entry->d_name, strlen(entry->d_name));
    }
    bool is_whole = errno == 0 || refused(err, folder, "The folder cannot be read");
    closedir(stream);
    if (!is_whole) {
        file_list_free(found, n);
        return false;
    }
    if (n > 1)
        qsort(found, n, sizeof *found, by_bytes);
    *names = found;
    *count = n;
    return true;
}

void file_list_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

char *file_join(char out[FILE_PATH_MAX], const char *folder, const char *name)
{
    const char *between = folder[0] == '\0' || str_ends(folder, "/") ? "" : "/";
    int n = snprintf(out, FILE_PATH_MAX, "%s%s%s", folder, between, name);
    CHECK(n >= 0 && n < FILE_PATH_MAX);
    return out;
}

bool file_program_folder(char out[FILE_PATH_MAX], struct err *err)
{
    char program[FILE_PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n < 0)
        return refused(err, "/proc/self/exe", "The program's folder cannot be found");
    program[n] = '\0';
    parent_folder(out, program);
    return true;
}
