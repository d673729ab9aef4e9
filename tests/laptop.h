/* For the tests of the lead's side: a chapter's store beside a kiosk, its keys and its stick. */
#ifndef HAMAWAZ_TESTS_LAPTOP_H
#define HAMAWAZ_TESTS_LAPTOP_H

#include "sync_fixture.h"

#include "sync/office.h"

enum { NOW = 1893456000 };

static inline struct chapter *a_store(const char *folder)
{
    struct chapter *chapter = NULL;
    struct err err = {0};
    sync_check(chapter_open(folder, true, &chapter, &err), &err);
    return chapter;
}

/* A laptop's side of one kiosk: store, keys, stick. */
struct laptop {
    char folder[512], stick[512];
    struct keys *keys;
    struct chapter *chapter;
    struct fixture kiosk;
};

static inline void laptop_init(struct laptop *laptop)
{
    struct err err = {0};
    laptop->keys = keys_new(false, "lhr", "lhr-2026a");
    sync_enrolled(&laptop->kiosk, laptop->keys, scratch_make(laptop->stick));
    laptop->chapter = a_store(scratch_make(laptop->folder));
    struct enrol_request request = {0};
    verifier_init(&request.by, vault_public_key(laptop->kiosk.vault));
    memcpy(request.hardware, sync_hardware, VAULT_HASH_BYTES);
    sync_check(office_enrol(laptop->chapter, laptop->keys, &request, &(struct kiosk_terms){.label = "Hall"}, NOW, &err),
               &err);
}

static inline void laptop_finish(struct laptop *laptop)
{
    fixture_finish(&laptop->kiosk);
    chapter_close(laptop->chapter);
    keys_free(laptop->keys);
    scratch_remove(laptop->folder);
    scratch_remove(laptop->stick);
}

static inline struct import_report import_all(struct laptop *laptop, struct chapter *into)
{
    struct import_report report = {0}, total = {0};
    struct arrivals arrivals = {0};
    struct err err = {0};
    char **paths;
    size_t count;
    sync_check(office_list_bundles(laptop->stick, &paths, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        sync_check(import_file(into, keys_public(laptop->keys), paths[i], &arrivals, NULL, NULL, &report, &err), &err);
        total.added += report.added;
        total.held += report.held;
        total.damaged += report.damaged;
        total.torn += report.torn;
        total.strange += report.strange;
        total.left += report.left;
    }
    sync_check(office_write_receipts(into, laptop->keys, laptop->stick, &arrivals, NOW, &err), &err);
    arrivals_finish(&arrivals);
    file_list_free(paths, count);
    return total;
}

#endif
