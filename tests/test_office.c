/* What goes back and forth between a chapter and a kiosk: forks, receipts behind gaps, erasures, terms. */
#include "laptop.h"

#include "store/forget.h"

/* The kiosk goes on from an old image of itself: numbers are given twice, and what is behind waits for a person. */
static void a_copied_kiosk_waits_until_somebody_decides(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct chapter_counts counts;
    laptop_init(&laptop);
    fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    struct fixture copy = fixture_cut(&laptop.kiosk);
    fixture_open(&copy);
    fixture_add(&copy, true);
    fixture_add(&copy, true);
    fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    sync_write(&copy, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    sync_check(chapter_count(laptop.chapter, &counts, &err), &err);
    assert_int_equal(counts.pledges, 1); /* number 1; both twos and the three are kept, apart */
    assert_int_equal(counts.forks, 1);
    assert_int_equal(counts.forked, 3);
    sync_check(office_keep_forks(laptop.chapter, laptop.keys, vault_kiosk_id(copy.vault), NOW, &err), &err);
    sync_check(chapter_count(laptop.chapter, &counts, &err), &err);
    assert_int_equal(counts.pledges, 4);
    assert_int_equal(counts.forked, 0);

    char other[512], **paths; /* the branches in the other order: the same */
    size_t count;
    struct import_report report;
    struct arrivals arrivals = {0};
    struct chapter *second = a_store(scratch_make(other));
    sync_check(office_list_bundles(laptop.stick, &paths, &count, &err), &err);
    for (size_t i = count; i-- > 0;)
        sync_check(import_file(second, keys_public(laptop.keys), paths[i], &arrivals, NULL, NULL, &report, &err), &err);
    file_list_free(paths, count);
    arrivals_finish(&arrivals);
    sync_check(chapter_count(second, &counts, &err), &err);
    assert_int_equal(counts.forked, 3);
    chapter_close(second);
    scratch_remove(other);
    fixture_finish(&copy);
    laptop_finish(&laptop);
}

/* The first stick was lost: what the second brought need not be written again. */
static void a_receipt_names_what_came_behind_a_gap(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct stick_receipts receipts;
    char lost[512];
    laptop_init(&laptop);
    for (int i = 0; i < 2; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, scratch_make(lost));
    sync_check(store_mark_received(laptop.kiosk.store, 'p', 1, 2, NOW, &err),
               &err); /* so that it is not offered again */
    for (int i = 0; i < 3; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    assert_int_equal(import_all(&laptop, laptop.chapter).added, 3);
    assert_int_equal(fixture_counts(&laptop.kiosk).not_exported, 3);
    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.accepted, 1);
    assert_int_equal(fixture_counts(&laptop.kiosk).not_exported, 0);
    scratch_remove(lost);
    laptop_finish(&laptop);
}

/* The first record of the kiosk, by its id. */
static void first_id(struct fixture *kiosk, char id[VAULT_RECORD_ID_MAX])
{
    char *data = NULL;
    size_t n = 0;
    struct line_facts facts;
    struct err err = {0};
    fixture_read(kiosk, "journal.hzb", &data, &n);
    sync_check(vault_verify_line(kiosk->vault, data, (size_t)(strchr(data, '\n') - data), &facts, &err), &err);
    memcpy(id, facts.record_id, VAULT_RECORD_ID_MAX);
    free(data);
}

static void an_erasure_reaches_the_kiosk_when_its_chapter_signed_it(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct stick_receipts receipts;
    struct erasure erasure = {.reason = "asked", .issued_s = NOW};
    struct str line = {0};
    laptop_init(&laptop);
    for (int i = 0; i < 3; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    first_id(&laptop.kiosk, erasure.record_id);

    struct keys *karachi = keys_new(false, "khi", "khi-2026a");
    erasure_write(karachi, 0, &erasure, &line);
    sync_put(laptop.stick, LAYOUT_ERASE, "khi.hzx", line.at, line.length);
    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.erased, 0); /* another chapter's wish */
    line.at[line.length / 2] ^= 1;
    sync_put(laptop.stick, LAYOUT_ERASE, "khi.hzx", line.at, line.length);
    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.erased, 0);

    sync_check(office_erase(laptop.chapter, laptop.keys, erasure.record_id, "asked", NOW, &err), &err);
    keys_rotate(laptop.keys, "lhr-2026b"); /* the kiosk knows the old key only, and finds its line */
    (void)import_all(&laptop, laptop.chapter);
    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.erased, 1);
    assert_int_equal(receipts.accepted, 1);
    char left[VAULT_RECORD_ID_MAX];
    first_id(&laptop.kiosk, left);
    assert_string_not_equal(left, erasure.record_id);
    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.erased, 0);   /* once is enough */
    assert_int_equal(receipts.accepted, 1); /* and the receipt of a line that went is still one */
    assert_int_equal(fixture_counts(&laptop.kiosk).pledges, 3);
    assert_int_equal(fixture_counts(&laptop.kiosk).not_exported, 0);
    str_finish(&line);
    keys_free(karachi);
    laptop_finish(&laptop);
}

static void the_chapter_sets_the_pin_and_how_long_pledges_stay(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct enrol_request request = {0};
    struct kiosk_terms terms = {.label = "Hall", .keep_days = 12};
    struct config config;
    char pin[PIN_TEXT_MAX], value[256];
    int64_t written = 0;
    laptop_init(&laptop);
    assert_true(vault_pin_make(pin, terms.pin_hash, &err));
    verifier_init(&request.by, vault_public_key(laptop.kiosk.vault));
    memcpy(request.hardware, sync_hardware, VAULT_HASH_BYTES);
    sync_check(office_enrol(laptop.chapter, laptop.keys, &request, &terms, NOW, &err), &err);
    terms.pin_hash[0] = '\0'; /* enrolled again: what is not said stays */
    terms.keep_days = 0;
    sync_check(office_enrol(laptop.chapter, laptop.keys, &request, &terms, NOW, &err), &err);
    sync_check(office_write_configs(laptop.chapter, laptop.keys, laptop.stick, NOW, &written, &err), &err);
    struct fixture *kiosk = &laptop.kiosk;
    sync_check(sync_read_config(laptop.stick, kiosk->store, kiosk->vault, sync_hardware, &config, &err), &err);
    sync_check(sync_accept_config(kiosk->folder, kiosk->store, kiosk->vault, &config, &err), &err);
    sync_check(store_get(kiosk->store, "pin-hash", value, &err), &err);
    assert_true(vault_pin_matches(value, pin));
    assert_false(vault_pin_matches(value, "00000000"));
    sync_check(store_get(kiosk->store, STORE_KEEP_DAYS, value, &err), &err);
    assert_string_equal(value, "12");
    laptop_finish(&laptop);
}

int main(void)
{
    struct err err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copied_kiosk_waits_until_somebody_decides),
        cmocka_unit_test(a_receipt_names_what_came_behind_a_gap),
        cmocka_unit_test(an_erasure_reaches_the_kiosk_when_its_chapter_signed_it),
        cmocka_unit_test(the_chapter_sets_the_pin_and_how_long_pledges_stay),
    };
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
