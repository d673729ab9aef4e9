/* The stick's folders. Its file names are nobody's promise: what a file is, its lines say. */
#include "sync/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/str.h"

enum { FILES_MOST = 10000 };

char *layout_folder(char out[FILE_PATH_MAX], const char *stick, enum layout what, const char *chapter)
{
    static const char *const names[] = {"out", "enrol", "cfg", "ack", "erase"};
    int n = snprintf(out, FILE_PATH_MAX, "%s/HAMAWAZ/%s%s%s", stick, names[what], chapter != NULL ? "/" : "",
                     chapter != NULL ? chapter : "");
    CHECK(n > 0 && n < FILE_PATH_MAX);
    return out;
}

static bool is_ordinary(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool each_line_of(const char *path, size_t most, layout_visit *visit, void *arg, struct err *err)
{
    char *data = NULL;
    size_t n = 0;
    if (!is_ordinary(path) || !file_read(path, most, &data, &n, NULL))
        return true;
    bool is_good = true;
    for (char *line = data, *end; is_good && line < data + n; line = end + 1) {
        end = memchr(line, '\n', (size_t)(data + n - line));
        if (end == NULL)
            end = data + n;
        is_good = visit(line, (size_t)(end - line), arg, err);
    }
    free(data);
    return is_good;
}

bool layout_each_line(const char *folder, const char *ending, size_t most, layout_visit *visit, void *arg,
                      struct err *err)
{
    char **names = NULL, path[FILE_PATH_MAX];
    size_t count = 0;
    if (!file_is_folder(folder))
        return true;
    if (!file_list(folder, &names, &count, err))
        return false;
    bool is_good = true;
    for (size_t i = 0; is_good && i < count && i < FILES_MOST; i++) {
        if (str_ends(names[i], ending) && strlen(folder) + strlen(names[i]) + 2 < FILE_PATH_MAX)
            is_good = each_line_of(file_join(path, folder, names[i]), most, visit, arg, err);
    }
    file_list_free(names, count);
    return is_good;
}
