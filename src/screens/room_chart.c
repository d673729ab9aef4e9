/* Charts of the room: counts as tiles that rise from the foot of the picture, one a person, or one for several with a
 * word that says so. Who stayed, came, left differ by shape and by colour. Small groups are withheld. */
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room_view.h"

enum { TILE_MS = 40, RISE_MS = 900 };

/* Tiles for people; both sides of a chart have the same. */
struct tiles {
    int size; /* px */
    int each; /* people a tile stands for */
};

static int tiles_fit(struct box box, int size)
{
    return size > 0 ? (box.w / size) * (box.h / size) : 0;
}

/* The largest tiles with which `most` people fit into a box of this size. */
static struct tiles tiles_for(const struct ui *ui, struct box box, int most)
{
    static const int people[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    struct tiles tiles = {ui_t(ui, 9), 1};
    int least = ui_t(ui, 4.4f);
    for (size_t i = 0; i < COUNT_OF(people) && tiles_fit(box, least) < (most + tiles.each - 1) / tiles.each + 2; i++)
        tiles.each = people[i];
    int count = (most + tiles.each - 1) / tiles.each + (tiles.each > 1 ? 2 : 0); /* rounding may add some */
    while (tiles.size > least / 2 && tiles_fit(box, tiles.size) < count)
        tiles.size--;
    return tiles;
}

static struct ui_text in_english(const struct ui_text *how)
{
    struct ui_text said = *how;
    said.has_lang = true;
    said.lang = LANG_EN;
    return said;
}

/* How a side stands, from the foot of the box up: those who stayed, came, left. Who stayed stands there at once where
 * the others are to be seen moving. */
static void tiles_draw(const struct room_view *view, struct box box, const struct room_shift *shift,
                       const struct tiles *tiles, bool has_moved)
{
    struct ui *ui = view->ui;
    int size = tiles->size, each = tiles->each;
    int stayed = (shift->stayed + each / 2) / each, came = (shift->came + each / 2) / each,
        left = (shift->left + each / 2) / each, count = stayed + came + left;
    int still = has_moved ? stayed : 0, rising = count - still,
        ms = rising * TILE_MS < RISE_MS ? rising * TILE_MS : RISE_MS;
    count = still + (int)((float)rising * (ms > 0 ? ui_fade(ui, room_card_age_ms(view), ms) : 1));
    ui_hairline(ui, box_cut_bottom(&box, ui_u(ui, .3f)), THEME_SKY);
    box_cut_bottom(&box, ui_u(ui, .5f));
    int columns = box.w / size > 0 ? box.w / size : 1;
    for (int i = 0; i < count; i++) {
        struct box at = {box.x + i % columns * size, box.y + box.h - (i / columns + 1) * size, size, size};
        bool has_left = i >= stayed + came;
        ui_icon(ui, has_left ? &shape_star_edge : &shape_star, box_inset(at, size / 24, size / 24),
                has_left      ? THEME_SKY
                : i >= stayed ? THEME_ACCENT
                              : THEME_TEXT);
    }
}

/* As large as its box and the room's last row ask for. */
static void number_draw(struct ui *ui, struct box box, int number, bool is_about, enum theme_color color)
{
    char text[16];
    struct ui_text how = in_english(UI_TEXT(ROLE_DISPLAY, color, .align = TEXT_CENTER));
    how.px = (float)(box.h * 94 / 100);
    snprintf(text, sizeof text, is_about ? "~%d" : "%d", number);
    ui_label(ui, box, &how, text);
}

static int foot_height(const struct ui *ui)
{
    return ui_t(ui, ui_is_portrait(ui) ? 14 : 8.4f);
}

/* At the foot of a chart: signs and what they mean; at its end how much a tile is, when it is more than one. */
static void foot_draw(const struct room_view *view, struct box box, int each, bool has_moved)
{
    static const struct {
        const struct shape *sign;
        enum theme_color color;
        const char *label;
    } signs[] = {
        {&shape_star, THEME_TEXT, N_("stayed")},
        {&shape_star, THEME_ACCENT, N_("came")},
        {&shape_star_edge, THEME_SKY, N_("left")},
    };
    struct ui *ui = view->ui;
    const struct ui_text *how = UI_TEXT(ROLE_CAPTION, THEME_QUIET);
    for (size_t i = 0; i < COUNT_OF(signs) && has_moved; i++) {
        struct words words = room_label(ui, view->run->langs, signs[i].label);
        int sign = ui_t(ui, 2.6f);
        ui_icon(ui, signs[i].sign, box_centred(box_cut_left(&box, sign), sign, sign), signs[i].color);
        box_cut_left(&box, ui_u(ui, 1));
        box_cut_left(&box, room_say_in_row(view, box, how, NULL, &words) + ui_u(ui, 4));
    }
    struct words tile = room_label(ui, view->run->langs, N_("People a tile:")),
                 group = room_label(ui, view->run->langs, N_("Group result. Nobody's name is kept."));
    if (each > 1) {
        char number[16];
        struct ui_text is = in_english(UI_TEXT(ROLE_CAPTION_BOLD, THEME_TEXT));
        snprintf(number, sizeof number, "%d", each);
        box_cut_left(&box, room_say_in_row(view, box, how, NULL, &tile) + ui_u(ui, 1.6f));
        ui_label(ui, box, &is, number);
    } else if (!has_moved && ui_is_portrait(ui)) {
        room_say(view, box, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_MIDDLE), &group);
    } else if (!has_moved) {
        room_say_in_row(view, box, how, NULL, &group);
    }
}

static void withheld_draw(const struct room_view *view, struct box box)
{
    struct words words = room_label(view->ui, view->run->langs, N_("Fewer than 10 people: not shown."));
    room_say(view, box, UI_TEXT(ROLE_TITLE, THEME_QUIET, .anchor = ANCHOR_MIDDLE), &words);
}

/* The two sides of a chart; what each has: tiles, and beside (upright: below) them words and numbers. */
struct side_boxes {
    struct box tiles, words;
};

static struct side_boxes side_boxes(const struct ui *ui, struct box page, enum verdict side, int words_w)
{
    struct box at = box_column(page, (int)side, 2, ui_u(ui, 6));
    if (ui_is_portrait(ui)) {
        struct box below = box_cut_bottom(&at, ui_t(ui, 25));
        return (struct side_boxes){at, below};
    }
    struct box words = box_cut_right(&at, words_w < at.w * 62 / 100 ? words_w : at.w * 62 / 100);
    box_cut_right(&at, ui_u(ui, 2));
    return (struct side_boxes){at, words};
}

/* At the foot of the words, leaving their name room. */
static struct box numbers_box(const struct ui *ui, struct box *words)
{
    int h = ui_t(ui, 15), most = words->h * 60 / 100;
    return box_cut_bottom(words, h < most ? h : most);
}

static const struct ui_text side_text = {.role = ROLE_TITLE, .color = THEME_TEXT, .align = TEXT_CENTER};

void room_counts_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct room_count *count = &view->run->item[card->item].vote[card->round];
    room_say(view, box_cut_top(&page, page.h * 40 / 100), UI_TEXT(ROLE_QUIZ, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
             room_statement(view, card->item));
    if (!room_is_shown(count)) {
        withheld_draw(view, page);
        return;
    }
    struct box foot = box_cut_bottom(&page, foot_height(ui));
    int words_w = ui_t(ui, view->run->langs == ROOM_BOTH_LANGS ? 34 : 26);
    int most = count->hands[0] > count->hands[1] ? count->hands[0] : count->hands[1];
    struct tiles tiles = tiles_for(ui, side_boxes(ui, page, VERDICT_MYTH, words_w).tiles, most);
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct side_boxes at = side_boxes(ui, page, side, words_w);
        number_draw(ui, numbers_box(ui, &at.words), count->hands[side], count->is_about, THEME_TEXT);
        room_say_side(view, side, box_cut_bottom(&at.words, ui_t(ui, 9)), &side_text);
        tiles_draw(view, at.tiles, &(struct room_shift){.stayed = count->hands[side]}, &tiles, false);
    }
    foot_draw(view, foot, tiles.each, false);
}

/* "before 24 > 37 after" of a side, at the foot of its column. */
static void moved_draw(const struct room_view *view, const struct room_item *item, enum verdict side, struct box box)
{
    static const char *const labels[] = {N_("Before"), N_("After")};
    struct ui *ui = view->ui;
    int gap = ui_u(ui, 4), arrow = ui_t(ui, 2.4f);
    struct box top = box_cut_top(&box, ui_t(ui, 5));
    for (int i = 0; i < 2; i++) {
        struct words words = room_label(ui, view->run->langs, labels[i]);
        room_say_in_row(view, box_column(top, i, 2, gap),
                        UI_TEXT(ROLE_CAPTION, THEME_QUIET, .align = TEXT_CENTER, .anchor = ANCHOR_BOTTOM), NULL,
                        &words);
        number_draw(ui, box_column(box, i, 2, gap), item->vote[i].hands[side], item->vote[i].is_about,
                    i == 0 ? THEME_QUIET : THEME_TEXT);
    }
    struct box first = box_column(box, 0, 2, gap);
    ui_icon(ui, &icon_next, box_centred((struct box){first.x + first.w, box.y, gap, box.h}, arrow, arrow), THEME_SKY);
}

/* How the sides moved; with a single vote, how they stand. False: a group was too small to be shown. */
static bool shifts_of(const struct room_view *view, const struct room_item *item, struct room_shift shift[2])
{
    bool has_moved = room_shift_of(item, VERDICT_MYTH, &shift[0]) && room_shift_of(item, VERDICT_FACT, &shift[1]);
    for (int side = 0; side < 2 && !view->run->votes_twice; side++)
        shift[side] = (struct room_shift){.stayed = item->vote[0].hands[side]};
    return view->run->votes_twice ? has_moved : room_is_shown(&item->vote[0]);
}

void room_result_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct room_item *item = &view->run->item[card->item];
    bool is_twice = view->run->votes_twice;
    struct room_shift shift[2];
    room_say(view, box_cut_top(&page, page.h * 34 / 100), UI_TEXT(ROLE_QUIZ, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
             room_statement(view, card->item));
    bool is_tight = page.h < ui_t(ui, 34); /* then the colour of its name says which side is right */
    if (item->says && !is_tight)
        room_say_side(view, item->says->verdict, box_cut_top(&page, ui_t(ui, 7)), UI_TEXT(ROLE_BODY_BOLD, THEME_CARRY));
    if (!shifts_of(view, item, shift)) {
        withheld_draw(view, page);
        return;
    }
    struct box foot = box_cut_bottom(&page, foot_height(ui));
    int most = 1, words_w = ui_t(ui, is_twice || view->run->langs == ROOM_BOTH_LANGS ? 36 : 26);
    for (int side = 0; side < 2; side++) {
        int sum = shift[side].stayed + shift[side].came + shift[side].left;
        most = sum > most ? sum : most;
    }
    struct tiles tiles = tiles_for(ui, side_boxes(ui, page, VERDICT_MYTH, words_w).tiles, most);
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct side_boxes at = side_boxes(ui, page, side, words_w);
        tiles_draw(view, at.tiles, &shift[side], &tiles, is_twice);
        struct box numbers = numbers_box(ui, &at.words);
        struct ui_text name = side_text;
        name.color = is_tight && item->says && side == item->says->verdict ? THEME_CARRY : THEME_TEXT;
        room_say_side(view, side, box_cut_bottom(&at.words, ui_t(ui, 9)), &name);
        if (is_twice)
            moved_draw(view, item, side, numbers);
        else
            number_draw(ui, numbers, item->vote[0].hands[side], item->vote[0].is_about, THEME_TEXT);
    }
    foot_draw(view, foot, tiles.each, is_twice);
}
