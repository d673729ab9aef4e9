/* What a cut leaves of writes that were not flushed: each is taken sector by sector, in the order they were made. */
#include "crash/crash.h"

#include <string.h>

const char *crash_damage_name(enum damage damage)
{
    static const char *const names[CRASH_DAMAGES] = {
        "kept",  "lost",   "last lost", "only last",   "half of the last", "other half",   "sizes only", "zeros",
        "junk",  "blocks", "torn",      "some writes", "some sectors",     "some files",   "mixed",      "names anyhow",
    };
    return names[damage];
}

enum fate { FATE_NEW, FATE_OLD, FATE_ZERO, FATE_JUNK };

/* Of sector `part` of `parts` of one write; `is_last`: no write to that file came after it. */
static enum fate fate_of(enum damage damage, bool is_last, size_t part, size_t parts, uint64_t *chance)
{
    switch (damage) {
    case CRASH_KEPT:
    case CRASH_TORN:
    case CRASH_BLOCKS:
        return FATE_NEW;
    case CRASH_LOST:
        return FATE_OLD;
    case CRASH_LAST_LOST:
        return is_last ? FATE_OLD : FATE_NEW;
    case CRASH_ONLY_LAST:
        return is_last ? FATE_NEW : FATE_OLD;
    case CRASH_HALF_LAST:
        return is_last && part >= parts / 2 ? FATE_OLD : FATE_NEW;
    case CRASH_HALF_FIRST:
        return is_last && part < (parts + 1) / 2 ? FATE_OLD : FATE_NEW;
    case CRASH_SIZES:
    case CRASH_ZEROS:
        return FATE_ZERO;
    case CRASH_JUNK:
        return FATE_JUNK;
    case CRASH_SOME_WRITES:
    case CRASH_SOME_FILES:
    case CRASH_SOME_SECTORS:
        return crash_random(chance) >> 63 ? FATE_NEW : FATE_OLD;
    case CRASH_MIXED:
    case CRASH_NAMES_ANYHOW:
        return (enum fate)(crash_random(chance) >> 62);
    case CRASH_DAMAGES:
        break;
    }
    return FATE_NEW;
}

static void fill(struct crash_bytes *out, size_t at, size_t end, bool is_junk, uint64_t *chance)
{
    if (end > out->n)
        crash_fit(out, end);
    for (; at < end; at++)
        out->at[at] = is_junk ? (char)(crash_random(chance) >> 56) : 0;
}

/* Every block that the bytes from `begin` to `end` lie in. */
static void damage_blocks(struct crash_bytes *out, size_t begin, size_t end, uint64_t *chance)
{
    end = (end + CRASH_BLOCK - 1) / CRASH_BLOCK * CRASH_BLOCK;
    fill(out, begin / CRASH_BLOCK * CRASH_BLOCK, end < out->n ? end : out->n, true, chance);
}

/* One write, sector by sector. */
static void damage_write(struct crash_bytes *out, const struct crash_op *op, enum damage damage, bool is_last,
                                size_t flushed_n, uint64_t *chance)
{
    size_t begin = (size_t)op->at, end = begin + op->n, first = begin / CRASH_SECTOR;
    size_t parts = (end - 1) / CRASH_SECTOR - first + 1;
    enum fate whole = fate_of(damage, is_last, 0, 1, chance);
    for (size_t part = 0; part < parts; part++) {
        size_t at = part == 0 ? begin : (first + part) * CRASH_SECTOR;
        size_t until = part + 1 == parts ? end : (first + part + 1) * CRASH_SECTOR;
        enum fate fate = damage == CRASH_SOME_WRITES || damage == CRASH_SOME_FILES
                             ? whole
                             : fate_of(damage, is_last, part, parts, chance);
        if (fate == FATE_NEW)
            crash_put(out, op->bytes + (at - begin), until - at, at);
        else if (damage == CRASH_SIZES)
            fill(out, at > flushed_n ? at : flushed_n, until, false, chance);
        else if (fate != FATE_OLD)
            fill(out, at, until, fate == FATE_JUNK, chance);
    }
    if (damage == CRASH_BLOCKS)
        damage_blocks(out, begin, end, chance);
}

static void damage_node(const struct crash *crash, int node, enum damage damage, uint64_t *chance,
                              struct crash_bytes *out)
{
    const int *pending = crash->node[node].pending;
    int count = crash->node[node].count;
    const struct crash_bytes *flushed = &crash->node[node].flushed;
    crash_put(out, flushed->at, flushed->n, 0);
    if (damage == CRASH_SOME_FILES)
        damage = crash_random(chance) >> 63 ? CRASH_KEPT : CRASH_LOST;
    for (int i = 0; i < count; i++) {
        struct crash_op op = crash->op[pending[i]];
        bool is_last = i == count - 1;
        if (op.kind == CRASH_CUT) {
            if (fate_of(damage, is_last, 0, 1, chance) == FATE_NEW)
                crash_fit(out, (size_t)op.at);
            continue;
        }
        if (damage == CRASH_TORN && is_last)
            op.n = crash_random(chance) % op.n;
        if (op.n > 0)
            damage_write(out, &op, damage, is_last, flushed->n, chance);
    }
}

static bool keeps_name(enum damage damage, int index, int kept, uint64_t *chance)
{
    if (damage == CRASH_LOST)
        return false;
    if (damage == CRASH_NAMES_ANYHOW)
        return crash_random(chance) >> 63;
    return damage < CRASH_SOME_WRITES || index < kept;
}

/* The folder after a cut here. */
void crash_make_image(const struct crash *crash, enum damage damage, uint64_t chance, struct crash_image *image)
{
    struct crash_names names = crash->flushed;
    int kept = (int)(crash_random(&chance) % (uint64_t)(crash->pending_names_count + 1));
    for (int i = 0; i < crash->pending_names_count; i++)
        if (keeps_name(damage, i, kept, &chance))
            crash_rename(&names, &crash->op[crash->pending_names[i]]);
    crash_image_free(image);
    for (int i = 0; i < names.count; i++) {
        struct crash_file *file = &image->file[image->count++];
        *file = (struct crash_file){.is_folder = names.at[i].node < 0};
        memcpy(file->name, names.at[i].name, sizeof file->name);
        if (!file->is_folder)
            damage_node(crash, names.at[i].node, damage, &chance, &file->bytes);
    }
}
