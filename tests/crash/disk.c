/* One function a call of the C library. Each does its work by the bare system call. */
#include "crash/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

bool (*disk_before)(const struct disk_call *call);
void (*disk_after)(const struct disk_call *call);

static bool disk_goes_on(const struct disk_call *call)
{
    return disk_before == NULL || disk_before(call);
}

static long disk_told(const struct disk_call *call, long result)
{
    int number = errno;
    if (result >= 0 && disk_after != NULL)
        disk_after(call);
    errno = number;
    return result;
}

#define DISK_DO(call, does) (disk_goes_on(&(call)) ? disk_told(&(call), (does)) : -1)

static int disk_open(const char *path, int flags, mode_t mode)
{
    bool is_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    struct disk_call call = {.kind = DISK_OPEN,
                             .fd = -1,
                             .path = path,
                             .is_new = (flags & O_CREAT) != 0 && !is_there,
                             .is_bare = (flags & O_TRUNC) != 0 && is_there};
    return (int)DISK_DO(call, syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

#define DISK_OPEN_AS(name)                               \
    int name(const char *path, int flags, ...)           \
    {                                                    \
        va_list more;                                    \
        va_start(more, flags);                           \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more);                                    \
        return disk_open(path, flags, mode);             \
    }
DISK_OPEN_AS(open)
DISK_OPEN_AS(open64)

static ssize_t disk_write(int fd, const void *bytes, size_t n, int64_t at)
{
    struct disk_call call = {.kind = DISK_WRITE, .fd = fd, .bytes = bytes, .n = n, .at = at};
    return DISK_DO(call, at < 0 ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at));
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return disk_write(fd, bytes, n, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return disk_write(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    return disk_write(fd, bytes, n, at);
}

static ssize_t disk_read(int fd, void *bytes, size_t n, int64_t at)
{
    struct disk_call call = {.kind = DISK_READ, .fd = fd};
    return DISK_DO(call, at < 0 ? syscall(SYS_read, fd, bytes, n) : syscall(SYS_pread64, fd, bytes, n, at));
}

ssize_t read(int fd, void *bytes, size_t n)
{
    return disk_read(fd, bytes, n, -1);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
    return disk_read(fd, bytes, n, at);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
    return disk_read(fd, bytes, n, at);
}

static int disk_flush(int fd, long number)
{
    struct disk_call call = {.kind = DISK_FLUSH, .fd = fd};
    return (int)DISK_DO(call, syscall(number, fd));
}

int fdatasync(int fd)
{
    return disk_flush(fd, SYS_fdatasync);
}

int fsync(int fd)
{
    return disk_flush(fd, SYS_fsync);
}

static int disk_cut(int fd, int64_t length)
{
    struct disk_call call = {.kind = DISK_CUT, .fd = fd, .at = length};
    return (int)DISK_DO(call, syscall(SYS_ftruncate, fd, length));
}

int ftruncate(int fd, off_t length)
{
    return disk_cut(fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return disk_cut(fd, length);
}

int rename(const char *from, const char *to)
{
    struct disk_call call = {.kind = DISK_RENAME, .fd = -1, .path = from, .to = to};
    return (int)DISK_DO(call, syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int unlink(const char *path)
{
    struct disk_call call = {.kind = DISK_UNLINK, .fd = -1, .path = path};
    return (int)DISK_DO(call, syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int mkdir(const char *path, mode_t mode)
{
    struct disk_call call = {.kind = DISK_FOLDER, .fd = -1, .path = path};
    return (int)DISK_DO(call, syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

static const struct disk_call disk_look = {.kind = DISK_LOOK, .fd = -1};

int stat(const char *path, struct stat *status)
{
    return (int)DISK_DO(disk_look, fstatat(AT_FDCWD, path, status, 0));
}

int fstat(int fd, struct stat *status)
{
    return (int)DISK_DO(disk_look, fstatat(fd, "", status, AT_EMPTY_PATH));
}

int stat64(const char *path, struct stat64 *status)
{
    return (int)DISK_DO(disk_look, fstatat64(AT_FDCWD, path, status, 0));
}

int fstat64(int fd, struct stat64 *status)
{
    return (int)DISK_DO(disk_look, fstatat64(fd, "", status, AT_EMPTY_PATH));
}

int flock(int fd, int operation)
{
    return (int)DISK_DO(disk_look, syscall(SYS_flock, fd, operation));
}
