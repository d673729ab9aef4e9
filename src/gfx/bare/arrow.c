/* White with a black edge, to be seen on any ground. */
#include "gfx/bare/arrow.h"

#include <string.h>

static const char shape[ARROW_H][ARROW_W + 1] = {
    "#           ", "##          ", "#.#         ", "#..#        ", "#...#       ", "#....#      ",
    "#.....#     ", "#......#    ", "#.......#   ", "#........#  ", "#.........# ", "#......#####",
    "#...#..#    ", "#..##..#    ", "#.#  #..#   ", "##   #..#   ", "#     #..#  ", "      ####  ",
};

static int scale_for(int h)
{
    int scale = (h + 360) / 720;
    return scale < 1 ? 1 : scale > ARROW_SCALE_MAX ? ARROW_SCALE_MAX : scale;
}

void arrow_place(struct arrow *arrow, int x, int y, int w, int h)
{
    arrow->scale = scale_for(h);
    struct box whole = {x, y, ARROW_W * arrow->scale, ARROW_H * arrow->scale};
    arrow->at = box_shared(whole, (struct box){0, 0, w, h});
}

void arrow_draw(struct arrow *arrow, uint32_t *pixels, size_t pitch)
{
    struct box at = arrow->at;
    for (int y = 0; y < at.h; y++) {
        uint32_t *row = pixels + (size_t)(at.y + y) * pitch + at.x;
        memcpy(arrow->under + y * at.w, row, (size_t)at.w * sizeof *row);
        for (int x = 0; x < at.w; x++) {
            char dot = shape[y / arrow->scale][x / arrow->scale];
            if (dot != ' ')
                row[x] = dot == '#' ? 0 : 0xFFFFFF;
        }
    }
}

void arrow_lift(const struct arrow *arrow, uint32_t *pixels, size_t pitch)
{
    struct box at = arrow->at;
    for (int y = 0; y < at.h; y++)
        memcpy(pixels + (size_t)(at.y + y) * pitch + at.x, arrow->under + y * at.w, (size_t)at.w * sizeof *pixels);
}
