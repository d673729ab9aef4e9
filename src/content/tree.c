/* YAML to tree, by libyaml's events.
 *
 * The depth of the input is kept on a stack of our own with a fixed height, so no input makes the program recurse.
 * libyaml is fed only bytes that scan_bytes has passed: what it says about encoding and controls names no line. Its
 * sentences are written for programmers and are replaced by ours. */
#include "content/tree.h"

#include <string.h>
#include <yaml.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/letters.h"

/* A file of another encoding, or no text at all, is bad in every line. */
enum { BAD_LINES_MAX = 20 };

static const char quote_it[] = "put the words between double quotes";

/* A list or map that is not closed yet. */
struct level {
    struct node *node;
    struct node *last;
    const char *key; /* of the map, waiting for its value */
    int key_line;
    bool is_twin; /* the key stands there already: its value is read but not kept */
};

struct builder {
    struct arena *arena;
    struct report *report;
    struct node *root;
    struct level open[TREE_DEPTH_MAX];
    int depth;
    size_t nodes;
};

static int line_of(const yaml_event_t *event)
{
    return (int)event->start_mark.line + 1;
}

/* ---- before the parser ---- */

static bool report_letter(struct report *report, int line, uint32_t letter)
{
    if (letter == UTF8_BAD)
        report_fault(report, line, "save the file as UTF-8 in the editor, then mend the words",
                     "damaged letters: this is not UTF-8");
    else
        report_fault(report, line, "delete it, or type the word again", "an invisible sign, U+%04X, stands here",
                     letter);
    return false;
}

/* One fault a line is enough. */
static bool scan_line(const char *text, size_t n, int line, struct report *report)
{
    size_t indent = 0;
    while (indent < n && text[indent] == ' ')
        indent++;
    if (indent < n && text[indent] == '\t') {
        report_fault(report, line, "indent with spaces", "the line begins with a tab");
        return false;
    }
    for (size_t at = 0; at < n;) {
        uint32_t letter = utf8_next(text, n, &at);
        if (letter == UTF8_BAD || (!letter_is_allowed(letter) && letter != '\t'))
            return report_letter(report, line, letter);
    }
    return true;
}

static bool scan_bytes(const char *data, size_t n, struct report *report)
{
    int bad_lines = 0;
    size_t at = 0;
    for (int line = 1; at < n && bad_lines < BAD_LINES_MAX; line++) {
        const char *end = memchr(data + at, '\n', n - at);
        size_t length = end ? (size_t)(end - data) - at : n - at;
        bool has_return = length > 0 && data[at + length - 1] == '\r';
        bad_lines += !scan_line(data + at, length - has_return, line, report);
        at += length + 1;
    }
    return bad_lines == 0;
}

/* ---- the tree ---- */

/* Puts `node` into the innermost open list or map, or at the root. */
static void attach(struct builder *builder, struct node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    struct level *parent = &builder->open[builder->depth - 1];
    if (parent->key) {
        node->key = parent->key;
        node->line = parent->key_line;
        parent->key = NULL;
        if (parent->is_twin)
            return;
    }
    *(parent->last ? &parent->last->next : &parent->node->first) = node;
    parent->last = node;
    parent->node->count++;
}

static bool new_node(struct builder *builder, enum node_kind kind, int line, struct node **node)
{
    if (++builder->nodes > TREE_NODES_MAX) {
        report_fault(builder->report, line, "split it, or take something out",
                     "the file holds more than %d texts, lists and maps", TREE_NODES_MAX);
        return false;
    }
    *node = arena_alloc(builder->arena, sizeof(**node));
    (*node)->kind = kind;
    (*node)->line = line;
    return true;
}

/* The map whose next text is a key; else NULL. */
static struct level *awaiting_key(struct builder *builder)
{
    struct level *top = builder->depth > 0 ? &builder->open[builder->depth - 1] : NULL;
    return top && top->node->kind == NODE_MAP && !top->key ? top : NULL;
}

static bool take_key(struct builder *builder, struct level *map, const char *key, int line)
{
    const struct node *twin = tree_find(map->node, key);
    if (twin)
        report_fault(builder->report, line, "keep one of them", "`%s` stands here twice, first in line %d", key,
                     twin->line);
    if (map->node->count == TREE_KEYS_MAX) {
        report_fault(builder->report, line, "take something out", "more than %d keys in one place", TREE_KEYS_MAX);
        return false;
    }
    map->key = key;
    map->key_line = line;
    map->is_twin = twin;
    return true;
}

/* Escapes ("\u202E") bring in what scan_bytes keeps out. */
static void check_escapes(struct builder *builder, const char *text, size_t n, int line)
{
    for (size_t at = 0; at < n;) {
        uint32_t letter = utf8_next(text, n, &at);
        if (letter == UTF8_BAD || !letter_is_allowed(letter)) {
            report_letter(builder->report, line, letter);
            return;
        }
    }
}

static bool take_text(struct builder *builder, const yaml_event_t *event)
{
    const char *bytes = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    check_escapes(builder, bytes, n, line_of(event));
    while (n > 0 && (bytes[n - 1] == ' ' || bytes[n - 1] == '\n'))
        n--;
    const char *text = arena_string(builder->arena, bytes, n);
    struct level *map = awaiting_key(builder);
    if (map)
        return take_key(builder, map, text, line_of(event));
    struct node *node;
    if (!new_node(builder, NODE_TEXT, line_of(event), &node))
        return false;
    node->text = text;
    attach(builder, node);
    return true;
}

static bool open_node(struct builder *builder, enum node_kind kind, int line)
{
    if (awaiting_key(builder)) {
        report_fault(builder->report, line, quote_it, "a bracket or dash stands where a key should be");
        return false;
    }
    if (builder->depth == TREE_DEPTH_MAX) {
        report_fault(builder->report, line, "look at the brackets and the indentation",
                     "more than %d lists and maps inside each other", TREE_DEPTH_MAX);
        return false;
    }
    struct node *node;
    if (!new_node(builder, kind, line, &node))
        return false;
    attach(builder, node);
    builder->open[builder->depth++] = (struct level){.node = node};
    return true;
}

static bool refuse(struct builder *builder, int line, const char *sign)
{
    report_fault(builder->report, line, quote_it, "the words begin with %s, which has a meaning of its own here", sign);
    return false;
}

static bool is_plain(struct builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag, int line)
{
    return (!anchor || refuse(builder, line, "&")) && (!tag || refuse(builder, line, "!"));
}

/* False: there is no tree, and why was reported. */
static bool take_event(struct builder *builder, const yaml_event_t *event)
{
    int line = line_of(event);
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return is_plain(builder, event->data.scalar.anchor, event->data.scalar.tag, line) && take_text(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return is_plain(builder, event->data.sequence_start.anchor, event->data.sequence_start.tag, line) &&
               open_node(builder, NODE_LIST, line);
    case YAML_MAPPING_START_EVENT:
        return is_plain(builder, event->data.mapping_start.anchor, event->data.mapping_start.tag, line) &&
               open_node(builder, NODE_MAP, line);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        builder->depth--;
        return true;
    case YAML_ALIAS_EVENT:
        return refuse(builder, line, "*");
    case YAML_DOCUMENT_START_EVENT:
        if (!builder->root)
            return true;
        report_fault(builder->report, line, "make it a file of its own", "a second document begins here");
        return false;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

/* libyaml's problem, in words that say what usually causes it. */
static void report_problem(struct report *report, const yaml_parser_t *parser)
{
    static const struct {
        const char *problem, *what, *mend;
    } known[] = {
        {"mapping values are not allowed in this context", "a colon stands inside words that have no quotes", quote_it},
        {"found character that cannot start any token", "the words begin with a sign like @, % or `", quote_it},
        {"found unexpected end of stream", "a quote or bracket is opened and never closed", "close it"},
        {"could not find expected ':'", "a key has no colon after it", "write `key: words`"},
    };
    int line = (int)parser->problem_mark.line + 1;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_equal(parser->problem, known[i].problem)) {
            report_fault(report, line, known[i].mend, "%s", known[i].what);
            return;
        }
    }
    report_fault(report, line, "look at quotes, colons, brackets and indentation here and in the line above",
                 "the file cannot be understood from here on");
}

static bool build(struct builder *builder, yaml_parser_t *parser)
{
    for (bool is_over = false; !is_over;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            report_problem(builder->report, parser);
            return false;
        }
        is_over = event.type == YAML_STREAM_END_EVENT;
        bool is_good = take_event(builder, &event);
        yaml_event_delete(&event);
        if (!is_good)
            return false;
    }
    if (!builder->root)
        report_fault(builder->report, 0, "write it, or delete the file", "the file is empty");
    return builder->root;
}

const struct node *tree_read(struct arena *arena, const char *data, size_t n, struct report *report)
{
    size_t mark = n >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* some editors' sign for UTF-8 */
    data += mark;
    n -= mark;
    if (!scan_bytes(data, n, report))
        return NULL;
    yaml_parser_t parser;
    CHECK(yaml_parser_initialize(&parser)); /* fails for want of memory only */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, n);
    struct builder builder = {.arena = arena, .report = report};
    bool is_whole = build(&builder, &parser);
    yaml_parser_delete(&parser);
    return is_whole ? builder.root : NULL;
}

const struct node *tree_find(const struct node *map, const char *key)
{
    const struct node *entry = map ? map->first : NULL;
    while (entry && !str_equal(entry->key, key))
        entry = entry->next;
    return entry;
}
