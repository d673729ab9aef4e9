/* Arena: aligned, zeroed, apart from each other, all gone at once. */
#include "scratch.h"

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

static void pieces_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *pieces[2000];
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        size_t size = i % 97 + 1;
        pieces[i] = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t at = 0; at < size; at++)
            assert_int_equal(pieces[i][at], 0);
        memset(pieces[i], (int)(i % 251 + 1), size);
    }
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        for (size_t at = 0; at < i % 97 + 1; at++)
            assert_int_equal((unsigned char)pieces[i][at], i % 251 + 1);
    arena_finish(&arena);
}

static void a_large_piece_does_not_waste_the_block_in_use(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *before = arena_alloc(&arena, 16);
    char *large = arena_alloc(&arena, 1000000);
    char *after = arena_alloc(&arena, 16);
    memset(large, 1, 1000000);
    assert_ptr_equal(after, before + 16);
    assert_int_equal(after[0], 0);
    arena_finish(&arena);
}

static void a_first_large_piece_is_followed_by_small_ones(void **state)
{
    (void)state;
    struct arena arena = {0};
    memset(arena_alloc(&arena, 100000), 1, 100000);
    assert_int_equal(*(char *)arena_alloc(&arena, 1), 0);
    arena_finish(&arena);
}

static void bytes_asked_for_are_counted_until_finish(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    (void)*(char *)arena_alloc(&arena, 0);
    assert_string_equal(arena_string(&arena, "یہ سچ ہے", 4), "یہ");
    assert_int_equal(arena.used_bytes, 5);
    arena_finish(&arena);
    assert_null(arena.first);
    assert_int_equal(arena.used_bytes, 0);
    assert_string_equal(arena_string(&arena, NULL, 0), "");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_zeroed_and_apart),
        cmocka_unit_test(a_large_piece_does_not_waste_the_block_in_use),
        cmocka_unit_test(a_first_large_piece_is_followed_by_small_ones),
        cmocka_unit_test(bytes_asked_for_are_counted_until_finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
