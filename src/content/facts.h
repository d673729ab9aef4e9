/* The numbered facts a pack may lean on: how each is cited, and whether it may stand on a screen. */
#ifndef HAMAWAZ_CONTENT_FACTS_H
#define HAMAWAZ_CONTENT_FACTS_H

#include "content/tree.h"

enum fact_use { USE_SCREEN, USE_TRAINER, USE_NEVER };

struct fact {
    const char *id;
    struct words cite;
    enum fact_use use;
    bool is_law;
};

struct facts {
    const struct fact *at;
    size_t count;
};

struct reader;

/* Reads facts.yaml; a pack may do without. */
void facts_read(struct reader *reader);

/* Checks the facts (a text or a list of texts; NULL: none) named by something that visitors see, and writes their
 * citations in a row into the languages of `cite` that have none yet. True when one of them is a point of law. */
bool facts_cite(struct reader *reader, const struct node *names, struct words *cite);

#endif
