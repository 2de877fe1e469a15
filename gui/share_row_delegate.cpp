#include "gui/share_row_delegate.h"

#include <algorithm>

#include <QPainter>
#include <QStyle>

#include "gui/format.h"
#include "gui/share_bar.h"
#include "gui/share_words.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QFont bold(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

/// A line of two texts: that at the end is whole, that at the beginning is cut where they would meet.
struct Line {
    QString begin;
    QFont begin_font;
    QColor begin_ink;
    QString end;
    QColor end_ink;
};

void draw_line(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place, const Line& line) {
    const auto draw = [&](Qt::Alignment side, const QString& text, const QColor& ink) {
        painter.setPen(ink);
        const auto aligned = QStyle::visualAlignment(option.direction, side | Qt::AlignVCenter);
        painter.drawText(place, static_cast<int>(aligned) | Qt::TextSingleLine, text);
    };
    painter.setFont(option.font);
    if (!line.end.isEmpty()) draw(Qt::AlignRight, line.end, line.end_ink);
    const int taken = line.end.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(line.end) + 16;
    painter.setFont(line.begin_font);
    const auto text = painter.fontMetrics().elidedText(line.begin, Qt::ElideRight, place.width() - taken);
    draw(Qt::AlignLeft, text, line.begin_ink);
}

QString rates(const ShareView& share) {
    if (share.rate_down > 0 && share.rate_up > 0) {
        return ShareRowDelegate::tr("↓ %1   ↑ %2").arg(format_rate(share.rate_down), format_rate(share.rate_up));
    }
    if (share.rate_down > 0) return ShareRowDelegate::tr("↓ %1").arg(format_rate(share.rate_down));
    if (share.rate_up > 0) return ShareRowDelegate::tr("↑ %1").arg(format_rate(share.rate_up));
    return {};
}

}  // namespace

struct ShareRowDelegate::Places {
    QRect icon;
    QRect name;
    QRect sentence;
    QRect bar;
};

ShareRowDelegate::ShareRowDelegate(const ShareModel& list, QObject* parent)
    : QAbstractItemDelegate{parent}, list_{list} {}

void ShareRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* share = list_.share_at(index.row());
    if (share == nullptr) return;
    const bool has_bar = words::has_list(*share) && !words::is_complete(*share);
    const auto at = places(option, has_bar);
    paint_icon(*painter, option, QStyle::visualRect(option.direction, option.rect, at.icon), *share);
    paint_lines(*painter, option, at, *share);
    if (has_bar) {
        paint_share_bar(*painter, QStyle::visualRect(option.direction, option.rect, at.bar), *share, option.palette,
                        option.direction);
    }
    if (option.state.testFlag(QStyle::State_Selected)) return;  // its ground shows where it ends
    painter->setPen(colours(option.palette).line);
    const auto line = QStyle::visualRect(option.direction, option.rect, at.name);
    painter->drawLine(line.left(), option.rect.bottom(), line.right(), option.rect.bottom());
}

QSize ShareRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = option.fontMetrics.height();
    return {line * 20, line * 2 + line / 2 + 6 + 4 + 2 * 12};
}

ShareRowDelegate::Places ShareRowDelegate::places(const QStyleOptionViewItem& option, bool has_bar) {
    const int line = option.fontMetrics.height(), side = line * 2 + 2;
    const auto room = option.rect.adjusted(16, 12, -16, -12);
    Places out;
    out.icon = {room.left(), room.center().y() - side / 2, side, side};
    const int left = out.icon.right() + 12, width = room.right() - left;
    const int text = line * 2 + 4;
    const int top = has_bar ? room.top() : room.center().y() - text / 2;
    out.name = {left, top, width, line};
    out.sentence = {left, top + line + 4, width, line};
    out.bar = {left, room.bottom() - 5, width, 6};
    return out;
}

void ShareRowDelegate::paint_icon(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place,
                                  const ShareView& share) {
    const auto ink = words::state_colour(share, option.palette);
    auto ground = ink;
    ground.setAlpha(30);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawEllipse(place);
    painter.restore();
    const int side = place.width() * 6 / 10;
    const QRect inner{place.center().x() - side / 2 + 1, place.center().y() - side / 2 + 1, side, side};
    paint_state_symbol(painter, inner, share, ink);
}

void ShareRowDelegate::paint_lines(QPainter& painter, const QStyleOptionViewItem& option, const Places& at,
                                   const ShareView& share) {
    const auto& of = colours(option.palette);
    const auto text = option.palette.color(QPalette::Text);
    const auto own = words::state_colour(share, option.palette);
    const bool is_calm = own != of.bad && own != of.warn;
    draw_line(painter, option, QStyle::visualRect(option.direction, option.rect, at.name),
              {words::name(share), bold(option.font), text, words::amount(share), of.subtle});
    draw_line(painter, option, QStyle::visualRect(option.direction, option.rect, at.sentence),
              {words::state_sentence(share), option.font, is_calm ? of.subtle : own, rates(share), text});
    painter.setFont(option.font);
}

}  // namespace shoal::gui
