/* A power cut, at any instant, as files. A run of the program in one folder is recorded call by call (disk.h). From the
 * recording a folder is made as it may look after a cut behind any of its calls: what was flushed stands, what was not
 * is damaged in one of the ways below. Files have nodes; names point to them, and are flushed with their folder. */
#ifndef HAMAWAZ_TESTS_CRASH_CRASH_H
#define HAMAWAZ_TESTS_CRASH_CRASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CRASH_NAME = 64, CRASH_NAMES = 24, CRASH_NODES = 64, CRASH_SECTOR = 512, CRASH_BLOCK = 4096 };

/* What becomes of writes that were not flushed. Names are kept in the order in which they were made, as the journals of
 * ext4, XFS and btrfs do it. */
enum damage {
    CRASH_KEPT,         /* nothing: a killed process */
    CRASH_LOST,         /* all of it, names too */
    CRASH_LAST_LOST,    /* the last write of each file */
    CRASH_ONLY_LAST,    /* all but the last: out of order */
    CRASH_HALF_LAST,    /* the second half of the last */
    CRASH_HALF_FIRST,   /* the first half of the last: its sectors out of order */
    CRASH_SIZES,        /* files are as long as they would be, what is new in them is zeros */
    CRASH_ZEROS,        /* zeros */
    CRASH_JUNK,         /* random bytes */
    CRASH_BLOCKS,       /* random bytes in every block of 4096 that it touches: what was flushed there goes, too */
    CRASH_TORN,         /* the last write of each file breaks off at a random byte. From here on much is chance: */
    CRASH_SOME_WRITES,  /* some writes, some names */
    CRASH_SOME_SECTORS, /* some sectors, some names */
    CRASH_SOME_FILES,   /* one file's everything, another's nothing */
    CRASH_MIXED,        /* each sector new, old, zeros or junk */
    CRASH_NAMES_ANYHOW, /* the same, and any of the names */
    CRASH_DAMAGES,
};

enum crash_kind {
    CRASH_MAKE, /* names: up to CRASH_REMOVE */
    CRASH_MAKE_FOLDER,
    CRASH_MOVE,
    CRASH_REMOVE,
    CRASH_WRITE,
    CRASH_CUT,
    CRASH_FLUSH,
    CRASH_FLUSH_NAMES,
    CRASH_MARK,
};

struct crash_op {
    enum crash_kind kind;
    int node; /* -1: a folder's */
    char name[CRASH_NAME], to[CRASH_NAME];
    char *bytes;
    size_t n;
    int64_t at; /* CRASH_MARK: its number */
};

struct crash_bytes {
    char *at;
    size_t n, room;
};

/* A folder's contents. Zeroed: empty; ended by crash_image_free. */
struct crash_image {
    int count;
    struct crash_file {
        char name[CRASH_NAME];
        bool is_folder;
        struct crash_bytes bytes;
    } file[CRASH_NAMES];
};

struct crash_names {
    int count;
    struct {
        char name[CRASH_NAME];
        int node; /* -1: a folder */
    } at[CRASH_NAMES];
};

struct crash_node {
    struct crash_bytes flushed;
    int *pending; /* operations on it since */
    int count, room;
};

/* The recording, and the disk while it is played. Zeroed: empty. */
struct crash {
    char folder[512];
    const char *unflushed; /* flushes of this file are not recorded; "": of no file; for controls */
    struct crash_image base;
    struct crash_op *op;
    int count;

    struct crash_node node[CRASH_NODES];
    int nodes;
    struct crash_names flushed;
    int *pending_names;
    int pending_names_count;
};

/* Records what is done in `folder` until crash_stop; in between, crash_mark notes that something was thanked for. */
void crash_record(struct crash *crash, const char *folder);
void crash_mark(int64_t number);
void crash_stop(struct crash *crash);
void crash_free(struct crash *crash);

/* Plays: rewinds to the beginning; does the operation `index`; is anything then unflushed? */
void crash_rewind(struct crash *crash);
void crash_step(struct crash *crash, int index);
bool crash_has_pending(const struct crash *crash);

/* The folder after a cut here. The same `chance` gives the same. */
void crash_make_image(const struct crash *crash, enum damage damage, uint64_t chance, struct crash_image *image);
const char *crash_damage_name(enum damage damage);

struct crash_bytes *crash_image_file(struct crash_image *image, const char *name); /* NULL: not there */
void crash_image_remove(struct crash_image *image, const char *name);
uint64_t crash_image_hash(const struct crash_image *image);
void crash_image_free(struct crash_image *image);

/* Empties the folder and fills it with the image. */
void crash_lay_out(const struct crash_image *image, const char *folder);

/* Chance, the same everywhere: a state to begin with, for the nth use of a seed; and the next number. */
uint64_t crash_seed(uint64_t seed, uint64_t n);
uint64_t crash_random(uint64_t *state);

/* For crash.c and damage.c. */
void crash_fit(struct crash_bytes *bytes, size_t n);
void crash_put(struct crash_bytes *bytes, const char *from, size_t n, size_t at);
void crash_rename(struct crash_names *names, const struct crash_op *op);

#endif
