/* One YAML file as a tree of texts, lists and maps that know their lines: the part of YAML people write by hand,
 * nothing more. No aliases, anchors, tags or second documents; sizes and depth are capped before memory is asked
 * for. */
#ifndef HAMAWAZ_CONTENT_TREE_H
#define HAMAWAZ_CONTENT_TREE_H

#include <stddef.h>

#include "base/arena.h"
#include "content/report.h"

enum {
    TREE_FILE_MAX = 1 << 20, /* bytes */
    TREE_DEPTH_MAX = 20,     /* lists and maps inside each other */
    TREE_NODES_MAX = 20000,
    TREE_KEYS_MAX = 300, /* of one map */
};

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    int line;           /* from 1; of the key, where there is one */
    const char *key;    /* as an entry of a map; else NULL */
    const char *text;   /* NODE_TEXT, white space at the end cut off; never NULL, may be empty */
    size_t count;       /* entries */
    struct node *first; /* entry; the others by `next` */
    struct node *next;
};

/* Reads `n` bytes. Faults go to `report`: letters that may not stand there, duplicate keys, and the first place
 * where the YAML cannot be understood. Returns the root, or NULL when there is no whole tree (then at least one
 * fault was reported); a doubled key keeps its first value. Nodes live in the arena. */
const struct node *tree_read(struct arena *arena, const char *data, size_t n, struct report *report);

/* The entry of a map, or NULL. `map` may be NULL. */
const struct node *tree_find(const struct node *map, const char *key);

#endif
