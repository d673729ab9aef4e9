/* A copy of the last good pack, so that one which is damaged later does not end the show: a chapter edits its folder
 * with any editor, and the kiosk may start while it is half saved. */
#ifndef HAMAWAZ_CONTENT_KEEP_H
#define HAMAWAZ_CONTENT_KEEP_H

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"

/* Copies the pack in `folder` (known to be good) to `kept`, unless it is there already: same names, sizes and times.
 * After a power cut either the old or the new copy is whole. Slow when the pack is new: every file is flushed. */
MUST_CHECK bool pack_keep(const char *folder, const char *kept, struct err *err);

/* The folder that holds the copy, in `out`; false when there is none. */
bool pack_kept(const char *kept, char out[FILE_PATH_MAX]);

#endif
