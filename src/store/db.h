/* The one gateway to SQLite: open with every guard on, run a statement with bound values, read rows. Errors come back
 * as sentences for staff; a value that was bound never stands in one. One thread at a time. */
#ifndef HAMAWAZ_STORE_DB_H
#define HAMAWAZ_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct sqlite3;
struct sqlite3_stmt;

struct db {
    struct sqlite3 *handle; /* NULL: closed */
    char name[32];          /* of the file, for errors */
    int log_pages;          /* that the newest commit knew of in the write-ahead log; it stays where it is while open */
};

/* Opens `path` and asserts every setting by reading it back. `may_create` makes an empty database in WAL mode; without
 * it nothing is written until the first change, not even to the write-ahead log. ERR_MISSING, ERR_UNREADABLE (in use),
 * ERR_DAMAGED, ERR_READ_ONLY, ERR_FULL, ERR_IO. */
MUST_CHECK bool db_open(const char *path, bool may_create, struct db *db, struct err *err);

/* Closes. `is_good`: checkpoints first and removes the write-ahead log; else leaves both files as they are. */
void db_close(struct db *db, bool is_good);

/* A value to bind; bytes are not copied and must last until the statement has run. */
struct value {
    enum { VALUE_INT, VALUE_TEXT, VALUE_BLOB } kind;
    int64_t number;
    const void *at;
    size_t n;
};
struct values {
    const struct value *at;
    size_t count;
};
#define INT(x)          ((struct value){VALUE_INT, (x), NULL, 0})
#define TEXT(x, length) ((struct value){VALUE_TEXT, 0, (x), (length)})
#define WORD(x)         ((struct value){VALUE_TEXT, 0, (x), strlen(x)})
#define BLOB(x, length) ((struct value){VALUE_BLOB, 0, (x), (length)})
#define VALUES(...)                                       \
    ((struct values){(const struct value[]){__VA_ARGS__}, \
                     sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)})
#define NO_VALUES ((struct values){NULL, 0})

/* Runs one statement to its end; rows it gives are thrown away. */
MUST_CHECK bool db_run(struct db *db, const char *sql, struct values values, struct err *err);

/* Runs several statements without values: migrations, BEGIN, COMMIT. */
MUST_CHECK bool db_script(struct db *db, const char *sql, struct err *err);

/* The first column of the first row; `fallback` when there is no row. */
MUST_CHECK bool db_number(struct db *db, const char *sql, struct values values, int64_t fallback, int64_t *number,
                          struct err *err);

/* Rows: open, step while *is_there, close (accepts zeroed rows). Text and blobs last until the next step. */
struct rows {
    struct sqlite3_stmt *statement;
};
MUST_CHECK bool rows_open(struct db *db, const char *sql, struct values values, struct rows *rows, struct err *err);
MUST_CHECK bool rows_step(struct db *db, struct rows *rows, bool *is_there, struct err *err);
MUST_CHECK bool rows_again(struct db *db, struct rows *rows, struct values values, struct err *err); /* anew */
int64_t rows_int(struct rows *rows, int column);
const char *rows_text(struct rows *rows, int column, size_t *n); /* never NULL */
void rows_close(struct rows *rows);

/* PRAGMA quick_check of one table and its indexes; reads all of it. ERR_DAMAGED. */
MUST_CHECK bool db_quick_check(struct db *db, const char *table, struct err *err);

/* Writes the log back into the database, flushing. The log's file keeps its size and is written anew from its start. */
MUST_CHECK bool db_checkpoint(struct db *db, struct err *err);

/* The same, and the log's file is cut to nothing: what stood in it can be read no longer. */
MUST_CHECK bool db_empty_log(struct db *db, struct err *err);

/* Makes the log's file at least `bytes` long, flushed, so that a commit need not make it grow. */
MUST_CHECK bool db_reserve_log(struct db *db, int64_t bytes, struct err *err);

int db_changes(struct db *db); /* rows changed by the last statement */
void db_forget(struct db *db); /* empties the cache: what is read next comes from the file */

#endif
