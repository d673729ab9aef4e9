/* `hamawaz verify`: what a file holds and whether it is as its signers left it. Needs no keys and no store. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "sync/bundle.h"
#include "sync/messages.h"

struct verifying {
    FILE *out;
    int64_t records, statements, damaged, torn, whole, broken;
};

static void show_statement(struct verifying *verifying, const struct bundle_line *line)
{
    struct config config;
    struct receipt receipt;
    struct erasure erasure;
    struct enrol_request request;
    char words[FINGERPRINT_MAX];
    verifying->statements++;
    if (config_read(line->text, line->n, &config, NULL)) {
        fingerprint_words(config.by.public_key, words);
        fprintf(verifying->out, "configuration %lld of chapter %s, signed by %s\n", (long long)config.version,
                config.chapter, words);
    } else if (receipt_read(line->text, line->n, &receipt, NULL)) {
        fingerprint_words(receipt.by.public_key, words);
        fprintf(verifying->out, "receipt for kiosk %s, stream %c up to %lld, signed by %s\n", receipt.kiosk,
                receipt.stream, (long long)receipt.up_to, words);
    } else if (erasure_read(line->text, line->n, &erasure, NULL)) {
        fingerprint_words(erasure.by.public_key, words);
        fprintf(verifying->out, "erasure of record %s, signed by %s\n", erasure.record_id, words);
    } else if (enrol_request_read(line->text, line->n, &request, NULL)) {
        fingerprint_words(request.by.public_key, words);
        fprintf(verifying->out, "request of kiosk %s, fingerprint %s\n", request.by.id, words);
    } else {
        verifying->statements--;
        verifying->damaged++;
    }
}

static bool visit(const struct bundle_line *line, void *arg, struct err *err)
{
    struct verifying *verifying = arg;
    char words[FINGERPRINT_MAX];
    (void)err;
    switch (line->item) {
    case BUNDLE_HEAD:
        fingerprint_words(line->by->public_key, words);
        fprintf(verifying->out, "bundle of kiosk %s, chapter %s, stream %c, fingerprint %s\n", line->facts->kiosk,
                line->facts->chapter, line->facts->stream, words);
        break;
    case BUNDLE_RECORD:
        verifying->records++;
        break;
    case BUNDLE_STATEMENT:
        show_statement(verifying, line);
        break;
    case BUNDLE_TAIL:
        verifying->whole++;
        break;
    case BUNDLE_BAD_TAIL:
        verifying->broken++;
        break;
    case BUNDLE_DAMAGED:
        verifying->damaged++;
        break;
    case BUNDLE_TORN:
        verifying->torn++;
        break;
    }
    return true;
}

static int run(struct cli *cli)
{
    const char *words[2];
    struct verifying verifying = {.out = cli->out};
    struct err err = {0};
    if (!cli_words(cli, NULL, words))
        return CLI_USAGE;
    if (!bundle_read(words[0], visit, NULL, &verifying, NULL, &err)) {
        fprintf(cli->err, "hamawaz verify: %s\n", err.text);
        return CLI_FAILED;
    }
    bool is_good = verifying.damaged + verifying.torn + verifying.broken == 0 &&
                   verifying.records + verifying.statements + verifying.whole > 0;
    terminal_verdict(cli->out, is_good, is_good ? "whole" : "NOT whole");
    fprintf(cli->out, ": %lld records, %lld other lines, %lld damaged, %lld bundles incomplete, %lld changed\n",
            (long long)verifying.records, (long long)verifying.statements, (long long)verifying.damaged,
            (long long)verifying.torn, (long long)verifying.broken);
    return is_good ? CLI_DONE : CLI_FAILED;
}

const struct command command_verify = {
    .name = "verify",
    .words = "FILE",
    .help = "whether a bundle, receipt or configuration is as it was signed",
    .details = "It says who signed, by fingerprint; whether that signer is to be believed is for people to compare.\n",
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
