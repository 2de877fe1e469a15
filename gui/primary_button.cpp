#include "gui/primary_button.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

#include "gui/theme.h"

namespace shoal::gui {
namespace {

// Dark enough below white text in both appearances.
constexpr QRgb accent_ground = 0xff0b6bcb;
constexpr QRgb danger_ground = 0xffc4332b;
constexpr int gap = 8;  // between symbol and text

}  // namespace

PrimaryButton::PrimaryButton(const QString& text, QWidget* parent, const QString& symbol_name)
    : QPushButton{text, parent}, symbol_{symbol_name} {
    setAttribute(Qt::WA_Hover);
}

void PrimaryButton::set_kind(Kind kind) {
    kind_ = kind;
    update();
}

void PrimaryButton::set_symbol(const QString& name) {
    symbol_ = name;
    updateGeometry();
    update();
}

QSize PrimaryButton::sizeHint() const {
    const auto plain = QPushButton::sizeHint();
    const int mark = symbol_.isEmpty() ? 0 : iconSize().width() + gap;
    return {plain.width() + mark + gap, plain.height()};
}

QColor PrimaryButton::ground() const {
    if (!isEnabled()) return colours(palette()).track;
    const QColor colour{kind_ == Kind::accent ? accent_ground : danger_ground};
    if (isDown()) return colour.darker(120);
    return underMouse() ? colour.lighter(112) : colour;
}

// The style makes a coloured button so light that white text on it is hard to read.
void PrimaryButton::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF body = QRectF{rect()}.adjusted(1, 1, -1, -1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground());
    painter.drawRoundedRect(body, 6, 6);
    if (hasFocus()) {
        painter.setPen(QPen{QColor{255, 255, 255, 200}, 1});
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(body.adjusted(2.5, 2.5, -2.5, -2.5), 4, 4);
    }
    const QColor ink = isEnabled() ? QColor{Qt::white} : palette().color(QPalette::Disabled, QPalette::ButtonText);
    const int side = symbol_.isEmpty() ? 0 : iconSize().width();
    const int space = side == 0 ? 0 : side + gap;
    const int wide = fontMetrics().size(Qt::TextShowMnemonic, text()).width() + space;
    const int left = (width() - wide) / 2;
    if (side > 0) {
        const QRect mark{left, (height() - side) / 2, side, side};
        painter.drawPixmap(QStyle::visualRect(layoutDirection(), rect(), mark),
                           symbol_pixmap(symbol_, ink, side, devicePixelRatioF()));
    }
    QStyleOptionButton option;
    initStyleOption(&option);
    const bool underlines = style()->styleHint(QStyle::SH_UnderlineShortcut, &option, this) != 0;
    const int flags = Qt::AlignCenter | (underlines ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    painter.setPen(ink);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), {left + space, 0, wide - space, height()}), flags,
                     text());
}

}  // namespace shoal::gui
