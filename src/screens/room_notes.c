/* The trainer's card: statement and answer, then reason, source, prompt and what comes next. What does not fit on one
 * leaf at a size for reading at arm's length goes on the next one; the leaf that the card is about, prompt or reason,
 * comes first. The statement stands on each that has room for it. */
#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/room_desk.h"

enum part_kind { PART_REASON, PART_SOURCE, PART_PROMPT, PART_NEXT, PART_COUNT };

struct part {
    enum part_kind kind;
    const char *words;
    int h;    /* what it takes, with the air above it */
    int leaf; /* on which it stands */
};

struct card {
    struct part parts[PART_COUNT];
    int count, leaves;
};

static const struct ui_text *part_text(enum part_kind kind)
{
    static const struct ui_text texts[PART_COUNT] = {
        [PART_REASON] = {.role = ROLE_READING, .color = THEME_INK},
        [PART_SOURCE] = {.role = ROLE_CAPTION, .color = THEME_INK_QUIET},
        [PART_PROMPT] = {.role = ROLE_BODY_BOLD, .color = THEME_INK},
        [PART_NEXT] = {.role = ROLE_BODY, .color = THEME_INK},
    };
    return &texts[kind];
}

/* A prompt stands in a frame, and what is next has its title. */
static int part_extra(struct ui *ui, enum part_kind kind)
{
    const struct ui_text *title = UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK_QUIET);
    switch (kind) {
    case PART_PROMPT:
        return ui_u(ui, 5);
    case PART_NEXT:
        return ui_text_size(ui, 0, 0, title, _("Next")).h + ui_u(ui, 2);
    case PART_REASON:
    case PART_SOURCE:
    case PART_COUNT:
        break;
    }
    return ui_u(ui, 1);
}

static int part_indent(const struct ui *ui, enum part_kind kind)
{
    return kind == PART_PROMPT ? ui_u(ui, 2) : 0;
}

static void add_part(struct ui *ui, struct card *card, enum part_kind kind, const char *words, int width)
{
    if (!words || !*words)
        return;
    struct ui_text how = *part_text(kind);
    if (kind == PART_REASON)
        how.role = ROLE_BODY; /* the size that it wants; it may have to do with less, or get more */
    int h = ui_text_size(ui, width - 2 * part_indent(ui, kind), 0, &how, words).h + part_extra(ui, kind);
    card->parts[card->count++] = (struct part){kind, words, h, 0};
}

/* Fills leaf after leaf. A reason alone on its leaf may be too long for it: then it is set smaller. */
static void deal(struct card *card, int room)
{
    int used = 0;
    for (int i = 0; i < card->count; i++) {
        if (i > 0 && used + card->parts[i].h > room) {
            card->leaves++;
            used = 0;
        }
        used += card->parts[i].h;
        card->parts[i].leaf = card->leaves;
    }
    card->leaves++;
}

static int leaf_of(const struct card *card, enum part_kind kind)
{
    for (int i = 0; i < card->count; i++)
        if (card->parts[i].kind == kind)
            return card->parts[i].leaf;
    return 0;
}

/* Framed, not filled: in high contrast there is no second ground for ink. */
static void prompt_draw(struct ui *ui, struct box box, const char *words)
{
    box_cut_top(&box, ui_u(ui, 1));
    struct box place = ui_place(ui, box);
    gfx_round_edge(ui->gfx, place, ui_u(ui, 1.1f), ui_u(ui, .4f), ui_color(ui, THEME_CARD_EDGE));
    ui_text(ui, box_inset(box, part_indent(ui, PART_PROMPT), ui_u(ui, 1)),
            UI_TEXT(ROLE_BODY_BOLD, THEME_INK, .anchor = ANCHOR_MIDDLE), words);
}

static void next_draw(struct ui *ui, struct box box, const char *words)
{
    box_cut_top(&box, ui_u(ui, 1));
    ui_hairline(ui, box_cut_top(&box, 2), THEME_CARD_EDGE);
    box_cut_top(&box, ui_text(ui, box, UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK_QUIET), _("Next")));
    ui_text(ui, box, part_text(PART_NEXT), words);
}

static void part_draw(struct ui *ui, const struct part *part, struct box box)
{
    switch (part->kind) {
    case PART_REASON:
    case PART_SOURCE:
        box_cut_top(&box, ui_u(ui, 1));
        ui_text(ui, box, part_text(part->kind), part->words);
        break;
    case PART_PROMPT:
        prompt_draw(ui, box, part->words);
        break;
    case PART_NEXT:
        next_draw(ui, box, part->words);
        break;
    case PART_COUNT:
        break;
    }
}

/* From the foot up; the reason, which grows, has what is left. */
static void leaf_draw(struct ui *ui, const struct card *card, int leaf, struct box in)
{
    for (int i = card->count - 1; i >= 0; i--) {
        const struct part *part = &card->parts[i];
        bool is_first = i == 0 || card->parts[i - 1].leaf != leaf;
        if (part->leaf == leaf)
            part_draw(ui, part,
                      !is_first                   ? box_cut_bottom(&in, part->h)
                      : part->kind == PART_REASON ? in
                                                  : box_cut_top(&in, part->h));
    }
}

/* What the statement is; at the end of the row, which leaf this is. */
static void verdict_draw(struct app *app, enum verdict verdict, int leaf, int leaves, struct box box)
{
    struct ui *ui = &app->ui;
    char label[64];
    int sign = ui_t(ui, 3), chevron = ui_t(ui, 2.4f);
    struct box at = box_cut_left(&box, sign + ui_u(ui, 1.5f));
    ui_icon(ui, verdict == VERDICT_FACT ? &shape_diamond : &shape_ring, box_centred(at, sign, sign), THEME_INK_SKY);
    const char *word = verdict == VERDICT_FACT ? _("Fact") : _("Myth");
    box_cut_left(&box, ui_label(ui, box, UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), word) + ui_u(ui, 2));
    if (leaves < 2)
        return;
    snprintf(label, sizeof label, _("Page %d of %d"), leaf + 1, leaves);
    at = box_cut_right(&box, chevron + ui_u(ui, 1));
    ui_icon(ui, &icon_next, box_centred(at, chevron, chevron), THEME_INK_QUIET);
    ui_label(ui, box, UI_TEXT(ROLE_CAPTION, THEME_INK_QUIET, .align = TEXT_END), label);
}

/* The statement as large as leaves the rest its room. */
static struct ui_text statement_text(struct ui *ui, struct box in, const char *words)
{
    struct ui_text how = *UI_TEXT(ROLE_BODY_BOLD, THEME_INK);
    float body = ui_label_px(ui, 0, 0, &how, ""), tried[] = {body * 1.4f, body * 1.2f, body};
    for (size_t i = 0; i < COUNT_OF(tried); i++) {
        how.px = floorf(tried[i]);
        if (ui_text_size(ui, in.w, 0, &how, words).h <= in.h * 28 / 100)
            return how;
    }
    return *UI_TEXT(ROLE_CAPTION_BOLD, THEME_INK);
}

/* The rest of a statement's card, dealt to leaves of this size. A reason that is too long even for the smallest type
 * has the last leaf to itself, without the statement: true then. */
static bool deal_item(struct app *app, const struct quiz_item *says, const char *cited, const char *next,
                      struct box room, struct card *card)
{
    struct ui *ui = &app->ui;
    const char *because = words_in(&says->because, app->lang);
    bool is_long = ui_text_size(ui, room.w, 1, part_text(PART_REASON), because).h + ui_u(ui, 1) > room.h;
    if (!is_long)
        add_part(ui, card, PART_REASON, because, room.w);
    add_part(ui, card, PART_SOURCE, cited, room.w);
    add_part(ui, card, PART_PROMPT, words_in(&says->discuss, app->lang), room.w);
    add_part(ui, card, PART_NEXT, next, room.w);
    if (is_long)
        add_part(ui, card, PART_REASON, because, room.w);
    deal(card, room.h);
    return is_long;
}

/* Statement, answer; then as many leaves as the rest needs. */
static void item_run(struct app *app, struct room_desk *desk, const struct quiz_item *says, struct box in,
                     const char *next)
{
    struct ui *ui = &app->ui;
    struct card card = {.count = 0};
    const char *statement = words_in(&says->statement, app->lang);
    struct ui_text how = statement_text(ui, in, statement);
    int statement_h = ui_text_size(ui, in.w, 0, &how, statement).h + ui_u(ui, 1);
    int verdict_h = ui_t(ui, app->lang == LANG_UR ? 6.4f : 5);
    char cited[512];
    snprintf(cited, sizeof cited, _("Source: %s"), words_in(&says->source, app->lang));
    struct box room = {0, 0, in.w, in.h - statement_h - verdict_h - 2};
    bool is_long = deal_item(app, says, cited, next, room, &card);
    enum room_step step = room_card_now(&app->room->run).step;
    int first = step == ROOM_DISCUSS ? leaf_of(&card, PART_PROMPT)
              : step == ROOM_REVEAL  ? leaf_of(&card, PART_REASON)
                                     : 0;
    desk->leaf %= card.leaves;
    int leaf = (desk->leaf + first) % card.leaves;
    if (!is_long || leaf != leaf_of(&card, PART_REASON)) {
        ui_text(ui, box_cut_top(&in, statement_h), &how, statement);
        ui_hairline(ui, box_cut_top(&in, 2), THEME_CARD_EDGE);
    }
    verdict_draw(app, says->verdict, leaf, card.leaves, box_cut_top(&in, verdict_h));
    leaf_draw(ui, &card, leaf, in);
}

/* The trainer's own words for a card without a statement. */
static void words_draw(struct app *app, enum room_step step, struct box in, const char *next)
{
    struct ui *ui = &app->ui;
    struct card card = {.count = 0};
    const struct trainer *trainer = &app->pack->trainer;
    const struct words *words = step == ROOM_ACT ? &trainer->closing : &trainer->opening;
    box_cut_top(&in, ui_text(ui, in, UI_TEXT(ROLE_BODY_BOLD, THEME_INK_SKY), room_step_label(step)));
    add_part(ui, &card, PART_REASON, words_in(words, app->lang), in.w);
    add_part(ui, &card, PART_NEXT, next, in.w);
    leaf_draw(ui, &card, 0, in);
}

void room_notes_run(struct app *app, struct room_desk *desk, struct box box, const char *next)
{
    struct ui *ui = &app->ui;
    struct room_card now = room_card_now(&app->room->run);
    struct ui_control control = ui_control(ui, "room.card", box, _("Notes"), true);
    if (control.is_pressed)
        desk->leaf++;
    ui_card(ui, box);
    if (control.is_focused)
        ui_focus_ring(ui, box, ui_u(ui, 1.6f), false);
    struct box in = box_inset(box, ui_u(ui, ui_is_small(ui) ? 2.4f : 4), ui_u(ui, 2));
    const struct quiz_item *says = now.item < 0 ? NULL : app->room->run.item[now.item].says;
    if (says)
        item_run(app, desk, says, in, next);
    else if (now.item < 0)
        words_draw(app, now.step, in, next);
}
