/* People out of the sealed store, as files other programs read. This is the one place where what was typed leaves the
 * seal: the caller says so to the lead. */
#ifndef HAMAWAZ_SYNC_EXPORT_H
#define HAMAWAZ_SYNC_EXPORT_H

#include <stdio.h>

#include "store/chapter.h"
#include "vault/keys.h"

enum export_form {
    EXPORT_CSV,        /* for people and spreadsheets: BOM, CRLF, cells that would be formulas neutralised */
    EXPORT_IMPORT_CSV, /* for programs: no BOM, values as they are, phone in E.164 */
    EXPORT_VCARD,      /* vCard 3.0 (RFC 2426) of those who agreed to be contacted */
};

struct export_report {
    int64_t people;
    int64_t unreadable; /* sealed to keys that are not here, or damaged */
    int64_t not_asked;  /* vCard: left out, for they did not agree to be contacted or gave no way to */
};
typedef void export_progress(int64_t done, void *arg);

/* Writes everybody with details, in a fixed order; `event` NULL: of all events. ERR_FULL, ERR_IO. */
MUST_CHECK bool export_people(struct chapter *chapter, struct keys *keys, const char *event, enum export_form form,
                              FILE *to, export_progress *progress, void *arg, struct export_report *report,
                              struct err *err);

#endif
