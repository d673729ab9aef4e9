/* Phone numbers and e-mail addresses: read as people write them, or refused with the fault named. */
#include "scratch.h"

#include <string.h>

#include "base/mem.h"
#include "model/form.h"

static void assert_phone(const char *in, enum form_fault fault, const char *wanted)
{
    char out[FORM_PHONE_MAX], again[FORM_PHONE_MAX];
    memset(out, 'x', sizeof out);
    assert_int_equal(form_phone(in, strlen(in), out), fault);
    assert_string_equal(out, wanted);
    assert_int_equal(out[FORM_PHONE_MAX - 1], 0);
    if (fault == FORM_OK) {
        assert_int_equal(form_phone(out, strlen(out), again), FORM_OK);
        assert_string_equal(again, out);
    }
}

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const char *const mobile[] = {
        "03001234567",       "0300-1234567",        " 0300 123 45 67 ",   "(0300) 1234567",   "0300.123.4567",
        "+923001234567",     "+92 300 1234567",     "0092 300 1234567",   "92 300 1234567",   "+92 (0)300-1234567",
        "0092 0300 1234567", "۰۳۰۰-۱۲۳۴۵۶۷",        "٠٣٠٠١٢٣٤٥٦٧",        "۰3٠0 1234567",     "0300\u20131234567",
        "\u202A+923001234567\u202C",                "0300\u00A01234567",  "0300/1234567",     "0300۔1234567",
    };
    for (size_t i = 0; i < COUNT_OF(mobile); i++)
        assert_phone(mobile[i], FORM_OK, "+923001234567");
    assert_phone("021-34567890", FORM_OK, "+922134567890");
    assert_phone("0992 380123", FORM_OK, "+92992380123");
    assert_phone("0800 12345", FORM_OK, "+9280012345");
    assert_phone("+44 20 7946 0018", FORM_OK, "+442079460018");
    assert_phone("0044 20 7946 0018", FORM_OK, "+442079460018");
    assert_phone("+123456789012345", FORM_OK, "+123456789012345");
    assert_phone("+12345678", FORM_OK, "+12345678");
}

static void numbers_that_cannot_be_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        enum form_fault fault;
    } cases[] = {
        {"", FORM_EMPTY},
        {" - ", FORM_EMPTY},
        {"+", FORM_PHONE_SHORT},
        {"0", FORM_PHONE_SHORT},
        {"92", FORM_PHONE_SHORT},
        {"0300123456", FORM_PHONE_SHORT},
        {"030012345678", FORM_PHONE_LONG},
        {"3001234567", FORM_PHONE_SHORT}, /* the 0 is missing */
        {"30012345678", FORM_PHONE_UNKNOWN},
        {"01234567890", FORM_PHONE_UNKNOWN},
        {"0212345", FORM_PHONE_SHORT},
        {"021345678901", FORM_PHONE_LONG},
        {"+9230012345678", FORM_PHONE_LONG},
        {"+1234567", FORM_PHONE_SHORT},
        {"+1234567890123456", FORM_PHONE_LONG},
        {"+0123456789", FORM_PHONE_UNKNOWN},
        {"0300 123456x", FORM_PHONE_LETTERS},
        {"0300+1234567", FORM_PHONE_LETTERS},
        {"++923001234567", FORM_PHONE_LETTERS},
        {"علی", FORM_PHONE_LETTERS},
        {"0300\xFF", FORM_PHONE_LETTERS},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_phone(cases[i].in, cases[i].fault, "");
    char digits[501] = {0};
    memset(digits, '7', 500);
    assert_phone(digits, FORM_PHONE_UNKNOWN, "");
    digits[0] = '+';
    assert_phone(digits, FORM_PHONE_LONG, "");
    digits[499] = 'x';
    assert_phone(digits, FORM_PHONE_LETTERS, "");
}

/* Whatever is typed, what comes out is a plus and 8 to 15 digits, or nothing. */
static void random_numbers_are_numbers_or_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = {"0", "3",    "92", "00", "+", "1", "7",      "5555",
                                         "۳", "٩", " ",  "-",  "3", "x", "\u200C", "\xFF"};
    uint32_t seed = 3;
    int good = 0;
    for (int run = 0; run < 50000; run++) {
        char in[128], out[FORM_PHONE_MAX];
        size_t n = 0, kinds = run % 2 ? COUNT_OF(pieces) : COUNT_OF(pieces) - 3; /* without letters, half of the time */
        seed = seed * 1664525 + 1013904223;
        for (uint32_t i = (seed >> 16) % 20; i > 0; i--) {
            seed = seed * 1664525 + 1013904223;
            const char *piece = pieces[(seed >> 16) % kinds];
            memcpy(in + n, piece, strlen(piece));
            n += strlen(piece);
        }
        bool is_good = form_phone(in, n, out) == FORM_OK;
        size_t digits = strspn(out + is_good, "0123456789");
        assert_int_equal(strlen(out), digits + is_good);
        assert_int_equal(out[0], is_good ? '+' : 0);
        assert_true(!is_good || (digits >= 8 && digits <= 15));
        good += is_good;
    }
    assert_true(good > 500); /* or nothing was tried */
}

static void assert_email(const char *in, const char *wanted)
{
    char out[FORM_TEXT_MAX];
    memset(out, 'x', sizeof out);
    enum form_fault fault = form_email(in, strlen(in), out);
    assert_string_equal(out, wanted);
    assert_int_equal(fault, wanted[0] ? FORM_OK : FORM_EMAIL_SHAPE);
    assert_int_equal(out[FORM_TEXT_MAX - 1], 0);
}

static void addresses_are_taken(void **state)
{
    (void)state;
    assert_email("bilal@example.com", "bilal@example.com");
    assert_email("  Bilal.Khan+Pledge@EXAMPLE.Edu.PK \n", "Bilal.Khan+Pledge@example.edu.pk");
    assert_email("o'brien_1@x-y.co", "o'brien_1@x-y.co");
    assert_email("a@xn--mgbh0fb.xn--kgbechtv", "a@xn--mgbh0fb.xn--kgbechtv");
}

static void what_is_no_address_is_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "bilal",       "@example.com",  "bilal@",        "bilal@example",   "a@b@example.com", "bi lal@example.com",
        ".a@x.com",    "a.@x.com",      "a..b@x.com",    "a@.com",          "a@x..com",        "a@x.com.",
        "a@-x.com",    "a@x-.com",      "a@x_y.com",     "a@x.com.1",       "a@x.c0m,b@x.com", "علی@example.com",
        "a@\u202Ex.com", "a@x.com\x01", "\"a b\"@x.com", "a@[10.0.0.1]",    "a@x.com\xFF",     "a\u00A0@x.com",
    };
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_email(refused[i], "");
    char out[FORM_TEXT_MAX];
    assert_int_equal(form_email(" \t ", 3, out), FORM_EMPTY);
    assert_int_equal(form_email("a\0b@x.com", 9, out), FORM_EMAIL_SHAPE);
}

/* `n` bytes: "a@", labels of 63 letters, "com". */
static const char *long_address(size_t n, char out[400])
{
    memset(out, 'b', n);
    memcpy(out, "a@", 2);
    for (size_t dot = 2 + 63; dot < n - 4; dot += 64)
        out[dot] = '.';
    memcpy(out + n - 4, ".com", 5);
    return out;
}

static void addresses_have_their_longest(void **state)
{
    (void)state;
    char out[FORM_TEXT_MAX], address[400];
    memset(address, 'a', 65);
    memcpy(address + 64, "@x.com", 7);
    assert_email(address, address);
    memcpy(address + 64, "a@x.com", 8);
    assert_email(address, "");
    assert_email(long_address(254, address), address);
    assert_email(long_address(255, address), "");
    memset(address, 'b', 80); /* a label of 64 */
    memcpy(address, "a@", 2);
    memcpy(address + 66, ".com", 5);
    assert_email(address, "");
    memcpy(address + 65, ".com", 5);
    assert_email(address, address);

    size_t megabytes = 4 << 20;
    char *endless = mem_alloc(megabytes);
    memset(endless, '@', megabytes);
    assert_int_equal(form_email(endless, megabytes, out), FORM_EMAIL_SHAPE);
    memset(endless, '7', megabytes);
    assert_int_equal(form_phone(endless, megabytes, address), FORM_PHONE_UNKNOWN);
    free(endless);
}

static void a_field_may_be_read_in_place(void **state)
{
    (void)state;
    char phone[FORM_PHONE_MAX] = "0300-1234567", email[FORM_TEXT_MAX] = " A@B.Com ";
    assert_int_equal(form_phone(phone, strlen(phone), phone), FORM_OK);
    assert_string_equal(phone, "+923001234567");
    assert_int_equal(form_email(email, strlen(email), email), FORM_OK);
    assert_string_equal(email, "A@b.com");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(numbers_that_cannot_be_are_named),
        cmocka_unit_test(random_numbers_are_numbers_or_nothing),
        cmocka_unit_test(addresses_are_taken),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(addresses_have_their_longest),
        cmocka_unit_test(a_field_may_be_read_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
