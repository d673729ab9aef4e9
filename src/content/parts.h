/* The readers of the pack's files, in the order in which they must run. Each reports its faults and fills its part
 * of the pack as far as it can. */
#ifndef HAMAWAZ_CONTENT_PARTS_H
#define HAMAWAZ_CONTENT_PARTS_H

#include "content/reader.h"

enum {
    SLIDES_MAX = 2000,
    DECKS_MAX = 50,
    DECK_ITEMS_MAX = 200,
    DRAW_MAX = 16,
    SOURCE_MAX = 120, /* letters of a source as printed */
    BECAUSE_WORDS_MAX = 45,
};

/* campaign.yaml. `visitor_quiz` receives the deck visitors get, or stays NULL. */
void campaign_read(struct reader *reader, struct pack *pack, const char **visitor_quiz);

/* quizzes/, the visitor's deck put first; needs the facts. */
void quizzes_read(struct reader *reader, struct pack *pack, const char *visitor_quiz);

/* slides/; needs facts and quizzes. */
void slides_read(struct reader *reader, struct pack *pack);

void pledge_read(struct reader *reader, struct pack *pack);
void help_read(struct reader *reader, struct pack *pack);
void trainer_read(struct reader *reader, struct pack *pack);

/* True for names ending .jpg .jpeg .png .svg, in small or capital letters. */
bool picture_has_name(const char *name);

/* Checks a picture of the pack: a regular file, whole, not too large, upright, its letters drawn as paths. `line`
 * 0: the file being read is the picture itself. Returns the full path, or NULL: reported. */
const char *picture_check(struct reader *reader, const char *name, int line);

#endif
