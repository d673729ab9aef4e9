/* Every storage, file and key call, failed or cut one after the other: the first, the second, ... until a visit gets
 * through. Calls are caught by disk.h, SQLite's too. After each fault the folder is opened again without any, and every
 * thanked pledge must be there once. The same place sees whether "thank you" is said with something still unflushed.
 *
 * All calls, each kind of fault: EVERY=1 (torture); else each EVERYth, from one that SEED chooses. */
#include "store_fixture.h"

#include <errno.h>
#include <sys/syscall.h>

#include "crash/disk.h"

enum mode { DIE, FAIL_ONCE, FAIL_ALWAYS }; /* to die is in the middle of a write, if it is one */

#if defined __SANITIZE_ADDRESS__
enum { EVERY = 19 };
#elif defined __has_feature
enum { EVERY = __has_feature(address_sanitizer) ? 19 : 7 };
#else
enum { EVERY = 7 };
#endif

static struct {
    bool is_armed;
    enum mode mode;
    int error;
    int at;    /* the call to hit, from 1 */
    int calls; /* so far */
} fault;

static int every = EVERY, first = 1, tried;

/* Half of a write gets through, then the light goes out. */
static void die(const struct disk_call *call)
{
    if (call->kind == DISK_WRITE && call->at < 0)
        syscall(SYS_write, call->fd, call->bytes, call->n / 2);
    else if (call->kind == DISK_WRITE)
        syscall(SYS_pwrite64, call->fd, call->bytes, call->n / 2, call->at);
    _exit(9);
}

static bool meet_fault(const struct disk_call *call)
{
    if (!fault.is_armed)
        return true;
    fault.calls++;
    if (fault.mode == FAIL_ALWAYS ? fault.calls < fault.at : fault.calls != fault.at)
        return true;
    if (fault.mode == DIE)
        die(call);
    errno = fault.error;
    return false;
}

/* What was written through each descriptor. SQLite fills its log up behind what it has flushed, from the end of a block
 * on, so that the next commit begins in another: that says nothing and need not be flushed. */
enum { WATCHED = 256, BLOCK = 4096 };
static struct watched {
    bool was_written, is_unflushed;
    int64_t end;  /* of the last write */
    int64_t fill; /* where filling up would go on; 0: nowhere */
} watched[WATCHED];

static void watch(const struct disk_call *call)
{
    if (call->fd < 0 || call->fd >= WATCHED)
        return;
    struct watched *file = &watched[call->fd];
    if (call->kind == DISK_WRITE) {
        bool is_filling = file->fill > 0 && call->at == file->fill;
        file->end = call->at + (int64_t)call->n;
        file->fill = is_filling ? file->end : 0;
        file->was_written = true;
        file->is_unflushed |= !is_filling;
    }
    if (call->kind == DISK_FLUSH) {
        file->is_unflushed = false;
        file->fill = file->end % BLOCK == 0 ? file->end : 0;
    }
}

/* What the child tells: one byte a thanked pledge, straight to the kernel. */
static void tell(int pipe_fd, char what)
{
    if (syscall(SYS_write, pipe_fd, &what, 1) != 1)
        _exit(8);
}

/* As the kiosk does it at its start. */
static bool open_keys_and_store(struct fixture *at)
{
    struct err err;
    if (at->vault == NULL && !vault_open(at->folder, !store_is_expected(at->folder), &at->vault, &err))
        return false;
    return store_open(at->folder, at->vault, &at->clock, &at->store, &err);
}

/* A visit: opens, saves pledges (each failure tried once more), lets idle time pass, closes. */
static void visit(struct fixture *at, int pledges, int pipe_fd)
{
    struct err err = {0};
    at->vault = NULL;
    if (!open_keys_and_store(at) && !open_keys_and_store(at))
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
static bool is_whole(struct fixture *at, int held_before, int thanked)
{
    struct err err;
    vault_close(at->vault); /* the visit may have made its keys */
    assert_true(vault_open(at->folder, !store_is_expected(at->folder), &at->vault, &err));
    fixture_open(at);
    int held = fixture_held(at).pledges, surplus = held - held_before - thanked;
    bool is_good = surplus == 0 || (surplus == 1 && fault.mode != FAIL_ONCE);
    if (!is_good)
        print_error("%d thanked, %d held before, %d after\n", thanked, held_before, held);
    fixture_add(at, true);
    assert_holds(at, held + 1);
    fixture_close(at);
    tried++;
    return is_good;
}

/* Every call of a visit to copies of `template`, which holds `held` pledges. */
static void try_all_faults(const struct fixture *template, int held, int pledges)
{
    static const struct {
        enum mode mode;
        int error;
    } kinds[] = {{DIE, 0},           {FAIL_ONCE, EIO},     {FAIL_ONCE, ENOSPC},  {FAIL_ONCE, ENOMEM},
                 {FAIL_ALWAYS, EIO}, {FAIL_ALWAYS, ENOSPC}, {FAIL_ALWAYS, ENOMEM}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        bool is_over = false;
        fault.mode = kinds[i].mode;
        fault.error = kinds[i].error;
        for (fault.at = first; !is_over; fault.at += every) {
            struct fixture at = fixture_cut(template);
            int thanked = visit_with_fault(&at, pledges, &is_over);
            if (!is_whole(&at, held, thanked))
                fail_msg("mode %d, error %d, call %d", fault.mode, fault.error, fault.at);
            fixture_finish(&at);
        }
        assert_true(fault.at > 100); /* the calls were really caught */
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
        memset(watched, 0, sizeof watched);
        fixture_add(&at, true);
        for (int fd = 0; fd < WATCHED; fd++) {
            written += watched[fd].was_written;
            assert_false(watched[fd].is_unflushed);
        }
        assert_int_equal(written, 2); /* the journal and the write-ahead log */
    }
    fixture_finish(&at);
}

static void faults_of_the_first_run(void **state)
{
    (void)state;
    struct fixture at;
    char path[FILE_PATH_MAX];
    fixture_init(&at);
    unlink(file_join(path, at.folder, "kiosk.key"));
    unlink(file_join(path, at.folder, "recipients"));
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

static bool refuse_to_look(const struct disk_call *call)
{
    errno = EIO;
    return call->kind != DISK_LOOK;
}

/* As when the sector is bad in which all their inodes lie. */
static void files_that_cannot_be_looked_at_are_not_taken_for_missing(void **state)
{
    (void)state;
    struct fixture at;
    fixture_init(&at);
    fixture_open(&at);
    fixture_add(&at, true);
    fixture_close(&at);
    disk_before = refuse_to_look;
    vault_close(at.vault);
    at.vault = NULL;
    assert_false(open_keys_and_store(&at));
    disk_before = meet_fault;
    assert_true(open_keys_and_store(&at));
    assert_holds(&at, 1);
    fixture_finish(&at);
}

/* The control: a disk that says it wrote, and did not. */
static void writes_that_were_swallowed_are_found(void **state)
{
    (void)state;
    struct fixture at;
    bool is_over = false;
    fixture_init(&at);
    fixture_open(&at);
    fixture_add(&at, true);
    struct fixture visited = fixture_cut(&at), untouched = fixture_cut(&at);
    fault.mode = FAIL_ONCE;
    fault.at = INT32_MAX;
    int thanked = visit_with_fault(&visited, 2, &is_over);
    assert_int_equal(thanked, 2);
    assert_true(is_whole(&visited, 1, thanked));
    assert_false(is_whole(&untouched, 1, thanked));
    fixture_finish(&untouched);
    fixture_finish(&visited);
    fixture_finish(&at);
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
    if (getenv("EVERY") != NULL)
        every = (int)strtol(getenv("EVERY"), NULL, 10);
    if (getenv("SEED") != NULL)
        first = 1 + (int)(strtoul(getenv("SEED"), NULL, 10) % (unsigned)every);
    disk_before = meet_fault;
    disk_after = watch;
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
        cmocka_unit_test(files_that_cannot_be_looked_at_are_not_taken_for_missing),
        cmocka_unit_test(writes_that_were_swallowed_are_found),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (failed == 0)
        print_message("store-faults: ok %d checks\n", tried);
    return failed;
}
