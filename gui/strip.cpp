#include "gui/strip.h"

#include <QPainter>

#include "gui/theme.h"

namespace shoal::gui {

Strip::Strip(Tone tone, QWidget* parent)
    : QWidget{parent}, tone_{tone}, text_{new QLabel{this}}, row_{new QHBoxLayout{this}} {
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    row_->setContentsMargins(16, 8, 16, 8);
    row_->setSpacing(8);
    row_->addWidget(text_, 1);
    hide();
}

QPushButton* Strip::add_button(const QString& name, const QString& text) {
    auto* button = new QPushButton{text, this};
    button->setObjectName(name);
    row_->addWidget(button);
    return button;
}

void Strip::say(const QString& text) {
    text_->setText(text);
    setAccessibleName(text);
    show();
}

void Strip::fall_silent() {
    text_->clear();
    setAccessibleName({});
    hide();
}

void Strip::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    const bool is_trouble = tone_ == Tone::trouble;
    QColor ground = is_trouble ? colours(palette()).warn : colours(palette()).accent;
    ground.setAlpha(is_trouble ? 40 : 28);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect{0, height() - 1, width(), 1},
                     is_trouble ? colours(palette()).warn : colours(palette()).line);
}

}  // namespace shoal::gui
