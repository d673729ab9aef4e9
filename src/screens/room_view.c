/* What the room sees: one card at a time, as large as it goes, in Urdu over English or in one of them. No names, no
 * controls, and no answer before it is due. Counts are tiles: one a person, or one for several with a word that says
 * so. */
#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room.h"

static const char *const side_words[] = {[VERDICT_MYTH] = N_("Myth"), [VERDICT_FACT] = N_("Fact")};
static const struct shape *const side_signs[] = {[VERDICT_MYTH] = &shape_ring, [VERDICT_FACT] = &shape_diamond};

struct room_view {
    const struct app *app;
    struct ui *ui;
    const struct room_run *run;
};

/* A constant label in the languages of the run. */
static struct words label_words(const struct ui *ui, enum room_langs langs, const char *label)
{
    struct words words = {{NULL}};
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        bool is_wanted = langs == ROOM_BOTH_LANGS || (langs == ROOM_URDU) == (lang == LANG_UR);
        lang_select(lang);
        words.in[lang] = !is_wanted ? NULL : *label ? _(label) : "";
    }
    lang_select(ui->lang);
    return words;
}

/* The part of `box` that a language has: Urdu, whose lines stand wider, takes more of it. */
static struct box part_of(const struct room_run *run, struct box box, enum lang lang)
{
    if (run->langs != ROOM_BOTH_LANGS)
        return (run->langs == ROOM_URDU) == (lang == LANG_UR) ? box : (struct box){0};
    struct box urdu = box_cut_top(&box, box.h * 56 / 100);
    return lang == LANG_UR ? urdu : box;
}

/* Lines begin where their own language is read from, whatever the screen's. */
static struct ui_text from_own_start(const struct ui *ui, struct ui_text how)
{
    if (how.align == TEXT_START && lang_is_rtl(how.lang) != ui->is_rtl)
        how.align = TEXT_END;
    return how;
}

static struct ui_text in_lang(const struct ui_text *how, enum lang lang)
{
    struct ui_text said = *how;
    said.has_lang = true;
    said.lang = lang;
    return said;
}

/* The description given, or the first smaller one with which the words fit. */
static struct ui_text fitting(struct ui *ui, struct box part, const struct ui_text *how, const char *words)
{
    static const enum ui_role smaller[] = {ROLE_QUIZ, ROLE_READING, ROLE_LIST};
    struct ui_text tried = *how;
    for (size_t i = 0; i < COUNT_OF(smaller) && ui_text_size(ui, part.w, part.h, &tried, words).h > part.h; i++)
        tried.role = smaller[i];
    return tried;
}

/* Draws the words in each language of the run, Urdu above English, each from its own reading start. */
static void say(const struct room_view *view, struct box box, const struct ui_text *how, const struct words *words)
{
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct box part = part_of(view->run, box, lang);
        if (part.h == 0 || !words->in[lang])
            continue;
        part = box_inset(part, 0, ui_u(view->ui, .6f)); /* ink may stand a little out of its line */
        struct ui_text own = from_own_start(view->ui, in_lang(how, lang));
        struct ui_text said = fitting(view->ui, part, &own, words->in[lang]);
        ui_text(view->ui, part, &said, words->in[lang]);
    }
}

static const struct words *statement_of(const struct room_view *view, int item)
{
    static const struct words gone = {{"—", "—"}};
    const struct quiz_item *says = view->run->item[item].says;
    return says ? &says->statement : &gone;
}

#define STATEMENT UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE)

static void statement_draw(const struct room_view *view, int item, struct box box)
{
    say(view, box, STATEMENT, statement_of(view, item));
}

static struct box room_page(const struct ui *ui, struct box page)
{
    return box_inset(page, ui_u(ui, 6), ui_u(ui, 4));
}

float room_statement_part(struct ui *ui, const struct quiz_item *item, enum room_langs langs)
{
    const float capital = 0.727f, latin_part = 0.72f; /* Inter's capitals; Latin beside Urdu */
    struct room_run run = {.langs = langs};
    struct box page = room_page(ui, ui->screen);
    float least = (float)ui->screen.h;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct box part = part_of(&run, page, lang);
        if (part.h == 0)
            continue;
        const char *words = words_in(&item->statement, lang);
        struct ui_text own = in_lang(STATEMENT, lang), how = fitting(ui, part, &own, words);
        least = fminf(least, ui_text_px(ui, part.w, part.h, &how, words) * (lang == LANG_UR ? latin_part : 1));
    }
    return least * capital / (float)ui->screen.h;
}

static const struct words no_words = {{NULL}};

static void notice_draw(const struct room_view *view, struct box box)
{
    struct ui *ui = view->ui;
    const struct words *notice = view->app->pack->deck_count > 0 ? &view->app->pack->decks[0].notice : &no_words;
    lattice_rest(ui->gfx, &ui->theme, ui_place(ui, ui->screen), (float)ui->screen.h / 4, ui->is_rtl);
    say(view, box, UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_MIDDLE), notice);
}

static void rules_draw(const struct room_view *view, struct box box)
{
    struct ui *ui = view->ui;
    const struct trainer *trainer = &view->app->pack->trainer;
    struct words title = label_words(ui, view->run->langs, N_("Ground rules"));
    say(view, box_cut_top(&box, box.h * 22 / 100), UI_TEXT(ROLE_TITLE, THEME_CARRY, .anchor = ANCHOR_MIDDLE), &title);
    int count = (int)trainer->ground_rule_count;
    for (int i = 0; i < count; i++) {
        struct box row = box_row(box, i, count, ui_u(ui, 1));
        int sign = ui_t(ui, 2.6f);
        struct box at = box_cut_left(&row, sign * 2);
        ui_icon(ui, &shape_star, box_centred(at, sign, sign), THEME_SKY);
        if (view->run->langs != ROOM_BOTH_LANGS || ui_is_portrait(ui)) {
            say(view, row, UI_TEXT(ROLE_READING, THEME_TEXT, .anchor = ANCHOR_MIDDLE), &trainer->ground_rules[i]);
            continue;
        }
        for (enum lang lang = 0; lang < LANG_COUNT; lang++) { /* side by side: the rules are short */
            struct ui_text how =
                from_own_start(ui, in_lang(UI_TEXT(ROLE_READING, THEME_TEXT, .anchor = ANCHOR_MIDDLE), lang));
            ui_text(ui, box_column(row, lang == LANG_UR ? 0 : 1, 2, ui_u(ui, 4)), &how,
                    words_in(&trainer->ground_rules[i], lang));
        }
    }
}

/* The sign of a side, then its word in each language of the run, centred in `box`. */
static void side_label_draw(const struct room_view *view, enum verdict side, struct box box, enum theme_color color)
{
    struct ui *ui = view->ui;
    struct words words = label_words(ui, view->run->langs, side_words[side]);
    int sign = box.h * 55 / 100, gap = ui_u(ui, 2), w = sign;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++)
        if (words.in[lang]) {
            struct ui_text how = in_lang(UI_TEXT(ROLE_TITLE, color), lang);
            w += gap + ui_label_width(ui, box.h, &how, words.in[lang]);
        }
    box = box_centred(box, w < box.w ? w : box.w, box.h);
    struct box at = box_cut_left(&box, sign);
    ui_icon(ui, side_signs[side], box_centred(at, sign, sign), color);
    for (enum lang lang = 0; lang < LANG_COUNT; lang++)
        if (words.in[lang]) {
            struct ui_text how = in_lang(UI_TEXT(ROLE_TITLE, color), lang);
            box_cut_left(&box, gap);
            ui_label(ui, box_cut_left(&box, ui_label_width(ui, box.h, &how, words.in[lang])), &how, words.in[lang]);
        }
}

/* Myth stands where reading starts: whoever walks to a side walks to the same one as the words. */
static void vote_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    bool walks = view->run->method == ROOM_SIDES;
    struct box sides = box_cut_bottom(&page, page.h * (walks ? 46 : 24) / 100);
    statement_draw(view, card->item, room_page(ui, page));
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct box half = box_column(sides, (int)side, 2, ui_u(ui, .6f));
        gfx_fill(ui->gfx, ui_place(ui, half), ui_color(ui, THEME_RAISED));
        if (walks) {
            struct words go = label_words(ui, view->run->langs, N_("Walk to this side"));
            say(view, box_inset(box_cut_bottom(&half, half.h * 48 / 100), ui_u(ui, 3), ui_u(ui, 1)),
                UI_TEXT(ROLE_BODY, THEME_QUIET, .align = TEXT_CENTER, .anchor = ANCHOR_MIDDLE), &go);
        }
        side_label_draw(view, side, box_centred(half, half.w - ui_u(ui, 4), ui_t(ui, 15)), THEME_TEXT);
    }
}

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

/* How a side stands, from the foot of the box up: those who stayed, came, left. */
static void tiles_draw(struct ui *ui, struct box box, const struct room_shift *shift, const struct tiles *tiles)
{
    int size = tiles->size, each = tiles->each;
    int stayed = (shift->stayed + each / 2) / each, came = (shift->came + each / 2) / each,
        left = (shift->left + each / 2) / each, count = stayed + came + left;
    struct box baseline = box_cut_bottom(&box, ui_u(ui, .8f));
    ui_hairline(ui, box_cut_bottom(&baseline, ui_u(ui, .3f)), THEME_SKY);
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

static void number_draw(struct ui *ui, struct box box, int number, bool is_about, enum theme_color color)
{
    char text[16];
    struct ui_text how = in_lang(UI_TEXT(ROLE_DISPLAY, color, .align = TEXT_CENTER), LANG_EN);
    snprintf(text, sizeof text, is_about ? "~%d" : "%d", number);
    ui_label(ui, box, &how, text);
}

/* Why there is nothing to see, or (with `each` above 1) how much a tile is. */
static void foot_draw(const struct room_view *view, struct box box, const char *label, int each)
{
    struct ui *ui = view->ui;
    struct words words = label_words(ui, view->run->langs, label);
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        char text[256];
        if (!words.in[lang])
            continue;
        struct ui_text how = in_lang(UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM), lang);
        snprintf(text, sizeof text, each > 1 ? "%s %d" : "%s", words.in[lang], each);
        int w = ui_label_width(ui, box.h, &how, text);
        ui_label(ui, box_cut_left(&box, w), &how, text);
        box_cut_left(&box, ui_u(ui, 3));
    }
}

static void withheld_draw(const struct room_view *view, struct box box)
{
    struct words words = label_words(view->ui, view->run->langs, N_("Fewer than 10 people: not shown."));
    say(view, box, UI_TEXT(ROLE_TITLE, THEME_QUIET, .anchor = ANCHOR_MIDDLE), &words);
}

/* One vote as two fields of tiles; no answer. */
static void counts_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct room_count *count = &view->run->item[card->item].vote[card->round];
    statement_draw(view, card->item, box_cut_top(&page, page.h * 36 / 100));
    if (!room_is_shown(count)) {
        withheld_draw(view, page);
        return;
    }
    struct box foot = box_cut_bottom(&page, ui_t(ui, 4)), labels = box_cut_bottom(&page, ui_t(ui, 12));
    struct box half = box_column(page, 0, 2, ui_u(ui, 8));
    int figure_w = ui_t(ui, 22) < half.w * 45 / 100 ? ui_t(ui, 22) : half.w * 45 / 100;
    box_cut_left(&half, figure_w);
    int most = count->hands[0] > count->hands[1] ? count->hands[0] : count->hands[1];
    struct tiles tiles = tiles_for(ui, half, most);
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct box at = box_column(page, (int)side, 2, ui_u(ui, 8)), figure = box_cut_left(&at, figure_w);
        number_draw(ui, box_cut_bottom(&figure, ui_t(ui, 14)), count->hands[side], count->is_about, THEME_TEXT);
        tiles_draw(ui, at, &(struct room_shift){.stayed = count->hands[side]}, &tiles);
        side_label_draw(view, side, box_column(labels, (int)side, 2, ui_u(ui, 8)), THEME_TEXT);
    }
    foot_draw(view, foot, tiles.each > 1 ? N_("People a tile:") : N_("Group result. Nobody's name is kept."),
              tiles.each);
}

static void discuss_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct quiz_item *says = view->run->item[card->item].says;
    int64_t left_ms = room_talk_left_ms(view->run, ui->now_ms);
    struct box line = ui->screen;
    line = box_cut_bottom(&line, ui_u(ui, 1));
    struct box gone = line;
    gone.w = (int)(line.w * left_ms / ROOM_TALK_MS);
    gfx_fill(ui->gfx, ui_place(ui, line), ui_color(ui, THEME_FLOOR));
    gfx_fill(ui->gfx, ui_place(ui, gone), ui_color(ui, THEME_SKY));
    if (left_ms > 0 && view->run->talk_since_ms >= 0)
        ui_wake_at(ui, ui->now_ms + 1000);
    struct words talk = label_words(ui, view->run->langs, N_("Talk about it"));
    say(view, box_cut_top(&page, page.h * 24 / 100), UI_TEXT(ROLE_TITLE, THEME_CARRY, .anchor = ANCHOR_MIDDLE), &talk);
    const struct words *prompt = says && !words_are_empty(&says->discuss) ? &says->discuss : NULL;
    say(view, page, UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
        prompt ? prompt : statement_of(view, card->item));
}

static void reveal_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct quiz_item *says = view->run->item[card->item].says;
    if (!says) {
        statement_draw(view, card->item, page);
        return;
    }
    struct box foot = box_cut_bottom(&page, ui_t(ui, view->run->langs == ROOM_BOTH_LANGS ? 12 : 7));
    if (!ui_is_small(ui)) /* where it is tight the statement gives way to the reason */
        say(view, box_cut_top(&page, page.h * 26 / 100), UI_TEXT(ROLE_QUIZ, THEME_QUIET, .anchor = ANCHOR_MIDDLE),
            &says->statement);
    struct box verdict = box_cut_top(&page, ui_t(ui, 12));
    side_label_draw(view, says->verdict, verdict, THEME_CARRY);
    say(view, page, UI_TEXT(ROLE_READING, THEME_TEXT, .anchor = ANCHOR_MIDDLE), &says->because);
    say(view, foot, UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM), &says->source);
}

/* "before 24 > 37 after" of a side, at the foot of its column. */
static void moved_draw(const struct room_view *view, const struct room_item *item, enum verdict side, struct box box)
{
    struct ui *ui = view->ui;
    struct box top = box_cut_top(&box, ui_t(ui, 5));
    struct box first = box_column(box, 0, 2, ui_u(ui, 3)), second = box_column(box, 1, 2, ui_u(ui, 3));
    static const char *const labels[] = {N_("Before"), N_("After")};
    for (int i = 0; i < 2; i++) {
        struct words words =
            label_words(ui, view->run->langs == ROOM_BOTH_LANGS ? ROOM_URDU : view->run->langs, labels[i]);
        enum lang lang = words.in[LANG_UR] ? LANG_UR : LANG_EN;
        struct ui_text how = in_lang(UI_TEXT(ROLE_CAPTION, THEME_QUIET, .align = TEXT_CENTER), lang);
        ui_label(ui, box_column(top, i, 2, ui_u(ui, 3)), &how, words_in(&words, lang));
    }
    int arrow = ui_t(ui, 2.4f);
    ui_icon(ui, &icon_next, box_centred((struct box){first.x + first.w, box.y, ui_u(ui, 3), box.h}, arrow, arrow),
            THEME_SKY);
    number_draw(ui, first, item->vote[0].hands[side], item->vote[0].is_about, THEME_QUIET);
    number_draw(ui, second, item->vote[1].hands[side], item->vote[1].is_about, THEME_TEXT);
}

/* How the room moved on one statement; with a single vote, how it stood. */
static void result_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct room_item *item = &view->run->item[card->item];
    struct room_shift shift[2];
    bool has_moved = room_shift_of(item, VERDICT_MYTH, &shift[0]) && room_shift_of(item, VERDICT_FACT, &shift[1]);
    struct box foot = box_cut_bottom(&page, ui_t(ui, 4));
    say(view, box_cut_top(&page, page.h * 26 / 100), UI_TEXT(ROLE_QUIZ, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
        statement_of(view, card->item));
    if (item->says)
        side_label_draw(view, item->says->verdict, box_cut_top(&page, ui_t(ui, 8)), THEME_CARRY);
    if (!room_is_shown(&item->vote[0]) || (view->run->votes_twice && !has_moved)) {
        withheld_draw(view, page);
        return;
    }
    int most = 1, figures = ui_t(ui, view->run->votes_twice ? 34 : 20);
    for (int side = 0; side < 2; side++) {
        if (!has_moved)
            shift[side] = (struct room_shift){.stayed = item->vote[0].hands[side]};
        int sum = shift[side].stayed + shift[side].came + shift[side].left;
        most = sum > most ? sum : most;
    }
    struct box room = box_column(page, 0, 2, ui_u(ui, 6));
    figures = figures < room.w * 55 / 100 ? figures : room.w * 55 / 100;
    box_cut_left(&room, figures);
    struct tiles tiles = tiles_for(ui, room, most);
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct box at = box_column(page, (int)side, 2, ui_u(ui, 6)), text = box_cut_right(&at, figures);
        box_cut_right(&at, ui_u(ui, 2));
        tiles_draw(ui, at, &shift[side], &tiles);
        struct box numbers = box_cut_bottom(&text, ui_t(ui, 18));
        side_label_draw(view, side, box_cut_bottom(&text, ui_t(ui, 9)), THEME_TEXT);
        if (view->run->votes_twice)
            moved_draw(view, item, side, numbers);
        else
            number_draw(ui, numbers, item->vote[0].hands[side], item->vote[0].is_about, THEME_TEXT);
    }
    const char *legend = view->run->votes_twice ? N_("Pale: stayed. Coloured: came. Outline: left.") : "";
    foot_draw(view, foot, tiles.each > 1 ? N_("People a tile:") : legend, tiles.each);
}

static void act_draw(const struct room_view *view, struct box page)
{
    struct ui *ui = view->ui;
    const struct pack *pack = view->app->pack;
    const struct help *help = &pack->help;
    struct box lines = box_cut_bottom(&page, page.h * (ui_is_small(ui) ? 24 : 40) / 100);
    say(view, page, UI_TEXT(ROLE_DISPLAY, THEME_TEXT, .anchor = ANCHOR_MIDDLE),
        words_are_empty(&pack->trainer.act) ? &pack->pledge.heavy : &pack->trainer.act);
    int shown = 0, most = ui_is_small(ui) ? 2 : 4;
    for (size_t i = 0; i < help->line_count && shown < most; i++) {
        const struct helpline *line = &help->lines[i];
        if (!helpline_is_shown(line, app_is_demonstration(view->app)))
            continue;
        struct box at = box_column(box_row(lines, shown / 2, most / 2, ui_u(ui, 2)), shown % 2, 2, ui_u(ui, 4));
        struct ui_text number = in_lang(UI_TEXT(ROLE_TITLE, THEME_TEXT), LANG_EN);
        ui_hairline(ui, box_cut_top(&at, 2), THEME_REST);
        ui_label(ui, box_cut_left(&at, ui_t(ui, 26)), &number, line->number);
        for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
            struct ui_text name = from_own_start(ui, in_lang(UI_TEXT(ROLE_CAPTION, THEME_QUIET), lang));
            struct box part = part_of(view->run, at, lang);
            if (part.h > 0)
                ui_label(ui, part, &name, words_in(&line->name, lang));
        }
        shown++;
    }
}

static void card_draw(const struct room_view *view, struct box page)
{
    struct room_card card = room_card_now(view->run);
    struct box in = room_page(view->ui, page);
    switch (card.step) {
    case ROOM_NOTICE:
        notice_draw(view, in);
        break;
    case ROOM_RULES:
        rules_draw(view, in);
        break;
    case ROOM_SHOW:
        statement_draw(view, card.item, in);
        break;
    case ROOM_VOTE:
    case ROOM_AGAIN:
        vote_draw(view, &card, page);
        break;
    case ROOM_COUNTS:
        counts_draw(view, &card, in);
        break;
    case ROOM_DISCUSS:
        discuss_draw(view, &card, in);
        break;
    case ROOM_REVEAL:
        reveal_draw(view, &card, in);
        break;
    case ROOM_RESULT:
        result_draw(view, &card, in);
        break;
    case ROOM_ACT:
        act_draw(view, in);
        break;
    case ROOM_STEP_COUNT:
        break;
    }
}

void room_view_draw(const struct app *app, struct ui *ui, const struct room_run *run, struct box page)
{
    enum lang kept = ui->lang, lang = run->langs == ROOM_ENGLISH ? LANG_EN : LANG_UR;
    struct box whole = ui->screen;
    ui->lang = lang;
    ui->is_rtl = lang_is_rtl(lang);
    ui->screen = page;
    gfx_fill(ui->gfx, page, run->is_blank ? (struct color){0, 0, 0, 255} : ui_color(ui, THEME_GROUND));
    struct room_view view = {.app = app, .ui = ui, .run = run};
    if (!run->is_blank)
        card_draw(&view, page);
    ui->lang = kept;
    ui->is_rtl = lang_is_rtl(kept);
    ui->screen = whole;
    lang_select(kept);
}
