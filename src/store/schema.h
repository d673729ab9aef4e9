/* The tables of kiosk.db and how they came to be. */
#ifndef HAMAWAZ_STORE_SCHEMA_H
#define HAMAWAZ_STORE_SCHEMA_H

#include "base/err.h"
#include "store/db.h"

int schema_newest(void); /* the user_version that this program writes */

/* Fills an empty database: application id, tables, the kiosk's id. */
MUST_CHECK bool schema_create(struct db *db, const char *kiosk, struct err *err);

/* Whose database, and of which version? ERR_FOREIGN, ERR_DAMAGED. */
MUST_CHECK bool schema_check(struct db *db, const char *kiosk, struct err *err);

/* Brings an older database to the newest version; each step is one transaction. */
MUST_CHECK bool schema_migrate(struct db *db, struct err *err);

#endif
