/* The lead's side: what came on a stick goes into the chapter's store, and the answers go back on it. */
#ifndef HAMAWAZ_SYNC_OFFICE_H
#define HAMAWAZ_SYNC_OFFICE_H

#include "store/chapter.h"
#include "sync/messages.h"

enum { STICK_FILES_MAX = 10000 };

/* What one file gave. */
struct import_report {
    char kiosk[VAULT_KIOSK_ID_MAX]; /* of its last head; "" when there was none */
    char chapter[VAULT_NAME_MAX];
    int64_t added, held, conflicts, damaged;
    int64_t demonstration; /* of the added and held: they never count */
    int64_t strange;       /* of the added and held: from a kiosk that is not enrolled; they count once it is */
    int64_t left;          /* another chapter's, left alone */
    int64_t statements;    /* the chapter's own configurations and erasures */
    int64_t torn, broken;  /* bundles without their tail; with one that does not fit */
};
bool import_is_in_order(const struct import_report *report);

/* The newest line of each stream that a stick brought: what receipts are written for. */
struct arrivals {
    size_t count, room;
    struct arrival {
        char kiosk[VAULT_KIOSK_ID_MAX];
        char stream;
        int64_t seq;
        uint8_t hash[VAULT_HASH_BYTES];
        int64_t up_to; /* filled by office_write_receipts */
    } * at;
};
void arrivals_finish(struct arrivals *arrivals);

/* Takes one file into the store, all of it or nothing. `progress` may be NULL. `arrivals` grows. */
typedef void import_progress(int64_t lines, void *arg);
MUST_CHECK bool import_file(struct chapter *chapter, const struct keys_public *own, const char *path,
                            struct arrivals *arrivals, import_progress *progress, void *arg,
                            struct import_report *report, struct err *err);

/* Paths of the bundles on a stick, sorted; ended by file_list_free. */
MUST_CHECK bool office_list_bundles(const char *stick, char ***paths, size_t *count, struct err *err);

/* Receipts for what arrived, as far as it is joined to number 1, and the list of erasures. */
MUST_CHECK bool office_write_receipts(struct chapter *chapter, const struct keys *keys, const char *stick,
                                      struct arrivals *arrivals, int64_t now_s, struct err *err);

/* Requests on the stick: those of kiosks that are new, or that moved to another machine. */
typedef bool request_visit(const struct enrol_request *request, bool is_known, void *arg, struct err *err);
MUST_CHECK bool office_each_request(struct chapter *chapter, const char *stick, request_visit *visit, void *arg,
                                    struct err *err);

/* Gives the kiosk its next configuration. What a term leaves open stays as it was. */
struct kiosk_terms {
    const char *label;
    char pin_hash[PIN_HASH_MAX];
    int keep_days;
};
MUST_CHECK bool office_enrol(struct chapter *chapter, const struct keys *keys, const struct enrol_request *request,
                             const struct kiosk_terms *terms, int64_t now_s, struct err *err);

/* Stolen or lost: pledges numbered above the last ones that came before now count no more. ERR_MISSING. */
MUST_CHECK bool office_revoke(struct chapter *chapter, const struct keys *keys, const char *kiosk, int64_t up_to,
                              int64_t now_s, struct err *err);

/* A copied card or an image put back: what stands on both branches counts from now on. ERR_MISSING. */
MUST_CHECK bool office_keep_forks(struct chapter *chapter, const struct keys *keys, const char *kiosk, int64_t now_s,
                                  struct err *err);

/* After a rotation: new configurations for all that name older keys; then writes everybody's to the stick. */
MUST_CHECK bool office_write_configs(struct chapter *chapter, const struct keys *keys, const char *stick, int64_t now_s,
                                     int64_t *written, struct err *err);

/* Forgets a record here, and signs that it is so. */
MUST_CHECK bool office_erase(struct chapter *chapter, const struct keys *keys, const char *record_id,
                             const char *reason, int64_t now_s, struct err *err);

#endif
