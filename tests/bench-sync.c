/* Floors for tests/bench-sync, in seconds on standard output:
 *   bench-sync import DATABASE FILE...   Ed25519 verification of the files' lines, and a bare insert of them into
 * SQLite bench-sync open COUNT                opening COUNT boxes: one sealed key, one ciphertext of a record's size
 * each bench-sync peak PROGRAM WORDS...     runs it; prints the most memory it had, in MiB */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BOX = 2304 };

static double now_s(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static int is_verified(const char *line, size_t n, const unsigned char *key)
{
    unsigned char signature[crypto_sign_BYTES];
    size_t got = 0, dot = n - 87; /* 86 letters of signature behind the dot */
    if (n < 200 || line[dot] != '.' ||
        sodium_base642bin(signature, sizeof signature, line + dot + 1, n - dot - 1, NULL, &got, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return 0;
    return crypto_sign_verify_detached(signature, (const unsigned char *)line, dot, key) == 0;
}

static int insert_file(sqlite3_stmt *insert, const char *path, const unsigned char *key, long *count)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    if (file == NULL)
        return 0;
    while ((n = getline(&line, &room, file)) > 1) {
        (void)is_verified(line, (size_t)n - 1, key); /* its answer is "no", for the key is any: the work is the same */
        sqlite3_bind_int64(insert, 1, ++*count);
        sqlite3_bind_text(insert, 2, line, (int)n - 1, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
    }
    free(line);
    fclose(file);
    return 1;
}

static int bench_import(char **argv)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    unsigned char key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    long count = 0;
    crypto_sign_keypair(key, secret);
    if (sqlite3_open(argv[0], &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY,"
                     " line TEXT); BEGIN",
                     NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?, ?)", -1, &insert, NULL) != SQLITE_OK)
        return 1;
    double began = now_s();
    for (argv++; *argv != NULL; argv++) {
        if (!insert_file(insert, *argv, key, &count))
            return 1;
    }
    sqlite3_finalize(insert);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    printf("%.3f\n", now_s() - began);
    fprintf(stderr, "%ld lines\n", count);
    return sqlite3_close(db) != SQLITE_OK;
}

static int bench_open(long count)
{
    unsigned char public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    unsigned char key[32], sealed_key[32 + crypto_box_SEALBYTES], nonce[24] = {0};
    unsigned char plain[BOX] = {0}, sealed[BOX + crypto_aead_xchacha20poly1305_ietf_ABYTES];
    crypto_box_keypair(public, secret);
    randombytes_buf(key, sizeof key);
    crypto_box_seal(sealed_key, key, sizeof key, public);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, plain, BOX, NULL, 0, NULL, nonce, key);
    double began = now_s();
    for (long i = 0; i < count; i++) {
        if (crypto_box_seal_open(key, sealed_key, sizeof sealed_key, public, secret) != 0 ||
            crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed, sizeof sealed, NULL, 0, nonce, key) !=
                0)
            return 1;
    }
    printf("%.3f\n", now_s() - began);
    return 0;
}

static int bench_peak(char **argv)
{
    struct rusage usage;
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL)
            execvp(argv[0], argv);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 1;
    printf("%.1f\n", (double)usage.ru_maxrss / 1024);
    return 0;
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0 || argc < 3)
        return 2;
    if (strcmp(argv[1], "peak") == 0)
        return bench_peak(argv + 2);
    return strcmp(argv[1], "open") == 0 ? bench_open(strtol(argv[2], NULL, 10)) : bench_import(argv + 2);
}
