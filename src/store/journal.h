/* journal.hzb: the records' lines once more, each ended by LF, only ever appended, flushed one by one. It is plain text
 * that any tool can carry away, and it stands when the database does not. Spaces behind the last line are room for the
 * next ones and say nothing. One thread at a time. */
#ifndef HAMAWAZ_STORE_JOURNAL_H
#define HAMAWAZ_STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct journal {
    int fd;         /* -1: closed */
    int64_t length; /* bytes of lines */
    int64_t size;   /* of the file: with the room behind them */
};

/* Opens for appending, making an empty file where none is (its name is flushed). Links are refused. */
MUST_CHECK bool journal_open(const char *folder, struct journal *journal, struct err *err);
void journal_close(struct journal *journal);

/* Makes an empty journal under a provisional name, to be filled with journal_add and flushed once. */
MUST_CHECK bool journal_build(const char *folder, const char *name, struct journal *journal, struct err *err);

/* Writes `n` bytes and LF; flushes all that was written. When either fails, what stands past the length that was
 * flushed last is in doubt: journal_cut. */
MUST_CHECK bool journal_add(struct journal *journal, const char *line, size_t n, struct err *err);
MUST_CHECK bool journal_flush(struct journal *journal, struct err *err);

/* When little room is left, makes it again, flushed: an append into it changes no length, so that its flush need not
 * wait for the file system's own journal. */
MUST_CHECK bool journal_make_room(struct journal *journal, struct err *err);

/* Cuts the file back to `length` bytes and flushes. */
MUST_CHECK bool journal_cut(struct journal *journal, int64_t length, struct err *err);

/* What is told of a line: its bytes without LF, and where it starts. False stops the walk. */
struct journal_line {
    const char *text;
    size_t n;
    int64_t offset;
    bool is_ended; /* by LF; only the last may be not */
};
typedef bool journal_visit(const struct journal_line *line, void *arg);

/* Walks the lines from `offset` on in order; lines longer than VAULT_LINE_MAX come in pieces (which no signature
 * covers). ERR_IO. */
MUST_CHECK bool journal_walk(const char *path, int64_t offset, journal_visit *visit, void *arg, struct err *err);

#endif
