#include "gui/roomy_style.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QHeaderView>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QTableView>
#include <QTreeView>

#include "gui/theme.h"

namespace shoal::gui {
namespace {

void draw_box(const QStyleOption& option, QPainter& painter) {
    const auto& ink = colours(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool marked = option.state.testFlag(QStyle::State_On) || option.state.testFlag(QStyle::State_NoChange);
    const auto side = std::min(option.rect.width(), option.rect.height()) - 1.0;
    const QRectF box{option.rect.x() + 0.5, option.rect.y() + (option.rect.height() - side) / 2, side, side};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    auto edge = marked && enabled ? option.palette.color(QPalette::Highlight) : ink.subtle;
    if (marked && option.state.testFlag(QStyle::State_Selected)) edge = option.palette.color(QPalette::HighlightedText);
    painter.setPen(QPen{edge, 1.0});
    painter.setBrush(marked ? (enabled ? option.palette.color(QPalette::Highlight) : ink.subtle)
                            : option.palette.color(QPalette::Base));
    painter.drawRoundedRect(box, side / 5, side / 5);
    if (marked) {
        QPainterPath mark;
        const auto at = [&](double x, double y) { return box.topLeft() + QPointF{x * side, y * side}; };
        if (option.state.testFlag(QStyle::State_On)) {
            mark.moveTo(at(0.24, 0.52));
            mark.lineTo(at(0.43, 0.71));
            mark.lineTo(at(0.77, 0.31));
        } else {
            mark.moveTo(at(0.26, 0.5));
            mark.lineTo(at(0.74, 0.5));
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{option.palette.color(QPalette::HighlightedText), side / 8, Qt::SolidLine, Qt::RoundCap,
                            Qt::RoundJoin});
        painter.drawPath(mark);
    }
    painter.restore();
}

}  // namespace

RoomyStyle::RoomyStyle() = default;

void RoomyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    if (element == PE_IndicatorItemViewItemCheck || element == PE_IndicatorCheckBox) return draw_box(*option, *painter);
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int RoomyStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    const auto usual = QProxyStyle::pixelMetric(metric, option, widget);
    switch (metric) {
    case PM_FocusFrameHMargin:  // beside the text of a cell
    case PM_HeaderMargin:
        return usual + 5;
    case PM_HeaderGripMargin:
        return usual + 2;
    default:
        return usual;
    }
}

QSize RoomyStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const {
    auto out = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ItemViewItem) out.setHeight(std::max(out.height(), option->fontMetrics.height() * 8 / 5));
    return out;
}

void make_roomy(QAbstractItemView& view) {
    auto* const style = new RoomyStyle;
    style->setParent(&view);
    view.setStyle(style);
    view.setFrameShape(QFrame::NoFrame);
    if (auto* const tree = qobject_cast<QTreeView*>(&view)) tree->header()->setStyle(style);
    if (auto* const table = qobject_cast<QTableView*>(&view)) table->horizontalHeader()->setStyle(style);
}

void make_roomy(QCheckBox& box) {
    auto* const style = new RoomyStyle;
    style->setParent(&box);
    box.setStyle(style);
}

}  // namespace shoal::gui
