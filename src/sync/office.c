/* The chapter's answers: configurations, receipts, erasures. Whatever goes to a kiosk is signed by each epoch that the
 * chapter still has, newest first, because a kiosk believes only the key it learned last. */
#include "sync/office.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "sync/layout.h"

static bool put_file(const char *stick, enum layout what, const char *name, const char *ending, const struct str *text,
                     struct err *err)
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX], full[64];
    snprintf(full, sizeof full, "%s%s", name, ending);
    return file_make_folder(layout_folder(folder, stick, what, NULL), err) &&
           file_write_atomic(file_join(path, folder, full), str_get(text), text->length, 0644, err);
}

static void add_line(struct str *text, const struct str *line)
{
    str_append(text, line->at, line->length);
    str_add(text, "\n");
}

static void fill_keys(const struct keys_public *own, struct config *config)
{
    (void)str_copy(config->chapter, sizeof config->chapter, own->name);
    (void)str_copy(config->to[0].id, VAULT_NAME_MAX, own->epoch[0].id);
    memcpy(config->to[0].public_key, own->epoch[0].box, VAULT_KEY_BYTES);
    memcpy(config->sign_key, own->epoch[0].sign, VAULT_KEY_BYTES);
    config->to_count = 1;
    if (own->recovery.id[0] != '\0')
        config->to[config->to_count++] = own->recovery;
}

/* Keeps a configuration, signed by the newest key. */
static bool keep_config(struct chapter *chapter, const struct keys *keys, const struct config *config, struct err *err)
{
    struct str line = {0};
    struct verifier key;
    struct chapter_kiosk kiosk = {.version = config->version,
                                  .is_revoked = config->is_revoked,
                                  .trusted_up_to = config->trusted_up_to,
                                  .keeps_forks = config->keeps_forks};
    verifier_init(&key, config->kiosk_key);
    memcpy(kiosk.id, key.id, sizeof kiosk.id);
    memcpy(kiosk.label, config->label, sizeof kiosk.label);
    config_write(keys, 0, config, &line);
    bool is_kept = chapter_put_kiosk(chapter, &kiosk, config->kiosk_key, line.at, line.length, err);
    str_finish(&line);
    return is_kept;
}

/* The configuration that a kiosk has now. */
struct lookup {
    const char *kiosk;
    struct config *config;
    bool is_there;
};

static bool look(const struct chapter_kiosk *kiosk, const char *config, size_t n, void *arg, struct err *err)
{
    struct lookup *lookup = arg;
    if (!str_equal(kiosk->id, lookup->kiosk))
        return true;
    lookup->is_there = true;
    return config_read(config, n, lookup->config, err);
}

static bool find_config(struct chapter *chapter, const char *kiosk, struct config *config, bool *is_there,
                        struct err *err)
{
    struct lookup lookup = {kiosk, config, false};
    *config = (struct config){0};
    bool is_read = chapter_each_kiosk(chapter, look, &lookup, err);
    *is_there = lookup.is_there;
    return is_read;
}

bool office_enrol(struct chapter *chapter, const struct keys *keys, const struct enrol_request *request,
                  const struct kiosk_terms *terms, int64_t now_s, struct err *err)
{
    struct config config;
    bool is_there = false;
    if (!find_config(chapter, request->by.id, &config, &is_there, err))
        return false;
    memcpy(config.kiosk_key, request->by.public_key, VAULT_KEY_BYTES);
    memcpy(config.hardware, request->hardware, VAULT_HASH_BYTES);
    (void)str_copy(config.label, sizeof config.label, terms->label);
    if (terms->pin_hash[0] != '\0')
        memcpy(config.pin_hash, terms->pin_hash, sizeof config.pin_hash);
    if (terms->keep_days > 0)
        config.keep_days = terms->keep_days;
    fill_keys(keys_public(keys), &config);
    config.version++;
    config.issued_s = now_s;
    return keep_config(chapter, keys, &config, err);
}

/* Begins the next configuration of a kiosk that has one. */
static bool begin_change(struct chapter *chapter, const char *kiosk, int64_t now_s, struct config *config,
                         struct err *err)
{
    bool is_there = false;
    if (!find_config(chapter, kiosk, config, &is_there, err))
        return false;
    config->version++;
    config->issued_s = now_s;
    return is_there || err_set(err, ERR_MISSING, kiosk, "No such kiosk is enrolled; `hamawaz status` lists them.");
}

bool office_revoke(struct chapter *chapter, const struct keys *keys, const char *kiosk, int64_t up_to, int64_t now_s,
                   struct err *err)
{
    struct config config;
    if (!begin_change(chapter, kiosk, now_s, &config, err))
        return false;
    config.is_revoked = true;
    config.trusted_up_to = up_to;
    return keep_config(chapter, keys, &config, err);
}

bool office_keep_forks(struct chapter *chapter, const struct keys *keys, const char *kiosk, int64_t now_s,
                       struct err *err)
{
    struct config config;
    if (!begin_change(chapter, kiosk, now_s, &config, err))
        return false;
    config.keeps_forks = true;
    return keep_config(chapter, keys, &config, err);
}

struct request_walk {
    struct chapter *chapter;
    request_visit *visit;
    void *arg;
};

static bool visit_request(const char *line, size_t n, void *arg, struct err *err)
{
    struct request_walk *walk = arg;
    struct enrol_request request;
    struct config config;
    bool is_known = false;
    if (!enrol_request_read(line, n, &request, NULL))
        return true;
    if (!find_config(walk->chapter, request.by.id, &config, &is_known, err))
        return false;
    if (is_known && memcmp(config.hardware, request.hardware, VAULT_HASH_BYTES) == 0)
        return true;
    return walk->visit(&request, is_known, walk->arg, err);
}

bool office_each_request(struct chapter *chapter, const char *stick, request_visit *visit, void *arg, struct err *err)
{
    char folder[FILE_PATH_MAX];
    struct request_walk walk = {chapter, visit, arg};
    layout_folder(folder, stick, LAYOUT_ENROL, NULL);
    if (!file_is_folder(folder))
        return err_set(err, ERR_MISSING, stick, "No kiosk has written to this stick yet: do that first.");
    return layout_each_line(folder, ".hze", VAULT_LINE_MAX, visit_request, &walk, err);
}

struct config_walk {
    struct chapter *chapter;
    const struct keys *keys;
    const char *stick;
    int64_t now_s, written;
};

static bool refresh(const struct chapter_kiosk *kiosk, const char *line, size_t n, void *arg, struct err *err)
{
    struct config_walk *walk = arg;
    const struct keys_public *own = keys_public(walk->keys);
    struct config config;
    (void)kiosk;
    if (!config_read(line, n, &config, err))
        return false;
    bool is_current = memcmp(config.sign_key, own->epoch[0].sign, VAULT_KEY_BYTES) == 0 &&
                      config.to_count == (own->recovery.id[0] != '\0' ? 2 : 1);
    if (is_current || config.is_revoked)
        return true;
    fill_keys(own, &config);
    config.version++;
    config.issued_s = walk->now_s;
    return keep_config(walk->chapter, walk->keys, &config, err);
}

static bool write_config(const struct chapter_kiosk *kiosk, const char *stored, size_t n, void *arg, struct err *err)
{
    struct config_walk *walk = arg;
    struct config config;
    struct str line = {0}, text = {0};
    if (!config_read(stored, n, &config, err))
        return false;
    for (size_t i = 0; i < keys_public(walk->keys)->count; i++) {
        config_write(walk->keys, i, &config, &line);
        add_line(&text, &line);
    }
    walk->written++;
    bool is_written = put_file(walk->stick, LAYOUT_CONFIG, kiosk->id, ".hzc", &text, err);
    str_finish(&line);
    str_finish(&text);
    return is_written;
}

bool office_write_configs(struct chapter *chapter, const struct keys *keys, const char *stick, int64_t now_s,
                          int64_t *written, struct err *err)
{
    struct config_walk walk = {chapter, keys, stick, now_s, 0};
    bool is_written =
        chapter_each_kiosk(chapter, refresh, &walk, err) && chapter_each_kiosk(chapter, write_config, &walk, err);
    *written = walk.written;
    return is_written;
}

/* The lines of one arrival's receipt, one an epoch. */
static bool add_receipt(struct chapter *chapter, const struct keys *keys, struct arrival *arrival, int64_t now_s,
                        struct str *text, struct err *err)
{
    struct receipt receipt = {.stream = arrival->stream, .issued_s = now_s};
    struct str line = {0};
    memcpy(receipt.kiosk, arrival->kiosk, sizeof receipt.kiosk);
    struct chapter_run runs[RUNS_MAX];
    if (!chapter_reach(chapter, arrival->kiosk, arrival->stream, arrival->seq, arrival->hash, &receipt.up_to,
                       receipt.head, err) ||
        !chapter_runs(chapter, arrival->kiosk, arrival->stream, receipt.up_to, runs, RUNS_MAX, &receipt.extra_count,
                      err))
        return false;
    for (size_t i = 0; i < receipt.extra_count; i++) {
        receipt.extra[i] = (struct receipt_run){.from = runs[i].from, .to = runs[i].to};
        memcpy(receipt.extra[i].head, runs[i].head, VAULT_HASH_BYTES);
    }
    arrival->up_to = receipt.up_to;
    bool says_something = receipt.up_to > 0 || receipt.extra_count > 0;
    for (size_t i = 0; says_something && i < keys_public(keys)->count; i++) {
        receipt_write(keys, i, &receipt, &line);
        add_line(text, &line);
    }
    str_finish(&line);
    return true;
}

/* Erasures are signed anew: kiosks may have learned other keys since. */
struct erasing {
    const struct keys *keys;
    struct str text;
};

static bool add_erasure(const char *stored, size_t n, void *arg, struct err *err)
{
    struct erasing *erasing = arg;
    struct erasure erasure;
    struct str line = {0};
    if (!erasure_read(stored, n, &erasure, err))
        return false;
    for (size_t i = 0; i < keys_public(erasing->keys)->count; i++) {
        erasure_write(erasing->keys, i, &erasure, &line);
        add_line(&erasing->text, &line);
    }
    str_finish(&line);
    return true;
}

static bool write_receipt(struct chapter *chapter, const struct keys *keys, const char *stick, struct arrival *arrival,
                          int64_t now_s, struct err *err)
{
    char name[40];
    uint8_t ignored[VAULT_KEY_BYTES];
    bool is_enrolled = false;
    struct str text = {0};
    if (!chapter_find_kiosk(chapter, arrival->kiosk, ignored, &is_enrolled, err))
        return false;
    if (!is_enrolled) /* it would not believe us */
        return true;
    snprintf(name, sizeof name, "%s-%c", arrival->kiosk, arrival->stream);
    bool is_written = add_receipt(chapter, keys, arrival, now_s, &text, err) &&
                      (text.length == 0 || put_file(stick, LAYOUT_RECEIPTS, name, ".hzr", &text, err));
    str_finish(&text);
    return is_written;
}

bool office_write_receipts(struct chapter *chapter, const struct keys *keys, const char *stick,
                           struct arrivals *arrivals, int64_t now_s, struct err *err)
{
    struct erasing erasing = {.keys = keys};
    bool is_written = true;
    for (size_t i = 0; is_written && i < arrivals->count; i++)
        is_written = write_receipt(chapter, keys, stick, &arrivals->at[i], now_s, err);
    is_written = is_written && chapter_each_erasure(chapter, add_erasure, &erasing, err) &&
                 (erasing.text.length == 0 ||
                  put_file(stick, LAYOUT_ERASE, keys_public(keys)->name, ".hzx", &erasing.text, err));
    str_finish(&erasing.text);
    return is_written;
}

bool office_erase(struct chapter *chapter, const struct keys *keys, const char *record_id, const char *reason,
                  int64_t now_s, struct err *err)
{
    struct erasure erasure = {.issued_s = now_s};
    struct str line = {0};
    if (!str_copy(erasure.record_id, sizeof erasure.record_id, record_id) ||
        strlen(record_id) != VAULT_RECORD_ID_MAX - 1 || !str_copy(erasure.reason, sizeof erasure.reason, reason))
        return err_set(err, ERR_INVALID, "", "This is not the id of a record.");
    erasure_write(keys, 0, &erasure, &line);
    bool is_erased = chapter_erase(chapter, record_id, line.at, line.length, err);
    str_finish(&line);
    return is_erased;
}
