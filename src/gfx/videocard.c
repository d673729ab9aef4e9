/* Tells real graphics processors from frame buffers and virtual machines by the name of the kernel's driver, because
 * asking OpenGL means loading it: 97 MiB and 0.4 s to learn that there is none. A name that is not listed counts as
 * none: the software renderer is never wrong, only slower. */
#include "gfx/videocard.h"

#include <glob.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static const char *const real[] = {
    "i915", "xe",  "amdgpu",   "radeon", "nouveau", "nvidia",   "vc4",
    "vc4-drm", "v3d", "panfrost", "lima",   "msm",     "etnaviv",
};

bool videocard_driver_is_real(const char *driver)
{
    for (size_t i = 0; i < COUNT_OF(real); i++)
        if (strcmp(driver, real[i]) == 0)
            return true;
    return false;
}

bool videocard_is_real(void)
{
    glob_t cards;
    bool is_real = false;
    if (glob("/sys/class/drm/card*/device/driver", 0, NULL, &cards) != 0)
        return false;
    for (size_t i = 0; i < cards.gl_pathc; i++) {
        char target[256];
        ssize_t n = readlink(cards.gl_pathv[i], target, sizeof target - 1);
        target[n > 0 ? n : 0] = '\0';
        const char *slash = strrchr(target, '/');
        is_real = is_real || videocard_driver_is_real(slash ? slash + 1 : target);
    }
    globfree(&cards);
    return is_real;
}
