/* For scripts: a kiosk without a screen. `kiosk-stick WHAT DATA STICK [N]`, where WHAT is
 *   write     write the stick: request and bundles
 *   accept    read and accept a configuration, whatever its fingerprint
 *   receipts  read receipts; prints how many pledges no receipt covers
 *   pledge    N pledges into the store (STICK is not used)
 *   bulk      N pledges straight into bundles on the stick, chained but kept nowhere */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/store.h"
#include "sync/bundle.h"
#include "sync/layout.h"
#include "sync/stick.h"
#include "vault/locked.h"

static const uint8_t hardware[VAULT_HASH_BYTES] = {1};

struct kiosk {
    const char *folder, *stick;
    struct vault *vault;
    struct store *store;
    int64_t count;
};

static void fill(struct pledge *pledge, int64_t i)
{
    *pledge = (struct pledge){.has_details = true, .lang = LANG_UR, .form = "pledge/1"};
    snprintf(pledge->person.name, sizeof pledge->person.name, i % 3 == 0 ? "=SUM(A1)%lld" : "پریسا خان %lld",
             (long long)i);
    snprintf(pledge->person.phone, sizeof pledge->person.phone, "+92300%07lld", (long long)i % 10000000);
    snprintf(pledge->person.phone_typed, sizeof pledge->person.phone_typed, "0300%07lld", (long long)i % 10000000);
    str_copy(pledge->person.email, sizeof pledge->person.email, "Canary@Example.org");
    str_copy(pledge->person.city, sizeof pledge->person.city, "لاہور");
    pledge->commitment[0] = pledge->consent[0] = pledge->consent[1] = true;
    pledge->commitment_id[0] = "consent";
    pledge->consent_purpose[0] = "keep";
    pledge->consent_purpose[1] = "contact";
}

static bool add_pledges(struct kiosk *kiosk, struct err *err)
{
    struct store_receipt receipt;
    struct pledge pledge;
    for (int64_t i = 0; i < kiosk->count; i++) {
        fill(&pledge, i);
        if (!store_add_pledge(kiosk->store, &pledge, &receipt, err))
            return false;
        printf("%s\n", receipt.code);
    }
    return true;
}

static bool write_bulk_bundle(struct kiosk *kiosk, struct stamp *stamp, int64_t n, struct err *err)
{
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX], name[96], id[VAULT_RECORD_ID_MAX], code[WITHDRAW_CODE_MAX];
    struct bundle_writer *writer = NULL;
    struct pledge pledge;
    struct str line = {0};
    snprintf(name, sizeof name, "%s-p-%lld-%lld.hzb", vault_kiosk_id(kiosk->vault), (long long)stamp->seq + 1,
             (long long)(stamp->seq + n));
    layout_folder(folder, kiosk->stick, LAYOUT_OUT, vault_chapter(kiosk->vault));
    file_join(path, folder, name);
    bool is_good = file_make_folder(folder, err) && bundle_begin(path, kiosk->vault, 'p', stamp->seq + 1, &writer, err);
    for (int64_t i = 0; is_good && i < n; i++) {
        stamp->seq++;
        fill(&pledge, stamp->seq);
        is_good = vault_pledge_line(kiosk->vault, stamp, &pledge, &line, id, code, err) &&
                  bundle_add(writer, line.at, line.length, err);
        if (is_good)
            vault_hash(line.at, line.length, stamp->prev);
    }
    str_finish(&line);
    return is_good && bundle_end(writer, path, stamp->seq, err);
}

static bool write_bulk(struct kiosk *kiosk, struct err *err)
{
    struct stamp stamp = {.stream = 'p', .event = "lhr-open-day", .wall_s = 1893456000, .source = TIME_NTP};
    bool is_good = true;
    for (int64_t left = kiosk->count; is_good && left > 0; left -= BUNDLE_RECORDS_MAX)
        is_good = write_bulk_bundle(kiosk, &stamp, left < BUNDLE_RECORDS_MAX ? left : BUNDLE_RECORDS_MAX, err);
    return is_good;
}

static bool write_stick(struct kiosk *kiosk, struct err *err)
{
    struct stick_written written;
    if (!sync_write_stick(kiosk->stick, kiosk->store, kiosk->vault, hardware, NULL, NULL, &written, err))
        return false;
    printf("%lld records, %lld bundles\n", (long long)written.records, (long long)written.bundles);
    return true;
}

static bool accept_config(struct kiosk *kiosk, struct err *err)
{
    struct config config;
    return sync_read_config(kiosk->stick, kiosk->store, kiosk->vault, hardware, &config, err) &&
           sync_accept_config(kiosk->folder, kiosk->store, kiosk->vault, &config, err);
}

static bool read_receipts(struct kiosk *kiosk, struct err *err)
{
    struct stick_receipts receipts;
    struct store_counts counts;
    if (!sync_read_receipts(kiosk->stick, kiosk->store, kiosk->vault, &receipts, err) ||
        !store_counts(kiosk->store, &counts, err))
        return false;
    printf("%lld accepted, %lld refused, %lld open, %lld erased\n", (long long)receipts.accepted,
           (long long)receipts.refused, (long long)counts.not_exported, (long long)receipts.erased);
    return true;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        bool (*run)(struct kiosk *kiosk, struct err *err);
    } table[] = {{"write", write_stick},
                 {"accept", accept_config},
                 {"receipts", read_receipts},
                 {"pledge", add_pledges},
                 {"bulk", write_bulk}};
    struct err err = {0};
    struct clock clock = {.is_fake = true, .fake_mono_ms = 1000, .fake_wall_s = 1893456000};
    if (argc < 4)
        return 2;
    struct kiosk kiosk = {argv[2], argv[3], NULL, NULL, argc > 4 ? strtoll(argv[4], NULL, 10) : 0};
    bool is_good = locked_init(&err) && file_make_folder(kiosk.folder, &err) &&
                   vault_open(kiosk.folder, !store_is_expected(kiosk.folder), &kiosk.vault, &err) &&
                   store_open(kiosk.folder, kiosk.vault, &clock, &kiosk.store, &err);
    if (is_good)
        store_set_time_source(kiosk.store, TIME_NTP);
    size_t i = 0;
    while (i < COUNT_OF(table) && !str_equal(table[i].name, argv[1]))
        i++;
    is_good = is_good && i < COUNT_OF(table) && table[i].run(&kiosk, &err);
    if (!is_good)
        fprintf(stderr, "kiosk-stick: %s: %s\n", err.where, err.text);
    store_close(kiosk.store);
    vault_close(kiosk.vault);
    return is_good ? 0 : 1;
}
