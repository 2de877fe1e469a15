#include "gui/switch.h"

#include <QPainter>

#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr int ring = 3;  // of the focus, around the track, in pixels

}  // namespace

Switch::Switch(QWidget* parent) : QCheckBox{parent} {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

QSize Switch::sizeHint() const {
    const int height = fontMetrics().height() + 2;
    return {height * 9 / 5 + 2 * ring, height + 2 * ring};
}

void Switch::paintEvent(QPaintEvent*) {
    const auto& colour = colours(palette());
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track = QRectF{QPointF{}, sizeHint()}
                             .translated((width() - sizeHint().width()) / 2.0, (height() - sizeHint().height()) / 2.0)
                             .adjusted(ring, ring, -ring, -ring);
    const auto round = track.height() / 2;
    QColor ground = isChecked() ? palette().color(QPalette::Highlight) : palette().color(QPalette::PlaceholderText);
    if (!isEnabled()) ground.setAlphaF(0.4F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(track, round, round);
    const bool is_right = isChecked() == (layoutDirection() == Qt::LeftToRight);
    const auto middle = is_right ? track.right() - round : track.left() + round;
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF{middle, track.center().y()}, round - 2.5, round - 2.5);
    if (!hasFocus()) return;
    painter.setPen(QPen{colour.accent, 1.5});
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), round + 2, round + 2);
}

}  // namespace shoal::gui
