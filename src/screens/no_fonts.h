/* What is shown when there is nothing to write with. */
#ifndef HAMAWAZ_SCREENS_NO_FONTS_H
#define HAMAWAZ_SCREENS_NO_FONTS_H

struct app;

/* Shows the sentence in both languages for a minute, or until the window is closed; off-screen it is only saved, as
 * no-fonts.png among the script's pictures. Needs app's share, settings, output and gfx. */
void no_fonts_show(struct app *app);

#endif
