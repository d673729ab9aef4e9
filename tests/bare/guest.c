/* What the machine of tests/bare-display needs besides a shell:
 *
 *   guest console     prints how the first console stands: "keyboard MODE, text|graphics"
 *   guest glass NAME  a touch panel of that name, which does what it reads: "down X Y", "move X Y", "up", in 0..1000 */
#include <fcntl.h>
#include <linux/kd.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDEST = 1000 };

static int tell_console(void)
{
    static const char *const names[] = {"raw", "ascii", "mediumraw", "unicode", "off"};
    int fd = open("/dev/tty1", O_RDWR | O_NOCTTY), keyboard = 0, mode = 0;
    if (fd < 0 || ioctl(fd, KDGKBMODE, &keyboard) != 0 || ioctl(fd, KDGETMODE, &mode) != 0)
        return 1;
    printf("keyboard %s, %s\n", names[keyboard], mode == KD_GRAPHICS ? "graphics" : "text");
    return 0;
}

static void tell(int fd, int type, int code, int value)
{
    struct input_event event = {.type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    if (write(fd, &event, sizeof event) < 0)
        perror("guest");
}

static int open_glass(const char *name)
{
    int fd = open("/dev/uinput", O_WRONLY);
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 1, .product = 1}};
    snprintf(setup.name, sizeof setup.name, "%s", name);
    ioctl(fd, UI_SET_EVBIT, EV_KEY);
    ioctl(fd, UI_SET_EVBIT, EV_ABS);
    ioctl(fd, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(fd, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    static const int axes[] = {ABS_X, ABS_Y, ABS_MT_SLOT, ABS_MT_TRACKING_ID, ABS_MT_POSITION_X, ABS_MT_POSITION_Y};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
        struct uinput_abs_setup axis = {.code = (unsigned short)axes[i]};
        axis.absinfo.maximum = axes[i] == ABS_MT_SLOT ? 1 : axes[i] == ABS_MT_TRACKING_ID ? 65535 : WIDEST;
        axis.absinfo.resolution = axes[i] == ABS_MT_SLOT || axes[i] == ABS_MT_TRACKING_ID ? 0 : 4;
        ioctl(fd, UI_ABS_SETUP, &axis);
    }
    return ioctl(fd, UI_DEV_SETUP, &setup) == 0 && ioctl(fd, UI_DEV_CREATE) == 0 ? fd : -1;
}

static void place(int fd, int x, int y)
{
    tell(fd, EV_ABS, ABS_MT_POSITION_X, x);
    tell(fd, EV_ABS, ABS_MT_POSITION_Y, y);
    tell(fd, EV_ABS, ABS_X, x);
    tell(fd, EV_ABS, ABS_Y, y);
}

static int be_glass(const char *name)
{
    char line[64];
    int fd = open_glass(name), next_id = 1, x, y;
    while (fd >= 0 && fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "down %d %d", &x, &y) == 2) {
            tell(fd, EV_ABS, ABS_MT_TRACKING_ID, next_id++);
            place(fd, x, y);
            tell(fd, EV_KEY, BTN_TOUCH, 1);
        } else if (sscanf(line, "move %d %d", &x, &y) == 2) {
            place(fd, x, y);
        } else if (strncmp(line, "up", 2) == 0) {
            tell(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
            tell(fd, EV_KEY, BTN_TOUCH, 0);
        }
        tell(fd, EV_SYN, SYN_REPORT, 0);
    }
    return fd < 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "console") == 0)
        return tell_console();
    if (argc == 3 && strcmp(argv[1], "glass") == 0)
        return be_glass(argv[2]);
    fprintf(stderr, "usage: guest console | glass NAME\n");
    return 2;
}
