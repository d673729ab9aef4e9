/* Whether this machine has a graphics processor worth asking. */
#ifndef HAMAWAZ_GFX_VIDEOCARD_H
#define HAMAWAZ_GFX_VIDEOCARD_H

#include <stdbool.h>

/* Looks at the kernel's drivers (/sys/class/drm), without loading OpenGL. Any thread. */
bool videocard_is_real(void);

/* The same for the name of a kernel driver, such as "i915". */
bool videocard_driver_is_real(const char *driver);

#endif
