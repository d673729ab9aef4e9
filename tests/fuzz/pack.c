/* The campaign pack: the first byte says which file of a good pack the rest takes the place of. */
#include "content/pack.h"
#include "fuzz.h"

#define GOOD "tests/golden/pack-good/"

static const char *const names[] = {
    "campaign.yaml",      "facts.yaml",        "help.yaml",          "pledge.yaml",     "trainer.yaml",
    "quizzes/law.yaml",   "quizzes/myths.yaml", "slides/010.yaml",   "slides/020.yaml", "slides/040.yaml",
    "slides/050.yaml",    "slides/060.svg",
};
static const char *const sources[] = {
    "campaign.yaml",      "facts.yaml",        "help.yaml",          "pledge.yaml",     "trainer.yaml",
    "quizzes/law.yaml",   "quizzes/myths.yaml", "slides/010-statement.yaml", "slides/020-figure.yaml",
    "slides/040-list.yaml", "slides/050-timeline.yaml", "slides/080-hall.svg",
};

static void put_good(const char *folder, size_t i)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX], *data;
    size_t n;
    CHECK(file_read(file_join(from, GOOD, sources[i]), 1 << 20, &data, &n, NULL));
    fuzz_write(file_join(to, folder, names[i]), data, n);
    free(data);
}

static const char *good_pack(void)
{
    static char folder[64];
    char path[FILE_PATH_MAX];
    if (*folder)
        return folder;
    fuzz_folder(folder);
    CHECK(file_make_folder(file_join(path, folder, "quizzes"), NULL));
    CHECK(file_make_folder(file_join(path, folder, "slides"), NULL));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        put_good(folder, i);
    return folder;
}

static void count(enum lang lang, const char *text, void *arg)
{
    CHECK((unsigned)lang < LANG_COUNT);
    *(size_t *)arg += strlen(text);
}

/* A green pack has something to show, and all its words can be read. */
static void check_pack(const struct pack *pack)
{
    size_t letters = 0;
    CHECK(pack->slide_count > 0);
    for (size_t i = 0; i < pack->slide_count; i++)
        CHECK(pack->slides[i].kind != SLIDE_MYTH || pack->slides[i].myth);
    pack_each_text(pack, count, &letters);
    CHECK(letters > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const char *folder = good_pack();
    size_t which = fuzz_byte(&data, &n) % COUNT_OF(names);
    char path[FILE_PATH_MAX];
    struct fault_list faults = {0};
    struct pack_check check = {.coverage_path = "build/share/fonts/coverage", .today = {2026, 11, 22}};
    fuzz_write(file_join(path, folder, names[which]), data, n);
    struct pack *pack = pack_load(folder, &check, &faults);
    CHECK((pack != NULL) == (faults.error_count == 0));
    if (pack)
        check_pack(pack);
    pack_free(pack);
    fault_list_finish(&faults);
    put_good(folder, which);
    return 0;
}
