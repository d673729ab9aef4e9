/* The record that says which records a kiosk no longer has: old ones that the chapter holds, and erased ones. It is a
 * public record (kind "forget", stream a) and as such stands in both files and travels; whoever rebuilds a store from
 * lines learns from it what to leave out, and what to count all the same. Any thread. */
#ifndef HAMAWAZ_VAULT_FORGET_H
#define HAMAWAZ_VAULT_FORGET_H

#include "vault/vault.h"

#define FORGET_KIND "forget"

struct forget {
    char stream;
    int64_t up_to;                       /* all numbers up to this one; 0: none */
    char record_id[VAULT_RECORD_ID_MAX]; /* and this record; "": none */
    int64_t seq;                         /* of the newest line that goes now, */
    uint8_t hash[VAULT_HASH_BYTES];      /* and its SHA-256: the chain may go on from it */
    int64_t records, details;            /* how many of the stream are gone, with these */
};

/* As vault_plain_line. */
MUST_CHECK bool vault_forget_line(struct vault *vault, const struct stamp *stamp, const struct forget *forget,
                                  struct str *line, char record_id[VAULT_RECORD_ID_MAX], struct err *err);

/* What a line that was verified when it came says. False: it is none of these. */
MUST_CHECK bool vault_read_forget(const char *line, size_t n, struct forget *forget);

/* The public field "details" of a line that was verified when it came. */
bool vault_has_details(const char *line, size_t n);

#endif
