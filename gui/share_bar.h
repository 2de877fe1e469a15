#pragma once
// What is painted of a share in both looks of the list: the bar of how much is here, and the symbol of its state.

#include <QColor>
#include <QPainter>
#include <QPalette>
#include <QRectF>

#include "core/share_view.h"

namespace shoal::gui {

/// Of a share in that palette; the ends are round.
void paint_share_bar(QPainter& painter, const QRectF& place, const ShareView& share, const QPalette& palette,
                     Qt::LayoutDirection direction);
/// `part` of 1,000 in `ink`, from the side where the language begins.
void paint_bar(QPainter& painter, const QRectF& place, int part, const QColor& ink, const QColor& track,
               Qt::LayoutDirection direction);

/// The symbol of its state in `ink`, as sharp as the painter's device is.
void paint_state_symbol(QPainter& painter, const QRect& place, const ShareView& share, const QColor& ink);

}  // namespace shoal::gui
