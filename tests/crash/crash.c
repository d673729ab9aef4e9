/* Recording, and playing what was recorded. While it is played a node is what was flushed of it and a list of what was
 * done since; the names are kept in the same way, but flushed all at once. */
#include "crash/crash.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "crash/disk.h"
#include "scratch.h"

static struct crash *recording; /* the one that disk_after adds to */

/* The finaliser of splitmix64, so that neighbours have nothing in common. */
uint64_t crash_seed(uint64_t seed, uint64_t n)
{
    uint64_t x = seed * 0x9e3779b97f4a7c15 + n + 1;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return (x ^ x >> 31) | 1;
}

/* xorshift64*. */
uint64_t crash_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1d;
}

void crash_fit(struct crash_bytes *bytes, size_t n)
{
    if (n > bytes->room) {
        bytes->at = mem_resize(bytes->at, n * 2, 1);
        bytes->room = n * 2;
    }
    if (n > bytes->n)
        memset(bytes->at + bytes->n, 0, n - bytes->n);
    bytes->n = n;
}

void crash_put(struct crash_bytes *bytes, const char *from, size_t n, size_t at)
{
    if (n > 0 && at + n > bytes->n)
        crash_fit(bytes, at + n);
    if (n > 0)
        memcpy(bytes->at + at, from, n);
}

static int *find(struct crash_names *names, const char *name)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->at[i].name, name) == 0)
            return &names->at[i].node;
    return NULL;
}

static void forget(struct crash_names *names, const char *name)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->at[i].name, name) == 0)
            names->at[i] = names->at[--names->count];
}

static void set_name(struct crash_names *names, const char *name, int node)
{
    forget(names, name);
    assert_true(names->count < CRASH_NAMES);
    snprintf(names->at[names->count].name, CRASH_NAME, "%s", name);
    names->at[names->count++].node = node;
}

static bool has_parent(struct crash_names *names, const char *name)
{
    char parent[CRASH_NAME];
    const char *slash = strchr(name, '/');
    snprintf(parent, sizeof parent, "%.*s", slash != NULL ? (int)(slash - name) : 0, name);
    return slash == NULL || find(names, parent) != NULL;
}

/* One operation on names. */
void crash_rename(struct crash_names *names, const struct crash_op *op)
{
    if (op->kind == CRASH_MAKE || op->kind == CRASH_MAKE_FOLDER)
        set_name(names, op->name, op->node);
    if (op->kind == CRASH_MOVE && find(names, op->name) != NULL && has_parent(names, op->to)) {
        forget(names, op->name);
        set_name(names, op->to, op->node);
    }
    if (op->kind == CRASH_REMOVE)
        forget(names, op->name);
}

static bool is_inside(const struct crash *crash, const char *path, char name[CRASH_NAME])
{
    size_t n = strlen(crash->folder);
    if (strncmp(path, crash->folder, n) != 0 || (path[n] != '/' && path[n] != '\0'))
        return false;
    snprintf(name, CRASH_NAME, "%s", path[n] == '/' ? path + n + 1 : "");
    return true;
}

static void add_op(struct crash *crash, struct crash_op op)
{
    if (crash->count % 256 == 0)
        crash->op = mem_resize(crash->op, (size_t)crash->count + 256, sizeof *crash->op);
    crash->op[crash->count++] = op;
}

static void note_fd(struct crash *crash, const struct disk_call *call)
{
    char link[64], path[1024];
    struct stat status;
    struct crash_op op = {.node = -1, .at = call->at, .n = call->n};
    snprintf(link, sizeof link, "/proc/self/fd/%d", call->fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    if (!is_inside(crash, path, op.name) || fstatat(call->fd, "", &status, AT_EMPTY_PATH) != 0 ||
        status.st_nlink == 0)
        return;
    op.kind = call->kind == DISK_WRITE ? CRASH_WRITE : call->kind == DISK_CUT ? CRASH_CUT : CRASH_FLUSH;
    if (S_ISDIR(status.st_mode))
        op.kind = CRASH_FLUSH_NAMES;
    if (op.kind == CRASH_WRITE) {
        op.bytes = memcpy(mem_alloc(op.n + 1), call->bytes, op.n);
        op.at = call->at >= 0 ? call->at : lseek(call->fd, 0, SEEK_CUR) - (int64_t)op.n;
    }
    bool is_dropped = op.kind == CRASH_FLUSH && crash->unflushed != NULL && strstr(op.name, crash->unflushed) != NULL;
    if (!is_dropped)
        add_op(crash, op);
}

static void note_path(struct crash *crash, const struct disk_call *call)
{
    struct crash_op op = {.node = -1};
    if (!is_inside(crash, call->path, op.name))
        return;
    if (call->kind == DISK_OPEN) {
        op.kind = call->is_new ? CRASH_MAKE : CRASH_CUT;
        if (!call->is_new && !call->is_bare)
            return;
    } else if (call->kind == DISK_RENAME) {
        op.kind = CRASH_MOVE;
        assert_true(is_inside(crash, call->to, op.to));
    } else {
        op.kind = call->kind == DISK_UNLINK ? CRASH_REMOVE : CRASH_MAKE_FOLDER;
    }
    add_op(crash, op);
}

static void note(const struct disk_call *call)
{
    if (call->kind == DISK_WRITE || call->kind == DISK_CUT || call->kind == DISK_FLUSH)
        note_fd(recording, call);
    else if (call->kind != DISK_READ && call->kind != DISK_LOOK)
        note_path(recording, call);
}

/* A moment to be told from those before it: something was thanked for. */
void crash_mark(int64_t number)
{
    if (disk_after != NULL)
        add_op(recording, (struct crash_op){.kind = CRASH_MARK, .node = -1, .at = number});
}

void crash_image_free(struct crash_image *image)
{
    for (int i = 0; i < image->count; i++)
        free(image->file[i].bytes.at);
    image->count = 0;
}

/* Adds what lies in folder/inside. */
static void take(struct crash_image *image, const char *folder, const char *inside)
{
    char path[FILE_PATH_MAX], **names = NULL;
    size_t count = 0;
    struct err err;
    assert_true(file_list(file_join(path, folder, inside), &names, &count, &err));
    for (size_t i = 0; i < count; i++) {
        struct crash_file *file = &image->file[image->count++];
        assert_true(image->count < CRASH_NAMES);
        *file = (struct crash_file){.is_folder = false};
        snprintf(file->name, sizeof file->name, "%s%s%s", inside, inside[0] ? "/" : "", names[i]);
        file->is_folder = file_is_folder(file_join(path, folder, file->name));
        if (file->is_folder)
            take(image, folder, names[i]);
        else
            assert_true(file_read(path, 1 << 26, &file->bytes.at, &file->bytes.n, &err));
        file->bytes.room = file->bytes.n;
    }
    file_list_free(names, count);
}

static void write_file(const char *path, const struct crash_bytes *bytes)
{
    static const char zeros[CRASH_BLOCK];
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)bytes->n), 0);
    for (size_t at = 0, n; at < bytes->n; at += n) {
        n = bytes->n - at < CRASH_BLOCK ? bytes->n - at : CRASH_BLOCK;
        if (memcmp(bytes->at + at, zeros, n) != 0)
            assert_int_equal(pwrite(fd, bytes->at + at, n, (off_t)at), n);
    }
    close(fd);
}

/* Empties the folder and fills it with the image; folders come before what is in them. */
void crash_lay_out(const struct crash_image *image, const char *folder)
{
    char path[FILE_PATH_MAX];
    scratch_remove(folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    for (int i = 0; i < image->count; i++)
        if (image->file[i].is_folder)
            mkdir(file_join(path, folder, image->file[i].name), 0700);
    for (int i = 0; i < image->count; i++)
        if (!image->file[i].is_folder)
            write_file(file_join(path, folder, image->file[i].name), &image->file[i].bytes);
}

struct crash_bytes *crash_image_file(struct crash_image *image, const char *name)
{
    for (int i = 0; i < image->count; i++)
        if (strcmp(image->file[i].name, name) == 0)
            return &image->file[i].bytes;
    return NULL;
}

void crash_image_remove(struct crash_image *image, const char *name)
{
    for (int i = 0; i < image->count; i++)
        if (strcmp(image->file[i].name, name) == 0) {
            free(image->file[i].bytes.at);
            image->file[i] = image->file[--image->count];
        }
}

/* FNV-1a over words. */
uint64_t crash_image_hash(const struct crash_image *image)
{
    uint64_t hash = 0xcbf29ce484222325, word;
    for (int i = 0; i < image->count; i++) {
        const struct crash_bytes *bytes = &image->file[i].bytes;
        for (const char *c = image->file[i].name; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
        for (size_t at = 0; at + 8 <= bytes->n; at += 8) {
            memcpy(&word, bytes->at + at, 8);
            hash = (hash ^ word) * 0x100000001b3;
            hash ^= hash >> 29;
        }
        hash = (hash ^ bytes->n) * 0x100000001b3;
    }
    return hash;
}

static int new_node(struct crash *crash)
{
    assert_true(crash->nodes < CRASH_NODES);
    return crash->nodes++;
}

/* Gives each operation its node. */
static void number_nodes(struct crash *crash)
{
    struct crash_names live = {0};
    crash->nodes = 0;
    for (int i = 0; i < crash->base.count; i++)
        set_name(&live, crash->base.file[i].name, crash->base.file[i].is_folder ? -1 : new_node(crash));
    for (int i = 0; i < crash->count; i++) {
        struct crash_op *op = &crash->op[i];
        int *node = find(&live, op->name);
        op->node = op->kind == CRASH_MAKE ? new_node(crash) : node != NULL ? *node : -1;
        crash_rename(&live, op);
    }
}

/* Begins: `folder`, an image of it before, no operation yet. */
void crash_record(struct crash *crash, const char *folder)
{
    snprintf(crash->folder, sizeof crash->folder, "%s", folder);
    take(&crash->base, folder, "");
    recording = crash;
    disk_after = note;
}

void crash_stop(struct crash *crash)
{
    disk_after = NULL;
    number_nodes(crash);
}

/* To the beginning. */
void crash_rewind(struct crash *crash)
{
    crash->flushed.count = crash->pending_names_count = 0;
    for (int i = 0; i < crash->nodes; i++)
        crash->node[i].count = 0, crash->node[i].flushed.n = 0;
    for (int i = 0, node = 0; i < crash->base.count; i++) {
        const struct crash_file *file = &crash->base.file[i];
        set_name(&crash->flushed, file->name, file->is_folder ? -1 : node);
        if (!file->is_folder)
            crash_put(&crash->node[node++].flushed, file->bytes.at, file->bytes.n, 0);
    }
    if (crash->pending_names == NULL)
        crash->pending_names = mem_alloc(((size_t)crash->count + 1) * sizeof *crash->pending_names);
}

static void apply(struct crash_bytes *bytes, const struct crash_op *op)
{
    if (op->kind == CRASH_CUT)
        crash_fit(bytes, (size_t)op->at);
    else
        crash_put(bytes, op->bytes, op->n, (size_t)op->at);
}

/* The operation `index` is done. */
void crash_step(struct crash *crash, int index)
{
    const struct crash_op *op = &crash->op[index];
    if (op->kind == CRASH_FLUSH_NAMES) {
        for (int i = 0; i < crash->pending_names_count; i++)
            crash_rename(&crash->flushed, &crash->op[crash->pending_names[i]]);
        crash->pending_names_count = 0;
    } else if (op->kind <= CRASH_REMOVE) {
        crash->pending_names[crash->pending_names_count++] = index;
    } else if (op->node >= 0) {
        struct crash_bytes *flushed = &crash->node[op->node].flushed;
        int *pending = crash->node[op->node].pending, *count = &crash->node[op->node].count;
        if (op->kind == CRASH_FLUSH) {
            for (int i = 0; i < *count; i++)
                apply(flushed, &crash->op[pending[i]]);
            *count = 0;
            return;
        }
        if (*count == crash->node[op->node].room)
            crash->node[op->node].pending = pending =
                mem_resize(pending, (size_t)(crash->node[op->node].room += 256), sizeof *pending);
        pending[(*count)++] = index;
    }
}

/* Does anything wait to be flushed? */
bool crash_has_pending(const struct crash *crash)
{
    int waiting = crash->pending_names_count;
    for (int i = 0; i < crash->nodes; i++)
        waiting += crash->node[i].count;
    return waiting > 0;
}

void crash_free(struct crash *crash)
{
    for (int i = 0; i < crash->count; i++)
        free(crash->op[i].bytes);
    for (int i = 0; i < CRASH_NODES; i++) {
        free(crash->node[i].flushed.at);
        free(crash->node[i].pending);
    }
    free(crash->op);
    free(crash->pending_names);
    crash_image_free(&crash->base);
    *crash = (struct crash){0};
}
