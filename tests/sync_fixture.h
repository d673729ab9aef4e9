/* For the tests of the way home: a chapter's keys, a kiosk with its store, and a folder that plays the stick. */
#ifndef HAMAWAZ_TESTS_SYNC_FIXTURE_H
#define HAMAWAZ_TESTS_SYNC_FIXTURE_H

#include "store_fixture.h"

#include "base/str.h"
#include "store/outgoing.h"
#include "sync/bundle.h"
#include "sync/layout.h"
#include "sync/stick.h"

/* As quick as Argon2id can be. */
#define QUICK_COST ((struct keys_cost){1, 8})

static const uint8_t sync_hardware[VAULT_HASH_BYTES] = {1, 2, 3};

static inline void sync_check(bool is_good, const struct err *err)
{
    if (!is_good)
        print_error("%d %s: %s\n", err->code, err->where, err->text);
    assert_true(is_good);
}

static inline void sync_put(const char *stick, enum layout what, const char *name, const void *data, size_t n)
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct err err = {0};
    layout_folder(folder, stick, what, NULL);
    sync_check(file_make_folder(folder, &err), &err);
    sync_check(file_write_atomic(file_join(path, folder, name), data, n, 0644, &err), &err);
}

static inline struct config sync_config(const struct fixture *kiosk, const struct keys *keys, int64_t version)
{
    const struct keys_public *public = keys_public(keys);
    struct config config = {.version = version, .to_count = 1, .issued_s = 1893456000};
    str_copy(config.chapter, sizeof config.chapter, public->name);
    str_copy(config.label, sizeof config.label, "Hall");
    memcpy(config.kiosk_key, vault_public_key(kiosk->vault), VAULT_KEY_BYTES);
    memcpy(config.hardware, sync_hardware, VAULT_HASH_BYTES);
    str_copy(config.to[0].id, VAULT_NAME_MAX, public->epoch[0].id);
    memcpy(config.to[0].public_key, public->epoch[0].box, VAULT_KEY_BYTES);
    memcpy(config.sign_key, public->epoch[0].sign, VAULT_KEY_BYTES);
    return config;
}

/* Puts a configuration on the stick, signed by every epoch as the laptop does. */
static inline void sync_put_config(const char *stick, const struct keys *keys, const struct config *config)
{
    struct str line = {0}, text = {0};
    for (size_t i = 0; i < keys_public(keys)->count; i++) {
        config_write(keys, i, config, &line);
        str_addf(&text, "%s\n", line.at);
    }
    sync_put(stick, LAYOUT_CONFIG, "a.hzc", text.at, text.length);
    str_finish(&line);
    str_finish(&text);
}

/* An open store of a kiosk that the chapter has enrolled. */
static inline void sync_enrolled(struct fixture *kiosk, const struct keys *keys, const char *stick)
{
    struct err err = {0};
    struct config config, read;
    fixture_init(kiosk);
    fixture_open(kiosk);
    config = sync_config(kiosk, keys, 1);
    sync_put_config(stick, keys, &config);
    sync_check(sync_read_config(stick, kiosk->store, kiosk->vault, sync_hardware, &read, &err), &err);
    sync_check(sync_accept_config(kiosk->folder, kiosk->store, kiosk->vault, &read, &err), &err);
}

static inline void sync_write(struct fixture *kiosk, const char *stick)
{
    struct stick_written written;
    struct err err = {0};
    sync_check(sync_write_stick(stick, kiosk->store, kiosk->vault, sync_hardware, NULL, NULL, &written, &err), &err);
}

/* The path of the stick's `i`th bundle by name. */
static inline const char *sync_bundle(const char *stick, const char *chapter, size_t i, char path[FILE_PATH_MAX])
{
    char folder[FILE_PATH_MAX], **names;
    size_t count;
    struct err err = {0};
    layout_folder(folder, stick, LAYOUT_OUT, chapter);
    sync_check(file_list(folder, &names, &count, &err), &err);
    assert_true(i < count);
    file_join(path, folder, names[i]);
    file_list_free(names, count);
    return path;
}

/* How often the reader told of each item. */
struct told {
    int64_t of[BUNDLE_TORN + 1];
};

static inline bool told_visit(const struct bundle_line *line, void *arg, struct err *err)
{
    (void)err;
    ((struct told *)arg)->of[line->item]++;
    return true;
}

static inline struct told sync_read(const char *path)
{
    struct told told = {0};
    struct err err = {0};
    sync_check(bundle_read(path, told_visit, NULL, &told, NULL, &err), &err);
    return told;
}

#endif
