#include "gui/label_dialog.h"

#include <algorithm>
#include <map>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/labels.h"
#include "gui/first_size.h"
#include "gui/format.h"
#include "gui/primary_button.h"
#include "gui/text_label.h"

namespace shoal::gui {
namespace {

constexpr int label_role = Qt::UserRole;       // as the engine has it
constexpr int before_role = Qt::UserRole + 1;  // its state when the dialog opened

}  // namespace

LabelDialog::LabelDialog(EngineClient& client, const std::vector<ShareView>& shares,
                         const std::vector<std::string>& known, QWidget* parent)
    : QDialog{parent}, client_{client}, list_{new QListWidget{this}}, typed_{new QLineEdit{this}},
      add_{new QPushButton{tr("&Add"), this}}, trouble_{new Notice{this}}, save_{new PrimaryButton{tr("&Save"), this}} {
    std::map<std::string, std::size_t> counts;
    for (const auto& label : known) counts[label];
    for (const auto& share : shares) {
        tags_.push_back(share.tag);
        for (const auto& label : share.labels) ++counts[label];
    }
    build(shares.size() == 1 ? tr("Labels of “%1”").arg(harmless(shares.front().name))
                             : tr("Labels of %Ln share(s)", nullptr, static_cast<int>(shares.size())));
    for (const auto& [label, count] : counts) {
        const auto state = count == 0 ? Qt::Unchecked : count == shares.size() ? Qt::Checked : Qt::PartiallyChecked;
        add_item(QString::fromStdString(label), state, false);
    }
    list_->setVisible(list_->count() > 0);
    if (list_->count() == 0) typed_->setFocus();
}

void LabelDialog::build(const QString& heading) {
    setObjectName(QStringLiteral("label_dialog"));
    setWindowTitle(tr("Labels"));
    list_->setObjectName(QStringLiteral("label_list"));
    list_->setAccessibleName(tr("Labels"));
    list_->setAccessibleDescription(tr("The space bar gives a label or takes it off."));
    typed_->setObjectName(QStringLiteral("label_new"));
    typed_->setPlaceholderText(tr("Family, work, …"));
    typed_->setMaxLength(static_cast<int>(max_label_bytes));
    typed_->setAccessibleName(tr("New label"));
    add_->setObjectName(QStringLiteral("label_add"));
    add_->setAutoDefault(false);
    add_->setEnabled(false);
    save_->setObjectName(QStringLiteral("label_save"));
    save_->setDefault(true);
    auto* cancel = new QPushButton{tr("Cancel"), this};
    auto* name = new QLabel{tr("&New label"), this};
    name->setBuddy(typed_);
    auto* adding = new QHBoxLayout;
    adding->setSpacing(8);
    adding->addWidget(name);
    adding->addWidget(typed_, 1);
    adding->addWidget(add_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save_);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel{heading, this, TextLabel::Tone::plain, TextLabel::Size::title});
    layout->addWidget(new TextLabel{tr("Only you see them. They sort your list, and change nothing for others."), this,
                                    TextLabel::Tone::subtle});
    layout->addWidget(list_, 1);
    layout->addLayout(adding);
    layout->addWidget(trouble_);
    layout->addStretch(0);
    layout->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    connect(typed_, &QLineEdit::textChanged, this, [this](const QString& text) {
        add_->setEnabled(!text.trimmed().isEmpty());
        trouble_->clear();
    });
    connect(add_, &QPushButton::clicked, this, &LabelDialog::add_typed);
    connect(save_, &QPushButton::clicked, this, &LabelDialog::save);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void LabelDialog::add_item(const QString& label, Qt::CheckState state, bool is_new) {
    auto* item = new QListWidgetItem{harmless(label), list_};
    item->setData(label_role, label);
    item->setData(before_role, static_cast<int>(is_new ? Qt::Unchecked : state));
    // From half to all to none; half again only where it was so.
    auto flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
    if (state == Qt::PartiallyChecked) flags |= Qt::ItemIsUserTristate;
    item->setFlags(flags);
    item->setCheckState(state);
}

/// Words that wrap do not make a window higher by themselves.
void LabelDialog::tell(Notice::Kind kind, const QString& text, const QString& advice) {
    trouble_->tell(kind, text, advice);
    make_room(*this);
}

void LabelDialog::add_typed() {
    if (take_typed()) typed_->setFocus();
}

/// What is in the field goes to the list. False: it is no label, which is told.
bool LabelDialog::take_typed() {
    const auto label = typed_->text().trimmed();
    if (label.isEmpty()) return true;
    if (!check_label(label.toStdString())) {
        tell(Notice::Kind::bad, tr("This cannot be a label."),
             tr("A label is short, on one line, and without commas."));
        typed_->setFocus();
        return false;
    }
    QListWidgetItem* found = nullptr;
    for (int row = 0; row < list_->count(); ++row) {
        if (list_->item(row)->data(label_role).toString() == label) found = list_->item(row);
    }
    if (found != nullptr) {
        found->setCheckState(Qt::Checked);
    } else {
        add_item(label, Qt::Checked, true);
    }
    list_->show();
    list_->scrollToItem(found != nullptr ? found : list_->item(list_->count() - 1));
    typed_->clear();
    return true;
}

void LabelDialog::save() {
    if (!take_typed()) return;
    LabelShares request{.tags = tags_};
    for (int row = 0; row < list_->count(); ++row) {
        const auto* item = list_->item(row);
        if (item->checkState() == item->data(before_role).toInt()) continue;
        auto& changes = item->checkState() == Qt::Checked ? request.add : request.remove;
        if (item->checkState() != Qt::PartiallyChecked)
            changes.push_back(item->data(label_role).toString().toStdString());
    }
    if (request.add.empty() && request.remove.empty()) return accept();
    save_->setEnabled(false);
    client_.ask(this, std::move(request), [this](Result<ShareList> changed) {
        if (changed) return accept();
        save_->setEnabled(true);
        const auto code = changed.error().code;
        if (code == Errc::limit) {
            tell(Notice::Kind::bad, tr("A share can have %1 labels, and not more.").arg(max_labels));
        } else if (code == Errc::unreachable || code == Errc::closed) {
            tell(Notice::Kind::warn, tr("Shoal's engine does not answer now."), tr("Save again when it is back."));
        } else {
            tell(Notice::Kind::bad, harmless(changed.error().what));
        }
    });
}

}  // namespace shoal::gui
