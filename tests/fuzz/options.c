/* The command line of the kiosk: the bytes are its words, one a line. */
#include "fuzz.h"
#include "screens/settings.h"

enum { WORDS_MAX = 64 };

static void check_settings(const struct settings *settings)
{
    CHECK(settings->lang >= 0 && settings->lang <= 2 && settings->theme >= 0 && settings->theme <= 3);
    CHECK(settings->rotate >= 0 && settings->rotate <= 3 && settings->text_size >= 0 && settings->text_size <= 2);
    CHECK(settings->speed_percent >= 50 && settings->speed_percent <= 200);
    CHECK(settings->size.width >= 0 && settings->size.height >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *text = mem_string((const char *)data, n), *more = NULL;
    char program[] = "hamawaz-kiosk", *words[WORDS_MAX] = {program};
    const char *rest[WORDS_MAX];
    int count = 1, rest_count = 0;
    for (char *word = strtok_r(text, "\n", &more); word && count < WORDS_MAX; word = strtok_r(NULL, "\n", &more))
        words[count++] = word;
    struct settings settings;
    struct err err = {0};
    option_defaults(settings_table, settings_count, &settings);
    if (option_parse(settings_table, settings_count, &settings, count, words, rest, &rest_count, &err))
        check_settings(&settings);
    else
        CHECK(err.code == ERR_USAGE && *err.text);
    CHECK(rest_count >= 0 && rest_count < WORDS_MAX);
    free(text);
    return 0;
}
