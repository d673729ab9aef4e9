/* Tells a window of an X server that an output is disconnected, as the server does when a cable is pulled: Xorg's dummy
 * driver can plug one in, but never lets go of it.   unplug WINDOW OUTPUT */
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static RROutput output_called(Display *display, const char *name)
{
    XRRScreenResources *all = XRRGetScreenResourcesCurrent(display, DefaultRootWindow(display));
    RROutput found = None;
    for (int i = 0; all && i < all->noutput; i++) {
        XRROutputInfo *info = XRRGetOutputInfo(display, all, all->outputs[i]);
        if (info && strcmp(info->name, name) == 0)
            found = all->outputs[i];
        XRRFreeOutputInfo(info);
    }
    XRRFreeScreenResources(all);
    return found;
}

int main(int argc, char **argv)
{
    Display *display = XOpenDisplay(NULL);
    int first_event, first_error;
    if (argc != 3 || !display || !XRRQueryExtension(display, &first_event, &first_error))
        return 2;
    Window window = strtoul(argv[1], NULL, 0);
    union {
        XRROutputChangeNotifyEvent gone;
        XEvent event;
    } is = {.gone = {
                .type = first_event + RRNotify,
                .subtype = RRNotify_OutputChange,
                .window = DefaultRootWindow(display),
                .output = output_called(display, argv[2]),
                .rotation = RR_Rotate_0,
                .connection = RR_Disconnected,
            }};
    bool is_sent = is.gone.output != None && XSendEvent(display, window, False, NoEventMask, &is.event);
    XCloseDisplay(display);
    return is_sent ? 0 : 1;
}
