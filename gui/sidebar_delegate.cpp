#include "gui/sidebar_delegate.h"

#include <QPainter>
#include <QStyle>

#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr int side_margin = 8;    ///< between the edge and the ground of an entry
constexpr int inner_margin = 10;  ///< between that and what is on it

QColor tint(const QColor& colour, int alpha) {
    return QColor{colour.red(), colour.green(), colour.blue(), alpha};
}

bool is_heading(const QModelIndex& index) {
    return index.data(SidebarDelegate::symbol_role).toString().isEmpty();
}

void paint_ground(QPainter& painter, const QStyleOptionViewItem& option) {
    const bool is_selected = option.state.testFlag(QStyle::State_Selected);
    const bool is_hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool has_focus = option.state.testFlag(QStyle::State_HasFocus);
    if (!is_selected && !is_hovered && !has_focus) return;
    const auto& accent = colours(option.palette).accent;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(has_focus ? QPen{tint(accent, 170), 1} : QPen{Qt::NoPen});
    painter.setBrush(is_selected ? tint(accent, 40) : is_hovered ? tint(accent, 16) : Qt::transparent);
    painter.drawRoundedRect(QRectF{option.rect}.adjusted(side_margin + 0.5, 1.5, -side_margin - 0.5, -1.5), 6, 6);
}

}  // namespace

void SidebarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    if (is_heading(index)) {
        paint_heading(*painter, option, index.data(Qt::DisplayRole).toString());
        return painter->restore();
    }
    paint_ground(*painter, option);
    const auto room = option.rect.adjusted(side_margin + inner_margin, 0, -side_margin - inner_margin, 0);
    const int side = option.fontMetrics.height() + 2;
    const auto at = [&](const QRect& place) { return QStyle::visualRect(option.direction, room, place); };
    const bool is_selected = option.state.testFlag(QStyle::State_Selected);
    const auto ink = is_selected ? colours(option.palette).accent : colours(option.palette).subtle;
    painter->drawPixmap(
        at({room.left(), room.center().y() - side / 2 + 1, side, side}),
        symbol_pixmap(index.data(symbol_role).toString(), ink, side, painter->device()->devicePixelRatioF()));
    const auto count = format_count(index.data(count_role).toULongLong());
    const int count_width = option.fontMetrics.horizontalAdvance(count) + inner_margin;
    const QRect text{room.left() + side + 8, room.top(), room.width() - side - 8 - count_width, room.height()};
    painter->setPen(option.palette.color(QPalette::Text));
    painter->setFont(option.font);
    painter->drawText(
        at(text),
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)) |
            Qt::TextSingleLine,
        option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, text.width()));
    paint_count(*painter, option, at({room.right() - count_width + 1, room.top(), count_width, room.height()}), index,
                count);
    painter->restore();
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int line = option.fontMetrics.height();
    if (is_heading(index)) return {line * 4, line * 2 + 4};
    const int text = option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    const int count = option.fontMetrics.horizontalAdvance(format_count(88'888));
    return {2 * (side_margin + inner_margin) + line + 10 + text + count + inner_margin, line + line * 3 / 4 + 2};
}

QFont SidebarDelegate::heading_font(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    font.setWeight(QFont::DemiBold);
    return font;
}

void SidebarDelegate::paint_heading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text) {
    painter.setFont(heading_font(option.font));
    painter.setPen(colours(option.palette).subtle);
    const auto room = option.rect.adjusted(side_margin + inner_margin, 0, -side_margin - inner_margin, -4);
    painter.drawText(room,
                     static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignBottom)) |
                         Qt::TextSingleLine,
                     text);
}

void SidebarDelegate::paint_count(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place,
                                  const QModelIndex& index, const QString& count) {
    const bool is_alarm = index.data(alarm_role).toBool() && index.data(count_role).toULongLong() > 0;
    const auto& of = colours(option.palette);
    painter.setPen(is_alarm ? of.bad : of.subtle);
    painter.drawText(
        place, static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter)), count);
}

}  // namespace shoal::gui
