/* The copy is made under another name and takes its own only when whole; the one before it is removed last. Its list of
 * names, sizes and times (`.list`) is written after everything else, and tells whether a pack has changed. */
#include "content/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum { COPIED_FILE_MAX = 20 * 1024 * 1024, LIST_MAX = 1024 * 1024 };

static const char *const parts[] = {"", "slides", "quizzes", "images"}; /* all the folders a pack has */

static char *part_path(char out[FILE_PATH_MAX], const char *folder, const char *part)
{
    return *part ? file_join(out, folder, part) : (str_copy(out, FILE_PATH_MAX, folder), out);
}

typedef bool file_visit(const char *part, const char *path, const char *name, void *arg, struct err *err);

/* Calls `each` for every ordinary file of the pack; a part that is not there has none. */
static bool each_file(const char *folder, file_visit *each, void *arg, struct err *err)
{
    bool goes_on = true;
    for (size_t i = 0; i < COUNT_OF(parts) && goes_on; i++) {
        char in[FILE_PATH_MAX], path[FILE_PATH_MAX], **names = NULL;
        size_t count = 0;
        if (!file_is_folder(part_path(in, folder, parts[i])))
            continue;
        if (!file_list(in, &names, &count, err))
            return false;
        for (size_t k = 0; k < count && goes_on; k++)
            if (file_size(file_join(path, in, names[k])) >= 0)
                goes_on = each(parts[i], path, names[k], arg, err);
        file_list_free(names, count);
    }
    return goes_on;
}

static bool list_file(const char *part, const char *path, const char *name, void *arg, struct err *err)
{
    (void)err;
    struct stat status;
    if (stat(path, &status) == 0)
        str_addf(arg, "%s/%s %lld %lld\n", part, name, (long long)status.st_size, (long long)status.st_mtime);
    return true;
}

static bool copy_file(const char *part, const char *path, const char *name, void *arg, struct err *err)
{
    char folder[FILE_PATH_MAX], to[FILE_PATH_MAX], *data;
    size_t n;
    if (!file_make_folder(part_path(folder, arg, part), err) || !file_read(path, COPIED_FILE_MAX, &data, &n, err))
        return false;
    bool is_copied = file_write_atomic(file_join(to, folder, name), data, n, 0600, err);
    free(data);
    return is_copied;
}

static bool remove_file(const char *part, const char *path, const char *name, void *arg, struct err *err)
{
    (void)part, (void)name, (void)arg, (void)err;
    unlink(path);
    return true;
}

/* What cannot be removed is left: it takes room, no more. */
static void remove_copy(const char *folder)
{
    char path[FILE_PATH_MAX];
    struct err ignored;
    (void)(each_file(folder, remove_file, NULL, &ignored) && unlink(file_join(path, folder, ".list")) == 0);
    for (size_t i = COUNT_OF(parts); i-- > 0;)
        rmdir(part_path(path, folder, parts[i]));
}

static bool is_kept_already(const char *kept, const struct str *list)
{
    char path[FILE_PATH_MAX], *data;
    size_t n;
    struct err ignored;
    if (!file_read(file_join(path, kept, ".list"), LIST_MAX, &data, &n, &ignored))
        return false;
    bool is_same = n == list->length && memcmp(data, str_get(list), n) == 0;
    free(data);
    return is_same;
}

static void sibling(char out[FILE_PATH_MAX], const char *kept, const char *ending)
{
    CHECK(snprintf(out, FILE_PATH_MAX, "%s%s", kept, ending) < FILE_PATH_MAX);
}

static bool take_name(const char *fresh, const char *kept, const char *old, struct err *err)
{
    if ((file_is_folder(kept) && rename(kept, old) != 0) || rename(fresh, kept) != 0)
        return err_set(err, ERR_IO, kept, "The copy of the campaign could not be put in its place.");
    remove_copy(old);
    return true;
}

bool pack_keep(const char *folder, const char *kept, struct err *err)
{
    char fresh[FILE_PATH_MAX], old[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct str list = {0};
    sibling(fresh, kept, ".new");
    sibling(old, kept, ".old");
    bool is_done = each_file(folder, list_file, &list, err);
    if (is_done && !is_kept_already(kept, &list)) {
        remove_copy(fresh);
        if (file_is_folder(kept)) /* else `old` is the only whole copy */
            remove_copy(old);
        is_done = each_file(folder, copy_file, fresh, err) &&
                  file_write_atomic(file_join(path, fresh, ".list"), str_get(&list), list.length, 0600, err) &&
                  take_name(fresh, kept, old, err);
    }
    str_finish(&list);
    return is_done;
}

bool pack_kept(const char *kept, char out[FILE_PATH_MAX])
{
    str_copy(out, FILE_PATH_MAX, kept);
    if (!file_is_folder(out))
        sibling(out, kept, ".old"); /* the power went between the two renames */
    return file_is_folder(out);
}
