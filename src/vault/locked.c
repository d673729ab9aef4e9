/* Locked memory on libsodium's guarded heap: each piece stands before an unmapped page, is mlocked where the limit
 * allows, left out of core dumps (MADV_DONTDUMP) and wiped when freed. Invariant: nothing personal is ever copied to
 * memory that did not come from here. */
#include "vault/locked.h"

#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/mem.h"

/* LeakSanitizer reads its own process through ptrace, which an undumpable process refuses. */
#if defined __SANITIZE_ADDRESS__
#define HAS_SANITIZER 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

static bool forbid_core_dumps(void)
{
    struct rlimit none = {0, 0};
    bool is_undumpable = HAS_SANITIZER || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    return setrlimit(RLIMIT_CORE, &none) == 0 && is_undumpable;
}

/* Best effort: with too small a limit libsodium still guards and wipes, but the page may be swapped. */
static void raise_lock_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_MEMLOCK, &limit);
    }
}

bool locked_init(struct err *err)
{
    if (sodium_init() < 0)
        return err_set(err, ERR_UNAVAILABLE, "libsodium", "The encryption library cannot start on this machine.");
    if (!forbid_core_dumps())
        return err_set(err, ERR_UNAVAILABLE, "core dumps", "Core dumps cannot be switched off.");
    raise_lock_limit();
    return true;
}

void *locked_alloc(size_t size)
{
    /* sodium_malloc puts the piece's END at the guard page: only a multiple of the alignment begins aligned. */
    const size_t align = _Alignof(max_align_t);
    size_t room = (size + align - 1) / align * align;
    CHECK(room >= size);
    void *at = sodium_malloc(room);
    CHECK(at != NULL);
    memset(at, 0, room);
    return at;
}

void locked_free(void *at)
{
    sodium_free(at);
}

void locked_wipe(void *at, size_t size)
{
    sodium_memzero(at, size);
}
