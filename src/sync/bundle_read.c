/* Reading a bundle: one pass, one buffer of VAULT_LINE_MAX bytes. A file from a stick is hostile until its lines prove
 * themselves, so it is opened without following links or waiting, and each line is believed only for its signature. The
 * order of lines, heads and tails says what is whole, never what is true. */
#include "sync/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

enum {
    ROOM = 4 * VAULT_LINE_MAX,
    DAMAGED_MAX = 10000, /* more bad lines than that: the rest of the file is not worth the time */
};

struct reader {
    bundle_visit *visit;
    bundle_key *key;
    void *arg;
    struct err *err;
    struct verifier by; /* of the newest head or found by `key`; id "" when none yet */
    char id[VAULT_RECORD_ID_MAX];
    bool is_open;  /* a head came and its tail has not */
    int64_t count; /* records since the head */
    struct hasher section, file;
    bool wants_hash; /* of the file */
    int64_t damaged;
    bool is_too_long; /* in the middle of a line longer than any of ours */
    bool is_cut;      /* the line now read has no LF: what does not verify there is the torn end */
};

static bool tell(struct reader *in, enum bundle_item item, const char *text, size_t n, const struct line_facts *facts)
{
    if (item == BUNDLE_DAMAGED && in->is_cut && in->is_open)
        return true;
    in->damaged += item == BUNDLE_DAMAGED;
    bool has_signer = item == BUNDLE_HEAD || item == BUNDLE_RECORD;
    struct bundle_line line = {item, text, n, facts, has_signer ? &in->by : NULL};
    return in->visit(&line, in->arg, in->err);
}

static bool tell_torn(struct reader *in)
{
    bool was_open = in->is_open;
    in->is_open = false;
    return !was_open || tell(in, BUNDLE_TORN, NULL, 0, NULL);
}

static bool take_head(struct reader *in, const char *line, size_t n)
{
    struct verifier by;
    json_t *head = NULL;
    struct line_facts facts = {0};
    if (!signed_read_own(SIGNED_HEAD, line, n, &by, &head, NULL))
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    const char *stream = signed_text(head, "st");
    bool is_good = str_equal(signed_text(head, "k"), by.id) && strlen(stream) == 1 &&
                   str_copy(facts.chapter, sizeof facts.chapter, signed_text(head, "ch")) &&
                   str_copy(facts.kiosk, sizeof facts.kiosk, by.id) && vault_is_name(facts.chapter) &&
                   str_copy(in->id, sizeof in->id, signed_text(head, "id"));
    facts.stream = stream[0];
    facts.seq = json_integer_value(json_object_get(head, "from"));
    facts.is_demonstration = json_is_true(json_object_get(head, "demo"));
    json_decref(head);
    if (!is_good)
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    if (!tell_torn(in))
        return false;
    in->by = by;
    in->is_open = true;
    in->count = 0;
    hasher_init(&in->section);
    return tell(in, BUNDLE_HEAD, line, n, &facts);
}

static bool take_tail(struct reader *in, const char *line, size_t n)
{
    uint8_t now[VAULT_HASH_BYTES], said[VAULT_HASH_BYTES];
    json_t *tail = NULL;
    if (!in->is_open || !signed_read(&in->by, SIGNED_TAIL, line, n, &tail, NULL))
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    hasher_now(&in->section, now);
    bool is_whole = str_equal(signed_text(tail, "id"), in->id) &&
                    signed_take_bytes(tail, "sha256", said, sizeof said) && memcmp(now, said, sizeof now) == 0 &&
                    json_integer_value(json_object_get(tail, "count")) == in->count;
    json_decref(tail);
    in->is_open = false;
    return tell(in, is_whole ? BUNDLE_TAIL : BUNDLE_BAD_TAIL, line, n, NULL);
}

static bool is_record_of(const struct verifier *by, const char *line, size_t n)
{
    size_t header = strlen(by->record_header);
    return header > 0 && n > header && line[header] == '.' && memcmp(line, by->record_header, header) == 0;
}

static bool take_record(struct reader *in, const char *line, size_t n)
{
    struct line_facts facts;
    if (!signed_read_record(&in->by, line, n, &facts, NULL))
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    in->count++;
    return tell(in, BUNDLE_RECORD, line, n, &facts);
}

/* A record of a kiosk that is not the head's: the head is damaged, or lines were moved between bundles. */
static bool take_strange_record(struct reader *in, const char *line, size_t n, const char *kiosk)
{
    uint8_t public_key[VAULT_KEY_BYTES];
    if (in->key == NULL || !in->key(kiosk, public_key, in->arg))
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    struct verifier before = in->by;
    verifier_init(&in->by, public_key);
    bool is_told = take_record(in, line, n);
    if (in->is_open)
        in->by = before;
    return is_told;
}

static bool take_unfamiliar(struct reader *in, const char *line, size_t n)
{
    enum signed_type type;
    char id[VAULT_KIOSK_ID_MAX];
    if (!signed_peek(line, n, &type, id))
        return tell(in, BUNDLE_DAMAGED, line, n, NULL);
    switch (type) {
    case SIGNED_RECORD:
        return take_strange_record(in, line, n, id);
    case SIGNED_HEAD:
        return take_head(in, line, n);
    case SIGNED_TAIL:
        return take_tail(in, line, n);
    case SIGNED_ENROL:
    case SIGNED_CONFIG:
    case SIGNED_RECEIPT:
    case SIGNED_ERASE:
        return tell(in, BUNDLE_STATEMENT, line, n, NULL);
    case SIGNED_COUNT:
        break;
    }
    return tell(in, BUNDLE_DAMAGED, line, n, NULL);
}

/* A line without its LF. */
static bool take_line(struct reader *in, const char *line, size_t n)
{
    bool is_told = is_record_of(&in->by, line, n) ? take_record(in, line, n) : take_unfamiliar(in, line, n);
    hasher_add(&in->section, line, n);
    hasher_add(&in->section, "\n", 1);
    return is_told;
}

/* All whole lines of buffer[0..n); *used is behind the last. */
static bool take_lines(struct reader *in, const char *buffer, size_t n, size_t *used)
{
    const char *end;
    *used = 0;
    while (in->damaged < DAMAGED_MAX && (end = memchr(buffer + *used, '\n', n - *used)) != NULL) {
        const char *line = buffer + *used;
        size_t length = (size_t)(end - line);
        *used += length + 1;
        bool is_end_of_long = in->is_too_long;
        in->is_too_long = false;
        if (!is_end_of_long &&
            !(length < VAULT_LINE_MAX ? take_line(in, line, length) : tell(in, BUNDLE_DAMAGED, NULL, 0, NULL)))
            return false;
    }
    return true;
}

static bool cannot_read(const char *path, struct err *err)
{
    return err_set(err, err_from_errno(errno), path, "The stick cannot be read: was it pulled out? Put it in again.");
}

static bool read_all(struct reader *in, int fd, const char *path, char *buffer)
{
    size_t held = 0, used = 0;
    while (in->damaged < DAMAGED_MAX) {
        ssize_t got = read(fd, buffer + held, ROOM - held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot_read(path, in->err);
        if (got == 0)
            break;
        if (in->wants_hash)
            hasher_add(&in->file, buffer + held, (size_t)got);
        held += (size_t)got;
        if (!take_lines(in, buffer, held, &used))
            return false;
        held -= used;
        memmove(buffer, buffer + used, held);
        if (held >= VAULT_LINE_MAX && in->damaged < DAMAGED_MAX) { /* no line of ours: forgotten up to its end */
            if (!in->is_too_long && !tell(in, BUNDLE_DAMAGED, NULL, 0, NULL))
                return false;
            in->is_too_long = true;
            held = 0;
        }
    }
    in->is_cut = true;
    bool has_rest = held > 0 && held < VAULT_LINE_MAX && !in->is_too_long && in->damaged < DAMAGED_MAX;
    return (!has_rest || take_line(in, buffer, held)) && tell_torn(in);
}

static bool open_ordinary(const char *path, int *fd, struct err *err)
{
    struct stat status;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
    if (*fd < 0 && errno == ELOOP)
        return err_set(err, ERR_UNREADABLE, path, "This is a link, not a file: it is left alone.");
    if (*fd < 0)
        return cannot_read(path, err);
    if (fstat(*fd, &status) != 0 || !S_ISREG(status.st_mode))
        return err_set(err, ERR_UNREADABLE, path, "This is not an ordinary file: it is left alone.");
    if (status.st_size > BUNDLE_BYTES_MAX)
        return err_set(err, ERR_UNREADABLE, path, "This file is larger than any bundle: it is left alone.");
    return true;
}

bool bundle_read(const char *path, bundle_visit *visit, bundle_key *key, void *arg, uint8_t sha256[VAULT_HASH_BYTES],
                 struct err *err)
{
    struct reader in = {.visit = visit, .key = key, .arg = arg, .err = err, .wants_hash = sha256 != NULL};
    int fd;
    bool is_read = open_ordinary(path, &fd, err);
    if (is_read) {
        char *buffer = mem_alloc(ROOM);
        hasher_init(&in.file);
        hasher_init(&in.section);
        is_read = read_all(&in, fd, path, buffer);
        free(buffer);
        if (is_read && sha256 != NULL)
            hasher_now(&in.file, sha256);
    }
    if (fd >= 0)
        close(fd);
    return is_read;
}
