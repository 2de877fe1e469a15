#include "gui/offer_bar.h"

#include <utility>

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "gui/link_text.h"
#include "gui/theme.h"

namespace shoal::gui {

OfferBar::OfferBar(QWidget* parent) : QWidget{parent}, text_{new QLabel{this}} {
    setObjectName(QStringLiteral("offer_bar"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    auto* get = new QPushButton{tr("Get it"), this};
    auto* dismiss = new QPushButton{tr("Not now"), this};
    get->setObjectName(QStringLiteral("offer_get"));
    dismiss->setObjectName(QStringLiteral("offer_dismiss"));
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(text_, 1);
    row->addWidget(get);
    row->addWidget(dismiss);
    connect(get, &QPushButton::clicked, this, [this] {
        const auto link = std::exchange(link_, {});
        forget();
        Q_EMIT wanted(link);
    });
    connect(dismiss, &QPushButton::clicked, this, &OfferBar::forget);
    hide();
}

void OfferBar::offer(const QString& link) {
    const auto read = first_link(link);
    if (!read) return;
    link_ = link;
    const auto name = link_name(*read);
    text_->setText(name.isEmpty() ? tr("There is a link of Shoal on the clipboard.")
                                  : tr("There is a link to “%1” on the clipboard.").arg(name));
    setAccessibleName(text_->text());
    show();
}

void OfferBar::forget() {
    link_.clear();
    text_->clear();
    hide();
}

void OfferBar::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    QColor ground = colours(palette()).accent;
    ground.setAlpha(28);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect{0, height() - 1, width(), 1}, colours(palette()).line);
}

}  // namespace shoal::gui
