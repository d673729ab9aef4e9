/* Whole sentences come from the pack or the catalogue; only dates are put together, from a translated pattern. */
#include "screens/phrases.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "screens/app.h"

void phrase_fill(char *out, size_t room, const char *sentence, const char *mark, const char *value)
{
    struct str filled = {0};
    const char *at;
    for (; (at = strstr(sentence, mark)); sentence = at + strlen(mark)) {
        str_append(&filled, sentence, (size_t)(at - sentence));
        str_add(&filled, value);
    }
    str_add(&filled, sentence);
    str_copy(out, room, str_get(&filled));
    str_finish(&filled);
}

void phrase_day(char *out, size_t room, struct day day)
{
    static const char *const months[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                         N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                         N_("September"), N_("October"),  N_("November"), N_("December")};
    if (day.month < 1 || day.month > 12) {
        str_copy(out, room, "");
        return;
    }
    /* TRANSLATORS: day of the month, name of the month, year. */
    snprintf(out, room, _("%d %s %d"), day.day, _(months[day.month - 1]), day.year);
}

void phrase_deletion(const struct app *app, char *out, size_t room)
{
    int64_t wall_s = clock_wall_s(&app->clock);
    if (clock_is_plausible(wall_s))
        phrase_day(out, room, clock_day(wall_s + (int64_t)app->pack->retention_days * 86400));
    else
        /* TRANSLATORS: stands where a date would: "deleted on {date}". */
        snprintf(out, room, _("the day %d days after this event"), app->pack->retention_days);
}
