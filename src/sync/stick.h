/* The kiosk's side of the stick, for the worker: pledges out, configuration and receipts in. `stick` is the folder
 * where it is mounted. On it, HAMAWAZ/out/<chapter>/ holds bundles, enrol/ requests of kiosks, cfg/ the chapter's
 * answers, ack/ its receipts. Errors are sentences for staff. */
#ifndef HAMAWAZ_SYNC_STICK_H
#define HAMAWAZ_SYNC_STICK_H

#include "store/store.h"
#include "sync/messages.h"

/* What identifies this machine beside its card: SHA-256 over serial numbers that can be read under `root` ("/"). */
void stick_hardware(const char *root, uint8_t hardware[VAULT_HASH_BYTES]);

struct stick_plan {
    int64_t records;    /* that no receipt covers; 0 in demonstration state, where only a request is written */
    int64_t bytes;      /* about what they need */
    int64_t free_bytes; /* of the stick; -1 unknown */
};
MUST_CHECK bool sync_plan_stick(const char *stick, struct store *store, const struct vault *vault,
                                struct stick_plan *plan, struct err *err);

/* Called now and then with what was done; false stops, and leaves nothing half-written under a bundle's name. */
typedef bool sync_progress(int64_t done, int64_t of, void *arg);

struct stick_written {
    int64_t records, bundles;
};

/* Writes the request and everything that no receipt covers, each file flushed, read again and compared. True: it is
 * safe to remove the stick. ERR_FULL, ERR_READ_ONLY, ERR_IO, ERR_DAMAGED (the stick lies), ERR_INVALID (stopped). */
MUST_CHECK bool sync_write_stick(const char *stick, struct store *store, struct vault *vault,
                                 const uint8_t hardware[VAULT_HASH_BYTES], sync_progress *progress, void *arg,
                                 struct stick_written *written, struct err *err);

/* The newest configuration for this kiosk on the stick. In demonstration state its signer is not known yet: show
 * fingerprint_words(config->by.public_key) and ask staff to compare with the laptop. Later only the chapter's own
 * counts. ERR_MISSING: none, or none newer. ERR_FOREIGN: by another chapter, or for another machine. */
MUST_CHECK bool sync_read_config(const char *stick, struct store *store, const struct vault *vault,
                                 const uint8_t hardware[VAULT_HASH_BYTES], struct config *config, struct err *err);

/* Makes it so, once staff agreed; `folder` is the store's. May be repeated after a cut. */
MUST_CHECK bool sync_accept_config(const char *folder, struct store *store, struct vault *vault,
                                   const struct config *config, struct err *err);

/* False: this store was enrolled on another machine (a cloned card): it must be enrolled again before it is used. */
MUST_CHECK bool sync_hardware_matches(struct store *store, const uint8_t hardware[VAULT_HASH_BYTES], bool *matches,
                                      struct err *err);

struct stick_receipts {
    int64_t accepted, refused; /* receipts for this kiosk: refused ones have a wrong signature or an unknown head */
    int64_t erased;            /* records that the chapter asked to be forgotten, and that were here */
};

/* Takes the chapter's receipts for this kiosk: the lines they cover count as received from now on. Then its erasures:
 * what they name is forgotten, in both files. */
MUST_CHECK bool sync_read_receipts(const char *stick, struct store *store, const struct vault *vault,
                                   struct stick_receipts *receipts, struct err *err);

#endif
