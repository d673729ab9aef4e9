/* Reading the pack's files: what every part of content/ needs while a pack is read. */
#ifndef HAMAWAZ_CONTENT_READER_H
#define HAMAWAZ_CONTENT_READER_H

#include "base/file.h"
#include "content/facts.h"
#include "content/letters.h"
#include "content/pack.h"
#include "content/report.h"
#include "content/tree.h"

enum {
    READER_NAME_MAX = 400,              /* bytes of a name relative to the pack */
    READER_PACK_MAX = 64 * 1024 * 1024, /* bytes of memory for all that is read */
};

struct reader {
    struct arena *arena; /* of the pack: everything handed out lives here */
    struct report report;
    const char *folder;
    struct day today;         /* year 0: unknown */
    struct coverage coverage; /* empty: letters are not checked */
    struct facts facts;
    bool is_full; /* READER_PACK_MAX was reached and reported */
};

enum entry_kind { ENTRY_NONE, ENTRY_FILE, ENTRY_FOLDER, ENTRY_OTHER };

/* What `name` (relative to the pack) is. Links and devices are OTHER: they lead out of the pack, or never end. */
enum entry_kind reader_entry(const struct reader *reader, const char *name);

/* Full path of `name` in `path`; returns path. */
char *reader_path(const struct reader *reader, const char *name, char path[FILE_PATH_MAX]);

/* Makes `name` the file that faults belong to, and reads it. NULL: reported. */
const struct node *reader_open(struct reader *reader, const char *name);

/* Names in a folder of the pack, sorted; at most `most`, more is a fault. False: reported, or there is no such folder.
 * Ended by file_list_free. */
bool reader_names(struct reader *reader, const char *folder, size_t most, char ***names, size_t *count);

/* "a/b" and "name without its ending" in the arena. */
const char *reader_join(struct reader *reader, const char *folder, const char *name);
const char *reader_stem(struct reader *reader, const char *name);

/* Reads every entry of `list` (may be NULL) by `each` into a new array; *count receives its length. */
void *reader_list(struct reader *reader, const struct node *list, size_t size, size_t *count,
                  void (*each)(struct reader *reader, const struct node *entry, void *element));

/* Checks the letters of a text against `most` (0: any number) and the fonts. */
void reader_check_text(struct reader *reader, const struct node *text, int most);

/* Words in each language from a map. A missing language is a fault. `name` is for the fault; `most` letters (0:
 * any). */
void reader_words(struct reader *reader, const struct node *node, const char *name, int most, struct words *words);

/* Faults two entries of `list` (may be NULL) with the same text under `key`. */
void reader_check_unique(struct reader *reader, const struct node *list, const char *key);

/* Faults a `phrase` that does not stand in `says`, by language; `node` (may be NULL) is where the phrase was read. */
void reader_check_phrase(struct reader *reader, const struct node *node, const struct words *says,
                         const struct words *phrase);

/* Warns of a file, named relative to the pack, that lies there to no effect. */
void reader_warn_stray(struct reader *reader, const char *name, const char *mend, const char *what);

/* Warns when `day` lies more than a year back, saying `what` and `mend`, or still ahead. A year of 0 passes. */
void reader_check_age(struct reader *reader, int line, struct day day, const char *mend, const char *what);

#endif
