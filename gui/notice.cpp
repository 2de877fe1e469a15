#include "gui/notice.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QColor colour_of(Notice::Kind kind, const QPalette& palette) {
    const auto& meaning = colours(palette);
    switch (kind) {
    case Notice::Kind::good:
        return meaning.good;
    case Notice::Kind::warn:
        return meaning.warn;
    case Notice::Kind::bad:
        return meaning.bad;
    case Notice::Kind::info:
        break;
    }
    return meaning.accent;
}

QString symbol_of(Notice::Kind kind) {
    if (kind == Notice::Kind::good) return QStringLiteral("check");
    return kind == Notice::Kind::info ? QStringLiteral("info") : QStringLiteral("warning");
}

}  // namespace

Notice::Notice(QWidget* parent)
    : QWidget{parent}, mark_{new QWidget{this}}, text_{new TextLabel{{}, this}},
      advice_{new TextLabel{{}, this, TextLabel::Tone::subtle}} {
    const int side = fontMetrics().height() * 5 / 4;
    mark_->setFixedSize(side, side);  // the symbol is painted there
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(text_);
    words->addWidget(advice_);
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(10);
    row->addWidget(mark_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    hide();
}

void Notice::tell(Kind kind, const QString& text, const QString& advice) {
    kind_ = kind;
    text_->setText(text);
    advice_->setText(advice);
    advice_->setVisible(!advice.isEmpty());
    setAccessibleName(text);
    setAccessibleDescription(advice);
    show();
    update();
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

void Notice::clear() {
    text_->clear();
    setAccessibleName({});
    hide();
}

QString Notice::text() const {
    return text_->text();
}

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const auto colour = colour_of(kind_, palette());
    auto ground = colour;
    ground.setAlphaF(is_dark(palette()) ? 0.16F : 0.09F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 8, 8);
    const auto side = mark_->width();
    painter.drawPixmap(mark_->pos(), symbol_pixmap(symbol_of(kind_), colour, side, devicePixelRatioF()));
}

}  // namespace shoal::gui
