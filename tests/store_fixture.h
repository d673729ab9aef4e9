/* For the tests of the store: a folder with keys, pledges to put in, and what one finds there afterwards. */
#ifndef HAMAWAZ_TESTS_STORE_FIXTURE_H
#define HAMAWAZ_TESTS_STORE_FIXTURE_H

#include "scratch.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"
#include "vault/locked.h"

enum { FIXTURE_MAX = 512 };

/* A store in a scratch folder, and its keys. */
struct fixture {
    char folder[512];
    struct vault *vault;
    struct store *store;
    struct clock clock;
};

static inline void fixture_init(struct fixture *at)
{
    struct err err;
    *at = (struct fixture){.clock = {.is_fake = true, .fake_mono_ms = 1000, .fake_wall_s = 1893456000}};
    scratch_make(at->folder);
    assert_true(vault_open(at->folder, true, &at->vault, &err));
}

static inline void fixture_finish(struct fixture *at)
{
    store_close(at->store);
    vault_close(at->vault);
    scratch_remove(at->folder);
}

static inline void fixture_open(struct fixture *at)
{
    struct err err = {0};
    if (!store_open(at->folder, at->vault, &at->clock, &at->store, &err))
        print_error("%s: %s\n", err.where, err.text);
    assert_int_equal(err.code, ERR_NONE);
}

static inline void fixture_close(struct fixture *at)
{
    store_close(at->store);
    at->store = NULL;
}

static inline struct store_health fixture_reopen(struct fixture *at)
{
    struct store_health health;
    struct err err;
    fixture_close(at);
    fixture_open(at);
    assert_true(store_read_health(at->store, &health, &err));
    return health;
}

static inline struct pledge fixture_pledge(bool has_details)
{
    return (struct pledge){
        .person = {.name = "CANARYNAME",
                   .phone_typed = "0300-CANARY",
                   .phone = "+923009876543",
                   .email = "canary@example.org",
                   .city = "CANARYCITY"},
        .has_details = has_details,
        .lang = LANG_EN,
        .form = "pledge/1",
        .chapter = "CANARYCHAPTER",
        .commitment = {true},
        .commitment_id = {"listen"},
        .consent = {true},
        .consent_purpose = {"contact"},
    };
}

static inline struct store_receipt fixture_add(struct fixture *at, bool has_details)
{
    struct pledge pledge = fixture_pledge(has_details);
    struct store_receipt receipt;
    struct err err = {0};
    if (!store_add_pledge(at->store, &pledge, &receipt, &err))
        print_error("%s: %s\n", err.where, err.text);
    assert_int_equal(err.code, ERR_NONE);
    return receipt;
}

static inline struct store_counts fixture_counts(struct fixture *at)
{
    struct store_counts counts;
    struct err err;
    assert_true(store_counts(at->store, &counts, &err));
    return counts;
}

/* Every pledge that the store holds, verified: how many lines carry each sequence number. */
struct held {
    const struct vault *vault;
    int pledges;
    int of[FIXTURE_MAX];
    uint8_t head[VAULT_HASH_BYTES];
    bool is_chained; /* each line names the one before it */
};

static inline bool held_take(const char *line, size_t n, void *arg, struct err *err)
{
    struct held *held = arg;
    struct line_facts facts;
    assert_true(vault_verify_line(held->vault, line, n, &facts, err));
    if (facts.stream != 'p')
        return true;
    assert_true(facts.seq < FIXTURE_MAX);
    held->pledges++;
    held->of[facts.seq]++;
    held->is_chained = held->is_chained && memcmp(facts.prev, held->head, VAULT_HASH_BYTES) == 0;
    vault_hash(line, n, held->head);
    return true;
}

static inline struct held fixture_held(struct fixture *at)
{
    struct held held = {.vault = at->vault, .is_chained = true};
    struct err err;
    assert_true(store_each_line(at->store, held_take, &held, &err));
    assert_int_equal(held.pledges, fixture_counts(at).pledges);
    return held;
}

/* Both files hold just `count` pledges, numbered without gaps, in a chain; and the journal the same lines. */
static inline void assert_holds(struct fixture *at, int count)
{
    struct held held = fixture_held(at);
    assert_int_equal(held.pledges, count);
    assert_true(held.is_chained);
    for (int seq = 1; seq <= count; seq++)
        assert_int_equal(held.of[seq], 1);

    char path[FILE_PATH_MAX], *data = NULL;
    size_t n = 0;
    struct err err;
    int in_journal = 0;
    assert_true(file_read(file_join(path, at->folder, "journal.hzb"), 1 << 24, &data, &n, &err));
    for (const char *line = data, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        struct line_facts facts;
        assert_true(vault_verify_line(at->vault, line, (size_t)(end - line), &facts, &err));
        in_journal += facts.stream == 'p';
    }
    while (n > 0 && data[n - 1] == ' ') /* room */
        n--;
    assert_true(n == 0 || data[n - 1] == '\n');
    assert_int_equal(in_journal, count);
    free(data);
}

static inline void fixture_read(const struct fixture *at, const char *name, char **data, size_t *n)
{
    char path[FILE_PATH_MAX];
    struct err err;
    assert_true(file_read(file_join(path, at->folder, name), 1 << 24, data, n, &err));
}

static inline void fixture_write(const struct fixture *at, const char *name, const void *data, size_t n)
{
    char path[FILE_PATH_MAX];
    int fd = open(file_join(path, at->folder, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_int_equal(write(fd, data, n), n);
    close(fd);
}

static inline bool fixture_has(const struct fixture *at, const char *name)
{
    char path[FILE_PATH_MAX];
    return file_exists(file_join(path, at->folder, name));
}

/* Copies one file to the same name in another fixture's folder, which need not have it. */
static inline void fixture_copy(const struct fixture *from, const struct fixture *to, const char *name)
{
    char *data = NULL, path[FILE_PATH_MAX];
    size_t n = 0;
    unlink(file_join(path, to->folder, name));
    if (!fixture_has(from, name))
        return;
    fixture_read(from, name, &data, &n);
    fixture_write(to, name, data, n);
    free(data);
}

/* What a power cut now would leave, in a folder of its own: files as they stand, the store still open. */
static inline struct fixture fixture_cut(const struct fixture *from)
{
    static const char *const names[] = {"kiosk.key", "recipients",   "store.made",
                                        "kiosk.db",  "kiosk.db-wal", "journal.hzb"};
    struct fixture to = {.clock = from->clock};
    struct err err;
    scratch_make(to.folder);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        fixture_copy(from, &to, names[i]);
    if (fixture_has(&to, "kiosk.key"))
        assert_true(vault_open(to.folder, false, &to.vault, &err));
    return to;
}

#endif
