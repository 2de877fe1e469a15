#include "gui/limit_dialog.h"

#include <utility>

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/first_size.h"
#include "gui/format.h"
#include "gui/notice.h"
#include "gui/primary_button.h"
#include "gui/rate_field.h"
#include "gui/text_label.h"

namespace shoal::gui {

LimitDialog::LimitDialog(EngineClient& client, std::vector<std::string> tags, const QString& name, const Limits& now,
                         QWidget* parent)
    : QDialog{parent}, client_{client}, tags_{std::move(tags)}, now_{now}, down_{new RateField{tr("Limit &download to"),
                                                                                               tr("Download"), this}},
      up_{new RateField{tr("Limit &upload to"), tr("Upload"), this}}, trouble_{new Notice{this}},
      set_{new PrimaryButton{tr("&Set"), this}} {
    setObjectName(QStringLiteral("limit_dialog"));
    setWindowTitle(tr("Speed limits"));
    down_->setObjectName(QStringLiteral("limit_down"));
    up_->setObjectName(QStringLiteral("limit_up"));
    set_->setObjectName(QStringLiteral("limit_set"));
    down_->set_rate(now.down);
    up_->set_rate(now.up);
    const auto whole = tags_.empty();
    const auto heading = whole ? tr("Speed of everything together")
                         : tags_.size() == 1
                             ? tr("Speed of “%1”").arg(harmless(name))
                             : tr("Speed of each of %Ln share(s)", nullptr, static_cast<int>(tags_.size()));
    const auto lasts = whole ? tr("Holds until Shoal's engine ends. Limits that stay are in the settings.")
                             : tr("Shoal remembers it. The limit of everything together holds as well.");
    auto* cancel = new QPushButton{tr("Cancel"), this};
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(set_);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel{heading, this, TextLabel::Tone::plain, TextLabel::Size::title});
    layout->addWidget(down_);
    layout->addWidget(up_);
    layout->addWidget(new TextLabel{lasts, this, TextLabel::Tone::subtle});
    layout->addWidget(trouble_);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    set_->setDefault(true);
    down_->setFocus();
    connect(set_, &QPushButton::clicked, this, &LimitDialog::begin);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void LimitDialog::begin() {
    set_->setEnabled(false);
    trouble_->clear();
    next_ = 0;
    limit_next();
}

void LimitDialog::limit_next() {
    LimitRates request{.tag = tags_.empty() ? std::string{} : tags_[next_]};
    request.set_down = request.set_up = true;
    request.down = down_->rate();
    request.up = up_->rate();
    client_.ask(this, std::move(request), [this](Result<Limits> holds) {
        if (!holds) return tell(holds.error());
        if (++next_ < tags_.size()) return limit_next();
        Q_EMIT limited(*holds);
        accept();
    });
}

void LimitDialog::tell(const Error& error) {
    set_->setEnabled(true);
    if (error.code == Errc::unreachable || error.code == Errc::closed) {
        trouble_->tell(Notice::Kind::warn, tr("Shoal's engine does not answer now."),
                       tr("Set it again when it is back."));
    } else if (error.code == Errc::not_found) {
        trouble_->tell(Notice::Kind::bad, tr("This share is not there any more."));
    } else {
        trouble_->tell(Notice::Kind::bad, harmless(error.what));
    }
    make_room(*this);
}

}  // namespace shoal::gui
