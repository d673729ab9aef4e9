/* The optional details, one question a step: name; phone or email; city, with type-ahead; chapter from the list. What
 * is typed lies in the form's locked memory alone. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "gfx/icons.h"
#include "gfx/lattice.h"
#include "screens/app.h"
#include "screens/bar.h"
#include "screens/phrases.h"
#include "screens/pledge_form.h"
#include "vault/locked.h"

enum { CHIPS_MOST = 8 };
static const float HEAD_T = 9.5f;             /* and of the field: 12 mm on a 7-inch panel */
static const float CHIPS_T = 9, UNDER_T = 14; /* around the field: suggestions; all that is air or words */

struct step {
    const char *title;
    enum field_kind kind;
    size_t text; /* offset of its bytes in the form */
    size_t use;  /* offset of its words in struct pledge_text */
};

static const struct step steps[PLEDGE_PHASE_COUNT][2] = {
    [PLEDGE_NAME] = {{N_("Your name (optional)"), FIELD_TEXT, offsetof(struct pledge_form, name),
                      offsetof(struct pledge_text, name_use)}},
    [PLEDGE_CONTACT] = {{N_("Phone number (optional)"), FIELD_PHONE, offsetof(struct pledge_form, phone),
                         offsetof(struct pledge_text, phone_use)},
                        {N_("Email (optional)"), FIELD_EMAIL, offsetof(struct pledge_form, email),
                         offsetof(struct pledge_text, email_use)}},
    [PLEDGE_CITY] = {{N_("City (optional)"), FIELD_TEXT, offsetof(struct pledge_form, city),
                      offsetof(struct pledge_text, city_use)}},
};

static const struct step *step_of(const struct pledge_form *form)
{
    return &steps[form->phase][form->phase == PLEDGE_CONTACT && form->uses_email];
}

void pledge_step_start(struct app *app, struct pledge_form *form)
{
    const struct step *step = step_of(form);
    char *text = (char *)form + step->text;
    form->field =
        (struct field){.text = text, .room = FORM_TEXT_MAX, .caret = (uint32_t)strlen(text), .kind = step->kind};
    form->fault = FORM_OK;
    keyboard_start(&form->keyboard, step->kind, app->lang);
}

/* What was typed so far, judged; an empty field is never at fault: every detail is optional. */
static enum form_fault step_check(const struct pledge_form *form)
{
    char clean[FORM_TEXT_MAX];
    size_t n = strlen(form->field.text);
    enum form_fault fault = FORM_OK;
    if (n > 0 && form->field.kind == FIELD_PHONE)
        fault = form_phone(form->field.text, n, clean);
    else if (n > 0 && form->field.kind == FIELD_EMAIL)
        fault = form_email(form->field.text, n, clean);
    locked_wipe(clean, sizeof clean);
    return fault == FORM_EMPTY ? FORM_OK : fault;
}

static const char *fault_words(enum form_fault fault)
{
    switch (fault) {
    case FORM_OK:
    case FORM_EMPTY:
        return "";
    case FORM_PHONE_SHORT:
        return _("That phone number is too short.");
    case FORM_PHONE_LONG:
        return _("That phone number is too long.");
    case FORM_PHONE_LETTERS:
        return _("A phone number has digits only.");
    case FORM_PHONE_UNKNOWN:
        return _("Please use a phone number like 0300 1234567.");
    case FORM_EMAIL_SHAPE:
        return _("Please check the email address.");
    }
    return "";
}

/* Of the head and of the field. On a small picture larger letters must not take the keys' room. */
static int head_height(const struct ui *ui)
{
    return (int)(HEAD_T * ui->t / (ui_is_small(ui) ? ui->text_factor : 1));
}

static void head_title(struct ui *ui, struct box head, const char *title)
{
    struct ui_text how = *UI_TEXT(ROLE_DOOR, THEME_TEXT, .anchor = ANCHOR_BOTTOM);
    if (ui_is_small(ui))
        how.px = floorf(ui_text_px(ui, 0, 0, &how, "") / ui->text_factor);
    ui_label(ui, head, &how, title);
}

static void head_frame(struct app *app, struct pledge_form *form, struct box head, const char *title)
{
    struct ui *ui = &app->ui;
    struct ui_button back = {.kind = BUTTON_PLAIN, .icon = &icon_back},
                     skip = {.kind = BUTTON_QUIET, .icon = &icon_next};
    if (ui_button(ui, "pledge.back", box_cut_left(&head, head.h), &back, ""))
        pledge_back(app, form);
    box_cut_left(&head, ui_u(ui, 2));
    if (ui_button_at_end(ui, "pledge.skip", &head, &skip, _("Skip"))) {
        field_clear(&form->field);
        pledge_go(app, form, form->phase + 1);
    }
    int count, at, star = ui_t(ui, ui_is_small(ui) ? 3 : 4);
    pledge_progress(app, form, &count, &at);
    int stars_w = star * count + star * 35 / 100 * count;
    bool says_fault = form->fault != FORM_OK && ui_is_small(ui); /* there is no room for it under the field */
    if (!says_fault && head.w > stars_w + ui_t(ui, 30)) {
        struct box stars = box_cut_right(&head, stars_w);
        ui_stars(ui, box_centred(stars, stars_w, star), count, at);
        box_cut_right(&head, ui_u(ui, 2));
    }
    if (says_fault)
        ui_label(ui, head, UI_TEXT(ROLE_BODY_BOLD, THEME_CARRY), fault_words(form->fault));
    else
        head_title(ui, head, title);
}

/* Phone or email: one step, two ways. */
static void switch_contact(struct app *app, struct pledge_form *form, struct box *row)
{
    struct ui_button other = {.kind = BUTTON_PLAIN};
    const char *label = form->uses_email ? _("Phone instead") : _("Email instead");
    if (ui_button_at_end(&app->ui, "pledge.contact", row, &other, label)) {
        form->uses_email = !form->uses_email;
        pledge_step_start(app, form);
    }
    box_cut_right(row, ui_u(&app->ui, 2));
}

static bool begins_alike(const char *name, const char *typed, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)name[i]) != tolower((unsigned char)typed[i]))
            return false;
    return true;
}

/* Cities that begin as typed, as chips to tap. The labels are the pack's words, not the visitor's. */
static void city_chips(struct app *app, struct pledge_form *form, struct box row)
{
    struct ui *ui = &app->ui;
    size_t n = strlen(form->city);
    int shown = 0;
    for (size_t i = 0; i < app->pack->city_count && shown < CHIPS_MOST; i++) {
        const char *name = words_in(&app->pack->cities[i], app->lang);
        bool is_whole = n == strlen(name);
        if (!begins_alike(name, form->city, n) || (n > 0 && is_whole))
            continue;
        struct ui_button chip = {.kind = BUTTON_PLAIN};
        int w = ui_label_width(ui, row.h, UI_TEXT(ROLE_BUTTON, THEME_TEXT), name) + ui_t(ui, 4);
        if (w > row.w)
            break;
        char id[UI_ID_MAX];
        str_copy(id, sizeof id, "city.");
        str_copy(id + 5, sizeof id - 5, words_in(&app->pack->cities[i], LANG_EN));
        if (ui_button(ui, id, box_cut_left(&row, w), &chip, name)) {
            str_copy(form->city, sizeof form->city, name);
            form->field.caret = (uint32_t)strlen(form->city);
        }
        box_cut_left(&row, ui_u(ui, 1.6f));
        shown++;
    }
}

/* Under the field: what is wrong, else what the detail is for, as far as there is room. */
static void use_draw(struct app *app, const struct pledge_form *form, struct box box)
{
    struct ui *ui = &app->ui;
    if (form->fault != FORM_OK && !ui_is_small(ui)) {
        ui_text(ui, box, UI_TEXT(ROLE_CAPTION_BOLD, THEME_CARRY, .anchor = ANCHOR_MIDDLE), fault_words(form->fault));
        return;
    }
    char date[96], sentence[640];
    phrase_deletion(app, date, sizeof date);
    const struct words *use = (const void *)((const char *)&app->pack->pledge + step_of(form)->use);
    phrase_fill(sentence, sizeof sentence, words_in(use, app->lang), "{date}", date);
    const struct ui_text *how = UI_TEXT(ROLE_BODY, THEME_QUIET);
    if (form->fault == FORM_OK && ui_text_size(ui, box.w, 0, how, sentence).h <= box.h)
        ui_text(ui, box, how, sentence);
}

/* Upright, hands reach the lower half: there goes all that is touched, and above it the window of the pledge's door. */
static struct box within_reach(struct app *app, int height)
{
    struct ui *ui = &app->ui;
    struct box page = bar_content(app);
    if (!ui_is_portrait(ui) || ui_is_small(ui))
        return page;
    struct box reach = box_cut_bottom(&page, height);
    box_cut_bottom(&page, ui_u(ui, 4));
    if (page.h >= ui_u(ui, 20))
        lattice_door(ui->gfx, &ui->theme, ui_place(ui, page), 1, ui->is_rtl);
    return reach;
}

/* Between head and field, where two buttons would be too near. */
static int field_gap(const struct ui *ui, const struct pledge_form *form)
{
    return ui_u(ui, form->phase == PLEDGE_CONTACT ? 3.2f : 1);
}

/* What stands between field and keyboard: beside five rows of keys suggestions alone, on a small picture nothing. */
static int under_height(const struct ui *ui, const struct pledge_form *form)
{
    if (ui_is_small(ui))
        return ui_u(ui, 1);
    if (form->keyboard.keyboard->row_count <= 4)
        return ui_t(ui, UNDER_T) - field_gap(ui, form);
    return 2 * ui_u(ui, 1) + (form->phase == PLEDGE_CITY ? ui_t(ui, CHIPS_T) : 0);
}

bool pledge_step_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = within_reach(app, ui_t(ui, 96));
    enum pledge_phase phase = form->phase;
    const struct step *step = step_of(form);
    head_frame(app, form, box_cut_top(&page, head_height(ui)), _(step->title));
    if (form->phase != phase)
        return false;
    box_cut_top(&page, field_gap(ui, form));
    struct box row = box_cut_top(&page, head_height(ui));
    struct box keys = box_cut_bottom(&page, page.h - under_height(ui, form));
    if (form->phase == PLEDGE_CONTACT)
        switch_contact(app, form, &row);
    if (form->fault != FORM_OK)
        form->fault = step_check(form); /* mended while typing: no need to say it any longer */
    form->field.is_refused = form->fault != FORM_OK;
    field_draw(ui, "pledge.field", row, &form->field, _("Type here"));
    box_cut_top(&page, ui_u(ui, 1));
    box_cut_bottom(&page, ui_u(ui, 1));
    if (form->phase == PLEDGE_CITY && page.h >= ui_t(ui, CHIPS_T))
        city_chips(app, form, box_cut_top(&page, ui_t(ui, CHIPS_T)));
    use_draw(app, form, page);
    if (!keyboard_run(ui, keys, &form->keyboard, &form->field, form_clean_typing, _("Continue")))
        return false;
    form->fault = step_check(form);
    return form->fault == FORM_OK;
}

/* The list with the kiosk's own chapter, if it was told one, before the others. */
static const struct chapter *chapter_at(const struct app *app, int i)
{
    int own = 0, count = (int)app->pack->chapter_count;
    while (own < count && !str_equal(app->pack->chapters[own].id, app->conf.chapter))
        own++;
    if (own == count)
        return &app->pack->chapters[i];
    return &app->pack->chapters[i == 0 ? own : i <= own ? i - 1 : i];
}

/* The chapter from the list, a page at a time. */
bool pledge_chapter_frame(struct app *app, struct pledge_form *form)
{
    struct ui *ui = &app->ui;
    struct box page = within_reach(app, ui_t(ui, 96));
    head_frame(app, form, box_cut_top(&page, head_height(ui)), _("Chapter (optional)"));
    if (form->phase != PLEDGE_CHAPTER)
        return false;
    struct box row = box_cut_bottom(&page, ui_t(ui, 10));
    box_cut_bottom(&page, ui_u(ui, 2));
    box_cut_top(&page, ui_u(ui, 2));
    int columns = ui_is_portrait(ui) ? 2 : 3, gap = ui_u(ui, 2);
    int count = (int)app->pack->chapter_count, needed = (count + columns - 1) / columns;
    int rows = (page.h + gap) / (ui_t(ui, 10) + gap), most = ui_t(ui, 17);
    rows = rows < needed ? rows : needed;
    int a_page = rows * columns, pages = (count + a_page - 1) / a_page;
    page = box_cut_top(&page, rows * (most + gap) - gap);
    for (int i = 0; i < a_page; i++) {
        int at = form->page * a_page + i;
        if (at >= count)
            break;
        const struct chapter *chapter = chapter_at(app, at);
        bool is_chosen = str_equal(chapter->id, form->chapter);
        struct box cell = box_column(box_row(page, i / columns, rows, gap), i % columns, columns, gap);
        struct ui_button how = {.kind = BUTTON_PLAIN, .is_chosen = is_chosen};
        char id[UI_ID_MAX] = "chapter.";
        str_copy(id + 8, sizeof id - 8, chapter->id);
        if (ui_button(ui, id, cell, &how, words_in(&chapter->name, app->lang)))
            str_copy(form->chapter, sizeof form->chapter, is_chosen ? "" : chapter->id);
    }
    struct ui_button next = {.kind = BUTTON_NEXT, .icon = &icon_next}, more = {.kind = BUTTON_PLAIN};
    bool is_done = ui_button_at_end(ui, "pledge.next", &row, &next, _("Continue"));
    if (pages > 1 && ui_button_at_start(ui, "pledge.more", &row, &more, _("More")))
        form->page = (form->page + 1) % pages;
    return is_done;
}
