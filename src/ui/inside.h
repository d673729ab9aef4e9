/* What the files of ui/ share with each other and nobody else. */
#ifndef HAMAWAZ_UI_INSIDE_H
#define HAMAWAZ_UI_INSIDE_H

#include "ui/ui.h"

/* The style of a role at this look, for text that is laid out by hand (fields). */
struct text_style ui_style(const struct ui *ui, const struct ui_text *how);

/* Width of a control's edge, pixels. */
int ui_edge(const struct ui *ui);

/* A filled rounded box, PHYSICAL. `edge` is drawn when it differs from `fill`; RIM is when `fill` has the colour of the
 * ground (the high-contrast theme), where the box could not be seen. */
void ui_tile(struct ui *ui, struct box box, int radius, enum theme_color fill, enum theme_color edge);

/* The flat edge that a box shows `drop` pixels below itself, PHYSICAL; call before the box is drawn over it. */
void ui_below(struct ui *ui, struct box box, int radius, int drop, enum theme_color color);

/* A control on the ground under the finger, or switched on: paper and ink, whichever stands out as the surface. */
struct ui_held {
    enum theme_color surface, words;
};
struct ui_held ui_held(const struct ui *ui);

#endif
