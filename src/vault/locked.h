/* Locked memory: never swapped, not in core dumps, wiped on free (libsodium's guarded heap). Main thread allocates;
 * a job may be handed a pointer. */
#ifndef HAMAWAZ_VAULT_LOCKED_H
#define HAMAWAZ_VAULT_LOCKED_H

#include <stddef.h>

#include "base/err.h"

/* Once, before anything else of vault/. Also turns core dumps off (RLIMIT_CORE, PR_SET_DUMPABLE). */
MUST_CHECK bool locked_init(struct err *err);

void *locked_alloc(size_t size) __attribute__((returns_nonnull)); /* zeroed */
void locked_free(void *at);                                       /* wipes; accepts NULL */
void locked_wipe(void *at, size_t size);                          /* a wipe that the compiler keeps */

#endif
