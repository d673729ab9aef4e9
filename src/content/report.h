/* Where faults go: sorted as they come, so that the list reads like the pack, file by file and line by line. */
#ifndef HAMAWAZ_CONTENT_REPORT_H
#define HAMAWAZ_CONTENT_REPORT_H

#include "content/pack.h"

/* Faults past this many are counted but not kept: nobody mends a thousand at once. */
enum { REPORT_FAULTS_MAX = 1000 };

struct report {
    struct fault_list *list;
    const char *file; /* now being read, relative to the pack */
    int file_number;  /* its place in the order of reading */
};

/* From now on faults belong to `file` (kept by the caller). */
void report_file(struct report *report, const char *file);

/* `line` 0: the file as a whole. `format` says what is wrong, `mend` what to do; letters that could disturb a terminal
 * become '?'. */
void report_fault(struct report *report, int line, const char *mend, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, but the pack stays green. */
void report_warning(struct report *report, int line, const char *mend, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A fault from an err: its sentence is cut where it goes on with "; what to do"; without that, `mend` says it. */
void report_err(struct report *report, int line, const char *mend, const struct err *err);

#endif
