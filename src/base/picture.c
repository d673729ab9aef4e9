/* Reads headers of picture files by hand, as far as needed to refuse what would hurt a decoder: sizes that overflow,
 * files cut short (libjpeg paints the rest grey and reports success), scans by the thousand. Every read is checked
 * against the file's end; every loop moves on by at least one byte. Nothing is decoded.
 *
 * PNG: ISO/IEC 15948, 5 and 11.2.2. JPEG: ITU-T T.81, annex B. EXIF: TIFF 6.0, section 2. SVG: the root element. */
#include "base/picture.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { JPEG_SCANS_MAX = 100 };

struct file {
    const unsigned char *at;
    size_t n;
};

static unsigned big16(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static uint32_t big32(const unsigned char *p)
{
    return (uint32_t)big16(p) << 16 | big16(p + 2);
}

static bool holds(struct file file, size_t at, const char *text)
{
    size_t n = strlen(text);
    return at <= file.n && file.n - at >= n && memcmp(file.at + at, text, n) == 0;
}

static bool damaged(struct err *err)
{
    return err_set(err, ERR_DAMAGED, NULL, "The picture is damaged or cut short; copy or export it again.");
}

static bool set_sides(struct picture *picture, double width, double height, struct err *err)
{
    if (!(width >= 1 && height >= 1))
        return err_set(err, ERR_INVALID, NULL, "The picture has no width or height; export it again.");
    if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX || width * height > PICTURE_MEGAPIXELS_MAX * 1e6)
        return err_set(err, ERR_INVALID, NULL, "The picture is too large: at most %d pixels a side and %d megapixels; "
                       "make it smaller.", PICTURE_SIDE_MAX, PICTURE_MEGAPIXELS_MAX);
    picture->width = (int)width;
    picture->height = (int)height;
    return true;
}

/* PNG: signature, then chunks of length (4), type (4), data, CRC (4). IHDR first, IEND last. */

enum { PNG_SIGNATURE = 8, PNG_CHUNK_FRAME = 12, PNG_IHDR_LENGTH = 13 };

/* Bit depths allowed for each colour type, as a set of bits (table 11.1). */
static bool png_depth_is_allowed(unsigned depth, unsigned color_type)
{
    static const unsigned allowed[7] = {
        [0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16, /* grey */
        [2] = 1u << 8 | 1u << 16,                               /* colour */
        [3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8,            /* palette */
        [4] = 1u << 8 | 1u << 16,                               /* grey, alpha */
        [6] = 1u << 8 | 1u << 16,                               /* colour, alpha */
    };
    return color_type < 7 && depth <= 16 && (allowed[color_type] >> depth & 1);
}

static bool probe_png(struct file file, struct picture *picture, struct err *err)
{
    const unsigned char *header = file.at + PNG_SIGNATURE + 8;
    if (file.n < PNG_SIGNATURE + PNG_CHUNK_FRAME + PNG_IHDR_LENGTH || !holds(file, PNG_SIGNATURE + 4, "IHDR") ||
        big32(file.at + PNG_SIGNATURE) != PNG_IHDR_LENGTH || !png_depth_is_allowed(header[8], header[9]) ||
        header[10] != 0 || header[11] != 0 || header[12] > 1)
        return damaged(err);
    if (!set_sides(picture, big32(header), big32(header + 4), err))
        return false;
    bool has_data = false;
    size_t at = PNG_SIGNATURE;
    while (file.n - at >= PNG_CHUNK_FRAME) {
        uint32_t length = big32(file.at + at);
        if (length > file.n - at - PNG_CHUNK_FRAME)
            return damaged(err);
        if (holds(file, at + 4, "IEND"))
            return (has_data && at + PNG_CHUNK_FRAME + length == file.n) || damaged(err);
        has_data = has_data || holds(file, at + 4, "IDAT");
        at += PNG_CHUNK_FRAME + length;
    }
    return damaged(err);
}

/* JPEG: markers FF xx, most followed by a length that counts itself. After SOS come coded bytes up to the next marker
 * that is neither FF 00 (a coded FF) nor a restart. Phones append data after EOI: allowed, decoders ignore it. */

enum { SOF0 = 0xC0, SOF1 = 0xC1, SOF2 = 0xC2, DHT = 0xC4, JPG = 0xC8, DAC = 0xCC, SOF15 = 0xCF };
enum { RST0 = 0xD0, RST7 = 0xD7, SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP1 = 0xE1, TEM = 0x01 };

struct tiff {
    struct file file;
    bool is_little;
};

static unsigned tiff16(struct tiff tiff, size_t at)
{
    const unsigned char *p = tiff.file.at + at;
    return tiff.is_little ? (unsigned)p[1] << 8 | p[0] : big16(p);
}

/* Orientation (tag 274) of the first directory; 1 when it is absent or the block is damaged. */
static unsigned exif_orientation(struct file exif)
{
    enum { ENTRY = 12, ORIENTATION = 274, SHORT = 3 };
    struct tiff tiff = {{exif.at + 6, exif.n - 6}, holds(exif, 6, "II")};
    if (tiff.file.n < 8 || !(tiff.is_little || holds(exif, 6, "MM")))
        return 1;
    uint32_t at = tiff.is_little ? tiff16(tiff, 6) << 16 | tiff16(tiff, 4) : tiff16(tiff, 4) << 16 | tiff16(tiff, 6);
    if (at > tiff.file.n - 2)
        return 1;
    unsigned count = tiff16(tiff, at);
    size_t entry = (size_t)at + 2;
    for (unsigned i = 0; i < count && tiff.file.n - entry >= ENTRY; i++, entry += ENTRY)
        if (tiff16(tiff, entry) == ORIENTATION && tiff16(tiff, entry + 2) == SHORT)
            return tiff16(tiff, entry + 8);
    return 1;
}

static bool read_frame(struct file segment, struct picture *picture, struct err *err)
{
    if (segment.n < 6)
        return damaged(err);
    unsigned components = segment.at[5];
    if (segment.at[0] != 8 || (components != 1 && components != 3 && components != 4))
        return err_set(err, ERR_UNREADABLE, NULL, "This kind of JPEG is not read here; export it as RGB, 8 bits.");
    picture->is_cmyk = components == 4;
    return set_sides(picture, big16(segment.at + 3), big16(segment.at + 1), err);
}

static bool is_frame(unsigned marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

/* One segment's contents, by its marker. */
static bool read_segment(unsigned marker, struct file segment, struct picture *picture, struct err *err)
{
    if (marker == APP1 && segment.n > 6 && memcmp(segment.at, "Exif\0", 6) == 0)
        picture->is_upright = exif_orientation(segment) == 1;
    if (!is_frame(marker))
        return true;
    if (marker > SOF2)
        return err_set(err, ERR_UNREADABLE, NULL, "This kind of JPEG is not read here; export it as baseline JPEG.");
    if (picture->width != 0)
        return damaged(err);
    return read_frame(segment, picture, err);
}

/* From `at` to the next FF that begins a marker. */
static size_t skip_coded(struct file file, size_t at)
{
    for (; at + 1 < file.n; at++) {
        unsigned next = file.at[at + 1];
        if (file.at[at] == 0xFF && next != 0 && next != 0xFF && !(next >= RST0 && next <= RST7))
            return at;
    }
    return file.n;
}

static bool probe_jpeg(struct file file, struct picture *picture, struct err *err)
{
    int scans = 0;
    size_t at = 2;
    picture->is_upright = true;
    while (file.n - at >= 2 && file.at[at] == 0xFF) {
        unsigned marker = file.at[at + 1];
        at += marker == 0xFF ? 1 : 2; /* FF may be repeated before a marker */
        if (marker == 0xFF)
            continue;
        if (marker == EOI)
            return scans > 0 || damaged(err);
        if (file.n - at < 2 || marker == 0 || marker == TEM || marker == SOI || big16(file.at + at) < 2 ||
            big16(file.at + at) > file.n - at)
            return damaged(err);
        struct file segment = {file.at + at + 2, big16(file.at + at) - 2};
        at += segment.n + 2;
        if (!read_segment(marker, segment, picture, err))
            return false;
        if (marker != SOS)
            continue;
        if (picture->width == 0)
            return damaged(err);
        if (++scans > JPEG_SCANS_MAX)
            return err_set(err, ERR_INVALID, NULL, "The JPEG has too many scans; export it again.");
        at = skip_coded(file, at);
    }
    return damaged(err);
}

/* SVG: prolog, then the root element with width, height or viewBox. */

static size_t skip_space(struct file file, size_t at)
{
    while (at < file.n && strchr(" \t\r\n", file.at[at]) && file.at[at])
        at++;
    return at;
}

static size_t find(struct file file, size_t at, const char *text)
{
    while (at < file.n && !holds(file, at, text))
        at++;
    return at;
}

/* Where `<svg` stands after XML declaration, comments and document type; file.n when it does not. A document type with
 * entities of its own is not an SVG for us. */
static size_t find_root(struct file file)
{
    size_t at = holds(file, 0, "\xEF\xBB\xBF") ? 3 : 0;
    for (;;) {
        at = skip_space(file, at);
        if (holds(file, at, "<svg"))
            return at + 4;
        if (holds(file, at, "<?"))
            at = find(file, at, "?>") + 2;
        else if (holds(file, at, "<!--"))
            at = find(file, at, "-->") + 3;
        else if (holds(file, at, "<!DOCTYPE") && find(file, at, ">") < find(file, at, "["))
            at = find(file, at, ">") + 1;
        else
            return file.n;
        if (at >= file.n)
            return file.n;
    }
}

/* The value of attribute `name` in the tag text, copied; false when it is absent or long. */
static bool read_attribute(struct file tag, const char *name, char value[64])
{
    size_t length = strlen(name);
    for (size_t at = find(tag, 0, name); at < tag.n; at = find(tag, at + 1, name)) {
        size_t sign = skip_space(tag, at + length);
        if (at == 0 || !strchr(" \t\r\n", tag.at[at - 1]) || !holds(tag, sign, "="))
            continue;
        size_t quote = skip_space(tag, sign + 1);
        if (!holds(tag, quote, "\"") && !holds(tag, quote, "'"))
            continue;
        const char stop[2] = {(char)tag.at[quote], '\0'};
        size_t end = find(tag, quote + 1, stop);
        size_t n = end - quote - 1;
        if (end >= tag.n || n >= 64)
            return false;
        memcpy(value, tag.at + quote + 1, n);
        value[n] = '\0';
        return true;
    }
    return false;
}

/* A length in pixels (CSS 2.1, 4.3.2: 96 to the inch); 0 when it is relative or no number. */
static double pixels(const char *text)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}};
    char *end = NULL;
    double value = strtod(text, &end);
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (end != text && isfinite(value) && strcmp(end, units[i].unit) == 0)
            return value * units[i].px;
    return 0;
}

/* Third and fourth number of a viewBox stand in for the sides that are not stated. */
static void read_view_box(const char *text, double *width, double *height)
{
    double numbers[4];
    for (int i = 0; i < 4; i++) {
        char *end = NULL;
        numbers[i] = strtod(text, &end);
        if (end == text || !isfinite(numbers[i]))
            return;
        text = end + strspn(end, " \t\r\n,");
    }
    *width = *width > 0 ? *width : numbers[2];
    *height = *height > 0 ? *height : numbers[3];
}

static bool ends_svg(struct file file)
{
    while (file.n > 0 && strchr(" \t\r\n", file.at[file.n - 1]) && file.at[file.n - 1])
        file.n--;
    return file.n >= 6 && holds(file, file.n - 6, "</svg>");
}

static bool probe_svg(struct file file, struct picture *picture, struct err *err)
{
    size_t root = find_root(file);
    struct file tag = {file.at + root, find(file, root, ">") - root};
    if (root + tag.n >= file.n || memchr(file.at, 0, file.n) || !ends_svg(file))
        return damaged(err);
    char value[64];
    double width = read_attribute(tag, "width", value) ? pixels(value) : 0;
    double height = read_attribute(tag, "height", value) ? pixels(value) : 0;
    if ((width <= 0 || height <= 0) && read_attribute(tag, "viewBox", value))
        read_view_box(value, &width, &height);
    if (width <= 0 || height <= 0)
        return true;
    return set_sides(picture, fmax(1, round(width)), fmax(1, round(height)), err);
}

bool picture_probe(const void *data, size_t n, struct picture *picture, struct err *err)
{
    struct file file = {data, n};
    if (n == 0)
        return err_set(err, ERR_INVALID, NULL, "The picture file is empty.");
    if (n > PICTURE_FILE_MAX)
        return err_set(err, ERR_INVALID, NULL, "The picture file is larger than %d MB; make the picture smaller.",
                       PICTURE_FILE_MAX / (1024 * 1024));
    *picture = (struct picture){.is_upright = true};
    if (holds(file, 0, "\x89PNG\r\n\x1a\n")) {
        picture->type = PICTURE_PNG;
        return probe_png(file, picture, err);
    }
    if (holds(file, 0, "\xFF\xD8\xFF")) {
        picture->type = PICTURE_JPEG;
        return probe_jpeg(file, picture, err);
    }
    if (find_root(file) < file.n) {
        picture->type = PICTURE_SVG;
        return probe_svg(file, picture, err);
    }
    return err_set(err, ERR_UNREADABLE, NULL, "This is not a PNG, JPEG or SVG picture; export it as one of these.");
}
