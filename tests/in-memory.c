/* in-memory PID WORD...: is a word (UTF-8) anywhere in the memory of that process, heap, stacks, libraries and locked
 * pages alike? Says where. Exit 0: found, 1: nowhere, 2: it may not be looked at. */
#include "in_memory.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static int open_of(const char *pid, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
    return open(path, O_RDONLY);
}

/* A page that cannot be read, such as a guard page, ends its region. */
static int count_in_region(int memory, const char *line, const struct wanted *wanted)
{
    uintptr_t from, to;
    char region[64];
    if (!wanted_region(line, &from, &to, region))
        return 0;
    unsigned char *copy = malloc(to - from);
    ssize_t n = copy ? pread(memory, copy, to - from, (off_t)from) : -1;
    int count = n > 0 ? wanted_count(wanted, copy, (size_t)n, from, region) : 0;
    free(copy);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 2; i < argc; i++) {
        char line[512];
        struct wanted wanted = wanted_read(argv[i], 0);
        int memory = open_of(argv[1], "mem"), maps = open_of(argv[1], "maps");
        FILE *lines = maps < 0 ? NULL : fdopen(maps, "r");
        if (memory < 0 || !lines)
            return 2;
        while (fgets(line, sizeof line, lines))
            count += count_in_region(memory, line, &wanted);
        fclose(lines);
        close(memory);
    }
    return count > 0 ? 0 : 1;
}
