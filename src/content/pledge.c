/* pledge.yaml: what one promises and what one agrees to. `form` goes into every record, so that years later it can
 * be told which words somebody consented to. */
#include <string.h>

#include "base/mem.h"
#include "content/fields.h"
#include "content/parts.h"

enum { COMMITMENTS_MAX = 12, CONSENTS_MAX = 6 };

struct draft {
    struct pledge_text text;
    const struct node *commitments, *consents;
};

#define IN_TEXT(member) offsetof(struct draft, text.member)

static const struct field pledge_fields[] = {
    {"form", FIELD_TEXT, IN_TEXT(form), NEEDED, .most = ID_MAX},
    {"title", FIELD_WORDS, IN_TEXT(title), NEEDED, .most = 60},
    {"opening", FIELD_WORDS, IN_TEXT(opening), NEEDED, .most = 300},
    {"commitments", FIELD_LIST, offsetof(struct draft, commitments), NEEDED, .least = 1, .most = COMMITMENTS_MAX},
    {"details", FIELD_WORDS, IN_TEXT(details), NEEDED, .most = 300},
    {"name_use", FIELD_WORDS, IN_TEXT(name_use), NEEDED, .most = 120},
    {"phone_use", FIELD_WORDS, IN_TEXT(phone_use), NEEDED, .most = 120},
    {"email_use", FIELD_WORDS, IN_TEXT(email_use), NEEDED, .most = 120},
    {"city_use", FIELD_WORDS, IN_TEXT(city_use), NEEDED, .most = 120},
    {"consents", FIELD_LIST, offsetof(struct draft, consents), NEEDED, .least = 1, .most = CONSENTS_MAX},
    {"who_holds", FIELD_WORDS, IN_TEXT(who_holds), NEEDED, .most = 240},
    {"how_long", FIELD_WORDS, IN_TEXT(how_long), NEEDED, .most = 240},
    {"how_to_withdraw", FIELD_WORDS, IN_TEXT(how_to_withdraw), NEEDED, .most = 240},
    {"under_18", FIELD_WORDS, IN_TEXT(under_18), NEEDED, .most = 240},
    {"thanks", FIELD_WORDS, IN_TEXT(thanks), NEEDED, .most = 160},
    {"heavy", FIELD_WORDS, IN_TEXT(heavy), NEEDED, .most = 240},
};

static const struct field commitment_fields[] = {
    {"id", FIELD_ID, offsetof(struct commitment, id), NEEDED},
    {"says", FIELD_WORDS, offsetof(struct commitment, says), NEEDED, .most = 140},
};

static const struct field consent_fields[] = {
    {"purpose", FIELD_ID, offsetof(struct consent, purpose), NEEDED},
    {"says", FIELD_WORDS, offsetof(struct consent, says), NEEDED, .most = 200},
};

static void read_commitment(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, commitment_fields, COUNT_OF(commitment_fields), ALWAYS, element);
}

static void read_consent(struct reader *reader, const struct node *entry, void *element)
{
    fields_read(reader, entry, consent_fields, COUNT_OF(consent_fields), ALWAYS, element);
}

/* "pledge/1": an id, a slash, a number. */
static void check_form(struct reader *reader, const struct node *form)
{
    size_t name = strspn(form->text, "abcdefghijklmnopqrstuvwxyz-");
    size_t number = form->text[name] == '/' ? strspn(form->text + name + 1, "0123456789") : 0;
    if (name == 0 || number == 0 || form->text[name + 1 + number])
        report_fault(&reader->report, form->line, "write a name and a number, like pledge/1", "`form` cannot be `%s`",
                     form->text);
}

void pledge_read(struct reader *reader, struct pack *pack)
{
    if (reader_entry(reader, "pledge.yaml") == ENTRY_NONE)
        return;
    const struct node *map = reader_open(reader, "pledge.yaml");
    struct draft draft = {.text.form = ""};
    fields_read(reader, map, pledge_fields, COUNT_OF(pledge_fields), ALWAYS, &draft);
    if (*draft.text.form)
        check_form(reader, tree_find(map, "form"));
    reader_check_unique(reader, draft.commitments, "id");
    reader_check_unique(reader, draft.consents, "purpose");
    draft.text.commitments = reader_list(reader, draft.commitments, sizeof(struct commitment),
                                         &draft.text.commitment_count, read_commitment);
    draft.text.consents =
        reader_list(reader, draft.consents, sizeof(struct consent), &draft.text.consent_count, read_consent);
    pack->pledge = draft.text;
}
