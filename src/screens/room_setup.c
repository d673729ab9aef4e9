/* Before a room quiz: which statements, one vote or two, how large the screen and how far the back row; and which
 * statements the back row would not be able to read. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/projector.h"
#include "screens/room.h"
#include "screens/sheet.h"

enum { SETS_MOST = 24, SCREEN_CM = 120, DISTANCE_M = 8, SCREEN_CM_MOST = 1000, DISTANCE_M_MOST = 60 };

struct room_setup {
    struct room_set sets[SETS_MOST]; /* prepared ones first, then whole decks */
    const struct quiz_item *of_deck[SETS_MOST][ROOM_ITEMS_MAX];
    int count, chosen, page;
    bool votes_once;
    int screen_cm, distance_m;
    float part[ROOM_ITEMS_MAX]; /* of the screen's height, of the chosen set's capitals */
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
    for (size_t i = 0; i < set->item_count && i < ROOM_ITEMS_MAX; i++)
        setup->part[i] = room_statement_part(ui, set->items[i], ROOM_BOTH_LANGS);
    setup->measured = setup->chosen;
    setup->measured_second = has_second;
}

static bool is_small(const struct room_setup *setup, size_t item)
{
    return room_degrees((double)setup->part[item], setup->screen_cm, setup->distance_m) < ROOM_DEGREES_LEAST;
}

static void legible_draw(struct app *app, const struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    const struct room_set *set = &setup->sets[setup->chosen];
    const struct ui_text *quiet = UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET);
    int small = 0;
    char words[160];
    for (size_t i = 0; i < set->item_count; i++)
        small += is_small(setup, i);
    if (small == 0) {
        ui_text(ui, box, UI_TEXT(ROLE_BODY, THEME_INK_SKY), _("Every statement can be read from the back row."));
        return;
    }
    /* TRANSLATORS: how many statements would be too small, of how many. */
    snprintf(words, sizeof words, _("%d of %d statements are too small for the back row in both languages at once:"),
             small, (int)set->item_count);
    box_cut_top(&box, ui_text(ui, box, UI_TEXT(ROLE_CAPTION_BOLD, THEME_KILN), words) + ui_u(ui, 1));
    for (size_t i = 0; i < set->item_count; i++) {
        const char *says = words_in(&set->items[i]->statement, app->lang);
        int h = ui_text_size(ui, box.w, 0, quiet, says).h;
        if (!is_small(setup, i) || h > box.h)
            continue;
        ui_text(ui, box_cut_top(&box, h), quiet, says);
    }
}

static void sets_run(struct app *app, struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    int rows = box.h / ui_t(ui, 8.5f) > 1 ? box.h / ui_t(ui, 8.5f) : 1;
    for (int i = 0; i < setup->count && i < rows; i++) {
        const struct room_set *set = &setup->sets[i];
        char id[UI_ID_MAX], label[160];
        snprintf(id, sizeof id, "set.%s", set->id);
        /* TRANSLATORS: a set's title, how many statements, minutes planned. */
        snprintf(label, sizeof label, _("%s (%d, %d min)"), words_in(&set->title, app->lang), (int)set->item_count,
                 set->minutes);
        if (sheet_choice(app, id, box_row(box, i, rows, ui_u(ui, 1)), label, setup->chosen == i))
            setup->chosen = i;
    }
}

static void sizes_run(struct app *app, struct room_setup *setup, struct box box)
{
    struct ui *ui = &app->ui;
    char cm[16], m[16];
    snprintf(cm, sizeof cm, "%d cm", setup->screen_cm);
    snprintf(m, sizeof m, "%d m", setup->distance_m);
    setup->screen_cm +=
        5 * sheet_stepper(app, "screen", box_column(box, 0, 2, ui_u(ui, 3)), _("Height of the screen"), cm);
    setup->distance_m += sheet_stepper(app, "distance", box_column(box, 1, 2, ui_u(ui, 3)), _("Back row"), m);
    setup->screen_cm = setup->screen_cm < 5 ? 5 : setup->screen_cm > SCREEN_CM_MOST ? SCREEN_CM_MOST : setup->screen_cm;
    setup->distance_m = setup->distance_m < 1               ? 1
                      : setup->distance_m > DISTANCE_M_MOST ? DISTANCE_M_MOST
                                                            : setup->distance_m;
}

static void setup_frame(struct app *app, void *state)
{
    struct room_setup *setup = state;
    struct ui *ui = &app->ui;
    struct box row, page = sheet_begin(app, _("Room quiz"), &row), right = page;
    if (ui_is_portrait(ui))
        right = box_cut_bottom(&page, page.h * 55 / 100);
    else
        right = box_cut_right(&page, page.w / 2 - ui_u(ui, 2));
    box_cut_right(&page, ui_is_portrait(ui) ? 0 : ui_u(ui, 4));
    sets_run(app, setup, page);
    if (sheet_choice(app, "room.twice", box_cut_top(&right, ui_t(ui, 8)), _("Vote again after talking"),
                     !setup->votes_once))
        setup->votes_once = !setup->votes_once;
    box_cut_top(&right, ui_u(ui, 1));
    sizes_run(app, setup, box_cut_top(&right, ui_t(ui, 14)));
    box_cut_top(&right, ui_u(ui, 1.5f));
    measure(app, setup);
    legible_draw(app, setup, right);
    struct ui_button start = {.kind = BUTTON_NEXT, .icon = &icon_next};
    if (sheet_back(app, &row, "setup.back"))
        app_pop(app);
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
