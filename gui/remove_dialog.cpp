#include "gui/remove_dialog.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/notice.h"
#include "gui/primary_button.h"
#include "gui/text_label.h"

namespace shoal::gui {
namespace {

constexpr qsizetype max_named = 8;  // files and errors, one a line

int plural(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, 1U << 30U));
}

bool has_files(const ShareView& share) {
    return !share.path.empty() && !share.temporary;
}

/// Nobody may think that a folder of their own is only a copy.
bool is_shared_from_here(const ShareView& share) {
    return share.shared_here && has_files(share);
}

bool is_unfinished(const ShareView& share) {
    return has_files(share) && !share.shared_here && share.bytes_wanted_have < share.bytes_wanted;
}

std::uint64_t bytes_of(const std::vector<ShareView>& shares) {
    return std::accumulate(shares.begin(), shares.end(), std::uint64_t{0}, [](std::uint64_t sum, const auto& share) {
        return sum + (has_files(share) ? share.bytes_have : 0);
    });
}

/// Indented below its button, so that it reads as part of it.
TextLabel* explain(const QString& text, QRadioButton* button, QVBoxLayout& layout) {
    auto* label = new TextLabel{text, button->parentWidget(), TextLabel::Tone::subtle};
    auto* row = new QHBoxLayout;
    row->setContentsMargins(button->fontMetrics().height() * 3 / 2, 0, 0, 0);
    row->addWidget(label);
    layout.addLayout(row);
    button->setAccessibleDescription(text);
    return label;
}

QString lines_of(const QStringList& all, const QString& more) {
    return (all.mid(0, max_named) + (all.size() > max_named ? QStringList{more} : QStringList{}))
        .join(QLatin1Char{'\n'});
}

}  // namespace

RemoveDialog::RemoveDialog(EngineClient& client, std::vector<ShareView> shares, bool delete_files, QWidget* parent)
    : QDialog{parent}, client_{client}, shares_{std::move(shares)}, warning_{new Notice{this}},
      outcome_{new Notice{this}}, details_{new TextLabel{{}, this, TextLabel::Tone::subtle}},
      remove_{new PrimaryButton{tr("&Remove"), this}}, cancel_{new QPushButton{tr("Cancel"), this}} {
    setObjectName(QStringLiteral("remove_dialog"));
    setWindowTitle(tr("Remove"));
    build();
    if (auto* chosen = delete_files ? delete_ : keep_; chosen != nullptr) {
        chosen->setChecked(true);
        chosen->setFocus();  // and not the button that deletes
    }
    choice_changed();
    connect(remove_, &QPushButton::clicked, this, &RemoveDialog::begin);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
}

void RemoveDialog::build() {
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    const auto question = shares_.size() == 1 ? tr("Remove “%1”?").arg(harmless(shares_.front().name))
                                              : tr("Remove %Ln share(s)?", nullptr, plural(shares_.size()));
    layout->addWidget(new TextLabel{question, this, TextLabel::Tone::plain, TextLabel::Size::title});
    layout->addWidget(new TextLabel{tr("This computer stops sharing it. Others who have it all keep it, and the link "
                                       "works while one of them is online."),
                                    this});
    if (std::any_of(shares_.begin(), shares_.end(), has_files)) build_choice(*layout);
    details_->hide();
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setObjectName(QStringLiteral("remove_dialog_details"));
    outcome_->setObjectName(QStringLiteral("remove_dialog_outcome"));
    warning_->setObjectName(QStringLiteral("remove_dialog_warning"));
    layout->addWidget(warning_);
    layout->addWidget(outcome_);
    layout->addWidget(details_);
    layout->addStretch(1);
    layout->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel_);
    buttons->addWidget(remove_);
    layout->addLayout(buttons);
    remove_->setObjectName(QStringLiteral("remove_dialog_remove"));
    cancel_->setObjectName(QStringLiteral("remove_dialog_cancel"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    setTabOrder(cancel_, remove_);
    if (delete_ == nullptr) return remove_->setFocus();
    setTabOrder(keep_, delete_);
    setTabOrder(delete_, cancel_);
}

void RemoveDialog::build_choice(QVBoxLayout& layout) {
    keep_ = new QRadioButton{tr("&Keep the files"), this};
    delete_ = new QRadioButton{tr("&Delete the files too"), this};
    keep_->setObjectName(QStringLiteral("remove_dialog_keep"));
    delete_->setObjectName(QStringLiteral("remove_dialog_delete"));
    const auto size = format_bytes(bytes_of(shares_));
    const bool is_one = shares_.size() == 1;
    const auto place = is_one ? harmless(shares_.front().path) : QString{};
    const bool unfinished = std::any_of(shares_.begin(), shares_.end(), is_unfinished);
    layout.addSpacing(4);
    layout.addWidget(keep_);
    auto stays = is_one ? tr("Files that are complete stay in %1.").arg(place)
                        : tr("Files that are complete stay where they are.");
    if (!unfinished) stays = is_one ? tr("%1 stay in %2.").arg(size, place) : tr("%1 stay where they are.").arg(size);
    explain(stays, keep_, layout);
    layout.addWidget(delete_);
    explain(is_one
                ? tr("%1 in %2 go for good, and not to the trash. Files that were changed since stay.").arg(size, place)
                : tr("%1 go for good, and not to the trash. Files that were changed since stay.").arg(size),
            delete_, layout);
    connect(delete_, &QRadioButton::toggled, this, &RemoveDialog::choice_changed);
}

bool RemoveDialog::deletes() const {
    return delete_ != nullptr && delete_->isChecked();
}

// What cannot be undone is not done by one press of Enter.
void RemoveDialog::choice_changed() {
    remove_->set_kind(deletes() ? PrimaryButton::Kind::danger : PrimaryButton::Kind::accent);
    remove_->setText(deletes() ? tr("Remove and de&lete files") : tr("&Remove"));
    (deletes() ? cancel_ : static_cast<QPushButton*>(remove_))->setDefault(true);
    const auto own = std::count_if(shares_.begin(), shares_.end(), is_shared_from_here);
    const auto unfinished = std::count_if(shares_.begin(), shares_.end(), is_unfinished);
    if (deletes() && own > 0) {
        warning_->tell(Notice::Kind::warn,
                       own == 1 && shares_.size() == 1
                           ? tr("These are the files that you shared, not copies of them.")
                           : tr("%Ln of these share(s) hold the files that you shared, not copies of them.", nullptr,
                                plural(static_cast<std::uint64_t>(own))));
    } else if (unfinished > 0) {
        warning_->tell(Notice::Kind::info, tr("Files that are not finished yet are thrown away."));
    } else {
        warning_->clear();
    }
}

void RemoveDialog::begin() {
    for (QWidget* widget :
         {static_cast<QWidget*>(remove_), static_cast<QWidget*>(keep_), static_cast<QWidget*>(delete_)}) {
        if (widget != nullptr) widget->setEnabled(false);
    }
    remove_next();
}

void RemoveDialog::remove_next() {
    if (next_ == shares_.size()) return finish();
    const auto& share = shares_[next_];
    client_.ask(this, RemoveShare{.tag = share.tag, .data = deletes() && has_files(share)},
                [this](Result<ShareForgotten> answer) { answered(shares_[next_], std::move(answer)); });
}

void RemoveDialog::answered(const ShareView& share, Result<ShareForgotten> answer) {
    if (answer) {
        for (const auto& file : answer->kept) kept_.push_back(harmless(file));
    } else if (answer.error().code != Errc::not_found) {  // gone is what was wished
        failed_.push_back(tr("%1: %2").arg(harmless(share.name), harmless(answer.error().what)));
    }
    if (answer || answer.error().code == Errc::not_found) Q_EMIT removed(share.tag);
    ++next_;
    remove_next();
}

void RemoveDialog::finish() {
    if (failed_.isEmpty() && kept_.isEmpty()) return accept();
    warning_->clear();
    remove_->hide();
    cancel_->setText(tr("Close"));
    cancel_->setDefault(true);
    cancel_->setFocus();
    if (!failed_.isEmpty()) {
        outcome_->tell(Notice::Kind::bad, tr("%Ln share(s) could not be removed.", nullptr,
                                             plural(static_cast<std::uint64_t>(failed_.size()))));
        details_->setText(lines_of(
            failed_, tr("and %Ln more", nullptr, plural(static_cast<std::uint64_t>(failed_.size() - max_named)))));
    } else {
        outcome_->tell(Notice::Kind::info,
                       tr("%Ln file(s) stay, because they are not as Shoal knew them.", nullptr,
                          plural(static_cast<std::uint64_t>(kept_.size()))),
                       tr("Delete them yourself if you do not need them."));
        details_->setText(
            lines_of(kept_, tr("and %Ln more", nullptr, plural(static_cast<std::uint64_t>(kept_.size() - max_named)))));
    }
    details_->show();
}

}  // namespace shoal::gui
