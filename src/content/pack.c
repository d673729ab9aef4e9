/* The pack as a whole: reading its files in order, the pack compiled in, and the few questions others ask of it.
 *
 * A pack is read into an arena of its own and handed out only when no file had a fault; then it is never changed again.
 * What a folder does not say is as in the pack compiled in: the quiz and the pledge closed, and whom to call. */
#include "content/pack.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "content/fields.h"
#include "content/parts.h"

enum { NAME_DISTANCE_MAX = 3 };

/* ---- compiled in ---- */

/* A phrase that no line may break. */
#define NBSP "\u00A0"
#define BUILT_IN_EN "Blame the rapist, not the" NBSP "victim."
#define CARRY_UR "ریپ" NBSP "کرنے" NBSP "والے"
#define BUILT_IN_UR "الزام " CARRY_UR NBSP "پر، متاثرہ" NBSP "پر" NBSP "نہیں!"

static const struct slide built_in_slides[] = {{
    .kind = SLIDE_STATEMENT,
    .name = "built-in",
    .weight = 1,
    .says.in = {[LANG_EN] = BUILT_IN_EN, [LANG_UR] = BUILT_IN_UR},
    .carry.in = {[LANG_EN] = "rapist", [LANG_UR] = CARRY_UR},
}};

static const struct helpline built_in_lines[] = {{
    .id = "police",
    .number = "15",
    .name.in = {[LANG_EN] = "Police emergency", [LANG_UR] = "پولیس ایمرجنسی"},
    .does.in = {[LANG_EN] = "In danger now", [LANG_UR] = "فوری خطرے میں"},
    .grade = 'A',
    .is_danger = true,
}};

/* The number stands in the opening words too: nobody has called the line for this event, so that it may be hidden. */
static const struct pack built_in = {
    .name.in = {[LANG_EN] = "Hamawaz", [LANG_UR] = "ہم آواز"},
    .slogan.in = {[LANG_EN] = BUILT_IN_EN, [LANG_UR] = BUILT_IN_UR},
    .slogan_carry.in = {[LANG_EN] = "rapist", [LANG_UR] = CARRY_UR},
    .first_lang = LANG_UR,
    .theme = "deodar",
    .version = "",
    .checked_by = "",
    .retention_days = 1,
    .slides = built_in_slides,
    .slide_count = COUNT_OF(built_in_slides),
    .pledge.form = "",
    .help =
        {.opening.in =
             {[LANG_EN] = "In danger now? Call the police: 15.", [LANG_UR] = "فوری خطرے میں پولیس کو 15 پر کال کریں۔"},
         .lines = built_in_lines,
         .line_count = COUNT_OF(built_in_lines)},
};

struct pack *pack_fallback(void)
{
    struct pack *pack = mem_alloc(sizeof(*pack));
    *pack = built_in;
    return pack;
}

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    arena_finish(&pack->arena);
    free(pack);
}

/* ---- a folder ---- */

static bool has_only_pictures(const struct reader *reader)
{
    char path[FILE_PATH_MAX], **names;
    size_t count, pictures = 0;
    struct err err;
    if (reader_entry(reader, "slides") != ENTRY_FOLDER ||
        !file_list(reader_path(reader, "slides", path), &names, &count, &err))
        return false;
    bool has_slide_file = false;
    for (size_t i = 0; i < count; i++) {
        pictures += picture_has_name(names[i]);
        has_slide_file = has_slide_file || str_ends(names[i], ".yaml");
    }
    file_list_free(names, count);
    return pictures > 0 && !has_slide_file;
}

/* A file whose name is only nearly right would be passed over in silence. */
static void check_file_name(struct reader *reader, const char *name)
{
    static const char *const known[] = {"campaign.yaml", "facts.yaml", "help.yaml", "pledge.yaml", "trainer.yaml"};
    char mend[80] = "move it elsewhere";
    unsigned best_distance = NAME_DISTANCE_MAX + 1;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        unsigned distance = str_distance(name, known[i]);
        if (distance == 0)
            return;
        if (distance < best_distance) {
            best_distance = distance;
            snprintf(mend, sizeof(mend), "rename it to %s", known[i]);
        }
    }
    reader_warn_stray(reader, name, mend, "no file of a pack has this name, so it is not read");
}

static void check_file_names(struct reader *reader)
{
    char **names;
    size_t count;
    if (!reader_names(reader, ".", SLIDES_MAX, &names, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        if (str_ends(names[i], ".yaml") || str_ends(names[i], ".yml"))
            check_file_name(reader, names[i]);
    }
    file_list_free(names, count);
}

static void read_files(struct reader *reader, struct pack *pack)
{
    bool is_slide_show = reader_entry(reader, "campaign.yaml") == ENTRY_NONE && has_only_pictures(reader);
    const char *visitor_quiz = NULL;
    if (is_slide_show) {
        slides_read(reader, pack);
        return;
    }
    check_file_names(reader);
    campaign_read(reader, pack, &visitor_quiz);
    facts_read(reader);
    quizzes_read(reader, pack, visitor_quiz);
    slides_read(reader, pack);
    pledge_read(reader, pack);
    help_read(reader, pack);
    trainer_read(reader, pack);
}

/* Refuses what cannot be a pack's folder at all. */
static bool check_folder(struct reader *reader)
{
    report_file(&reader->report, reader->folder);
    if (strlen(reader->folder) + READER_NAME_MAX + 2 > FILE_PATH_MAX) {
        report_fault(&reader->report, 0, "move it nearer to the top", "the folder lies too deep");
        return false;
    }
    if (!file_is_folder(reader->folder)) {
        report_fault(&reader->report, 0, "name the folder that holds campaign.yaml and slides/",
                     "there is no such folder");
        return false;
    }
    return true;
}

static void read_coverage(struct reader *reader, const char *path)
{
    struct err err;
    if (path && !coverage_read(&reader->coverage, path, &err)) {
        report_file(&reader->report, "fonts");
        report_err(&reader->report, 0, "build or install the program again", &err);
    }
}

struct pack *pack_load(const char *folder, const struct pack_check *check, struct fault_list *faults)
{
    struct arena arena = {0};
    struct pack *pack = pack_fallback();
    struct reader reader = {.arena = &arena, .report.list = faults, .folder = folder, .today = check->today};
    if (check_folder(&reader)) {
        read_coverage(&reader, check->coverage_path);
        read_files(&reader, pack);
    }
    coverage_finish(&reader.coverage);
    pack->arena = arena;
    if (faults->error_count == 0)
        return pack;
    pack_free(pack);
    return NULL;
}

/* ---- questions ---- */

bool slide_window_holds(const struct slide_window *window, struct day today)
{
    if (window->from.month == 0)
        return true;
    int from = 100 * window->from.month + window->from.day;
    int to = 100 * window->to.month + window->to.day;
    int day = 100 * today.month + today.day;
    return from <= to ? from <= day && day <= to : from <= day || day <= to;
}
