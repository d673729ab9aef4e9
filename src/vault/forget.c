/* {"of": stream, "upto", "rec": id or "", "last": number, "hash": its SHA-256, "gone", "details"}. */
#include "vault/forget.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "vault/inside.h"

bool vault_forget_line(struct vault *vault, const struct stamp *stamp, const struct forget *forget, struct str *line,
                       char record_id[VAULT_RECORD_ID_MAX], struct err *err)
{
    char stream[] = {forget->stream, '\0'};
    json_t *public = json_pack("{s:s, s:I, s:s, s:I, s:o, s:I, s:I}", "of", stream, "upto", (json_int_t)forget->up_to,
                               "rec", forget->record_id, "last", (json_int_t)forget->seq, "hash",
                               base64_json(forget->hash, VAULT_HASH_BYTES), "gone", (json_int_t)forget->records,
                               "details", (json_int_t)forget->details);
    CHECK(public != NULL);
    char *text = json_dumps(public, JSON_COMPACT);
    json_decref(public);
    CHECK(text != NULL);
    bool is_made = vault_plain_line(vault, stamp, FORGET_KIND, text, line, record_id, err);
    free(text);
    return is_made;
}

static int64_t number(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

bool vault_read_forget(const char *line, size_t n, struct forget *forget)
{
    struct payload payload = {0};
    if (!jws_read_record(NULL, line, n, &payload))
        return false;
    const json_t *members = payload.members;
    const char *stream = signed_text(members, "of");
    *forget = (struct forget){.stream = stream[0],
                              .up_to = number(members, "upto"),
                              .seq = number(members, "last"),
                              .records = number(members, "gone"),
                              .details = number(members, "details")};
    bool is_good = str_equal(signed_text(members, "kind"), FORGET_KIND) && strlen(stream) == 1 && forget->up_to >= 0 &&
                   forget->seq >= 1 && forget->records >= 1 &&
                   str_copy(forget->record_id, sizeof forget->record_id, signed_text(members, "rec")) &&
                   signed_take_bytes(members, "hash", forget->hash, VAULT_HASH_BYTES);
    payload_finish(&payload);
    return is_good;
}

bool vault_has_details(const char *line, size_t n)
{
    struct payload payload = {0};
    bool has = jws_read_record(NULL, line, n, &payload) && json_is_true(json_object_get(payload.members, "details"));
    payload_finish(&payload);
    return has;
}
