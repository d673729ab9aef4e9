/* Where what stands on a stick. Both sides name its folders through here. */
#ifndef HAMAWAZ_SYNC_LAYOUT_H
#define HAMAWAZ_SYNC_LAYOUT_H

#include "base/file.h"

enum layout { LAYOUT_OUT, LAYOUT_ENROL, LAYOUT_CONFIG, LAYOUT_RECEIPTS, LAYOUT_ERASE };

/* HAMAWAZ/out/<chapter>, HAMAWAZ/enrol, HAMAWAZ/cfg, HAMAWAZ/ack, HAMAWAZ/erase on `stick`; `chapter` NULL: no more.
 * Returns out. */
char *layout_folder(char out[FILE_PATH_MAX], const char *stick, enum layout what, const char *chapter);

/* Every line, without LF, of every ordinary file in `folder` whose name ends in `ending`; files over `most` bytes and
 * links are passed over, and so is a missing folder. False stops, with *err set. */
typedef bool layout_visit(const char *line, size_t n, void *arg, struct err *err);
MUST_CHECK bool layout_each_line(const char *folder, const char *ending, size_t most, layout_visit *visit, void *arg,
                                 struct err *err);

#endif
