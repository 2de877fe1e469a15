#include "gui/diagnosis_dialog.h"

#include <QDialogButtonBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStringList>

#include "gui/finding_words.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QLabel* plain(const QString& text, QWidget* parent) {
    auto* label = new QLabel{text, parent};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

DiagnosisDialog::DiagnosisDialog(EngineClient& client, QWidget* parent)
    : QDialog{parent}, client_{client}, addresses_{plain({}, this)} {
    setObjectName(QStringLiteral("diagnosis_dialog"));
    setWindowTitle(tr("How others reach this computer"));
    auto* area = new QScrollArea{this};
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* inside = new QWidget{area};
    place_ = new QVBoxLayout{inside};
    place_->setContentsMargins(0, 0, 0, 0);
    place_->addStretch(1);
    area->setWidget(inside);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    auto* again = buttons->addButton(tr("Look &again"), QDialogButtonBox::ActionRole);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(addresses_);
    column->addWidget(area, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(again, &QPushButton::clicked, this, &DiagnosisDialog::ask);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 28);
    ask();
}

void DiagnosisDialog::ask() {
    client_.ask(this, GetStatus{}, [this](Result<StatusView> status) {
        if (!status) return;
        QStringList listen;
        for (const auto& one : status->listen) listen.push_back(QString::fromStdString(one));
        addresses_->setText(listen.isEmpty() ? tr("It listens nowhere.")
                                             : tr("It listens on %1.").arg(listen.join(QStringLiteral(", "))));
    });
    client_.ask(this, Diagnose{}, [this](Result<Diagnosis> diagnosis) { show_findings(diagnosis); });
}

void DiagnosisDialog::show_findings(const Result<Diagnosis>& diagnosis) {
    delete cards_;
    cards_ = new QWidget{this};
    auto* column = new QVBoxLayout{cards_};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (!diagnosis) column->addWidget(plain(QString::fromStdString(diagnosis.error().what), cards_));
    if (diagnosis) {
        for (const auto& finding : diagnosis->findings) column->addWidget(card_of(finding));
    }
    place_->insertWidget(0, cards_);
}

QWidget* DiagnosisDialog::card_of(const Finding& finding) {
    auto* card = new QFrame{cards_};
    card->setObjectName(QString::fromStdString("finding_" + finding.code));
    auto* row = new QHBoxLayout{card};
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(12);
    auto* sign = new QLabel{card};
    sign->setPixmap(symbol_pixmap(QStringLiteral("dot"), finding_colour(finding, palette()), 16, devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    const auto sentence = finding_sentence(finding);
    words->addWidget(plain(sentence, card));
    const auto more = finding_details(finding);
    for (const auto& text : {more == sentence ? QString{} : more, finding_advice(finding)}) {
        if (text.isEmpty()) continue;
        auto* label = plain(text, card);
        auto look = label->palette();
        look.setColor(QPalette::WindowText, colours(palette()).subtle);
        label->setPalette(look);
        words->addWidget(label);
    }
    row->addLayout(words, 1);
    return card;
}

}  // namespace shoal::gui
