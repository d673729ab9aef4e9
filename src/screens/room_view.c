/* What the room sees: one card at a time, as large as it goes, in Urdu over English or in one of them. No names, no
 * controls, and no answer before it is due. Charts: room_chart.c. */
#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room_view.h"
#include "screens/sheet.h"

enum { RULES_MOST = 16 };

static const char *const side_words[] = {[VERDICT_MYTH] = N_("Myth"), [VERDICT_FACT] = N_("Fact")};
static const struct shape *const side_signs[] = {[VERDICT_MYTH] = &shape_ring, [VERDICT_FACT] = &shape_diamond};

int64_t room_card_age_ms(const struct room_view *view)
{
    return view->ui->now_ms - view->run->since_ms;
}

struct words room_label(const struct ui *ui, enum room_langs langs, const char *label)
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

enum { URDU_SHARE = 62 }; /* of the height: at this share its letters look as large as the Latin ones */

/* The part of `box` that a language has: Urdu, whose lines stand wider, takes more of it. */
static struct box part_of(const struct room_run *run, struct box box, enum lang lang)
{
    if (run->langs != ROOM_BOTH_LANGS)
        return (run->langs == ROOM_URDU) == (lang == LANG_UR) ? box : (struct box){0};
    struct box urdu = box_cut_top(&box, box.h * URDU_SHARE / 100);
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

void room_say(const struct room_view *view, struct box box, const struct ui_text *how, const struct words *words)
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

/* The height of a box of this width in which room_say has room for type that does not grow. */
static int say_height(const struct room_view *view, struct box box, const struct ui_text *how,
                      const struct words *words)
{
    int height = 0;
    box.h = 1000;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct box part = part_of(view->run, box, lang);
        struct ui_text own = in_lang(how, lang);
        if (part.h == 0 || !words->in[lang])
            continue;
        int h = ui_text_size(view->ui, part.w, 0, &own, words->in[lang]).h + 2 * ui_u(view->ui, .6f);
        h = h * box.h / part.h + 1;
        height = h > height ? h : height;
    }
    return height;
}

void room_say_across(const struct room_view *view, struct box box, const struct ui_text *how, const struct words *words)
{
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        bool shares = view->run->langs == ROOM_BOTH_LANGS;
        struct ui_text own = from_own_start(view->ui, in_lang(how, lang));
        if (words->in[lang])
            ui_label(view->ui, shares ? box_column(box, lang == LANG_UR ? 0 : 1, 2, ui_u(view->ui, 3)) : box, &own,
                     words->in[lang]);
    }
}

static int row_sign(const struct ui *ui, int height, const struct ui_text *how)
{
    int most = ui_t(ui, how->role == ROLE_TITLE ? 8 : 3);
    return height * 55 / 100 < most ? height * 55 / 100 : most;
}

int room_row_width(const struct room_view *view, int height, const struct ui_text *how, const struct shape *sign,
                   const struct words *words)
{
    struct ui *ui = view->ui;
    int gap = ui_u(ui, 1.6f), w = sign ? row_sign(ui, height, how) + gap : 0;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct ui_text own = in_lang(how, lang);
        if (words->in[lang])
            w += gap + ui_label_width(ui, height, &own, words->in[lang]);
    }
    return w - gap;
}

int room_say_in_row(const struct room_view *view, struct box box, const struct ui_text *how, const struct shape *sign,
                    const struct words *words)
{
    struct ui *ui = view->ui;
    int whole = room_row_width(view, box.h, how, sign, words), w = whole < box.w ? whole : box.w;
    int gap = ui_u(ui, 1.6f), sign_w = row_sign(ui, box.h, how);
    struct box row = how->align == TEXT_CENTER ? box_centred(box, w, box.h) : box_cut_left(&box, w);
    if (sign) {
        ui_icon(ui, sign, box_centred(box_cut_left(&row, sign_w), sign_w, sign_w), how->color);
        box_cut_left(&row, gap);
    }
    int wanted = whole - (sign ? sign_w + gap : 0), given = row.w;
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct ui_text own = in_lang(how, lang);
        if (!words->in[lang])
            continue;
        own.align = TEXT_CENTER;
        int own_w = ui_label_width(ui, box.h, &own, words->in[lang]);
        ui_label(ui, box_cut_left(&row, wanted > given ? own_w * given / wanted : own_w), &own, words->in[lang]);
        box_cut_left(&row, gap);
    }
    return w;
}

void room_say_side(const struct room_view *view, enum verdict side, struct box box, const struct ui_text *how)
{
    struct words words = room_label(view->ui, view->run->langs, side_words[side]);
    room_say_in_row(view, box, how, side_signs[side], &words);
}

const struct words *room_statement(const struct room_view *view, int item)
{
    static const struct words gone = {{"—", "—"}};
    const struct quiz_item *says = view->run->item[item].says;
    return says ? &says->statement : &gone;
}

#define STATEMENT UI_TEXT(ROLE_STATEMENT, THEME_TEXT, .anchor = ANCHOR_MIDDLE)

static void statement_draw(const struct room_view *view, int item, struct box box)
{
    room_say(view, box, STATEMENT, room_statement(view, item));
}

/* The words of a card alone: line after line, as it is turned to. */
static void say_as_it_comes(const struct room_view *view, struct box box, enum ui_role role, const struct words *words)
{
    const struct ui_text *how =
        UI_TEXT(role, THEME_TEXT, .anchor = ANCHOR_MIDDLE, .comes_in_turn = true, .age_ms = room_card_age_ms(view));
    room_say(view, box, how, words);
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
    say_as_it_comes(view, box, ROLE_QUIZ, notice);
}

/* The part of a row that a language has: side by side, where there is room for it, for the rules are short. */
static struct box rule_part(const struct room_view *view, struct box row, enum lang lang)
{
    if (view->run->langs != ROOM_BOTH_LANGS || ui_is_portrait(view->ui))
        return part_of(view->run, row, lang);
    return box_column(row, lang == LANG_UR ? 0 : 1, 2, ui_u(view->ui, 5));
}

static struct ui_text rule_text(const struct room_view *view, enum lang lang)
{
    return from_own_start(view->ui, in_lang(UI_TEXT(ROLE_READING, THEME_TEXT, .anchor = ANCHOR_MIDDLE), lang));
}

/* What a rule needs at least, at this width. */
static int rule_height(const struct room_view *view, const struct words *rule, int width)
{
    int height = 0;
    struct box whole = {0, 0, width, 1000};
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct ui_text how = rule_text(view, lang);
        struct box part = rule_part(view, whole, lang);
        int h = part.h == 0 ? 0 : ui_text_size(view->ui, part.w, 1, &how, words_in(rule, lang)).h * whole.h / part.h;
        height = h > height ? h : height;
    }
    return height + ui_u(view->ui, .6f);
}

/* All rules in one size, the largest at which each has room; what is left stands between them. */
static void rules_draw(const struct room_view *view, struct box box)
{
    struct ui *ui = view->ui;
    const struct trainer *trainer = &view->app->pack->trainer;
    struct words title = room_label(ui, view->run->langs, N_("Ground rules"));
    struct box rows[RULES_MOST];
    int count = (int)trainer->ground_rule_count, sign = ui_t(ui, 2.6f), needed = 0, width = box.w - 2 * sign;
    count = count < RULES_MOST ? count : RULES_MOST;
    room_say_across(view, box_cut_top(&box, ui_t(ui, ui_is_small(ui) ? 8 : 11)), UI_TEXT(ROLE_TITLE, THEME_CARRY),
                    &title);
    for (int i = 0; i < count; i++)
        needed += rule_height(view, &trainer->ground_rules[i], width);
    int more = count > 0 && box.h > needed ? (box.h - needed) / count : 0;
    for (int i = 0; i < count; i++) {
        rows[i] = box_cut_top(&box, rule_height(view, &trainer->ground_rules[i], width) + more);
        ui_icon(ui, &shape_star, box_centred(box_cut_left(&rows[i], sign), sign, sign), THEME_SKY);
        box_cut_left(&rows[i], sign);
    }
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct ui_text how = rule_text(view, lang);
        float px = INFINITY;
        for (int i = 0; i < count; i++) {
            struct box part = rule_part(view, rows[i], lang);
            px = fminf(px, ui_text_px(ui, part.w, part.h, &how, words_in(&trainer->ground_rules[i], lang)));
        }
        how.px = px;
        for (int i = 0; i < count; i++) {
            struct box part = rule_part(view, rows[i], lang);
            if (part.h > 0)
                ui_text(ui, part, &how, words_in(&trainer->ground_rules[i], lang));
        }
    }
}

/* Myth stands where reading starts: whoever walks to a side walks to the same one as the words. */
static void vote_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    bool walks = view->run->method == ROOM_SIDES;
    int band = page.h * (walks ? 46 : 24) / 100, least = ui_t(ui, walks ? 20 : 10);
    struct box sides = box_cut_bottom(&page, band > least ? band : least);
    statement_draw(view, card->item, room_page(ui, page));
    for (enum verdict side = VERDICT_MYTH; side <= VERDICT_FACT; side++) {
        struct box half = box_column(sides, (int)side, 2, ui_u(ui, .6f));
        gfx_fill(ui->gfx, ui_place(ui, half), ui_color(ui, THEME_RAISED));
        int label_h = ui_t(ui, 15) < half.h ? ui_t(ui, 15) : half.h, go_h = walks ? ui_t(ui, 8) : 0;
        half = box_centred(half, half.w - ui_u(ui, 4), label_h + go_h);
        room_say_side(view, side, box_cut_top(&half, label_h), UI_TEXT(ROLE_TITLE, THEME_TEXT, .align = TEXT_CENTER));
        struct words go = room_label(ui, view->run->langs, N_("Walk to this side"));
        if (walks)
            room_say_in_row(view, half, UI_TEXT(ROLE_BODY, THEME_QUIET, .align = TEXT_CENTER), NULL, &go);
    }
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
    struct words talk = room_label(ui, view->run->langs, N_("Talk about it"));
    room_say_across(view, box_cut_top(&page, ui_t(ui, 11)), UI_TEXT(ROLE_TITLE, THEME_CARRY), &talk);
    const struct words *prompt = says && !words_are_empty(&says->discuss) ? &says->discuss : NULL;
    say_as_it_comes(view, page, ROLE_QUIZ, prompt ? prompt : room_statement(view, card->item));
}

static void reveal_draw(const struct room_view *view, const struct room_card *card, struct box page)
{
    struct ui *ui = view->ui;
    const struct quiz_item *says = view->run->item[card->item].says;
    if (!says) {
        statement_draw(view, card->item, page);
        return;
    }
    const struct ui_text *cited = UI_TEXT(ROLE_CAPTION, THEME_QUIET, .anchor = ANCHOR_BOTTOM);
    struct box foot = box_cut_bottom(&page, say_height(view, page, cited, &says->source));
    if (!ui_is_small(ui)) /* where it is tight the statement gives way to the reason */
        room_say(view, box_cut_top(&page, page.h * 26 / 100), UI_TEXT(ROLE_QUIZ, THEME_QUIET, .anchor = ANCHOR_MIDDLE),
                 &says->statement);
    room_say_side(view, says->verdict, box_cut_top(&page, ui_t(ui, 12)),
                  UI_TEXT(ROLE_TITLE, THEME_CARRY, .align = TEXT_CENTER));
    room_say(view, page, UI_TEXT(ROLE_READING, THEME_TEXT, .anchor = ANCHOR_MIDDLE), &says->because);
    room_say(view, foot, cited, &says->source);
}

/* A number, and beside it whose it is, in each language. */
static void helpline_draw(const struct room_view *view, const struct helpline *line, struct box box)
{
    struct ui *ui = view->ui;
    struct ui_text number = in_lang(UI_TEXT(ROLE_TITLE, THEME_TEXT), LANG_EN);
    ui_hairline(ui, box_cut_top(&box, 2), THEME_REST);
    box = box_inset(box, 0, ui_u(ui, 1));
    int w = ui_label_width(ui, box.h, &number, line->number), most = box.w * 45 / 100;
    w = w > ui_t(ui, 14) ? w : ui_t(ui, 14);
    ui_label(ui, box_cut_left(&box, w < most ? w : most), &number, line->number);
    box_cut_left(&box, ui_u(ui, 2));
    for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
        struct ui_text name = in_lang(UI_TEXT(ROLE_BODY, THEME_QUIET, .anchor = ANCHOR_MIDDLE), lang);
        struct box part = part_of(view->run, box, lang);
        if (part.h > 0)
            sheet_words(ui, part, &name, words_in(&line->name, lang));
    }
}

static void act_draw(const struct room_view *view, struct box page)
{
    struct ui *ui = view->ui;
    const struct pack *pack = view->app->pack;
    const struct help *help = &pack->help;
    int shown = 0, most = ui_is_small(ui) ? 2 : 4;
    const struct helpline *lines[4];
    for (size_t i = 0; i < help->line_count && shown < most; i++)
        if (helpline_is_shown(&help->lines[i], app_is_demonstration(view->app)))
            lines[shown++] = &help->lines[i];
    int columns = ui_is_portrait(ui) ? 1 : 2, rows = (shown + columns - 1) / columns,
        row_h = ui_t(ui, view->run->langs == ROOM_BOTH_LANGS ? 17 : 11);
    struct box foot = box_cut_bottom(&page, rows * row_h);
    for (int i = 0; i < shown; i++)
        helpline_draw(view, lines[i],
                      box_column(box_row(foot, i / columns, rows, 0), i % columns, columns, ui_u(ui, 4)));
    say_as_it_comes(view, page, ROLE_QUIZ,
                    words_are_empty(&pack->trainer.act) ? &pack->pledge.heavy : &pack->trainer.act);
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
        say_as_it_comes(view, in, ROLE_STATEMENT, room_statement(view, card.item));
        break;
    case ROOM_VOTE:
    case ROOM_AGAIN:
        vote_draw(view, &card, page);
        break;
    case ROOM_COUNTS:
        room_counts_draw(view, &card, in);
        break;
    case ROOM_DISCUSS:
        discuss_draw(view, &card, in);
        break;
    case ROOM_REVEAL:
        reveal_draw(view, &card, in);
        break;
    case ROOM_RESULT:
        room_result_draw(view, &card, in);
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
