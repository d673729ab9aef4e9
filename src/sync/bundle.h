/* A bundle, `.hzb`: text that any carrier may move, one signed line after another, each ended by LF.
 *
 *   head   {"id": UUID, "k": kiosk, "pub": its key, "ch": chapter, "st": stream, "from": first number, "demo"}
 *   ...    record lines, by number
 *   tail   {"id": the head's, "count": records, "to": last number, "sha256": of all bytes before this line}
 *
 * Without its tail a bundle is torn: what came is good, and incomplete. Whole ones may stand behind each other in one
 * file. Both ends stream: memory does not grow with the number of records. Any thread. */
#ifndef HAMAWAZ_SYNC_BUNDLE_H
#define HAMAWAZ_SYNC_BUNDLE_H

#include "vault/signed.h"

enum {
    BUNDLE_RECORDS_MAX = 5000,           /* a kiosk begins the next bundle after so many */
    BUNDLE_BYTES_MAX = 64 * 1024 * 1024, /* a longer file is refused unread */
};

struct bundle_writer;

/* Begins `path`.tmp. ERR_FULL, ERR_READ_ONLY, ERR_IO. */
MUST_CHECK bool bundle_begin(const char *path, const struct vault *vault, char stream, int64_t from,
                             struct bundle_writer **writer, struct err *err);
MUST_CHECK bool bundle_add(struct bundle_writer *writer, const char *line, size_t n, struct err *err);

/* Writes the tail, flushes, gives the file the name `path`, flushes the folder, drops what the system holds of it,
 * reads it again and compares. Ends the writer in any case. */
MUST_CHECK bool bundle_end(struct bundle_writer *writer, const char *path, int64_t to, struct err *err);
void bundle_abandon(struct bundle_writer *writer); /* removes what was written; accepts NULL */

enum bundle_item {
    BUNDLE_HEAD,      /* facts->kiosk, chapter, stream, is_demonstration */
    BUNDLE_RECORD,    /* facts of a record whose signature holds */
    BUNDLE_STATEMENT, /* another signed line (configuration, receipt, erasure), not verified */
    BUNDLE_TAIL,      /* everything since the head came, and came whole */
    BUNDLE_BAD_TAIL,  /* everything came, but not as it was written */
    BUNDLE_DAMAGED,   /* a line that no signature covers, or too long (then given without text) */
    BUNDLE_TORN,      /* the file, or the next head, came before the tail; without text */
};

/* What the reader tells of a line. `by` is whose signature held; NULL where none was looked for. */
struct bundle_line {
    enum bundle_item item;
    const char *text;
    size_t n;
    const struct line_facts *facts;
    const struct verifier *by;
};

/* False stops the reading, with *err set. */
typedef bool bundle_visit(const struct bundle_line *line, void *arg, struct err *err);

/* Finds the public key of a kiosk whose head is not in the file; may be NULL. */
typedef bool bundle_key(const char *kiosk, uint8_t public_key[VAULT_KEY_BYTES], void *arg);

/* Reads an ordinary file (no link, pipe or device) of at most BUNDLE_BYTES_MAX to its end. `sha256` (may be NULL)
 * receives the file's. ERR_MISSING, ERR_UNREADABLE, ERR_IO: the stick was pulled; or what visit set. */
MUST_CHECK bool bundle_read(const char *path, bundle_visit *visit, bundle_key *key, void *arg,
                            uint8_t sha256[VAULT_HASH_BYTES], struct err *err);

#endif
