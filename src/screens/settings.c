/* The settings table: the master copy of every option of hamawaz-kiosk. */
#include "screens/settings.h"

#include "base/mem.h"

static const char *const langs[] = {"pack", "ur", "en", NULL};
static const char *const themes[] = {"pack", "deodar", "paper", "high", NULL};
static const char *const turns[] = {"0", "90", "180", "270", NULL};
static const char *const outputs[] = {"auto", "window", "kms", "bare", NULL};

#define AT(member) offsetof(struct settings, member)

const struct option settings_table[] = {
    {.name = "pack", .type = OPTION_TEXT, .offset = AT(pack), .value_name = "FOLDER",
     .help = "campaign to show; the shipped one when not given"},
    {.name = "data", .type = OPTION_TEXT, .offset = AT(data), .value_name = "FOLDER",
     .help = "where keys and sealed pledges lie; without it pledges are closed"},
    {.name = "stick", .type = OPTION_TEXT, .offset = AT(stick), .value_name = "FOLDER", .initial = "/run/hamawaz/stick",
     .help = "where the chapter's stick appears when it is put in"},
    {.name = "config", .type = OPTION_TEXT, .offset = AT(config), .value_name = "FILE",
     .help = "hamawaz.conf, settings that are not options given here"},
    {.name = "ask", .type = OPTION_TEXT, .offset = AT(ask), .value_name = "FOLDER",
     .help = "where the session is asked for the stick, and to switch the machine off"},
    {.name = "lang", .type = OPTION_CHOICE, .offset = AT(lang), .value_name = "LANG", .initial = "pack",
     .choices = langs, .help = "first language on screen: pack, ur or en"},
    {.name = "theme", .type = OPTION_CHOICE, .offset = AT(theme), .value_name = "NAME", .initial = "pack",
     .choices = themes, .help = "colours: pack, deodar, paper or high"},
    {.name = "output", .type = OPTION_CHOICE, .offset = AT(output), .value_name = "WAY", .initial = "auto",
     .choices = outputs, .help = "way to the display: auto, window, kms (graphics processor) or bare (without one)"},
    {.name = "windowed", .type = OPTION_FLAG, .offset = AT(is_windowed), .help = "in a window instead of full screen"},
    {.name = "offscreen", .type = OPTION_FLAG, .offset = AT(is_offscreen), .help = "without any display, for scripts"},
    {.name = "size", .type = OPTION_SIZE, .offset = AT(size), .value_name = "WxH",
     .help = "size of the picture in pixels; the display's own when not given"},
    {.name = "rotate", .type = OPTION_CHOICE, .offset = AT(rotate), .value_name = "DEGREES", .initial = "0",
     .choices = turns, .help = "turn the picture clockwise: 0, 90, 180 or 270 degrees"},
    {.name = "text-size", .type = OPTION_NUMBER, .offset = AT(text_size), .value_name = "N", .initial = "0",
     .most = 2, .help = "size of letters at the start: 0, 1 or 2"},
    {.name = "speed", .type = OPTION_NUMBER, .offset = AT(speed_percent), .value_name = "PERCENT", .initial = "100",
     .least = 50, .most = 200, .help = "slide speed in percent, 50 to 200"},
    {.name = "reduced-motion", .type = OPTION_FLAG, .offset = AT(is_motion_reduced), .help = "cuts instead of motion"},
    {.name = "slow", .type = OPTION_FLAG, .offset = AT(is_slow),
     .help = "screens wait three times as long before they close"},
    {.name = "script", .type = OPTION_TEXT, .offset = AT(script), .value_name = "FILE",
     .help = "play a scripted visit with a clock of its own, then leave"},
    {.name = "shots", .type = OPTION_TEXT, .offset = AT(shots), .value_name = "FOLDER",
     .help = "where a script's pictures are saved"},
    {.name = "measure", .type = OPTION_TEXT, .offset = AT(measure), .value_name = "FILE",
     .help = "write a line for each frame: its milliseconds, screen and when it was shown"},
    {.name = "man", .type = OPTION_FLAG, .offset = AT(wants_man), .help = "print these options for the manual page"},
    {.name = "version", .type = OPTION_FLAG, .offset = AT(wants_version), .help = "print the version"},
    {.name = "help", .type = OPTION_FLAG, .offset = AT(wants_help), .help = "print this list"},
};
const size_t settings_count = COUNT_OF(settings_table);
