#include "gui/empty_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/names.h"
#include "gui/link_text.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QLabel* centred_label(QWidget* parent, const QString& name) {
    auto* out = new QLabel{parent};
    out->setObjectName(name);
    out->setTextFormat(Qt::PlainText);
    out->setAlignment(Qt::AlignCenter);
    out->setWordWrap(true);
    return out;
}

QPushButton* button(QWidget* parent, const QString& name, const QString& text) {
    auto* out = new QPushButton{text, parent};
    out->setObjectName(name);
    return out;
}

QString no_match_text(const ShareFilter& filter) {
    if (link_kind(filter.text) != LinkKind::none) {  // a secret, which no sentence repeats
        return EmptyList::tr("This looks like a link. To get what it leads to, use “Get” in place of the search.");
    }
    if (!filter.text.trimmed().isEmpty()) {
        return EmptyList::tr("There is no share here with “%1” in its name, folder or labels.")
            .arg(QString::fromStdString(printable(filter.text.trimmed().toStdString())));
    }
    if (!filter.label.empty()) {
        return EmptyList::tr("No share has the label “%1”.").arg(QString::fromStdString(printable(filter.label)));
    }
    switch (filter.kind) {
    case ShareFilter::Kind::downloading:
        return EmptyList::tr("Nothing is being downloaded.");
    case ShareFilter::Kind::sharing:
        return EmptyList::tr("Nothing is being shared now.");
    case ShareFilter::Kind::complete:
        return EmptyList::tr("Nothing is complete yet.");
    case ShareFilter::Kind::paused:
        return EmptyList::tr("Nothing is paused.");
    case ShareFilter::Kind::problems:
        return EmptyList::tr("No share has a problem.");
    case ShareFilter::Kind::all:
        break;
    }
    return {};
}

}  // namespace

EmptyList::EmptyList(QWidget* parent)
    : QWidget{parent}, symbol_{centred_label(this, QStringLiteral("empty_symbol"))},
      headline_{centred_label(this, QStringLiteral("empty_headline"))},
      text_{centred_label(this, QStringLiteral("empty_text"))}, share_{button(this, QStringLiteral("empty_share"),
                                                                              tr("Share files or a f&older…"))},
      get_{button(this, QStringLiteral("empty_get"), tr("&Get from a link…"))}, clear_{button(
                                                                                    this, QStringLiteral("empty_clear"),
                                                                                    tr("Sho&w all shares"))},
      middle_{new QWidget{this}}, buttons_{new QHBoxLayout} {
    setObjectName(QStringLiteral("empty_list"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto font = headline_->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    headline_->setFont(font);

    buttons_->setSpacing(12);
    buttons_->addStretch(1);
    for (auto* one : {share_, get_, clear_}) buttons_->addWidget(one);
    buttons_->addStretch(1);
    auto* inside = new QVBoxLayout{middle_};
    inside->setSpacing(12);
    inside->addWidget(symbol_);
    inside->addWidget(headline_);
    inside->addWidget(text_);
    inside->addSpacing(8);
    inside->addLayout(buttons_);
    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(middle_, 6);
    across->addStretch(1);
    auto* down = new QVBoxLayout{this};
    down->addStretch(1);
    down->addLayout(across);
    down->addStretch(1);

    connect(share_, &QPushButton::clicked, this, &EmptyList::share_wanted);
    connect(get_, &QPushButton::clicked, this, &EmptyList::get_wanted);
    connect(clear_, &QPushButton::clicked, this, &EmptyList::clear_wanted);
    show_first();
}

void EmptyList::show_first() {
    is_first_ = true;
    headline_->setText(tr("Drop files or a folder here"));
    text_->setText(tr("Shoal makes a link of them.\nWhoever has the link can fetch them while Shoal is running.\n"
                      "To get something from somebody else, paste their link."));
    share_->show();
    get_->show();
    clear_->hide();
    dress();
    fit();
    update();
}

void EmptyList::show_no_match(const ShareFilter& filter) {
    is_first_ = false;
    headline_->setText(tr("Nothing to show"));
    text_->setText(no_match_text(filter));
    share_->hide();
    get_->hide();
    clear_->show();
    dress();
    fit();
    update();
}

void EmptyList::paintEvent(QPaintEvent*) {
    if (!is_first_) return;
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& of = colours(palette());
    auto ground = of.accent;
    ground.setAlpha(12);
    QPen pen{is_dark(palette()) ? of.line.lighter(140) : of.line.darker(115), 2, Qt::DashLine, Qt::RoundCap};
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF{middle_->geometry()}.adjusted(1, 1, -1, -1), 14, 14);
}

void EmptyList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) dress();
}

QSize EmptyList::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 8};
}

void EmptyList::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void EmptyList::fit() {
    constexpr int wide_margin = 32, small_margin = 8;
    int across = 2 * wide_margin;
    for (auto* one : {share_, get_, clear_}) {
        if (!one->isHidden()) across += one->minimumWidth() + buttons_->spacing();
    }
    const bool is_narrow = width() < across;
    const bool is_low = height() < fontMetrics().height() * (is_narrow ? 20 : 17);
    const int margin = is_narrow || is_low ? small_margin : wide_margin;
    buttons_->setDirection(is_narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    middle_->layout()->setContentsMargins(margin, margin, margin, margin);
    symbol_->setHidden(is_low);
}

/// What depends on the colours and the size of text of the moment.
void EmptyList::dress() {
    const int side = fontMetrics().height() * 3;
    const auto& of = colours(palette());
    auto prominent = palette();
    // Dark enough for white letters, also where the style makes it lighter.
    prominent.setColor(QPalette::Button, prominent.color(QPalette::Highlight).darker(is_dark(palette()) ? 165 : 130));
    prominent.setColor(QPalette::ButtonText, prominent.color(QPalette::HighlightedText));
    share_->setPalette(prominent);
    for (auto* one : {share_, get_, clear_}) {
        const auto usual = one->QPushButton::sizeHint();
        one->setMinimumSize(usual.width() + 24, fontMetrics().height() * 2 + 4);
    }
    symbol_->setPixmap(symbol_pixmap(is_first_ ? QStringLiteral("list-drop") : QStringLiteral("list-no-match"),
                                     is_first_ ? of.accent : of.subtle, side, devicePixelRatioF()));
}

}  // namespace shoal::gui
