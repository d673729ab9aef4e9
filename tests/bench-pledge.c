/* For `make bench`: milliseconds from "send" to durable of COUNT pledges with every detail, one a line, and how many
 * bytes a record has, as the first line. bench-pledge FOLDER COUNT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "store/store.h"
#include "vault/locked.h"

static double now_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static void fill(struct pledge *pledge)
{
    memset(pledge, 0, sizeof *pledge);
    pledge->has_details = true;
    str_copy(pledge->form, sizeof pledge->form, "pledge/1");
    str_copy(pledge->person.name, sizeof pledge->person.name, "A Person");
    str_copy(pledge->person.phone, sizeof pledge->person.phone, "+923001234567");
    pledge->commitment[0] = true;
    pledge->commitment_id[0] = "consent";
    pledge->consent[0] = true;
    pledge->consent_purpose[0] = "keep";
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct vault *vault = NULL;
    struct store *store = NULL;
    struct clock clock = {0};
    struct store_receipt receipt;
    struct store_health health;
    if (argc != 3 || !locked_init(&err) || !vault_open(argv[1], true, &vault, &err) ||
        !store_open(argv[1], vault, &clock, &store, &err)) {
        fprintf(stderr, "bench-pledge: %s\n", err.text);
        return 1;
    }
    int count = (int)strtol(argv[2], NULL, 10);
    bool is_ok = true;
    store_idle(store); /* as after the first slide */
    for (int i = 0; i <= count && is_ok; i++) { /* the first one, with its cold caches, is not counted */
        struct pledge pledge;
        fill(&pledge);
        double began = now_ms();
        is_ok = store_add_pledge(store, &pledge, &receipt, &err);
        if (i > 0)
            printf("%.3f\n", now_ms() - began);
    }
    if (is_ok && store_read_health(store, &health, &err))
        fprintf(stderr, "%d\n", (int)(health.journal_bytes / (count + 1)));
    store_close(store);
    vault_close(vault);
    return is_ok ? 0 : 1;
}
