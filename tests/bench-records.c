/* For `make bench`: a store that holds COUNT pledges, to be started with. bench-records FOLDER COUNT
 *
 * All are signed. To be done in a minute only the newest hundred are sealed as well; the others share one flush. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "vault/locked.h"

enum { SEALED = 100 };

static bool add_plain(struct store *store, int64_t seq, struct str *line, struct err *err)
{
    struct stamp stamp = {.stream = 'p', .seq = seq, .event = ""};
    struct line_facts facts = {.stream = 'p', .seq = seq};
    bool is_new;
    return vault_plain_line(store->vault, &stamp, "pledge", NULL, line, facts.record_id, err) &&
           records_insert(&store->db, &facts, line->at, line->length, &is_new, err) &&
           journal_add(&store->journal, line->at, line->length, err);
}

static bool fill(struct store *store, int64_t count, struct err *err)
{
    struct pledge pledge = {.form = "pledge/1", .commitment = {true}, .commitment_id = {"consent"}};
    struct store_receipt receipt;
    struct str line = {0};
    bool is_ok = db_script(&store->db, "BEGIN", err);
    for (int64_t seq = 1; is_ok && seq <= count - SEALED; seq++)
        is_ok = add_plain(store, seq, &line, err);
    is_ok = is_ok && records_set_journal_bytes(&store->db, store->journal.length, err) &&
            journal_flush(&store->journal, err) && db_script(&store->db, "COMMIT", err) &&
            db_checkpoint(&store->db, err);
    str_finish(&line);
    for (int i = 0; is_ok && i < SEALED && i < count; i++)
        is_ok = store_add_pledge(store, &pledge, &receipt, err);
    return is_ok;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct vault *vault = NULL;
    struct store *store = NULL;
    struct clock clock = {0};
    if (argc != 3 || !locked_init(&err) || !vault_open(argv[1], true, &vault, &err) ||
        !store_open(argv[1], vault, &clock, &store, &err) || !fill(store, strtoll(argv[2], NULL, 10), &err)) {
        fprintf(stderr, "bench-records: %s\n", err.text);
        return 1;
    }
    store_close(store);
    vault_close(vault);
    return 0;
}
