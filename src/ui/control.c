/* Passes, and what can be tapped: the press in progress, focus, and the registry of targets.
 *
 * A press belongs to the control under its DOWN and to the screen of that moment: the id is held until the pointer is
 * lifted near it, strays, or is cancelled, and ui_enter drops it, so that a double tap cannot fall through to the next
 * screen. What a finger would do if lifted now and what the control shows are always the same. An event that was used
 * becomes EVENT_NONE. Focus is an id too, found again in each pass's registry, which is why it outlives passes. */
#include "ui/ui.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { REPEAT_AFTER_MS = 450, REPEAT_EVERY_MS = 70 };
static const float STRAY_U = 3; /* how far a finger may slide off what it holds */

void ui_begin_pass(struct ui *ui, const struct event *event, int64_t now_ms)
{
    ui->event = event ? *event : (struct event){.type = EVENT_NONE};
    ui->now_ms = now_ms;
    ui->wake_ms = INT64_MAX;
    ui->is_physical = false;
    ui->target_count = 0;
    bool is_pointer = ui->event.type == EVENT_DOWN || ui->event.type == EVENT_MOVE || ui->event.type == EVENT_UP;
    if (is_pointer) {
        ui->pointer_x = ui->event.x;
        ui->pointer_y = ui->event.y;
    }
    if (ui->event.type == EVENT_DOWN)
        ui->has_focus_shown = false;
    if (ui->event.type == EVENT_DOWN || ui->event.type == EVENT_CANCEL)
        ui->held[0] = '\0';
}

static const struct ui_target *find_id(const struct ui_target *targets, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(targets[i].id, id))
            return &targets[i];
    return NULL;
}

const struct ui_target *ui_find(const struct ui *ui, const char *id_or_label)
{
    const struct ui_target *by_id = find_id(ui->last_target, ui->last_target_count, id_or_label);
    for (size_t i = 0; !by_id && i < ui->last_target_count; i++)
        if (str_equal(ui->last_target[i].label, id_or_label))
            return &ui->last_target[i];
    return by_id;
}

/* The next enabled target in the order they were drawn, from `from` (NULL: from the end that comes first). */
static const struct ui_target *next_in_order(const struct ui *ui, const struct ui_target *from, int step)
{
    int count = (int)ui->target_count;
    int at = from ? (int)(from - ui->target) : step > 0 ? -1 : count;
    for (int i = 0; i < count; i++) {
        at = (at + step + count) % count;
        if (ui->target[at].is_enabled)
            return &ui->target[at];
    }
    return NULL;
}

/* Space between two spans, 0 where they overlap. */
static int span_gap(int a, int a_size, int b, int b_size)
{
    if (b > a + a_size)
        return b - (a + a_size);
    return a > b + b_size ? a - (b + b_size) : 0;
}

static struct box transposed(struct box box)
{
    return (struct box){box.y, box.x, box.h, box.w};
}

/* How far `to` lies from `from` towards `key`, or -1 when it does not lie there. What shares the row or column counts
 * as near; of several, the best aligned. */
static int distance_towards(enum key_name key, struct box from, struct box to)
{
    if (key == KEY_UP || key == KEY_DOWN) {
        from = transposed(from);
        to = transposed(to);
    }
    bool is_onward = key == KEY_RIGHT || key == KEY_DOWN;
    int overlap = is_onward ? from.x + from.w - to.x : to.x + to.w - from.x;
    if (overlap > from.w / 4)
        return -1;
    int aside = (2 * to.y + to.h) - (2 * from.y + from.h);
    int across = span_gap(from.y, from.h, to.y, to.h);
    return span_gap(from.x, from.w, to.x, to.w) + 3 * across + (aside < 0 ? -aside : aside) / 8;
}

static const struct ui_target *nearest_towards(const struct ui *ui, const struct ui_target *from, enum key_name key)
{
    const struct ui_target *nearest = NULL;
    int least = 0;
    for (size_t i = 0; i < ui->target_count; i++) {
        const struct ui_target *target = &ui->target[i];
        int distance = distance_towards(key, from->box, target->box);
        if (target == from || !target->is_enabled || distance < 0 || (nearest && distance >= least))
            continue;
        nearest = target;
        least = distance;
    }
    return nearest ? nearest : from;
}

static void move_focus(struct ui *ui)
{
    enum key_name key = ui->event.key;
    const struct ui_target *from = find_id(ui->target, ui->target_count, ui->focus);
    const struct ui_target *to = from;
    if (ui->event.alt || ui->event.ctrl)
        return; /* a shortcut of somebody else's */
    if (key == KEY_TAB)
        to = next_in_order(ui, from, ui->event.shift ? -1 : 1);
    else if (key == KEY_LEFT || key == KEY_RIGHT || key == KEY_UP || key == KEY_DOWN)
        to = from ? nearest_towards(ui, from, key) : next_in_order(ui, NULL, 1);
    else if (key != KEY_ENTER && key != KEY_SPACE)
        return;
    ui->has_focus_shown = true;
    if (to)
        str_copy(ui->focus, sizeof ui->focus, to->id);
}

static void drop_if_gone(const struct ui *ui, char id[UI_ID_MAX])
{
    if (!find_id(ui->target, ui->target_count, id))
        id[0] = '\0';
}

static void drop_unused_values(struct ui *ui)
{
    for (size_t i = 0; i < UI_VALUES_MAX; i++) {
        if (!ui->value[i].is_used)
            ui->value[i].id = 0;
        ui->value[i].is_used = false;
    }
}

void ui_end_pass(struct ui *ui)
{
    if (ui->event.type == EVENT_UP)
        ui->held[0] = '\0';
    if (ui->event.type == EVENT_KEY)
        move_focus(ui);
    drop_if_gone(ui, ui->focus);
    drop_if_gone(ui, ui->held);
    drop_if_gone(ui, ui->typing);
    if (!gfx_is_muted(ui->gfx))
        drop_unused_values(ui);
    memcpy(ui->last_target, ui->target, ui->target_count * sizeof *ui->target);
    ui->last_target_count = ui->target_count;
}

static void add_target(struct ui *ui, const char *id, struct box place, const char *label, bool is_enabled)
{
    if (ui->target_count == UI_TARGETS_MAX)
        return;
    struct ui_target *target = &ui->target[ui->target_count++];
    str_copy(target->id, sizeof target->id, id);
    str_copy(target->label, sizeof target->label, label ? label : "");
    target->box = place;
    target->is_enabled = is_enabled;
}

/* True when the pointer was lifted here after it came down here. */
static bool is_tapped(struct ui *ui, const char *id, struct box place)
{
    const struct event *event = &ui->event;
    if (event->type == EVENT_DOWN && box_holds(place, event->x, event->y)) {
        str_copy(ui->held, sizeof ui->held, id);
        str_copy(ui->focus, sizeof ui->focus, id);
        ui->held_since_ms = ui->repeated_ms = ui->now_ms;
        return false;
    }
    if ((event->type != EVENT_MOVE && event->type != EVENT_UP) || !str_equal(ui->held, id))
        return false;
    int stray = ui_u(ui, STRAY_U);
    bool is_near = box_holds(box_inset(place, -stray, -stray), event->x, event->y);
    bool is_up = event->type == EVENT_UP;
    if (is_up || !is_near)
        ui->held[0] = '\0';
    if (is_up && is_near)
        ui->event.type = EVENT_NONE;
    return is_up && is_near;
}

/* True when Enter or Space was pressed on it. Nothing is pressed that the user cannot see to be chosen; the field in
 * use leaves both keys to the keyboard. */
static bool is_keyed(struct ui *ui, const char *id)
{
    const struct event *event = &ui->event;
    bool is_press = (event->key == KEY_ENTER || event->key == KEY_SPACE) && !event->alt && !event->ctrl;
    if (event->type != EVENT_KEY || event->is_repeat || !is_press)
        return false;
    if (!ui->has_focus_shown || !str_equal(ui->focus, id) || str_equal(ui->typing, id))
        return false;
    ui->event.type = EVENT_NONE;
    return true;
}

struct ui_control ui_control(struct ui *ui, const char *id, struct box box, const char *label, bool is_enabled)
{
    struct ui_control control = {0};
    struct box place = ui_place(ui, box);
    char kept[UI_ID_MAX]; /* what is compared is what was kept, cut or not */
    str_copy(kept, sizeof kept, id);
    id = kept;
    is_enabled = is_enabled && !gfx_is_faded_out(ui->gfx); /* nobody taps what has not come yet */
    add_target(ui, id, place, label, is_enabled);
    if (!is_enabled)
        return control;
    bool was_held = str_equal(ui->held, id);
    control.is_pressed = is_tapped(ui, id, place) || is_keyed(ui, id);
    control.is_held = str_equal(ui->held, id);
    if (was_held || control.is_held)
        control.held_ms = ui->now_ms - ui->held_since_ms;
    control.is_focused = ui->has_focus_shown && str_equal(ui->focus, id);
    return control;
}

struct ui_control ui_repeating(struct ui *ui, const char *id, struct box box, const char *label, bool is_enabled)
{
    struct ui_control control = ui_control(ui, id, box, label, is_enabled);
    bool has_repeated = ui->repeated_ms > ui->held_since_ms;
    if (has_repeated && control.held_ms > 0)
        control.is_pressed = false; /* lifting ends the repeats, it is not one more */
    if (!control.is_held)
        return control;
    int64_t due_ms = has_repeated ? ui->repeated_ms + REPEAT_EVERY_MS : ui->held_since_ms + REPEAT_AFTER_MS;
    control.is_repeat = ui->now_ms >= due_ms;
    if (control.is_repeat)
        ui->repeated_ms = ui->now_ms;
    ui_wake_at(ui, control.is_repeat ? ui->now_ms + REPEAT_EVERY_MS : due_ms);
    return control;
}
