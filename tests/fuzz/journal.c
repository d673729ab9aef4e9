/* The journal's frames, and a bundle's, which are the same lines between a head and a tail. */
#include "fuzz.h"
#include "store/journal.h"
#include "sync/bundle.h"

struct walk {
    int64_t at, n;
};

static bool see_line(const struct journal_line *line, void *arg)
{
    struct walk *walk = arg;
    CHECK(line->offset >= walk->at && !memchr(line->text, '\n', line->n));
    walk->at = line->offset + (int64_t)line->n + line->is_ended;
    CHECK(walk->at <= walk->n);
    return true;
}

static bool see_item(const struct bundle_line *line, void *arg, struct err *err)
{
    (void)err;
    CHECK(line->item <= BUNDLE_TORN && (line->item != BUNDLE_RECORD || line->facts));
    ++*(int64_t *)arg;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char folder[64];
    char path[FILE_PATH_MAX];
    struct walk walk = {0, (int64_t)n};
    struct journal journal;
    int64_t items = 0;
    if (!*folder)
        fuzz_folder(folder);
    fuzz_write(file_join(path, folder, "journal.hzb"), data, n);
    CHECK(journal_walk(path, 0, see_line, &walk, NULL));
    if (!bundle_read(path, see_item, NULL, &items, NULL, NULL))
        CHECK(items == 0);
    CHECK(journal_open(folder, &journal, NULL) && journal.length <= (int64_t)n);
    journal_close(&journal);
    return 0;
}
