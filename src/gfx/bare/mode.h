/* Which of a display's modes is shown on. Pure. */
#ifndef HAMAWAZ_GFX_BARE_MODE_H
#define HAMAWAZ_GFX_BARE_MODE_H

#include <xf86drmMode.h>

/* The index of the mode to take, -1 when there is none. `w` x `h` is taken wherever the display has it (0: no wish);
 * else the mode that the display prefers, unless drawing on so many pixels without a graphics processor is slow: then
 * the largest one of the same shape that is not. A display that says nothing of itself gets its largest such mode. */
int mode_choose(const drmModeModeInfo *modes, int count, int w, int h);

#endif
