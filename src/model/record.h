/* What a record says before it is sealed and signed. Plain data; the personal part is for locked memory only. */
#ifndef HAMAWAZ_MODEL_RECORD_H
#define HAMAWAZ_MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"
#include "model/form.h"

enum { PLEDGE_COMMITMENTS_MAX = 12, PLEDGE_CONSENTS_MAX = 6, WITHDRAW_CODE_MAX = 12 };

/* How far the wall time may be trusted. */
enum time_source { TIME_NONE, TIME_SAVED, TIME_SIGNED, TIME_OPERATOR, TIME_RTC, TIME_NTP };
const char *time_source_name(enum time_source source); /* "none", "saved", ... as in the record */

/* The personal part: exists only in locked memory (vault/locked.h) and in the sealed box. */
struct person {
    char name[FORM_TEXT_MAX];
    char phone_typed[FORM_TEXT_MAX];
    char phone[FORM_PHONE_MAX]; /* E.164, "" when not given */
    char email[FORM_TEXT_MAX];
    char city[FORM_TEXT_MAX];
};

/* What the visitor gave, ready to be sealed. Lives in locked memory as a whole. */
struct pledge {
    struct person person;
    bool has_details;                         /* false: the person is not put into the box */
    bool is_under_18;                         /* never together with has_details */
    enum lang lang;                           /* of the words consented to */
    char form[32];                            /* "pledge/1" */
    char chapter[32];                         /* the chapter chosen from the list (personal: sealed), or "" */
    bool commitment[PLEDGE_COMMITMENTS_MAX];
    const char *commitment_id[PLEDGE_COMMITMENTS_MAX]; /* from the pack; NULL ends */
    bool consent[PLEDGE_CONSENTS_MAX];
    const char *consent_purpose[PLEDGE_CONSENTS_MAX];  /* from the pack; NULL ends */
};

/* A visitor's quiz, without person, time or order. */
struct quiz_answers {
    char deck[32];
    size_t count;
    struct {
        char id[32];
        uint8_t answer; /* enum quiz_answer */
    } at[16];
};

/* Crockford's base 32: the letter of 0..31; and the value of a typed letter (either case, O as 0, I and L as 1), or
 * -1. */
char crockford_letter(unsigned value);
int crockford_value(char typed);

/* Withdrawal code: 8 letters of Crockford's base 32 in two groups, "7K4M-2Q9X"; 40 bits. `random` is 5 bytes. */
void withdraw_code(const uint8_t random[5], char out[WITHDRAW_CODE_MAX]);

/* Reads a typed code: case, dashes, spaces, O as 0, I and L as 1. False, and `out` "", when it is none. */
bool withdraw_code_read(const char *typed, char out[WITHDRAW_CODE_MAX]);

#endif
