/* slides/: what goes round on the wall, in name order. Which keys a kind of slide has stands in one table, with a
 * bit for each kind; a picture without words needs no file at all. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/fields.h"
#include "content/parts.h"

static const char *const kinds[] = {
    [SLIDE_STATEMENT] = "statement", [SLIDE_FIGURE] = "figure",     [SLIDE_QUOTE] = "quote",
    [SLIDE_LIST] = "list",           [SLIDE_TIMELINE] = "timeline", [SLIDE_MYTH] = "myth",
    [SLIDE_COUNT] = "count",         [SLIDE_PICTURE] = "picture",   [SLIDE_QR] = "qr",
    [SLIDE_QR + 1] = NULL,
};

enum {
    STATEMENT = 1 << SLIDE_STATEMENT,
    FIGURE = 1 << SLIDE_FIGURE,
    QUOTE = 1 << SLIDE_QUOTE,
    LIST = 1 << SLIDE_LIST,
    TIMELINE = 1 << SLIDE_TIMELINE,
    MYTH = 1 << SLIDE_MYTH,
    COUNT = 1 << SLIDE_COUNT,
    PICTURE = 1 << SLIDE_PICTURE,
    QR = 1 << SLIDE_QR,
    SOURCED = STATEMENT | FIGURE | QUOTE | LIST | TIMELINE,
};

enum { FIGURE_LETTERS_MAX = 9, LINK_MAX = 200, ITEM_MAX = 88 };

/* Of all the items of a slide together. */
enum { LIST_MAX = 360, TIMELINE_MAX = 310 };
enum { TIMELINE_SOURCE_MAX = 90 }; /* beside it there is no room for two lines */

struct draft {
    struct slide slide;
    const struct node *figure, *items, *show, *fact;
    const char *item, *image;
};

#define IN_SLIDE(member) offsetof(struct draft, slide.member)
#define IN_DRAFT(member) offsetof(struct draft, member)

/* `says` has as many letters as fit 800x480 in the type of its kind. */
static const struct field slide_fields[] = {
    {"kind", FIELD_CHOICE, IN_SLIDE(kind), NEEDED, .choices = kinds},
    {"says", FIELD_WORDS, IN_SLIDE(says), .needed_in = STATEMENT | QR, .also_in = PICTURE, .most = 120},
    {"says", FIELD_WORDS, IN_SLIDE(says), .needed_in = FIGURE, .most = 130},
    {"says", FIELD_WORDS, IN_SLIDE(says), .needed_in = QUOTE, .most = 120},
    {"carry", FIELD_WORDS, IN_SLIDE(carry), .also_in = STATEMENT, .most = 120},
    {"title", FIELD_WORDS, IN_SLIDE(title), .needed_in = LIST | TIMELINE | COUNT, .also_in = FIGURE, .most = 60},
    {"by", FIELD_WORDS, IN_SLIDE(by), .needed_in = QUOTE, .most = 40},
    {"figure", FIELD_MAP, IN_DRAFT(figure), .needed_in = FIGURE},
    {"items", FIELD_LIST, IN_DRAFT(items), .needed_in = LIST | TIMELINE, .least = 2, .most = 5},
    {"item", FIELD_TEXT, IN_DRAFT(item), .needed_in = MYTH},
    {"image", FIELD_TEXT, IN_DRAFT(image), .needed_in = PICTURE},
    {"alt", FIELD_WORDS, IN_SLIDE(alt), .needed_in = PICTURE, .most = 240},
    {"credit", FIELD_WORDS, IN_SLIDE(credit), .needed_in = PICTURE, .most = 120},
    {"link", FIELD_TEXT, IN_SLIDE(link), .needed_in = QR, .most = LINK_MAX},
    {"source", FIELD_WORDS, IN_SLIDE(source), .also_in = SOURCED, .most = SOURCE_MAX},
    {"fact", FIELD_NODE, IN_DRAFT(fact), .also_in = SOURCED},
    {"show", FIELD_MAP, IN_DRAFT(show), OPTIONAL},
};

static const char *const prefixes[] = {"about", NULL};

struct figure_draft {
    struct figure figure;
    int prefix; /* index into prefixes, or -1 */
};

static const struct field figure_fields[] = {
    {"value", FIELD_TEXT, offsetof(struct figure_draft, figure.value), NEEDED, .most = FIGURE_LETTERS_MAX},
    {"unit", FIELD_TEXT, offsetof(struct figure_draft, figure.unit), OPTIONAL, .most = 4},
    {"prefix", FIELD_CHOICE, offsetof(struct figure_draft, prefix), OPTIONAL, .choices = prefixes},
    {"proportion", FIELD_SHARE, offsetof(struct figure_draft, figure.proportion), OPTIONAL},
};

static const struct field show_fields[] = {
    {"seconds", FIELD_NUMBER, offsetof(struct slide, seconds), OPTIONAL, .least = 3, .most = 120},
    {"weight", FIELD_NUMBER, offsetof(struct slide, weight), OPTIONAL, .least = 1, .most = 10},
    {"from", FIELD_YEARDAY, offsetof(struct slide, window.from), OPTIONAL},
    {"to", FIELD_YEARDAY, offsetof(struct slide, window.to), OPTIONAL},
};

static const struct field list_item_fields[] = {
    {"says", FIELD_WORDS, offsetof(struct slide_item, says), NEEDED, .most = ITEM_MAX},
};

static const struct field timeline_item_fields[] = {
    {"when", FIELD_WORDS_OR_TEXT, offsetof(struct slide_item, when), NEEDED, .most = 11},
    {"says", FIELD_WORDS, offsetof(struct slide_item, says), NEEDED, .most = ITEM_MAX},
};

const char *slide_kind_name(enum slide_kind kind)
{
    return kinds[kind];
}

static void read_list_item(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, list_item_fields, COUNT_OF(list_item_fields), ALWAYS, element);
}

static void read_timeline_item(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, timeline_item_fields, COUNT_OF(timeline_item_fields), ALWAYS, element);
}

static size_t letters_in(const struct words *words, int lang)
{
    return words->in[lang] ? utf8_count(words->in[lang], strlen(words->in[lang])) : 0;
}

/* All items share one page: together they have a limit too. Where one alone is too long that is said already. */
static void check_items(struct reader *reader, const struct node *list, const struct slide *slide)
{
    size_t most = slide->kind == SLIDE_TIMELINE ? TIMELINE_MAX : LIST_MAX;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        size_t sum = 0, longest = 0;
        for (size_t i = 0; i < slide->item_count; i++) {
            size_t letters = letters_in(&slide->items[i].says, lang);
            sum += letters;
            longest = letters > longest ? letters : longest;
        }
        if (sum > most && longest <= ITEM_MAX)
            report_fault(&reader->report, list->line, "shorten them, or make two slides of one",
                         "the items have %zu letters together; %zu are the most", sum, most);
    }
}

/* Digits, with commas between thousands and at most one point. */
static bool is_figure(const char *value)
{
    const char *point = strchr(value, '.');
    return strspn(value, "0123456789,.") == strlen(value) && strpbrk(value, "0123456789") == value &&
           (!point || !strpbrk(point + 1, ".,"));
}

static void read_figure(struct reader *reader, const struct node *map, struct figure *figure)
{
    struct figure_draft draft = {.figure = {.value = "", .unit = "", .proportion = -1}, .prefix = -1};
    fields_read(reader, map, figure_fields, COUNT_OF(figure_fields), ALWAYS, &draft);
    if (*draft.figure.value && !is_figure(draft.figure.value))
        report_fault(&reader->report, tree_find(map, "value")->line, "write digits, like 13, 4,175 or 0.5",
                     "`value` cannot be `%s`", draft.figure.value);
    draft.figure.is_about = draft.prefix >= 0;
    *figure = draft.figure;
}

static void read_show(struct reader *reader, const struct node *map, struct slide *slide)
{
    fields_read(reader, map, show_fields, COUNT_OF(show_fields), ALWAYS, slide);
    if (map && !tree_find(map, "from") != !tree_find(map, "to"))
        report_fault(&reader->report, map->line, "write both, like from: 11-25, to: 12-10",
                     "`from` and `to` go together");
}

/* ---- a myth slide's item, "deck/id" or "id" ---- */

static const struct quiz_item *find_item(const struct pack *pack, const char *name)
{
    const char *slash = strchr(name, '/');
    const char *id = slash ? slash + 1 : name;
    for (const struct deck *deck = pack->decks; deck < pack->decks + pack->deck_count; deck++) {
        if (slash && (strncmp(deck->name, name, (size_t)(slash - name)) != 0 || deck->name[slash - name]))
            continue;
        for (size_t i = 0; i < deck->item_count; i++) {
            if (deck->items[i].id && str_equal(deck->items[i].id, id))
                return &deck->items[i];
        }
    }
    return NULL;
}

static void read_myth(struct reader *reader, const struct pack *pack, const struct node *map, struct draft *draft)
{
    int line = tree_find(map, "item")->line;
    draft->slide.myth = find_item(pack, draft->item);
    if (!draft->slide.myth)
        report_fault(&reader->report, line, "write deck/id of an item in quizzes/", "there is no quiz item `%s`",
                     draft->item);
    else if (draft->slide.myth->verdict != VERDICT_MYTH)
        report_fault(&reader->report, line, "choose an item whose verdict is myth", "`%s` is a fact, not a myth",
                     draft->item);
}

/* ---- a slide ---- */

static void check_source(struct reader *reader, const struct node *map, struct draft *draft)
{
    draft->slide.is_law = facts_cite(reader, draft->fact, &draft->slide.source);
    if (draft->slide.kind == SLIDE_FIGURE && words_are_empty(&draft->slide.source))
        report_fault(&reader->report, map->line, "add `source` or `fact`, or take the figure out",
                     "a figure without a source");
    for (int lang = 0; draft->slide.kind == SLIDE_TIMELINE && lang < LANG_COUNT; lang++) {
        size_t letters = letters_in(&draft->slide.source, lang);
        if (letters > TIMELINE_SOURCE_MAX && letters <= SOURCE_MAX)
            report_fault(&reader->report, map->line, "shorten it",
                         "the source of a timeline has %zu letters; %d are the most", letters, TIMELINE_SOURCE_MAX);
    }
}

static void check_link(struct reader *reader, const struct node *link)
{
    const char *text = link->text;
    bool is_web = str_starts(text, "https://") || str_starts(text, "http://");
    for (const char *at = text; *at; at++)
        is_web = is_web && *at > ' ' && *at < 0x7F;
    if (!is_web)
        report_fault(&reader->report, link->line, "write an address like https://example.org",
                     "`link` is no address that a telephone could open");
}

static void read_parts(struct reader *reader, const struct pack *pack, const struct node *map, struct draft *draft)
{
    struct slide *slide = &draft->slide;
    reader_check_phrase(reader, tree_find(map, "carry"), &slide->says, &slide->carry);
    if (draft->figure)
        read_figure(reader, draft->figure, &slide->figure);
    read_show(reader, draft->show, slide);
    slide->items = reader_list(reader, draft->items, sizeof(*slide->items), &slide->item_count,
                               slide->kind == SLIDE_TIMELINE ? read_timeline_item : read_list_item);
    if (draft->items)
        check_items(reader, draft->items, slide);
    check_source(reader, map, draft);
    if (draft->item)
        read_myth(reader, pack, map, draft);
    if (draft->image)
        slide->image = picture_check(reader, draft->image, tree_find(map, "image")->line);
    if (slide->link)
        check_link(reader, tree_find(map, "link"));
}

/* The kind decides which keys are right, so it is read before them. */
static bool read_kind(struct reader *reader, const struct node *map, enum slide_kind *kind)
{
    const struct node *node = map->kind == NODE_MAP ? tree_find(map, "kind") : NULL;
    for (*kind = 0; node && kinds[*kind]; ++*kind) {
        if (str_equal(node->text, kinds[*kind]))
            return true;
    }
    report_fault(&reader->report, node ? node->line : map->line,
                 "write `kind:` and one of statement, figure, quote, list, timeline, myth, count, picture, qr",
                 "a slide of no known kind");
    return false;
}

static bool read_slide(struct reader *reader, const struct pack *pack, const char *name, struct slide *slide,
                       const char **image)
{
    struct draft draft = {.slide = {.name = reader_stem(reader, name), .weight = 1}};
    const struct node *map = reader_open(reader, reader_join(reader, "slides", name));
    enum slide_kind kind;
    if (!map || !read_kind(reader, map, &kind))
        return false;
    fields_read(reader, map, slide_fields, COUNT_OF(slide_fields), 1 << kind, &draft);
    read_parts(reader, pack, map, &draft);
    *slide = draft.slide;
    *image = draft.image;
    return true;
}

/* A picture dropped in. */
static bool read_bare_picture(struct reader *reader, const char *name, struct slide *slide)
{
    const char *path = reader_join(reader, "slides", name);
    report_file(&reader->report, path);
    *slide = (struct slide){.kind = SLIDE_PICTURE, .name = reader_stem(reader, name), .weight = 1};
    slide->image = picture_check(reader, path, 0);
    report_warning(&reader->report, 0, "give it a slide of kind picture, with `credit` and `alt`",
                   "a picture without credit and without words for those who cannot see it");
    return slide->image;
}

/* ---- the folder ---- */

struct folder {
    char **names;
    size_t count;
    const char **images; /* images[i]: the picture that slide file i names, relative to the pack */
};

static bool is_named_by_a_slide(const struct folder *folder, const char *name)
{
    for (size_t i = 0; i < folder->count; i++) {
        if (folder->images[i] && str_starts(folder->images[i], "slides/") && str_equal(folder->images[i] + 7, name))
            return true;
    }
    return false;
}

/* Slide files first, because they tell which pictures are theirs; but faults and slides stand in name order. */
static void read_folder(struct reader *reader, const struct pack *pack, struct folder *folder, struct slide *slides,
                        bool *is_read)
{
    int first_number = reader->report.file_number;
    for (size_t i = 0; i < folder->count; i++) {
        reader->report.file_number = first_number + (int)i;
        if (str_ends(folder->names[i], ".yaml"))
            is_read[i] = read_slide(reader, pack, folder->names[i], &slides[i], &folder->images[i]);
        else if (!picture_has_name(folder->names[i]))
            reader_warn_stray(reader, reader_join(reader, "slides", folder->names[i]),
                              "move it elsewhere, or save it as one of these",
                              "only .yaml, .jpg, .png and .svg files are shown");
    }
    for (size_t i = 0; i < folder->count; i++) {
        reader->report.file_number = first_number + (int)i;
        if (picture_has_name(folder->names[i]) && !is_named_by_a_slide(folder, folder->names[i]))
            is_read[i] = read_bare_picture(reader, folder->names[i], &slides[i]);
    }
    reader->report.file_number = first_number + (int)folder->count;
}

void slides_read(struct reader *reader, struct pack *pack)
{
    struct folder folder = {0};
    struct slide *slides = NULL;
    size_t count = 0;
    if (reader_names(reader, "slides", SLIDES_MAX, &folder.names, &folder.count)) {
        slides = arena_alloc(reader->arena, (folder.count + 1) * sizeof(*slides));
        folder.images = arena_alloc(reader->arena, (folder.count + 1) * sizeof(*folder.images));
        bool *is_read = arena_alloc(reader->arena, folder.count + 1);
        read_folder(reader, pack, &folder, slides, is_read);
        for (size_t i = 0; i < folder.count; i++) {
            if (is_read[i])
                slides[count++] = slides[i];
        }
        file_list_free(folder.names, folder.count);
    }
    if (count == 0) {
        report_file(&reader->report, "slides");
        report_fault(&reader->report, 0, "put pictures or slide files into the folder slides/",
                     "there is no slide that could be shown");
    }
    pack->slides = slides;
    pack->slide_count = count;
    reader->report.list->slide_count = count;
}
