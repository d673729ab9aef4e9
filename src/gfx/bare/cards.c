/* Cards are kept open, so that the first look already makes this program their master. A card that was pulled out
 * answers every question with ENODEV; its place is kept until the display shown on it is closed. */
#include "gfx/bare/cards.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xf86drm.h>

#include "base/mem.h"

void cards_init(struct cards *cards, struct udev *udev)
{
    *cards = (struct cards){.head_count = 0};
    for (int i = 0; i < CARDS_MAX; i++)
        cards->card[i].fd = -1;
    cards->monitor = udev ? udev_monitor_new_from_netlink(udev, "udev") : NULL;
    if (cards->monitor) {
        udev_monitor_filter_add_match_subsystem_devtype(cards->monitor, "drm", NULL);
        udev_monitor_enable_receiving(cards->monitor);
    }
    cards_look(cards);
}

void cards_finish(struct cards *cards)
{
    for (int i = 0; i < CARDS_MAX; i++)
        if (cards->card[i].fd >= 0)
            close(cards->card[i].fd);
    udev_monitor_unref(cards->monitor);
}

int cards_fd(const struct cards *cards)
{
    return cards->monitor ? udev_monitor_get_fd(cards->monitor) : -1;
}

bool cards_are_told(struct cards *cards)
{
    bool is_told = false;
    struct udev_device *device;
    while (cards->monitor && (device = udev_monitor_receive_device(cards->monitor))) {
        udev_device_unref(device);
        is_told = true;
    }
    return is_told;
}

/* A card can be used when it takes pictures in plain memory. */
static int open_card(const char *path)
{
    uint64_t takes_dumb = 0;
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && (drmGetCap(fd, DRM_CAP_DUMB_BUFFER, &takes_dumb) != 0 || takes_dumb == 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static void find_card(struct cards *cards, const char *path)
{
    struct card *place = NULL;
    for (int i = CARDS_MAX - 1; i >= 0; i--) {
        struct card *card = &cards->card[i];
        if (card->fd < 0)
            place = card;
        else if (!card->is_gone && strcmp(card->path, path) == 0)
            return;
    }
    if (!place || strlen(path) >= sizeof place->path)
        return;
    *place = (struct card){.fd = open_card(path)};
    snprintf(place->path, sizeof place->path, "%s", path);
}

static void find_cards(struct cards *cards)
{
    glob_t found;
    if (glob("/dev/dri/card*", 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        find_card(cards, found.gl_pathv[i]);
    globfree(&found);
}

/* -1: nothing to show on. A display that says nothing of itself has modes all the same: the kernel's own. */
static int rank_of(const drmModeConnector *connector)
{
    if (connector->count_modes == 0 || connector->connection == DRM_MODE_DISCONNECTED)
        return -1;
    if (connector->connection == DRM_MODE_UNKNOWNCONNECTION)
        return 2;
    switch (connector->connector_type) {
    case DRM_MODE_CONNECTOR_LVDS:
    case DRM_MODE_CONNECTOR_eDP:
    case DRM_MODE_CONNECTOR_DSI:
    case DRM_MODE_CONNECTOR_DPI:
        return 0;
    }
    return 1;
}

static void add_head(struct cards *cards, struct head head)
{
    int at = cards->head_count;
    if (head.rank < 0 || at == HEADS_MAX)
        return;
    for (; at > 0 && cards->heads[at - 1].rank > head.rank; at--)
        cards->heads[at] = cards->heads[at - 1];
    cards->heads[at] = head;
    cards->head_count++;
}

static void look_at_card(struct cards *cards, struct card *card)
{
    drmModeRes *resources = drmModeGetResources(card->fd);
    card->is_gone = !resources;
    for (int i = 0; resources && i < resources->count_connectors; i++) {
        drmModeConnector *connector = drmModeGetConnector(card->fd, resources->connectors[i]);
        if (connector)
            add_head(cards, (struct head){card, connector->connector_id, rank_of(connector)});
        drmModeFreeConnector(connector);
    }
    drmModeFreeResources(resources);
}

void cards_look(struct cards *cards)
{
    cards->head_count = 0;
    find_cards(cards);
    for (int i = 0; i < CARDS_MAX; i++) {
        struct card *card = &cards->card[i];
        if (card->fd < 0)
            continue;
        look_at_card(cards, card);
        if (card->is_gone && card->shown_count == 0) {
            close(card->fd);
            card->fd = -1;
        }
    }
}

int cards_count(const struct cards *cards)
{
    int count = 0;
    for (int i = 0; i < cards->head_count; i++)
        count += cards->heads[i].rank < 2;
    return count;
}

bool cards_have(const struct cards *cards, const struct card *card, uint32_t connector_id)
{
    for (int i = 0; i < cards->head_count; i++)
        if (cards->heads[i].card == card && cards->heads[i].connector_id == connector_id)
            return true;
    return false;
}
