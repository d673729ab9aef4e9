/* Heap memory that is always there. The idea: the one place that can notice an exhausted heap ends the program, so that
 * no caller carries a branch that no test ever takes. Invariant: nothing outside this file calls malloc, calloc or
 * realloc. */
#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <string.h>

_Noreturn void check_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, what);
    abort();
}

static _Noreturn void out_of_memory(void)
{
    fputs("out of memory\n", stderr);
    abort();
}

/* Bytes of `count` elements; at least 1, because an allocator may answer NULL to 0. */
static size_t bytes_of(size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        out_of_memory();
    size_t bytes = count * size;
    return bytes > 0 ? bytes : 1;
}

void *mem_alloc(size_t size)
{
    return mem_array(1, size);
}

void *mem_array(size_t count, size_t size)
{
    void *memory = calloc(1, bytes_of(count, size));
    if (memory == NULL)
        out_of_memory();
    return memory;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *memory = realloc(old, bytes_of(count, size));
    if (memory == NULL)
        out_of_memory();
    return memory;
}

char *mem_string(const char *text, size_t n)
{
    if (n == SIZE_MAX)
        out_of_memory();
    char *copy = mem_alloc(n + 1);
    if (n > 0)
        memcpy(copy, text, n);
    return copy;
}

void mem_give_back_early(void)
{
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
}
