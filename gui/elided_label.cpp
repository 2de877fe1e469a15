#include "gui/elided_label.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>

namespace shoal::gui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel{parent} {
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::set_full_text(const QString& text) {
    if (text == full_) return;
    full_ = text;
    setToolTip(text.toHtmlEscaped());
    setAccessibleName(text);
    updateGeometry();
    elide();
}

QSize ElidedLabel::sizeHint() const {
    return QSize{fontMetrics().horizontalAdvance(full_) + 2, fontMetrics().height()}.grownBy(contentsMargins());
}

QSize ElidedLabel::minimumSizeHint() const {
    const QSize least{fontMetrics().averageCharWidth() * 8, fontMetrics().height()};
    return least.grownBy(contentsMargins()).boundedTo(sizeHint());
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) elide();
}

// Copied is the whole, not what there was room for.
void ElidedLabel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && selectedText() == text()) {
        QGuiApplication::clipboard()->setText(full_);
        return;
    }
    QLabel::keyPressEvent(event);
}

void ElidedLabel::elide() {
    const auto shown = fontMetrics().elidedText(full_, Qt::ElideMiddle, contentsRect().width());
    if (shown != text()) setText(shown);
}

}  // namespace shoal::gui
