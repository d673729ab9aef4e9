/* Gives files to a fuzz target, for whoever has no libFuzzer: replay FILE... Says which file it is at, and ends
 * when one takes longer than ten seconds. */
#include <unistd.h>

#include "fuzz.h"

int main(int argc, char **argv)
{
    enum { BYTES_MAX = 1 << 22, SECONDS_MAX = 10 };
    for (int i = 1; i < argc; i++) {
        char *data;
        size_t n;
        fprintf(stderr, "replay: %s\n", argv[i]);
        CHECK(file_read(argv[i], BYTES_MAX, &data, &n, NULL));
        alarm(SECONDS_MAX);
        LLVMFuzzerTestOneInput((const uint8_t *)data, n);
        free(data);
    }
    alarm(0);
    return 0;
}
