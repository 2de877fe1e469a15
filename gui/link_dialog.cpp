#include "gui/link_dialog.h"

#include <utility>

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/link_card.h"
#include "gui/notice.h"
#include "gui/text_label.h"

namespace shoal::gui {

LinkDialog::LinkDialog(EngineClient& client, std::string tag, const QString& name, QWidget* parent,
                       std::vector<std::string> rules)
    : QDialog{parent}, client_{client}, tag_{std::move(tag)}, name_{harmless(name)}, rules_{std::move(rules)},
      waiting_{new TextLabel{tr("Asking for the link…"), this, TextLabel::Tone::subtle}}, trouble_{new Notice{this}},
      card_{new LinkCard{this}} {
    setObjectName(QStringLiteral("link_dialog"));
    setWindowTitle(tr("Link to %1").arg(name_));
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    again_ = buttons->addButton(tr("&Try again"), QDialogButtonBox::ActionRole);
    again_->setObjectName(QStringLiteral("link_dialog_again"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(waiting_);
    layout->addWidget(trouble_);
    layout->addWidget(card_);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 100);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(again_, &QPushButton::clicked, this, &LinkDialog::ask);
    connect(&client_, &EngineClient::connection_changed, this, [this] {
        if (client_.is_ready() && card_->isHidden()) ask();
    });
    ask();
}

void LinkDialog::ask() {
    waiting_->show();
    trouble_->clear();
    card_->hide();
    again_->hide();
    client_.ask(this, GetLink{.tag = tag_, .rules = rules_}, [this](Result<LinkView> link) {
        waiting_->hide();
        if (!link) return tell(link.error());
        card_->show_link({.name = name_,
                          .link = QString::fromStdString(link->link),
                          .short_link = QString::fromStdString(link->short_link)});
        card_->show();
        card_->setFocus();
    });
}

void LinkDialog::tell(const Error& error) {
    again_->show();
    if (error.code == Errc::unreachable || error.code == Errc::closed) {
        trouble_->tell(Notice::Kind::warn, tr("Shoal's engine does not answer now."),
                       tr("The link is shown as soon as it is back."));
    } else if (error.code == Errc::not_found) {
        trouble_->tell(Notice::Kind::bad, tr("This share is not there any more."));
        again_->hide();
    } else {
        trouble_->tell(Notice::Kind::bad, harmless(error.what));
    }
}

}  // namespace shoal::gui
