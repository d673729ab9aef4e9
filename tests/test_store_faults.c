/* Every storage call of the store, failed or cut one after the other: the first, the second, ... until a visit gets
 * through. The calls are caught by defining them here: the program's symbols come before the C library's, for SQLite's
 * shared library too. After each fault the folder is opened again without any, and every thanked pledge must be there
 * once. The same place sees whether "thank you" is said with something still unflushed. */
#include "store_fixture.h"

#include <errno.h>
#include <sys/syscall.h>

enum mode { DIE, FAIL_ONCE, FAIL_ALWAYS }; /* to die is in the middle of a write, if it is one */

/* Under a sanitizer every third call has to do. */
#if defined __SANITIZE_ADDRESS__
enum { STEP = 3 };
#elif defined __has_feature
enum { STEP = __has_feature(address_sanitizer) ? 3 : 1 };
#else
enum { STEP = 1 };
#endif

static struct {
    bool is_armed;
    enum mode mode;
    int error;
    int at;    /* the call to hit, from 1 */
    int calls; /* so far */
} fault;

/* True when this call shall fail; errno is set. */
static bool is_hit(void)
{
    if (!fault.is_armed)
        return false;
    fault.calls++;
    if (fault.mode == FAIL_ALWAYS ? fault.calls < fault.at : fault.calls != fault.at)
        return false;
    if (fault.mode == DIE)
        _exit(9);
    errno = fault.error;
    return true;
}

/* Descriptors with bytes that were written and not flushed; and how many of them were written to at all. */
enum { WATCHED = 256 };
static bool was_written[WATCHED], is_unflushed[WATCHED];

static void note_write(int fd)
{
    if (fd >= 0 && fd < WATCHED)
        was_written[fd] = is_unflushed[fd] = true;
}

static int note_flush(int fd, int result)
{
    if (result == 0 && fd >= 0 && fd < WATCHED)
        is_unflushed[fd] = false;
    return result;
}

/* Is the next call the one to die in? Then half of what is written gets through. */
static bool dies_in_write(void)
{
    return fault.is_armed && fault.mode == DIE && fault.calls + 1 == fault.at;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    note_write(fd);
    if (dies_in_write())
        syscall(SYS_write, fd, bytes, n / 2);
    return is_hit() ? -1 : syscall(SYS_write, fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t offset)
{
    note_write(fd);
    if (dies_in_write())
        syscall(SYS_pwrite64, fd, bytes, n / 2, offset);
    return is_hit() ? -1 : syscall(SYS_pwrite64, fd, bytes, n, offset);
}

int fdatasync(int fd)
{
    return is_hit() ? -1 : note_flush(fd, (int)syscall(SYS_fdatasync, fd));
}

int fsync(int fd)
{
    return is_hit() ? -1 : note_flush(fd, (int)syscall(SYS_fsync, fd));
}

int ftruncate(int fd, off_t length)
{
    return is_hit() ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return is_hit() ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int rename(const char *from, const char *to)
{
    return is_hit() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
    return is_hit() ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
    return is_hit() ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

/* What the child tells: one byte a thanked pledge, straight to the kernel. */
static void tell(int pipe_fd, char what)
{
    if (syscall(SYS_write, pipe_fd, &what, 1) != 1)
        _exit(8);
}

/* A visit: opens, saves pledges (each failure tried once more), lets idle time pass, closes. */
static void visit(struct fixture *at, int pledges, int pipe_fd)
{
    struct err err = {0};
    if (!store_open(at->folder, at->vault, &at->clock, &at->store, &err) &&
        !store_open(at->folder, at->vault, &at->clock, &at->store, &err))
        _exit(fault.mode == FAIL_ONCE ? 7 : 0); /* a disk that works again must be usable again */
    for (int i = 0; i < pledges; i++) {
        struct pledge pledge = fixture_pledge(i % 2);
        struct store_receipt receipt;
        if (store_add_pledge(at->store, &pledge, &receipt, &err) ||
            store_add_pledge(at->store, &pledge, &receipt, &err))
            tell(pipe_fd, 'p');
        else if (fault.mode == FAIL_ONCE)
            _exit(6);
    }
    store_idle(at->store);
    store_close(at->store);
    tell(pipe_fd, fault.calls < fault.at ? 'e' : 'f'); /* e: no call was left to hit */
    _exit(0);
}

/* Runs one visit with the fault in a child. Returns the pledges thanked for; *is_over: the fault came too late. */
static int visit_with_fault(struct fixture *at, int pledges, bool *is_over)
{
    int ends[2], thanked = 0, status;
    char said;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(5);
        fault.is_armed = true;
        visit(at, pledges, ends[1]);
    }
    close(ends[1]);
    *is_over = false;
    while (read(ends[0], &said, 1) == 1) {
        thanked += said == 'p';
        *is_over = *is_over || said == 'e';
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) != (fault.mode == DIE && !*is_over ? 9 : 0))
        fail_msg("mode %d, call %d: the visit ended with %d", fault.mode, fault.at, WEXITSTATUS(status));
    return thanked;
}

/* A failure that was told leaves nothing behind; only a cut may keep one that nobody was thanked for. */
static void check_after_fault(struct fixture *at, int held_before, int thanked)
{
    fixture_open(at);
    int held = fixture_held(at).pledges, surplus = held - held_before - thanked;
    if (surplus < 0 || surplus > (fault.mode == FAIL_ONCE ? 0 : 1))
        fail_msg("mode %d, call %d: %d thanked, %d held before, %d after", fault.mode, fault.at, thanked, held_before,
                 held);
    fixture_add(at, true);
    assert_holds(at, held + 1);
    fixture_close(at);
}

/* Every call of a visit to copies of `template`, which holds `held` pledges. */
static void try_all_faults(const struct fixture *template, int held, int pledges)
{
    static const struct {
        enum mode mode;
        int error;
    } kinds[] = {{DIE, 0}, {FAIL_ONCE, EIO}, {FAIL_ALWAYS, EIO}, {FAIL_ONCE, ENOSPC}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        bool is_over = false;
        fault.mode = kinds[i].mode;
        fault.error = kinds[i].error;
        for (fault.at = 1; !is_over; fault.at += STEP) {
            struct fixture at = fixture_cut(template);
            int thanked = visit_with_fault(&at, pledges, &is_over);
            check_after_fault(&at, held, thanked);
            fixture_finish(&at);
        }
        assert_true(fault.at > 30); /* the calls were really caught */
    }
}

static void thanks_are_said_when_both_files_are_flushed(void **state)
{
    (void)state;
    struct fixture at;
    fixture_init(&at);
    fixture_open(&at);
    for (int i = 0; i < 3; i++) {
        int written = 0;
        memset(was_written, 0, sizeof was_written);
        fixture_add(&at, true);
        for (int fd = 0; fd < WATCHED; fd++) {
            written += was_written[fd];
            assert_false(was_written[fd] && is_unflushed[fd]);
        }
        assert_int_equal(written, 2); /* the journal and the write-ahead log */
    }
    fixture_finish(&at);
}

static void faults_of_the_first_run(void **state)
{
    (void)state;
    struct fixture at;
    fixture_init(&at);
    try_all_faults(&at, 0, 1);
    fixture_finish(&at);
}

static void faults_while_pledging(void **state)
{
    (void)state;
    struct fixture at;
    fixture_init(&at);
    fixture_open(&at);
    fixture_add(&at, true);
    try_all_faults(&at, 1, 2);
    fixture_finish(&at);
}

static void faults_while_the_journal_is_brought_up_to_date(void **state)
{
    (void)state;
    struct fixture at;
    fixture_init(&at);
    fixture_open(&at);
    fixture_add(&at, true);
    struct fixture old = fixture_cut(&at);
    fixture_add(&at, true);
    fixture_close(&at);
    fixture_copy(&old, &at, "journal.hzb");
    try_all_faults(&at, 2, 1);
    fixture_finish(&old);
    fixture_finish(&at);
}

static void faults_while_a_damaged_database_is_set_aside(void **state)
{
    (void)state;
    struct fixture at;
    char zeros[512] = {0}, path[FILE_PATH_MAX];
    fixture_init(&at);
    fixture_open(&at);
    fixture_add(&at, true);
    fixture_add(&at, false);
    fixture_close(&at);
    int fd = open(file_join(path, at.folder, "kiosk.db"), O_WRONLY);
    assert_int_equal(pwrite(fd, zeros, sizeof zeros, 4096), sizeof zeros);
    close(fd);
    try_all_faults(&at, 2, 1);
    fixture_finish(&at);
}

static void faults_while_the_log_is_written_back(void **state)
{
    (void)state;
    enum { PLEDGES = 20 }; /* so that the log is worth it */
    struct fixture at;
    fixture_init(&at);
    fixture_open(&at);
    for (int i = 0; i < PLEDGES; i++)
        fixture_add(&at, true);
    try_all_faults(&at, PLEDGES, 1);
    fixture_finish(&at);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
    /* Memory will do: what is lost here is calls, not power. */
    if (getenv("TMPDIR") == NULL && access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thanks_are_said_when_both_files_are_flushed),
        cmocka_unit_test(faults_of_the_first_run),
        cmocka_unit_test(faults_while_pledging),
        cmocka_unit_test(faults_while_the_journal_is_brought_up_to_date),
        cmocka_unit_test(faults_while_a_damaged_database_is_set_aside),
        cmocka_unit_test(faults_while_the_log_is_written_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
