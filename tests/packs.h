/* For tests of the campaign pack: the two golden packs, and folders made for one test. */
#ifndef HAMAWAZ_TESTS_PACKS_H
#define HAMAWAZ_TESTS_PACKS_H

#include "scratch.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "content/pack.h"

#define GOOD "tests/golden/pack-good"
#define FAULTY "tests/golden/pack-faults"

static const struct day today = {2026, 11, 22};

static inline struct pack *load(const char *folder, struct fault_list *faults)
{
    const struct pack_check check = {.coverage_path = FAULTY "/coverage", .today = today};
    *faults = (struct fault_list){0};
    return pack_load(folder, &check, faults);
}

static inline struct pack *load_green(const char *folder)
{
    struct fault_list faults;
    struct pack *pack = load(folder, &faults);
    for (size_t i = 0; i < faults.count && !pack; i++)
        print_message("%s: %s\n", faults.at[i].where, faults.at[i].what);
    assert_non_null(pack);
    fault_list_finish(&faults);
    return pack;
}

static inline bool has_fault(const struct fault_list *faults, const char *where, const char *part_of_what)
{
    for (size_t i = 0; i < faults->count; i++) {
        if (str_equal(faults->at[i].where, where) && strstr(faults->at[i].what, part_of_what))
            return true;
    }
    return false;
}

/* ---- folders made for one test ---- */

static inline void put_bytes(const char *folder, const char *name, const char *data, size_t n)
{
    char path[FILE_PATH_MAX];
    FILE *file = fopen(file_join(path, folder, name), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void put(const char *folder, const char *name, const char *text)
{
    put_bytes(folder, name, text, strlen(text));
}

static inline void put_folder(const char *folder, const char *name)
{
    char path[FILE_PATH_MAX];
    struct err err;
    assert_true(file_make_folder(file_join(path, folder, name), &err));
}

static inline void copy(const char *from, const char *folder, const char *name)
{
    char *data;
    size_t n;
    struct err err;
    assert_true(file_read(from, 1 << 20, &data, &n, &err));
    put_bytes(folder, name, data, n);
    free(data);
}

/* The good pack, to be spoilt. */
static inline const char *make_good_copy(char folder[512])
{
    static const char *const names[] = {
        "campaign.yaml",
        "facts.yaml",
        "help.yaml",
        "pledge.yaml",
        "trainer.yaml",
        "quizzes/law.yaml",
        "quizzes/myths.yaml",
        "slides/010-statement.yaml",
        "slides/020-figure.yaml",
        "slides/040-list.yaml",
        "slides/050-timeline.yaml",
    };
    scratch_make(folder);
    put_folder(folder, "slides");
    put_folder(folder, "quizzes");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char from[FILE_PATH_MAX];
        copy(file_join(from, GOOD, names[i]), folder, names[i]);
    }
    return folder;
}

#endif
