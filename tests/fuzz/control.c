/* No target: a planted fault, which libFuzzer and replay must both find. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CHECK(!(n >= 4 && data[0] == 'F' && data[1] == 'U' && data[2] == 'Z' && data[3] == 'Z'));
    return 0;
}
