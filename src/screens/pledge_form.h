/* The pledge's form: one visit's state, in locked memory, and the phases that pledge.c moves between. */
#ifndef HAMAWAZ_SCREENS_PLEDGE_FORM_H
#define HAMAWAZ_SCREENS_PLEDGE_FORM_H

#include "model/form.h"
#include "model/record.h"
#include "store/store.h"
#include "ui/keyboard.h"

struct app;

enum pledge_phase {
    PLEDGE_WORDS,  /* the lines one ticks */
    PLEDGE_CHOICE, /* details, or none */
    PLEDGE_NAME,
    PLEDGE_CONTACT, /* phone, or email */
    PLEDGE_CITY,
    PLEDGE_CHAPTER,
    PLEDGE_CONSENT,
    PLEDGE_SAVING,
    PLEDGE_THANKS,
    PLEDGE_FAILED, /* it could not be saved now */
    PLEDGE_CLOSED, /* this kiosk takes no pledges now */
    PLEDGE_PHASE_COUNT
};

struct save_job;

struct pledge_form {
    enum pledge_phase phase;
    bool commitment[PLEDGE_COMMITMENTS_MAX], consent[PLEDGE_CONSENTS_MAX];
    bool has_details, is_under_18, uses_email;
    char name[FORM_TEXT_MAX], phone[FORM_TEXT_MAX], email[FORM_TEXT_MAX], city[FORM_TEXT_MAX];
    char chapter[32];
    int page;           /* of the chapters, of the words where they do not fit */
    struct field field; /* the field of the step on screen; points into this struct */
    struct keyboard_view keyboard;
    enum form_fault fault; /* of that field, after "continue" */
    struct save_job *job;  /* while saving */
    struct store_receipt receipt;
    struct err err;
    bool wants_qr;
};

/* Steps with a field and a keyboard, and the lists (pledge_steps.c). Each returns true when it is done with. */
void pledge_step_start(struct app *app, struct pledge_form *form);
bool pledge_step_frame(struct app *app, struct pledge_form *form);
bool pledge_chapter_frame(struct app *app, struct pledge_form *form);

/* Progress through the steps, for the stars. */
void pledge_progress(const struct app *app, const struct pledge_form *form, int *count, int *at);
void pledge_go(struct app *app, struct pledge_form *form, enum pledge_phase phase);
void pledge_back(struct app *app, struct pledge_form *form);

/* Hands it to the store: saving, then thanks, or why not. */
void pledge_send(struct app *app, struct pledge_form *form);

/* Back at the start of `row`, stars between, the next thing at its end. Returns 1 for next, -1 for back, else 0. */
int pledge_foot_frame(struct app *app, struct pledge_form *form, struct box row, const char *next, bool may_go_on);

/* Consent (pledge_consent.c). */
void pledge_consent_frame(struct app *app, struct pledge_form *form);

/* While it is saved, and the thank-you (thanks.c). */
void pledge_saving_frame(struct app *app);
void pledge_thanks_frame(struct app *app, struct pledge_form *form);

#endif
