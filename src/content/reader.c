/* Files of the pack, lists, words: what the readers of the single files share.
 *
 * Every path is joined from the pack's folder and a name that was checked to be short, and is looked at with lstat
 * before it is opened: a pack comes on somebody's stick and may hold anything. */
#include "content/reader.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum { YEAR_DAYS = 366 };

static const char *const lang_names[LANG_COUNT] = {[LANG_UR] = "Urdu", [LANG_EN] = "English"};

/* ---- files ---- */

char *reader_path(const struct reader *reader, const char *name, char path[FILE_PATH_MAX])
{
    CHECK(strlen(name) <= READER_NAME_MAX);
    return file_join(path, reader->folder, name);
}

enum entry_kind reader_entry(const struct reader *reader, const char *name)
{
    char path[FILE_PATH_MAX];
    struct stat status;
    if (lstat(reader_path(reader, name, path), &status) != 0)
        return ENTRY_NONE;
    if (S_ISREG(status.st_mode))
        return ENTRY_FILE;
    return S_ISDIR(status.st_mode) ? ENTRY_FOLDER : ENTRY_OTHER;
}

/* Each file is capped; thousands of them must not fill the machine either. */
static bool has_room(struct reader *reader)
{
    if (!reader->is_full && reader->arena->used_bytes > READER_PACK_MAX) {
        reader->is_full = true;
        report_fault(&reader->report, 0, "take something out",
                     "the pack is too large: files from here on are not read");
    }
    return !reader->is_full;
}

static bool is_file(struct reader *reader, const char *name)
{
    switch (reader_entry(reader, name)) {
    case ENTRY_FILE:
        return true;
    case ENTRY_NONE:
        report_fault(&reader->report, 0, "write it; the README of the campaign pack shows how", "the file is missing");
        return false;
    case ENTRY_FOLDER:
    case ENTRY_OTHER:
        report_fault(&reader->report, 0, "put the file itself here", "this is a link, folder or device, not a file");
        return false;
    }
    return false;
}

static const struct node *read_tree(struct reader *reader, const char *name)
{
    if (!has_room(reader) || !is_file(reader, name))
        return NULL;
    char path[FILE_PATH_MAX], *data;
    size_t n;
    struct err err;
    if (!file_read(reader_path(reader, name, path), TREE_FILE_MAX, &data, &n, &err)) {
        report_err(&reader->report, 0, "a text file of at most 1 MB is wanted, that everybody may read", &err);
        return NULL;
    }
    const struct node *root = tree_read(reader->arena, data, n, &reader->report);
    free(data);
    return root;
}

const struct node *reader_open(struct reader *reader, const char *name)
{
    report_file(&reader->report, name);
    const struct node *root = read_tree(reader, name);
    reader->report.list->unread_count += !root;
    return root;
}

/* Names are shown to staff and written into reports; a name with hidden signs was made to deceive. */
static bool names_are_good(struct reader *reader, char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!letters_are_allowed(names[i]) || strchr(names[i], '\n')) {
            report_fault(&reader->report, 0, "rename it", "the name of the file `%s` holds damaged or hidden letters",
                         names[i]);
            return false;
        }
    }
    return true;
}

bool reader_names(struct reader *reader, const char *folder, size_t most, char ***names, size_t *count)
{
    if (reader_entry(reader, folder) == ENTRY_NONE)
        return false;
    report_file(&reader->report, folder);
    char path[FILE_PATH_MAX];
    struct err err;
    if (reader_entry(reader, folder) != ENTRY_FOLDER) {
        report_fault(&reader->report, 0, "make it a folder", "this is not a folder");
        return false;
    }
    if (!file_list(reader_path(reader, folder, path), names, count, &err)) {
        report_err(&reader->report, 0, "see who may read the folder", &err);
        return false;
    }
    if (*count <= most && names_are_good(reader, *names, *count))
        return true;
    if (*count > most)
        report_fault(&reader->report, 0, "move some elsewhere", "%zu files; at most %zu are read", *count, most);
    file_list_free(*names, *count);
    return false;
}

const char *reader_join(struct reader *reader, const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    file_join(path, folder, name);
    return arena_string(reader->arena, path, strlen(path));
}

const char *reader_stem(struct reader *reader, const char *name)
{
    const char *dot = strrchr(name, '.');
    return arena_string(reader->arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* ---- lists and words ---- */

void *reader_list(struct reader *reader, const struct node *list, size_t size, size_t *count,
                  void (*each)(struct reader *reader, const struct node *entry, void *element))
{
    *count = list ? list->count : 0;
    char *array = arena_alloc(reader->arena, (*count + 1) * size);
    char *element = array;
    for (const struct node *entry = list ? list->first : NULL; entry; entry = entry->next, element += size)
        each(reader, entry, element);
    return array;
}

void reader_check_text(struct reader *reader, const struct node *text, int most)
{
    size_t letters = utf8_count(text->text, strlen(text->text));
    if (most > 0 && letters > (size_t)most) {
        char mend[80];
        snprintf(mend, sizeof(mend), "shorten them to %d, so that they fit the smallest screen", most);
        report_fault(&reader->report, text->line, mend, "the words of `%s` have %zu letters", text->key, letters);
    }
    uint32_t missing = coverage_missing(&reader->coverage, text->text);
    if (missing)
        report_fault(&reader->report, text->line, "write it another way", "no font has the letter U+%04X", missing);
}

static void read_language(struct reader *reader, const struct node *entry, int most, struct words *words)
{
    enum lang lang;
    if (!lang_from_code(entry->key, &lang)) {
        report_fault(&reader->report, entry->line, "use en and ur", "`%s` is not a language the screens speak",
                     entry->key);
        return;
    }
    if (entry->kind != NODE_TEXT) {
        report_fault(&reader->report, entry->line, "write them between double quotes", "the words of `%s` are no text",
                     entry->key);
        return;
    }
    reader_check_text(reader, entry, most);
    if (*entry->text)
        words->in[lang] = entry->text;
}

void reader_words(struct reader *reader, const struct node *node, const char *name, int most, struct words *words)
{
    if (node->kind != NODE_MAP) {
        report_fault(&reader->report, node->line, "write {en: \"...\", ur: \"...\"}",
                     "`%s` needs its words in each language", name);
        return;
    }
    for (const struct node *entry = node->first; entry; entry = entry->next)
        read_language(reader, entry, most, words);
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        if (words->in[lang])
            continue;
        char mend[80];
        snprintf(mend, sizeof(mend), "add %s: \"...\"", lang_code(lang));
        report_fault(&reader->report, node->line, mend, "`%s` has no words in %s", name, lang_names[lang]);
        reader->report.list->missing[lang]++;
    }
}

/* ---- what several files check ---- */

static const char *text_of(const struct node *map, const char *key)
{
    const struct node *value = tree_find(map, key);
    return value && value->kind == NODE_TEXT ? value->text : NULL;
}

void reader_check_unique(struct reader *reader, const struct node *list, const char *key)
{
    for (const struct node *entry = list ? list->first : NULL; entry; entry = entry->next) {
        const char *text = text_of(entry, key);
        const struct node *twin = list->first;
        while (text && twin != entry && !str_equal(text_of(twin, key), text))
            twin = twin->next;
        if (text && twin != entry)
            report_fault(&reader->report, tree_find(entry, key)->line, "give one of them another",
                         "`%s: %s` stands here twice", key, text);
    }
}

void reader_check_phrase(struct reader *reader, const struct node *node, const struct words *says,
                         const struct words *phrase)
{
    for (enum lang lang = 0; node && lang < LANG_COUNT; lang++) {
        if (phrase->in[lang] && says->in[lang] && !strstr(says->in[lang], phrase->in[lang]))
            report_fault(&reader->report, node->line, "write a part of the sentence, letter by letter the same",
                         "`%s` in %s does not stand in the sentence", node->key, lang_names[lang]);
    }
}

void reader_warn_stray(struct reader *reader, const char *name, const char *mend, const char *what)
{
    report_file(&reader->report, arena_string(reader->arena, name, strlen(name)));
    report_warning(&reader->report, 0, mend, "%s", what);
}

void reader_check_age(struct reader *reader, int line, struct day day, const char *mend, const char *what)
{
    if (day.year == 0 || reader->today.year == 0)
        return;
    int64_t age_days = clock_day_number(reader->today) - clock_day_number(day);
    if (age_days > YEAR_DAYS)
        report_warning(&reader->report, line, mend, "%s", what);
    else if (age_days < 0)
        report_warning(&reader->report, line, "mend the day, or this machine's clock", "the day still lies ahead");
}
