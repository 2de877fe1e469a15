#include "gui/elided_button.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace shoal::gui {

ElidedButton::ElidedButton(QWidget* parent) : QToolButton{parent} {
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedButton::minimumSizeHint() const {
    const auto whole = sizeHint();
    return {std::min(whole.width(), fontMetrics().averageCharWidth() * 14), whole.height()};
}

void ElidedButton::paintEvent(QPaintEvent*) {
    QStylePainter painter{this};
    QStyleOptionToolButton option;
    initStyleOption(&option);
    const int around = sizeHint().width() - fontMetrics().horizontalAdvance(text());
    option.text = fontMetrics().elidedText(text(), Qt::ElideRight, width() - around);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

}  // namespace shoal::gui
