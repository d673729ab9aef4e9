/* A file into the chapter's store, in one transaction: a file that cannot be read to its end, or a machine that is
 * switched off, leaves the store as it was. Lines that verify are kept whatever their neighbours are. */
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "sync/bundle.h"
#include "sync/layout.h"
#include "sync/office.h"

enum { STREAMS_MAX = 4096 };

struct import {
    struct chapter *chapter;
    const struct keys_public *own;
    struct arrivals *arrivals;
    import_progress *progress;
    void *arg;
    struct import_report *report;
    int64_t lines;
    bool is_left;     /* the bundle being read is another chapter's */
    bool is_enrolled; /* `kiosk` is */
    char kiosk[VAULT_KIOSK_ID_MAX];
};

bool import_is_in_order(const struct import_report *report)
{
    return report->conflicts + report->damaged + report->torn + report->broken + report->strange == 0;
}

void arrivals_finish(struct arrivals *arrivals)
{
    free(arrivals->at);
    *arrivals = (struct arrivals){0};
}

static void note_arrival(struct arrivals *arrivals, const struct line_facts *facts, const uint8_t *sha256)
{
    size_t i = arrivals->count;
    while (i > 0 &&
           (arrivals->at[i - 1].stream != facts->stream || !str_equal(arrivals->at[i - 1].kiosk, facts->kiosk)))
        i--;
    if (i == 0) {
        if (arrivals->count == STREAMS_MAX)
            return;
        if (arrivals->count == arrivals->room)
            arrivals->at = mem_resize(arrivals->at, arrivals->room += 64, sizeof *arrivals->at);
        i = ++arrivals->count;
        arrivals->at[i - 1] = (struct arrival){.stream = facts->stream};
        memcpy(arrivals->at[i - 1].kiosk, facts->kiosk, sizeof facts->kiosk);
    }
    struct arrival *arrival = &arrivals->at[i - 1];
    if (facts->seq < arrival->seq)
        return;
    arrival->seq = facts->seq;
    memcpy(arrival->hash, sha256, VAULT_HASH_BYTES);
}

static bool look_up(struct import *import, const char *kiosk, struct err *err)
{
    uint8_t ignored[VAULT_KEY_BYTES];
    if (str_equal(import->kiosk, kiosk))
        return true;
    (void)str_copy(import->kiosk, sizeof import->kiosk, kiosk);
    return chapter_find_kiosk(import->chapter, kiosk, ignored, &import->is_enrolled, err);
}

static bool take_record(struct import *import, const struct bundle_line *line, struct err *err)
{
    struct import_report *report = import->report;
    enum chapter_added how;
    uint8_t sha256[VAULT_HASH_BYTES];
    if (import->is_left) {
        report->left++;
        return true;
    }
    if (!chapter_add(import->chapter, line->facts, line->text, line->n, &how, sha256, err) ||
        !look_up(import, line->facts->kiosk, err))
        return false;
    report->added += how == CHAPTER_NEW;
    report->held += how == CHAPTER_HELD;
    report->conflicts += how == CHAPTER_CONFLICT;
    report->demonstration += line->facts->is_demonstration;
    report->strange += !import->is_enrolled;
    note_arrival(import->arrivals, line->facts, sha256);
    return true;
}

static bool is_own(const struct import *import, const struct verifier *by)
{
    for (size_t i = 0; i < import->own->count; i++) {
        if (memcmp(import->own->epoch[i].sign, by->public_key, VAULT_KEY_BYTES) == 0)
            return true;
    }
    return false;
}

static bool take_config(struct import *import, const struct bundle_line *line, const struct config *config,
                        struct err *err)
{
    struct verifier kiosk_key;
    struct chapter_kiosk kiosk = {.version = config->version,
                                  .is_revoked = config->is_revoked,
                                  .trusted_up_to = config->trusted_up_to,
                                  .keeps_forks = config->keeps_forks};
    verifier_init(&kiosk_key, config->kiosk_key);
    memcpy(kiosk.id, kiosk_key.id, sizeof kiosk.id);
    memcpy(kiosk.label, config->label, sizeof kiosk.label);
    import->kiosk[0] = '\0'; /* what was looked up may be different now */
    import->report->statements++;
    return chapter_put_kiosk(import->chapter, &kiosk, config->kiosk_key, line->text, line->n, err);
}

/* Only what the chapter itself signed; receipts and others' lines are nothing to a laptop. */
static bool take_statement(struct import *import, const struct bundle_line *line, struct err *err)
{
    struct config config;
    struct erasure erasure;
    if (config_read(line->text, line->n, &config, NULL) && is_own(import, &config.by))
        return take_config(import, line, &config, err);
    if (erasure_read(line->text, line->n, &erasure, NULL) && is_own(import, &erasure.by)) {
        import->report->statements++;
        return chapter_erase(import->chapter, erasure.record_id, line->text, line->n, err);
    }
    return true;
}

static void take_head(struct import *import, const struct line_facts *facts)
{
    memcpy(import->report->kiosk, facts->kiosk, sizeof facts->kiosk);
    memcpy(import->report->chapter, facts->chapter, sizeof facts->chapter);
    import->is_left = !facts->is_demonstration && !str_equal(facts->chapter, import->own->name);
}

static bool visit(const struct bundle_line *line, void *arg, struct err *err)
{
    struct import *import = arg;
    if (import->progress != NULL && ++import->lines % 64 == 0)
        import->progress(import->lines, import->arg);
    switch (line->item) {
    case BUNDLE_HEAD:
        take_head(import, line->facts);
        return true;
    case BUNDLE_RECORD:
        return take_record(import, line, err);
    case BUNDLE_STATEMENT:
        return take_statement(import, line, err);
    case BUNDLE_TAIL:
        return true;
    case BUNDLE_BAD_TAIL:
        import->report->broken++;
        return true;
    case BUNDLE_DAMAGED:
        import->report->damaged++;
        return true;
    case BUNDLE_TORN:
        import->report->torn++;
        return true;
    }
    return true;
}

static bool find_key(const char *kiosk, uint8_t public_key[VAULT_KEY_BYTES], void *arg)
{
    struct import *import = arg;
    bool is_there = false;
    return chapter_find_kiosk(import->chapter, kiosk, public_key, &is_there, NULL) && is_there;
}

bool import_file(struct chapter *chapter, const struct keys_public *own, const char *path, struct arrivals *arrivals,
                 import_progress *progress, void *arg, struct import_report *report, struct err *err)
{
    struct import import = {chapter, own, arrivals, progress, arg, report, 0, false, false, ""};
    *report = (struct import_report){0};
    if (!chapter_begin(chapter, err))
        return false;
    if (bundle_read(path, visit, find_key, &import, NULL, err) && chapter_commit(chapter, err))
        return true;
    chapter_rollback(chapter);
    return false;
}

/* Adds folder's *.hzb to the list. */
static bool add_bundles(const char *folder, char ***paths, size_t *count, struct err *err)
{
    char **names, path[FILE_PATH_MAX];
    size_t n;
    if (!file_list(folder, &names, &n, err))
        return false;
    for (size_t i = 0; i < n && *count < STICK_FILES_MAX; i++) {
        if (!str_ends(names[i], ".hzb") || strlen(folder) + strlen(names[i]) + 2 > FILE_PATH_MAX)
            continue;
        file_join(path, folder, names[i]);
        *paths = mem_resize(*paths, *count + 1, sizeof **paths);
        (*paths)[(*count)++] = mem_string(path, strlen(path));
    }
    file_list_free(names, n);
    return true;
}

bool office_list_bundles(const char *stick, char ***paths, size_t *count, struct err *err)
{
    char out[FILE_PATH_MAX], folder[FILE_PATH_MAX], **chapters;
    size_t n;
    *paths = NULL;
    *count = 0;
    if (!file_is_folder(layout_folder(out, stick, LAYOUT_OUT, NULL)))
        return err_set(err, ERR_MISSING, stick,
                       "There are no pledges of a kiosk on this stick: write them there first.");
    if (!file_list(out, &chapters, &n, err))
        return false;
    bool is_good = true;
    for (size_t i = 0; is_good && i < n; i++) {
        if (strlen(out) + strlen(chapters[i]) + 2 <= FILE_PATH_MAX &&
            file_is_folder(file_join(folder, out, chapters[i])))
            is_good = add_bundles(folder, paths, count, err);
    }
    file_list_free(chapters, n);
    return is_good;
}
