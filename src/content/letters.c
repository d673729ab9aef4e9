/* Letters: which may stand in a pack, and which can be drawn. The coverage file is written by the build from the very
 * fonts that are shipped, so the two cannot part. */
#include "content/letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { COVERAGE_FILE_MAX = 1 << 20 };

static const struct letter_range refused[] = {
    {0x0000, 0x0009}, {0x000B, 0x001F}, {0x007F, 0x009F}, {0x2028, 0x202E}, {0x2060, 0x206F},
    {0xD800, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB}, {0xE0000, 0x10FFFF},
};

/* Marks that are obeyed, not drawn: no font needs them. */
static const struct letter_range unseen[] = {{'\n', '\n'}, {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x200B, 0x200F}};

static int compare_range(const void *key, const void *element)
{
    uint32_t letter = *(const uint32_t *)key;
    const struct letter_range *range = element;
    return letter < range->first ? -1 : letter > range->last;
}

static bool is_within(const struct letter_range *ranges, size_t count, uint32_t letter)
{
    return count > 0 && bsearch(&letter, ranges, count, sizeof(*ranges), compare_range);
}

bool letter_is_allowed(uint32_t letter)
{
    return (letter & 0xFFFE) != 0xFFFE && !is_within(refused, COUNT_OF(refused), letter);
}

bool letters_are_allowed(const char *text)
{
    size_t n = strlen(text);
    for (size_t at = 0; at < n;) {
        uint32_t letter = utf8_next(text, n, &at);
        if (letter == UTF8_BAD || !letter_is_allowed(letter))
            return false;
    }
    return true;
}

static size_t count_lines(const char *text)
{
    size_t lines = 1;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* One line; moves *text behind it. */
static bool read_range(const char **text, struct letter_range *range)
{
    char *end;
    range->first = (uint32_t)strtoul(*text, &end, 16);
    if (*end != '-')
        return false;
    range->last = (uint32_t)strtoul(end + 1, &end, 16);
    *text = end + 1;
    return *end == '\n';
}

static bool read_ranges(struct coverage *coverage, const char *text)
{
    coverage->at = mem_array(count_lines(text), sizeof(*coverage->at));
    while (*text) {
        struct letter_range *range = &coverage->at[coverage->count];
        if (!read_range(&text, range) || range->last < range->first)
            return false;
        if (coverage->count > 0 && range->first <= range[-1].last)
            return false;
        coverage->count++;
    }
    return true;
}

bool coverage_read(struct coverage *coverage, const char *path, struct err *err)
{
    *coverage = (struct coverage){0};
    char *text;
    size_t n;
    if (!file_read(path, COVERAGE_FILE_MAX, &text, &n, err))
        return false;
    bool is_good = read_ranges(coverage, text);
    free(text);
    if (!is_good) {
        coverage_finish(coverage);
        return err_set(err, ERR_DAMAGED, path, "the list of the fonts' letters is damaged; build or install again");
    }
    return true;
}

void coverage_finish(struct coverage *coverage)
{
    free(coverage->at);
    *coverage = (struct coverage){0};
}

uint32_t coverage_missing(const struct coverage *coverage, const char *text)
{
    size_t n = coverage->count > 0 ? strlen(text) : 0;
    for (size_t at = 0; at < n;) {
        uint32_t letter = utf8_next(text, n, &at);
        bool is_drawn = letter_is_allowed(letter) && !is_within(unseen, COUNT_OF(unseen), letter);
        if (is_drawn && !is_within(coverage->at, coverage->count, letter))
            return letter;
    }
    return 0;
}

size_t letters_words(const char *text)
{
    static const char white[] = " \n";
    size_t words = 0;
    for (text += strspn(text, white); *text; text += strspn(text, white)) {
        text += strcspn(text, white);
        words++;
    }
    return words;
}
