#pragma once
// The bar that shows how much of a share is here.

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

}  // namespace shoal::gui
