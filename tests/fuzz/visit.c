/* Scripted visits of the whole program, all screens in one life; each ends with the show. Long waits and loops are left
 * out: they only take time. */
#include <ctype.h>

#include "fuzz.h"
#include "kiosk.h"
#include "screens/run.h"

/* The one kiosk is never closed, and what it points to from locked memory is not seen there. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 1;
}

/* Runs of digits past `most`; a dull script, not a wrong one. */
static bool has_long_numbers(const uint8_t *data, size_t n, size_t most)
{
    size_t digits = 0;
    for (size_t i = 0; i < n && digits <= most; i++)
        digits = isdigit(data[i]) ? digits + 1 : 0;
    return digits > most;
}

static bool is_dull(const uint8_t *data, size_t n)
{
    static const char *const slow[] = {"repeat", "sleep", "busy", "say", "clock"};
    for (size_t i = 0; i < COUNT_OF(slow); i++)
        if (memmem(data, n, slow[i], strlen(slow[i])))
            return true;
    return n > 1000 || has_long_numbers(data, n, 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct kiosk kiosk;
    static char folder[64];
    char path[FILE_PATH_MAX];
    struct err err;
    if (!kiosk.app) {
        kiosk_open(&kiosk, (struct output_options){.width = 320, .height = 240}, true, 1);
        kiosk.settings.is_motion_reduced = true;
        fuzz_folder(folder);
    }
    if (is_dull(data, n))
        return 0;
    struct app *app = kiosk.app;
    fuzz_write(file_join(path, folder, "visit"), data, n);
    if (!run_script(app, path, NULL, &err))
        CHECK(strstr(err.where, "visit:"));
    app->is_leaving = false;
    app_clear(app);
    app_draw(app);
    app_draw(app);
    CHECK(app->depth == 1 && !app->is_staff);
    return 0;
}
