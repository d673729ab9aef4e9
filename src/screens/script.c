/* Scripted visits: the real program, its clock in the script's hand.
 *
 *   tap NAME          press and release the target with this id or label
 *   reach NAME BY     tap BY until NAME is on the screen: through pages
 *   hold NAME MS      press, wait, release
 *   press NAME        put the finger down        lift   and up again, where it is
 *   key NAME [MOD..]  tab enter space escape backspace left right up down pageup pagedown plus minus period question,
 *                     a digit or a letter; ctrl alt shift
 *   type TEXT         as from a physical keyboard, a letter at a time
 *   wait MS           let time pass, drawing what wants to be drawn
 *   settle            wait for the worker and for what moves
 *   screen NAME       must be on top        see NAME / miss NAME   a target must be there / must not
 *   pledges N         must be counted       lang CODE              switch the language
 *   slide NAME        the show goes on with this slide (its file, without ending), at rest, in the language on screen
 *   count N           the screens show N pledges: for pictures and layouts alone, there is not one more in the store
 *   clock YYYY-MM-DD  another day, nine in the morning UTC
 *   sleep MS          the machine sleeps: time passes and nothing is drawn
 *   busy MS           the worker is held up for so long in earnest, so that what waits for it is seen
 *   where NAME        print "NAME-<lang> X Y W H", the target's place on the screen
 *   display WxH|off   a second display is plugged in, or pulled out     shot-room NAME   save its picture
 *   room CARD M F     the room quiz is at this card (from 0), with these counts of myth and fact (0 0: none belong)
 *   shot NAME [WORDS] save the picture as NAME-<lang>.png; the words say what is on it, to whoever shows it
 *   inspect NAME      judge the layout on the screen: each finding is printed, a picture saved as by shot, and the
 *                     visit fails at its end
 *   say TEXT          print a line at once                         pause   wait for a line on standard input
 *   repeat N .. end   play the lines between N times (not nested)
 *
 * "ur: " or "en: " before a command plays it only while that language is on screen.
 * A blank line or one that begins with '#' says nothing. The first step that does not hold ends the visit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "gfx/output.h"
#include "screens/app.h"
#include "screens/attract.h"
#include "screens/inspect.h"
#include "screens/play.h"
#include "screens/projector.h"
#include "screens/room.h"
#include "screens/run.h"

static bool run_screen(struct play *play, char *rest)
{
    return str_equal(app_screen(play->app)->name, rest) || play_refuse(play, "another screen is on top than", rest);
}

static bool run_see(struct play *play, char *rest)
{
    play_draw(play->app);
    return ui_find(&play->app->ui, rest) || play_refuse(play, "is not on the screen", rest);
}

static bool run_miss(struct play *play, char *rest)
{
    play_draw(play->app);
    return !ui_find(&play->app->ui, rest) || play_refuse(play, "is on the screen", rest);
}

static bool run_pledges(struct play *play, char *rest)
{
    char counted[24];
    snprintf(counted, sizeof counted, "%d", (int)play->app->counts.pledges);
    return str_equal(counted, rest) || play_refuse(play, "pledges counted, not as the script says", counted);
}

static bool run_lang(struct play *play, char *rest)
{
    enum lang lang;
    if (!lang_from_code(rest, &lang))
        return play_refuse(play, "no such language", rest);
    app_set_lang(play->app, lang);
    return true;
}

static bool run_slide(struct play *play, char *rest)
{
    const struct pack *pack = play->app->pack;
    size_t at = 0;
    while (at < pack->slide_count && !str_equal(pack->slides[at].name, rest))
        at++;
    if (at == pack->slide_count)
        return play_refuse(play, "no such slide", rest);
    if (!attract_show(play->app, at))
        return play_refuse(play, "a slide is shown by attract alone", rest);
    play_settle_all(play->app);
    return true;
}

static bool run_count(struct play *play, char *rest)
{
    struct store_counts *counts = &play->app->counts;
    counts->pledges = counts->session_pledges = strtoll(rest, NULL, 10);
    play->app->needs_frame = true;
    return true;
}

static bool run_clock(struct play *play, char *rest)
{
    struct day day;
    if (sscanf(rest, "%d-%d-%d", &day.year, &day.month, &day.day) != 3)
        return play_refuse(play, "clock needs YYYY-MM-DD", rest);
    play->app->clock.fake_wall_s = clock_day_number(day) * 86400 + 9 * 3600;
    play->app->needs_frame = true;
    return true;
}

static bool run_sleep(struct play *play, char *rest)
{
    clock_advance(&play->app->clock, strtol(rest, NULL, 10));
    play_draw(play->app);
    return true;
}

static void hold_up(void *arg)
{
    const long *ms = arg;
    nanosleep(&(struct timespec){.tv_sec = *ms / 1000, .tv_nsec = *ms % 1000 * 1000000}, NULL);
}

static bool run_busy(struct play *play, char *rest)
{
    worker_wait(play->app->worker); /* the milliseconds are the last busy's until it is over */
    play->busy_ms = strtol(rest, NULL, 10);
    worker_post(play->app->worker, hold_up, NULL, &play->busy_ms);
    return true;
}

static bool run_where(struct play *play, char *rest)
{
    play_draw(play->app);
    const struct ui_target *target = ui_find(&play->app->ui, rest);
    if (!target)
        return play_refuse(play, "is not on the screen", rest);
    const struct box *box = &target->box;
    printf("%s-%s %d %d %d %d\n", rest, lang_code(play->app->lang), box->x, box->y, box->w, box->h);
    return true;
}

static bool run_shot(struct play *play, char *rest)
{
    if (!play->shots)
        return true;
    rest[strcspn(rest, " ")] = '\0';
    char name[96], path[FILE_PATH_MAX];
    do
        app_draw(play->app);
    while (!gfx_is_whole(play->app->gfx));
    snprintf(name, sizeof name, "%s-%s.png", rest, lang_code(play->app->lang));
    return gfx_save_png(play->app->gfx, file_join(path, play->shots, name), play->err);
}

/* The visit goes on, so that one run finds all; it fails at its end. */
static bool run_inspect(struct play *play, char *rest)
{
    struct app *app = play->app;
    struct str findings = {0};
    play_draw(app);
    size_t count = inspect_screen(app, &findings);
    char *more = NULL;
    for (char *one = count ? strtok_r(findings.at, "\n", &more) : NULL; one; one = strtok_r(NULL, "\n", &more))
        printf("%s-%s: %s\n", rest, lang_code(app->lang), one);
    str_finish(&findings);
    play->inspected++;
    play->findings += (int)count;
    return count == 0 || run_shot(play, rest);
}

static bool run_display(struct play *play, char *rest)
{
    int w = 0, h = 0;
    if (!str_equal(rest, "off") && (sscanf(rest, "%dx%d", &w, &h) != 2 || w < 320 || h < 240))
        return play_refuse(play, "display needs a size, or off", rest);
    output_pretend_second(play->app->output, w, h);
    play_send(play->app, (struct event){.type = EVENT_DISPLAYS});
    return true;
}

/* The second display's picture. */
static bool run_shot_room(struct play *play, char *rest)
{
    char name[96], path[FILE_PATH_MAX];
    if (!projector_is_on(play->app))
        return play_refuse(play, "there is no second display", rest);
    if (!play->shots)
        return true;
    rest[strcspn(rest, " ")] = '\0';
    app_draw(play->app);
    snprintf(name, sizeof name, "%s-%s.png", rest, lang_code(play->app->lang));
    return gfx_save_png(projector_ui(play->app)->gfx, file_join(path, play->shots, name), play->err);
}

static bool run_room(struct play *play, char *rest)
{
    int card, myth, fact;
    char stands[64] = "there is none";
    if (sscanf(rest, "%d %d %d", &card, &myth, &fact) != 3)
        return play_refuse(play, "room needs a card and two counts", rest);
    const struct room_session *session = play->app->room;
    if (session) {
        struct room_card now = room_card_now(&session->run);
        const struct room_count none = {0};
        const struct room_count *count = now.round < 0 ? &none : &session->run.item[now.item].vote[now.round];
        if (session->run.card == card && count->hands[VERDICT_MYTH] == myth && count->hands[VERDICT_FACT] == fact)
            return true;
        snprintf(stands, sizeof stands, "%d %d %d", session->run.card, (int)count->hands[VERDICT_MYTH],
                 (int)count->hands[VERDICT_FACT]);
    }
    return play_refuse(play, "the room quiz does not stand as the script says", stands);
}

static bool run_say(struct play *play, char *rest)
{
    (void)play;
    printf("%s\n", rest);
    fflush(stdout);
    return true;
}

/* Whoever runs the script does something to the machine meanwhile. */
static bool run_pause(struct play *play, char *rest)
{
    (void)rest;
    for (int c = 0; c != '\n';)
        if ((c = getchar()) == EOF)
            return play_refuse(play, "nobody says when to go on", "pause");
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct play *play, char *rest);
} commands[] = {
    {"tap", play_tap},
    {"reach", play_reach},
    {"hold", play_hold},
    {"key", play_key},
    {"type", play_type},
    {"wait", play_wait},
    {"settle", play_settle},
    {"screen", run_screen},
    {"see", run_see},
    {"miss", run_miss},
    {"lang", run_lang},
    {"pledges", run_pledges},
    {"slide", run_slide},
    {"shot", run_shot},
    {"say", run_say},
    {"pause", run_pause},
    {"inspect", run_inspect},
    {"count", run_count},
    {"clock", run_clock},
    {"sleep", run_sleep},
    {"busy", run_busy},
    {"where", run_where},
    {"press", play_press},
    {"lift", play_lift},
    {"display", run_display},
    {"shot-room", run_shot_room},
    {"room", run_room},
};

/* Takes "ur: " or "en: " from the line; false when that is not the language on screen. */
static bool is_for_us(const struct play *play, char **line)
{
    for (int i = 0; i < LANG_COUNT; i++) {
        const char *code = lang_code((enum lang)i);
        size_t n = strlen(code);
        if (str_starts(*line, code) && str_starts(*line + n, ": ")) {
            *line += n + 2;
            return play->app->lang == (enum lang)i;
        }
    }
    return true;
}

static bool run_line(struct play *play, char *line)
{
    if (!is_for_us(play, &line))
        return true;
    char *rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (str_equal(line, commands[i].name)) {
            play->steps++;
            return commands[i].run(play, rest ? rest : line + strlen(line));
        }
    return play_refuse(play, "no such command", line);
}

/* Handles repeat and end; true when the line was one of them, with *at moved. */
static bool is_loop(struct play *play, const char *line, const char **at)
{
    if (str_starts(line, "repeat ")) {
        play->again = *at;
        play->again_line = play->line;
        play->left = (int)strtol(line + 7, NULL, 10);
        return true;
    }
    if (!str_equal(line, "end"))
        return false;
    if (play->again && --play->left > 0) {
        *at = play->again;
        play->line = play->again_line;
    }
    return true;
}

bool run_script(struct app *app, const char *path, const char *shots, struct err *err)
{
    enum { SCRIPT_MAX = 256 * 1024 };
    char *text, line[512];
    size_t n;
    if (!file_read(path, SCRIPT_MAX, &text, &n, err))
        return false;
    struct play play = {.app = app, .path = path, .shots = shots, .err = err};
    bool is_ok = true;
    for (const char *at = text; is_ok && *at && !app->is_leaving;) {
        size_t length = strcspn(at, "\n");
        str_copy(line, length + 1 < sizeof line ? length + 1 : sizeof line, at);
        at += length + (at[length] == '\n');
        play.line++;
        if (*line && *line != '#' && !is_loop(&play, line, &at))
            is_ok = run_line(&play, line);
    }
    worker_wait(app->worker);
    worker_poll(app->worker);
    if (is_ok)
        printf("script: %d steps held, %d screens inspected, %d pledges counted\n", play.steps, play.inspected,
               (int)app->counts.pledges);
    fflush(stdout);
    if (is_ok && play.findings > 0)
        is_ok = err_set(err, ERR_INVALID, path, "%d findings, printed above", play.findings);
    free(text);
    return is_ok;
}
