/* Is a word anywhere in memory? As bytes, or as letters in numbers of 2 or 4 bytes, next to each other or as far apart
 * as the members of an array of structs; ASCII in any case. A word to be looked for is itself kept masked, so that it
 * is not what is found. */
#ifndef HAMAWAZ_TESTS_IN_MEMORY_H
#define HAMAWAZ_TESTS_IN_MEMORY_H

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { WANTED_LETTERS = 48, WANTED_STRIDE = 64, WANTED_MASK = 0x5AA5A5 };

/* Memory is read here that nobody gave out, or that was given back. */
#define READS_ANYTHING __attribute__((no_sanitize("address", "undefined")))

struct wanted {
    uint32_t letter[WANTED_LETTERS]; /* in small letters, masked */
    uint32_t byte[WANTED_LETTERS * 4];
    size_t letters, bytes;
    bool may_begin[256]; /* with this byte: few do, which is what makes it fast */
};

static inline uint32_t wanted_folded(uint32_t letter)
{
    return (letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter) ^ WANTED_MASK;
}

/* `mask` is what each byte of `utf8` was changed with to hide it; 0: it stands there plainly. */
static inline struct wanted wanted_read(const char *utf8, unsigned char mask)
{
    struct wanted wanted = {.letters = 0};
    int more = 0;
    for (; *utf8; utf8++) {
        unsigned char byte = (unsigned char)*utf8 ^ mask;
        wanted.byte[wanted.bytes++] = wanted_folded(byte);
        if (more > 0) {
            uint32_t *letter = &wanted.letter[wanted.letters - 1];
            *letter = ((*letter ^ WANTED_MASK) << 6 | (byte & 0x3F)) ^ WANTED_MASK;
            more--;
            continue;
        }
        more = byte < 0xC0 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        wanted.letter[wanted.letters++] = more ? (byte & (0x3F >> more)) ^ WANTED_MASK : wanted_folded(byte);
    }
    for (uint32_t byte = 0; byte < 256; byte++)
        wanted.may_begin[byte] = wanted_folded(byte) == wanted.byte[0] ||
                                 ((wanted_folded(byte) ^ wanted.letter[0]) & 0xFF) == 0;
    return wanted;
}

READS_ANYTHING static inline bool wanted_as_bytes(const struct wanted *wanted, const unsigned char *at, size_t room)
{
    size_t i = 0;
    while (i < wanted->bytes && i < room && wanted_folded(at[i]) == wanted->byte[i])
        i++;
    return i == wanted->bytes;
}

/* Each letter `stride` bytes after the one before. */
READS_ANYTHING static inline bool wanted_as_numbers(const struct wanted *wanted, const unsigned char *at, size_t room,
                                                    size_t width, size_t stride)
{
    if (room < (wanted->letters - 1) * stride + width)
        return false;
    for (size_t i = 0; i < wanted->letters; i++, at += stride) {
        uint32_t letter = (uint32_t)(at[0] | at[1] << 8);
        if (width == 4)
            letter |= (uint32_t)(at[2] << 16) | (uint32_t)at[3] << 24;
        if (wanted_folded(letter) != wanted->letter[i])
            return false;
    }
    return true;
}

/* How it stands at `at`: 0 not at all, 1 in bytes, else how far its letters are apart. */
READS_ANYTHING static inline size_t wanted_at(const struct wanted *wanted, const unsigned char *at, size_t room)
{
    if (wanted_as_bytes(wanted, at, room))
        return 1;
    if (room < 2 || wanted_folded((uint32_t)(at[0] | at[1] << 8)) != wanted->letter[0])
        return 0;
    for (size_t stride = 2; stride <= WANTED_STRIDE; stride += 2)
        if (wanted_as_numbers(wanted, at, room, stride == 2 ? 2 : 4, stride))
            return stride;
    return 0;
}

/* How often it stands in n bytes of memory, which lie at `address` of `region` (for the message). */
READS_ANYTHING static inline int wanted_count(const struct wanted *wanted, const unsigned char *memory, size_t n,
                                              uintptr_t address, const char *region)
{
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t how = wanted->may_begin[memory[i]] ? wanted_at(wanted, memory + i, n - i) : 0;
        if (how == 0)
            continue;
        printf("%zu letters, %zu bytes apart, at %zx in %s\n", wanted->letters, how, (size_t)address + i, region);
        count++;
    }
    return count;
}

/* Reads a line of /proc/PID/maps; false when it cannot be looked at: unreadable, of the kernel, or a sanitizer's. */
static inline bool wanted_region(const char *line, uintptr_t *from, uintptr_t *to, char region[64])
{
    char mode[8], file[64] = "no file";
    size_t low, high;
    if (sscanf(line, "%zx-%zx %7s %*s %*s %*s %63s", &low, &high, mode, file) < 3)
        return false;
    snprintf(region, 64, "%.7s %.50s", mode, file);
    *from = low;
    *to = high;
    return mode[0] == 'r' && high - low < (size_t)1 << 32 && strncmp(file, "[v", 2) != 0;
}

#endif
