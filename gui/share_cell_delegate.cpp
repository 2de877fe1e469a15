#include "gui/share_cell_delegate.h"

#include <QPainter>
#include <QStyle>

#include "gui/format.h"
#include "gui/share_bar.h"
#include "gui/share_words.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QRect inner(const QStyleOptionViewItem& option) {
    const int margin = ShareCellDelegate::margin(option.fontMetrics);
    return option.rect.adjusted(margin, 0, -margin, 0);
}

void draw_text(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place, Qt::Alignment alignment,
               const QString& text, const QColor& ink, Qt::TextElideMode elide = Qt::ElideRight) {
    if (text.isEmpty() || place.width() <= 0) return;
    painter.setPen(ink);
    // Measuring takes as long as drawing, and most texts are short.
    const bool fits = text.size() * option.fontMetrics.averageCharWidth() * 2 <= place.width() ||
                      option.fontMetrics.horizontalAdvance(text) <= place.width();
    painter.drawText(place,
                     static_cast<int>(QStyle::visualAlignment(option.direction, alignment | Qt::AlignVCenter)) |
                         Qt::TextSingleLine,
                     fits ? text : option.fontMetrics.elidedText(text, elide, place.width()));
}

// What is looked at seldom is said more quietly.
bool is_quiet(ShareColumn column) {
    return column == ShareColumn::added || column == ShareColumn::path || column == ShareColumn::tag ||
           column == ShareColumn::number || column == ShareColumn::known;
}

}  // namespace

ShareCellDelegate::ShareCellDelegate(const ShareModel& list, QObject* parent)
    : QAbstractItemDelegate{parent}, list_{list} {}

void ShareCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* share = list_.share_at(index.row());
    if (share == nullptr) return;
    const auto column = static_cast<ShareColumn>(index.column());
    if (column == ShareColumn::name) return paint_name(*painter, option, *share);
    if (column == ShareColumn::progress) return paint_progress(*painter, option, *share);
    paint_text(*painter, option, column, *share);
}

QSize ShareCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int line = option.fontMetrics.height();
    return {line * 4, line + line * 3 / 4};
}

int ShareCellDelegate::margin(const QFontMetrics& metrics) {
    return metrics.averageCharWidth() + 2;
}

void ShareCellDelegate::paint_name(QPainter& painter, const QStyleOptionViewItem& option,
                                   const ShareView& share) const {
    const auto place = inner(option);
    const int side = option.fontMetrics.height();
    QRect icon{place.left(), place.center().y() - side / 2 + 1, side, side};
    auto text = place.adjusted(side + margin(option.fontMetrics), 0, 0, 0);
    icon = QStyle::visualRect(option.direction, place, icon);
    text = QStyle::visualRect(option.direction, place, text);
    if (place.width() >= side) {
        paint_state_symbol(painter, icon, share, words::state_colour(share, option.palette));
    }
    draw_text(painter, option, text, Qt::AlignLeft, words::name(share), option.palette.color(QPalette::Text),
              Qt::ElideMiddle);
}

void ShareCellDelegate::paint_progress(QPainter& painter, const QStyleOptionViewItem& option,
                                       const ShareView& share) const {
    if (!words::has_list(share)) return;
    const auto place = inner(option);
    const auto text = text_of(ShareColumn::progress, share);
    const int number = option.fontMetrics.horizontalAdvance(format_percent(1, 1)) + 1;
    draw_text(
        painter, option,
        QStyle::visualRect(option.direction, place, {place.right() - number + 1, place.top(), number, place.height()}),
        Qt::AlignRight, text, option.palette.color(QPalette::Text));
    const qreal thick = qMax(4.0, option.fontMetrics.height() / 3.0);
    const int long_enough = place.width() - number - margin(option.fontMetrics);
    if (long_enough < 3 * thick) return;
    const QRect bar =
        QStyle::visualRect(option.direction, place, {place.left(), place.top(), long_enough, place.height()});
    paint_share_bar(painter, {qreal(bar.left()), bar.center().y() + 1.5 - thick / 2, qreal(bar.width()), thick}, share,
                    option.palette, option.direction);
}

void ShareCellDelegate::paint_text(QPainter& painter, const QStyleOptionViewItem& option, ShareColumn column,
                                   const ShareView& share) const {
    const auto& of = colours(option.palette);
    auto ink = is_quiet(column) ? of.subtle : option.palette.color(QPalette::Text);
    if (column == ShareColumn::state) {
        const auto own = words::state_colour(share, option.palette);
        if (own == of.bad || own == of.warn || own == of.subtle) ink = own;
    }
    draw_text(painter, option, inner(option), is_number(column) ? Qt::AlignRight : Qt::AlignLeft,
              text_of(column, share), ink, column == ShareColumn::path ? Qt::ElideMiddle : Qt::ElideRight);
}

}  // namespace shoal::gui
