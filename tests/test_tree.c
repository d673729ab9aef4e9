/* YAML to tree: what people write by hand is read, everything else ends in a fault and never in a crash. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "content/tree.h"

struct reading {
    struct arena arena;
    struct fault_list faults;
    const struct node *root;
};

static struct reading read_bytes(const char *data, size_t n)
{
    struct reading reading = {0};
    struct report report = {.list = &reading.faults};
    report_file(&report, "x.yaml");
    reading.root = tree_read(&reading.arena, data, n, &report);
    if (!reading.root)
        assert_true(reading.faults.error_count > 0);
    return reading;
}

static struct reading read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void end(struct reading *reading)
{
    arena_finish(&reading->arena);
    fault_list_finish(&reading->faults);
}

static void expect_fault(const char *text, const char *where, const char *part_of_what)
{
    struct reading reading = read_text(text);
    assert_true(reading.faults.count > 0);
    assert_string_equal(reading.faults.at[0].where, where);
    if (!strstr(reading.faults.at[0].what, part_of_what))
        fail_msg("\"%s\" does not say \"%s\"", reading.faults.at[0].what, part_of_what);
    end(&reading);
}

static void nodes_know_their_kind_line_and_key(void **state)
{
    (void)state;
    struct reading reading = read_text("a: one\nb:\n  - x\n  - {c: \"two  \"}\n");

    assert_int_equal(reading.faults.count, 0);
    assert_int_equal(reading.root->kind, NODE_MAP);
    assert_int_equal(reading.root->count, 2);
    assert_string_equal(tree_find(reading.root, "a")->text, "one");
    const struct node *list = tree_find(reading.root, "b");
    assert_int_equal(list->kind, NODE_LIST);
    assert_int_equal(list->line, 2);
    assert_int_equal(list->count, 2);
    const struct node *inner = tree_find(list->first->next, "c");
    assert_int_equal(inner->line, 4);
    assert_string_equal(inner->text, "two");
    assert_null(tree_find(reading.root, "z"));
    end(&reading);
}

static void files_of_other_systems_are_read(void **state)
{
    (void)state;
    struct reading reading = read_text("\xEF\xBB\xBF"
                                       "a: one\r\nb: two\r\n");
    assert_int_equal(reading.faults.count, 0);
    assert_string_equal(tree_find(reading.root, "a")->text, "one");
    assert_string_equal(tree_find(reading.root, "b")->text, "two");
    end(&reading);
}

static void words_like_no_and_null_stay_words(void **state)
{
    (void)state;
    struct reading reading = read_text("a: no\nb: ~\nc: 010\nd:\n");
    assert_string_equal(tree_find(reading.root, "a")->text, "no");
    assert_string_equal(tree_find(reading.root, "b")->text, "~");
    assert_string_equal(tree_find(reading.root, "c")->text, "010");
    assert_string_equal(tree_find(reading.root, "d")->text, "");
    end(&reading);
}

static void a_doubled_key_is_a_fault_and_keeps_its_first_value(void **state)
{
    (void)state;
    struct reading reading = read_text("a: one\na: {b: c}\nd: two\n");
    assert_int_equal(reading.faults.error_count, 1);
    assert_string_equal(reading.faults.at[0].where, "x.yaml:2");
    assert_string_equal(tree_find(reading.root, "a")->text, "one");
    assert_string_equal(tree_find(reading.root, "d")->text, "two");
    assert_int_equal(reading.root->count, 2);
    end(&reading);
}

static void what_is_not_for_hands_is_refused(void **state)
{
    (void)state;
    expect_fault("a: &x one\n", "x.yaml:1", "begin with &");
    expect_fault("a: one\nb: *x\n", "x.yaml:2", "begin with *");
    expect_fault("a: !!binary aGk=\n", "x.yaml:1", "begin with !");
    expect_fault("a: one\n---\nb: two\n", "x.yaml:2", "second document");
    expect_fault("? [a]\n: b\n", "x.yaml:1", "where a key should be");
    expect_fault("a: [\n", "x.yaml:2", "");
    expect_fault("a: b: c\n", "x.yaml:1", "colon");
    expect_fault("", "x.yaml", "empty");
    expect_fault("# only a comment\n", "x.yaml", "empty");
}

static void letters_that_hide_are_found_with_their_line(void **state)
{
    (void)state;
    expect_fault("a: one\n\tb: two\n", "x.yaml:2", "tab");
    expect_fault("a: one\nb: \"\xE2\x80\xAE\"\n", "x.yaml:2", "U+202E");
    expect_fault("a: one\nb: \"\\0\"\n", "x.yaml:2", "U+0000");
    expect_fault("a: \x1B[31m\n", "x.yaml:1", "U+001B");
    expect_fault("a: caf\xE9\n", "x.yaml:1", "UTF-8");
    expect_fault("a: \xED\xA0\x80\n", "x.yaml:1", "UTF-8");
}

static char *repeated(const char *piece, size_t times, const char *end)
{
    struct str text = {0};
    for (size_t i = 0; i < times; i++)
        str_add(&text, piece);
    str_add(&text, end);
    return text.at;
}

static void what_is_too_much_ends_early(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        size_t times;
        const char *end;
    } hostile[] = {
        {"[", 500000, ""},      {"{a: ", 200000, ""},    {"- ", 400000, "x"},        {"? ", 400000, "x"},
        {"- a\n", 200000, ""},  {"[a,b],", 100000, ""},  {"\"", 999999, ""},         {"#", 1000000, ""},
        {"\x01\n", 400000, ""}, {"a: &a\n", 100000, ""}, {"%YAML 1.1\n", 90000, ""}, {"---\n", 200000, ""},
        {"a: b\n", 200000, ""}, {"'a' ", 200000, ""},
    };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        char *text = repeated(hostile[i].piece, hostile[i].times, hostile[i].end);
        struct reading reading = read_text(text);
        assert_true(reading.faults.error_count > 0);
        assert_true(reading.faults.count <= REPORT_FAULTS_MAX);
        assert_true(reading.arena.used_bytes < 8 * 1024 * 1024);
        end(&reading);
        free(text);
    }
}

static void a_map_of_too_many_keys_is_refused(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i <= TREE_KEYS_MAX; i++)
        str_addf(&text, "k%d: x\n", i);
    expect_fault(str_get(&text), "x.yaml:301", "300 keys");
    str_finish(&text);
}

static void depth_is_counted_to_the_last(void **state)
{
    (void)state;
    char text[64] = "";
    memset(text, '[', TREE_DEPTH_MAX);
    memset(text + TREE_DEPTH_MAX, ']', TREE_DEPTH_MAX);
    struct reading reading = read_text(text);
    assert_int_equal(reading.faults.count, 0);
    end(&reading);

    memset(text, '[', TREE_DEPTH_MAX + 1);
    memset(text + TREE_DEPTH_MAX + 1, ']', TREE_DEPTH_MAX + 1);
    expect_fault(text, "x.yaml:1", "inside each other");
}

static void faults_cannot_disturb_a_terminal(void **state)
{
    (void)state;
    struct reading reading = read_text("\"\\e[31m\": a\n\"\\e[31m\": b\n");
    assert_true(reading.faults.count > 0);
    for (size_t i = 0; i < reading.faults.count; i++)
        assert_null(strchr(reading.faults.at[i].what, '\x1B'));
    end(&reading);
}

/* xorshift64: the same bytes in every run. */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void damage_never_crashes(void **state)
{
    (void)state;
    static const char good[] = "a: {en: \"x\", ur: 'ہاں'}\nb:\n  - >-\n    folded\n    text\n  - [1, 2]\n? k\n: v\n";
    static const char signs[] = "\n\t :-[]{}&*!|>'\"%@`#,?\\\xFF\x80\xE2\0";
    uint64_t seed = 88172645463325252u;
    for (int run = 0; run < 3000; run++) {
        char text[sizeof(good)];
        memcpy(text, good, sizeof(good));
        for (int i = 0; i < 4; i++)
            text[next_random(&seed) % (sizeof(text) - 1)] = signs[next_random(&seed) % sizeof(signs)];
        struct reading reading = read_bytes(text, next_random(&seed) % sizeof(text));
        end(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_their_kind_line_and_key),
        cmocka_unit_test(files_of_other_systems_are_read),
        cmocka_unit_test(words_like_no_and_null_stay_words),
        cmocka_unit_test(a_doubled_key_is_a_fault_and_keeps_its_first_value),
        cmocka_unit_test(what_is_not_for_hands_is_refused),
        cmocka_unit_test(letters_that_hide_are_found_with_their_line),
        cmocka_unit_test(what_is_too_much_ends_early),
        cmocka_unit_test(a_map_of_too_many_keys_is_refused),
        cmocka_unit_test(depth_is_counted_to_the_last),
        cmocka_unit_test(faults_cannot_disturb_a_terminal),
        cmocka_unit_test(damage_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
