/* The command line: what it finds, what it says, and its exit codes. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "cli/commands.h"

struct answer {
    int code;
    char *out, *err;
};

/* Runs `hamawaz` with up to six words. */
static struct answer hamawaz(const char *const words[7])
{
    char copies[8][128], *argv[8] = {copies[0]};
    int argc = 1;
    snprintf(copies[0], sizeof(copies[0]), "hamawaz");
    for (; words[argc - 1]; argc++) {
        snprintf(copies[argc], sizeof(copies[argc]), "%s", words[argc - 1]);
        argv[argc] = copies[argc];
    }
    struct answer answer;
    size_t out_size, err_size;
    FILE *out = open_memstream(&answer.out, &out_size), *err = open_memstream(&answer.err, &err_size);
    answer.code = cli_run(out, err, argc, argv);
    fclose(out);
    fclose(err);
    return answer;
}

#define HAMAWAZ(...) hamawaz((const char *const[7]){__VA_ARGS__})

static void expect(struct answer answer, int code, const char *part_of_out, const char *part_of_err)
{
    assert_int_equal(answer.code, code);
    if (!strstr(answer.out, part_of_out) || !strstr(answer.err, part_of_err))
        fail_msg("not in the answer: \"%s\", \"%s\"\n%s%s", part_of_out, part_of_err, answer.out, answer.err);
    assert_true(code == CLI_USAGE ? !*answer.out : true);
    free(answer.out);
    free(answer.err);
}

static void a_green_pack_is_done(void **state)
{
    (void)state;
    expect(HAMAWAZ("check", "tests/golden/pack-good"), CLI_DONE,
           "9 slides, 4 quiz items, Urdu complete, English complete; 0 faults, ", "");
    expect(HAMAWAZ("check", "tests/golden/pack-good"), CLI_DONE, ": the pack is green\n", "");
}

static void a_faulty_pack_fails_with_its_faults(void **state)
{
    (void)state;
    struct answer answer = HAMAWAZ("check", "tests/golden/pack-faults/pack");
    assert_non_null(strstr(answer.out, "campaign.yaml:8: `retention_days` cannot be `soon`; write a whole number"));
    assert_non_null(strstr(answer.out, "slides/movie.mp4: warning: only "));
    expect(answer, CLI_FAILED, ": the pack is NOT green\n", "");
    expect(HAMAWAZ("check", "/nowhere"), CLI_FAILED, "", "there is no folder /nowhere");
}

static void a_wrong_command_line_shows_the_usage(void **state)
{
    (void)state;
    expect(HAMAWAZ(NULL), CLI_USAGE, "", "usage: hamawaz COMMAND");
    expect(HAMAWAZ("chek", "x"), CLI_USAGE, "", "did you mean check?");
    expect(HAMAWAZ("sing"), CLI_USAGE, "", "there is no command sing\nusage: ");
    expect(HAMAWAZ("--loud"), CLI_USAGE, "", "there is no option --loud\nusage: ");
    expect(HAMAWAZ("check"), CLI_USAGE, "", "usage: hamawaz check FOLDER");
    expect(HAMAWAZ("check", "a", "b"), CLI_USAGE, "", "b is one word too many");
    expect(HAMAWAZ("check", "--deep", "a"), CLI_USAGE, "", "--deep");
    expect(HAMAWAZ("help", "sing"), CLI_USAGE, "", "there is no command sing");
}

static void true_or_false_questions_become_a_deck(void **state)
{
    (void)state;
    char folder[512], path[600];
    snprintf(path, sizeof(path), "%s/a.gift", scratch_make(folder));
    FILE *file = fopen(path, "w");
    fputs("\xef\xbb\xbf// a comment\r\n$CATEGORY: x\r\n\r\n"
          "::Clothes::[html]Clothes \\{invite\\} it\\: yes. {F#No \"never\".}\r\n\r\n"
          "Freezing is common.\n{TRUE}\n\nWhich? {=one ~two}\n",
          file);
    fclose(file);
    struct answer answer = HAMAWAZ("import-gift", path);
    assert_non_null(strstr(answer.out, "- id: clothes\n    verdict: myth\n"));
    assert_non_null(strstr(answer.out, "en: \"Clothes {invite} it: yes.\"\n"));
    assert_non_null(strstr(answer.out, "en: \"No \\\"never\\\".\"\n"));
    assert_non_null(strstr(answer.out, "- id: item-2\n    verdict: fact\n"));
    expect(answer, CLI_DONE, "# source: ", "2 taken, 1 passed over");
    expect(HAMAWAZ("import-gift", "/nowhere"), CLI_FAILED, "", "cannot be opened");
    scratch_remove(folder);
}

static void help_comes_from_the_table(void **state)
{
    (void)state;
    for (const struct command *const *command = commands; *command; command++) {
        expect(HAMAWAZ("help"), CLI_DONE, (*command)->help, "");
        expect(HAMAWAZ("help", (*command)->name), CLI_DONE, (*command)->details, "");
        expect(HAMAWAZ((*command)->name, "--help"), CLI_DONE, (*command)->help, "");
    }
    expect(HAMAWAZ("--help"), CLI_DONE, "Exit codes: 0 done", "");
    expect(HAMAWAZ("--version"), CLI_DONE, "hamawaz " HAMAWAZ_VERSION "\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_green_pack_is_done),
        cmocka_unit_test(a_faulty_pack_fails_with_its_faults),
        cmocka_unit_test(a_wrong_command_line_shows_the_usage),
        cmocka_unit_test(true_or_false_questions_become_a_deck),
        cmocka_unit_test(help_comes_from_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
