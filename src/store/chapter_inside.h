/* Shared by the files of the chapter's store only. */
#ifndef HAMAWAZ_STORE_CHAPTER_INSIDE_H
#define HAMAWAZ_STORE_CHAPTER_INSIDE_H

#include "store/chapter.h"
#include "store/db.h"

/* Statements that run once a record are prepared once. */
struct chapter {
    struct db db;
    struct rows add, twins, fork, state;
};

/* What counts; every reader says FROM COUNTED. */
#define COUNTED                                                                                              \
    " record r JOIN kiosk k ON k.kiosk = r.kiosk WHERE r.demo = 0 AND r.conflict = 0 AND r.line IS NOT NULL" \
    " AND (k.revoked = 0 OR r.seq <= k.up_to)"                                                               \
    " AND (k.forks = 1 OR r.seq < coalesce((SELECT f.seq FROM fork f WHERE f.kiosk = r.kiosk AND"            \
    " f.stream = r.stream), r.seq + 1)) "

/* Columns of a chapter_row, in the order chapter_read_row takes them. */
#define ROW_COLUMNS                                                                                         \
    " r.record_id, r.kiosk, r.stream, r.seq, r.kind, r.chapter, r.event, r.form, r.wall, r.src, r.details," \
    " r.line, r.sha256 "
void chapter_read_row(struct rows *rows, struct chapter_row *row);

/* Visits every row that `sql` gives. */
MUST_CHECK bool chapter_each_row(struct chapter *chapter, const char *sql, struct values values, chapter_visit *visit,
                                 void *arg, struct err *err);

#endif
