/* From trees to structures, by tables: the keys of a file stand in a constant table of fields, and one function reads a
 * map by it and reports whatever is missing, unknown or wrong. */
#ifndef HAMAWAZ_CONTENT_FIELDS_H
#define HAMAWAZ_CONTENT_FIELDS_H

#include "content/reader.h"

enum field_type {
    FIELD_WORDS,         /* struct words: a map of language to text */
    FIELD_WORDS_OR_TEXT, /* struct words: or one text for all languages */
    FIELD_TEXT,          /* const char * */
    FIELD_ID,            /* const char *: small letters, digits, dashes */
    FIELD_NUMBER,        /* int */
    FIELD_SHARE,         /* double, 0 to 1 */
    FIELD_FLAG,          /* bool: true, false */
    FIELD_CHOICE,        /* int or enum: index into `choices` */
    FIELD_DATE,          /* struct day: 2026-11-22 */
    FIELD_YEARDAY,       /* struct day with year 0: 11-25 */
    FIELD_MAP,           /* const struct node *, read by the caller */
    FIELD_LIST,          /* const struct node *, read by the caller */
    FIELD_NODE,          /* const struct node * of any kind, read by the caller */
};

/* Some maps come in shapes (slides in kinds), a bit each; a field of any other map is simply one of these. */
enum { ALWAYS = ~0 };
#define NEEDED .needed_in = ALWAYS
#define OPTIONAL .also_in = ALWAYS

enum { ID_MAX = 31 }; /* letters of an id; records keep 32 bytes */

struct field {
    const char *name;
    enum field_type type;
    size_t offset;              /* into the structure to be filled */
    int needed_in, also_in;     /* shapes that must have it; that may */
    int least, most;            /* of a number; of a list's entries; `most`: letters of a text (0: any) */
    const char *const *choices; /* NULL-terminated */
};

/* Fills `into` from `map` by the fields of `shape`. What cannot be read is reported and stays as it was, so that one
 * reading finds every fault. `map` NULL: the file
 * was reported already. */
void fields_read(struct reader *reader, const struct node *map, const struct field *fields, size_t count, int shape,
                 void *into);

/* Is it an id? */
bool fields_id_is_good(const char *text);

#endif
