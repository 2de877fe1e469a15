#include "gui/bar_delegate.h"

#include <algorithm>

#include <QApplication>
#include <QPainter>

#include "gui/format.h"
#include "gui/share_bar.h"
#include "gui/theme.h"

namespace shoal::gui {

namespace {

/// A quarter as thick as its room is high, in the middle of it.
QRectF bar_in(const QRect& room) {
    const auto thickness = std::max(4.0, room.height() / 4.0);
    return {static_cast<double>(room.left()), room.top() + (room.height() - thickness) / 2.0,
            static_cast<double>(room.width()), thickness};
}

}  // namespace

BarDelegate::BarDelegate(int role, QObject* parent) : QStyledItemDelegate{parent}, role_{role} {}

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    auto item = option;
    initStyleOption(&item, index);
    const auto* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto& ink = colours(item.palette);
    const auto text_colour = item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const auto done = index.data(role_).toInt();
    const int gap = item.fontMetrics.averageCharWidth();
    const int text_width = item.fontMetrics.horizontalAdvance(format_percent(1, 1));
    const auto inside = item.rect.adjusted(gap, 0, -gap, 0);
    auto bar = inside.adjusted(0, 0, -text_width - gap, 0);
    auto text = inside;
    text.setLeft(inside.right() + 1 - text_width);
    bar = QStyle::visualRect(item.direction, inside, bar);
    text = QStyle::visualRect(item.direction, inside, text);
    auto track = ink.track;
    auto fill = done >= 1000 ? ink.good : ink.accent;
    if (selected) {
        fill = text_colour;
        track = text_colour;
        track.setAlphaF(0.35F);
    }
    if (bar.width() > 3 * gap) paint_bar(*painter, bar_in(bar), done, fill, track, item.direction);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(text_colour);
    painter->drawText(text,
                      static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignRight) | Qt::AlignVCenter),
                      index.data().toString());
    painter->restore();
    if (item.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(item);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, item.widget);
    }
}

QSize BarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    auto item = option;
    initStyleOption(&item, index);
    return {item.fontMetrics.averageCharWidth() * 18, QStyledItemDelegate::sizeHint(option, index).height()};
}

}  // namespace shoal::gui
