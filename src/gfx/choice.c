/* SDL's KMSDRM is worth its memory only where a graphics processor draws, and it cannot turn the picture. */
#include "gfx/choice.h"

enum output_kind choice_first(const struct output_options *options, const struct surroundings *around)
{
    if (options->is_offscreen || options->is_windowed)
        return OUTPUT_WINDOW;
    if (options->kind != OUTPUT_AUTO)
        return options->kind;
    if (around->has_desktop || !around->has_bare)
        return OUTPUT_WINDOW;
    return around->has_real_card && options->rotation == 0 ? OUTPUT_KMS : OUTPUT_BARE;
}
