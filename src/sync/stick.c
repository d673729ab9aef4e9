/* The kiosk's side of the stick. What the kiosk believes is settled by one key, kept as the setting "chapter-sign":
 * while it is missing (demonstration) people compare fingerprints; afterwards only lines signed by it count, and a
 * configuration may name its successor. Receipts and configurations come signed by each of the chapter's newest keys,
 * so a kiosk that missed a rotation finds a line by the key it knows. */
#include "sync/stick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/forget.h"
#include "store/outgoing.h"
#include "sync/bundle.h"
#include "sync/layout.h"

#define SIGN_KEY_SETTING "chapter-sign"
#define VERSION_SETTING  "config-version"
#define HARDWARE_SETTING "config-hardware"

static const char streams[] = "pqa";

enum { LINE_BYTES = 5700, MESSAGE_FILE_MAX = 256 * 1024, ERASURE_FILE_MAX = 16 * 1024 * 1024 };

/* A file's text, or nothing; files of /proc and /sys have no size. */
static void add_file(struct hasher *hasher, const char *root, const char *name)
{
    char path[FILE_PATH_MAX], text[256];
    FILE *file = fopen(file_join(path, root, name), "re");
    size_t n = file != NULL ? fread(text, 1, sizeof text, file) : 0;
    hasher_add(hasher, name, strlen(name) + 1);
    hasher_add(hasher, text, n);
    if (file != NULL)
        fclose(file);
}

void stick_hardware(const char *root, uint8_t hardware[VAULT_HASH_BYTES])
{
    static const char *const names[] = {
        "etc/machine-id", "proc/device-tree/serial-number", /* a Pi's */
        "sys/class/dmi/id/product_uuid",                    /* a PC's, where it may be read */
        "sys/class/block/mmcblk0/device/cid",               /* the card's own number: another card is another machine */
    };
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        add_file(&hasher, root, names[i]);
    hasher_now(&hasher, hardware);
}

static bool save_bytes(struct store *store, const char *name, const void *bytes, size_t n, struct err *err)
{
    json_t *text = signed_bytes(bytes, n);
    bool is_saved = store_set(store, name, json_string_value(text), err);
    json_decref(text);
    return is_saved;
}

/* *is_there is false when the setting was never made. */
static bool load_bytes(struct store *store, const char *name, void *bytes, size_t n, bool *is_there, struct err *err)
{
    char text[256];
    if (!store_get(store, name, text, err))
        return false;
    *is_there = text[0] != '\0';
    if (!*is_there)
        return true;
    json_t *object = json_pack("{s:s}", "v", text);
    bool is_good = signed_take_bytes(object, "v", bytes, n);
    json_decref(object);
    return is_good || err_set(err, ERR_DAMAGED, name, "A setting of this kiosk is damaged: enrol it again.");
}

static bool count_pending(struct store *store, const struct vault *vault, int64_t *records, struct err *err)
{
    *records = 0;
    for (const char *stream = streams; *stream != '\0' && !vault_is_demonstration(vault); stream++) {
        int64_t count = 0;
        if (!store_count_unreceived(store, *stream, &count, err))
            return false;
        *records += count;
    }
    return true;
}

bool sync_plan_stick(const char *stick, struct store *store, const struct vault *vault, struct stick_plan *plan,
                     struct err *err)
{
    struct store_counts counts;
    if (!count_pending(store, vault, &plan->records, err) || !store_counts(store, &counts, err))
        return false;
    plan->bytes = (plan->records + 4) * LINE_BYTES;
    plan->free_bytes = file_free_bytes(stick);
    return true;
}

/* One writing of the stick. */
struct writing {
    struct vault *vault;
    char folder[FILE_PATH_MAX];
    char stream;
    struct bundle_writer *bundle; /* NULL between bundles */
    int64_t in_bundle, from, to;
    int64_t done, of;
    sync_progress *progress;
    void *arg;
    struct stick_written *written;
};

static bool end_bundle(struct writing *writing, struct err *err)
{
    char name[128], path[FILE_PATH_MAX];
    struct bundle_writer *bundle = writing->bundle;
    if (bundle == NULL)
        return true;
    writing->bundle = NULL;
    snprintf(name, sizeof name, "%s-%c-%lld-%lld.hzb", vault_kiosk_id(writing->vault), writing->stream,
             (long long)writing->from, (long long)writing->to);
    if (!bundle_end(bundle, file_join(path, writing->folder, name), writing->to, err))
        return false;
    writing->written->bundles++;
    writing->written->records += writing->in_bundle;
    return true;
}

static bool begin_bundle(struct writing *writing, int64_t from, struct err *err)
{
    char name[64], path[FILE_PATH_MAX];
    snprintf(name, sizeof name, "%s-%c", vault_kiosk_id(writing->vault), writing->stream);
    writing->from = from;
    writing->in_bundle = 0;
    return bundle_begin(file_join(path, writing->folder, name), writing->vault, writing->stream, from, &writing->bundle,
                        err);
}

/* A line that the store holds damaged proves nothing to anybody and stays behind. */
static bool write_line(const char *line, size_t n, void *arg, struct err *err)
{
    struct writing *writing = arg;
    struct line_facts facts;
    writing->done++;
    if (!vault_verify_line(writing->vault, line, n, &facts, NULL))
        return true;
    if (writing->progress != NULL && writing->done % 64 == 0 &&
        !writing->progress(writing->done, writing->of, writing->arg))
        return err_set(err, ERR_INVALID, "", "Writing the stick was stopped.");
    if (writing->in_bundle == BUNDLE_RECORDS_MAX && !end_bundle(writing, err))
        return false;
    if (writing->bundle == NULL && !begin_bundle(writing, facts.seq, err))
        return false;
    writing->in_bundle++;
    writing->to = facts.seq;
    return bundle_add(writing->bundle, line, n, err);
}

static bool write_stream(struct writing *writing, struct store *store, char stream, struct err *err)
{
    writing->stream = stream;
    bool is_written = store_each_unreceived(store, stream, write_line, writing, err) && end_bundle(writing, err);
    bundle_abandon(writing->bundle);
    writing->bundle = NULL;
    return is_written;
}

static bool write_request(const char *stick, const struct vault *vault, const uint8_t hardware[VAULT_HASH_BYTES],
                          struct err *err)
{
    char folder[FILE_PATH_MAX], name[64], path[FILE_PATH_MAX];
    struct str line = {0};
    layout_folder(folder, stick, LAYOUT_ENROL, NULL);
    enrol_request_write(vault, hardware, &line);
    str_add(&line, "\n");
    snprintf(name, sizeof name, "%s.hze", vault_kiosk_id(vault));
    bool is_written = file_make_folder(folder, err) &&
                      file_write_atomic(file_join(path, folder, name), line.at, line.length, 0644, err);
    str_finish(&line);
    return is_written;
}

bool sync_write_stick(const char *stick, struct store *store, struct vault *vault,
                      const uint8_t hardware[VAULT_HASH_BYTES], sync_progress *progress, void *arg,
                      struct stick_written *written, struct err *err)
{
    struct writing writing = {.vault = vault, .progress = progress, .arg = arg, .written = written};
    *written = (struct stick_written){0};
    if (!file_is_folder(stick))
        return err_set(err, ERR_MISSING, stick, "There is no stick: put it in, and wait a moment.");
    if (!write_request(stick, vault, hardware, err))
        return false;
    if (vault_is_demonstration(vault))
        return true;
    layout_folder(writing.folder, stick, LAYOUT_OUT, vault_chapter(vault));
    if (!file_make_folder(writing.folder, err) || !store_seal_quizzes(store, err) ||
        !count_pending(store, vault, &writing.of, err))
        return false;
    for (const char *stream = streams; *stream != '\0'; stream++) {
        if (!write_stream(&writing, store, *stream, err))
            return false;
    }
    return progress == NULL || progress(writing.of, writing.of, arg) ||
           err_set(err, ERR_INVALID, "", "Writing the stick was stopped.");
}

/* What a visit of the stick's message files looks for. */
struct reading {
    struct store *store;
    const struct vault *vault;
    const uint8_t *hardware; /* of configurations only */
    bool has_key;
    uint8_t sign_key[VAULT_KEY_BYTES];
    int64_t version;
    struct config *config;
    bool is_found, is_foreign;
    struct stick_receipts *receipts;
};

static bool is_believed(const struct reading *in, const struct verifier *by)
{
    return in->has_key && memcmp(by->public_key, in->sign_key, VAULT_KEY_BYTES) == 0;
}

static bool begin_reading(struct reading *in, struct err *err)
{
    char version[256];
    if (!load_bytes(in->store, SIGN_KEY_SETTING, in->sign_key, sizeof in->sign_key, &in->has_key, err) ||
        !store_get(in->store, VERSION_SETTING, version, err))
        return false;
    in->version = strtoll(version, NULL, 10);
    return true;
}

static bool visit_config(const char *line, size_t n, void *arg, struct err *err)
{
    struct reading *in = arg;
    struct config config;
    (void)err;
    if (!config_read(line, n, &config, NULL) ||
        memcmp(config.kiosk_key, vault_public_key(in->vault), VAULT_KEY_BYTES) != 0)
        return true;
    bool is_repeat = vault_is_demonstration(in->vault) && config.version == in->version; /* a cut while accepting it */
    if (memcmp(config.hardware, in->hardware, VAULT_HASH_BYTES) != 0 || (in->has_key && !is_believed(in, &config.by))) {
        in->is_foreign = true;
    } else if (config.version > in->version || is_repeat) {
        *in->config = config;
        in->version = config.version;
        in->is_found = true;
    }
    return true;
}

bool sync_read_config(const char *stick, struct store *store, const struct vault *vault,
                      const uint8_t hardware[VAULT_HASH_BYTES], struct config *config, struct err *err)
{
    char folder[FILE_PATH_MAX];
    struct reading in = {.store = store, .vault = vault, .hardware = hardware, .config = config};
    layout_folder(folder, stick, LAYOUT_CONFIG, NULL);
    if (!begin_reading(&in, err) || !layout_each_line(folder, ".hzc", MESSAGE_FILE_MAX, visit_config, &in, err))
        return false;
    if (in.is_found)
        return true;
    if (in.is_foreign)
        return err_set(err, ERR_FOREIGN, "",
                       "The configuration on the stick is another chapter's, or for another "
                       "machine: let the chapter enrol this kiosk again.");
    return err_set(err, ERR_MISSING, "", "There is no new configuration for this kiosk on the stick.");
}

/* What the chapter settles beside keys; what it leaves open stays. */
static bool save_terms(struct store *store, const struct config *config, struct err *err)
{
    char days[32];
    snprintf(days, sizeof days, "%lld", (long long)config->keep_days);
    return store_set(store, "kiosk-label", config->label, err) &&
           (config->pin_hash[0] == '\0' || store_set(store, "pin-hash", config->pin_hash, err)) &&
           (config->keep_days == 0 || store_set(store, STORE_KEEP_DAYS, days, err));
}

/* The recipients come last: until they are written the kiosk still demonstrates, and reads the same again. */
bool sync_accept_config(const char *folder, struct store *store, struct vault *vault, const struct config *config,
                        struct err *err)
{
    char version[32];
    snprintf(version, sizeof version, "%lld", (long long)config->version);
    return save_bytes(store, SIGN_KEY_SETTING, config->sign_key, VAULT_KEY_BYTES, err) &&
           save_bytes(store, HARDWARE_SETTING, config->hardware, VAULT_HASH_BYTES, err) &&
           save_terms(store, config, err) && store_set(store, VERSION_SETTING, version, err) &&
           vault_enrol(folder, config->chapter, config->to, config->to_count, err) && vault_reload(vault, folder, err);
}

bool sync_hardware_matches(struct store *store, const uint8_t hardware[VAULT_HASH_BYTES], bool *matches,
                           struct err *err)
{
    uint8_t enrolled[VAULT_HASH_BYTES];
    bool is_there = false;
    if (!load_bytes(store, HARDWARE_SETTING, enrolled, sizeof enrolled, &is_there, err))
        return false;
    *matches = !is_there || memcmp(enrolled, hardware, sizeof enrolled) == 0;
    return true;
}

/* Lines `from` to `to`, if the last of them is ours. */
static bool take_run(struct reading *in, const struct receipt *receipt, int64_t from, int64_t to, const uint8_t *head,
                     bool *has, struct err *err)
{
    if (!store_has_line(in->store, receipt->stream, to, head, has, err))
        return false;
    return !*has || store_mark_received(in->store, receipt->stream, from, to, receipt->issued_s, err);
}

/* All that it says must be ours: the runs behind gaps, too. */
static bool take_receipt(struct reading *in, const struct receipt *receipt, struct err *err)
{
    bool has = true;
    if (receipt->up_to > 0 && !take_run(in, receipt, 1, receipt->up_to, receipt->head, &has, err))
        return false;
    for (size_t i = 0; has && i < receipt->extra_count; i++) {
        const struct receipt_run *run = &receipt->extra[i];
        if (!take_run(in, receipt, run->from, run->to, run->head, &has, err))
            return false;
    }
    in->receipts->accepted += has;
    in->receipts->refused += !has;
    return true;
}

static bool visit_receipt(const char *line, size_t n, void *arg, struct err *err)
{
    struct reading *in = arg;
    struct receipt receipt;
    if (!receipt_read(line, n, &receipt, NULL)) {
        in->receipts->refused++;
        return true;
    }
    /* Of an older or newer key of the chapter: ours stands beside it. */
    bool is_ours = str_equal(receipt.kiosk, vault_kiosk_id(in->vault)) && is_believed(in, &receipt.by);
    return !is_ours || take_receipt(in, &receipt, err);
}

static bool visit_erasure(const char *line, size_t n, void *arg, struct err *err)
{
    struct reading *in = arg;
    struct erasure erasure;
    bool was_there = false;
    if (!erasure_read(line, n, &erasure, NULL) || !is_believed(in, &erasure.by))
        return true;
    bool is_done = store_erase(in->store, erasure.record_id, &was_there, err);
    in->receipts->erased += was_there;
    return is_done;
}

bool sync_read_receipts(const char *stick, struct store *store, const struct vault *vault,
                        struct stick_receipts *receipts, struct err *err)
{
    char folder[FILE_PATH_MAX];
    struct reading in = {.store = store, .vault = vault, .receipts = receipts};
    *receipts = (struct stick_receipts){0};
    return begin_reading(&in, err) &&
           layout_each_line(layout_folder(folder, stick, LAYOUT_RECEIPTS, NULL), ".hzr", MESSAGE_FILE_MAX,
                            visit_receipt, &in, err) &&
           layout_each_line(layout_folder(folder, stick, LAYOUT_ERASE, NULL), ".hzx", ERASURE_FILE_MAX, visit_erasure,
                            &in, err) &&
           store_finish_forgetting(store, err);
}
