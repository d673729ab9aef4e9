/* Reading hamawaz.conf. A line becomes the option that it stands for and goes through the options' own parser, so that
 * both know the same values. Only what is harmless may be set: whoever can put a stick into a laptop can edit this. */
#include "screens/conf.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/sheet.h"
#include "vault/locked.h"

#define FILE_MAX ((size_t)64 * 1024)
#define LINE_BYTES 128

static const char *const names[] = {"lang",           "rotate", "chapter", "pin", "theme", "text-size", "speed",
                                    "reduced-motion", "slow"};

struct line {
    int number;
    char name[LINE_BYTES], value[LINE_BYTES];
};

static void add_fault(struct conf *conf, int line, const char *sentence)
{
    struct str words = {0};
    str_addf(&words, "hamawaz.conf, line %d: %s", line, sentence);
    if (conf->fault_count < CONF_FAULTS_MAX)
        str_copy(conf->faults[conf->fault_count++], CONF_FAULT_BYTES, str_get(&words));
    str_finish(&words);
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(names[i], name))
            return true;
    return false;
}

static void add_unknown(struct conf *conf, const struct line *line)
{
    const char *nearest = names[0];
    char sentence[128];
    for (size_t i = 1; i < COUNT_OF(names); i++)
        if (str_distance(line->name, names[i]) < str_distance(line->name, nearest))
            nearest = names[i];
    snprintf(sentence, sizeof sentence, "there is no such setting; the nearest is \"%s\".", nearest);
    add_fault(conf, line->number, sentence);
}

/* People write 2511 1210. */
static void take_pin(struct conf *conf, const struct line *line)
{
    size_t n = 0;
    if (!*line->value || str_starts(line->value, "taken"))
        return;
    for (const char *at = line->value; *at; at++) {
        if (*at == ' ')
            continue;
        if (*at < '0' || *at > '9' || n == PIN_DIGITS) {
            n = 0;
            break;
        }
        conf->pin[n++] = *at;
    }
    if (n < PIN_DIGITS) {
        locked_wipe(conf->pin, sizeof conf->pin);
        add_fault(conf, line->number, "pin needs eight digits.");
    }
}

static void take_option(struct settings *settings, struct conf *conf, const struct line *line)
{
    char word[2 * LINE_BYTES + 4], *argv[] = {NULL, word, NULL};
    const char *rest[2];
    int rest_count;
    struct err err;
    snprintf(word, sizeof word, "--%s%s%s", line->name, *line->value ? "=" : "", line->value);
    if (!option_parse(settings_table, settings_count, settings, 2, argv, rest, &rest_count, &err))
        add_fault(conf, line->number, str_starts(err.text, "--") ? err.text + 2 : err.text);
}

/* The next word-like piece of [at, end) without the blanks around it. */
static void copy_trimmed(char out[LINE_BYTES], const char *at, const char *end)
{
    while (at < end && isspace((unsigned char)*at))
        at++;
    while (end > at && isspace((unsigned char)end[-1]))
        end--;
    size_t n = (size_t)(end - at) < LINE_BYTES - 1 ? (size_t)(end - at) : LINE_BYTES - 1;
    memcpy(out, at, n);
    out[n] = '\0';
}

static void take_line(struct settings *settings, struct conf *conf, struct line *line, const char *at, const char *end)
{
    const char *note = memchr(at, '#', (size_t)(end - at));
    end = note ? note : end;
    const char *equals = memchr(at, '=', (size_t)(end - at));
    copy_trimmed(line->name, at, equals ? equals : end);
    copy_trimmed(line->value, equals ? equals + 1 : end, end);
    if (!*line->name && !equals)
        return;
    if (!is_known(line->name))
        add_unknown(conf, line);
    else if (str_equal(line->name, "pin"))
        take_pin(conf, line);
    else if (str_equal(line->name, "chapter"))
        str_copy(conf->chapter, sizeof conf->chapter, line->value);
    else
        take_option(settings, conf, line);
}

void conf_read(const char *path, struct settings *settings, struct conf *conf)
{
    static const char byte_order_mark[] = "\xef\xbb\xbf"; /* put there by some editors */
    char *text;
    size_t n;
    struct err err;
    struct line line = {.number = 0};
    if (!file_read(path, FILE_MAX, &text, &n, &err)) {
        if (err.code != ERR_MISSING)
            add_fault(conf, 1, "the file cannot be read.");
        return;
    }
    const char *end = text + n, *at = str_starts(text, byte_order_mark) ? text + strlen(byte_order_mark) : text;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        line.number++;
        take_line(settings, conf, &line, at, stop);
        at = stop + 1;
    }
    locked_wipe(&line, sizeof line);
    locked_wipe(text, n);
    free(text);
}

/* What was not understood, for whoever set the kiosk up; it goes by itself. */
static void conf_frame(struct app *app, void *state)
{
    struct ui *ui = &app->ui;
    struct box row, page = sheet_begin(app, _("Settings"), &row);
    const struct ui_text *how = UI_TEXT(ROLE_BODY_BOLD, THEME_KILN);
    struct ui_text fault = *UI_TEXT(ROLE_BODY, THEME_INK, .has_lang = true, .lang = LANG_EN);
    (void)state;
    box_cut_top(&page, ui_text(ui, page, how, _("These lines were not understood. The kiosk does without them.")) +
                           ui_u(ui, 2));
    for (size_t i = 0; i < app->conf.fault_count; i++)
        box_cut_top(&page, ui_text(ui, page, &fault, app->conf.faults[i]) + ui_u(ui, 1));
    if (sheet_back(app, &row, "conf.back"))
        app_clear(app);
    bar_frame(app);
}

const struct screen screen_conf = {
    .name = "conf",
    .state_size = 1,
    .idle_ms = 180 * 1000, /* as for staff, whom it is for */
    .keeps_going = true,
    .frame = conf_frame,
};
