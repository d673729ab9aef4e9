/* Settings from one table. Each type has one function that reads a typed word into the caller's struct; defaults go
 * through the same functions, so that a default cannot break its own rule. */
#include "base/option.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "base/mem.h"

#define SIDE_MAX 16384 /* px; more than any display, less than overflows an area */
#define NEAR_ENOUGH 3  /* changed letters up to which a name is offered as "did you mean" */

static bool read_number(const char *text, int least, int most, int *number)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < least || value > most)
        return false;
    *number = (int)value;
    return true;
}

static bool set_number(const struct option *option, int *number, const char *text, struct err *err)
{
    if (read_number(text, option->least, option->most, number))
        return true;
    return err_set(err, ERR_USAGE, NULL, "--%s needs a whole number from %d to %d.", option->name, option->least,
                   option->most);
}

static bool set_size(const struct option *option, struct option_size *size, const char *text, struct err *err)
{
    char width[8];
    const char *cross = strchr(text, 'x');
    size_t n = cross != NULL ? (size_t)(cross - text) : 0;
    if (n > 0 && n < sizeof width) {
        memcpy(width, text, n);
        width[n] = '\0';
        struct option_size read;
        if (read_number(width, 1, SIDE_MAX, &read.width) && read_number(cross + 1, 1, SIDE_MAX, &read.height)) {
            *size = read;
            return true;
        }
    }
    return err_set(err, ERR_USAGE, NULL, "--%s needs a width and height in pixels such as 1920x1080.", option->name);
}

static void add_choices(const struct option *option, struct str *out)
{
    for (const char *const *choice = option->choices; *choice != NULL; choice++)
        str_addf(out, "%s%s", choice == option->choices ? "" : ", ", *choice);
}

static bool set_choice(const struct option *option, int *index, const char *text, struct err *err)
{
    for (int i = 0; option->choices[i] != NULL; i++) {
        if (str_equal(option->choices[i], text)) {
            *index = i;
            return true;
        }
    }
    struct str list = {0};
    add_choices(option, &list);
    err_set(err, ERR_USAGE, NULL, "--%s needs one of: %s.", option->name, str_get(&list));
    str_finish(&list);
    return false;
}

static bool set_value(const struct option *option, void *values, const char *text, struct err *err)
{
    void *at = (char *)values + option->offset;
    switch (option->type) {
    case OPTION_FLAG:
        *(bool *)at = true;
        return true;
    case OPTION_NUMBER:
        return set_number(option, at, text, err);
    case OPTION_TEXT:
        *(const char **)at = text;
        return true;
    case OPTION_SIZE:
        return set_size(option, at, text, err);
    case OPTION_CHOICE:
        return set_choice(option, at, text, err);
    }
    return false;
}

static void set_zero(const struct option *option, void *values)
{
    static const size_t sizes[] = {
        [OPTION_FLAG] = sizeof(bool),
        [OPTION_NUMBER] = sizeof(int),
        [OPTION_TEXT] = sizeof(const char *),
        [OPTION_SIZE] = sizeof(struct option_size),
        [OPTION_CHOICE] = sizeof(int),
    };
    memset((char *)values + option->offset, 0, sizes[option->type]);
}

void option_defaults(const struct option *table, size_t count, void *values)
{
    for (size_t i = 0; i < count; i++) {
        set_zero(&table[i], values);
        if (table[i].initial != NULL)
            CHECK(set_value(&table[i], values, table[i].initial, NULL));
    }
}

static bool unknown_option(const struct option *table, size_t count, const char *word, struct err *err)
{
    struct str name = {0};
    str_add(&name, word + strspn(word, "-"));
    name.at[strcspn(name.at, "=")] = '\0';

    const struct option *nearest = NULL;
    unsigned distance = NEAR_ENOUGH + 1;
    for (size_t i = 0; i < count; i++) {
        unsigned d = str_distance(name.at, table[i].name);
        if (d < distance) {
            nearest = &table[i];
            distance = d;
        }
    }
    str_finish(&name);
    if (nearest == NULL)
        return err_set(err, ERR_USAGE, NULL, "There is no option %s; --help lists all.", word);
    return err_set(err, ERR_USAGE, NULL, "There is no option %s; did you mean --%s?", word, nearest->name);
}

/* The option called by the first `n` bytes of `name`, or NULL. */
static const struct option *find_option(const struct option *table, size_t count, const char *name, size_t n)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0)
            return &table[i];
    return NULL;
}

/* Reads the option at argv[*i] and moves *i to its last word. */
static bool parse_one(const struct option *table, size_t count, void *values, int argc, char **argv, int *i,
                      struct err *err)
{
    const char *word = argv[*i], *name = word + 2;
    size_t length = strcspn(name, "=");
    const struct option *option = str_starts(word, "--") ? find_option(table, count, name, length) : NULL;
    if (option == NULL)
        return unknown_option(table, count, word, err);

    const char *value = name[length] == '=' ? name + length + 1 : NULL;
    if (option->type == OPTION_FLAG && value != NULL)
        return err_set(err, ERR_USAGE, NULL, "--%s takes no value.", option->name);
    if (option->type != OPTION_FLAG && value == NULL) {
        if (*i + 1 >= argc)
            return err_set(err, ERR_USAGE, NULL, "--%s needs a value: %s.", option->name, option->value_name);
        value = argv[++*i];
    }
    return set_value(option, values, value, err);
}

bool option_parse(const struct option *table, size_t count, void *values, int argc, char **argv, const char **rest,
                  int *n_rest, struct err *err)
{
    bool is_rest_only = false;
    *n_rest = 0;
    for (int i = 1; i < argc; i++) {
        bool is_option = argv[i][0] == '-' && argv[i][1] != '\0' && !is_rest_only;
        if (is_option && str_equal(argv[i], "--"))
            is_rest_only = true;
        else if (!is_option)
            rest[(*n_rest)++] = argv[i];
        else if (!parse_one(table, count, values, argc, argv, &i, err))
            return false;
    }
    return true;
}

/* "one of a, b; default a", in brackets, or nothing. */
static void add_facts(const struct option *option, struct str *out)
{
    struct str facts = {0};
    if (option->type == OPTION_NUMBER)
        str_addf(&facts, "%d to %d", option->least, option->most);
    if (option->type == OPTION_CHOICE)
        add_choices(option, &facts);
    if (option->initial != NULL)
        str_addf(&facts, "%sdefault %s", facts.length > 0 ? "; " : "", option->initial);
    if (facts.length > 0)
        str_addf(out, " (%s)", str_get(&facts));
    str_finish(&facts);
}

static int left_width(const struct option *option)
{
    size_t value = option->type == OPTION_FLAG ? 0 : 1 + strlen(option->value_name);
    return (int)(2 + strlen(option->name) + value);
}

void option_help(const struct option *table, size_t count, struct str *out)
{
    int widest = 0;
    for (size_t i = 0; i < count; i++)
        widest = left_width(&table[i]) > widest ? left_width(&table[i]) : widest;
    for (size_t i = 0; i < count; i++) {
        const struct option *option = &table[i];
        bool is_flag = option->type == OPTION_FLAG;
        str_addf(out, "  --%s%s%s%*s  %s", option->name, is_flag ? "" : "=", is_flag ? "" : option->value_name,
                 widest - left_width(option), "", option->help);
        add_facts(option, out);
        str_add(out, "\n");
    }
}

/* In roff a bare hyphen may become a typographic one, a backslash starts a command, and so does a line's first dot. */
static void add_roff(struct str *out, const char *text)
{
    if (text[0] == '.' || text[0] == '\'')
        str_add(out, "\\&");
    for (; *text != '\0'; text++) {
        if (*text == '-')
            str_add(out, "\\-");
        else if (*text == '\\')
            str_add(out, "\\e");
        else
            str_append(out, text, 1);
    }
}

void option_man(const struct option *table, size_t count, struct str *out)
{
    struct str line = {0};
    str_add(out, ".SH OPTIONS\n");
    for (size_t i = 0; i < count; i++) {
        str_add(out, ".TP\n\\fB\\-\\-");
        add_roff(out, table[i].name);
        if (table[i].type != OPTION_FLAG)
            str_addf(out, "\\fR=\\fI%s", table[i].value_name);
        str_add(out, "\\fR\n");
        str_clear(&line);
        str_add(&line, table[i].help);
        add_facts(&table[i], &line);
        add_roff(out, str_get(&line));
        str_add(out, "\n");
    }
    str_finish(&line);
}
