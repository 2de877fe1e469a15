#include "gui/share_bar.h"

#include <algorithm>

#include "gui/format.h"
#include "gui/share_words.h"
#include "gui/theme.h"

namespace shoal::gui {

void paint_share_bar(QPainter& painter, const QRectF& place, const ShareView& share, const QPalette& palette,
                     Qt::LayoutDirection direction) {
    const bool known = words::has_list(share);
    const auto have = share.state == ShareState::checking ? share.bytes_have : words::wanted_have(share);
    const auto whole = share.state == ShareState::checking ? share.bytes : words::wanted(share);
    const auto part = known ? permille(have, whole) : 0;
    auto ink = words::state_colour(share, palette);
    // What waits is no worse than what moves; its sentence says that it waits.
    if (share.state == ShareState::downloading) ink = colours(palette).accent;
    paint_bar(painter, place, part, ink, colours(palette).track, direction);
}

void paint_bar(QPainter& painter, const QRectF& place, int part, const QColor& ink, const QColor& track,
               Qt::LayoutDirection direction) {
    const auto radius = place.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(track);
    painter.drawRoundedRect(place, radius, radius);
    if (part > 0) {
        auto filled = place;
        // Never less than a dot, and never whole before all is here.
        filled.setWidth(std::max(place.height(), place.width() * part / 1000.0));
        if (direction == Qt::RightToLeft) filled.moveRight(place.right());
        painter.setBrush(ink);
        painter.drawRoundedRect(filled, radius, radius);
    }
    painter.restore();
}

void paint_state_symbol(QPainter& painter, const QRect& place, const ShareView& share, const QColor& ink) {
    // A widget that is rendered into a picture has the ratio of its screen, not that of the picture.
    const auto ratio = std::max(painter.device()->devicePixelRatioF(), painter.deviceTransform().m11());
    painter.drawPixmap(place, symbol_pixmap(words::state_symbol(share), ink, place.width(), ratio));
}

}  // namespace shoal::gui
