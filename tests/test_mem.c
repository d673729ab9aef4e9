/* Heap memory: zeroed, counted without overflow, never NULL. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"

static void alloc_is_zeroed_and_never_null(void **state)
{
    (void)state;
    static const char zeros[1000];
    char *memory = mem_array(10, 100), *nothing = mem_alloc(0);
    assert_memory_equal(memory, zeros, 1000);
    assert_non_null(nothing);
    free(memory);
    free(nothing);
}

static void resize_keeps_the_contents(void **state)
{
    (void)state;
    int *numbers = mem_resize(NULL, 2, sizeof *numbers);
    numbers[0] = 7;
    numbers[1] = 8;
    numbers = mem_resize(numbers, 1000, sizeof *numbers);
    assert_int_equal(numbers[0], 7);
    assert_int_equal(numbers[1], 8);
    free(mem_resize(numbers, 0, sizeof *numbers));
}

static void string_takes_n_bytes(void **state)
{
    (void)state;
    char *text = mem_string("hamawaz", 4), *empty = mem_string(NULL, 0);
    assert_string_equal(text, "hama");
    assert_string_equal(empty, "");
    free(text);
    free(empty);
}

static void overflow_in_array(void)
{
    free(mem_array(SIZE_MAX / 2, 3));
}

static void overflow_in_resize(void)
{
    free(mem_resize(NULL, SIZE_MAX / 2, 3));
}

static void broken_invariant(void)
{
    CHECK(1 + 1 == 3);
}

static void overflow_and_broken_invariants_abort(void **state)
{
    (void)state;
    assert_true(scratch_aborts(overflow_in_array));
    assert_true(scratch_aborts(overflow_in_resize));
    assert_true(scratch_aborts(broken_invariant));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alloc_is_zeroed_and_never_null),
        cmocka_unit_test(resize_keeps_the_contents),
        cmocka_unit_test(string_takes_n_bytes),
        cmocka_unit_test(overflow_and_broken_invariants_abort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
