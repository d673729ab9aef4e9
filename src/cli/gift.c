/* `hamawaz import-gift FILE`: true-or-false questions of a Moodle course (GIFT, docs.moodle.org "GIFT format") as a
 * deck of a campaign pack, on standard output.
 *
 *   // a comment                      ::Title:: Statement. {F#What is said after a wrong answer}
 *   $CATEGORY: ignored                [html]Statement {TRUE}      escapes \: \{ \} \# \= \~ \n
 *
 * Questions are paragraphs. What GIFT cannot say (a second language, sources, the day of review, a topic) is left out
 * and marked, so that `hamawaz check` asks for it; other kinds of questions are told of and passed over. */
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/terminal.h"

enum { GIFT_BYTES_MAX = 1024 * 1024, ID_MAX = 24 };

/* One question, as found; the texts are without escapes. */
struct question {
    struct str title, statement, feedback;
    bool is_true;
};

struct gift {
    struct cli *cli;
    int taken, passed_over;
};

static void clear(struct question *question)
{
    str_clear(&question->title);
    str_clear(&question->statement);
    str_clear(&question->feedback);
}

/* The first unescaped `letter` in [at, end), or NULL. */
static const char *find(const char *at, const char *end, char letter)
{
    for (; at < end; at++) {
        if (*at == '\\')
            at++;
        else if (*at == letter)
            return at;
    }
    return NULL;
}

/* Adds [at, end) without escapes and with single blanks; "[html]" in front is dropped. */
static void add_text(struct str *to, const char *at, const char *end)
{
    while (at < end && isspace((unsigned char)*at))
        at++;
    const char *bracket = at < end && *at == '[' ? find(at, end, ']') : NULL;
    for (at = bracket != NULL ? bracket + 1 : at; at < end; at++) {
        bool is_escape = *at == '\\' && at + 1 < end;
        char c = is_escape ? *++at : *at;
        if (isspace((unsigned char)c) || (is_escape && c == 'n'))
            c = ' ';
        if (c != ' ' || (to->length > 0 && to->at[to->length - 1] != ' '))
            str_append(to, &c, 1);
    }
    while (to->length > 0 && to->at[to->length - 1] == ' ')
        to->at[--to->length] = '\0';
}

/* "F#wrong#right": the wrong answer's words explain most; those of the right one stand in when there are none. */
static bool take_answer(struct question *question, const char *at, const char *end)
{
    struct str word = {0};
    const char *first = find(at, end, '#'), *second = first != NULL ? find(first + 1, end, '#') : NULL;
    add_text(&word, at, first != NULL ? first : end);
    const char *answer = str_get(&word);
    bool is_false = str_equal(answer, "F") || str_equal(answer, "FALSE");
    question->is_true = str_equal(answer, "T") || str_equal(answer, "TRUE");
    str_finish(&word);
    if (first != NULL)
        add_text(&question->feedback, first + 1, second != NULL ? second : end);
    if (second != NULL && question->feedback.length == 0)
        add_text(&question->feedback, second + 1, end);
    return question->is_true || is_false;
}

/* False: not a true-or-false question. */
static bool take_question(struct question *question, const char *at, const char *end)
{
    clear(question);
    const char *close = end - at > 4 && at[0] == ':' && at[1] == ':' ? strstr(at + 2, "::") : NULL;
    if (close != NULL && close < end) {
        add_text(&question->title, at + 2, close);
        at = close + 2;
    }
    const char *open = find(at, end, '{'), *shut = open != NULL ? find(open, end, '}') : NULL;
    if (shut == NULL)
        return false;
    add_text(&question->statement, at, open);
    return question->statement.length > 0 && take_answer(question, open + 1, shut);
}

/* The title's letters as an id, or the question's number. */
static void make_id(const struct question *question, int number, char id[ID_MAX])
{
    size_t n = 0;
    for (const char *c = str_get(&question->title); *c != '\0' && n < ID_MAX - 1; c++) {
        if (isalnum((unsigned char)*c))
            id[n++] = (char)tolower((unsigned char)*c);
        else if (n > 0 && id[n - 1] != '-')
            id[n++] = '-';
    }
    while (n > 0 && id[n - 1] == '-')
        n--;
    id[n] = '\0';
    if (n == 0)
        snprintf(id, ID_MAX, "item-%d", number);
}

static void write_words(FILE *to, const char *key, const struct str *text)
{
    fprintf(to, "    %s:\n      en: ", key);
    json_write(to, str_get(text)); /* a JSON string is a YAML one */
    fputs("\n      # ur: to be written\n", to);
}

static void write_item(struct gift *gift, const struct question *question)
{
    FILE *to = gift->cli->out;
    char id[ID_MAX];
    make_id(question, ++gift->taken, id);
    fprintf(to, "  - id: %s\n    verdict: %s\n    # topic: to be chosen\n    difficulty: 2\n", id,
            question->is_true ? "fact" : "myth");
    write_words(to, "statement", &question->statement);
    if (question->feedback.length > 0)
        write_words(to, "because", &question->feedback);
    else
        fputs("    # because: to be written\n", to);
    fputs("    # source: facts of facts.yaml that say so\n    # reviewed: the day someone who knows read it\n\n", to);
}

static void take_paragraph(struct gift *gift, struct question *question, const char *at, const char *end)
{
    while (at < end && isspace((unsigned char)*at))
        at++;
    if (at == end || *at == '$')
        return;
    if (take_question(question, at, end)) {
        write_item(gift, question);
        return;
    }
    gift->passed_over++;
    fprintf(gift->cli->err, "hamawaz import-gift: passed over, for it is not true or false: %.*s...\n",
            (int)(end - at < 40 ? end - at : 40), at);
}

/* Blanks the lines that are comments, which may stand inside a paragraph. */
static void blank_comments(char *text)
{
    for (char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        for (char *c = line; str_starts(line, "//") && *c != '\0' && *c != '\n'; c++)
            *c = c < line + 2 ? '/' : ' ';
        if (str_starts(line, "//"))
            line[0] = line[1] = ' ';
    }
}

static void take_all(struct gift *gift, char *text)
{
    struct question question = {0};
    blank_comments(text);
    for (const char *at = text; *at != '\0';) {
        const char *end = strstr(at, "\n\n");
        const char *next = end != NULL ? end + 2 : at + strlen(at);
        take_paragraph(gift, &question, at, end != NULL ? end : next);
        at = next;
    }
    str_finish(&question.title);
    str_finish(&question.statement);
    str_finish(&question.feedback);
}

/* Without the CR of other systems and the mark that some editors put in front. */
static void normalise(char *text, size_t n)
{
    char *to = text;
    for (const char *c = text + (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0); *c != '\0'; c++) {
        if (*c != '\r')
            *to++ = *c;
    }
    *to = '\0';
}

static int run(struct cli *cli)
{
    const char *words[2];
    char *text = NULL;
    size_t n = 0;
    struct gift gift = {.cli = cli};
    struct err err = {0};
    if (!cli_words(cli, NULL, words))
        return CLI_USAGE;
    bool is_read = file_read(words[0], GIFT_BYTES_MAX, &text, &n, &err);
    if (is_read && (!utf8_is_valid(text, n) || strlen(text) != n))
        is_read = err_set(&err, ERR_DAMAGED, words[0], "This is not UTF-8 text: save it as UTF-8 first.");
    if (is_read) {
        normalise(text, n);
        fputs("# From a GIFT file. `hamawaz check` tells what is still missing.\n"
              "# title: to be written\n# notice: to be written\ndraw: 6\nitems:\n",
              cli->out);
        take_all(&gift, text);
        fprintf(cli->err, "%d taken, %d passed over\n", gift.taken, gift.passed_over);
    } else {
        fprintf(cli->err, "hamawaz import-gift: %s\n", err.text);
    }
    free(text);
    return is_read && gift.taken > 0 ? CLI_DONE : CLI_FAILED;
}

const struct command command_import_gift = {
    .name = "import-gift",
    .words = "FILE",
    .help = "turn true-or-false questions of a Moodle course (GIFT) into a deck, on standard output",
    .details =
        "True becomes a fact, false a myth, and what Moodle says after a wrong answer its reason. Urdu, sources and\n"
        "the day of review are left as marked gaps; `hamawaz check` finds them.\n",
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
