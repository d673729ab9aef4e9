/* The lead's laptop: the merged store, import, receipts, exports. */
#include "laptop.h"

#include "sync/export.h"

static struct line_facts facts_of(const char *id, int64_t seq)
{
    struct line_facts facts = {.stream = 'p', .seq = seq, .kind = "pledge", .kiosk = "k", .chapter = "lhr"};
    memcpy(facts.record_id, id, VAULT_RECORD_ID_MAX);
    return facts;
}

static enum chapter_added add(struct chapter *chapter, const struct line_facts *facts, const char *line)
{
    enum chapter_added how;
    uint8_t hash[VAULT_HASH_BYTES];
    struct err err = {0};
    sync_check(chapter_add(chapter, facts, line, strlen(line), &how, hash, &err), &err);
    return how;
}

static void digest_of(struct chapter *chapter, uint8_t digest[VAULT_HASH_BYTES])
{
    struct err err = {0};
    sync_check(chapter_digest(chapter, digest, &err), &err);
}

static void records_merge_alike_in_any_order(void **state)
{
    (void)state;
    enum { RECORDS = 60, ORDERS = 12 };
    char ids[RECORDS][VAULT_RECORD_ID_MAX], lines[RECORDS][24];
    uint8_t first[VAULT_HASH_BYTES], digest[VAULT_HASH_BYTES];
    struct err err = {0};
    for (int i = 0; i < RECORDS; i++) {
        if (i % 20 == 19)
            memcpy(ids[i], ids[i - 1], VAULT_RECORD_ID_MAX); /* two lines of one id: a conflict */
        else
            vault_uuid(ids[i]);
        snprintf(lines[i], sizeof lines[i], "line %d", i);
    }
    for (int order = 0; order < ORDERS; order++) {
        char folder[512];
        int place[RECORDS];
        struct chapter *chapter = a_store(scratch_make(folder));
        sync_check(chapter_begin(chapter, &err), &err);
        for (int i = 0; i < RECORDS; i++)
            place[i] = i;
        for (int i = RECORDS - 1; i > 0; i--) {
            int j = (int)(vault_random() % (uint64_t)(i + 1)), was = place[i];
            place[i] = place[j];
            place[j] = was;
        }
        for (int i = 0; i < RECORDS; i++) {
            struct line_facts facts = facts_of(ids[place[i]], place[i] + 1);
            if (i == 10 + order * 3) /* an erasure comes before or after its record */
                sync_check(chapter_erase(chapter, ids[5], "erased", 6, &err), &err);
            add(chapter, &facts, lines[place[i]]);
            add(chapter, &facts, lines[place[i]]); /* and twice is once */
        }
        sync_check(chapter_commit(chapter, &err), &err);
        digest_of(chapter, order == 0 ? first : digest);
        if (order > 0)
            assert_memory_equal(first, digest, sizeof first);
        struct line_facts one_more = facts_of(ids[0], 999); /* the control: one more record is another state */
        one_more.record_id[0] = one_more.record_id[0] == 'a' ? 'b' : 'a';
        add(chapter, &one_more, "more");
        digest_of(chapter, digest);
        assert_memory_not_equal(first, digest, sizeof first);
        chapter_close(chapter);
        scratch_remove(folder);
    }
}

/* Number, own hash and previous hash, as chapter_reach sees them. */
static void chain(struct chapter *chapter, int64_t seq, const char *line, const uint8_t *prev)
{
    char id[VAULT_RECORD_ID_MAX];
    vault_uuid(id);
    struct line_facts facts = facts_of(id, seq);
    memcpy(facts.prev, prev, VAULT_HASH_BYTES);
    add(chapter, &facts, line);
}

static int64_t reach(struct chapter *chapter, int64_t seq, const char *line, uint8_t head[VAULT_HASH_BYTES])
{
    uint8_t hash[VAULT_HASH_BYTES];
    int64_t up_to = -1;
    struct err err = {0};
    vault_hash(line, strlen(line), hash);
    sync_check(chapter_reach(chapter, "k", 'p', seq, hash, &up_to, head, &err), &err);
    return up_to;
}

static void receipts_end_at_gaps_and_follow_the_right_branch(void **state)
{
    (void)state;
    char folder[512];
    uint8_t none[VAULT_HASH_BYTES] = {0}, a[VAULT_HASH_BYTES], b[VAULT_HASH_BYTES], c[VAULT_HASH_BYTES],
            head[VAULT_HASH_BYTES];
    struct chapter_counts counts;
    struct err err = {0};
    struct chapter *chapter = a_store(scratch_make(folder));
    vault_hash("a", 1, a);
    vault_hash("b", 1, b);
    vault_hash("c", 1, c);
    chain(chapter, 1, "a", none);
    chain(chapter, 2, "b", a);
    chain(chapter, 4, "d", c); /* 3 is missing */
    assert_int_equal(reach(chapter, 4, "d", head), 2);
    assert_memory_equal(head, b, sizeof head);
    sync_check(chapter_count(chapter, &counts, &err), &err);
    assert_int_equal(counts.gaps, 1);
    chain(chapter, 3, "c", b);
    assert_int_equal(reach(chapter, 4, "d", head), 4);

    chain(chapter, 3, "c2", b); /* an old image was put back: number 3 again */
    sync_check(chapter_count(chapter, &counts, &err), &err);
    assert_int_equal(counts.forks, 1);
    assert_int_equal(reach(chapter, 3, "c2", head), 3); /* each branch has its own receipt */
    assert_int_equal(reach(chapter, 4, "d", head), 4);
    assert_int_equal(reach(chapter, 9, "unheard of", head), 2); /* else as far as nobody disagrees */
    chain(chapter, 5, "e", none);                               /* not joined to what stands before */
    assert_int_equal(reach(chapter, 5, "e", head), 2);
    chapter_close(chapter);
    scratch_remove(folder);
}

static void a_stick_may_be_read_twice_and_by_two_laptops(void **state)
{
    (void)state;
    struct laptop laptop;
    char other[512];
    uint8_t one[VAULT_HASH_BYTES], two[VAULT_HASH_BYTES];
    struct stick_receipts receipts;
    struct err err = {0};
    laptop_init(&laptop);
    for (int i = 0; i < 4; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    struct import_report report = import_all(&laptop, laptop.chapter);
    assert_int_equal(report.added, 4);
    report = import_all(&laptop, laptop.chapter);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.held, 4);

    struct chapter *second = a_store(scratch_make(other)); /* it knows the kiosk not yet */
    report = import_all(&laptop, second);
    assert_int_equal(report.strange, 4);
    struct enrol_request request = {0};
    verifier_init(&request.by, vault_public_key(laptop.kiosk.vault));
    memcpy(request.hardware, sync_hardware, VAULT_HASH_BYTES);
    sync_check(office_enrol(second, laptop.keys, &request, &(struct kiosk_terms){.label = "Hall"}, NOW, &err), &err);
    digest_of(laptop.chapter, one);
    digest_of(second, two);
    assert_memory_equal(one, two, sizeof one);
    chapter_close(second);
    scratch_remove(other);

    sync_check(sync_read_receipts(laptop.stick, laptop.kiosk.store, laptop.kiosk.vault, &receipts, &err), &err);
    assert_int_equal(receipts.accepted, 1);
    assert_int_equal(fixture_counts(&laptop.kiosk).not_exported, 0);
    laptop_finish(&laptop);
}

static void another_chapters_bundle_is_left_for_it(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct import_report report;
    struct arrivals arrivals = {0};
    char path[FILE_PATH_MAX];
    laptop_init(&laptop);
    fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    struct keys *karachi = keys_new(false, "khi", "khi-2026a");
    sync_bundle(laptop.stick, "lhr", 0, path);
    sync_check(import_file(laptop.chapter, keys_public(karachi), path, &arrivals, NULL, NULL, &report, &err), &err);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.left, 1);
    assert_int_equal(arrivals.count, 0);
    keys_free(karachi);
    laptop_finish(&laptop);
}

static void what_is_erased_stays_erased(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct chapter_counts counts;
    laptop_init(&laptop);
    for (int i = 0; i < 3; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    char id[VAULT_RECORD_ID_MAX] = "";
    FILE *csv = tmpfile();
    struct export_report report;
    sync_check(export_people(laptop.chapter, laptop.keys, NULL, EXPORT_CSV, csv, NULL, NULL, &report, &err), &err);
    assert_int_equal(report.people, 3);
    rewind(csv);
    char line[4096];
    assert_non_null(fgets(line, sizeof line, csv));
    assert_non_null(fgets(line, sizeof line, csv));
    memcpy(id, line + 1, VAULT_RECORD_ID_MAX - 1);
    fclose(csv);
    sync_check(office_erase(laptop.chapter, laptop.keys, id, "asked", NOW, &err), &err);
    assert_int_equal(import_all(&laptop, laptop.chapter).added, 0); /* the old stick does not bring it back */
    sync_check(chapter_count(laptop.chapter, &counts, &err), &err);
    assert_int_equal(counts.pledges, 2);
    assert_int_equal(counts.erased, 1);
    laptop_finish(&laptop);
}

static bool find_line(const struct chapter_row *row, void *arg, struct err *err)
{
    (void)err;
    *(bool *)arg = *(bool *)arg || memmem(row->line, row->n, "CANARY", 6) != NULL;
    return true;
}

static void names_are_in_exports_and_nowhere_else(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct export_report report;
    char path[FILE_PATH_MAX], *data;
    size_t n;
    bool is_found = false;
    laptop_init(&laptop);
    fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    sync_check(chapter_each(laptop.chapter, find_line, &is_found, &err), &err);
    assert_false(is_found);
    sync_check(file_read(file_join(path, laptop.folder, "chapter.db"), 1 << 24, &data, &n, &err), &err);
    assert_null(memmem(data, n, "CANARY", 6));
    free(data);

    FILE *file = fopen(file_join(path, laptop.folder, "people.csv"), "w+");
    sync_check(export_people(laptop.chapter, laptop.keys, NULL, EXPORT_CSV, file, NULL, NULL, &report, &err), &err);
    fclose(file);
    sync_check(file_read(path, 1 << 20, &data, &n, &err), &err);
    assert_non_null(memmem(data, n, "\"CANARYNAME\",\"0300-9876543\"", 27)); /* the control */
    free(data);

    struct keys *others = keys_new(false, "khi", "khi-2026a"); /* other keys open nothing */
    file = fopen(path, "w");
    sync_check(export_people(laptop.chapter, others, NULL, EXPORT_CSV, file, NULL, NULL, &report, &err), &err);
    assert_int_equal(report.people, 0);
    assert_int_equal(report.unreadable, 1);
    fclose(file);
    keys_free(others);
    laptop_finish(&laptop);
}

/* A stick that was written once and for all, with the keys that open it (passphrase "golden"): what is read of it must
 * never change. HAMAWAZ_GOLDEN=write makes it anew. */
#define GOLDEN "tests/golden/sync"

static void copy_golden(const char *from, const char *name)
{
    char to[FILE_PATH_MAX], *data;
    size_t n;
    struct err err = {0};
    sync_check(file_read(from, 1 << 20, &data, &n, &err), &err);
    sync_check(file_write_atomic(file_join(to, GOLDEN, name), data, n, 0644, &err), &err);
    free(data);
}

static void write_golden(void)
{
    struct laptop laptop;
    struct err err = {0};
    char path[FILE_PATH_MAX], folder[FILE_PATH_MAX];
    laptop_init(&laptop);
    sync_check(store_begin_session(laptop.kiosk.store, "lhr-open-day", &err), &err);
    fixture_add(&laptop.kiosk, true);
    fixture_add(&laptop.kiosk, false);
    sync_write(&laptop.kiosk, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    sync_check(file_make_folder(GOLDEN, &err), &err);
    sync_check(keys_write(laptop.keys, GOLDEN "/keys", "golden", QUICK_COST, &err), &err);
    copy_golden(sync_bundle(laptop.stick, "lhr", 0, path), "pledges.hzb");
    snprintf(path, sizeof path, "%s/%s-p.hzr", layout_folder(folder, laptop.stick, LAYOUT_RECEIPTS, NULL),
             vault_kiosk_id(laptop.kiosk.vault));
    copy_golden(path, "receipt.hzr");
    copy_golden(file_join(path, layout_folder(folder, laptop.stick, LAYOUT_CONFIG, NULL), "a.hzc"), "config.hzc");
    laptop_finish(&laptop);
}

static bool open_golden(const struct bundle_line *line, void *arg, struct err *err)
{
    struct opened opened;
    if (line->item != BUNDLE_RECORD)
        return true;
    assert_string_equal(line->facts->event, "lhr-open-day");
    sync_check(keys_open_box(arg, line->text, line->n, &opened, err), err);
    assert_string_equal(opened.person.name, line->facts->seq == 1 ? "CANARYNAME" : "");
    assert_string_equal(opened.person.phone, line->facts->seq == 1 ? "+923009876543" : "");
    assert_string_equal(opened.agreed, line->facts->seq == 1 ? "contact" : "");
    return true;
}

static void what_was_written_long_ago_can_be_read(void **state)
{
    (void)state;
    struct keys *keys = NULL;
    struct err err = {0};
    struct receipt receipt;
    struct config config;
    char *data;
    size_t n;
    if (getenv("HAMAWAZ_GOLDEN") != NULL)
        write_golden();
    sync_check(keys_unlock(GOLDEN "/keys", "golden", &keys, &err), &err);
    struct told told = sync_read(GOLDEN "/pledges.hzb");
    assert_int_equal(told.of[BUNDLE_RECORD], 2);
    assert_int_equal(told.of[BUNDLE_TAIL], 1);
    sync_check(bundle_read(GOLDEN "/pledges.hzb", open_golden, NULL, keys, NULL, &err), &err);
    sync_check(file_read(GOLDEN "/receipt.hzr", 1 << 16, &data, &n, &err), &err);
    sync_check(receipt_read(data, n - 1, &receipt, &err), &err);
    assert_int_equal(receipt.up_to, 2);
    assert_memory_equal(receipt.by.public_key, keys_public(keys)->epoch[0].sign, VAULT_KEY_BYTES);
    free(data);
    sync_check(file_read(GOLDEN "/config.hzc", 1 << 16, &data, &n, &err), &err);
    sync_check(config_read(data, n - 1, &config, &err), &err);
    assert_string_equal(config.label, "Hall");
    for (size_t bit = 0; bit < (n - 1) * 8; bit++) { /* and no bit of it may change */
        data[bit / 8] ^= (char)(1 << bit % 8);
        assert_false(config_read(data, n - 1, &config, &err));
        data[bit / 8] ^= (char)(1 << bit % 8);
    }
    free(data);
    keys_free(keys);
}

static void a_revoked_kiosk_counts_no_further(void **state)
{
    (void)state;
    struct laptop laptop;
    struct err err = {0};
    struct chapter_counts counts;
    laptop_init(&laptop);
    for (int i = 0; i < 3; i++)
        fixture_add(&laptop.kiosk, true);
    sync_write(&laptop.kiosk, laptop.stick);
    (void)import_all(&laptop, laptop.chapter);
    sync_check(office_revoke(laptop.chapter, laptop.keys, vault_kiosk_id(laptop.kiosk.vault), 2, NOW, &err), &err);
    sync_check(chapter_count(laptop.chapter, &counts, &err), &err);
    assert_int_equal(counts.pledges, 2);
    assert_int_equal(counts.revoked, 1); /* shown, not dropped */
    assert_false(office_revoke(laptop.chapter, laptop.keys, "nobody", 2, NOW, &err));
    assert_int_equal(err.code, ERR_MISSING);
    laptop_finish(&laptop);
}

static void a_foreign_database_is_refused(void **state)
{
    (void)state;
    struct fixture kiosk;
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];
    struct chapter *chapter = NULL;
    struct err err = {0};
    fixture_init(&kiosk);
    fixture_open(&kiosk);
    fixture_close(&kiosk);
    assert_int_equal(rename(file_join(from, kiosk.folder, "kiosk.db"), file_join(to, kiosk.folder, "chapter.db")), 0);
    assert_false(chapter_open(kiosk.folder, true, &chapter, &err));
    assert_int_equal(err.code, ERR_FOREIGN);
    int fd = open(to, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "not a database, by far not one", 30), 30);
    close(fd);
    assert_false(chapter_open(kiosk.folder, true, &chapter, &err));
    assert_int_equal(err.code, ERR_DAMAGED);
    fixture_finish(&kiosk);
}

int main(void)
{
    struct err err;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_merge_alike_in_any_order),
        cmocka_unit_test(receipts_end_at_gaps_and_follow_the_right_branch),
        cmocka_unit_test(a_stick_may_be_read_twice_and_by_two_laptops),
        cmocka_unit_test(another_chapters_bundle_is_left_for_it),
        cmocka_unit_test(what_is_erased_stays_erased),
        cmocka_unit_test(names_are_in_exports_and_nowhere_else),
        cmocka_unit_test(what_was_written_long_ago_can_be_read),
        cmocka_unit_test(a_revoked_kiosk_counts_no_further),
        cmocka_unit_test(a_foreign_database_is_refused),
    };
    return locked_init(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
