/* Log: the form of a line, and the limit of 20 a code and minute. Standard error is caught in a file. */
#include "scratch.h"

#include <pthread.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

static struct {
    char folder[512], path[600], text[8192];
    int kept_stderr;
} caught;

static int catch_stderr(void **state)
{
    (void)state;
    scratch_make(caught.folder);
    snprintf(caught.path, sizeof caught.path, "%s/log", caught.folder);
    caught.kept_stderr = dup(STDERR_FILENO);
    int fd = open(caught.path, O_RDWR | O_CREAT | O_APPEND, 0600);
    dup2(fd, STDERR_FILENO);
    close(fd);
    return 0;
}

static int release_stderr(void **state)
{
    (void)state;
    dup2(caught.kept_stderr, STDERR_FILENO);
    close(caught.kept_stderr);
    scratch_remove(caught.folder);
    return 0;
}

static const char *caught_text(void)
{
    FILE *file = fopen(caught.path, "r");
    assert_non_null(file);
    caught.text[fread(caught.text, 1, sizeof caught.text - 1, file)] = '\0';
    fclose(file);
    return caught.text;
}

static void a_line_is_ticks_code_name_and_two_numbers(void **state)
{
    (void)state;
    log_event_at(1234, LOG_PACK_LOADED, 12, -3);
    char line[64];
    snprintf(line, sizeof line, "1234 %d pack-loaded 12 -3\n", (int)LOG_PACK_LOADED);
    assert_string_equal(caught_text(), line);
}

static void the_real_clock_is_used_when_none_is_given(void **state)
{
    (void)state;
    log_event(LOG_START, INT64_MAX, INT64_MIN);
    assert_non_null(strstr(caught_text(), " start 9223372036854775807 -9223372036854775808\n"));
}

static void beyond_twenty_a_minute_lines_are_held_back_and_counted(void **state)
{
    (void)state;
    uint64_t before = log_written();
    for (int i = 0; i < 50; i++)
        log_event_at(1000000 + i, LOG_PIN_WRONG, i, 0);
    assert_int_equal(log_written() - before, 20);
    log_event_at(1000060, LOG_IDLE_WIPE, 0, 0); /* another code has its own limit */
    assert_int_equal(log_written() - before, 21);
    log_event_at(1059999, LOG_PIN_WRONG, 50, 0);
    assert_int_equal(log_written() - before, 21);

    log_event_at(1060000, LOG_PIN_WRONG, 51, 0);
    assert_int_equal(log_written() - before, 23);
    char lines[128];
    snprintf(lines, sizeof lines, "1060000 %d held-back %d 31\n1060000 %d pin-wrong 51 0\n", (int)LOG_HELD_BACK,
             (int)LOG_PIN_WRONG, (int)LOG_PIN_WRONG);
    assert_non_null(strstr(caught_text(), lines));
}

static void a_quiet_code_tells_of_nothing_held_back(void **state)
{
    (void)state;
    uint64_t before = log_written();
    for (int minute = 0; minute < 5; minute++)
        log_event_at(minute * 60000, LOG_STAFF_OPEN, 0, 0);
    assert_int_equal(log_written() - before, 5);
    assert_null(strstr(caught_text(), "held-back"));
}

static void *log_ten(void *arg)
{
    for (int i = 0; i < 10; i++)
        log_event_at(0, LOG_LETTER_MISSING, *(int *)arg, i);
    return NULL;
}

static void threads_share_one_limit(void **state)
{
    (void)state;
    uint64_t before = log_written();
    pthread_t threads[4];
    int numbers[COUNT_OF(threads)] = {0, 1, 2, 3};
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, log_ten, &numbers[i]), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(log_written() - before, 20);
}

#define CAUGHT_TEST(test) cmocka_unit_test_setup_teardown(test, catch_stderr, release_stderr)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CAUGHT_TEST(a_line_is_ticks_code_name_and_two_numbers),
        CAUGHT_TEST(the_real_clock_is_used_when_none_is_given),
        CAUGHT_TEST(beyond_twenty_a_minute_lines_are_held_back_and_counted),
        CAUGHT_TEST(a_quiet_code_tells_of_nothing_held_back),
        CAUGHT_TEST(threads_share_one_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
