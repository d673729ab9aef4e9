/* Before a room quiz: which statements, one vote or two, how large the screen and how far the back row; and which
 * statements the back row would not be able to read. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/projector.h"
#include "screens/room_desk.h"
#include "screens/sheet.h"

enum { SETS_MOST = 24, SCREEN_CM = 120, DISTANCE_M = 8, SCREEN_CM_MOST = 1000, DISTANCE_M_MOST = 60 };

static const float LIST_ROW_T[] = {[LANG_UR] = 14, [LANG_EN] = 11.4f};

struct room_setup {
    struct room_set sets[SETS_MOST]; /* prepared ones first, then whole decks */
    const struct quiz_item *of_deck[SETS_MOST][ROOM_ITEMS_MAX];
    int count, chosen, leaf;
    bool votes_once, is_listing; /* the statements that are too small, instead of the sets */
    int screen_cm, distance_m;
    float part[ROOM_ITEMS_MAX]; /* of the screen's height, of the chosen set's capitals, both languages shown */
    float alone;                /* the least in one language at a time */
    int measured;               /* for which set and display `part` was found; -1: none */
    bool measured_second;
};

static int read_setting(struct store *store, const char *key, int otherwise, int most)
{
    char value[256];
    struct err ignored;
    long number = store && store_get(store, key, value, &ignored) ? strtol(value, NULL, 10) : 0;
    return number >= 1 && number <= most ? (int)number : otherwise;
}

static void setup_enter(struct app *app, void *state)
{
    struct room_setup *setup = state;
    const struct pack *pack = app->pack;
    struct store *store = app_store(app);
    for (size_t i = 0; i < pack->trainer.set_count && setup->count < SETS_MOST; i++)
        setup->sets[setup->count++] = pack->trainer.sets[i];
    for (size_t i = 0; i < pack->deck_count && setup->count < SETS_MOST; i++, setup->count++)
        setup->sets[setup->count] = room_set_of_deck(&pack->decks[i], setup->of_deck[setup->count]);
    setup->screen_cm = read_setting(store, "room-screen-cm", SCREEN_CM, SCREEN_CM_MOST);
    setup->distance_m = read_setting(store, "room-distance-m", DISTANCE_M, DISTANCE_M_MOST);
    setup->measured = -1;
}

/* Set once: the next room quiz begins with the same. A store that cannot keep it costs two taps then. */
static void keep_settings(struct app *app, const struct room_setup *setup)
{
    char cm[16], m[16];
    struct err ignored;
    struct store *store = app_store(app);
    snprintf(cm, sizeof cm, "%d", setup->screen_cm);
    snprintf(m, sizeof m, "%d", setup->distance_m);
    if (store && store_set(store, "room-screen-cm", cm, &ignored))
        (void)!store_set(store, "room-distance-m", m, &ignored);
}

/* Laying out every statement takes a while: once a set and display. */
static void measure(struct app *app, struct room_setup *setup)
{
    const struct room_set *set = &setup->sets[setup->chosen];
    bool has_second = projector_is_on(app);
    if (setup->measured == setup->chosen && setup->measured_second == has_second)
        return;
    struct ui *ui = has_second ? projector_ui(app) : &app->ui;
    setup->alone = 1;
    for (size_t i = 0; i < set->item_count && i < ROOM_ITEMS_MAX; i++) {
        setup->part[i] = room_statement_part(ui, set->items[i], ROOM_BOTH_LANGS);
        for (enum room_langs langs = ROOM_URDU; langs <= ROOM_ENGLISH; langs++)
            setup->alone = fminf(setup->alone, room_statement_part(ui, set->items[i], langs));
    }
    setup->measured = setup->chosen;
    setup->measured_second = has_second;
}

static bool is_small(const struct room_setup *setup, size_t item)
{
    return room_degrees((double)setup->part[item], setup->screen_cm, setup->distance_m) < ROOM_DEGREES_LEAST;
}

static int small_count(const struct room_setup *setup, float *least)
{
    int small = 0;
    *least = 1;
    for (size_t i = 0; i < setup->sets[setup->chosen].item_count; i++) {
        small += is_small(setup, i);
        *least = fminf(*least, setup->part[i]);
    }
    return small;
}

/* Whether the back row can read it all; if not, the way to the list. */
static void legible_run(struct app *app, struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    float least;
    int small = small_count(setup, &least);
    char words[256];
    if (small == 0) {
        sheet_words(ui, box, UI_TEXT(ROLE_BODY, THEME_INK_SKY), _("Every statement can be read from the back row."));
        return;
    }
    struct ui_button list = {.kind = BUTTON_CARD};
    /* TRANSLATORS: how many statements would be too small, of how many. */
    snprintf(words, sizeof words, _("Too small for the back row: %d of %d"), small,
             (int)setup->sets[setup->chosen].item_count);
    if (!ui_button(ui, "room.small", box_cut_top(&box, room_touch(ui)), &list, words))
        return;
    setup->is_listing = true;
    setup->leaf = 0;
}

/* From where all of it can be read. */
static void distance_draw(struct ui *ui, const struct room_setup *setup, struct box box)
{
    float least;
    char words[256];
    small_count(setup, &least);
    /* TRANSLATORS: distances in metres. */
    snprintf(words, sizeof words, _("All can be read from %d m; with one language at a time from %d m."),
             room_distance_m((double)least, setup->screen_cm), room_distance_m((double)setup->alone, setup->screen_cm));
    sheet_words(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), words);
}

/* The statements that are too small, with how large they are. */
static void small_draw(struct app *app, struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_set *set = &setup->sets[setup->chosen];
    int row_h = ui_t(ui, LIST_ROW_T[app->lang]), each = box.h / row_h > 1 ? box.h / row_h : 1, at = 0;
    for (size_t i = 0; i < set->item_count; i++) {
        if (!is_small(setup, i) || at++ / each != setup->leaf)
            continue;
        char degrees[16];
        struct box row = box_cut_top(&box, row_h);
        struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY, .has_lang = true, .lang = LANG_EN);
        snprintf(degrees, sizeof degrees, "%.2f°",
                 room_degrees((double)setup->part[i], setup->screen_cm, setup->distance_m));
        ui_label(ui, box_cut_left(&row, ui_t(ui, 9)), &how, degrees);
        box_cut_left(&row, ui_u(ui, 2));
        sheet_words(ui, box_inset(row, 0, ui_u(ui, 1.2f)), UI_TEXT(ROLE_BODY, THEME_INK, .anchor = ANCHOR_MIDDLE),
                    words_in(&set->items[i]->statement, app->lang));
    }
}

/* As high as a target must be, whatever the size of text. */
static int set_height(const struct ui *ui)
{
    return (int)((float)ui_t(ui, 9.8f) / ui->text_factor);
}

static void sets_run(struct app *app, struct room_setup *setup, struct box box, int each)
{
    struct ui *ui = &app->ui;
    int most = ui_t(ui, 10);
    for (int i = setup->leaf * each, at = 0; i < setup->count && at < each; i++, at++) {
        const struct room_set *set = &setup->sets[i];
        char id[UI_ID_MAX], label[160];
        snprintf(id, sizeof id, "set.%s", set->id);
        /* TRANSLATORS: a set's title, how many statements, minutes planned. */
        snprintf(label, sizeof label, _("%s (%d, %d min)"), words_in(&set->title, app->lang), (int)set->item_count,
                 set->minutes);
        int h = (box.h - ui_u(ui, 1) * (each - 1)) / each;
        struct box row = {box.x, box.y + at * ((h < most ? h : most) + ui_u(ui, 1)), box.w, h < most ? h : most};
        if (sheet_choice(app, id, row, label, setup->chosen == i))
            setup->chosen = i;
    }
}

/* The way to the next leaf, where `all` do not stand on one. */
static void more_run(struct app *app, struct room_setup *setup, struct box *row, int all, int each)
{
    struct ui_button more = {.kind = BUTTON_CARD};
    box_cut_left(row, ui_u(&app->ui, 3.2f));
    if (all > each && ui_button_at_start(&app->ui, "setup.more", row, &more, _("More")))
        setup->leaf = (setup->leaf + 1) * each < all ? setup->leaf + 1 : 0;
}

static void list_run(struct app *app, struct room_setup *setup, struct box page, struct box *row)
{
    float least;
    int row_h = ui_t(&app->ui, LIST_ROW_T[app->lang]), all = small_count(setup, &least);
    distance_draw(&app->ui, setup, box_cut_top(&page, row_h));
    int each = page.h / row_h > 1 ? page.h / row_h : 1;
    small_draw(app, setup, page);
    more_run(app, setup, row, all, each);
}

static void sizes_run(struct app *app, struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    char cm[16], m[16];
    snprintf(cm, sizeof cm, "%d", setup->screen_cm);
    snprintf(m, sizeof m, "%d", setup->distance_m);
    setup->screen_cm +=
        5 * sheet_stepper(app, "screen", box_column(box, 0, 2, ui_u(ui, 1.4f)), _("Height of the screen (cm)"), cm);
    setup->distance_m += sheet_stepper(app, "distance", box_column(box, 1, 2, ui_u(ui, 1.4f)), _("Back row (m)"), m);
    setup->screen_cm = setup->screen_cm < 5 ? 5 : setup->screen_cm > SCREEN_CM_MOST ? SCREEN_CM_MOST : setup->screen_cm;
    setup->distance_m = setup->distance_m < 1               ? 1
                      : setup->distance_m > DISTANCE_M_MOST ? DISTANCE_M_MOST
                                                            : setup->distance_m;
}

/* Sets; and beside them (upright: below) how often to vote, how large the screen is, whether the back row can read. */
static void choices_run(struct app *app, struct room_setup *setup, struct box page, struct box *row)
{
    struct ui *ui = &app->ui;
    struct box right = page;
    if (ui_is_portrait(ui))
        right = box_cut_bottom(&page, page.h * 45 / 100);
    else
        right = box_cut_right(&page, page.w / 2 - ui_u(ui, 1));
    box_cut_right(&page, ui_is_portrait(ui) ? 0 : ui_u(ui, 3));
    int gap = ui_u(ui, 1), each = (page.h + gap) / (set_height(ui) + gap);
    each = each > 1 ? each : 1;
    sets_run(app, setup, page, each);
    more_run(app, setup, row, setup->count, each);
    if (sheet_choice(app, "room.twice", box_cut_top(&right, ui_t(ui, 8)), _("Vote again after talking"),
                     !setup->votes_once))
        setup->votes_once = !setup->votes_once;
    box_cut_top(&right, gap);
    int label_h = ui_text_size(ui, (right.w - ui_u(ui, 1.4f)) / 2, 0, UI_TEXT(ROLE_CAPTION, THEME_INK),
                               _("Height of the screen (cm)"))
                      .h;
    sizes_run(app, setup, box_cut_top(&right, set_height(ui) + label_h));
    box_cut_top(&right, ui_u(ui, 1.5f));
    legible_run(app, setup, right);
}

static void setup_frame(struct app *app, void *state)
{
    struct room_setup *setup = state;
    struct ui *ui = &app->ui;
    struct box row, page = sheet_begin(app, _("Room quiz"), &row);
    measure(app, setup);
    if (sheet_back(app, &row, "setup.back")) {
        if (!setup->is_listing)
            app_pop(app);
        setup->is_listing = false;
        setup->leaf = 0;
    }
    if (setup->is_listing)
        list_run(app, setup, page, &row);
    else
        choices_run(app, setup, page, &row);
    struct ui_button start = {.kind = BUTTON_NEXT, .icon = &icon_next};
    if (ui_button_at_end(ui, "setup.start", &row, &start, _("Start"))) {
        keep_settings(app, setup);
        room_begin(app, &setup->sets[setup->chosen], !setup->votes_once);
        app_replace(app, &screen_room);
    }
    bar_frame(app);
}

const struct screen screen_room_setup = {
    .name = "room-setup",
    .state_size = sizeof(struct room_setup),
    .idle_ms = 180 * 1000,
    .has_projector = true,
    .keeps_going = true,
    .enter = setup_enter,
    .frame = setup_frame,
};
