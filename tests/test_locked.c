/* Locked memory: zeroed, aligned, guarded, and a process that leaves no core. */
#include "scratch.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "vault/locked.h"

#ifdef __has_feature /* clang's way to say __SANITIZE_ADDRESS__ */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

static void a_piece_is_zeroed_and_aligned_whatever_its_size(void **state)
{
    (void)state;
    for (size_t size = 1; size < 100; size += 7) {
        char *at = locked_alloc(size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 'x', size);
        locked_free(at);
    }
    locked_free(NULL);
}

static void a_wipe_leaves_zeros(void **state)
{
    (void)state;
    char typed[16] = "0300-1234567", zeros[16] = {0};
    locked_wipe(typed, sizeof typed);
    assert_memory_equal(typed, zeros, sizeof zeros);
}

/* The piece ends at a page that nobody may touch. */
static void write_behind_the_end(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    volatile char *at = locked_alloc(16);
    at[16] = 'x';
}

static void writing_past_the_end_ends_the_program(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        signal(SIGSEGV, SIG_DFL);
        write_behind_the_end();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void no_core_is_ever_written(void **state)
{
    (void)state;
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_max, 0);
#ifndef __SANITIZE_ADDRESS__ /* LeakSanitizer needs a process that can be traced */
    assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
#endif
}

int main(void)
{
    struct err err;
    if (!locked_init(&err))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_piece_is_zeroed_and_aligned_whatever_its_size),
        cmocka_unit_test(a_wipe_leaves_zeros),
        cmocka_unit_test(writing_past_the_end_ends_the_program),
        cmocka_unit_test(no_core_is_ever_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
