#include "gui/share_options_form.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/labels.h"
#include "gui/notice.h"
#include "gui/text_label.h"

namespace shoal::gui {
namespace {

constexpr int max_comment = 1'000;  // characters: a few lines, that every receiver fetches

}  // namespace

ShareOptionsForm::ShareOptionsForm(QWidget* parent)
    : QWidget{parent}, fold_{new QToolButton{this}}, fields_{new QWidget{this}}, comment_{new QLineEdit{fields_}},
      labels_{new QLineEdit{fields_}},
      reproducible_{new QCheckBox{tr("Same content gives the same li&nk"), fields_}}, trouble_{new Notice{fields_}} {
    fold_->setText(tr("&More options"));
    fold_->setCheckable(true);
    fold_->setAutoRaise(true);
    fold_->setArrowType(Qt::RightArrow);
    fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold_->setFocusPolicy(Qt::StrongFocus);
    fold_->setObjectName(QStringLiteral("share_more"));
    trouble_->setObjectName(QStringLiteral("share_options_trouble"));
    comment_->setObjectName(QStringLiteral("share_comment"));
    comment_->setMaxLength(max_comment);
    comment_->setPlaceholderText(tr("Receivers can read it"));
    labels_->setObjectName(QStringLiteral("share_labels"));
    labels_->setPlaceholderText(tr("Only you see them; with commas between"));
    reproducible_->setObjectName(QStringLiteral("share_reproducible"));
    auto* cost =
        new TextLabel{tr("Useful to share one thing from several computers. But then whoever has the very same "
                         "files can work out the link, and see that you share them."),
                      fields_, TextLabel::Tone::subtle};
    reproducible_->setAccessibleDescription(cost->text());
    auto* form = new QFormLayout{fields_};
    form->setContentsMargins(8, 4, 0, 0);
    form->setSpacing(8);
    form->addRow(tr("&Comment"), comment_);
    form->addRow(tr("&Labels"), labels_);
    form->addRow(reproducible_);
    form->addRow(cost);
    form->addRow(trouble_);
    comment_->setAccessibleName(tr("Comment"));
    labels_->setAccessibleName(tr("Labels"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(fold_, 0, Qt::AlignLeft);
    layout->addWidget(fields_);
    fields_->hide();
    connect(fold_, &QToolButton::toggled, this, [this](bool open) {
        fold_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        fields_->setVisible(open);
        Q_EMIT folded();
    });
}

Result<ShareOptions> ShareOptionsForm::options() {
    trouble_->clear();
    ShareOptions out{
        .comment = comment_->text().trimmed().toStdString(), .labels = {}, .reproducible = reproducible_->isChecked()};
    for (const auto& part : labels_->text().split(QLatin1Char{','}, Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty()) out.labels.push_back(part.trimmed().toStdString());
    }
    auto cleaned = clean_labels(std::move(out.labels));
    if (!cleaned) {
        fold_->setChecked(true);
        trouble_->tell(
            Notice::Kind::bad, tr("One of these labels cannot be used."),
            tr("A label has at most %1 letters, and a share at most %2 labels.").arg(max_label_bytes).arg(max_labels));
        labels_->setFocus();
        return std::unexpected{cleaned.error()};
    }
    out.labels = std::move(*cleaned);
    return out;
}

}  // namespace shoal::gui
